"""Promises of the text readers for any input."""

import pytest
from document_checks import check_blocks, kinds_and_words
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers import captions, markdown, plain_text, read_file
from infoview_analysis.readers.options import ReadOptions

OPTIONS = ReadOptions()
READERS = {"markdown": markdown, "plain_text": plain_text, "captions": captions}

# Pieces that steer the readers into their corners, mixed with arbitrary characters.
FRAGMENTS = st.sampled_from(
    [
        "\n", "\n\n", "\r\n", "\r", " ", "  ", "\t", "- ", "* ", "• ", "1. ", "> ", "# ", "## ", "---", "===",
        "```", "~~~", "| a | b |", "|--|--|", "**", "__", "_", "*", "Q: ", "A: ", "Q. why? A. so", "<!--",
        "-->", "%%", "![a](b)", "![[x]]", "[a]: http://x", "[[w]]", "<b>", "</b>", "<br>", " ^id", "#tag",
        "Name: Sam", "Role: x", "Sam Ito  0:12", "Me: ", "Sam: ", "[00:01] Jo: ", "why?", "WORDS", "Skills:",
        "[ ] ", "---\na: b\n---\n", "---\na: b: c\n---\n", "00:01.000 --> 00:02.000", "WEBVTT\n", "NOTE x",
        "<v Ana>", "\u200b", "\ufeff", "\x00", "é", "🌞", "\u2028", "\x0b", "\x0c", "\x85", "\xa0", "a", "B c",
        "&amp;", "&lt;b&gt;", "\\", "[!note] ",
    ]
)  # fmt: skip
NOTES = st.lists(st.one_of(FRAGMENTS, FRAGMENTS, st.text(max_size=6)), max_size=40).map("".join)


@pytest.mark.parametrize("name", sorted(READERS))
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_by_name(name, data):
    try:
        reading = READERS[name].read(data, "a", options=OPTIONS)
    except UnreadableFileError as error:
        assert error.code not in {"unreadable", "error"}
    else:
        for document in reading.documents:
            check_blocks(document)


@pytest.mark.parametrize("name", sorted(READERS))
@settings(max_examples=200)
@given(text=NOTES)
def test_any_note_keeps_the_promises_of_a_document(name, text):
    text = text.encode("utf-8", "replace").decode("utf-8")
    try:
        reading = READERS[name].read(text.encode("utf-8"), "a", options=OPTIONS)
    except UnreadableFileError:
        return
    (document,) = reading.documents
    check_blocks(document)
    if name != "captions" and text.count("\0") < 4:  # more may be UTF-16
        assert document.text == text.removeprefix("\ufeff").replace("\0", "\ufffd")
        assert not document.rendered
    assert all(isinstance(value, str) for value in document.attributes.values())
    lines = text.count("\n") + text.count("\r") + 1
    assert all(problem.line is None or 1 <= problem.line <= lines for problem in reading.problems)


@settings(max_examples=50)
@given(data=st.binary(max_size=200), suffix=st.sampled_from([".md", ".txt", ".vtt", ".srt", ".text"]))
def test_read_file_never_raises(tmp_path_factory, data, suffix):
    path = tmp_path_factory.mktemp("notes") / f"a{suffix}"
    path.write_bytes(data)
    reading = read_file(path, root=path.parent)
    assert reading.documents or reading.problems
    assert "reader-failed" not in {problem.code for problem in reading.problems}


LETTERS = st.characters(categories=("Ll", "Lo"), exclude_characters="qa")
WORD = st.text(LETTERS, min_size=2, max_size=9)
EXTRAS = st.sampled_from(["🌞", "👩🏽‍🔬", "naïve", "40%", "C++", "(maybe)", "“so”", "3,5", "#grid"])
SENTENCE = st.lists(st.one_of(WORD, WORD, EXTRAS), min_size=2, max_size=12).map(
    lambda words: "so " + " ".join(words) + "."
)
HEADING = st.lists(WORD, min_size=1, max_size=4).map(lambda words: "About " + " ".join(words))
SECTIONS = st.lists(
    st.tuples(HEADING, st.lists(st.tuples(st.sampled_from(["item", "paragraph"]), SENTENCE), min_size=1, max_size=5)),
    min_size=1,
    max_size=4,
)


def expected_of(sections):
    return [("heading", heading) if part is None else part for heading, parts in sections for part in (None, *parts)]


@given(SECTIONS, st.sampled_from(["- ", "* ", "+ "]), st.sampled_from(["\n", "\r\n"]))
def test_markdown_notes_come_back_word_for_word(sections, bullet, line_end):
    lines = ["---", "interviewee: Sam Ito", "---", ""]
    for heading, parts in sections:
        lines += [f"## {heading}", ""]
        for kind, words in parts:
            lines += [bullet + words if kind == "item" else words, ""]
    data = line_end.join(lines).encode("utf-8")
    (document,) = markdown.read(data, "a.md", options=OPTIONS).documents
    assert kinds_and_words(document) == expected_of(sections)


@given(SECTIONS, st.sampled_from(["- ", "* ", "• ", "– ", "1. "]), st.sampled_from(["\n", "\r\n"]))
def test_plain_text_notes_come_back_word_for_word(sections, bullet, line_end):
    lines = ["Interviewee: Sam Ito", ""]
    for heading, parts in sections:
        lines += [heading, "-" * len(heading)]
        for kind, words in parts:
            lines += [bullet + words if kind == "item" else words, ""]
    data = line_end.join(lines).encode("utf-8")
    (document,) = plain_text.read(data, "a.txt", options=OPTIONS).documents
    assert kinds_and_words(document) == expected_of(sections)


STARTS = st.sampled_from(
    [
        "", "", "- ", "  - ", "    ", "\t", "* ", "1. ", "12) ", "> ", "> - ", ">> ", "# ", "### ", "• ", "– ",
        "**", "_**", "Q: ", "A: ", "[ ] ", "- [ ] ", "| ", "- - ", "<p>", "Skills: ", "Sam: ", "[00:01] Jo: ",
        "Me  0:12 ", "10:30 ", "\u2028", "---",
    ]
)  # fmt: skip
ENDS = st.sampled_from(
    [
        "", "", "", ".", "?", ":", "  ", "\\", "**", "**_", "|", "</p>", " ^a1", "\n", "\n\n", "\n---", "\n===",
        "\n|--|",
    ]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(st.tuples(STARTS, ENDS), min_size=1, max_size=12), st.sampled_from(["markdown", "plain_text"]))
def test_no_line_is_lost_whatever_marks_stand_around_it(marks, name):
    lines = [f"{start}token{number}x with words{end}" for number, (start, end) in enumerate(marks)]
    (document,) = READERS[name].read("\n".join(lines).encode("utf-8"), "a", options=OPTIONS).documents
    kept = "\n".join(words for _, words in kinds_and_words(document))
    kept += "".join(f"\n{block.speaker}" for block in document.blocks)
    kept += "".join(f"\n{key} {value}" for key, value in document.attributes.items())
    assert [number for number in range(len(marks)) if f"token{number}x" not in kept] == []


TURNS = st.lists(st.tuples(SENTENCE, SENTENCE), min_size=2, max_size=6)


def expected_turns(turns):
    return [part for question, answer in turns for part in (("question", question), ("turn", answer))]


@given(TURNS)
def test_transcripts_come_back_word_for_word(turns):
    text = "".join(
        f"Me  0:0{n}\n{question}\n\nSam Ito  0:1{n}\n{answer}\n\n" for n, (question, answer) in enumerate(turns)
    )
    (document,) = plain_text.read(text.encode("utf-8"), "a.txt", options=OPTIONS).documents
    assert kinds_and_words(document) == expected_turns(turns)


@given(TURNS)
def test_captions_come_back_word_for_word(turns):
    cues = [(name, words) for pair in turns for name, words in zip(("Me", "Sam Ito"), pair, strict=True)]
    text = "WEBVTT\n\n" + "".join(
        f"00:{n:02}:01.000 --> 00:{n:02}:02.000\n<v {name}>{words}</v>\n\n" for n, (name, words) in enumerate(cues)
    )
    (document,) = captions.read(text.encode("utf-8"), "a.vtt", options=OPTIONS).documents
    assert kinds_and_words(document) == expected_turns(turns)
