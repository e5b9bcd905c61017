"""find_themes: frames and vectors in, themes with their evidence out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis import frames
from infoview_analysis.intervals import wilson_interval
from infoview_analysis.settings import ThemeSettings
from infoview_analysis.themes.categories import (
    category_probabilities,
    point_categories,
    skills_asked,
    theme_category,
    with_their_themes,
)
from infoview_analysis.themes.context import ContextWeights, point_vectors, vectors_of
from infoview_analysis.themes.grouping import Batch, Grouping, group_points
from infoview_analysis.themes.heads import Heads
from infoview_analysis.themes.labels import Closeness, label_of, theme_labels
from infoview_analysis.themes.model import ThemeModel, runs_for
from infoview_analysis.themes.stability import jaccard_stability, likeness_across_people, verdict
from infoview_analysis.themes.support import people_of, theme_support
from infoview_analysis.themes.vectors import unit_rows

if TYPE_CHECKING:
    from infoview_analysis.codebook import Codebook

DECIMALS = 4
Progress = Callable[[int, int], None]
Encode = Callable[[list[str]], NDArray]


@dataclass(frozen=True)
class Themes:
    """What recurs in a batch of interviews.

    Attributes
    ----------
    points : DataFrame
        The points given, in their order, with ``theme_id``, ``theme_confidence``, ``category``,
        ``category_confidence`` and ``asks_skills`` filled in.
    themes : DataFrame
        As ``frames.FRAMES["themes"]`` describes, ranked by people, then by points.
    members : dict of str to tuple of str
        theme_id → point_ids placed in it, the best exemplar first; a person's second quote comes after everybody's
        first.
    """

    points: pd.DataFrame
    themes: pd.DataFrame
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def exemplars(self, theme_id: str, k: int = 3) -> tuple[str, ...]:
        """Return the point_ids of ``k`` quotes that show a theme best, of different people where there are enough."""
        return self.members[theme_id][:k]


def find_themes(
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    vectors: Mapping[str, NDArray],
    *,
    codebook: Codebook | None = None,
    settings: ThemeSettings | None = None,
    earlier: Mapping[str, Sequence[str]] | None = None,
    heads: Heads | None = None,
    encode: Encode | None = None,
    names: Iterable[str] = (),
    progress: Progress | None = None,
) -> Themes:
    """Find the themes that recur in a batch of interviews.

    Parameters
    ----------
    points, interviews : DataFrame
        As described in ``frames.FRAMES``. A person is an ``interviewee``: two interviews of one person count once.
    vectors : mapping of str to ndarray of shape (d,)
        Unit vectors of the texts that ``texts_to_encode`` lists.
    codebook : Codebook, optional
        What the person decided: it holds.
    settings : ThemeSettings, optional
    earlier : mapping of str to sequence of str, optional
        theme_id → point_ids of the last run: a theme keeps its id when its members are mostly the same.
    heads : Heads, optional
        Trained on the vectors of the encoder; without them written descriptions decide on categories, and small talk
        is not left out first.
    encode : callable, optional
        Encodes a list of texts, as ``Encoder.encode`` does: phrases that could be labels are then weighed by their
        meaning too, not by their words alone.
    names : iterable of str
        Further names that are no labels, such as those of interviewers.
    progress : callable, optional
        Called as ``progress(done, total)``.

    Returns
    -------
    Themes

    Raises
    ------
    FrameError
        A frame lacks columns.
    EncoderError
        A text has no vector.
    """
    settings = settings or ThemeSettings()
    points = frames.conform(points, "points")
    own = tuple(codebook.themes) if codebook is not None else ()
    given = codebook.point_categories if codebook is not None else {}
    order = np.argsort(points["point_id"].to_numpy(object), kind="stable")
    ordered = points.iloc[order].reset_index(drop=True)
    batch = _batch(ordered, interviews, vectors, settings, heads)
    steps = _Steps(progress, settings.resamples)
    model = ThemeModel(
        settings.number or None,
        place_share=settings.place_share,
        max_points=settings.large,
        random_state=settings.seed,
    )
    steps.total += runs_for(min(len(points), settings.large))
    if len(batch.point_ids):
        grouping = group_points(
            batch, model, own=own, wordings=vectors, earlier=earlier or {}, min_people=settings.min_people,
            progress=steps,
        )  # fmt: skip
    else:
        grouping = Grouping([], np.zeros(0), {theme.theme_id: [] for theme in own}, 0)
    own_probabilities = category_probabilities(ordered, vectors, heads)
    probabilities = own_probabilities
    stability = _stability(batch, grouping, settings, steps)
    themes = _themes_frame(
        ordered, interviews, batch, grouping, probabilities, stability, own=own, given=given, names=names, encode=encode
    )
    steps.finish()
    if heads is not None:
        probabilities = with_their_themes(probabilities, grouping.theme_of, batch.point_ids, given)
    filled = _filled(ordered, grouping, probabilities, own_probabilities, given)
    back = np.empty(len(order), dtype=int)
    back[order] = np.arange(len(order))
    filled = filled.iloc[back].set_axis(points.index)
    members = {theme: tuple(batch.point_ids[row] for row in grouping.rows[theme]) for theme in themes["theme_id"]}
    return Themes(frames.conform(filled, "points"), themes, members)


class _Steps:
    """Progress over the two long steps, counted in runs."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress, self.total, self.before, self.done = progress, total, 0, 0

    def __call__(self, done: int) -> None:
        self.done = max(self.done, self.before + done)
        if self.progress:
            self.progress(self.done, self.total)

    def next_stage(self) -> None:
        self.before = self.done

    def finish(self) -> None:
        if self.progress:
            self.progress(self.total, self.total)


def _batch(
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    vectors: Mapping[str, NDArray],
    settings: ThemeSettings,
    heads: Heads | None,
) -> Batch:
    people = people_of(points, interviews).tolist()
    weights = ContextWeights(settings.heading_weight, settings.neighbour_weight)
    return Batch(
        point_ids=points["point_id"].tolist(),
        plain=points["plain"].astype(str).tolist(),
        people=people,
        codes=np.unique(np.asarray(people, dtype=object), return_inverse=True)[1] if people else np.zeros(0, int),
        vectors=point_vectors(points, vectors, weights),
        words=unit_rows(vectors_of(points["plain"].astype(str), vectors)),
        worth=np.ones(len(points)) if heads is None else heads.worth(points, vectors),
    )


def _stability(batch: Batch, grouping: Grouping, settings: ThemeSettings, steps: _Steps) -> dict[str, float]:
    themes = list(grouping.rows)
    if len(batch.point_ids) > settings.large:
        return dict.fromkeys(themes, float("nan"))
    steps.next_stage()
    found = jaccard_stability(
        batch.vectors,
        batch.codes,
        [np.asarray(grouping.rows[theme], dtype=int) for theme in themes],
        grouping.n_groups,
        resamples=settings.resamples,
        seed=settings.seed,
        progress=steps,
    )
    return dict(zip(themes, found.tolist(), strict=True))


def _themes_frame(
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    batch: Batch,
    grouping: Grouping,
    probabilities: NDArray,
    stability: Mapping[str, float],
    *,
    own: Sequence,
    given: Mapping[str, str],
    names: Iterable[str],
    encode: Encode | None,
) -> pd.DataFrame:
    """Return the themes frame, ranked by people, then points, then id."""
    if not grouping.rows:
        return frames.empty("themes")
    n_people = len({" ".join(str(name).split()).casefold() for name in interviews["interviewee"]} | set(batch.people))
    support = theme_support(pd.Series(grouping.theme_of, dtype="str"), pd.Series(batch.people, dtype="str"), n_people)
    barred = [*names, *interviews["interviewee"].dropna(), *interviews["company"].dropna()]
    headings = ["" if pd.isna(heading) else str(heading) for heading in points["heading"]]
    closeness = _phrase_closeness(batch, grouping, encode) if encode is not None else None
    phrases = theme_labels(grouping.rows, batch.plain, batch.people, headings, names=barred, closeness=closeness)
    members_of = [np.asarray(members, dtype=int) for members in grouping.rows.values()]
    likeness = dict(
        zip(grouping.rows, likeness_across_people(batch.words, batch.codes, members_of).tolist(), strict=True)
    )
    named = {theme.theme_id: theme for theme in own}
    rows = []
    for theme, members in grouping.rows.items():
        counts = _as_numbers(support.loc[theme]) if theme in support.index else _nobody(n_people)
        person = named.get(theme)
        keywords = person.keywords if person and person.keywords else phrases[theme]
        label = person.name if person else label_of(phrases[theme], batch.plain[members[0]])
        ids = [batch.point_ids[row] for row in members]
        category = theme_category(probabilities[members], [given.get(i) for i in ids]) if members else None
        steady = stability[theme]
        rows.append(
            {
                "theme_id": theme,
                "label": label,
                "keywords": "; ".join(keywords) or None,
                "category": (person.category if person and person.category else category),
                **counts,
                "stability": None if np.isnan(steady) else round(steady, DECIMALS),
                "exemplar_point_id": ids[0] if ids else None,
                "status": "confirmed" if person else "discovered",
                "verdict": verdict(
                    steady,
                    likeness[theme],
                    int(counts["n_interviews"]),
                    n_interviewed=n_people,
                    n_points=len(batch.point_ids),
                ),
                "definition": person.definition if person and person.definition else None,
            }
        )
    table = pd.DataFrame(rows).sort_values(
        ["n_interviews", "n_points", "theme_id"], ascending=[False, False, True], ignore_index=True
    )
    return frames.conform(table, "themes")


def _phrase_closeness(batch: Batch, grouping: Grouping, encode: Encode) -> Closeness:
    """Return how near a phrase is to a theme's words: its cosine to their mean, less its mean cosine to all themes."""
    themes = [theme for theme, rows in grouping.rows.items() if rows]
    means = unit_rows(np.stack([batch.words[grouping.rows[theme]].mean(axis=0) for theme in themes]))

    def closeness(phrases: list[str], theme: str) -> NDArray:
        similarity = np.asarray(encode(phrases), dtype=float) @ means.T
        return similarity[:, themes.index(theme)] - similarity.mean(axis=1)

    return closeness


def _as_numbers(row: pd.Series | pd.DataFrame) -> dict[str, float]:
    return {str(name): float(value) for name, value in zip(row.index, row.to_numpy(), strict=True)}


def _nobody(n_people: int) -> dict[str, float]:
    """Return the support of a theme nobody speaks of."""
    low, high = wilson_interval([0], [n_people])
    return {
        "n_interviews": 0,
        "n_points": 0,
        "share": 0.0,
        "share_low": float(low[0]),
        "share_high": float(high[0].round(6)),
    }


def _filled(
    points: pd.DataFrame,
    grouping: Grouping,
    probabilities: NDArray,
    own_probabilities: NDArray,
    given: Mapping[str, str],
) -> pd.DataFrame:
    """Return the points with theme and category, confidences rounded; ``asks_skills`` is by a point's own words."""
    ids = points["point_id"].tolist()
    categories = point_categories(probabilities, ids, given)
    placed = np.array([theme is not None for theme in grouping.theme_of], dtype=bool)
    return points.assign(
        theme_id=pd.Series(grouping.theme_of, dtype="str", index=points.index),
        theme_confidence=pd.Series(
            np.where(placed, grouping.confidence.round(DECIMALS), np.nan), dtype="Float64", index=points.index
        ),
        category=categories["category"].astype("str").to_numpy(),
        category_confidence=categories["category_confidence"].to_numpy(),
        asks_skills=skills_asked(own_probabilities, ids, given),
    )
