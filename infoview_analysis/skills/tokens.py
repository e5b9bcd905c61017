"""Words of a note in the one form in which skills are compared, each with its place in the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_MASKED = re.compile(
    r"<!--.*?-->|\]\([^()\s]*(?:\([^()\s]*\))?[^()\s]*\)|(?:https?://|www\.)[^\s)>\]]+|</?[a-zA-Z][^<>]{0,200}>",
    re.DOTALL,
)
# What does not stand here (blanks, hyphens, quotes, marks of emphasis) only parts words.
_TOKEN = re.compile(
    r"(?<![^\W_])\.(?:NET|Net|net)(?![^\W_])"  # .NET
    r"|[^\W_]+\.(?:js|JS|io|ti|com)(?![^\W_])"  # Node.js, ATLAS.ti
    r"|[^\W_]+(?:['’][^\W_]+)*(?:\+{1,2}|#)?(?![^\W_])"  # Excel, master's, C++, Security+, C#
    r"|[^\W_]+(?:['’][^\W_]+)*"
    r"|[/&.,;:!?()\[\]{}|]|\n[ \t]*\n|…|(?<=\s)[–—-]+(?=\s)|[–—]"
)
_SPELLINGS = {
    "modeling": "modelling", "license": "licence", "licensed": "licenced", "programme": "program",
    "counseling": "counselling", "labor": "labour", "behavior": "behaviour", "color": "colour", "flavor": "flavour",
    "humor": "humour", "center": "centre", "analyze": "analyse", "analyzing": "analysing", "judgment": "judgement",
    "fulfillment": "fulfilment", "labeling": "labelling", "jewelry": "jewellery", "molding": "moulding",
    "theater": "theatre", "catalog": "catalogue", "cataloging": "cataloguing", "defense": "defence",
    "practise": "practice", "pediatric": "paediatric", "maths": "math", "traveling": "travelling",
    "modeler": "modeller", "storey": "story", "ageing": "aging", "organizational": "organisational",
}  # fmt: skip
_IZE = re.compile(r"(?<=[a-z]{3})iz(?=(?:e|ed|es|ing|ation|er)$)")
_KEPT = frozenset(("ss", "us", "is", "os", "as"))


class Token(NamedTuple):
    """A word or a mark of punctuation.

    Attributes
    ----------
    start, end : int
        Its place: ``text[start:end]``.
    form : str
        Without case and plural, in one spelling.
    """

    start: int
    end: int
    form: str


def tokens(text: str) -> list[Token]:
    """Return the words and the marks that part sentences, with their places; addresses and HTML are passed over."""
    if "://" in text or "](" in text or "<" in text or "www." in text:
        text = _MASKED.sub(_blank, text)
    return [Token(match.start(), match.end(), form(match[0])) for match in _TOKEN.finditer(text)]


@lru_cache(maxsize=200_000)
def form(word: str) -> str:
    """Return a word without case and plural, in one spelling."""
    folded = word.casefold().replace("’", "'")
    if not folded[0].isalnum():
        return folded if folded == ".net" else folded.strip(" \t") or folded
    if "'" in folded:
        return folded.replace("'", "")
    folded = _SPELLINGS.get(folded, folded)
    folded = _IZE.sub("is", folded)
    if len(folded) > 3 and folded.endswith("s") and folded[-2:] not in _KEPT:
        if folded.endswith("ies") and len(folded) > 4:
            return _SPELLINGS.get(folded[:-3] + "y", folded[:-3] + "y")
        if folded.endswith(("sses", "shes", "ches", "xes")):
            return folded[:-2]
        return _SPELLINGS.get(folded[:-1], folded[:-1])
    return folded


def is_word(token: Token) -> bool:
    """Tell a word from a mark of punctuation."""
    return token.form[-1:].isalnum() or token.form[0].isalnum()


def _blank(match: re.Match[str]) -> str:
    words = match[0]
    # The bracket that closes a link's words stays, so that what stands behind it is told apart.
    return words[0] + " " * (len(words) - 1) if words[0] == "]" else " " * len(words)
