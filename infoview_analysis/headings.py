"""What a point stands under: the nearest heading, question or lead-in, as context for reader and encoder.

- A question beats the heading it stands under; a lead-in ("What they look for:") beats both for the entries below it.
- A short one (up to ``SHORT_WORDS`` words: "SQL", "Why?") says little alone: the one around it goes before it,
  "Skills › SQL".
- The title of the note (whom and when) is no context; it would only tie the points of one interview together.
- Of an interviewer's long turn the last question is kept; one that only shows that one listens ("Oh wow.") changes
  nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from infoview_analysis.identity import word_key
from infoview_analysis.markup import plain
from infoview_analysis.readers.document import Block, Document
from infoview_analysis.segmentation import sentences

SEPARATOR = " › "
SHORT_WORDS = 3
LONGEST_WORDS = 30
_UNDER_ALL = 1000  # level of a question or lead-in: below every heading, so that the next heading ends it

_QUESTION_MARK = re.compile(r"^(?:Q(?:uestion)?\s*\d*\s*[:.)–-]\s*|\d{1,2}[.)]\s+)(?=\S)", re.IGNORECASE)
_TITLE_WORDS = re.compile(
    r"\b(?:interview|interviews|interviewee|notes?|call|chat|coffee|conversation|meeting|transcript|recording)\b|\d{4}-\d{2}-\d{2}",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset(
    {
        "notes",
        "note",
        "my notes",
        "interview",
        "interview notes",
        "transcript",
        "body",
        "content",
        "q a",
        "questions",
        "answers",
        "questions and answers",
        "raw notes",
        "details",
        "main",
    }
)


_LISTENING = frozenset(
    str.split(
        "oh ah ha aha hm hmm mm mhm uh huh um wow ok okay yes yeah yep no right sure great good nice cool perfect "
        "lovely interesting wonderful amazing really true exactly absolutely definitely totally i see got it "
        "that's that is fair enough makes sense of course thanks thank you ja genau stimmt klar ach oui d'accord bien "
        "sí si claro vale"
    )
)


@dataclass
class _Entry:
    level: int
    words: str


class Outline:
    """The headings, questions and lead-ins in force while one walks through a document.

    Parameters
    ----------
    document : Document
        Its blocks are walked through in order.
    names : iterable of str
        Names of the interviewee, by which the title is known.
    """

    def __init__(self, document: Document, names: Iterable[str] = ()) -> None:
        self._text = document.text
        self._title = _title(document, names)
        self._entries: list[_Entry] = []
        self._cache: str | None = None

    def enter(self, block: Block) -> None:
        """Take in a heading or question."""
        if block is self._title:
            return
        if block.kind == "question" and block.speaker and self._entries and self._is_back_channel(block):
            return
        words = heading_words(self._text[block.start : block.end], question=block.kind == "question")
        if word_key(words) in _SAYS_NOTHING:
            words = ""
        level = block.level if block.level and block.kind == "heading" else _UNDER_ALL
        if block.kind == "heading":
            level = max(1, block.level)
        elif 0 < block.level <= 6:
            level = block.level
        self._push(level, words)

    def _is_back_channel(self, block: Block) -> bool:
        """Tell whether a turn only shows that one listens ("Oh wow.", "Right, right."): the question asked holds on."""
        words = plain(self._text[block.start : block.end])
        return "?" not in words and _LISTENING.issuperset(word_key(words).split())

    def lead_in(self, words: str, depth: int) -> None:
        """Take in the words that introduce a list whose entries are deeper than ``depth`` (-1: a paragraph)."""
        self._push(_UNDER_ALL + 2 + depth, heading_words(words, question=False))

    def leave_list(self, depth: int) -> None:
        """Forget lead-ins that do not reach to an entry of ``depth`` (-1: to what is no entry)."""
        while self._entries and self._entries[-1].level > _UNDER_ALL + 1 + depth:
            self._entries.pop()
            self._cache = None

    @property
    def heading(self) -> str:
        """What a point at this place stands under; empty where it stands under nothing."""
        if self._cache is None:
            chain: list[str] = []
            for entry in reversed(self._entries):
                if entry.words and entry.words not in chain:
                    chain.insert(0, entry.words)
                    if len(entry.words.split()) > SHORT_WORDS or len(chain) == 3:
                        break
            self._cache = SEPARATOR.join(chain)
        return self._cache

    def _push(self, level: int, words: str) -> None:
        while self._entries and self._entries[-1].level >= level:
            self._entries.pop()
        self._entries.append(_Entry(level, words))
        self._cache = None


def heading_words(text: str, *, question: bool) -> str:
    """Return a heading in plain words, without "Q:", number or closing colon, and not longer than a sentence."""
    words = plain(text)
    if question:
        words = _QUESTION_MARK.sub("", words)
    words = words.rstrip(":").strip()
    if len(words.split()) <= LONGEST_WORDS:
        return words
    parts = [words[start:end] for start, end in sentences(words)]
    asked = [part for part in parts if part.rstrip("\"'”’)").endswith("?")]
    chosen = (asked or parts)[-1].split()
    return " ".join(chosen) if len(chosen) <= LONGEST_WORDS else " ".join(chosen[:LONGEST_WORDS]) + " …"


def _title(document: Document, names: Iterable[str]) -> Block | None:
    """Return the heading that names the note rather than a subject."""
    # Above the title there may be a line of links to other notes.
    first = next((block for block in document.blocks[:2] if block.kind == "heading"), None)
    if first is None:
        return None
    words = plain(document.text[first.start : first.end])
    if _TITLE_WORDS.search(words):
        return first
    spoken = set(word_key(words).split())
    for name in names:
        parts = word_key(name).split()
        if parts and parts[0] in spoken and (parts[-1] in spoken or parts[-1][0] in spoken):
            return first
    others = [block.level for block in document.blocks if block.kind == "heading" and block is not first]
    return first if others and min(others) > first.level and first.level <= 1 else None
