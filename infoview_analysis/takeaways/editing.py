"""What a person does with a takeaway, named by its id or its words: tick, edit, drop, or add one of their own."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from infoview_analysis import frames
from infoview_analysis.codebook.contents import first_words
from infoview_analysis.codebook.sections import edit_section
from infoview_analysis.identity import word_key
from infoview_analysis.takeaways.decisions import DROPPED, SECTION, own_id
from infoview_analysis.takeaways.last_list import ListedTakeaway, load_list
from infoview_analysis.theme_actions import UnclearChoiceError
from infoview_analysis.workspace import Workspace

_SHOWN = 8


def list_takeaways(workspace: Path) -> list[ListedTakeaway]:
    """Return the takeaways of the last run.

    Raises
    ------
    UnclearChoiceError
        There was none.
    """
    rows = load_list(Workspace(workspace).cache_folder)
    if rows is None:
        raise UnclearChoiceError("there are no takeaways yet.", mend="Run `infoview report` on the folder first.")
    return rows


def short_ids(rows: list[ListedTakeaway]) -> dict[str, str]:
    """Return for each takeaway the beginning of its id that no other has: kind and point, where that is enough."""
    short = {row.takeaway_id: ":".join(row.takeaway_id.split(":")[:2]) for row in rows}
    shared = Counter(short.values())
    return {whole: part if shared[part] == 1 else whole for whole, part in short.items()}


def tick(workspace: Path, wish: str) -> str:
    """Mark a takeaway as done and say so."""
    return _decide(workspace, wish, {"status": "done"}, "is done")


def drop(workspace: Path, wish: str) -> str:
    """Take a takeaway out for good and say so."""
    return _decide(workspace, wish, {"status": DROPPED}, "is dropped")


def edit(workspace: Path, wish: str, text: str = "", due_on: str = "") -> str:
    """Give a takeaway other words or another day and say so."""
    if not text and not due_on:
        raise UnclearChoiceError("there is nothing to change.", mend="Give --text or --due.")
    change = {"status": "edited"} | ({"text": text} if text else {}) | ({"due_on": _day(due_on)} if due_on else {})
    return _decide(workspace, wish, change, "is changed")


def add(workspace: Path, interview: str, kind: str, text: str, due_on: str = "") -> str:
    """Add a takeaway of one's own to an interview (its id or the interviewee's name) and say so."""
    if kind not in frames.KINDS:
        raise UnclearChoiceError(f"“{kind}” is no kind of takeaway.", mend=f"The kinds are {', '.join(frames.KINDS)}.")
    ids = {row.interview_id: row.who for row in list_takeaways(workspace)}
    found = [key for key, who in ids.items() if interview.casefold() in (key.casefold(), who.casefold())]
    if len(found) != 1:
        raise UnclearChoiceError(f"“{interview}” names {len(found)} interviews.", mend=f"There are {', '.join(ids)}.")
    entry = {"status": "added", "kind": kind, "interview": found[0], "text": " ".join(text.split())}
    entry |= {"due_on": _day(due_on)} if due_on else {}

    def change(section: Any) -> Any:
        return [*(section or []), entry] if not isinstance(section, list) else _appended(section, entry)

    edit_section(Workspace(workspace).codebook_path, SECTION, change)
    return f"“{first_words(text, 60)}” is a takeaway of yours now."


def _decide(workspace: Path, wish: str, change: dict[str, str], words: str) -> str:
    rows = list_takeaways(workspace)
    row = _chosen(rows, wish, prefer="action" if change["status"] == "done" else "")

    def changed(section: Any) -> Any:
        entries = section if section is not None else []
        for entry in entries:
            if str(entry.get("id", "")) == row.takeaway_id or _is_own(entry, row):
                done = change["status"] == "done" and entry.get("status") in ("edited", "added")
                entry.update({"done": "yes"} if done else change)
                return entries
        new = {"id": row.takeaway_id, "words": first_words(row.quote or row.text), "who": row.who, **change}
        return _appended(entries, new)

    edit_section(Workspace(workspace).codebook_path, SECTION, changed)
    return f"“{first_words(row.about or row.text, 60)}” ({row.who}) {words}."


def _is_own(entry: Any, row: ListedTakeaway) -> bool:
    if entry.get("status") != "added":
        return False
    return own_id(str(entry.get("kind")), str(entry.get("interview")), str(entry.get("text"))) == row.takeaway_id


def _appended(entries: Any, entry: dict[str, str]) -> Any:
    entries.append(entry)
    return entries


def _chosen(rows: list[ListedTakeaway], wish: str, *, prefer: str = "") -> ListedTakeaway:
    """Return the one takeaway that ``wish`` names; of several with the same words the one of kind ``prefer``."""
    key = word_key(wish)
    ways = (
        lambda row: row.takeaway_id == wish.strip(),
        lambda row: row.takeaway_id.startswith(wish.strip()),
        lambda row: bool(key) and word_key(row.about) == key,
        lambda row: bool(key) and word_key(row.text).startswith(key),
        lambda row: bool(key) and (key in word_key(row.text) or key in word_key(row.about)),
    )
    for way in ways:
        found = [row for row in rows if way(row)]
        if len(found) == 1:
            return found[0]
        wanted = [row for row in found if row.kind == prefer]
        if len(wanted) == 1 and len({row.text for row in found}) == 1:
            return wanted[0]
        if found:
            lines = "".join(f"\n  {row.takeaway_id}  {first_words(row.text, 60)} ({row.who})" for row in found[:_SHOWN])
            raise UnclearChoiceError(f"“{wish}” could be any of {len(found)} takeaways:{lines}")
    raise UnclearChoiceError(f"no takeaway has the words “{wish}”.", mend="`infoview takeaways DIR` lists them.")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise UnclearChoiceError(f"“{text}” is no day.", mend="Write it as 2026-05-14.") from None
