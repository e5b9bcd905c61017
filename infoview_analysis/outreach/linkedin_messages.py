"""Messages and invitations of a LinkedIn export: when, who wrote to whom, and who of them is the person."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from infoview_analysis.outreach.contacts import name_key, profile_key
from infoview_analysis.outreach.date_columns import day_or_month_first, read_day
from infoview_analysis.outreach.exchanges import Message
from infoview_analysis.outreach.linkedin_files import LinkedInFile
from infoview_analysis.readers.document import Problem

_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})[T, ]+(\d{1,2}):(\d{2})(?::(\d{2}))?")
_TIME = re.compile(
    r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?\s*(?:([ap])\.?\s?m\.?)?(?:\s*(?:UTC|GMT|Z|Uhr))?\s*$", re.IGNORECASE
)
_URLS = re.compile(r"[^\s,;\"<>]*linkedin\.com/[^\s,;\"<>]+", re.IGNORECASE)
_DRAFT = frozenset({"yes", "true", "1", "ja", "oui", "sí", "si"})
_SPONSORED = re.compile(r"sponsor|anzeige|gesponsert", re.IGNORECASE)
_DRAFT_FOLDER = re.compile(r"draft|entw[uü]rf", re.IGNORECASE)
_MOST = 0.95  # of all conversations the person must be part of to be taken for the owner of the export


@dataclass(frozen=True)
class LinkedInMessage:
    """One row of messages.csv.

    Attributes
    ----------
    moment : datetime
    sender : tuple of str
        Name and profile address; the address may be empty.
    line : int
    subject, content, source : str
    """

    moment: datetime
    sender: tuple[str, str]
    line: int
    subject: str
    content: str
    source: str

    def is_from(self, own: frozenset[str]) -> bool:
        """Tell whether the person wrote it; the address decides where there is one."""
        return _key(self.sender) in own


@dataclass
class Conversation:
    """The messages of one conversation.

    Attributes
    ----------
    key : str
    messages : list of LinkedInMessage
    participants : dict of str to (name, url)
        By profile, or by name where no address is known.
    """

    key: str
    messages: list[LinkedInMessage] = field(default_factory=list)
    participants: dict[str, tuple[str, str]] = field(default_factory=dict)

    def others(self, own: frozenset[str]) -> dict[str, tuple[str, str]]:
        """Return the participants but the person."""
        return {key: one for key, one in self.participants.items() if key not in own}


def _key(participant: tuple[str, str]) -> str:
    return profile_key(participant[1]) or name_key(participant[0])


def moments(texts: Sequence[str], date_format: str | None) -> list[datetime | None]:
    """Return the moments that dates of an export name; None where one cannot be read or could be read two ways.

    LinkedIn writes ``2026-01-29 14:37:05 UTC`` or ``1/29/26, 2:37 PM``; with AM or PM the month comes first.
    """
    order = day_or_month_first(texts, date_format)
    if order is None and any(re.search(r"\d\s*[AP]\.?M\b", text, re.IGNORECASE) for text in texts):
        order = "month"
    known: dict[str, datetime | None] = {}
    for text in texts:
        if text not in known:
            known[text] = _moment(text, order)
    return [known[text] for text in texts]


def _moment(text: str, order: str | None) -> datetime | None:
    if match := _ISO.match(text):
        try:
            return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]
        except ValueError:
            return None
    day = read_day(text, month_first=None if order is None else order == "month")
    if day is None:
        return None
    hour = minute = second = 0
    if match := _TIME.search(text):
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        if match[4]:
            hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
        if hour > 23 or minute > 59 or second > 59:
            hour = minute = second = 0
    return datetime(day.year, day.month, day.day, hour, minute, second)


def read_conversations(
    files: Sequence[LinkedInFile], date_format: str | None, left_out: Counter[str]
) -> tuple[list[Conversation], int, list[Problem]]:
    """Return the conversations of all messages.csv, drafts and advertisements left out and counted.

    Returns
    -------
    conversations : list of Conversation
    n_messages : int
        Rows of the files.
    problems : list of Problem
        Messages without a day.
    """
    conversations: dict[str, Conversation] = {}
    problems: list[Problem] = []
    seen: set[tuple[object, ...]] = set()
    n_messages = 0
    for file in files:
        when = moments([row["date"] for row in file.rows], date_format)
        for row, line, moment in zip(file.rows, file.lines, when, strict=True):
            n_messages += 1
            reason = _no_message(row)
            if reason:
                left_out[reason] += 1
                continue
            if moment is None:
                problems.append(_no_moment(file.source, line, row["date"], "message"))
                left_out["messages without a day"] += 1
                continue
            sender = (row["sender"], row.get("sender_url", ""))
            recipients = _recipients(row)
            key = row.get("conversation") or "with " + " ".join(sorted({_key(sender), *map(_key, recipients)}))
            content = row.get("content", "")
            mark = (key, moment, _key(sender), content)
            if mark in seen:
                left_out["messages that stand twice"] += 1
                continue
            seen.add(mark)
            conversation = conversations.setdefault(key, Conversation(key))
            message = LinkedInMessage(moment, sender, line, row.get("subject", ""), content, file.source)
            conversation.messages.append(message)
            for one in (sender, *recipients):
                _add(conversation, one)
    for conversation in conversations.values():
        _one_participant_a_person(conversation)
    return list(conversations.values()), n_messages, problems


def _no_message(row: dict[str, str]) -> str:
    """Return why a row is no message between people, or ""."""
    folder = row.get("folder", "")
    if row.get("draft", "").casefold() in _DRAFT or _DRAFT_FOLDER.search(folder):
        return "drafts"
    if _SPONSORED.search(folder) or _SPONSORED.search(row.get("title", "")):
        return "sponsored messages"
    return ""


def _recipients(row: dict[str, str]) -> list[tuple[str, str]]:
    """Return the recipients: by their addresses, else by their names, of which a comma may part several or none."""
    urls = [url for url in _URLS.findall(row.get("recipient_urls", "")) if profile_key(url)]
    named = row.get("recipient", "")
    if len(urls) == 1:
        return [(named, urls[0])]
    parts = [part.strip() for part in re.split(r"[,;]", named) if part.strip()]
    several = len(parts) > 1 and sum(" " in part for part in parts) > 1
    if urls:
        names = parts if len(parts) == len(urls) else [""] * len(urls)
        return list(zip(names, urls, strict=True))
    return [(part, "") for part in parts] if several else [(named, "")] if named else []


def _add(conversation: Conversation, participant: tuple[str, str]) -> None:
    key = _key(participant)
    if key and (key not in conversation.participants or not conversation.participants[key][0]):
        conversation.participants[key] = participant


def _one_participant_a_person(conversation: Conversation) -> None:
    """Drop participants known by name alone where the same name has an address, too."""
    with_address = {name_key(name) for name, url in conversation.participants.values() if profile_key(url)}
    for key, (name, url) in list(conversation.participants.items()):
        if not profile_key(url) and name_key(name) in with_address:
            del conversation.participants[key]


def find_own(
    conversations: Sequence[Conversation],
    invitations: Sequence[LinkedInFile],
    profiles: Sequence[LinkedInFile],
    own_names: Sequence[str],
) -> tuple[frozenset[str] | None, list[Problem]]:
    """Return what the owner of the export is known by (profile and name), or None where that cannot be told.

    The names in the settings decide, then Profile.csv, then who sent the outgoing invitations, then who takes part in
    (nearly) all conversations.
    """
    names = {name_key(name) for name in own_names}
    if not names:
        names = {name_key(f"{row['first_name']} {row['last_name']}") for file in profiles for row in file.rows}
    if not names:
        for file in invitations:
            for row in file.rows:
                if _is_outgoing(row, frozenset()):
                    names |= {name_key(row["sender"]), profile_key(row.get("sender_url", ""))}
    names.discard("")
    if names:
        own = set(names)
        for conversation in conversations:
            own |= {key for key, (name, _) in conversation.participants.items() if name_key(name) in names}
        if any(key in own for conversation in conversations for key in conversation.participants):
            return frozenset(own), []
    counts = Counter(key for conversation in conversations for key in conversation.participants)
    most = counts.most_common(2)
    enough = len(conversations) > 1 and most and most[0][1] >= _MOST * len(conversations)
    if enough and (len(most) == 1 or most[1][1] < most[0][1]):
        key = most[0][0]
        spelled = defaultdict(int, {key: 1})
        for conversation in conversations:
            if key in conversation.participants:
                spelled[name_key(conversation.participants[key][0])] += 1
        return frozenset(set(spelled) - {""}), []
    if not conversations:
        return None, []
    message = (
        "It cannot be told which of the people in these messages is you, so none of them was counted. Write "
        'own_names = ["Your Name"] under [outreach] in infoview.toml, as LinkedIn spells it.'
    )
    return None, [Problem(conversations[0].messages[0].source, None, "error", "own-name-unknown", message)]


def _is_outgoing(row: dict[str, str], own: frozenset[str]) -> bool:
    direction = row.get("direction", "").casefold()
    if direction:
        return direction.startswith(("out", "ausg", "sort", "sal", "env", "ges", "uit", "usc"))
    return _key((row["sender"], row.get("sender_url", ""))) in own


def read_invitations(
    files: Sequence[LinkedInFile],
    own: frozenset[str],
    date_format: str | None,
    left_out: Counter[str],
    add: Callable[[str, str, Message], None],
) -> list[Problem]:
    """Hand each outgoing invitation with a note to ``add`` (name, address, message); count the others.

    Returns
    -------
    list of Problem
        Invitations without a day.
    """
    problems: list[Problem] = []
    for file in files:
        when = moments([row["date"] for row in file.rows], date_format)
        for row, line, moment in zip(file.rows, file.lines, when, strict=True):
            if not _is_outgoing(row, own):
                left_out["invitations from others"] += 1
            elif not row.get("content"):
                left_out["invitations without a note"] += 1
            elif moment is None:
                problems.append(_no_moment(file.source, line, row["date"], "invitation"))
                left_out["invitations without a day"] += 1
            else:
                add(row["recipient"], row.get("recipient_url", ""), Message(moment, True, line, source=file.source))
    return problems


def _no_moment(source: str, line: int, text: str, what: str) -> Problem:
    return Problem(
        source, line, "error", "unknown-date",
        f"The day of this {what} is {text!r}, which cannot be read, or could be read two ways, so it was left out. "
        f"Export the "
        "file again, or set date_format in infoview.toml.",
    )  # fmt: skip
