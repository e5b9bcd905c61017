"""Names that no vocabulary holds, where the sentence says that they are a skill: to confirm or to turn down."""

# ruff: noqa: E501 (a frame stands on one line)
from __future__ import annotations

import re

from infoview_analysis.skills.matcher import Found

Span = tuple[int, int]

_STOP = frozenset(
    "a an the this that these those it its i you we they he she me us them my your our their and or but if so as of in"
    " on at to for from with by about into over than then there here what which who when where why how all any some no"
    " not very more most much many such just really only even still be is are was were been being do does did have has"
    " had will would can could should may might must thing things stuff way ways lot lots bit people person someone"
    " anyone everyone job work day time something anything everything nothing one ones two yourself myself themselves"
    " enough said ask asks asked get gets got give gives read reads doing skill skills page pages good great new old same other others every each both first last now later today up down out off".split()
)
_NAME = r"[A-Z][\w+#./&-]*(?:[ ](?:[A-Z0-9][\w+#./&-]*|of|for))*"
_WORDS = r"[a-z][\w-]+(?: [a-z][\w-]+){0,2}"
_FRAMES = tuple(
    re.compile(pattern)
    for pattern in (
        # a name with capitals in a frame of skill
        rf"\b(?:know|knew|knowing|learn|learned|learnt|learning|master|mastering|use|used|using|fluent in|certified in|trained in|proficient (?:in|with|at)|experience (?:with|in|using)|familiar(?:ity)? with|comfortable (?:with|in)|background in|good (?:at|with)|skills in|expert in|knowledge of|versed in|work(?:ing|s|ed)? (?:in|with)|course (?:in|on)|certificate in|certification in) (?P<name>{_NAME})",
        rf"\b(?P<name>{_NAME}) (?:skills|certification|certificate|licen[cs]e|training|proficiency|experience|fluency|knowledge|is a must|is a plus)\b",
        # small words in a strict frame
        rf"\b(?:good at|great at|better at|skilled (?:at|in)|proficient (?:in|at|with)|fluent in|certified in|trained in|versed in|comfortable with|knack for|flair for) (?P<name>{_WORDS})",
        rf"\b(?:[Nn]eed to know|[Nn]eeds to know|[Hh]ave to know|[Mm]ust know|[Kk]nowledge of|[Uu]nderstanding of|[Ff]amiliarity with|[Ee]xperience with|[Bb]ackground in|[Cc]ourse in|[Cc]ertificate in|[Tt]raining in) (?P<name>{_WORDS})",
    )
)
_NO_SKILLS = frozenset(
    "ceo cfo coo cto cio vp nhs usa uk eu un bbc cv faq asap diy pdf url ngo ceos ok tv phd ba bsc ma msc mba id kid fyi"
    " tbd tba eta etc aka rip lol omg btw imo not yes nope never all any the and must only two one new big ask no hr it"
    " er icu ed gp mp mps pm am est cet gmt nyc la sf dc llc inc ltd plc hq fte pto ot roi".split()
)
_TRAIL = re.compile(
    r"(?:[ ](?:of|for|and|or|in|on|to|is|are|with|at|the|a|that|when|if|because|before|after|than))+$|[.,;:/&-]+$"
)


def suggest(text: str, taken: list[Span]) -> list[Found]:
    """Return names in ``text`` that a frame of skill surrounds and that no name of the vocabulary touches.

    Parameters
    ----------
    text : str
        A point, verbatim.
    taken : list of (int, int)
        Where the vocabulary's names stand.
    """
    found: dict[Span, Found] = {}
    for pattern in _FRAMES:
        for match in pattern.finditer(text):
            span = _trimmed(text, *match.span("name"))
            if span is None or any(start < span[1] and span[0] < end for start, end in (*taken, *found)):
                continue
            found[span] = Found(*span, text[slice(*span)], True)
    return sorted(found.values())


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    while trail := _TRAIL.search(words):
        words = words[: trail.start()]
    while words and words.split()[0].casefold() in _STOP:
        first = words.split()[0]
        rest = words[len(first) :]
        start += len(first) + len(rest) - len(rest.lstrip())
        words = rest.lstrip()
    parts = words.split()
    for number, part in enumerate(parts):
        if part.casefold() in _STOP and part.casefold() not in ("of", "for"):
            words = " ".join(parts[:number])
            break
    while trail := _TRAIL.search(words):
        words = words[: trail.start()]
    if words.casefold() in _NO_SKILLS or len(words) < 2 or not any(c.isalpha() for c in words):
        return None
    return start, start + len(words)
