from __future__ import annotations

import html
import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered_documents import check_reading, kinds, reading_or_reject, words

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers import evernote
from infoview_analysis.readers.options import ReadOptions

OPTIONS = ReadOptions()
PROLOG = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">\n'
    '<en-export export-date="20260301T080000Z" application="Evernote" version="10.1">\n'
)
ENML = '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">'


def note(body, title="Sam Ito", extra="", doctype=ENML):
    return (
        f"<note><title>{title}</title><content><![CDATA[{doctype}<en-note>{body}</en-note>]]></content>"
        f"<created>20260214T091500Z</created>{extra}</note>\n"
    )


def export(*notes):
    return (PROLOG + "".join(notes) + "</en-export>\n").encode()


def read(*notes):
    reading = evernote.read(export(*notes), "interviews/export.enex", options=OPTIONS)
    check_reading(reading)
    return reading


def one(body, **more):
    (document,) = read(note(body, **more)).documents
    return document


def test_a_note_with_headings_lists_and_questions():
    found = one(
        "<h1>Call</h1><div>Role: Analyst</div><div>Company:&nbsp;Acme &amp; Sons</div><div><br/></div>"
        "<div><b>What do you do?</b></div><ul><li><div>answer&nbsp;mail</div></li>"
        "<li><div>meet people</div><ul><li><div>customers</div></li></ul></li></ul>"
        "<h2>Skills</h2><ol><li>patience</li></ol><div>Loose words.</div><blockquote>a quote</blockquote>",
        extra="<tag>data</tag><tag>north</tag>",
    )
    assert found.source == "interviews/export.enex#Sam Ito"
    assert found.attributes == {
        "title": "Sam Ito", "Role": "Analyst", "Company": "Acme & Sons", "tags": "data, north", "date": "2026-02-14",
    }  # fmt: skip
    assert kinds(found) == [
        ("heading", "Call"),
        ("question", "What do you do?"),
        ("item", "answer mail"),
        ("item", "meet people"),
        ("item", "customers"),
        ("heading", "Skills"),
        ("item", "patience"),
        ("paragraph", "Loose words."),
        ("quote", "a quote"),
    ]
    assert [block.level for block in found.blocks if block.kind == "item"] == [0, 0, 1, 0]


def test_the_day_of_creation_counts_only_where_the_note_gives_no_date():
    assert one("<div>Date: 2026-01-05</div><div>x y z</div>").attributes["Date"] == "2026-01-05"
    assert "date" not in one("<div>Date: 2026-01-05</div><div>x y z</div>").attributes
    assert one("<div>x y z</div>").attributes["date"] == "2026-02-14"


def test_check_boxes_tables_and_line_breaks():
    found = one(
        '<div><en-todo checked="true"/>send the thanks</div><div>first line<br/>second line</div>'
        "<table><tr><td><div>Excel</div></td><td>SQL</td></tr></table>"
        '<div><span style="font-weight: bold;">Tools</span></div><div>a pencil</div>'
    )
    assert kinds(found) == [
        ("item", "send the thanks"),
        ("paragraph", "first line"),
        ("paragraph", "second line"),
        ("item", "Excel"),
        ("item", "SQL"),
        ("heading", "Tools"),
        ("paragraph", "a pencil"),
    ]


def test_an_entry_of_a_list_may_have_several_lines():
    found = one("<ul><li><div>one</div><div>more of one</div></li><li>two<br/>more</li></ul>")
    assert words(found, "item") == ["one\nmore of one", "two\nmore"]


def test_several_notes_keep_their_names_apart():
    reading = read(note("<div>a b c</div>"), note("<div>d e f</div>"), note("<div>g</div>", title=""))
    assert [document.source.split("#")[1] for document in reading.documents] == ["Sam Ito", "Sam Ito (2)", "note 3"]


def test_one_broken_note_does_not_lose_the_others():
    broken = "<note><title>Broken</title><content></note>\n"
    ampersand = note("<div>she likes R</div>", title="R & D")
    reading = read(note("<div>first</div>", title="A"), broken, ampersand, note("<div>last</div>", title="B"))
    assert [document.attributes["title"] for document in reading.documents] == ["A", "R & D", "B"]
    assert [(problem.code, problem.severity, problem.line) for problem in reading.problems] == [
        ("broken-note", "error", 5), ("broken-note", "warning", 6),
    ]  # fmt: skip


def test_an_export_that_was_cut_off_gives_what_is_there():
    data = export(note("<div>first</div>", title="A"), note("<div>second is longer</div>", title="B"))
    reading = evernote.read(data[: data.index(b"longer")], "x.enex", options=OPTIONS)
    assert [words(document) for document in reading.documents] == [["first"], ["second is"]]
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("broken-note", "warning")]
    assert "cut off" in reading.problems[0].message


def test_attachments_are_counted_and_not_kept_in_memory():
    attachment = "<resource><data encoding='base64'>" + "QUJD" * 2_000_000 + "</data></resource>"
    data = export(note("<div>words<en-media hash='1' type='image/png'/></div>", extra=attachment))
    tracemalloc.start()
    reading = evernote.read(data, "x.enex", options=OPTIONS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(data) / 4
    assert words(reading.documents[0]) == ["words"]
    assert [(problem.code, problem.message.split(" ")[0]) for problem in reading.problems] == [
        ("attachments-skipped", "1"),
    ]  # fmt: skip


def test_encrypted_passages_are_named():
    reading = read(note("<div>open</div><en-crypt cipher='AES'>c2VjcmV0</en-crypt>"))
    assert words(reading.documents[0]) == ["open"]
    assert [problem.code for problem in reading.problems] == ["encrypted"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_an_entity_bomb_in_one_note_leaves_that_note_out():
    reading = read(note("&b;", title="Bomb", doctype=BOMB), note("<div>fine</div>", title="B"))
    assert [document.attributes["title"] for document in reading.documents] == ["B"]
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("entity-bomb", "error")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b" \n", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "binary-file"),
        (b"<html><body>no export</body></html>", "wrong-format"),
        (BOMB.encode() + export(note("x")), "entity-bomb"),
    ],
)
def test_what_is_no_export_is_refused(data, code):
    with pytest.raises(UnreadableFileError) as caught:
        evernote.read(data, "x.enex", options=OPTIONS)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "body",
    ["<div>" * 20_000 + "deep", "<a " * 20_000, "<!--" * 20_000, "<![CDATA[" * 20_000, "&" * 50_000, "</li>" * 20_000],
)
def test_hostile_markup_takes_no_time(body):
    reading_or_reject(evernote.read, export(note(body)), "x.enex", OPTIONS)


def test_utf16_exports_are_read_too():
    text = export(note("<div>héllo</div>")).decode().replace("UTF-8", "UTF-16")
    (document,) = evernote.read(text.encode("utf-16"), "x.enex", options=OPTIONS).documents
    assert words(document) == ["héllo"]


PHRASE = st.text(st.sampled_from("abc äöü 漢字 \U0001f600 ,()'\"/&<>%"), min_size=1, max_size=40).map(
    lambda text: re.sub(r"\s+", " ", "x" + text + "y.")
)
WRAPPED = {"item": "<ul><li>{}</li></ul>", "paragraph": "<div>{}</div>", "quote": "<blockquote>{}</blockquote>",
           "heading": "<h2>{}</h2>"}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(WRAPPED)), PHRASE), max_size=12))
def test_every_line_comes_back_verbatim_in_order(lines):
    found = one("<h1>Top</h1>" + "".join(WRAPPED[kind].format(html.escape(text)) for kind, text in lines))
    assert kinds(found) == [("heading", "Top"), *lines]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_damaged_exports_give_documents_or_the_named_error(data):
    whole = bytearray(export(note("<div>first &amp; last</div>", title="A"), note("<ul><li>b</li></ul>")))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(whole) - 1))
        whole[start : start + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=10))
    reading_or_reject(evernote.read, bytes(whole), "x.enex", OPTIONS)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("<>/&;!-[]ab lipdv\"'= \n"), max_size=200))
def test_any_body_gives_a_document(body):
    reading_or_reject(evernote.read, export(note(body)), "x.enex", OPTIONS)
