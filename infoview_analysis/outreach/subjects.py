"""The wording of subject lines, as plain yes-or-no traits that can be counted.

The words looked for are English; subjects in other languages show the traits that need no words (question mark, length,
names of people and organizations in the log).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pandas as pd

LENGTHS = ((4, "up to 4 words"), (8, "5 to 8 words"), (10**6, "9 words or more"))
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")
_NUMBER = r"(?:\d+|one|two|three|four|five|ten|fifteen|twenty|thirty|half an|an?|a few|quick)"
_HOW_LONG = re.compile(rf"\b{_NUMBER}(?:[ -](?:more|short|quick))?[ -]?(?:min|mins|minutes?|hour|hours|h)\b", re.I)
_ASKS = re.compile(
    r"^(?:who|what|when|where|why|how|which|is|are|am|was|do|does|did|can|could|may|might|would|will|should|any)\b",
    re.I,
)
# "Carol suggested I write", "Tom A. says", "from Walter, re binders", "introduced by Ana"
_SAYS = (
    r"(?:sa(?:id|ys)|suggest(?:ed|s)|told|tells|sent|mention(?:ed|s)|recommend(?:ed|s)|refer(?:red|s)"
    r"|introduc(?:ed|es)|point(?:ed|s)|gave|thought|thinks|put me|connected|passed|asked me|copied)"
)
_NAME = r"[A-Z][\w'’-]+(?: [A-Z](?:\.|[\w'’-]+))?"
_NAMES_SOMEBODY = re.compile(
    rf"\b(?!(?:I|You|We|They|He|She|It|Who|Someone|Nobody)\b){_NAME}(?: (?:at|in|from) (?:\w+ ){{1,3}}| ){_SAYS}\b"
    r"|\b(?:[Ff]rom|[Vv]ia|[Tt]hrough|[Bb]y way of|(?:introduced|referred|sent|recommended) by)"
    rf" {_NAME}(?=\s*(?:$|[,.:;!?-]))"
)
# First names that are words as well: only their full name is taken for a name.
_ALSO_WORDS = frozenset(
    "will may mark grace rob bill art faith hope joy rose dale dean chase jack drew grant miles summer april june "
    "august dawn eve iris ivy lily pearl ruby sage skip stone sue pat ray rich buck chance christian frank gene guy "
    "harry hunter mason max nick olive penny peg robin sandy sterling tip van victor wade walker ward west wren "
    "young".split()
)


def asks_a_question(subject: str) -> bool:
    """Return whether a subject asks something: it has a question mark, or begins like a question."""
    return "?" in subject or "？" in subject or "؟" in subject or bool(_ASKS.match(subject.strip()))


def says_how_long(subject: str) -> bool:
    """Return whether a subject says how much time is asked for: "20 minutes", "half an hour"."""
    return bool(_HOW_LONG.search(subject))


def length_band(subject: str) -> str:
    """Return how many words a subject has, in bands."""
    count = len(_WORD.findall(subject))
    return next(name for most, name in LENGTHS if count <= most)


class KnownNames:
    """The people and organizations of a log, for finding them in subjects.

    Parameters
    ----------
    people : iterable of str
        Contacts, and who introduced them.
    """

    def __init__(self, people: pd.Series) -> None:
        self._full: set[str] = set()
        self._first: set[str] = set()
        for name in people.dropna().unique():
            words = _WORD.findall(str(name))
            if not words:
                continue
            self._full.add(" ".join(words).casefold())
            if len(words[0]) > 2 and words[0].casefold() not in _ALSO_WORDS:
                self._first.add(words[0])

    def names_somebody(self, subject: str, contact: str = "") -> bool:
        """Return whether a subject names somebody other than the ``contact`` it went to.

        That is a person of the log, or a capitalised name with a word such as "suggested" or "via".
        """
        own = {word.strip(".").casefold() for word in _WORD.findall(contact)}
        written = _WORD.findall(unicodedata.normalize("NFC", subject))
        words = [re.sub(r"['’]s?$", "", word).strip(".") for word in written]
        if any(word in self._first and word.casefold() not in own for word in words):
            return True
        pairs = (f"{one} {two}".casefold() for one, two in pairwise(words))
        if any(pair in self._full and not own.issuperset(pair.split()) for pair in pairs):
            return True
        return any(
            not own & {word.strip(".").casefold() for word in _WORD.findall(found[0])}
            for found in _NAMES_SOMEBODY.finditer(subject)
        )


def names_organization(subject: str, organization: str) -> bool:
    """Return whether a subject names the organization it went to, or the first word of its name."""
    words = _WORD.findall(organization)
    if not words:
        return False
    said = subject.casefold()
    first = words[0].casefold() if len(words[0]) > 3 else organization.casefold()
    return bool(re.search(rf"(?<!\w){re.escape(first)}(?!\w)", said))
