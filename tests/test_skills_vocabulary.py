"""The vocabulary: what comes along, the person's own file, and lists of ESCO and O*NET."""

from pathlib import Path

import pytest

from infoview_analysis.errors import VocabularyError
from infoview_analysis.skills import load_vocabulary, shipped_vocabulary
from infoview_analysis.skills.external_vocabularies import read_esco, read_onet
from infoview_analysis.skills.matcher import Matcher
from infoview_analysis.workspace import Workspace


def workspace(folder: Path, vocabulary: str = "", settings: str = "") -> Workspace:
    if vocabulary:
        (folder / "skills_vocabulary.csv").write_text(vocabulary, encoding="utf-8")
    if settings:
        (folder / "infoview.toml").write_text(f"[skills]\n{settings}\n", encoding="utf-8")
    return Workspace(folder)


def test_the_shipped_list_is_broad_and_without_doubles() -> None:
    vocabulary = shipped_vocabulary()
    names = [skill.name for skill in vocabulary.skills]
    assert 500 <= len(names) <= 800
    assert len({name.casefold() for name in names}) == len(names)
    assert all(skill.category for skill in vocabulary.skills)
    assert len({skill.category for skill in vocabulary.skills}) >= 25


@pytest.mark.parametrize(
    ("words", "skill"),
    [("ms excel", "Excel"), ("c++", "C++"), ("Project-Management", "Project management"), ("nothing at all", None)],
)
def test_names_and_aliases_are_resolved(words: str, skill: str | None) -> None:
    assert shipped_vocabulary().resolve(words) == skill


def test_own_lines_add_rename_and_silence(tmp_path: Path) -> None:
    text = "skill,aliases,category,use,renames\nZorbix,zorb|zbx,tools,,\nSpreadsheet magic,,,,Excel\nSlack,,,silence,\n"
    vocabulary = load_vocabulary(workspace(tmp_path, text))
    assert vocabulary.problems == ()
    assert vocabulary.resolve("ZBX") == "Zorbix" and vocabulary.category("Zorbix") == "tools"
    assert vocabulary.resolve("MS Excel") == "Spreadsheet magic" and vocabulary.resolve("Excel") == "Spreadsheet magic"
    assert "Slack" not in vocabulary.by_name
    assert [one.skill for one in Matcher(vocabulary).find("We write zorb in Slack channels")] == ["Zorbix"]


def test_broken_lines_are_reported_and_the_others_used(tmp_path: Path) -> None:
    text = "skill,aliases,category\n,orphan alias,tools\nZorbix,zbx,tools,oops\nFlurb,,\nFlurb,flb,\n"
    vocabulary = load_vocabulary(workspace(tmp_path, text))
    assert {(one.line, one.code) for one in vocabulary.problems} == {
        (2, "no-skill"), (3, "too-many-cells"), (5, "skill-twice"),
    }  # fmt: skip
    assert vocabulary.resolve("zbx") == "Zorbix" and vocabulary.resolve("flb") == "Flurb"


def test_a_list_without_header_is_read(tmp_path: Path) -> None:
    assert load_vocabulary(workspace(tmp_path, "Zorbix,zbx,tools\n")).resolve("zbx") == "Zorbix"


ESCO = (
    "conceptType,conceptUri,skillType,preferredLabel,altLabels\n"
    'KnowledgeSkillCompetence,uri:1,knowledge,widget polishing,"polish widgets\ntry"\n'
    "KnowledgeSkillCompetence,uri:2,skill/competence,English,\n"
)


def test_esco_without_its_single_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "skills_en.csv"
    path.write_text(ESCO, encoding="utf-8")
    skills = read_esco(path)
    assert [(one.name, one.aliases, one.category) for one in skills] == [
        ("widget polishing", ("polish widgets",), "knowledge")
    ]
    vocabulary = load_vocabulary(workspace(tmp_path, settings='esco = "skills_en.csv"'))
    assert vocabulary.by_name["widget polishing"].source == "ESCO"


def test_onet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "Technology Skills.txt"
    path.write_text(
        "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\n"
        "11-1011.00\tMicrosoft Zorb Studio\t1\tData software\n",
        encoding="utf-8",
    )
    assert [(one.name, one.category) for one in read_onet(path)] == [("Microsoft Zorb Studio", "Data software")]


def test_other_releases_say_what_they_lack(tmp_path: Path) -> None:
    path = tmp_path / "occupations.csv"
    path.write_text("code,title\n1,x\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="preferredLabel"):
        read_esco(path)
    with pytest.raises(VocabularyError, match="Example"):
        read_onet(path)
    for name in ("missing.csv", "occupations.csv"):
        known = load_vocabulary(workspace(tmp_path, settings=f'esco = "{name}"\nonet = "{name}"'))
        assert known.skills == shipped_vocabulary().skills
        assert [(p.source, p.severity) for p in known.problems] == [(name, "error")] * 2
        assert all("Technology Skills.txt" in p.message or "skills_en.csv" in p.message for p in known.problems)


def test_esco_whose_column_of_other_names_has_another_name_is_used_and_said(tmp_path: Path) -> None:
    (tmp_path / "skills_en.csv").write_text(ESCO.replace("altLabels", "otherLabels"), encoding="utf-8")
    known = load_vocabulary(workspace(tmp_path, settings='esco = "skills_en.csv"'))
    assert known.by_name["widget polishing"].aliases == ()
    (problem,) = known.problems
    assert (problem.source, problem.line, problem.severity) == ("skills_en.csv", 1, "warning")
    assert "otherLabels" in problem.message


def test_an_unclosed_quotation_mark_costs_no_line(tmp_path: Path) -> None:
    text = 'skill,aliases\n"Zorbix,zb\nQuuxing,qx\n'
    (tmp_path / "skills_vocabulary.csv").write_text(text, encoding="utf-8")
    known = load_vocabulary(workspace(tmp_path))
    assert known.resolve("qx") == "Quuxing"
    assert known.resolve("zb") is not None
    assert [(p.line, p.severity) for p in known.problems] == [(2, "warning")]
