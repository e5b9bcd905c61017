"""Phrases that could name a theme: one to three words as people say them, counted by person."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from infoview_analysis.themes.stop_words import ARTICLES, BEFORE_NOUNS, LINKS, NOUN_ENDINGS, STOP_WORDS

_TOKEN = re.compile(r"[^\W\d_][\w]*(?:[-’'&/.+#][\w+#]+)*[+#]*|\d[\w.,/%-]*|[^\w\s]", re.UNICODE)
_LONGEST = 3  # words of a phrase that count; links between them are free
_JOINING = frozenset("-–—/")


@dataclass(frozen=True)
class Token:
    """A word of a note: as written, its stem, and whether it opens a sentence."""

    surface: str
    stem: str
    opens: bool


@dataclass
class Phrase:
    """A phrase over all notes.

    Attributes
    ----------
    key : tuple of str
        Stems of its words.
    surfaces : Counter of str
        How it was written.
    said : set of (int, str)
        (row of the note, person) pairs that hold it.
    as_noun : int
        How often it stood where a noun stands, or was written like a name.
    """

    key: tuple[str, ...]
    surfaces: Counter[str]
    said: set[tuple[int, str]]
    as_noun: int = 0

    @property
    def noun_share(self) -> float:
        """How much it looks like the name of a thing, between 0 and 1."""
        if self.surface.lower().endswith(NOUN_ENDINGS):
            return 1.0
        return min(1.0, self.as_noun / max(self.surfaces.total(), 1))

    @property
    def surface(self) -> str:
        """The most frequent way of writing it; of equals, the one in small letters, then the shortest."""
        return min(self.surfaces, key=lambda s: (-self.surfaces[s], s != s.lower(), len(s), s))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a word, in small letters (Snowball English)."""
    return _stemmer().stem(word.lower().replace("’", "'").removesuffix("'s"))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer("english")


def sentences(text: str) -> Iterator[list[Token]]:
    """Yield the stretches of words between punctuation marks."""
    stretch: list[Token] = []
    opens = True
    for match in _TOKEN.finditer(text):
        piece = match.group()
        if piece[0].isalnum():
            piece = piece.strip(".,/-")
            stretch.append(Token(piece, stem(piece), opens))
            opens = False
            continue
        if piece == "&":
            stretch.append(Token(piece, piece, False))
            continue
        if stretch:
            yield stretch
            stretch = []
        opens = opens or piece in '.!?:;•"“‘(→'
    if stretch:
        yield stretch


def collect_phrases(texts: Iterable[str], people: Iterable[str], barred: frozenset[str] = frozenset()) -> list[Phrase]:
    """Return every phrase of the notes, in the order of its key.

    Parameters
    ----------
    texts : iterable of str
        The words of each note.
    people : iterable of str
        Who said it.
    barred : frozenset of str
        Words in small letters that must not stand in a phrase: names of people and companies.
    """
    found: dict[tuple[str, ...], Phrase] = {}
    for row, (text, person) in enumerate(zip(texts, people, strict=True)):
        for stretch in sentences(text):
            for start, gram in _grams(stretch, barred):
                key = tuple(token.stem for token in gram if not _is_link(token))
                phrase = found.setdefault(key, Phrase(key, Counter(), set()))
                phrase.surfaces[_written(gram)] += 1
                phrase.said.add((row, person))
                phrase.as_noun += _names_a_thing(stretch, start)
    return [found[key] for key in sorted(found)]


def _grams(stretch: list[Token], barred: frozenset[str]) -> Iterator[tuple[int, list[Token]]]:
    usable = [_is_content(token, barred) for token in stretch]
    for start, first in enumerate(usable):
        if not first:
            continue
        content, gap = 0, 0
        for end in range(start, len(stretch)):
            if usable[end]:
                content, gap = content + 1, 0
                if content > _LONGEST:
                    break
                yield start, stretch[start : end + 1]
            elif _is_link(stretch[end]) and content < _LONGEST and gap < 2:
                if gap == 0 and stretch[end].surface.lower() in ARTICLES:
                    break
                gap += 1
            else:
                break


def _is_content(token: Token, barred: frozenset[str]) -> bool:
    word = token.surface.lower().replace("’", "'")
    plain = word.removesuffix("'s")
    return (
        len(plain) > 1
        and not plain[0].isdigit()
        and plain not in STOP_WORDS
        and word not in STOP_WORDS
        and plain not in barred
        and (len(plain) > 2 or token.surface.isupper())
    )


def _is_link(token: Token) -> bool:
    return token.surface.lower() in LINKS or token.surface.lower() in ARTICLES


def _names_a_thing(stretch: list[Token], start: int) -> bool:
    word = stretch[start].surface
    if word.isupper() or (word[0].isupper() and not stretch[start].opens):
        return True
    return start > 0 and (stretch[start - 1].surface.lower() in BEFORE_NOUNS or stretch[start - 1].surface[0].isdigit())


def _written(gram: list[Token]) -> str:
    first = gram[0].surface
    if gram[0].opens and first[1:].islower():
        first = first.lower()
    return " ".join([first, *(token.surface for token in gram[1:])]).removesuffix("'s").removesuffix("’s")


def names_to_bar(*columns: Iterable[str]) -> frozenset[str]:
    """Return the words of names, in small letters, each without its possessive; words of two letters are kept out."""
    words: set[str] = set()
    for column in columns:
        for name in column:
            words.update(w for w in re.findall(r"[\w’'&+-]+", str(name).lower()) if len(w) > 2)
    return frozenset(words)


def by_theme(phrase: Phrase, theme_of: dict[int, str]) -> dict[str, set[str]]:
    """Return theme → people who said the phrase there; ``theme_of`` maps rows of notes to themes."""
    people: dict[str, set[str]] = defaultdict(set)
    for row, person in phrase.said:
        if row in theme_of:
            people[theme_of[row]].add(person)
    return people
