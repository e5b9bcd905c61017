"""Rows of several logs that are one request, made one: values, flags and events."""

from __future__ import annotations

import numpy as np
import pandas as pd

from infoview_analysis.outreach.same_request import SAME_DAYS
from infoview_analysis.outreach.source_log import DATES, FLAGS, STAGE_OF

_DAY = np.timedelta64(1, "D")


def join_rows(
    requests: pd.DataFrame, events: pd.DataFrame, group: np.ndarray, later: np.ndarray, log: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Return one row a group.

    Of each column the first value holds, logs in the order of trust; a request begins on the earliest of the days its
    beginning is said to have; a stage that one row knows of was reached. What another log calls a request of its own,
    but lies within the history, becomes a reminder where no reply had come yet.

    Parameters
    ----------
    requests, events : DataFrame
        Of all logs; ``events.request`` names a row of ``requests``.
    group : array of int
        The request each row belongs to, numbered from 0.
    later : array of bool
        Rows that are a later part of a history.
    log : array of int
        The smaller is trusted more.

    Returns
    -------
    requests, events : DataFrame
        ``requests`` in the order of the groups.
    heads : array of int
        For each group the row that holds first.
    """
    sizes = np.bincount(group) if len(group) else np.zeros(0, dtype="int64")
    shared = sizes[group] > 1 if len(group) else np.zeros(0, dtype=bool)
    heads = np.zeros(len(sizes), dtype="int64")
    heads[group[~shared]] = np.flatnonzero(~shared)
    if not shared.any():
        order = heads
        return requests.iloc[order].reset_index(drop=True), events.assign(request=group[events["request"]]), heads
    rows = np.flatnonzero(shared)
    content = requests.iloc[rows].drop(columns="line").astype("str").fillna("").agg("\x00".join, axis=1)
    rank = pd.factorize(content, sort=True)[0]
    rows = rows[np.lexsort((requests["line"].fillna(0).to_numpy()[rows], rank, log[rows], later[rows], group[rows]))]
    joined = _one_row_a_group(requests.iloc[rows], group[rows], later[rows])
    first = rows[np.unique(group[rows], return_index=True)[1]]
    heads[group[first]] = first
    alone = requests.iloc[~shared].set_axis(group[~shared], axis=0)
    result = pd.concat([alone, joined]).sort_index()
    return result, _joined_events(events, result, group, later, log, shared), heads


_OF_A_PERSON = ("contact", "organization", "role")


def best_names(requests: pd.DataFrame, person: np.ndarray, log: np.ndarray) -> pd.DataFrame:
    """Return what the most trusted log says of each person of whom several logs tell.

    Returns
    -------
    DataFrame
        By person: ``log``, and ``contact``, ``organization``, ``role``: the most frequent wording, of equals the first
        in the alphabet.
    """
    who = pd.DataFrame({"person": person, "log": log})
    least = who.groupby("person")["log"].agg(["min", "max"])
    several = least.index[least["min"] < least["max"]].to_numpy()
    chosen = np.isin(person, several) & (log == least["min"].reindex(person).to_numpy())
    rows = requests.loc[chosen, list(_OF_A_PERSON)].assign(person=person[chosen])
    result = pd.DataFrame({"log": least["min"].reindex(several)})
    for name in _OF_A_PERSON:
        counts = rows.groupby(["person", name]).size().rename("n").reset_index()
        counts = counts.sort_values(["person", "n", name], ascending=[True, False, True]).drop_duplicates("person")
        result[name] = counts.set_index("person")[name].reindex(several)
    return result


def with_best_names(requests: pd.DataFrame, best: pd.DataFrame, person: np.ndarray, log: np.ndarray) -> pd.DataFrame:
    """Return the requests that only less trusted logs tell of under the name the person has in the most trusted one."""
    rows = np.flatnonzero(np.isin(person, best.index.to_numpy()))
    rows = rows[log[rows] > best["log"].reindex(person[rows]).to_numpy()]
    if not len(rows):
        return requests
    result = requests.copy()
    for name in _OF_A_PERSON:
        known = best[name].reindex(person[rows]).set_axis(rows)
        known = known[known.notna()]
        if name == "contact":
            known = known[~known.str.contains("@", regex=False)]
        else:
            known = known[result[name].reindex(known.index).isna()]
        result.loc[known.index, name] = known
    return result


def _one_row_a_group(rows: pd.DataFrame, group: np.ndarray, later: np.ndarray) -> pd.DataFrame:
    grouped = rows.groupby(group, sort=True)
    result = grouped.first()
    by_name = rows["contact"].where(~rows["contact"].str.contains("@", regex=False)).groupby(group).first()
    result["contact"] = by_name.fillna(result["contact"])
    result["line"] = grouped["line"].head(1).set_axis(result.index)
    result["source"] = grouped["source"].agg(lambda values: "; ".join(dict.fromkeys(values)))
    begun = rows["sent_on"].where(~later).groupby(group).min()
    result["sent_on"] = begun.fillna(result["sent_on"])
    for flag in FLAGS:
        known = rows[flag].map({"yes": 2, "no": 1}).fillna(0).groupby(group).max()
        result[flag] = known.map({2: "yes", 1: "no"}).astype("str")
    bounced = (rows["outcome"] == "bounced").groupby(group).any()
    result["outcome"] = result["outcome"].mask(bounced & result["outcome"].isin(["no reply"]), "bounced")
    reminded = rows["sent_on"].where(later).groupby(group).min()
    reminded = reminded[reminded.notna() & ~(reminded >= result["replied_on"])]
    # What another log takes for a reminder, but came after the reply, is a thank-you or an arrangement.
    own = grouped["followed_up_on"].head(1).set_axis(result.index)
    needless = own.isna() & (result["followed_up_on"] >= result["replied_on"])
    result["followed_up_on"] = result["followed_up_on"].mask(needless).fillna(reminded.reindex(result.index))
    # Days before the request are of an earlier exchange that another log tells of.
    for name in DATES[1:]:
        result[name] = result[name].mask(result[name] < result["sent_on"])
    return result[rows.columns]


def _joined_events(
    events: pd.DataFrame,
    requests: pd.DataFrame,
    group: np.ndarray,
    later: np.ndarray,
    log: np.ndarray,
    shared: np.ndarray,
) -> pd.DataFrame:
    """Return the events of all requests, of a request with several rows each stage once."""
    row = events["request"].to_numpy()
    several = shared[row]
    alone = events[~several].assign(request=group[row[~several]])
    mixed = events[several].assign(request=group[row[several]], log=log[row[several]], late=later[row[several]])
    at = mixed["request"].to_numpy()
    reply = requests["replied_on"].to_numpy()[at]
    on = mixed["on"].to_numpy()
    beginning = mixed["stage"].eq("sent").to_numpy() & mixed["late"].to_numpy()
    reminder = beginning & ~(on >= reply)
    mixed["stage"] = mixed["stage"].mask(reminder, "followed up")
    mixed = mixed[~beginning | reminder]
    kept = []
    for column, stage in STAGE_OF.items():
        of_stage = mixed[mixed["stage"] == stage].copy()
        if stage == "followed up":
            of_stage = of_stage.sort_values(["request", "on", "log", "line"])
            at = of_stage["request"].to_numpy()
            on = of_stage["on"].to_numpy()
            needless = (on >= requests["replied_on"].to_numpy()[at]) & (on != requests[column].to_numpy()[at])
            of_stage = of_stage[~needless]
            near = (of_stage["request"].diff() == 0) & (of_stage["on"].diff() <= SAME_DAYS * _DAY)
            kept.append(of_stage[~near])
            continue
        final = requests[column].to_numpy()[of_stage["request"].to_numpy()]
        of_stage["other"] = of_stage["on"].to_numpy() != final
        of_stage["on"] = final
        of_stage = of_stage[of_stage["on"].notna()].sort_values(["request", "other", "log", "line"])
        kept.append(of_stage.drop_duplicates("request"))
    others = mixed[~mixed["stage"].isin(list(STAGE_OF.values()))].sort_values(["request", "stage", "log", "line"])
    kept.append(others.drop_duplicates(["request", "stage"]))
    return pd.concat([alone, *kept], ignore_index=True)[list(events.columns)]
