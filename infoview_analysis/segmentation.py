"""Sentences, and how long prose is cut into points that say one thing each.

A bullet is what the note taker set apart, and stays whole up to ``ITEM_WORDS``: the length of one answer that fits into
the window of a sentence encoder. A paragraph, quote or turn was set apart by the layout or by who speaks, and often
says several things: above ``PROSE_WORDS`` it is cut between sentences into parts near ``PART_WORDS``, if possible not
before a sentence that leans on the one before it ("But …", "That …"). The lengths were compared on annotated interviews
with long answers (see benchmarks/RESULTS.md).
"""

from __future__ import annotations

import re
from bisect import bisect_right

ITEM_WORDS = 120
PROSE_WORDS = 45
PART_WORDS = 35
LONGEST_PART_WORDS = 60
LONGEST_CHARACTERS = 1500
LEAST_LINE_WIDTH = 60  # columns; hardly anybody wraps text at less
FULL_LINES = 0.4  # of the lines of wrapped text, the share that has no room for the next word
_FORCED_CHARACTERS = 2 * LONGEST_PART_WORDS - 10  # never more than LONGEST_PART_WORDS, however short the words

Span = tuple[int, int]

_TERMINATOR = re.compile(r"[.!?…]+[\"”’»)\]*_']*(?=\s)|[。！？]+[」』）]*")
_NEXT_WORD = re.compile(r"\s*[\"“‘„«(\[*_'¿¡—–-]*\s*([^\W_]+)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_CUT = re.compile(r"[;:](?=\s)|\s[–—-](?=\s)|,(?=\s(?:and|but|so|because|which|und|aber|et|mais|y|pero)\s)")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BLANKS = re.compile(r"\s+")

# After these a full stop belongs to the abbreviation, whatever follows.
_NEVER_LAST = frozenset(
    str.split(
        "dr mr mrs ms mx prof rev hon gen col sgt capt lt st mt vs cf ca approx e.g i.e eg ie resp incl excl no "
        "nos nr fig vol pp p ch sec art ed eds dept univ assn bros z.b d.h u.a bzw ggf evtl hr fr abt tel ext avg "
        "est min max"
    )
)
# After these it may end the sentence too; a word that often opens one decides.
_MAYBE_LAST = frozenset(
    str.split("etc inc ltd co corp jr sr bsc msc phd ba ma a.m p.m am pm yrs yr hrs mins usw al approx")
)
_OPENERS = frozenset(
    str.split(
        "the a an he she it they we i you his her its their our my your this that these those there here and but "
        "so or if when while where what who how why in on at for from with as by to not no yes then now after "
        "before because since although however also another one most many some everyone nobody people ask learn "
        "get do don der die das er sie es und aber il elle ils le la les et mais el los ella pero"
    )
)
_LEANING = frozenset(
    str.split(
        "and but so or because which that this it its then he she they his her their also though those these there "
        "still same und aber also"
    )
)


def word_count(text: str) -> int:
    """Return the number of words; of scripts without blanks, two characters count as one word."""
    dense = len(_CJK.findall(text)) if not text.isascii() else 0
    return len(text.split()) + dense // 2


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the sentences of ``text[start:end]`` as spans of ``text`` without outer white space.

    Abbreviations (e.g., Dr.), initials, decimals, ellipses before a small letter, and closing quotes and brackets do
    not mislead it. It needs no language model and no download; where it is unsure it does not cut.
    """
    end = len(text) if end is None else end
    first = _NEXT_WORD.match(text, start, end)
    small = bool(first and first[1][0].islower())  # a note taker who starts sentences with small letters
    spans, begin = [], start
    for match in _TERMINATOR.finditer(text, start, end):
        if _ends_sentence(text, begin, match, end, small):
            spans.append((begin, match.end()))
            begin = match.end()
    spans.append((begin, end))
    return [span for span in (_trim(text, *span) for span in spans) if span[0] < span[1]]


def point_spans(text: str, start: int, end: int, *, own_lines: bool, whole_words: int = PROSE_WORDS) -> list[Span]:
    """Return the spans of ``text[start:end]`` that say one thing each.

    Parameters
    ----------
    text : str
        Text of the document.
    start, end : int
        A block of it.
    own_lines : bool
        Whether line breaks may part points, as in notes with one thought a line. Text that was wrapped by hand or by
        an editor is told from it by the room that was left on the line. Not for transcripts, whose lines are captions.
    whole_words : int
        Up to so many words a block, or a line of its own, is one point.

    Returns
    -------
    list of (int, int)
        In order, not overlapping, without outer white space; together they hold all words of the block.
    """
    lines = _own_lines(text, start, end) if own_lines else [_trim(text, start, end)]
    return [part for line in lines if line[0] < line[1] for part in _parts(text, *line, whole_words)]


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int, small: bool) -> bool:
    if match.end() >= end:
        return False
    mark = match[0]
    if mark[0] in "。！？":
        return True
    following = _NEXT_WORD.match(text, match.end(), end)
    if following is None:
        return True
    word = following[1]
    before = text[max(begin, match.start() - 40) : match.start()].rsplit(None, 1)
    last = (before[-1] if before else "").lstrip("\"“‘„«([*_'")
    if word[0].islower() and not (small and mark == "." and len(last) > 2):
        return False
    if mark[0] != "." or mark[:2] == "..":
        return True
    lowered = last.lower()
    if lowered in _NEVER_LAST:
        return False
    if lowered in _MAYBE_LAST or (_INITIALS.fullmatch(last) and lowered):
        return word.lower() in _OPENERS
    # "1. Get a degree" at the start is an enumeration, "in 2019. Then" an end.
    return not (last.isdigit() and not text[begin : match.start() - len(last)].strip())


def _own_lines(text: str, start: int, end: int) -> list[Span]:
    """Return the spans between line breaks that the writer meant, as against wrapped lines."""
    raw = text[start:end].splitlines(keepends=True)
    if len(raw) < 2:
        return [_trim(text, start, end)]
    bare = [line.strip() for line in raw]
    width = max(LEAST_LINE_WIDTH, max(map(len, bare)))
    following = [*bare[1:], ""]
    full = [
        bool(here and after) and len(here) + 1 + len(after.split(maxsplit=1)[0]) > width
        for here, after in zip(bare, following, strict=True)
    ]
    # The longest line is always full; alone among shorter ones it is just a longer thought.
    is_wrapped = sum(full) >= FULL_LINES * (sum(map(bool, bare)) - 1)
    spans, begin, at = [], start, start
    for line, runs_on in zip(raw, full, strict=True):
        at += len(line)
        if runs_on and is_wrapped:
            continue
        spans.append((begin, at))
        begin = at
    if begin < end:
        spans.append((begin, end))
    return [_trim(text, *span) for span in spans]


def _parts(text: str, start: int, end: int, whole_words: int) -> list[Span]:
    if end - start <= LONGEST_CHARACTERS and word_count(text[start:end]) <= whole_words:
        return [(start, end)]
    pieces = [piece for span in sentences(text, start, end) for piece in _short_enough(text, *span)]
    return _grouped(text, pieces)


def _short_enough(text: str, start: int, end: int) -> list[Span]:
    """Return a sentence whole, or cut at clauses, at blanks, and in the last resort anywhere."""
    if end - start <= LONGEST_CHARACTERS and word_count(text[start:end]) <= LONGEST_PART_WORDS:
        return [(start, end)]
    cuts = [match.end() for match in _CUT.finditer(text, start, end)]
    if not cuts:
        blanks = [match.end() for match in _BLANKS.finditer(text, start, end)]
        cuts = blanks[PART_WORDS - 1 :: PART_WORDS]
    pieces = []
    for left, right in zip([start, *cuts], [*cuts, end], strict=True):
        # A clause without a cut may still be long, and a run without blanks longer than any word.
        if right - left > LONGEST_CHARACTERS or word_count(text[left:right]) > LONGEST_PART_WORDS:
            pieces.extend(_by_force(text, left, right))
        else:
            pieces.append((left, right))
    return [piece for piece in (_trim(text, *piece) for piece in pieces) if piece[0] < piece[1]]


def _by_force(text: str, start: int, end: int) -> list[Span]:
    blanks = [match.end() for match in _BLANKS.finditer(text, start, end)]
    pieces, begin = [], start
    while end - begin > _FORCED_CHARACTERS:
        limit = begin + _FORCED_CHARACTERS
        at = bisect_right(blanks, limit) - 1
        cut = blanks[at] if at >= 0 and blanks[at] > begin else limit
        pieces.append((begin, cut))
        begin = cut
    return [*pieces, (begin, end)]


def _grouped(text: str, pieces: list[Span]) -> list[Span]:
    """Join neighbouring pieces into parts near ``PART_WORDS``: the cheapest way over all places to cut."""
    sizes = [max(1, word_count(text[a:b])) for a, b in pieces]
    leaning = [_leans(text, a, b) for a, b in pieces]
    cost, back = [0.0], [0]
    for last in range(1, len(pieces) + 1):
        best, origin, size = float("inf"), last - 1, 0
        for first in range(last - 1, -1, -1):
            size += sizes[first]
            length = pieces[last - 1][1] - pieces[first][0]
            if first < last - 1 and (size > LONGEST_PART_WORDS or length > LONGEST_CHARACTERS):
                break
            here = cost[first] + ((size - PART_WORDS) / PART_WORDS) ** 2 + (0.25 if first and leaning[first] else 0.0)
            if here < best:
                best, origin = here, first
        cost.append(best)
        back.append(origin)
    parts, last = [], len(pieces)
    while last:
        parts.append((pieces[back[last]][0], pieces[last - 1][1]))
        last = back[last]
    return parts[::-1]


def _leans(text: str, start: int, end: int) -> bool:
    word = _NEXT_WORD.match(text, start, end)
    return bool(word and word[1].lower() in _LEANING)


def _trim(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return (start + left, start + left + len(words.strip()))
