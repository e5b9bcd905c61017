"""The person's codebook: their own themes, names, merges, and the quotes they placed; it holds on every re-run."""

from infoview_analysis.codebook.codebook import TEMPLATE, Codebook, undo
from infoview_analysis.codebook.contents import CodebookTheme, Quote, Wanted, first_words
from infoview_analysis.codebook.quotes import reattach

__all__ = ["TEMPLATE", "Codebook", "CodebookTheme", "Quote", "Wanted", "first_words", "reattach", "undo"]
