"""What was heard for and against the role a person aims at, as questions to answer, not as verdicts.

For each aspect of such a decision there are words that speak for it and words that speak against it. A quote with
words of both sides is left out: it needs reading, not sorting. Nothing is added up across aspects: whether long hours weigh
more than meaning is for the person to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.takeaways.targets import role_words
from infoview_analysis.wording import given

MOST_EACH = 12  # quotes of an aspect and side; one a person first


@dataclass(frozen=True)
class Aspect:
    """One aspect of a goal: the question it raises, and the words that speak for and against it."""

    name: str
    question: str
    speaks_for: re.Pattern[str]
    speaks_against: re.Pattern[str]


def _aspect(name: str, question: str, speaks_for: str, speaks_against: str) -> Aspect:
    return Aspect(
        name, question, re.compile(rf"\b(?:{speaks_for})", re.I), re.compile(rf"\b(?:{speaks_against})", re.I)
    )


ASPECTS = (
    _aspect(
        "room", "Is there room for you, where you want to work and when you want to start?",
        r"(?:is|are|['’]re|['’]s|keep|still|always) hiring|hiring (?:again|more|in)|growing|can['’]t find (?:enough |people|anyone|good)|short of people|shortage|demand is|in demand|more (?:jobs|openings|roles)"
        r"|doubled|vacanc(?:y|ies)|expanding",
        r"hiring freeze|(?:budget|jobs?|posts?|headcount|roles?) (?:was |were |are |is |got )?(?:cut|frozen|gone)|laid off|lay-?offs?|redundanc\w+|shrinking|saturated|hundreds? of applica\w+|\d{2,} applica\w+"
        r"|fewer (?:jobs|openings|juniors)|no (?:junior|entry)[- ]?\w* (?:jobs|roles|posts)|nobody hires|let go|automated away|drying up|outsourced",
    ),
    _aspect(
        "way in", "Can you get in from where you stand, and would you go the way it takes?",
        r"career[- ]chang\w+|(?:love|like|hire|prefer|welcome)s? (?:people from|career|changers)|no degree|degree (?:not|isn['’]t) needed|(?:don['’]t|doesn['’]t|didn['’]t) (?:need|have) (?:a|the|any) (?:degree|cert\w*)"
        r"|transferable|your background (?:is|would)|exactly what we need|trained (?:me|her|him) (?:up|on the job)|learn(?:ed|t)? on the job|took a chance",
        r"(?:need|want|require)s? (?:a|the) (?:degree|master|cert\w*|licen[cs]e)|won['’]t (?:look at|get past|interview)|bounce[sd]?|filtered out|without (?:a|the|it) (?:degree|you)|start(?:ing)? (?:at the bottom|from the bottom|over)"
        r"|(?:took|takes) (?:\w+ ){0,2}(?:years|yrs)|pay ?cut|(?:rejections|rejected)|catch-?22|years? of experience",
    ),
    _aspect(
        "pay and security", "Does the pay carry you, now and in five years?",
        r"pays? (?:well|better|more|good)|well[- ]paid|good money|(?:raise|bonus|pension|overtime) (?:is|was|are)|pension|secure|stable job|doubled (?:my|her|his) (?:pay|salary)|union",
        r"pay(?:s)? (?:is |was )?(?:low|bad|poor|less|badly|terribl\w+)|underpaid|low pay|pay ?cut|less (?:money|pay)|unpaid|no pension|fixed[- ]term|zero[- ]hours|feast or famine|freelance(?:rs)? (?:starve|wait)"
        r"|can['’]t live on|contract(?:s)? (?:end|ended|wasn['’]t renewed)",
    ),
    _aspect(
        "hours and strain", "Would you live with the hours and the strain?",
        r"(?:leave|leaves|home|out|done) (?:at|by) (?:3|4|5|five|four)\b|flexible|work[- ]life balance|no overtime|four[- ]day week|remote|never (?:works?|worked) (?:a )?weekends?|calm|reasonable hours|sane",
        r"burn(?:ed|t|s)?[- ]?out|exhaust\w+|\d\d[- ]hour weeks?|(?:5|6|7)\d (?:hrs?|hours?)|weekends? (?:gone|too|again)|on[- ]call|overtime|cried|crying|stress\w*|no evenings|nights? and weekends|never (?:switch|stops?)"
        r"|missed (?:her|his|my) (?:kids?|son|daughter)|turnover|quit (?:within|after)",
    ),
    _aspect(
        "the work itself", "Is the daily work what you want to do most days?",
        r"(?:loves?|loved|enjoys?|proud of|best part|favou?rite|would do it again|wouldn['’]t go back|never bored|meaningful|makes a difference|worth it|lights? up|joy|fun\b)",
        r"(?:hates?|hated|worst part|boring|bored|tedious|dull|paperwork|meetings all|pointless|regrets?|miss(?:es)? (?:her|his|the) old|wouldn['’]t do it again|soul|drudge\w*|politic(?:s|al)|frustrat\w+|nobody reads)",
    ),
    _aspect(
        "where it is going", "Will this work still be there, and still be yours, in ten years?",
        r"(?:future|here to stay|only (?:going to|gonna) grow|more (?:of it|important)|next (?:five|ten) years|new (?:law|regulation)s? (?:will )?(?:need|create|mean)|ai (?:won['’]t|can['’]t|doesn['’]t))",
        r"(?:ai|automation|the tool|software|chat\w*) (?:will |does |did |has |is )?(?:replac\w+|tak(?:e|es|ing)|eat\w*|kill\w*|already|write)|dying|disappear\w*|won['’]t exist|replaced by|going away|in decline|commodit\w+",
    ),
)  # fmt: skip


def goal_evidence(points: pd.DataFrame, interviews: pd.DataFrame, *, target_role: str) -> pd.DataFrame:
    """Return the frame ``goals``: quotes that speak for or against the role aimed at, by aspect.

    Parameters
    ----------
    points, interviews : DataFrame
        As described in ``frames.FRAMES``.
    target_role : str
        Empty: there is no goal to hold anything against, and the frame is empty.
    """
    if not target_role.strip() or points.empty:
        return frames.empty("goals")
    aim = role_words(target_role)
    in_role = {
        row.interview_id: "yes" if role_words(given(row.role)) & aim else "no"
        for row in interviews.itertuples(index=False)
    }
    plain = points["plain"].astype(str)
    rows = []
    for order, aspect in enumerate(ASPECTS):
        found_for = plain.map(lambda text, a=aspect: _words(a.speaks_for, text))
        found_against = plain.map(lambda text, a=aspect: _words(a.speaks_against, text))
        for side, own, other in (("for", found_for, found_against), ("against", found_against, found_for)):
            chosen = points[(own != "") & (other == "")]
            quotes: Iterable[Any] = chosen.itertuples()
            for point in quotes:
                rows.append(
                    {
                        "aspect": aspect.name, "question": aspect.question, "side": side, "point_id": point.point_id,
                        "interview_id": point.interview_id, "in_role": in_role[point.interview_id],
                        "reason": own[point.Index], "_aspect": order, "_side": side != "for",
                        "_confidence": 1.0 if point.category != "other" else 0.0,
                    }
                )  # fmt: skip
    if not rows:
        return frames.empty("goals")
    frame = pd.DataFrame(rows)
    frame = frame.assign(_out=frame["in_role"] == "no").sort_values(
        ["_aspect", "_side", "_out", "_confidence", "interview_id", "point_id"],
        ascending=[True, True, True, False, True, True], kind="stable",
    )  # fmt: skip
    frame["_turn"] = frame.groupby(["aspect", "side", "interview_id"]).cumcount()
    frame = frame.sort_values(["_aspect", "_side", "_turn", "_out"], kind="stable")
    frame = frame.groupby(["aspect", "side"], sort=False).head(MOST_EACH)
    return frames.conform(frame[[c for c in frame if not str(c).startswith("_")]].reset_index(drop=True), "goals")


def _words(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""
