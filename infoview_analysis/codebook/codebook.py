"""The codebook as an object: read it, change it in memory, write it back.

Every operation returns a new codebook and leaves the old one as it was; ``save`` writes the file in one step, keeps
comments and layout, and puts the earlier file beside it as ``codebook.yaml.bak``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from infoview_analysis.atomic import ChangedMeanwhileError, write_bytes
from infoview_analysis.codebook.contents import CodebookTheme, Contents, Quote, Wanted, one_line
from infoview_analysis.codebook.editing import edited
from infoview_analysis.codebook.reading import decode, read, slug
from infoview_analysis.errors import CodebookError
from infoview_analysis.frames import CATEGORIES
from infoview_analysis.readers.document import Problem

TEMPLATE = """\
# Your codebook: what you decide about the themes, and what holds on every re-run.
# `infoview theme rename|merge|confirm|reject|add` writes here; you can edit it by hand as well. Comments are kept.
# The state before the last change by a command stands in codebook.yaml.bak.
#
# themes:
#   - name: Getting in through the field
#     definition: A first job on site opens the door; a degree can come later.
#     keywords: [crew, apprentice]
#     confirmed:                      # quotes that belong to it: paste the first words of a quote
#       - the first year I only carried tools
#     rejected:                       # quotes that do not
#       - the second year I was in the office
#
# categories:                         # quotes whose category you set yourself
#   advice:
#     - ask for a day on site before you sign
"""

ANCHORS_KEPT = 40


@dataclass(frozen=True)
class Codebook:
    """What the person decided about themes and quotes.

    Attributes
    ----------
    path : Path
        The file; it may not exist yet.
    contents : Contents
        What it says, with the changes made since it was read.
    stamp : bytes or None
        The file as it was read; None: there was none.
    moved : mapping of str to str
        point_id or words as written → the point_id they were found under (see ``reattach``).

    Notes
    -----
    To take back the last saved change, call ``undo`` (``infoview theme undo``) or put ``codebook.yaml.bak`` in the
    place of ``codebook.yaml``. One earlier state is kept.
    """

    path: Path
    contents: Contents = field(default_factory=Contents)
    stamp: bytes | None = field(default=None, repr=False)
    moved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    @classmethod
    def load(cls, path: Path | str) -> Codebook:
        """Read a codebook; a file that does not exist is an empty codebook.

        Raises
        ------
        CodebookError
            The file cannot be read or is no YAML. Smaller mistakes are rows of ``problems``.
        """
        path = Path(path)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return cls(path)
        except OSError as error:
            raise CodebookError(
                f"cannot be read: {error.strerror or error}.", source=path.name, mend="Check its permissions."
            ) from None
        text, _ = decode(data, path.name)
        contents, _ = read(text, path.name)
        return cls(path, contents, data)

    @property
    def themes(self) -> tuple[CodebookTheme, ...]:
        """The themes, in the order of the file."""
        return self.contents.themes

    @property
    def point_categories(self) -> dict[str, str]:
        """The categories the person gave: point_id → category."""
        return dict(self.contents.point_categories)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file, as rows of the load report."""
        return self.contents.problems

    def theme(self, theme_id: str) -> CodebookTheme | None:
        """Return the theme with that id, or the one that it was merged into; None when there is none."""
        by_id = {theme.theme_id: theme for theme in self.themes}
        merged = {other: theme for theme in self.themes for other in theme.merged}
        return by_id.get(theme_id) or merged.get(theme_id)

    # -- operations: each returns a new codebook ---------------------------------------------------------------

    def rename(self, theme_id: str, name: str, *, members: Iterable[str] = ()) -> Codebook:
        """Give a theme a name.

        Parameters
        ----------
        theme_id : str
            A theme of the codebook, or a discovered one.
        name : str
            The new name.
        members : iterable of str
            point_ids of a discovered theme's present members, the surest first. They are kept as anchors.

        Raises
        ------
        CodebookError
            The name is empty, or another theme has it.
        """
        name = self._free_name(name, theme_id)
        return self._with(replace(self._ready(theme_id, name, members), name=name))

    def merge(
        self,
        theme_ids: Iterable[str],
        *,
        into: str | None = None,
        name: str = "",
        members: Mapping[str, Iterable[str]] | None = None,
    ) -> Codebook:
        """Make one theme of several.

        Parameters
        ----------
        theme_ids : iterable of str
            Two or more, of the codebook or discovered.
        into : str, optional
            The one that stays; by default the first that the codebook holds, else the first.
        name : str, optional
            The name of the merged theme; by default that of the one that stays, if it has one.
        members : mapping of str to iterable of str, optional
            theme_id → present members, for discovered themes.

        Raises
        ------
        CodebookError
            Fewer than two themes, or no name.
        """
        members = members or {}
        ids = list(dict.fromkeys(t.theme_id if (t := self.theme(i)) else i for i in theme_ids))
        held = [i for i in ids if self.theme(i)]
        kept = (t.theme_id if (t := self.theme(into)) else into) if into else (held or ids or [""])[0]
        others = [i for i in ids if i != kept]
        if not kept or not others:
            raise CodebookError("merging needs two different themes.", mend="Name at least two themes.")
        known = self.theme(kept)
        others_known = {t.theme_id for i in others if (t := self.theme(i))}
        name = self._free_name(name or (known.name if known else ""), kept, *others_known)
        parts = [self._ready(i, name, members.get(i, ())) for i in (kept, *others)]
        confirmed = tuple(dict.fromkeys(p for part in parts for p in part.confirmed))
        merged = dict.fromkeys(i for part in parts[1:] for i in (part.theme_id, *part.merged))
        target = replace(
            parts[0],
            name=name,
            definition=next((p.definition for p in parts if p.definition), ""),
            category=next((p.category for p in parts if p.category), ""),
            keywords=tuple(dict.fromkeys(w for part in parts for w in part.keywords)),
            merged=tuple(dict.fromkeys((*parts[0].merged, *merged))),
            anchors=_evenly([part.anchors for part in parts], ANCHORS_KEPT),
            confirmed=confirmed,
            rejected=tuple(dict.fromkeys(p for x in parts for p in x.rejected if p not in confirmed)),
        )
        wanted = tuple(replace(w, section=kept) if w.section in others_known else w for w in self.contents.wanted)
        changed = self._with(target)
        themes = tuple(theme for theme in changed.themes if theme.theme_id not in others_known)
        decided = {(kept, role, p) for role in ("confirmed", "rejected") for p in (*confirmed, *target.rejected)}
        holds = frozenset(k for k in self.contents.kept - decided if k[0] not in others_known)
        return replace(changed, contents=replace(changed.contents, themes=themes, wanted=_unique(wanted), kept=holds))

    def confirm(
        self, theme_id: str, point_ids: Iterable[str], *, name: str = "", members: Iterable[str] = ()
    ) -> Codebook:
        """Say that quotes belong to a theme; they leave every other theme they were confirmed for.

        ``name`` and ``members`` are needed for a discovered theme that the codebook does not hold yet.
        """
        points = tuple(dict.fromkeys(point_ids))
        theme = self._ready(theme_id, name, members)
        theme = replace(
            theme,
            confirmed=tuple(dict.fromkeys((*theme.confirmed, *points))),
            rejected=tuple(p for p in theme.rejected if p not in points),
        )
        held = self.contents.kept
        themes = tuple(
            replace(
                other,
                confirmed=tuple(p for p in other.confirmed if p not in points),
                rejected=(*other.rejected, *(p for p in points if (other.theme_id, "rejected", p) in held)),
            )
            for other in self.themes
        )
        kept = frozenset(k for k in held if k[2] not in points or k[1] == "category")
        return replace(self, contents=replace(self.contents, themes=themes, kept=kept))._with(theme)

    def reject(
        self, theme_id: str, point_ids: Iterable[str], *, name: str = "", members: Iterable[str] = ()
    ) -> Codebook:
        """Take quotes out of a theme, for good."""
        points = tuple(dict.fromkeys(point_ids))
        theme = self._ready(theme_id, name, members)
        theme = replace(
            theme,
            rejected=tuple(dict.fromkeys((*theme.rejected, *points))),
            confirmed=tuple(p for p in theme.confirmed if p not in points),
            anchors=tuple(p for p in theme.anchors if p not in points),
        )
        kept = {k for k in self.contents.kept if k[0] != theme.theme_id or k[2] not in points}
        changed = replace(self, contents=replace(self.contents, kept=frozenset(kept)))._with(theme)
        return changed._with_next_in_line(points)

    def add(
        self, name: str, *, definition: str = "", keywords: Iterable[str] = (), category: str = "", theme_id: str = ""
    ) -> Codebook:
        """Add a theme of one's own.

        Raises
        ------
        CodebookError
            The name is empty or taken, the id is taken, or the category is none of the seven.
        """
        name = self._free_name(name)
        if category and category not in CATEGORIES:
            raise CodebookError(f"“{category}” is no category.", mend=f"Use one of {', '.join(CATEGORIES)}.")
        if theme_id and self.theme(theme_id):
            raise CodebookError(f"the id {theme_id} is taken.", mend="Choose another one.")
        wanted, number = theme_id or slug(name), 1
        theme_id = wanted
        while self.theme(theme_id):
            number += 1
            theme_id = f"{wanted}-{number}"
        words = tuple(dict.fromkeys(w for k in keywords if (w := one_line(k))))
        return self._with(CodebookTheme(theme_id, name, one_line(definition), words, category))

    def set_category(self, point_id: str, category: str | None) -> Codebook:
        """Give a quote its category, or take back the one given (None)."""
        if category is not None and category not in CATEGORIES:
            raise CodebookError(f"“{category}” is no category.", mend=f"Use one of {', '.join(CATEGORIES)}.")
        given = {p: c for p, c in self.contents.point_categories.items() if p != point_id}
        if category is not None:
            given[point_id] = category
        kept = frozenset(k for k in self.contents.kept if k[1] != "category" or k[2] != point_id)
        return replace(self, contents=replace(self.contents, point_categories=MappingProxyType(given), kept=kept))

    def with_quotes(self, quotes: Mapping[str, Quote]) -> Codebook:
        """Tell the codebook the words behind point_ids, so that the file shows them; what it knows stays."""
        known = dict(self.contents.quotes)
        for point, quote in quotes.items():
            old = known.get(point, quote)
            known[point] = Quote(old.words or quote.words, old.who or quote.who)
        return replace(self, contents=replace(self.contents, quotes=MappingProxyType(known)))

    def save(self) -> bool:
        """Write the codebook, and the state before as ``codebook.yaml.bak``.

        Returns
        -------
        bool
            Whether there was something to write.

        Raises
        ------
        CodebookError
            The file was changed since it was read, is laid out so that it cannot be changed safely, or cannot be
            written. The file is as it was.
        """
        source = self.path.name
        try:
            now = self.path.read_bytes() if self.path.exists() else None
            if now != self.stamp:
                raise ChangedMeanwhileError
            before, encoding = decode(now, source) if now is not None else (TEMPLATE, "utf-8")
            after = edited(before, self.contents, source, self.moved)
            if after == before:
                return False
            if now is not None:
                write_bytes(self.path.with_name(source + ".bak"), now)
            write_bytes(self.path, after.encode(encoding), expected=now)
        except ChangedMeanwhileError:
            raise CodebookError(
                "was changed by another program since it was read; nothing was written.",
                source=source,
                mend="Do the same again, on top of that change.",
            ) from None
        except OSError as error:
            raise CodebookError(
                f"cannot be written: {error.strerror or error}.",
                source=source,
                mend="Check the permissions of the folder and the space on the disk.",
            ) from None
        return True

    # -- parts of the operations -------------------------------------------------------------------------------

    def _ready(self, theme_id: str, name: str, members: Iterable[str]) -> CodebookTheme:
        """Return the codebook's theme, or a new one made of a discovered theme; anchors are set where it has none."""
        theme = self.theme(theme_id)
        if theme is None:
            name = one_line(name)
            if not name:
                raise CodebookError(f"there is no theme {theme_id} in the codebook.", mend="Give it a name first.")
            theme = CodebookTheme(theme_id, name)
        if theme.anchors:
            return theme
        return replace(
            theme, anchors=tuple(p for p in dict.fromkeys(members) if p not in theme.rejected)[:ANCHORS_KEPT]
        )

    def _with_next_in_line(self, points: tuple[str, ...]) -> Codebook:
        """Let a confirmation that was held back, because another theme had the quote, take effect."""
        kept, themes = set(self.contents.kept), list(self.themes)
        for point in points:
            for number, theme in enumerate(themes):
                entry = (theme.theme_id, "confirmed", point)
                taken = any(point in other.confirmed for other in themes)
                if entry in kept and not taken and (theme.theme_id, "rejected", point) not in kept:
                    kept.discard(entry)
                    themes[number] = replace(theme, confirmed=(*theme.confirmed, point))
        return replace(self, contents=replace(self.contents, themes=tuple(themes), kept=frozenset(kept)))

    def _free_name(self, name: str, *own_ids: str) -> str:
        name = one_line(name)
        if not name:
            raise CodebookError("a theme needs a name.", mend="Say what people mean, in a few words.")
        own = {theme.theme_id for i in own_ids if (theme := self.theme(i))}
        taken = next((t for t in self.themes if t.name.casefold() == name.casefold() and t.theme_id not in own), None)
        if taken:
            raise CodebookError(
                f"another theme is called “{taken.name}” already ({taken.theme_id}).",
                mend="Choose another name, or merge the two.",
            )
        return name

    def _with(self, theme: CodebookTheme) -> Codebook:
        held = any(other.theme_id == theme.theme_id for other in self.themes)
        themes = tuple(theme if other.theme_id == theme.theme_id else other for other in self.themes)
        themes = themes if held else (*themes, theme)
        return replace(self, contents=replace(self.contents, themes=themes))


def undo(path: Path | str) -> None:
    """Let ``codebook.yaml`` and ``codebook.yaml.bak`` change places, so that the last saved change is taken back.

    Raises
    ------
    CodebookError
        There is no earlier state.
    """
    path = Path(path)
    backup = path.with_name(path.name + ".bak")
    if not backup.is_file():
        raise CodebookError("has no earlier state beside it.", source=path.name, mend="There is nothing to take back.")
    earlier, now = backup.read_bytes(), path.read_bytes() if path.exists() else b""
    write_bytes(path, earlier)
    write_bytes(backup, now)


def _evenly(parts: list[tuple[str, ...]], limit: int) -> tuple[str, ...]:
    """Take from each part in turn, so that none of the merged themes is forgotten."""
    longest = max((len(part) for part in parts), default=0)
    in_turn = dict.fromkeys(part[i] for i in range(longest) for part in parts if i < len(part))
    return tuple(in_turn)[:limit]


def _unique(wanted: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    return tuple({(w.section, w.role, w.words): w for w in wanted}.values())
