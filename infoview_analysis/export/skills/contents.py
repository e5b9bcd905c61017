"""What a skill-gap report holds, as plain values: every format is a rendering of this, and JSON gives it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from infoview_analysis.errors import ReportError
from infoview_analysis.presentation.records import records
from infoview_analysis.presentation.skills import findings
from infoview_analysis.skills.levels import level_name
from infoview_analysis.skills.plan import COLUMNS as PLAN_COLUMNS
from infoview_analysis.skills.summary import SkillSummary
from infoview_analysis.wording import given

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

SCHEMA = "infoview-skill-report"
SCHEMA_VERSION = 1
QUOTES_SHOWN = 3


class Part(BaseModel):
    """A part of the report; it never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mention(Part):
    """One place in the notes where a skill is spoken of.

    ``need`` is must, nice, mentioned or not_needed, read from ``cue``; ``text`` is the quote, verbatim; ``status`` is
    vocabulary, or suggested: not counted until confirmed.
    """

    skill: str
    mention: str
    need: str
    cue: str
    text: str
    interviewee: str
    role: str
    company: str
    date: str
    source: str
    line: int
    point_id: str
    interview_id: str
    status: str


class Skill(Part):
    """A skill: counts of people, level, gap, the strongest quotes, and how people phrase it."""

    skill: str
    category: str
    section: Literal["ranked", "contested", "single voice", "unmentioned"]
    status: str
    n_interviews: int
    n_people: int
    share_low: float
    share_high: float
    n_must: int
    n_nice: int
    n_mentioned: int
    n_not_needed: int
    demand: float
    have: float
    have_name: str
    in_profile: bool
    have_note: str
    target: float
    target_name: str
    gap: float
    wording: tuple[str, ...]
    by_person: dict[str, str]
    quotes: tuple[Mention, ...]


class PlanRow(Part):
    """A row of the development plan; ``more`` holds columns of the person's own."""

    skill: str
    action: str
    resource: str
    ask: str
    due: str
    done: str
    notes: str
    origin: str
    more: dict[str, str]


class ProfileRow(Part):
    """A skill the person has, and where that stands."""

    skill: str
    level: float
    level_name: str
    source: str
    line: int | None
    note: str


class SkillReport(Part):
    """The skill-gap report of a workspace."""

    schema_name: Literal["infoview-skill-report"] = "infoview-skill-report"
    schema_version: Literal[1] = 1
    title: str
    target_role: str
    n_people: int
    n_interviews: int
    newest_interview: str
    people: tuple[str, ...]
    findings: tuple[str, ...]
    skills: tuple[Skill, ...]
    plan: tuple[PlanRow, ...]
    unknowns: tuple[str, ...]
    profile: tuple[ProfileRow, ...]
    mentions: tuple[Mention, ...]
    method: tuple[str, ...]
    settings: dict[str, Any]
    made_with: dict[str, str]

    def section(self, name: str) -> tuple[Skill, ...]:
        """Return the skills of a section: ranked, contested, single voice or unmentioned."""
        return tuple(skill for skill in self.skills if skill.section == name)

    @property
    def strengths(self) -> tuple[Skill, ...]:
        """Skills that people ask for and the person has at the level asked for, most people first."""
        had = [skill for skill in self.skills if skill.status == "strength" and skill.in_profile]
        return tuple(sorted(had, key=lambda skill: (-skill.n_interviews, -skill.demand, skill.skill)))

    def to_json(self) -> str:
        """Return the report as JSON, which :meth:`from_json` reads back."""
        return self.model_dump_json(indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str, source: str = "skill_report.json") -> SkillReport:
        """Read a report back.

        Raises
        ------
        ReportError
            The text is no such report, or of another version; names the first thing that is wrong.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            cause = f" ({place}: {first['msg']})" if place else ""
            raise ReportError(
                f"is no skill report of version {SCHEMA_VERSION}{cause}.",
                source=source,
                mend="Write it again with infoview export --what skills --format json.",
            ) from None


def skill_report(synthesis: Synthesis) -> SkillReport:
    """Return the report of a synthesis."""
    return report_of(synthesis.skills, synthesis.interviews, name=synthesis.name, made_with=dict(synthesis.made_with))


def report_of(
    skills: SkillSummary, interviews: pd.DataFrame, *, name: str = "", made_with: dict[str, str] | None = None
) -> SkillReport:
    """Return the report of a summary of skills."""
    newest = interviews["date"].max() if len(interviews) else None
    mentions = [_mention(row) for row in records(skills.quotes)]
    return SkillReport(
        title=f"{name}: skills people ask for, and yours" if name else "Skills people ask for, and yours",
        target_role=skills.profile.target_role,
        n_people=skills.n_people,
        n_interviews=len(interviews),
        newest_interview="" if newest is None or pd.isna(newest) else f"{newest:%Y-%m-%d}",
        people=tuple(str(person) for person in skills.matrix.columns),
        findings=tuple(findings(skills)),
        skills=tuple(_skills(skills, mentions)),
        plan=tuple(_plan(skills.plan)),
        unknowns=tuple(skills.unknowns["text"]),
        profile=tuple(
            ProfileRow(skill=row.skill, level=float(row.level), level_name=row.level_name, source=row.source,
                       line=None if pd.isna(row.line) else int(row.line), note=row.note)
            for row in records(skills.profile.skills)
        ),
        mentions=tuple(mentions),
        method=tuple(_method(skills)),
        settings=skills.settings.model_dump(),
        made_with=made_with or {},
    )  # fmt: skip


def _skills(skills: SkillSummary, mentions: list[Mention]) -> Iterable[Skill]:
    turns = skills.quotes["turn"].tolist()
    quotes: dict[str, list[Mention]] = {}
    for mention, turn in zip(mentions, turns, strict=True):
        if turn == 0:
            quotes.setdefault(mention.skill, []).append(mention)
    wording: dict[str, list[str]] = {}
    for row in records(skills.wording):
        wording.setdefault(row.skill, []).append(row.wording)
    said = skills.matrix.to_dict("index")
    for row in records(skills.gaps):
        yield Skill(
            skill=row.skill, category=given(row.category), section=_section(row), status=row.status,
            n_interviews=int(row.n_interviews), n_people=int(row.n_people), share_low=float(row.share_low),
            share_high=float(row.share_high), n_must=int(row.n_must), n_nice=int(row.n_nice),
            n_mentioned=int(row.n_mentioned), n_not_needed=int(row.n_not_needed), demand=float(row.demand),
            have=float(row.have), have_name=level_name(float(row.have)), in_profile=row.in_profile == "yes",
            have_note=row.have_note, target=float(row.target), target_name=level_name(float(row.target)),
            gap=float(row.gap), wording=tuple(wording.get(row.skill, [])),
            by_person={str(who): str(need) for who, need in said.get(row.skill, {}).items() if need},
            quotes=_shown(quotes.get(row.skill, []), row.status),
        )  # fmt: skip


def _section(row: Any) -> Literal["ranked", "contested", "single voice", "unmentioned"]:
    if row.status == "contested":
        return "contested"
    if row.voices == "none":
        return "unmentioned"
    return "single voice" if row.voices == "single" else "ranked"


def _shown(quotes: list[Mention], status: str) -> tuple[Mention, ...]:
    """Return the quotes to show: one a person; of a contested skill two of each side."""
    if status != "contested":
        return tuple(quotes[:QUOTES_SHOWN])
    against = [quote for quote in quotes if quote.need == "not_needed"]
    return (*[quote for quote in quotes if quote.need != "not_needed"][:2], *against[:2])


def _mention(row: Any) -> Mention:
    return Mention(
        skill=row.skill, mention=row.mention, need=row.need, cue=given(getattr(row, "cue", "")), text=given(row.text),
        interviewee=given(row.interviewee), role=given(row.role), company=given(row.company),
        date="" if pd.isna(row.date) else f"{row.date:%Y-%m-%d}", source=given(row.source), line=int(row.line),
        point_id=row.point_id, interview_id=row.interview_id, status=row.status,
    )  # fmt: skip


def _plan(plan: pd.DataFrame) -> Iterable[PlanRow]:
    extra = [name for name in plan.columns if name not in PLAN_COLUMNS and name != "origin"]
    for row in plan.to_dict("records"):
        yield PlanRow(
            **{name: str(row[name]) for name in PLAN_COLUMNS}, origin=str(row["origin"]),
            more={str(name): str(row[name]) for name in extra},
        )  # fmt: skip


def _method(skills: SkillSummary) -> list[str]:
    weights = skills.settings
    return [
        "Skills are found in the notes by a list of names and of the words people use for them, and by your own"
        " skills_vocabulary.csv; phrases that are on no list are suggested and do not count until you confirm them.",
        "How much a skill is needed is read from the words around it in its clause: a must, helps, only named, or not"
        " needed. Irony and long detours can be read wrongly; correct a quote with infoview skill need.",
        "People are counted, not mentions. Of each person the strongest statement counts:"
        f" must {weights.must_weight:g}, helps {weights.nice_weight:g}, named {weights.mentioned_weight:g}; each person"
        " who calls it not needed takes one away. Demand is the sum over all people asked, divided by their number.",
        f"The level asked for is {level_name(weights.must_target)} where anybody calls the skill a must,"
        f" {level_name(weights.nice_target)} where somebody says it helps, else {level_name(weights.mentioned_target)}."
        " Gap = demand × the part of that level you lack.",
        "Likely shares are Wilson 95 % intervals. The people were not drawn by chance, so take them as the least doubt"
        " there is.",
        "A skill that your profile does not name counts as none; a skill met in a resume without a level counts as"
        " working, and is marked.",
    ]
