"""What requests can be grouped by, and the group of each request."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from infoview_analysis.frames import COMPANY_SIZES, SENIORITIES
from infoview_analysis.outreach.subjects import (
    LENGTHS,
    KnownNames,
    asks_a_question,
    length_band,
    names_organization,
    says_how_long,
)

EVERYTHING = "all"
NOT_GIVEN = "not given"
NO_SUBJECT = "no subject"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MESSAGE_LENGTHS = ((50, "up to 50 words"), (100, "51 to 100 words"), (200, "101 to 200 words"),
                   (float("inf"), "over 200 words"))  # fmt: skip
_YES_NO = ("yes", "no")
_ORDERS: dict[str, tuple[str, ...]] = {
    "weekday": WEEKDAYS,
    "seniority": SENIORITIES,
    "company_size": COMPANY_SIZES,
    "subject_length": tuple(name for _, name in LENGTHS),
    "message_length": tuple(name for _, name in MESSAGE_LENGTHS),
    "personalised": _YES_NO,
    "subject_question": _YES_NO,
    "subject_names_person": _YES_NO,
    "subject_names_organization": _YES_NO,
    "subject_says_how_long": _YES_NO,
}


def request_groups(outreach: pd.DataFrame, by: str) -> pd.Series:
    """Return the group of each request, as str, on the index of ``outreach``.

    Parameters
    ----------
    by : str
        One of ``GROUPINGS``, or another column of ``outreach``, whose values are then the groups; spellings that differ
        in case or outer blanks alone are one group, written as most rows write it. Missing: "not given".

    Raises
    ------
    KeyError
        It is neither; the message names what there is.
    """
    if by in GROUPINGS:
        groups = GROUPINGS[by](outreach)
    elif by in outreach.columns:
        groups = _spelled_alike(outreach[by])
    else:
        raise KeyError(f"requests cannot be grouped by {by!r}; there is {', '.join(GROUPINGS)}")
    return groups.astype("object").where(groups.notna(), NOT_GIVEN).astype("str")


def group_order(by: str, sizes: pd.Series) -> list[str]:
    """Return the groups in order: as listed where there is a list, months by time, else by size; "not given" last."""
    listed = _ORDERS.get(by, ())

    def key(group: str) -> tuple:
        place = listed.index(group) if group in listed else len(listed)
        by_size = 0 if by == "month" else -int(sizes[group])
        return (group in (NOT_GIVEN, NO_SUBJECT), place, by_size, group)

    return sorted(sizes.index, key=key)


def _spelled_alike(values: pd.Series) -> pd.Series:
    text = values.astype("str").str.strip()
    text = text.where(text.ne(""))
    given = text.dropna()
    counts = (
        given.groupby([given.str.casefold(), given]).size().rename_axis(["folded", "written"]).reset_index(name="n")
    )
    ranked = counts.sort_values(["folded", "n", "written"], ascending=[True, False, True])
    spelling = ranked.drop_duplicates("folded").set_index("folded")["written"]
    return text.str.casefold().map(spelling)


def _subject_trait(trait: Callable[[str], str | bool]) -> Callable[[pd.DataFrame], pd.Series]:
    def groups(outreach: pd.DataFrame) -> pd.Series:
        subjects = _subjects(outreach)
        known = {subject: _word(trait(subject)) for subject in subjects.unique() if subject}
        return subjects.map(known).astype("str").fillna(NO_SUBJECT)

    return groups


def _names_person(outreach: pd.DataFrame) -> pd.Series:
    people = [outreach[name] for name in ("contact", "introduced_by") if name in outreach]
    names = KnownNames(pd.concat(people, ignore_index=True))
    return _per_row(outreach, "contact", names.names_somebody)


def _names_organization(outreach: pd.DataFrame) -> pd.Series:
    return _per_row(outreach, "organization", names_organization)


def _per_row(outreach: pd.DataFrame, column: str, trait: Callable[[str, str], bool]) -> pd.Series:
    others = outreach[column].astype("str").fillna("")
    found = [
        _word(trait(subject, other)) if subject else NO_SUBJECT
        for subject, other in zip(_subjects(outreach), others, strict=True)
    ]
    return pd.Series(found, index=outreach.index, dtype="str")


def _subjects(outreach: pd.DataFrame) -> pd.Series:
    return outreach["subject"].astype("str").fillna("").str.strip()


def _word(found: str | bool) -> str:
    return found if isinstance(found, str) else "yes" if found else "no"


def _message_length(outreach: pd.DataFrame) -> pd.Series:
    words = outreach["message_length"].astype("float64")
    edges = [-1.0, *(most for most, _ in MESSAGE_LENGTHS)]
    return pd.cut(words, edges, labels=[name for _, name in MESSAGE_LENGTHS]).astype("str")


def _weekday(outreach: pd.DataFrame) -> pd.Series:
    return outreach["sent_on"].dt.day_of_week.map(dict(enumerate(WEEKDAYS)))


# What the rates are reported by, in this order. Columns are taken as they are.
GROUPINGS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    EVERYTHING: lambda outreach: pd.Series("all requests", index=outreach.index, dtype="str"),
    "channel": lambda outreach: _spelled_alike(outreach["channel"]),
    "introduced_by": lambda outreach: _spelled_alike(outreach["introduced_by"]),
    "month": lambda outreach: outreach["sent_on"].dt.strftime("%Y-%m"),
    "weekday": _weekday,
    "industry": lambda outreach: _spelled_alike(outreach["industry"]),
    "seniority": lambda outreach: _spelled_alike(outreach["seniority"]),
    "company_size": lambda outreach: _spelled_alike(outreach["company_size"]),
    "subject_question": _subject_trait(asks_a_question),
    "subject_names_person": _names_person,
    "subject_names_organization": _names_organization,
    "subject_says_how_long": _subject_trait(says_how_long),
    "subject_length": _subject_trait(length_band),
    "message_length": _message_length,
    "personalised": lambda outreach: _spelled_alike(outreach["personalised"]),
}
