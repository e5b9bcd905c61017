"""Words that sound glad and words that sound sorry: how somebody felt about a thing, not what they hold to be true.

Words for what happened (failed, saved, quit) are left out; they are as often told with a laugh as with a sigh.
"""

from __future__ import annotations

import re

import pandas as pd

_GLAD = """
    lov(?:e[sd]?|ing|ely) great happ(?:y|ier|iest|iness) glad joy\\w* fun enjoy\\w* best proud\\w* pride wonderful\\w*
    brilliant\\w* fantastic amazing excellent delight\\w* favou?rite kind(?:ness|est|(?!\\ of)) laugh\\w*
    smil(?:e[sd]?|ing) thrill\\w* excit(?:ed|ing|ement) grateful thankful thank(?:s|ed) satisf(?:ying|ied|action)
    rewarding magic(?:al)? beautiful\\w* bliss heaven perfect superb nice(?:st)? good better calm\\w* relief relieved
    pleas(?:ed|ure|ant) inspir\\w+ energi[sz](?:ed|ing) friendly generous\\w* warm(?:th|ly)? worth
"""
_SORRY = """
    hat(?:e[sd]?|ing) awful\\w* terribl[ey] horri(?:ble|bly|d|fied) tired exhaust\\w* bor(?:ed|ing|edom) worst
    ang(?:ry|er) cr(?:y|ied|ies|ying) tears stress\\w* dread\\w* lonel\\w+ isolat\\w+ burn(?:t|ed)?[\\ -]?out
    miserabl[ey] misery sad\\w* unhapp\\w+ afraid fear\\w* scar(?:ed|y) anxi\\w+ worr(?:y|ied|ies|ying) nervous\\w*
    panic\\w* hard(?:est)? tough painful\\w* pain hurt\\w* regret\\w* asham\\w+ embarrass\\w+ humiliat\\w+ guilt\\w*
    frustrat\\w+ annoy\\w+ furious resent\\w* disappoint\\w+ disgust\\w* appall\\w+ nightmare\\w* hell brutal\\w* grim
    bleak drain(?:ing|ed) overwhelm\\w* struggl\\w+ suffer\\w* toxic bull(?:y|ied) sick ugly nasty rude unfair\\w*
    useless pointless mess chaos chaotic low\\ point
"""
_DENIED = r"(?<!\bnot\s)(?<!\bno\s)(?<!\bnever\s)(?<!n't\s)(?<!n’t\s)"  # "not fun" says nothing of fun


def glad_words(texts: pd.Series) -> pd.Series:
    """Return the first glad word of each text; missing where there is none."""
    return _first(texts, GLAD)


def sorry_words(texts: pd.Series) -> pd.Series:
    """Return the first sorry word of each text; missing where there is none."""
    return _first(texts, SORRY)


def _first(texts: pd.Series, words: re.Pattern[str]) -> pd.Series:
    return texts.str.extract(words, expand=False)


def _any_of(words: str) -> re.Pattern[str]:
    choices = "|".join(re.split(r"(?<!\\)\s+", words.strip()))
    return re.compile(rf"{_DENIED}\b({choices})\b", re.IGNORECASE)


GLAD, SORRY = _any_of(_GLAD), _any_of(_SORRY)
