"""Names of people in running words: capitalised words that follow each other and are no ordinary words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from infoview_analysis.outreach.contacts import name_key

_PARTICLES = r"(?:van|von|de|der|den|di|da|del|dos|la|le|el|al|bin|ibn|ter|ten)"
_PART = r"(?:(?:O['’]|D['’]|Mc|Mac|Al-|El-)?[A-ZÀ-ÖØ-ÞĀ-Ž](?:[\w’'-]*[^\W\d_])?)"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Sir|Dame|MSG|SGT|Capt|Col|Maj|Lt)\.? )"
_NAME = re.compile(rf"(?<![\w'’]){_TITLE}?{_PART}(?:(?: {_PARTICLES})* {_PART}\.?){{0,3}}")
_TITLED = re.compile(rf"^{_TITLE}")
_ORDINARY = frozenset(
    (
        "i i'm i'd i'll i've the a an and or but if when where who what why how this that these those she he they we"
        " you her his their my our your it its in on at of for to from with by about talk speak ask call text email"
        " e-mail mail write see meet send says said told offered will would should could can may might must do does did"
        " not no yes also then so as after before because everyone everybody nobody somebody someone one two three most"
        " many some all any each every both half first second next last new old monday tuesday wednesday thursday"
        " friday saturday sunday january february march april june july august september october november december mon"
        " tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec easter christmas xmas"
        " thanksgiving spring summer autumn fall winter english french german spanish european american"
        " british linkedin"
        " slack google excel python sql hr it cv qa ux ui api ceo cfo cto coo cio vp hi thanks thank contact knows try"
        " read join use start get keep let book books podcast newsletter course people person great big good hers there"
        " here once only just even maybe perhaps never always q me introduce introduces introduced intro wants want"
        " find look check follow ring phone message recommended recommends offers offering mention mentions suggested"
        " suggests connect connects had has have is was are were reach visit name names note notes former ex junior"
        " senior happy possibly probably apparently take make put go come watch listen learn sign apply speaks another"
        " university college school institute association society ltd inc llc gmbh bank hospital council"
        " museum agency"
        " foundation trust group labs press street road office department team conference academy network"
        " community club"
        " specialist analytics educational authors bachelor master i ii iii iv level tech research design data"
        " learning engineering content weekly today times magazine podcast blog academy"
        " guild weekly daily review journal handbook guide pdf csv ai ml okay ok oh well yeah sure"
    ).split()
)


@dataclass(frozen=True)
class PersonName:
    """A name and where it stands in the text."""

    name: str
    start: int
    end: int

    @property
    def is_full(self) -> bool:
        """Whether it has a first and a last name, or a title."""
        return " " in self.name


def person_names(text: str, *, known: Collection[str] = ()) -> Iterator[PersonName]:
    """Yield the names in ``text``, in their order; single capitalised words are yielded too.

    Parameters
    ----------
    text : str
        On one line.
    known : collection of str
        ``name_key`` of people who are no news, such as the interviewee; they are passed over.
    """
    for match in _NAME.finditer(text):
        if not re.search(r"\b(?:the|a|an)\s$", text[max(0, match.start() - 4) : match.start()], re.IGNORECASE):
            yield from _trimmed(match[0], match.start(), known)


def _trimmed(words: str, start: int, known: Collection[str]) -> Iterator[PersonName]:
    """Cut ordinary words from both ends: "Ask Noor Jansen" holds the name "Noor Jansen"."""
    if words.startswith(("The ", "A ", "An ")):  # "The Mom Test" is no person
        return
    title = _TITLED.match(words)
    parts = [(m[0], m.start()) for m in re.finditer(r"\S+", words)]
    while parts and _is_ordinary(parts[0][0]) and not title:
        parts = parts[1:]
    while parts and _is_ordinary(parts[-1][0]):
        parts = parts[:-1]
    if not parts or any(_is_ordinary(word) for word, _ in parts[1:-1]):
        return
    begin, end = parts[0][1], parts[-1][1] + len(parts[-1][0])
    name = words[begin:end]
    if name.endswith((".", "'s", "’s")) and not re.search(r"(?:^| )[A-Z]\.$", name):
        name = re.sub(r"(?:['’]s|\.)$", "", name)
    if len(name) < 2 or (name.isupper() and len(name) <= 5) or name_key(name) in known:
        return
    yield PersonName(name, start + begin, start + begin + len(name))


def _is_ordinary(word: str) -> bool:
    bare = word.casefold().replace("’", "'").strip(".'")
    return bare in _ORDINARY or bare.removesuffix("'s") in _ORDINARY
