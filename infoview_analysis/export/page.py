"""The report as one HTML page, made of the executed notebooks: it opens from disk and asks nothing of the network."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_analysis.presentation.fragment import Fragment, element, stylesheet

if TYPE_CHECKING:
    from nbformat import NotebookNode

_TEMPLATES = "templates"
_HIDDEN_TAG = "notebook-only"  # cells that mean nothing outside a notebook
_APPENDIX_TAG = "appendix"  # cells to look things up in; they stand at the end of the page
_HEADING_ID = re.compile(r'(<h[1-6]\b[^>]*? id=")([^"]+)(")')
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(notebooks: Sequence[NotebookNode], *, title: str, masthead: Sequence[str] = ()) -> str:
    """Return one self-contained HTML page with the text and outputs of executed notebooks; code is left out.

    Parameters
    ----------
    notebooks : sequence of NotebookNode
        Executed.
    title : str
        Title of the page.
    masthead : sequence of str
        Short facts for the line above the first heading.
    """
    chapters = [_body(notebook, appendix=False) for notebook in notebooks]
    appendices = [_body(notebook, appendix=True) for notebook in notebooks if _cells(notebook, appendix=True)]
    return page_of([Fragment(body) for body in (*chapters, *appendices)], title=title, masthead=masthead)


def page_of(bodies: Sequence[Fragment], *, title: str, masthead: Sequence[str] = ()) -> str:
    """Return one self-contained HTML page with these chapters; their headings are listed at its top."""
    bodies = _with_own_ids(bodies)
    outline = Outline()
    for body in bodies:
        outline.feed(body.html)
    css = resources.files(__package__).joinpath(_TEMPLATES, "page.css").read_text(encoding="utf-8")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("title", title),
        stylesheet(),
        Fragment(f"<style>{css}</style>"),
    )
    top = element("p", [element("span", fact) for fact in masthead], class_="masthead")
    body = element(
        "body",
        element("a", "Skip to the findings", href="#main", class_="skip"),
        element("header", top, class_="infoview"),
        element("nav", _contents(outline), aria_label="Contents"),
        element("main", [element("div", body, class_="chapter") for body in bodies], id="main"),
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en').html}\n"


def _with_own_ids(bodies: Sequence[Fragment]) -> list[Fragment]:
    """Number the ids of headings that several chapters have, such as "What to do next"."""
    seen: Counter[str] = Counter()

    def numbered(match: re.Match[str]) -> str:
        seen[match[2]] += 1
        count = seen[match[2]]
        return match[1] + (match[2] if count == 1 else f"{match[2]}-{count}") + match[3]

    return [Fragment(_HEADING_ID.sub(numbered, body.html)) for body in bodies]


def _contents(outline: Outline) -> Fragment:
    """Return the table of contents: a line a chapter, its sections after its name."""
    chapters: list[list[Fragment]] = []
    for level, anchor, words in outline.headings:
        link = element("li", element("a", words, href=f"#{anchor}"), class_="chapter-name" if level == 1 else None)
        if level == 1 or not chapters:
            chapters.append([])
        chapters[-1].append(link)
    return element("div", [element("ol", links) for links in chapters])


class Outline(HTMLParser):
    """The headings of a page, for its table of contents.

    Attributes
    ----------
    headings : list of (int, str, str)
        Level, id and words of each ``<h1 id=…>`` and ``<h2 id=…>``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[int, str, str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a heading."""
        anchor = dict(attrs).get("id")
        if tag in ("h1", "h2") and anchor:
            self.headings.append((int(tag[1]), anchor, ""))
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        """End a heading."""
        if tag in ("h1", "h2"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Collect the words of a heading."""
        if self._inside:
            level, anchor, words = self.headings[-1]
            self.headings[-1] = (level, anchor, words + data)


def _cells(notebook: NotebookNode, *, appendix: bool) -> list[NotebookNode]:
    """Return the cells of the chapter, or those of its appendix."""
    return [cell for cell in notebook.cells if (_APPENDIX_TAG in cell.metadata.get("tags", [])) == appendix]


def _body(notebook: NotebookNode, *, appendix: bool) -> str:
    """Return the notebook's Markdown and outputs as HTML, through nbconvert and this package's template."""
    import nbformat
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    config = Config()
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = {_HIDDEN_TAG}
    exporter = HTMLExporter(
        config=config,
        template_name="report",
        extra_template_basedirs=[str(Path(str(resources.files(__package__))) / _TEMPLATES)],
        anchor_link_text="",
        exclude_input=True,
    )
    part = nbformat.from_dict({**notebook, "cells": _cells(notebook, appendix=appendix)})
    body, _ = exporter.from_notebook_node(part)
    return body
