"""Who asks and who answers in a transcript: an interviewer's turns are questions, not evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from infoview_analysis.readers.attributes import normalise
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.options import ReadOptions

_ANSWERING = frozenset({"interviewee", "guest", "expert", "participant", "respondent", "answer"})
_NUMBERED = re.compile(
    r"(?:speaker|participant|person|unknown(?: speaker)?|voice|user)[ _#-]*(?:\d*|[a-z])|[a-z]\d?", re.IGNORECASE
)
_ASKS = re.compile(r"\?[\"'”’)\s]*$")
# A speaker asks where this share of the turns ends in a question, and twice the others' share does.
_ASKING_SHARE = 0.34


@dataclass(frozen=True)
class Turn:
    """What one person said before another one spoke.

    Attributes
    ----------
    speaker : str
        Name as written; empty where none is given.
    words : str
        What was said.
    line : int or None
        Line of the file.
    """

    speaker: str
    words: str
    line: int | None = None


@dataclass(frozen=True)
class Asking:
    """Who asks.

    Attributes
    ----------
    names : frozenset of str
        The interviewers, as named in the turns.
    problem : Problem or None
        A warning where it could not be told, and every turn counts as evidence.
    """

    names: frozenset[str]
    problem: Problem | None = None


def interviewers(turns: Sequence[Turn], options: ReadOptions, attributes: Mapping[str, str], *, source: str) -> Asking:
    """Return who asks the questions in a transcript.

    Decided by, in this order: the names in the settings; the interviewee in the metadata, all others asking; a speaker
    who is called interviewee or guest; the speaker whose turns mostly end in a question and are shorter.

    Parameters
    ----------
    turns : sequence of Turn
        In the order they were said.
    options : ReadOptions
        ``interviewers`` are the names the user goes by.
    attributes : mapping of str to str
        Metadata as written.
    source : str
        The file, for the warning.
    """
    names = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    if not names:
        return Asking(frozenset(), _unknown(source, "The transcript does not say who speaks"))
    named = frozenset(name for name in names if is_interviewer(name, options))
    if named:
        return Asking(named)
    interviewee = normalise(attributes).get("interviewee", "")
    answering = {name for name in names if _same_person(name, interviewee)}
    if not answering:
        # "A" answers where "Q" asks; beside "B" it is just the first voice that a transcription service heard.
        asked = any(name.casefold() in ("q", "question") for name in names)
        calls = _ANSWERING | {"a"} if asked else _ANSWERING
        answering = {name for name in names if _tokens(name) and _tokens(name)[0] in calls}
    if answering:
        return Asking(frozenset(names) - answering)
    if len(names) == 1:
        return Asking(frozenset())
    asking = _by_questions(turns, names)
    if asking:
        return Asking(frozenset({asking}))
    return Asking(frozenset(), _unknown(source, f"It could not be told which of {_listed(names)} asks the questions"))


def is_interviewer(name: str, options: ReadOptions) -> bool:
    """Tell whether a speaker's name is one of the user's own names ("Me", "Interviewer 1", "Ana Ruiz" for "Ana")."""
    tokens = _tokens(name)
    for own in options.interviewers:
        wanted = _tokens(own)
        if wanted and (tokens == wanted or (len(" ".join(wanted)) > 1 and tokens[: len(wanted)] == wanted)):
            return True
    return False


def with_interviewee(attributes: Mapping[str, str], turns: Sequence[Turn], asking: Asking) -> dict[str, str]:
    """Return attributes with the one named person who answers as interviewee, unless they name one already.

    Several who answer, or only "Speaker 2", give none.
    """
    answering = {turn.speaker for turn in turns if turn.speaker} - asking.names
    if len(answering) != 1 or asking.problem is not None or "interviewee" in normalise(attributes):
        return dict(attributes)
    name = answering.pop()
    if _NUMBERED.fullmatch(name) or not _tokens(name) or _tokens(name)[0] in _ANSWERING:
        return dict(attributes)
    return {**attributes, "interviewee": name}


def _by_questions(turns: Sequence[Turn], names: Sequence[str]) -> str:
    asked: dict[str, list[bool]] = defaultdict(list)
    lengths: dict[str, list[int]] = defaultdict(list)
    for turn in turns:
        if turn.speaker:
            asked[turn.speaker].append(bool(_ASKS.search(turn.words[-200:])))
            lengths[turn.speaker].append(len(turn.words))
    share = {name: sum(asked[name]) / len(asked[name]) for name in names}
    ranked = sorted(names, key=lambda name: (-share[name], names.index(name)))
    first, others = ranked[0], ranked[1:]
    is_short = median(lengths[first]) < median([length for name in others for length in lengths[name]])
    if share[first] >= _ASKING_SHARE and share[first] >= 2 * share[others[0]] and (is_short or share[first] > 0.6):
        return first
    return ""


def _same_person(name: str, interviewee: str) -> bool:
    """Tell whether a speaker is the interviewee or one of them: all words of the shorter name are in the longer one."""
    speaker, known = set(_tokens(name)), set(_tokens(interviewee))
    return bool(speaker and known) and (speaker <= known or known <= speaker)


def _tokens(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())


def _listed(names: Sequence[str]) -> str:
    shown = [f"'{name}'" for name in names[:4]]
    return ", ".join(shown) + (" and others" if len(names) > 4 else "")


def _unknown(source: str, cause: str) -> Problem:
    message = (
        f"{cause}, so every turn counts as something the interviewee said. Put your own name under interviewers in "
        "infoview.toml, or the interviewee's name at the top of the file (Interviewee: Sam Ito)."
    )
    return Problem(source, None, "warning", "interviewer-unknown", message)
