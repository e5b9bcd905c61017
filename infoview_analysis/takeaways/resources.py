"""Resources: books, courses, newsletters, podcasts, associations, sites and events that people recommend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from infoview_analysis.takeaways.cues import FAIR, STRONG, WEAK, Evidence, cue, evidence, gathered

# The word that tells the kind; the first that fits counts, so the more telling ones stand first.
_KIND_WORDS = (
    ("newsletter", r"newsletters?|bulletin|mailing list|substack|digest"),
    ("podcast", r"podcasts?|episodes?|ep\."),
    ("event", r"meet-?ups?|conference|webinars?|breakfasts?|open (?:day|evening)|workshops?|hackathon|summit|fair|student evening"
              r"|evenings?|symposium"),
    ("course", r"courses?|mooc|bootcamp|boot camp|certificate|certification|modules?|sandbox|tutorials?|labs?|academy|coursera"
               r"|udemy|edx|class(?:es)?|evening class"),
    ("community", r"communit(?:y|ies)|slack|discord|forum|subreddit|facebook group|linkedin group|book club|reading group"
                  r"|whatsapp group|mentoring scheme|toastmasters"),
    ("association", r"association|society|institute|guild|chapter|section|professional body|union|federation|network|alliance"),
    ("book", r"books?|audiobook|novel|handbook|textbook|paperback|workbook|chapters?|ch\.|edition|memoir|zines?|guide"),
    ("site", r"blogs?|web ?sites?|sites?|youtube|channel|job board|board|database|db|portal|wiki|online|magazine|journal|column"),
    ("tool", r"templates?|spreadsheet|app|toolkit|checklist|calculator|list"),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE)) for kind, words in _KIND_WORDS)
_NOUN = "|".join(words for kind, words in _KIND_WORDS if kind != "tool")

_JOINER = r"(?:of|the|for|and|&|to|in|on|a|an|from|with|without|at|by|vs\.?|is|as|like|your|up)"
_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ0-9][\w’'+&-]*[\w+]|[A-Z0-9])"
_TITLE = re.compile(rf"(?<![\w'’]){_CAPITAL}(?:(?:[:,]? (?:{_JOINER} ){{0,3}}){_CAPITAL})*")
_QUOTED = re.compile(r"[\"“'‘]([A-Z][^\"”“]{2,70}?)[\"”’'](?![\w])")
_ORDINARY = frozenset(
    (
        "i he she they we you it a an the read reads book books podcast newsletter also and or but q said says told"
        " recommended recommends recommend try tried join joins look listen listened lent gave used uses take there if"
        " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
        " september october november december cv hr it qa me my her his their this that what when where how why who"
        " yes no not do don't did ok okay one two three then so everything everyone nobody start started learn learned"
        " get got go free buy use watch subscribe course blog site reading local in on at for with to christmas easter"
        " ceo cfo cto vp uk us usa eu nhs ai id phd ba bsc msc gdpr ps oh because even only just now first second"
        " chapter ch thanks thank call email text write ask talk speak see meet send someone anything same"
    ).split()
)

_ALWAYS_CUT = frozenset(
    "i i'm i'd i'll i've monday tuesday wednesday thursday friday saturday sunday january february march april june july"
    " august september october november december cv hr it".split()
)
# "read docs like code by gentle": the title of one who writes everything small.
_LOWER_CASE = re.compile(r"\b(?:read|get|borrow|buy) ((?:[a-z’']+ ){1,5}[a-z’']+)(?= by [a-z]+\b)")
_KIND_ALONE = re.compile(
    r"(?i)\b(?:join|subscribe to|sign up (?:to|for)|listen to|read|recommend(?:s|ed)|try|there(?:['’]s| is)|go to|free|lent me|borrow)"
    r" (?:a |an |the |her |his |their |some |local |free )*((?:[\w’'&-]+ ){0,4}(?:newsletter|podcast|course|meet-?up|community|association"
    r"|society|guild|webinar|handbook|book club|workshop|blog|slack(?: group)?|mailing list|evening|conference|job board|workbook"
    r"|bulletin)\b(?: of the (?:[\w’'-]+ ?){1,4}(?=[,.;]|$))?)"
)

_BEFORE = (
    ("told to read it", STRONG,
     r"\b(?:re-?)?(?:read|reads|reading)\b[^.;!?]{0,30}$|\breading (?:list|tip)\b[^.;!?]{0,20}$"),
    ("it was recommended", STRONG,
     r"\b(?:recommend(?:s|ed|ation)?|rec|swears? by|raves? about|lent me|lend-worthy|gave me (?:her|his|a|their)|lends|on (?:her|his|their)"
     r" shelf|look at|look up|check out|listen(?:s|ed)? to|subscribe(?:s|d)?(?: to)?|watch(?:es|ed)?|follow)\b[^.;!?]{0,35}$"),
    ("told to join or sign up", STRONG, r"\b(?:join(?:s|ed|ing)?|sign(?:ed)? up (?:to|for|with)|member of|membership of)\b[^.;!?]{0,25}$"),
    ("the kind is named before it", STRONG,
     rf"\b(?:{_NOUN})(?:\s+(?:called|named|she swears by|rec(?:ommendation)?|tip|he likes|she likes|by))?\s*(?:[:,–-]|called|is|\()?"
     r"\s*(?:[\"“'‘]|the |some |from the |at )?\s*$"
     r"|\b(?:books?|newsletter|podcast|course|community|association|handbook|group)\b[^.;!?]{2,30}[,:(]\s*[\"“'‘]?$"),
    ("lent, given or kept at hand", FAIR, r"\b(?:lent|lends?|borrow|gave me|bag|shelf)\b[^.;!?]{0,30}$"),
    ("told to try it", FAIR, r"\b(?:try|use|used|uses|practi[sc]e w(?:ith|/)|start(?:s|ed)? w(?:ith|/)|do(?:es)?|did|took|take|finish|go to|went to"
     r"|look(?:s|ed)? (?:at|into)|worth|learned w(?:ith|/)|found)\s+(?:the |a |an |her |his |their |at |some )?[\"“'‘]?$"),
    ("it stands first", WEAK, r"^[\"“'‘]?(?:the )?$"),
)  # fmt: skip
_AFTER = (
    ("the kind is named after it", STRONG,
     rf"^[\"”’']?\s*,?\s*(?:\(|the |a |free |has |is |also |student |local |monthly |fortnightly |weekly )*(?:{_NOUN})(?!\w)"),
    ("its author is named", STRONG, r"^[\"”’']?,?\s+by\s+[A-Z]\w+|^[\"”’']?\s*\((?:[A-Z][\w’'&.]+[ ,&]*){1,5}\)"),
    ("it is said to be free, short or good", FAIR,
     r"^[^.]{0,60}\b(?:free\b|free online|the whole team|still true|short|worth|easy read|cheesy|discounted|\d+ ?(?:min|quid|pounds|hrs?|bucks)\b"
     r"|audiobook|old(?:er)? edition|second edition|battered|cover to cover|every (?:Mon|Tues|Wednes|Thurs|Fri)|fortnightly|monthly|weekly)"),
    ("lent, given or kept at hand", FAIR, r"^[^.;]{0,60}\b(?:lent|lends?|borrow|gave me|copy|whole team has read|got (?:her|him|me) hooked|saved (?:her|him|me)"
     r"|the library has)\b|^\. (?:lent|gave) me\b"),
    ("what to do with it is said", WEAK, r"^[^.]{0,40}\b(?:read|listen|join|subscribe|sign up|ch(?:apters?|\.)?\s*\d|first half)\b"),
)  # fmt: skip
_ANYWHERE = (
    cue("a kind of resource is named", WEAK, rf"\b(?:{_NOUN})(?!\w)"),
    cue("stands in the closing part", WEAK * 0.6,
        r"\b(?:after|afterwards|end|misc|other|odds|loose ends|extras?|else|next|wrap|notes? to self|takeaways?|actions?"
        r"|to.?do|p\.?s\.?|read(?:ing)?|resources?|books?|recommend\w*|tips?)\b", in_heading=True),
    cue("under resources", FAIR, r"\b(?:resources?|reading(?: list)?|books?|what to read|links?|recommend\w*)\b", in_heading=True),
    cue("at work, not to read", -FAIR, r"\b(?:they use|we use|team uses|stack is|runs? on|on the (?:cv|résumé|resume))\b"),
)  # fmt: skip
_BEFORE_CUES = tuple((says, weight, re.compile(pattern, re.IGNORECASE)) for says, weight, pattern in _BEFORE)
_AFTER_CUES = tuple(
    (says, weight, re.compile(pattern, 0 if "[A-Z]" in pattern else re.IGNORECASE)) for says, weight, pattern in _AFTER
)
_REACH = 70
_KIND_REACH = 60
_OFFERED = re.compile(
    r"\b(?:read|book|newsletter|podcast|recommend\w*|join|subscribe|course|meet-?up|webinar|listen|blog|association|society"
    r"|handbook|chapter|slack group|mailing list)\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class Resource:
    """Something to read, join, attend or use.

    Attributes
    ----------
    title : str
        As it stands in the text; empty where the point names a resource without a title.
    kind : str
        book, course, newsletter, podcast, association, community, event, site, tool, or empty.
    start, end : int
        Where the title stands in the text.
    evidence : Evidence
    """

    title: str
    kind: str
    start: int
    end: int
    evidence: Evidence


def resources_in(text: str, heading: str = "") -> list[Resource]:
    """Return what a point recommends, the likeliest first; weights are logits without a prior.

    Parameters
    ----------
    text, heading : str
        Of a point, on one line.
    """
    around = evidence(_ANYWHERE, text, heading)
    found = [_resource(text, start, end, quoted, around) for start, end, quoted in _titles(text)]
    strongest: dict[str, Resource] = {}
    for one in found:
        held = strongest.get(one.title.casefold())
        if held is None or one.evidence.weight > held.evidence.weight:
            strongest[one.title.casefold()] = one
    return sorted(strongest.values(), key=lambda one: (-one.evidence.weight, one.start))


def _titles(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where words that may be a title stand, and whether they are in quotation marks."""
    taken: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        words = match[1].split()
        capitals = sum(word[:1].isupper() for word in words)
        if len(words) <= 9 and 2 * capitals >= len(words) and not re.search(r"[.!?] ", match[1]):
            taken.append(match.span(1))
            yield (*match.span(1), True)
    for match in _TITLE.finditer(text):
        start, end = _trimmed(text, *match.span())
        if end - start > 2 and not any(begin < end and start < finish for begin, finish in taken):
            taken.append((start, end))
            yield start, end, False
    for pattern in (_LOWER_CASE, _KIND_ALONE):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            if not any(begin < end and start < finish for begin, finish in taken):
                yield start, end, False


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut words from the beginning that are capitals because a sentence begins, or always; "The" stays with a title."""
    opens = not text[:start].strip(" \"“'‘(") or bool(re.search(r"[.:;!?–—-]\s*[\"“'‘(]?$", text[:start]))
    while match := re.match(r"(\S+) ", text[start:end]):
        word = match[1].strip(".,:;").casefold()
        if word == "the" or not (word in _ALWAYS_CUT or (opens and word in _ORDINARY)):
            break
        start, opens = start + match.end(), False
    rest = text[start:end]
    if _ordinary(rest) or rest.casefold().split()[-1:] == ["the"] or re.fullmatch(r"[\d.,:–-]+\w{0,2}", rest):
        return start, start
    end -= len(rest) - len(re.sub(r"(?:[,;:]? (?:\d+|[A-Z]))+$", "", rest)) if " " in rest else 0
    if text[max(0, start - 4) : start] == "The ":
        start -= 4
    return start, end


def _ordinary(word: str) -> bool:
    bare = word.casefold().strip(" .,:;!?").replace("’", "'")
    return bare in _ORDINARY or bare.isdigit()


def _resource(text: str, start: int, end: int, quoted: bool, around: Evidence) -> Resource:
    title = text[start:end].strip(" ,.;:")
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    cues: dict[str, float] = {}
    for place, patterns in ((before, _BEFORE_CUES), (after, _AFTER_CUES)):
        for says, weight, pattern in patterns:
            if pattern.search(place):
                cues[says] = max(weight, cues.get(says, 0.0))
    if _kind_in(title):
        cues["the kind stands in its name"] = FAIR
    if quoted:
        cues["in quotation marks"] = WEAK
    if sum(word[:1].isupper() for word in title.split() if word not in ("The", "A")) > 1:
        cues["several capitalised words"] = WEAK
    elif title.isupper() and len(title) > 2:
        cues["a short form"] = WEAK * 0.5
    own = gathered(cues.items())
    both = Evidence(own.weight + around.weight, tuple(dict.fromkeys((*own.reasons, *around.reasons))))
    return Resource(title, _kind(title, before, after, text), start, start + len(title), both)


def _kind(title: str, before: str, after: str, text: str) -> str:
    """Return the kind by the word in the title, else the nearest one around it, else by the verb."""
    named = _kind_in(title)
    if named:
        return named
    before, after = re.split(r"[.;!?]", before)[-1], re.split(r"[.;!?]", after)[0]
    near = [(match.start(), kind) for kind, pattern in _KINDS if (match := pattern.search(after[:_KIND_REACH]))]
    near += [
        (len(before) - found[-1].end(), kind) for kind, pattern in _KINDS if (found := list(pattern.finditer(before)))
    ]
    if near:
        return min(near)[1]
    if re.search(r"\b(?:read|lent|reads|by [A-Z])", before + after[:20]):
        return "book"
    if re.search(r"\bjoin", before):
        return "association"
    return _kind_in(text)


def _kind_in(words: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "")
