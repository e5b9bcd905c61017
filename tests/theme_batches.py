"""Hand-made batches of notes whose themes are known: frames, and a vector for each text."""

from __future__ import annotations

import zlib

import numpy as np
import pandas as pd

from infoview_analysis.themes.categories import category_descriptions

SIZE = 40

WORDS = (
    ("union card", "apprenticeship office", "the union card opens the gate"),
    ("night shift", "double shift", "night shift pays better"),
    ("permit delay", "county desk", "the permit delay eats the season"),
    ("spreadsheet model", "pivot table", "every spreadsheet model is checked twice"),
    ("mentor program", "weekly mentor", "the mentor program keeps juniors"),
    ("battery storage", "grid queue", "battery storage is where growth sits"),
)


def text_vector(text: str) -> np.ndarray:
    """Return a vector that depends on the text alone: noise of a fixed direction."""
    random = np.random.default_rng(zlib.crc32(text.encode()))
    return random.normal(size=SIZE)


def unit(vector: np.ndarray) -> np.ndarray:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def make_batch(
    n_people: int = 16, n_themes: int = 5, per_theme: int = 1, noise: float = 0.6, loose: int = 3
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, np.ndarray], dict[str, int | None]]:
    """Return points, interviews, vectors and the true theme of each point_id.

    Each person says ``per_theme`` things on each theme and ``loose`` things on none.
    """
    rows, truth, vectors = [], {}, {"": np.zeros(SIZE, np.float32)}
    axes = np.eye(SIZE)
    for person in range(n_people):
        interview = f"i{person:02d}"
        themes = [theme for theme in range(n_themes) for _ in range(per_theme)] + [None] * loose
        order = np.random.default_rng(person).permutation(len(themes))
        for position, place in enumerate(order, start=1):
            theme = themes[place]
            said = f"remark {person} {position}" if theme is None else (
                f"{WORDS[theme][(person + place) % 3]}, note {person} of {place}"
            )  # fmt: skip
            signal = np.zeros(SIZE) if theme is None else axes[theme] * np.sqrt(SIZE)
            vectors[said] = unit(signal + noise * text_vector(said))
            point = f"{interview}-{place}"
            truth[point] = theme
            rows.append((point, interview, position, said))
    points = pd.DataFrame(rows, columns=["point_id", "interview_id", "position", "plain"]).assign(
        source="notes.md", line=1, start=0, end=1, heading=None, text=lambda f: f["plain"], kind="item"
    )
    interviews = pd.DataFrame(
        {
            "interview_id": [f"i{person:02d}" for person in range(n_people)],
            "interviewee": [f"Person {person}" for person in range(n_people)],
            "company": [f"Cobalt{person}" for person in range(n_people)],
            "source": "notes.md",
            "n_points": len(rows) // n_people,
        }
    )
    for texts in category_descriptions().values():
        vectors.update({text: unit(text_vector(text)) for text in texts})
    return points, interviews, vectors, truth
