"""JSON and JSON Lines: one interview, a list of them, or records with a note each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Document, Problem, Reading
from infoview_analysis.readers.json_record import RecordReader
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rejects import unreadable
from infoview_analysis.readers.rendering import clean, distinct
from infoview_analysis.readers.table_interviews import Grid, Row, interviews
from infoview_analysis.readers.tables import shortened

MAX_DEPTH = 100  # lists within lists; notes need five
_WRAPPERS = ("interviews", "records", "documents", "data", "items", "results", "rows", "entries")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_LINES = (".jsonl", ".ndjson")
_MEND = "Check it with a JSON validator, or export it again."


class Text(str):
    """A string of the file with the line it stands on."""

    __slots__ = ("line",)
    line: int


class Number(str):
    """A number as written, so that neither 12.0 nor a number of a thousand digits changes or fails."""

    __slots__ = ()


def read(data: bytes, source: str, *, options: ReadOptions) -> Reading:
    """Read the interviews of a JSON or JSON Lines file.

    Understood are an interview as an object (metadata; ``notes``, ``blocks``, ``questions``/``answers``,
    ``transcript``, or questions as keys), a list of such, and flat records like the rows of a table. What has another
    shape is kept, each text under its path, with a warning.

    Raises
    ------
    UnreadableFileError
        empty-file, binary-file, broken-json, too-deep.
    """
    decoded = decode(data, source)
    text = decoded.text
    problems = list(decoded.problems)
    records: list[tuple[str, int, Any]]
    if source.lower().endswith(_LINES):
        records, broken = _lines(text, source)
        if not records and (whole := _try_whole(text)) is not None:  # a .json file under the other name
            records, broken = [("", 1, whole)], []
        problems.extend(broken)
        if not records:
            raise unreadable("broken-json", "No line of the file is valid JSON.", source=source, mend=_MEND)
    else:
        records = _whole(text, source, problems)
    reader = RecordReader(source, options)
    documents = list(_documents(records, reader, source, options, problems))
    problems.extend(reader.problems)
    if not documents and not problems:
        raise unreadable("empty-file", "The file holds no text.", source=source, mend="Fill it in, or delete it.")
    return Reading(tuple(documents), tuple(shortened(problems)))


def parse(text: str, line: int = 1) -> Any:
    """Return the value of a JSON text, its strings as :class:`Text`, its numbers as :class:`Number`.

    Parameters
    ----------
    text : str
        The JSON.
    line : int
        Line of the file that it begins on.

    Raises
    ------
    ValueError
        The text is not JSON; a JSONDecodeError knows where.
    RecursionError
        Lists are nested too deep.
    """
    value = json.loads(
        text, parse_int=Number, parse_float=Number, parse_constant=Number, object_pairs_hook=_object, strict=False
    )
    return _with_lines(value, text, line)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Keep both of two equal keys: JSON allows them and the usual reader forgets the first."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        name, number = key, 1
        while name in found:
            number += 1
            name = f"{key} ({number})"
        found[name] = value
    return found


def _with_lines(value: Any, text: str, line: int) -> Any:
    """Put its line on every string; the strings of the text come in the order in which the value is walked."""
    position = 0

    def next_line() -> int:
        nonlocal position, line
        match = _STRING.search(text, position)
        if match is not None:
            line += text.count("\n", position, match.start())
            here = line
            line += text.count("\n", match.start(), match.end())
            position = match.end()
            return here
        return line

    def numbered(words: str) -> Text:
        found = Text(words)
        found.line = next_line()
        return found

    if type(value) is str:
        return numbered(value)
    stack = [(value, _entries(value))]
    while stack:
        container, entries = stack[-1]
        for key, entry in entries:
            if isinstance(container, dict):
                next_line()  # the key
            if type(entry) is str:
                container[key] = numbered(entry)
            elif isinstance(entry, dict | list):
                if len(stack) >= MAX_DEPTH:
                    raise RecursionError
                stack.append((entry, _entries(entry)))
                break
        else:
            stack.pop()
    return value


def _entries(container: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(container, dict):
        return iter(list(container.items()))
    return iter(list(enumerate(container))) if isinstance(container, list) else iter(())


def _lines(text: str, source: str) -> tuple[list[tuple[str, int, Any]], list[Problem]]:
    records: list[tuple[str, int, Any]] = []
    problems: list[Problem] = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if not line.strip():
            continue
        try:
            records.append((f"line {number}", number, parse(line, number)))
        except RecursionError:
            problems.append(
                Problem(
                    source, number, "error", "too-deep",
                    f"The record on this line nests more than {MAX_DEPTH} lists and was left out. Flatten it.",
                )
            )  # fmt: skip
        except ValueError as error:
            problems.append(
                Problem(
                    source, number, "error", "broken-json",
                    f"This line is not valid JSON ({_reason(error)}) and was left out. {_MEND}",
                )
            )  # fmt: skip
    return records, problems


def _try_whole(text: str) -> Any:
    try:
        return parse(text)
    except (ValueError, RecursionError):
        return None


def _whole(text: str, source: str, problems: list[Problem]) -> list[tuple[str, int, Any]]:
    try:
        return [("", 1, parse(text))]
    except RecursionError as error:
        raise unreadable(
            "too-deep", f"The file nests more than {MAX_DEPTH} lists, which no notes do.", source=source, mend=_MEND
        ) from error
    except ValueError as error:
        records, broken = _lines(text, source)
        if sum(isinstance(value, dict) for _, _, value in records) > len(broken):  # JSON Lines under the other name
            problems.extend(broken)
            return records
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise unreadable(
            "broken-json", f"The file is not valid JSON ({_reason(error)}).", source=source, line=line, mend=_MEND
        ) from error


def _reason(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, column {error.colno}"
    return str(error)


def _documents(
    records: list[tuple[str, int, Any]],
    reader: RecordReader,
    source: str,
    options: ReadOptions,
    problems: list[Problem],
) -> Iterator[Document]:
    taken: set[str] = set()
    if len(records) == 1 and not records[0][0]:
        found = _list_of_interviews(records[0][2])
        if found is None:
            document = reader.document(records[0][2], source, 1)
            if document is not None:
                yield document
            return
        records = [(f"note {number}", line_of(value), value) for number, value in enumerate(found, start=1)]
    if _are_flat([value for _, _, value in records]):
        grid = _grid(records)
        documents, more = interviews(grid, source=source, place=source, options=options, taken=taken)
        problems.extend(more)
        yield from documents
        return
    for name, line, value in records:
        document = reader.document(value, distinct(f"{source}#{name}", taken), line)
        if document is not None:
            yield document


def line_of(value: Any, default: int = 1) -> int:
    """Return the line of the first string within a value."""
    stack = [value]
    while stack:
        top = stack.pop()
        if isinstance(top, Text):
            return top.line
        if isinstance(top, dict | list):
            stack.extend(reversed(list(top.values() if isinstance(top, dict) else top)))
    return default


def _list_of_interviews(value: Any) -> list[Any] | None:
    """Return the interviews of a list, or of an object that only wraps one; None where it is one interview itself."""
    if isinstance(value, dict):
        for key, entry in value.items():
            wraps = key.lower() in _WRAPPERS or len(value) == 1
            if wraps and isinstance(entry, list) and entry and all(isinstance(one, dict) for one in entry):
                found = _list_of_interviews(entry)
                if found is not None and key.lower() in (*_WRAPPERS, "notes"):
                    return found
        return None
    if not isinstance(value, list) or not value or not all(isinstance(entry, dict) for entry in value):
        return None
    keys = {key.lower() for entry in value for key in entry}
    if keys & {"speaker", "utterance"} and not keys & {"interviewee", "transcript", "notes", "blocks"}:
        return None  # the turns of one transcript
    if keys & {"heading", "question"} and not keys & {"interviewee", "name", "role", "date"}:
        return None  # the sections of one interview
    return value


def _are_flat(values: list[Any]) -> bool:
    """Tell whether the records are like the rows of a table: objects of the same few plain values."""
    if len(values) < 2 or not all(isinstance(value, dict) and value for value in values):
        return False
    if any(isinstance(entry, dict | list) for value in values for entry in value.values()):
        return False
    common = set.intersection(*(set(value) for value in values))
    return 2 * len(common) >= max(len(value) for value in values)


def _grid(records: list[tuple[str, int, Any]]) -> Grid:
    headers = list(dict.fromkeys(key for _, _, value in records for key in value))
    rows = [Row(0, 1, tuple(clean(header) for header in headers))]
    for number, (_, line, value) in enumerate(records, start=1):
        cells = tuple(clean(plain(value.get(header))) for header in headers)
        rows.append(Row(number, line_of(value, line), cells))
    return Grid("", rows)


def plain(value: Any) -> str:
    """Return a scalar as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
