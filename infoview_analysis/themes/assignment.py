"""The person's themes take their points: what was named, confirmed and rejected teaches where the rest belongs.

Each own theme becomes a vector made of its wording, its confirmed quotes and the points it had before. The vector is
drawn towards the points that lie nearest to it, so that few quotes reach far. A point then stays with the theme that
was discovered for it, or goes to the own theme that lies nearer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from infoview_analysis.themes.context import vectors_of
from infoview_analysis.themes.identity import MOSTLY, is_discovered
from infoview_analysis.themes.placement import closeness_to_others
from infoview_analysis.themes.vectors import group_means, unit_rows

if TYPE_CHECKING:
    from infoview_analysis.codebook import CodebookTheme

NAME_WEIGHT = 2.0  # in confirmed quotes
WORDING_WEIGHT = 1.0  # definition, and keywords, each
TONE_SHARE = 0.5  # of the batch's mean vector that is taken out of wordings
# How far a theme without quotes is drawn to the points nearest to it, less with quotes: so far beside discovered groups
# that stand, and further the fewer of them there are, as the points can then hardly belong to anything else.
PULL, PULL_ALONE = 0.4, 1.4
SHARPNESS = 20.0  # of the shares by which points draw a theme
ROUNDS = 8
HEAD_START = 0.1  # in cosine: what the person named comes before what was discovered; less with quotes
RELATED = 0.15  # least cosine at which a discovered theme gives way to an own one


@dataclass(frozen=True)
class Decisions:
    """The person's decisions as rows of the batch.

    Attributes
    ----------
    themes : sequence of CodebookTheme
    confirmed : ndarray of int, shape (n,)
        Number of the theme a point was confirmed for; -1: none.
    barred : ndarray of bool, shape (n, n_themes)
        Where a point must not come.
    anchors : ndarray of bool, shape (n, n_themes)
        Points that a theme had when the person named it.
    """

    themes: Sequence[CodebookTheme]
    confirmed: NDArray
    barred: NDArray
    anchors: NDArray

    @classmethod
    def from_codebook(cls, themes: Sequence[CodebookTheme], point_ids: Sequence[str]) -> Decisions:
        """Look the codebook's point_ids up in the batch; a confirmation stands above a rejection."""
        row_of = {point: row for row, point in enumerate(point_ids)}
        confirmed = np.full(len(point_ids), -1)
        barred = np.zeros((len(point_ids), len(themes)), dtype=bool)
        anchors = np.zeros((len(point_ids), len(themes)), dtype=bool)
        for number, theme in enumerate(themes):
            barred[[row_of[p] for p in theme.rejected if p in row_of], number] = True
            anchors[[row_of[p] for p in theme.anchors if p in row_of], number] = True
            for point in theme.confirmed:
                if point in row_of and confirmed[row_of[point]] < 0:
                    confirmed[row_of[point]] = number
        for row in np.flatnonzero(confirmed >= 0):
            barred[row, confirmed[row]] = False
        return cls(themes, confirmed, barred, anchors & ~barred)

    def only_named(self, claims: Sequence[int]) -> NDArray:
        """Return the themes that continue discovered groups and were given nothing but a name, shape (n_themes,)."""
        return np.array(
            [
                number in claims and not (theme.definition or theme.keywords or (self.confirmed == number).any())
                for number, theme in enumerate(self.themes)
            ],
            dtype=bool,
        )


@dataclass(frozen=True)
class Assignment:
    """Where the points go.

    Attributes
    ----------
    own : ndarray of int, shape (n,)
        Number of the own theme; -1: it stays with its group, if that still stands.
    closeness : ndarray of float, shape (n,)
        Cosine to the theme or group it goes to; 1 for confirmed points.
    standing : ndarray of bool, shape (n_groups,)
        Groups that remain themes of their own.
    """

    own: NDArray
    closeness: NDArray
    standing: NDArray


def theme_wordings(theme: CodebookTheme) -> list[str]:
    """Return the texts that say what an own theme is about: name, definition, keywords joined; none empty."""
    return [text for text in (theme.name, theme.definition, ", ".join(theme.keywords)) if text.strip()]


def claimed_groups(
    themes: Sequence[CodebookTheme], groups: Sequence[set[str]], earlier: Mapping[str, Sequence[str]]
) -> list[int]:
    """Return for each discovered group the own theme that it continues, or -1.

    An own theme made of discovered ones (named, or merged) claims each group that holds most of the points it had when
    the person named it, or that mostly consists of them. Only where the codebook does not say which points those were
    does the last run count; so a second run on the same notes finds the same.
    """
    known = []
    for theme in themes:
        before = set(theme.anchors)
        if not before:
            made_of = [i for i in (theme.theme_id, *theme.merged) if is_discovered(i)]
            before = {point for theme_id in made_of for point in earlier.get(theme_id, ())}
        known.append(before - set(theme.rejected))
    claims = []
    for group in groups:
        shared = [len(group & before) for before in known]
        best = int(np.argmax(shared)) if shared else -1
        smaller = min(len(group), len(known[best])) if shared else 0
        claims.append(best if shared and shared[best] > 1 and shared[best] >= MOSTLY * smaller else -1)
    return claims


def assign(
    vectors: NDArray,
    words: NDArray,
    groups: NDArray,
    claims: Sequence[int],
    decisions: Decisions,
    wordings: Mapping[str, NDArray],
) -> Assignment:
    """Return which points go to the person's themes, and which discovered groups remain.

    Parameters
    ----------
    vectors : ndarray of shape (n, d)
        Points in their context, unit rows.
    words : ndarray of shape (n, d)
        The same points without context: the space the wordings live in.
    groups : ndarray of int, shape (n,)
        Discovered group of each point, from 0.
    claims : sequence of int
        Own theme that a group continues, or -1.
    decisions : Decisions
    wordings : mapping of str to ndarray of shape (d,)
        Vectors of the texts of ``theme_wordings``.
    """
    claim_of = np.asarray(claims)[groups]
    # A theme that was only renamed or merged keeps its points and draws no others.
    foreign = decisions.only_named(claims)[None, :] & (claim_of[:, None] != np.arange(len(decisions.themes)))
    decisions = replace(decisions, barred=decisions.barred | foreign)
    tone = TONE_SHARE * words.mean(axis=0)
    themes = decisions.themes
    seeds = np.zeros((len(themes), vectors.shape[1]))
    n_known = np.zeros(len(themes))
    for number, theme in enumerate(themes):
        weights = [NAME_WEIGHT, *[WORDING_WEIGHT] * 2]
        texts = unit_rows(vectors_of(theme_wordings(theme), wordings) - tone)
        seeds[number] = sum((w * t for w, t in zip(weights, texts, strict=False)), np.zeros(vectors.shape[1]))
        had = claim_of == number if number in claims else decisions.anchors[:, number]
        known = (decisions.confirmed == number) | (had & ~decisions.barred[:, number])
        seeds[number] += vectors[known].sum(axis=0)
        n_known[number] = known.sum()
    seeds = unit_rows(seeds)
    free = np.asarray(claims) < 0
    rivals = unit_rows(group_means(vectors, groups, len(free)))
    standing = free & ~_covered(rivals, seeds[~np.isin(np.arange(len(themes)), claims)])
    head_start = HEAD_START / (1.0 + n_known)
    prototypes = _drawn(vectors, seeds, n_known, head_start, rivals[standing], decisions)
    return _nearest(vectors, groups, standing, claim_of, prototypes, head_start, decisions)


def _covered(rivals: NDArray, seeds: NDArray) -> NDArray:
    """Return the discovered groups that own themes take the place of, as booleans of shape (n_groups,).

    Own themes that continue a group have their place already. Another one replaces the group it is most like, each at
    most one (Hungarian method); and a group that is more like an own theme than like any other group gives way too.
    """
    if not len(seeds):
        return np.zeros(len(rivals), dtype=bool)
    alike = rivals @ seeds.T
    among = rivals @ rivals.T
    np.fill_diagonal(among, -1.0)
    covered = alike.max(axis=1) > among.max(axis=1, initial=RELATED)
    rows, columns = linear_sum_assignment(-alike)
    covered[rows[alike[rows, columns] > RELATED]] = True
    return covered


def _drawn(
    vectors: NDArray, seeds: NDArray, n_known: NDArray, head_start: NDArray, rivals: NDArray, decisions: Decisions
) -> NDArray:
    """Return the own themes' vectors, drawn towards the points nearest to them (soft k-means with anchored means)."""
    own_share = len(seeds) / max(len(seeds) + len(rivals), 1)
    pull = ((PULL + PULL_ALONE * own_share**2) / (1.0 + n_known / 3.0))[:, None]
    prototypes = seeds
    held = decisions.confirmed >= 0
    for _ in range(ROUNDS):
        logits = SHARPNESS * (vectors @ np.concatenate([prototypes, rivals]).T)
        logits[:, : len(seeds)] += np.where(decisions.barred, -np.inf, SHARPNESS * head_start)
        # A point barred from every theme, where no group is left, belongs nowhere.
        top = np.maximum(logits.max(axis=1, keepdims=True), -1e9)
        shares = np.exp(logits - top)
        shares = (shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12))[:, : len(seeds)]
        shares[held] = np.eye(len(seeds))[decisions.confirmed[held]]
        prototypes = unit_rows(seeds + pull * unit_rows(shares.T @ vectors))
    return prototypes


def _nearest(
    vectors: NDArray,
    groups: NDArray,
    standing: NDArray,
    claim_of: NDArray,
    prototypes: NDArray,
    head_start: NDArray,
    decisions: Decisions,
) -> Assignment:
    """Let each point go to the nearest own theme, or stay with its group."""
    n = len(vectors)
    similarity = np.where(decisions.barred, -np.inf, vectors @ prototypes.T)
    in_group = closeness_to_others(vectors, groups)
    # The points of a group that an own theme continues are as near to it as they were to the group.
    rows = np.flatnonzero(claim_of >= 0)
    rows = rows[~decisions.barred[rows, claim_of[rows]]]
    similarity[rows, claim_of[rows]] = np.maximum(similarity[rows, claim_of[rows]], in_group[rows])
    own = (similarity + head_start).argmax(axis=1)
    best = similarity[np.arange(n), own]
    stays = standing[groups] & (in_group >= best + head_start[own])
    nowhere = ~np.isfinite(best)
    closeness = np.where(stays, in_group, np.where(nowhere, 0.0, best))
    own = np.where(stays | nowhere, -1, own)
    held = decisions.confirmed >= 0
    return Assignment(
        own=np.where(held, decisions.confirmed, own), closeness=np.where(held, 1.0, closeness), standing=standing
    )
