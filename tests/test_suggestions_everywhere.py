"""No output shows a suggestion as a fact: notebooks and exports are written twice, with suggestions and without.

What stands only in the one with suggestions must say so where it stands: in the same line, or in a column whose name
says it.
"""

from __future__ import annotations

import ast
import csv
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from contrast_fixtures import with_contrasts

from infoview_analysis import presentation as show
from infoview_analysis.cli.export_kinds import KINDS
from infoview_analysis.export.notebooks import shipped_notebooks
from infoview_analysis.presentation.fragment import Fragment
from infoview_analysis.presentation.opening import hand_over

SAYS_SO = re.compile(r"suggest", re.IGNORECASE)
# Numbers and headings that change with each suggestion and put nobody anywhere.
NEUTRAL = re.compile(
    r"\d+ (?:quotes? to read, side open|to be read)|To be read, side open:.*|\d+ lines?$|^(?:## )?Where they stand$"
)
BLOCKS = {"article", "div", "figure", "h2", "h3", "h4", "header", "li", "p", "section", "summary", "table", "tr", "ul"}
TEXT = {".md", ".html", ".json", ".ics", ".csv"}


class Lines(HTMLParser):
    """The words of a page, a line a block; a quote with its caption is one line, and so is a row of a table."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self._inside = 0

    def handle_starttag(self, tag, attrs):
        if self._inside == 0 and tag in BLOCKS:
            self.lines.append("")
        self._inside += tag in ("figure", "tr")

    def handle_endtag(self, tag):
        self._inside -= tag in ("figure", "tr")
        if self._inside == 0 and tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data):
        self.lines[-1] += f" {data}"


def words_of(html: str) -> list[str]:
    reader = Lines()
    reader.feed(html)
    return [" ".join(line.split()) for line in reader.lines if line.strip()]


def drawn(ax) -> list[str]:
    """Return the words and the filled boxes of a picture; a letter in a dashed box is suggested, as the box says."""
    dashed = {tuple(p.get_bbox().get_points().mean(axis=0).round(3)) for p in ax.patches if p.get_gid() == "suggested"}
    texts = [
        "suggested" if tuple(round(float(v), 3) for v in text.get_position()) in dashed else text.get_text()
        for text in ax.texts
    ]
    filled = [
        f"{patch.get_gid()} {patch.get_bbox().bounds}"
        for patch in ax.patches
        if str(patch.get_gid()).startswith("marked") and patch.get_width()
    ]
    return [*texts, ax.get_title(loc="left"), *filled]


def notebook_words(path: Path, monkeypatch) -> list[str]:
    """Run the cells of a notebook here and return what they show."""
    found: list[str] = []
    monkeypatch.setattr(show, "picture", lambda ax, name, **_: found.extend(drawn(ax)))
    names: dict[str, object] = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        *body, last = ast.parse("".join(cell["source"])).body
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(body, []), path.name, "exec"), names)
            value = eval(compile(ast.Expression(last.value), path.name, "eval"), names)
            if isinstance(value, Fragment):
                found += words_of(value.html) + value.plain.splitlines()
        else:
            exec(compile(ast.Module([*body, last], []), path.name, "exec"), names)
    plt.close("all")
    return found


@pytest.fixture(scope="module")
def pair():
    return with_contrasts(4), with_contrasts(4, suggested=False)


def only_in_first(first: list[str], second: list[str]) -> list[str]:
    known = {"", *(NEUTRAL.sub("", line) for line in second)}
    return [line for line in first if NEUTRAL.sub("", line) not in known]


@pytest.mark.parametrize("path", shipped_notebooks(), ids=lambda path: path.stem)
def test_what_a_notebook_shows_of_a_suggestion_says_so(path, pair, tmp_path, monkeypatch):
    shown = []
    for number, synthesis in enumerate(pair):
        for key, value in hand_over(synthesis, tmp_path / f"{number}.pickle").items():
            monkeypatch.setenv(key, value)
        shown.append(notebook_words(path, monkeypatch))
    suggestions = only_in_first(*shown)
    assert bool(suggestions) == path.name.startswith(("02", "05")), suggestions
    for line in suggestions:
        assert SAYS_SO.search(line), line


def files(synthesis, folder: Path) -> dict[str, list[str]]:
    """Write every export, in every format, and return the lines of each file."""
    found = {}
    for kind, entry in KINDS.items():
        for file_format, writer in entry.writers.items():
            place = folder / kind / file_format
            place.mkdir(parents=True)
            writer(synthesis, place)
            for path in sorted(place.rglob("*")):
                if path.is_file():
                    found[path.relative_to(folder).as_posix()] = file_lines(path)
    return found


def file_lines(path: Path) -> list[str]:
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            names = [name for name in book.namelist() if name.startswith(("xl/worksheets", "xl/sharedStrings"))]
            return [line for name in names for line in words_of(book.read(name).decode())]
    assert path.suffix in TEXT, path
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return words_of(text)
    if path.suffix == ".csv":
        return [json.dumps(row) for row in csv.DictReader(text.splitlines(keepends=True))]
    return text.splitlines()


def test_what_an_export_holds_of_a_suggestion_says_so(pair, tmp_path):
    with_them, without = (files(synthesis, tmp_path / str(n)) for n, synthesis in enumerate(pair))
    assert with_them.keys() == without.keys()
    telling = set()
    for name, lines in with_them.items():
        if name.startswith("tables/"):
            continue  # their cells are compared below
        for line in only_in_first(lines, without[name]):
            telling.add(name.split("/")[0])
            assert SAYS_SO.search(line), f"{name}: {line}"
    assert telling == {"cards"}


def test_a_cell_of_a_table_that_holds_a_suggestion_says_so(pair, tmp_path):
    folders = [tmp_path / str(n) for n in range(2)]
    for folder, synthesis in zip(folders, pair, strict=True):
        folder.mkdir()
        KINDS["tables"].writers["csv"](synthesis, folder)
    telling = set()
    for path in sorted(folders[0].glob("*.csv")):
        with_them, without = (pd.read_csv(folder / path.name, dtype=str).fillna("") for folder in folders)
        assert with_them.shape == without.shape, path.name
        for place, column in zip(*(with_them != without).to_numpy().nonzero(), strict=True):
            row, name = with_them.iloc[place], with_them.columns[column]
            telling.add(path.stem)
            said = f"{name} {row.get('status', '')}"
            assert SAYS_SO.search(said) or name == "n_open", f"{path.name}: {name} of {row.to_dict()}"
    assert telling == {"contrasts", "contrast_points", "contrast_people"}
