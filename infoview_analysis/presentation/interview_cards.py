"""One card an interview: who, what to keep, what it supports, where they stand, what they ask for, what is open.

What the person marked about sides is shown as a fact; what the program suggests is called suggested.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from infoview_analysis.presentation.fragment import Fragment, element
from infoview_analysis.presentation.records import records
from infoview_analysis.wording import day, given, plural

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

_KINDS = (
    ("insight", "Worth keeping"), ("advice", "Advice"), ("lead", "Openings and programmes"), ("resource", "Resources"),
    ("referral", "People named"), ("action", "To do"),
)  # fmt: skip


@dataclass(frozen=True)
class InterviewCard:
    """What one interview is worth keeping for.

    Attributes
    ----------
    interview_id, title : str
        Id; name and role.
    facts : str
        Company, day, form, thank-you.
    sections : tuple of (str, tuple of str)
        Heading and lines, in the order to read them; none is empty.
    """

    interview_id: str
    title: str
    facts: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def n_lines(self) -> int:
        """Lines of all sections."""
        return sum(len(lines) for _, lines in self.sections)


def interview_cards(synthesis: Synthesis) -> list[InterviewCard]:
    """Return a card for each interview, the newest first."""
    interviews = synthesis.interviews.sort_values(
        ["date", "interview_id"], ascending=[False, True], kind="stable", na_position="last"
    )
    parts = _Parts(synthesis)
    return [
        InterviewCard(
            str(row.interview_id),
            " · ".join(part for part in (given(row.interviewee), given(row.role)) if part),
            " · ".join(
                part for part in (given(row.company), day(row.date), given(row.format), parts.thanks(row)) if part
            ),
            tuple((heading, tuple(lines)) for heading, lines in parts.sections(row) if lines),
        )
        for row in records(interviews)
    ]


def interview_card_list(synthesis: Synthesis) -> Fragment:
    """Return the cards, folded, for a page."""
    cards = interview_cards(synthesis)
    if not cards:
        return Fragment(element("p", "There is no interview.").html, "no interview")
    folded = [
        element(
            "details",
            element("summary", element("bdi", card.title), f" · {plural(card.n_lines, 'line')}"),
            element("p", card.facts, class_="note"),
            [
                element("section", element("h4", heading), element("ul", [element("li", x, dir="auto") for x in lines]))
                for heading, lines in card.sections
            ],
        )
        for card in cards
    ]
    return Fragment(element("div", folded, class_="folded").html, plural(len(cards), "interview card"))


def card_text(card: InterviewCard) -> str:
    """Return a card as Markdown."""
    parts = [f"# {card.title}", *([card.facts] if card.facts else [])]
    for heading, lines in card.sections:
        parts.append(f"## {heading}\n\n" + "\n".join(f"- {' '.join(line.split())}" for line in lines))
    return "\n\n".join(parts) + "\n"


class _Parts:
    """The frames that a card is made of, each looked up by interview."""

    def __init__(self, synthesis: Synthesis) -> None:
        self.synthesis = synthesis
        self.labels = dict(zip(synthesis.themes["theme_id"], synthesis.themes["label"], strict=True))
        self.statements = dict(
            zip(synthesis.contrasts.contrasts["contrast_id"], synthesis.contrasts.contrasts["proposition"], strict=True)
        )
        log = synthesis.outreach_summary.log.outreach
        self.thanked = {given(row.contact).casefold(): row for row in records(log)} if len(log) else {}

    def thanks(self, interview: Any) -> str:
        request = self.thanked.get(given(interview.interviewee).casefold())
        if request is None:
            return ""
        return f"thanked {day(request.thanked_on)}" if pd.notna(request.thanked_on) else "no thank-you in the log"

    def sections(self, interview: Any) -> Iterator[tuple[str, list[str]]]:
        said = self.synthesis.takeaways.takeaways
        said = said[said["interview_id"] == interview.interview_id].sort_values("rank", kind="stable")
        for kind, heading in _KINDS:
            yield heading, [_takeaway(row) for row in records(said[said["kind"] == kind])]
        points = self.synthesis.points
        points = points[points["interview_id"] == interview.interview_id]
        yield (
            "Themes it supports",
            [f"{self.labels[theme]} ({plural(n, 'point')})" for theme, n in points["theme_id"].value_counts().items()],
        )
        yield "Where they stand", self._sides(interview.interview_id)
        mentions = self.synthesis.skills.mentions
        mentions = mentions[(mentions["interview_id"] == interview.interview_id) & (mentions["status"] == "vocabulary")]
        yield (
            "Skills they speak of",
            [
                f"{skill}: {', '.join(sorted(set(group['need'].str.replace('_', ' '))))}"
                for skill, group in mentions.groupby("skill", sort=True)
            ],
        )

    def _sides(self, interview_id: str) -> list[str]:
        sides = self.synthesis.contrasts.contrast_points
        sides = sides[
            (sides["interview_id"] == interview_id) & sides["side"].notna() & sides["confidence"].ne("unclear")
        ]
        return [
            f"{row.side}: {self.statements[row.contrast_id]}"
            + (f" (suggested, {row.confidence}; not counted)" if row.status == "suggested" else " (marked)")
            for row in records(sides)
        ]


def _takeaway(row: Any) -> str:
    extra = [given(row.reason)] if row.kind == "insight" else []
    extra += [f"due {day(row.due_on)}"] if pd.notna(row.due_on) else []
    extra += ["done"] if row.status == "done" else []
    return row.text + (f" ({'; '.join(part for part in extra if part)})" if any(extra) else "")
