"""Everything that was heard in one SQLite file, found again by words and by meaning."""

from __future__ import annotations

from infoview_analysis.repository.build import build_repository
from infoview_analysis.repository.filters import Filters
from infoview_analysis.repository.freshness import content_key
from infoview_analysis.repository.search import Repository, search_in
from infoview_analysis.repository.upkeep import current_repository, refresh, search

__all__ = [
    "Filters",
    "Repository",
    "build_repository",
    "content_key",
    "current_repository",
    "refresh",
    "search",
    "search_in",
]
