"""Everything the notes say about skills, beside what the person has: every frame that reports and pictures need."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.crosstabs import people_count
from infoview_analysis.readers.document import Problem
from infoview_analysis.settings import SkillSettings
from infoview_analysis.skills.decisions import SkillDecisions
from infoview_analysis.skills.evidence import points_with_resources, resources_near, skill_quotes, skill_wording
from infoview_analysis.skills.gaps import GapWeights, skill_gaps
from infoview_analysis.skills.matrix import need_matrix
from infoview_analysis.skills.mentions import find_mentions
from infoview_analysis.skills.plan import merged_plan, suggested_plan
from infoview_analysis.skills.plan_file import empty_plan, load_plan
from infoview_analysis.skills.plan_memory import remembered
from infoview_analysis.skills.profile import Profile, load_profile, no_profile
from infoview_analysis.skills.tagger import Tagger
from infoview_analysis.skills.unknowns import unknowns
from infoview_analysis.skills.vocabulary import (
    Skill,
    load_vocabulary,
    shipped_vocabulary,
    with_decisions,
    with_skills,
)

if TYPE_CHECKING:
    from infoview_analysis.workspace import Workspace


@dataclass(frozen=True)
class SkillSummary:
    """What people say one needs, against what the person has.

    Attributes
    ----------
    mentions : DataFrame
        The skill_mentions frame, with the cue and the clause each need was read from.
    gaps : DataFrame
        Of :func:`infoview_analysis.skills.gaps.skill_gaps`: every skill, the largest gap first.
    quotes, wording, resources : DataFrame
        Of :mod:`infoview_analysis.skills.evidence`.
    matrix : DataFrame
        Of :func:`infoview_analysis.skills.matrix.need_matrix`.
    plan : DataFrame
        Of :func:`infoview_analysis.skills.plan.merged_plan`.
    unknowns : DataFrame
        Of :func:`infoview_analysis.skills.unknowns.unknowns`.
    profile : Profile
    n_people : int
        Distinct interviewees, whether they speak of skills or not.
    settings : SkillSettings
    problems : tuple of Problem
        What could not be read of vocabulary, profile, decisions and plan.
    suggested : DataFrame
        The plan as it is suggested, whatever the person wrote.
    """

    mentions: pd.DataFrame
    gaps: pd.DataFrame
    quotes: pd.DataFrame
    wording: pd.DataFrame
    resources: pd.DataFrame
    matrix: pd.DataFrame
    plan: pd.DataFrame
    unknowns: pd.DataFrame
    profile: Profile
    n_people: int
    settings: SkillSettings
    problems: tuple[Problem, ...] = ()
    suggested: pd.DataFrame = field(default_factory=empty_plan)

    @property
    def ranked(self) -> pd.DataFrame:
        """Skills that several people speak of and do not disagree about, the largest gap first."""
        several = self.gaps[self.gaps["voices"].eq("several") & ~self.gaps["status"].eq("contested")]
        return several.reset_index(drop=True)

    @property
    def spoken(self) -> list[str]:
        """Names of the skills that somebody speaks of."""
        return _spoken(self.gaps)

    @property
    def contested(self) -> pd.DataFrame:
        """Skills that some ask for and others call not needed."""
        return self.gaps[self.gaps["status"] == "contested"].reset_index(drop=True)

    @property
    def strengths(self) -> pd.DataFrame:
        """Skills that are asked for and that the person has at the level asked for, most people first."""
        had = self.gaps[(self.gaps["status"] == "strength") & (self.gaps["in_profile"] == "yes")]
        order = ["n_interviews", "demand", "skill"]
        return had.sort_values(order, ascending=[False, False, True], ignore_index=True)

    @property
    def single_voices(self) -> pd.DataFrame:
        """Skills that one person alone speaks of."""
        return self.gaps[self.gaps["voices"] == "single"].reset_index(drop=True)


def summarize_skills(
    workspace: Workspace | None,
    interviews: pd.DataFrame,
    points: pd.DataFrame,
    *,
    settings: SkillSettings | None = None,
    resources: pd.DataFrame | None = None,
    tagger: Tagger | None = None,
) -> SkillSummary:
    """Return everything the notes say about skills.

    Parameters
    ----------
    workspace : Workspace or None
        The person's folder, for vocabulary, decisions, profile and plan; None: the shipped vocabulary alone.
    interviews, points : DataFrame
        The frames of these names.
    settings : SkillSettings, optional
        By default those of the workspace.
    resources : DataFrame, optional
        ``point_id`` and ``text`` of what interviewees named to read, hear or join; by default the points that bear
        simple signs of it.
    tagger : Tagger, optional
        As for :func:`infoview_analysis.skills.mentions.find_mentions`.
    """
    if settings is None:
        settings = workspace.settings.skills if workspace is not None else SkillSettings()
    decisions = SkillDecisions.load(workspace.codebook_path) if workspace is not None else SkillDecisions()
    known = load_vocabulary(workspace) if workspace is not None else shipped_vocabulary()
    vocabulary = with_decisions(known, decisions)
    profile = load_profile(workspace, vocabulary, decisions) if workspace is not None else no_profile()
    # What the person has and no list holds is looked for by the very words of their profile.
    strange = profile.skills.loc[~profile.skills["in_vocabulary"], "skill"]
    vocabulary = with_skills(vocabulary, [Skill(str(name), "yours", source="profile") for name in strange])
    mentions = find_mentions(points, vocabulary, decisions, suggestions=settings.suggestions, tagger=tagger)
    _, lost = decisions.needs_of(points)
    written, plan_problems = load_plan(workspace.folder) if workspace is not None else (empty_plan(), [])
    categories = dict(zip(vocabulary.entries["skill"], vocabulary.entries["category"], strict=True))
    gaps = skill_gaps(mentions, interviews, profile.skills, categories=categories, weights=weights_of(settings))
    quotes = skill_quotes(mentions, points, interviews)
    named = resources if resources is not None else points_with_resources(points)
    near = resources_near(mentions, points, interviews, named)
    suggested = suggested_plan(
        gaps, quotes, near,
        start=interviews["date"].max() if len(interviews) else None,
        planned=[vocabulary.resolve(name) or name for name in written["skill"]],
    )  # fmt: skip
    plan = merged_plan(
        suggested, written, vocabulary.resolve,
        known=remembered(workspace.cache_folder) if workspace is not None else frozenset(),
        spoken=_spoken(gaps),
    )  # fmt: skip
    return SkillSummary(
        mentions=mentions,
        gaps=gaps,
        quotes=quotes,
        wording=skill_wording(mentions, interviews),
        resources=near,
        matrix=need_matrix(mentions, interviews, gaps),
        plan=plan,
        suggested=suggested,
        unknowns=unknowns(gaps, mentions, interviews, profile),
        profile=profile,
        n_people=people_count(interviews),
        settings=settings,
        problems=(*vocabulary.problems, *decisions.problems, *lost, *profile.problems, *plan_problems),
    )


def _spoken(gaps: pd.DataFrame) -> list[str]:
    return gaps.loc[gaps["n_interviews"] > 0, "skill"].astype("str").tolist()


def skill_problems(workspace: Workspace, points: pd.DataFrame) -> tuple[Problem, ...]:
    """Return what cannot be read of vocabulary, decisions, profile and plan; the notes are not searched."""
    decisions = SkillDecisions.load(workspace.codebook_path)
    vocabulary = with_decisions(load_vocabulary(workspace), decisions)
    _, lost = decisions.needs_of(points)
    profile = load_profile(workspace, vocabulary, decisions)
    return (*vocabulary.problems, *decisions.problems, *lost, *profile.problems, *load_plan(workspace.folder)[1])


def no_skills() -> SkillSummary:
    """Return the summary of notes that speak of no skill."""
    interviews, mentions, points = (frames.empty(name) for name in ("interviews", "skill_mentions", "points"))
    profile = no_profile()
    gaps = skill_gaps(mentions, interviews, profile.skills, categories={})
    quotes = skill_quotes(mentions, points, interviews)
    near = resources_near(mentions, points, interviews, points_with_resources(points))
    return SkillSummary(
        mentions=mentions, gaps=gaps, quotes=quotes, wording=skill_wording(mentions, interviews), resources=near,
        matrix=need_matrix(mentions, interviews, gaps),
        plan=merged_plan(suggested_plan(gaps, quotes, near), empty_plan()),
        unknowns=unknowns(gaps, mentions, interviews, profile), profile=profile, n_people=0, settings=SkillSettings(),
    )  # fmt: skip


def weights_of(settings: SkillSettings) -> GapWeights:
    """Return the weights that the settings name."""
    return GapWeights(
        must=settings.must_weight,
        nice=settings.nice_weight,
        mentioned=settings.mentioned_weight,
        target_must=settings.must_target,
        target_nice=settings.nice_target,
        target_mentioned=settings.mentioned_target,
    )
