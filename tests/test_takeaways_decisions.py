"""What a person decided outlives changed ids, and what is about a deleted note is reported, not lost."""

import pandas as pd

from infoview_analysis.codebook.sections import Section
from infoview_analysis.takeaways.decisions import decided, read_decisions
from infoview_analysis.takeaways.finding import Finding

POINTS = pd.DataFrame(
    {"point_id": ["p1"], "interview_id": ["ana"], "plain": ["send her the case study about the night shift"]}
)
INTERVIEWS = pd.DataFrame({"interview_id": ["ana"], "interviewee": ["Ana Lee"]})
FOUND = [Finding("action", "p1", "ana", POINTS["plain"][0], 1.0, "an order")]


def test_a_tick_finds_its_quote_again_and_a_vanished_one_is_reported():
    entries = [
        {"id": "action:old", "words": "send her the case study about the night shift", "status": "done"},
        {"id": "action:gone", "words": "ring the harbour office about their apprenticeship", "status": "done"},
    ]
    decisions, wrong = read_decisions(Section(entries))
    kept, problems = decided(FOUND, decisions, POINTS, INTERVIEWS)
    assert [(one.takeaway_id, one.status) for one in kept] == [("action:p1", "done")]
    assert not wrong
    assert [problem.code for problem in problems] == ["takeaway-lost"]


def test_a_wrong_entry_is_a_problem_and_has_no_effect():
    decisions, problems = read_decisions(Section([{"id": "action:p1", "status": "perhaps"}, "words"]))
    assert not decisions
    assert [problem.severity for problem in problems] == ["error", "error"]
