"""Names that stay the same from run to run: of interviews, and of points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b

_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST_SLUG = 60


def word_key(text: str) -> str:
    """Return the words of ``text`` in one form: no case, no punctuation, one blank between.

    Texts with the same key say the same words. A text without letters and digits is its own key.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(_WORDS.findall(folded)) or " ".join(folded.split())


def slug(name: str) -> str:
    """Return a short form of ``name`` of small letters, digits and hyphens.

    Letters of every script are kept. What would be lost (emoji and other symbols) is told apart by six characters of a
    hash, so that two names never share a slug because of it.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(char if char.isalnum() or unicodedata.category(char)[0] == "M" else "-" for char in folded)
    short = re.sub(r"-+", "-", kept.replace("\ufe0f", "").replace("\u20e3", "")).strip("-")
    symbols = any(unicodedata.category(char)[0] == "S" for char in folded)
    if short and not symbols and len(short) <= _LONGEST_SLUG:
        return short
    return "-".join(part for part in (short[:_LONGEST_SLUG].strip("-"), _hash(folded, 6)) if part)


def interview_id(interviewee: str, day: date | None) -> str:
    """Return ``name-2026-01-14``, or the name alone where the day is not known."""
    name = slug(interviewee)
    return name if day is None or name.endswith(day.isoformat()) else f"{name}-{day.isoformat()}"


def point_ids(interview: str, keys: Iterable[str], taken: set[str]) -> list[str]:
    """Return an id for each point of one interview.

    It is made of the interview, the words, and how often the same words came before in that interview; so it stays when
    other points are edited, moved or added, and when the file is renamed.

    Parameters
    ----------
    interview : str
        The ``interview_id``.
    keys : iterable of str
        The words of each point, as ``word_key`` gives them, in their order.
    taken : set of str
        Ids given so far, in all interviews; the new ones are added.
    """
    counts: dict[str, int] = {}
    ids = []
    for key in keys:
        number = counts.get(key, 0)
        made = "p" + _hash(f"{interview}\x00{key}\x00{number}", 12)
        while made in taken:  # two of 2^48 values may meet
            number += 1
            made = "p" + _hash(f"{interview}\x00{key}\x00{number}", 12)
        counts[key] = number + 1
        taken.add(made)
        ids.append(made)
    return ids


def request_ids(
    names: Sequence[str], days: Sequence[str], channels: Sequence[str], organizations: Sequence[str]
) -> list[str]:
    """Return an id for each request for an interview.

    It is made of the contact, the day and the channel; only where two requests share all three, of the organization,
    and last of how many such requests came before.

    Parameters
    ----------
    names, days, channels, organizations : sequence of str
        One value a request, in one form each; equal requests in an order that does not depend on the rows of a file.
    """
    taken: set[str] = set()
    ids = []
    for name, day, channel, organization in zip(names, days, channels, organizations, strict=True):
        words = f"{name}\x00{day}\x00{channel.casefold()}"
        made, number = "o" + _hash(words, 12), 0
        while made in taken:
            number += 1
            made = "o" + _hash(f"{words}\x00{organization}\x00{number}", 12)
        taken.add(made)
        ids.append(made)
    return ids


def _hash(words: str, length: int) -> str:
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=(length + 1) // 2).hexdigest()[:length]
