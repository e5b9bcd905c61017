"""From what the person decided and the notes say to the contrasting views: the one call of the synthesis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from numpy.typing import NDArray

from infoview_analysis.contrasts.book import PropositionBook
from infoview_analysis.contrasts.find import find_contrasts
from infoview_analysis.contrasts.inline import InlineMarks, inline_marks, loose_tags
from infoview_analysis.contrasts.judges.protocol import Judge
from infoview_analysis.contrasts.proposition import Proposition, marks_frame
from infoview_analysis.contrasts.summary import FRAME_NAMES, ContrastSummary
from infoview_analysis.frames import conform
from infoview_analysis.identity import word_key
from infoview_analysis.readers.document import Document, Problem
from infoview_analysis.settings import ContrastSettings
from infoview_analysis.themes.heads import Heads

_MOST_PROPOSED = 200


def summarize_contrasts(
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    themes: pd.DataFrame,
    vectors: Mapping[str, NDArray],
    *,
    book: PropositionBook,
    encode: Callable[[Sequence[str]], NDArray],
    documents: Iterable[Document] = (),
    judge: Judge | None = None,
    settings: ContrastSettings | None = None,
    heads: Heads | None = None,
) -> ContrastSummary:
    """Return who stands where on what the person asks, what the notes tag, and what is worth asking.

    Parameters
    ----------
    points, interviews, themes : DataFrame
        As described in ``frames.FRAMES``; points are placed in themes.
    vectors : mapping of str to array
        Text → vector.
    book : PropositionBook
        The codebook's propositions; those called not worth asking are neither shown nor proposed.
    encode : callable
        Texts → vectors, for the statements.
    documents : iterable of Document
        What the readers returned, to find tags that stand beside no words.
    judge : Judge, optional
        What suggests sides; by default cues.
    heads : Heads, optional
        The encoder's heads, for better proposals.

    Returns
    -------
    ContrastSummary
        Its problems include those of the codebook's section and of the tags in notes.
    """
    settings = settings or ContrastSettings()
    tags = inline_marks(points, book)
    dropped = {p.contrast_id for p in book.propositions if p.dropped}
    propositions, marks = asked(book, tags)
    found = find_contrasts(
        points,
        interviews,
        themes,
        vectors,
        propositions=[p for p in propositions if p.contrast_id not in dropped],
        marks=marks[~marks["contrast_id"].isin(dropped)].reset_index(drop=True),
        encode=encode,
        judge=judge,
        heads=heads,
        # Dropped ones may come up once more; what takes their place shall be there.
        settings=settings.model_copy(update={"proposed": min(_MOST_PROPOSED, settings.proposed + len(dropped))})
        if settings.proposed
        else settings,
    )
    found = without_dropped(found, book, settings.proposed)
    return replace(found, problems=(*propositions_problems(points, book, documents), *found.problems))


def propositions_problems(
    points: pd.DataFrame, book: PropositionBook, documents: Iterable[Document] = ()
) -> tuple[Problem, ...]:
    """Return what is wrong with the codebook's section and with the tags in notes."""
    tags = inline_marks(points, book)
    return (*book.problems, *tags.problems, *overruled(points, book, tags), *loose_tags(documents, points))


def asked(book: PropositionBook, tags: InlineMarks) -> tuple[list[Proposition], pd.DataFrame]:
    """Return the propositions of codebook and notes, and the marks of both; the codebook has the last word."""
    propositions = [
        Proposition(p.contrast_id, p.statement, p.theme_id or None, "own", p.source_point_id or None)
        for p in book.propositions
    ]
    propositions += [Proposition(name, _as_statement(words), None, "inline") for name, words in tags.names.items()]
    rows = [(c, point, side, "inline") for c, marks in tags.marks.items() for point, side in marks.items()]
    rows += [(p.contrast_id, point, side, "marked") for p in book.propositions for point, side in p.marks.items()]
    return propositions, marks_frame(rows)


def overruled(points: pd.DataFrame, book: PropositionBook, tags: InlineMarks) -> tuple[Problem, ...]:
    """Return a row for each quote that the codebook puts on another side than the tag in the note."""
    columns = (points[name] for name in ("point_id", "source", "line"))
    places = {str(point): (str(source), int(line)) for point, source, line in zip(*columns, strict=True)}
    found = []
    for entry in book.propositions:
        for point, side in entry.marks.items():
            tagged = tags.marks.get(entry.contrast_id, {}).get(point)
            if tagged and tagged != side:
                source, line = places[point]
                message = (
                    f"the note tags this as {tagged} “{entry.contrast_id}”, the codebook marks it as {side}; the"
                    " codebook counts. Correct one of the two."
                )
                found.append(Problem(source, line, "warning", "tag-overruled", message))
    return tuple(found)


def without_dropped(summary: ContrastSummary, book: PropositionBook, most_proposed: int) -> ContrastSummary:
    """Return the summary without propositions that were called not worth asking, and without surplus proposed ones."""
    dropped = [p for p in book.propositions if p.dropped]
    statements = {word_key(p.statement) for p in dropped}
    out = {p.contrast_id for p in dropped}
    out |= {p.contrast_id for p in summary.propositions if word_key(p.statement) in statements}
    proposed = [p.contrast_id for p in summary.propositions if p.origin == "proposed" and p.contrast_id not in out]
    out.update(proposed[most_proposed:])
    if not out:
        return summary
    kept: dict[str, Any] = {"propositions": tuple(p for p in summary.propositions if p.contrast_id not in out)}
    for name in FRAME_NAMES:
        frame = getattr(summary, name)
        if "contrast_id" in frame:
            kept[name] = conform(frame[~frame["contrast_id"].isin(out)].reset_index(drop=True), name)
    return replace(summary, **kept)


def _as_statement(name: str) -> str:
    """Return the name of a tag as words."""
    return " ".join(name.replace("-", " ").replace("_", " ").replace("/", " ").split())
