"""What a person decides about skills, by what they see: a skill by its name or another name, a quote by its words.

For the notebook and the command line alike. Decisions go to the section ``skills`` of codebook.yaml and the plan to
development_plan.csv; the report shows them after the next run.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_analysis.errors import CodebookError, UnreadableFileError
from infoview_analysis.frames import NEEDS
from infoview_analysis.identity import word_key
from infoview_analysis.skills.decisions import (
    SkillDecisions,
    confirm_skill,
    ignore_skill,
    set_level,
    set_need,
    unset_need,
)
from infoview_analysis.skills.levels import level_name, read_level
from infoview_analysis.skills.plan import merged_plan
from infoview_analysis.skills.plan_file import FILE_NAME, read_plan, write_plan
from infoview_analysis.skills.plan_memory import remember, remembered
from infoview_analysis.skills.summary import SkillSummary
from infoview_analysis.skills.vocabulary import Vocabulary, load_vocabulary, with_decisions
from infoview_analysis.synthesis import synthesize
from infoview_analysis.theme_actions import UnclearChoiceError

if TYPE_CHECKING:
    import pandas as pd

    from infoview_analysis.workspace import Workspace

Progress = Callable[[str, int, int], None]

_SHOWN = 8
_AS_READ = "as read"


def summary_of_workspace(workspace: Workspace, progress: Progress | None = None) -> SkillSummary:
    """Return what the notes say about skills, as the report has it.

    The whole synthesis is run: whether a point speaks of needed skills depends on its theme too.

    Parameters
    ----------
    workspace : Workspace
    progress : callable, optional
        As for :func:`infoview_analysis.synthesis.synthesize`.
    """
    return synthesize(workspace, progress=progress).skills


def confirm(workspace: Workspace, name: str, *, category: str = "", aliases: Sequence[str] = ()) -> str:
    """Make a suggested phrase a skill that counts, and say so in a sentence."""
    done = confirm_skill(workspace.codebook_path, name, category=category, aliases=tuple(aliases))
    return f"“{name}” counts as a skill from now on." if done else f"“{name}” counted as a skill already."


def ignore(workspace: Workspace, name: str) -> str:
    """Leave a skill or a suggested phrase out from now on, and say so in a sentence."""
    done = ignore_skill(workspace.codebook_path, name)
    return f"“{name}” is left out from now on." if done else f"“{name}” was left out already."


def level(workspace: Workspace, skill: str, written: str) -> str:
    """Set the person's own level in a skill, and say so in a sentence.

    Raises
    ------
    CodebookError
        The level cannot be read.
    """
    value = read_level(written)
    if value is None:
        raise CodebookError(
            f"“{written}” is no level.", mend="Write none, basic, working, strong, expert, or a share such as 3/5."
        )
    name = vocabulary_of(workspace).resolve(skill) or skill
    set_level(workspace.codebook_path, name, written)
    return f"Your level in {name} is {level_name(value)}."


def need(workspace: Workspace, skill: str, quote: str, wanted: str, *, progress: Progress | None = None) -> str:
    """Say how much a skill is needed in one quote, and say so in a sentence.

    Parameters
    ----------
    skill : str
        Its name or another name.
    quote : str
        The point's id, or words that stand in the quote and in no other quote on that skill.
    wanted : str
        must, nice, mentioned or not_needed; "as read" takes an earlier word back.
    progress : callable, optional
        See :func:`summary_of_workspace`.

    Raises
    ------
    UnclearChoiceError
        No quote on the skill, or several, hold these words.
    CodebookError
        ``wanted`` is no need.
    """
    wanted = wanted.strip().casefold().replace("_", " ")
    wanted = {"not needed": "not_needed", "helps": "nice", "named": "mentioned", "a must": "must"}.get(wanted, wanted)
    if wanted not in (*NEEDS, _AS_READ):
        raise CodebookError(f"“{wanted}” is no need.", mend=f"It is one of {', '.join(NEEDS)}, or “{_AS_READ}”.")
    name = vocabulary_of(workspace).resolve(skill) or skill
    point_id, words = _quote_on(name, quote, summary_of_workspace(workspace, progress).quotes)
    if wanted == _AS_READ:
        unset_need(workspace.codebook_path, name, point_id)
        return f"{name} counts as it is read again in “{_short(words)}”."
    set_need(workspace.codebook_path, name, point_id, wanted, words=words)
    return f"{name} is {wanted.replace('_', ' ')} in “{_short(words)}”."


def update_plan(
    workspace: Workspace, taken_from: Path | None = None, *, progress: Progress | None = None
) -> tuple[Path, int, int]:
    """Write the development plan to the workspace: what stands there stays, suggestions fill what is empty.

    Parameters
    ----------
    taken_from : Path, optional
        A plan that was edited elsewhere, CSV or the exported workbook; its cells go before those in the workspace.
    progress : callable, optional
        See :func:`summary_of_workspace`.

    Returns
    -------
    path : Path
    n_rows, n_own : int
        Rows of the plan, and how many of them hold something the person wrote.

    Raises
    ------
    UnreadableFileError
        ``taken_from`` cannot be read, or the plan in the workspace cannot; nothing is written.
    """
    summary = summary_of_workspace(workspace, progress)
    own = workspace.folder / FILE_NAME
    if own.exists():
        read_plan(own.read_bytes(), own.name)  # a plan that cannot be read must not be replaced
    plan = summary.plan
    if taken_from is not None:
        try:
            edited, _ = read_plan(taken_from.read_bytes(), taken_from.name)
        except OSError as error:
            raise UnreadableFileError(
                f"cannot be read: {error.strerror or error}.", source=str(taken_from), mend="Check the path."
            ) from None
        resolve, known = vocabulary_of(workspace).resolve, remembered(workspace.cache_folder)
        plan = merged_plan(plan, edited, resolve, known=known, spoken=summary.spoken)
    remember(summary.suggested, workspace.cache_folder)
    return write_plan(workspace.folder, plan), len(plan), int((plan["origin"] == "yours").sum())


def vocabulary_of(workspace: Workspace) -> Vocabulary:
    """Return the skills known in a workspace, with what the person confirmed and without what they ignore."""
    return with_decisions(load_vocabulary(workspace), SkillDecisions.load(workspace.codebook_path))


def _quote_on(skill: str, quote: str, quotes: pd.DataFrame) -> tuple[str, str]:
    named = quotes[quotes["skill"].str.casefold() == skill.casefold()].drop_duplicates("point_id")
    if named.empty:
        known = sorted(quotes["skill"].unique())
        close = difflib.get_close_matches(skill, known, 3, 0.6)
        mend = f"Did you mean {' or '.join(close)}?" if close else "infoview skills lists what was found."
        raise UnclearChoiceError(f"The notes do not speak of {skill}.", mend=mend)
    words = named.set_index("point_id")["plain"].astype("str")
    if quote in words.index:
        return quote, str(words[quote])
    wanted = word_key(quote)
    found = words[[wanted in word_key(text) for text in words]] if wanted else words.iloc[:0]
    if len(found) == 1:
        return str(found.index[0]), str(found.iloc[0])
    choice = found if len(found) else words
    listed = "; ".join(f"{point_id} “{_short(text)}”" for point_id, text in choice.head(_SHOWN).items())
    what = (
        f"{len(found)} quotes on {skill} hold these words" if len(found) else f"No quote on {skill} holds these words"
    )
    raise UnclearChoiceError(f"{what}.", mend=f"Give an id or more words: {listed}.")


def _short(words: str) -> str:
    return words if len(words) <= 70 else words[:67].rsplit(" ", 1)[0] + " …"
