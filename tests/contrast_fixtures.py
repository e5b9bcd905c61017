"""Contrasting views made by hand, for the tests of pictures, tables and pages."""

from __future__ import annotations

import pandas as pd
from report_fixtures import synthesis

from infoview_analysis import frames
from infoview_analysis.contrasts import ContrastSummary, Proposition, no_contrasts

STATEMENTS = (
    "A certificate opens the first door.",
    "Night shifts are worth the pay, whatever people who have never stood on a ward at four in the morning may say.",
    "You need a mentor.",
    "<script>alert(1)</script> belongs in a note.",
)
SIDES = ("for", "against", "depends")


def with_contrasts(n_propositions: int = 4, n_interviews: int = 12, *, marked: bool = True, suggested: bool = True):
    """Return a synthesis of the report fixtures with propositions on its quotes.

    Person i's k-th quote bears on proposition k. Of the even propositions the quotes of the first eight people are
    marked (the third one by a tag), of all others a side is suggested; every fifth quote has no side.
    Without ``suggested`` none of them has.
    """
    bundle = synthesis(n_interviews, points_each=max(12, n_propositions))
    bundle.contrasts = contrasts_of(bundle, n_propositions, marked=marked, suggested=suggested)
    return bundle


def contrasts_of(bundle, n_propositions: int, *, marked: bool = True, suggested: bool = True) -> ContrastSummary:
    names = bundle.interviews.set_index("interview_id")["interviewee"]
    total = names.nunique()
    rows, quotes, people, propositions = [], [], [], []
    for k in range(n_propositions):
        contrast = f"view-{k}"
        words = STATEMENTS[k % len(STATEMENTS)] + (f" ({k})" if k >= len(STATEMENTS) else "")
        facts: dict[str, set[str]] = {}
        guesses: dict[str, set[str]] = {}
        for rank, point in enumerate(bundle.points[bundle.points["position"] == k + 1].itertuples(), 1):
            i = rank - 1
            fact = marked and k % 2 == 0 and i < 8
            side = SIDES[(i * (k + 3)) % 3] if fact or (suggested and i % 5) else None
            status = ("inline" if i == 2 else "marked") if fact else "suggested"
            quotes.append(
                {"contrast_id": contrast, "point_id": point.point_id, "interview_id": point.interview_id, "side": side,
                 "confidence": "marked" if fact else ("likely", "possible", "unclear")[i % 3], "status": status,
                 "cue": None if fact or side is None else f"cue word {i}",
                 "condition": "in small clinics" if side == "depends" else None, "relevance": 1 / rank, "rank": rank}
            )  # fmt: skip
            if side:
                (facts if fact else guesses).setdefault(names[point.interview_id], set()).add(side)
        for name in sorted(set(names)):
            known = facts or {}
            found, status = known.get(name), "marked"
            if not found:
                found, status = guesses.get(name), "suggested"
            read = name in {names[q["interview_id"]] for q in quotes if q["contrast_id"] == contrast}
            nothing = "open" if read else "silent"
            side = nothing if not found else next(iter(found)) if len(found) == 1 else "mixed"
            people.append({"contrast_id": contrast, "person": name.casefold(), "interviewee": name, "side": side,
                           "status": status if found else nothing})  # fmt: skip
        rows.append(_row(contrast, words, people, quotes, k, total))
        propositions.append(Proposition(contrast, words, None, "own" if k % 2 == 0 else "proposed"))
    if not rows:
        return no_contrasts()
    first = next(q for q in quotes if q["status"] in ("marked", "suggested"))
    by_name = {
        "contrasts": rows, "contrast_points": quotes, "contrast_people": people,
        "contrast_reasons": [
            {"contrast_id": "view-0", "attribute": "company_size", "table": "startup: 3 for, 1 against", "n_for": 3,
             "n_against": 3, "p": None, "q": None, "note": "too few to test", "rivals": None}] if marked else [],
        "pooled_reasons": [
            {"attribute": "seniority", "statistic": 0.2, "p": 0.04, "p_holm": 0.12, "n_contrasts": 2, "n_people": 8,
             "verdict": "seniority does not explain more than luck would"}],
        "consensus": [], "mixed_tone": [
            {"theme_id": "t00", "label": "Night shifts", "n_glad": 3, "n_sorry": 4, "note": "nobody contradicts it"}],
        "reasons_given": [
            {"contrast_id": q["contrast_id"], "point_id": q["point_id"], "text": "because of <b>pay</b>", "start": 1,
             "end": 9} for q in (first, quotes[-1])],
        "ask_next": [
            {"contrast_id": "view-0", "sentence": "no junior at a large firm has been asked yet", "whom": "junior"}],
    }  # fmt: skip
    made = {
        name: frames.conform(pd.DataFrame(found), name) if found else frames.empty(name)
        for name, found in by_name.items()
    }
    return ContrastSummary(tuple(propositions), **made)


def _row(contrast, words, people, quotes, k, total):
    mine = [p for p in people if p["contrast_id"] == contrast]

    def count(status, *sides):
        return sum(p["status"] == status and p["side"] in sides for p in mine)

    bears = [q for q in quotes if q["contrast_id"] == contrast]
    n_marked = sum(q["status"] != "suggested" for q in bears)
    return {
        "contrast_id": contrast, "theme_id": "t00", "proposition": words, "n_for": count("marked", "for"),
        "n_against": count("marked", "against"), "n_depends": count("marked", "depends", "mixed"), "score": 100.0 - k,
        "explained_by": None, "explained_p": None, "explained_q": None, "origin": "own" if k % 2 == 0 else "proposed",
        "status": "partly marked" if n_marked else "open", "source_point_id": None, "n_marked_points": n_marked,
        "n_gathered": len(bears), "n_suggested_for": count("suggested", "for"),
        "n_suggested_against": count("suggested", "against"),
        "n_suggested_depends": count("suggested", "depends", "mixed"), "n_open": count("open", "open"),
        "n_silent": count("silent", "silent"),
    }  # fmt: skip
