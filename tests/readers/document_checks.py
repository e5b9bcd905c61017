"""What every document promises, whichever reader made it."""

from __future__ import annotations

from infoview_analysis.readers.document import Document


def check_blocks(document: Document) -> None:
    """Blocks are in order, apart, within the text, and hold visible words without outer white space."""
    last = 0
    for block in document.blocks:
        words = document.text[block.start : block.end]
        assert last <= block.start < block.end <= len(document.text), block
        assert words.strip() == words != "", (block, words)
        last = block.end
    lines = document.text.count("\n") + 1
    assert document.line_numbers is None or len(document.line_numbers) == lines


def kinds_and_words(document: Document) -> list[tuple[str, str]]:
    """Return kind and words of each block."""
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def words_of(document: Document, *kinds: str) -> list[str]:
    """Return the words of the blocks of the given kinds."""
    return [words for kind, words in kinds_and_words(document) if kind in kinds]
