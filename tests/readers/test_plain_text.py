import pytest
from document_checks import check_blocks, kinds_and_words, words_of

from infoview_analysis.readers import plain_text
from infoview_analysis.readers.document import Reading
from infoview_analysis.readers.options import ReadOptions


def read(text: str, encoding: str = "utf-8") -> Reading:
    return plain_text.read(text.encode(encoding), "a.txt", options=ReadOptions())


def document_of(text: str):
    (document,) = read(text).documents
    assert document.text == text
    check_blocks(document)
    return document


def test_head_capitals_bullets_and_nesting():
    document = document_of(
        "Interviewee: Sam Ito\nRole: PM\n\nWHAT DOES A DAY LOOK LIKE?\n* one\n  wrapped on\n  - nested\n* two #solar\n"
        "MONEY\n• 40k\n‣ 50k\n1. first\n2) second\n– dash\n-close\n"
    )
    assert document.attributes == {"Interviewee": "Sam Ito", "Role": "PM"}
    assert kinds_and_words(document) == [
        ("question", "WHAT DOES A DAY LOOK LIKE?"), ("item", "one\n  wrapped on"), ("item", "nested"),
        ("item", "two #solar"), ("heading", "MONEY"), ("item", "40k"), ("item", "50k"), ("item", "first"),
        ("item", "second"), ("item", "dash"), ("item", "close"),
    ]  # fmt: skip
    assert [block.level for block in document.blocks if block.kind == "item"][:3] == [0, 1, 0]


def test_colon_and_underlined_headings():
    document = document_of("Skills:\n- python\n\nTools\n-----\nExcel mostly.\n\nPeople\n======\nKind.\n")
    assert words_of(document, "heading") == ["Skills", "Tools", "People"]
    assert words_of(document, "item", "paragraph") == ["python", "Excel mostly.", "Kind."]


def test_wrapped_prose_is_one_block_and_ended_lines_are_not():
    wrapped = (
        "She began on a helpdesk in Leeds and moved, after three years of night\n"
        "shifts, to a small team that planned the grid for the northern counties.\n"
        "Nobody there had a degree."
    )
    noted = "Likes the team\nHates the commute\nWants more pay"
    document = document_of(f"{wrapped}\n\n{noted}\n")
    assert words_of(document, "paragraph") == [wrapped, *noted.split("\n")]


def test_line_ends_of_windows_stay():
    document = document_of("* one\r\n  more\r\n\r\nprose here\r\ngoes on\r\n")
    assert words_of(document, "item", "paragraph") == ["one\r\n  more", "prose here\r\ngoes on"]
    assert [document.line_at(block.start) for block in document.blocks] == [1, 4]


def test_questions_and_answers():
    document = document_of("Q: Why solar?\nA: Because it grows\nand pays.\n\nQ2. And wind?\nAnswer: Too slow.\n")
    assert kinds_and_words(document) == [
        ("question", "Why solar?"), ("paragraph", "Because it grows\nand pays."),
        ("question", "And wind?"), ("paragraph", "Too slow."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ['Q: why ICU people? A: "Because they know."', "Q. Degree? A. No, the portfolio.", "Q: Pay? Low, he said."],
)
def test_question_and_answer_on_one_line_stay_evidence(line):
    assert kinds_and_words(document_of(f"* {line}\n{line}\n")) == [("item", line), ("paragraph", line)]


def test_plain_questions_count_where_the_notes_mark_none_otherwise():
    unmarked = document_of("What do you do?\n\nI run things.\n\nHow did you start?\n\nBy luck.\n")
    assert words_of(unmarked, "question") == ["What do you do?", "How did you start?"]
    marked = document_of("SKILLS\n\nWho would hire me?\n\nNobody, she said.\n\nPAY\n\nLow.\n")
    assert words_of(marked, "paragraph") == ["Who would hire me?", "Nobody, she said.", "Low."]


def test_the_title_is_a_heading_and_an_attribute_and_a_date_below_it_is_the_date():
    document = document_of("Interview with Sam Ito\n3 March 2026\n\n* one\n")
    assert document.attributes == {"title": "Interview with Sam Ito", "date": "3 March 2026"}
    assert kinds_and_words(document) == [("heading", "Interview with Sam Ito"), ("item", "one")]


def test_lines_of_hashtags_are_about_the_note_and_inline_ones_stay():
    document = document_of("Name: Sam\nTags: grid\n\n* learn SQL #skills\n\n#solar #wind\n")
    assert document.attributes["Tags"] == "grid"
    assert document.attributes["tags"] == "solar, wind"
    assert words_of(document, "item") == ["learn SQL #skills"]


def test_quotes_and_rules():
    document = document_of("> She said no.\n> and meant it.\n\n-----\n* * *\nMore.\n")
    assert kinds_and_words(document) == [("quote", "She said no.\n> and meant it."), ("paragraph", "More.")]


def test_windows_1252_text_file():
    (document,) = read("* “Quotes” – and dashes\n", "cp1252").documents
    assert words_of(document, "item") == ["“Quotes” – and dashes"]


def test_emoji_in_names_and_notes():
    document = document_of("Name: Sam 🌞 Ito\n\n* 👩🏽‍🔬 runs the lab\n")
    assert document.attributes["Name"] == "Sam 🌞 Ito"
    assert words_of(document, "item") == ["👩🏽‍🔬 runs the lab"]


@pytest.mark.parametrize("asked", ["Wie kamen Sie dazu?", "Comment avez-vous commencé ?", "¿Qué consejo darías?"])
def test_plain_questions_of_other_languages(asked):
    text = f"Name: Sam Ito\n\n{asked}\nBy way of a friend.\n"
    document = plain_text.read(text.encode(), "interviews/a.txt", options=ReadOptions()).documents[0]
    assert [(block.kind, text[block.start : block.end]) for block in document.blocks] == [
        ("question", asked), ("paragraph", "By way of a friend."),
    ]  # fmt: skip
