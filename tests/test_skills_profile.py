"""The profile: every file a person may have, other names, levels in people's words, and what is said of odd ones."""

import json

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skill_fixtures import FewSkills

from infoview_analysis.skills import profile as profiles
from infoview_analysis.skills.levels import level_name, read_level
from infoview_analysis.skills.profile import load_profile


@pytest.fixture(autouse=True)
def matcher_of_six_skills(monkeypatch):
    """Texts are searched for the six skills by their plain names; the real matcher has tests of its own."""
    import infoview_analysis.skills.profile_texts as texts
    from infoview_analysis.skills.profile_entries import FOUND, Entry

    def skills_in(passages, vocabulary):
        return [
            Entry(skill, 2.0, passage.source, passage.line, passage.note, FOUND)
            for passage in passages
            for skill in vocabulary.entries["skill"]
            if skill in passage.text
        ]

    monkeypatch.setattr(texts, "skills_in", skills_in)
    monkeypatch.setattr(profiles, "skills_in", skills_in)


def profile_in(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_csv", ".csv").replace("_yaml", ".yaml").replace(
            "_json", ".json").replace("_md", ".md").replace("_txt", ".txt")  # fmt: skip
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
    found = load_profile(folder, FewSkills())
    return found, found.skills.set_index("skill")["level"].to_dict(), [p.code for p in found.problems]


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("none", 0), ("No experience", 0), ("0", 0), ("basic", 1), ("Beginner", 1), ("A2", 1), ("SFIA 2", 1),
        ("working", 2), ("INTERMEDIATE", 2), ("Intermediate (B1)", 2), ("b1", 2), ("2", 2), ("50 %", 2), ("SFIA 3", 2),
        ("Limited Working Proficiency", 2), ("strong", 3), ("Advanced", 3), ("proficient", 3), ("fluent", 3),
        ("advanced user", 3), ("3.0", 3), ("SFIA level 5", 3), ("expert", 4), ("Mastery", 4),
        ("Native or bilingual proficiency", 4), ("C2", 4), ("5/5", 4), ("100%", 4), ("★★★★★", 4), ("4/5", 3.2),
        ("3 out of 5", 2.4), ("★★★☆☆", 2.4), ("7/10", 2.8), ("strong, since 2019", 3), ("level 3", 3),
    ],
)  # fmt: skip
def test_levels_in_peoples_words(written, level):
    assert read_level(written) == pytest.approx(level)


@pytest.mark.parametrize("written", ["", "so-so", "5", "7", "6/5", "120 %", "SFIA 9", "very", "3/0", "yes", "-1"])
def test_levels_that_cannot_be_read_are_not_guessed(written):
    assert read_level(written) is None


@given(st.text(max_size=40))
def test_any_text_is_a_level_or_none(written):
    level = read_level(written)
    assert level is None or 0 <= level <= 4


def test_names_of_levels():
    assert [level_name(level) for level in (0, 0.4, 1, 2.4, 2.5, 4)] == [
        "none", "none", "basic", "working", "strong", "expert",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "yaml",
    [
        "skills:\n  - name: MS Excel\n    level: strong\n  - name: Welding\n    level: basic\n",
        "skills:\n  - MS Excel: strong\n  - Welding: basic\n",
        "skills:\n  MS Excel: strong\n  Welding: {level: basic}\n",
        "skills:\n  - MS Excel (strong)\n  - 'Welding: 1'\n",
        "Skills: nothing\nskills: [spreadsheets - advanced, Welding - beginner]\n",
    ],
)
def test_profile_yaml_in_the_ways_people_write_it(tmp_path, yaml):
    found, levels, codes = profile_in(tmp_path, profile_yaml="target_role: Data analyst\n" + yaml)
    assert levels == {"Excel": 3.0, "Welding": 1.0}
    assert codes == []
    assert found.target_role == "Data analyst"
    assert found.skills["in_vocabulary"].tolist() == [True, False]


def test_an_unknown_level_is_a_problem_with_its_line_and_counts_as_working(tmp_path):
    yaml = "skills:\n  - name: SQL\n    level: so-so\n"
    found, levels, codes = profile_in(tmp_path, profile_yaml=yaml)
    assert levels == {"SQL": 2.0}
    assert codes == ["unknown-level"]
    problem = found.problems[0]
    assert (problem.source, problem.line) == ("profile.yaml", 2)
    assert "“so-so”" in problem.message
    assert "3/5" in problem.message
    assert found.skills["kind"].tolist() == ["listed"]


def test_of_a_skill_named_twice_the_highest_level_counts_and_is_said(tmp_path):
    yaml = "skills:\n  - name: Excel\n    level: basic\n  - name: spreadsheets\n    level: strong\n"
    found, levels, codes = profile_in(tmp_path, profile_yaml=yaml)
    assert levels == {"Excel": 3.0}
    assert codes == ["duplicate-skill"]
    words = found.problems[0].message
    assert words.startswith("Excel stands here as basic and in profile.yaml, line 4 (as “spreadsheets”) as strong")
    assert found.problems[0].line == 2


def test_a_stated_level_goes_before_a_listing_and_a_text(tmp_path):
    found, levels, codes = profile_in(
        tmp_path,
        profile_yaml="skills:\n  - name: Excel\n    level: basic\n  - name: SQL\n    level: none\n",
        linkedin__Skills_csv="Name\nExcel\nPython\n",
        resume_md="# Me\n\n## Skills\n\n- SQL, Python and Figma\n",
    )
    assert levels == {"Excel": 1.0, "SQL": 0.0, "Python": 2.0, "Figma": 2.0}
    assert codes == []
    notes = found.skills.set_index("skill")["note"]
    assert notes["Python"] == "listed without a level"
    assert notes["Figma"] == "from the resume, under “Skills”"
    assert found.skills.set_index("skill").loc["Figma", ["source", "line"]].tolist() == ["resume.md", 5]
    assert found.sources == ("linkedin/Skills.csv", "profile.yaml", "resume.md")


def test_json_resume(tmp_path):
    resume = {
        "basics": {"label": "Analyst"},
        "skills": [{"name": "Web", "level": "Master", "keywords": ["Python", "SQL"]}, {"name": "MS Excel"}, "Figma", 7],
        "languages": [{"language": "Spanish", "fluency": "Native speaker"}],
        "certificates": [{"name": "CDL"}],
    }
    found, levels, codes = profile_in(tmp_path, resume_json=json.dumps(resume, indent=1))
    assert levels == {"Web": 4.0, "Python": 4.0, "SQL": 4.0, "Excel": 2.0, "Figma": 2.0, "Spanish": 4.0, "CDL": 3.0}
    assert codes == ["no-skill-name"]
    assert found.target_role == "Analyst"
    assert found.skills.set_index("skill").loc["CDL", "note"] == "certificate"
    assert int(found.skills.set_index("skill").loc["Python", "line"]) > 1


@pytest.mark.parametrize("text", ["{", "[1]", "nothing", '"x"'])
def test_a_broken_resume_json_is_one_problem(tmp_path, text):
    _, levels, codes = profile_in(tmp_path, resume_json=text)
    assert levels == {}
    assert codes == ["broken-resume"]


@pytest.mark.parametrize(
    "table",
    [
        "skill,level,note\nMS Excel,4/5,at the bank\nWelding,,\n",
        "Skill Name;My level\nMS Excel;4/5\nWelding;\n",
        "MS Excel,80 %\nWelding\n",
        "Name\nMS Excel (80%)\nWelding\n",
    ],
)
def test_own_table_with_and_without_header(tmp_path, table):
    _, levels, codes = profile_in(tmp_path, skills_csv=table)
    assert levels == {"Excel": pytest.approx(3.2), "Welding": 2.0}
    assert codes == []


def test_a_row_without_a_name_is_reported_with_its_line(tmp_path):
    found, levels, _ = profile_in(tmp_path, skills_csv="skill,level\nSQL,strong\n,expert\nSQL,strong\n")
    assert levels == {"SQL": 3.0}
    assert [(p.code, p.line) for p in found.problems] == [("no-skill-name", 3), ("duplicate-skill", 4)]


def test_linkedin_positions_and_certificates(tmp_path):
    found, levels, codes = profile_in(
        tmp_path,
        linkedin__Positions_csv="Company Name,Title,Description,Started On\n"
        "Acme,Buyer,Ran SQL reports,2020\nB,,x,2021\n",
        linkedin__Certifications_csv="Name,Url,Authority,Started On,Finished On\nCDL,,State,Jan 2020,Jan 2030\n",
    )
    assert levels == {"SQL": 2.0, "CDL": 3.0}
    notes = found.skills.set_index("skill")["note"]
    assert notes["SQL"] == "from the position Buyer, Acme"
    assert notes["CDL"] == "certificate, until Jan 2030"
    assert codes == ["no-skill-name"]


def test_a_resume_in_word(tmp_path):
    document = docx.Document()
    document.add_heading("Experience", 1)
    document.add_paragraph("Built reports with SQL for the sales team of a shop")
    document.save(tmp_path / "cv.docx")
    _, levels, codes = profile_in(tmp_path)
    assert levels == {"SQL": 2.0}
    assert codes == []


@pytest.mark.parametrize(
    ("yaml", "code"),
    [
        ("skills:\n\t- name: SQL\n", "broken-profile"),
        ("skills:\n  - level: strong\n    x: 1\n", "no-skill-name"),
        ("skills:\n  - level: strong\n", "no-skill-name"),
    ],
)
def test_a_broken_profile_costs_no_other_file(tmp_path, yaml, code):
    found, levels, codes = profile_in(tmp_path, profile_yaml=yaml, skills_csv="SQL,strong\n")
    assert levels == {"SQL": 3.0}
    assert codes == [code]
    assert found.problems[0].line is not None


def test_nothing_there(tmp_path):
    found, levels, codes = profile_in(tmp_path, profile_yaml="# only comments\n", skills_csv="")
    assert levels == {}
    assert codes == ["empty-file"]
    assert found.target_role == ""
