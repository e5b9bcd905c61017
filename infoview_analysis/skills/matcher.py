"""Names of a vocabulary found in text: the longest match on words, ambiguous names by their capitals or by cues."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from infoview_analysis.skills.loose_names import LooseNames
from infoview_analysis.skills.tokens import Token, is_word, tokens
from infoview_analysis.skills.vocabulary import Skill, Vocabulary, one_word

# Acronyms that are words or other things in small letters.
_ACRONYM_WORDS = frozenset(
    "ACE AIR AP AR ATS BD BOM CAM CAN CAP CAR CUT DID DO DOT EAR ELD ERA FACT FIT FIX GO HR ICE IF IT LOTO MA ME MS"
    " NEXT OD OR OT PAL PALS PAN PAR POS PR RAM ROS SAM SAP SAS SAT SCAN SEL SEM SEN SEND SIS"
    " SO SPIN SPARK ST TEAM TED TO"
    " UI US WE WELL WHO WISE ASL BASIC RN PE SIP TIG MIG BIM SIM COO IAM ROB BAR BEST RISE GRI"
    " MDR ACA DEAL AI IS CMM TAM"
    " NEC PM VAT".split()
)
_LONGEST = 8  # words of a name
_BEFORE_NAME = frozenset(
    "know knew knowing learn learning learned learnt use using used in with via and or of some basic advanced in into"
    " excel sql python word powerpoint on through about own build building run running write writing".split()
)
_JOINED = ("or", "and", ",", "/")
_LETTERED = frozenset("plan option section part class type series grade group schedule the an mr ms".split())
_SUBJECTS = frozenset("to we you i they who he she it can will would could that people students really".split())
_VERB_AFTER = frozenset(
    "at to for in out off up ahead back into through beyond on with from that of your the a".split()
)


class Found(NamedTuple):
    """A name found in a text.

    Attributes
    ----------
    start, end : int
        ``text[start:end]``.
    skill : str
    certain : bool
        False: a common word that counts only where a skill is asked for.
    common : bool
        True: so common a word ("writing", "planning") that the sentence itself must speak of a skill.
    """

    start: int
    end: int
    skill: str
    certain: bool
    common: bool = False


@dataclass(frozen=True)
class _Surface:
    words: tuple[str, ...]
    written: str
    skill: Skill
    kind: str  # "", "case", "verb", "cue", "noun", "capitals", "acronym"
    rank: int


class Matcher:
    """Finds the names of a vocabulary.

    Parameters
    ----------
    vocabulary : Vocabulary
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._loose = LooseNames(vocabulary)
        self._by_first: dict[str, list[_Surface]] = defaultdict(list)
        seen: set[tuple[tuple[str, ...], str]] = set()
        for rank, skill in enumerate(vocabulary.skills):
            for surface in skill.surfaces:
                words = tuple(token.form for token in tokens(surface))
                if not words or len(words) > _LONGEST or (words, skill.name) in seen:
                    continue
                if " ".join(words) in vocabulary.silenced:
                    continue
                seen.add((words, skill.name))
                self._by_first[words[0]].append(_Surface(words, surface, skill, _kind(surface, skill), rank))
        for surfaces in self._by_first.values():
            surfaces.sort(key=lambda s: (-len(s.words), s.rank))

    def find(self, text: str) -> list[Found]:
        """Return the names in ``text``, in their order, none over another."""
        found: list[Found] = []
        words = tokens(text)
        forms = [token.form for token in words]
        present: set[str] | None = None
        at = 0
        while at < len(words):
            surfaces = self._by_first.get(forms[at])
            step = 1
            if surfaces is not None:
                for surface in surfaces:
                    size = len(surface.words)
                    if size > 1 and tuple(forms[at : at + size]) != surface.words:
                        continue
                    if present is None:
                        present = set(forms)
                    verdict = _verdict(text, words, forms, present, at, surface)
                    if verdict is not None:
                        surface = _best_meaning(surfaces, surface, present)
                        found.append(
                            Found(
                                words[at].start,
                                words[at + size - 1].end,
                                surface.skill.name,
                                verdict,
                                surface.kind == "cue",
                            )
                        )
                        step = size
                        break
            at += step
        loose = self._loose.find(words, [(one.start, one.end) for one in found])
        return sorted([*found, *(Found(*one, True) for one in loose)]) if loose else found


def _kind(surface: str, skill: Skill) -> str:
    """Return what a name needs to count."""
    single = one_word(surface)
    if skill.ambiguous and single and surface not in skill.clear:
        if surface.isupper() and len(surface) > 1:
            return "capitals"
        return "noun" if skill.category == "languages" and skill.ambiguous == "cue" else skill.ambiguous
    if single and surface.isupper() and surface.isalpha():
        return "capitals" if surface in _ACRONYM_WORDS or len(surface) <= 2 else "acronym"
    # A name of one small word ("triage", "surveys") is a common noun.
    return "noun" if single and surface.isalpha() and surface.islower() and surface not in skill.clear else ""


def _verdict(
    text: str, words: Sequence[Token], forms: Sequence[str], present: set[str], at: int, surface: _Surface
) -> bool | None:
    """Return whether the name is certain here, or None when it is none."""
    kind = surface.kind
    if not kind:
        return True
    if kind in ("cue", "noun"):
        return False
    token = words[at]
    raw = text[token.start : token.end]
    if kind == "acronym":  # "sql" will do, "does" is not DOE
        return True if raw.casefold() == surface.written.casefold() or raw[:-1] == surface.written else None
    if kind == "capitals":
        whole = raw.rstrip("s")
        return True if whole == surface.written.rstrip("s") and not _shouted(text) else None
    if len(raw) == 1 and _part_of_more(text, token):
        return None
    cued = any(cue in present for cue in surface.skill.cues)
    before = forms[at - 1] if at else ""
    after = forms[at + 1] if at + 1 < len(forms) else ""
    if kind == "verb" and raw.islower():
        return None if after in _VERB_AFTER or before in _SUBJECTS else True
    if raw[:1].isupper() and raw == surface.written:
        opens = at == 0 or (not is_word(words[at - 1]) and forms[at - 1] not in (",", "/", "&", "(")) or _bulleted(
            text, words, at)  # fmt: skip
        if not opens:
            lone = raw == "R" and before not in _LETTERED
            return True if len(raw) > 1 or lone or cued or before in _BEFORE_NAME or after in _JOINED else None
        return True if cued or after not in (_VERB_AFTER if kind != "verb" else ("at", "in")) else None
    if len(raw) == 1:
        return None
    if not raw.islower():
        return None
    named = cued and (before in _BEFORE_NAME or before == ",")
    learnt = before in ("learn", "know", "learning", "knowing") and after not in _VERB_AFTER
    return True if named or learnt else None


def _part_of_more(text: str, token: Token) -> bool:
    """Tell whether a single letter belongs to something longer: an initial, "R&D", "C-level"."""
    behind = text[token.end : token.end + 2]
    return (behind[:1] in tuple("-'’.&") and bool(behind.strip("."))) or text[token.start - 1 : token.start] in tuple(
        "-'’&."
    )


def _best_meaning(surfaces: Iterable[_Surface], chosen: _Surface, present: set[str]) -> _Surface:
    """Of skills that share a name, return the one beside whose cues it stands, else the first."""
    same = [s for s in surfaces if s.words == chosen.words]
    if len(same) < 2:
        return chosen
    return max(same, key=lambda s: (sum(cue in present for cue in s.skill.cues), -s.rank))


def _bulleted(text: str, words: Sequence[Token], at: int) -> bool:
    return bool(re.search(r"(?:^|\n)[\s>*•-]*$", text[: words[at].start]))


def _shouted(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


Find = Callable[[str], list[Found]]
