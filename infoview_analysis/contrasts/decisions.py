"""What a person decides about propositions, written into codebook.yaml; comments and everything else stay as they are.

Each function changes the file in one step and keeps the state before as ``codebook.yaml.bak``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from infoview_analysis.codebook import TEMPLATE
from infoview_analysis.codebook.contents import Quote, first_words, one_line
from infoview_analysis.codebook.sections import edit_section
from infoview_analysis.contrasts.book import MARKS, SECTION, BookEntry, PropositionBook, statement_id
from infoview_analysis.errors import CodebookError
from infoview_analysis.identity import slug, word_key


@dataclass(frozen=True)
class Asked:
    """A proposition to decide about, whether the codebook holds it already or not.

    Attributes
    ----------
    contrast_id, statement : str
    theme_id, source_point_id : str
        As for ``BookEntry``.
    """

    contrast_id: str
    statement: str
    theme_id: str = ""
    source_point_id: str = ""


def add(path: Path, book: PropositionBook, statement: str, *, name: str = "", theme_id: str = "") -> Asked:
    """Add a proposition of one's own.

    Raises
    ------
    CodebookError
        The statement is empty or there already, or the name is taken.
    """
    statement = one_line(statement)
    if not statement:
        raise CodebookError("a proposition needs a statement.", mend="Write it as a sentence one can agree with.")
    _refuse_known(book, statement)
    wanted = slug(name) if name.strip() else statement_id(statement)
    if name.strip() and book.get(wanted):
        raise CodebookError(f"the name {wanted} is taken.", mend="Choose another one.")
    made, number = wanted, 1
    while book.get(made):
        number += 1
        made = f"{wanted}-{number}"
    asked = Asked(made, statement, theme_id)
    _edit(path, book, asked, lambda entry: None)
    return asked


def reword(path: Path, book: PropositionBook, asked: Asked, statement: str) -> Asked:
    """Change the statement; id and marks stay."""
    statement = one_line(statement)
    if not statement:
        raise CodebookError("a proposition needs a statement.", mend="Write it as a sentence one can agree with.")
    _refuse_known(book, statement, but=asked.contrast_id)

    def change(entry: CommentedMap) -> None:
        entry["statement"] = statement

    _edit(path, book, asked, change)
    return Asked(asked.contrast_id, statement, asked.theme_id, asked.source_point_id)


def drop(path: Path, book: PropositionBook, asked: Asked) -> None:
    """Say that a proposition is not worth asking; it is remembered, with its marks, and not proposed again."""

    def change(entry: CommentedMap) -> None:
        entry["dropped"] = True

    _edit(path, book, asked, change)


def keep(path: Path, book: PropositionBook, asked: Asked) -> None:
    """Take a dropped proposition back, or take a proposed one into the codebook."""
    _edit(path, book, asked, lambda entry: entry.pop("dropped", None))


def mark(
    path: Path,
    book: PropositionBook,
    asked: Asked,
    marks: Mapping[str, str | None],
    quotes: Mapping[str, Quote],
) -> bool:
    """Say on which side quotes stand.

    Parameters
    ----------
    marks : mapping of str to str or None
        point_id → "for", "against", "depends", "none" (it does not bear on the proposition), or None: take the mark
        back. A quote leaves the side it was marked for before.
    quotes : mapping of str to Quote
        point_id → its words and who said it, to stand beside the id in the file.

    Returns
    -------
    bool
        Whether there was something to write.
    """
    unknown = sorted({side for side in marks.values() if side is not None and side not in MARKS})
    if unknown:
        raise CodebookError(f"there is no side “{unknown[0]}”.", mend=f"Use one of {', '.join(MARKS)}.")
    held = book.get(asked.contrast_id)

    def change(entry: CommentedMap) -> None:
        new = {point: side for point, side in marks.items() if side is not None}
        for side in MARKS:
            places = [e for e in held.entries if e.side == side and e.point_id in marks] if held else []
            stay = [e for e in places if new.get(e.point_id) == side]
            for kept in stay[:1]:
                new.pop(kept.point_id)
            _take_out(entry, side, [e.place for e in places if e not in stay[:1]])
        for point, side in new.items():
            _put_in(entry, side, point, quotes.get(point, Quote()))

    return _edit(path, book, asked, change)


def _refuse_known(book: PropositionBook, statement: str, but: str = "") -> None:
    key = word_key(statement)
    same = next((p for p in book.propositions if word_key(p.statement) == key and p.contrast_id != but), None)
    if same:
        raise CodebookError(
            f"“{first_words(statement, 60)}” is a proposition already ({same.contrast_id}).",
            mend="Mark quotes for that one, or word this one differently.",
        )


def _edit(path: Path, book: PropositionBook, asked: Asked, change: Any) -> bool:
    held = book.get(asked.contrast_id)

    def changed(section: Any) -> Any:
        section = section if section is not None else CommentedSeq()
        entry = _entry(section, held, path) if held else _new_entry(section, asked)
        if held and "id" not in entry and isinstance(entry, CommentedMap):
            entry.insert(0, "id", held.contrast_id)  # from now on it keeps its id, however it is worded
        change(entry)
        return section

    return edit_section(path, SECTION, changed, template=TEMPLATE)


def _entry(section: Any, held: BookEntry, path: Path) -> CommentedMap:
    """Return the proposition's mapping; a bare sentence becomes one."""
    if not isinstance(section, list) or held.place >= len(section):
        raise CodebookError("was changed meanwhile; nothing was written.", source=path.name, mend="Do it again.")
    if not isinstance(section[held.place], CommentedMap):
        section[held.place] = CommentedMap({"statement": held.statement})
    return section[held.place]


def _new_entry(section: CommentedSeq, asked: Asked) -> CommentedMap:
    if not isinstance(section, list):
        raise CodebookError(f"`{SECTION}:` holds no list.", mend="Correct it by hand first; nothing was written.")
    entry = CommentedMap({"id": asked.contrast_id, "statement": asked.statement})
    for key, value in (("theme", asked.theme_id), ("from", asked.source_point_id)):
        if value:
            entry[key] = value
    section.append(entry)
    return entry


def _take_out(entry: CommentedMap, side: str, places: list[int]) -> None:
    if not places:
        return
    if isinstance(entry[side], list):
        for place in sorted(places, reverse=True):
            del entry[side][place]
    if not isinstance(entry[side], list) or not entry[side]:
        del entry[side]


def _put_in(entry: CommentedMap, side: str, point: str, quote: Quote) -> None:
    quotes = entry.get(side)
    if quotes is None:
        quotes = entry[side] = CommentedSeq()
    elif not isinstance(quotes, list):
        quotes = entry[side] = CommentedSeq([quotes])
    words = first_words(quote.words)
    quotes.append(CommentedMap({point: words}) if words else point)
    if words and quote.who:
        quotes[-1].yaml_add_eol_comment(one_line(quote.who), point, column=0)
