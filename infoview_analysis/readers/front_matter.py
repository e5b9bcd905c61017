"""YAML front matter: the metadata between two ``---`` lines at the top of a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.key_value_head import Head

LONGEST = 64 * 1024  # characters; more is no front matter but notes that begin with a rule
LONGEST_VALUE = 10_000  # characters; a few YAML aliases can stand for gigabytes
DEEPEST = 8

_OPENING = re.compile(r"\s*?---[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"(?:^|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_PAIR = re.compile(r"[ \t]*([^\s:#\-][^:\r\n]{0,60}?)[ \t]*:(?:[ \t]+(.*))?$")
_LIST_ENTRY = re.compile(r"[ \t]*-[ \t]+(.*)$")
# A value that YAML reads as the very words that stand there: no quotes, markers, comments or further keys.
_PLAIN = re.compile(r"[^\W_](?:(?!: | #|\t)[^\r\n])*(?<![:\s])")
_PLAIN_PAIR = re.compile(r"([A-Za-z][\w-]*(?: [\w-]+)*):(?: +(.*))?")


class _TooLongError(ValueError):
    """Raised where aliases make a value longer than any note's metadata is."""


def front_matter(text: str, source: str) -> Head:
    """Return the metadata between ``---`` lines at the very top of a note.

    Every scalar is taken as it is written (``skill: no`` stays ``no``, ``version: 1.10`` stays ``1.10``), lists are
    joined with a comma, keys of mappings within mappings follow their parent's (``company name``). Where the YAML is
    broken, every line is read as ``key: value`` by itself, and a warning says where it broke.

    Parameters
    ----------
    text : str
        The note.
    source : str
        Its name, for messages.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return Head()
    closing = _CLOSING.search(text, opening.end(), opening.end() + LONGEST)
    if closing is None:
        return _unclosed(text, opening.end(), source)
    inner = text[opening.end() : closing.start()]
    first_line = len(re.findall(r"\r\n|\r|\n", text[: opening.end()])) + 1
    lines = re.split(r"\r\n|\r|\n", inner)
    attributes = _plain_attributes(lines)
    if attributes is not None:
        return Head(attributes, closing.end())
    loaded, line, cause = _load("\n".join(lines))
    if isinstance(loaded, dict):
        try:
            return Head(dict(_flat(loaded, "", 0)), closing.end())
        except _TooLongError:
            line, cause = None, "a value is far longer than metadata is"
    elif cause == "":
        if loaded is None:
            return Head({}, closing.end())
        return Head()  # words between two rules: the note begins with a horizontal line, not with metadata
    pairs = _line_by_line(lines)
    if not pairs:
        return Head()
    message = (
        f"The metadata between the --- lines is no valid YAML ({cause}); it was read line by line instead. "
        'Put values with a colon, a quote or a bracket in double quotes: name: "Ana: lead".'
    )
    problem = Problem(source, first_line + (line or 0), "warning", "broken-front-matter", message)
    return Head(pairs, closing.end(), (problem,))


def _plain_attributes(lines: list[str]) -> dict[str, str] | None:
    """Read front matter of plain ``key: value`` lines and ``- entry`` lists, as nearly all is; None for anything else.

    A YAML parser takes milliseconds a note and gives the same words.
    """
    found: dict[str, str] = {}
    key, is_list, previous = "", False, ""
    for line in (line.rstrip(" ") for line in lines):
        if not line:
            continue
        if is_list and line.startswith(("- ", "  - ")):
            entry = line.lstrip(" ")[2:].strip(" ")
            if not _PLAIN.fullmatch(entry) or (found[key] and line[0] != previous[0]):
                return None
            found[key] = f"{found[key]}, {entry}" if found[key] else entry
        else:
            match = _PLAIN_PAIR.fullmatch(line)
            if match is None or match[1] in found:
                return None
            key, value = match[1], match[2] or ""
            if value and not _PLAIN.fullmatch(value):
                return None
            is_list = not value
            found[key] = "" if value == "null" else value
        previous = line
    return {name: value for name, value in found.items() if value} or None


def _load(inner: str) -> tuple[Any, int | None, str]:
    """Return what the YAML holds, and where it is broken: the line, counted from 0, and the cause."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    yaml = YAML(typ="base", pure=True)  # all scalars stay strings
    try:
        return yaml.load(inner), None, ""
    except MarkedYAMLError as error:
        # An open quote or bracket is noticed at the end only; the mend is where it began.
        marks = (error.problem_mark, error.context_mark)
        mark = marks[1] if "end of stream" in str(error.problem) and marks[1] else marks[0] or marks[1]
        return None, mark.line if mark else None, str(error.problem or error.context or "unreadable")
    except YAMLError as error:
        return None, None, str(error).split("\n")[0] or "unreadable"
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, AssertionError) as error:
        return None, None, f"{type(error).__name__}"


def _flat(mapping: dict[Any, Any], prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        raise _TooLongError
    for key, value in mapping.items():
        name = f"{prefix} {_words(key, depth)}".strip()
        if isinstance(value, dict):
            yield from _flat(value, name, depth + 1)
        else:
            words = _words(value, depth)
            if name and words:
                yield name, words


def _words(value: Any, depth: int) -> str:
    """Return a YAML value as text, within bounds."""
    if depth > DEEPEST:
        raise _TooLongError
    if value is None or value in ("null", "~"):
        return ""
    if isinstance(value, dict):
        parts = [f"{_words(key, depth + 1)}: {_words(entry, depth + 1)}" for key, entry in value.items()]
    elif isinstance(value, (list, tuple, set)):
        parts = []
        length = 0
        for entry in value:
            parts.append(_words(entry, depth + 1))
            length += len(parts[-1])
            if length > LONGEST_VALUE:
                raise _TooLongError
    else:
        parts = [" ".join(str(value).split())]
    words = ", ".join(part for part in parts if part)
    if len(words) > LONGEST_VALUE:
        raise _TooLongError
    return words


def _line_by_line(lines: list[str]) -> dict[str, str]:
    """Read broken YAML as far as its lines speak for themselves."""
    found: dict[str, str] = {}
    key = parent = ""
    for line in lines:
        entry = _LIST_ENTRY.match(line)
        pair = None if entry else _PAIR.match(line)
        if pair:
            key = pair[1].strip().strip("\"'")
            if not line[0].isspace():
                parent = "" if pair[2] else key
            elif parent:
                key = f"{parent} {key}"  # of a mapping within the mapping
            value = _unquoted((pair[2] or "").strip())
        elif key and line.strip() and not line.lstrip().startswith("#"):
            value = _unquoted((entry[1] if entry else line).strip())
        else:
            continue
        joint = ", " if entry or pair else " "
        found[key] = f"{found[key]}{joint}{value}" if found.get(key) and value else found.get(key) or value
    return {name: value for name, value in found.items() if value}


def _unquoted(value: str) -> str:
    for opening, closing in ('""', "''", "[]"):
        if len(value) > 1 and value[0] == opening and value[-1] == closing:
            return value[1:-1].strip()
    return value.lstrip("[\"'") if value[:1] in "[\"'" else value


def _unclosed(text: str, start: int, source: str) -> Head:
    """Read metadata whose closing ``---`` is missing: the ``key: value`` lines up to the first other line."""
    lines: list[str] = []
    end, is_list = start, False
    for match in re.finditer(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)", text[start : start + LONGEST]):
        pair = _PAIR.match(match[1])
        if pair:
            is_list = not (pair[2] or "").strip()
        elif not (is_list and _LIST_ENTRY.match(match[1])):  # a bullet below a value is the first of the notes
            break
        lines.append(match[1])
        end = start + match.end()
    pairs = _line_by_line(lines)
    if not pairs:
        return Head()  # a rule, and no metadata at all
    line = len(re.findall(r"\r\n|\r|\n", text[:start]))
    message = "The metadata that begins here has no closing --- line. Add one below its last line."
    return Head(pairs, end, (Problem(source, line, "warning", "broken-front-matter", message),))
