from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_analysis.boilerplate import says_something, template_lines
from infoview_analysis.headings import heading_words
from infoview_analysis.identity import interview_id, point_ids, slug, word_key
from infoview_analysis.markup import inline_tags, plain
from infoview_analysis.points import document_points, points_frame
from infoview_analysis.readers.document import Block, Document


def document(*blocks, source="interviews/sam.md", attributes=None):
    """Build a document from (kind, words, level) or (kind, words, level, speaker), each on lines of its own."""
    text, made = "", []
    for kind, words, *rest in blocks:
        level, speaker = (*rest, 0, "")[:2] if len(rest) == 2 else ((*rest, 0)[0], "")
        made.append(Block(kind, len(text), len(text) + len(words), level, speaker))
        text += words + "\n"
    return Document(source, text, attributes or {}, tuple(made))


def texts(*blocks, names=()):
    return [point.text for point in document_points(document(*blocks), names)]


def headings(*blocks, names=()):
    return [(point.text, point.heading) for point in document_points(document(*blocks), names)]


# evidence and template lines


@pytest.mark.parametrize(
    "line",
    [
        "",
        "-",
        "n/a",
        "N/A.",
        "TBD",
        "???",
        "2026-01-14",
        "14 March 2026, 10:30 am",
        "12:30",
        "https://a.com/b",
        "see www.a.com",
        "sam@a.com",
        "42",
        "$60",
        "Skills they want:",
        "***",
        "Did not ask",
        "#networking",
    ],
)
def test_lines_that_say_nothing(line):
    assert not says_something(plain(line), inline_tags(line))


@pytest.mark.parametrize(
    "line",
    [
        "SQL",
        "Yes",
        "C++",
        "60k to start",
        "May be worth it",
        "read https://a.com/b twice",
        "learn #sql",
        "数据",
        "R&D",
        "She said it took 12 days",
        "I march on",
        "Ana knows sam@a.com well",
    ],
)
def test_short_lines_that_say_something(line):
    assert says_something(plain(line), inline_tags(line))


def test_a_template_line_is_told_from_what_many_say():
    consent = "The interviewee was told how these notes are kept."
    notes = {
        f"person {number}": [consent, "SQL", "company culture matters", f"own words number {number} of this person"]
        for number in range(4)
    }
    notes["person 5"] = ["SQL", "Thank you!", "Asked about pay:"]
    notes["person 6"] = ["Thank you!", "Asked about pay:"]
    notes["person 7"] = ["thank you", "asked about pay:", consent]
    found = {line.key: line.people for line in template_lines(notes)}
    assert found == {word_key(consent): 5, "thank you": 3, "asked about pay": 3}


def test_a_sentence_of_two_people_or_of_few_among_many_is_no_template():
    line = "networking is the most important thing of all"
    assert template_lines({"a": [line], "b": [line], "c": ["other words"]}) == ()
    crowd = {str(number): [f"words of {number}"] for number in range(40)}
    assert template_lines(crowd | {"a": [line], "b": [line], "c": [line]}) == ()
    assert [found.people for found in template_lines(crowd | {f"p{i}": [line] for i in range(10)})] == [10]


def test_what_one_person_repeats_is_no_template():
    line = "networking is the most important thing of all"
    assert template_lines({"a": [line] * 5, "b": [line], "c": ["x"]}) == ()


# headings


def test_nearest_heading_and_question():
    assert headings(
        ("heading", "How the work goes", 2),
        ("item", "meetings"),
        ("question", "**Q: What does a week look like?**"),
        ("paragraph", "Mostly mails."),
        ("heading", "What they look for in people", 2),
        ("item", "patience"),
    ) == [
        ("meetings", "How the work goes"),
        ("Mostly mails.", "What does a week look like?"),
        ("patience", "What they look for in people"),
    ]


def test_a_short_heading_takes_the_one_above_with_it_and_never_the_title():
    assert headings(
        ("heading", "Interview with Sam Ito, 2026-01-14", 1),
        ("item", "before all"),
        ("heading", "Skills", 2),
        ("heading", "SQL", 3),
        ("item", "daily"),
        ("question", "Why?", 0),
        ("item", "reports"),
        ("heading", "Notes", 2),
        ("item", "after"),
    ) == [
        ("before all", ""),
        ("daily", "Skills › SQL"),
        ("reports", "Skills › SQL › Why?"),
        ("after", ""),
    ]


def test_a_title_is_known_by_the_name_of_the_interviewee():
    blocks = (("heading", "Sam Ito (Acme)", 2), ("item", "one"), ("heading", "Money", 2), ("item", "two"))
    assert headings(*blocks, names=["Sam Ito"]) == [("one", ""), ("two", "Money")]
    assert headings(*blocks, names=["Ana Lee"]) == [("one", "Sam Ito (Acme)"), ("two", "Money")]


def test_a_bullet_with_a_colon_heads_the_bullets_below_it():
    assert headings(
        ("heading", "Skills", 2),
        ("item", "What managers want:", 0),
        ("item", "patience", 1),
        ("item", "tools:", 1),
        ("item", "Excel", 2),
        ("item", "humour", 1),
        ("item", "luck", 0),
        ("item", "stays an entry", 0),
        ("item", "though nested", 1),
    ) == [
        ("patience", "Skills › What managers want"),
        ("Excel", "Skills › What managers want › tools"),
        ("humour", "Skills › What managers want"),
        ("luck", "Skills"),
        ("stays an entry", "Skills"),
        ("though nested", "Skills"),
    ]


def test_a_paragraph_with_a_colon_heads_its_list_and_keeps_what_it_says():
    lead = "He has worked there for years. These are the tools that he uses every day:"
    assert headings(("paragraph", lead), ("item", "Git"), ("paragraph", "That is all.")) == [
        (lead, ""),
        ("Git", "These are the tools that he uses every day"),
        ("That is all.", ""),
    ]


def test_of_a_long_question_turn_the_question_is_kept():
    turn = "Great, thanks for that, I used to work in a kitchen myself for about ten years and it was hard. " * 3
    assert heading_words(turn + "So what would you do first? Right.", question=True) == "So what would you do first?"


# points of a document


def test_points_keep_place_speaker_tags_and_words():
    made = document(
        ("heading", "Money", 2),
        ("item", "**60k** to start #pay"),
        ("item", "n/a"),
        ("turn", "I left.\nIt was time.", 0, "Sam Ito"),
    )
    first, second = document_points(made)
    assert (first.text, first.plain, first.tags, first.line, first.kind, first.heading) == (
        "**60k** to start #pay",
        "60k to start pay",
        ("pay",),
        2,
        "item",
        "Money",
    )
    assert (second.text, second.plain, second.speaker, second.line) == (
        "I left.\nIt was time.",
        "I left. It was time.",
        "Sam Ito",
        4,
    )
    assert made.text[second.start : second.end] == second.text


def test_line_numbers_of_a_rendered_document():
    made = document(("item", "one thing"), ("item", "another thing"))
    rendered = Document(made.source, made.text, {}, made.blocks, True, (7, 9, 9))
    assert [point.line for point in document_points(rendered)] == [7, 9]


def test_only_questions_give_no_points():
    assert texts(("question", "What do you do?"), ("heading", "More", 2)) == []
    assert texts() == []


_BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(["heading", "question", "item", "paragraph", "quote", "turn"]),
        st.text(alphabet="ab .:?\n\r#*é\U0001f984", min_size=1, max_size=40).map(str.strip).filter(bool),
        st.integers(0, 3),
    ),
    max_size=12,
)


@given(_BLOCKS)
def test_text_is_the_source_at_the_offsets_and_the_line_is_right(blocks):
    made = document(*blocks)
    for point in document_points(made):
        assert made.text[point.start : point.end] == point.text
        assert point.line == made.line_at(point.start)
        assert point.plain == " ".join(point.plain.split()) != ""


# ids


def ids(interview, said):
    return point_ids(interview, map(word_key, said), set())


def test_point_ids_depend_on_interview_and_words_only():
    said = ["Learn SQL.", "Ask early", "learn sql"]
    first = ids("sam-2026-01-14", said)
    assert len(set(first)) == 3
    assert all(re.fullmatch("p[0-9a-f]{12}", made) for made in first)
    assert ids("sam-2026-01-14", ["Something new", *said])[1:] == first
    assert ids("sam-2026-01-14", ["Ask early", "learn, SQL"]) == [first[1], first[0]]
    assert not set(ids("ana", said)) & set(first)


def test_a_known_id_so_that_ids_stay_over_releases():
    assert ids("sam-ito-2026-01-14", ["SQL"]) == ["pee935a14432c"]


@given(st.lists(st.sampled_from(["a", "b", "A!", "c d", "\U0001f984", "e"]), max_size=12))
def test_ids_are_unique_and_order_among_different_words_does_not_matter(said):
    made = ids("x", said)
    assert len(set(made)) == len(said)
    assert sorted(ids("x", sorted(said))) == sorted(made)


@pytest.mark.parametrize(
    ("name", "short"),
    [("Sam Ito", "sam-ito"), ("José Ñúñez-O'Neil", "josé-ñúñez-o-neil"), ("李 小龍", "李-小龍"), ("  ANA  ", "ana")],
)
def test_slug_keeps_letters_of_every_script(name, short):
    assert slug(name) == short


def test_slugs_of_names_with_emoji_differ():
    made = {slug(name) for name in ("\U0001f984", "\U0001f419", "Ana \U0001f984", "Ana \U0001f419", "Ana")}
    assert len(made) == 5
    assert all(re.fullmatch(r"[a-z0-9-]+", short) for short in made)


def test_interview_id_holds_the_day_once():
    from datetime import date

    assert interview_id("Sam Ito", date(2026, 1, 14)) == "sam-ito-2026-01-14"
    assert interview_id("Interview 2026-01-14", date(2026, 1, 14)) == "interview-2026-01-14"
    assert interview_id("Sam Ito", None) == "sam-ito"


def test_points_frame_has_the_columns_and_positions():
    points = document_points(document(("item", "one thing #tag"), ("item", "another")))
    frame = points_frame([("sam", points), ("ana", points[:1])])
    assert frame["position"].tolist() == [1, 2, 1]
    assert frame["interview_id"].tolist() == ["sam", "sam", "ana"]
    assert frame["tags"].fillna("").tolist() == ["tag", "", "tag"]
    assert frame["heading"].isna().all()
    assert list(points_frame([]).columns) == list(frame.columns)


def test_a_listener_does_not_take_the_question_away():
    turns = ["How did you start?", "As a plumber.", "Oh wow.", "Then an exam.", "And the pay", "Good."]
    text = "\n".join(turns)
    starts = [text.index(turn) for turn in turns]
    blocks = tuple(
        Block("turn" if number % 2 else "question", start, start + len(turn), 0, "Sam" if number % 2 else "Me")
        for number, (start, turn) in enumerate(zip(starts, turns, strict=True))
    )
    points = document_points(Document("a.txt", text, {}, blocks))
    assert [point.heading for point in points] == ["How did you start?", "How did you start?", "And the pay"]


def test_a_title_below_a_line_of_links_is_no_context():
    assert headings(
        ("paragraph", "[[2026-02-02]] | [[2026-02-04]]", 0), ("heading", "Coffee with Sam Ito", 1),
        ("heading", "Skills", 2), ("item", "one"), names=["Sam Ito"],
    )[-1] == ("one", "Skills")  # fmt: skip
