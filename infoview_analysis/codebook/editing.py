"""A change to a codebook as the smallest change to its text: every other byte, comments and layout included, stays.

The text is read as a tree of YAML nodes; each difference between what it says and what it is to say becomes a
replacement of a few characters or lines. The new text is read again, and given back only when it says what it should.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from infoview_analysis.codebook.contents import ROLES, CodebookTheme, Contents, Quote
from infoview_analysis.codebook.reading import entry_key, pairs, read, slug
from infoview_analysis.codebook.scalars import comment, scalar
from infoview_analysis.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_TEXTS = ("id", "name", "definition", "category")
# At one place of the text: lines of a list, then keys of the theme that ends there, then further themes.
_LINE, _KEY, _ITEM = range(3)
_ORDER = (*_TEXTS, "keywords", "confirmed", "rejected", "merged", "anchors")
_IN_BRACKETS = ("keywords", "merged", "anchors")


def edited(text: str, wanted: Contents, source: str, moved: Mapping[str, str] | None = None) -> str:
    """Return ``text`` changed so that it says what ``wanted`` says.

    Parameters
    ----------
    text : str
        The file as it is; may be empty.
    wanted : Contents
        What it is to say. Keys, themes and entries of ``text`` that could not be understood stay as they are.
    source : str
        Name of the file, for messages.
    moved : mapping of str to str, optional
        point_id or words in ``text`` → the point_id to put in that entry's place.

    Raises
    ------
    CodebookError
        ``text`` is no YAML, or laid out so that it cannot be changed safely; the message names what to do by hand.
    """
    editor = _Editor(text, wanted, source, dict(moved or {}))
    result = editor.run()
    written, _ = read(result, source)
    if _meaning(written) != _meaning(wanted) or len(written.problems) > len(editor.before.problems):
        raise CodebookError(
            "is laid out in a way that cannot be changed here (references such as *name, or comments in brackets).",
            source=source,
            mend="Make the change by hand in a text editor; nothing was written.",
        )
    return result


def _meaning(contents: Contents) -> tuple[Any, ...]:
    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return " ".join(value.split())
        return tuple(clean(v) for v in value)

    # Anchors, confirmed and rejected are sets to everyone who reads them: an entry replaced in place keeps its place.
    themes = [
        tuple(clean(v) if k not in ROLES else frozenset(v) for k, v in vars(theme).items()) for theme in contents.themes
    ]
    looked_for = {(w.section, w.role, w.words) for w in contents.wanted}
    return themes, dict(contents.point_categories), looked_for, contents.kept


class _Editor:
    """Gathers replacements of parts of one text and applies them together."""

    def __init__(self, text: str, wanted: Contents, source: str, moved: dict[str, str]) -> None:
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.text = text + self.newline if text and not text.endswith("\n") else text
        self.wanted = wanted
        self.moved = moved
        self.source = source
        self.before, self.layout = read(self.text, source)
        self.changes: list[tuple[int, int, int, str]] = []
        self.offset = self._offset()

    def run(self) -> str:
        root = self.layout.root
        if root is None:
            return self._appended(self._new_sections(("themes", "categories")))
        if root.flow_style:
            raise CodebookError(
                "is written in braces as one group.",
                source=self.source,
                mend="Write `themes:` on a line of its own, and the themes below it.",
            )
        keys = {name: value for name, _, value in reversed(list(pairs(root)))}
        if "themes" in keys:
            self._themes(root, keys["themes"])
        if "categories" in keys:
            self._categories(root, keys["categories"])
        result = self._applied()
        missing = [name for name in ("themes", "categories") if name not in keys]
        return self._appended(self._new_sections(missing), result)

    # -- parts of the file -------------------------------------------------------------------------------------

    def _themes(self, root: MappingNode, node: Node) -> None:
        before = {theme.theme_id: theme for theme in self.before.themes}
        after = {theme.theme_id: theme for theme in self.wanted.themes}
        for theme_id, place in self.layout.themes.items():
            if theme_id not in after:
                self._remove_item(node, place)
            elif _parts(self.before, before[theme_id]) != _parts(self.wanted, after[theme_id]):
                self._theme(place, before[theme_id], after[theme_id])
        new = [theme for theme_id, theme in after.items() if theme_id not in before]
        if new:
            self._add_items(root, "themes", node, lambda indent: [self._new_theme(t, indent) for t in new])

    def _theme(self, node: MappingNode, before: CodebookTheme, after: CodebookTheme) -> None:
        self._refuse_brackets(node)
        found = {name: value for name, _, value in reversed(list(pairs(node)))}
        if "id" not in found and slug(after.name) != after.theme_id:
            self._set_text(node, "id", None, after.theme_id)
        for key in _TEXTS:
            old, new = (_text_of(theme, key) for theme in (before, after))
            if old != new:
                self._set_text(node, key, found.get(key), new)
        for key in ("keywords", "merged"):  # the third list in brackets, anchors, is one of quotes
            old_list, new_list = getattr(before, key), getattr(after, key)
            if set(old_list) != set(new_list):
                self._set_list(node, key, found.get(key), new_list)
        for role in ROLES:
            self._set_quotes(node, role, found.get(role), after.theme_id, role)

    def _categories(self, root: MappingNode, node: Node) -> None:
        found = {name: value for name, _, value in pairs(node)} if isinstance(node, MappingNode) else {}
        names = [name for name in _category_names(self.wanted) if name not in found]
        for name, value in found.items():
            assert isinstance(node, MappingNode)
            self._set_quotes(node, name, value, name, "category")
        if not names:
            return
        if isinstance(node, MappingNode) and node.value and not node.flow_style:
            position = self._end_of(node)
            indent = node.start_mark.column
        else:
            self._refuse_comments(node)
            position = self._emptied(root, "categories", node)
            indent = 2
        lines = "".join(self._list_lines(name, self.wanted.entries(name, "category"), indent) for name in names)
        self._insert(position, lines, _KEY)

    def _set_text(self, parent: MappingNode, key: str, node: Node | None, value: str) -> None:
        if node is None:
            line = f"{' ' * parent.start_mark.column}{key}: {scalar(value)}{self.newline}"
            self._insert(self._after(parent, "keywords"), line, _KEY)
        elif isinstance(node, ScalarNode) and node.style in ("|", ">"):
            end = self.newline if value else ""
            self._replace(node.start_mark.index, node.end_mark.index, scalar(value) + end)
        elif isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index:
            position = self._key_end(parent, key)
            self._insert(position, f" {scalar(value)}", _LINE)
        else:
            self._replace(node.start_mark.index, node.end_mark.index, scalar(value))

    def _set_quotes(self, parent: MappingNode, key: str, node: Node | None, section: str, role: str) -> None:
        """Bring one list of quotes up to date, entry by entry."""
        items = node.value if isinstance(node, SequenceNode) else [node] if isinstance(node, ScalarNode) else []
        present = [name for name in map(_entry_name, items) if name]
        kept = [name for name in present if (section, role, name) in self.wanted.kept]
        goal = tuple(dict.fromkeys((*kept, *self.wanted.entries(section, role))))
        if set(goal) != set(present):
            self._set_list(parent, key, node, goal)

    def _set_list(self, parent: MappingNode, key: str, node: Node | None, goal: tuple[str, ...]) -> None:
        """Bring one list up to date: line by line where it stands in lines, else the whole of it."""
        if node is None:
            self._insert(self._after(parent, key), self._list_lines(key, goal, parent.start_mark.column), _KEY)
        elif isinstance(node, SequenceNode) and not node.flow_style and node.value:
            self._set_lines(node, goal, scalar if key in _IN_BRACKETS else self._quote_line)
        elif isinstance(node, SequenceNode) and (not goal or key in _IN_BRACKETS):
            self._refuse_comments(node)
            self._replace(node.start_mark.index, node.end_mark.index, _brackets(goal))
        else:
            self._refuse_comments(node)
            position = self._emptied(parent, key, node)
            pad = " " * (parent.start_mark.column + self.offset)
            self._insert(position, "".join(f"{pad}- {self._quote_line(name)}{self.newline}" for name in goal), _LINE)

    def _set_lines(self, node: SequenceNode, goal: tuple[str, ...], line: Callable[[str], str]) -> None:
        """Take away, replace and add lines of a list; lines that could not be understood stay."""
        present = [_entry_name(item) for item in node.value]
        added = [name for name in goal if name not in present]
        for item, name in zip(node.value, present, strict=True):
            if not name or name in goal:
                continue
            if self.moved.get(name) in added:
                added.remove(self.moved[name])
                new = self._replaced(item, self.moved[name])
                self._replace(item.start_mark.index, self._last(item, set()), new)
            else:
                self._remove_item(node, item)
        pad, position = " " * node.start_mark.column, self._end_of(node)
        self._insert(position, "".join(f"{pad}- {line(name)}{self.newline}" for name in added), _LINE)

    # -- new lines ---------------------------------------------------------------------------------------------

    def _new_sections(self, names: Iterable[str]) -> str:
        blocks = []
        if "themes" in names and self.wanted.themes:
            themes = "".join(self._new_theme(theme, self.offset) for theme in self.wanted.themes)
            blocks.append(f"themes:{self.newline}{themes}")
        if "categories" in names and (found := _category_names(self.wanted)):
            lines = "".join(self._list_lines(name, self.wanted.entries(name, "category"), 2) for name in found)
            blocks.append(f"categories:{self.newline}{lines}")
        return self.newline.join(blocks)

    def _new_theme(self, theme: CodebookTheme, indent: int) -> str:
        """Return a theme as lines; the dash stands in column ``indent``."""
        pad = " " * (indent + 2)
        lines = [f"{pad}{key}: {scalar(_text_of(theme, key))}{self.newline}" for key in _TEXTS if _text_of(theme, key)]
        lists = {"keywords": theme.keywords, "merged": theme.merged}
        lists |= {role: self.wanted.entries(theme.theme_id, role) for role in ROLES}
        for key in _ORDER[len(_TEXTS) :]:
            if lists[key]:
                lines.append(self._list_lines(key, lists[key], indent + 2))
        text = "".join(lines)
        return " " * indent + "- " + text[indent + 2 :]

    def _list_lines(self, key: str, names: Iterable[str], indent: int) -> str:
        """Return a list with its key: quotes one a line with their words, the others between brackets."""
        if key in _IN_BRACKETS:
            return f"{' ' * indent}{key}: {_brackets(names)}{self.newline}"
        pad = " " * (indent + self.offset)
        lines = "".join(f"{pad}- {self._quote_line(name)}{self.newline}" for name in names)
        return f"{' ' * indent}{key}:{self.newline}{lines}"

    def _quote_line(self, name: str) -> str:
        if any(w.words == name for w in self.wanted.wanted):
            return scalar(name)
        quote = self.wanted.quotes.get(name, Quote())
        if not quote.words:
            return scalar(name) + comment(quote.who)
        return f"{scalar(name)}: {scalar(quote.words)}{comment(quote.who)}"

    def _replaced(self, item: Node, point: str) -> str:
        """Return an entry with another point_id; its own comment at the line's end stays where it is."""
        line = self._quote_line(point)
        who = comment(self.wanted.quotes.get(point, Quote()).who)
        end = self._last(item, set())
        return line.removesuffix(who) if who and "#" in self.text[end : self._line_end(end)] else line

    # -- places in the text ------------------------------------------------------------------------------------

    def _offset(self) -> int:
        """Return by how much this file indents a list under its key."""
        root = self.layout.root
        for _, key, value in pairs(root) if root is not None else ():
            if isinstance(value, SequenceNode) and not value.flow_style and value.value:
                return max(0, value.start_mark.column - key.start_mark.column)
        return 2

    def _add_items(self, root: MappingNode, key: str, node: Node, lines: Callable[[int], list[str]]) -> None:
        if isinstance(node, SequenceNode) and node.value:
            self._refuse_brackets(node)
        if isinstance(node, SequenceNode) and node.value:
            position, indent = self._end_of(node), node.start_mark.column
        else:
            position, indent = self._emptied(root, key, node), self.offset
        self._insert(position, "".join(lines(indent)), _ITEM)

    def _after(self, parent: MappingNode, key: str) -> int:
        """Return where a new key of a theme goes: behind those that come before it by custom."""
        earlier = _ORDER[: _ORDER.index(key)] if key in _ORDER else ()
        ends = [
            self._line_end(k.end_mark.index) if value.start_mark.index == value.end_mark.index else self._end_of(value)
            for name, k, value in pairs(parent)
            if name in earlier
        ]
        return max(ends) if ends else self._end_of(parent)

    def _emptied(self, parent: MappingNode, key: str, node: Node) -> int:
        """Take away the value of a key, and return where the line after the key begins."""
        start = self._key_end(parent, key)
        end = node.end_mark.index
        if node.start_mark.index < end and (isinstance(node, ScalarNode) or _in_brackets(node)):
            self._replace(start, end, "")
            return self._line_end(end)
        return self._line_end(start)

    def _key_end(self, parent: MappingNode, key: str) -> int:
        """Return the place right after the colon of a key."""
        node = next(node for name, node, _ in pairs(parent) if name == key)
        return self.text.index(":", node.end_mark.index) + 1

    def _remove_item(self, parent: Node, item: Node) -> None:
        self._refuse_brackets(parent)
        dash = self.text.rindex("-", 0, item.start_mark.index)
        self._replace(self._line_start(dash), self._end_of(item), "")

    def _end_of(self, node: Node) -> int:
        """Return where the line after a node's last words begins."""
        return self._line_end(self._last(node, set()))

    def _last(self, node: Node, seen: set[int]) -> int:
        """Return where the last words of a node end; blank lines and comments after them do not count."""
        if id(node) in seen:
            return node.start_mark.index
        seen.add(id(node))
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            children = [n for value in node.value for n in (value if isinstance(value, tuple) else (value,))]
            return max(self._last(child, seen) for child in children)
        start, end = node.start_mark.index, node.end_mark.index
        if start == end:  # nothing is written: the place that the parser names may be lines further on
            return len(self.text[:start].rstrip())
        return start + len(self.text[start:end].rstrip())

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1

    def _refuse_brackets(self, node: Node) -> None:
        if _in_brackets(node):
            raise CodebookError(
                "has a theme in brackets or braces.",
                source=self.source,
                line=node.start_mark.line + 1,
                mend="Write each theme on lines of its own, the first of which begins with '- name: '.",
            )

    def _refuse_comments(self, node: Node) -> None:
        """Refuse to write anew what holds a comment, which would be lost."""
        if _in_brackets(node) and "#" in self.text[node.start_mark.index : node.end_mark.index]:
            raise CodebookError(
                "has a comment or a # between brackets, which a change would lose.",
                source=self.source,
                line=node.start_mark.line + 1,
                mend="Write the list in lines that begin with '- '.",
            )

    # -- putting it together -----------------------------------------------------------------------------------

    def _replace(self, start: int, end: int, new: str) -> None:
        self.changes.append((start, end, _LINE, new))

    def _insert(self, position: int, new: str, level: int) -> None:
        """Put lines in; at one place the lines of an inner list come before those of what holds it."""
        self.changes.append((position, position, level, new))

    def _applied(self) -> str:
        text = self.text
        order = sorted(enumerate(self.changes), key=lambda item: (*item[1][:3], item[0]), reverse=True)
        for _, (start, end, _, new) in order:
            text = text[:start] + new + text[end:]
        return text

    def _appended(self, block: str, text: str | None = None) -> str:
        text = self.text if text is None else text
        if not block:
            return text
        return text + (self.newline if text.strip() else "") + block


def _brackets(names: Iterable[str]) -> str:
    return f"[{', '.join(scalar(name, flow=True) for name in names)}]"


def _in_brackets(node: Node) -> bool:
    return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)


def _text_of(theme: CodebookTheme, key: str) -> str:
    return str(getattr(theme, "theme_id" if key == "id" else key))


def _entry_name(node: Node) -> str:
    point, words = entry_key(node)
    return point or words


def _parts(contents: Contents, theme: CodebookTheme) -> tuple[Any, ...]:
    entries = tuple(frozenset(contents.entries(theme.theme_id, role)) for role in ROLES)
    kept = frozenset(k for k in contents.kept if k[0] == theme.theme_id)
    return replace(theme, confirmed=(), rejected=(), anchors=()), entries, kept


def _category_names(contents: Contents) -> list[str]:
    names = [*contents.point_categories.values(), *(w.section for w in contents.wanted if w.role == "category")]
    return list(dict.fromkeys(names))
