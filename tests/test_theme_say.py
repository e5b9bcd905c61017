"""A point's category leans on its theme, and is no surer than that makes it right."""

import numpy as np
import pytest

from infoview_analysis.frames import CATEGORIES
from infoview_analysis.themes.categories import theme_category, with_their_themes
from tools.train_encoder.theme_say import Judged, figures

ADVICE, PATH = CATEGORIES.index("advice"), CATEGORIES.index("career path")


def _shares(*advice: float) -> np.ndarray:
    """Points torn between two categories: so much for advice, the rest for the career path."""
    rows = np.zeros((len(advice), len(CATEGORIES)))
    rows[:, ADVICE] = advice
    rows[:, PATH] = 1 - np.array(advice)
    return rows


def test_a_doubtful_point_follows_its_theme_and_an_unplaced_one_itself():
    points = ["p1", "p2", "p3", "p4"]
    found = with_their_themes(_shares(0.9, 0.9, 0.45, 0.45), ["t-1", "t-1", "t-1", None], points, {})
    # Its theme says (0.9 + 0.9 + 0.45) / 3 = 0.75; together with its own 0.45 that is 0.60 to 0.40, made surer.
    assert found[2, ADVICE] == pytest.approx(0.6**1.34 / (0.6**1.34 + 0.4**1.34))
    assert found[3, ADVICE] == pytest.approx(0.45)
    assert found.sum(axis=1) == pytest.approx(1)


def test_what_the_person_gave_speaks_for_its_theme():
    points, themes = ["p1", "p2"], ["t-1", "t-1"]
    shares = _shares(0.4, 0.4)
    assert with_their_themes(shares, themes, points, {})[1].argmax() == PATH
    assert with_their_themes(shares, themes, points, {"p1": "advice"})[1].argmax() == ADVICE
    assert theme_category(shares, ["advice", None]) == "advice"


def test_nothing_to_lean_on():
    assert with_their_themes(_shares(0.4), [None], ["p1"], {}) == pytest.approx(_shares(0.4))
    assert with_their_themes(_shares(), [], [], {}).shape == (0, len(CATEGORIES))


def test_figures_with_and_without_the_say_of_themes():
    # Three of four points of each theme are seen right alone; with their theme all are.
    logits = np.log(np.concatenate([_shares(0.8, 0.8, 0.8, 0.4), _shares(0.2, 0.2, 0.2, 0.6)]) + 0.01)
    field = Judged(logits, np.array(["advice"] * 4 + ["career path"] * 4), np.array([0] * 4 + [1] * 4))
    alone, together = figures([field], 0.0), figures([field], 1.0)
    assert (alone["right"], together["right"]) == (0.75, 1.0)
    assert together["log_loss"] < alone["log_loss"]
