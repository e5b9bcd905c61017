"""Messages between the person and one contact, as requests with their reminders and replies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

NEW_REQUEST_AFTER = timedelta(days=60)  # a message after so long a silence asks anew; before that it follows up


@dataclass(frozen=True)
class Message:
    """One message.

    Attributes
    ----------
    moment : datetime
        In UTC, without zone.
    own : bool
        Whether the person wrote it.
    line : int
        Line of the file it begins on.
    subject : str
    words : int or None
        Length of its text, where that was read.
    source : str
        The file.
    """

    moment: datetime
    own: bool
    line: int
    subject: str = ""
    words: int | None = None
    source: str = ""


@dataclass
class Exchange:
    """A request and what followed.

    Attributes
    ----------
    request : Message
    follow_ups : list of Message
        The person's own further messages before any reply, of later days.
    reply : Message or None
        The first message of the contact after the request.
    """

    request: Message
    follow_ups: list[Message] = field(default_factory=list)
    reply: Message | None = None


def exchanges(messages: Iterable[Message]) -> list[Exchange]:
    """Return the requests among the messages with one contact.

    The first message of all is a request if the person wrote it. What they write after it without a reply, on a later
    day, is a reminder; after a silence of ``NEW_REQUEST_AFTER`` it is a request of its own. A conversation that the
    contact began holds no request until such a silence.
    """
    found: list[Exchange] = []
    last: Message | None = None
    for message in sorted(messages, key=lambda one: (one.moment, not one.own, one.subject, one.source, one.line)):
        current = found[-1] if found else None
        if not message.own:
            if current is not None and current.reply is None:
                current.reply = message
        elif last is None or message.moment - last.moment > NEW_REQUEST_AFTER:
            found.append(Exchange(message))
        elif current is not None and current.reply is None and message.moment.date() > last.moment.date():
            current.follow_ups.append(message)
        last = message
    return found
