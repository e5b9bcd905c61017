"""Column headers of outreach tables in other people's wordings, and what each is read as."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from infoview_analysis.readers.attribute_keys import plain_key

MEETING = "meeting"  # the day of a talk, arranged or held: which of the two is told by the rest of the log
ADDRESS = "email"
PROFILE = "profile_url"
MESSAGE = "message"
FIRST_NAME, LAST_NAME = "first_name", "last_name"

# What each column may be called, the surest first. Words as ``plain_key`` gives them: no case, no marks.
WORDINGS: dict[str, tuple[str, ...]] = {
    "contact": (
        "contact", "contact name", "name", "full name", "person", "contact person", "name of contact", "who",
        "recipient", "recipient name", "interviewee", "interviewee name", "person contacted", "networking contact",
        "kontakt", "ansprechpartner", "nom", "nombre", "naam",
    ),
    FIRST_NAME: ("first name", "given name", "firstname", "vorname", "prénom"),
    LAST_NAME: ("last name", "surname", "family name", "lastname", "nachname", "nom de famille"),
    "organization": (
        "organization", "organisation", "company", "company name", "employer", "organization name",
        "organisation name", "firm", "org", "workplace", "institution", "business", "company organization",
        "company organisation", "current company", "where they work", "firma", "unternehmen", "entreprise", "empresa",
    ),
    "role": (
        "role", "job title", "title", "position", "current role", "job", "occupation", "contact title",
        "role title", "title role", "current position", "beruf", "funktion", "poste", "cargo",
    ),
    "channel": (
        "channel", "contact method", "method of contact", "method", "outreach method", "outreach channel",
        "contacted via", "contacted by", "how contacted", "how i contacted them", "how i reached out", "reached via",
        "via", "platform", "medium", "outreach type", "type of outreach", "contact type", "mode of contact", "kanal",
    ),
    "sent_on": (
        "sent on", "date sent", "sent", "sent date", "sent at", "date contacted", "contacted", "contacted on",
        "contact date", "date of contact", "date of first contact", "first contact", "first contacted",
        "date first contacted", "first email", "first email sent", "first message", "initial email", "initial contact",
        "initial outreach", "initial contact date", "date of initial contact", "outreach date", "date of outreach",
        "reached out", "reached out on", "date reached out", "message sent", "email sent", "date emailed",
        "date messaged", "date email sent", "request sent", "date", "gesendet am", "kontaktiert am", "datum",
        "date d envoi", "fecha de envío", "fecha",
    ),
    "subject": ("subject", "subject line", "email subject", "message subject", "betreff", "objet", "asunto"),
    "followed_up_on": (
        "followed up on", "followed up", "follow up date", "follow up", "followup", "date followed up",
        "follow up sent", "date of follow up", "follow up on", "first follow up", "follow up 1", "1st follow up",
        "follow up email", "follow up email sent", "followup date", "reminder sent", "reminder", "second email",
        "nachgefasst", "nachgefasst am", "relance",
    ),
    "replied_on": (
        "replied on", "reply date", "date replied", "response date", "date of reply", "date of response",
        "date responded", "responded on", "answered on", "response received on", "reply received on",
        "replied", "reply", "response", "responded", "response received", "reply received", "got a reply",
        "got reply", "got response", "heard back", "answered", "any response", "did they respond", "did they reply",
        "antwort", "antwort am", "geantwortet", "réponse", "respuesta",
    ),
    "outcome": (
        "outcome", "result", "status", "response status", "outreach status", "contact status", "current status",
        "stage", "state", "disposition", "ergebnis", "statut", "estado", "resultado",
    ),
    "accepted": (
        "accepted", "agreed", "agreed to meet", "agreed to talk", "said yes", "accepted invitation", "zugesagt",
    ),
    "scheduled_for": (
        "scheduled for", "scheduled", "scheduled on", "scheduled date", "date scheduled for", "meeting scheduled",
        "meeting scheduled for", "interview scheduled", "interview scheduled for", "call scheduled",
        "call scheduled for", "booked for", "booked", "appointment", "appointment date", "termin",
    ),
    MEETING: (
        "meeting date", "date of meeting", "interview date", "date of interview", "call date", "date of call",
        "conversation date", "date of conversation", "chat date", "coffee chat date", "coffee date", "meeting",
        "informational interview date", "gespräch am", "gesprächstermin",
    ),
    "interviewed_on": (
        "interviewed on", "interviewed", "met on", "met", "date met", "talked on", "spoke on", "meeting held",
        "interview done", "interview completed", "completed on", "interview held", "had meeting", "had call",
        "meeting done", "meeting completed", "talked", "spoke", "interview conducted", "getroffen", "getroffen am",
    ),
    "thanked_on": (
        "thanked on", "thanked", "thank you sent", "thank you", "thank you date", "date thanked", "thank you note",
        "thank you note sent", "thank you email", "thank you email sent", "thank you sent on", "thanks sent",
        "sent thank you", "sent thanks", "date thank you sent", "ty sent", "thank you letter", "thank you note sent on",
        "gedankt am", "dank gesendet",
    ),
    "introduced_by": (
        "introduced by", "introduction by", "introducer", "intro by", "intro via", "intro from", "referred by",
        "referral from", "referral by", "introduced through", "mutual connection", "mutual contact", "warm intro from",
        "vermittelt durch", "empfohlen von",
    ),
    "industry": ("industry", "sector", "field", "branche", "secteur"),
    "seniority": ("seniority", "seniority level", "level", "career level"),
    "company_size": (
        "company size", "organization size", "organisation size", "size", "employees", "number of employees",
        "headcount",
    ),
    "message_length": (
        "message length", "word count", "words", "length", "number of words", "length in words", "message words",
    ),
    MESSAGE: (
        "message", "message text", "email text", "body", "message body", "text of message", "message sent text",
        "email body", "nachricht",
    ),
    "personalised": (
        "personalised", "personalized", "personalised message", "personalized message", "personal", "customised",
        "customized", "tailored", "personal note",
    ),
    ADDRESS: (
        "email", "e mail", "email address", "e mail address", "contact email", "mail", "mail address", "contact info",
        "e mail adresse", "correo",
    ),
    PROFILE: (
        "profile url", "linkedin", "linkedin url", "linkedin profile", "linkedin link", "linkedin profile url",
        "profile", "profile link", "linkedin profile link",
    ),
}  # fmt: skip
STAGE_COLUMNS = (
    "sent_on", "followed_up_on", "replied_on", "accepted", "scheduled_for", MEETING, "interviewed_on", "thanked_on",
)  # fmt: skip
_TARGETS = {wording: (target, place) for target, wordings in WORDINGS.items() for place, wording in enumerate(wordings)}
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MARKS_OF_A_QUESTION = re.compile(r"\b(?:y n|yes no|date|yyyy mm dd|dd mm yyyy|mm dd yyyy|utc)$")
_HEADER_WITHIN = 20  # rows; titles and remarks may stand above the header


@dataclass(frozen=True)
class HeaderMapping:
    """What one column is read as.

    Attributes
    ----------
    position : int
        Of the column, from 0.
    header : str
        As written; "column 3" where there is none.
    target : str
        A key of ``WORDINGS``, or empty for a column that is kept under its own name.
    """

    position: int
    header: str
    target: str


def target_of(header: str) -> str:
    """Return what a header is read as, or ""."""
    return _match(header)[0]


def map_headers(cells: Sequence[str]) -> list[HeaderMapping]:
    """Return what each column is read as.

    A stage (sent, replied, …) may have several columns, one with the day and one with yes or no. Of anything else the
    surest wording is read, and of two alike the first; the others are kept under their own names.
    """
    matches = [_match(cell) for cell in cells]
    best: dict[str, int] = {}
    for position, (target, place) in enumerate(matches):
        if target and (target not in best or place < matches[best[target]][1]):
            best[target] = position
    # A first name alone is a name; beside a full name the two are further columns.
    if "contact" in best:
        best.pop(FIRST_NAME, None)
        best.pop(LAST_NAME, None)
    return [
        HeaderMapping(
            position,
            " ".join(cell.split()) or f"column {position + 1}",
            target if target in STAGE_COLUMNS or best.get(target) == position else "",
        )
        for position, (cell, (target, _)) in enumerate(zip(cells, matches, strict=True))
    ]


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the header among the first rows: the one that names the contact and the most columns.

    None where no row names a contact.
    """
    best, most = None, 0
    for place, cells in enumerate(rows[:_HEADER_WITHIN]):
        found = {mapping.target for mapping in map_headers(cells)} - {""}
        named = bool(found & {"contact", FIRST_NAME, LAST_NAME, "organization", ADDRESS})
        if named and len(found) > most and all(len(cell) <= 120 for cell in cells):
            best, most = place, len(found)
    return best


def _match(header: str) -> tuple[str, int]:
    """Return the target of a header and how sure it is (smaller is surer); ("", 0) for none."""
    whole = plain_key(header)
    short = plain_key(_BRACKETS.sub(" ", header))
    bare = _MARKS_OF_A_QUESTION.sub("", short).strip()
    for penalty, words in ((0, whole), (100, short), (200, bare)):
        if words in _TARGETS:
            target, place = _TARGETS[words]
            return target, place + penalty
    return "", 0
