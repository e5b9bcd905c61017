"""What came of each request, where the stages it reached and the outcome written down are brought together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from infoview_analysis.outreach.source_log import DATE_OF, row_problems
from infoview_analysis.readers.document import Problem

_ANSWERS = ("accepted", "declined", "referred")
_SILENT = ("no reply", "bounced")


def resolved(requests: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the requests with flags and outcome that agree.

    A stage once reached stays reached, whatever the outcome says in the end: who met has agreed, and who agreed has
    replied. A request with a reply is neither unanswered nor bounced.

    Parameters
    ----------
    requests : DataFrame
        Columns as ``source_log.requests_frame`` makes them.

    Returns
    -------
    requests : DataFrame
        ``followed_up`` to ``thanked`` and ``outcome`` filled in.
    problems : list of Problem
        A warning for each outcome that the rest of its row contradicts.
    """
    yes = {flag: (requests[flag] == "yes").to_numpy(dtype=bool, copy=True) for flag in (*DATE_OF, "accepted")}
    no = {flag: (requests[flag] == "no").to_numpy(dtype=bool, copy=True) for flag in yes}
    for flag, column in DATE_OF.items():
        yes[flag] |= requests[column].notna().to_numpy()
    outcome = requests["outcome"].to_numpy(dtype=object, na_value="").copy()
    yes["accepted"] |= (outcome == "accepted") | yes["scheduled"] | yes["met"]
    yes["replied"] |= yes["accepted"] | np.isin(outcome, _ANSWERS)
    contradicted = np.isin(outcome, _SILENT) & yes["replied"]
    said = outcome.copy()
    outcome[contradicted] = ""
    outcome[(outcome == "") & yes["accepted"]] = "accepted"
    outcome[(outcome == "") & no["replied"] & ~yes["replied"]] = "no reply"
    no["replied"] |= np.isin(outcome, _SILENT)
    result = requests.copy(deep=False)
    for flag, where in yes.items():
        words = np.full(len(requests), np.nan, dtype=object)
        words[no[flag]] = "no"
        words[where] = "yes"
        result[flag] = pd.Series(words, index=requests.index).astype("str")
    result["outcome"] = pd.Series(np.where(outcome == "", np.nan, outcome), index=requests.index).astype("str")
    return result, _contradictions(requests, contradicted, said)


def _contradictions(requests: pd.DataFrame, where: np.ndarray, said: np.ndarray) -> list[Problem]:
    problems: list[Problem] = []
    rows = requests[where]
    outcome = said[where]
    for source, places in pd.Series(np.arange(len(rows))).groupby(rows["source"].to_numpy()):
        chosen = places.to_numpy()
        problems += _contradictions_in(str(source), rows.iloc[chosen], outcome[chosen])
    return problems


def _contradictions_in(source: str, rows: pd.DataFrame, outcome: np.ndarray) -> list[Problem]:
    contact = rows["contact"].to_numpy()

    def message(row: int) -> str:
        return (
            f"The outcome for {contact[row]} is {outcome[row]}, but a reply or what follows from one is on record, and "
            "that holds. Correct the outcome, or take the reply out."
        )

    lines = rows["line"].fillna(1).to_numpy(dtype="int64")
    return row_problems(source, "warning", "contradicted-outcome", lines, message, np.arange(len(rows)))
