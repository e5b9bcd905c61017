"""How the skill report says things, the same in every format."""

from __future__ import annotations

from infoview_analysis.export.skills.contents import Skill, SkillReport
from infoview_analysis.presentation.skills import NEED_WORDS
from infoview_analysis.skills.levels import level_name
from infoview_analysis.wording import interval

SECTION_WORDS = {
    "ranked": "several people",
    "contested": "they disagree",
    "single voice": "one person",
    "unmentioned": "nobody",
}
_SETTINGS = {
    "must_weight": "Weight of a person who calls it a must",
    "nice_weight": "Weight of a person who says it helps",
    "mentioned_weight": "Weight of a person who only names it",
    "must_target": "Level asked for where anybody calls it a must",
    "nice_target": "Level asked for where somebody says it helps",
    "mentioned_target": "Level asked for where it is only named",
    "suggestions": "Names on no list are suggested",
    "esco": "ESCO file",
    "onet": "O*NET file",
}


def have_words(skill: Skill) -> str:
    """Return the person's level, or that their profile does not name the skill."""
    return skill.have_name if skill.in_profile else "not in profile"


def standing(skill: Skill) -> str:
    """Return "you have basic, asked for: strong"."""
    have = f"you have {skill.have_name}" if skill.in_profile else "not in your profile"
    return f"{have}, asked for: {skill.target_name}" if skill.target else have


def needs_said(skill: Skill) -> str:
    """Return how many people say how much it is needed: "3 a must, 1 helps"."""
    counts = {"must": skill.n_must, "nice": skill.n_nice, "mentioned": skill.n_mentioned,
              "not_needed": skill.n_not_needed}  # fmt: skip
    return ", ".join(f"{count} {NEED_WORDS[need]}" for need, count in counts.items() if count)


def likely(skill: Skill) -> str:
    """Return the interval of the share of people who speak of it."""
    return interval(skill.share_low, skill.share_high)


def other_words(skill: Skill) -> bool:
    """Tell whether people call the skill anything but its name."""
    return any(word.casefold() != skill.skill.casefold() for word in skill.wording)


def setting_rows(report: SkillReport) -> list[tuple[str, str]]:
    """Return what the report was made with: a setting in words, and its value."""
    rows = []
    for name, words in _SETTINGS.items():
        value = report.settings.get(name)
        if isinstance(value, bool):
            rows.append((words, "yes" if value else "no"))
        elif name.endswith("_target") and value is not None:
            rows.append((words, level_name(float(value))))
        elif name.endswith("_weight") and value is not None:
            rows.append((words, f"{value:g}"))
        else:
            rows.append((words, str(value or "none")))
    rows += [(name, str(value)) for name, value in sorted(report.settings.items()) if name not in _SETTINGS]
    made_with = {"version": "Made with infoview_analysis", "encoder": "Encoder"}
    return rows + [(made_with.get(name, name), value) for name, value in sorted(report.made_with.items())]
