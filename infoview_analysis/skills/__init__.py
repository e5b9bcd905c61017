"""Skills: which ones people name, how much they say one needs them."""

from infoview_analysis.skills.decisions import (
    SkillDecisions,
    confirm_skill,
    ignore_skill,
    set_level,
    set_need,
    unset_need,
)
from infoview_analysis.skills.mentions import find_mentions
from infoview_analysis.skills.vocabulary import Skill, Vocabulary, load_vocabulary, shipped_vocabulary

__all__ = [
    "Skill",
    "SkillDecisions",
    "Vocabulary",
    "confirm_skill",
    "find_mentions",
    "ignore_skill",
    "load_vocabulary",
    "set_level",
    "set_need",
    "shipped_vocabulary",
    "unset_need",
]
