"""Who asks for what: skills against people."""

from __future__ import annotations

import pandas as pd

from infoview_analysis.skills.gaps import needs_by_person


def need_matrix(mentions: pd.DataFrame, interviews: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Return what each person says of each skill.

    Returns
    -------
    DataFrame
        Index skill in the order of people who speak of it, then of ``gaps``; columns the interviewees (all who were
        asked); cells "must", "nice", "mentioned", "not needed", "both" (asks for it and refuses it) or "". People who
        speak of the first skill come first, among them those who speak of the second, and so on.
    """
    table = needs_by_person(mentions, interviews)
    words = table["need"].fillna("not needed").astype("str")
    asks = table["need"].isin(["must", "nice"])
    table = table.assign(cell=words.where(~(asks & table["refuses"]), "both"))
    people = sorted(interviews["interviewee"].dropna().astype("str").unique())
    ranked = gaps[gaps["n_interviews"] > 0].sort_values("n_interviews", ascending=False, kind="stable")["skill"]
    cells = table.drop_duplicates(["skill", "interviewee"]).pivot(index="skill", columns="interviewee", values="cell")
    cells = cells.reindex(index=ranked.tolist(), columns=people).astype("object").fillna("").astype("str")
    order = sorted(people, key=lambda person: (*(value == "" for value in cells[person]), person))
    return cells[order].rename_axis(index="skill", columns="interviewee")
