"""The quotes of each proposition with their sides: marks as facts, suggestions with cue and level, the rest open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis import frames
from infoview_analysis.contrasts.cues import DEPENDS, FOR, STRONG, find_cues, leaning
from infoview_analysis.contrasts.judges.cue_judge import CueJudge
from infoview_analysis.contrasts.judges.protocol import Judge, Judgement, Level, Quote, Side, Verdict
from infoview_analysis.contrasts.propose import Candidate
from infoview_analysis.contrasts.proposition import Proposition
from infoview_analysis.readers.document import Problem

SAYS_IT = "the sentence is taken from it"
STANDS_OUT = 3.0  # robust standard deviations above the middle from which a quote surely bears on the sentence
FEW = 50  # of fewer points the spread says nothing
_NAMES = [column.name for column in frames.columns("contrast_points")]


def quotes_with_sides(
    points: pd.DataFrame,
    proposition: Proposition,
    marks: pd.DataFrame,
    to_read: NDArray,
    scores: NDArray,
    *,
    candidate: Candidate | None,
    judge: Judge | None,
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Return the quotes of one proposition as ``frames.FRAMES["contrast_points"]`` describes, best to read first.

    Parameters
    ----------
    points : DataFrame
        Columns ``point_id``, ``interview_id``, ``plain``, ``heading``.
    proposition : Proposition
    marks : DataFrame
        The marks on it. A quote marked "none" does not bear on it and is left out.
    to_read : ndarray of int
        Rows of the gathered points, best first.
    scores : ndarray of shape (n_points,)
        How much each point bears on it.
    candidate : Candidate, optional
        The group a proposed sentence was taken from.
    judge : Judge, optional
        Asked beside the cues; where it answers, its answer stands.

    Returns
    -------
    contrast_points : DataFrame
    problems : tuple of Problem
    """
    ids = points["point_id"].to_numpy(object)
    place = {point: row for row, point in enumerate(ids)}
    marked = {
        str(mark["point_id"]): ("marked" if mark["origin"] == "marked" else "inline", str(mark["side"]))
        for mark in marks.to_dict("records")
        if mark["point_id"] in place
    }
    shown = [*candidate.side_for, *candidate.side_against] if candidate else []
    rows = list(dict.fromkeys([*shown, *to_read.tolist(), *(place[point] for point in sorted(marked))]))
    rows = [row for row in rows if marked.get(ids[row], ("", ""))[1] != "none"]
    open_rows = [row for row in rows if ids[row] not in marked]
    verdicts, problems = _verdicts(points, proposition, open_rows, _stand_out(scores), candidate, judge)
    table: list[tuple[object, ...]] = []
    for row in rows:
        point = str(ids[row])
        if point in marked:
            status, side = marked[point]
            table.append((point, row, side, "marked", status, None, None))
            continue
        verdict = verdicts.get(point)
        if verdict is None:
            table.append((point, row, None, "unclear", "suggested", None, None))
        else:
            words = "; ".join(verdict.cited) or verdict.reason
            table.append(
                (point, row, verdict.side, verdict.level, "suggested", words or None, verdict.condition or None)
            )
    found = pd.DataFrame(table, columns=["point_id", "row", "side", "confidence", "status", "cue", "condition"])
    taken = found["row"].to_numpy(dtype=int)
    found = found.assign(
        contrast_id=proposition.contrast_id,
        interview_id=points["interview_id"].to_numpy(object)[taken],
        relevance=np.round(scores[taken], 6),
        rank=np.arange(1, len(found) + 1),
    )
    return found[_NAMES], problems


def _verdicts(
    points: pd.DataFrame,
    proposition: Proposition,
    rows: Sequence[int],
    near: NDArray,
    candidate: Candidate | None,
    judge: Judge | None,
) -> tuple[dict[str, Verdict], tuple[Problem, ...]]:
    """Return what cues and judge say of the quotes in ``rows``; cues are heard where the quote is ``near``."""
    quotes = [
        Quote(str(point), str(text), "" if pd.isna(heading) else str(heading))
        for point, text, heading in points.iloc[list(rows)][["point_id", "plain", "heading"]].itertuples(index=False)
    ]
    heard = [quote for quote, row in zip(quotes, rows, strict=True) if near[row]]
    by_cue = {verdict.point_id: verdict for verdict in CueJudge().judge(proposition.statement, heard).verdicts}
    if candidate is not None:
        by_cue = _proposed(points, proposition, rows, near, candidate)
    if judge is None or not quotes:
        return by_cue, ()
    answer: Judgement = judge.judge(proposition.statement, quotes)
    by_cue.update({verdict.point_id: verdict for verdict in answer.verdicts})
    return by_cue, answer.problems


def _stand_out(scores: NDArray) -> NDArray:
    """Return which points bear on the sentence far more than most do, shape (n_points,).

    A cue in a note that speaks of something else is no side. By the median and the spread about it, which many points
    that do bear on the sentence hardly move.
    """
    if len(scores) < FEW:
        return np.ones(len(scores), dtype=bool)
    above = scores - np.median(scores)
    return above >= STANDS_OUT * 1.4826 * np.median(np.abs(above))


def _proposed(
    points: pd.DataFrame, proposition: Proposition, rows: Sequence[int], near: NDArray, candidate: Candidate
) -> dict[str, Verdict]:
    """Return the sides of the quotes shown with a proposed sentence; of the others none, for it may not fit them.

    The quote that the sentence is taken from is for it. A quote with a strong cue is for it where it leans as the
    sentence leans by a strong cue of its own, against it where it leans the other way: "likely" where the sentence
    speaks for its subject and the quote stands out as near, for otherwise cues were right little more than by chance.
    The rest faces the others by weak words: "unclear", which is hardly better than guessing and is never counted.
    """
    ids = points["point_id"].to_numpy(object)
    with_source = proposition.source_point_id in {ids[row] for row in candidate.side_for}
    facing = candidate.side_for if with_source else candidate.side_against
    sentence = leaning(proposition.statement)
    clear = sentence.strength == STRONG and sentence.direction in (1, -1)
    shown: dict[str, Verdict] = {}
    inside = set(rows)
    for row in (*candidate.side_for, *candidate.side_against):
        point, text = str(ids[row]), str(points["plain"].iloc[row])
        view = leaning(text)
        side: Side = "for" if row in facing else "against"
        if row not in inside:
            continue
        if point == proposition.source_point_id:
            shown[point] = Verdict(point, "for", "likely", SAYS_IT)
        elif view.direction == DEPENDS:
            level: Level = "possible" if near[row] else "unclear"
            shown[point] = Verdict(point, "depends", level, "names a condition", (view.cue,), view.condition)
        elif view.strength == STRONG and clear:
            side = "for" if view.direction == sentence.direction else "against"
            level = "likely" if sentence.direction == FOR and near[row] else "unclear"
            shown[point] = Verdict(point, side, level, f"“{view.cue}” speaks {side} it", (view.cue,))
        else:
            words = tuple(found.words for found in find_cues(text))[:3]
            shown[point] = Verdict(point, side, "unclear", "set facing the others by weak words", words)
    return shown
