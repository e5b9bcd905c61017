"""The wordings by which people say that a skill is a must, helps, or is not needed.

Each rule is a need and a pattern over a clause in small letters, in which the skill in question is the sign SKILL and
every other skill the sign OTHER. The first rule that fits decides, so what turns a negation round ("can't do without")
stands before the negations, and those before the plain cues.
"""

# ruff: noqa: E501 (a wording stands on one line)
from __future__ import annotations

import re

SKILL = "\x01"
OTHER = "\x02"

_ANY = "[\x01\x02]"
_GAP = r"[^.;!?]{0,70}?"  # what may stand between a cue and the skill: a list, other words
_NEAR = r"[^.;!?,]{0,40}?"
_WILL = r"(?:will |would |can |could |should |do |does |did |may |might |is |are |was |were )?"
_NOT = (
    r"(?:do not|don'?t|does not|doesn'?t|did not|didn'?t|will not|won'?t|would not|wouldn'?t|need not|needn'?t|never"
    r"|hardly(?: ever)?|rarely|no longer|cannot|can'?t|could not|couldn'?t|have not|haven'?t|has not|hasn'?t)"
)
_BE_NOT = r"(?:is not|isn'?t|are not|aren'?t|was not|wasn'?t|'s not|'re not|were not|weren'?t|be not|ain'?t)"
_NOBODY = r"(?:nobody|no one|no-one|none|none of (?:us|them)|not a single person|not one (?:person|of them)|no (?:employer|manager|client|recruiter|hiring manager|interviewer)s?)"
_REQUIRED = r"(?:required|needed|necessary|essential|mandatory|important|a requirement|a prerequisite|a must|critical|crucial|compulsory|obligatory|a dealbreaker|expected|asked for|relevant)"
_EXPERT = (
    r"(?:an? |the |some |any )?(?:\w+[ -]){0,2}?(?:expert|wizard|guru|genius|master|ninja|rockstar|pro|specialist|whiz|virtuoso|black belt|"
    r"native speaker|scientist|developer|programmer|engineer|coder|star|authority|phd|fluent|perfect|brilliant|great|amazing|advanced|world-class|expertise|mastery)"
)

_RULES: list[tuple[str, str]] = [
    # denials that affirm
    ("must", rf"\bno {SKILL}{_GAP}\b(?:doesn'?t|does not|won'?t|can'?t|cannot|never|no|not)\b{_NEAR}\b(?:reach|get|see|pass|past|call|interview|hire|job|access|count|happen|go (?:on|through)|make it)\w*"),
    ("must", rf"\b(?:not|isn'?t|ain'?t) (?:in|on|written in|done in) {SKILL}{_GAP}\b(?:doesn'?t|does not|didn'?t|never) (?:exist|count|happen)\w*"),
    ("must", rf"{SKILL}\S*\W{{1,3}}(?:is|are) (?:exactly )?what (?:they|we|i|you|she|he|people|employers|managers)\b"),
    ("must", rf"\b(?:can(?:not|'?t| not)|impossible to|hard to|difficult to) (?:possibly )?(?:overstate|overestimate|overemphasi[sz]e|stress)\b.*{SKILL}"),
    ("must", rf"\b(?:don'?t|do not|never) underestimate\b.*{SKILL}"),
    ("must", rf"{SKILL}.*\b(?:is|are|be) (?:hugely |often |badly )?underestimated\b"),
    ("must", rf"\b(?:can(?:not|'?t)|could ?n[o']t|couldn'?t|won'?t|will not|wouldn'?t|never|nobody|no one|no-one|impossible|don'?t|not)\b{_GAP}\bwithout\b{_GAP}{SKILL}"),
    ("must", rf"\bwithout\b{_NEAR}{SKILL}.*\b(?:won'?t|will not|can'?t|cannot|nothing|no\b|nobody|worthless|useless|pointless|never|dead|lost|stuck|out\b|sunk|fail|done)"),
    ("must", rf"\b(?:it'?s|is|are|be|of) (?:no use|useless|worthless|pointless|nothing)\b{_NEAR}\bwithout\b{_GAP}{SKILL}"),
    ("must", rf"^\W*no {SKILL}\W+(?:then )?no (?:\w+ )?(?:job|access|interview|entry|hire|offer|way|call\w*|chance|start|work|contract|site)\b"),
    ("must", rf"\b(?:no way around|no substitute for|no getting around|no escaping|no getting away from|nothing (?:is )?more \w+ than|nothing beats|nothing replaces|never have enough|never too (?:much|good)|can'?t have too much|can'?t get enough)\b{_NEAR}{SKILL}"),
    ("must", rf"{SKILL}{_NEAR}(?:{_BE_NOT}|not) (?:optional|negotiable|a nice-to-have|a luxury|a bonus|just a bonus)"),
    ("must", r"\b(?:it'?s|is|are|that'?s) (?:not|n'?t) (?:an? )?(?:optional|negotiable|option)\b"),
    ("must", rf"\bnot (?:knowing|having|being able|speaking|understanding)\b{_NEAR}{SKILL}.*\b(?:problem|dealbreaker|no-go|trouble|out|red flag|mistake)"),
    ("must", rf"\b(?:don'?t|do not|won'?t|can'?t|cannot|not)\b{_NEAR}\b(?:bother apply|apply|interview|hire|hired|last|survive|get (?:in|far|past|through|the job|an interview)|look at (?:you|them|anyone))\w*\b{_GAP}\b(?:if|unless|who|without)\b{_GAP}{SKILL}"),
    ("must", rf"\b(?:would ?n[o']t|wouldn'?t|would not|never|won'?t|don'?t|do not|can'?t) (?:ever )?(?:hire|interview|take on|employ|take|promote|consider)\b{_GAP}\b(?:can'?t|cannot|doesn'?t|don'?t|without|lacks?|who isn'?t|not)\b{_GAP}{SKILL}"),
    ("must", rf"\b(?:if|unless) (?:you|they|someone|somebody|people|a candidate)\b{_NEAR}\b(?:can'?t|cannot|don'?t|do not|lack|doesn'?t|haven'?t|aren'?t|have|can|know)\b{_NEAR}{SKILL}.*\b(?:you'?re|you are|won'?t|will not|can'?t|cannot|no\b|don'?t|forget|out\b|done|lost|stuck|trouble|nobody|struggle)"),
    ("must", rf"\b(?:reject|turn down|screen out|let go|fire|drop|weed out)\w*\b{_GAP}\b(?:lack|without|can'?t|cannot|don'?t|no)\b{_GAP}{SKILL}"),
    ("must", rf"\b(?:can(?:not|'?t)|could not|couldn'?t) (?:skip|fake|dodge|avoid|escape|ignore|neglect|get away without|do without|outsource|wing)\b{_NEAR}{SKILL}"),
    ("must", rf"{SKILL}.*\b(?:can'?t|cannot|can not) (?:do|be done|go|live|work|manage|get by) without\b"),
    ("must", rf"\b(?:mistake|foolish|silly|stupid|risky|suicide) (?:\w+ )?to (?:ignore|skip|neglect|underestimate|avoid)\b{_NEAR}{SKILL}"),
    ("must", rf"\bnot (?:just|only|merely|simply)\b{_NEAR}{SKILL}.*\b(?:need|must|have to|also|want|but|require)"),
    ("must", rf"\b(?:don'?t|do not) (?:ever )?(?:skip|neglect|skimp on|ignore|forget|sleep on|overlook)\b(?! about){_NEAR}{SKILL}"),
    ("must", rf"\ball (?:that )?(?:you|we|they|i)(?:'ll| will)? (?:really )?need (?:is|are|to know is)\b{_GAP}{SKILL}"),
    ("nice", rf"\b(?:not|n'?t)\b{_NEAR}\b(?:hurt|harm)\b"),
    # a level, not a refusal
    ("nice", rf"\b(?:{_NOT} (?:need|have|require|expect|want)(?: you| people| anyone| them)?(?: to (?:be|become|have|speak|write))?|{_BE_NOT} (?:expected|required) to be|without being|no need to be(?:come)?|nobody (?:expects|needs|wants) (?:you to be|people to be)?) {_EXPERT}\b{_GAP}{SKILL}"),
    ("nice", rf"\b{_NOT} (?:need|have)(?: to (?:be|become))? (?:an? |the )?{SKILL} {_EXPERT}"),
    ("nice", rf"\b(?:don'?t|do not|no need to) (?:have to |need to )?(?:master|be good at|be great at|be fluent in|be deep in)\b{_NEAR}{SKILL}{_GAP}\b(?:just|only|enough|basic)"),
    ("nice", rf"\b(?:not|n'?t) (?:strictly |absolutely |really |a )?{_REQUIRED}\b.*\b(?:but|though|helps?|useful|handy|nice|easier|quicker|plus|bonus)\b.*{SKILL}"),
    ("nice", rf"{SKILL}.*\b(?:not|n'?t) (?:strictly |absolutely |a )?(?:{_REQUIRED}|must)\b.*\b(?:but|though|helps?|useful|handy|nice|easier|quicker|plus|bonus)\b"),
    ("nice", rf"{SKILL}.*\b(?:useful|helpful|handy|a plus|a bonus|nice|good|an? advantage|desirable|preferred)\b{_NEAR}\b(?:but|though|,)? ?(?:not|no|never) "),
    # not needed
    ("not_needed", rf"\b{_NOT} (?:\w+ )?(?:need|have to|require|want|use|used|needed|ask|asked|ask you|asks|look|check|care|matter|expect|bother|worry|get asked|read|touch|touched)\b(?! to (?:lose|forget|underestimate)){_GAP}{SKILL}"),
    ("not_needed", rf"\b{_NOBODY}(?:'s|'ll|'d)? (?:\w+ ){{0,3}}?(?:ask|care|look|check|need|require|expect|use|mention|read|want|miss|notice|worr|bother|demand|gives? a|touch|see)\w*\b{_GAP}{SKILL}"),
    ("not_needed", rf"\bno (?:real )?(?:need|point|use|requirement|reason|sense|call|demand) (?:for|in|of|to)\b{_GAP}{SKILL}"),
    ("not_needed", rf"\b(?:you|we|they|i) (?:really )?need(?:ed)? (?:no|zero|very little|next to no)\b{_NEAR}{SKILL}"),
    ("not_needed", rf"{SKILL}{_NEAR}\b(?:{_BE_NOT}|not) (?:\w+ly )?(?:at all |a |that |so |very |even |what |part |about |where |worth|the |an )?{_NEAR}(?:{_REQUIRED}|need|matter|thing|worth\w*|point|part|issue|big deal|useful|used|what (?:they|we|i))"),
    ("not_needed", rf"{SKILL}[^.;!?]{{0,30}}?\b(?:doesn'?t|does not|don'?t|do not|didn'?t|won'?t|never|hardly) (?:really |even |actually |much )?(?:matter|count|help|come up|get you|impress|move|mean|add|buy|carry|apply|exist|open|make)\w*"),
    ("not_needed", rf"{SKILL}.*\b(?:never|not once|hardly ever|haven'?t|have yet to|yet to)\b{_NEAR}\b(?:need|use|asked|come up|touch|look|open|appl)\w*"),
    ("not_needed", rf"\b(?:never (?:once |ever |actually |really )?|not once |have yet to |yet to |haven'?t )(?:used?|needed?|asked|touched|opened|looked|come across|had to|applied|been asked)\b{_GAP}{SKILL}"),
    ("not_needed", rf"{SKILL}.*\b(?:overrated|overhyped|waste of (?:time|money)|pointless|useless|irrelevant|worthless|overkill|meaningless|optional|unnecessary|obsolete|a distraction|beside the point|worth (?:nothing|little)|dying|dead\b|a myth|least of (?:your|my|our)|secondary|over-?valued|window dressing|matters? (?:less|little)|less important)"),
    ("not_needed", rf"\b(?:waste (?:of |your |my |any )?(?:time|money)|overrate|overestimate|overvalue|pointless|useless|irrelevant|least of (?:your|my|our) worries|distraction)\w*\b{_GAP}{SKILL}"),
    ("not_needed", rf"\b(?:forget(?: about)?|skip(?:ped|ping)?|ignore|drop(?:ped|ping)?|stopped (?:asking|requiring|looking|caring)|don'?t bother|never mind|nevermind|avoid)\b{_NEAR}{SKILL}"),
    ("not_needed", rf"\b(?:without|got by without|get by without|managed without|fine without|did without)\b{_NEAR}{SKILL}"),
    ("not_needed", rf"\b(?:a |the )?(?:myth|misconception) (?:is )?that\b{_GAP}{SKILL}"),
    ("not_needed", rf"\b(?:{_BE_NOT}|not) (?:really |so much |actually |just )?(?:about|looking for|interested in|impressed by|hiring for)\b{_GAP}{SKILL}"),
    ("not_needed", rf"\b(?:neither|nor)\b{_NEAR}{SKILL}"),
    ("not_needed", rf"\b(?:fine|ok|okay|alright) if\b{_NEAR}\b(?:never|don'?t|haven'?t|not|no)\b{_GAP}{SKILL}"),
    ("not_needed", rf"\b(?:can'?t|cannot) remember the last time\b{_GAP}{SKILL}"),
    ("not_needed", rf"^\W*(?:but )?(?:not|rather than|instead of|except)\b (?!just|only|merely|simply|strictly|to mention){_NEAR}{SKILL}"),
    ("not_needed", rf"\b(?:everything|anything|all) (?:but|except)\b{_NEAR}{SKILL}"),
    ("not_needed", rf"\b(?:thought|assumed|expected|feared|worried)\b{_NEAR}\bneed\w*\b{_NEAR}{SKILL}"),
    ("not_needed", rf"\b(?:less|fewer) (?:about |important |of )?{_NEAR}{SKILL} than\b"),
    # helps
    ("nice", r"\bnice[- ]to[- ]haves?\b|\bnice (?:extra|touch|addition|bonus|on paper|if)\b|\bgood to have\b|\bbonus(?: points?)?\b|\bextra points?\b|\bicing on\b|\bcherry on\b"),
    ("nice", r"\b(?:would|could|might|may|will|'d) (?:\w+ )?(?:be )?(?:nice|great|helpful|handy|useful|good|lovely|welcome|ideal|stand out|help|an? (?:plus|advantage|asset|edge))\b"),
    ("nice", rf"{SKILL}.*\b(?:is|are|be|was|were|as|'s|comes? in|came in) (?:an? )?(?:\w+ ){{0,2}}?(?:plus\b|help(?:ful|s)?\b|useful|handy|advantage|asset|beneficial|benefit|desirable|preferred|appreciated|welcome|worth (?:it|having|learning|knowing|picking|the)|nice|differentiator|edge)"),
    ("nice", rf"{SKILL}[^,;{OTHER}]*\ban? (?:\w+ )?(?:plus\b|advantage|asset|benefit|differentiator|bonus)"),
    ("nice", rf"{SKILL}.*\b(?:helps?(?! us| me| them)|helped|comes? in handy|came in handy|pays? off|goes a long way|go a long way|opens? (?:up )?doors?|looks? good|leg up|head start|stands? out|sets? (?:you|people|candidates|them) apart|gives? you an?|advantage|edge\b|never hurts|tips? the)"),
    ("nice", rf"\b(?:helps?|helped|useful|handy|helpful|worth|beneficial|advantage|recommend(?:ed|s)?|suggest(?:ed|s)?|prefer(?:red|ably|s)?|ideally|bonus|plus|leg up|edge|stand out|head start|appreciated?|welcome|desirable|asset|differentiator|would love|'d love|like to see|wouldn'?t mind|glad i|good idea|pick up|nice)\b{_GAP}{SKILL}"),
    ("nice", rf"\bif (?:you|they|someone) (?:also |happen to |already |can |want to )\b{_GAP}{SKILL}"),
    ("nice", r"\b(?:would|could|will|can|might|'d) (?:\w+ )?(?:set you apart|make you|tip the|give you|open doors|lift|be a)\b"),
    ("nice", rf"\b(?:prefer|choose|pick|take) (?:the |a )?(?:candidate|person|one|applicant|someone)\b{_GAP}{SKILL}"),
    ("nice", rf"\b(?:it is|it'?s) (?:always )?(?:good|great|smart|wise) to (?:have|know|learn|get)\b{_GAP}{SKILL}"),
    ("nice", rf"\b(?:some|a bit of|a little|basic|a touch of|a smattering of|passing|working) (?:\w+ )?(?:knowledge of |idea of |familiarity with |understanding of |experience (?:in|with) )?{SKILL}{_NEAR}\b(?:help|useful|good|enough|nice)"),
    ("nice", rf"\b(?:some idea of|a bit of|bits? of|a little|a touch of|a smattering of) {SKILL}"),
    ("nice", rf"{SKILL}{_NEAR}\b(?:you(?:'ll| will| can|'d)? (?:learn|pick up|get taught) (?:it |that )?(?:here|there|on the job|as you go|in|later)|(?:they|we|i)(?:'ll| will|'d)? (?:teach|train|show) (?:you|people|them)|(?:is|are|was|gets?|get) (?:taught|trained|learn(?:t|ed)) (?:here|on the job|in|later|as you go))\b"),
    # must
    ("must", r"\bmust[- ]haves?\b|\bnon-?negotiables?\b|\bnon negotiables?\b|\bdeal-?breakers?\b|\bdeal breakers?\b|\btable stakes\b|\bprice of (?:entry|admission)\b|\bbread and butter\b|\bday one\b|\bbare minimum\b|\bfrom the (?:start|first (?:day|week))\b|\bprerequisites?\b|\bhard requirement\b"),
    ("must", rf"{SKILL}.*\b(?:is|are|be|as|was|were|has to be|'s|remains?|being|an?|the) (?:\w+ ){{0,2}}?(?:must\b|essential|critical|crucial|vital|mandatory|required|necessary|key\b|everything|indispensable|compulsory|imperative|the (?:baseline|job|whole|core|foundation|most important|main|number one|biggest|real|key|single|first)|a requirement|requirement|core\b|paramount|needed|expected|assumed|fundamental|non-optional|obligatory|basic requirement|baseline|number one|half (?:of )?the|most of the job|(?:\d+|eighty|ninety) (?:percent|per cent|%)|the heart)"),
    ("must", rf"\b(?:must|essential|critical|crucial|vital|mandatory|required|requires?|necessary|indispensable|compulsory|imperative|insists?|demand(?:s|ed)?|expect(?:s|ed)?|need(?:s|ed)?(?: to)?|have to|has to|had to|have got to|got to|gotta|you'?d better|you better|had better|fundamental|screen for|hire(?:s|d)? for|look(?:s|ing)? for|filter(?:s)? (?:for|on)|test(?:s)? for|comes? down to|boils down to|matters? most|the (?:biggest|main|key|number one|most important|single|first|one|only real) (?:thing|skill|requirement)s?|non-negotiable|key|prerequisite|relies on|depends on|hinges on|stands or falls)\b{_GAP}{SKILL}"),
    ("must", r"\b(?:most important|number one|no\. ?1|#1|top|core|essential|key|critical|biggest|main|real) (?:skill|thing|requirement|quality|trait|ability|tool|competenc)\w*\b"),
    ("must", rf"{SKILL}.*\b(?:number one|most important|matters? (?:most|more|the most|a lot|hugely|enormously)|counts? most|comes first|above all|make or break|makes or breaks|has to be|have to be|must be|heart of|core of|backbone of|foundation of|beats|is half|half the job|all day|every (?:single )?day|every posting|gets? you hired|got me hired|is what (?:gets|got)|wins?|is the job|is the work|matters?)\b"),
    ("must", rf"\b(?:every|all) (?:job )?(?:posting|ad|job|role|opening|interview|position)s?\b{_GAP}\b(?:list|ask|want|require|mention|name)\w*\b{_GAP}{SKILL}"),
    ("must", rf"\b(?:learn|get|master|know|start with|study|take)\b{_NEAR}{SKILL}{_NEAR}\b(?:first|before|right away|immediately|asap|no matter what|inside out|cold)\b"),
    ("must", rf"\b(?:everyone|everybody|they all|people)\b{_NEAR}\b(?:has to|have to|must|need|asks? for|wants?|expects?|care about|cares about|care for|look at)\b{_NEAR}{SKILL}"),
    ("must", rf"\b(?:you'?re|you are|we'?re|i'?m) (?:expected|supposed|required) to\b{_GAP}{SKILL}"),
    ("must", rf"\b(?:really|all|mostly|mainly|purely) about\b{_NEAR}{SKILL}"),
    ("must", rf"\b(?:make sure|be sure)\b{_NEAR}{SKILL}"),
]  # fmt: skip

RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple((need, re.compile(pattern)) for need, pattern in _RULES)

ECHO: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (need, re.compile(pattern))
    for need, pattern in (
        ("not_needed", rf"{SKILL}[^.;!?,]{{0,15}} (?:isn'?t|aren'?t|doesn'?t|don'?t|won'?t|less|is not|are not)\W*$"),
        ("must", rf"{SKILL}[^.;!?,]{{0,15}} (?:is|are|does|do|will|more)\W*$"),
    )
)

# Notes leave verbs out: "SQL yes, python no". Read so only where the point answers which skills one needs.
SHORTHAND: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (need, re.compile(pattern))
    for need, pattern in (
        ("not_needed", rf"{SKILL}.{{0,25}}?\b(?:who cares|please no|whatever\W*$|so what|says who)\b|\b(?:0|zero|none) of (?:the |us |them |\d+ )?.{{0,25}}{SKILL}|\bnever (?:\w+ ){{0,3}}(?:written|sorted|met|had|run|read|been asked)\b.{{0,30}}{SKILL}"),
        ("not_needed", rf"{SKILL}\S*\W{{1,3}}(?:only )?(?:is )?(?:what\?|somebody else'?s|someone else'?s)|\bno {SKILL}\W+no\b"),
        ("nice", rf"{SKILL}\S*\W{{1,3}}(?:(?:is|are) )?(?:only |just )(?:if|for|when|to|from)\b|{SKILL}\S*\W{{1,3}}(?:of some sort|sort of|at some point|on top|still for)\b|{SKILL} if you\b"),
        ("nice", rf"\b(?:some idea of|enough|basics? of|basic|a line of|reads?) {SKILL}|{SKILL}\S*\W{{1,3}}(?:basics|learn(?:t|ed) in|taught in)\b"),
        ("not_needed", rf"{SKILL}\S*\W{{1,3}}(?:definitely |really |honestly |just )?(?:no|nope|nah|nil|never|none|not|zero|nobody|no one|useless|forget it|skip(?: it)?|waste|meh|nothing)\b(?! way| discussion| excuse| question| more| times| scary| fancy| special| complicated| crazy| understands)"),
        ("not_needed", rf"\b(?:no|zero|nobody|never|not|hardly) (?:\w+ ){{0,2}}{SKILL}(?!\W+no\b)"),
        ("not_needed", rf"{SKILL}{_NEAR}\b(?:can wait|sits unopened|collects? dust|gathers? dust|isn'?t a thing|died|is dead|never opens? it|nobody|no one|no-one)\b"),
        ("nice", rf"{SKILL}\S*\W{{1,3}}(?:maybe|perhaps|nice|fine|okay|ok|basics|optional|sometimes|if you|occasionally|a bit|so-so|later)\b"),
        ("nice", rf"\b(?:a bit of|bit of|bits of|some|a little|maybe|perhaps|occasionally|occasional|increasingly|once in a while|a touch of) (?:\w+ )?{SKILL}"),
        ("nice", rf"{SKILL},? or (?:\w+ )?{OTHER}|{OTHER},? or (?:\w+ )?{SKILL}"),
        ("must", rf"{SKILL}\S*\W{{1,3}}(?:yes|yep|yeah|always|definitely|absolutely|obviously|of course|daily|every|obligatory|no discussion|no question|first|sure|100)\b"),
        ("must", rf"\b(?:lives? in|live in|all day|every day|daily|constantly|always) {_NEAR}{SKILL}"),
    )
)  # fmt: skip

# What a point as a whole says of the one skill it is about.
LOOSE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (need, re.compile(pattern))
    for need, pattern in (
        ("must", r"\b(?:can'?t|cannot|won'?t|couldn'?t|wouldn'?t|don'?t|not|never|no|nobody) [^.;!?]{0,60}\bwithout\b|\bwithout (?:it|one|that|them)\b|\bno way (?:round|around)\b|\b(?:first thing|hard filter|knock-?out|auto-?reject|gate\b|filter(?:s|ed)? (?:for|on|out))"),
        ("not_needed", r"\b(?:has|have|had|there'?s|got) (?:an? |the )?(?:\w+ ){0,2}(?:team|man|guy|person|woman|desk|department|vendor|people) (?:for|who does) (?:that|it|this)\b|\b(?:couldn'?t|can'?t|could not) (?:even )?(?:tell you|say|remember) (?:who|which|whether|if)\b|\b(?:no big deal|no biggie|shrug\w*|waved? (?:it |that )?(?:off|away)|alphabet soup|snobbery|nonsense|is ignored|ignored it|snort\w*|rolled (?:his|her|their) eyes)\b|\bis (?:what|for) (?:the )?(?:it|other|data|those|people) (?:guy|people|team|folks|with)\b"),
        ("nice", r"\b(?:doesn'?t|don'?t|do not|does not) (?:care|mind) which\b|\b(?:either|whichever|any of them)\b|\bfine to know\b|\benough to (?:know|read|open|say|follow|not)\b|\bon top\b|\bonly (?:to|for|when|if|from|twice|once)\b|\b(?:once|twice) (?:a|in a) (?:year|month|quarter|while)\b|\b(?:the|that'?s the) extent\b|\bmade (?:her|his|my|their) career\b|\bbrings? (?:him|her|me|them|in)\b"),
        ("nice", r"\b(?:recruiters?|regulators?|they|managers?|panels?) (?:likes?|woke up|noticed)\b|\bvisible\b|\bgot (?:her|him|me|them) (?:the|an) interview\b|\b(?:taught|learnt|learned) in\b|\bafternoon each\b|\bwishes (?:he|she|they) knew\b"),
        ("not_needed", r"\b(?:hasn'?t|never|haven'?t|not) been asked\b|\bplease no\b|\bwho cares\b|\bdon'?t (?:even )?know what (?:it|that) (?:stands for|is)\b|\bopened it (?:maybe|once|twice)\b|\bwasted on\b|\b(?:team|analytics|reporting|data (?:guy|team)|designers?|vendor) (?:down the hall |upstairs )?(?:does|do|builds?|built) (?:it|that|them|dashboards|those)\b"),
        ("nice", r"\bdepends\b|\bdepending\b|\b(?:differential|extra (?:money|pay|per)|pay bump|raise|step up|promot\w+|callbacks?|shortlist\w*|stands? out|stood out|noticed|moved (?:her|him|me) to)\b|\b(?:on the job|in a (?:day|week|weekend|month|morning|afternoon)|(?:one|two|three|a few|couple of) (?:days|weeks|weekends|months|evenings)|youtube|pick(?:ed|s)? (?:it |that )?up)\b"),
        ("not_needed", r"\b(?:nobody|no one|no-one|none of) (?:\w+ ){0,3}?(?:ask|care|look|check|need|use|mention|read|notice|wants?|had|has|opens?)\w*|\bnever (?:once |ever |actually )?(?:used?|need\w*|ask\w*|open\w*|look\w*|came up|touch\w*)|\b(?:waste|wasted|useless|pointless|overrated|irrelevant|unopened|laughed at|not worth|don'?t bother|didn'?t matter|doesn'?t matter|don'?t care|doesn'?t care|no need|not needed|zero with|don'?t need|doesn'?t need|won'?t need|didn'?t need|never needed|skip (?:it|that)|save (?:it|your money|the money)|hasn'?t (?:opened|used|needed)|haven'?t (?:opened|used|needed)|decoration|wallpaper|not once)\b"),
        ("nice", r"\b(?:helps?|helped|helpful|useful|handy|a plus|bonus|nice|worth (?:it|having|knowing)|advantage|edge|leg up|good to (?:have|know)|(?:they|company|firm|employer|county) (?:pays?|funds?|sponsors?)|eventually|later on|one day|if you (?:want|can|like))\b"),
    )
)  # fmt: skip

# What a heading or question says of everything named under it that has no cue of its own.
HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (need, re.compile(pattern, re.IGNORECASE))
    for need, pattern in (
        ("not_needed", r"\b(?:overrated|not (?:needed|required|necessary)|(?:do not|don'?t|doesn'?t|didn'?t|never) (?:need|matter|use)\w*|waste of \w+|useless|can (?:be )?skip\w*|nobody (?:asks|needs|cares)\b.*|unnecessary)"),
        ("nice", r"\b(?:nice[- ]to[- ]haves?|nice|bonus(?:es)?|a plus|pluses|optional|good to have|extras?|desirable)\b"),
    )
)  # fmt: skip
