"""Heads of mails: who, to whom, when, in which thread, and whether a person wrote it at all."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message as MailMessage
from email.utils import getaddresses, parsedate_to_datetime

from infoview_analysis.outreach.contacts import unflipped
from infoview_analysis.outreach.mailbox_file import StoredMessage
from infoview_analysis.readers.rendering import one_line

_IDS = re.compile(r"<[^<>\s]+>")
_MACHINE = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|noreply|bounces?|notifications?|newsletter|mailer)"
    r"(?:[+._-].*)?@",
    re.IGNORECASE,
)
_DAEMON = re.compile(r"^(?:mailer-daemon|postmaster)@|^mailer-daemon$", re.IGNORECASE)
_AUTOMATIC_SUBJECT = re.compile(
    r"^\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|abwesenheitsnotiz|"
    r"automatische antwort|réponse automatique|respuesta automática|risposta automatica)\b",
    re.IGNORECASE,
)
_FAILED = re.compile(
    rb"^(?:Final|Original)-Recipient:\s*(?:[\w.-]+;)?\s*<?([^\s<>;]+@[^\s<>;]+)", re.IGNORECASE | re.MULTILINE
)
_ACTION = re.compile(rb"^Action:\s*(\w+)", re.IGNORECASE | re.MULTILINE)
_ORIGINAL_ID = re.compile(rb"^Message-ID:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(r"\b(?:sent|gesendet|envoyés?|enviados?|inviata|verzonden)\b", re.IGNORECASE)
_DRAFT = re.compile(r"\b(?:drafts?|entw(?:u|ü)rfe?|brouillons?|borrador(?:es)?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Mail:
    """What a mail's head says.

    Attributes
    ----------
    source : str
        The file.
    number, line : int
        Of the message, and of the file.
    moment : datetime or None
        In UTC, without zone.
    sender : tuple of str
        Name and address, the address in small letters.
    to, copies : tuple of (name, address)
    subject : str
    message_id, thread : str
        ``thread`` is Gmail's number of it, or empty.
    answers : tuple of str
        Ids of the messages it answers, the oldest first.
    kind : str
        "person", "automatic", "bounce", "delayed", "list" or "draft".
    labelled_sent : bool
        Whether Gmail's labels say that the person sent it.
    failed : tuple of str
        Of a bounce: the addresses it could not be delivered to.
    words : int or None
        Length of its text, where that was read.
    """

    source: str
    number: int
    line: int
    moment: datetime | None
    sender: tuple[str, str]
    to: tuple[tuple[str, str], ...]
    copies: tuple[tuple[str, str], ...]
    subject: str
    message_id: str
    thread: str
    answers: tuple[str, ...]
    kind: str
    labelled_sent: bool
    failed: tuple[str, ...] = ()
    words: int | None = None


def wants_report(head: MailMessage) -> bool:
    """Tell whether a mail is a report of delivery, so that its text must be looked at for the address that failed."""
    sender = _addresses(head, "From")
    return _is_report(head) or any(_DAEMON.match(address) for _, address in sender)


def read_head(stored: StoredMessage, source: str = "", *, count_words: bool = False) -> Mail | None:
    """Return what the head says; None where it names neither a sender nor a recipient."""
    head = stored.head
    if head is None:
        return None
    senders = _addresses(head, "From") or _addresses(head, "Sender")
    to = _addresses(head, "To")
    if not senders and not to:
        return None
    kind = _kind(head, senders[0][1] if senders else "", stored.text)
    labels = _decoded(head.get("X-Gmail-Labels"))
    answers = _IDS.findall(_text(head, "References")) + _IDS.findall(_text(head, "In-Reply-To"))
    failed: tuple[str, ...] = ()
    if kind == "bounce":
        found = {address for _, address in _addresses(head, "X-Failed-Recipients")}
        found |= {match.decode("ascii", "replace").lower() for match in _FAILED.findall(stored.text)}
        failed = tuple(sorted(found))
        answers += [one.decode("ascii", "replace") for one in _ORIGINAL_ID.findall(stored.text)]
    if _DRAFT.search(labels) or head.get("X-Mozilla-Draft-Info"):
        kind = "draft"
    return Mail(
        source,
        stored.number,
        stored.line,
        _moment(head, stored.separator),
        senders[0] if senders else ("", ""),
        to,
        (*_addresses(head, "Cc"), *_addresses(head, "Bcc")),
        one_line(_decoded(head.get("Subject"))),
        next(iter(_IDS.findall(_text(head, "Message-ID"))), ""),
        _text(head, "X-GM-THRID").strip(),
        tuple(dict.fromkeys(answers)),
        kind,
        bool(_SENT.search(labels)),
        failed,
        _words(stored) if count_words else None,
    )


def _text(head: MailMessage, name: str) -> str:
    value = head.get(name)
    return "" if value is None else str(value)


def _decoded(value: object) -> str:
    """Return a header field with its encoded words decoded; what cannot be decoded stands as it is."""
    if value is None:
        return ""
    try:
        return str(make_header(decode_header(str(value))))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return str(value)


def _addresses(head: MailMessage, name: str) -> tuple[tuple[str, str], ...]:
    """Return names and addresses of a field; names are decoded after the commas between them were read."""
    values = [str(value) for value in head.get_all(name, [])]
    try:
        pairs = getaddresses(values, strict=False)
    except TypeError:  # Python before 3.11.10
        pairs = getaddresses(values)
    found = []
    for shown, address in pairs:
        if "@" in address:
            words = unflipped(one_line(_decoded(shown)).strip("\"' "))
            found.append(("" if "@" in words else words, address.strip().lower()))
        elif address and _DAEMON.match(address):
            found.append((shown, address.lower()))
    return tuple(dict.fromkeys(found))


def _is_report(head: MailMessage) -> bool:
    return head.get_content_type() == "multipart/report"


def _kind(head: MailMessage, sender: str, text: bytes) -> str:
    if _is_report(head) or _DAEMON.match(sender):
        report = str(head.get_param("report-type", "") or "").lower()
        if report and report != "delivery-status":
            return "automatic"  # a receipt of having been read
        actions = {action.lower() for action in _ACTION.findall(text)}
        return "delayed" if actions and b"failed" not in actions else "bounce"
    submitted = _text(head, "Auto-Submitted").split(";")[0].strip().lower()
    precedence = _text(head, "Precedence").strip().lower()
    if head.get("List-Id") or head.get("List-Post") or head.get("List-Unsubscribe") or precedence in ("list", "bulk"):
        return "automatic" if submitted == "auto-replied" else "list"
    if submitted not in ("", "no") or precedence in ("auto_reply", "junk"):
        return "automatic"
    if any(head.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Autogenerated")):
        return "automatic"
    if _AUTOMATIC_SUBJECT.match(_decoded(head.get("Subject"))):
        return "automatic"
    return "person"


def is_machine(address: str) -> bool:
    """Tell whether no person reads mail to this address."""
    return bool(_MACHINE.match(address))


def _moment(head: MailMessage, separator: str) -> datetime | None:
    """Return when a mail was sent, in UTC; from the line before it, where its own date cannot be read."""
    for written in (_text(head, "Date"), separator.partition(" ")[2].strip().partition(" ")[2]):
        if not written:
            continue
        try:
            moment = parsedate_to_datetime(written)
        except (TypeError, ValueError, IndexError, OverflowError):
            try:
                moment = datetime.strptime(" ".join(written.split()), "%a %b %d %H:%M:%S %Y")
            except ValueError:
                continue
        try:
            moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
        except OverflowError:
            continue
        if 1970 <= moment.year <= 2200:
            return moment
    return None


def _words(stored: StoredMessage) -> int | None:
    """Return how many words the person wrote: of the plain text, without what it quotes and the signature."""
    message = email.message_from_bytes(stored.raw_head + b"\n" + stored.text)
    for part in message.walk():
        if part.get_content_type() == "text/plain" and not part.get_filename():
            data = part.get_payload(decode=True)
            if not isinstance(data, bytes):
                return None
            try:
                text = data.decode(part.get_content_charset() or "utf-8", "replace")
            except LookupError:
                text = data.decode("utf-8", "replace")
            lines = text.split("\n-- \n")[0].splitlines()
            return sum(len(line.split()) for line in lines if not line.lstrip().startswith(">"))
    return None
