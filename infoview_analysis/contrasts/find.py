"""Contrasting views of a batch of notes: propositions, the quotes that bear on them, sides, people, reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infoview_analysis import frames
from infoview_analysis.contrasts.ask_next import ask_next
from infoview_analysis.contrasts.attributes import comparable_attributes
from infoview_analysis.contrasts.consensus import consensus, mixed_tone
from infoview_analysis.contrasts.gather import reading_list, relevance
from infoview_analysis.contrasts.judges.protocol import Judge
from infoview_analysis.contrasts.propose import Candidate, propose
from infoview_analysis.contrasts.proposition import Proposition, no_marks
from infoview_analysis.contrasts.reasons_given import reasons_given
from infoview_analysis.contrasts.sides import quotes_with_sides
from infoview_analysis.contrasts.stances import people_counts, stances
from infoview_analysis.contrasts.summary import ContrastSummary, no_contrasts
from infoview_analysis.contrasts.why import pooled_reasons, reasons
from infoview_analysis.readers.document import Problem
from infoview_analysis.settings import ContrastSettings
from infoview_analysis.themes.context import point_vectors, reading_order, vectors_of
from infoview_analysis.themes.heads import Heads
from infoview_analysis.themes.support import people_of
from infoview_analysis.themes.vectors import unit_rows

Encode = Callable[[Sequence[str]], NDArray]
SIDED_HEAD = "takes_side"
COUNTED = ("likely", "possible")  # levels of suggestions that are counted; unclear ones never are


@dataclass(frozen=True)
class _Notes:
    """The points in order of reading: who said each, its two vectors, and how likely it takes a side on anything."""

    points: pd.DataFrame
    people: pd.Series
    words: NDArray
    places: NDArray
    sided: NDArray | None


def find_contrasts(
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    themes: pd.DataFrame,
    vectors: Mapping[str, NDArray],
    *,
    propositions: Sequence[Proposition] = (),
    marks: pd.DataFrame | None = None,
    encode: Encode,
    judge: Judge | None = None,
    settings: ContrastSettings | None = None,
    heads: Heads | None = None,
) -> ContrastSummary:
    """Return who stands where on which proposition, and why.

    Parameters
    ----------
    points, interviews, themes : DataFrame
        As described in ``frames.FRAMES``.
    vectors : mapping of str to ndarray
        The vector of each text that ``texts_to_encode`` lists.
    propositions : sequence of Proposition
        The person's own, and those marked in the notes. Further ones are proposed.
    marks : DataFrame, optional
        Of :func:`infoview_analysis.contrasts.proposition.marks_frame`. What counts people goes by these alone.
    encode : callable
        Texts to vectors, of the encoder that made ``vectors``.
    judge : Judge, optional
        Suggests sides beside the cues.
    settings : ContrastSettings, optional
    heads : Heads, optional
        The encoder's heads; with the one that tells whether a point takes a side, better sentences are proposed.

    Returns
    -------
    ContrastSummary
    """
    settings = settings or ContrastSettings()
    marks = no_marks() if marks is None else marks
    if points.empty:
        return no_contrasts()
    notes = _notes(points, interviews, vectors, heads)
    candidates = _candidates(notes, propositions, settings)
    everything = (*propositions, *(candidate.proposition for candidate in candidates))
    quotes, problems = _quotes(notes, everything, candidates, marks, encode, judge, settings)
    problems = (*_lost_marks(marks, everything, points), *problems)
    attributes = comparable_attributes(interviews)
    people = _people(notes, interviews, quotes, everything)
    held = people.loc[people["status"] == "marked", ["contrast_id", "person", "side"]]
    tested = reasons(held, attributes, shuffles=settings.shuffles, seed=settings.seed)
    contrasts = _contrasts(everything, candidates, quotes, people, tested, notes)
    ranks = {name: place for place, name in enumerate(contrasts["contrast_id"])}
    quotes, people, tested = (
        frame.sort_values("contrast_id", key=lambda ids: ids.map(ranks), kind="stable", ignore_index=True)
        for frame in (quotes, people, tested)
    )
    by_id = {proposition.contrast_id: proposition for proposition in everything}
    return ContrastSummary(
        propositions=tuple(by_id[name] for name in contrasts["contrast_id"]),
        contrasts=contrasts,
        contrast_points=quotes,
        contrast_people=people,
        contrast_reasons=tested,
        pooled_reasons=pooled_reasons(held, attributes, shuffles=settings.shuffles, seed=settings.seed),
        consensus=consensus(contrasts, held),
        mixed_tone=mixed_tone(notes.points, notes.people, themes, contrasts),
        reasons_given=reasons_given(quotes, notes.points),
        ask_next=ask_next(contrasts, held, attributes),
        problems=tuple(dict.fromkeys(problems)),
        judge=judge.name if judge is not None else "cues",
    )


def _notes(
    points: pd.DataFrame, interviews: pd.DataFrame, vectors: Mapping[str, NDArray], heads: Heads | None
) -> _Notes:
    order, _ = reading_order(points)
    ordered = points.iloc[order].reset_index(drop=True)
    words = unit_rows(vectors_of(ordered["plain"].astype(str), vectors))
    sided = None
    if heads is not None and SIDED_HEAD in heads.yes_or_no:
        # Six digits: the choice of sentences must not hang on the last bits of a product.
        sided = heads.probability(SIDED_HEAD, ordered, vectors).round(6)
    return _Notes(ordered, people_of(ordered, interviews), words, point_vectors(ordered, vectors), sided)


def _candidates(notes: _Notes, given: Sequence[Proposition], settings: ContrastSettings) -> list[Candidate]:
    known = {proposition.contrast_id for proposition in given}
    codes = pd.factorize(notes.people, sort=True)[0]
    taken = tuple(proposition.statement for proposition in given)
    found = propose(notes.points, codes, notes.words, notes.places, n=settings.proposed, taken=taken, sided=notes.sided)
    return [candidate for candidate in found if candidate.proposition.contrast_id not in known]


def _quotes(
    notes: _Notes,
    propositions: Sequence[Proposition],
    candidates: Sequence[Candidate],
    marks: pd.DataFrame,
    encode: Encode,
    judge: Judge | None,
    settings: ContrastSettings,
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Return the quotes of all propositions, and what the judge could not do."""
    if not propositions:
        return frames.empty("contrast_points"), ()
    by_id = {candidate.proposition.contrast_id: candidate for candidate in candidates}
    statements = unit_rows(np.asarray(encode([proposition.statement for proposition in propositions]), dtype=float))
    codes = pd.factorize(notes.people, sort=True)[0]
    ids = notes.points["point_id"].to_numpy(object)
    tables: list[pd.DataFrame] = []
    problems: list[Problem] = []
    for number, proposition in enumerate(propositions):
        scores = relevance(
            _asked(statements[number], by_id.get(proposition.contrast_id), notes), notes.words, notes.places
        )[0]
        table, more = quotes_with_sides(
            notes.points,
            proposition,
            marks[marks["contrast_id"] == proposition.contrast_id],
            reading_list(scores, codes, ids, settings.read),
            scores,
            candidate=by_id.get(proposition.contrast_id),
            judge=judge,
        )
        tables.append(table.astype(object))
        problems.extend(more)
    return frames.conform(pd.concat(tables, ignore_index=True), "contrast_points"), tuple(problems)


def _asked(statement: NDArray, candidate: Candidate | None, notes: _Notes) -> NDArray:
    """Return the vector to gather by, shape (1, d); of a proposed sentence with the group that it was taken from.

    A sentence out of a note may leave out what it is about ("no exceptions"); its group tells.
    """
    if candidate is None:
        return statement[None]
    group = notes.words[[*candidate.side_for, *candidate.side_against]].mean(axis=0)
    return unit_rows((statement + 2 * unit_rows(group[None])[0])[None])


def _lost_marks(marks: pd.DataFrame, propositions: Sequence[Proposition], points: pd.DataFrame) -> tuple[Problem, ...]:
    """Return a warning for marks that belong to no proposition or to no quote."""
    names = {proposition.contrast_id for proposition in propositions}
    lost = ~marks["contrast_id"].isin(names) | ~marks["point_id"].isin(points["point_id"])
    return tuple(
        Problem(
            "codebook.yaml",
            None,
            "warning",
            "lost-mark",
            f"The mark {mark.side!r} on quote {mark.point_id} of proposition {mark.contrast_id} belongs to nothing that"
            " was read; it is kept and not counted. Was the note removed, or the sentence?",
        )
        for mark in marks[lost].itertuples()
    )


def _people(
    notes: _Notes, interviews: pd.DataFrame, quotes: pd.DataFrame, propositions: Sequence[Proposition]
) -> pd.DataFrame:
    """Return one row a proposition and person: by marks, else by counted suggestions, else open or silent."""
    keys = people_of(interviews, interviews)
    names = pd.Series(interviews["interviewee"].to_numpy(object), index=keys.to_numpy(object))
    names = names[~names.index.duplicated()].sort_index()
    person = dict(zip(notes.points["point_id"], notes.people, strict=True))
    said = quotes.assign(person=quotes["point_id"].map(person))
    said = said[said["person"].isin(names.index)]
    facts = stances(said[said["status"] != "suggested"])
    hinted = stances(said[(said["status"] == "suggested") & said["confidence"].isin(COUNTED)])
    waiting = said[["contrast_id", "person"]].drop_duplicates().assign(side="open", status="open")
    ids = [proposition.contrast_id for proposition in propositions]
    everybody = pd.MultiIndex.from_product([ids, names.index], names=["contrast_id", "person"]).to_frame(index=False)
    stacked = pd.concat(
        [
            facts.assign(status="marked"),
            hinted.assign(status="suggested"),
            waiting,
            everybody.assign(side="silent", status="silent"),
        ],
        ignore_index=True,
    )
    found = stacked.drop_duplicates(["contrast_id", "person"], keep="first")
    found = found.assign(interviewee=found["person"].map(names))
    order = ["contrast_id", "person", "interviewee", "side", "status"]
    return frames.conform(found[order].sort_values(["contrast_id", "person"], ignore_index=True), "contrast_people")


def _contrasts(
    propositions: Sequence[Proposition],
    candidates: Sequence[Candidate],
    quotes: pd.DataFrame,
    people: pd.DataFrame,
    tested: pd.DataFrame,
    notes: _Notes,
) -> pd.DataFrame:
    """Return the propositions with their counts, ranked: the person's own first, by people on the smaller side."""
    marked = people_counts(people[people["status"] == "marked"])
    hinted = people_counts(people[people["status"] == "suggested"])
    states = pd.crosstab(people["contrast_id"], people["status"]).reindex(columns=["open", "silent"], fill_value=0)
    facts = quotes[quotes["status"] != "suggested"].groupby("contrast_id").size()
    gathered = quotes.groupby("contrast_id").size()
    best = tested.dropna(subset=["p"]).drop_duplicates("contrast_id").set_index("contrast_id")
    points_themes = notes.points.set_index("point_id")["theme_id"]
    scores = {candidate.proposition.contrast_id: candidate.score for candidate in candidates}
    rows = []
    for proposition in propositions:
        name = proposition.contrast_id
        sides = [int(marked[column].get(name, 0)) for column in ("n_for", "n_against", "n_depends")]
        hints = [int(hinted[column].get(name, 0)) for column in ("n_for", "n_against", "n_depends")]
        n_open, n_marked = int(states["open"].get(name, 0)), int(facts.get(name, 0))
        waits = n_open + sum(hints) > 0
        rows.append(
            {
                "contrast_id": name,
                "theme_id": proposition.theme_id or _theme(quotes[quotes["contrast_id"] == name], points_themes),
                "proposition": proposition.statement,
                "n_for": sides[0],
                "n_against": sides[1],
                "n_depends": sides[2],
                "score": _score(scores.get(name), sides, hints),
                "explained_by": best["attribute"].get(name),
                "explained_p": best["p"].get(name),
                "explained_q": best["q"].get(name),
                "origin": proposition.origin,
                "status": "open" if not n_marked else "partly marked" if waits else "marked",
                "source_point_id": proposition.source_point_id,
                "n_marked_points": n_marked,
                "n_gathered": int(gathered.get(name, 0)),
                "n_suggested_for": hints[0],
                "n_suggested_against": hints[1],
                "n_suggested_depends": hints[2],
                "n_open": n_open,
                "n_silent": int(states["silent"].get(name, 0)),
            }
        )
    if not rows:
        return frames.empty("contrasts")
    table = frames.conform(pd.DataFrame(rows), "contrasts")
    return table.sort_values(["score", "contrast_id"], ascending=[False, True], kind="stable", ignore_index=True)


def _score(proposed: float | None, sides: Sequence[int], hints: Sequence[int]) -> float:
    """Return the rank: proposed sentences below 1, the person's own above, by people on the smaller side."""
    if proposed is not None and not sum(sides):
        return round(0.99 * proposed, 6)
    smaller, everyone = min(sides[0], sides[1]), sum(sides)
    return 1.0 + smaller + everyone / 1e3 + min(hints[0], hints[1]) / 1e6


def _theme(quotes: pd.DataFrame, themes: pd.Series) -> str | None:
    """Return the theme most of the quotes belong to: of the marked ones if there are any, else of the first eight."""
    facts = quotes[quotes["status"] != "suggested"]
    ids = facts["point_id"] if len(facts) else quotes["point_id"].head(8)
    counts = themes.reindex(ids).dropna().value_counts()
    return min(counts.index[counts == counts.max()]) if len(counts) else None
