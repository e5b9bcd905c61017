from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered_documents import check_reading, reading_or_reject, words
from test_archive import zipped

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers import notion
from infoview_analysis.readers.options import ReadOptions

OPTIONS = ReadOptions()
ID = "1a2b3c4d5e6f70819293a4b5c6d7e8f9"
OTHER = "ffffffffffffffffffffffffffffffff"
SAM = b"# Sam Ito\n\nRole: Analyst\nDate: 2026-01-02\n\n## the job\n\n- answers mail\n- meets people\n"
ANA = b"# Ana Ruiz\n\nRole: Nurse\n\nShe likes the quiet of the night shift.\n"


def read(members, source="interviews/export.zip"):
    data = zipped({name: text if isinstance(text, bytes) else text.encode() for name, text in members.items()})
    reading = notion.read(data, source, options=OPTIONS)
    check_reading(reading)
    return reading


def test_pages_without_the_ids_of_notion():
    reading = read({f"Export-0a1b2c3d-1111/Interviews {ID}/Sam Ito {ID}.md": SAM, f"Ana Ruiz {ID}.md": ANA})
    assert [document.source for document in reading.documents] == [
        "interviews/export.zip#Ana Ruiz.md", "interviews/export.zip#Interviews/Sam Ito.md",
    ]  # fmt: skip
    sam = reading.documents[1]
    assert sam.attributes == {"title": "Sam Ito", "Role": "Analyst", "Date": "2026-01-02"}
    assert words(sam) == ["answers mail", "meets people"]
    assert sam.line_at(sam.text.index("meets")) == 9
    assert reading.problems == ()


def test_archives_within_archives():
    inner = zipped({f"Sam Ito {ID}.md": SAM})
    reading = read({f"Export-{ID}-Part-1.zip": inner, "Ana Ruiz.md": ANA})
    assert [document.source.split("#")[1] for document in reading.documents] == ["Ana Ruiz.md", "Sam Ito.md"]
    deep = inner
    for _ in range(5):
        deep = zipped({"more.zip": deep})
    reading = read({"deep.zip": deep, "Ana Ruiz.md": ANA})
    assert len(reading.documents) == 1
    assert [problem.code for problem in reading.problems] == ["nested-archive"]


def test_a_table_that_repeats_the_pages_only_adds_what_they_lack():
    table = "\ufeffName,Role,Company,Tags\nSam Ito,Boss,Acme,data\nAna Ruiz,Nurse,Clinic,\n"
    reading = read(
        {f"Interviews {ID}.csv": "Name,Role\nSam Ito,Boss\n", f"Interviews {ID}_all.csv": table,
         f"Interviews {ID}/Sam Ito {ID}.md": SAM, f"Interviews {ID}/Ana Ruiz {OTHER}.md": ANA}
    )  # fmt: skip
    ana, sam = reading.documents
    assert sam.attributes["Role"] == "Analyst"
    assert (sam.attributes["Company"], sam.attributes["Tags"]) == ("Acme", "data")
    assert (ana.attributes["Company"], ana.attributes.get("Tags")) == ("Clinic", None)
    assert reading.problems == ()


def test_rows_without_a_page_become_interviews():
    table = "Name,Role,Notes\nSam Ito,Boss,\nBo Li,Cook,likes heat\n"
    reading = read({f"Interviews {ID}.csv": table, f"Interviews {ID}/Sam Ito {ID}.md": SAM})
    assert [document.source.split("export.zip")[1] for document in reading.documents] == [
        "#Interviews.csv#row 3", "#Interviews/Sam Ito.md",
    ]  # fmt: skip
    assert words(reading.documents[0]) == ["likes heat"]
    alone = read({"Interviews.csv": table}).documents
    assert [document.attributes["Name"] for document in alone] == ["Sam Ito", "Bo Li"]


def test_pages_of_one_name_keep_their_ids():
    reading = read({f"Sam Ito {ID}.md": SAM, f"Sam Ito {OTHER}.md": ANA})
    assert [document.source.split("#")[1] for document in reading.documents] == [
        f"Sam Ito {ID}.md", f"Sam Ito {OTHER}.md",
    ]  # fmt: skip


def test_the_html_export():
    page = f"""<html><head><meta charset="utf-8"/><title>Sam Ito</title><style>p {{}}</style></head><body><article>
      <header><h1 class="page-title">Sam Ito</h1><table class="properties"><tbody>
        <tr><th><span class="icon"><svg><path d="x"/></svg></span>Role</th><td><span>Analyst</span></td></tr>
        <tr><th>Mood</th><td>good</td></tr></tbody></table></header>
      <div class="page-body"><h2 id="{ID}">the job</h2>
        <ul class="bulleted-list"><li>answers&nbsp;mail<ul class="bulleted-list"><li>and calls</li></ul></li></ul>
        <ul class="toggle"><li><details open=""><summary>Any advice?</summary>
          <p>Sleep &amp; eat.</p></details></li></ul>
        <figure class="image"><img src="a.png"/></figure></div></article></body></html>"""
    reading = read({"index.html": "<a href='x'>Sam Ito</a>", f"Sam Ito {ID}.html": page, "a.png": b"\x89PNG"})
    (sam,) = reading.documents
    assert sam.attributes == {"title": "Sam Ito", "Role": "Analyst", "Mood": "good"}
    assert words(sam) == ["answers mail", "and calls", "Sleep & eat."]
    assert words(sam, "question") == ["Any advice?"]
    assert [block.level for block in sam.blocks if block.kind == "item"] == [0, 1]
    assert sorted(problem.code for problem in reading.problems) == ["attachments-skipped", "index-page"]


def test_index_pages_hold_no_interview():
    reading = read({"All.md": f"# All\n\n[Sam Ito](Sam%20Ito%20{ID}.md)\n", f"Sam Ito {ID}.md": SAM})
    assert len(reading.documents) == 1
    assert [problem.code for problem in reading.problems] == ["index-page"]


def test_notes_of_other_formats_are_read_by_their_readers():
    reading = read({"all.json": '{"interviewee": "Bo Li", "notes": ["likes heat"]}', "sam.md": SAM, "bad.json": "{"})
    assert [document.source.split("#")[1] for document in reading.documents] == ["all.json", "sam.md"]
    assert [(problem.source, problem.code) for problem in reading.problems] == [
        ("interviews/export.zip#bad.json", "broken-json"),
    ]  # fmt: skip


def test_names_that_point_outside_are_refused_and_the_rest_is_read():
    reading = read({"../../evil.md": b"# Evil", "/abs.md": b"# Evil", "Sam Ito.md": SAM})
    assert [document.attributes["title"] for document in reading.documents] == ["Sam Ito"]
    assert [problem.code for problem in reading.problems] == ["unsafe-name", "unsafe-name"]


def test_a_page_that_cannot_be_read_is_a_row():
    reading = read({"Sam Ito.md": SAM, "Empty.md": b"", "Binary.md": b"\x89PNG\r\n\x1a\n\0\0\0"})
    assert len(reading.documents) == 1
    assert [(problem.source.split("#")[1], problem.code) for problem in reading.problems] == [
        ("Binary.md", "binary-file"), ("Empty.md", "empty-file"),
    ]  # fmt: skip


def test_encrypted_pages_are_rows():
    data = bytearray(zipped({"a.md": SAM, "b.md": ANA}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    reading = notion.read(bytes(data), "x.zip", options=OPTIONS)
    assert [document.source for document in reading.documents] == ["x.zip#b.md"]
    assert [(problem.source, problem.code) for problem in reading.problems] == [("x.zip#a.md", "encrypted")]


def test_a_damaged_member_does_not_lose_the_others():
    data = bytearray(zipped({"a.md": SAM, "b.md": ANA}, 0))
    data[data.index(b"answers")] = 0x41
    reading = notion.read(bytes(data), "x.zip", options=OPTIONS)
    assert [document.source for document in reading.documents] == ["x.zip#b.md"]
    assert [(problem.source, problem.code) for problem in reading.problems] == [("x.zip#a.md", "broken-zip")]


BIG = b"\0" * (64 * 1024**2)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"no archive", "broken-zip"),
        (zipped({"a.md": SAM})[:60], "broken-zip"),
        (zipped({"a.png": b"\x89PNG"}), "no-notes"),
        (zipped({"bomb.md": BIG, "a.md": SAM}), "zip-bomb"),
        (zipped({"inner.zip": zipped({"bomb.md": BIG})}), "zip-bomb"),
    ],
    ids=["empty", "text", "cut off", "pictures only", "bomb", "bomb within"],
)
def test_what_cannot_be_read_is_refused(data, code):
    with pytest.raises(UnreadableFileError) as caught:
        notion.read(data, "x.zip", options=OPTIONS)
    assert caught.value.code == code


def test_the_order_of_the_archive_does_not_matter():
    members = {f"Sam Ito {ID}.md": SAM, f"Ana Ruiz {ID}.md": ANA, "t.csv": b"Name,Notes\nBo Li,x\n"}
    backwards = dict(reversed(members.items()))
    assert read(members) == read(backwards)


PHRASE = st.text(st.sampled_from("abc äöü 漢字 é,()'/"), min_size=1, max_size=30).map(
    lambda text: re.sub(r"\s+", " ", "x" + text + "y")
)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["Sam Ito", "Ana Ruiz", "Bo Li", "Zoë Mård"]), st.lists(PHRASE, min_size=1), min_size=1
    )
)
def test_every_point_of_every_page_comes_back_verbatim(pages):
    members = {
        f"{name} {ID}.md": f"# {name}\n\n" + "".join(f"- {point}\n" for point in points)
        for name, points in pages.items()
    }
    found = {document.attributes["title"]: words(document) for document in read(members).documents}
    assert found == pages


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_archives_give_documents_or_the_named_error(data):
    whole = bytearray(
        zipped({f"Sam Ito {ID}.md": SAM, "t.csv": b"Name,Notes\nBo,x\n", "in.zip": zipped({"a.md": ANA})})
    )
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    reading_or_reject(notion.read, bytes(whole), "x.zip", OPTIONS)
    reading_or_reject(notion.read, data.draw(st.binary(max_size=60)), "x.zip", OPTIONS)
