"""A piece of HTML that a notebook shows, built so that text is escaped unless it is a piece of HTML itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_VOID = {"img", "br", "hr", "meta"}


@dataclass(frozen=True)
class Fragment:
    """HTML made by this package.

    Attributes
    ----------
    html : str
        Well-formed; everything that came from outside is escaped.
    plain : str
        What a terminal shows instead.
    """

    html: str
    plain: str = ""

    def _repr_html_(self) -> str:
        return f'<div class="infoview">{self.html}</div>'

    def __repr__(self) -> str:
        return self.plain or "(shown in a notebook)"


Child = Fragment | str | int | None


def element(name: str, /, *children: Child | Iterable[Child], **attributes: str | int | None) -> Fragment:
    """Return the element ``name`` with these children.

    Parameters
    ----------
    children : Fragment, str, int, None or iterables of them
        Strings are text and are escaped; None is left out.
    attributes : str, int or None
        Values are escaped; None leaves the attribute out. ``class_`` is class, ``data_x`` is data-x.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(_clean(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Fragment(f"<{name}{written}>")
    return Fragment(f"<{name}{written}>{joined(*children).html}</{name}>")


def joined(*children: Child | Iterable[Child]) -> Fragment:
    """Return the children one after another, text escaped."""
    return Fragment("".join(_written(child) for child in children))


def stylesheet() -> Fragment:
    """Return the style that the other pieces are made for; a notebook shows it once."""
    css = resources.files(__package__).joinpath("presentation.css").read_text(encoding="utf-8")
    return Fragment(f"<style>{css}</style>", "(style of the tables and cards below)")


def _written(child: Child | Iterable[Child]) -> str:
    if child is None:
        return ""
    if isinstance(child, Fragment):
        return child.html
    if isinstance(child, str | int):
        return html.escape(_clean(str(child)), quote=False)
    return "".join(_written(one) for one in child)


def _clean(text: str) -> str:
    """Replace what HTML cannot hold (control characters, lone surrogates) by the replacement character."""
    return _UNHOLDABLE.sub("\ufffd", text)
