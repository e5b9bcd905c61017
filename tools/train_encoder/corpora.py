"""Annotated corpora of interview notes, as plain records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

#: Fields held out together. Each fold mixes subjects and note-taking habits and holds one corpus of long points.
FOLDS: dict[str, tuple[str, ...]] = {
    "a": ("education", "ux", "finance", "logistics"),
    "b": ("law", "software", "food", "health"),
    "c": ("manufacturing", "business", "creative", "policy"),
}


@dataclass(frozen=True)
class Point:
    """One note of one interview with its annotation; ``block`` counts the headings of the interview."""

    interview: str
    block: int
    heading: str
    text: str
    category: str
    theme: str | None
    stances: dict[str, int]
    resource: bool
    referral: bool
    action: bool

    @property
    def chatter(self) -> bool:
        """Logistics and small talk: no theme, and a category of its own."""
        return self.theme is None and self.category == "other"


@dataclass(frozen=True)
class Corpus:
    """The points of one field, the labels of its themes and the statements of its propositions."""

    name: str
    points: list[Point]
    themes: dict[str, str]
    propositions: dict[str, str]


def load_corpus(folder: Path) -> Corpus:
    """Read ``interviews.jsonl``, ``themes.json`` and ``propositions.json`` of one annotated corpus."""
    points = []
    for line in (folder / "interviews.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            points += _points_of(json.loads(line))
    themes = json.loads((folder / "themes.json").read_text(encoding="utf-8"))
    propositions = json.loads((folder / "propositions.json").read_text(encoding="utf-8"))
    return Corpus(
        name=folder.name,
        points=points,
        themes={key: entry["label"] for key, entry in themes.items()},
        propositions={k: v["statement"] for k, v in propositions.items() if isinstance(v, dict) and "statement" in v},
    )


def _points_of(interview: dict) -> list[Point]:
    return [
        Point(
            interview=interview["id"],
            block=number,
            heading=(block["heading"] or "").strip(),
            text=point["text"],
            category=point["category"],
            theme=point["theme"],
            stances=point["stances"],
            resource=bool(point["resource"]),
            referral=bool(point["referral"]),
            action=bool(point["action"]),
        )
        for number, block in enumerate(interview["blocks"])
        for point in block["points"]
    ]


def load_corpora(folder: Path) -> dict[str, Corpus]:
    """Read every annotated corpus below `folder`, by name, in the order of their names."""
    paths = sorted(path.parent for path in folder.glob("*/interviews.jsonl"))
    if not paths:
        raise FileNotFoundError(f"no annotated corpus (<field>/interviews.jsonl) below {folder}")
    return {path.name: load_corpus(path) for path in paths}
