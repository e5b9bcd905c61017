import pytest
from document_checks import check_blocks, kinds_and_words

from infoview_analysis.readers import plain_text
from infoview_analysis.readers.options import ReadOptions

OTTER = """Walter interview
Wed, Jan 14, 2026 10:03AM • 34:12

SUMMARY KEYWORDS
solar, wind

SPEAKERS
Sam Ito, Speaker 1

Speaker 1  00:03
What is it you do?

Sam Ito  00:10
I run a shop, and it is a long answer.

It goes on below a blank line.

Speaker 1  00:20
And pay?

Sam Ito  1:00:30
Low at first and then it grows.

Transcribed by https://otter.ai
"""


def read(text: str, **options):
    reading = plain_text.read(text.encode(), "a.txt", options=ReadOptions(**options))
    (document,) = reading.documents
    assert document.text == text
    check_blocks(document)
    return document, reading.problems


def turns(text: str, **options):
    document, _ = read(text, **options)
    return [(b.kind, b.speaker, document.text[b.start : b.end]) for b in document.blocks]


def test_otter_with_its_head_and_foot():
    document, problems = read(OTTER)
    assert document.attributes == {
        "title": "Walter interview", "date": "Wed, Jan 14, 2026", "duration": "34:12",
        "summary keywords": "solar, wind", "speakers": "Sam Ito, Speaker 1", "interviewee": "Sam Ito",
    }  # fmt: skip
    assert turns(OTTER) == [
        ("heading", "", "Walter interview"), ("question", "Speaker 1", "What is it you do?"),
        ("turn", "Sam Ito", "I run a shop, and it is a long answer."),
        ("turn", "Sam Ito", "It goes on below a blank line."),
        ("question", "Speaker 1", "And pay?"), ("turn", "Sam Ito", "Low at first and then it grows."),
    ]  # fmt: skip
    assert problems == ()


@pytest.mark.parametrize(
    "form",
    ["{0}: {2}\n", "[{1}] {0}: {2}\n", "{1} {0}: {2}\n\n", "{0} ({1}): {2}\n\n", "{0}  {1}\n{2}\n\n",
     "[{0}] {1}\n{2}\n\n",
     "{1} {0}\n{2}\n\n", "{0}:\n{2}\n\n", "**{0}:** {2}\n\n"],
)  # fmt: skip
def test_the_forms_of_transcripts(form):
    said = [("Me", "Why solar?"), ("Sam Ito", "It pays."), ("Me", "And wind?"), ("Sam Ito", "Too slow.")]
    text = "".join(form.format(name, f"00:12:0{number}", words) for number, (name, words) in enumerate(said))
    assert turns(text) == [("question" if name == "Me" else "turn", name, words) for name, words in said]


@pytest.mark.parametrize(
    "text",
    [
        "Pros: a\nCons: b\nPros: c\nCons: d\n",
        "Sam: yes\nJo: no\n",
        "Excel: daily\nPython: never\nSlack: always\n",
        "Q: a?\nA: b\nQ: c?\nA: d\n",
        "* Me: why?\n* Her: because.\n* Me: and?\n* Her: so.\n",
        "Prose one.\n\nMe: why?\n\nProse two.\n\nSam: so.\n\nProse three.\n\nSam: yes.\n\nProse four.\n",
        "Met Sam at 10:30\nMet Jo at 11:30\nMet Li at 12:30\n",
    ],
)
def test_notes_with_colons_are_no_transcripts(text):
    assert "turn" not in {kind for kind, _ in kinds_and_words(read(text)[0])}


def test_a_head_of_properties_stays_metadata():
    document, _ = read("Interviewee: Sam Ito\nRole: PM\n\nAna: Why?\nSam: So.\nAna: And?\nSam: Then.\n")
    assert document.attributes == {"Interviewee": "Sam Ito", "Role": "PM"}
    assert [(b.kind, b.speaker) for b in document.blocks] == [("question", "Ana"), ("turn", "Sam")] * 2


def test_the_settings_name_the_interviewer():
    text = "Ana: I came late.\nJo: Yes.\nAna: Tell me more of it.\nJo: No.\n"
    assert [kind for kind, *_ in turns(text, interviewers=("Ana Ruiz", "Ana"))] == ["question", "turn"] * 2


def test_when_it_cannot_be_told_all_is_kept_with_a_warning():
    text = "Ana: I came late.\nJo: Yes.\nAna: It was long.\nJo: No.\n"
    assert {kind for kind, *_ in turns(text)} == {"turn"}
    assert [(p.code, p.severity) for p in read(text)[1]] == [("interviewer-unknown", "warning")]
