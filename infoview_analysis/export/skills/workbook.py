"""The skill report as an Excel workbook: a sheet a part, with filters, frozen heads, and no cell that computes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from infoview_analysis.export.skills.contents import Skill, SkillReport
from infoview_analysis.export.skills.phrases import SECTION_WORDS, have_words, likely, setting_rows, standing
from infoview_analysis.export.skills.tables import PLAN_FIELDS, plan_extras, plan_rows
from infoview_analysis.export.skills.workbook_sheets import FONT, INK, MUTED, Column, add_sheet, lay_out, put
from infoview_analysis.presentation.skills import NEED_WORDS
from infoview_analysis.wording import people

FILE_NAME = "skill_report.xlsx"
_FILLS = {"gap": "F6D9C4", "partial": "FBEFD5", "strength": "D5EAD9", "contested": "E5DDF0"}
_NEED_FILLS = {"must": "9CC3E0", "helps": "CFE2F1", "named": "EAF1F7", "not needed": "F3DDC0", "both": "E5DDF0"}
_COUNT, _SHARE, _BLANK_IF_NONE = "0;-0;;@", "0 %", "0 %;-0 %;;@"
_MOST_PEOPLE = 100  # columns of the sheet of who asks; those who speak of most stand first
_FIXED_DAY = datetime(2000, 1, 1)  # the same report gives the same bytes
_PLAN_HEADS = {
    "skill": ("Skill", 24), "action": ("What to do", 56), "resource": ("Resource", 44), "ask": ("Whom to ask", 32),
    "due": ("Due", 12), "done": ("Done", 9), "notes": ("Notes", 36),
}  # fmt: skip
_MEANING = {
    "Skills": "every skill, those of several people first: how many ask for it, your level, the gap, their words",
    "Who asks": "what each person says of each skill",
    "Quotes": "every mention, verbatim, with who said it, when and where",
    "Plan": "what to do, whom to ask, by when; tick and change it here",
    "Your profile": "the skills and levels that were read from your files",
    "Unknown and method": "what cannot be said, how it was done, the settings",
}


def write_xlsx(report: SkillReport, folder: Path) -> None:
    """Write skill_report.xlsx."""
    (folder / FILE_NAME).write_bytes(workbook_bytes(report))


def workbook_bytes(report: SkillReport) -> bytes:
    """Return the workbook; the same report gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _summary(book, report)
    _skills(book, report)
    _who_asks(book, report)
    _quotes(book, report)
    _plan(book, report)
    columns = (Column("Skill", 34), Column("Level", 12), Column("0 to 4", 9, "0.#"), Column("From", 34),
               Column("Note", 44))  # fmt: skip
    add_sheet(book, "Your profile", columns, [
        [row.skill, row.level_name, row.level, f"{row.source}, line {row.line}" if row.line else row.source, row.note]
        for row in report.profile
    ])  # fmt: skip
    notes = [["Unknown", text] for text in report.unknowns] + [["Method", text] for text in report.method]
    notes += [["Setting", f"{name}: {value}"] for name, value in setting_rows(report)]
    add_sheet(book, "Unknown and method", (Column("About", 14), Column("What to know", 120)), notes)
    return _repeatable(book)


def _summary(book: Any, report: SkillReport) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet("Summary")
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 120
    newest = f", the newest on {report.newest_interview}" if report.newest_interview else ""
    lines = [(report.title, 18, True)]
    lines += [(f"Aim: {report.target_role}", 12, False)] if report.target_role else []
    lines += [(f"{report.n_interviews} interviews with {report.n_people} people{newest}", 11, False), ("", 11, False)]
    lines += [(f"•  {text}", 12, False) for text in report.findings]
    top = [skill for skill in report.section("ranked") if skill.gap > 0][:8]
    lines += [("", 11, False), ("The largest gaps", 13, True)] if top else []
    lines += [(f"{place}.  {skill.skill}: {people(skill.n_interviews, skill.n_people)} (likely share {likely(skill)});"
               f" {standing(skill)}", 11, False) for place, skill in enumerate(top, 1)]  # fmt: skip
    lines += [("", 11, False), ("The sheets", 13, True)]
    first_sheet = len(lines) + 1
    cut = f" ({_MOST_PEOPLE} of {len(report.people):,} people)" if len(report.people) > _MOST_PEOPLE else ""
    meanings = {**_MEANING, "Who asks": _MEANING["Who asks"] + cut}
    lines += [(f"{name}: {meaning}", 11, False) for name, meaning in meanings.items()]
    for row, (text, size, bold) in enumerate(lines, 1):
        cell = sheet.cell(row, 1)
        put(cell, text)
        cell.font = Font(name=FONT, size=size, bold=bold, color=INK)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = (1.35 * size + 2) * max(1, -(-len(text) * size // (120 * 11)))
    for row, name in enumerate(_MEANING, first_sheet):
        sheet.cell(row, 1).hyperlink = f"#'{name}'!A1"
        sheet.cell(row, 1).font = Font(name=FONT, size=11, color="0B4F7D")
    lay_out(sheet)


def _skills(book: Any, report: SkillReport) -> None:
    from openpyxl.formatting.rule import CellIsRule, DataBarRule
    from openpyxl.styles import PatternFill

    spoken_of = f'0" of {report.n_people}"'
    columns = (
        Column("Skill", 25), Column("Kind", 16), Column("Said by", 15), Column("Status", 12),
        Column("People", 11, spoken_of), Column("Likely share, from", 10, _SHARE), Column("to", 7, _SHARE),
        Column("Must", 7, _COUNT), Column("Helps", 8, _COUNT), Column("Named", 9, _COUNT),
        Column("Not needed", 10, _COUNT), Column("Demand", 10, _BLANK_IF_NONE), Column("You have", 11, "0.#"),
        Column("Asked for", 10, "0.#"), Column("Gap", 9, _BLANK_IF_NONE), Column("What people call it", 36),
        Column("Note on your level", 20),
    )  # fmt: skip
    shown = [skill for section in SECTION_WORDS for skill in report.section(section)]
    rows = [
        [skill.skill, skill.category, SECTION_WORDS[skill.section], skill.status, skill.n_interviews, skill.share_low,
         skill.share_high, skill.n_must, skill.n_nice, skill.n_mentioned, skill.n_not_needed, skill.demand, skill.have,
         skill.target, skill.gap, ", ".join(skill.wording), skill.have_note]
        for skill in shown
    ]  # fmt: skip
    sheet = add_sheet(book, "Skills", columns, rows)
    for row, skill in enumerate(shown, 2):
        # A level is a number that is shown as its word, so that it can be sorted and counted with.
        sheet.cell(row, 13).number_format = f'"{have_words(skill)}"'
        sheet.cell(row, 14).number_format = f'"{skill.target_name if skill.target else "–"}"'
    if rows:
        end = len(rows) + 1
        sheet.conditional_formatting.add(f"O2:O{end}", DataBarRule("num", 0, "max", None, color="9CC3E0"))
        for status, colour in _FILLS.items():
            rule = CellIsRule(operator="equal", formula=[f'"{status}"'], fill=PatternFill(bgColor=colour))
            sheet.conditional_formatting.add(f"D2:D{end}", rule)


def _who_asks(book: Any, report: SkillReport) -> None:
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    spoken: list[Skill] = sorted((s for s in report.skills if s.by_person), key=lambda skill: -skill.n_interviews)
    words = {"nice": "helps", "mentioned": "named"}
    shown = report.people[:_MOST_PEOPLE]
    columns = (Column("Skill", 26), *(Column(person, 10, centred=True, upright=True) for person in shown))
    rows = [
        [skill.skill, *(words.get(need, need) for need in (skill.by_person.get(who, "") for who in shown))]
        for skill in spoken
    ]
    sheet = add_sheet(book, "Who asks", columns, rows)
    if not (rows and shown):
        return
    small = Font(name=FONT, size=9, color=INK)
    for row in sheet.iter_rows(min_row=2, min_col=2):
        for cell in row:
            cell.font = small
    span = f"B2:{get_column_letter(len(columns))}{len(rows) + 1}"
    for need, colour in _NEED_FILLS.items():
        rule = CellIsRule(operator="equal", formula=[f'"{need}"'], fill=PatternFill(bgColor=colour))
        sheet.conditional_formatting.add(span, rule)


def _quotes(book: Any, report: SkillReport) -> None:
    columns = (
        Column("Skill", 24), Column("Need", 12), Column("Quote", 70), Column("Interviewee", 20), Column("Role", 24),
        Column("Company", 22), Column("Date", 12, "yyyy-mm-dd"), Column("Where", 32), Column("Need read from", 22),
    )  # fmt: skip
    add_sheet(book, "Quotes", columns, [
        [m.skill, NEED_WORDS[m.need] if m.status == "vocabulary" else "suggested", m.text, m.interviewee, m.role,
         m.company, m.date, f"{m.source}, line {m.line}", m.cue]
        for m in report.mentions
    ])  # fmt: skip


def _plan(book: Any, report: SkillReport) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.datavalidation import DataValidation

    extra = plan_extras(report)
    columns = [
        Column(*_PLAN_HEADS[name], "yyyy-mm-dd" if name == "due" else "", name == "done") for name in PLAN_FIELDS
    ]
    sheet = add_sheet(book, "Plan", [*columns, *(Column(name, 20) for name in extra)], plan_rows(report, extra))
    choice = DataValidation(type="list", formula1='"yes,no,dropped"', allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(choice)
    choice.add(f"F2:F{len(report.plan) + 50}")
    for row, planned in enumerate(report.plan, 2):
        if planned.origin == "suggested":
            for column in range(2, 6):
                sheet.cell(row, column).font = Font(name=FONT, color=MUTED)


def _repeatable(book: Any) -> bytes:
    """Return the saved workbook without the time of saving."""
    from openpyxl.xml.functions import tostring

    saved, result = io.BytesIO(), io.BytesIO()
    book.save(saved)
    book.properties.created = book.properties.modified = _FIXED_DAY
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = tostring(book.properties.to_tree()) if name == "docProps/core.xml" else old.read(name)
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()
