"""Score resources, referrals and actions against annotated corpora, with heads that never saw the corpus.

    python -m benchmarks.takeaways_quality --score FOLDER CORPUS ... [--encoder NAME] [--folds FOLDER]
        [--cache FOLDER] [--errors resource:missed|resource:wrong|...]

FOLDER holds ``render_workspace.py`` and ``score_synthesis.py``. Each corpus is rendered and read as a person's notes;
the figures are the scorer's ``takeaways.<kind>_f1``. Rows, kind by kind:

cues alone      the words of a point, as for an encoder without heads
head alone      the head, from the probability that gave the best F1 on the other corpora
as shipped      both together, by the shipped thresholds; the head is fitted on the other corpora
shipped heads   the same with the heads that come with the encoder; a figure for corpora they were not fitted on alone

The heads are fitted on the vectors of the other corpora (leave one field out); slope, offset and threshold on outputs
of fits that left out the point's own corpus too. ``--encoder all-MiniLM-L6-v2`` (the default) was tuned on none of the
corpora, which makes the figures clean. The tuned encoder that ships saw them all; a folder of fold models
(``--folds FOLDER``, with FOLDER/NAME/held_out.json naming the corpora that model did not see) keeps that apart.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.measure import table
from benchmarks.quality import module_from, workspace_of
from infoview_analysis import frames
from infoview_analysis.encoder import load_encoder
from infoview_analysis.frames import CATEGORIES
from infoview_analysis.outreach.log import load_outreach
from infoview_analysis.takeaways import summarize_takeaways
from infoview_analysis.themes import Heads, load_heads, texts_to_encode
from infoview_analysis.themes.heads import LinearHead, view_rows
from infoview_analysis.workspace import Workspace
from tools.train_encoder.heads import best_threshold, fit_platt, fitted

KINDS = ("resource", "referral", "action")
SOURCE, STRENGTH = "text+context+heading+place", 3.0  # what the shipped heads read
INNER = 4  # groups of corpora for slope, offset and threshold
ROWS = ("cues alone", "head alone", "as shipped", "shipped heads")


@dataclass
class Field:
    """A corpus read as a person's notes, with the annotation and the vectors of its points."""

    name: str
    workspace: Workspace
    points: pd.DataFrame
    interviews: pd.DataFrame
    gold: list[dict]
    mapped: list[int | None]
    vectors: Mapping[str, NDArray]

    def __post_init__(self) -> None:
        self.rows = view_rows(SOURCE, self.points, self.vectors)

    def cases(self, kind: str) -> NDArray:
        """Return which points are annotated as one of ``kind``, shape (n,)."""
        return np.array([index is not None and bool(self.gold[index][kind]) for index in self.mapped])

    def takeaways(self, heads: Heads | None) -> pd.DataFrame:
        """Return what a report lists."""
        log = load_outreach(self.workspace, self.interviews)
        summary = summarize_takeaways(
            self.points, self.interviews, frames.empty("themes"), self.vectors, outreach=log.outreach, heads=heads
        )
        return summary.takeaways


def read_field(
    corpus: Path, folder: Path, renderer: ModuleType, scorer: ModuleType, encoder: str, cache: Path | None
) -> Field:
    """Render a corpus below ``folder`` and read it."""
    workspace = Workspace(workspace_of(corpus, folder, renderer, "md,txt,qa,docx", encoder))
    notes = workspace.load()
    texts = texts_to_encode(notes.points)
    vectors = dict(zip(texts, load_encoder(encoder, cache_folder=cache).encode(texts), strict=True))
    _, gold = scorer.read_gold(corpus)
    dates = notes.interviews["date"].dt.strftime("%Y-%m-%d").fillna("")
    mapped = scorer.match(gold, notes.points, notes.interviews.assign(date=dates))
    return Field(corpus.name, workspace, notes.points, notes.interviews, gold, mapped, vectors)


def fitted_heads(fields: Sequence[Field]) -> tuple[Heads, dict[str, float]]:
    """Return heads fitted on ``fields``, and for each the probability from which "yes" gave the best F1."""
    heads, thresholds = {}, {}
    for kind in KINDS:
        cases = [field.cases(kind) for field in fields]
        margins = [np.zeros(0)] * len(fields)
        for group in range(min(INNER, len(fields))):
            held = range(group, len(fields), INNER)
            model = _fit(fields, cases, [i for i in range(len(fields)) if i not in held])
            for place in held:
                margins[place] = model.decision_function(fields[place].rows)
        slope, offset = fit_platt(np.concatenate(margins), np.concatenate(cases))
        shares = 1 / (1 + np.exp(-(slope * np.concatenate(margins) + offset)))
        thresholds[kind] = best_threshold(shares, np.concatenate(cases))
        model = _fit(fields, cases, range(len(fields)))
        heads[kind] = LinearHead(SOURCE, model.coef_.T, model.intercept_, slope, offset)
    nothing = np.zeros((fields[0].rows.shape[1], len(CATEGORIES)))
    return Heads(LinearHead(SOURCE, nothing, nothing[0], 1.0), heads, thresholds), thresholds


def _fit(fields: Sequence[Field], cases: Sequence[NDArray], chosen: Iterable[int]):
    chosen = list(chosen)
    return fitted(
        np.concatenate([fields[i].rows for i in chosen]), np.concatenate([cases[i] for i in chosen]), STRENGTH
    )


def figures(field: Field, scorer: ModuleType, heads: Heads, shipped: Heads | None) -> dict[str, dict[str, float]]:
    """Return for each row the scorer's figures of one corpus."""

    def scored(takeaways: pd.DataFrame) -> dict[str, float]:
        return scorer.score_takeaways(field.gold, field.points, field.mapped, takeaways)

    alone = [
        {"kind": kind, "point_id": point}
        for kind in KINDS
        for point in field.points["point_id"][
            heads.probability(kind, field.points, field.vectors) >= heads.thresholds[kind]
        ]
    ]
    found = {
        "cues alone": scored(field.takeaways(None)),
        "head alone": scored(pd.DataFrame(alone, columns=["kind", "point_id"])),
        "as shipped": scored(field.takeaways(heads)),
    }
    return found | ({"shipped heads": scored(field.takeaways(shipped))} if shipped else {})


def errors(field: Field, heads: Heads, wish: str) -> list[str]:
    """Return the points of one corpus that were missed, or listed and are none; ``wish`` is "kind:missed|wrong"."""
    kind, _, which = wish.partition(":")
    takeaways = field.takeaways(heads)
    rows = takeaways[takeaways["kind"] == kind].groupby("point_id")["reason"].agg("; ".join).to_dict()
    shares = heads.probability(kind, field.points, field.vectors)
    lines = []
    for point, case, share in zip(field.points.itertuples(), field.cases(kind), shares, strict=True):
        if which == "missed" and case and point.point_id not in rows:
            lines.append(f"{field.name} {share:.2f} [{point.heading}] {point.plain}")
        if which == "wrong" and not case and point.point_id in rows:
            lines.append(f"{field.name} {share:.2f} ({rows[point.point_id]}) [{point.heading}] {point.plain}")
    return lines


def held_out_heads(fields: Mapping[str, Field]) -> dict[str, Heads]:
    """Return for each corpus heads fitted on the others."""
    return {name: fitted_heads([field for other, field in fields.items() if other != name])[0] for name in fields}


def read_fields(
    corpora: Sequence[Path], score: Path, encoder: str, cache: Path | None, folder: Path
) -> dict[str, Field]:
    """Return the corpora by name, read with the vectors of one encoder."""
    renderer, scorer = module_from(score / "render_workspace.py"), module_from(score / "score_synthesis.py")
    return {path.name: read_field(path, folder, renderer, scorer, encoder, cache) for path in corpora}


def pairs(arguments: argparse.Namespace, folder: Path) -> Iterable[tuple[Field, Heads, Heads | None]]:
    """Yield each corpus with heads that did not see it, and with those of its encoder."""
    if arguments.folds is None:
        fields = read_fields(arguments.corpora, arguments.score, arguments.encoder, arguments.cache, folder)
        model = getattr(load_encoder(arguments.encoder), "folder", None)
        for name, heads in held_out_heads(fields).items():
            yield fields[name], heads, load_heads(model) if model else None
        return
    for held_out in sorted(arguments.folds.glob("*/held_out.json")):
        names = json.loads(held_out.read_text(encoding="utf-8"))
        fold = folder / held_out.parent.name
        fields = read_fields(arguments.corpora, arguments.score, str(held_out.parent), arguments.cache, fold)
        heads, _ = fitted_heads([field for name, field in fields.items() if name not in names])
        for name in names:
            yield fields[name], heads, None


def main() -> None:
    """Print the figures as a Markdown table, one column a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--encoder", default="all-MiniLM-L6-v2")
    parser.add_argument("--folds", type=Path, help="folder of fold models instead of one encoder")
    parser.add_argument("--cache", type=Path, help="where vectors are kept between runs")
    parser.add_argument("--errors", help="print errors as well, such as resource:missed or action:wrong")
    arguments = parser.parse_args()
    scorer = module_from(arguments.score / "score_synthesis.py")
    columns: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for field, heads, shipped in pairs(arguments, Path(folder)):
            columns[field.name] = figures(field, scorer, heads, shipped)
            if arguments.errors:
                print(*errors(field, heads, arguments.errors), sep="\n")
    rows: list[dict[str, object]] = []
    for kind in KINDS:
        for name in ROWS:
            values = {c: found[name][f"takeaways.{kind}_f1"] for c, found in columns.items() if name in found}
            if values:
                shown = {corpus: f"{value:.3f}" for corpus, value in values.items()}
                rows.append({"kind": kind, "by": name, **shown, "mean": f"{np.mean(list(values.values())):.3f}"})
    print(table(rows))


if __name__ == "__main__":
    main()
