"""Cells of outreach tables as people write them: what came of a request, the channel, yes and no."""

from __future__ import annotations

import re
from dataclasses import dataclass

from infoview_analysis.readers.attribute_keys import plain_key

CHANNELS: dict[str, tuple[str, ...]] = {
    "email": (
        "email", "e mail", "mail", "emailed", "cold email", "gmail", "outlook", "work email", "personal email",
        "e mails", "by email", "via email", "courriel",
    ),
    "linkedin": (
        "linkedin", "linked in", "linkedin message", "linkedin msg", "linkedin dm", "linkedin inmail", "inmail", "li",
        "li message", "linkedin connection request", "linkedin connection", "linkedin invite", "linkedin invitation",
        "linkedin request", "linkedin note", "message on linkedin", "via linkedin", "connection request",
    ),
    "warm introduction": (
        "warm introduction", "warm intro", "introduction", "intro", "introduced", "referral", "referred", "warm",
        "personal introduction", "mutual connection", "mutual friend", "through a friend", "friend", "via friend",
        "email intro", "email introduction", "personal referral", "empfehlung",
    ),
    "cold call": (
        "cold call", "phone", "call", "phone call", "telephone", "called", "voicemail", "cold phone call", "by phone",
        "telefon", "anruf",
    ),
    "event": (
        "event", "networking event", "conference", "meetup", "meet up", "career fair", "job fair", "careers fair",
        "fair", "at an event", "trade show", "in person event", "webinar", "alumni event", "messe", "open day",
    ),
}  # fmt: skip

_YES = frozenset(
    {
        "yes", "y", "yep", "yeah", "yup", "true", "done", "x", "ok", "sent", "sure", "checked", "complete", "completed",
        "received", "ja", "oui", "si", "sí", "1", "✓", "✔", "✅", "☑", "🗸", "👍", "both", "twice", "once",
    }
)  # fmt: skip
_NO = frozenset(
    {
        "no", "n", "nope", "not", "never", "false", "nein", "non", "0", "none", "not yet", "no reply", "no response",
        "not sent", "nothing", "✗", "✘", "❌", "☐", "👎", "no answer", "not done", "didn t", "did not", "keine",
        "noch nicht",
    }
)  # fmt: skip
_BLANK = frozenset(
    {
        "", "na", "n a", "not applicable", "tbd", "tbc", "tba", "unknown", "not known", "pending", "waiting", "null",
        "nan", "to do", "todo", "awaiting", "open", "soon", "later", "need to", "nil",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Meaning:
    """What a wording of an outcome or status says.

    Attributes
    ----------
    outcome : str
        accepted, declined, referred, no reply or bounced; empty where it says none of them.
    stages : tuple of str
        Stages known to have been reached: "followed_up", "replied", "scheduled", "met", "thanked".
    sent : bool
        False: it says that nothing was sent yet.
    """

    outcome: str = ""
    stages: tuple[str, ...] = ()
    sent: bool = True


_OUTCOMES: dict[Meaning, tuple[str, ...]] = {
    Meaning("accepted"): (
        "accepted", "accept", "yes", "agreed", "agreed to meet", "agreed to talk", "said yes", "positive",
        "happy to talk", "agreed to chat", "agreed to call", "positive response", "positive reply", "replied yes",
        "responded yes", "success", "successful", "will talk", "will meet", "willing", "willing to talk",
        "interview granted", "zugesagt", "zusage",
    ),
    Meaning("accepted", ("scheduled",)): (
        "scheduled", "booked", "meeting scheduled", "call scheduled", "interview scheduled", "confirmed",
        "meeting booked", "call booked", "interview booked", "arranged", "date set", "appointment made", "meeting set",
        "meeting set up", "set up", "cancelled", "canceled", "no show", "postponed", "rescheduled", "meeting arranged",
        "upcoming", "termin steht",
    ),
    Meaning("accepted", ("met",)): (
        "met", "interviewed", "spoke", "talked", "had call", "had a call", "had meeting", "meeting held",
        "interview done", "done", "completed", "complete", "call done", "meeting done", "had coffee", "coffee done",
        "conversation held", "spoke with them", "interview completed", "meeting completed", "call completed", "held",
        "had chat", "chatted", "getroffen", "gespräch geführt", "erledigt",
    ),
    Meaning("accepted", ("met", "thanked")): (
        "thanked", "thank you sent", "thanks sent", "sent thank you", "thank you note sent", "closed thanked",
    ),
    Meaning("declined"): (
        "declined", "decline", "rejected", "refused", "turned down", "turned me down", "not interested", "no thanks",
        "no thank you", "said no", "replied no", "responded no", "too busy", "busy", "no time", "unavailable",
        "not available", "negative", "negative response", "negative reply", "can t help", "cannot help",
        "unable to help", "passed", "pass", "abgesagt", "absage", "abgelehnt", "politely declined",
    ),
    Meaning("referred"): (
        "referred", "referral", "referred me", "referred on", "referred elsewhere", "referred to colleague",
        "referred to a colleague", "referred to someone else", "referred me on", "passed on", "passed me on",
        "redirected", "forwarded", "introduced me", "introduced me to someone", "suggested someone else",
        "pointed me to someone else", "gave referral", "gave a referral", "weitergeleitet", "verwiesen",
    ),
    Meaning("no reply"): (
        "no reply", "no response", "no answer", "ghosted", "silent", "silence", "never replied", "not replied",
        "never responded", "did not reply", "did not respond", "didn t reply", "didn t respond", "unanswered",
        "nothing", "none", "crickets", "ghost", "no reply received", "no response received", "nr", "closed no response",
        "closed no reply", "keine antwort", "pas de réponse", "sin respuesta", "unresponsive", "not responded",
        "no contact",
    ),
    Meaning("bounced"): (
        "bounced", "bounce", "undeliverable", "undelivered", "not delivered", "delivery failed", "failed delivery",
        "wrong address", "wrong email", "invalid email", "invalid address", "bad email", "bad address", "email bounced",
        "mail bounced", "bounced back", "returned", "address not found", "mailer daemon", "no longer works there",
        "wrong number", "unzustellbar",
    ),
    Meaning(): (
        "waiting", "pending", "open", "sent", "contacted", "awaiting reply", "awaiting response", "waiting for reply",
        "waiting for response", "waiting on reply", "reached out", "emailed", "messaged", "in progress", "no reply yet",
        "no response yet", "not yet", "tbd", "unknown", "active", "called", "message sent", "email sent",
        "request sent", "initial contact", "outreach sent", "invited", "to follow up", "needs follow up",
        "follow up due", "follow up needed", "offen", "wartet", "warte", "en attente", "no answer yet", "awaiting",
        "in contact", "ongoing", "left voicemail", "n a", "na", "not applicable",
    ),
    Meaning("", ("followed_up",)): (
        "followed up", "follow up sent", "reminded", "reminder sent", "followed up waiting", "nachgefasst",
        "second email sent",
    ),
    Meaning("", ("replied",)): (
        "replied", "responded", "answered", "reply received", "response received", "got reply", "got response", "maybe",
        "later", "ask again later", "in conversation", "in touch", "heard back", "interested", "in discussion",
        "scheduling", "maybe later", "asked to try later", "corresponding", "geantwortet", "conversation",
        "try again later", "not now",
    ),
    Meaning(sent=False): (
        "to contact", "not contacted", "not yet contacted", "planned", "to do", "todo", "draft", "drafted", "not sent",
        "not sent yet", "not yet sent", "wishlist", "wish list", "idea", "need to contact", "to reach out", "to email",
        "to message", "not started", "backlog", "researching", "target", "prospect", "to be contacted", "will contact",
        "geplant", "research",
    ),
}  # fmt: skip
_MEANINGS = {wording: meaning for meaning, wordings in _OUTCOMES.items() for wording in wordings}
_CHANNELS = {wording: channel for channel, wordings in CHANNELS.items() for wording in wordings}
_SEPARATOR = re.compile(
    r"\s*(?:[-–—:,;(/.!?|+&\n→>]|\band\b|\bthen\b|\bbut\b|\bby\b|\bon\b|\bafter\b|\d)\s*", re.IGNORECASE
)


def channel(written: str) -> str:
    """Return email, linkedin, warm introduction, cold call or event where the wording means it, else the wording."""
    key = plain_key(written)
    if key in _CHANNELS:
        return _CHANNELS[key]
    first = plain_key(_SEPARATOR.split(written.strip(), maxsplit=1)[0])
    return _CHANNELS.get(first, " ".join(written.split()))


def yes_no(written: str) -> bool | None:
    """Return what a cell of a yes/no column says; None for a cell that says nothing of it ("n/a", "tbd").

    Raises
    ------
    ValueError
        The cell says something else.
    """
    words = written.strip().rstrip(".!")
    if words in _YES or words in _NO:
        return words in _YES
    key = plain_key(words)
    for known, answer in ((_YES, True), (_NO, False)):
        if key in known:
            return answer
    if key in _BLANK:
        return None
    first = plain_key(_SEPARATOR.split(words, maxsplit=1)[0])
    for known, answer in ((_YES, True), (_NO, False)):
        if first and first in known and not first.isdecimal():
            return answer
    raise ValueError(written)


def meaning(written: str) -> Meaning | None:
    """Return what the wording of an outcome or status says; None where it is not known.

    What stands behind a dash, comma or bracket adds a stage ("accepted, thank-you sent"), it never takes one away.
    """
    key = plain_key(written)
    if not key:
        return Meaning()
    if key in _MEANINGS:
        return _MEANINGS[key]
    found = [_MEANINGS[words] for part in _SEPARATOR.split(written) if (words := plain_key(part)) in _MEANINGS]
    first = plain_key(_SEPARATOR.split(written.strip(), maxsplit=1)[0])
    if not found or first not in _MEANINGS:
        return None
    outcomes = [one.outcome for one in found if one.outcome]
    stages = dict.fromkeys(stage for one in found for stage in one.stages)
    # "Accepted - ghosted later": what was reached stays reached.
    outcome = "accepted" if "accepted" in outcomes else outcomes[0] if outcomes else ""
    return Meaning(outcome, tuple(stages), found[0].sent)
