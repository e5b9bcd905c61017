from document_checks import check_blocks, kinds_and_words, words_of

from infoview_analysis.readers import markdown
from infoview_analysis.readers.markdown import read_markdown_text
from infoview_analysis.readers.options import ReadOptions

OPTIONS = ReadOptions()


def document_of(text: str, **kwargs):
    document, problems = read_markdown_text(text, "a.md", options=OPTIONS, **kwargs)
    assert document.text == text
    check_blocks(document)
    return document, problems


def blocks_of(text: str) -> list[tuple[str, str]]:
    return kinds_and_words(document_of(text)[0])


def test_front_matter_after_a_byte_order_mark():
    data = "\ufeff---\ninterviewee: Sam Ito\nskill: no\n---\n\n- one\n".encode()
    (document,) = markdown.read(data, "a.md", options=OPTIONS).documents
    assert document.attributes == {"interviewee": "Sam Ito", "skill": "no"}
    assert words_of(document, "item") == ["one"]
    assert document.line_at(document.blocks[0].start) == 6


def test_broken_front_matter_costs_nothing():
    document, problems = document_of("---\nname: Ana: lead\n---\n- one\n")
    assert document.attributes == {"name": "Ana: lead"}
    assert words_of(document, "item") == ["one"]
    assert [(p.code, p.line) for p in problems] == [("broken-front-matter", 2)]


def test_headings_and_their_levels():
    document, _ = document_of("# Top\n\n## Middle ##\n\nSet\n===\n\nUnder\n---\n\n**Bold line**\n\n### Ask?\n\nwords\n")
    assert [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks] == [
        ("heading", 1, "Top"), ("heading", 2, "Middle"), ("heading", 1, "Set"), ("heading", 2, "Under"),
        ("heading", 5, "Bold line"), ("question", 3, "Ask?"), ("paragraph", 0, "words"),
    ]  # fmt: skip


def test_a_rule_right_below_a_sentence_makes_it_no_heading():
    assert blocks_of("She said the grid is full.\n---\nMore.\n") == [
        ("paragraph", "She said the grid is full."), ("paragraph", "More."),
    ]  # fmt: skip


def test_question_lines_of_every_kind():
    text = (
        "**How did you start?**\nBy luck.\n\n_**And then?**_\n\n*What of pay?* Low.\n\n__Why?__\n\n"
        "Q: What now?\nA: Rest.\n\n"
        "**Q: Really?**\n\n## Q3 Where?\n\n- **What skills?** Python\n"
    )
    assert blocks_of(text) == [
        ("question", "How did you start?"), ("paragraph", "By luck."), ("question", "And then?"),
        ("question", "What of pay?"), ("paragraph", "Low."), ("question", "Why?"), ("question", "What now?"),
        ("paragraph", "Rest."), ("question", "Really?"), ("question", "Where?"), ("question", "What skills?"),
        ("item", "Python"),
    ]  # fmt: skip


def test_emphasis_that_is_evidence_stays_evidence():
    text = (
        "**Never take a job from a recruiter who cannot name the team.**\n\n- **always ask twice**\n\n*she laughed*\n"
    )
    assert blocks_of(text) == [
        ("paragraph", "Never take a job from a recruiter who cannot name the team."), ("item", "always ask twice"),
        ("paragraph", "she laughed"),
    ]  # fmt: skip


def test_bullets_of_every_kind_with_their_levels():
    text = (
        "- a\n  wrapped\n  - b\n    1. c\n* d\n+ e\n\n1. f\n2. g\n\n"
        "- [ ] task\n- [x] done\n\n• dot\n– dash\n\n- - – keeps its dash\n"
    )
    document, _ = document_of(text)
    assert [(document.text[b.start : b.end], b.level) for b in document.blocks] == [
        ("a\n  wrapped", 0), ("b", 1), ("c", 2), ("d", 0), ("e", 0), ("f", 0), ("g", 0), ("task", 0), ("done", 0),
        ("dot", 0), ("dash", 0), ("– keeps its dash", 1),
    ]  # fmt: skip
    assert {block.kind for block in document.blocks} == {"item"}


def test_an_item_that_asks_and_has_items_below_is_a_question():
    assert blocks_of("- What do they want?\n  - loyalty\n- Who knows?\n") == [
        ("question", "What do they want?"), ("item", "loyalty"), ("item", "Who knows?"),
    ]  # fmt: skip


def test_quotes_with_lists_and_callouts():
    assert blocks_of("> one\n> more\n>\n> - two\n\n> [!quote] Said\n> three\n") == [
        ("quote", "one\n> more"), ("quote", "two"), ("quote", "Said\n> three"),
    ]  # fmt: skip


def test_links_stay_and_definitions_pictures_and_comments_go():
    text = (
        "See [the course](http://x.y) or [[Ana|her]] or [this][1].\n\n"
        '[1]: http://x.y "t"\n![pic](a.png)\n![[embed.png]]\n'
        "<!-- hidden\nwords --> Seen. %%not this%%\n\n[Sam]: Yes.\n\n<div>\n<p>Boxed</p>\n</div>\n\n"
        "[^1]: A foot note.\n\nEnd ^a1\n"
    )
    assert blocks_of(text) == [
        ("paragraph", "See [the course](http://x.y) or [[Ana|her]] or [this][1]."), ("paragraph", "Seen."),
        ("paragraph", "[Sam]: Yes."), ("paragraph", "Boxed"), ("paragraph", "A foot note."), ("paragraph", "End"),
    ]  # fmt: skip


def test_an_unclosed_comment_hides_nothing():
    assert blocks_of("a <!-- b\n\n- c\n\n100 %% d\n")[1:] == [("item", "c"), ("paragraph", "100 %% d")]


def test_tables():
    text = (
        "| Question | Answer |\n|---|---|\n| Why? | Because \\| so |\n| Pay | low |\n\n"
        "| Tool | Use |\n|--|--|\n| Excel | daily |\n"
    )
    assert blocks_of(text) == [
        ("heading", "Question | Answer"), ("question", "Why?"), ("item", "Because \\| so"), ("heading", "Pay"),
        ("item", "low"), ("heading", "Tool | Use"), ("item", "Excel"), ("item", "daily"),
    ]  # fmt: skip


def test_a_table_of_properties_is_metadata():
    document, _ = document_of("| Role | Planner |\n|---|---|\n| Company | Acme |\n\n- one\n")
    assert document.attributes == {"Role": "Planner", "Company": "Acme"}
    assert words_of(document, "item") == ["one"]


def test_code_is_left_out_with_a_warning_and_fenced_words_are_read():
    document, problems = document_of("```python\nx = 1\n```\n\n```\na mail\n```\n\n    indented words\n")
    assert kinds_and_words(document) == [("paragraph", "a mail"), ("paragraph", "indented words")]
    assert [(p.code, p.line, p.severity) for p in problems] == [("code-left-out", 1, "warning")]


def test_a_fence_that_never_ends_swallows_nothing():
    document, problems = document_of("- a\n\n```python\nb\n\n- c\n")
    assert kinds_and_words(document) == [("item", "a"), ("paragraph", "b"), ("item", "c")]
    assert [(p.code, p.line) for p in problems] == [("unclosed-code", 3)]


def test_properties_under_the_title():
    document, _ = document_of("# Sam Ito\n\nRole: Engineer\nCompany: Acme\n\nSome text\n")
    assert document.attributes == {"title": "Sam Ito", "Role": "Engineer", "Company": "Acme"}
    assert kinds_and_words(document) == [("heading", "Sam Ito"), ("paragraph", "Some text")]


def test_a_title_from_outside_is_used_where_there_is_none():
    assert document_of("words\n", title="Sam Ito")[0].attributes == {"title": "Sam Ito"}
    assert document_of("# Own\n\nwords\n", title="Other")[0].attributes == {"title": "Own"}


def test_a_rule_in_the_body_is_no_front_matter():
    document, problems = document_of("- one\n\n---\nname: x\n---\n\n- two\n")
    assert document.attributes == {}
    assert words_of(document, "item") == ["one", "two"]
    assert problems == []


def test_bold_speakers_make_a_transcript():
    document, _ = document_of(
        "# Call\n\n**Me:** Why?\n\n**Sam:** Because.\n\nIt pays.\n\n**Me:** And?\n\n**Sam:** So.\n"
    )
    assert kinds_and_words(document)[1:] == [
        ("question", "Why?"), ("turn", "Because."), ("turn", "It pays."), ("question", "And?"), ("turn", "So."),
    ]  # fmt: skip


def test_nothing_is_lost_below_the_deepest_nesting():
    lines = [f"{'  ' * depth}- level {depth}" for depth in range(150)] + [f"{'>' * 150} deep quote"]
    document, _ = document_of("\n".join(lines) + "\n")
    text = "\n".join(words_of(document, "item", "paragraph", "quote"))
    assert all(f"level {depth}" in text for depth in range(150))
    assert "deep quote" in text


def test_a_very_long_note_is_read_line_by_line_and_says_so():
    text = "## Skills\n\n- one\n" + "- some more words\n" * 40_000
    document, problems = document_of(text)
    assert len(document.blocks) == 40_002
    assert [problem.code for problem in problems] == ["long-note"]
