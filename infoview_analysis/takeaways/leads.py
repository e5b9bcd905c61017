"""Leads: openings, teams about to hire, and programmes with a closing date."""

from __future__ import annotations

from infoview_analysis.takeaways.cues import FAIR, STRONG, WEAK, Evidence, cue, evidence

_SOON = (
    r"(?:in|from|by|before|after|early|mid|late|end of|until|this|next|first week of|on(?: the)?)\s+(?:the\s+)?(?:mid |early |late |end of )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?"
    r"|oct|nov|dec|spring|summer|autumn|fall|winter|next|week|month|quarter|year|\d)"
)
_CUES = (
    cue("they are about to hire", STRONG,
        r"\b(?:(?:is|are|['’]s|['’]re|will be|about to|starts?) hiring|hir(?:e|ing) (?:an?|one|two|three|four|five|\d+|again|in|soon|more)\b|recruiting (?:in|for|again|an?|\d)"
        r"|(?:budget|headcount) for (?:an?|one|two|\d+)|(?:needs?|wants?|looking for) (?:an?|one|two|\d+) (?:junior|trainee|assistant|analyst|intern)\w*)"),
    cue("an opening is named", STRONG,
        rf"\b(?:openings?|vacanc(?:y|ies)|req(?:uisition)?s?|posting|post|job|role|position|place|seat|spot)s?\b[^.;]{{0,30}}\b(?:opens?|opening|comes? up|coming up|free|posted|goes live"
        rf"|advertised|is open|are open|closes)\b|\b(?:opens?|opening|posts?|posting|post(?:ed|s) (?:an?|the)) (?:a |an |the |one |two |\d+ )?(?:req|role|job|post|position|opening)s?\b"
        rf"|\bopening(?:s)? {_SOON}"),
    cue("a programme with a date", STRONG,
        rf"\b(?:applications?|campaign|scheme|programme|program|fellowship|traineeship|internship|apprenticeship|placements?|intake|cohort|announcement|recruitment|paid trial|returnship"
        rf"|graduate scheme)\b[^.;]{{0,50}}\b(?:opens?|closes?|closing|deadline|starts?|{_SOON})|\b(?:opens?|closes?) {_SOON}"),
    cue("a way to work there is offered", FAIR,
        r"\b(?:shadow(?:ing)?|ride[- ]along|trial (?:day|week|shift)|paid trial|work experience|volunteer(?:ing)?|secondment|internship|summer helper|come in for a)\b"),
    cue("a programme is named", WEAK, r"\b(?:traineeship|apprenticeship|fellowship|internship|graduate scheme|returnship|placement|bootcamp scholarship|job board)\b"),
    cue("told of the past", -FAIR,
        r"\b(?:years? ago|used to|in (?:19|20)\d\d|(?:was|were|got) hired|last (?:hire|year)|(?:she|he) (?:got|started|joined|saw|applied)|laid off|cut|froze|frozen|gone|filled)\b"),
    cue("said of hiring in general", -FAIR, r"\b(?:when (?:I|she|he|we|they) hires?|hires? (?:for|people who|on)|usually|always|never|most|every (?:year|hire|opening))\b"),
)  # fmt: skip


def lead_evidence(text: str, heading: str = "") -> Evidence:
    """Return how much a point tells of a job or programme one may apply for, in logits without a prior, and why."""
    return evidence(_CUES, text, heading)
