"""The network that reads names in their notes: what it is asked, and that its answers stand by themselves."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_analysis.encoder.text_windows import load_tokenizer
from infoview_analysis.errors import EncoderError
from infoview_analysis.frames import NEEDS
from infoview_analysis.skills.tagger import (
    FOLDER,
    MAX_TOKENS,
    Question,
    SkillTagger,
    asked,
    cached_tagger,
    pieces_of,
    readings,
    shipped_tagger,
)

POINTS = Path(__file__).parents[1] / "data" / "skill_points"
TOKENIZER = load_tokenizer(FOLDER / "tokenizer.json")


def question(text: str, words: str, heading: str = "") -> Question:
    start = text.index(words)
    return Question(heading, text, start, start + len(words))


def test_an_answer_is_a_probability_and_the_logs_of_four() -> None:
    (answer,) = readings(shipped_tagger(), [question("You need SQL, they test it.", "SQL", "Skills")])
    assert 0 < answer.spoken <= 1
    assert len(answer.needs) == len(NEEDS)
    assert np.exp(answer.needs).sum() == pytest.approx(1, abs=1e-5)


def test_what_one_cannot_do_without_and_what_nobody_asks_for_are_told_apart() -> None:
    must, idle = readings(
        shipped_tagger(),
        [
            question("You can't do this job without SQL, they test it on the first day.", "SQL"),
            question("SQL? Nobody here has ever asked me for it, we have people for that.", "SQL"),
        ],
    )
    order = dict(zip(NEEDS, range(4), strict=True))
    assert must.needs[order["must"]] > must.needs[order["not_needed"]]
    assert idle.needs[order["not_needed"]] > idle.needs[order["must"]]


def test_an_answer_does_not_depend_on_what_else_is_asked_or_on_threads() -> None:
    asks = [question(f"Learn SQL and {word}.", "SQL") for word in ("Python", "welding", "how to listen for an hour")]
    questions = [asked(one) for one in asks]
    together = SkillTagger(threads=2).encode(questions)
    alone = np.vstack([SkillTagger(threads=1).encode([one]) for one in reversed(questions)])[::-1]
    assert together.tobytes() == alone.tobytes()
    assert SkillTagger().encode([]).shape == (0, 5)


def test_words_far_down_a_long_note_are_read() -> None:
    text = "We talked about the weather and the harbour. " * 60 + "In the end she said that SQL is a must."
    assert len(pieces_of(TOKENIZER, "Skills", text)) > 1
    (answer,) = readings(shipped_tagger(), [question(text, "SQL")])
    (nowhere,) = readings(shipped_tagger(), [Question("Skills", text, len(text), len(text))])
    assert set(nowhere.needs) == {-np.log(4).astype(np.float32)}
    assert answer.needs != nowhere.needs


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=80))
def test_every_piece_of_a_text_is_in_one_window(text: str, heading: str) -> None:
    windows = pieces_of(TOKENIZER, heading, text)
    spans = [span for window in windows for span in window.spans if span is not None]
    assert all(len(window.pieces) == len(window.spans) <= MAX_TOKENS for window in windows)
    assert spans == TOKENIZER.encode(text.encode("utf-8", "replace").decode(), add_special_tokens=False).offsets
    for start, end in spans:
        assert 0 <= start <= end <= len(text)


def test_any_words_can_be_asked_about() -> None:
    odd = [Question("", "", 0, 0), Question("\ud800", "\ud800 SQL \U0001f600", 0, 1), Question("h", "   ", 1, 2)]
    answers = readings(shipped_tagger(), odd)
    assert np.isfinite([[answer.spoken, *answer.needs] for answer in answers]).all()


def test_answers_are_kept(tmp_path: Path) -> None:
    questions = [question("Learn SQL first.", "SQL"), question("Learn SQL first.", "first")]
    first = readings(cached_tagger(tmp_path), questions)
    again = cached_tagger(tmp_path)
    assert readings(again, questions) == first == readings(shipped_tagger(), questions)
    assert (again.encoded, again.cached) == (0, 2)


def test_a_damaged_tagger_is_told_with_its_file_and_a_mend(tmp_path: Path) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(FOLDER, folder)
    (folder / "skill_tagger.onnx").write_bytes(b"no model")
    with pytest.raises(EncoderError, match=r"skill_tagger\.onnx.*damaged or was replaced.*Install the package again"):
        SkillTagger(folder)


def test_what_it_was_taught_on_is_marked_word_for_word() -> None:
    from infoview_analysis.frames import CATEGORIES

    texts = set()
    for path in sorted(POINTS.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            note = json.loads(line)
            place = f"{path.name}, line {number}"
            assert note["text"] not in texts, place
            texts.add(note["text"])
            assert note["category"] in CATEGORIES, place
            for skill in note["skills"]:
                assert skill["mention"] in note["text"] and skill["need"] in NEEDS and skill["name"], place
    assert len(texts) > 9000
