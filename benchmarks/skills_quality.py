"""Score skill mentions, needs and gaps against annotated corpora, without themes.

    python -m benchmarks.skills_quality --score FOLDER CORPUS ... [--cache FOLDER] [--held-out] [--losses]
        [--vocabulary shipped|before|FILE.csv|esco:FILE] [--no-suggestions] [--no-categories]
        [--spans FILE.jsonl] [--errors missed|wrong|need]

FOLDER holds ``render_workspace.py`` and ``score_synthesis.py``; the figures are the scorer's own. ``odd`` and ``even``
are the means over the corpora at odd and at even places by name: choose on one half, confirm on the other. The shipped
encoder, its category head and the weights by which names count and needs are read were fitted on data/corpora, so
figures on them flatter; ``--held-out`` fits all but the encoder on the other corpora given (the encoder has still seen
them, the tagger has not). ``--losses`` prints the
needs annotated and read, and what the eight largest gaps lose. With ``--cache`` notes and vectors are kept.

``before`` is the vocabulary without the entries that were added after looking at a corpus; ``esco:FILE`` matches the
raw names and aliases of an ESCO file, the baseline. ``--spans`` scores the matcher on annotated spans of job
advertisements instead (F1, exact and overlapping).
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from benchmarks.measure import table
from benchmarks.quality import module_from
from benchmarks.skills_corpora import Annotated, held_out, read_corpus
from benchmarks.skills_losses import gap_losses, need_table, pairs
from infoview_analysis.skills.gaps import skill_gaps
from infoview_analysis.skills.matcher import Matcher
from infoview_analysis.skills.mentions import find_mentions
from infoview_analysis.skills.profile import load_profile
from infoview_analysis.skills.vocabulary import Skill, Vocabulary, shipped_vocabulary, with_skills

FIGURES = ("skills.precision", "skills.recall", "skills.f1", "skills.need", "gaps.top8")


def vocabulary_named(name: str) -> Vocabulary:
    """Return the vocabulary to measure."""
    if name == "shipped":
        return shipped_vocabulary()
    if name == "before":
        return before_corpora(shipped_vocabulary())
    with Path(name.removeprefix("esco:")).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    skills = {
        row["name"]: Skill(row["name"], row["type"], tuple(a for a in row["aliases"].split("|") if a)) for row in rows
    }
    return Vocabulary(tuple(skills.values()))


def before_corpora(vocabulary: Vocabulary) -> Vocabulary:
    """Return the vocabulary as it was written, without what was added after looking at a corpus."""
    from importlib.resources import files

    text = (files("infoview_analysis.skills") / "vocabulary.csv").read_text(encoding="utf-8")
    added = {row["skill"]: row["added_after"] for row in csv.DictReader(text.splitlines()) if row["added_after"]}
    kept = []
    for skill in vocabulary.skills:
        marks = added.get(skill.name, "")
        if marks.startswith("entry"):
            continue
        later = set(marks.split("|"))
        kept.append(replace(skill, aliases=tuple(alias for alias in skill.aliases if alias not in later)))
    return Vocabulary(tuple(kept))


def score_corpus(
    corpus: Annotated, scorer: ModuleType, vocabulary: Vocabulary, *, suggestions: bool
) -> tuple[dict[str, float], pd.DataFrame, Counter[str]]:
    """Return the scorer's figures of skills and gaps, the mentions, and what the largest gaps lose."""
    profile = load_profile(corpus.workspace, vocabulary).skills
    strange = profile.loc[~profile["in_vocabulary"], "skill"]
    vocabulary = with_skills(vocabulary, [Skill(str(name), "yours", source="profile") for name in strange])
    mentions = find_mentions(
        corpus.points, vocabulary, suggestions=suggestions,
        tagger=corpus.tagger, weights=corpus.weights, need_weights=corpus.need_weights,
    )  # fmt: skip
    gaps = skill_gaps(mentions, corpus.interviews, profile, categories={})
    gaps = gaps.assign(gap=gaps["gap"].astype("float64"))
    figures, canonical = scorer.score_skills(corpus.gold, corpus.points, corpus.mapped, mentions)
    figures |= scorer.score_gaps(corpus.gold, corpus.n_interviews, corpus.profile, gaps, canonical)
    return figures, mentions, gap_losses(corpus, mentions, gaps, canonical, scorer)


def errors(kind: str, corpus: Annotated, mentions: pd.DataFrame, scorer: ModuleType) -> list[str]:
    """Return the annotated mentions that were missed, the rows that are wrong, or the needs read otherwise."""
    annotation = corpus.annotation_of
    matched = pairs(corpus, mentions, scorer)
    if kind == "need":
        return [
            f"{skill['need']} read as {row.need} ({row.mention}; {row.cue}) | {annotation[row.point_id]['text']}"
            for row, skill in matched
            if row.need != skill["need"]
        ]
    if kind == "missed":
        hit = {id(skill) for _, skill in matched}
        return [
            f"{skill['name']} [{skill['mention']}] {skill['need']} | {point['text']}"
            for point in corpus.gold
            for skill in point["skills"]
            if id(skill) not in hit
        ]
    right = {(row.point_id, row.start) for row, _ in matched}
    return [
        f"{row.status} {row.skill} [{row.mention}] | {annotation[row.point_id]['text']}"
        for row in mentions.itertuples()
        if (row.point_id, row.start) not in right and row.point_id in annotation
    ]


def with_means(columns: dict[str, dict[str, float]]) -> list[dict[str, object]]:
    """Return the rows of the table: one column a corpus, and the means of odd and even places and of all."""
    names = sorted(columns)
    halves: dict[str, Callable[[list[str]], list[str]]] = {
        "odd": lambda n: n[::2], "even": lambda n: n[1::2], "mean": lambda n: n,
    }  # fmt: skip
    rows: list[dict[str, object]] = []
    for figure in FIGURES:
        row: dict[str, object] = {"figure": figure, **{name: f"{columns[name][figure]:.2f}" for name in names}}
        for half, of in halves.items():
            chosen = of(names)
            row[half] = f"{sum(columns[name][figure] for name in chosen) / max(1, len(chosen)):.3f}"
        rows.append(row)
    return rows


def score_spans(path: Path, vocabulary: Vocabulary) -> dict[str, float]:
    """Return F1 of the matcher on annotated spans of knowledge, exact and overlapping."""
    matcher = Matcher(vocabulary)
    exact = overlap_found = overlap_gold = n_found = n_gold = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        gold = [(s["start"], s["end"]) for s in sentence["skills"] if s["kind"] == "knowledge"]
        found = [(one.start, one.end) for one in matcher.find(sentence["text"]) if one.certain]
        n_gold, n_found = n_gold + len(gold), n_found + len(found)
        exact += len(set(gold) & set(found))
        overlap_found += sum(any(a < d and c < b for c, d in gold) for a, b in found)
        overlap_gold += sum(any(a < d and c < b for c, d in found) for a, b in gold)
    precision, recall = overlap_found / max(1, n_found), overlap_gold / max(1, n_gold)
    return {
        "exact F1": 2 * exact / max(1, n_found + n_gold),
        "overlap precision": precision,
        "overlap recall": recall,
        "overlap F1": 2 * precision * recall / max(1e-9, precision + recall),
    }


def main() -> None:
    """Print the figures as a Markdown table, one column a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*")
    parser.add_argument("--score", type=Path)
    parser.add_argument("--cache", type=Path, help="folder for notes and vectors, kept from run to run")
    parser.add_argument("--held-out", action="store_true", help="fit heads on the other corpora")
    parser.add_argument("--losses", action="store_true")
    parser.add_argument("--vocabulary", default="shipped")
    parser.add_argument("--no-suggestions", action="store_true")
    parser.add_argument("--no-categories", action="store_true", help="points without a category, as before themes")
    parser.add_argument("--spans", type=Path)
    parser.add_argument("--errors", choices=("missed", "wrong", "need"))
    arguments = parser.parse_args()
    vocabulary = vocabulary_named(arguments.vocabulary)
    if arguments.spans:
        print("\n".join(f"{k}: {v:.3f}" for k, v in score_spans(arguments.spans, vocabulary).items()))
        return
    if not arguments.score:
        parser.error("--score FOLDER is needed")
    if arguments.cache:
        report(arguments, vocabulary, arguments.cache)
        return
    with tempfile.TemporaryDirectory() as folder:
        report(arguments, vocabulary, Path(folder))


def report(arguments: argparse.Namespace, vocabulary: Vocabulary, folder: Path) -> None:
    """Read, score and print."""
    renderer = module_from(arguments.score / "render_workspace.py")
    scorer = module_from(arguments.score / "score_synthesis.py")
    corpora = [
        read_corpus(corpus, folder, renderer, scorer, categories=not arguments.no_categories)
        for corpus in arguments.corpora
        if corpus.is_dir()
    ]
    if arguments.held_out:
        corpora = held_out(corpora, vocabulary)
    columns: dict[str, dict[str, float]] = {}
    losses: Counter[str] = Counter()
    matched: list[tuple[Any, dict[str, Any]]] = []
    for corpus in corpora:
        figures, mentions, lost = score_corpus(corpus, scorer, vocabulary, suggestions=not arguments.no_suggestions)
        columns[corpus.name] = {name: figures[name] for name in FIGURES}
        losses += lost
        matched += pairs(corpus, mentions, scorer)
        if arguments.errors:
            print(*errors(arguments.errors, corpus, mentions, scorer), sep="\n")
    print(table(with_means(columns)))
    if arguments.losses:
        print("\nNeeds, annotated and read:\n\n" + table(need_table(matched)))
        print("\nThe eight largest annotated gaps: " + ", ".join(f"{why} {n}" for why, n in losses.most_common()))


if __name__ == "__main__":
    main()
