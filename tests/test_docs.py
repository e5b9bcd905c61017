"""The reference pages say what the code does, and links lead somewhere."""

import re
from pathlib import Path

import pytest

from tools.make_docs import PAGES

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES)
def test_reference_pages_are_up_to_date(page):
    written = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert written == PAGES[page](), "run python -m tools.make_docs"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files(document):
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        if "://" not in target:
            assert (document.parent / target).exists(), f"{document.name} links to {target}"
