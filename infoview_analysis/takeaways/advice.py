"""Advice: what people say one should do, as an order, with "should", or with "if I were you"."""

from __future__ import annotations

from infoview_analysis.takeaways.cues import FAIR, STRONG, WEAK, Evidence, cue, evidence

_VERBS = (
    r"ask|learn|start|get|build|take|go|look|try|read|write|talk|find|keep|make|do|don['’]t|never|always|stop|avoid|apply|pick|choose|focus|show|bring"
    r"|practi[sc]e|put|say|tell|send|use|join|work|volunteer|shadow|call|be|expect|treat|skip|wait|know|leave|drop|spend|save|negotiate|prepare|research"
    r"|network|remember|let|study|specialise|specialize|accept|refuse|quit|stay|move|lead|document|measure|count|listen|watch|test|check"
)
_CUES = (
    cue("“if I were you”", STRONG,
        r"\bif (?:I|she|he|they) (?:were|was) (?:you|me|starting|in (?:your|my))|\bin (?:your|my) (?:place|shoes|position)\b|\bI['’]d (?:\w+ ){0,2}(?:start|learn|go|take|do|ask"
        r"|get|spend|pick|read|look|try|find|avoid|skip|never|tell you|advise)\b|\bwish(?:es|ed)? (?:I|she|he|they|someone|somebody)\b|\bif (?:I|she|he) (?:had to|could) start"),
    cue("said as advice", STRONG,
        r"\b(?:advice|advise[sd]?|recommend(?:s|ed)?|suggest(?:s|ed|ion)?|tip|warn(?:s|ed)?|lesson|rule|my rule|best thing|worst thing|biggest mistake|the trick)\b"),
    cue("“you should”", FAIR, r"\b(?:you|one|people|beginners|newcomers|I|we)(?:['’]d)? (?:should|shouldn['’]t|shd|must|mustn['’]t|need to|have to|ought to|better)\b|\btold me (?:to|not to)\b"),
    cue("an order", FAIR, rf"(?:^|[.!?;:]\s+|[\"“]\s*)(?:and |so |then |just |first |but )?(?:{_VERBS})\b(?!['’]s)"),
    cue("do not", FAIR, r"\b(?:don['’]t|do not|never|stop|avoid|skip|not worth)\b"),
    cue("asked for advice", FAIR,
        r"\b(?:advice|in my place|in (?:my|your) (?:shoes|position)|would you do|what should I|start over|younger self|tell your|recommend|how would you go about|becoming|getting in"
        r"|tips?|lessons?)\b", in_heading=True),
    cue("in the closing part", WEAK * 0.6, r"\b(?:takeaways?|summary|misc|other|anything else)\b", in_heading=True),
    cue("told of the past", -FAIR, r"\b(?:years? ago|used to|in (?:19|20)\d\d|(?:she|he) (?:started|spent|left|moved|joined|got|was|had))\b"),
)  # fmt: skip


def advice_evidence(text: str, heading: str = "") -> Evidence:
    """Return how much a point is advice, in logits without a prior, and why."""
    return evidence(_CUES, text, heading)
