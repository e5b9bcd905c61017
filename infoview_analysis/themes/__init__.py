"""Recurring themes: what several people speak of, with the quotes, how sure it is, and what the person decided."""

from infoview_analysis.themes.context import ContextWeights, point_vectors, texts_to_encode
from infoview_analysis.themes.discovery import Themes, find_themes
from infoview_analysis.themes.heads import Heads, load_heads
from infoview_analysis.themes.model import ThemeModel

__all__ = [
    "ContextWeights",
    "Heads",
    "ThemeModel",
    "Themes",
    "find_themes",
    "load_heads",
    "point_vectors",
    "texts_to_encode",
]
