"""A folder full of things that cannot be meant: each is said with its file and line, and everything else counts."""

import docx
import pytest
from typer.testing import CliRunner

from infoview_analysis.cli.app import app
from infoview_analysis.skill_actions import summary_of_workspace
from infoview_analysis.workspace import Workspace

FILES = {
    "interviews/ana.md": "---\ninterviewee: Ana\n---\n## Skills\n- You must know SQL and Zorbix on day one.\n",
    "profile.yaml": "skills:\n  - name: Excel\n    level: wizard\n  - {name: MS Excel, level: basic}\n"
    "  - level: strong\n  - Python\n",
    "skills.csv": "Skill;Level\nTableau;4/5\n;good\n",
    "skills_vocabulary.csv": "skill,aliases,use\nZorbix,zb,\n,foo,\nSlack,,perhaps\n",
    "infoview.toml": '[skills]\nesco = "skills_en.csv"\nonet = "gone.txt"\n',
    "skills_en.csv": "id,label_en\n1,x\n",
    "resume.json": '{"skills": [{"name": "R", "level": "so-so", "keywords": ["ggplot2", 5]}]}',
    "resume.md": "# Work\n- Managed Salesforce for a shop\n",
    "linkedin/Skills.csv": "Label\nPower BI\n",
    "linkedin/Positions.csv": "Company Name,Title,Description\nAcme,Clerk,Wrote AutoCAD drawings\n",
}
SAID = [
    ("profile.yaml", 2, "wizard"), ("profile.yaml", 2, "stands here as working"), ("profile.yaml", 5, "names no skill"),
    ("skills.csv", 3, "names no skill"), ("skills_vocabulary.csv", 3, "names no skill"),
    ("skills_vocabulary.csv", 4, "perhaps"), ("skills_en.csv", 1, "label_en"), ("gone.txt", None, "infoview.toml"),
    ("resume.json", 1, "so-so"), ("resume.json", None, "“5”"), ("linkedin/Skills.csv", 1, "name"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    document = docx.Document()
    document.add_paragraph("Ran Figma workshops for new colleagues")
    document.save(tmp_path / "cv.docx")
    return tmp_path


def test_every_fault_is_said_and_everything_else_counts(folder):
    summary = summary_of_workspace(Workspace(folder))
    problems = list(summary.problems)
    for source, line, words in SAID:
        found = [p for p in problems if (p.source, p.line) == (source, line) and words in p.message]
        assert len(found) == 1, (source, line, words)
        problems.remove(found[0])
    assert problems == []
    levels = dict(zip(summary.profile.skills["skill"], summary.profile.skills["level_name"], strict=True))
    assert levels == {"Excel": "basic", "Python": "working", "Tableau": "strong", "R": "working", "ggplot2": "working",
                      "Salesforce": "working", "AutoCAD": "working", "Figma": "working"}  # fmt: skip
    assert {"SQL", "Zorbix"} <= set(summary.gaps.loc[summary.gaps["n_must"] == 1, "skill"])


def test_the_commands_say_so_too(folder):
    checked = CliRunner().invoke(app, ["check", str(folder)], env={"COLUMNS": "400"})
    for source, line, words in SAID:
        place = f"{source}, line {line}:" if line else f"{source}:"
        assert any(place in row and words in row for row in checked.output.splitlines()), (source, line, words)
    listed = CliRunner().invoke(app, ["skills", str(folder)])
    assert listed.exit_code == 0
    assert "Zorbix" in listed.output
    assert f"{len(SAID)} things to look at" in listed.output
