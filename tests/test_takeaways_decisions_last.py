"""What a person decided outlives a new run and the deletion of another note; a deleted note's takeaways are gone."""

import csv
import io

import pandas as pd
import pytest

from infoview_analysis.export.interview_cards import write_cards
from infoview_analysis.export.takeaways import EXPORTS
from infoview_analysis.presentation.interview_cards import interview_cards
from infoview_analysis.synthesis import synthesize
from infoview_analysis.takeaways.editing import add, drop, edit, tick

NOTES = {
    "ana.md": """---
interviewee: Ana Lee
role: Port planner
date: 2026-03-02
---
## Work
- most of the day is spent on berth plans
## Next steps
- send her my CV by Friday
- talk to Karin Ostlund at Vasa, use her name
- read The Quiet Ledger, a short book
""",
    "ben.md": """---
interviewee: Ben Cole
role: Harbour master
date: 2026-03-04
---
## Work
- nights are calm, mornings are not
## Next steps
- send him the draft of my letter by 20 March
- talk to Mira Sandoval at Kestrel, use his name
- join the Tide Society mailing list
""",
    "cy.md": """---
interviewee: Cy Dunn
role: Pilot
date: 2026-03-06
---
## Work
- every ship is different, she says
## Next steps
- e-mail her the photos by Monday
""",
}


def actions_of(result, name):
    """Return words → status of the actions of one person."""
    ids = result.interviews.loc[result.interviews["interviewee"] == name, "interview_id"]
    rows = result.takeaways.takeaways
    rows = rows[rows["interview_id"].isin(ids) & rows["kind"].isin(["action", "referral", "resource"])]
    return dict(zip(zip(rows["kind"], rows["text"], strict=True), rows["status"], strict=True))


def id_of(result, kind, text):
    rows = result.takeaways.takeaways
    return str(rows.loc[(rows["kind"] == kind) & (rows["text"] == text), "takeaway_id"].item())


def everything_written(result, folder):
    """Return all that is listed and exported about takeaways as one text."""
    folder.mkdir()
    write_cards(result, folder)
    found = result.takeaways
    tables = (found.takeaways, found.resources, found.contacts, found.introductions, found.targets, found.actions)
    parts = [frame.to_csv() for frame in tables]
    parts += [writer(found).decode() for formats in EXPORTS.values() for writer in formats.values()]
    parts += [path.name + path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    return "\n".join(parts)


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Return what a run says before the decisions, after them, without Cy, and without Ana as well."""
    workspace = tmp_path_factory.mktemp("port")
    (workspace / "interviews").mkdir()
    for name, text in NOTES.items():
        (workspace / "interviews" / name).write_text(text, encoding="utf-8")
    found = [synthesize(workspace)]
    tick(workspace, id_of(found[0], "referral", "talk to Karin Ostlund at Vasa, use her name"))
    edit(
        workspace,
        id_of(found[0], "action", "send her my CV by Friday"),
        text="send Ana the short CV",
        due_on="2026-03-09",
    )
    drop(workspace, "The Quiet Ledger")
    add(workspace, "Ben Cole", "action", "ask about the September intake", due_on="2026-09-01")
    tick(workspace, "send him the draft")  # advice as well by its words; what is ticked is the action
    found.append(synthesize(workspace))
    (workspace / "interviews" / "cy.md").unlink()
    found.append(synthesize(workspace))
    (workspace / "interviews" / "ana.md").unlink()
    found.append(synthesize(workspace))
    return found


def test_all_is_found_before_anything_is_decided(runs):
    assert set(actions_of(runs[0], "Ana Lee").values()) == {"found"}
    kinds = {kind for kind, _ in actions_of(runs[0], "Ana Lee")}
    assert kinds == {"action", "referral", "resource"}


@pytest.mark.parametrize("run", [1, 2], ids=["the next run", "a run without another note"])
def test_decisions_outlive(runs, run):
    ana, ben = actions_of(runs[run], "Ana Lee"), actions_of(runs[run], "Ben Cole")
    assert ana["referral", "talk to Karin Ostlund at Vasa, use her name"] == "done"
    assert ana["action", "send Ana the short CV"] == "edited"
    assert ("action", "send her my CV by Friday") not in ana
    assert not [text for kind, text in ana if kind == "resource"]
    assert ben["action", "ask about the September intake"] == "added"
    assert ben["action", "send him the draft of my letter by 20 March"] == "done"
    open_ones = runs[run].takeaways.actions.set_index("text")["due_on"]
    assert open_ones["send Ana the short CV"] == pd.Timestamp("2026-03-09")
    assert open_ones["ask about the September intake"] == pd.Timestamp("2026-09-01")
    assert "send him the draft of my letter by 20 March" not in open_ones
    assert "The Quiet Ledger" not in set(runs[run].takeaways.resources["title"])


def test_a_deleted_note_is_gone_from_lists_cards_and_exports(runs, tmp_path):
    before, after = everything_written(runs[2], tmp_path / "a"), everything_written(runs[3], tmp_path / "b")
    for words in ("Ana Lee", "ana-lee", "Karin Ostlund", "short CV", "Vasa"):
        assert words in before
        assert words not in after
    assert [card.title for card in interview_cards(runs[3])] == ["Ben Cole · Harbour master"]
    todo = list(csv.DictReader(io.StringIO(EXPORTS["actions"]["todoist"](runs[3].takeaways).decode())))
    assert "ask about the September intake" in {row["CONTENT"] for row in todo}


def test_decisions_about_a_deleted_note_are_reported_not_lost(runs):
    lost = runs[3].problems[runs[3].problems["code"] == "takeaway-lost"]
    assert len(lost) >= 2
    assert not (runs[2].problems["code"] == "takeaway-lost").any()
    assert actions_of(runs[3], "Ben Cole") == actions_of(runs[2], "Ben Cole")
