"""Annotated corpora for the figures of skills: notes as a report reads them, beside their annotation.

The shipped category head was fitted on data/corpora, so there it is surer than on notes of a new field. ``held_out``
gives each corpus the categories, and the weights by which names count, that were fitted on the other corpora; the
encoder has seen them all the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.encoded_notes import heads_of
from infoview_analysis.encoder import load_encoder
from infoview_analysis.skills.mention_head import Weights
from infoview_analysis.skills.need_head import NeedWeights
from infoview_analysis.skills.tagger import Tagger, cached_tagger
from infoview_analysis.skills.vocabulary import Vocabulary
from infoview_analysis.themes import texts_to_encode
from infoview_analysis.themes.categories import category_probabilities, point_categories, skills_asked
from infoview_analysis.themes.heads import view_rows
from infoview_analysis.workspace import Workspace
from tools.fit_skill_heads import Field, asks_by, cases_of, fitted, fitted_needs


@dataclass(frozen=True)
class Annotated:
    """One corpus: the workspace rendered from it, its points with categories, and which annotation each point has."""

    name: str
    workspace: Path
    interviews: pd.DataFrame
    points: pd.DataFrame
    rows: NDArray
    gold: list[dict[str, Any]]
    mapped: list[int | None]
    profile: dict[str, Any]
    n_interviews: int
    tagger: Tagger
    weights: Weights | None = None
    need_weights: NeedWeights | None = None

    @property
    def annotation_of(self) -> dict[str, dict[str, Any]]:
        """point_id → annotated point, for the points that have one."""
        pairs = zip(self.points["point_id"], self.mapped, strict=True)
        return {point: self.gold[number] for point, number in pairs if number is not None}


def read_corpus(
    corpus: Path, folder: Path, renderer: ModuleType, scorer: ModuleType, *, categories: bool = True
) -> Annotated:
    """Render a corpus below ``folder``, load it, and give its points the categories of a report.

    Vectors are kept below ``folder``, so that a second run on the same folder takes seconds.
    """
    workspace = folder / corpus.name
    if not workspace.exists():
        renderer.render(corpus, workspace, ["md", "txt", "qa", "docx"])
    notes = Workspace(workspace).load()
    points, rows = notes.points, np.zeros((len(notes.points), 0))
    if categories:
        encoder = load_encoder("", cache_folder=folder / "vectors")
        heads = heads_of(encoder)
        texts = texts_to_encode(points, None)
        vectors = dict(zip(texts, encoder.encode(texts), strict=True))
        probabilities, ids = category_probabilities(points, vectors, heads), points["point_id"].tolist()
        found = point_categories(probabilities, ids, {})
        points = points.assign(**{name: found[name].to_numpy() for name in found.columns})
        points = points.assign(asks_skills=skills_asked(probabilities, ids, {}))
        rows = view_rows(heads.category.source, points, vectors) if heads else rows
    interviews, gold = scorer.read_gold(corpus)
    dated = notes.interviews.assign(date=notes.interviews["date"].dt.strftime("%Y-%m-%d").fillna(""))
    return Annotated(
        name=corpus.name,
        workspace=workspace,
        interviews=notes.interviews,
        points=points,
        rows=rows,
        gold=gold,
        mapped=scorer.match(gold, points, dated),
        profile=json.loads((corpus / "profile.json").read_text(encoding="utf-8")),
        n_interviews=len(interviews),
        tagger=cached_tagger(folder / "vectors"),
    )


def held_out(corpora: Sequence[Annotated], vocabulary: Vocabulary) -> list[Annotated]:
    """Return the corpora with what tells skills fitted on the other corpora."""
    heads = heads_of(load_encoder(""))
    if heads is None:
        raise SystemExit("The encoder brings no category head along, so none can be fitted anew.")
    fields = [_field(corpus) for corpus in corpora]
    asks = [
        asks_by([f for f in fields if f is not field], corpus.rows, heads.category.slope)
        for corpus, field in zip(corpora, fields, strict=True)
    ]
    cases = [
        cases_of(field, likely[_known(corpus)], vocabulary, corpus.tagger)
        for corpus, field, likely in zip(corpora, fields, asks, strict=True)
    ]
    found = []
    for number, corpus in enumerate(corpora):
        others = [case for place, case in enumerate(cases) if place != number]
        points = corpus.points.assign(asks_skills=asks[number])
        found.append(replace(corpus, points=points, weights=fitted(others), need_weights=fitted_needs(others)))
    return found


def _known(corpus: Annotated) -> NDArray:
    return np.array([number is not None for number in corpus.mapped])


def _field(corpus: Annotated) -> Field:
    """Return the annotated points of a corpus as the fit wants them."""
    known = _known(corpus)
    points = [corpus.gold[number] for number in corpus.mapped if number is not None]
    return Field(
        corpus.name,
        corpus.points[known].reset_index(drop=True),
        corpus.rows[known],
        [point["category"] for point in points],
        [[(skill["mention"], skill["need"]) for skill in point["skills"]] for point in points],
    )
