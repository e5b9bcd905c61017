"""Names of two words in another form or order: "designing experiments", "management of the stakeholders"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from infoview_analysis.skills.tokens import Token, is_word, tokens
from infoview_analysis.skills.vocabulary import Vocabulary

_BETWEEN = frozenset("of the a an your my our their his her its with to in on for how all some any people's".split())
_JOINING = frozenset(("and", "or", "/", "&"))
_SHORTEST = 4  # letters of a stem; shorter ones meet by accident
_DOERS = ("er", "or", "ist")  # "project manager" is a person, not the skill
_PLAIN = frozenset("work working skill experience basic good knowledge training software system".split())


class LooseNames:
    """Finds names of two words by their stems, side by side or with a small word or an "and" between them.

    Parameters
    ----------
    vocabulary : Vocabulary
        Names that two skills share by their stems are left out.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        found: dict[frozenset[str], str | None] = {}
        for skill in vocabulary.skills:
            for surface in skill.surfaces:
                words = [token.form for token in tokens(surface)]
                pair = _pair(words) if len(words) == 2 else None
                if pair is None or " ".join(words) in vocabulary.silenced:
                    continue
                found[pair] = skill.name if found.get(pair, skill.name) == skill.name else None
        self._by_pair = {pair: name for pair, name in found.items() if name}
        self._stems = frozenset(stem for pair in self._by_pair for stem in pair)

    def find(self, words: Sequence[Token], taken: Iterable[tuple[int, int]]) -> list[tuple[int, int, str]]:
        """Return start, end and skill of the names among ``words`` that lie over none of ``taken``."""
        stems = [_stem(word.form) if is_word(word) and not word.form.endswith(_DOERS) else "" for word in words]
        busy = list(taken)
        found = []
        for at, stem in enumerate(stems):
            if stem not in self._stems:
                continue
            for other in _partners(words, at):
                name = self._by_pair.get(frozenset((stem, stems[other]))) if stems[other] != stem else None
                span = (words[at].start, words[other].end)
                if name and not any(a < span[1] and span[0] < b for a, b in busy):
                    found.append((*span, name))
                    busy.append(span)
                    break
        return found


def _partners(words: Sequence[Token], at: int) -> list[int]:
    """Return the places behind ``at`` that may hold the other word of a name."""
    places = [at + 1]
    if at + 2 < len(words) and words[at + 1].form in _BETWEEN:
        places.append(at + 2)
        if at + 3 < len(words) and words[at + 2].form in _BETWEEN:
            places.append(at + 3)
    if at + 3 < len(words) and words[at + 2].form in _JOINING:
        places.append(at + 3)
    return [place for place in places if place < len(words)]


def _pair(words: Sequence[str]) -> frozenset[str] | None:
    stems = [_stem(word) for word in words]
    if any(len(stem) < _SHORTEST or word in _PLAIN for stem, word in zip(stems, words, strict=True)):
        return None
    return frozenset(stems) if len(set(stems)) == 2 else None


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    stem = _stemmer().stem(word)
    return stem[:-1] if stem.endswith("e") else stem


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer("english")
