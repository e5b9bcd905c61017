"""The judge that needs nothing: stance cues of the note times the direction of the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from infoview_analysis.contrasts.cues import DEPENDS, STRONG, leaning, statement_direction
from infoview_analysis.contrasts.judges.protocol import Judgement, Level, Quote, Side, Verdict


class CueJudge:
    """Suggests a side by the words of a note alone.

    A strong cue gives "likely". Weak cues ("not", "better") were right half of the time on annotated notes, which is
    guessing: the judge abstains.
    """

    name = "cues"

    def judge(self, proposition: str, quotes: Sequence[Quote]) -> Judgement:
        """Return the side of each quote, or none."""
        turn = statement_direction(proposition)
        return Judgement(tuple(_verdict(quote, turn) for quote in quotes))


def _verdict(quote: Quote, turn: int) -> Verdict:
    view = leaning(quote.text)
    if view.direction is None or view.strength < STRONG:
        return Verdict(quote.point_id, None, "unclear", "no cue that says enough")
    if view.direction == DEPENDS:
        level: Level = "likely" if view.condition else "possible"
        return Verdict(
            quote.point_id, "depends", level, f"“{view.cue}” makes it hang on something", (view.cue,), view.condition
        )
    side: Side = "for" if view.direction * turn > 0 else "against"
    return Verdict(quote.point_id, side, "likely", f"“{view.cue}” speaks {side} it", (view.cue,))
