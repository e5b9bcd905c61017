from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered_documents import check_reading, kinds, reading_or_reject, words

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers import json_notes
from infoview_analysis.readers.options import ReadOptions

OPTIONS = ReadOptions()


def read(value, source="interviews/all.json"):
    if not isinstance(value, bytes):
        value = (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)).encode()
    reading = json_notes.read(value, source, options=OPTIONS)
    check_reading(reading)
    return reading


def one(value, source="interviews/sam.json"):
    (document,) = read(value, source).documents
    return document


def test_metadata_and_notes():
    found = one(
        {"interviewee": "Sam Ito", "years_experience": 12.0, "date": "2026-01-02", "remote": True, "tags": ["a", "b"],
         "introduced_by": None, "notes": ["answers mail", "meets people"]}
    )  # fmt: skip
    assert found.source == "interviews/sam.json"
    assert found.attributes == {
        "interviewee": "Sam Ito", "years_experience": "12.0", "date": "2026-01-02", "remote": "yes", "tags": "a, b",
    }  # fmt: skip
    assert kinds(found) == [("item", "answers mail"), ("item", "meets people")]
    assert found.line_numbers == (12, 13)


def test_notes_as_one_text():
    found = one({"name": "Sam Ito", "notes": "- answers mail\n- meets people\nLikes it."})
    assert kinds(found) == [("item", "answers mail"), ("item", "meets people"), ("item", "Likes it.")]


def test_blocks_with_headings_and_points():
    value = {
        "interviewee": "Sam Ito",
        "blocks": [
            {"heading": "the job", "points": [{"text": "mail", "category": "daily work", "theme": None}, "people"]},
            {"heading": "Any advice?", "points": [{"text": "sleep"}]},
            {"points": ["no heading here"]},
        ],
    }
    reading = read(value)
    assert kinds(reading.documents[0]) == [
        ("heading", "the job"), ("item", "mail"), ("item", "people"),
        ("question", "Any advice?"), ("item", "sleep"), ("item", "no heading here"),
    ]  # fmt: skip
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("fields-ignored", "warning")]
    assert "'category'" in reading.problems[0].message


@pytest.mark.parametrize(
    "value",
    [
        {"questions": ["What do you do?", "Any advice?"], "answers": ["Mail.", "Sleep."]},
        {"questions": [{"question": "What do you do?", "answer": "Mail."}, {"q": "Any advice?", "a": "Sleep."}]},
        {"answers": {"What do you do?": "Mail.", "Any advice?": "Sleep."}},
        {"What do you do?": "Mail.", "Any advice?": "Sleep."},
        {"sections": [{"title": "What do you do?", "content": "Mail."}, {"title": "Any advice?", "content": "Sleep."}]},
        {"qa": [{"prompt": "What do you do?", "response": "Mail."}, {"prompt": "Any advice?", "response": "Sleep."}]},
    ],
)
def test_questions_and_answers(value):
    reading = read({"interviewee": "Sam Ito", **value})
    assert kinds(reading.documents[0]) == [
        ("question", "What do you do?"), ("paragraph", "Mail."), ("question", "Any advice?"), ("paragraph", "Sleep."),
    ]  # fmt: skip
    assert reading.problems == ()


def test_more_questions_than_answers():
    found = one({"questions": ["One?", "Two?"], "answers": ["Mail."]})
    assert kinds(found) == [("question", "One?"), ("paragraph", "Mail."), ("question", "Two?")]


@pytest.mark.parametrize("wrap", [lambda turns: {"date": "2026-01-02", "transcript": turns}, lambda turns: turns])
def test_transcripts(wrap):
    turns = [
        {"speaker": "Interviewer", "text": "How did you start?", "start": 0.0},
        {"speaker": "Sam Ito", "text": "By accident.", "start": 3.5},
    ]
    found = one(wrap(turns))
    assert kinds(found) == [("question", "How did you start?"), ("turn", "By accident.")]
    assert [block.speaker for block in found.blocks] == ["Interviewer", "Sam Ito"]
    assert found.attributes["interviewee"] == "Sam Ito"


def test_lists_of_interviews_bare_and_wrapped():
    interviews = [{"interviewee": "Sam Ito", "notes": ["one"]}, {"interviewee": "Ana Ruiz", "notes": ["two"]}]
    for value in (interviews, {"version": 1, "interviews": interviews}):
        found = read(value).documents
        assert [document.source.split("#")[1] for document in found] == ["note 1", "note 2"]
        assert [words(document) for document in found] == [["one"], ["two"]]


def test_flat_records_are_a_table():
    records = [
        {"interviewee": "Sam Ito", "note": "one"},
        {"interviewee": "Ana Ruiz", "note": "two"},
        {"interviewee": "Sam Ito", "note": "three"},
    ]
    sam, ana = read(records).documents
    assert words(sam) == ["one", "three"]
    assert words(ana) == ["two"]


def test_nested_metadata():
    found = one(
        {"interviewee": {"name": "Sam Ito", "role": "Analyst"}, "meta": {"date": "2026-01-02"}, "notes": ["x y"]}
    )
    assert found.attributes == {"name": "Sam Ito", "role": "Analyst", "date": "2026-01-02"}


def test_an_unknown_shape_loses_no_text():
    value = {"interviewee": "Sam Ito", "deep": {"er": [{"x": ["one", {"y": "two"}]}, ["three"]], "n": 5}}
    reading = read(value)
    assert kinds(reading.documents[0]) == [
        ("heading", "deep / er / x"), ("item", "one"), ("heading", "deep / er / x / y"), ("item", "two"),
        ("heading", "deep / er"), ("item", "three"), ("heading", "deep / n"), ("item", "5"),
    ]  # fmt: skip
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("unknown-shape", "warning")]


def test_json_lines_with_a_broken_line():
    sam, ana = '{"interviewee": "Sam Ito", "notes": ["one"]}', '{"interviewee": "Ana Ruiz", "notes": "two"}'
    text = f'{sam}\n\n{{"interviewee": \n{ana}\n'
    reading = read(text, "all.jsonl")
    assert [document.source for document in reading.documents] == ["all.jsonl#line 1", "all.jsonl#line 4"]
    assert [document.line_numbers for document in reading.documents] == [(1,), (4,)]
    assert [(problem.code, problem.severity, problem.line) for problem in reading.problems] == [
        ("broken-json", "error", 3)
    ]


def test_the_other_ending():
    lines = '{"interviewee": "Sam Ito", "notes": ["one"]}\n{"interviewee": "Ana Ruiz", "notes": ["two"]}\n'
    assert len(read(lines, "all.json").documents) == 2
    whole = json.dumps([{"interviewee": "Sam Ito", "notes": ["one"]}], indent=1)
    assert [words(document) for document in read(whole, "all.jsonl").documents] == [["one"]]


def test_encodings_numbers_keys_that_stand_twice_and_halves_of_emoji():
    text = '{"name": "Zoë", "big": ' + "9" * 5000 + ', "notes": ["one", 12.50, NaN], "notes": ["two \\ud83d"]}'
    for encoding in ("utf-8-sig", "utf-16"):
        found = one(text.encode(encoding))
        assert found.attributes == {"name": "Zoë"}
        assert words(found) == ["9" * 5000, "one", "12.50", "NaN", "two \N{REPLACEMENT CHARACTER}"]


@pytest.mark.parametrize(
    ("data", "source", "code", "line"),
    [
        (b"", "a.json", "empty-file", None),
        (b"\xef\xbb\xbf \n", "a.json", "empty-file", None),
        (b"[]", "a.json", "empty-file", None),
        (b'{"a": null}', "a.json", "empty-file", None),
        (b'{"a": 1,\n"b": }', "a.json", "broken-json", 2),
        (b"just words", "a.jsonl", "broken-json", None),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a.json", "binary-file", None),
        (b"[" * 100_000, "a.json", "too-deep", None),
        (b"[" * 200 + b'"x"' + b"]" * 200, "a.json", "too-deep", None),
        (b'{"a":' * 100_000, "a.json", "too-deep", None),
    ],
)
def test_what_cannot_be_read_is_refused(data, source, code, line):
    with pytest.raises(UnreadableFileError) as caught:
        json_notes.read(data, source, options=OPTIONS)
    assert (caught.value.code, caught.value.line) == (code, line)


PHRASE = st.text(st.sampled_from("abc äöü 漢字 \U0001f600 ,;:'\"/&<>%{}[]\\"), min_size=1, max_size=40).map(
    lambda text: "x" + " ".join(text.split()) + "y."
)
BLOCKS = st.lists(st.tuples(PHRASE, st.lists(PHRASE, min_size=1, max_size=4)), max_size=5)


@settings(max_examples=60, deadline=None)
@given(BLOCKS, st.booleans())
def test_every_point_comes_back_verbatim_with_its_line(blocks, escape):
    value = {"interviewee": "Sam", "blocks": [{"heading": head, "points": points} for head, points in blocks]}
    text = json.dumps(value, ensure_ascii=escape, indent=2)
    found = one(text)
    assert kinds(found) == [
        pair for head, points in blocks for pair in [("heading", head), *(("item", point) for point in points)]
    ]
    lines = text.split("\n")
    for block in found.blocks:
        line = lines[found.line_at(block.start) - 1]
        assert json.dumps(found.text[block.start : block.end], ensure_ascii=escape) in line


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | PHRASE,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["notes", "points", "question", "speaker", "text", "transcript", "x", "name"]), inner
        )
    ),
    max_leaves=12,
)


@settings(max_examples=120, deadline=None)
@given(JSON)
def test_no_text_of_any_shape_is_lost(value):
    reading = reading_or_reject(json_notes.read, json.dumps(value).encode(), "a.json", OPTIONS)
    seen = ""
    for document in reading.documents if reading else ():
        seen += "\n".join([document.text, *document.attributes.values(), *document.attributes])
    missing = [words for words in _strings(value) if words not in seen]
    ignored = {problem.code for problem in reading.problems} if reading else set()
    assert not missing or "fields-ignored" in ignored


def _strings(value):
    if isinstance(value, str):
        yield value
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(entry)


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from('{}[]",:\\ntrue01 \n\ud83d'), max_size=60), st.binary(max_size=40))
def test_any_file_gives_documents_or_the_named_error(text, data):
    for content in (text.encode("utf-8", "surrogatepass"), data, b'[{"notes": ["' + data):
        reading_or_reject(json_notes.read, content, "a.json", OPTIONS)
        reading_or_reject(json_notes.read, content, "a.jsonl", OPTIONS)


def test_what_a_transcription_service_gives_twice_is_read_once():
    turns = [{"speaker": "A", "text": "Why?"}, {"speaker": "B", "text": "For the nights. They are calm."}]
    value = {"text": "Why? For the nights. They are calm.", "utterances": turns}
    assert kinds(one(value)) == [("question", "Why?"), ("turn", "For the nights. They are calm.")]
    captions = {"text": " I taught. Then I wrote.", "segments": [{"text": " I taught."}, {"text": " Then I wrote."}]}
    assert kinds(one(captions)) == [("paragraph", "I taught. Then I wrote.")]
    beginning = {"text": "I taught.", "segments": captions["segments"]}
    assert [words for _, words in kinds(one(beginning))] == ["I taught.", "Then I wrote."]
    other = {"text": "A note of mine.", "utterances": turns}
    assert ("question", "Why?") in kinds(one(other)) and len(kinds(one(other))) == 3
