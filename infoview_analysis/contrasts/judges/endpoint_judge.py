"""A language model at an address as judge: any endpoint that speaks the chat completions protocol.

Off unless the settings name an address. What is sent is the sentence and the quotes with their headings; no names of
people, files or companies beside those in the quotes themselves. What comes back is not believed: every word it cites
must stand in the note, and an answer that cites something else is discarded and counted.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

from infoview_analysis.contrasts.judges.protocol import Judgement, Quote, Side, Verdict
from infoview_analysis.identity import word_key
from infoview_analysis.readers.document import Problem

SETTINGS = "infoview.toml"
AT_ONCE = 10  # quotes of one question
LARGEST_ANSWER = 1_000_000  # bytes
SIDES: dict[str, Side] = {"for": "for", "against": "against", "depends": "depends"}
ABSTAINS = ("none", "unclear", "neither", "")
TASK = (
    "You read notes of interviews. For each numbered note decide whether the person agrees with the statement (for),"
    " disagrees (against), says that it depends (depends), or does not speak about it (none). When in doubt"
    ' answer none. Answer with JSON alone: {"answers": [{"number": 1, "side": "for", "cited": "words copied from'
    ' the note", "reason": "one short sentence", "condition": "what it depends on, copied from the note, or empty"}]}'
)


class _Unanswered(Exception):  # noqa: N818 - it is a reason, shown to the person
    """Nothing usable came back; the message says why."""


class EndpointJudge:
    """Asks a language model at an address of the chat completions protocol.

    Parameters
    ----------
    endpoint : str
        Address up to the version, such as "http://localhost:11434/v1".
    model : str
        Name of the model there.
    timeout : float
        Seconds to wait for one answer.
    """

    def __init__(self, endpoint: str, model: str, *, timeout: float = 60.0) -> None:
        self.endpoint = endpoint.rstrip("/")
        self.model = model
        self.timeout = timeout
        self._silent: str | None = None

    @property
    def name(self) -> str:
        """What the tables call it."""
        return f"endpoint: {self.model}"

    def judge(self, proposition: str, quotes: Sequence[Quote]) -> Judgement:
        """Return the sides the model gives, without those that cite what is not in the note.

        A server that did not answer once is not asked again in this run.
        """
        verdicts: list[Verdict] = []
        discarded = 0
        problems: list[Problem] = []
        for first in range(0, len(quotes), AT_ONCE):
            if self._silent is not None:
                break
            batch = quotes[first : first + AT_ONCE]
            try:
                answers = _answers(self._ask(proposition, batch))
            except _Unanswered as reason:
                problems.append(self._problem(str(reason)))
                continue
            found, wrong = checked(answers, batch)
            verdicts.extend(found)
            discarded += wrong
        if discarded:
            problems.append(
                _warning(
                    "judge-cites-wrongly",
                    f"Discarded answers of {self.model} on “{proposition}”: {discarded}. They cite what is not in the"
                    " note, or name no side there is.",
                )
            )
        return Judgement(tuple(verdicts), tuple(problems), discarded)

    def _ask(self, proposition: str, quotes: Sequence[Quote]) -> str:
        """Return what the model answers.

        Raises
        ------
        _Unanswered
            The server is not there, too slow, refuses, or its answer is not of the protocol.
        """
        numbered = "\n".join(
            f"{number}. {f'[{quote.heading}] ' if quote.heading else ''}{quote.text}"
            for number, quote in enumerate(quotes, 1)
        )
        body = {
            "model": self.model,
            "temperature": 0,
            "seed": 0,
            "messages": [
                {"role": "system", "content": TASK},
                {"role": "user", "content": f"Statement: {proposition}\n\nNotes:\n{numbered}"},
            ],
        }
        request = urllib.request.Request(
            f"{self.endpoint}/chat/completions",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                answer = json.loads(response.read(LARGEST_ANSWER))
            content = answer["choices"][0]["message"]["content"]
        except urllib.error.HTTPError as error:
            if error.code in (401, 403, 404):
                self._silent = f"refused ({error.code})"
            raise _Unanswered(f"answered with the error {error.code}") from None
        except TimeoutError:
            self._silent = "too slow"
            raise _Unanswered(f"did not answer within {self.timeout:g} seconds") from None
        except (urllib.error.URLError, OSError) as error:
            self._silent = "not there"
            raise _Unanswered(f"cannot be reached ({getattr(error, 'reason', error)})") from None
        except (ValueError, KeyError, IndexError, TypeError):
            raise _Unanswered("gave an answer that is none of the chat completions protocol") from None
        if not isinstance(content, str):
            raise _Unanswered("gave an answer without words")
        return content

    def _problem(self, reason: str) -> Problem:
        return _warning(
            "judge-unanswered",
            f"The language model at {self.endpoint} {reason}; the cues decide instead. Check contrasts.endpoint and"
            " contrasts.model, and that the server runs.",
        )


def checked(answers: Sequence[Any], quotes: Sequence[Quote]) -> tuple[list[Verdict], int]:
    """Return the answers that hold, and how many do not.

    An answer holds when it names a note there is, a side there is, and cites words that stand in that note.
    """
    found: dict[str, Verdict] = {}
    wrong = 0
    for answer in answers:
        number = answer.get("number") if isinstance(answer, dict) else None
        if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= len(quotes):
            wrong += 1
            continue
        quote = quotes[number - 1]
        given = str(answer.get("side") or "").strip().casefold()
        if given in ABSTAINS:
            found.setdefault(quote.point_id, Verdict(quote.point_id, None, "unclear", "the judge abstains"))
            continue
        cited = verbatim(answer.get("cited"), quote.text)
        if given not in SIDES or cited is None or quote.point_id in found:
            wrong += 1
            continue
        condition = verbatim(answer.get("condition"), quote.text) or ""
        reason = str(answer.get("reason") or "")[:300]
        found[quote.point_id] = Verdict(quote.point_id, SIDES[given], "likely", reason, (cited,), condition)
    return list(found.values()), wrong


def verbatim(cited: object, text: str) -> str | None:
    """Return the words of ``text`` that ``cited`` repeats, as they stand there; None where it does not repeat any.

    Case, punctuation and blanks may differ; the words and their order may not.
    """
    if not isinstance(cited, str):
        return None
    words = word_key(cited).split()
    if not words or not any(char.isalnum() for char in cited):
        return None
    pattern = r"[\W_]+".join(re.escape(word).replace("'", "['’]") for word in words)
    match = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    return match.group() if match else None


def _answers(content: str) -> list[Any]:
    """Return the list of answers in what the model wrote.

    Raises
    ------
    _Unanswered
        There is no JSON in it, or not of the form asked for: a refusal, or chatter.
    """
    start, end = content.find("{"), content.rfind("}")
    try:
        read = json.loads(content[start : end + 1]) if start >= 0 else None
    except (ValueError, RecursionError):
        read = None
    answers = read.get("answers") if isinstance(read, dict) else None
    if not isinstance(answers, list):
        raise _Unanswered("did not answer in the form asked for, or refused")
    return answers


def _warning(code: str, message: str) -> Problem:
    return Problem(SETTINGS, None, "warning", code, message)
