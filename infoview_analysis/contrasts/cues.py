"""Stance cues: words by which a note supports a thing, turns it down, or makes it hang on something.

A cue says in which direction the note leans towards what it speaks of. What that means for a written sentence depends
on the sentence: "skip it" is against "A degree is needed" and for "Degrees are a waste". So the side is the note's
direction times that of the sentence. Cues are shown beside every suggestion, in the words of the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

FOR, AGAINST, DEPENDS = 1, -1, 0
STRONG, WEAK = 2, 1

# Read from the top: the first that fits at a place takes it, so that "not worth it" is never read as "worth it".
_PATTERNS: tuple[tuple[int, int, str], ...] = (
    (DEPENDS, STRONG, r"(?:it |that |all )*depend(?:s|ing|ed)?\b(?: on\b)?"),
    (DEPENDS, STRONG, r"both ways|half[ /-]+half|either way|cuts both ways|(?:yes|no) and (?:no|yes)"
     r"|some do,? some don't"),
    (DEPENDS, STRONG, r"(?:fine|good|ok|okay|great|useful|worth it|pointless|yes|no|yeah) (?:only )?(?:if"
     r"|unless|when)\b"),
    (DEPENDS, STRONG, r"(?:only|but|except|just|, ?not) (?:if|when|for)\b|unless\b"),
    (DEPENDS, WEAK, r"wrong question|can't (?:answer|say)|(?:won't|wdnt|wouldn't) generali[sz]e|in between"
     r"|(?:and|but) for an?\b"),
    (AGAINST, STRONG, r"(?:not|\w+n't|never|hardly)(?: \w+){0,2} (?:worth|need(?:ed|s)?|necessary|required|essential"
     r"|matter(?:s|ed)?|help(?:s|ed|ful)?|useful|bother|recommend|pay off|care[sd]?)\b"),
    (AGAINST, STRONG, r"(?:never|not once|nobody|no one|no-one|none)(?: \w+){0,3} (?:ask(?:s|ed)?|check(?:s"
     r"|ed)?|look(?:s|ed)?|read"
     r"|reads|use[sd]?|open(?:s|ed)?|cares?|mind(?:s|ed)?|need(?:s|ed)?|see|seen|saw|notice[sd]?)\b"),
    (AGAINST, STRONG, r"(?:don'?t|do not|dont|wouldn't|never)(?: \w+){0,1} (?:bother|waste|spend|buy|pay|do it"
     r"|take|go|get|accept|worry)\b"),
    (AGAINST, STRONG, r"(?:a )?waste(?:s|d)?(?: of (?:time|money))?\b|useless|pointless|overrated|overhyped"
     r"|worthless|a myth\b|rubbish"
     r"|nonsense|a scam|a trap|snake oil"),
    (AGAINST, STRONG, r"(?:skip(?:s|ped)?|avoid(?:s|ed)?|forget|drop) (?:it|that|the|them|any|all|this)\b"
     r"|no need\b|against (?:it|the|any|going)"
     r"|dead against|never again|zero seconds|too (?:late|expensive|slow|much to)"),
    (FOR, STRONG, r"no [\w-]+,? no [\w-]+|no exceptions?|or (?:you're|you are|it's|u're) (?:out|skipped|gone)"),
    (FOR, STRONG, r"(?:only reason|the reason|off the back of|thanks to|because of|what got|got (?:me|him|her"
     r"|them|us))\b"),
    (FOR, STRONG, r"without (?:it|one|a|an|that|the)\b(?=.*\b(?:no|not|never|can't|cannot|zero)\b)"),
    (FOR, STRONG, r"(?<!not )(?:well |really |totally |absolutely )?worth (?:it|every|the|doing|more)\b|(?:paid"
     r"|pays|pay) (?:off|back|for itself)"
     r"|earned it back|do it again|same again|swears?\b(?: by)?|best (?:thing|money|decision|training)"),
    (FOR, STRONG, r"(?:must|essential|required|mandatory|indispensable|non-negotiable|compulsory|crucial"
     r"|a must)\b(?! not)"),
    (FOR, WEAK, r"(?:need(?:s|ed)? (?:to|a|an|the|it)|have to|has to|had to|necessary|definitely|always|absolutely)\b"),
    (FOR, WEAK, r"(?:recommend(?:s|ed)?|advises?|take|get|do|learn|start with) (?:it|the|a|an|one|that)\b"),
    (FOR, WEAK, r"(?:better|faster|easier|happier|richer|smoother|cheaper|more useful|wins?|helps?|helped"
     r"|useful|opens? doors)\b"),
    (AGAINST, WEAK, r"(?:optional|irrelevant|doesn't count|second[- ]rate|nice to have|worse|slower|harder"
     r"|fails?|failed|regrets?"
     r"|misses|missed|lost|loses|quit|scrolls past|laughed|waved it off|shrugs?|shrugged)\b"),
    (AGAINST, WEAK, r"(?:never|nobody|no one|none|nothing|not one|not a single|zero)\b|\w+n't\b|not\b|no\b"),
)  # fmt: skip
_SCANNER = re.compile("|".join(f"(?P<c{n}>(?<!\\w)(?:{p}))" for n, (_, _, p) in enumerate(_PATTERNS)), re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:depend(?:s|ing)? on|only if|only when|unless|if|as long as|provided|except (?:for|in|when)|in (?:my"
    r"|our|her|his|their)"
    r" (?:field|company|team|industry|case|org|shop)|for (?:the |a |an )?[\w' -]{2,30}(?=[:,]))[^.;!?\n]*",
    re.IGNORECASE,
)
# A sentence that asks for an end of the thing, or calls it bad, turns its cues round.
_TURNED = re.compile(
    r"\b(?:not|n't|never|no longer|cannot|useless|pointless|overrated|waste[sd]?|worthless|unnecessary|wrong"
    r"|bad|harmful|skip|avoid"
    r"|ban(?:ned)?|abolish(?:ed)?|abandon(?:ed)?|end|stop|prohibit(?:ed)?|disband|cancel|oppose|quit|dead"
    r"|a myth|optional)\b|n't\b",
    re.IGNORECASE,
)
_TURNED_BACK = re.compile(
    r"\b(?:not|never|n't) (?:a )?(?:waste|useless|pointless|overrated|bad|wrong|optional)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Cue:
    """Words that lean one way.

    Attributes
    ----------
    direction : int
        1 for, -1 against, 0 it depends; towards what the note speaks of.
    strength : int
        2 strong, 1 weak.
    words : str
        Verbatim.
    start, end : int
        Their place in the text given.
    """

    direction: int
    strength: int
    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Leaning:
    """Where a note leans, all its cues together.

    Attributes
    ----------
    direction : int or None
        1, -1, 0 (it depends), or None where cues are missing or speak against each other.
    strength : int
        Of the strongest cue for that direction; 0 without one.
    cue : str
        Its words.
    condition : str
        What it depends on, where the note names it.
    """

    direction: int | None
    strength: int
    cue: str
    condition: str = ""


def find_cues(text: str) -> tuple[Cue, ...]:
    """Return the cues of ``text`` in their order; no two overlap."""
    straight = text.replace("’", "'")
    cues = []
    for match in _SCANNER.finditer(straight):
        direction, strength, _ = _PATTERNS[int(str(match.lastgroup)[1:])]
        cues.append(Cue(direction, strength, text[match.start() : match.end()], match.start(), match.end()))
    return tuple(cues)


def leaning(text: str) -> Leaning:
    """Return where ``text`` leans.

    A strong cue outweighs weak ones. "It depends" goes before everything, for a difference of scope is none of opinion.
    Where strong cues, or weak ones alone, stand on both sides, there is no direction.
    """
    cues = find_cues(text)
    condition = find_condition(text)
    scoped = [cue for cue in cues if cue.direction == DEPENDS]
    if any(cue.strength == STRONG for cue in scoped) or (scoped and condition):
        return Leaning(DEPENDS, STRONG if scoped[0].strength == STRONG else WEAK, scoped[0].words, condition)
    for strength in (STRONG, WEAK):
        ahead = _ahead(cue for cue in cues if cue.direction != DEPENDS and cue.strength == strength)
        if ahead is not None:
            return ahead
        if any(cue.strength == strength and cue.direction != DEPENDS for cue in cues):
            return Leaning(None, 0, "", condition)
    return Leaning(None, 0, "", condition)


def _ahead(cues: Iterable[Cue]) -> Leaning | None:
    """Return the one direction of ``cues``; None where there are none or they differ."""
    found = list(cues)
    directions = {cue.direction for cue in found}
    if len(directions) != 1:
        return None
    return Leaning(found[0].direction, found[0].strength, found[0].words)


def find_condition(text: str) -> str:
    """Return the words that say what it depends on ("if you have savings"), verbatim; nothing where there are none."""
    match = _CONDITION.search(text)
    return text[match.start() : match.end()].strip(" ,") if match else ""


def statement_direction(statement: str) -> int:
    """Return 1 for a sentence that holds its subject up, -1 for one that turns it down ("Degrees are useless")."""
    straight = statement.replace("’", "'")
    turns = len(_TURNED.findall(straight)) - 2 * len(_TURNED_BACK.findall(straight))
    return -1 if turns > 0 and turns % 2 else 1
