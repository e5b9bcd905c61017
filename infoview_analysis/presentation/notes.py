"""The notes themselves, line by line, so that every quote can be read where it stands."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from infoview_analysis.presentation.fragment import Fragment, element, joined
from infoview_analysis.wording import plural

if TYPE_CHECKING:
    from infoview_analysis.readers.document import Document
    from infoview_analysis.synthesis import Synthesis

MOST_CHARACTERS = 1_500_000  # more text than this would make the page slow on a phone


class NotePlaces:
    """Where in the page each line of the notes stands.

    Parameters
    ----------
    documents : sequence of Document
        In the order in which they are shown.
    most_characters : int
        Documents are shown as long as their texts together are no longer than this.

    Attributes
    ----------
    shown, left_out : list of Document
    """

    def __init__(self, documents: Sequence[Document], most_characters: int = MOST_CHARACTERS) -> None:
        self.shown: list[Document] = []
        self.left_out: list[Document] = []
        total = 0
        for document in documents:
            total += len(document.text)
            (self.shown if total <= most_characters else self.left_out).append(document)
        self._numbers = {document.source: number for number, document in reversed(list(enumerate(self.shown)))}
        self._starts: dict[str, list[int]] = {}

    def anchor(self, source: str, start: int) -> str | None:
        """Return the id of the line that holds offset ``start`` of ``source``; None when it is not shown."""
        number = self._numbers.get(source)
        if number is None:
            return None
        if source not in self._starts:
            text = self.shown[number].text
            self._starts[source] = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
        return line_anchor(number, bisect.bisect_right(self._starts[source], start) - 1)


def line_anchor(document: int, line: int) -> str:
    """Return the id of a line, both counted from 0."""
    return f"note-{document + 1}-{line + 1}"


def notes(synthesis: Synthesis) -> Fragment:
    """Return the notes as they were read, each line with its number."""
    places = NotePlaces(synthesis.documents)
    parts = [_note(number, document) for number, document in enumerate(places.shown)]
    if places.left_out:
        count = plural(len(places.left_out), "further note is", "further notes are")
        rest = f"{count} not shown here, to keep the page quick. Quotes name their file and line."
        parts.append(element("p", rest, class_="note"))
    return Fragment(element("div", parts, class_="notes").html, plural(len(places.shown), "note"))


def _note(number: int, document: Document) -> Fragment:
    numbers = document.line_numbers or ()
    lines = []
    for index, line in enumerate(document.text.split("\n")):
        label = numbers[index] if index < len(numbers) else index + 1
        lines.append(
            element("div", element("span", label, class_="no"), element("span", line.rstrip("\r"), dir="auto"),
                    id=line_anchor(number, index))
        )  # fmt: skip
    kind = " (as text; the file itself is no plain text)" if document.rendered else ""
    head = element("h3", document.source, kind, dir="auto")
    body = element("div", lines, class_="lines", tabindex=0, role="region", aria_label=document.source)
    return joined(element("section", head, body, class_="source"))
