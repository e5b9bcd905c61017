"""The person's own lists of skills: profile.yaml, resume.json (JSON Resume) and skills.csv.

References
----------
JSON Resume, schema 1.0.0: ``skills`` (name, level, keywords), ``languages`` (language, fluency), ``certificates``,
``basics.label``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infoview_analysis.codebook.sections import Section, read_section
from infoview_analysis.errors import CodebookError
from infoview_analysis.readers.attribute_keys import plain_key
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.rendering import clean
from infoview_analysis.readers.tables import csv_records
from infoview_analysis.skills.levels import read_level
from infoview_analysis.skills.profile_entries import STATED, Entry, entry_of

CERTIFIED = 3.0
_NAME_KEYS = ("name", "skill", "skill name", "skills", "competency", "competence", "kompetenz", "fähigkeit")
_LEVEL_KEYS = (
    "level", "proficiency", "rating", "self rating", "skill level", "my level", "fluency", "grade", "have", "niveau",
)  # fmt: skip
_NOTE_KEYS = ("note", "notes", "comment", "comments", "used", "used at", "where", "evidence", "last used")
_WITH_LEVEL = re.compile(r"(.+?)\s*(?:[:=–—]|\s-\s)\s*(.+)|(.+?)\s*\(([^()]+)\)")


def read_profile(path: Path) -> tuple[list[Entry], str, list[Problem]]:
    """Return the skills of profile.yaml, the role aimed at, and what could not be read.

    ``skills`` may be a list of names, of ``{name, level}``, of "Excel: strong", or a mapping of names to levels.
    """
    problems: list[Problem] = []
    try:
        section = read_section(path, "skills")
        role = read_section(path, "target_role").value
    except CodebookError as error:
        mend = "Write each skill as `- name: Excel` with `level: strong` below it, as infoview init shows."
        words = f"The profile {error.message} {mend}"
        return [], "", [Problem(path.name, error.line, "error", "broken-profile", words)]
    entries = list(_yaml_entries(section, path.name, problems))
    return entries, clean(role) if isinstance(role, str) else "", problems


def _yaml_entries(section: Section, source: str, problems: list[Problem]) -> Iterator[Entry]:
    value = section.value
    if isinstance(value, str):
        value = [part for part in re.split(r"[,;\n]", value) if part.strip()]
    if isinstance(value, dict):
        for name, level in value.items():
            yield from _yaml_entry({"name": name, "level": level} if not isinstance(level, dict) else
                                   {"name": name, **level}, source, section.line(name), problems)  # fmt: skip
        return
    for place, item in enumerate(value or ()):
        yield from _yaml_entry(item, source, section.line(place), problems)


def _yaml_entry(item: Any, source: str, line: int | None, problems: list[Problem]) -> Iterator[Entry]:
    if isinstance(item, str) and item.strip():
        name, level = split_level(item)
        yield entry_of(name, level, source, line, problems)
        return
    if isinstance(item, dict):
        keys = {plain_key(str(key)): value for key, value in item.items()}
        name = next((keys[key] for key in _NAME_KEYS if isinstance(keys.get(key), str) and keys[key].strip()), "")
        level = next((keys[key] for key in _LEVEL_KEYS if isinstance(keys.get(key), str)), "")
        if not name and len(item) == 1 and not keys.keys() & {*_LEVEL_KEYS, *_NOTE_KEYS}:  # "- Excel: strong"
            (name, level), *_ = item.items()
        if name and (level is None or isinstance(level, str)):
            yield entry_of(str(name), level or "", source, line, problems, _note(keys))
            return
    words = "This entry names no skill, so it was left out. Write `- name: Excel` with `level: strong` below it."
    problems.append(Problem(source, line, "error", "no-skill-name", words))


def _note(keys: dict[str, Any]) -> str:
    return next((clean(str(keys[key])) for key in _NOTE_KEYS if isinstance(keys.get(key), str)), "")


def split_level(words: str) -> tuple[str, str]:
    """Return name and level of "Excel: strong" or "Excel (3/5)"; the level is empty where the rest is none."""
    match = _WITH_LEVEL.fullmatch(words.strip())
    if match:
        name, level = (match[1], match[2]) if match[1] else (match[3], match[4])
        if read_level(level) is not None:
            return name, level
    return words, ""


def read_json_resume(path: Path) -> tuple[list[Entry], str, list[Problem]]:
    """Return the skills, keywords, languages and certificates of a JSON Resume, and the label of the person."""
    source, problems = path.name, []
    decoded = decode(path.read_bytes(), source)
    problems += list(decoded.problems)
    try:
        data = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        words = f"This is no JSON ({getattr(error, 'msg', error)}), so no skill was read from it. Export it again."
        return [], "", [*problems, Problem(source, line, "error", "broken-resume", words)]
    if not isinstance(data, dict):
        words = "This is no JSON Resume: the outermost thing must be { … } with a list called skills."
        return [], "", [*problems, Problem(source, 1, "error", "broken-resume", words)]
    entries: list[Entry] = []
    for kind, name_key, level_key in (("skills", "name", "level"), ("languages", "language", "fluency")):
        for item in _dictionaries(data.get(kind), kind, source, problems):
            entries += _json_entries(item, name_key, level_key, decoded.text, source, problems)
    for item in _dictionaries(data.get("certificates"), "certificates", source, problems):
        if name := _text(item.get("name")):
            line = _line_of(name, decoded.text)
            entries.append(Entry(name, CERTIFIED, source, line, "certificate", STATED))
    basics = data.get("basics")
    label = _text(basics.get("label")) if isinstance(basics, dict) else ""
    return entries, label, problems


def _json_entries(
    item: dict[str, Any], name_key: str, level_key: str, text: str, source: str, problems: list[Problem]
) -> list[Entry]:
    name, level = _text(item.get(name_key)), _text(item.get(level_key))
    keywords = item.get("keywords")
    entries = [entry_of(name, level, source, _line_of(name, text), problems)] if name else []
    readable = level if read_level(level) is not None else ""  # what cannot be read was reported once, with the group
    for word in keywords if isinstance(keywords, list) else []:
        keyword = _text(word)
        if keyword and not any(c.isalpha() for c in keyword):
            words = f"The keyword “{keyword}” of {name or 'a skill'} names no skill, so it was left out. Correct it."
            problems.append(Problem(source, _line_of(keyword, text), "warning", "no-skill-name", words))
        elif keyword:
            note = f"keyword of {name}" if name else ""
            entries.append(entry_of(keyword, readable, source, _line_of(keyword, text), problems, note))
    return entries


def _dictionaries(value: Any, kind: str, source: str, problems: list[Problem]) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else []:
        if isinstance(item, str):
            item = {"name": item, "language": item}
        if isinstance(item, dict):
            yield item
            continue
        words = f"An entry of {kind} is neither words nor {{ … }}, so it was left out."
        problems.append(Problem(source, None, "warning", "no-skill-name", words))


def _text(value: Any) -> str:
    return clean(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _line_of(name: str, text: str) -> int | None:
    for written in (json.dumps(name, ensure_ascii=False), json.dumps(name)):
        if (place := text.find(written)) >= 0:
            return text.count("\n", 0, place) + 1
    return None


def read_skill_table(data: bytes, source: str) -> tuple[list[Entry], list[Problem]]:
    """Return the skills of a CSV table: a column of names, and one of levels where there is one.

    A table without a header row is a list: first column the name, second the level.
    """
    decoded = decode(data, source)
    lines, rows, found = csv_records(decoded.text, source)
    problems = [*decoded.problems, *found]
    entries: list[Entry] = []
    columns: dict[str, int] = {"name": 0, "level": 1, "note": 2}
    begun = False
    for line, row in zip(lines, rows, strict=True):
        cells = [clean(cell) for cell in row]
        if not any(cells):
            continue
        if not begun:
            begun = True
            if header := _header(cells):
                columns = header
                continue
        name = _cell(cells, columns.get("name"))
        level = _cell(cells, columns.get("level"))
        if not name:
            words = "This row names no skill, so it was left out. Fill in its first column."
            problems.append(Problem(source, line, "error", "no-skill-name", words))
            continue
        if "level" not in columns:
            name, level = split_level(name)
        entries.append(entry_of(name, level, source, line, problems, _cell(cells, columns.get("note"))))
    return entries, problems


def _header(cells: list[str]) -> dict[str, int]:
    keys = [plain_key(cell) for cell in cells]
    found = {}
    for column, wordings in (("name", _NAME_KEYS), ("level", _LEVEL_KEYS), ("note", _NOTE_KEYS)):
        place = next((keys.index(word) for word in wordings if word in keys), None)
        if place is not None:
            found[column] = place
    return found if "name" in found else {}


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
