"""Cards of interviews and lists over all of them: facts are facts, suggestions are called so, empty is said."""

import pandas as pd
from report_fixtures import synthesis

from infoview_analysis import presentation as show
from infoview_analysis.frames import conform
from infoview_analysis.presentation.interview_cards import card_text, interview_cards
from infoview_analysis.takeaways.open_actions import open_actions


def with_sides(bundle):
    """Give the bundle a marked side, a likely suggestion and a guess, all of its first interview."""
    point = bundle.points.iloc[0]
    rows = [
        {"contrast_id": "c1", "point_id": point.point_id, "interview_id": point.interview_id, "rank": 1, "side": side,
         "confidence": confidence, "status": status}
        for side, confidence, status in (("for", "marked", "marked"), ("against", "likely", "suggested"),
                                         ("depends", "unclear", "suggested"))
    ]  # fmt: skip
    contrast = {"contrast_id": "c1", "proposition": "A degree is needed", "origin": "own", "status": "partly marked"}
    counts = [c for c in bundle.contrasts.contrasts.columns if c.startswith("n_")]
    frame = conform(pd.DataFrame([contrast | dict.fromkeys(counts, 0)]), "contrasts")
    bundle.contrasts = type(bundle.contrasts)(
        **{**vars(bundle.contrasts), "contrasts": frame,
           "contrast_points": conform(pd.DataFrame(rows), "contrast_points")}
    )  # fmt: skip
    return str(point.interview_id)


def test_a_card_tells_marks_from_suggestions_and_leaves_guesses_out():
    bundle = synthesis()
    interview = with_sides(bundle)
    card = next(card for card in interview_cards(bundle) if card.interview_id == interview)
    assert dict(card.sections)["Where they stand"] == (
        "for: A degree is needed (marked)",
        "against: A degree is needed (suggested, likely; not counted)",
    )
    assert "## Where they stand\n\n- for: A degree is needed (marked)\n" in card_text(card)


def test_every_interview_has_a_card_and_no_section_is_empty():
    bundle = synthesis()
    cards = interview_cards(bundle)
    assert {card.interview_id for card in cards} == set(bundle.interviews["interview_id"])
    assert all(lines for card in cards for _, lines in card.sections)
    assert all("themes it supports" in card_text(card).lower() for card in cards if dict(card.sections))


def test_lists_say_when_there_is_nothing():
    bundle = synthesis(n_interviews=1)
    empty = {name: frame.iloc[:0] for name, frame in vars(bundle.takeaways).items() if isinstance(frame, pd.DataFrame)}
    bundle.takeaways = type(bundle.takeaways)(**{**vars(bundle.takeaways), **empty})
    assert "Nothing is open." in show.actions_table(bundle).html
    assert "Nobody was named." in show.contacts_table(bundle).html
    assert "No resource was named." in show.resources_table(bundle).html


def test_doubtful_actions_are_folded_and_not_counted_as_open():
    takeaways = pd.DataFrame(
        [("a", "found", 0.4, None), ("b", "found", 2.0, None), ("c", "found", 0.1, "2026-06-01"),
         ("d", "edited", 0.2, None), ("e", "done", 3.0, None)],
        columns=["takeaway_id", "status", "score", "due_on"],
    ).assign(kind="action", interview_id="i1", text="x", title=None, name=None, point_id="p", whose="mine")  # fmt: skip
    takeaways["due_on"] = pd.to_datetime(takeaways["due_on"])
    interviews = pd.DataFrame({"interview_id": ["i1"], "interviewee": ["Ana"], "date": [pd.Timestamp("2026-05-01")]})
    found = open_actions(takeaways, interviews, as_of=pd.Timestamp("2026-05-12"))
    assert dict(zip(found["takeaway_id"], found["sure"], strict=True)) == {
        "c": "likely", "b": "likely", "d": "likely", "a": "perhaps"
    }  # fmt: skip
    assert found["takeaway_id"].tolist() == ["c", "b", "d", "a"]
    bundle = synthesis()
    bundle.takeaways = type(bundle.takeaways)(**{**vars(bundle.takeaways), "actions": found})
    html = show.actions_table(bundle).html
    listed, _, folded = html.partition("<details>")
    assert [name in listed for name in ("b</", "c</", "d</")] == [True] * 3 and "a</td>" in folded
    assert "<b>3</b> open actions" in show.summary_of_takeaways(bundle).html


def test_words_of_notes_are_escaped():
    bundle = synthesis()
    actions = pd.DataFrame(
        [
            {
                "takeaway_id": "a",
                "due_on": pd.NaT,
                "overdue": "no",
                "sure": "likely",
                "whose": "mine",
                "interviewee": "<b>",
                "text": "<i>x",
            }
        ]
    )
    bundle.takeaways = type(bundle.takeaways)(**{**vars(bundle.takeaways), "actions": actions})
    html = show.actions_table(bundle).html
    assert "<i>x" not in html and "&lt;i&gt;x" in html and "no day" in html
