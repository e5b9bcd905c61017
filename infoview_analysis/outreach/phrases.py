"""Groups of requests in plain words, and sentences that say what a comparison shows."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.outreach.groups import EVERYTHING

TITLES = {
    EVERYTHING: "All requests",
    "channel": "Channel",
    "introduced_by": "Introduced by",
    "month": "Month of the request",
    "weekday": "Day of the week",
    "industry": "Industry",
    "seniority": "Seniority",
    "company_size": "Size of the company",
    "subject_question": "Subject asks a question",
    "subject_names_person": "Subject names somebody",
    "subject_names_organization": "Subject names their organization",
    "subject_says_how_long": "Subject says how long it takes",
    "subject_length": "Length of the subject",
    "message_length": "Length of the message",
    "personalised": "Personalised",
}
_CHANNELS = {
    "email": "emails",
    "linkedin": "LinkedIn messages",
    "warm introduction": "warm introductions",
    "cold call": "cold calls",
    "event": "requests after an event",
}
_YES_NO = {
    ("subject_question", "yes"): "subjects that ask a question",
    ("subject_question", "no"): "subjects that ask no question",
    ("subject_names_person", "yes"): "subjects that name somebody",
    ("subject_names_person", "no"): "subjects that name nobody",
    ("subject_names_organization", "yes"): "subjects that name the organization",
    ("subject_names_organization", "no"): "subjects that do not name the organization",
    ("subject_says_how_long", "yes"): "subjects that say how long it takes",
    ("subject_says_how_long", "no"): "subjects that do not say how long it takes",
    ("personalised", "yes"): "personalised messages",
    ("personalised", "no"): "messages that are not personalised",
}


def title_of(by: str) -> str:
    """Return what requests are grouped by, as a heading."""
    return TITLES.get(by, by.replace("_", " ").capitalize())


def group_phrase(by: str, group: str) -> str:
    """Return a group of requests as words that can be the subject of a sentence: "warm introductions"."""
    if (by, group) in _YES_NO:
        return _YES_NO[by, group]
    if by == "channel":
        return _CHANNELS.get(group.casefold(), f"requests by {group}")
    if by == "month":
        return f"requests of {month_name(group)}"
    phrases = {
        EVERYTHING: "all requests",
        "introduced_by": f"requests that {group} introduced",
        "weekday": f"requests sent on a {group}",
        "industry": f"requests to people in {group}",
        "seniority": f"requests to people at {group} level",
        "company_size": f"requests to {group} companies",
        "subject_length": f"subjects of {group}",
        "message_length": f"messages of {group}",
    }
    return phrases.get(by, f"requests with {by.replace('_', ' ')} {group}")


def month_name(month: str) -> str:
    """Return "March 2026" for "2026-03"."""
    return f"{pd.Timestamp(month + '-01'):%B %Y}" if len(month) == 7 else month


def comparison_sentence(by: str, row: pd.Series) -> str:
    """Return what a row of :func:`infoview_analysis.outreach.differences.group_differences` shows, in a sentence.

    Examples
    --------
    "Warm introductions are answered more often: 12 of 14 against 6 of 30 of the others."
    "Cannot tell these apart yet: emails, 5 of 22 answered, and the others, 24 of 63."
    """
    subject = group_phrase(by, row["group"])
    one = f"{row['n_replied']} of {row['n_mature']}"
    rest = f"{row['rest_replied']} of {row['rest_mature']}"
    verdict = row["verdict"]
    if verdict == "too few":
        return f"Too few to say: {subject}, {one} answered; the others, {rest}."
    if verdict == "cannot tell":
        return f"Cannot tell these apart yet: {subject}, {one} answered, and the others, {rest}."
    direction = "more often" if row["difference"] > 0 else "less often"
    if verdict == "perhaps":
        return (
            f"{_capital(subject)} may be answered {direction}: {one} against {rest} of the others."
            " With several groups to compare this can be chance."
        )
    return f"{_capital(subject)} are answered {direction}: {one} against {rest} of the others."


def points_interval(low: float, high: float) -> str:
    """Return the interval of a difference in percentage points: "−12 to 70 points"."""
    return f"{round(100 * low)} to {round(100 * high)} points".replace("-", "−")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
