"""One ledger of several logs: each request once, its history as dated events, interviews counted as met."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from infoview_analysis import frames
from infoview_analysis.identity import request_ids
from infoview_analysis.outreach import contacts
from infoview_analysis.outreach.interviews_held import with_interviews
from infoview_analysis.outreach.joined_requests import best_names, join_rows, with_best_names
from infoview_analysis.outreach.outcomes import resolved
from infoview_analysis.outreach.same_request import group_requests
from infoview_analysis.outreach.source_log import DATE_OF, SourceLog, events_frame, requests_frame, row_problems
from infoview_analysis.readers.document import Problem

_TRUST = {"table": 0, "linkedin": 1, "mail": 2}  # whose word holds where two logs differ
_NAMES_SHOWN = 5
_MERGED = ("source", "line", "contact", "into_source", "into_line", "log")


@dataclass(frozen=True)
class Ledger:
    """What all logs together say.

    Attributes
    ----------
    outreach, events : DataFrame
        The frames ``outreach`` and ``outreach_events``.
    merged : DataFrame
        Rows that are no request of their own: ``source``, ``line``, ``contact``, ``into_source``, ``into_line``,
        ``log`` (the file or files that were read together).
    problems : tuple of Problem
    """

    outreach: pd.DataFrame
    events: pd.DataFrame
    merged: pd.DataFrame
    problems: tuple[Problem, ...]


def merge_logs(logs: Sequence[SourceLog], interviews: pd.DataFrame | None = None) -> Ledger:
    """Return one ledger of all logs.

    Parameters
    ----------
    logs : sequence of SourceLog
        In any order.
    interviews : DataFrame, optional
        The frame ``interviews`` of the workspace: an interview counts as met for the request it came from.

    Returns
    -------
    Ledger
        ``outreach`` is sorted by day and contact. The order of logs, and of rows in a log, changes nothing but the line
        numbers.
    """
    ordered = sorted(logs, key=lambda log: (_TRUST[log.kind], log.source))
    requests, events, log_of = _together(ordered)
    found = contacts.keys(requests)
    person = contacts.people(found)
    group, later = group_requests(requests, person, log_of)
    group = pd.factorize(group)[0]
    best = best_names(requests, person, log_of)
    requests, events, heads = join_rows(requests, events, group, later, log_of)
    requests = with_best_names(requests, best, person[heads], log_of[heads])
    merged = _merged_rows(ordered, heads, group)
    problems = _merge_problems(merged)
    renamed = np.isin(person[heads], best.index.to_numpy())
    names = _keys_now(found["name"], requests["contact"], contacts.names_of, heads, group, renamed)
    organizations = _keys_now(
        found["organization"], requests["organization"], contacts.organizations_of, heads, group, renamed
    )
    if interviews is not None and len(interviews) and len(requests):
        who = contacts.Known(names, organizations, person[heads])
        requests, events, more = with_interviews(requests, events, who, interviews)
        problems += more
    requests, more = resolved(requests)
    outreach, ledger = _finished(requests, events, names, organizations)
    return Ledger(outreach, ledger, merged, (*problems, *more))


def _keys_now(
    before: pd.Series, values: pd.Series, key: Callable[[pd.Series], np.ndarray], heads: np.ndarray, group: np.ndarray,
    renamed: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Return the keys of the joined requests; only where several rows were joined can they have changed."""
    found = before.to_numpy(dtype=object)[heads]
    changed = (np.bincount(group, minlength=len(heads)) > 1) | renamed
    if changed.any():
        found[changed] = key(values[changed])
    return found


def _together(logs: Sequence[SourceLog]) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Return the requests and events of all logs, and the number of the log of each request."""
    if not logs:
        return requests_frame({}, 0), events_frame(), np.zeros(0, dtype="int64")
    sizes = [len(log.requests) for log in logs]
    log_of = np.repeat(np.arange(len(logs)), sizes)
    if len(logs) == 1:
        return logs[0].requests, logs[0].events, log_of
    requests = pd.concat([log.requests for log in logs], ignore_index=True)
    starts = np.cumsum([0, *sizes[:-1]])
    events = [log.events.assign(request=log.events["request"] + start) for log, start in zip(logs, starts, strict=True)]
    return requests, pd.concat(events, ignore_index=True), log_of


def _merged_rows(logs: Sequence[SourceLog], heads: np.ndarray, group: np.ndarray) -> pd.DataFrame:
    """Return the rows that became part of another one's request, and which."""
    parts = [log.requests[["source", "line", "contact"]] for log in logs]
    rows = np.flatnonzero(heads[group] != np.arange(len(group))) if len(group) else np.zeros(0, dtype="int64")
    if not len(rows):
        return pd.DataFrame({name: pd.Series(dtype="Int64" if "line" in name else "str") for name in _MERGED})
    table = pd.concat(parts, ignore_index=True)
    into = table.iloc[heads[group[rows]]][["source", "line"]].reset_index(drop=True)
    names = np.repeat(np.array([log.source for log in logs], dtype=object), [len(part) for part in parts])
    result = table.iloc[rows].reset_index(drop=True).assign(into_source=into["source"], into_line=into["line"])
    result["log"] = pd.Series(names[rows], dtype="str")
    return result.sort_values(["source", "line", "contact"], ignore_index=True)


def _merge_problems(merged: pd.DataFrame) -> list[Problem]:
    problems: list[Problem] = []
    for source, rows in merged[merged["source"] == merged["into_source"]].groupby("source"):
        problems += _merged_within(str(source), rows)
    for place, rows in merged[merged["source"] != merged["into_source"]].groupby(["source", "into_source"]):
        source, other = map(str, place)
        names = sorted(set(rows["contact"]))
        shown = ", ".join(names[:_NAMES_SHOWN])
        more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
        problems.append(
            Problem(
                str(source), None, "warning", "same-request",
                f"{len(rows)} requests stand in {other}, too, and count once ({shown}{more}): same "
                "contact, and the same or the next day, or part of the same exchange.",
            )
        )  # fmt: skip
    return problems


def _merged_within(source: str, rows: pd.DataFrame) -> list[Problem]:
    contact, into = rows["contact"].to_numpy(), rows["into_line"].to_numpy()

    def message(row: int) -> str:
        return (
            f"{contact[row]} stands here once more for the same day and channel, so this row counts as one request "
            f"with line {into[row]}. If it was another request, correct the day or the channel."
        )

    lines = rows["line"].fillna(1).to_numpy(dtype="int64")
    return row_problems(source, "warning", "merged-rows", lines, message, np.arange(len(rows)))


def _finished(
    requests: pd.DataFrame, events: pd.DataFrame, name: np.ndarray, organization: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the two frames: with ids, sorted, and with an event for each stage that is known without a day."""
    day = requests["sent_on"].dt.strftime("%Y-%m-%d").fillna("").to_numpy(dtype=object)
    channel = requests["channel"].fillna("").to_numpy(dtype=object)
    order = np.lexsort(_codes(organization, channel, name, np.where(day == "", "9999", day)))
    tied = pd.DataFrame({"day": day, "name": name, "channel": channel, "organization": organization})
    same = tied.duplicated(keep=False).to_numpy()
    if same.any():  # contacts that nothing but the rest of their rows tells apart
        text = requests.drop(columns="line").astype("str").fillna("").agg("\x00".join, axis=1)
        rank = np.zeros(len(requests), dtype="int64")
        rank[same] = pd.factorize(text[same], sort=True)[0] + 1
        order = np.lexsort((rank, *_codes(organization, channel, name, np.where(day == "", "9999", day))))
    ids = np.empty(len(requests), dtype=object)
    ids[order] = request_ids(*(list(key[order]) for key in (name, day, channel, organization)))
    all_events = pd.concat([events, _undated(requests, events)], ignore_index=True)
    place = np.empty(len(requests), dtype="int64")
    place[order] = np.arange(len(requests))
    outreach = requests.iloc[order].assign(outreach_id=ids[order]).reset_index(drop=True)
    empty = [column for column in ("email", "profile_url") if outreach[column].isna().all()]
    return frames.conform(outreach.drop(columns=empty), "outreach"), _event_frame(all_events, requests, ids, place)


def _codes(*columns: np.ndarray) -> tuple[np.ndarray, ...]:
    return tuple(pd.factorize(column, sort=True)[0] for column in columns)


def _event_frame(events: pd.DataFrame, requests: pd.DataFrame, ids: np.ndarray, place: np.ndarray) -> pd.DataFrame:
    request = events["request"].to_numpy()
    stage = pd.Categorical(events["stage"], categories=frames.STAGES).codes
    day = events["on"].to_numpy().astype("datetime64[s]").astype("int64")
    day = np.where(events["on"].isna(), np.iinfo("int64").max, day)
    order = np.lexsort((stage, day, place[request]))
    data = {
        "outreach_id": ids[request],
        "contact": requests["contact"].to_numpy()[request],
        **{name: events[name].array for name in ("on", "stage", "source", "line")},
    }
    return frames.conform(pd.DataFrame(data).iloc[order].reset_index(drop=True), "outreach_events")


def _undated(requests: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return an event for each stage that a request is known to have reached and that has none yet."""
    there = {
        stage: np.bincount(events.loc[events["stage"] == stage, "request"], minlength=len(requests)) > 0
        for stage in frames.STAGES
    }
    outcome = requests["outcome"].to_numpy(dtype=object, na_value="")
    reached = {stage: outcome == stage for stage in ("declined", "referred", "bounced")}
    reached["sent"] = np.ones(len(requests), dtype=bool)
    reached["accepted"] = (requests["accepted"] == "yes").to_numpy(dtype=bool)
    for flag in DATE_OF:
        reached[flag.replace("_", " ")] = (requests[flag] == "yes").to_numpy(dtype=bool)
    parts = []
    for stage, where in reached.items():
        rows = np.flatnonzero(where & ~there[stage])
        answered = stage in ("accepted", "declined", "referred")
        parts.append(
            pd.DataFrame(
                {
                    "request": rows,
                    "on": requests["replied_on"].to_numpy()[rows] if answered else np.datetime64("NaT", "s"),
                    "stage": pd.Series(stage, index=range(len(rows)), dtype="str"),
                    "source": requests["source"].array[rows],
                    "line": requests["line"].array[rows],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
