"""Everything worth keeping from the interviews: the frames that pictures, pages, tables and exports are made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from numpy.typing import NDArray

from infoview_analysis import frames
from infoview_analysis.codebook.sections import read_section
from infoview_analysis.outreach.contacts import name_key
from infoview_analysis.readers.document import Problem
from infoview_analysis.takeaways.contact_list import contact_list, known_people
from infoview_analysis.takeaways.decisions import SECTION, decided, read_decisions
from infoview_analysis.takeaways.found import HEADS, find_takeaways
from infoview_analysis.takeaways.goals import goal_evidence
from infoview_analysis.takeaways.introductions import introductions
from infoview_analysis.takeaways.open_actions import open_actions
from infoview_analysis.takeaways.resource_list import resource_list
from infoview_analysis.takeaways.table import takeaways_frame
from infoview_analysis.takeaways.targets import targets
from infoview_analysis.takeaways.verdicts import by_cues_alone
from infoview_analysis.themes.heads import Heads


@dataclass(frozen=True)
class TakeawaySummary:
    """What is worth keeping.

    Attributes
    ----------
    takeaways, resources, contacts, introductions, targets, goals : DataFrame
        As described in ``frames.FRAMES``.
    actions : DataFrame
        Of :func:`infoview_analysis.takeaways.open_actions.open_actions`.
    target_role : str
        The role the person aims at; empty where the profile names none.
    as_of : Timestamp
        The day to look from.
    problems : tuple of Problem
        Decisions of the codebook that could not be meant or are about nothing any more.
    cues_alone : tuple of str
        Kinds that were judged by the words of a point alone, as there was no head of the encoder to ask.
    """

    takeaways: pd.DataFrame
    resources: pd.DataFrame
    contacts: pd.DataFrame
    introductions: pd.DataFrame
    targets: pd.DataFrame
    goals: pd.DataFrame
    actions: pd.DataFrame
    target_role: str
    as_of: pd.Timestamp
    problems: tuple[Problem, ...] = ()
    cues_alone: tuple[str, ...] = ()


def summarize_takeaways(
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    themes: pd.DataFrame,
    vectors: Mapping[str, NDArray],
    *,
    codebook_path: Path | None = None,
    outreach: pd.DataFrame | None = None,
    as_of: pd.Timestamp | None = None,
    target_role: str = "",
    heads: Heads | None = None,
    interviewers: Collection[str] = (),
) -> TakeawaySummary:
    """Return what every interview is worth keeping for, and the lists over all of them.

    Parameters
    ----------
    points, interviews, themes : DataFrame
        As described in ``frames.FRAMES``.
    vectors : mapping of str to ndarray
        By the words of each point; empty: nothing is compared by meaning.
    codebook_path : Path, optional
        Where the person's decisions stand.
    outreach : DataFrame, optional
        The frame ``outreach``: who was written to.
    as_of : Timestamp, optional
        The day to look from; by default that of the newest interview.
    target_role : str
        The role the person aims at.
    heads : Heads, optional
        The encoder's heads; ``cues_alone`` of the summary tells for which kinds there is none.
    interviewers : collection of str
        Names of those who asked.
    """
    log = frames.empty("outreach") if outreach is None else outreach
    known = known_people(interviews, log)
    written = [str(name) for name in log["contact"] if " " in name_key(str(name))]
    found = find_takeaways(
        points, interviews, themes, vectors, heads=heads, interviewers=interviewers, contacts=written
    )
    section = read_section(codebook_path, SECTION) if codebook_path else None
    decisions, problems = read_decisions(section) if section else ([], [])
    source = section.source if section else "codebook.yaml"
    kept, lost = decided(found, decisions, points, interviews, source=source)
    takeaways = takeaways_frame(kept, interviews)
    newest = interviews["date"].max() if len(interviews) else pd.NaT
    today: Any = newest if as_of is None or pd.isna(as_of) else max(as_of, newest) if pd.notna(newest) else as_of
    return TakeawaySummary(
        takeaways=takeaways,
        resources=resource_list(takeaways, interviews),
        contacts=contact_list(takeaways, interviews, known),
        introductions=introductions(takeaways, interviews, log, known),
        targets=targets(takeaways, interviews, log, target_role=target_role),
        goals=goal_evidence(points, interviews, target_role=target_role),
        actions=open_actions(takeaways, interviews, as_of=today),
        target_role=target_role,
        as_of=today,
        problems=(*problems, *lost),
        cues_alone=tuple(kind for kind in HEADS if not vectors or by_cues_alone(kind, heads)),
    )
