"""The outreach in a notebook: the findings in words, and tables of rates, traits, things due and columns read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from infoview_analysis.outreach.differences import CANNOT_TELL, TOO_FEW, comparison_note
from infoview_analysis.outreach.phrases import points_interval, title_of
from infoview_analysis.presentation.fragment import Fragment, element, joined
from infoview_analysis.presentation.records import records
from infoview_analysis.wording import day, given, interval, percent, plural

if TYPE_CHECKING:
    from infoview_analysis.outreach.summary import OutreachSummary

_NO_LOG = (
    "No request was found. Put your log into the folder as outreach.csv or outreach.xlsx, with a row for each person"
    " you wrote to: contact, channel, sent_on, replied_on, outcome. Other wordings of the headings are understood."
)
_FEW = 10
_MOST_DUE = 60


def summary_of_outreach(outreach: OutreachSummary) -> Fragment:
    """Return how many requests were answered, what differs, how long answers take, and what is due."""
    if not outreach.n_sent:
        return Fragment(element("p", _NO_LOG, class_="lead").html, _NO_LOG)
    everything = outreach.rates[outreach.rates["by"] == "all"].iloc[0]
    facts = [
        _answered(everything, outreach),
        *_different(outreach.differences),
        outreach.waits_sentence,
        outreach.follow_up.sentence,
    ]
    counts = dict(zip(outreach.funnel["stage"], outreach.funnel["n_requests"].astype(int), strict=True))
    numbers = [
        (counts["sent"], "request", "requests"),
        (counts["replied"], "answer", "answers"),
        (counts["met"], "talk", "talks"),
        (len(outreach.due), "thing to do", "things to do"),
    ]
    items = [element("li", element("b", f"{n:,}"), " ", one if n == 1 else many) for n, one, many in numbers]
    row = element("ul", items, class_="counts")
    young = plural(outreach.settings.horizon_days, "day")
    as_of = f"As of {day(outreach.as_of)}. Requests under {young} old are waiting, not unanswered."
    day_line = element("p", as_of, class_="note")
    body = joined(row, element("ul", [element("li", fact) for fact in facts if fact], class_="trust"), day_line)
    return Fragment(body.html, "\n".join(fact for fact in facts if fact))


def rates_table(outreach: OutreachSummary, *groupings: str) -> Fragment:
    """Return the rates by each of ``groupings`` (by default by all there are), with intervals and what was left out."""
    rates = outreach.rates
    wanted = groupings or tuple(rates.loc[rates["by"] != "all", "by"].drop_duplicates())
    tables = [_rates(rates[rates["by"] == by], by) for by in wanted if (rates["by"] == by).any()]
    if not tables or not outreach.n_sent:
        return Fragment(element("p", "There is nothing to group by yet.").html, "nothing to group by")
    note = (
        f"Answered: within {plural(outreach.settings.horizon_days, 'day')}, a “no” is an answer too. Likely share: 95 %"
        " Wilson interval. Met: so far. Groups under"
        f" {plural(outreach.settings.floor, 'request')} stand together as “others”."
    )
    return Fragment(joined(*tables, element("p", note, class_="note")).html, plural(len(tables), "table"))


def differences_table(outreach: OutreachSummary) -> Fragment:
    """Return what differs, what may, and how many groups cannot be told apart, with what many comparisons do."""
    found = outreach.differences
    telling = found[~found["verdict"].isin([CANNOT_TELL, TOO_FEW])]
    unclear = int((found["verdict"] == CANNOT_TELL).sum())
    few = int((found["verdict"] == TOO_FEW).sum())
    items = [
        element(
            "li", row.sentence, element("span", f" Difference {points_interval(row.low, row.high)}.", class_="people")
        )
        for row in records(telling)
    ]
    if unclear:
        items.append(element("li", f"{plural(unclear, 'group')} cannot be told apart from the others yet."))
    if few:
        items.append(element("li", f"{plural(few, 'group')} {'has' if few == 1 else 'have'} too few requests to say."))
    note = element("p", comparison_note(found), class_="note")
    plain = "\n".join(telling["sentence"]) or "Nothing can be told apart yet."
    return Fragment(joined(element("ul", items, class_="trust") if items else None, note).html, plain)


def traits_table(outreach: OutreachSummary) -> Fragment:
    """Return what answered messages have in common: numbers with and without each trait, and within channels."""
    traits = outreach.traits
    if traits.empty:
        words = "The log does not say enough about the messages: a subject helps."
        return Fragment(element("p", words).html, words)
    head = ("", "With it", "Without", "Difference (points)", "Within a channel", "")
    rows = [
        element(
            "tr",
            element("th", row.trait, scope="row"),
            element("td", f"{row.replied_with} of {row.n_with}", class_="number"),
            element("td", f"{row.replied_without} of {row.n_without}", class_="number"),
            element("td", points_interval(row.low, row.high), class_="number"),
            element("td", "–" if pd.isna(row.within_low) else points_interval(row.within_low, row.within_high),
                    class_="number"),
            element("td", row.sentence.split(":", 1)[0]),
        )
        for row in records(traits)
    ]  # fmt: skip
    note = (
        "What goes with answers need not bring them: people choose their words for the people they write to. Intervals"
        " 95 %; within a channel: Mantel-Haenszel."
    )
    if int(traits[["n_with", "n_without"]].min(axis=1).max()) < _FEW:
        note += " With so few messages, none of this is a reason to change how you write."
    plain = "\n".join(f"{row.trait}: {row.sentence}" for row in records(traits))
    return Fragment(joined(_table(head, rows), element("p", note, class_="note")).html, plain)


def due_table(outreach: OutreachSummary) -> Fragment:
    """Return what is due, overdue first."""
    due = outreach.due
    lapsed = element("p", outreach.lapsed, class_="note") if outreach.lapsed else None
    if due.empty:
        return Fragment(joined(element("p", "Nothing is due."), lapsed).html, "nothing is due")
    rows = [
        element(
            "tr",
            element("td", "overdue" if row.overdue == "yes" else "", class_="severity error"),
            element("td", day(row.due_on), class_="number"),
            element("td", row.kind),
            element("th", row.contact, scope="row", dir="auto"),
            element("td", given(row.channel)),
            element("td", row.reason, dir="auto"),
        )
        for row in records(due.head(_MOST_DUE))
    ]
    more = len(due) - _MOST_DUE
    rest = element("p", f"{more} more in tables/outreach_due.csv.", class_="note") if more > 0 else None
    plain = "\n".join(f"{row.due_on:%Y-%m-%d}  {row.kind}  {row.contact}" for row in records(due))
    return Fragment(joined(_table(("", "Due", "What", "Who", "Channel", "Why"), rows), rest, lapsed).html, plain)


def header_table(outreach: OutreachSummary) -> Fragment:
    """Return how the columns of the logs were read, folded."""
    mapping = outreach.log.header_mapping
    if mapping.empty:
        return Fragment("", "no log")
    rows = [element("tr", [element("td", given(value), dir="auto") for value in row]) for row in records(mapping)]
    head = tuple(str(name).replace("_", " ") for name in mapping.columns)
    shown = element("details", element("summary", "How the columns of the log were read"), _table(head, rows))
    return Fragment(shown.html, plural(len(mapping), "column"))


def next_outreach_steps(outreach: OutreachSummary) -> Fragment:
    """Return what to do next, from what is due and what cannot be said yet."""
    due = outreach.due
    steps = []
    for kind, words in (
        ("thank", "Thank"),
        ("reply", "Answer"),
        ("prepare", "Prepare for"),
        ("follow up", "Follow up"),
    ):
        names = due.loc[(due["kind"] == kind) & (due["due_on"] <= outreach.as_of), "contact"].drop_duplicates().tolist()
        if names:
            shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
            steps.append(f"{words} {shown}.")
    judged = int(outreach.rates.loc[outreach.rates["by"] == "all", "n_mature"].sum())
    if judged < 2 * _FEW:
        few = plural(judged, "request is", "requests are")
        steps.append(f"{few} old enough to judge: keep writing, and compare channels once there are twenty or more.")
    missing = [title_of(by).lower() for by in ("introduced_by", "industry", "seniority", "personalised")
               if not (outreach.rates["by"] == by).any()]  # fmt: skip
    if missing and outreach.n_sent:
        steps.append(f"Note more in the log, to compare by it: {', '.join(missing)}.")
    steps.append("infoview outreach FOLDER --ics due.ics writes what is due as a file that calendars import.")
    return Fragment(element("ol", [element("li", step) for step in steps], class_="steps").html, "\n".join(steps))


def _answered(row: pd.Series, outreach: OutreachSummary) -> str:
    days = plural(outreach.settings.horizon_days, "day")
    young = f"{plural(int(row['n_waiting']), 'younger request')} {'is' if row['n_waiting'] == 1 else 'are'} waiting"
    if not row["n_mature"]:
        return f"No request is {days} old yet, so there is no rate: {young}."
    likely = interval(row["reply_low"], row["reply_high"])
    parts = [
        f"{row['n_replied']} of {plural(int(row['n_mature']), 'request')} ({percent(row['reply_rate'])}) were answered"
        f" within {days}; the rate behind it may be {likely}."
    ]
    more = [f"{row['n_replied_late']} more answered later" if row["n_replied_late"] else "",
            young if row["n_waiting"] else "",
            f"{row['n_bounced']} bounced" if row["n_bounced"] else ""]  # fmt: skip
    rest = ", ".join(part for part in more if part)
    return parts[0] + (f" {rest[0].upper()}{rest[1:]}." if rest else "")


def _different(differences: pd.DataFrame) -> list[str]:
    # What goes with wordings is told further down, beside what the channel has to do with it.
    people = differences[~differences["by"].str.startswith(("subject", "message", "personalised"))]
    found = people[people["verdict"] == "different"]
    if found.empty:
        return ["No channel, introducer or time can be told apart from the others yet." if len(people) else ""]
    return found.sort_values(["p_adjusted", "by", "group"])["sentence"].head(3).tolist()


def _rates(rates: pd.DataFrame, by: str) -> Fragment:
    head = (title_of(by), "Sent", "Answered", "Share", "Likely share", "Agreed", "Met", "Waiting", "Bounced")
    rows = [
        element("tr", element("th", row.group, scope="row", dir="auto"), _rate_cells(row)) for row in records(rates)
    ]
    return _table(head, rows)


def _rate_cells(row: Any) -> Fragment:
    judged = row.n_mature > 0
    cells = (
        str(row.n_sent),
        f"{row.n_replied} of {row.n_mature}" if judged else "too early",
        percent(row.reply_rate) if judged else "",
        interval(row.reply_low, row.reply_high) if judged else "",
        str(row.n_accepted) if judged else "",
        str(row.n_met) if judged else "",
        str(row.n_waiting),
        str(row.n_bounced),
    )
    return joined([element("td", cell, class_="number") for cell in cells])


def _table(head: tuple[str, ...], rows: list[Fragment]) -> Fragment:
    top = element("tr", [element("th", word, scope="col") for word in head])
    table = element("table", element("thead", top), element("tbody", rows), class_="rates")
    return element("div", table, class_="wide-table", tabindex=0, role="group", aria_label=" ".join(head).strip())
