"""Judges suggest sides: cues by hand-made sentences, a language model by a server on this computer."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import numpy as np
import pytest

from infoview_analysis.contrasts import judge_of
from infoview_analysis.contrasts.cues import find_condition, leaning, statement_direction
from infoview_analysis.contrasts.judges import CueJudge, Judge, Quote
from infoview_analysis.contrasts.judges.endpoint_judge import EndpointJudge, verbatim
from infoview_analysis.contrasts.judges.nli_judge import NliJudge
from infoview_analysis.errors import SettingsError
from infoview_analysis.settings import ContrastSettings

DEGREE = "A degree is needed to get in"
QUOTES = (
    Quote("p1", "Skip it, nobody ever asked for mine."),
    Quote("p2", "The degree got me hired, worth every penny."),
)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Don't bother with the degree.", -1),
        ("A waste of time and money", -1),
        ("Not worth it.", -1),
        ("Nobody has ever asked to see it.", -1),
        ("No tick, no call.", 1),
        ("Worth every penny.", 1),
        ("It is mandatory here.", 1),
        ("Depends on the desk", 0),
        ("Fine if it is two days with a clear end", 0),
        ("We met on Tuesday.", None),
    ],
)
def test_a_cue_gives_the_direction(text, direction):
    assert leaning(text).direction == direction


def test_cues_are_the_words_of_the_note():
    text = "Well, Don’t bother – it is overrated."
    assert leaning(text).cue in text


def test_strong_cues_of_both_sides_give_no_direction():
    assert leaning("Worth it, but a waste of money.").direction is None


@pytest.mark.parametrize(
    ("statement", "direction"),
    [
        ("A degree is needed", 1),
        ("Degrees are useless", -1),
        ("A degree is not a waste", 1),
        ("We should ban unpaid work", -1),
        ("You don't need a degree", -1),
    ],
)
def test_a_statement_has_a_direction_of_its_own(statement, direction):
    assert statement_direction(statement) == direction


def test_the_side_turns_with_the_statement():
    sides = [v.side for v in CueJudge().judge(DEGREE, QUOTES).verdicts]
    turned = [v.side for v in CueJudge().judge("Degrees are useless", QUOTES).verdicts]
    assert sides == ["against", "for"]
    assert turned == ["for", "against"]


def test_a_condition_is_shown_and_no_opposition():
    (verdict,) = CueJudge().judge(DEGREE, [Quote("p", "It depends on the firm; if you have savings, hold.")]).verdicts
    assert (verdict.side, verdict.condition) == ("depends", "depends on the firm")
    assert find_condition("Good") == ""


def test_weak_cues_alone_are_no_side():
    (verdict,) = CueJudge().judge(DEGREE, [Quote("p", "She did not come by train.")]).verdicts
    assert (verdict.side, verdict.level) == (None, "unclear")


@contextmanager
def server(answer, *, status=200, wait=0.0, raw=None):
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            time.sleep(wait)
            body = raw if raw is not None else json.dumps({"choices": [{"message": {"content": answer}}]}).encode()
            try:
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the asker has gone

        def log_message(self, *args):
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}/v1", asked
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def answers(*rows):
    return json.dumps({"answers": list(rows)})


GOOD = answers(
    {"number": 1, "side": "against", "cited": "nobody ever asked", "reason": "Nobody asked."},
    {"number": 2, "side": "For", "cited": "worth every PENNY", "reason": "It got the job."},
)


def test_an_endpoint_that_answers_well():
    with server(f"Here you are:\n```json\n{GOOD}\n```") as (address, asked):
        judgement = EndpointJudge(address, "small", timeout=5).judge(DEGREE, QUOTES)
    assert [(v.side, v.cited) for v in judgement.verdicts] == [
        ("against", ("nobody ever asked",)),
        ("for", ("worth every penny",)),
    ]
    assert judgement.problems == ()
    assert asked[0]["model"] == "small"
    assert "Skip it" in asked[0]["messages"][1]["content"]


def test_an_endpoint_that_cites_what_is_not_there():
    wrong = answers(
        {"number": 1, "side": "against", "cited": "nobody cares about degrees"},
        {"number": 2, "side": "maybe", "cited": "worth every penny"},
        {"number": 7, "side": "for", "cited": "worth"},
        "chatter",
    )
    with server(wrong) as (address, _):
        judgement = EndpointJudge(address, "small", timeout=5).judge(DEGREE, QUOTES)
    assert judgement.verdicts == ()
    assert judgement.n_discarded == 4
    assert [p.code for p in judgement.problems] == ["judge-cites-wrongly"]


@pytest.mark.parametrize(
    "settings",
    [
        {"answer": "I cannot help with that."},
        {"answer": "{not json"},
        {"answer": '{"answers": 3}'},
        {"answer": None},
        {"answer": "", "raw": b"<html>"},
        {"answer": "", "raw": b'{"choices": []}'},
        {"answer": "", "status": 500},
        {"answer": GOOD, "wait": 0.6},
    ],
)
def test_an_endpoint_that_answers_badly_or_slowly_is_a_problem_and_no_crash(settings):
    with server(settings.pop("answer"), **settings) as (address, _):
        judgement = EndpointJudge(address, "small", timeout=0.2).judge(DEGREE, QUOTES)
    assert judgement.verdicts == ()
    assert [p.code for p in judgement.problems] == ["judge-unanswered"]
    assert address in judgement.problems[0].message


def test_a_dead_endpoint_is_asked_once():
    with server(GOOD) as (address, _):
        pass
    judge = EndpointJudge(address, "small", timeout=1)
    first, second = judge.judge(DEGREE, QUOTES), judge.judge(DEGREE, QUOTES)
    assert [p.code for p in first.problems] == ["judge-unanswered"]
    assert "cannot be reached" in first.problems[0].message
    assert second.problems == ()


@pytest.mark.parametrize(
    ("cited", "found"),
    [("never  asked", "Never asked"), ("asked, never", None), ("", None), ("…", None), (3, None), ("sked", None)],
)
def test_citations_are_verbatim(cited, found):
    assert verbatim(cited, "Never asked for it") == found


class EntailmentModel:
    config = SimpleNamespace(id2label={0: "contradiction", 1: "entailment", 2: "neutral"})

    def predict(self, pairs):
        return np.array(
            [[5, 0, 0] if "Skip" in note else [0, 5, 0] if "worth" in note else [0, 0, 5] for note, _ in pairs]
        )


def test_an_entailment_model_gives_sides_and_abstains():
    judge = NliJudge("model", model=EntailmentModel())
    verdicts = judge.judge(DEGREE, [*QUOTES, Quote("p3", "We met on Tuesday.")]).verdicts
    assert [v.side for v in verdicts] == ["against", "for", None]
    assert isinstance(judge, Judge)


def test_a_model_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError, match="There is no folder"):
        NliJudge(tmp_path / "missing")


def test_judges_by_settings():
    assert judge_of(ContrastSettings()) is None
    named = judge_of(ContrastSettings(judge="endpoint", endpoint="http://localhost:1/v1/", model="m"))
    assert isinstance(named, EndpointJudge)
    assert (named.endpoint, named.name) == ("http://localhost:1/v1", "endpoint: m")


@pytest.mark.parametrize(
    "values", [{"judge": "llm"}, {"judge": "endpoint"}, {"endpoint": "localhost"}, {"judge": "nli"}]
)
def test_settings_that_cannot_be_meant(values):
    with pytest.raises(ValueError):
        ContrastSettings(**values)
