"""The stages of each request in a sheet: days, yes and no, outcomes, and their order."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from infoview_analysis.outreach import headers, wordings
from infoview_analysis.outreach.date_columns import DayColumn, read_days
from infoview_analysis.outreach.sheet import Sheet
from infoview_analysis.outreach.source_log import row_problems

_STAGES = {  # column of days: the flag it sets
    "followed_up_on": "followed_up",
    "replied_on": "replied",
    "accepted": "accepted",
    "scheduled_for": "scheduled",
    "interviewed_on": "met",
    "thanked_on": "thanked",
}
_CALLED_OFF = re.compile(r"cancel|no[- ]?show|postpone", re.IGNORECASE)
_OUTCOMES_IN = frozenset({"replied_on", "accepted", "scheduled_for", "interviewed_on", headers.MEETING})


def read_stages(sheet: Sheet) -> None:
    """Read all columns of days, yes and no, and of outcomes."""
    for name in ("sent_on", *_STAGES):
        if name != "accepted":
            sheet.data[name] = np.full(sheet.n_rows, np.datetime64("NaT"), dtype="datetime64[s]")
    sheet.data["outcome"] = np.full(sheet.n_rows, "", dtype=object)
    sheet.data["outcome_as_written"] = np.full(sheet.n_rows, "", dtype=object)
    meetings: list[DayColumn] = []
    for one in sheet.mapping:
        if one.target not in headers.STAGE_COLUMNS:
            continue
        cells = sheet.cells[one.position]
        read = read_days(
            cells, header=one.header, lines=sheet.lines, source=sheet.source, date_format=sheet.date_format,
            outcomes=one.target in _OUTCOMES_IN,
        )  # fmt: skip
        sheet.problems += read.problems
        target = "scheduled_for" if one.target == headers.MEETING else one.target
        sheet.keep_as_written(target, read.keep, cells)
        flag = "sent" if target == "sent_on" else _STAGES[target]
        sheet.yes[flag] |= read.yes
        sheet.no[flag] |= read.no
        if target != "accepted":
            days = sheet.data[target]
            fresh = np.isnat(days) & ~np.isnat(read.days)
            days[fresh] = read.days[fresh]
        _apply_meanings(sheet, read.meanings, cells)
        if one.target == headers.MEETING:
            meetings.append(read)
    if (cells_of_outcome := sheet.column("outcome")) is not None:
        _read_outcomes(sheet, cells_of_outcome)
    _read_meetings(sheet, meetings)


def _read_outcomes(sheet: Sheet, cells: np.ndarray) -> None:
    codes, uniques = pd.factorize(cells)
    known = np.empty(len(uniques), dtype=object)
    known[:] = [wordings.meaning(text) for text in uniques]
    said = known[codes]
    strange = np.array([one is None for one in known], dtype=bool)[codes]
    _apply_meanings(sheet, said, cells, overwrite=True)
    sheet.report(
        "warning", "unknown-outcome", strange,
        "The outcome {} was not understood, so it counts as not known; it is kept as written. Write accepted, "
        "declined, referred, no reply, bounced or waiting.", cells,
    )  # fmt: skip
    sheet.data["outcome_as_written"][:] = cells


def _apply_meanings(sheet: Sheet, meanings: np.ndarray, cells: np.ndarray, *, overwrite: bool = False) -> None:
    """Take over what words say of the outcome and of the stages reached."""
    if not len(cells):
        return
    codes, _ = pd.factorize(cells)
    _, first = np.unique(codes, return_index=True)
    known = [one if one is not None else wordings.Meaning() for one in meanings[first]]
    for stage in sorted({stage for one in known for stage in one.stages}):
        sheet.yes[stage] |= np.array([stage in one.stages for one in known], dtype=bool)[codes]
    sheet.no["sent"] |= np.array([not one.sent for one in known], dtype=bool)[codes]
    said = np.array([one.outcome for one in known], dtype=object)[codes]
    outcome = sheet.data["outcome"]
    chosen = (said != "") & (overwrite | (outcome == ""))
    outcome[chosen] = said[chosen]
    if not overwrite:
        sheet.data["outcome_as_written"][chosen] = cells[chosen]


def _read_meetings(sheet: Sheet, meetings: list[DayColumn]) -> None:
    """Take the day of a meeting as held where it is not after the newest day the rest of the table tells of."""
    if not meetings:
        return
    others = [sheet.data[name] for name in ("sent_on", "followed_up_on", "replied_on", "interviewed_on", "thanked_on")]
    told = np.concatenate([days[~np.isnat(days)] for days in others])
    for read in meetings:
        held = sheet.yes["met"] | sheet.yes["thanked"]
        if len(told):
            held |= read.days <= told.max()
        held &= (
            ~np.isnat(read.days)
            & ~sheet.no["met"]
            & ~np.isin(sheet.data["outcome"], ["declined", "no reply", "bounced"])
        )
        called_off = np.array([bool(_CALLED_OFF.search(text)) for text in sheet.data["outcome_as_written"]], dtype=bool)
        held &= ~called_off
        days = sheet.data["interviewed_on"]
        fresh = held & np.isnat(days)
        days[fresh] = read.days[fresh]
        sheet.yes["met"] |= held


def check_order(sheet: Sheet, rejected: np.ndarray) -> None:
    """Keep days that lie before the request out of the computation, and a thank-you before the conversation."""
    sent = sheet.data["sent_on"]
    pairs = [
        (name, "sent_on", sent)
        for name in ("followed_up_on", "replied_on", "scheduled_for", "interviewed_on", "thanked_on")
    ]
    pairs.append(("thanked_on", "interviewed_on", sheet.data["interviewed_on"]))
    for name, earlier, reference in pairs:
        reversed_days = (sheet.data[name] < reference) & ~rejected
        if reversed_days.any():
            _leave_out(sheet, name, earlier, reference, reversed_days)


def _leave_out(sheet: Sheet, name: str, earlier: str, reference: np.ndarray, where: np.ndarray) -> None:
    days = sheet.data[name]
    shown, others = (np.datetime_as_string(values, unit="D").astype(object) for values in (days, reference))

    def message(row: int) -> str:
        return (
            f"{name} ({shown[row]}) lies before {earlier} ({others[row]}), so that day was left out; that it happened "
            "still counts. Correct one of the two dates."
        )

    sheet.problems += row_problems(
        sheet.source, "warning", "reversed-dates", sheet.lines, message, np.flatnonzero(where)
    )
    sheet.keep_as_written(name, where, shown)
    days[where] = np.datetime64("NaT")
