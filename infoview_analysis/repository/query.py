"""The words a person types, as a question to the full-text index; nothing in them is taken for syntax."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_TERMS = 48  # a pasted page is a question too; more terms than this only cost time
_PIECE = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")
# "C++", "C#" and ".NET" would be "C", "C" and "NET" to the tokenizer; they get names of their own.
_SIGNED = re.compile(r"(?<![\w.])(?:\.(?=[A-Za-z]{2,}))?\w+(?:\+\+|#)(?!\w)|(?<![\w.])\.[A-Za-z]{2,}(?!\w)")
_SIGN_NAMES = {"+": "plus", "#": "sharp", ".": "dot"}

# Words of questions that say nothing about what is sought.
EMPTY_WORDS = frozenset(
    """
    a about all am an and any anybody anyone anything are as at be been being but by can could did do does doing for
    from get had has have having he her him his how i if in into is it its just me my not of on or our out over she
    should so some somebody someone something than that the their them then there these they this those to too up us
    very was we were what when where which while who whom whose why will with would you your
    """.split()
)


@dataclass(frozen=True)
class Question:
    """What is sought.

    Attributes
    ----------
    text : str
        The words as one line, for the encoder.
    expression : str
        For ``MATCH``; empty when there is no word to look for.
    terms : tuple of str
        The parts of the expression, one for each word or phrase.
    literals : tuple of str
        Terms with signs (``C++``), to be marked in the quote by themselves.
    required : bool
        Whether something was typed that must stand in every result.
    """

    text: str
    expression: str
    terms: tuple[str, ...] = ()
    literals: tuple[str, ...] = ()
    required: bool = False


def read_question(words: str) -> Question:
    """Return what ``words`` ask for.

    Any word may match, rarer ones count more. What is typed with care must stand in every result: ``"words in
    quotes"`` as they are, ``word*`` a word that begins so, ``C++`` with its signs. AND, OR and NEAR are words.

    Parameters
    ----------
    words : str
        Anything, of any length.
    """
    clean = " ".join(printable(words).split())
    must = {f'signs : "{sign_name(term)}"': None for term in _SIGNED.findall(clean)}
    terms: dict[str, None] = {}
    for phrase, piece in _PIECE.findall(clean):
        if phrase:
            inside = _WORD.findall(phrase)
            must.update({'"' + " ".join(inside[:MOST_TERMS]) + '"': None} if inside else {})
            continue
        bare = _SIGNED.sub(" ", piece)
        found = _WORD.findall(bare)
        if bare.endswith("*") and found:
            must[f'"{found.pop()}" *'] = None
        terms.update({f'"{word}"': None for word in found})
    required, either = list(must)[:MOST_TERMS], _worth_looking_for(terms, keep=not must)
    expression = " OR ".join(either)
    if required:
        # Terms beside what is required rank, but need not be there: what is required always matches itself.
        every = " AND ".join(f"({part})" for part in required)
        expression = f"{every} AND ({' OR '.join([*either, *required])})" if either else every
    terms_sought = tuple(dict.fromkeys([*required, *either]))
    return Question(clean, expression, terms_sought, tuple(dict.fromkeys(_SIGNED.findall(clean))), bool(required))


def _worth_looking_for(terms: dict[str, None], *, keep: bool) -> list[str]:
    """Leave out empty words, unless there are no others and ``keep`` is set."""
    full = [term for term in terms if term.strip('"').casefold() not in EMPTY_WORDS]
    return (full or (list(terms) if keep else []))[:MOST_TERMS]


def sign_names(text: str) -> str:
    """Return the names of the terms with signs in ``text``, joined by blanks."""
    return " ".join(sign_name(term) for term in _SIGNED.findall(text))


def sign_name(term: str) -> str:
    """Return a term with signs as one plain word: "C++" is "cplusplus"."""
    return "".join(_SIGN_NAMES.get(sign, sign) for sign in term.casefold())


def printable(text: str) -> str:
    """Return ``text`` without what a database cannot hold: lone surrogates and the zero character."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ")
