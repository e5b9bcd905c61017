"""A LinkedIn export as requests: who was written to, when, and who answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pandas as pd

from infoview_analysis.outreach.contacts import name_key, profile_key
from infoview_analysis.outreach.exchanges import Exchange, Message, exchanges
from infoview_analysis.outreach.linkedin_files import LinkedInFile
from infoview_analysis.outreach.linkedin_messages import (
    Conversation,
    find_own,
    read_conversations,
    read_invitations,
)
from infoview_analysis.outreach.source_log import SourceLog, mapping_frame, message_requests
from infoview_analysis.readers.document import Problem
from infoview_analysis.settings import OutreachSettings

_SAME_NOTE = timedelta(days=1)  # the note of an invitation stands among the messages once more when it was accepted
SOURCE = "linkedin"


@dataclass
class _Contact:
    name: str
    url: str
    messages: list[Message] = field(default_factory=list)


def read_linkedin(
    files: Sequence[LinkedInFile], settings: OutreachSettings, *, date_format: str | None = None
) -> SourceLog:
    """Return the requests that a LinkedIn export tells of.

    A request is the first message (or invitation with a note) that the person wrote to somebody; the reply is that
    person's first message after it. Conversations that others began, with several people, drafts and advertisements are
    left out and counted. That a connection was accepted is no reply.

    Parameters
    ----------
    files : sequence of LinkedInFile
        As ``linkedin_files.find_linkedin`` returns them.
    settings : OutreachSettings
        ``own_names`` says who the person is, where the export does not; ``read_message_text`` whether to count words.
    date_format : str, optional
        How the person writes dates such as 03/04/2026, should a spreadsheet have rewritten the files.

    Returns
    -------
    SourceLog
    """
    problems = [problem for file in files for problem in file.problems]
    mapping = mapping_frame(
        [(file.source, header, name.replace("_", " ")) for file in files for name, header in file.columns.items()]
    )
    of_kind: dict[str, list[LinkedInFile]] = defaultdict(list)
    for file in sorted(files, key=lambda file: file.source):
        of_kind[file.kind].append(file)
    left_out: Counter[str] = Counter()
    if not of_kind["messages"]:
        return _without_messages(of_kind, mapping, problems)
    conversations, n_messages, more = read_conversations(of_kind["messages"], date_format, left_out)
    problems += more
    own, more = find_own(conversations, of_kind["invitations"], of_kind["profile"], settings.own_names)
    problems += more
    if own is None:
        return _empty(mapping, problems, n_messages)
    people = _by_person(conversations, own, settings.read_message_text, left_out)
    problems += read_invitations(
        of_kind["invitations"], own, date_format, left_out, lambda *note: _add_note(people, *note)
    )
    found: list[tuple[dict[str, object], Exchange]] = []
    details = _connections(of_kind["connections"])
    for key in sorted(people):
        contact = people[key]
        made = exchanges(contact.messages)
        if not made:
            left_out["conversations that others began"] += 1
        known = details.get(profile_key(contact.url)) or details.get(name_key(contact.name)) or {}
        found += [({"contact": contact.name, "profile_url": contact.url, **known}, exchange) for exchange in made]
    if left_out["conversations that others began"]:
        problems.append(_begun_by_others(left_out["conversations that others began"]))
    requests, events = message_requests(found, channel="linkedin")
    return SourceLog(
        SOURCE, "linkedin", requests, events, mapping, tuple(problems),
        n_rows=len(requests), n_messages=n_messages, left_out=dict(sorted(left_out.items())),
    )  # fmt: skip


def _by_person(
    conversations: Sequence[Conversation], own: frozenset[str], read_text: bool, left_out: Counter[str]
) -> dict[str, _Contact]:
    """Return the messages with each person, of all conversations with one person."""
    people: dict[str, _Contact] = {}
    for conversation in conversations:
        others = conversation.others(own)
        if len(others) > 1:
            left_out["messages to groups"] += len(conversation.messages)
            continue
        if not others:
            left_out["messages to nobody else"] += len(conversation.messages)
            continue
        key, (name, url) = next(iter(others.items()))
        if not url and name_key(name) == "linkedin member":  # an account that is gone; all of them are called so
            key = f"{key} {conversation.key}"
        contact = people.setdefault(key, _Contact(name, url))
        for one in conversation.messages:
            words = len(one.content.split()) if read_text and one.content else None
            contact.messages.append(Message(one.moment, one.is_from(own), one.line, one.subject, words, one.source))
    return people


def _add_note(people: dict[str, _Contact], name: str, url: str, note: Message) -> None:
    """Add the note of an invitation, unless it stands among the messages already."""
    keys = [key for key in (profile_key(url), name_key(name)) if key]
    key = next((key for key in keys if key in people), keys[0] if keys else "")
    if not key:
        return
    contact = people.setdefault(key, _Contact(name, url))
    if not any(one.own and abs(one.moment - note.moment) <= _SAME_NOTE for one in contact.messages):
        contact.messages.append(note)


def _connections(files: Sequence[LinkedInFile]) -> dict[str, dict[str, object]]:
    """Return where people work, by profile and, where only one person has it, by name."""
    details: dict[str, dict[str, object]] = {}
    by_name: dict[str, list[dict[str, object]]] = defaultdict(list)
    for file in files:
        for row in file.rows:
            known: dict[str, object] = {
                "organization": row.get("company") or None,
                "role": row.get("position") or None,
                "email": (row.get("email") or "").lower() or None,
            }
            if key := profile_key(row.get("url", "")):
                details[key] = known
            by_name[name_key(f"{row['first_name']} {row['last_name']}")].append(known)
    for name, found in by_name.items():
        if name and all(one == found[0] for one in found):
            details.setdefault(name, found[0])
    return details


def _without_messages(
    of_kind: dict[str, list[LinkedInFile]], mapping: pd.DataFrame, problems: list[Problem]
) -> SourceLog:
    if of_kind["invitations"]:
        problems.append(
            Problem(
                of_kind["invitations"][0].source, None, "warning", "invitations-alone",
                "LinkedIn lists only recent and pending invitations, so they alone say nothing of how many were "
                "answered "
                "and were not counted. Put messages.csv of the same export beside them.",
            )
        )  # fmt: skip
    return _empty(mapping, problems, 0)


def _empty(mapping: pd.DataFrame, problems: list[Problem], n_messages: int) -> SourceLog:
    requests, events = message_requests([], channel="linkedin")
    return SourceLog(SOURCE, "linkedin", requests, events, mapping, tuple(problems), n_messages=n_messages)


def _begun_by_others(number: int) -> Problem:
    return Problem(
        SOURCE, None, "warning", "begun-by-others",
        f"{number} conversations that others began were left out: they are no requests of yours. Every conversation "
        f"you "
        "began counts as one.",
    )  # fmt: skip
