"""What the skill report cannot say, in sentences, so that nobody takes silence for an answer."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.crosstabs import people_count
from infoview_analysis.skills.gaps import needs_by_person
from infoview_analysis.skills.profile import Profile
from infoview_analysis.wording import listed, people, plural

_FEW_PEOPLE = 8
_NAMED = 6


def unknowns(gaps: pd.DataFrame, mentions: pd.DataFrame, interviews: pd.DataFrame, profile: Profile) -> pd.DataFrame:
    """Return what is not known: ``topic``, ``text``, the weightiest first.

    Parameters
    ----------
    gaps : DataFrame
        Of :func:`infoview_analysis.skills.gaps.skill_gaps`.
    mentions, interviews : DataFrame
        The frames skill_mentions and interviews.
    profile : Profile
    """
    rows = [
        ("your profile", _silent_profile(gaps, profile)),
        ("your levels", _ungraded(profile)),
        ("few people", _few(interviews)),
        ("silent people", _silent_people(mentions, interviews)),
        ("how firmly", _no_cue(gaps)),
        ("single voices", _single(gaps)),
        ("not confirmed", _suggested(mentions)),
        ("not in the vocabulary", _unmatched(profile)),
        ("not heard", _unmentioned(gaps)),
    ]
    return pd.DataFrame([row for row in rows if row[1]], columns=["topic", "text"]).astype("str")


def _silent_profile(gaps: pd.DataFrame, profile: Profile) -> str:
    if profile.skills.empty:
        return (
            "You have no profile yet, so every skill counts as missing. Write what you bring into profile.yaml: a name"
            " and a level (none, basic, working, strong, expert) for each skill."
        )
    asked = gaps[(gaps["demand"] > 0) & (gaps["in_profile"] == "no")]
    if asked.empty:
        return ""
    silent = "is not in your profile and counts as" if len(asked) == 1 else "are not in your profile and count as"
    names = _names(asked["skill"])
    return f"{plural(len(asked), 'skill')} that people speak of {silent} none: {names}. Add those you have."


def _ungraded(profile: Profile) -> str:
    guessed = profile.skills[profile.skills["kind"].isin(["listed", "found"])]
    if guessed.empty:
        return ""
    count = plural(len(guessed), "skill")
    return (
        f"{count} of yours {'has' if len(guessed) == 1 else 'have'} no level that could be read and"
        f" {'counts' if len(guessed) == 1 else 'count'} as working: {_names(guessed['skill'])}. Give each a level in"
        " profile.yaml."
    )


def _few(interviews: pd.DataFrame) -> str:
    n_people = people_count(interviews)
    if n_people >= _FEW_PEOPLE:
        return ""
    return f"From {plural(n_people, 'person', 'people')} the order of the gaps is a hint, not a ranking."


def _silent_people(mentions: pd.DataFrame, interviews: pd.DataFrame) -> str:
    n_people = people_count(interviews)
    speaking = needs_by_person(mentions, interviews)["person"].nunique()
    silent = n_people - speaking
    if silent <= 0:
        return ""
    return (
        f"In the notes of {people(silent, n_people)} no skill was recognised. They lower every share; ask them which"
        " skills matter, or add their words to skills_vocabulary.csv."
    )


def _no_cue(gaps: pd.DataFrame) -> str:
    vague = gaps[(gaps["n_mentioned"] > 0) & (gaps["n_must"] == 0) & (gaps["n_nice"] == 0) & (gaps["gap"] > 0)]
    if vague.empty:
        return ""
    return (
        f"{plural(len(vague), 'skill')} {'is' if len(vague) == 1 else 'are'} named without a word on how much"
        f" {'it is' if len(vague) == 1 else 'they are'} needed, and"
        f" {'counts' if len(vague) == 1 else 'count'} a quarter: {_names(vague['skill'])}."
    )


def _single(gaps: pd.DataFrame) -> str:
    single = gaps[(gaps["voices"] == "single") & (gaps["gap"] > 0)]
    if single.empty:
        return ""
    if len(single) == 1:
        return f"{single['skill'].iloc[0]} is asked for by one person alone; ask the next one about it."
    return (
        f"{len(single)} skills are asked for by one person each; ask the next one about {_names(single['skill'], 3)}."
    )


def _suggested(mentions: pd.DataFrame) -> str:
    loose = mentions.loc[mentions["status"] == "suggested", "skill"]
    if loose.empty:
        return ""
    ranked = loose.value_counts(sort=False).rename_axis("skill").reset_index(name="n")
    ranked = ranked.sort_values(["n", "skill"], ascending=[False, True])
    return (
        f"{plural(len(ranked), 'phrase')} may be skills and {'is' if len(ranked) == 1 else 'are'} not counted until you"
        f" confirm {'it' if len(ranked) == 1 else 'them'}: {_names(ranked['skill'])}."
    )


def _unmatched(profile: Profile) -> str:
    strange = profile.skills[~profile.skills["in_vocabulary"]]
    if strange.empty:
        return ""
    return (
        f"{plural(len(strange), 'skill')} of yours {'is' if len(strange) == 1 else 'are'} not in the vocabulary, so"
        f" only these very words were looked for: {_names(strange['skill'])}. Add other words for"
        f" {'it' if len(strange) == 1 else 'them'} to skills_vocabulary.csv."
    )


def _unmentioned(gaps: pd.DataFrame) -> str:
    count = int((gaps["status"] == "unmentioned").sum())
    if not count:
        return ""
    return f"Nobody spoke of {plural(count, 'skill')} that you have. That is no verdict: they may not have been asked."


def _names(names: pd.Series, most: int = _NAMED) -> str:
    shown = [str(name) for name in names.head(most)]
    rest = len(names) - len(shown)
    return listed([*shown, f"{rest} more"]) if rest > 0 else listed(shown)
