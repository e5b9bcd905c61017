import pytest
from document_checks import check_blocks

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers import captions
from infoview_analysis.readers.options import ReadOptions

TEAMS = """WEBVTT
Kind: captions

NOTE
Interviewee: Sam Ito
Role: PM

1
00:00:01.000 --> 00:00:02.000 align:start
<v Ana Ruiz>Hello &amp; welcome</v>

2
00:00:02.000 --> 00:00:04.000
<v Sam Ito>I run a
<i>shop</i>.</v>

STYLE
::cue { color: red }

00:00:04.000 --> 00:00:05.000
<v Sam Ito>And more.</v>
"""
ZOOM = """1
00:00:01,000 --> 00:00:02,000
Ana Ruiz: How did you start?

2
00:00:02,000 --> 00:00:04,000
Sam Ito: By luck.

3
00:00:04,000 --> 00:00:05,000
10:30 Meeting: agenda

4
00:00:05,000 --> 00:00:06,000
Note: this is big.
5
00:00:06,000 --> 00:00:07,000
Ana Ruiz: And pay?

6
00:00:07,000 --> 00:00:08,000
Sam Ito: Low at first, then it grows.
"""


def read(text: str, options: ReadOptions | None = None):
    reading = captions.read(text.encode(), "a.vtt", options=options or ReadOptions())
    (document,) = reading.documents
    check_blocks(document)
    assert document.rendered
    return document, reading.problems


def turns(document):
    return [(b.kind, b.speaker, document.text[b.start : b.end]) for b in document.blocks]


def test_voices_of_teams_and_notes_as_metadata():
    document, problems = read(TEAMS)
    assert document.attributes == {"Kind": "captions", "Interviewee": "Sam Ito", "Role": "PM"}
    assert turns(document) == [
        ("question", "Ana Ruiz", "Hello & welcome"),
        ("turn", "Sam Ito", "I run a shop.\nAnd more."),
    ]
    assert document.line_numbers == (10, 14, 21)
    assert problems == ()


def test_names_of_zoom_and_colons_that_are_no_names():
    document, problems = read(ZOOM)
    assert turns(document) == [
        ("question", "Ana Ruiz", "How did you start?"),
        ("turn", "Sam Ito", "By luck.\n10:30 Meeting: agenda\nNote: this is big."),
        ("question", "Ana Ruiz", "And pay?"),
        ("turn", "Sam Ito", "Low at first, then it grows."),
    ]
    assert document.attributes == {"interviewee": "Sam Ito"}
    assert problems == ()
    assert [document.line_at(b.start) for b in document.blocks] == [3, 7, 18, 22]


def test_malformed_cues_are_read_and_named_with_their_line():
    text = (
        "WEBVTT\n\n00:00:0x --> 00:05\n<v Me>Why?\n\n00:01.000 --> 00:02.000\n<v Sam>So.\n\n"
        "lost words\n\n--> x\n<v Sam>End.\n"
    )
    document, problems = read(text)
    assert document.text == "Why?\nSo.\nlost words\nEnd."
    assert [(p.code, p.line, p.severity) for p in problems] == [
        ("malformed-cue", 3, "warning"), ("malformed-cue", 9, "warning"), ("malformed-cue", 11, "warning"),
    ]  # fmt: skip


def test_two_voices_in_one_cue():
    document, _ = read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Me>Why?</v> <v Sam>So.</v>\n")
    assert turns(document) == [("question", "Me", "Why?"), ("turn", "Sam", "So.")]


def test_captions_without_speakers_are_kept_whole_with_a_warning():
    document, problems = read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nWhat do you do?\n\n00:02.000 --> 00:03.000\nI cook.\n"
    )
    assert turns(document) == [("turn", "", "What do you do?\nI cook.")]
    assert [p.code for p in problems] == ["interviewer-unknown"]


def test_rolling_captions_are_not_doubled():
    cue = "00:0{0}.000 --> 00:0{1}.000\n{2}\n{3}\n\n"
    text = (
        "WEBVTT\n\n"
        + cue.format(1, 2, " ", "hello<00:00:01.500><c> there</c>")
        + cue.format(2, 3, "hello there", "friend<00:00:02.500>")
    )
    assert read(text)[0].text == "hello there\nfriend"


@pytest.mark.parametrize("text", ["WEBVTT\n\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "1\n2\n3\n"])
def test_captions_without_words_are_a_named_reject(text):
    with pytest.raises(UnreadableFileError) as caught:
        read(text)
    assert caught.value.code == "no-captions"


def test_words_agree_with_webvtt_py():
    webvtt = pytest.importorskip("webvtt")
    expected = [caption.text for caption in webvtt.from_string(TEAMS)]
    plain = " ".join(expected).replace("&amp;", "&").replace("<i>", "").replace("</i>", "")
    assert read(TEAMS)[0].text.split() == plain.split()
