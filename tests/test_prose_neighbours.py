"""Neighbours of paragraphs: other people's only, and how sure a difference between two encoders is."""

import numpy as np
import pytest

from benchmarks.prose_kept import interval
from tools.train_encoder.prose import Paragraph, nearest_shares


def test_a_persons_own_paragraphs_are_no_neighbours():
    painter, coder = frozenset({"painter"}), frozenset({"coder", "writer"})
    paragraphs = [
        Paragraph("a", "what", "ana", painter),
        Paragraph("b", "what", "ana", painter),
        *[Paragraph(f"c{i}", "who", "ben", coder) for i in range(4)],
        Paragraph("d", "what", "cy", frozenset({"writer"})),
    ]
    rows = np.eye(7)
    found = nearest_shares(paragraphs, rows)
    # Ana's five nearest are Ben's four and Cy's one.
    assert found["question"][0] == pytest.approx(1 / 5)
    assert found["occupation"][0] == 0
    # Of Cy's five nearest (all alike, so in their order) two are Ana's and three Ben's, who writes as well.
    assert found["question"][6] == pytest.approx(2 / 5)
    assert found["occupation"][6] == pytest.approx(3 / 5)


def test_the_interval_resamples_people_not_paragraphs():
    people = np.repeat([f"p{i}" for i in range(20)], 30)
    difference = np.repeat(np.tile([1.0, -1.0], 10), 30)
    low, high = interval(difference, people, draws=2000)
    # Twenty draws of +1 or -1: a standard deviation of 1/sqrt(20) = 0.22.
    assert low == pytest.approx(-0.44, abs=0.08)
    assert high == pytest.approx(0.44, abs=0.08)
