"""Captions with their times: WebVTT (.vtt) and SubRip (.srt) from Zoom, Teams, Otter, YouTube.

Not read with webvtt-py: it drops a cue whose times are malformed without a word and keeps no line numbers, and the load
report needs both. What Zoom and Teams write is simple enough to be read line by line with nothing lost.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Block, Document, Problem, Reading
from infoview_analysis.readers.interviewee_names import is_person_name
from infoview_analysis.readers.key_value_head import is_property_key, key_value_head
from infoview_analysis.readers.note_lines import is_visible, line_spans
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rejects import unreadable
from infoview_analysis.readers.speakers import Turn, interviewers, is_interviewer, with_interviewee

_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"[ \t]*({_TIME})[ \t]*--?>[ \t]*({_TIME})(?:[ \t].*)?$")
_ARROW = re.compile(r"^[ \t]*\d[\d:.,]*[ \t]*-{1,2}>|-->")
_SKIPPED_SECTION = re.compile(r"(?:STYLE|REGION)[ \t]*$")
_NOTE = re.compile(r"NOTE(?:[ \t]+(.*))?$")
_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\r\n]{1,100})>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|lang|ruby|rt|font|\d{1,4}:\d{2}[\d:.,]*)(?:[.\s][^<>\r\n]{0,200})?>|\{\\[^{}\r\n]{0,60}\}",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:>>[ \t]*)?\[?(?P<name>[^\W\d_][^:\[\]<>!?.,;]{0,38}(?:\.[^:\[\]<>!?.,;]{0,10})?)\]?:[ \t]+(?=\S)"
    r"|>>[ \t]*(?=\S)"
)
_GENERIC = re.compile(r"(?:speaker|participant|interviewe[er]|guest|host|moderator)[ _#-]*[\dA-Z]?", re.IGNORECASE)
_TIMES_WITHIN = re.compile(r"<\d{1,4}:\d{2}[\d:.]*>")
_KEY = re.compile(r"([A-Za-z][\w -]{0,30}):[ \t]*(.*)$")


@dataclass(slots=True)
class _Cue:
    line: int
    texts: list[tuple[int, str]] = field(default_factory=list)  # line of the file, raw words


@dataclass(slots=True)
class _Said:
    """One line of the rendered text."""

    speaker: str
    words: str
    line: int


def read(data: bytes, source: str, *, options: ReadOptions) -> Reading:
    """Read captions: neighbouring cues of one speaker are one turn, an interviewer's turns are questions.

    The document's text has one line a cue and speaker; ``line_numbers`` point at the lines of the file.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, for messages.
    options : ReadOptions
        Settings: the interviewers' names.

    Raises
    ------
    UnreadableFileError
        ``empty-file``, ``binary-file``, ``no-captions``.
    """
    decoded = decode(data, source)
    lines = [decoded.text[start:end] for start, end in line_spans(decoded.text)]
    problems = list(decoded.problems)
    attributes, cues = _cues(lines, source, problems)
    said = _said(cues, options, rolling=bool(_TIMES_WITHIN.search(decoded.text)))
    if not said:
        raise unreadable(
            "no-captions", "There are no captions with words in it.", source=source,
            mend="Export the transcript again, or save it as .txt if it is one without times.",
        )  # fmt: skip
    turns = _merged(said)
    spoken = [Turn(part[0].speaker, " ".join(s.words for s in part), part[0].line) for part in turns]
    asking = interviewers(spoken, options, attributes, source=source)
    if asking.problem:
        problems.append(asking.problem)
    attributes = with_interviewee(attributes, spoken, asking)
    blocks, offset = [], 0
    for part in turns:
        start, speaker = offset, part[0].speaker
        offset += sum(len(s.words) + 1 for s in part)
        blocks.append(Block("question" if speaker in asking.names else "turn", start, offset - 1, 0, speaker))
    document = Document(
        source,
        "\n".join(s.words for s in said),
        attributes,
        tuple(blocks),
        rendered=True,
        line_numbers=tuple(s.line for s in said),
    )
    return Reading((document,), tuple(problems))


def _cues(lines: Sequence[str], source: str, problems: list[Problem]) -> tuple[dict[str, str], list[_Cue]]:
    """Return the metadata and the cues, with a warning for each cue whose times cannot be read."""
    attributes: dict[str, str] = {}
    cues: list[_Cue] = []
    number, current = 0, None
    if lines and _HEADER.match(lines[0].strip()):
        number = _header(lines, attributes)
    while number < len(lines):
        line = lines[number].strip()
        after_blank = number == 0 or not lines[number - 1].strip()
        if not line:
            current = None
        elif after_blank and (_NOTE.match(line) or _SKIPPED_SECTION.match(line)):
            last = next((n for n in range(number, len(lines)) if not lines[n].strip()), len(lines))
            if note := _NOTE.match(line):
                written = "\n".join([note[1] or "", *lines[number + 1 : last]])
                attributes.update(key_value_head(written).attributes)
            number, current = last, None
            continue
        elif "-->" in line or _ARROW.match(line):
            # The number or name of a cue stands on the line above its times.
            if current is not None and current.texts and current.texts[-1][1].isdecimal():
                current.texts.pop()
            current = _Cue(number + 1)
            cues.append(current)
            if not _TIMING.match(line):
                message = (
                    f"The times of this caption ({line[:60]!r}) are malformed; its words were read. They should "
                    "look like 00:01:02.500 --> 00:01:04.000."
                )
                problems.append(Problem(source, number + 1, "warning", "malformed-cue", message))
        elif current is not None:
            current.texts.append((number + 1, line))
        elif not _names_a_cue(lines, number):
            message = (
                "These words have no times above them; they were read all the same. Add a line of times if it matters."
            )
            problems.append(Problem(source, number + 1, "warning", "malformed-cue", message))
            current = _Cue(number + 1, [(number + 1, line)])
            cues.append(current)
        number += 1
    return attributes, cues


def _header(lines: Sequence[str], attributes: dict[str, str]) -> int:
    """Read the lines of a WebVTT header; return the number of the first line after it."""
    number = 1
    while number < len(lines) and lines[number].strip() and "-->" not in lines[number]:
        if match := _KEY.match(lines[number].strip()):
            attributes.setdefault(match[1], match[2])
        number += 1
    return number


def _names_a_cue(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line is a cue's number or name: the next one gives the times, or it is a bare number."""
    following = lines[number + 1] if number + 1 < len(lines) else ""
    return "-->" in following or bool(_ARROW.match(following)) or lines[number].strip().isdecimal()


def _said(cues: Sequence[_Cue], options: ReadOptions, *, rolling: bool) -> list[_Said]:
    """Return what was said, cue by cue and speaker by speaker.

    Parameters
    ----------
    cues : sequence of _Cue
        As read.
    options : ReadOptions
        Settings.
    rolling : bool
        Whether the captions roll (YouTube): each cue then repeats the line before it, which is left out.
    """
    names = _names(cues, options)
    said: list[_Said] = []
    speaker, previous = "", ""
    for cue in cues:
        parts: list[_Said] = []
        for line, raw in cue.texts:
            for voice, words in _voices(raw):
                words = " ".join(html.unescape(_TAG.sub("", words)).replace("\0", "").split())
                label = _NAMED.match(words)
                if voice:
                    speaker = " ".join(html.unescape(voice).split())
                    parts.append(_Said(speaker, "", line))
                elif label and (label["name"] is None or _tidy(label["name"]) in names):
                    speaker = _tidy(label["name"] or "")
                    parts.append(_Said(speaker, "", line))
                    words = words[label.end() :]
                if not words or not is_visible(words, 0, len(words)) or (rolling and words == previous):
                    continue
                previous = words
                if not parts:
                    parts.append(_Said(speaker, "", line))
                part = parts[-1]
                part.line = part.line if part.words else line
                part.words = f"{part.words} {words}".strip()
        said.extend(part for part in parts if part.words)
    return said


def _voices(raw: str) -> list[tuple[str, str]]:
    """Split a line at its voice tags: pairs of speaker (empty before the first tag) and words."""
    parts = _VOICE.split(raw)
    pairs = list(zip(parts[1::2], parts[2::2], strict=True))
    return [("", parts[0]), *pairs] if parts[0].strip() else pairs


def _names(cues: Sequence[_Cue], options: ReadOptions) -> set[str]:
    """Return the names that stand before a colon and are speakers: they come again, or have the shape of a full name.

    ``10:30 Meeting:`` and ``Note:`` are none.
    """
    counts: Counter[str] = Counter()
    for cue in cues:
        for _, raw in cue.texts:
            label = _NAMED.match(_TAG.sub("", raw).strip())
            if label and label["name"]:
                counts[_tidy(html.unescape(label["name"]))] += 1
    return {
        name
        for name, count in counts.items()
        if is_interviewer(name, options)
        or _GENERIC.fullmatch(name)
        or (is_person_name(name, shortest=1 if count > 1 else 2) and not is_property_key(name))
    }


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _merged(said: Sequence[_Said]) -> list[list[_Said]]:
    turns: list[list[_Said]] = []
    for part in said:
        if turns and turns[-1][0].speaker == part.speaker:
            turns[-1].append(part)
        else:
            turns.append([part])
    return turns
