"""What a person decided about takeaways, kept in codebook.yaml under ``takeaways:``.

A list of entries. One about a found takeaway names it by ``id`` and by its first ``words``, so that it is found again
when the id has changed; one of the person's own has ``text`` and ``interview``::

    takeaways:
      - id: action:p1f3…
        words: send her the case study …
        status: done
      - status: added
        kind: action
        interview: ana-lee-2026-03-02
        text: ask about the September intake
        due_on: 2026-09-01
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from infoview_analysis import frames
from infoview_analysis.codebook.contents import first_words
from infoview_analysis.codebook.quotes import QuoteIndex
from infoview_analysis.codebook.sections import Section
from infoview_analysis.identity import word_key
from infoview_analysis.readers.document import Problem
from infoview_analysis.takeaways.finding import Finding

SECTION = "takeaways"
DROPPED = "dropped"
STATUSES = ("confirmed", "edited", "done", DROPPED, "added")
MARKS = ("done",)  # what an edited or added entry may be besides
_KEYS = frozenset("id words who status text due_on kind interview done title name whose".split())


@dataclass(frozen=True)
class Decision:
    """One entry.

    Attributes
    ----------
    takeaway_id : str
        Empty for the person's own.
    words : str
        First words of the quote.
    status : str
        One of ``STATUSES``.
    kind, interview, text, title, name, whose : str
        What the person wrote; empty: as it was found.
    due_on : date or None
    done : bool
        Whether an edited or added one is done, too.
    line : int or None
        Of codebook.yaml.
    """

    takeaway_id: str = ""
    words: str = ""
    status: str = "confirmed"
    kind: str = ""
    interview: str = ""
    text: str = ""
    title: str = ""
    name: str = ""
    whose: str = ""
    due_on: date | None = None
    done: bool = False
    line: int | None = None


def read_decisions(section: Section) -> tuple[list[Decision], list[Problem]]:
    """Return the entries of a section, and what in it could not be meant; such entries have no effect and stay."""
    source, value = section.source, section.value
    if value is None:
        return [], []
    if not isinstance(value, list):
        mend = "takeaways: is not a list; nothing in it has effect. Begin each entry with a hyphen."
        return [], [Problem(source, section.line(), "error", "takeaways-section", mend)]
    decisions, problems = [], []
    for number, entry in enumerate(value):
        line = section.line(number)
        found = _entry(entry, line)
        if isinstance(found, str):
            problems.append(Problem(source, line, "error", "takeaway-entry", found))
            continue
        decisions.append(found)
        unknown = sorted(set(entry) - _KEYS)
        if unknown:
            known = ", ".join(sorted(_KEYS))
            words = f"The key {unknown[0]!r} of this takeaway is not known; it has no effect. Known are {known}."
            problems.append(Problem(source, line, "warning", "takeaway-key", words))
    return decisions, problems


def _entry(entry: Any, line: int | None) -> Decision | str:
    if not isinstance(entry, dict):
        return "This takeaway is no entry with keys; it has no effect. Write id: and status: below each other."
    text = {key: " ".join(str(value).split()) for key, value in entry.items() if isinstance(value, str)}
    status = text.get("status", "confirmed" if text.get("id") else "added")
    if status not in STATUSES:
        return f"The status {status!r} of this takeaway is none of {', '.join(STATUSES)}; it has no effect. Correct it."
    kind = text.get("kind", "")
    if (kind and kind not in frames.KINDS) or (status == "added" and not kind):
        return f"The kind {kind!r} of this takeaway is none of {', '.join(frames.KINDS)}; it has no effect. Correct it."
    if status == "added" and not (text.get("text") and text.get("interview")):
        return "A takeaway of your own needs text: and interview: (whose interview it belongs to); it has no effect."
    if status != "added" and not text.get("id") and not text.get("words"):
        return "This takeaway has neither id: nor words:; it has no effect. Copy the id from the report."
    due = text.get("due_on", "")
    try:
        due_on = date.fromisoformat(due) if due else None
    except ValueError:
        return f"The day {due!r} of this takeaway is none written as 2026-05-14; it has no effect. Correct it."
    return Decision(
        takeaway_id=text.get("id", ""), words=text.get("words", ""), status=status, kind=kind,
        interview=text.get("interview", ""), text=text.get("text", ""), title=text.get("title", ""),
        name=text.get("name", ""), whose=text.get("whose", ""), due_on=due_on,
        done=status == "done" or text.get("done", "") in ("yes", "true"), line=line,
    )  # fmt: skip


@dataclass(frozen=True)
class Decided:
    """A finding with what the person made of it: ``status`` as in the frame."""

    finding: Finding
    status: str
    takeaway_id: str


def decided(
    found: Sequence[Finding],
    decisions: Sequence[Decision],
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    *,
    source: str = "codebook.yaml",
) -> tuple[list[Decided], list[Problem]]:
    """Return the findings as the person wants them, and a problem for each decision that is about nothing any more.

    Parameters
    ----------
    found : sequence of Finding
    decisions : sequence of Decision
    points, interviews : DataFrame
        As described in ``frames.FRAMES``.
    source : str
        Name of the codebook, for the problems.
    """
    plain = dict(zip(points["point_id"].astype(str), points["plain"].astype(str), strict=True))
    of_point = dict(zip(points["point_id"].astype(str), points["interview_id"].astype(str), strict=True))
    index: QuoteIndex | None = None
    ids = {one.takeaway_id: one for one in found}
    result = {key: Decided(one, "found", key) for key, one in ids.items()}
    problems: list[Problem] = []
    for decision in decisions:
        if decision.status == "added":
            made = _added(decision, interviews)
            if isinstance(made, str):
                problems.append(Problem(source, decision.line, "warning", "takeaway-lost", made))
            else:
                result[made.takeaway_id] = made
            continue
        target = ids.get(decision.takeaway_id)
        if target is None:
            if index is None:
                index = QuoteIndex(plain.items())
            target, problem = _moved(decision, found, index, plain, of_point)
            if problem:
                problems.append(Problem(source, decision.line, "warning", "takeaway-lost", problem))
        if target is None:
            continue
        _apply(decision, target, result)
    return list(result.values()), problems


def _apply(decision: Decision, target: Finding, result: dict[str, Decided]) -> None:
    key = target.takeaway_id
    if decision.status == DROPPED:
        result.pop(key, None)
        return
    held = result.get(key, Decided(target, "found", key))
    changed = held.finding
    if decision.status == "edited" or decision.text or decision.due_on:
        changed = replace(
            changed,
            text=decision.text or changed.text,
            due_on=decision.due_on or changed.due_on,
            title=decision.title or changed.title,
            name=decision.name or changed.name,
            whose=decision.whose or changed.whose,
        )
    status = "done" if decision.done else decision.status
    result[key] = Decided(changed, status, key)


def _moved(
    decision: Decision,
    found: Sequence[Finding],
    index: QuoteIndex,
    plain: dict[str, str],
    of_point: dict[str, str],
) -> tuple[Finding | None, str]:
    """Find what a decision is about when its id is not among those found: by its point, else by its words."""
    kind, point_id, about = _parts(decision.takeaway_id)
    if point_id not in plain:
        match = index.find(decision.words) if decision.words else None
        if match is None or match.kind not in ("exact", "near"):
            several = match is not None and match.kind == "ambiguous"
            shown = f"“{first_words(decision.words or decision.takeaway_id, 60)}”"
            if several:
                return (
                    None,
                    f"{shown}, a takeaway you decided about, could be several quotes; write the id of the"
                    f" one you mean.",
                )
            return None, (
                f"{shown}, a takeaway you marked as {decision.status}, is no longer in the notes; it has no"
                f" effect and is"
                " kept. Delete its entry if it is done with."
            )
        point_id = match.point_ids[0]
    here = [one for one in found if one.point_id == point_id and (not kind or one.kind == kind)]
    same = [one for one in here if "-".join(word_key(one.title or one.name).split()) == about]
    if same or len(here) == 1:
        return (same or here)[0], ""
    if not kind or decision.status == DROPPED:
        return None, ""
    # The analysis no longer takes it for a takeaway; the person did, and that stands.
    words = about.replace("-", " ")
    more: dict[str, Any] = (
        {"title": words} if kind == "resource" else {"name": words.title()} if kind == "referral" else {}
    )
    return Finding(kind, point_id, of_point[point_id], plain[point_id], 0.0, "you kept it", **more), ""


def _added(decision: Decision, interviews: pd.DataFrame) -> Decided | str:
    wish = decision.interview.casefold()
    ids = interviews["interview_id"].astype(str)
    names = interviews["interviewee"].astype(str).str.casefold()
    matches = ids[(ids.str.casefold() == wish) | (names == wish)]
    if matches.empty:
        return (
            f"“{first_words(decision.text, 60)}”, a takeaway of yours, belongs to the interview"
            f" {decision.interview!r}, which is"
            " not among the notes; it is kept and not listed."
        )
    interview_id = str(matches.iloc[-1])
    made = Finding(decision.kind, "", interview_id, decision.text, 0.0, "yours", title=decision.title,
                   name=decision.name, whose=decision.whose or ("mine" if decision.kind == "action" else ""),
                   due_on=decision.due_on)  # fmt: skip
    return Decided(made, "done" if decision.done else "added", own_id(decision.kind, interview_id, decision.text))


def own_id(kind: str, interview_id: str, text: str) -> str:
    """Return the id of a takeaway of the person's own."""
    from hashlib import blake2b

    digest = blake2b(f"{interview_id}\0{word_key(text)}".encode(), digest_size=6).hexdigest()
    return f"{kind}:own-{digest}"


def _parts(takeaway_id: str) -> tuple[str, str, str]:
    parts = ([*takeaway_id.split(":", 2), "", ""])[:3]
    return (parts[0] if parts[0] in frames.KINDS else ""), parts[1], parts[2]
