"""One skill as a file of the person's says it, before names are resolved and files are put together."""

from __future__ import annotations

from dataclasses import dataclass

from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.rendering import clean
from infoview_analysis.skills.levels import UNGRADED, level_name, read_level

# In the codebook, with a level, without one, met in a text: the further left, the more it counts.
DECIDED, STATED, LISTED, FOUND = "decided", "stated", "listed", "found"
FROM_A_RESUME = "from the resume"


@dataclass(frozen=True)
class Entry:
    """A skill that the person has, in their own words.

    Attributes
    ----------
    name : str
        As written.
    level : float
        0 to 4.
    source : str
    line : int or None
    note : str
        Where the level comes from, when the person did not give it.
    kind : str
        "decided": set in the codebook. "stated": with a level. "listed": without one. "found": met in the text
        of a resume or a position.
    """

    name: str
    level: float
    source: str
    line: int | None = None
    note: str = ""
    kind: str = STATED


def entry_of(name: str, level: str, source: str, line: int | None, problems: list[Problem], note: str = "") -> Entry:
    """Return a skill with the level as written; a level that cannot be read is reported and counts as not given."""
    name, level = clean(name), clean(level)
    if not level:
        return Entry(name, UNGRADED, source, line, note or "listed without a level", LISTED)
    value = read_level(level)
    if value is not None:
        return Entry(name, value, source, line, note, STATED)
    problems.append(
        Problem(
            source, line, "warning", "unknown-level",
            f"The level “{level}” of {name} cannot be read, so it counts as {level_name(UNGRADED)}. Write none, basic,"
            " working, strong or expert, or a share such as 3/5.",
        )
    )  # fmt: skip
    return Entry(name, UNGRADED, source, line, f"level “{level}” not understood", LISTED)
