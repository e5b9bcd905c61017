"""Skills in a notebook: the findings in words, the ranked table, quotes, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from infoview_analysis.plots.skills import gap_title
from infoview_analysis.presentation.fragment import Fragment, element, joined
from infoview_analysis.presentation.notes import NotePlaces
from infoview_analysis.presentation.quote import quote_figure
from infoview_analysis.presentation.records import records
from infoview_analysis.skills.levels import level_name
from infoview_analysis.skills.plan import COLUMNS, is_done
from infoview_analysis.wording import given, interval, listed, people, percent, plural

if TYPE_CHECKING:
    from infoview_analysis.skills.summary import SkillSummary
    from infoview_analysis.synthesis import Synthesis

NEED_WORDS = {"must": "a must", "nice": "helps", "mentioned": "named", "not_needed": "not needed"}
STATUS_WORDS = {
    "gap": "asked for, and you do not have it",
    "partial": "asked for at a higher level than yours",
    "strength": "asked for, and you have it",
    "contested": "some ask for it, others say it is not needed",
    "not needed": "only or mostly called not needed",
    "unmentioned": "you have it, nobody spoke of it",
}
_MOST_ROWS, _MOST_CARDS, _QUOTES = 60, 12, 3


def open_skills(synthesis: Synthesis) -> SkillSummary:
    """Return ``synthesis.skills``, or an empty summary where there is none."""
    summary = getattr(synthesis, "skills", None)
    if summary is not None:
        return summary
    from infoview_analysis.skills.summary import no_skills

    return no_skills()


def summary_of_skills(skills: SkillSummary) -> Fragment:
    """Return the findings in a few sentences: the largest gaps, strengths, what is contested and what is unknown."""
    facts = findings(skills)
    ranked = skills.ranked
    numbers = [
        (int((skills.gaps["n_interviews"] > 0).sum()), "skill named", "skills named"),
        (int(ranked["status"].isin(["gap", "partial"]).sum()), "gap", "gaps"),
        (len(skills.strengths), "strength", "strengths"),
        (len(skills.contested), "contested", "contested"),
    ]
    items = [
        element("li", element("b", f"{count:,}"), " ", one if count == 1 else many) for count, one, many in numbers
    ]
    role = skills.profile.target_role
    lead = element("p", "Aim: ", element("bdi", role), class_="lead") if role else None
    row = element("ul", items, class_="counts")
    body = joined(row, lead, element("ul", [element("li", fact) for fact in facts], class_="trust"))
    return Fragment(body.html, "\n".join(facts))


def findings(skills: SkillSummary) -> list[str]:
    """Return the findings as sentences."""
    if not (skills.gaps["n_interviews"] > 0).any():
        return ["No skill was recognised in the notes. Add the words people use to skills_vocabulary.csv."]
    facts = [gap_title(skills.gaps) + "."]
    missing = skills.ranked[skills.ranked["status"].isin(["gap", "partial"]) & (skills.ranked["gap"] > 0)]
    if len(missing) > 1:
        more = [f"{row.skill} ({people(row.n_interviews, row.n_people)})" for row in records(missing.iloc[1:4])]
        facts.append(f"Next: {listed(more)}.")
    if len(skills.strengths):
        names = [f"{row.skill} ({people(row.n_interviews, row.n_people)})" for row in records(skills.strengths.head(3))]
        facts.append(f"You already bring what they ask for: {listed(names)}.")
    if len(skills.contested):
        names = [str(name) for name in skills.contested["skill"].head(3)]
        facts.append(
            f"They disagree about {listed(names)}: read both sides before you spend time on {_it(len(names))}."
        )
    if len(skills.single_voices):
        count = plural(len(skills.single_voices), "skill")
        facts.append(f"{count} {'is' if len(skills.single_voices) == 1 else 'are'} named by one person alone.")
    if skills.profile.skills.empty:
        facts.append("There is no profile yet, so all of it counts as missing: fill in profile.yaml.")
    return facts


def gaps_table(skills: SkillSummary) -> Fragment:
    """Return the ranked table of skills that several people speak of and do not disagree about."""
    if skills.ranked.empty:
        words = "No skill is spoken of by several people yet."
        return Fragment(element("p", words).html, words)
    body = _gap_rows(skills.ranked.head(_MOST_ROWS))
    more = len(skills.ranked) - _MOST_ROWS
    rest = element("p", f"{more} more in tables/skill_gaps.csv.", class_="note") if more > 0 else None
    note = (
        "Must, helps, named: people, each by the strongest thing they say. Likely share: of all people like these, who"
        " would speak of it (95 % Wilson interval). Gap: demand × the part of the level asked for that you lack."
    )
    plain = "\n".join(
        f"{row.skill}: {people(row.n_interviews, row.n_people)}, {row.status}" for row in records(skills.ranked)
    )
    return Fragment(joined(body, rest, element("p", note, class_="note")).html, plain)


def single_voices_table(skills: SkillSummary) -> Fragment:
    """Return the skills that one person alone speaks of, folded."""
    rows = skills.single_voices
    if rows.empty:
        return Fragment(element("p", "Every skill named is named by several people.").html, "no single voices")
    shown = element("details", element("summary", plural(len(rows), "skill")), _gap_rows(rows.head(_MOST_ROWS)))
    more = len(rows) - _MOST_ROWS
    rest = element("p", f"{more} more in tables/skill_gaps.csv.", class_="note") if more > 0 else None
    return Fragment(joined(shown, rest).html, ", ".join(rows["skill"]))


def skill_cards(skills: SkillSummary, synthesis: Synthesis | None = None) -> Fragment:
    """Return the largest gaps as cards with up to three quotes, one a person.

    Parameters
    ----------
    synthesis : Synthesis, optional
        With it quotes lead to their line among the notes shown on the page.
    """
    missing = skills.ranked[skills.ranked["status"].isin(["gap", "partial"])].head(_MOST_CARDS)
    if missing.empty:
        return Fragment(element("p", "No gap that several people speak of.").html, "no gap")
    return _cards(missing, skills, synthesis)


def contested_cards(skills: SkillSummary, synthesis: Synthesis | None = None) -> Fragment:
    """Return what people disagree about, with quotes of both sides."""
    if skills.contested.empty:
        return Fragment(
            element("p", "Nobody calls a skill not needed that somebody else asks for.").html, "none contested"
        )
    return _cards(skills.contested.head(_MOST_CARDS), skills, synthesis)


def strengths_table(skills: SkillSummary) -> Fragment:
    """Return what the person has and people ask for, with the words to use in a resume."""
    if skills.strengths.empty:
        words = "Nothing that is asked for stands in your profile at the level asked for yet."
        return Fragment(element("p", words).html, words)
    rows = [
        element(
            "tr",
            element("th", row.skill, scope="row", dir="auto"),
            element("td", people(row.n_interviews, row.n_people), class_="number"),
            element("td", interval(row.share_low, row.share_high), class_="number"),
            element("td", level_name(row.have)),
            element("td", level_name(row.target)),
            element("td", _wording_of(row.skill, skills), dir="auto"),
        )
        for row in records(skills.strengths.head(_MOST_ROWS))
    ]
    table = _table(("Skill", "Spoken of by", "Likely share", "You have", "Asked for", "In their words"), rows)
    return Fragment(table.html, ", ".join(skills.strengths["skill"]))


def wording_table(skills: SkillSummary) -> Fragment:
    """Return how people phrase the skills they ask for, where they use more than the name of it."""
    rows = []
    for row in records(skills.ranked[skills.ranked["demand"] > 0].head(_MOST_ROWS)):
        words = _wording_of(row.skill, skills)
        if words and words.casefold() != str(row.skill).casefold():
            rows.append(
                element("tr", element("th", row.skill, scope="row", dir="auto"), element("td", words, dir="auto"))
            )
    if not rows:
        return Fragment(element("p", "People use the names as they stand above.").html, "no other wording")
    return Fragment(_table(("Skill", "What people call it"), rows).html, plural(len(rows), "skill"))


def plan_table(skills: SkillSummary) -> Fragment:
    """Return the development plan as it stands, with what is done ticked."""
    plan = skills.plan
    if plan.empty:
        words = "There is nothing to plan yet."
        return Fragment(element("p", words).html, words)
    extra = [str(name) for name in plan.columns if name not in COLUMNS and name != "origin"]
    rows = [_plan_row(row, extra) for row in plan.to_dict("records")]
    head = ("", "Skill", "What to do", "Named near it", "Whom to ask", "Due", "Notes", *extra)
    note = (
        "Suggestions, made from the gaps and the quotes. infoview skill plan FOLDER writes them to"
        " development_plan.csv; what you tick, change or add there is kept on every run."
    )
    plain = "\n".join(f"{row.skill}: {row.action}" for row in records(plan))
    return Fragment(joined(_table(head, rows), element("p", note, class_="note")).html, plain)


def unknowns_list(skills: SkillSummary) -> Fragment:
    """Return what cannot be said."""
    if skills.unknowns.empty:
        return Fragment(element("p", "Nothing to add.").html, "nothing to add")
    items = [element("li", row.text) for row in records(skills.unknowns)]
    return Fragment(element("ul", items, class_="trust").html, "\n".join(skills.unknowns["text"]))


def next_skill_steps(skills: SkillSummary) -> Fragment:
    """Return what to do next, from the plan and from what is unknown."""
    steps = []
    open_rows = [row for row in records(skills.plan) if not is_done(row.done)]
    if open_rows:
        first = open_rows[0]
        steps.append(f"{first.action}" + (f" Ask {first.ask}." if first.ask else ""))
    if skills.profile.skills.empty:
        steps.append("Write your skills and levels into profile.yaml; without it every skill counts as missing.")
    if len(skills.contested):
        steps.append(f"Ask the next person about {skills.contested['skill'].iloc[0]}: people disagree about it.")
    suggested = skills.mentions.loc[skills.mentions["status"] == "suggested", "skill"].drop_duplicates()
    if len(suggested):
        steps.append(f"Say whether “{suggested.iloc[0]}” is a skill: infoview skill confirm or infoview skill ignore.")
    steps.append("infoview skill plan FOLDER writes the plan as a table in which you tick, change and add.")
    steps.append(
        "infoview export FOLDER --what skills --format xlsx writes all of this as a workbook to send to a coach."
    )
    return Fragment(element("ol", [element("li", step) for step in steps], class_="steps").html, "\n".join(steps))


def _gap_rows(rows: pd.DataFrame) -> Fragment:
    head = ("Skill", "Kind", "Spoken of by", "Likely share", "Must", "Helps", "Named", "Not needed", "You have",
            "Asked for", "Gap", "")  # fmt: skip
    body = [
        element(
            "tr",
            element("th", row.skill, scope="row", dir="auto"),
            element("td", given(row.category)),
            element("td", people(row.n_interviews, row.n_people), class_="number"),
            element("td", interval(row.share_low, row.share_high), class_="number"),
            *(element("td", str(count) if count else "", class_="number")
              for count in (row.n_must, row.n_nice, row.n_mentioned, row.n_not_needed)),
            element("td", _have(row), class_="number"),
            element("td", level_name(row.target) if row.target else "", class_="number"),
            element("td", percent(row.gap) if row.gap > 0 else "", class_="number"),
            element("td", element("span", row.status, class_=f"badge {row.status.replace(' ', '-')}",
                                  title=STATUS_WORDS[row.status])),
        )
        for row in records(rows)
    ]  # fmt: skip
    return _table(head, body)


def _have(row: Any) -> str:
    if row.in_profile == "no":
        return "not in profile"
    return level_name(row.have) + ("*" if row.have_note and "certificate" not in row.have_note else "")


def _standing(row: Any) -> str:
    have = f"you have {_have(row)}" if row.in_profile == "yes" else "not in your profile"
    return f"{have}, asked for: {level_name(row.target)}" if row.target else have


def _cards(rows: pd.DataFrame, skills: SkillSummary, synthesis: Synthesis | None) -> Fragment:
    places = NotePlaces(synthesis.documents) if synthesis is not None else None
    quotes = {skill: group for skill, group in skills.quotes.groupby("skill", sort=False)}
    cards = [_card(row, quotes.get(row.skill, skills.quotes.iloc[:0]), skills, places) for row in records(rows)]
    return Fragment(element("div", cards, class_="cards").html, plural(len(cards), "card"))


def _card(row: Any, quotes: pd.DataFrame, skills: SkillSummary, places: NotePlaces | None) -> Fragment:
    first = quotes[quotes["turn"] == 0]
    if row.status == "contested":
        against = first[first["need"] == "not_needed"].head(2)
        shown = pd.concat([first[first["need"] != "not_needed"].head(2), against])
    else:
        shown = first.head(_QUOTES)
    tags = (element("span", row.status, class_="badge"), element("span", given(row.category)))
    counts = [f"{count} {NEED_WORDS[need]}" for need, count in (
        ("must", row.n_must), ("nice", row.n_nice), ("mentioned", row.n_mentioned), ("not_needed", row.n_not_needed))
        if count]  # fmt: skip
    wording = _wording_of(row.skill, skills)
    header = element(
        "header",
        element("p", tags, class_="tags"),
        element("h3", row.skill, dir="auto"),
        element("p", element("b", people(row.n_interviews, row.n_people)),
                f" (likely share {interval(row.share_low, row.share_high)}) · {', '.join(counts)} · {_standing(row)}",
                class_="support"),
        element("p", "What they call it: ", element("bdi", wording), class_="meaning") if wording else None,
    )  # fmt: skip
    body = element("div", [_quote(quote, places) for quote in records(shown)], class_="quotes")
    return element("article", header, body, class_="theme skill")


def _quote(row: Any, places: NotePlaces | None) -> Fragment:
    return quote_figure(
        row.plain,
        who=given(row.interviewee),
        about=", ".join(part for part in (given(row.role), given(row.company)) if part),
        date=row.date,
        where=f"{row.source}:{row.line}",
        anchor=places.anchor(row.source, int(row.point_start)) if places else None,
        under=NEED_WORDS[row.need],
    )


def _plan_row(row: dict[Any, Any], extra: list[str]) -> Fragment:
    done = is_done(row["done"])
    mark = "☑" if done else "☐" if not row["done"].strip() or done is False else row["done"]
    return element(
        "tr",
        element("td", mark, title="done" if done else "open"),
        element("th", row["skill"], scope="row", dir="auto"),
        *(element("td", row[name], dir="auto") for name in ("action", "resource", "ask", "due", "notes", *extra)),
    )


def _wording_of(skill: str, skills: SkillSummary, most: int = 4) -> str:
    rows = skills.wording[skills.wording["skill"] == skill].head(most)
    return ", ".join(f"{row.wording} ({row.n_people})" if row.n_people > 1 else row.wording for row in records(rows))


def _it(count: int) -> str:
    return "it" if count == 1 else "them"


def _table(head: tuple[str, ...], rows: list[Fragment]) -> Fragment:
    top = element("tr", [element("th", word, scope="col") for word in head])
    table = element("table", element("thead", top), element("tbody", rows), class_="rates skills")
    return element("div", table, class_="wide-table", tabindex=0, role="group", aria_label=" ".join(head).strip())
