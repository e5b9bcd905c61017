"""One interview as a JSON object: which keys are metadata, which hold what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from infoview_analysis.identity import word_key
from infoview_analysis.readers.attributes import is_known_key, plain_key
from infoview_analysis.readers.document import BlockKind, Document, Problem
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rendering import Rendering, clean, one_line
from infoview_analysis.readers.speakers import Turn, interviewers, with_interviewee
from infoview_analysis.readers.table_columns import MAX_ATTRIBUTE
from infoview_analysis.readers.table_interviews import add_cell

_MAX_FREE_ATTRIBUTE = 80
_META = frozenset(
    {"metadata", "meta", "attributes", "properties", "info", "interviewee", "person", "contact", "profile"}
)
_LISTED = frozenset({"tags", "tag", "keywords", "labels", "languages", "aliases"})
_NOTES = frozenset(
    {
        "notes", "note", "text", "content", "body", "points", "bullets", "items", "key points", "interview",
        "interview notes", "conversation", "sections", "blocks", "qa", "q a", "q and a", "questions and answers",
        "responses", "answers", "questions", "interview questions",
    }
)  # fmt: skip
_TRANSCRIPTS = frozenset({"transcript", "turns", "dialogue", "dialog", "utterances", "segments", "messages"})
_HEADS = (
    "heading", "question", "q", "title", "topic", "section", "prompt", "subject", "theme", "name", "header", "label",
)  # fmt: skip
_WORDS = (
    "text", "note", "notes", "answer", "a", "response", "points", "bullets", "items", "answers", "content", "body",
    "quote", "paragraphs", "children", "subpoints", "sub points", "details",
)  # fmt: skip
_SPEAKER = ("speaker", "speaker name", "name", "who", "from", "role", "author", "voice")
_SAID = ("text", "utterance", "words", "content", "said", "message", "transcript", "sentence")
_MARKS = frozenset({"id", "start", "end", "time", "timestamp", "start time", "end time", "confidence", "type", "index"})


class RecordReader:
    """Turns JSON values into documents.

    Parameters
    ----------
    source : str
        The file.
    options : ReadOptions
        Names of interviewers.

    Attributes
    ----------
    problems : list of Problem
        What had an unknown shape.
    """

    def __init__(self, source: str, options: ReadOptions) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self._options = options
        self._attributes: dict[str, str] = {}
        self._unknown: set[str] = set()
        self._ignored: set[str] = set()
        self._line = 1

    def document(self, value: Any, place: str, line: int) -> Document | None:
        """Return the document of one interview, None where there is no text in it.

        Parameters
        ----------
        value : object
            What :func:`json_notes.parse` returned: an interview, or a list of notes.
        place : str
            Source of the document.
        line : int
            Line of the file it begins on, for what has no line of its own.
        """
        rendering = Rendering()
        attributes: dict[str, str] = {}
        self._attributes = attributes
        self._unknown, self._ignored, self._line = set(), set(), line
        if isinstance(value, Mapping):
            self._interview(value, rendering, attributes)
        elif isinstance(value, list) and self._is_transcript(value):
            self._transcript(value, rendering)
        else:
            self._notes(value, rendering, "", 0)
        if self._unknown:
            self.problems.append(
                Problem(
                    self.source, line, "warning", "unknown-shape",
                    f"The shape of {_listed(self._unknown)} is not known; each text was kept as a note under its own "
                    "key. Check the headings, or use the keys heading and points.",
                )
            )  # fmt: skip
        if self._ignored:
            self.problems.append(
                Problem(
                    self.source, line, "warning", "fields-ignored",
                    f"Fields beside the words of a note were not read: {_listed(self._ignored)}. Move what was said "
                    "into the text.",
                )
            )  # fmt: skip
        if not len(rendering) and not attributes:
            return None
        return rendering.document(place, attributes, numbered=True)

    # -- one interview ------------------------------------------------------------------------------------------

    def _interview(self, record: Mapping[str, Any], rendering: Rendering, attributes: dict[str, str]) -> None:
        rest = _said_once(self._take_attributes(record, attributes))
        questions = self._paired(rest)
        for key, value in rest.items():
            plain = plain_key(key)
            if key in questions:
                self._pairs(questions[key], rendering)
            elif plain in _TRANSCRIPTS and self._is_transcript(value):
                self._transcript(value, rendering)
            elif plain in _NOTES | _TRANSCRIPTS:
                self._notes(value, rendering, "", 0)
            elif isinstance(value, str):
                self._head(rendering, key, value)
                self._words(value, rendering)
            elif isinstance(value, list) and all(_is_note(entry) for entry in value):
                self._head(rendering, key, value)
                self._notes(value, rendering, "", 0)
            else:
                self._unknown.add(key)
                self._leaves(value, rendering, key)

    def _take_attributes(self, record: Mapping[str, Any], attributes: dict[str, str]) -> dict[str, Any]:
        """Move the metadata of a record to ``attributes`` and return the rest."""
        rest: dict[str, Any] = {}
        for key, value in record.items():
            plain = plain_key(key)
            if value is None or value == "" or value == [] or value == {}:
                continue
            if isinstance(value, Mapping) and plain in _META:
                own = self._take_attributes(value, attributes)
                rest |= {f"{key} {name}" if name in record else name: entry for name, entry in own.items()}
            elif isinstance(value, list) and all(isinstance(entry, str) for entry in value) and plain in _LISTED:
                attributes[key] = ", ".join(one_line(entry) for entry in value)
            elif not isinstance(value, list | Mapping) and self._is_attribute(key, _text(value)):
                attributes[key] = _text(value)
            else:
                rest[key] = value
        return rest

    @staticmethod
    def _is_attribute(key: str, value: str) -> bool:
        if key.rstrip().endswith("?") or plain_key(key) in _NOTES | _TRANSCRIPTS or "\n" in value.strip():
            return False
        return len(value) <= (MAX_ATTRIBUTE if is_known_key(key) else _MAX_FREE_ATTRIBUTE)

    @staticmethod
    def _paired(rest: dict[str, Any]) -> dict[str, list[tuple[Any, Any]]]:
        """Return ``questions`` and ``answers`` lists of one length as pairs, and take the answers out of ``rest``."""
        names = {plain_key(key): key for key in rest}
        for asked, answered in (("questions", "answers"), ("question", "answer"), ("questions", "responses")):
            if asked in names and answered in names:
                left, right = rest[names[asked]], rest[names[answered]]
                if isinstance(left, str):
                    left, right = [left], [right]
                if (
                    isinstance(left, list) and isinstance(right, list)
                    and all(isinstance(question, str) for question in left)
                ):  # fmt: skip
                    del rest[names[answered]]
                    length = max(len(left), len(right))
                    padded = [*left, *[""] * (length - len(left))], [*right, *[None] * (length - len(right))]
                    return {names[asked]: list(zip(*padded, strict=True))}
        return {}

    def _pairs(self, pairs: list[tuple[Any, Any]], rendering: Rendering) -> None:
        for question, answer in pairs:
            rendering.add("question", question, line=self._at(question))
            self._notes(answer, rendering, "", 0)

    # -- what was said ------------------------------------------------------------------------------------------

    def _notes(self, value: Any, rendering: Rendering, path: str, level: int) -> None:
        """Append notes: text, a list of texts or sections, or questions as keys."""
        if value is None:
            return
        if isinstance(value, Mapping):
            self._section(value, rendering, path, level)
        elif isinstance(value, list):
            if self._is_transcript(value):
                self._transcript(value, rendering)
                return
            for entry in value:
                if isinstance(entry, list) and all(isinstance(one, str) for one in entry):
                    for one in entry:
                        rendering.add("item", one, line=self._at(one), level=min(level + 1, 8))
                elif isinstance(entry, list):
                    self._unknown.add(path or "a list")
                    self._leaves(entry, rendering, path)
                elif isinstance(entry, Mapping):
                    self._section(entry, rendering, path, level)
                else:
                    self._words(_text(entry), rendering, alone="item", line=self._at(entry), level=level)
        else:
            self._words(_text(value), rendering, line=self._at(value), level=level)

    def _section(self, section: Mapping[str, Any], rendering: Rendering, path: str, level: int) -> None:
        """Append an object that holds a heading and notes, one note with fields beside it, or answers by question."""
        keys = {plain_key(key): key for key in section}
        words = [key for name in _WORDS if (key := keys.get(name)) is not None and section[key] is not None]
        head = next((key for name in _HEADS if (key := keys.get(name)) is not None and section[key]), None)
        if head is not None and not isinstance(section[head], str):
            head = None
        if not words:
            self._answers(section, rendering, path)
            return
        if head is not None:
            self._head(rendering, section[head], section[head])
        for key in words:
            value = section[key]
            if isinstance(value, list):
                self._notes(
                    value, rendering, path, level + 1 if rendering.last_kind == "item" and head is None else level
                )
            elif isinstance(value, Mapping):
                self._notes(value, rendering, path, level)
            else:
                alone: BlockKind = "paragraph" if head is not None else "item"
                self._words(_text(value), rendering, alone=alone, line=self._at(value), level=level)
        for name, key in keys.items():
            if key not in words and key != head and name not in _MARKS and _has_text(section[key]):
                self._ignored.add(key)

    def _answers(self, answers: Mapping[str, Any], rendering: Rendering, path: str) -> None:
        for key, value in answers.items():
            if isinstance(value, str) or (isinstance(value, list) and all(_is_note(entry) for entry in value)):
                self._head(rendering, key, value)
                self._notes(value, rendering, f"{path} {key}".strip(), 0)
            elif isinstance(value, Mapping | list):
                self._unknown.add(key)
                self._leaves(value, rendering, f"{path} {key}".strip())

    def _is_transcript(self, value: Any) -> bool:
        if not isinstance(value, list) or not value or not all(isinstance(turn, Mapping) for turn in value):
            return False
        turns = [{plain_key(key) for key in turn} for turn in value]
        named = sum(bool(keys & set(_SPEAKER)) and bool(keys & set(_SAID)) for keys in turns)
        return 2 * named > len(turns) and any(
            "speaker" in keys or "utterance" in keys or "who" in keys for keys in turns
        )

    def _transcript(self, turns: list[Mapping[str, Any]], rendering: Rendering) -> None:
        said: list[Turn] = []
        for turn in turns:
            keys = {plain_key(key): key for key in turn}
            name = next((turn[keys[key]] for key in _SPEAKER if key in keys and isinstance(turn[keys[key]], str)), "")
            words = next((turn[keys[key]] for key in _SAID if key in keys and isinstance(turn[keys[key]], str)), None)
            if words is not None:
                said.append(Turn(one_line(name), words, self._at(words)))
            elif _has_text(turn):
                self._unknown.add("transcript")
                self._leaves(turn, rendering, "transcript")
        asking = interviewers(said, self._options, self._attributes, source=self.source)
        self._attributes.update(with_interviewee(self._attributes, said, asking))
        if asking.problem is not None:
            self.problems.append(asking.problem)
        for one in said:
            kind: BlockKind = "question" if one.speaker in asking.names else "turn"
            rendering.add(kind, one.words, line=one.line, speaker=one.speaker)

    def _leaves(self, value: Any, rendering: Rendering, path: str) -> None:
        """Append every text within ``value`` as an item, under the path of keys that leads to it."""
        heading = None
        for where, leaf in _texts(value, path):
            if where != heading:
                self._head(rendering, where, leaf)
                heading = where
            rendering.add("item", leaf, line=self._at(leaf))

    def _head(self, rendering: Rendering, words: str, value: Any) -> None:
        shown = words if " " in words else words.replace("_", " ")
        kind: BlockKind = "question" if shown.rstrip().endswith("?") else "heading"
        rendering.add(kind, one_line(shown), line=self._at(value))

    def _words(
        self,
        words: str,
        rendering: Rendering,
        *,
        alone: BlockKind = "paragraph",
        line: int | None = None,
        level: int = 0,
    ) -> None:
        line = line if line is not None else self._at(words)
        if level and "\n" not in clean(words):
            rendering.add("item", words, line=line, level=level)
        else:
            add_cell(rendering, clean(words), line, alone=alone)

    def _at(self, value: Any) -> int:
        while isinstance(value, list) and value:
            value = value[0]
        return getattr(value, "line", self._line)


def _said_once(rest: dict[str, Any]) -> dict[str, Any]:
    """Leave out what a transcription service gives twice: as one text, and cut into turns or captions.

    Turns hold who speaks, so the text goes; captions without speakers only cut sentences apart, so they go.
    """
    texts = {key: word_key(value) for key, value in rest.items() if isinstance(value, str)}
    repeated: set[str] = set()
    for key, value in rest.items():
        if plain_key(key) not in _TRANSCRIPTS or not isinstance(value, list):
            continue
        if not all(isinstance(turn, Mapping) for turn in value):
            continue
        turns = [{plain_key(name): entry for name, entry in turn.items()} for turn in value]
        said = word_key(" ".join(next((str(turn[name]) for name in _SAID if turn.get(name)), "") for turn in turns))
        voiced = any(turn.get(name) for turn in turns for name in _SPEAKER)
        if said and not voiced and said in texts.values():
            repeated.add(key)
        else:
            repeated.update(name for name, words in texts.items() if words and words in said)
    return {key: value for key, value in rest.items() if key not in repeated}


def _is_note(value: Any) -> bool:
    if isinstance(value, Mapping):
        return bool({plain_key(key) for key in value} & set(_WORDS))
    return not isinstance(value, list)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else str(value)


def _has_text(value: Any) -> bool:
    return any(True for _ in _texts(value, ""))


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield every visible text within a value and the keys that lead to it, without recursion."""
    stack: list[tuple[str, Any]] = [(path, value)]
    while stack:
        where, top = stack.pop()
        if isinstance(top, Mapping):
            stack.extend(reversed([(f"{where} / {key}" if where else str(key), entry) for key, entry in top.items()]))
        elif isinstance(top, list):
            stack.extend((where, entry) for entry in reversed(top))
        elif top is not None and not isinstance(top, bool) and clean(_text(top)):
            yield where, _text(top)


def _listed(names: set[str]) -> str:
    shown = sorted(names)
    more = f" and {len(shown) - 8} more" if len(shown) > 8 else ""
    return ", ".join(repr(name) for name in shown[:8]) + more
