"""How much a skill is needed: the clauses written by hand, and the traps one by one."""

import csv
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from infoview_analysis.skills.clauses import clause_spans
from infoview_analysis.skills.need import needs_in

CLAUSES = Path(__file__).parent / "data" / "need_clauses.csv"


def need_of(text: str, skill: str, *, asked: bool = False) -> str:
    start = text.index(skill)
    return needs_in(text, [(start, start + len(skill))], asked=asked)[0].need


@pytest.mark.parametrize("half", ["tuned", "held out"])
def test_nine_of_ten_hand_written_clauses_are_read_as_written(half: str) -> None:
    with CLAUSES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spans = defaultdict(set)
    for row in rows:
        start = row["text"].index(row["skill"])
        spans[row["text"]].add((start, start + len(row["skill"])))
    right = total = 0
    for row in rows:
        if row["half"] != half:
            continue
        here = sorted(spans[row["text"]])
        start = row["text"].index(row["skill"])
        found = needs_in(row["text"], here)[here.index((start, start + len(row["skill"])))]
        right += found.need == row["need"]
        total += 1
    assert total > 120
    assert right / total >= 0.88


@pytest.mark.parametrize(
    ("text", "skill", "need"),
    [
        ("Not just Excel, you need it all.", "Excel", "must"),
        ("You can't overstate how much writing counts.", "writing", "must"),
        ("You can't do this job without Spanish.", "Spanish", "must"),
        ("You don't need to be an expert in SQL.", "SQL", "nice"),
        ("You don't need SQL.", "SQL", "not_needed"),
        ("Nobody asks for a PMP.", "PMP", "not_needed"),
        ("We use Jira.", "Jira", "mentioned"),
        ("No Security+ on paper, your resume doesn't reach me.", "Security+", "must"),
        ("If it's not in Terraform it doesn't exist.", "Terraform", "must"),
        ("Figma you learn here.", "Figma", "nice"),
        ("Great, another Tableau dashboard.", "Tableau", "mentioned"),
    ],
)
def test_traps(text: str, skill: str, need: str) -> None:
    assert need_of(text, skill) == need


def test_a_refusal_ends_where_the_sentence_turns() -> None:
    text = "A degree is not required but AutoCAD is."
    needs = needs_in(text, [(2, 8), (29, 36)])
    assert [one.need for one in needs] == ["not_needed", "must"]


def test_a_list_shares_the_need_of_its_clause() -> None:
    text = "You must know SQL, Python and Excel."
    spans = [(14, 17), (19, 25), (30, 35)]
    assert [one.need for one in needs_in(text, spans)] == ["must"] * 3


def test_the_cue_is_verbatim() -> None:
    text = "Honestly: **Excel** is a MUST here."
    need = needs_in(text, [(12, 17)])[0]
    assert need.cue and need.cue in text


def test_an_answer_to_what_one_needs_asks_for_what_it_names() -> None:
    assert need_of("Stock sheets in Excel.", "Excel") == "mentioned"
    assert need_of("Stock sheets in Excel.", "Excel", asked=True) == "must"
    assert need_of("Excel no, that's the analyst.", "Excel", asked=True) == "not_needed"
    assert need_of("Maybe a bit of Excel.", "Excel", asked=True) == "nice"


def test_alternatives_and_topics_in_an_answer() -> None:
    text = "R or Python, he said"
    assert [one.need for one in needs_in(text, [(0, 1), (5, 11)], asked=True)] == ["nice", "nice"]
    text = "SQL: has a team for that, asks them for BI"
    assert needs_in(text, [(0, 3), (40, 42)], asked=True)[0].need == "not_needed"


def test_clauses_cover_no_word_twice() -> None:
    text = "If you can't write, you're done, but nobody asks for a degree; they ask for work."
    spans = clause_spans(text, 0, len(text))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "done" in text[slice(*spans[0])]
