"""From points to groups that bear ids: discovered themes and the person's own, with what each point scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from infoview_analysis.themes.assignment import Decisions, assign, claimed_groups
from infoview_analysis.themes.exemplars import rank_exemplars
from infoview_analysis.themes.identity import match_themes, new_theme_id
from infoview_analysis.themes.model import ThemeModel
from infoview_analysis.themes.placement import TO_OWN

if TYPE_CHECKING:
    from infoview_analysis.codebook import CodebookTheme

# Own themes are asked for by the person: a point goes there unless it is plainly something else.
LEAST_CONFIDENCE = 0.15


@dataclass(frozen=True)
class Batch:
    """The points of a run as rows, in the order of their point_ids.

    Attributes
    ----------
    point_ids, plain, people : list of str
    codes : ndarray of int, shape (n,)
        ``people`` as numbers.
    vectors, words : ndarray of shape (n, d)
        Unit rows with and without context.
    worth : ndarray of float, shape (n,)
        How likely each point belongs to any theme, around 1.
    """

    point_ids: list[str]
    plain: list[str]
    people: list[str]
    codes: NDArray
    vectors: NDArray
    words: NDArray
    worth: NDArray


@dataclass(frozen=True)
class Grouping:
    """Themes as rows of a batch.

    Attributes
    ----------
    theme_of : list of str or None
        theme_id of each point.
    confidence : ndarray of float, shape (n,)
    rows : dict of str to list of int
        theme_id → rows of its points, the best exemplar first; own themes without points too.
    n_groups : int
        Groups that the points fell into before the person's decisions.
    """

    theme_of: list[str | None]
    confidence: NDArray
    rows: dict[str, list[int]]
    n_groups: int


def group_points(
    batch: Batch,
    model: ThemeModel,
    *,
    own: Sequence[CodebookTheme],
    wordings: Mapping[str, NDArray],
    earlier: Mapping[str, Sequence[str]],
    min_people: int,
    progress: Callable[[int], None] | None = None,
) -> Grouping:
    """Return the themes of a batch.

    Parameters
    ----------
    batch : Batch
    model : ThemeModel
        Not yet fitted.
    own : sequence of CodebookTheme
    wordings : mapping of str to ndarray of shape (d,)
    earlier : mapping of str to sequence of str
        theme_id → point_ids of the last run.
    min_people : int
        Discovered themes of fewer people are dissolved; their points stay unplaced.
    progress : callable, optional
    """
    model.fit(batch.vectors, people=batch.codes, worth=batch.worth, progress=progress)
    keys: list[str | None] = [f"{label}" if label >= 0 else None for label in model.labels_]
    confidence = model.confidence_.copy()
    if own:
        keys, confidence = _with_own(batch, model, own, wordings, earlier)
    own_ids = [theme.theme_id for theme in own]
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(keys):
        if key is not None:
            rows.setdefault(key, []).append(row)
    own_rows = {theme: rows.pop(f"own {number}", []) for number, theme in enumerate(own_ids)}
    found = [
        members
        for _, members in sorted(rows.items(), key=lambda item: int(item[0]))
        if len({batch.people[row] for row in members}) >= min_people and len(members) >= 2
    ]
    named = _named(batch, found, own, earlier)
    themes = {theme: _ranked(batch, members) for theme, members in {**own_rows, **named}.items()}
    theme_of: list[str | None] = [None] * len(keys)
    for theme, members in themes.items():
        for row in members:
            theme_of[row] = theme
    return Grouping(theme_of, confidence, themes, model.n_themes_)


def _with_own(
    batch: Batch,
    model: ThemeModel,
    own: Sequence[CodebookTheme],
    wordings: Mapping[str, NDArray],
    earlier: Mapping[str, Sequence[str]],
) -> tuple[list[str | None], NDArray]:
    """Return the key of each point's group and its confidence, after the person's themes took what is theirs."""
    # Where nothing was discovered, all points are one group that is no theme.
    groups = np.maximum(model.nearest_, 0)
    n_groups = max(model.n_themes_, 1)
    members = [{batch.point_ids[row] for row in np.flatnonzero(model.labels_ == group)} for group in range(n_groups)]
    decisions = Decisions.from_codebook(own, batch.point_ids)
    claims = claimed_groups(own, members, earlier)
    assignment = assign(batch.vectors, batch.words, groups, claims, decisions, wordings)
    odds = TO_OWN.intercept + TO_OWN.closeness * assignment.closeness
    likely = np.minimum(batch.worth / (1.0 + np.exp(-odds)), 1.0)
    in_own = np.where(decisions.confirmed >= 0, 1.0, likely)
    continued = (np.asarray(claims)[groups] == assignment.own) & (assignment.own >= 0)
    in_own = np.where(continued, np.maximum(in_own, model.confidence_), in_own)
    keys: list[str | None] = []
    for row, number in enumerate(assignment.own):
        group = model.labels_[row]
        if number >= 0:
            placed = group >= 0 if continued[row] else in_own[row] >= LEAST_CONFIDENCE
            keys.append(f"own {number}" if placed else None)
        else:
            keys.append(f"{group}" if group >= 0 and assignment.standing[group] else None)
    return keys, np.where(assignment.own >= 0, in_own, model.confidence_)


def _named(
    batch: Batch, found: list[list[int]], own: Sequence[CodebookTheme], earlier: Mapping[str, Sequence[str]]
) -> dict[str, list[int]]:
    """Return discovered groups by id: the id they had, or a new one made of their exemplar."""
    taken = {theme.theme_id for theme in own} | {other for theme in own for other in theme.merged}
    before = {theme: points for theme, points in earlier.items() if theme not in taken}
    groups = [{batch.point_ids[row] for row in members} for members in found]
    matched = match_themes(groups, before)
    taken |= set(before)
    named: dict[str, list[int]] = {}
    for theme, members in zip(matched, found, strict=True):
        if theme is None:
            theme = new_theme_id(batch.point_ids[_ranked(batch, members)[0]], taken)
            taken.add(theme)
        named[theme] = members
    return named


def _ranked(batch: Batch, members: list[int]) -> list[int]:
    order = rank_exemplars(
        batch.vectors[members], [batch.plain[row] for row in members], [batch.people[row] for row in members]
    )
    return [members[place] for place in order]
