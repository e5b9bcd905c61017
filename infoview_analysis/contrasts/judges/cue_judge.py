"""The judge that needs nothing: stance cues of the note times the direction of the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from infoview_analysis.contrasts.cues import DEPENDS, FOR, STRONG, leaning, statement_direction
from infoview_analysis.contrasts.judges.protocol import Judgement, Level, Quote, Side, Verdict


class CueJudge:
    """Suggests a side by the words of a note alone.

    A strong cue gives "likely" where the sentence speaks for its subject in words of its own ("needed", "worth it"):
    there nine in ten were right on annotated notes. Of other sentences it was less than three in four: "possible".
    Weak cues ("not", "better") were right half of the time, which is guessing: the judge abstains.
    """

    name = "cues"

    def judge(self, proposition: str, quotes: Sequence[Quote]) -> Judgement:
        """Return the side of each quote, or none."""
        turn = statement_direction(proposition)
        level: Level = "likely" if turn > 0 and leaning(proposition).direction == FOR else "possible"
        return Judgement(tuple(_verdict(quote, turn, level) for quote in quotes))


def _verdict(quote: Quote, turn: int, level: Level) -> Verdict:
    view = leaning(quote.text)
    if view.direction is None or view.strength < STRONG:
        return Verdict(quote.point_id, None, "unclear", "no cue that says enough")
    if view.direction == DEPENDS:
        level = "likely" if view.condition else "possible"
        return Verdict(
            quote.point_id, "depends", level, f"“{view.cue}” makes it hang on something", (view.cue,), view.condition
        )
    side: Side = "for" if view.direction * turn > 0 else "against"
    return Verdict(quote.point_id, side, level, f"“{view.cue}” speaks {side} it", (view.cue,))
