import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from infoview_analysis.readers.front_matter import front_matter


def test_scalars_stay_as_they_are_written_and_lists_are_joined():
    text = "---\nskill: no\nversion: 1.10\nwhen: 2026-01-02\ntags: [a, b]\nmore:\n  - c\n  - d\n---\nBody"
    head = front_matter(text, "a.md")
    assert head.attributes == {"skill": "no", "version": "1.10", "when": "2026-01-02", "tags": "a, b", "more": "c, d"}
    assert text[head.end :] == "Body"
    assert head.problems == ()


def test_crlf_and_a_closing_of_dots():
    assert front_matter('---\r\nname: "Ana: lead"\r\n...\r\nBody', "a.md").attributes == {"name": "Ana: lead"}


def test_broken_yaml_is_read_line_by_line_with_a_warning_on_its_line():
    text = "---\nrole: x\nname: Ana: lead\ntags:\n - a\n - b\n---\nBody"
    head = front_matter(text, "a.md")
    assert head.attributes == {"role": "x", "name": "Ana: lead", "tags": "a, b"}
    assert [(p.code, p.line, p.severity, p.source) for p in head.problems] == [
        ("broken-front-matter", 3, "warning", "a.md")
    ]
    assert text[head.end :] == "Body"


@pytest.mark.parametrize(
    ("text", "line"),
    [("---\na: 'x\nb: y\n---\n", 2), ("---\nb: y\nrole: @x\n---\n", 3), ("---\na: b\na: c\n---\n", 3)],
)
def test_the_warning_names_the_line_to_mend(text, line):
    head = front_matter(text, "a.md")
    assert head.problems[0].line == line
    assert head.attributes


def test_a_key_given_twice_keeps_both_values():
    assert front_matter("---\na: b\na: c\n---\n", "a.md").attributes == {"a": "b, c"}


def test_a_missing_closing_line_is_named_and_the_notes_below_are_kept():
    text = "---\nname: Sam\nrole: PM\n\nShe said: no."
    head = front_matter(text, "a.md")
    assert head.attributes == {"name": "Sam", "role": "PM"}
    assert text[head.end :] == "\nShe said: no."
    assert [(p.code, p.line) for p in head.problems] == [("broken-front-matter", 1)]


@pytest.mark.parametrize("text", ["---\nJust words\n---\nmore", "Words\n---\na: b\n---\n", "---", "--- x\na: b\n---\n"])
def test_rules_are_no_front_matter(text):
    head = front_matter(text, "a.md")
    assert (head.attributes, head.end) == ({}, 0)


def test_mappings_within_mappings_get_their_parents_name():
    text = "---\ncompany:\n  name: Acme\n  size: mid\n---\n"
    assert front_matter(text, "a.md").attributes == {"company name": "Acme", "company size": "mid"}


def test_an_alias_bomb_stays_small():
    lines = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    head = front_matter("---\n" + "\n".join(lines) + "\n---\nBody", "a.md")
    assert sum(map(len, head.attributes.values())) < 100_000
    assert head.problems[0].code == "broken-front-matter"


PLAIN = st.text(alphabet="abcXYZ019 -_.,/'\"#:[]{}&*!|>%@~?é", max_size=12)


@given(st.dictionaries(st.text(alphabet="abcdef _-", min_size=1, max_size=5), PLAIN, max_size=4))
def test_the_short_way_gives_what_a_yaml_parser_gives(pairs):
    inner = "".join(f"{key}: {value}\n" for key, value in pairs.items())
    try:
        expected = YAML(typ="base", pure=True).load(inner)
    except Exception:
        expected = None
    if isinstance(expected, dict) and all(isinstance(value, str) for value in expected.values()):
        head = front_matter(f"---\n{inner}---\n", "a.md")
        assert head.attributes == {
            " ".join(key.split()): " ".join(value.split())
            for key, value in expected.items()
            if value.strip() not in ("", "~") and key
        }


@given(st.lists(st.text(alphabet="ab:- '\"[]{}&*\t#,|>@é\\", max_size=12), max_size=8))
def test_any_front_matter_is_read_or_named(lines):
    head = front_matter("---\n" + "\n".join(lines) + "\n---\n", "a.md")
    assert all(isinstance(value, str) and value for value in head.attributes.values())


def test_bullets_right_below_unclosed_metadata_are_notes():
    text = "---\ninterviewee: Sam Ito\ntags:\n- warm\nrole: cook\n- plans ahead\n- never late\n"
    head = front_matter(text, "a.md")
    assert head.attributes == {"interviewee": "Sam Ito", "tags": "warm", "role": "cook"}
    assert text[head.end :] == "- plans ahead\n- never late\n"


def test_lone_carriage_returns_end_lines_too():
    text = "---\rinterviewee: Sam Ito\r---\r- plans ahead\r"
    head = front_matter(text, "a.md")
    assert (head.attributes, text[head.end :], head.problems) == ({"interviewee": "Sam Ito"}, "- plans ahead\r", ())
