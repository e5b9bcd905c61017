"""The skill report as Markdown, to paste into notes or a chat with a coach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

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
from infoview_analysis.presentation.skills import NEED_WORDS
from infoview_analysis.skills.plan import is_done
from infoview_analysis.wording import people, percent, plural

FILE_NAME = "skill_report.md"
_SIGNS = re.compile(r"([\\`*_\[\]<>|#])")
_CARDS = 15


def write_markdown(report: SkillReport, folder: Path) -> None:
    """Write skill_report.md."""
    (folder / FILE_NAME).write_bytes(markdown(report).encode("utf-8", errors="replace"))


def markdown(report: SkillReport) -> str:
    """Return the report as Markdown; what comes from notes is text, never markup."""
    ranked, contested = report.section("ranked"), report.section("contested")
    single, strengths = report.section("single voice"), report.strengths
    missing = [skill for skill in ranked if skill.status in ("gap", "partial")]
    parts = [f"# {_text(report.title)}"]
    facts = [f"{plural(report.n_interviews, 'interview')}, {plural(report.n_people, 'person', 'people')}"]
    facts += [f"newest {report.newest_interview}"] if report.newest_interview else []
    facts += [f"aim: {_text(report.target_role)}"] if report.target_role else []
    parts.append(" · ".join(facts))
    parts.append(_bullets(report.findings))
    parts += ["## Skills, the largest gap first", _skills(ranked) if ranked else "None is named by several people yet."]
    if missing:
        parts += ["## What they said", *(_card(skill) for skill in missing[:_CARDS])]
    if contested:
        parts += ["## Contested", *(_card(skill) for skill in contested[:_CARDS])]
    if strengths:
        parts += ["## Strengths to use", _table(
            ("Skill", "Spoken of by", "Likely share", "You have", "Asked for", "What they call it"),
            [(s.skill, people(s.n_interviews, s.n_people), likely(s), s.have_name, s.target_name,
              ", ".join(s.wording[:4])) for s in strengths],
        )]  # fmt: skip
    worded = [skill for skill in ranked if skill.demand > 0 and other_words(skill)]
    if worded:
        words = [(skill.skill, ", ".join(skill.wording[:6])) for skill in worded]
        parts += ["## Words to use in a resume", _table(("Skill", "What people call it"), words)]
    parts += ["## Development plan", _plan(report)]
    if single:
        parts += ["## Single voices", f"{len(single)} named by one person each:", _skills(single)]
    parts += ["## What is unknown", _bullets(report.unknowns) if report.unknowns else "Nothing to add."]
    parts += ["## Method and settings", _bullets(report.method)]
    parts.append(_table(("Setting", "Value"), setting_rows(report)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _skills(skills: Sequence[Skill]) -> str:
    heads = ("Skill", "Spoken of by", "Likely share", "Must", "Helps", "Named", "Not needed", "You have", "Asked for",
             "Gap", "Status")  # fmt: skip
    rows = [
        (skill.skill, people(skill.n_interviews, skill.n_people), likely(skill),
         *(str(count or "") for count in (skill.n_must, skill.n_nice, skill.n_mentioned, skill.n_not_needed)),
         have_words(skill), skill.target_name if skill.target else "",
         percent(skill.gap) if skill.gap else "", skill.status)
        for skill in skills
    ]  # fmt: skip
    return _table(heads, rows)


def _card(skill: Skill) -> str:
    head = f"### {_text(skill.skill)}\n\n{people(skill.n_interviews, skill.n_people)} (likely share {likely(skill)})"
    words = f" What they call it: {_text(', '.join(skill.wording[:6]))}." if other_words(skill) else ""
    said = f"{head}: {needs_said(skill)}; {standing(skill)}.{words}"
    return "\n\n".join([said, *(_quote(quote) for quote in skill.quotes)])


def _quote(quote: Mention) -> str:
    who = ", ".join(part for part in (quote.interviewee, quote.role, quote.company, quote.date) if part)
    words = _text(" ".join(quote.text.split()))
    return f"> {words}\n>\n> — {_text(who)}, {NEED_WORDS[quote.need]} ({_text(f'{quote.source}:{quote.line}')})"


def _plan(report: SkillReport) -> str:
    if not report.plan:
        return "There is nothing to plan yet."
    extra = plan_extras(report)
    rows = [
        ("☑" if is_done(row.done) else row.done or "☐", row.skill, row.action, row.resource, row.ask, row.due,
         row.notes, *(row.more.get(name, "") for name in extra))
        for row in report.plan
    ]  # fmt: skip
    return _table(("Done", "Skill", "What to do", "Named near it", "Whom to ask", "Due", "Notes", *extra), rows)


def _bullets(texts: Sequence[str]) -> str:
    return "\n".join(f"- {_text(text)}" for text in texts)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(map(_text, heads)) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(_text(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _text(words: str) -> str:
    """Return words so that Markdown shows them as they are, on one line."""
    line = _SIGNS.sub(r"\\\1", " ".join(words.split()))
    return re.sub(r"^([-+]|\d+[.)])(\s)", r"\\\1\2", line)
