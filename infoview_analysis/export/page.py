"""The report as one HTML page, made of the executed notebooks: it opens from disk and asks nothing of the network."""

from __future__ import annotations

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
    return page_of([Fragment(_body(notebook)) for notebook in notebooks], title=title, masthead=masthead)


def page_of(bodies: Sequence[Fragment], *, title: str, masthead: Sequence[str] = ()) -> str:
    """Return one self-contained HTML page with these chapters; every ``<h2 id=…>`` in them is listed at its top."""
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
    contents = element(
        "nav",
        element("ol", [element("li", element("a", words, href=f"#{anchor}")) for anchor, words in outline.headings]),
        aria_label="Contents",
    )
    top = element("p", [element("span", fact) for fact in masthead], class_="masthead")
    body = element(
        "body",
        element("a", "Skip to the findings", href="#main", class_="skip"),
        element("header", top, class_="infoview"),
        contents,
        element("main", [element("div", body, class_="chapter") for body in bodies], id="main"),
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en').html}\n"


class Outline(HTMLParser):
    """The second-level headings of a page, for its table of contents.

    Attributes
    ----------
    headings : list of (str, str)
        Id and words of each ``<h2 id=…>``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[str, str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a heading."""
        anchor = dict(attrs).get("id")
        if tag == "h2" and anchor:
            self.headings.append((anchor, ""))
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        """End a heading."""
        if tag == "h2":
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Collect the words of a heading."""
        if self._inside:
            anchor, words = self.headings[-1]
            self.headings[-1] = (anchor, words + data)


def _body(notebook: NotebookNode) -> str:
    """Return the notebook's Markdown and outputs as HTML, through nbconvert and this package's template."""
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
    body, _ = exporter.from_notebook_node(notebook)
    return body
