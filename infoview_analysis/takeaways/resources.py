"""Resources: books, courses, newsletters, podcasts, associations, sites and events that people recommend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from infoview_analysis.takeaways.cues import FAIR, STRONG, WEAK, Evidence, cue, evidence, gathered
from infoview_analysis.takeaways.known_resources import (
    ADDRESS,
    KNOWN_NAME,
    ON_PLATFORM,
    is_platform,
    is_skill,
    known_kind,
)

# The word that tells the kind; the first that fits counts, so the more telling ones stand first.
_KIND_WORDS = (
    ("newsletter", r"newsletters?|bulletin|mailing list|substack|digest"),
    ("podcast", r"podcasts?|episodes?|ep\."),
    ("event", r"meet-?ups?|conference|webinars?|breakfasts?|open (?:day|evening)|workshops?|hackathon|summit|fair|student evening"
              r"|evenings?|symposium"),
    ("course", r"courses?|mooc|bootcamp|boot camp|certificate|certification|modules?|sandbox|tutorials?|academy|coursera"
               r"|udemy|edx|class(?:es)?|evening class"),
    ("community", r"communit(?:y|ies)|slack(?: group| channel)?|discord|forum|subreddit|book club"
                  r"|(?:facebook|linkedin|whatsapp|reading|study|user|peer) group|mentoring scheme|toastmasters"),
    ("association", r"association|society|institute|guild|chapter|section|professional body|union|federation|network|alliance"),
    ("book", r"books?|audiobook|novel|handbook|textbook|paperback|workbook|chapters?|ch\.|edition|memoir|zines?|guide"),
    ("site", r"blogs?|web ?sites?|sites?|youtube|channel|job board|board|database|db|portal|wiki|online|magazine|journal|column"),
    ("tool", r"templates?|spreadsheet|app|toolkit|checklist|calculator|glossary|cheat ?sheet|list"),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE)) for kind, words in _KIND_WORDS)
_BARE_KIND = re.compile("|".join(words for _, words in _KIND_WORDS))
_NOUN = "|".join(words for kind, words in _KIND_WORDS if kind != "tool")

_JOINER = r"(?:of|the|for|and|&|to|in|on|a|an|from|with|without|at|by|vs\.?|is|as|like|your|up)"
_CAPITAL = r"(?:(?!\d+-[a-z])[A-ZÀ-ÖØ-Þ0-9][\w’'+&-]*[\w+]|[A-Z0-9])"
_TITLE = re.compile(rf"(?<![\w'’]){_CAPITAL}(?:(?:[:,]? (?:{_JOINER} ){{0,3}}){_CAPITAL})*")
_QUOTED = re.compile(
    r"(?:[\"“]([A-Z][^\"”“]{2,70}?)[\"”]|(?<!\w)['‘]([A-Z][^\"”“]{2,70}?)(?!(?<=s)['’] [a-z])['’])(?!\w)"
)
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
_LIKE_A_TITLE = re.compile(
    r"(?:The|How to|How|Why|What|Who|Where|When|Inside|Beyond|Against|Thinking|Becoming|Making|Getting) (?:\w+ )*[A-Z]"
)
_WITH_AUTHOR = re.compile(r"(?<!ed)(?<!en) by [A-Z]")
_SPEAKS = re.compile(r"[:;,]? (?:I|You|He|She|We|They|It)$")  # "ES: You want …" ends before what is said
_CONTRACTION = re.compile(r"(?i)(?:i|you|he|she|it|we|they|that|there|what|who|let|here)['’](?:m|ve|d|ll|s|re)$")
_KIND_ALONE = re.compile(
    r"(?i)\b(?:join|subscribe to|sign up (?:to|for)|listen to|read|recommend(?:s|ed)|try|there(?:['’]s| is)|go to|free|lent me|borrow"
    r"|gave me|sen[dt]s? me|shared|look (?:up|at)) (?:a |an |the |her |his |their |some |local |free )*((?:[\w’'&-]+ ){0,4}(?:newsletter"
    r"|podcast|course|meet-?up|community|association|society|guild|webinar|handbook|book club|workshop|blog|slack(?: group)?|mailing list"
    r"|evening|conference|job board|workbook|bulletin|section|branch|glossary|checklist|template|reading list|cheat ?sheet|syllabus)\b"
    r"(?: of the (?:(?!(?:now|first|soon|too|again)\b)[\w’'-]+ ?){1,4}(?<! )(?![\w’'-]))?)"
)
# "the bank's own blog": a resource without a name of its own.
_THEIR_OWN = re.compile(
    r"(?i)\b((?:the|her|his|their|our) (?:[\w-]+ )?[\w-]+['’]s? (?:own )?(?:blog|newsletter|podcast|magazine|handbook|bulletin|reading list"
    r"|mailing list|youtube channel|job board|student evening))\b"
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
    ("it is their local group", STRONG, r"\b(?:chapter|section|branch|member(?:ship)?s?|meetings?|conference|student rate) of (?:the )?$"),
    ("its author is named", STRONG,
     r"\b(?:blog|newsletter|podcast|book|column|channel)s? (?:of|by|from) (?:(?:some(?:body|one)|one|a \w+|the \w+) )?(?:called |named )?$"),
    ("lent, given or kept at hand", FAIR, r"\b(?:lent|lends?|borrow|gave me|bag|shelf)\b[^.;!?]{0,30}$"),
    ("told to try it", FAIR, r"\b(?:try|use|used|uses|practi[sc]e w(?:ith|/)|start(?:s|ed)? w(?:ith|/)|do(?:es)?|did|took|take|finish|go to|went to"
     r"|look(?:s|ed)? (?:at|into)|worth|learned w(?:ith|/)|found)\s+(?:the |a |an |her |his |their |at |some )?[\"“'‘]?$"),
    ("it stands first", WEAK, r"^[\"“'‘]?(?:the )?$"),
)  # fmt: skip
_AFTER = (
    ("the kind is named after it", STRONG,
     rf"^[\"”’']?\s*,?\s*(?:\(|the |a |free |has |is |also |student |local |monthly |fortnightly |weekly )*(?:{_NOUN})(?!\w)"),
    ("the kind is named shortly after it", FAIR,
     r"^(?: [a-z][\w-]*){1,2} (?:course|certificate|boot ?camp|newsletter|podcast|handbook|workbook|meet-?up|blog|textbook|webinars?)\b"),
    ("its author is named", STRONG, r"^[\"”’']?,?\s+by\s+[A-Z]\w+|^[\"”’']?\s*\((?:[A-Z][\w’'&.]+[ ,&]*){1,5}\)"),
    ("it is said to be free, short or good", FAIR,
     r"^[^.]{0,60}\b(?:free\b|free online|the whole team|still true|short|worth|easy read|cheesy|discounted|\d+ ?(?:min|quid|pounds|hrs?|bucks)\b"
     r"|audiobook|old(?:er)? edition|second edition|battered|cover to cover|every (?:Mon|Tues|Wednes|Thurs|Fri)|fortnightly|monthly|weekly)"),
    ("lent, given or kept at hand", FAIR, r"^[^.;]{0,60}\b(?:lent|lends?|borrow|gave me|copy|whole team has read|got (?:her|him|me) hooked|saved (?:her|him|me)"
     r"|the library has)\b|^\. (?:lent|gave) me\b"),
    ("told to read or join it", FAIR, r"^[^.;!?]{0,40}[,;–—-] ?(?:read|listen to|watch|join|subscribe|sign up|go once)\b"),
    ("its worth is told", FAIR,
     r"^[^.;!?]{0,20}\b(?:saved|hooked|changed (?:how|my|her|his)|taught (?:her|him|me)|is how (?:she|he|they|I) learn)"),
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
    own : float
        Weight of what stands in and around the title, without what the whole point or its heading says.
    """

    title: str
    kind: str
    start: int
    end: int
    evidence: Evidence
    own: float


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
    ordered = sorted(strongest.values(), key=lambda one: (-one.evidence.weight, one.start))
    named = [one for one in ordered if not _BARE_KIND.fullmatch(one.title)]
    # "there's a meetup, Research Thursdays": the meetup is the one that is named.
    return [one for one in ordered if one in named or one.kind not in {other.kind for other in named}]


def _titles(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where words that may be a title stand, and whether they are in quotation marks."""
    taken: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        quoted = match.lastindex or 1
        words = match[quoted].split()
        capitals = sum(word[:1].isupper() for word in words)
        if len(words) <= 9 and 2 * capitals >= len(words) and not re.search(r"[.!?] ", match[quoted]):
            taken.append(match.span(quoted))
            yield (*match.span(quoted), True)
    for match in ADDRESS.finditer(text):
        taken.append(match.span())
        yield (*match.span(), False)
    for match in _TITLE.finditer(text):
        start, end = _trimmed(text, *match.span())
        if end - start > 2 and not any(begin < end and start < finish for begin, finish in taken):
            taken.append((start, end))
            yield start, end, False
    for pattern in (_LOWER_CASE, _KIND_ALONE, _THEIR_OWN, KNOWN_NAME):
        for match in pattern.finditer(text):
            start, end = match.span(match.lastindex or 0)
            if not any(begin < end and start < finish for begin, finish in taken):
                yield start, end, False


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut words from the beginning that are capitals because a sentence begins, or always; "The" stays with a title."""
    opens = _opens_sentence(text, start)
    while match := re.match(r"(\S+) ", text[start:end]):
        word = match[1].strip(".,:;").casefold()
        if word == "the" or not (word in _ALWAYS_CUT or (opens and word in _ORDINARY)):
            break
        start, opens = start + match.end(), False
    rest = text[start:end]
    if _ordinary(rest) or rest.casefold().split()[-1:] == ["the"] or re.fullmatch(r"[\d.,:–-]+\w{0,2}", rest):
        return start, start
    end -= len(rest) - len(re.sub(r"(?:[,;:]? (?:\d+|[A-Z]))+$", "", rest)) if " " in rest else 0
    end -= len(text[start:end]) - len(_SPEAKS.sub("", text[start:end]))
    if text[max(0, start - 4) : start] == "The ":
        start -= 4
    return start, end


def _opens_sentence(text: str, start: int) -> bool:
    return not text[:start].strip(" \"“'‘(") or bool(re.search(r"[.:;!?–—-]\s*[\"“'‘(]?$", text[:start]))


def _ordinary(word: str) -> bool:
    bare = word.casefold().strip(" .,:;!?").replace("’", "'")
    return bare in _ORDINARY or bare.isdigit() or bool(_CONTRACTION.match(bare))


def _resource(text: str, start: int, end: int, quoted: bool, around: Evidence) -> Resource:
    title = text[start:end].strip(" ,.;:")
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    cues: dict[str, float] = {}
    for place, patterns in ((before, _BEFORE_CUES), (after, _AFTER_CUES)):
        for says, weight, pattern in patterns:
            if pattern.search(place):
                cues[says] = max(weight, cues.get(says, 0.0))
    if ADDRESS.fullmatch(title):
        cues["an address"] = STRONG
    elif known_kind(title):
        cues["known as a resource"] = STRONG
    elif is_platform(title):
        cues["a platform, no title"] = -2 * STRONG
    elif is_skill(title):
        cues["a skill, no title"] = -FAIR
    if _WITH_AUTHOR.search(title):
        cues["its author is named"] = STRONG
    if ON_PLATFORM.match(text[end:]):
        cues["the place to find it is named"] = STRONG
    if _kind_in(title):
        cues["the kind stands in its name"] = FAIR
    elif not quoted and re.fullmatch(r"[A-Z][a-z’']+", title) and _opens_sentence(text, start):
        cues["only the first word of a sentence"] = -FAIR
    if not quoted and _LIKE_A_TITLE.match(title):
        cues["worded like a title"] = WEAK
    if quoted:
        cues["in quotation marks"] = WEAK
    if sum(word[:1].isupper() for word in title.split() if word not in ("The", "A")) > 1:
        cues["several capitalised words"] = WEAK
    elif title.isupper() and len(title) > 2:
        cues["a short form"] = WEAK * 0.5
    own = gathered(cues.items())
    both = Evidence(own.weight + around.weight, tuple(dict.fromkeys((*own.reasons, *around.reasons))))
    return Resource(title, _kind(title, before, after), start, start + len(title), both, own.weight)


def _kind(title: str, before: str, after: str) -> str:
    """Return the kind by the word in the title, else the nearest one around it, else by the verb."""
    named = known_kind(title) or _kind_in(title)
    named = named or ("site" if ADDRESS.fullmatch(title) else "book" if _WITH_AUTHOR.search(title) else "")
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
    return ""


def _kind_in(words: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "")
