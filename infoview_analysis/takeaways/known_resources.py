"""Names that are resources by themselves, wherever they stand, and names that never are one alone."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from infoview_analysis.identity import word_key

if TYPE_CHECKING:
    from infoview_analysis.skills.vocabulary import Vocabulary

# Providers, sites and groups known in many fields. Whoever names one names something to use.
_KNOWN = {
    "course": (
        "Class Central, Codecademy, Codewars, Coursera, DataCamp, Domestika, edX, Exercism, freeCodeCamp, FutureLearn,"
        " General Assembly, Google Digital Garage, Hack The Box, HackerRank, HubSpot Academy, Kaggle, Kaggle Learn,"
        " Khan Academy, LeetCode, LinkedIn Learning, Maven Analytics, MIT OpenCourseWare, NeetCode, OpenClassrooms,"
        " OpenLearn, Pluralsight, Salesforce Trailhead, Skillshare, Trailhead, TryHackMe, Udacity, Udemy, W3Schools"
    ),
    "community": "ADPList, Lunchclub, Stack Overflow, Toastmasters, Toastmasters International, Women in Tech",
    "site": (
        "80,000 Hours, Behance, Charity Job, CharityJob, Crunchbase, Devex, Escape the City, Fishbowl, Glassdoor,"
        " Hacker News, Idealist, jobs.ac.uk, Levels.fyi, O*NET, Otta, Payscale, Product Hunt, Salary.com, The Muse,"
        " USAJOBS, VentureLoop, We Work Remotely, Welcome to the Jungle, Wellfound"
    ),
    "tool": "Anki, Google Scholar, Hunter.io, ResearchGate, SSRN",
}
_KNOWN_KIND = {word_key(name): kind for kind, names in _KNOWN.items() for name in names.split(", ")}

# Where resources are found; by itself such a name is none.
_PLATFORMS = frozenset(
    "amazon apple android discord dropbox ebay excel facebook gmail google icloud instagram ios iphone kindle linkedin"
    " mac medium meet microsoft notion outlook pinterest powerpoint reddit skype slack snapchat spotify substack teams"
    " telegram tiktok twitch twitter whatsapp windows word x youtube zoom".split()
)
# Written small as well: "kaggle ok for practice". One word, so that it is no chance meeting of two.
KNOWN_NAME = re.compile(
    rf"(?<![\w'’])(?:{'|'.join(sorted(re.escape(k) for k in _KNOWN_KIND if ' ' not in k))})(?![\w'’])", re.IGNORECASE
)
ON_PLATFORM = re.compile(
    r"^[\"”’']?,? (?:is |has (?:a |an )?(?:channel |series |page )?)?\(?on (?:youtube|substack|spotify|coursera|udemy"
    r"|edx|medium|twitch|patreon|linkedin learning|audible|kindle|reddit)\b",
    re.IGNORECASE,
)
# A web address, the name of a site, a subreddit; no mail address and no name of a file.
ADDRESS = re.compile(
    r"(?<![\w@./-])(?:https?://[^\s<>\"”)]*[\w/]|r/\w{3,}|(?:[a-z0-9][a-z0-9-]*\.)+(?:com|org|net|edu|gov|io|fyi|info|dev|ai|app"
    r"|co\.uk|ac\.uk|gov\.uk|org\.uk|jobs|eu|de|fr|nl|ca|ie|in|com\.au)(?:/[^\s<>\"”)]*[\w/])?)(?![\w@])",
    re.IGNORECASE,
)


def known_kind(title: str) -> str:
    """Return the kind of a resource that is known by its name; empty for any other."""
    return _KNOWN_KIND.get(word_key(title), "")


def is_platform(title: str) -> bool:
    """Tell whether a name is that of a place where resources are found."""
    return title.casefold() in _PLATFORMS


@cache
def is_skill(title: str) -> bool:
    """Tell whether a name is that of a skill: something to know, no title."""
    return not known_kind(title) and _vocabulary().resolve(title) is not None


@cache
def _vocabulary() -> Vocabulary:
    from infoview_analysis.skills.vocabulary import shipped_vocabulary

    return shipped_vocabulary()
