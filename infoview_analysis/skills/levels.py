"""How people write their level in a skill, on the scale 0 to 4: none, basic, working, strong, expert.

Words, "3/5", "80 %", stars, SFIA levels of responsibility (1 to 7) and the levels of the Common European Framework of
Reference for Languages (A1 to C2) are read. A plain number is a level of the scale itself, so 5 and more are not
guessed at.
"""

from __future__ import annotations

import re

from infoview_analysis.readers.attribute_keys import plain_key

LEVELS = ("none", "basic", "working", "strong", "expert")
HIGHEST = len(LEVELS) - 1
UNGRADED = 2.0  # a skill that is listed without a level: it is there, how well is not said

_WORDS: dict[str, tuple[str, ...]] = {
    "none": (
        "none", "no", "nothing", "never", "not yet", "n a", "na", "zero", "nil", "no experience", "no knowledge",
        "unknown to me", "keine", "aucun", "ninguno",
    ),
    "basic": (
        "basic", "basics", "beginner", "novice", "elementary", "elementary proficiency", "learner", "learning",
        "awareness", "aware", "fundamental awareness", "familiar", "familiarity", "some familiarity", "foundation",
        "foundational", "fundamentals", "some", "a little", "little", "low", "limited", "limited experience", "entry",
        "entry level", "introductory", "intro", "trainee", "junior", "started", "exposure", "rudimentary", "weak",
        "basic knowledge", "advanced beginner", "anfänger", "grundkenntnisse", "débutant", "notions", "básico",
    ),
    "working": (
        "working", "working knowledge", "working proficiency", "limited working", "limited working proficiency",
        "intermediate", "competent", "practitioner", "comfortable", "capable", "good", "solid", "moderate", "medium",
        "mid", "average", "fair", "independent", "practical", "practical application", "conversational", "decent",
        "ok", "okay", "satisfactory", "upper beginner", "mittel", "gut", "gute kenntnisse", "intermédiaire",
        "intermedio",
    ),
    "strong": (
        "strong", "advanced", "proficient", "proficiency", "very good", "confident", "senior", "skilled", "high",
        "professional", "professional working", "professional working proficiency", "fluent", "applied theory", "deep",
        "upper intermediate", "experienced", "great", "extensive", "fortgeschritten", "sehr gut",
        "sehr gute kenntnisse", "fließend", "avancé", "courant", "avanzado",
    ),
    "expert": (
        "expert", "expertise", "master", "mastery", "authority", "recognised authority", "recognized authority",
        "native", "native speaker", "mother tongue", "bilingual", "native or bilingual",
        "native or bilingual proficiency", "full professional", "full professional proficiency", "excellent",
        "outstanding", "specialist", "guru", "thought leader", "principal", "world class", "experte", "expertin",
        "muttersprache", "verhandlungssicher", "langue maternelle", "experto", "nativo",
    ),
}  # fmt: skip
_LEVEL_OF = {word: float(level) for level, name in enumerate(LEVELS) for word in _WORDS[name]}
_SFIA = (1.0, 1.0, 2.0, 3.0, 3.0, 4.0, 4.0)  # follow, assist, apply, enable, ensure and advise, initiate, set strategy
_CEFR = {"a1": 1.0, "a2": 1.0, "b1": 2.0, "b2": 3.0, "c1": 4.0, "c2": 4.0}
_FRACTION = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|out of|of|von|sur)\s*(\d+)")
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|per ?cent|percent)")
_NUMBER = re.compile(r"(?:level\s*)?(\d+(?:[.,]\d+)?)")
_SFIA_LEVEL = re.compile(r"sfia\s*(?:level\s*)?(\d)")
_STARS = re.compile(r"[★⭐●⬤■]+(?:[☆○◯□]*)")
_ASIDE = re.compile(r"\s*[(\[].*?[)\]]\s*|\s*[,;–—].*$")


def level_name(level: float) -> str:
    """Return the name nearest to a level: 2.4 is "working"."""
    return LEVELS[min(HIGHEST, max(0, int(level + 0.5)))]


def read_level(written: str) -> float | None:
    """Return the level that ``written`` says, 0 to 4; None when it cannot be read.

    Examples
    --------
    >>> read_level("Intermediate"), read_level("4/5"), read_level("SFIA 3"), read_level("so-so")
    (2.0, 3.2, 2.0, None)
    """
    words = " ".join(str(written).replace("\ufe0f", "").casefold().split())
    if not words:
        return None
    for reading in (words, _ASIDE.sub("", words)):
        found = _of_words(reading)
        if found is None:
            found = _of_numbers(reading)
        if found is not None:
            return found
    return None


def _of_words(words: str) -> float | None:
    plain = plain_key(words)
    if plain in _LEVEL_OF:
        return _LEVEL_OF[plain]
    for ending in (" level", " user", " skills", " knowledge", " experience", " speaker", " proficiency"):
        if plain.endswith(ending) and plain.removesuffix(ending) in _LEVEL_OF:
            return _LEVEL_OF[plain.removesuffix(ending)]
    return _CEFR.get(plain.removeprefix("cefr ").removesuffix(" level"))


def _of_numbers(words: str) -> float | None:
    if match := _SFIA_LEVEL.fullmatch(words):
        place = int(match[1]) - 1
        return _SFIA[place] if 0 <= place < len(_SFIA) else None
    if match := _FRACTION.fullmatch(words):
        part, whole = _float(match[1]), _float(match[2])
        return round(HIGHEST * part / whole, 2) if whole and part <= whole else None
    if match := _PERCENT.fullmatch(words):
        share = _float(match[1])
        return round(HIGHEST * share / 100, 2) if share <= 100 else None
    if match := _STARS.fullmatch(words):
        filled = sum(sign in "★⭐●⬤■" for sign in words)
        return round(HIGHEST * filled / max(5, len(words)), 2)
    if match := _NUMBER.fullmatch(words):
        number = _float(match[1])
        return number if number <= HIGHEST else None
    return None


def _float(digits: str) -> float:
    return float(digits.replace(",", "."))
