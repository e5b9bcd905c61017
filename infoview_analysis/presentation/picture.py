"""A picture in a notebook cell: a vector drawing with a description, and a bitmap to paste elsewhere."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from infoview_analysis.presentation.fragment import Fragment, element

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FIGURE_KEY = "infoview_figure"  # metadata of the cell's output: the picture's name


@dataclass(frozen=True)
class Picture(Fragment):
    """A drawn figure.

    Attributes
    ----------
    name : str
        File name without ending, for the copy among the report's figures.
    png : bytes
    """

    name: str = ""
    png: bytes = b""

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, str]]:
        data = {
            "text/html": f'<div class="infoview">{self.html}</div>',
            "image/png": base64.b64encode(self.png).decode("ascii"),
            "text/plain": self.plain,
        }
        return data, {FIGURE_KEY: self.name}


def picture(ax: Axes, name: str, *, alt: str = "", folded: str = "") -> Picture:
    """Return the figure of ``ax`` to show in a cell, and close it.

    Parameters
    ----------
    name : str
        Short name; the report writes ``figures/<name>.svg`` and ``.png``.
    alt : str
        What the picture shows, for those who cannot see it; by default its title.
    folded : str
        Words to click on to see the picture, where it repeats what is shown already; by default it is open.
    """
    import matplotlib.pyplot as plt
    from matplotlib.transforms import Bbox

    from infoview_analysis.plots.style import figure_of, styled

    figure = figure_of(ax)
    title = " ".join(ax.get_title(loc="left").split())
    vector, bitmap = io.BytesIO(), io.BytesIO()
    with styled():
        tight = figure.get_tightbbox()
        # Letters are measured on the pixel grid; drawn as outlines, a line of text may come out a little longer.
        box = Bbox.from_extents(tight.x0 - 0.03, tight.y0 - 0.06, tight.x0 + 1.015 * tight.width + 0.1, tight.y1 + 0.06)
        figure.savefig(vector, format="svg", bbox_inches=box, metadata={"Date": None, "Creator": None})
        figure.savefig(bitmap, format="png", bbox_inches=box, dpi=160, metadata={"Software": None})
    plt.close(figure)
    source = "data:image/svg+xml;base64," + base64.b64encode(vector.getvalue()).decode("ascii")
    image = element("img", src=source, alt=alt or title, width=round(box.width * 96), height=round(box.height * 96))
    holder = element("div", image, class_="scroll", tabindex=0, role="group", aria_label=f"Picture: {title}")
    shown = element("figure", holder, class_="picture")
    if folded:
        shown = element("details", element("summary", folded), shown)
    return Picture(shown.html, f"[picture: {title}]", name, bitmap.getvalue())
