"""The skill report as one HTML page of its own, in the style of the report; it opens from disk and loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from infoview_analysis.export.page import page_of
from infoview_analysis.export.skills.contents import Mention, Skill, SkillReport
from infoview_analysis.export.skills.phrases import (
    have_words,
    likely,
    needs_said,
    other_words,
    setting_rows,
    standing,
)
from infoview_analysis.export.skills.tables import plan_extras
from infoview_analysis.presentation.fragment import Child, Fragment, element, joined
from infoview_analysis.presentation.picture import picture
from infoview_analysis.presentation.quote import quote_figure
from infoview_analysis.presentation.skills import NEED_WORDS, STATUS_WORDS
from infoview_analysis.skills.plan import is_done
from infoview_analysis.wording import people, percent, plural

FILE_NAME = "skill_report.html"
_CARDS = 15


def write_page(report: SkillReport, folder: Path) -> None:
    """Write skill_report.html."""
    (folder / FILE_NAME).write_bytes(page_text(report).encode("utf-8", errors="replace"))


def page_text(report: SkillReport) -> str:
    """Return the page; everything that comes from notes is escaped."""
    newest = [f"Newest interview: {report.newest_interview}"] if report.newest_interview else []
    asked = f"{plural(report.n_interviews, 'interview')}, {plural(report.n_people, 'person', 'people')}"
    version = report.made_with.get("version", "")
    masthead = [asked, *newest, *([f"infoview_analysis {version}"] if version else [])]
    return page_of([_body(report)], title=report.title, masthead=masthead)


def _body(report: SkillReport) -> Fragment:
    ranked, single = report.section("ranked"), report.section("single voice")
    missing = [skill for skill in ranked if skill.status in ("gap", "partial")]
    worded = [skill for skill in ranked if skill.demand > 0 and other_words(skill)]
    aim = f"Aim: {report.target_role}" if report.target_role else "What to learn next, and in whose words."
    parts = [
        element("h1", report.title),
        element("p", aim),
        element("ul", [element("li", text) for text in report.findings], class_="trust"),
        _part("gaps", "Skills, the largest gap first", _picture(report), _skills(ranked),
              empty="None is named by several people yet."),
        _part("quotes", "What they said", *(_card(skill) for skill in missing[:_CARDS]), empty="No gap."),
        _part("contested", "Contested", *(_card(skill) for skill in report.section("contested")[:_CARDS]),
              empty="Nobody calls a skill not needed that somebody else asks for."),
        _part("who", "Who asks for what", _matrix(report)),
        _part("strengths", "Strengths to use", _table(
            ("Skill", "Spoken of by", "Likely share", "You have", "Asked for", "What they call it"),
            [(s.skill, people(s.n_interviews, s.n_people), likely(s), s.have_name, s.target_name,
              ", ".join(s.wording[:4])) for s in report.strengths]),
              empty="Nothing in your profile is at the level asked for yet."),
        _part("wording", "Words to use in a resume", _table(
            ("Skill", "What people call it"), [(s.skill, ", ".join(s.wording[:6])) for s in worded]),
            empty="People use the names as they stand above."),
        _part("plan", "Development plan", _plan(report), empty="There is nothing to plan yet."),
        _part("single", "Single voices", _skills(single), empty="Every skill named is named by several people."),
        _part("unknown", "What is unknown",
              element("ul", [element("li", text) for text in report.unknowns], class_="trust")
              if report.unknowns else None, empty="Nothing to add."),
        _part("method", "Method and settings", element("ul", [element("li", text) for text in report.method],
                                                       class_="trust"), _settings(report)),
    ]  # fmt: skip
    return element("div", parts, class_="infoview")


def _part(anchor: str, title: str, *content: Fragment | None, empty: str = "") -> Fragment:
    shown = [one for one in content if one is not None]
    return joined(element("h2", title, id=anchor), shown or element("p", empty))


def _picture(report: SkillReport) -> Fragment | None:
    from infoview_analysis import plots

    shown = report.section("ranked") or report.skills
    frame = pd.DataFrame([skill.model_dump(exclude={"quotes", "wording", "by_person"}) for skill in shown])
    if frame.empty or not (frame["demand"] > 0).any():
        return None
    frame["voices"] = frame["n_interviews"].map(lambda n: "several" if n > 1 else "single" if n else "none")
    frame["in_profile"] = frame["in_profile"].map({True: "yes", False: "no"})
    return picture(plots.demand_against_level(frame), "skill_gaps")


def _matrix(report: SkillReport) -> Fragment | None:
    from infoview_analysis import plots

    spoken = sorted((s for s in report.skills if s.by_person), key=lambda s: -s.n_interviews)
    cells = [[skill.by_person.get(person, "") for person in report.people] for skill in spoken]
    frame = pd.DataFrame(cells, index=[s.skill for s in spoken], columns=list(report.people))
    return picture(plots.who_asks_for_what(frame), "skills_by_person")


def _skills(skills: Sequence[Skill]) -> Fragment | None:
    heads = ("Skill", "Kind", "Spoken of by", "Likely share", "Must", "Helps", "Named", "Not needed", "You have",
             "Asked for", "Gap", "")  # fmt: skip
    rows: list[Sequence[Child]] = [
        (s.skill, s.category, people(s.n_interviews, s.n_people), likely(s),
         *(str(count or "") for count in (s.n_must, s.n_nice, s.n_mentioned, s.n_not_needed)), have_words(s),
         s.target_name if s.target else "", percent(s.gap) if s.gap else "",
         element("span", s.status, class_=f"badge {s.status.replace(' ', '-')}", title=STATUS_WORDS.get(s.status, "")))
        for s in skills
    ]  # fmt: skip
    return _table(heads, rows)


def _card(skill: Skill) -> Fragment:
    header = element(
        "header",
        element("p", element("span", skill.status, class_="badge"), element("span", skill.category), class_="tags"),
        element("h3", skill.skill, dir="auto"),
        element("p", element("b", people(skill.n_interviews, skill.n_people)),
                f" (likely share {likely(skill)}) · {needs_said(skill)} · {standing(skill)}", class_="support"),
        element("p", "What they call it: ", element("bdi", ", ".join(skill.wording[:6])), class_="meaning")
        if other_words(skill) else None,
    )  # fmt: skip
    quotes = element("div", [_quote(quote) for quote in skill.quotes], class_="quotes")
    return element("article", header, quotes, class_="theme skill")


def _quote(quote: Mention) -> Fragment:
    return quote_figure(
        quote.text,
        who=quote.interviewee,
        about=", ".join(part for part in (quote.role, quote.company) if part),
        date=quote.date or None,
        where=f"{quote.source}:{quote.line}",
        under=NEED_WORDS[quote.need],
    )


def _plan(report: SkillReport) -> Fragment | None:
    extra = plan_extras(report)
    rows = [
        ("☑" if is_done(row.done) else "☐" if is_done(row.done) is False else row.done, row.skill, row.action,
         row.resource, row.ask, row.due, row.notes, *(row.more.get(name, "") for name in extra))
        for row in report.plan
    ]  # fmt: skip
    heads = ("", "Skill", "What to do", "Named near it", "Whom to ask", "Due", "Notes", *extra)
    return _table(heads, rows, names=1, class_="plan")


def _settings(report: SkillReport) -> Fragment:
    body = [
        element("tr", element("th", name, scope="row"), element("td", value)) for name, value in setting_rows(report)
    ]
    return element("table", element("tbody", body), class_="settings")


def _cell(head: str, content: Child) -> Fragment:
    narrow = head in ("Spoken of by", "Likely share", "Must", "Helps", "Named", "Not needed", "Asked for", "Gap", "Due")
    return element("td", content, class_="number" if narrow else None, dir=None if narrow else "auto")


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[Child]], *, names: int = 0, class_: str = "rates"
) -> Fragment | None:
    if not rows:
        return None
    top = element("tr", [element("th", word, scope="col") for word in heads])
    body = [
        element("tr", [element("th", cell, scope="row", dir="auto") if place == names else _cell(heads[place], cell)
                       for place, cell in enumerate(row)])
        for row in rows
    ]  # fmt: skip
    table = element("table", element("thead", top), element("tbody", body), class_=f"{class_} skills")
    return element("div", table, class_="wide-table", tabindex=0, role="group", aria_label=" ".join(heads).strip())
