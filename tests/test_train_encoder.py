"""The measures, heads and loss terms by which the shipped encoder was chosen."""

from __future__ import annotations

import json

import numpy as np
import pytest

from infoview_analysis.frames import CATEGORIES
from tools.train_encoder.corpora import FOLDS, Corpus, Point, load_corpora
from tools.train_encoder.evaluate import judge, mixed_vectors
from tools.train_encoder.heads import calibration_error, fit_temperature, reliability, softmax
from tools.train_encoder.views import passages


def _point(person: int, text: str, theme: str | None, heading: str = "", stances: dict | None = None) -> Point:
    return Point(f"i{person}", 0, heading, text, "daily work", theme, stances or {}, False, False, False)


@pytest.fixture
def two_themes() -> tuple[Corpus, dict[str, np.ndarray]]:
    """Two themes on two axes, eight people; the first four take a side on the one proposition."""
    points = [_point(i, f"a{i}", "A", stances={"P1": 1}) for i in range(8)]
    points += [_point(i, f"b{i}", "B") for i in range(8)]
    corpus = Corpus("field", points, {"A": "label a", "B": "label b"}, {"P1": "statement"})
    vectors = {f"a{i}": np.array([1.0, 0.0]) for i in range(8)} | {f"b{i}": np.array([0.0, 1.0]) for i in range(8)}
    return corpus, vectors | {"label a": np.array([1.0, 0.0]), "label b": np.array([0.0, 1.0])}


def test_perfect_vectors_are_judged_perfect(two_themes):
    corpus, vectors = two_themes
    figures = judge(corpus, vectors | {"statement": np.array([1.0, 0.0])})
    assert figures == pytest.approx(dict.fromkeys(figures, 1.0))


def test_swapped_labels_and_statement_are_judged_wrong(two_themes):
    corpus, vectors = two_themes
    swapped = {"label a": vectors["label b"], "label b": vectors["label a"], "statement": np.array([0.0, 1.0])}
    figures = judge(corpus, vectors | swapped)
    assert figures["name"] == 0.0
    assert figures["name_3"] == 1.0, "three confirmed quotes outweigh a misleading name"
    assert figures["proposition"] == pytest.approx(0.5), "all eight come last, in a tie: 8 of 16"


def test_a_point_is_mixed_with_its_heading_and_neighbours():
    points = [_point(1, "x", None, "h"), _point(1, "y", None, "h"), _point(2, "z", None)]
    axes = dict(zip(("x", "y", "h"), np.eye(3), strict=True))
    rows = mixed_vectors(points, axes | {"z": np.array([0.0, 0.0, 1.0])})
    expected = np.array([1.0, 0.3, 0.3])
    np.testing.assert_allclose(rows[0], expected / np.linalg.norm(expected))
    np.testing.assert_allclose(rows[2], [0.0, 0.0, 1.0])


def test_passages_keep_to_their_heading_and_length():
    points = [_point(1, "word " * 25, None, "first") for _ in range(4)] + [_point(2, "word " * 90, None, "second")]
    found = passages(Corpus("field", points, {}, {}))
    assert [passage.heading for passage in found] == ["first", "second"]
    assert all(60 <= len(passage.text.split()) <= 200 for passage in found)


def test_temperature_cools_overconfident_logits():
    rng = np.random.default_rng(0)
    logits = rng.normal(size=(4000, 3))
    answers = np.array([rng.choice(3, p=row) for row in softmax(logits)])
    assert fit_temperature(logits * 4, answers) == pytest.approx(4.0, rel=0.1)


def test_calibration_error_is_the_mean_gap():
    confidence = np.array([0.6] * 10 + [0.9] * 10)
    right = np.array([True] * 5 + [False] * 5 + [True] * 9 + [False])
    table = reliability(confidence, right, bins=2)
    assert [(row["confidence"], row["right"]) for row in table] == [(0.6, 0.5), (0.9, 0.9)]
    assert calibration_error(table) == pytest.approx(0.05)


def test_every_training_field_is_held_out_once():
    names = [name for fold in FOLDS.values() for name in fold]
    assert len(names) == len(set(names)) == 12
    assert not {"energy", "usesthis"} & set(names)


def test_corpus_is_read_as_annotated(tmp_path):
    point = {"text": "t", "category": CATEGORIES[0], "theme": None, "stances": {"P1": -1}, "resource": "a book",
             "referral": None, "action": None}  # fmt: skip
    folder = tmp_path / "field"
    folder.mkdir()
    interview = {"id": "x", "blocks": [{"heading": None, "points": [point]}]}
    (folder / "interviews.jsonl").write_text(json.dumps(interview) + "\n", encoding="utf-8")
    (folder / "themes.json").write_text(json.dumps({"T1": {"label": "l", "category": "advice"}}), encoding="utf-8")
    (folder / "propositions.json").write_text(
        json.dumps({"P1": {"statement": "s", "theme": "T1"}, "false_contrasts": ["T1"]}), encoding="utf-8"
    )
    corpus = load_corpora(tmp_path)["field"]
    assert corpus.propositions == {"P1": "s"}
    assert corpus.points == [Point("x", 0, "", "t", "career path", None, {"P1": -1}, True, False, False)]


def test_contrast_prefers_positives_and_ignores_lonely_rows():
    torch = pytest.importorskip("torch")
    from tools.train_encoder.loss import opposite_margin, supervised_contrast

    rows = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    same = torch.tensor([[1, 1, 0], [1, 1, 0], [0, 0, 1]], dtype=torch.bool)
    # Two anchors, each log(e / (e + 1)) at temperature one; the third row has no positive.
    assert supervised_contrast(rows, same, 1.0).item() == pytest.approx(np.log(1 + np.exp(-1)), rel=1e-5)
    assert opposite_margin(rows, same ^ torch.eye(3, dtype=torch.bool)).item() == pytest.approx(0.2)


def test_models_are_averaged_and_gone_to_in_part():
    torch = pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from tools.train_encoder.network import averaged, blended

    def layer(value: float):
        made = torch.nn.Linear(1, 1)
        torch.nn.init.constant_(made.weight, value)
        return made

    mean = averaged([layer(1.0), layer(3.0)])
    assert mean["weight"].item() == pytest.approx(2.0)
    assert blended(layer(0.0), mean, 0.25)["weight"].item() == pytest.approx(0.5)


def test_a_batch_has_every_label_and_some_who_take_sides():
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    import random

    from tools.train_encoder.train import Settings, sample_batch

    points = [_point(i, f"{t}{i}", t, "h") for t in "ABC" for i in range(4)]
    points += [_point(i, f"side {i}", None, "h", {"P1": 1}) for i in range(3)] + [_point(9, "bye", None)]
    corpus = Corpus("field", points, {t: f"label {t}" for t in "ABC"}, {"P1": "statement"})
    settings = Settings(themes_per_batch=2, points_per_theme=2, sides_per_batch=2, unthemed_per_batch=1)
    batch = sample_batch(corpus, [], settings, random.Random(0))
    assert sorted(batch.labels) == ["label A", "label B", "label C"]
    assert {point.theme for point in batch.points[:4]} == set(batch.themes[:2])
    assert batch.statements == ["statement"]
    assert sum("P1" in point.stances for point in batch.points) >= 2
    assert set(batch.read_texts) | set(batch.fixed_texts) == set(batch.short_texts)


def test_dropped_words_leave_the_ends():
    torch = pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from tools.train_encoder.network import _thinned

    states = torch.arange(100.0)[:, None]
    torch.manual_seed(0)
    thin = _thinned(states, 0.3)
    assert 50 < len(thin) < 90
    assert thin[0] == 0 and thin[-1] == 99
    assert _thinned(states[:5], 0.9).shape == (5, 1), "short texts are left whole"
