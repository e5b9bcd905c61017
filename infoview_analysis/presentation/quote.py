"""What somebody said, with who and where: the one form in which every page and notebook shows a quote."""

from __future__ import annotations

from infoview_analysis.presentation.fragment import Child, Fragment, element, joined
from infoview_analysis.wording import day

LONGEST = 700  # characters; the note itself is a click away


def quote_figure(
    words: str | Fragment,
    *,
    who: str,
    about: str = "",
    date: object = None,
    where: str = "",
    anchor: str | None = None,
    under: str = "",
    after: Child = None,
    origin: str = "",
    suggested: bool = False,
) -> Fragment:
    """Return a quote as a figure: what it answers, the words, who said them, when, and the line of the note.

    Parameters
    ----------
    words : str or Fragment
        A text longer than 700 characters is cut at a word; a Fragment (words marked by a search) is shown as it is.
    who, about : str
        Name, and role or company.
    date : date, str or None
        Day of the interview, shown in words.
    where : str
        File and line.
    anchor : str, optional
        Id of that line on the page; without it ``where`` is no link.
    under : str
        What stands above the words: the heading, or how strongly something is asked for.
    after : Fragment, str, optional
        What follows the words.
    origin : str
        How it is known: marked, tagged or suggested.
    suggested : bool
        Whether what stands here is a suggestion; it is dashed then.
    """
    said = day(date)
    caption = element(
        "figcaption",
        element("b", element("bdi", who)),
        joined(" · ", element("bdi", about)) if about else None,
        f" · {said}" if said else None,
        _line("cite", element("a", where, href=f"#{anchor}") if anchor else where, "place") if where else None,
        _line("span", origin, "origin") if origin else None,
    )
    return element(
        "figure",
        element("p", under, class_="under", dir="auto") if under else None,
        element("blockquote", element("p", shortened(words) if isinstance(words, str) else words, dir="auto")),
        after,
        caption,
        class_="quote suggested" if suggested else "quote",
    )


def shortened(words: str, longest: int = LONGEST) -> str:
    """Return ``words``, cut after a whole word where they are longer than ``longest`` characters."""
    return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0] + " …"


def _line(name: str, content: Child, class_: str) -> Fragment:
    return joined(element("br"), element(name, content, class_=class_))
