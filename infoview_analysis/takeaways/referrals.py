"""Referrals: people one is told to talk to, with role, company and how to approach them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from infoview_analysis.outreach.contacts import name_key
from infoview_analysis.takeaways.cues import FAIR, STRONG, WEAK, Evidence, cue, evidence, gathered
from infoview_analysis.takeaways.person_names import PersonName, person_names

NO_NAME = -4.0  # a referral is to somebody; without a name it is advice

# What stands right before a name.
_BEFORE = (
    ("told to talk to them", STRONG,
     r"\b(?:talk|speak|chat|spoken)\s+(?:to|with)\b[^.;!?]{0,40}$|\b(?:get|be|come) in touch w(?:ith|/)[^.;!?]{0,20}$"
     r"|\breach(?:ing)? out to\b[^.;!?]{0,25}$|\b(?:get|got) (?:a )?hold of\b[^.;!?]{0,15}$"
     r"|\b(?:have|grab|get) (?:a )?(?:coffee|word|chat|call) w(?:ith|/)[^.;!?]{0,20}$"),
    ("an introduction is offered", STRONG,
     r"\b(?:intro(?:s|duce[sd]?|duction|ducing)?|connect(?:s|ed|ing)?|link(?:s)? me up|hook(?:s)? me up"
     r"|put(?:s|ting)? (?:me|you|us) in (?:touch|contact)|put in a (?:good )?word|pass(?:es)? (?:me|you|this|it) (?:on )?"
     r"(?:to|along)|forward(?:s|ed)? (?:it|this|me|my|that|your)[^.;]{0,25}to|refer(?:s|red)? me|vouch)\b[^.;!?]{0,40}$"),
    ("told to contact them", FAIR,
     r"(?:^|[.;:!?&,–—-]\s*|\b(?:to|should|must|can|could|and|me|you|then|just)\s+)"
     r"[\"“'‘]?(?:call|ring|phone|text|e-?mail|mail|message|contact|ping|dm|approach|see|meet|visit|ask|find|look up"
     r"|try|write(?: to)?|start w(?:ith|/)|follow)\s+(?:up with\s+)?[^.;:!?,]{0,25}$"),
    ("will mention me to them", FAIR,
     r"\b(?:mention(?:s|ed)? (?:me|my name|you) to|write(?:s)? (?:to )?|(?:will|'ll|’ll|to|would|could|can) "
     r"(?:e-?mail|text|call|message|ring|tell|ask|warn|copy|cc))\s*[^.;:!?,]{0,12}$"),
    ("the name follows what they are", STRONG,
     r"\b(?:talk|speak|meet|see|call|ask|intro\w*|connect|suggest\w*|recommend\w*|thinks highly|put me in touch|knows|should)\b"
     r"[^.;!?]{3,110}(?::|\s[–—-])\s*$"),
    ("a name was passed on", FAIR,
     r"\b(?:name|names|number|people to (?:see|meet)|person to (?:see|meet)|suggest(?:s|ed|ion)?|recommend(?:s|ed)?"
     r"|knows|blog of)\b[^.;!?]{0,40}$|\bsomebody called\s*$|\bsomeone called\s*$"),
)  # fmt: skip
# What stands right after a name.
_AFTER = (
    ("an introduction is offered", STRONG,
     r"^[^.;!?]{0,80}(?:\b(?:she|he|they|\w+)(?:['’]ll| will| can| could| would|['’]d| shall)\s+(?:gladly |happily |try to )?"
     r"(?:intro\b|introduce|mail|e-?mail|text|write|call|ring|ping|connect|put (?:me|us|you)|let (?:him|her|them)|warn"
     r"|message|tell (?:him|her|them)|pass)|\bintro(?:duction)?s? by\b|\bwill intro\b)"),
    ("their name may be used", STRONG,
     r"^[^.!?]{0,120}\b(?:use (?:her|his|their|my|our) name|mention (?:me|her|his|their|my|him|them)\b|say (?:that )?"
     r"(?:she|he|they|i|jun|\w+) sent (?:me|you|u)|(?:tell|told) (?:them|him|her) (?:that )?(?:I|she|he|they|\w+) (?:sent|says?|said)"
     r"|sent (?:me|you|u)\b)"),
    ("would talk to me", FAIR,
     r"^[^.!?]{0,120}\b(?:would (?:very )?(?:likely |probably |gladly |happily )?(?:talk|speak|chat|meet|answer)"
     r"|(?:glad|happy|willing|ok|okay|open) to (?:talk|contact|speak|chat|meet|help|be (?:contacted|called))|answers? (?:e-?mails?"
     r"|strangers|short)|replies|generous with (?:her|his|their)? ?time|you['’]d get on|we['’]d get (?:along|on)"
     r"|can confirm|ask (?:him|her|them))\b"),
    ("whom to ask is said", WEAK, r"^,? (?:who|whom|which)\b|^,? (?:used to|runs?|does|did|owns?|heads?|leads?|chaired)\b"
     r"|^[,;]? (?:her|his|my|their|an?|the) (?:old |ex |former |own )?(?:\w+ ){0,2}(?:boss|manager|colleague|friend|mentor"
     r"|trainee|lead|head|director|founder|chair)\b|^ \("),
)  # fmt: skip
_ANYWHERE = (
    cue("stands under people or contacts", FAIR,
        r"\b(?:who else|people|contacts?|referrals?|intros?|introductions?|names|network)\b", in_heading=True),
    cue("stands in the closing part", WEAK,
        r"\b(?:after|afterwards|end|misc|other|odds|loose ends|extras?|next|wrap|notes? to self|takeaways?|actions?"
        r"|to.?do|p\.?s\.?|anything else|follow)\b", in_heading=True),
    cue("whom to talk to is said", WEAK,
        r"\b(?:I|you|me)(?:['’]d)? (?:should|shd|must|ought to|have to|could) (?:really )?(?:talk|speak|meet|see|call|ask)\b"),
    cue("an introduction is offered", FAIR,
        r"\b(?:offer(?:s|ed)? (?:an? )?intro|(?:can|will|['’]ll|could|would) (?:e-?mail |text )?intro(?:duce)?\b"
        r"|happy to introduce|introduces? me)"),
    cue("told of the past", -FAIR,
        r"\b(?:hired me|interviewed me|was interviewed by|quoted|wrote that|once told (?:her|him|them))\b"),
)  # fmt: skip
_BEFORE_CUES = tuple((says, weight, re.compile(pattern, re.IGNORECASE)) for says, weight, pattern in _BEFORE)
_AFTER_CUES = tuple((says, weight, re.compile(pattern, re.IGNORECASE)) for says, weight, pattern in _AFTER)
_REACH = 130
_AT_OR_AND = re.compile(r"(?:\b(?:at|of|from|in|into) (?:the )?|\b[A-Z]\w+ & )$")
_AND_MORE = re.compile(r" & [A-Z]")


@dataclass(frozen=True)
class Referral:
    """Somebody to talk to.

    Attributes
    ----------
    name, role, company, how : str
        Empty where the notes do not say; ``how`` are the words on how to approach them.
    evidence : Evidence
        Cues in words; how much they count together.
    own : float
        Weight of what stands in and around the name, without what the whole point or its heading says.
    """

    name: str
    role: str
    company: str
    how: str
    evidence: Evidence
    own: float


def referrals_in(
    text: str, heading: str = "", known: Collection[str] = (), contacts: Collection[str] = ()
) -> list[Referral]:
    """Return whom a point names as worth talking to, the likeliest first; weights are logits without a prior.

    Parameters
    ----------
    text, heading : str
        Of a point, on one line.
    known : collection of str
        ``name_key`` of people who are no news: the interviewee, who introduced them, and the interviewers.
    contacts : collection of str
        ``name_key`` of people written to or talked to on other occasions: these words are the name of a person.
    """
    around = evidence(_ANYWHERE, text, heading)
    found = [_referral(text, person, around, contacts) for person in person_names(text, known=known)]
    strongest: dict[str, Referral] = {}
    for one in found:
        held = strongest.get(one.name)
        if held is None or one.evidence.weight > held.evidence.weight:
            strongest[one.name] = one
    return sorted(strongest.values(), key=lambda one: -one.evidence.weight)


def _referral(text: str, person: PersonName, around: Evidence, contacts: Collection[str]) -> Referral:
    before, after = text[max(0, person.start - _REACH) : person.start], text[person.end : person.end + _REACH]
    cues: dict[str, float] = {}
    for place, patterns in ((before, _BEFORE_CUES), (after, _AFTER_CUES)):
        for says, weight, pattern in patterns:
            if pattern.search(place):
                cues[says] = max(weight, cues.get(says, 0.0))
    if _AT_OR_AND.search(before) or _AND_MORE.match(after):
        cues["a place, not a person"] = NO_NAME if person.is_full else 2 * NO_NAME
    if person.is_full:
        cues["a full name"] = FAIR
    elif not cues:
        cues[""] = NO_NAME
    if person.is_full and name_key(person.name) in contacts:
        cues["you wrote to them or talked to them"] = FAIR
    own = gathered(cues.items())
    both = Evidence(own.weight + around.weight, tuple(dict.fromkeys((*own.reasons, *around.reasons))))
    return Referral(person.name, role_after(after), company_after(after), how_to_approach(text), both, own.weight)


_COMPANY = re.compile(
    r"^[^.;!?“\"]{0,60}?\b(?:at|from|of|with|over at)\s+((?:the\s+)?[A-Z0-9][\w&’'.-]*(?:\s+(?:&|of|and|for|[A-Z0-9][\w&’'-]*))*)"
)
_BRACKET = re.compile(r"^\s*\(([^()]{2,50})\)")
_APPOSED = re.compile(r"^,\s+((?:[A-Z][\w&’'-]*)(?:\s+[A-Z][\w&’'-]*){0,3})(?=[,.;)]|\s[-–—]|$)")
_ROLE = re.compile(
    r"^\s*[,(–—-]?\s*(?:who\s+|she\s+|he\s+|is\s+|['’]s\s+)?"
    r"((?:an?|the|her|his|their|my|old|ex|former|head|lead|chief|senior|junior|runs?|does|owns?|heads?|leads?|manages?|works?|services|chairs?)"
    r"\b[^.,;!?()“\"]{2,50}|(?:[a-z]+ ){0,2}(?:manager|mgr|director|lead|head|chief|founder|owner|engineer|designer|developer|analyst|nurse"
    r"|teacher|editor|researcher|recruiter|officer|consultant|lawyer|partner|chair|boss|colleague|tester|writer)\b)",
)  # fmt: skip


def company_after(after: str) -> str:
    """Return the organization named right behind a person's name: "Jonas at Tallyhoop, he's …" → "Tallyhoop"."""
    for pattern in (_COMPANY, _APPOSED):
        if match := pattern.match(after):
            return re.sub(r"\s+(?:of|and|for|&)$", "", match[1]).strip(" .'’")
    if (match := _BRACKET.match(after)) and match[1][:1].isupper():
        return match[1].strip()
    return ""


def role_after(after: str) -> str:
    """Return what a person is or does, as it stands right behind the name."""
    if (match := _BRACKET.match(after)) and match[1][:1].islower():
        return match[1].strip()
    match = _ROLE.match(after)
    if not match:
        return ""
    words = re.split(r"\s+(?:at|who|and (?:is|has)|,)\s*", match[1].strip(), maxsplit=1)[0]
    return " ".join(words.split())


_HOW = re.compile(
    r"(?:use (?:her|his|their|my) name|mention (?:me|her|him|them|his|my|their)\b(?: name)?|say (?:that )?\w+ sent (?:me|you|u)\b"
    r"|[\"“]?tell (?:them|him|her) [^.;!?]{3,50}|(?:she|he|they)(?:['’]ll| will|['’]d| would| can)\s+(?:gladly |happily )?(?:intro\w*|mail|e-?mail"
    r"|text|write|call|ring|connect|put|pass|mention|let)[^.;!?]{0,50}|(?:will|can|could|would|happy to|offered (?:an )?)\s*(?:e-?mail |text )?intro\w*"
    r"[^.;!?]{0,25}|(?:only |never |not )?(?:on a |before |after |in )(?:Monday|Tuesday|Wednesday|Thursday|Friday|spring|summer|autumn|winter)\b"
    r"|(?:by|per|via) (?:e-?mail|phone|text|linkedin|post|hand)\b|on linkedin|replies only to [^.;!?]{3,40})",
    re.IGNORECASE,
)  # fmt: skip


def how_to_approach(text: str) -> str:
    """Return the words on how to approach somebody, verbatim, joined by "; "."""
    return "; ".join(dict.fromkeys(match[0].strip(' "“”') for match in _HOW.finditer(text)))
