"""Actions: what was promised, by me or by them, and what the notes say is to be done, with a day where one is named.

The weights of the cues are those of a logistic regression over nine annotated fields, rounded; the few cues that are too
rare there (a mark such as "to do:", thanks, a promise) were given the weight of what they plainly say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from infoview_analysis.takeaways.cues import Evidence, cue, evidence, with_cue
from infoview_analysis.takeaways.due_dates import DueDate, due_date

MINE, THEIRS = "mine", "theirs"
LATE_PART, VERY_LATE_PART = 0.75, 0.9  # what is to be done stands mostly in the last quarter of the notes
LONG = 40  # words: in a long passage, a cue more or less says little

_VERBS = (
    r"send|e-?mail|mail|write|text|call|ring|phone|message|thank|ask|apply|sign up|join|subscribe|look up|check|find|book|bring|print"
    r"|prepare|redo|rewrite|rework|draft|finish|reply|remind|chase|return|borrow|buy|get|read|listen|watch|register|set|put|make|add"
    r"|update|review|practi[sc]e|start|build|record|map|list|renew|file|pick|visit|go|come|meet|see|talk|speak|contact|follow up|download"
    r"|volunteer|submit|fix|move|keep|drop|take|connect|forward|share|test|research|confirm|arrange|schedule|learn|try|resend|photograph"
)
_START = rf"^(?:[-–—*>•\[\]x ]|\"|“|'|to ?do:?|next:?|me:|and |also |so |then |->|→)*(?:{_VERBS})\b(?! (?:is|was|are|were|has|had|says|said)\b)"

_CUES = (
    cue("a promise of mine", 1.5,
        r"\b(?:I (?:said|told \w+|promised) (?:that )?(?:I would|to)\b|I promised|I['’]m to|I need to (?:send|get|write|ask|bring|call|check)|I owe (?:her|him|them)|I offered|I['’]m (?:supposed|meant) to"
        r"|(?:remind(?:er)?|note) (?:to )?(?:me|self)|set me homework)\b"),
    cue("marked as to be done", 3.0, r"\b(?:to[- ]?do|action|follow[- ]?up|next steps?)\b\s*[:–—-]|^\s*(?:todo|to do|action|next)\b|\[ \]|☐"),
    cue("under what is to be done", 0.8,
        r"\b(?:to[- ]?dos?|actions?|next(?: steps?)?|follow[- ]?ups?|for me|my list|list|homework|reminders?)\b|->|→", in_heading=True),
    cue("in the closing part", 0.4,
        r"\b(?:after|afterwards|end|misc|other|odds|loose ends|extras?|else|wrap|notes? to self|memo to self|takeaways?|summary|p\.?s\.?"
        r"|logistics|rest|close|closing|my notes|notes after|would you do|in my place|about me|the car)\b", in_heading=True),
    cue("something of mine is to go to them", 1.3,
        r"\b(?:send|mail|e-?mail|post|forward|show|bring|resend|give)\s+(?:him|her|them|me back|it to|\w+ (?:my|the|a))\b"
        r"|\b(?:if|when|once|before|after) I (?:send|mail|bring|finish|have|['’]ve|write|do)\b|\bsend\b[^.;]{0,40}\b(?:cv|résumé|resume|letter|dates"
        r"|portfolio|draft|one-?pager|link|photos?|sample)\b|^send\b|\b(?:him|her|them) (?:my|the|a|our)\b"),
    cue("they want something of me", 0.8,
        r"\b(?:wants?|wanted|asked|told|tells|set|invited|expects|would like|['’]d like)\s+(?:me|us|to see|a|an|the|my|the name|proof)\b|\bwants? (?:my|me)\b"
        r"|\b(?:set|gave) me\b|\basked for\b"),
    cue("they offered something", 0.9,
        r"\b(?:she|he|they|\w+)(?:['’]ll| will| would|['’]d| can| could| shall)\s+(?:gladly |happily |also |then |probably )?(?:send|forward|look|review|read|check|pass"
        r"|intro\w*|e-?mail|mail|text|write|walk|put|let|show|badge|let me|give|file|pay|mark|tell|refer|do a|comment|answer|connect|mention|ask|ring|call|have a"
        r"|help|share|red pen|proof|bring|lend|post|shadow|take|see)\b|^(?:will|can|could|would)\s+\w+|\boffer(?:s|ed|ing)? (?:to|me|an?|intro)\b|\bhappy to\b"
        r"|\bpromised\b|\b(?:ok|okay|welcome|allowed) to (?:come|contact|call|write|shadow|visit)\b|\bgave me\b|\blent me\b"),
    cue("an order, as one writes for oneself", 1.4, _START),
    cue("a day to do it by", 1.3, r"\b(?:by|before|until|till|due|deadline|closes?|closing)\s+(?:the )?(?:end|next|mid|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec"
        r"|\d|easter|christmas|tomorrow|first|second|third|twent|\w+teenth)|\b(?:next|this) (?:week|wk|month)\b|\bfollow up in\b|\bmid[- ](?:jan|feb|mar|apr|may|jun)"),
    cue("an order in quotation marks", 0.7, rf"[\"“]\s*(?:{_VERBS})\b"),
    cue("told to do it", 1.2,
        r"\b(?:you|I|me)\s+(?:should|shd|must|have to|ought to|need to|could)\b|\bshould I\b|\bso I (?:should|could|will)\b|\btold me to\b|\badvice:|^so\b|\bgo!"),
    cue("my papers are spoken of", 2.2,
        r"\bmy (?:own )?(?:cv|c\.v\.|résumé|resume|portfolio|letter|linkedin|application|form|samples?|case stud(?:y|ies)|profile|site|app|page|project|flyer)\b"
        r"|\b(?:top third|one-?pager|cover letter|business card|thank[- ]?you (?:note|card))\b"),
    cue("thanks are due", 1.5, r"\bthank(?:s|[- ]?you)?\b[^.;]{0,20}\b(?:note|card|mail|email|letter|her|him|them|[A-Z]\w+)"),
    cue("somebody to write to", 0.6, r"\b(?:intro(?:duce|duction)?s?|in touch|talk to|speak (?:to|with)|use (?:her|his|their) name|say \w+ sent|mention (?:her|his|me))\b"),
    cue("something to sign up for", 1.0,
        r"\b(?:sign(?:ing)? up|join|subscribe|register|meet-?up|newsletter|mailing list|membership|voucher|deadline|applications? open|opens? (?:in|on|mid|early|\d)"
        r"|clos(?:es?|ing) (?:on|in|\d)|set (?:an?|the) (?:alarm|alert|reminder)|posts? openings|vacanc|req opens|posting)\b"),
    cue("a question left open", 1.2, r"\bcheck (?:this|that|spelling|if|the|whether|how|what)\b|\bask again\b|\bfind out\b|\blook(?:ing)? up\b|\?\?|\bcouldn['’]t catch|\bwhose name I\b"),
    cue("said of the past", -0.2, r"\b(?:years? ago|used to|back then|in (?:19|20)\d\d|when (?:she|he) (?:was|started|began)|(?:she|he|they) (?:spent|left|moved|joined|sent|started))\b"),
    cue("said of how work goes", -0.2, r"\b(?:every (?:day|week|morning|month|quarter)|usually|always|never|most (?:days|people)|of the (?:day|week|time)|per (?:day|week))\b"),
)  # fmt: skip
_THEIRS = re.compile(
    r"\b(?:she|he|they)(?:['’]ll| will| would|['’]d| can| could)\s|^(?:will|can|would) (?!I\b)\w+|\boffer(?:s|ed) (?:to|me|an?|intro)|\b(?:she|he|they) promised\b"
    r"|\bpromised (?:me|to send)\b", re.IGNORECASE)  # fmt: skip
_MINE = re.compile(
    r"\bI (?:said|told|promised|need|have to|must|owe|should|will|offered)|\bI['’]ll\b|\bif I (?:send|write|mail)|\bwants? me\b|\b(?:send|e-?mail|mail|text|call|write|bring|remind)\b"
    r"\s+(?:to )?(?:him|her|them|my|a|the|\w+ my)\b|" + _START, re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class Action:
    """Something to do.

    Attributes
    ----------
    whose : str
        "mine" or "theirs".
    due : DueDate or None
    evidence : Evidence
    """

    whose: str
    due: DueDate | None
    evidence: Evidence


def action_in(
    text: str,
    heading: str = "",
    *,
    day: date | None = None,
    place: float = 0.5,
    names_somebody: bool = False,
    names_resource: bool = False,
) -> Action:
    """Return what a point says is to be done; its weight is in logits, without a prior.

    Parameters
    ----------
    text, heading : str
        Of a point, on one line.
    day : datetime.date or None
        The day of the interview, which "by Friday" is counted from.
    place : float
        Where in the notes it stands, from 0 (first point) to 1 (last).
    names_somebody, names_resource : bool
        Whether the point is a referral, or names a resource: such points are followed up more often than not.
    """
    found = evidence(_CUES, text, heading)
    if place >= LATE_PART:
        found = with_cue(found, "in the last part of the notes", 1.5 if place < VERY_LATE_PART else 2.5)
    if names_somebody:
        found = with_cue(found, "somebody to write to", 1.4)
    if names_resource:
        found = with_cue(found, "something to read, join or try", 0.8)
    if len(text.split()) > LONG:
        found = with_cue(found, "a long passage", -0.7)
    return Action(whose_action(text), due_date(text, day), found)


def whose_action(text: str) -> str:
    """Return "theirs" where only they promise something, else "mine"."""
    return THEIRS if _THEIRS.search(text) and not _MINE.search(text) else MINE
