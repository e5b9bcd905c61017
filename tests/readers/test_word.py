from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered_documents import check_reading, kinds, reading_or_reject, words

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers import word
from infoview_analysis.readers.options import ReadOptions

OPTIONS = ReadOptions()


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(document_or_data, source="interviews/sam.docx"):
    data = document_or_data if isinstance(document_or_data, bytes) else saved(document_or_data)
    reading = word.read(data, source, options=OPTIONS)
    check_reading(reading)
    return reading


def one(document_or_data):
    (document,) = read(document_or_data).documents
    return document


def changed(data: bytes, replacements: dict[str, bytes | None]) -> bytes:
    """The package with some parts exchanged, or taken out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = replacements.get(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return buffer.getvalue()


def red_pixel() -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def bold(document, text, style=None):
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(text).bold = True
    return paragraph


def test_title_properties_headings_and_bullets():
    document = docx.Document()
    document.add_heading("Walter Brandvold", 0)
    document.add_paragraph("Role: Site superintendent")
    document.add_paragraph("Years experience: 24")
    document.add_heading("the job", 1)
    document.add_paragraph("tie-in took 8 months", style="List Bullet")
    document.add_paragraph("Current one: month 31", style="List Bullet")
    document.add_paragraph("a detail", style="List Bullet 2")
    found = one(document)
    assert found.attributes == {
        "title": "Walter Brandvold", "Role": "Site superintendent", "Years experience": "24",
    }  # fmt: skip
    assert kinds(found) == [
        ("heading", "Walter Brandvold"),
        ("heading", "the job"),
        ("item", "tie-in took 8 months"),
        ("item", "Current one: month 31"),
        ("item", "a detail"),
    ]
    assert [block.level for block in found.blocks] == [1, 1, 0, 0, 1]
    assert found.text.splitlines()[1] == "Role: Site superintendent"
    assert found.line_at(found.text.index("the job")) == 4


def test_tables_stand_where_they_stood():
    document = docx.Document()
    document.add_paragraph("before the table I say this.")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Excel", "SQL", "patience", "a driving licence"], strict=True):
        cell.text = text
    document.add_paragraph("after the table I say that.")
    assert kinds(one(document)) == [
        ("paragraph", "before the table I say this."),
        ("item", "Excel"),
        ("item", "SQL"),
        ("item", "patience"),
        ("item", "a driving licence"),
        ("paragraph", "after the table I say that."),
    ]


def test_a_table_of_properties_at_the_top_is_metadata():
    document = docx.Document()
    document.add_heading("Interview with Sam Ito", 0)
    table = document.add_table(3, 2)
    for cell, text in zip(table._cells, ["Role", "Analyst", "Company:", "Acme", "Mood", "good"], strict=True):
        cell.text = text
    document.add_paragraph("She likes it.")
    found = one(document)
    assert found.attributes == {
        "title": "Interview with Sam Ito", "Role": "Analyst", "Company": "Acme", "Mood": "good",
    }  # fmt: skip
    assert words(found) == ["She likes it."]


def test_a_table_of_questions_and_answers():
    document = docx.Document()
    table = document.add_table(3, 2)
    cells = ["Question", "Answer", "What do you do?", "Mail.\nMeetings.", "Any advice?", "Ask more."]
    for cell, text in zip(table._cells, cells, strict=True):
        cell.text = text
    assert kinds(one(document)) == [
        ("question", "What do you do?"),
        ("paragraph", "Mail."),
        ("paragraph", "Meetings."),
        ("question", "Any advice?"),
        ("paragraph", "Ask more."),
    ]


def test_a_merged_cell_is_read_once():
    document = docx.Document()
    table = document.add_table(2, 3)
    for number, cell in enumerate(table._cells):
        cell.text = f"cell {number}"
    table.cell(0, 0).merge(table.cell(1, 0))
    assert sorted(words(one(document))) == ["cell 0", "cell 1", "cell 2", "cell 3", "cell 4", "cell 5"]


def test_bold_lines_head_what_follows():
    document = docx.Document()
    bold(document, "What do you do all day?")
    document.add_paragraph("I answer mail.")
    bold(document, "Skills")
    document.add_paragraph("Patience with people.")
    bold(document, "This whole sentence is bold since it matters a great deal to me.")
    assert kinds(one(document)) == [
        ("question", "What do you do all day?"),
        ("paragraph", "I answer mail."),
        ("heading", "Skills"),
        ("paragraph", "Patience with people."),
        ("paragraph", "This whole sentence is bold since it matters a great deal to me."),
    ]


def test_a_bold_question_and_its_answer_in_one_paragraph():
    document = docx.Document()
    paragraph = bold(document, "How did you start? ")
    paragraph.add_run("By accident, in a shop.")
    second = bold(document, "And then?")
    second.add_run().add_break(WD_BREAK.LINE)
    second.add_run("I stayed.")
    assert kinds(one(document)) == [
        ("question", "How did you start?"),
        ("paragraph", "By accident, in a shop."),
        ("question", "And then?"),
        ("paragraph", "I stayed."),
    ]


def test_a_note_that_is_bold_throughout_keeps_its_points():
    document = docx.Document()
    for text in ("first point", "second point", "third point"):
        bold(document, text)
    assert words(one(document)) == ["first point", "second point", "third point"]


def test_heading_styles_of_other_languages_and_of_ones_own():
    document = docx.Document()
    for name, base in (("Überschrift 2", None), ("Mein Thema", "Heading 1")):
        style = document.styles.add_style(name, 1)
        style.base_style = document.styles[base] if base else None
    document.add_paragraph("Alltag", style="Überschrift 2")
    document.add_paragraph("viel Papier")
    document.add_paragraph("Rat", style="Mein Thema")
    outlined = document.add_paragraph("Geld")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
    document.add_paragraph("zu wenig")
    found = one(document)
    assert [(block.kind, block.level) for block in found.blocks] == [
        ("heading", 2), ("paragraph", 0), ("heading", 1), ("heading", 3), ("paragraph", 0),
    ]  # fmt: skip


def test_numbering_without_a_list_style_makes_items():
    document = docx.Document()
    for level, text in ((0, "outer"), (1, "inner")):
        paragraph = document.add_paragraph(text)
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    out = document.add_paragraph("no longer a list", style="List Bullet")
    out._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    )
    found = one(document)
    assert [(block.kind, block.level) for block in found.blocks] == [("item", 0), ("item", 1), ("paragraph", 0)]


def test_typed_bullets_and_quotes():
    document = docx.Document()
    document.add_paragraph("- first")
    document.add_paragraph("•\tsecond")
    document.add_paragraph("they can smell a tourist", style="Quote")
    found = one(document)
    assert kinds(found) == [("item", "first"), ("item", "second"), ("quote", "they can smell a tourist")]


def test_tracked_changes_hyperlinks_and_content_controls():
    document = docx.Document()
    paragraph = document.add_paragraph("I read ")
    for xml in (
        "<w:del {}><w:r><w:delText>the old paper</w:delText></w:r></w:del>",
        '<w:ins {}><w:r><w:t xml:space="preserve">the new </w:t></w:r></w:ins>',
        "<w:hyperlink {}><w:r><w:t>newsletter</w:t></w:r></w:hyperlink>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>in a control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert words(one(document)) == ["I read the new newsletter", "in a control"]


def test_comments_and_pictures_are_counted():
    document = docx.Document()
    paragraph = document.add_paragraph("a claim")
    document.add_comment(paragraph.runs, text="really?", author="Ana", initials="A")
    picture = io.BytesIO()
    picture.write(red_pixel())
    picture.seek(0)
    document.add_picture(picture)
    reading = read(document)
    assert words(reading.documents[0]) == ["a claim"]
    assert sorted((problem.code, problem.severity) for problem in reading.problems) == [
        ("comments-skipped", "warning"), ("pictures-skipped", "warning"),
    ]  # fmt: skip


def test_a_transcript_typed_in_word_gives_turns():
    document = docx.Document()
    document.add_heading("Sam Ito", 0)
    for text in (
        "Me: How did you start?", "Sam Ito: In a shop, by accident.",
        "Me: And then?", "Sam Ito: I stayed for ten years.",
        "Me: Any advice?", "Sam Ito: Ask for the pay early.",
    ):  # fmt: skip
        document.add_paragraph(text)
    found = one(document)
    assert words(found, "turn") == [
        "In a shop, by accident.", "I stayed for ten years.", "Ask for the pay early.",
    ]  # fmt: skip
    assert words(found, "question") == ["How did you start?", "And then?", "Any advice?"]
    assert {block.speaker for block in found.blocks if block.kind == "turn"} == {"Sam Ito"}


BLANK = saved(docx.Document())
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"Just text, renamed.", "broken-zip"),
        (BLANK[: len(BLANK) // 2], "broken-zip"),
        (OLE, "old-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (changed(BLANK, {"word/document.xml": None}), "broken-xml"),
        (changed(BLANK, {"word/document.xml": b"<w:document"}), "broken-xml"),
        (
            changed(BLANK, {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'}),
            "entity-bomb",
        ),
        (changed(BLANK, {"docProps/thumbnail.jpeg": b""}).replace(b"word/", b"ward/"), "wrong-format"),
    ],
)  # fmt: skip
def test_what_is_no_word_document_is_refused(data, code):
    with pytest.raises(UnreadableFileError) as caught:
        word.read(data, "a.docx", options=OPTIONS)
    assert caught.value.code == code
    assert caught.value.source == "a.docx"
    assert caught.value.mend


def test_a_bomb_is_refused_before_it_is_opened():
    buffer = io.BytesIO(BLANK)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/embeddings/a.bin", b"\0" * (64 * 1024**2))
    with pytest.raises(UnreadableFileError) as caught:
        word.read(buffer.getvalue(), "a.docx", options=OPTIONS)
    assert caught.value.code == "zip-bomb"


def test_a_document_without_text_is_read_as_such():
    reading = read(docx.Document())
    assert reading.documents[0].blocks == ()
    assert reading.documents[0].text == ""


# Words without the signs that carry meaning in typed notes (bullets, colons, question marks, emphasis).
PHRASE = st.text(st.sampled_from("abcdefg äöü 漢字 é \U0001f600 ,()'\"/&<>%"), min_size=1, max_size=40).map(
    lambda text: re.sub(r"\s+", " ", "x" + text + "y")
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["heading", "item", "inner", "quote", "paragraph"]), PHRASE), max_size=12))
def test_every_line_comes_back_verbatim_in_order(lines):
    styles = {
        "heading": "Heading 2",
        "item": "List Bullet",
        "inner": "List Number 2",
        "quote": "Quote",
        "paragraph": None,
    }
    document = docx.Document()
    for kind, text in lines:
        document.add_paragraph(text + " end.", style=styles[kind])
    found = one(document)
    wanted = [("item" if kind == "inner" else kind, text + " end.") for kind, text in lines]
    assert kinds(found) == wanted
    assert found.text == "\n".join(text for _, text in wanted)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_damaged_documents_give_the_named_error_only(data):
    whole = bytearray(BLANK)
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    reading_or_reject(word.read, bytes(whole), "a.docx", OPTIONS)


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=300), st.binary(max_size=40))
def test_any_main_part_gives_a_document_or_the_named_error(body, tail):
    reading_or_reject(word.read, body, "a.docx", OPTIONS)
    xml = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
        + tail + b"</w:t></w:r></w:p></w:body></w:document>"
    )  # fmt: skip
    reading_or_reject(word.read, changed(BLANK, {"word/document.xml": xml}), "a.docx", OPTIONS)
