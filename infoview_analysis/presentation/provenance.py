"""What was read and what was not, and what a result was made with."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from infoview_analysis.presentation.fragment import Fragment, element, joined
from infoview_analysis.presentation.records import records
from infoview_analysis.wording import given, listed, plural

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

_SEVERITY = {"error": "left out", "warning": "look at it"}
_MOST_PROBLEMS = 300


def load_report(synthesis: Synthesis) -> Fragment:
    """Return what was read, by format, and a table of what was not, with cause and mend."""
    files = sorted({document.source.split("#", 1)[0] for document in synthesis.documents})
    formats = Counter(PurePosixPath(name).suffix.lower() or "no ending" for name in files)
    by_count = sorted(formats.items(), key=lambda item: (-item[1], item[0]))
    kinds = listed([f"{count} {suffix}" for suffix, count in by_count])
    problems = synthesis.problems
    read = f"{plural(len(synthesis.interviews), 'interview')} from {plural(len(files), 'file')}"
    first = element("p", f"Read: {read}{f' ({kinds})' if kinds else ''}.")
    if problems.empty:
        return Fragment(joined(first, element("p", "Nothing was left out.")).html, f"{read}; nothing left out")
    shown = problems.assign(order=problems["severity"].ne("error")).sort_values("order", kind="stable")
    rows = [
        element(
            "tr",
            element("td", _SEVERITY[row.severity], class_=f"severity {row.severity}"),
            element("td", row.source, f":{row.line}" if given(row.line) else None, class_="place", dir="auto"),
            element("td", row.message, dir="auto"),
        )
        for row in records(shown.head(_MOST_PROBLEMS))
    ]
    head = element("tr", [element("th", word, scope="col") for word in ("", "Where", "What happened, and what to do")])
    table = element("table", element("thead", head), element("tbody", rows), class_="problems")
    more = len(problems) - _MOST_PROBLEMS
    rest = element("p", f"{plural(more, 'further row')} in tables/problems.csv.", class_="note") if more > 0 else None
    counts = problems["severity"].value_counts()
    plain = f"{read}; {int(counts.get('error', 0))} left out, {int(counts.get('warning', 0))} to look at"
    return Fragment(joined(first, table, rest).html, plain)


def made_with(synthesis: Synthesis) -> Fragment:
    """Return version, encoder and settings of the run; a setting that was changed is marked."""
    rows = [
        element("tr", element("th", name, scope="row"), element("td", given(value)))
        for name, value in sorted(synthesis.made_with.items())
    ]
    rows += [
        element("tr", element("th", name, scope="row"), element("td", _value(value), " (changed)" if changed else None))
        for name, value, changed in _settings(synthesis.settings)
    ]
    table = element("table", element("tbody", rows), class_="settings")
    plain = ", ".join(f"{name} {value}" for name, value in sorted(synthesis.made_with.items()))
    return Fragment(element("details", element("summary", "Version, encoder and settings"), table).html, plain)


def _settings(settings: Any) -> list[tuple[str, object, bool]]:
    """Return ``section.name``, value and whether it differs from the default, for a pydantic model of models."""
    if not hasattr(settings, "model_dump"):
        return []
    values, defaults = settings.model_dump(), type(settings)().model_dump()
    return [
        (f"{section}.{name}", value, value != defaults.get(section, {}).get(name))
        for section, fields in values.items()
        for name, value in fields.items()
    ]


def _value(value: object) -> str:
    if value is None or value in ("", ()):
        return "not set"
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
