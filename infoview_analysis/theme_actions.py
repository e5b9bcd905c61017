"""What a person decides about themes, by what they see: a theme by id or part of its label, a quote by its first words.

For the notebook and the command line alike. Each function changes ``codebook.yaml`` and returns what was done; the
report shows it after the next run. ``undo`` takes the last change back.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_analysis import codebook as codebooks
from infoview_analysis.codebook import Codebook, Quote, first_words
from infoview_analysis.codebook.quotes import QuoteIndex, reattached
from infoview_analysis.errors import CodebookError
from infoview_analysis.last_run import LastRun

if TYPE_CHECKING:
    from infoview_analysis.workspace import Workspace

_SHOWN = 8


class UnclearChoiceError(CodebookError):
    """What was typed names no theme or quote, or several; the message lists what could be meant."""

    code = "unclear-choice"


@dataclass(frozen=True)
class Change:
    """What an action did.

    Attributes
    ----------
    summary : str
        One sentence.
    theme_id : str
        The theme it was done to.
    codebook : Codebook
        As it was written.
    """

    summary: str
    theme_id: str
    codebook: Codebook

    def __repr__(self) -> str:
        return self.summary


@dataclass(frozen=True)
class ListedTheme:
    """A theme as a person sees it: the last run's, with the codebook's names and merges, and the codebook's own.

    Attributes
    ----------
    theme_id, name, verdict : str
    n_people : int or None
        None: the next run counts it.
    point_ids : tuple of str
        Members in the last run, less those rejected since, with those confirmed since.
    in_codebook : bool
        Whether the person decided anything about it.
    other_names : tuple of str
        What it was called in the last run, and the themes merged into it.
    """

    theme_id: str
    name: str
    n_people: int | None = None
    point_ids: tuple[str, ...] = ()
    verdict: str = ""
    in_codebook: bool = False
    other_names: tuple[str, ...] = ()


def rename_theme(workspace: Workspace | Path | str, theme: str, name: str) -> Change:
    """Give a theme another name; it is found again under that name on every later run.

    Parameters
    ----------
    workspace : Workspace or path
        The person's folder.
    theme : str
        Its id, its label or an earlier one, or a part of its label that no other theme has.
    name : str
        The new name.

    Raises
    ------
    UnclearChoiceError
        ``theme`` names none or several.
    CodebookError
        The name is taken, or codebook.yaml is broken or cannot be written.
    """
    desk = _Desk(workspace)
    chosen = desk.theme(theme)
    changed = desk.codebook.rename(chosen.theme_id, name, members=desk.members(chosen))
    return desk.saved(changed, chosen.theme_id, f"“{chosen.name}” is now called “{' '.join(name.split())}”.")


def merge_themes(workspace: Workspace | Path | str, themes: Sequence[str], name: str = "") -> Change:
    """Make one theme of several; without a name it keeps that of the first (see ``rename_theme`` for the rest)."""
    desk = _Desk(workspace)
    chosen = list({t.theme_id: t for t in map(desk.theme, themes)}.values())
    if len(chosen) < 2:
        raise UnclearChoiceError("merging needs two different themes.", mend="Name at least two themes.")
    changed = desk.codebook.merge(
        [t.theme_id for t in chosen],
        into=chosen[0].theme_id,
        name=name or chosen[0].name,
        members={t.theme_id: desk.members(t) for t in chosen},
    )
    merged = changed.theme(chosen[0].theme_id)
    assert merged is not None
    parts = " and ".join(f"“{t.name}”" for t in chosen)
    return desk.saved(changed, merged.theme_id, f"{parts} are now one theme, “{merged.name}”.")


def confirm_quotes(workspace: Workspace | Path | str, theme: str, quotes: str | Iterable[str]) -> Change:
    """Say that quotes belong to a theme, by point id or by words no other quote has (see ``rename_theme``)."""
    desk = _Desk(workspace)
    chosen = desk.theme(theme)
    points = [desk.point(quote) for quote in _each(quotes)]
    changed = desk.codebook.confirm(chosen.theme_id, points, name=chosen.name, members=desk.members(chosen))
    return desk.saved(changed, chosen.theme_id, f"{desk.shown(points)} confirmed for “{chosen.name}”.")


def reject_quotes(workspace: Workspace | Path | str, theme: str, quotes: str | Iterable[str]) -> Change:
    """Take quotes out of a theme for good; among several that fit the words, those in the theme come first."""
    desk = _Desk(workspace)
    chosen = desk.theme(theme)
    points = [desk.point(quote, within=chosen.point_ids) for quote in _each(quotes)]
    changed = desk.codebook.reject(chosen.theme_id, points, name=chosen.name, members=desk.members(chosen))
    return desk.saved(changed, chosen.theme_id, f"{desk.shown(points)} taken out of “{chosen.name}”.")


def add_theme(
    workspace: Workspace | Path | str,
    name: str,
    *,
    definition: str = "",
    keywords: Iterable[str] = (),
    category: str = "",
    quotes: str | Iterable[str] = (),
) -> Change:
    """Add a theme of one's own; name, definition, keywords and quotes teach the next run what belongs to it."""
    desk = _Desk(workspace)
    points = [desk.point(quote) for quote in _each(quotes)]
    changed = desk.codebook.add(name, definition=definition, keywords=keywords, category=category)
    theme = changed.themes[-1]
    if points:
        changed = changed.confirm(theme.theme_id, points)
    return desk.saved(changed, theme.theme_id, f"“{theme.name}” is a theme of yours now.")


def set_category(workspace: Workspace | Path | str, quote: str, category: str | None) -> Change:
    """Give a quote its category, or take the one given back (None)."""
    desk = _Desk(workspace)
    point = desk.point(quote)
    changed = desk.codebook.set_category(point, category)
    return desk.saved(changed, "", f"{desk.shown([point])}: {category or 'category left to the analysis'}.")


def undo(workspace: Workspace | Path | str) -> Change:
    """Take back the last change to the codebook; a second call puts it in place again."""
    path = _workspace(workspace).codebook_path
    codebooks.undo(path)
    return Change(f"{path.name} is as it was before the last change.", "", Codebook.load(path))


def list_themes(workspace: Workspace | Path | str) -> list[ListedTheme]:
    """Return the themes of the last run and of the codebook, as they stand with all that was decided."""
    return _Desk(workspace).themes


class _Desk:
    """The codebook and the last run side by side, and what a person may call the things in them."""

    def __init__(self, workspace: Workspace | Path | str) -> None:
        place = _workspace(workspace)
        self.run = LastRun.load(place.cache_folder) or LastRun()
        codebook = Codebook.load(place.codebook_path)
        quotes = {point: p.quote for point, p in self.run.points.items()}
        self.codebook = reattached(codebook, quotes) if quotes else codebook
        self.themes = self._listed()

    def _listed(self) -> list[ListedTheme]:
        found: dict[str, list[ListedTheme]] = {}
        for theme in self.run.themes:
            held = self.codebook.theme(theme.theme_id)
            key = held.theme_id if held else theme.theme_id
            names = tuple(dict.fromkeys((theme.label, theme.theme_id)))
            listed = ListedTheme(key, theme.label, theme.n_people, theme.point_ids, theme.verdict, False, names)
            found.setdefault(key, []).append(listed)
        for held in self.codebook.themes:
            parts = found.get(held.theme_id, [])
            points = dict.fromkeys((*(p for part in parts for p in part.point_ids), *held.confirmed))
            found[held.theme_id] = [
                ListedTheme(
                    held.theme_id,
                    held.name,
                    parts[0].n_people if len(parts) == 1 else None,
                    tuple(p for p in points if p not in held.rejected),
                    parts[0].verdict if len(parts) == 1 else "",
                    True,
                    tuple(name for part in parts for name in part.other_names) + held.merged,
                )
            ]
        return [parts[0] for parts in found.values()]

    def members(self, theme: ListedTheme) -> tuple[str, ...]:
        return theme.point_ids

    def theme(self, written: str) -> ListedTheme:
        """Return the theme that ``written`` names.

        Raises
        ------
        UnclearChoiceError
            It names none, or several; they are listed.
        """
        if not self.themes:
            raise UnclearChoiceError("there are no themes yet.", mend="Run `infoview report` on the folder first.")
        wish = " ".join(written.split()).casefold()
        ways = (
            lambda t: t.theme_id.casefold() == wish,
            lambda t: t.name.casefold() == wish,
            lambda t: wish in (name.casefold() for name in t.other_names),
            lambda t: len(wish) >= 3 and t.theme_id.casefold().startswith(wish),
            lambda t: bool(wish) and wish in t.name.casefold(),
            lambda t: bool(wish) and any(wish in name.casefold() for name in t.other_names),
        )
        for way in ways:
            found = [theme for theme in self.themes if way(theme)]
            if len(found) == 1:
                return found[0]
            if found:
                raise UnclearChoiceError(
                    f"“{written}” could be any of {len(found)} themes:{_lines(map(_title, found))}"
                )
        titles = {theme.name.casefold(): theme for theme in self.themes}
        near = [titles[name] for name in difflib.get_close_matches(wish, titles, 3, 0.5)]
        heading = "Did you mean:" if near else "The themes are:"
        raise UnclearChoiceError(f"no theme is called “{written}”. {heading}{_lines(map(_title, near or self.themes))}")

    def point(self, written: str, within: Sequence[str] = ()) -> str:
        """Return the point_id of the quote that ``written`` names; ``within`` comes first.

        Raises
        ------
        UnclearChoiceError
            It names none, or several; they are listed.
        """
        wish = written.strip().strip("“”\"'")
        points = self.run.points
        if not points:
            raise UnclearChoiceError("there are no quotes yet.", mend="Run `infoview report` on the folder first.")
        if wish in points:
            return wish
        begins = [p for p in points if len(wish) >= 4 and p.startswith(wish)]
        inside = [p for p in within if p in points]
        for place in (inside, list(points)):
            held = set(place)
            found = [p for p in begins if p in held]
            if not found:
                match = QuoteIndex((p, points[p].quote) for p in place).find(wish, near=place is not inside)
                found = list(match.point_ids)
                if match.kind == "near":
                    message = f"no quote has the words “{first_words(wish, 60)}”. Did you mean:"
                    raise UnclearChoiceError(f"{message}{_lines(map(self._quoted, found))}")
            if len(found) == 1:
                return found[0]
            if found:
                message = f"“{first_words(wish, 60)}” could be any of {len(found)} quotes:"
                raise UnclearChoiceError(f"{message}{_lines(map(self._quoted, found))}")
        raise UnclearChoiceError(
            f"no quote has the words “{first_words(wish, 60)}”.",
            mend="Copy the first words of a quote, or its point id, from the report.",
        )

    def saved(self, codebook: Codebook, theme_id: str, summary: str) -> Change:
        """Write the codebook with the words of the quotes it names, and return what was done."""
        named = {p for t in codebook.themes for p in (*t.confirmed, *t.rejected, *t.anchors)}
        named |= set(codebook.point_categories)
        known = {
            p: Quote(first_words(self.run.points[p].quote), self.run.points[p].who)
            for p in sorted(named)
            if p in self.run.points
        }
        codebook = codebook.with_quotes(known)
        written = codebook.save()
        return Change(summary if written else f"{summary} (It was so before.)", theme_id, codebook)

    def shown(self, points: Sequence[str]) -> str:
        first = self.run.points[points[0]]
        quote = f"“{first_words(first.quote, 60)}” ({first.who})"
        return quote if len(points) == 1 else f"{quote} and {len(points) - 1} more"

    def _quoted(self, point: str) -> str:
        return f"{point}  “{first_words(self.run.points[point].quote, 70)}” ({self.run.points[point].who})"


def _workspace(workspace: Workspace | Path | str) -> Workspace:
    from infoview_analysis.workspace import Workspace

    return workspace if isinstance(workspace, Workspace) else Workspace(Path(workspace))


def _each(quotes: str | Iterable[str]) -> list[str]:
    return [quotes] if isinstance(quotes, str) else list(quotes)


def _title(theme: ListedTheme) -> str:
    return f"{theme.theme_id}  {theme.name}"


def _lines(titles: Iterable[str]) -> str:
    listed = list(titles)
    more = [f"… and {len(listed) - _SHOWN} more"] if len(listed) > _SHOWN else []
    return "".join(f"\n  {line}" for line in [*listed[:_SHOWN], *more])
