"""The skill report as an Excel workbook: a sheet a part, with filters, frozen heads, and no cell that computes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from infoview_analysis.export.skills.contents import SkillReport
from infoview_analysis.export.skills.tables import PLAN_FIELDS, plan_extras, plan_rows
from infoview_analysis.wording import interval, people

FILE_NAME = "skill_report.xlsx"
_INK, _HEAD, _BAND = "1D2730", "0B4F7D", "F2F5F8"
_STATUS_FILLS = {"gap": "F6D9C4", "partial": "FBEFD5", "strength": "D5EAD9", "contested": "E5DDF0"}
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_000
_NEEDS = {"must": "a must", "nice": "helps", "mentioned": "named", "not_needed": "not needed"}
_FIXED_DAY = datetime(2000, 1, 1)  # the same report gives the same bytes


def write_xlsx(report: SkillReport, folder: Path) -> None:
    """Write skill_report.xlsx."""
    (folder / FILE_NAME).write_bytes(workbook_bytes(report))


def workbook_bytes(report: SkillReport) -> bytes:
    """Return the workbook; the same report gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _summary(book, report)
    heads = ("Skill", "Kind", "List", "Status", "People", "of", "Likely share", "Must", "Helps", "Named", "Not needed",
             "Demand", "You have", "Asked for", "Gap", "What people call it", "Note on your level")  # fmt: skip
    rows: list[list[Any]] = [
        [skill.skill, skill.category, skill.section, skill.status, skill.n_interviews, skill.n_people,
         interval(skill.share_low, skill.share_high), skill.n_must, skill.n_nice, skill.n_mentioned, skill.n_not_needed,
         skill.demand, skill.have, skill.target, skill.gap, ", ".join(skill.wording), skill.have_note]
        for skill in report.skills
    ]  # fmt: skip
    sheet = _sheet(book, "Skills", heads, rows, (30, 20, 14, 13, 8, 6, 15, 7, 7, 8, 11, 9, 9, 10, 8, 42, 26))
    _format_skills(sheet, len(rows))
    quotes = [
        [m.skill, _NEEDS[m.need] if m.status == "vocabulary" else "suggested", m.text, m.interviewee, m.role, m.company,
         m.date, f"{m.source}:{m.line}", m.cue]
        for m in report.mentions
    ]  # fmt: skip
    _sheet(book, "Quotes", ("Skill", "Need", "Quote", "Interviewee", "Role", "Company", "Date", "Where", "Read from"),
           quotes, (26, 12, 80, 22, 24, 22, 12, 40, 20))  # fmt: skip
    extra = plan_extras(report)
    plan = _sheet(book, "Plan", (*(name.capitalize() for name in PLAN_FIELDS), *extra), plan_rows(report, extra),
                  (26, 60, 60, 34, 12, 9, 40, *(20 for _ in extra)))  # fmt: skip
    _offer_done(plan, len(report.plan))
    _sheet(book, "Your profile", ("Skill", "Level", "0 to 4", "From", "Note"),
           [[row.skill, row.level_name, row.level, f"{row.source}:{row.line}" if row.line else row.source, row.note]
            for row in report.profile], (30, 12, 8, 30, 40))  # fmt: skip
    notes = [["Unknown", text] for text in report.unknowns] + [["Method", text] for text in report.method]
    notes += [["Setting", f"{name} = {value}"] for name, value in sorted(report.settings.items())]
    notes += [["Made with", f"{name} {value}"] for name, value in sorted(report.made_with.items())]
    _sheet(book, "Unknown and method", ("", "What to know"), notes, (14, 120))
    return _repeatable(book)


def _summary(book: Any, report: SkillReport) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet("Summary")
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 110
    lines = [(report.title, 18, True)]
    lines += [(f"Aim: {report.target_role}", 12, False)] if report.target_role else []
    newest = f", the newest on {report.newest_interview}" if report.newest_interview else ""
    lines += [(f"{report.n_interviews} interviews with {report.n_people} people{newest}", 11, False), ("", 11, False)]
    lines += [(f"•  {text}", 12, False) for text in report.findings]
    top = [skill for skill in report.section("ranked") if skill.gap > 0][:8]
    lines += [("", 11, False), ("The largest gaps", 13, True)] if top else []
    lines += [(f"{place}.  {skill.skill}: {people(skill.n_interviews, skill.n_people)}; you have "
               f"{skill.have_name if skill.in_profile else 'no level in your profile'}, asked for: {skill.target_name}",
               11, False) for place, skill in enumerate(top, 1)]  # fmt: skip
    for row, (text, size, bold) in enumerate(lines, 1):
        cell = sheet.cell(row, 1)
        _put(cell, text)
        cell.font = Font(size=size, bold=bold, color=_INK)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _sheet(book: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[int]) -> Any:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    for place, (head, width) in enumerate(zip(heads, widths, strict=True), 1):
        cell = sheet.cell(1, place)
        _put(cell, head)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(number, place)
            _put(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
            if number % 2:
                cell.fill = PatternFill("solid", fgColor=_BAND)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    return sheet


def _put(cell: Any, value: Any) -> None:
    """Set a value; text stays text, whatever it begins with."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _UNHOLDABLE.sub("\ufffd", value)[:_LONGEST_CELL]
    cell.data_type = "s"
    if value.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def _format_skills(sheet: Any, n_rows: int) -> None:
    from openpyxl.formatting.rule import CellIsRule, DataBarRule
    from openpyxl.styles import Font, PatternFill

    for row in range(2, n_rows + 2):
        for column in ("L", "O"):
            sheet[f"{column}{row}"].number_format = "0 %"
        for column in ("M", "N"):
            sheet[f"{column}{row}"].number_format = "0.#"
        sheet[f"A{row}"].font = Font(bold=True, color=_INK)
    if n_rows:
        span = f"O2:O{n_rows + 1}"
        sheet.conditional_formatting.add(span, DataBarRule("num", 0, "num", 1, color="3F84B5"))
        for status, colour in _STATUS_FILLS.items():
            rule = CellIsRule(operator="equal", formula=[f'"{status}"'], fill=PatternFill(bgColor=colour))
            sheet.conditional_formatting.add(f"D2:D{n_rows + 1}", rule)


def _offer_done(sheet: Any, n_rows: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation(type="list", formula1='"yes,no,dropped"', allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(choice)
    choice.add(f"F2:F{n_rows + 50}")


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
