"""Does long prose still group? Paragraphs of published interviews that were not trained on, headings hidden.

The interviews ("Uses This", usesthis.com) are CC BY-SA 4.0: they are measured on, never trained on, not shipped.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.metrics import adjusted_mutual_info_score

SHORTEST, LONGEST = 60, 200
PLATFORMS = {"mac", "linux", "windows", "ipad", "iphone", "android", "chromeos", "bsd"}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, the question it answers, who speaks, and the occupations of the speaker."""

    text: str
    question: str
    person: str
    occupations: frozenset[str]


def read_paragraphs(folder: Path, *, size: int = 600, seed: int = 0) -> list[Paragraph]:
    """A fixed sample of paragraphs of 60 to 200 words."""
    found = [paragraph for path in sorted(folder.glob("*.markdown")) for paragraph in _paragraphs_of(path)]
    return random.Random(seed).sample(found, min(size, len(found)))


def _paragraphs_of(path: Path) -> list[Paragraph]:
    _, matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
    listed = re.search(r"^categories:\n((?:- .*\n)+)", matter, flags=re.MULTILINE)
    names = {line[2:].strip() for line in listed.group(1).splitlines()} if listed else set()
    found = []
    for section in re.split(r"^### ", body, flags=re.MULTILINE)[1:]:
        question, _, answer = section.partition("\n")
        for raw in answer.split("\n\n"):
            text = re.sub(r"\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])", r"\1", raw).replace("\n", " ").strip()
            if not re.match(r"\[[^\]]+\]:", text) and SHORTEST <= len(text.split()) <= LONGEST:
                found.append(Paragraph(text, question.strip(), path.stem, frozenset(names - PLATFORMS)))
    return found


def judge_prose(paragraphs: list[Paragraph], vectors: dict[str, np.ndarray]) -> dict[str, float]:
    """Question and occupation by neighbours and by clusters.

    Returns
    -------
    dict
        ``question_ami``: Ward clusters (four) with the four questions; ``question_neighbours``: share of the five
        nearest paragraphs of other people that answer the same question; ``occupation_neighbours``: share of them
        whose speaker shares an occupation; ``occupation_ami``: Ward clusters (ten) with the speaker's most
        frequent occupation, over paragraphs of the ten most frequent ones.
    """
    rows = np.stack([vectors[paragraph.text] for paragraph in paragraphs])
    questions = np.array([paragraph.question for paragraph in paragraphs])
    near = nearest_shares(paragraphs, rows)
    counts = Counter(name for paragraph in paragraphs for name in paragraph.occupations)
    common = [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10]]
    main = [next((name for name in common if name in paragraph.occupations), None) for paragraph in paragraphs]
    kept = [i for i, name in enumerate(main) if name]
    return {
        "question_ami": _ami(rows, questions, 4),
        "question_neighbours": float(near["question"].mean()),
        "occupation_ami": _ami(rows[kept], np.array([main[i] for i in kept]), 10),
        "occupation_neighbours": float(near["occupation"].mean()),
    }


def nearest_shares(paragraphs: list[Paragraph], rows: np.ndarray) -> dict[str, np.ndarray]:
    """Of each paragraph's five nearest of other people, the share with its ``question`` and with its ``occupation``.

    `rows` are the unit vectors (n, d) of the paragraphs; the shares have the shape (n,).
    """
    questions = np.array([paragraph.question for paragraph in paragraphs])
    people = np.array([paragraph.person for paragraph in paragraphs])
    similarity = rows @ rows.T
    similarity[people[:, None] == people[None, :]] = -np.inf
    nearest = np.argsort(-similarity, axis=1, kind="stable")[:, :5]
    shared = np.array([[bool(a.occupations & b.occupations) for b in paragraphs] for a in paragraphs])
    return {
        "question": (questions[nearest] == questions[:, None]).mean(axis=1),
        "occupation": np.take_along_axis(shared, nearest, axis=1).mean(axis=1),
    }


def _ami(rows: np.ndarray, classes: np.ndarray, k: int) -> float:
    return float(adjusted_mutual_info_score(classes, fcluster(linkage(rows, "ward"), k, "maxclust")))
