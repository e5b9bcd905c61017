"""What costs most where skills are scored: needs read otherwise, and annotated gaps that are not among the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import pandas as pd

from benchmarks.skills_corpora import Annotated
from infoview_analysis.frames import NEEDS

TOP = 8


def pairs(corpus: Annotated, mentions: pd.DataFrame, scorer: ModuleType) -> list[tuple[Any, dict[str, Any]]]:
    """Return each mention (a row) with each annotated one of its point that it shares a word with."""
    annotation = corpus.annotation_of
    found = []
    for row in mentions.itertuples():
        words = set(scorer.words(row.mention))
        for skill in annotation.get(row.point_id, {"skills": []})["skills"]:
            if words & set(scorer.words(skill["mention"])):
                found.append((row, skill))
    return found


def need_table(found: Sequence[tuple[Any, dict[str, Any]]]) -> list[dict[str, object]]:
    """Return annotated need → need read, with and without a cue, as rows of a table."""
    counts = Counter((skill["need"], row.need, "a cue" if pd.notna(row.cue) else "no cue") for row, skill in found)
    return [
        {"annotated": annotated, "by": by, **{f"read {need}": counts[annotated, need, by] for need in NEEDS}}
        for annotated in NEEDS
        for by in ("no cue", "a cue")
    ]


def gap_losses(
    corpus: Annotated,
    mentions: pd.DataFrame,
    gaps: pd.DataFrame,
    canonical: Mapping[str, str],
    scorer: ModuleType,
) -> Counter[str]:
    """Return why annotated names of the eight largest gaps are not among the eight reported.

    ``no mention``: no mention of ours shares a word with one of its annotations. ``another name``: our mentions of it
    bear a name that mostly stands for another one. ``need``: with the annotated needs of the same mentions its gap
    would be among the eight. ``some missed``: it is named, and too seldom found.
    """
    expected = scorer.gold_gaps(corpus.gold, corpus.n_interviews, corpus.profile)
    wanted = [name for name, _ in sorted(expected.items(), key=lambda item: -item[1])[:TOP]]
    ranked = gaps.sort_values("gap", ascending=False)["skill"]
    reported = list(dict.fromkeys(canonical.get(skill, skill) for skill in ranked))[:TOP]
    matched = pairs(corpus, mentions, scorer)
    smallest = min((expected[name] for name in wanted), default=0.0)
    losses: Counter[str] = Counter(wanted=len(wanted))
    for name in wanted:
        rows = [row for row, skill in matched if skill["name"] == name]
        if name in reported:
            losses["found"] += 1
        elif not rows:
            losses["no mention"] += 1
        elif all(canonical.get(row.skill) != name for row in rows):
            losses["another name"] += 1
        elif _gap_as_annotated(corpus, name, {row.point_id for row in rows}, scorer) >= smallest:
            losses["need"] += 1
        else:
            losses["some missed"] += 1
    return losses


def _gap_as_annotated(corpus: Annotated, name: str, point_ids: set[str], scorer: ModuleType) -> float:
    """Return the gap of an annotated name, were only the annotations of these points known."""
    annotation = corpus.annotation_of
    points = [annotation[point] for point in sorted(point_ids)]
    return float(scorer.gold_gaps(points, corpus.n_interviews, corpus.profile).get(name, 0.0))
