"""One top-level section of codebook.yaml: read as plain words with line numbers, changed without touching the rest.

The themes have an editor of their own (``editing``), because quotes move between them. Parts that keep a simple list
or mapping of decisions (``propositions``, ``skills``, ``takeaways``) read and change it here. Comments stay.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from infoview_analysis.atomic import ChangedMeanwhileError, write_bytes
from infoview_analysis.codebook.reading import compose, decode, pairs
from infoview_analysis.errors import CodebookError

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Section:
    """What stands under one key of the codebook.

    Attributes
    ----------
    value : str, list, dict or None
        Scalars are the words as written (``no`` is the word no), however deep; None: the key is not there or empty.
    lines : dict
        Place in ``value`` (keys and positions, from the outside in) → line of the file, counted from 1.
    source : str
        Name of the file.
    """

    value: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    source: str = "codebook.yaml"

    def line(self, *place: str | int) -> int | None:
        """Return the line of what stands at ``place``, or of the nearest thing around it."""
        for depth in range(len(place), -1, -1):
            if place[:depth] in self.lines:
                return self.lines[place[:depth]]
        return None


def read_section(path: Path | str, key: str) -> Section:
    """Read what stands under ``key``; a missing file or key is an empty section.

    Raises
    ------
    CodebookError
        The file cannot be read or is no YAML.
    """
    path = Path(path)
    data = _bytes(path)
    if data is None:
        return Section(source=path.name)
    text, _ = decode(data, path.name)
    node = _nodes(text, path.name).get(key)
    if node is None:
        return Section(source=path.name)
    lines: dict[Place, int] = {}
    return Section(_words(node, (), lines), lines, path.name)


def edit_section(path: Path | str, key: str, change: Callable[[Any], Any], *, template: str = "") -> bool:
    """Change what stands under ``key``, keep everything else byte for byte, and the earlier file as ``.bak``.

    Parameters
    ----------
    path : path
        The codebook; it is made when it is missing.
    key : str
        A key at the outermost level.
    change : callable
        Gets the section as lists and mappings that keep their comments (None when it is empty) and returns it
        changed; None or something empty takes the section out.
    template : str
        What a new codebook begins with: comments.

    Returns
    -------
    bool
        Whether there was something to write.

    Raises
    ------
    CodebookError
        The file cannot be read, is laid out so that it cannot be changed safely, was changed meanwhile, or cannot be
        written. It is as it was.
    """
    path = Path(path)
    now = _bytes(path)
    text, encoding = decode(now, path.name) if now is not None else (template, "utf-8")
    newline = "\r\n" if "\r\n" in text else "\n"
    start, end = _place(text, key, path.name)
    block = text[start:end]
    yaml = _round_trip()
    before = yaml.load(block.replace("\r\n", "\n")) if block.strip() else None
    after = change(before.get(key) if before else None)
    written = _dumped(yaml, before, key, after)
    if written.strip() and text[:start] and not text[:start].endswith(("\n", "\r")):
        written = "\n" + written
    result = text[:start] + written.replace("\n", newline) + text[end:]
    if result == text:
        return False
    compose(result, path.name)
    try:
        if now is not None:
            write_bytes(path.with_name(path.name + ".bak"), now)
        write_bytes(path, result.encode(encoding), expected=now)
    except ChangedMeanwhileError:
        raise CodebookError(
            "was changed by another program since it was read; nothing was written.",
            source=path.name,
            mend="Do the same again, on top of that change.",
        ) from None
    except OSError as error:
        raise CodebookError(
            f"cannot be written: {error.strerror or error}.",
            source=path.name,
            mend="Check the permissions of the folder and the space on the disk.",
        ) from None
    return True


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CodebookError(
            f"cannot be read: {error.strerror or error}.", source=path.name, mend="Check its permissions."
        ) from None


def _nodes(text: str, source: str) -> dict[str, Node]:
    """Return the outermost keys with their nodes; of a key that stands twice the first one counts."""
    root = compose(text, source)
    if not isinstance(root, MappingNode):
        return {}
    return {name: value for name, _, value in reversed(list(pairs(root)))}


def _place(text: str, key: str, source: str) -> tuple[int, int]:
    """Return where the lines of the section begin and end; both the end of the text when there is none.

    Comments below its last line belong to what follows.
    """
    root = compose(text, source)
    if root is None or (isinstance(root, ScalarNode) and root.value in ("", "null", "~")):
        return len(text), len(text)
    if not isinstance(root, MappingNode) or root.flow_style:
        raise CodebookError(
            "is not laid out as keys on lines of their own.",
            source=source,
            mend="Write `themes:` and other keys at the start of a line, and what belongs to them below.",
        )
    keys = [(name, node) for name, node, _ in pairs(root)]
    for number, (name, node) in enumerate(keys):
        if name == key:
            last = number + 1 == len(keys)
            return node.start_mark.index, _content_end(
                text, node.start_mark.index, len(text) if last else keys[number + 1][1].start_mark.index
            )
    return len(text), len(text)


def _content_end(text: str, start: int, end: int) -> int:
    """Leave comments and empty lines at the left margin, before the next key, to that key."""
    lines = text[start:end].splitlines(keepends=True)
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith("#")):
        end -= len(lines.pop())
    return end


def _round_trip() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(yaml: YAML, before: Any, key: str, after: Any) -> str:
    if not after:
        return ""
    whole = before if before is not None else {}
    whole[key] = after
    out = io.StringIO()
    yaml.dump(whole, out)
    return out.getvalue()


def _words(node: Node, place: Place, lines: dict[Place, int]) -> Any:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, ScalarNode):
        empty = node.style is None and node.value in ("", "~", "null")
        return None if empty else node.value
    if isinstance(node, SequenceNode):
        return [_words(item, (*place, number), lines) for number, item in enumerate(node.value)]
    found: dict[str, Any] = {}
    for name, key, value in pairs(node):  # type: ignore[arg-type]
        if name not in found:
            found[name] = _words(value, (*place, name), lines)
            lines[(*place, name)] = key.start_mark.line + 1
    return found
