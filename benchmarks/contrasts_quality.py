"""Contrasting views against annotated corpora: proposals, gathering, marks.

    python -m benchmarks.contrasts_quality --score FOLDER CORPUS ... [--encoder NAME] [--hold-out]

FOLDER holds ``render_workspace.py`` and ``score_synthesis.py``. One column a corpus is printed:

proposed.*   nothing given: the scorer's figures, and of the sides at level "likely" the share on the annotated side,
             among points that take a side on the annotated proposition which most of the contrast's sided points take
             a side on; likely_n is how many there are. Stricter, source_right: without the quote that the sentence
             was taken from, and against that quote's own annotated side
given.*      the annotated sentences given: average precision of the quotes in order of relevance, recall among the
             first 20 to read; of the sides at level "likely" on quotes that do take a side, the share right. Stricter,
             likely_bear: of all sides at level "likely" among the first 20, the share on quotes that take a side on the
             sentence, and likely_all_right: the share that is right
marks20.*    a person marks the first 20 quotes of each sentence: share of the people of each side recovered, and the
             minutes it takes at an assumed six seconds a quote
marks.exact  all marks given: 1 where for, against and depends are counted as in the annotation, for every sentence
false.first_10   proposed sentences among the first ten most of whose sided points lie in an annotated theme of mixed
             tone in which nobody disagrees

With ``--hold-out`` the head that tells points that take a side is fitted on the other corpora given, and not taken from
the encoder: for an encoder that has seen none of them, so that no figure knows its own field.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from benchmarks.measure import table
from benchmarks.quality import module_from, workspace_of
from infoview_analysis import frames
from infoview_analysis.contrasts import ContrastSummary, Proposition, find_contrasts, marks_frame
from infoview_analysis.contrasts.gather import relevance
from infoview_analysis.contrasts.stances import people_counts, stances
from infoview_analysis.encoder import load_encoder
from infoview_analysis.settings import ContrastSettings
from infoview_analysis.themes import load_heads, point_vectors, texts_to_encode
from infoview_analysis.themes.heads import Heads, LinearHead, view_rows
from infoview_analysis.themes.support import people_of
from infoview_analysis.themes.vectors import unit_rows
from infoview_analysis.workspace import Workspace

SECONDS_A_QUOTE = 6  # assumed: to read a short note and press a key
HEAD = ("text+context+heading+place", 0.3)  # what the held-out head reads, and how strongly it is fitted
SIGN = {"for": 1, "against": -1, "depends": 0}


class Corpus:
    """A corpus read as a person's workspace, with the annotation of each point that was read.

    No themes are looked for: up to a few thousand points, contrasts take nothing from them but a label.
    """

    def __init__(self, folder: Path, workspace: Path, scorer: ModuleType, encoder: str) -> None:
        notes = Workspace(workspace).load()
        self.scorer, self.points, self.interviews = scorer, notes.points, notes.interviews
        self.themes = frames.empty("themes")
        _, self.gold = scorer.read_gold(folder)
        dates = self.interviews["date"].dt.strftime("%Y-%m-%d").fillna("")
        self.mapped = scorer.match(self.gold, self.points, self.interviews.assign(date=dates))
        entries = json.loads((folder / "propositions.json").read_text(encoding="utf-8"))
        self.false_themes = set(entries.pop("false_contrasts", ()))
        self.statements = {name: entry["statement"] for name, entry in entries.items()}
        self.encoder = load_encoder(encoder, cache_folder=workspace / ".infoview")
        place = getattr(getattr(self.encoder, "encoder", self.encoder), "folder", None)
        self.heads = load_heads(Path(place)) if place is not None else None
        texts = texts_to_encode(self.points)
        self.vectors = dict(zip(texts, self.encoder.encode(texts), strict=True))
        annotated = [self.gold[i] if i is not None else {"stances": {}, "theme": None} for i in self.mapped]
        ids = self.points["point_id"]
        self.stances: dict[str, dict[str, int]] = dict(zip(ids, (a["stances"] for a in annotated), strict=True))
        self.theme_of = dict(zip(ids, (a["theme"] for a in annotated), strict=True))

    def found(self, **options: Any) -> ContrastSummary:
        """Return the contrasts with ``options``."""
        return find_contrasts(
            self.points, self.interviews, self.themes, self.vectors, encode=self.encoder.encode, heads=self.heads,
            **options,
        )  # fmt: skip

    def given(self, **options: Any) -> ContrastSummary:
        """Return the contrasts of the annotated sentences."""
        own = [Proposition(name, statement) for name, statement in self.statements.items()]
        return self.found(propositions=own, settings=ContrastSettings(proposed=0, shuffles=99), **options)


def hold_out(corpora: list[Corpus]) -> None:
    """Give each corpus a head fitted on the others."""
    source, strength = HEAD
    rows = [view_rows(source, corpus.points, corpus.vectors) for corpus in corpora]
    cases = [np.array([bool(corpus.stances[point]) for point in corpus.points["point_id"]]) for corpus in corpora]
    for place, corpus in enumerate(corpora):
        others = [other for other in range(len(corpora)) if other != place]
        model = LogisticRegression(C=strength, max_iter=500).fit(
            np.vstack([rows[other] for other in others]), np.concatenate([cases[other] for other in others])
        )
        head = LinearHead(source, model.coef_.T, model.intercept_, 1.0)
        corpus.heads = Heads(head, {"takes_side": head})


def proposed_figures(corpus: Corpus, n: int) -> dict[str, float]:
    """Return the figures with nothing given."""
    summary = corpus.found(settings=ContrastSettings(proposed=n, shuffles=99))
    figures = corpus.scorer.score_contrasts(
        corpus.gold, corpus.points, corpus.mapped, summary.contrasts, summary.contrast_points.fillna({"side": ""}),
        corpus.statements,
    )  # fmt: skip
    right = placed = first_ten = others_right = others = 0
    sources = summary.contrasts.set_index("contrast_id")["source_point_id"]
    for place, name in enumerate(summary.contrasts["contrast_id"]):
        quotes = summary.contrast_points[summary.contrast_points["contrast_id"] == name].dropna(subset=["side"])
        lies_in = Counter(corpus.theme_of[point] for point in quotes["point_id"])
        false = sum(lies_in[theme] for theme in corpus.false_themes)
        first_ten += place < 10 and 2 * false > len(quotes)
        about = Counter(key for point in quotes["point_id"] for key in corpus.stances[point])
        if not about:
            continue
        key = about.most_common(1)[0][0]
        likely = [
            (SIGN[row.side], corpus.stances[row.point_id][key], row.confidence, row.point_id)
            for row in quotes.itertuples()
            if key in corpus.stances[row.point_id] and row.side in ("for", "against")
        ]
        # A sentence taken from the notes may hold the annotated one up or deny it: the better reading counts.
        turn = 1 if sum(a == b for a, b, *_ in likely) >= sum(a == -b for a, b, *_ in likely) else -1
        right += sum(a == turn * b for a, b, level, _ in likely if level == "likely")
        placed += sum(level == "likely" for _, _, level, _ in likely)
        held = corpus.stances[sources[name]].get(key)
        if held in (1, -1):
            told = [a == b * held for a, b, level, point in likely if level == "likely" and point != sources[name]]
            others_right, others = others_right + sum(told), others + len(told)
    return {
        **{f"proposed.{key.removeprefix('contrasts.')}": value for key, value in figures.items()},
        "proposed.likely_right": right / placed if placed else float("nan"),
        "proposed.likely_n": placed,
        "proposed.source_right": others_right / others if others else float("nan"),
        "proposed.source_n": others,
        "false.first_10": first_ten,
    }


def given_figures(corpus: Corpus) -> dict[str, float]:
    """Return the figures with the annotated sentences given."""
    summary = corpus.given()
    words = unit_rows(np.array([corpus.vectors[text] for text in corpus.points["plain"]], dtype=float))
    places = point_vectors(corpus.points, corpus.vectors)
    statements = unit_rows(corpus.encoder.encode(list(corpus.statements.values())).astype(float))
    precision, recall, likely, depends, every = [], [], [], [], []
    for row, name in zip(relevance(statements, words, places), corpus.statements, strict=True):
        bears = np.array([name in corpus.stances[point] for point in corpus.points["point_id"]])
        precision.append(average_precision_score(bears, row))
        quotes = summary.contrast_points[summary.contrast_points["contrast_id"] == name].sort_values("rank").head(20)
        recall.append(sum(name in corpus.stances[point] for point in quotes["point_id"]) / bears.sum())
        for quote in quotes.dropna(subset=["side"]).itertuples():
            if quote.confidence == "likely" and quote.side != "depends":
                every.append((name in corpus.stances[quote.point_id], corpus.stances[quote.point_id].get(name)
                              == SIGN[quote.side]))  # fmt: skip
            if name in corpus.stances[quote.point_id] and quote.confidence == "likely":
                hit = corpus.stances[quote.point_id][name] == SIGN[quote.side]
                (depends if quote.side == "depends" else likely).append(hit)
    return {
        "given.ap": float(np.mean(precision)),
        "given.recall_20": float(np.mean(recall)),
        "given.likely_right": float(np.mean(likely)) if likely else float("nan"),
        "given.likely_n": len(likely),
        "given.likely_bear": float(np.mean([bears for bears, _ in every])) if every else float("nan"),
        "given.likely_all_right": float(np.mean([hit for _, hit in every])) if every else float("nan"),
        "given.likely_all_n": len(every),
        "given.depends_right": float(np.mean(depends)) if depends else float("nan"),
        "given.depends_n": len(depends),
    }


def mark_figures(corpus: Corpus) -> dict[str, float]:
    """Return what marking the first 20 quotes of each sentence recovers, and whether all marks count exactly."""
    sides = {1: "for", -1: "against", 0: "depends"}
    every = [
        (name, point, sides[value], "marked") for point, held in corpus.stances.items() for name, value in held.items()
    ]
    first = corpus.given().contrast_points.query("rank <= 20")
    read = set(zip(first["contrast_id"], first["point_id"], strict=True))
    truth = pd.DataFrame(every, columns=["contrast_id", "point_id", "side", "origin"])
    people = dict(zip(corpus.points["point_id"], people_of(corpus.points, corpus.interviews), strict=True))
    expected = people_counts(stances(truth.assign(person=truth["point_id"].map(people))))
    counts = [
        corpus.given(marks=marks_frame(rows)).contrasts.set_index("contrast_id")
        for rows in ([mark for mark in every if mark[:2] in read], every)
    ]
    columns = ["n_for", "n_against", "n_depends"]
    some, full = (frame.loc[expected.index, columns].astype(int) for frame in counts)
    figures = {f"marks20.people_{column[2:]}": some[column].sum() / expected[column].sum() for column in columns}
    figures["marks20.minutes"] = len(first) * SECONDS_A_QUOTE / 60
    return {**figures, "marks.exact": float((full == expected[columns]).all(axis=None))}


def main() -> None:
    """Print the figures as a Markdown table, one column a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--encoder", default="")
    parser.add_argument("--formats", default="md,txt,qa,docx")
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("--proposed", type=int, default=ContrastSettings().proposed)
    arguments = parser.parse_args()
    renderer = module_from(arguments.score / "render_workspace.py")
    scorer = module_from(arguments.score / "score_synthesis.py")
    columns: dict[str, dict[str, float]] = {}
    corpora: list[tuple[str, Corpus]] = []
    with tempfile.TemporaryDirectory() as folder:
        for path in arguments.corpora:
            if not (path / "interviews.jsonl").exists():
                print(f"{path} holds no annotated corpus; it is left out.", file=sys.stderr)
                continue
            workspace = workspace_of(path, Path(folder), renderer, arguments.formats, arguments.encoder)
            corpora.append((path.name, Corpus(path, workspace, scorer, arguments.encoder)))
            print(f"{path.name} read", file=sys.stderr, flush=True)
        if arguments.hold_out:
            hold_out([corpus for _, corpus in corpora])
        for name, corpus in corpora:
            columns[name] = {
                **proposed_figures(corpus, arguments.proposed),
                **given_figures(corpus),
                **mark_figures(corpus),
            }
            print(f"{name} done", file=sys.stderr, flush=True)
    figures = pd.DataFrame(columns)
    if len(figures.columns) > 1:
        figures["mean"] = figures.mean(axis=1)
    print(table([{"figure": name, **{c: f"{v:.3f}" for c, v in row.items()}} for name, row in figures.iterrows()]))


if __name__ == "__main__":
    main()
