"""A mailbox as requests: mail the person began, who answered, and what came back undelivered."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message as MailMessage
from pathlib import Path

import numpy as np
import pandas as pd

from infoview_analysis.outreach.exchanges import Exchange, Message, exchanges
from infoview_analysis.outreach.mail_heads import Mail, is_machine, read_head, wants_report
from infoview_analysis.outreach.mailbox_file import read_mailbox
from infoview_analysis.outreach.source_log import SourceLog, events_frame, mapping_frame, message_requests, row_problems
from infoview_analysis.readers.document import Problem
from infoview_analysis.settings import OutreachSettings

MOST_RECIPIENTS = 3  # a mail to more people is a circular, not a request to each of them
_SENT_FOLDER = re.compile(r"(?:^|[^a-z])(?:sent|gesendete?)(?:[^a-z]|$)", re.IGNORECASE)


@dataclass
class _Contact:
    address: str
    names: Counter[str] = field(default_factory=Counter)
    messages: list[Message] = field(default_factory=list)
    bounces: list[Message] = field(default_factory=list)


def find_mail(folder: Path) -> list[Path]:
    """Return the mailboxes of a workspace: .mbox in it or in its folder mail; of a folder .mbox the file in it."""
    found = []
    for place in (folder, *(path for path in folder.iterdir() if path.name.lower() == "mail" and path.is_dir())):
        for path in place.iterdir():
            if path.suffix.lower() != ".mbox":
                continue
            if path.is_file():
                found.append(path)
            elif (path / "mbox").is_file():  # as Apple Mail exports
                found.append(path / "mbox")
    return sorted(found)


def read_mail(paths: Sequence[tuple[Path, str]], settings: OutreachSettings) -> SourceLog:
    """Return the requests that the mailboxes of a workspace tell of; they are read together.

    A request is a mail of the person's own that answers nothing, to at most three people; the reply is the first mail
    from the recipient, or in the same thread from somebody who was not copied in. Automatic replies are none; mail
    that came back makes the request ``bounced``. Heads are read; the text only of reports of delivery, and where the
    settings say that words are to be counted.

    Parameters
    ----------
    paths : sequence of (Path, str)
        The files, of any size, and their names.
    settings : OutreachSettings
        ``own_addresses`` says whose mailboxes they are. Without them only what Gmail's labels, or a folder of sent
        mail, make plain is taken for the person's own.

    Returns
    -------
    SourceLog
    """
    left_out: Counter[str] = Counter()
    mails: list[Mail] = []
    problems: list[Problem] = []
    own = {address.strip().lower() for address in settings.own_addresses if address.strip()}
    told_by_files: set[str] = set()
    n_messages = 0
    for path, source in paths:
        found, more, number = _read_file(path, source, settings.read_message_text)
        mails += found
        problems += more
        n_messages += number
        told_by_files |= _told_by_file(found, path)
    mails = _once(mails, left_out)
    mails_read = len(mails)
    own = own or told_by_files
    if mails_read and not own:
        problems.append(_own_unknown(paths[0][1]))
        mails = []
    elif mails and all(mail.sender[1] in own or mail.kind != "person" for mail in mails):
        problems.append(_replies_missing(paths[0][1]))
    contacts = _by_contact(mails, frozenset(own), left_out)
    requests, events = _requests(contacts, left_out)
    return SourceLog(
        "mail", "mail", requests, events, mapping_frame([]), tuple(problems),
        n_rows=len(requests), n_messages=n_messages, left_out=dict(sorted(left_out.items())),
    )  # fmt: skip


def _read_file(path: Path, source: str, count_words: bool) -> tuple[list[Mail], list[Problem], int]:
    mails: list[Mail] = []
    broken: list[tuple[int, int, str]] = []
    number = 0

    def wants_text(head: MailMessage) -> bool:
        return count_words or wants_report(head)

    for stored in read_mailbox(path, wants_text):
        number = stored.number
        mail = read_head(stored, source, count_words=count_words)
        if mail is None:
            broken.append((stored.number, stored.line, "has no sender and no recipient"))
        elif mail.moment is None:
            broken.append((stored.number, stored.line, "has no date that can be read"))
        else:
            mails.append(mail)
    problems = row_problems(
        source, "error", "broken-mail", np.array([line for _, line, _ in broken], dtype="int64"),
        lambda row: f"Mail {broken[row][0]} of this mailbox {broken[row][2]}, so it was left out. "
        "Export the mailbox again.",
        np.arange(len(broken)),
    )  # fmt: skip
    if not number:
        message = "No mail was found in it. Check that it is a mailbox in mbox format."
        problems.append(Problem(source, None, "error", "no-mail", message))
    return mails, problems, number


def _once(mails: Sequence[Mail], left_out: Counter[str]) -> list[Mail]:
    """Return each mail once, without drafts; Gmail's labels and folders hold copies."""
    kept: dict[str, Mail] = {}
    for mail in mails:
        if mail.kind == "draft":
            left_out["drafts"] += 1
        elif mail.message_id in kept:
            left_out["mails that stand twice"] += 1
        else:
            kept[mail.message_id or f"{mail.source} {mail.number}"] = mail
    return list(kept.values())


def _told_by_file(mails: Sequence[Mail], path: Path) -> set[str]:
    """Return the addresses of the person where labels or the name of the folder leave no doubt."""
    told = {mail.sender[1] for mail in mails if mail.labelled_sent and mail.kind == "person"}
    name = path.parent.stem if path.name == "mbox" else path.stem
    if not told and _SENT_FOLDER.search(name):
        told = {mail.sender[1] for mail in mails if mail.kind == "person"}
    return told - {""}


def _requests(contacts: dict[str, _Contact], left_out: Counter[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    found: list[tuple[dict[str, object], Exchange]] = []
    bounced: list[tuple[int, Message]] = []
    for address in sorted(contacts):
        contact = contacts[address]
        made = exchanges(contact.messages)
        name = min(contact.names, key=lambda one: (-contact.names[one], one)) if contact.names else address
        for number, exchange in enumerate(made):
            end = made[number + 1].request.moment if number + 1 < len(made) else datetime.max
            failed = [one for one in contact.bounces if exchange.request.moment <= one.moment < end]
            known: dict[str, object] = {"contact": name, "email": address}
            if failed and exchange.reply is None:
                known["outcome"] = "bounced"
                bounced.append((len(found), min(failed, key=lambda one: one.moment)))
            found.append((known, exchange))
        if not made and contact.messages:
            left_out["exchanges that others began"] += 1
    requests, events = message_requests(found, channel="email")
    if bounced:
        events = pd.concat([events, _bounce_events(bounced)], ignore_index=True)
    return requests, events


def _own_unknown(source: str) -> Problem:
    return Problem(
        source, None, "error", "own-address-unknown",
        "It cannot be told which of these mails are yours, so none of them was counted. Write "
        'own_addresses = ["you@example.org"] under [outreach] in infoview.toml, with every address you write from.',
    )  # fmt: skip


def _replies_missing(source: str) -> Problem:
    return Problem(
        source, None, "warning", "no-mail-received",
        "All mail here is your own, so no reply can be seen and every request looks unanswered. Export the mail you "
        "received, too, or the whole conversations.",
    )  # fmt: skip


def _threads(mails: Sequence[Mail]) -> list[list[Mail]]:
    """Return the mails by thread: Gmail's, else those that answer one another; what answers none comes first."""
    parent: dict[str, str] = {}

    def find(key: str) -> str:
        root = key
        while parent.setdefault(root, root) != root:
            root = parent[root]
        while parent[key] != root:
            parent[key], key = root, parent[key]
        return root

    first_keys = []
    for number, mail in enumerate(mails):
        keys = [f"gmail {mail.thread}"] if mail.thread else []
        keys += [key for key in (mail.message_id, *mail.answers) if key]
        keys = keys or [f"alone {number}"]
        first_keys.append(keys[0])
        for key in keys[1:]:
            first, second = find(keys[0]), find(key)
            if first != second:
                parent[max(first, second)] = min(first, second)
    threads: dict[str, list[Mail]] = defaultdict(list)
    for mail, key in zip(mails, first_keys, strict=True):
        threads[find(key)].append(mail)
    return [
        sorted(
            threads[key], key=lambda one: (bool(one.answers), one.moment or datetime.min, one.message_id, one.number)
        )
        for key in sorted(threads)
    ]


def _by_contact(mails: Sequence[Mail], own: frozenset[str], left_out: Counter[str]) -> dict[str, _Contact]:
    """Return the messages with each contact to whom the person wrote of their own accord."""
    threads = _threads(mails)
    contacts: dict[str, _Contact] = {}
    for members in threads:
        first = members[0]
        if first.kind == "person" and first.sender[1] in own and not first.answers:
            for mail in members:
                if mail.kind == "person" and mail.sender[1] in own and not _no_request(mail, own):
                    for _, address in _others(mail, own):
                        contacts.setdefault(address, _Contact(address))
    for members in threads:
        _read_thread(members, own, left_out, contacts)
    return contacts


def _others(mail: Mail, own: frozenset[str]) -> list[tuple[str, str]]:
    return [one for one in mail.to if one[1] not in own]


def _no_request(mail: Mail, own: frozenset[str]) -> str:
    """Return why a mail of the person's own asks nobody, or ""."""
    recipients = _others(mail, own)
    if not recipients:
        return "mails to nobody else"
    if len(recipients) > MOST_RECIPIENTS:
        return "circulars"
    return "mails to machines" if all(is_machine(address) for _, address in recipients) else ""


def _read_thread(
    members: Sequence[Mail], own: frozenset[str], left_out: Counter[str], contacts: dict[str, _Contact]
) -> None:
    asked: list[str] = []  # whom the person wrote to in this thread
    copied: set[str] = set()
    for mail in members:
        sender = mail.sender[1]
        message = Message(mail.moment or datetime.min, sender in own, mail.line, mail.subject, mail.words, mail.source)
        if mail.kind == "bounce":
            failed = [one for one in mail.failed if one in contacts] or asked[-1:]
            for address in failed:
                contacts[address].bounces.append(message)
            if not failed:
                left_out["bounces of other mail"] += 1
        elif mail.kind != "person":
            left_out[{"automatic": "automatic replies", "list": "mailing lists"}.get(mail.kind, "delivery notes")] += 1
        elif sender in own:
            copied |= {address for _, address in mail.copies} - own
            known = [one for one in _others(mail, own) if one[1] in contacts]
            if reason := _no_request(mail, own):
                left_out[reason] += 1
            elif not known:
                left_out["answers to people who wrote first"] += 1
            else:
                for name, address in known:
                    contacts[address].names.update([name] if name else [])
                    contacts[address].messages.append(message)
                asked += [address for _, address in known if address not in asked]
        elif sender in contacts:
            contacts[sender].names.update([mail.sender[0]] if mail.sender[0] else [])
            contacts[sender].messages.append(message)
        elif len(asked) == 1 and sender not in copied:  # from another address of theirs, or on their behalf
            contacts[asked[0]].messages.append(message)
        else:
            left_out["mails from people you did not write to first"] += 1


def _bounce_events(bounced: Sequence[tuple[int, Message]]) -> pd.DataFrame:
    return events_frame(
        [number for number, _ in bounced],
        [datetime(message.moment.year, message.moment.month, message.moment.day) for _, message in bounced],
        ["bounced"] * len(bounced),
        [message.source for _, message in bounced],
        [message.line for _, message in bounced],
    )
