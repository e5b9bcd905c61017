"""Score skill mentions against annotated corpora, without themes.

    python -m benchmarks.skills_quality --score FOLDER CORPUS ... [--vocabulary shipped|before|FILE.csv|esco:FILE]
        [--no-suggestions] [--no-categories] [--spans FILE.jsonl] [--errors missed|wrong|need]

FOLDER holds ``render_workspace.py`` and ``score_synthesis.py``. ``before`` is the vocabulary without the entries that
were added after looking at a corpus; ``esco:FILE`` matches the raw names and aliases of an ESCO file, the baseline.
``--spans`` scores the matcher on annotated spans of job advertisements instead (F1, exact and overlapping).
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.measure import table
from benchmarks.quality import module_from
from infoview_analysis.skills.matcher import Matcher
from infoview_analysis.skills.mentions import find_mentions
from infoview_analysis.skills.vocabulary import Skill, Vocabulary, shipped_vocabulary

WEIGHT = {"must": 1.0, "nice": 0.5, "mentioned": 0.25}
LEVEL = {"none": 0, "basic": 1, "working": 2, "strong": 3, "expert": 4}
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


def gaps_of(
    mentions: pd.DataFrame, interviews: pd.DataFrame, profile: dict[str, Any], vocabulary: Vocabulary
) -> pd.DataFrame:
    """Return ``skill`` and ``gap`` by the formula of docs/skills.md; suggestions do not count."""
    have: dict[str, int] = {}
    for entry in profile["skills"]:
        name = (vocabulary.resolve(entry["name"]) or entry["name"]).casefold()
        have[name] = max(have.get(name, 0), LEVEL[entry["level"]])
    counted = mentions[mentions["status"] == "vocabulary"]
    rows = []
    for skill, group in counted.groupby("skill", sort=True):
        positive = group[group["need"] != "not_needed"]
        best = positive["need"].map(WEIGHT).groupby(positive["interview_id"]).max()
        refused = group.loc[group["need"] == "not_needed", "interview_id"].nunique()
        demand = max(0.0, (best.sum() - refused) / len(interviews))
        target = 3 if (best == 1).any() else 2 if (best == 0.5).any() else 1
        rows.append((skill, demand * max(0, target - have.get(str(skill).casefold(), 0)) / target))
    return pd.DataFrame(rows, columns=["skill", "gap"])


def with_categories(points: pd.DataFrame) -> pd.DataFrame:
    """Return the points with the category that a report gives them."""
    from infoview_analysis.encoded_notes import heads_of
    from infoview_analysis.encoder import load_encoder
    from infoview_analysis.themes.categories import category_probabilities, point_categories
    from infoview_analysis.themes.context import texts_to_encode

    encoder = load_encoder("")
    texts = texts_to_encode(points, None)
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    probabilities = category_probabilities(points, vectors, heads_of(encoder))
    given = point_categories(probabilities, points["point_id"].tolist(), {})
    return points.assign(category=given["category"].to_numpy())


def score_corpus(
    corpus: Path,
    folder: Path,
    renderer: Any,
    scorer: Any,
    vocabulary: Vocabulary,
    *,
    suggestions: bool,
    categories: bool,
) -> dict:
    """Return the scorer's figures of skills and gaps."""
    from infoview_analysis.workspace import Workspace

    workspace = folder / corpus.name
    renderer.render(corpus, workspace, ["md", "txt", "qa", "docx"])
    notes = Workspace(workspace).load()
    points = with_categories(notes.points) if categories else notes.points
    mentions = find_mentions(points, vocabulary, suggestions=suggestions)
    profile = json.loads((corpus / "profile.json").read_text(encoding="utf-8"))
    tables = workspace / "tables"
    tables.mkdir()
    notes.interviews.to_csv(tables / "interviews.csv", index=False, date_format="%Y-%m-%d")
    notes.points.to_csv(tables / "points.csv", index=False)
    mentions.to_csv(tables / "skill_mentions.csv", index=False)
    gaps_of(mentions, notes.interviews, profile, vocabulary).to_csv(tables / "skill_gaps.csv", index=False)
    interviews, gold = scorer.read_gold(corpus)
    columns = ["point_id", "interview_id", "text", "theme_id", "category"]
    points = scorer.read_table(tables, "points", columns)
    mapped = scorer.match(
        gold, points, scorer.read_table(tables, "interviews", ["interview_id", "interviewee", "date"])
    )
    rows = scorer.read_table(tables, "skill_mentions", ["skill", "mention", "point_id", "need"])
    figures, canonical = scorer.score_skills(gold, points, mapped, rows)
    gaps = scorer.read_table(tables, "skill_gaps", ["skill", "gap"])
    figures |= scorer.score_gaps(gold, len(interviews), profile, gaps, canonical)
    return {**figures, "_mapped": (gold, points, mapped, rows)}


def errors(kind: str, scorer: Any, gold: list, points: pd.DataFrame, mapped: list, rows: pd.DataFrame) -> list[str]:
    """Return the annotated mentions that were missed, the rows that are wrong, or the needs read otherwise."""
    index_of = dict(zip(points["point_id"], mapped, strict=True))
    by_point = defaultdict(list)
    for row in rows.itertuples():
        if index_of.get(row.point_id) is not None:
            by_point[index_of[row.point_id]].append(row)
    out = []
    for index, point in enumerate(gold):
        for skill in point["skills"]:
            words = set(scorer.words(skill["mention"]))
            hits = [row for row in by_point[index] if set(scorer.words(row.mention)) & words]
            if kind == "missed" and not hits:
                out.append(f"{skill['name']} [{skill['mention']}] {skill['need']} | {point['text']}")
            for row in hits if kind == "need" else ():
                if row.need != skill["need"]:
                    out.append(f"{skill['need']} read as {row.need} ({row.mention}; {row.cue}) | {point['text']}")
        if kind == "wrong":
            for row in by_point[index]:
                if not any(set(scorer.words(row.mention)) & set(scorer.words(s["mention"])) for s in point["skills"]):
                    out.append(f"{row.status} {row.skill} [{row.mention}] | {point['text']}")
    return out


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
    renderer = module_from(arguments.score / "render_workspace.py")
    scorer = module_from(arguments.score / "score_synthesis.py")
    columns: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for corpus in arguments.corpora:
            figures = score_corpus(
                corpus, Path(folder), renderer, scorer, vocabulary,
                suggestions=not arguments.no_suggestions, categories=not arguments.no_categories,
            )  # fmt: skip
            if arguments.errors:
                print(*errors(arguments.errors, scorer, *figures["_mapped"]), sep="\n")
            columns[corpus.name] = {name: figures[name] for name in FIGURES}
    names = list(columns)
    rows: list[dict[str, object]] = []
    for figure in FIGURES:
        row: dict[str, object] = {"figure": figure, **{name: f"{columns[name][figure]:.2f}" for name in names}}
        rows.append({**row, "mean": f"{sum(columns[name][figure] for name in names) / len(names):.2f}"})
    print(table(rows))


if __name__ == "__main__":
    main()
