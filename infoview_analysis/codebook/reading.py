"""codebook.yaml as text into its meaning, with a problem row for each thing that does not fit."""

from __future__ import annotations

import codecs
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from infoview_analysis.codebook.contents import ROLES, CodebookTheme, Contents, Quote, Role, Wanted
from infoview_analysis.errors import CodebookError
from infoview_analysis.frames import CATEGORIES
from infoview_analysis.readers.document import Problem, Severity

TOP_KEYS = ("themes", "categories", "propositions", "skills", "takeaways")  # the last three: ``sections``
THEME_KEYS = ("id", "name", "definition", "category", "keywords", "confirmed", "rejected", "merged", "anchors")
LARGEST_BYTES = 8_000_000
_DEEP = re.compile(r"(?:[\[{]\s*){50}")  # the parser takes minutes to find that out by itself


@dataclass
class Layout:
    """Where things stand in the text: the nodes that were accepted, for editing in place."""

    root: MappingNode | None = None
    themes: dict[str, MappingNode] = field(default_factory=dict)


def decode(data: bytes, source: str) -> tuple[str, str]:
    """Return the text of the file and the encoding it is in.

    Raises
    ------
    CodebookError
        Neither UTF-8 nor marked UTF-16, or far too large.
    """
    if len(data) > LARGEST_BYTES:
        raise CodebookError(
            f"is {len(data) / 1e6:.0f} MB; a codebook has at most {LARGEST_BYTES / 1e6:.0f} MB.",
            source=source,
            mend="Put the last good codebook.yaml in its place.",
        )
    encoding = "utf-8"
    if data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CodebookError(
            "holds characters that are not UTF-8.",
            source=source,
            line=line,
            mend="Save the file again with the encoding UTF-8.",
        ) from None


def compose(text: str, source: str) -> Node | None:
    """Return the node tree of the text; None when it holds nothing but comments.

    Raises
    ------
    CodebookError
        The text is no YAML.
    """
    too_deep = CodebookError("is nested too deeply.", source=source, mend="Put codebook.yaml.bak in its place.")
    if _DEEP.search(text):
        raise too_deep
    try:
        return YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(error.problem or error.context or "cannot be understood").split())
        raise CodebookError(
            f"is not valid YAML ({problem}).",
            source=source,
            line=mark.line + 1 if mark else None,
            mend=_mend_for(problem),
        ) from None
    except RecursionError:
        raise too_deep from None
    except (YAMLError, ValueError) as error:
        position = getattr(error, "position", None)
        raise CodebookError(
            "holds a character that YAML does not allow.",
            source=source,
            line=text.count("\n", 0, position) + 1 if isinstance(position, int) else None,
            mend="Delete the odd character at that place.",
        ) from None


def _mend_for(problem: str) -> str:
    if "\\t" in problem:
        return "Indent with blanks, not with the tab key."
    if "mapping values" in problem:
        return 'Put the words that hold a colon between quotation marks: "like this: with a colon".'
    if "end of stream" in problem or "end of document" in problem:
        return "A quotation mark or bracket that is opened there is never closed."
    if "another document" in problem:
        return "Delete the line --- so that the file is one document."
    if "block end" in problem or "could not find expected ':'" in problem:
        return "Indent the line as its neighbours are, and put words with special signs between quotation marks."
    return "Put the words on that line between quotation marks, or use codebook.yaml.bak, if there is one."


def read(text: str, source: str) -> tuple[Contents, Layout]:
    """Return what ``text`` says, and where.

    Raises
    ------
    CodebookError
        It is no YAML, or not a list of keys at its outermost level.
    """
    root = compose(text, source)
    if root is None or _is_null(root):
        return Contents(), Layout()
    if not isinstance(root, MappingNode):
        raise CodebookError(
            f"starts with {_kind(root)} where `themes:` is expected.",
            source=source,
            line=root.start_mark.line + 1,
            mend="Begin the file with a line `themes:` and put the themes below it.",
        )
    return _Reader(source).contents(root)


def pairs(node: MappingNode) -> Iterator[tuple[str, Node, Node]]:
    """Yield name, key node and value node of a mapping; keys that are no words are left out."""
    for key, value in node.value:
        if isinstance(key, ScalarNode):
            yield key.value, key, value


def entry_key(node: Node) -> tuple[str, str]:
    """Return the point_id and the words of one entry of a list of quotes; either may be empty.

    ``p1a2b3``, ``p1a2b3: first words``, ``{point: p1a2b3, quote: first words}`` and ``some words`` are understood;
    words with a colon in them are put together again.
    """
    if isinstance(node, ScalarNode):
        written = node.value.strip()
        return ("", " ".join(written.split())) if re.search(r"\s", written) else (written, "")
    if not isinstance(node, MappingNode):
        return "", ""
    found = {name: value.value.strip() for name, _, value in pairs(node) if isinstance(value, ScalarNode)}
    if found.keys() & {"point", "quote"}:
        return found.get("point", ""), " ".join(found.get("quote", "").split())
    if len(found) != 1 or len(node.value) != 1:
        return "", ""
    ((name, words),) = found.items()
    words = " ".join(words.split())
    return ("", f"{name}: {words}") if re.search(r"\s", name) else (name, words)


class _Reader:
    """Walks the nodes of one file and gathers what they mean."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.quotes: dict[str, Quote] = {}
        self.wanted: list[Wanted] = []
        self.kept: set[tuple[str, str, str]] = set()
        self.lines: dict[tuple[str, str, str], int] = {}

    def contents(self, root: MappingNode) -> tuple[Contents, Layout]:
        known = self._known(root, TOP_KEYS, "the codebook")
        layout = Layout(root)
        themes: list[CodebookTheme] = []
        for node in self._items(known.get("themes"), "themes"):
            theme = self._theme(node, themes)
            if theme is not None:
                themes.append(theme)
                layout.themes[theme.theme_id] = node  # type: ignore[assignment]
        themes = self._without_contradictions(themes)
        categories = self._categories(known.get("categories"))
        contents = Contents(
            tuple(themes),
            MappingProxyType(categories),
            MappingProxyType(self.quotes),
            tuple(self.wanted),
            frozenset(self.kept),
            tuple(sorted(self.problems, key=lambda problem: problem.line or 0)),
        )
        return contents, layout

    def _report(self, node: Node | int, code: str, message: str, severity: Severity = "error") -> None:
        line = node if isinstance(node, int) else node.start_mark.line + 1
        self.problems.append(Problem(self.source, line, severity, code, message))

    def _known(self, node: MappingNode, allowed: tuple[str, ...], where: str) -> dict[str, Node]:
        """Return the values of the keys that mean something; the others are reported and stay in the file."""
        found: dict[str, Node] = {}
        for name, key, value in pairs(node):
            if name in found:
                message = f"`{name}` stands twice in {where}; the first one counts. Put both together."
                self._report(key, "duplicate-key", message)
            elif name in allowed:
                found[name] = value
            else:
                near = difflib.get_close_matches(name, allowed, 1)
                hint = f"Did you mean `{near[0]}`?" if near else f"Known are {', '.join(allowed)}."
                self._report(
                    key, "unknown-key", f"`{name}` of {where} is not known and is left as it is. {hint}", "warning"
                )
        return found

    def _items(self, node: Node | None, where: str) -> list[Node]:
        if node is None or _is_null(node):
            return []
        if isinstance(node, SequenceNode):
            return list(node.value)
        self._report(
            node, "wrong-type", f"{where}: a list is expected (lines that begin with '- '), not {_kind(node)}."
        )
        return []

    def _text(self, node: Node | None, where: str) -> str:
        if node is None or _is_null(node):
            return ""
        if isinstance(node, ScalarNode):
            return node.value.strip()
        self._report(node, "wrong-type", f"{where}: words are expected, not {_kind(node)}. It is left out.")
        return ""

    def _texts(self, node: Node | None, where: str) -> tuple[str, ...]:
        """Read a list of words; one line with commas or semicolons is understood, too."""
        if isinstance(node, ScalarNode) and not _is_null(node):
            written = [part.strip() for part in re.split(r"[,;\n]", node.value)]
        else:
            written = [self._text(item, where) for item in self._items(node, where)]
        return tuple(dict.fromkeys(text for text in written if text))

    def _theme(self, node: Node, earlier: list[CodebookTheme]) -> CodebookTheme | None:
        if not isinstance(node, MappingNode):
            self._report(node, "wrong-type", f"a theme is expected ('- name: …'), not {_kind(node)}. It is left out.")
            return None
        known = self._known(node, THEME_KEYS, "a theme")
        theme_id = self._text(known.get("id"), "id")
        name = " ".join(self._text(known.get("name"), "name").split())
        if not name:
            self._report(node, "no-name", "a theme without a name is left out. Add a line `name: …`.")
            return None
        theme_id = theme_id or slug(name)
        if any(theme_id == other.theme_id for other in earlier):
            self._report(
                node, "duplicate-id", f"two themes have the id {theme_id}; this one is left out. Give it another id."
            )
            return None
        if any(name.casefold() == other.name.casefold() for other in earlier):
            message = f"two themes are called “{name}”. Rename one, or merge them with `infoview theme merge`."
            self._report(known["name"], "duplicate-name", message, "warning")
        category = self._text(known.get("category"), "category").lower()
        if category and category not in CATEGORIES:
            message = f"“{category}” is no category; it is left out. Use one of {', '.join(CATEGORIES)}."
            self._report(known["category"], "unknown-category", message)
            category = ""
        lists: dict[Role, tuple[str, ...]] = {role: self._entries(known.get(role), theme_id, role) for role in ROLES}
        return CodebookTheme(
            theme_id,
            name,
            definition=self._text(known.get("definition"), "definition"),
            keywords=self._texts(known.get("keywords"), "keywords"),
            category=category,
            merged=self._texts(known.get("merged"), "merged"),
            **lists,
        )

    def _entries(self, node: Node | None, section: str, role: str) -> tuple[str, ...]:
        """Read a list of quotes; those named by their words alone go to ``wanted``."""
        if isinstance(node, ScalarNode) and not _is_null(node):
            items: list[Node] = [node]
        else:
            items = self._items(node, role)
        found: dict[str, None] = {}
        for item in items:
            point, words = entry_key(item)
            line = item.start_mark.line + 1
            if point:
                found[point] = None
                self.lines[section, role, point] = line
                if words and not self.quotes.get(point, Quote()).words:
                    self.quotes[point] = Quote(words)
            elif words:
                if not any((w.section, w.role, w.words) == (section, role, words) for w in self.wanted):
                    self.wanted.append(Wanted(section, role, words, line))
            elif not _is_null(item):
                message = f"{role}: a point id or the words of a quote are expected, not {_kind(item)}. It is left out."
                self._report(item, "wrong-type", message)
        return tuple(found)

    def _without_contradictions(self, themes: list[CodebookTheme]) -> list[CodebookTheme]:
        owner: dict[str, CodebookTheme] = {}
        result = []
        for theme in themes:
            both = set(theme.confirmed) & set(theme.rejected)
            for point in sorted(both):
                message = (
                    f"{point} is both confirmed and rejected for “{theme.name}”; it counts as neither."
                    " Delete one of the two lines."
                )
                self._report(self.lines[theme.theme_id, "rejected", point], "contradiction", message)
                self.kept |= {(theme.theme_id, "confirmed", point), (theme.theme_id, "rejected", point)}
            twice = {point for point in theme.confirmed if point in owner} - both
            for point in sorted(twice):
                message = (
                    f"{point} is confirmed for “{theme.name}” and for “{owner[point].name}”; it counts for the latter."
                    " Delete one of the two lines."
                )
                self._report(self.lines[theme.theme_id, "confirmed", point], "confirmed-twice", message)
                self.kept.add((theme.theme_id, "confirmed", point))
            confirmed = tuple(p for p in theme.confirmed if p not in both | twice)
            owner.update(dict.fromkeys(confirmed, theme))
            rejected = tuple(p for p in theme.rejected if p not in both)
            result.append(replace(theme, confirmed=confirmed, rejected=rejected))
        return result

    def _categories(self, node: Node | None) -> dict[str, str]:
        if node is None or _is_null(node):
            return {}
        if not isinstance(node, MappingNode):
            message = f"categories: lines such as `advice:` with a list below are expected, not {_kind(node)}."
            self._report(node, "wrong-type", message)
            return {}
        found: dict[str, str] = {}
        for name, value in self._known(node, CATEGORIES, "categories").items():
            for point in self._entries(value, name, "category"):
                if point in found:
                    message = f"{point} has two categories; {found[point]} counts. Delete one of the two lines."
                    self._report(self.lines[name, "category", point], "two-categories", message)
                    self.kept.add((name, "category", point))
                else:
                    found[point] = name
        return found


def slug(name: str) -> str:
    """Return a theme id made of a name: small letters, digits and hyphens."""
    words = re.findall(r"[^\W_]+", name.casefold())
    return "-".join(words)[:40].strip("-") or "theme"


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _kind(node: Node) -> str:
    if isinstance(node, SequenceNode):
        return "a list"
    if isinstance(node, MappingNode):
        return "a group of keys"
    return "nothing" if _is_null(node) else "a single value"
