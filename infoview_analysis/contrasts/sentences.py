"""The sentence of a note to ask about: whole, short, and clear without the note around it; tidied, never reworded."""

from __future__ import annotations

import re

from infoview_analysis.contrasts.cues import FOR, STRONG, leaning
from infoview_analysis.identity import word_key

SHORTEST, LONGEST = 6, 22  # words of a sentence that can be said in a breath
MOST = 160  # characters shown
_SENTENCE = re.compile(r"(?<=[.!?])[\"”'’]?\s+(?=[\"“A-Z0-9])")
_SIGNS = re.compile(r"^(?:[-–—•*>]+\s*|(?:Q|A|re)\s*[:.]\s*)+", re.IGNORECASE)
_SPEAKER = re.compile(r"^[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20})?\s*:\s+(?=\S+ \S+ \S)")
_LEAD = re.compile(
    r"^(?:(?:and|but|so|well|anyway|look|ok(?:ay)?|yes|yeah|no|oh|honestly|frankly|basically|actually|obviously|personally"
    r"|to be honest|to be fair|in short|in my opinion|for me)\s*[,:;–—]\s*"
    r"|(?:i|he|she|they) (?:really )?(?:thinks?|thought|believes?|reckons?|says?|said|feels?|guess|told me|found)"
    r"(?: that)?,?\s+(?!so\b|of\b|about\b|to\b|it\b|hi\b|yes\b|no\b))",
    re.IGNORECASE,
)
_QUOTES = '"“”'
# Words that point to something said before; "it" and "that" in the middle mostly point inside the sentence.
_POINTS_BACK = re.compile(
    r"^(?:it|it's|this|that|that's|these|those|they|they're|them|such|both|neither|there|here|so|then|which|who|same"
    r"|one|ones|others|the other|the rest|nobody else|because|though|although|or|nor)\b|\b(?:w/out|without) both\b"
    r"|\bthe (?:former|latter|first|second|other) one\b|\bthe other way (?:round|around)\b|\b(?:about|like|of|for|with"
    r"|than|all|do|did|does) (?:this|that|it|them|those)\b[\s.!?,;]*$",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:i|me|my|mine|we|us|our|he|him|his|she|her|hers|i'[mdv]\w*|s?he'[sd]|we'\w+)\b", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|should|must|may|might|ought"
    r"|needs?|needed|gets?|got|gives?|gave|takes?|took|makes?|made|goes|went|comes?|came|pays?|paid|costs?|counts?|matters?"
    r"|helps?|works?|wants?|wanted|asks?|asked|looks?|says?|said|knows?|knew|thinks?|thought|means?|meant|sees?|saw|finds?"
    r"|found|beats?|opens?|opened|teach(?:es)?|taught|learns?|learnt|learned|hires?|hired|wins?|won|loses?|lost|shows?|showed"
    r"|tells?|told|keeps?|kept|lets?|buys?|bought|reads?|uses?|used|leaves?|left|stays?|stayed|becomes?|became|seems?"
    r"|brings?|brought|starts?|started|stops?|stopped|dies|died|cares?|cared|runs?|ran|sells?|sold)\b|\w+n't\b"
    r"|\b(?:i|you|we|they|he|she|it|that|there|who|what|nobody|everyone)'(?:s|re|ve|ll|d|m)\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"^(?:never|always|don't|do not|get|take|learn|start|skip|avoid|go|ask|apply|choose|read)\b", re.I
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a note, without the signs before them; verbatim otherwise."""
    parts = (_SIGNS.sub("", part.strip()) for part in _SENTENCE.split(text))
    return [part for part in parts if word_key(part)]


def tidied(sentence: str) -> str:
    """Return a sentence without who says it, how it is led in ("honestly,", "I think") and quotation marks left open.

    What remains stands in the note word for word; only its first letter may have become a capital.
    """
    words = sentence.strip()
    for pattern in (_SIGNS, _SPEAKER):
        words = pattern.sub("", words, count=1)
    words = _bare(words)
    for _ in range(2):
        shorter = _LEAD.sub("", words, count=1)
        if len(shorter.split()) < SHORTEST:
            break
        words = _bare(shorter)
    return words[:1].upper() + words[1:]


def _bare(words: str) -> str:
    """Return ``words`` without quotation marks around all of them, and without one that has no counterpart."""
    words = words.strip()
    marks = sum(words.count(mark) for mark in _QUOTES)
    wrapped = marks == 2 and words[0] in _QUOTES and words[-1] in _QUOTES
    if wrapped or marks == 1:
        words = words.strip(_QUOTES) if words[0] in _QUOTES or words[-1] in _QUOTES else words
    return words.strip()


def unfitness(sentence: str) -> int:
    """Return how unfit a tidied sentence is to be asked about: 0 for one that is whole, clear and takes a side.

    What counts most is that it can be understood: a verb, no question, neither too short nor too long, nothing in it
    that points to a sentence before. Then that it is general rather than a tale of somebody; and that it takes a side,
    best of all for its subject, for then "skip it" is plainly against it.
    """
    straight = sentence.replace("’", "'")
    n_words = len(straight.split())
    broken = straight.rstrip(_QUOTES + "')").endswith("?") or not (_VERB.search(straight) or _COMMAND.search(straight))
    broken |= not SHORTEST <= n_words <= LONGEST or sum(straight.count(mark) for mark in _QUOTES) % 2 == 1
    view = leaning(sentence)
    sided = view.direction in (1, -1)
    unsided = 3 - sided - (sided and view.strength == STRONG) - (view.direction == FOR and view.strength == STRONG)
    return 4 * broken + 2 * bool(_POINTS_BACK.search(straight)) + bool(_SOMEBODY.search(straight)) + unsided


def shortened(sentence: str) -> str:
    """Return a sentence of at most ``MOST`` characters, cut after a word."""
    if len(sentence) <= MOST:
        return sentence
    return sentence[:MOST].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
