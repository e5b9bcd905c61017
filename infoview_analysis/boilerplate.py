"""Lines that are no evidence: template lines that recur word for word, and lines that say nothing.

That five people are noted with "SQL" is evidence; that five notes end with "Recording consent was given at the
start" is a template. What tells them apart is length and form: nobody says a whole sentence in the very words of two
others, but many say the same few words. So a recurring line counts as template when it has at least ``LEAST_WORDS``
words, or ends as a label or blank to fill in, or speaks of the interview itself (thanks, consent, recording).
Answers in a table are exempt: there people choose among given sentences.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from infoview_analysis.identity import word_key

LEAST_WORDS = 6
LEAST_PEOPLE = 3
LEAST_SHARE = 0.2
ALWAYS_PEOPLE = 10  # so many make a template in a batch of any size

_FORM = re.compile(r"[:?]\s*$|_{3,}|\.{4,}|…{2,}|\{\{.*?\}\}|<[A-Za-z ]+>|\[[A-Za-z ]*\](?!\()|\bTBD\b")
_ABOUT_THE_INTERVIEW = re.compile(
    r"\b(?:thank(?:s| you)|consent\w*|record(?:ed|ing)|confidential\w*|transcri(?:pt|bed)\w*|template|anonym\w+)\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    str.split("n/a na none nil nothing tbd tba todo x xxx notes note untitled end etc fin ditto blank empty")
) | {
    "to do",
    "see above",
    "see below",
    "no notes",
    "not asked",
    "did not ask",
    "didn't ask",
    "nothing noted",
    "not discussed",
    "end of notes",
    "end of transcript",
    "end of interview",
}
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|\S+@\S+\.\w+", re.IGNORECASE)
_DATE_OR_TIME = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may"
    r"|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|am|pm|date|time|on|at|of|utc|gmt"
    r"|st|nd|rd|th|h)\b|\d",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_LABEL_WORDS = 6
_DATE_WORDS = 10


def says_something(plain: str, tags: Iterable[str] = ()) -> bool:
    """Tell whether a line could be evidence.

    No evidence are: nothing but punctuation, numbers, dates, an address or ``#tags``; "n/a", "TBD" and their like; and
    a label of up to six words that ends with a colon and was left empty.
    """
    words = plain.strip().strip("*_`~\"'()[]{}<>|•·–—-").strip()
    if words.casefold().rstrip(".:!") in _EMPTY or not words:
        return False
    if words.endswith(":") and len(words.split()) <= _LABEL_WORDS:
        return False
    rest = _ADDRESS.sub(" ", words)
    if rest != words and len(rest.split()) <= 1:  # "see https://…" points somewhere, it says nothing itself
        return False
    for tag in tags:
        rest = rest.replace(tag, " ", 1)
    if not _WORD.search(rest):
        return False
    is_date = (
        _DIGIT.search(rest) and len(rest.split()) <= _DATE_WORDS and not _WORD.search(_DATE_OR_TIME.sub(" ", rest))
    )
    return not is_date


@dataclass(frozen=True)
class Repeated:
    """A line that stands in the notes of several people.

    Attributes
    ----------
    key : str
        Its words, as ``word_key`` gives them.
    people : int
        In how many people's notes it stands.
    """

    key: str
    people: int


def template_lines(lines_of_person: Mapping[str, Iterable[str]]) -> tuple[Repeated, ...]:
    """Return the lines that belong to a template, by their key.

    Parameters
    ----------
    lines_of_person : mapping of str to iterable of str
        For each interviewee the plain text of their points.

    Returns
    -------
    tuple of Repeated
        Lines in the notes of at least ``LEAST_PEOPLE`` people who are a fifth of all (or ten), and that read like a
        template (see above); most frequent first.
    """
    needed = max(LEAST_PEOPLE, min(ALWAYS_PEOPLE, -int(-len(lines_of_person) * LEAST_SHARE // 1)))
    people: Counter[str] = Counter()
    wordings: dict[str, set[str]] = defaultdict(set)
    for lines in lines_of_person.values():
        keys = set()
        for line in lines:
            key = word_key(line)
            keys.add(key)
            if len(wordings[key]) < 3:
                wordings[key].add(line)
        people.update(keys)
    found = [
        Repeated(key, count)
        for key, count in people.items()
        if count >= needed and any(_reads_like_template(line) for line in wordings[key])
    ]
    return tuple(sorted(found, key=lambda line: (-line.people, line.key)))


def _reads_like_template(line: str) -> bool:
    return (
        len(line.split()) >= LEAST_WORDS
        or _FORM.search(line) is not None
        or _ABOUT_THE_INTERVIEW.search(line) is not None
    )
