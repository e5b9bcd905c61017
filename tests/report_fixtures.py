"""A believable synthesis, made by hand, for the tests of pictures, tables and pages."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from infoview_analysis.contrasts import no_contrasts
from infoview_analysis.frames import conform, empty
from infoview_analysis.intervals import wilson_interval
from infoview_analysis.outreach.summary import no_outreach
from infoview_analysis.readers.document import Document
from infoview_analysis.settings import Settings
from infoview_analysis.skills.summary import no_skills
from infoview_analysis.takeaways import summarize_takeaways

ROLES = ("Nurse", "Ward Manager", "Data Analyst", "nurse ", "Clinic Owner", "Midwife")
SENIORITIES = ("junior", "senior", "lead", "mid", "senior", "")
NAMES = ("Ana", "Ben", "Chloé", "Dmitri", "Esi", "Farid", "Grete", "Hiro", "Ines", "Jo 🙂", "Kofi", "<b>Lea & Co</b>")
LABELS = (
    "Night shifts wear people out", "Certificates open the first door", "Ask to shadow somebody for a day",
    "Pay starts low & rises late", "Records take a third of the week", "Mentors matter more than courses",
    "Small clinics teach faster", "Software for rotas is hated", "Everybody knows everybody",
    "Say what you cannot do, and when you would stop, before anybody has to find it out for themselves",
)  # fmt: skip
SAYINGS = (
    "it took her {n} years to see it",
    "- and nobody had told him so before week {n}",
    "=would do it again after {n} months",
    "\"{n} of ten\" was the honest number", "the first {n} weeks decide, she says; the rest is patience",
)  # fmt: skip
HARD = (
    "<script>alert('x')</script> stood in the note & stayed",
    'שלום, she said, and laughed 🙂 "twice"',
    "line one\r\n  line two of the same bullet",
)


def synthesis(n_interviews: int = 12, n_themes: int = 10, *, points_each: int = 12, unplaced_every: int = 5):
    """Return a bundle with the fields of a Synthesis.

    Person i speaks of theme t when (i + t) % (t + 2) < 2 or by turns; every fifth point stands in no theme.
    """
    documents, interviews, points = [], [], []
    for i in range(n_interviews):
        name = NAMES[i % len(NAMES)] + (f" {i // len(NAMES) + 1}" if i >= len(NAMES) else "")
        rendered = i % 4 == 3
        source = f"interviews/{i + 1:03d}.{'docx' if rendered else 'md'}"
        interview_id = f"person-{i + 1:03d}"
        document, rows = _interview(i, source, interview_id, n_themes, points_each, unplaced_every, rendered)
        documents.append(document)
        points += rows
        interviews.append(
            {"interview_id": interview_id, "interviewee": name, "role": ROLES[i % 6], "company": f"Clinic {i % 5 + 1}",
             "seniority": SENIORITIES[i % 6], "years_experience": float(i % 25),
             "date": pd.Timestamp(2026, 1 + i % 12, 5),
             "source": source, "n_points": len(rows), "ward": "east" if i % 2 else "west"}
        )  # fmt: skip
    interview_frame = conform(pd.DataFrame(interviews), "interviews")
    point_frame = conform(pd.DataFrame(points), "points")
    themes = _themes(point_frame, interview_frame)
    return SimpleNamespace(
        contrasts=no_contrasts(), skills=no_skills(), outreach_summary=no_outreach(),
        takeaways=summarize_takeaways(point_frame, interview_frame, themes, {}),
        name="my <search>", workspace=Path("my-search"), interviews=interview_frame, points=point_frame, themes=themes,
        problems=_problems(), documents=tuple(documents), members={}, settings=Settings(),
        made_with={"version": "0.1.0", "encoder": "a small encoder"},
    )  # fmt: skip


def without_themes(n_interviews: int = 1):
    """Return a bundle in which every point is unplaced."""
    bundle = synthesis(n_interviews, 3)
    bundle.points[["theme_id", "theme_confidence"]] = pd.NA
    bundle.points = conform(bundle.points, "points")
    bundle.themes = empty("themes")
    bundle.problems = empty("problems")
    return bundle


def _interview(i, source, interview_id, n_themes, points_each, unplaced_every, rendered):
    text, rows = f"---\ninterviewee: person {i}\n---\n", []
    for k in range(points_each):
        theme = (i * (k + 1) + k * k) % n_themes if (i + k) % unplaced_every else None
        if k % 4 == 0:
            text += f"\n## Question {k // 4 + 1}\n"
        said = HARD[i % 3] if k == 0 else SAYINGS[(i + k) % len(SAYINGS)].format(n=i + k)
        text += "- "
        start = len(text)
        text += said
        rows.append(
            {"point_id": hashlib.sha1(f"{interview_id} {k} {said}".encode()).hexdigest()[:12],
             "interview_id": interview_id, "position": k + 1, "source": source,
             "line": text.count("\n", 0, start) + 1, "start": start, "end": len(text),
             "heading": f"Question {k // 4 + 1}", "text": said, "plain": " ".join(said.split()), "kind": "item",
             "category": "advice", "category_confidence": 0.5,
             "theme_id": None if theme is None else f"t{theme:02d}",
             "theme_confidence": None if theme is None else ((i * 7 + k * 3) % 20 + 1) / 21}
        )  # fmt: skip
        text += "\n"
    return Document(source, text, {}, rendered=rendered), rows


def _themes(points, interviews):
    rows = []
    total = interviews["interviewee"].nunique()
    placed = points.dropna(subset=["theme_id"]).merge(interviews[["interview_id", "interviewee"]], on="interview_id")
    for place, (theme_id, group) in enumerate(placed.groupby("theme_id")):
        people = group["interviewee"].nunique()
        low, high = wilson_interval(people, total)
        label = LABELS[place % len(LABELS)] + (f" ({place // len(LABELS) + 1})" if place >= len(LABELS) else "")
        rows.append(
            {"theme_id": theme_id, "label": label, "keywords": "rota; ward; night", "category": "advice",
             "n_interviews": people, "n_points": len(group), "share": people / total, "share_low": float(low),
             "share_high": float(high), "stability": 1 / 3,
             "exemplar_point_id": group.sort_values("theme_confidence")["point_id"].iloc[-1],
             "status": "confirmed" if place == 1 else "discovered",
             "verdict": "one voice" if people < 2 else ("stable", "tentative")[place % 2]}
        )  # fmt: skip
    return conform(pd.DataFrame(rows), "themes") if rows else empty("themes")


def _problems():
    rows = [
        {"source": "interviews/broken.docx", "line": None, "severity": "error", "code": "unreadable",
         "message": "This is no Word document. Save it again."},
        {"source": "interviews/a <i>&</i> b.md", "line": 3, "severity": "warning", "code": "front-matter",
         "message": "Line 3 cannot be read: \"name: Ana: lead\". Put the value in quotes."},
    ]  # fmt: skip
    return conform(pd.DataFrame(rows), "problems")
