"""Words that are no labels: they are everywhere in speech, and in notes of interviews above all."""

from __future__ import annotations

GRAMMAR = frozenset(
    """
    a about above across after again against ago all almost along already also although always am among an and another
    any anybody anyone anything anyway are aren't around as at away back be became because become been before behind
    being below between both but by came can can't cannot could couldn't did didn't do does doesn't doing don't done
    down due during each either else enough especially etc even ever every everybody everyone everything except few
    for from further gets had hadn't has hasn't have haven't having he he'd he'll he's hence her here hers herself him
    himself his how however i i'd i'll i'm i've if in indeed instead into is isn't it it's its itself just least less
    let like likely mainly many may maybe me might mine more most mostly much must my myself nearly neither never next
    no nobody none nor not nothing now nowhere of off often on once one ones only onto or other others otherwise ought
    our ours out outside over own per perhaps please quite rather really round same say see seem seems several shall
    she she'd she'll she's should shouldn't since so some somebody someone something sometimes somewhere soon still
    such than that that's the their theirs them themselves then there there's these they they'd they'll they're they've
    this those though through throughout thus till to together too toward towards twice under unless until up upon us
    usually very via was wasn't we we'd we'll we're we've well were weren't what what's whatever when where whether
    which while who who's whoever whole whom whose why will with within without won't would wouldn't yes yet you you'd
    you'll you're you've your yours yourself two three four five six seven eight nine ten hundred thousand first second
    third half ain't gonna wanna gotta till cos cuz bc w/ w/o b/c y'all im ive dont doesnt didnt cant wont isnt wasnt
    ok okay oh ah um uh er hmm eh re vs ie eg
    """.split()
)

SPEECH = frozenset(
    """
    able actual actually add added admit ask asked asking asks awful bad bad basically begin best better big bit bits
    bloody bring bring brought call called calls care case certainly change chap claims come comes coming consider
    couple course day days definitely different easy end ended ends especially everyday exactly fact fair fairly far
    feel feels felt figure find finds fine folks found full fun funny gave get getting give given gives giving glad go
    goes going gone good got great guess guy guys happen happened happens happy hard hate he hear heard help helped
    helps here hold home honest honestly hope hour hours huge idea important interesting job jobs joke jokes keep keeps
    kept kid kids kind kinda knew know known knows large last late later laughed laughs lead leave left long longer look
    looked looking looks loses lost lot lots loud love loved loves made main make makes making man matter matters mean
    means meant mention mentioned minute minutes mind moment month months morning mornings move moved near need needed
    needs nice night non normal note noted notes obviously odd old open ourselves part past people person pick place
    places plenty point possible pretty probably proper put puts quick quickly quote ran reads real reason remember
    right rule run runs said sat saw saying says seen sees sense sent set sets short show showed shows side simple
    simply sit sits small sort sounds spend spends spent start started starting starts stay stayed stays stop stopped
    straight stuff suppose sure swear swears take taken takes taking talk talked talking tell tells tend thing things
    think thinks thought time times today told tomorrow tonight took top total tried tries trouble true try trying turn
    turned turns type typical understand use used uses using useful usual wait walk walked want wanted wants watch way
    ways week weekend weeks went white wish woman wonder word words work worked working works world worse worst worth
    wrong yeah year years yesterday young yr yrs wk wks mins hrs mth mths ppl abt thru tho esp approx bigger biggest
    smaller fewer fast faster slow slower early earlier hers anymore keep keeps ready reckon reckons bet bets swore
    shrugged shrug laugh grinned
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january
    february march april june july august september october november december jan feb mar apr jun jul aug sept sep oct
    nov dec spring summer autumn winter
    """.split()
)

STOP_WORDS = GRAMMAR | SPEECH

# Short words that may stand inside a phrase, as in "cost of living"; articles only after one of these ("on the job").
LINKS = frozenset("of and to for in on & vs with".split())
ARTICLES = frozenset("a an the".split())

# Words after which a noun follows: what stands there often enough names a thing.
BEFORE_NOUNS = frozenset(
    "a an the my her his their our your its no any some every each this that these those of in on for with per by from "
    "into about own more less most first last new old same other another one two three four five six".split()
)
NOUN_ENDINGS = (
    "tion", "sion", "ment", "ness", "ity", "ship", "ance", "ence", "ism", "ist", "ology", "ure", "hood", "ery", "acy",
)  # fmt: skip
