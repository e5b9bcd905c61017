"""What the person settles about skills stands in codebook.yaml and holds."""

from pathlib import Path

import pandas as pd
import pytest

from infoview_analysis.errors import CodebookError
from infoview_analysis.skills import SkillDecisions, confirm_skill, ignore_skill, set_level, set_need, unset_need


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "codebook.yaml"


def test_decisions_are_read_back(path: Path) -> None:
    path.write_text("# mine\nthemes:\n  - name: Pay\n", encoding="utf-8")
    assert confirm_skill(path, "Helm", category="software", aliases=("helm charts",))
    assert ignore_skill(path, "Excel")
    assert set_need(path, "SQL", "p1", "nice", words="SQL is a must, she says, at least on paper")
    assert set_level(path, "SQL", "strong")
    found = SkillDecisions.load(path)
    assert found.confirmed == (("Helm", "software", ("helm charts",)),)
    assert found.ignored == ("Excel",)
    assert found.levels == {"SQL": "strong"}
    assert [(one.skill, one.point_id, one.need) for one in found.needs] == [("SQL", "p1", "nice")]
    assert found.problems == ()
    assert path.read_text(encoding="utf-8").startswith("# mine\nthemes:\n  - name: Pay\n")


def test_a_confirmed_skill_is_no_longer_ignored_and_back(path: Path) -> None:
    ignore_skill(path, "Helm")
    confirm_skill(path, "helm")
    assert SkillDecisions.load(path).ignored == ()
    ignore_skill(path, "Helm")
    assert SkillDecisions.load(path).confirmed == ()


def test_the_same_again_writes_nothing(path: Path) -> None:
    assert confirm_skill(path, "Helm")
    assert not confirm_skill(path, "Helm")


def test_a_need_is_changed_and_taken_back(path: Path) -> None:
    set_need(path, "SQL", "p1", "nice")
    set_need(path, "SQL", "p1", "must")
    assert [one.need for one in SkillDecisions.load(path).needs] == ["must"]
    unset_need(path, "SQL", "p1")
    assert SkillDecisions.load(path).needs == ()
    with pytest.raises(CodebookError, match="must, nice"):
        set_need(path, "SQL", "p1", "vital")


def test_a_quote_is_found_again_by_its_words(path: Path) -> None:
    set_need(path, "SQL", "old", "nice", words="You will need SQL on the first day here")
    set_need(path, "Excel", "gone", "must", words="Nothing like this stands anywhere")
    plain = ["You will need SQL on the first day here, she said.", "Other words."]
    needs, problems = SkillDecisions.load(path).needs_of(pd.DataFrame({"point_id": ["a", "b"], "plain": plain}))
    assert needs == {("a", "sql"): "nice"}
    assert [one.code for one in problems] == ["lost-quote"]


def test_what_cannot_be_meant_is_reported_with_its_line(path: Path) -> None:
    path.write_text(
        "skills:\n  confirmed: [Helm, {category: x}]\n  ignored: nope\n"
        "  needs:\n    - {skill: SQL, need: vital, point: p}\n"
        "  other: 1\n",
        encoding="utf-8",
    )
    found = SkillDecisions.load(path)
    assert found.confirmed == (("Helm", "", ()),)
    assert {one.line for one in found.problems} == {2, 3, 5, 6}


def test_nothing_settled_is_nothing(path: Path) -> None:
    assert SkillDecisions.load(path) == SkillDecisions()
