"""The marking sheet as a widget: buttons, and a box that takes one letter a quote.

JupyterLab binds single letters to commands (``a`` adds a cell, ``d d`` deletes one), save where a person types into a
box. So the letters go into a text box, and after a click on a button the box has the focus again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from infoview_analysis.contrasts.review import LABELS
from infoview_analysis.presentation.fragment import stylesheet

if TYPE_CHECKING:
    import ipywidgets

    from infoview_analysis.presentation.marking import MarkingSheet

_QUOTE_HEIGHT = "14rem"  # of most quotes, so that the buttons below stay under the mouse
_HINT = "click here, then one key a quote"


def marking_widget(sheet: MarkingSheet) -> ipywidgets.Widget:
    """Return ``sheet`` as a widget: choice of the proposition, the quote, the box for letters, the buttons.

    Raises
    ------
    ImportError
        ipywidgets is not installed.
    """
    import ipywidgets as widgets

    pick = widgets.Dropdown(options=sheet.titles(), value=sheet.chosen, layout={"width": "100%"})
    view = widgets.HTML(layout={"min_height": _QUOTE_HEIGHT})
    box = widgets.Text(
        description="Keys",
        placeholder=_HINT,
        continuous_update=True,
        layout={"width": "min(26rem, 100%)"},
        style={"description_width": "3rem"},
    )
    row = {
        key: widgets.Button(description=f"{words} ({key})", layout={"width": "auto"}) for key, words in LABELS.items()
    }
    letters = LetterBox()
    busy = False

    def refresh() -> None:
        nonlocal busy
        view.value = f'{stylesheet().html}<div class="infoview marking">{sheet.shown().html}</div>'
        for key, button in row.items():
            button.disabled = not sheet.can(key)
        if pick.value != sheet.chosen or list(pick.options) != sheet.titles():
            busy = True
            pick.options = sheet.titles()
            pick.value = sheet.chosen
            busy = False

    def choose(change: dict[str, Any]) -> None:
        if not busy:
            sheet.choose(change["new"])
            refresh()

    def typed(change: dict[str, Any]) -> None:
        for key in letters.new(change["new"]):
            sheet.press(key)
        refresh()

    def clicked(key: str) -> Any:
        def act(_: Any) -> None:
            sheet.press(key)
            refresh()
            box.focus()

        return act

    pick.observe(choose, names="value")
    box.observe(typed, names="value")
    for key, button in row.items():
        button.on_click(clicked(key))
    refresh()
    return widgets.VBox([pick, view, box, widgets.HBox(list(row.values()), layout={"flex_flow": "row wrap"})])


class LetterBox:
    """Which letters of a text box are new.

    The box is never emptied by the program: a browser may be one letter ahead, and a letter would be lost or read
    twice. So it holds what was typed, and only what follows it counts. Taking letters out of it does nothing.
    """

    def __init__(self) -> None:
        self._seen = ""

    def new(self, text: str) -> str:
        """Return the letters that were added to the end since the last call; all, where the text is another one."""
        seen, self._seen = self._seen, text
        if seen.startswith(text):
            return ""
        return "".join(text.removeprefix(seen).split()).casefold()
