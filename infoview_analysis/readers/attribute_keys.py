"""How people word the keys of an interview's metadata."""

from __future__ import annotations

import re

# Wordings of each attribute, the surest first: where a note has several, the first that has a value counts.
WORDINGS: dict[str, tuple[str, ...]] = {
    "interviewee": (
        "interviewee", "interviewee name", "name", "full name", "person", "contact", "contact name", "interviewed",
        "interview with", "who", "guest", "spoke with", "spoke to", "talked to", "participant", "expert",
        "your name", "gesprächspartner", "gesprächspartnerin", "nom", "nombre", "entrevistado", "entrevistada",
    ),
    "role": (
        "role", "job title", "current role", "position", "job", "occupation", "current position", "profession",
        "your role", "your job title", "rolle", "beruf", "poste", "métier", "puesto", "cargo",
    ),
    "company": (
        "company", "company name", "organisation", "organization", "employer", "org", "current company", "firm",
        "workplace", "institution", "business", "firma", "unternehmen", "entreprise", "empresa",
    ),
    "company_size": (
        "company size", "size", "organisation size", "organization size", "headcount", "employees",
        "number of employees", "team size",
    ),
    "industry": ("industry", "sector", "field", "domain", "branche", "secteur"),
    "seniority": ("seniority", "seniority level", "level", "career level"),
    "years_experience": (
        "years experience", "years of experience", "yrs experience", "years in field", "years in the field",
        "years in industry", "yoe", "experience", "berufserfahrung",
    ),
    "date": (
        "date", "interview date", "date of interview", "date of call", "call date", "meeting date", "interviewed on",
        "when", "day", "datum", "fecha", "created", "created at", "created time", "created on",
    ),
    "format": ("format", "interview format", "medium", "mode", "method", "interview type", "meeting type"),
    "duration_minutes": ("duration minutes", "duration", "length", "minutes", "duration min", "call length"),
    "channel": (
        "channel", "contact channel", "outreach channel", "contacted via", "contacted by", "reached via", "approach",
    ),
    "introduced_by": (
        "introduced by", "introduction by", "introduced through", "intro by", "intro", "intro via", "referred by",
        "referral", "referral from", "met through", "met via", "via", "through",
    ),
}  # fmt: skip
CANONICAL_KEYS = tuple(WORDINGS)
_CANONICAL = {wording: key for key, wordings in WORDINGS.items() for wording in wordings}


def plain_key(key: str) -> str:
    """Return a key in lower case, words apart by one blank, without marks: ``**Job_Title**`` → ``job title``."""
    return " ".join(re.findall(r"[^\W_]+", key.lower()))


def is_known_key(key: str) -> bool:
    """Tell whether ``key`` is a wording of one of the attributes that the tables have a column for."""
    return plain_key(key) in _CANONICAL
