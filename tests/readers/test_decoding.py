import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers.decoding import decode

NOTE = "Café – “it’s 45 €”, she said.\r\nSecond line\n"


def codes(decoded):
    return [problem.code for problem in decoded.problems]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (NOTE.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + NOTE.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF16_LE + NOTE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + NOTE.encode("utf-16-be"), "utf-16-be"),
        (NOTE.encode("utf-16-le"), "utf-16-le"),
        (NOTE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + NOTE.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_marked_and_plain_unicode_is_read_without_a_word(data, encoding):
    decoded = decode(data, "a.txt")
    assert (decoded.text, decoded.encoding, decoded.problems) == (NOTE, encoding, ())


def test_windows_1252_is_read_with_its_quotes_and_named_as_a_guess():
    decoded = decode(NOTE.encode("cp1252"), "a.txt")
    assert decoded.text == NOTE
    assert codes(decoded) == ["encoding-guessed"]


def test_cyrillic_in_an_old_encoding_is_left_to_charset_normalizer():
    note = "Она сказала, что работа тяжёлая, но интересная. Людей не хватает, и нанимают быстро. " * 4
    assert decode(note.encode("cp1251"), "a.txt").text == note


def test_a_damaged_byte_costs_one_character_and_names_its_line():
    data = "Zoë\nnaïve – “yes”\nend".encode().replace("ï".encode(), b"\xff", 1)
    decoded = decode(data, "a.txt")
    assert decoded.text == "Zoë\nna\ufffdve – “yes”\nend"
    assert [(p.code, p.line) for p in decoded.problems] == [("damaged-text", 2)]


def test_nul_characters_become_replacement_characters_with_a_warning():
    decoded = decode(b"one\ntwo\0three" + b" and more words" * 10, "a.txt")
    assert decoded.text.startswith("one\ntwo\ufffdthree")
    assert [(p.code, p.line, p.severity) for p in decoded.problems] == [("damaged-text", 2, "warning")]


def test_lone_surrogates_do_not_survive_utf_16():
    decoded = decode(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"\x00\xd8" + "cd".encode("utf-16-le"), "a.txt")
    decoded.text.encode("utf-8")
    assert decoded.text.startswith("ab")
    assert codes(decoded) == ["damaged-text"]


@pytest.mark.parametrize(
    "data", [b"", b"  \n\t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\n", codecs.BOM_UTF16_LE + b" \0"]
)
def test_nothing_but_white_space_is_an_empty_file(data):
    with pytest.raises(UnreadableFileError) as caught:
        decode(data, "a.txt")
    assert caught.value.code == "empty-file"
    assert caught.value.source == "a.txt"
    assert caught.value.mend


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n rest",
        b"%PDF-1.7 text",
        b"PK\x03\x04 text",
        bytes(range(256)) * 20,
        b"\x00\x01\x02\x03" * 200,
    ],
)
def test_binary_files_under_a_text_name_are_refused(data):
    with pytest.raises(UnreadableFileError) as caught:
        decode(data, "a.txt")
    assert caught.value.code == "binary-file"


@given(st.binary(max_size=400))
def test_any_bytes_give_clean_text_or_a_named_reject(data):
    try:
        decoded = decode(data, "a.txt")
    except UnreadableFileError as error:
        assert error.code in {"empty-file", "binary-file"}
    else:
        decoded.text.encode("utf-8")
        assert "\0" not in decoded.text
        assert decoded.text.strip()


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_utf_8_comes_back_as_it_was(text):
    data = text.encode("utf-8")
    if (
        text.strip()
        and not text.startswith("\ufeff")
        and not data.startswith((b"%PDF", b"ID3", b"OggS", b"GIF8", b"{\\rtf"))
    ):
        assert decode(data, "a.txt").text == text
