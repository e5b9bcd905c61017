"""What a codebook holds: the person's themes, the quotes they placed, the categories they gave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from infoview_analysis.readers.document import Problem

Role = Literal["confirmed", "rejected", "anchors"]
ROLES: tuple[Role, ...] = ("confirmed", "rejected", "anchors")
_WORDS_KEPT = 90
_NOT_ALLOWED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class CodebookTheme:
    """One theme as the person wants it.

    Attributes
    ----------
    theme_id : str
        The id of the discovered theme it was made from, or one made of its name. Stays when the name changes.
    name : str
        What the person calls it.
    definition : str
        When a quote belongs to it, in the person's words.
    keywords : tuple of str
        Words that point to it.
    category : str
        One of ``frames.CATEGORIES``; empty: the category of most of its points.
    anchors : tuple of str
        point_ids that were its members when the person named it, so that it is found again without any cache.
    merged : tuple of str
        theme_ids of discovered themes that were merged into it.
    confirmed, rejected : tuple of str
        point_ids the person put into it, or took out of it.
    """

    theme_id: str
    name: str
    definition: str = ""
    keywords: tuple[str, ...] = ()
    category: str = ""
    anchors: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quote:
    """What is known of a quote beside its point_id.

    Attributes
    ----------
    words : str
        Its first words; they end in " …" where more follow. They find the quote again when its id has changed.
    who : str
        Who said it.
    """

    words: str = ""
    who: str = ""


@dataclass(frozen=True)
class Wanted:
    """A quote the person wrote down by its words alone, still to be looked up in the notes.

    Attributes
    ----------
    section : str
        theme_id, or the category it was given.
    role : str
        confirmed, rejected or anchors of that theme; "category" for a category.
    words : str
        As written.
    line : int
        Line of codebook.yaml, counted from 1.
    """

    section: str
    role: str
    words: str
    line: int = 0


@dataclass(frozen=True)
class Contents:
    """All that a codebook says, apart from the file it stands in.

    Attributes
    ----------
    themes : tuple of CodebookTheme
        In the order of the file.
    point_categories : mapping of str to str
        point_id → category the person gave it.
    quotes : mapping of str to Quote
        point_id → its words, for the points the file names.
    wanted : tuple of Wanted
        Quotes named by their words alone.
    kept : frozenset of (str, str, str)
        (theme_id, role, point_id or words) that stand in the file but are not in effect, because they contradict
        another entry. They stay in the file until the person decides.
    problems : tuple of Problem
        What is wrong with the file.
    """

    themes: tuple[CodebookTheme, ...] = ()
    point_categories: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    quotes: Mapping[str, Quote] = field(default_factory=lambda: MappingProxyType({}))
    wanted: tuple[Wanted, ...] = ()
    kept: frozenset[tuple[str, str, str]] = frozenset()
    problems: tuple[Problem, ...] = ()

    def entries(self, section: str, role: str) -> tuple[str, ...]:
        """Return the point_ids and wanted words that stand under one list of the file."""
        words = tuple(w.words for w in self.wanted if w.section == section and w.role == role)
        if role == "category":
            return tuple(p for p, category in self.point_categories.items() if category == section) + words
        theme = next((t for t in self.themes if t.theme_id == section), None)
        return (getattr(theme, role) if theme else ()) + words


def one_line(text: str) -> str:
    """Return ``text`` with single blanks and without the characters that a YAML file cannot hold."""
    return " ".join(_NOT_ALLOWED.sub(" ", text).split())


def first_words(text: str, limit: int = _WORDS_KEPT) -> str:
    """Return ``text`` on one line, cut at a word's end before ``limit`` characters; " …" marks a cut."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,;:–—-") + " …"
