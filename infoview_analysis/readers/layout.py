"""Lines and tables, as a word processor or web page lays them out, turned into the blocks of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from infoview_analysis.readers.attributes import interviewee_from_title, is_known_key, key_value_head
from infoview_analysis.readers.document import Document, Problem
from infoview_analysis.readers.note_lines import BOLD_LEVEL, LABEL_LEVEL, Piece, heading, heading_end, pieces
from infoview_analysis.readers.note_top import LONGEST_TITLE, Top, with_tags
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rendering import Rendering, is_visible, one_line
from infoview_analysis.readers.transcript import read_transcript_text

MAX_HEADING = 120  # characters; bold text longer than this is emphasis, not a heading
MAX_QUESTION = 300
MAX_TOPIC = 80  # first cell of a row "topic | notes"
_MAX_HEAD_LINES = 60
_MARKER = re.compile(r"^([ \t\xa0]*)(?:[-*•‣◦▪▫●○■□–—·∙➢➤►✓✔☐☑☒]|\d{1,3}[.)]|[a-z]\))[ \t\xa0]+(?=\S)")
_TASK = re.compile(r"\[[ xX/-]?\][ \t]+")
_QUESTION_COLUMNS = frozenset(
    {
        "question", "questions", "prompt", "topic", "topics", "theme", "themes", "area", "section",
        "heading", "subject", "category", "frage", "fragen", "thema", "pregunta", "preguntas", "tema",
        "sujet",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    r"""Words of one emphasis; ``\n`` is a line break."""

    words: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Line:
    """One laid-out line or paragraph.

    Attributes
    ----------
    words : str
        What is written there; line breaks within an entry of a list are kept.
    heading : int
        Level of the heading it is, 0 for none.
    title : bool
        Whether it is the title of the whole page.
    level : int or None
        Depth in a list, None outside of lists.
    quote : bool
        Whether it is set as a quotation.
    bold, italic : bool
        Whether all of it is emphasised.
    """

    words: str
    heading: int = 0
    title: bool = False
    level: int | None = None
    quote: bool = False
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells of lines.

    Attributes
    ----------
    rows : sequence of rows of cells of Line
        What stands in it.
    header : bool
        Whether the first row names the columns.
    properties : bool
        Whether it is known to list the metadata of the page.
    """

    rows: Sequence[Sequence[Sequence[Line]]]
    header: bool = False
    properties: bool = False


Element: TypeAlias = Line | Table


def lines_of_runs(
    runs: Sequence[Run],
    *,
    heading: int = 0,
    title: bool = False,
    level: int | None = None,
    quote: bool = False,
    preserve_space: bool = False,
) -> list[Line]:
    """Split one paragraph into lines.

    A line break ends a line, save within an entry of a list, whose lines belong together. A bold question that the
    answer follows on the same line becomes a line of its own.
    """
    plain = Line("", heading, title, level, quote)
    if heading or title:
        words = one_line(" ".join(run.words for run in runs)) if len(runs) == 1 else one_line(_join(runs))
        return [replace(plain, words=words)] if words else []
    lines = [
        line
        for pieces in _split_breaks(runs)
        for line in _split_lead_question(pieces, plain, preserve_space=preserve_space)
    ]
    if level is None:
        return lines
    entry: list[Line] = []
    for line in lines:
        if entry and not is_question(entry[-1]):
            last = entry[-1]
            entry[-1] = replace(
                last,
                words=f"{last.words}\n{line.words}",
                bold=last.bold and line.bold,
                italic=last.italic and line.italic,
            )
        else:
            entry.append(line)
    return entry


def is_question(line: Line) -> bool:
    """Tell whether an emphasised line asks what follows it answers."""
    return (line.bold or line.italic) and len(line.words) <= MAX_QUESTION and line.words.rstrip(" )*_").endswith("?")


def split_marker(words: str) -> tuple[int, str] | None:
    """Return depth and words of a bullet or number typed by hand, None where there is none."""
    match = _MARKER.match(words)
    if match is None:
        return None
    indent = match.group(1).expandtabs(4)
    return min(len(indent) // 2, 8), words[match.end() :]


def compose(elements: Sequence[Element], rendering: Rendering) -> dict[str, str]:
    """Append ``elements`` to ``rendering`` as blocks and return the metadata found at the head.

    The head is the title, the ``Key: value`` lines under it, or a table of two columns whose first names known keys.
    A line that is bold as a whole heads what follows, unless most of the text is bold. Marks that were typed (bullets,
    ``Q:``, headings in capitals or with a colon) count as in a plain text note.
    """
    rest, attributes = _take_head(elements, rendering)
    lines = [element for element in rest if isinstance(element, Line) and not element.heading]
    trust_bold = sum(line.bold for line in lines) <= 0.6 * len(lines)
    tags: list[str] = []
    for element in rest:
        if isinstance(element, Table):
            add_table(element, rendering)
        else:
            tags.extend(add_line(element, rendering, trust_bold=trust_bold))
    rendering.mark_questions()
    return with_tags(attributes, tags)


def as_transcript(document: Document, options: ReadOptions) -> tuple[Document, list[Problem]]:
    """Return a page of plain paragraphs with its speakers' turns where it is a transcript, as it is where not."""
    plain = [block for block in document.blocks if block.kind in ("paragraph", "question")]
    if len(plain) < 4 or 2 * len(plain) < len(document.blocks):
        return document, []
    top = Top(document.attributes, plain[0].start)
    found = read_transcript_text(document.text, document.source, options=options, top=top)
    if found is None:
        return document, []
    transcript, problems = found
    above = tuple(block for block in document.blocks if block.end <= top.end)
    return replace(document, blocks=above + transcript.blocks, attributes=transcript.attributes), problems


def add_line(line: Line, rendering: Rendering, *, trust_bold: bool = True) -> list[str]:
    """Append one line as the block it is, and return the hashtags of a line that holds nothing else."""
    words = line.words.strip()
    if line.heading or line.title:
        _add_pieces(heading(words, 0, len(words), max(line.heading, 1)), words, rendering)
    elif is_question(line):
        rendering.add("question", words, level=BOLD_LEVEL)
    elif line.quote:
        rendering.add("quote", words)
    elif line.level is not None:
        task = _TASK.match(words)
        rendering.add("item", words[task.end() :] if task else words, level=line.level)
    elif (marker := split_marker(line.words)) is not None:
        rendering.add("item", marker[1], level=marker[0])
    elif line.bold and trust_bold and _could_head(words):
        rendering.add("heading", words[: heading_end(words, 0, len(words))], level=BOLD_LEVEL)
    elif "\n" in words:
        rendering.add("paragraph", words)
    else:
        return _add_pieces(pieces(words, 0, len(words)), words, rendering)
    return []


def _add_pieces(parts: Sequence[Piece], words: str, rendering: Rendering) -> list[str]:
    tags: list[str] = []
    for part in parts:
        found = words[part.start : part.end]
        if part.kind == "tags":
            rendering.add_line(found)
            tags.extend(re.findall(r"#([^\s#,]+)", found))
        elif part.kind in ("heading", "question", "item", "quote"):
            rendering.add(part.kind, found, level=part.level)
        elif part.kind in ("text", "answer"):
            rendering.add("paragraph", found)
        else:
            rendering.add_line(words)  # rules and the like: no words, but a person may want to see them
    return tags


def add_table(table: Table, rendering: Rendering) -> None:
    """Append a table: rows "question | answer" as such, the cells of any other as items."""
    rows = _visible_rows(table)
    if not rows:
        return
    header, body = (rows[0], rows[1:]) if _has_header(table, rows) else (None, rows)
    if _pairs_topics(header, body):
        if header is not None:
            rendering.add_line(" | ".join(_words(cell) for cell in header))
        for topic, notes in body:
            words = one_line(_words(topic))
            rendering.add("question" if words.endswith("?") else "heading", words, level=LABEL_LEVEL)
            for line in notes:
                add_line(line, rendering)
        return
    if header is not None:
        rendering.add("heading", " | ".join(one_line(_words(cell)) for cell in header if cell), level=LABEL_LEVEL)
    for row in body:
        for cell in row:
            for line in cell:
                marker = split_marker(line.words)
                if is_question(line):
                    add_line(line, rendering)
                else:
                    rendering.add("item", marker[1] if marker else line.words, level=line.level or 0)


def _take_head(elements: Sequence[Element], rendering: Rendering) -> tuple[list[Element], dict[str, str]]:
    rest = [element for element in elements if isinstance(element, Table) or is_visible(element.words)]
    attributes: dict[str, str] = {}
    title = rest[0] if rest else None
    if isinstance(title, Line) and _is_title(title, rest):
        rest.pop(0)
        attributes["title"] = one_line(title.words)
        rendering.add("heading", title.words, level=1)
    if rest and isinstance(rest[0], Table):
        properties = _properties(rest[0])
        if properties:
            rest.pop(0)
            for key, value in properties.items():
                rendering.add_line(f"{key}: {value}")
            attributes |= {key: value for key, value in properties.items() if key not in attributes}
    n_head, head = _key_values(rest)
    for line in rest[:n_head]:
        assert isinstance(line, Line)
        rendering.add_line(line.words)
    attributes |= {key: value for key, value in head.items() if key not in attributes}
    return rest[n_head:], attributes


def _is_title(line: Line, elements: Sequence[Element]) -> bool:
    """Tell whether the first line is the title: set as such, the one outer heading, or naming an interviewee."""
    if line.title or line.heading:
        outer = [element for element in elements if isinstance(element, Line) and element.heading == 1]
        return line.title or outer == [line]
    if line.level is not None or line.quote or len(line.words) > LONGEST_TITLE or _key_values(elements)[0]:
        return False
    return bool(interviewee_from_title(line.words).name or _key_values(elements[1:])[0])


def _key_values(elements: Sequence[Element]) -> tuple[int, dict[str, str]]:
    """Return how many lines at the start are ``Key: value``, and what they say."""
    candidates: list[str] = []
    for element in elements[:_MAX_HEAD_LINES]:
        if isinstance(element, Table) or element.heading or element.quote or "\n" in element.words:
            break
        words = one_line(element.words)
        if element.level is not None and not is_known_key(words.partition(":")[0].strip()):
            break
        candidates.append(words)
    text = "".join(f"{words}\n" for words in candidates)
    head = key_value_head(text)
    return text[: head.end].count("\n"), dict(head.attributes)


def _properties(table: Table) -> dict[str, str]:
    rows = _visible_rows(table)
    if not rows or any(len(row) != 2 for row in rows):
        return {}
    pairs = [(one_line(_words(key)).rstrip(" :"), _words(value)) for key, value in rows]
    named = [key for key, _ in pairs if key]
    if not named or any(len(key) > 40 or key.endswith("?") for key in named):
        return {}
    n_known = len(named) if table.properties else sum(is_known_key(key) for key in named)
    if n_known < min(2, len(named)) or n_known < 0.3 * len(named):
        return {}
    found: dict[str, str] = {}
    for key, value in pairs:
        if key and value:
            found[key] = f"{found[key]}, {value}" if key in found else value
    return found


def _has_header(table: Table, rows: list[list[list[Line]]]) -> bool:
    if len(rows) < 2:
        return False
    if table.header:
        return True
    first = [line for cell in rows[0] for line in cell]
    rest = [line for row in rows[1:] for cell in row for line in cell]
    if all(cell for cell in rows[0]) and all(line.bold for line in first) and not all(line.bold for line in rest):
        return len(rows[0]) > 1
    return len(rows[0]) == 2 and one_line(_words(rows[0][0])).casefold() in _QUESTION_COLUMNS


def _pairs_topics(header: list[list[Line]] | None, rows: list[list[list[Line]]]) -> bool:
    if not rows or any(len(row) != 2 for row in rows):
        return False
    topics = [one_line(_words(topic)) for topic, _ in rows]
    if header is not None and one_line(_words(header[0])).casefold() in _QUESTION_COLUMNS:
        return True
    if 2 * sum(topic.endswith("?") for topic in topics) >= len(topics):
        return True
    size_notes = sum(len(_words(notes)) for _, notes in rows)
    return all(0 < len(topic) <= MAX_TOPIC for topic in topics) and size_notes >= 3 * sum(map(len, topics))


def _visible_rows(table: Table) -> list[list[list[Line]]]:
    rows = [[[line for line in cell if is_visible(line.words)] for cell in row] for row in table.rows]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    used = [column for column in range(width) if any(column < len(row) and row[column] for row in rows)]
    return [[row[column] if column < len(row) else [] for column in used] for row in rows]


def _words(cell: Sequence[Line]) -> str:
    return "\n".join(line.words for line in cell)


def _could_head(words: str) -> bool:
    ends_a_sentence = words.endswith((".", "!", "…", ";", ",")) and len(words.split()) > 3
    return len(words) <= MAX_HEADING and "\n" not in words and not ends_a_sentence


def _join(runs: Sequence[Run]) -> str:
    return "".join(run.words for run in runs)


def _split_breaks(runs: Sequence[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.words.split("\n")
        lines[-1].append(replace(run, words=first))
        lines.extend([replace(run, words=words)] for words in others)
    return [line for line in lines if is_visible(_join(line))]


def _split_lead_question(runs: list[Run], plain: Line, *, preserve_space: bool) -> list[Line]:
    shown = [position for position, run in enumerate(runs) if is_visible(run.words)]
    lead = 0
    while lead < len(shown) and (runs[shown[lead]].bold or runs[shown[lead]].italic):
        lead += 1
    parts = [runs]
    if 0 < lead < len(shown) and runs[shown[lead - 1]].words.rstrip().endswith("?"):
        parts = [runs[: shown[lead]], runs[shown[lead] :]]
    lines = []
    for part in parts:
        words = _join(part) if preserve_space else _join(part).replace("\xa0", " ")
        words = words.rstrip() if preserve_space else " ".join(words.split())
        visible = [run for run in part if is_visible(run.words)]
        lines.append(
            replace(
                plain,
                words=words,
                bold=all(run.bold for run in visible),
                italic=all(run.italic for run in visible),
            )
        )
    return lines
