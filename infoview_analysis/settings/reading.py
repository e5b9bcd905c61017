"""``infoview.toml`` read: what is not known is a warning, what cannot be meant an error with its line."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from infoview_analysis.errors import SettingsError
from infoview_analysis.readers.document import Problem
from infoview_analysis.settings.sections import Settings


def load_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read ``infoview.toml``.

    A key that is not known changes nothing and is a warning; a value that cannot be meant would change the results if
    it were passed over, and is an error.

    Parameters
    ----------
    path : Path
        The file. If there is none, the defaults hold.

    Returns
    -------
    settings : Settings
    problems : tuple of Problem
        A warning for each key that is not known, with the key that was probably meant.

    Raises
    ------
    SettingsError
        The file cannot be read, is not TOML, or holds a value of the wrong type or range; names file, line, what may
        stand there and what was found.
    """
    path = Path(path)
    if not path.exists() and not path.is_symlink():
        return Settings(), ()
    text = _read(path)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        cause, _, place = str(error).partition(" (at ")
        number = re.search(r"\d+", place)
        raise SettingsError(
            f"This is not TOML: {cause}.",
            source=path.name,
            line=int(number[0]) if number else len(text.splitlines()) or 1,
            mend='A setting is written  name = value , words in "quotes". infoview init in an empty folder shows all.',
        ) from None
    except RecursionError:
        raise SettingsError("The brackets are nested too deep.", source=path.name, mend="Remove them.") from None
    lines = _key_lines(text)
    known, problems = _without_unknown(raw, Settings, (), lines, path.name)
    try:
        return Settings.model_validate(known), tuple(problems)
    except ValidationError as errors:
        first = errors.errors()[0]
        keys = tuple(str(part) for part in first["loc"])
        raise SettingsError(
            f"{'.'.join(keys)} must be {_expected(keys, first)}, but is {_shown(first['input'])}.",
            source=path.name,
            line=_line_of(keys, lines),
            mend="Correct the value, or remove the line to use the default.",
        ) from None


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(
            "The file is not UTF-8 text.",
            source=path.name,
            line=error.object.count(b"\n", 0, error.start) + 1,
            mend='Save it with the encoding "UTF-8".',
        ) from None
    except OSError as error:
        raise SettingsError(
            f"The file cannot be opened: {error.strerror or error}.",
            source=path.name,
            mend="Check that it is a file that you may read.",
        ) from None


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Return for each dotted key the line on which it first stands; tomllib does not tell."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[\[?\s*([^\[\]]+?)\s*\]", line):
            table = _split_key(head[1])
            found.setdefault(table, number)
        elif setting := re.match(r"""\s*((?:"[^"]*"|'[^']*'|[\w.\s-])+?)\s*=""", line):
            found.setdefault((*table, *_split_key(setting[1])), number)
    return found


def _split_key(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in re.findall(r"""\s*(?:"[^"]*"|'[^']*'|[^.]+)\s*""", dotted))


def _line_of(keys: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> int | None:
    """Return the line of the key, or of the nearest table around it."""
    for depth in range(len(keys), 0, -1):
        if keys[:depth] in lines:
            return lines[keys[:depth]]
    return None


def _without_unknown(
    raw: dict[str, Any],
    section: type[BaseModel],
    above: tuple[str, ...],
    lines: dict[tuple[str, ...], int],
    source: str,
) -> tuple[dict[str, Any], list[Problem]]:
    known: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in raw.items():
        field = section.model_fields.get(key)
        if field is None:
            problems.append(_unknown((*above, key), section, lines, source))
        elif isinstance(field.default, BaseModel) and isinstance(value, dict):
            known[key], more = _without_unknown(value, type(field.default), (*above, key), lines, source)
            problems.extend(more)
        else:
            known[key] = value
    return known, problems


def _unknown(
    keys: tuple[str, ...], section: type[BaseModel], lines: dict[tuple[str, ...], int], source: str
) -> Problem:
    here = ".".join(keys)
    everywhere = [
        f"{name}.{key}" for name, field in Settings.model_fields.items() for key in type(field.default).model_fields
    ]
    names = [".".join((*keys[:-1], name)) for name in section.model_fields]
    close = get_close_matches(here, names, 1, 0.75) or [n for n in everywhere if n.split(".")[1] == keys[-1]]
    mend = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(names)}."
    return Problem(
        source,
        _line_of(keys, lines),
        "warning",
        "unknown-setting",
        f"There is no setting {here}; it is ignored. {mend}",
    )


_TYPES = {
    "int": "a whole number",
    "float": "a number",
    "str": 'words in "quotes"',
    "bool": "true or false",
    "tuple[str, ...]": 'a list such as ["Ana", "Ben"]',
    "str | None": 'words in "quotes"',
}


def _expected(keys: tuple[str, ...], error: Any) -> str:
    """Return in plain words what may stand under ``keys``."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    section = Settings.model_fields[keys[0]].default
    if len(keys) == 1:
        return f"a table: a line [{keys[0]}] with settings under it"
    field = type(section).model_fields[keys[1]]
    name = str(field.annotation).replace("<class '", "").replace("'>", "").replace("typing.", "")
    bounds = {}
    for item in field.metadata:
        for side in ("ge", "gt", "le", "lt"):
            if (bound := getattr(item, side, None)) is not None:
                bounds[side] = bound
    words = _TYPES.get(name, name)
    if "ge" in bounds:
        words += f" from {bounds['ge']}"
    if "gt" in bounds:
        words += f" above {bounds['gt']}"
    if "le" in bounds:
        words += f" up to {bounds['le']}"
    return words
