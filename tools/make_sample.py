"""Make data/sample: the notes of one annotated corpus, spread over every format that the readers know.

    python -m tools.make_sample [--corpus data/corpora/ux] [--out data/sample]

The annotation stays behind, but for the sides of a few quotes, which the codebook marks as a person would; what is
written is what a person would keep. Run again, it writes the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

Interview = dict[str, Any]

KEYS = (
    "interviewee", "role", "company", "company_size", "industry", "seniority", "years_experience", "date",
    "format", "duration_minutes", "channel", "introduced_by",
)  # fmt: skip
FIXED_TIME = (2026, 5, 10, 9, 0, 0)
ASKING = "Ruth Calloway"  # the career changer whose notes these are


def metadata(interview: Interview) -> dict[str, str]:
    """Return the attributes of an interview that a note taker writes down, as text."""
    return {key: str(interview[key]) for key in KEYS if interview.get(key) is not None}


def question(heading: str) -> str:
    """Return a heading without the note taker's ``Q:``."""
    return heading.removeprefix("Q:").strip()


def sections(interview: Interview) -> Iterator[tuple[str, list[str]]]:
    """Yield each heading with the texts under it, each on one line."""
    for block in interview["blocks"]:
        yield block.get("heading") or "", [" ".join(point["text"].split()) for point in block["points"]]


def stem(interview: Interview) -> str:
    """Return a file name such as ``2026-01-14-priya-ramanathan``."""
    name = re.sub(r"\W+", "-", interview["interviewee"].lower()).strip("-")
    return f"{interview['date']}-{name}"


def spoken(interview: Interview) -> Iterator[tuple[str, str]]:
    """Yield (speaker, words) turns: headings become the asker's questions."""
    for heading, texts in sections(interview):
        if heading:
            yield ASKING, question(heading)
        for text in texts:
            yield interview["interviewee"], text if text[-1] in ".!?…\"'”" else f"{text}."


def front_matter(interview: Interview) -> str:
    """Return the YAML head that Obsidian keeps."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in metadata(interview).items()]
    return "\n".join(["---", *lines, "---", ""])


def as_markdown(interview: Interview) -> str:
    """Headings and bullets under a YAML head."""
    parts = [front_matter(interview)]
    for heading, texts in sections(interview):
        parts.append(f"\n## {heading}\n")
        parts.extend(f"- {text}" for text in texts)
    return "\n".join(parts) + "\n"


def as_questions(interview: Interview) -> str:
    """Bold questions with paragraphs below."""
    parts = [front_matter(interview)]
    for heading, texts in sections(interview):
        parts.append(f"\n**{question(heading)}**\n")
        parts.extend(f"{text}\n" for text in texts)
    return "\n".join(parts)


def as_text(interview: Interview) -> str:
    """Plain text: a ``Key: value`` head, headings in capitals, bullets."""
    parts = [f"{key.replace('_', ' ').capitalize()}: {value}" for key, value in metadata(interview).items()]
    for heading, texts in sections(interview):
        parts += ["", heading.upper(), *(f"* {text}" for text in texts)]
    return "\n".join(parts) + "\n"


def wrapped(words: str, width: int = 70) -> list[str]:
    """Split a turn into caption-sized pieces at blanks."""
    pieces, line = [], ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > width:
            pieces.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*pieces, line] if line else pieces


def clock(seconds: int, *, comma: bool = False) -> str:
    """Return ``00:01:05.000`` as captions write it."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{',' if comma else '.'}000"


def as_vtt(interview: Interview) -> str:
    """Captions as Teams exports them, with voice tags."""
    parts, at = ["WEBVTT", ""], 5
    for speaker, words in spoken(interview):
        for piece in wrapped(words):
            parts += [f"{clock(at)} --> {clock(at + 4)}", f"<v {speaker}>{escape(piece)}</v>", ""]
            at += 5
    return "\n".join(parts)


def as_srt(interview: Interview) -> str:
    """Captions as Zoom tools export them, with the name in the text."""
    parts, at, number = [], 5, 1
    for speaker, words in spoken(interview):
        for index, piece in enumerate(wrapped(words)):
            said = f"{speaker}: {piece}" if index == 0 else piece
            parts += [str(number), f"{clock(at, comma=True)} --> {clock(at + 4, comma=True)}", said, ""]
            at, number = at + 5, number + 1
    return "\n".join(parts)


def as_transcript(interview: Interview) -> str:
    """A speaker transcript as Otter exports it."""
    parts, at = [], 4
    for speaker, words in spoken(interview):
        parts += [f"{speaker}  {at // 60}:{at % 60:02d}", words, ""]
        at += 6 + len(words) // 12
    return "\n".join(parts)


def as_docx(interview: Interview) -> bytes:
    """A Word file: title, ``Key: value`` paragraphs, headings, list bullets."""
    from docx import Document

    document = Document()
    document.add_heading(interview["interviewee"], 0)
    for key, value in metadata(interview).items():
        if key != "interviewee":
            document.add_paragraph(f"{key.replace('_', ' ').capitalize()}: {value}")
    for heading, texts in sections(interview):
        document.add_heading(heading, 1)
        for text in texts:
            document.add_paragraph(text, style="List Bullet")
    document.core_properties.created = document.core_properties.modified = datetime(*FIXED_TIME)
    buffer = io.BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def as_enex(interviews: list[Interview]) -> str:
    """Several notes in one Evernote export."""
    notes = []
    for interview in interviews:
        head = "".join(f"<div>{escape(k.replace('_', ' ').capitalize())}: {escape(v)}</div>"
                       for k, v in metadata(interview).items() if k != "interviewee")  # fmt: skip
        body = "".join(
            f"<h2>{escape(heading)}</h2><ul>"
            + "".join(f"<li><div>{escape(text)}</div></li>" for text in texts)
            + "</ul>"
            for heading, texts in sections(interview)
        )
        created = interview["date"].replace("-", "") + "T180000Z"
        notes.append(
            f"<note><title>{escape(interview['interviewee'])}</title><created>{created}</created><tag>interview</tag>"
            '<content><![CDATA[<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
            '<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">'
            f"<en-note>{head}{body}</en-note>]]></content></note>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">\n'
        f'<en-export export-date="20260510T090000Z" application="Evernote">{"".join(notes)}</en-export>\n'
    )


def as_notion(interviews: list[Interview]) -> bytes:
    """A Notion export: pages with properties under the title, and the table of them as CSV."""
    members: dict[str, str] = {}
    table = io.StringIO()
    writer = csv.DictWriter(table, ["Name", *(k for k in KEYS if k != "interviewee")], lineterminator="\n")
    writer.writeheader()
    for number, interview in enumerate(interviews, start=1):
        properties = {key: value for key, value in metadata(interview).items() if key != "interviewee"}
        writer.writerow({"Name": interview["interviewee"], **properties})
        lines = [f"# {interview['interviewee']}", ""]
        lines += [f"{key.replace('_', ' ').capitalize()}: {value}" for key, value in properties.items()]
        for heading, texts in sections(interview):
            lines += ["", f"## {heading}", "", *(f"- {text}" for text in texts)]
        members[f"Interviews/{interview['interviewee']} {number:032x}.md"] = "\n".join(lines) + "\n"
    members[f"Interviews {0xABCDEF:032x}.csv"] = "\ufeff" + table.getvalue()
    return zipped({name: text.encode() for name, text in members.items()})


def as_csv_of_notes(interviews: list[Interview]) -> str:
    """A spreadsheet with one row a note."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow([*KEYS, "question", "note"])
    for interview in interviews:
        head = [metadata(interview).get(key, "") for key in KEYS]
        writer.writerows([*head, heading, text] for heading, texts in sections(interview) for text in texts)
    return table.getvalue()


def as_xlsx_of_interviews(interviews: list[Interview]) -> bytes:
    """A workbook with one row an interview and one column a question."""
    from openpyxl import Workbook

    headings = list(dict.fromkeys(heading for i in interviews for heading, _ in sections(i)))
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Interviews")
    sheet.append([*KEYS, *headings])
    for interview in interviews:
        answers = {heading: "\n".join(f"- {text}" for text in texts) for heading, texts in sections(interview)}
        sheet.append([interview.get(key) for key in KEYS] + [answers.get(heading) for heading in headings])
    book.properties.created = book.properties.modified = datetime(*FIXED_TIME)
    buffer = io.BytesIO()
    book.save(buffer)
    return repacked(buffer.getvalue())


def as_json(interview: Interview) -> str:
    """One interview as an object with its notes by heading."""
    notes = [{"heading": heading, "points": texts} for heading, texts in sections(interview)]
    return json.dumps({**metadata(interview), "blocks": notes}, ensure_ascii=False, indent=1) + "\n"


def as_jsonl(interviews: list[Interview]) -> str:
    """Two interviews, a line each, as speech-to-text tools write them."""
    lines = (
        {**metadata(i), "transcript": [{"speaker": who, "text": words} for who, words in spoken(i)]} for i in interviews
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip archive whose bytes depend on the members alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def repacked(data: bytes) -> bytes:
    """Return an Office file without the time of writing in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    stamp = datetime(*FIXED_TIME).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    for name in members:
        if name == "docProps/core.xml":
            members[name] = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, members[name])
    return zipped(members)


ALONE: dict[str, tuple[str, Callable[[Interview], str | bytes]]] = {
    "questions": (".md", as_questions),
    "text": (".txt", as_text),
    "docx": (".docx", as_docx),
    "vtt": (".vtt", as_vtt),
    "srt": (".srt", as_srt),
    "transcript": (".txt", as_transcript),
    "json": (".json", as_json),
    "markdown": (".md", as_markdown),
}
# Which interview is kept how; the others are Markdown. Transcripts are those that read like talk.
KEPT = {
    "x03": "questions", "x09": "questions", "x15": "docx", "x05": "docx", "x20": "docx", "x07": "text",
    "x14": "text", "x12": "text", "x13": "vtt", "x06": "srt", "x16": "transcript", "x19": "json",
}  # fmt: skip
TOGETHER: dict[str, tuple[tuple[str, ...], Callable[[list[Interview]], str | bytes]]] = {
    "evernote.enex": (("x08", "x17"), as_enex),
    "Export-notion.zip": (("x18", "x22"), as_notion),
    "phone-notes.csv": (("x11", "x21"), as_csv_of_notes),
    "spreadsheet.xlsx": (("x02",), as_xlsx_of_interviews),
    "recorder.jsonl": (("x23",), as_jsonl),
}

# Propositions of the demonstration's codebook: annotated statement → (name, interviews whose quotes are marked). One is
# marked throughout, one in part, and one is only asked, so that marks can be seen beside suggestions.
ASKED: dict[str, tuple[str, range]] = {
    "P1": ("certificate-worth-it", range(1, 100)),
    "P5": ("on-site-better", range(1, 13)),
    "P4": ("stay-generalist", range(0)),
}
SIDES = {1: "for", -1: "against", 0: "depends"}
CODEBOOK_HEAD = """\
# What Ruth decided. `infoview proposition review` writes here, one key a quote; quotes are found by their first words.
propositions:
"""
WORDS_KEPT = 9

PROFILE_HEAD = "# What you aim at and what you bring. Levels: none, basic, working, strong, expert."


def first_words(text: str) -> str:
    """Return the words by which a quote is found again."""
    return " ".join(text.split()[:WORDS_KEPT])


def as_codebook(interviews: list[Interview], statements: dict[str, Any]) -> str:
    """A codebook that asks three propositions and marks quotes for two of them."""
    lines = [CODEBOOK_HEAD.rstrip()]
    for key, (name, marked) in ASKED.items():
        lines += [f"  - id: {name}", f"    statement: {statements[key]['statement']}"]
        points = [
            (point["stances"][key], point["text"], interview["interviewee"])
            for interview in interviews
            if int(interview["id"][1:]) in marked
            for block in interview["blocks"]
            for point in block["points"]
            if key in point["stances"]
        ]
        for value, side in SIDES.items():
            quotes = [(first_words(text), who) for stance, text, who in points if stance == value]
            lines += [f"    {side}:"] if quotes else []
            lines += [f"      - {json.dumps(words, ensure_ascii=False)}  # {who}" for words, who in quotes]
    return "\n".join(lines) + "\n"


def write(path: Path, content: str | bytes) -> None:
    """Write text as UTF-8 with line feeds, or bytes as they are."""
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def make(corpus: Path, out: Path) -> None:
    """Write the workspace ``out`` from the annotated ``corpus``."""
    lines = (corpus / "interviews.jsonl").read_text(encoding="utf-8").splitlines()
    interviews = {interview["id"]: interview for interview in map(json.loads, lines)}
    folder = out / "interviews"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shared = {key for keys, _ in TOGETHER.values() for key in keys}
    for key, interview in interviews.items():
        if key not in shared:
            suffix, render = ALONE[KEPT.get(key, "markdown")]
            write(folder / f"{stem(interview)}{suffix}", render(interview))
    for name, (keys, render_all) in TOGETHER.items():
        write(folder / name, render_all([interviews[key] for key in keys]))
    shutil.copyfile(corpus / "outreach.csv", out / "outreach.csv")
    profile = json.loads((corpus / "profile.json").read_text(encoding="utf-8"))
    lines = [PROFILE_HEAD, f"target_role: {json.dumps(profile['target_role'])}", "skills:"]
    for skill in profile["skills"]:
        lines += [
            f"  - name: {json.dumps(skill['name'], ensure_ascii=False)}",
            f"    level: {skill['level']}",
        ]
    write(out / "profile.yaml", "\n".join(lines) + "\n")
    statements = json.loads((corpus / "propositions.json").read_text(encoding="utf-8"))
    write(out / "codebook.yaml", as_codebook(list(interviews.values()), statements))
    write(out / "infoview.toml", f'[notes]\ninterviewers = ["{ASKING}"]\n')


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("data/corpora/ux"))
    parser.add_argument("--out", type=Path, default=Path("data/sample"))
    arguments = parser.parse_args()
    make(arguments.corpus, arguments.out)
