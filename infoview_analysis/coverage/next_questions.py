"""What the next interview should ask, and whom: thin groups of questions, propositions few people were heard on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from infoview_analysis.coverage.incidence import people_in
from infoview_analysis.crosstabs import NOT_GIVEN, person_groups
from infoview_analysis.frames import COMPANY_SIZES, SENIORITIES, SIDES, empty
from infoview_analysis.themes.support import people_of
from infoview_analysis.wording import given, listed, people, plural

ATTRIBUTES = ("seniority", "company_size")
FEW_VOICES = 4
MOST_PROPOSED = 3  # of the sentences the program proposes; the person's own are all asked about
_KIND = 2  # people of a kind, from which their silence says something
_VALUES = {"seniority": SENIORITIES, "company_size": COMPANY_SIZES}
_WORDS = {
    "startup": "a startup", "mid": "a mid-sized company", "large": "a large company", "public": "the public sector",
}  # fmt: skip

# The guides' groups of questions, as questions one can ask.
GUIDE_QUESTIONS = {
    "industry trends": "Where is your field going, and what has changed since you started?",
    "daily work": "What did you do yesterday, from morning to evening?",
    "career path": "How did you get from your first job to this one, and what would you do again?",
    "company culture": "How are decisions made where you work, and what makes people stay or leave?",
    "advice": "What would you do in my place in the next three months?",
    "required skills": "What must somebody know on the first day, and what is learnt on the job?",
}


def next_questions(
    groups: pd.DataFrame, interviews: pd.DataFrame, themes: pd.DataFrame, points: pd.DataFrame,
    contrasts: pd.DataFrame, sides: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
    """Return what to ask next, each with its reason in numbers of people.

    Parameters
    ----------
    groups : DataFrame
        Of :func:`infoview_analysis.coverage.question_groups.question_groups`.
    interviews, themes, points, contrasts : DataFrame
        As described in ``frames.FRAMES``.
    sides : DataFrame
        Rows of ``contrast_points`` that the person marked; suggestions do not count.

    Returns
    -------
    DataFrame
        See ``frames.FRAMES["next_questions"]``: thin groups of questions first, then propositions, then kinds of people
        not heard, then themes of one voice; within each the thinnest first.
    """
    rows = [
        *_thin_groups(groups, points, interviews),
        *_thin_propositions(contrasts, sides, interviews),
        *_missing_kinds(interviews),
        *_one_voices(themes, points, interviews),
    ]
    if not rows:
        return empty("next_questions")
    frame = pd.DataFrame(rows)
    frame.insert(0, "rank", range(1, len(frame) + 1))
    return frame


def _thin_groups(groups: pd.DataFrame, points: pd.DataFrame, interviews: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Yield the thin groups of questions, or the thinnest one, and those that a kind of people said nothing of."""
    person = people_of(points, interviews)
    anything_thin = (groups["thin"] == "yes").any()
    rows: Iterator[Any] = groups.itertuples(index=False)
    for place, row in enumerate(rows):
        heard = set(person[points["category"] == row.category])
        silent = [(words, n) for words, n in _silent_groups(heard, interviews) if n >= _KIND]
        thin = row.thin == "yes"
        thinnest = place == 0 and not anything_thin and row.n_people < row.n_asked
        if not (thin or thinnest or silent):
            continue
        reason = f"Heard from {people(int(row.n_people), int(row.n_asked))}"
        reason += ", fewer than of any other group" if thinnest else ""
        reason += f"; from none of those {listed([f'{words} ({n})' for words, n in silent])}" if silent else ""
        yield {
            "kind": "question group", "about": row.category, "question": GUIDE_QUESTIONS[str(row.category)],
            "ask_whom": listed([f"somebody {words}" for words, _ in silent]) or "anybody",
            "n_heard": int(row.n_people), "n_asked": int(row.n_asked), "reason": reason + ".",
        }  # fmt: skip


def _thin_propositions(
    contrasts: pd.DataFrame, sides: pd.DataFrame, interviews: pd.DataFrame
) -> Iterator[dict[str, object]]:
    if contrasts.empty:
        return
    placed = sides[sides["side"].isin(SIDES)]
    person = people_of(placed, interviews) if len(placed) else pd.Series(dtype="str")
    voices = {
        str(contrast): set(group) for contrast, group in person.groupby(placed["contrast_id"].to_numpy(), sort=True)
    }
    n_asked = len(people_in(interviews))
    proposed = contrasts["origin"] == "proposed"
    ordered = sorted(
        contrasts[~proposed].itertuples(index=False),
        key=lambda row: (len(voices.get(str(row.contrast_id), ())), row.proposition),
    )
    for row in [*ordered, *contrasts[proposed].head(MOST_PROPOSED).itertuples(index=False)]:
        heard = voices.get(str(row.contrast_id), set())
        missing = list(_silent_groups(heard, interviews))
        few = len(heard) < FEW_VOICES
        if not few and not missing:
            continue
        spoken = (
            f"{plural(len(heard), 'person takes', 'people take')} a side" if heard else "Nobody was heard on it yet"
        )
        silent = f"; nobody {listed([words for words, _ in missing])}" if missing and heard else ""
        whom = listed([words for words, _ in missing]) if missing and heard else "anybody"
        yield {
            "kind": "proposition", "about": row.proposition, "question": f"Would you agree: “{row.proposition}”?",
            "ask_whom": whom, "n_heard": len(heard), "n_asked": n_asked, "reason": f"{spoken}{silent}.",
        }  # fmt: skip


def _silent_groups(heard: set[str], interviews: pd.DataFrame) -> Iterator[tuple[str, int]]:
    """Yield, in words, each kind of people that was interviewed and not heard on a proposition, with how many."""
    for attribute in ATTRIBUTES:
        groups = _groups(interviews, attribute)
        for value in _VALUES[attribute]:
            inside = {person for person, group in groups.items() if group == value}
            if inside and not inside & heard:
                yield _kind_words(attribute, value), len(inside)


def _missing_kinds(interviews: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Yield the levels and sizes of company from which nobody, or one person, was asked."""
    n_asked = len(people_in(interviews))
    for attribute in ATTRIBUTES:
        sizes = pd.Series(_groups(interviews, attribute)).value_counts()
        if not sizes.drop(NOT_GIVEN, errors="ignore").sum():
            continue  # the notes do not say: nothing can be missing
        unknown = int(sizes.get(NOT_GIVEN, 0))
        for value in sorted(_VALUES[attribute], key=lambda v: (int(sizes.get(v, 0)), _VALUES[attribute].index(v))):
            n = int(sizes.get(value, 0))
            if n > 1:
                continue
            words = _kind_words(attribute, value)
            known = f" ({plural(unknown, 'note does', 'notes do')} not say)" if unknown else ""
            yield {
                "kind": "who was asked", "about": words, "question": f"Whom do you know {words}?",
                "ask_whom": words, "n_heard": n, "n_asked": n_asked,
                "reason": f"{'Nobody' if not n else 'One person'} of {n_asked} is {words}{known}.",
            }  # fmt: skip


def _one_voices(themes: pd.DataFrame, points: pd.DataFrame, interviews: pd.DataFrame) -> Iterator[dict[str, object]]:
    n_asked = len(people_in(interviews))
    who = dict(zip(interviews["interview_id"], interviews["interviewee"], strict=True))
    single = themes[themes["n_interviews"] == 1].sort_values(["n_points", "label"], ascending=[False, True])
    for row in single.itertuples(index=False):
        said = points.loc[points["theme_id"] == row.theme_id, "interview_id"]
        name = given(who.get(said.iloc[0])) if len(said) else ""
        yield {
            "kind": "one voice", "about": row.label, "question": f"Is it so with you too: “{row.label}”?",
            "ask_whom": "anybody", "n_heard": 1, "n_asked": n_asked, "reason": f"Only {name or 'one person'} says so.",
        }  # fmt: skip


def _groups(interviews: pd.DataFrame, attribute: str) -> dict[str, str]:
    """Return person → group, in the small letters the frames allow."""
    if attribute not in interviews.columns or interviews.empty:
        return {}
    groups = person_groups(interviews, attribute, min_group=1, max_groups=len(interviews))
    keys = [" ".join(str(name).split()).casefold() for name in groups["interviewee"]]
    return dict(zip(keys, groups["group"].astype(str), strict=True))


def _kind_words(attribute: str, value: str) -> str:
    return (
        f"at {_WORDS[value]}".replace("at the public", "in the public")
        if attribute == "company_size"
        else f"at {value} level"
    )
