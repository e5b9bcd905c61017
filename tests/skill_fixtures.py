"""Small hand-made interviews, mentions and profiles for the tests of skill gaps."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.frames import conform, empty
from infoview_analysis.readers.document import Problem
from infoview_analysis.skills.evidence import points_with_resources, resources_near, skill_quotes, skill_wording
from infoview_analysis.skills.gaps import skill_gaps
from infoview_analysis.skills.matrix import need_matrix
from infoview_analysis.skills.plan import merged_plan, suggested_plan
from infoview_analysis.skills.plan_file import empty_plan
from infoview_analysis.skills.profile import Profile, joined
from infoview_analysis.skills.profile_entries import Entry
from infoview_analysis.skills.summary import SkillSettings, SkillSummary
from infoview_analysis.skills.unknowns import unknowns

CATEGORIES = {"SQL": "data", "Excel": "office", "Python": "software", "CDL": "certificates and licences",
              "Negotiation": "interpersonal", "Figma": "design"}  # fmt: skip
ALIASES = {"ms excel": "Excel", "spreadsheets": "Excel", "postgres": "SQL"}


class FewSkills:
    """A vocabulary of six skills."""

    problems: tuple[Problem, ...] = ()
    entries = pd.DataFrame({"skill": list(CATEGORIES), "category": list(CATEGORIES.values())})

    def resolve(self, name):
        folded = " ".join(name.split()).casefold()
        return {skill.casefold(): skill for skill in CATEGORIES}.get(folded) or ALIASES.get(folded)


def interviews_of(*people, dates=()):
    """One interview a name; a name that comes twice has two interviews."""
    rows = [
        {"interview_id": f"i{number}", "interviewee": name, "role": "Analyst", "company": f"Firm {number}",
         "date": dates[number] if number < len(dates) else pd.Timestamp(2026, 3, number % 28 + 1),
         "source": f"interviews/{number}.md", "n_points": 1}
        for number, name in enumerate(people)
    ]  # fmt: skip
    return conform(pd.DataFrame(rows), "interviews")


def said(*rows):
    """(interview number, skill, need[, mention[, words]]) → the frames mentions and points."""
    mentions, points, places = [], [], {}
    for number, (interview, skill, need, *more) in enumerate(rows):
        mention = more[0] if more else skill
        text = more[1] if len(more) > 1 else f"They spoke of {mention}, remark {number}."
        position = places[interview] = places.get(interview, 0) + 1
        start = 100 * position
        points.append(
            {"point_id": f"p{number}", "interview_id": f"i{interview}", "position": position,
             "source": f"interviews/{interview}.md", "line": position + 3, "start": start, "end": start + len(text),
             "text": text, "plain": text, "kind": "item"}
        )  # fmt: skip
        at = start + max(0, text.find(mention))
        if skill:
            mentions.append(
                {"skill": skill, "mention": mention, "point_id": f"p{number}", "interview_id": f"i{interview}",
                 "need": need.split()[0], "start": at, "end": at + len(mention),
                 "status": "suggested" if need.endswith("suggested") else "vocabulary", "cue": "", "clause": text,
                 "category": CATEGORIES.get(skill, "")}
            )  # fmt: skip
    names = [
        "skill",
        "mention",
        "point_id",
        "interview_id",
        "need",
        "start",
        "end",
        "status",
        "cue",
        "clause",
        "category",
    ]
    return conform(pd.DataFrame(mentions, columns=names), "skill_mentions"), (
        conform(pd.DataFrame(points), "points") if points else empty("points")
    )


def profile_of(target_role="", **levels):
    """Skills with levels; blanks in names are underscores."""
    entries = [Entry(name.replace("_", " "), float(level), "profile.yaml", 3) for name, level in levels.items()]
    skills, _ = joined(entries, FewSkills())
    return Profile(skills, target_role, (), ("profile.yaml",) if entries else ())


def summary_of(interviews, mentions, points, profile=None, written=None):
    """The summary of hand-made frames."""
    profile = profile or profile_of()
    gaps = skill_gaps(mentions, interviews, profile.skills, categories=CATEGORIES)
    quotes = skill_quotes(mentions, points, interviews)
    near = resources_near(mentions, points, interviews, points_with_resources(points))
    plan = suggested_plan(gaps, quotes, near, start=interviews["date"].max())
    return SkillSummary(
        mentions=mentions, gaps=gaps, quotes=quotes, wording=skill_wording(mentions, interviews), resources=near,
        matrix=need_matrix(mentions, interviews, gaps),
        plan=merged_plan(plan, written if written is not None else empty_plan(), FewSkills().resolve),
        unknowns=unknowns(gaps, mentions, interviews, profile), profile=profile,
        n_people=interviews["interviewee"].nunique(), settings=SkillSettings(),
    )  # fmt: skip


def small_summary(written=None):
    """Five people; SQL a gap, Excel a strength, CDL contested, Python one voice, Figma not needed."""
    interviews = interviews_of("Ana", "Ben", "Chloé", "Dmitri", "<b>Esi & Co</b>")
    mentions, points = said(
        (0, "SQL", "must", "SQL", "You must know SQL on day one."),
        (0, "", "", "", "Read the free course at www.example.org/sql first."),
        (1, "SQL", "nice", "postgres", "=Postgres would be a plus."),
        (2, "SQL", "mentioned", "SQL"),
        (0, "Excel", "must", "spreadsheets"),
        (1, "Excel", "must", "Excel"),
        (2, "CDL", "must", "CDL"),
        (3, "CDL", "not_needed", "CDL", "Nobody asks for a CDL here."),
        (3, "Python", "nice", "Python"),
        (3, "Figma", "not_needed", "Figma"),
        (4, "Figma", "not_needed", "Figma", "<script>alert(1)</script> nobody needs Figma"),
        (4, "grant writing", "nice suggested", "grant writing"),
    )
    return summary_of(interviews, mentions, points, profile_of("Data analyst", Excel=3, SQL=1, Negotiation=2), written)
