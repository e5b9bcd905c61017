"""What must hold for every document that a reader renders."""

from __future__ import annotations

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers.document import Document, Reading

EVIDENCE = {"item", "paragraph", "quote", "turn"}


def words(document: Document, *kinds: str) -> list[str]:
    """Words of the blocks of those kinds, or of all evidence."""
    wanted = set(kinds) or EVIDENCE
    return [document.text[block.start : block.end] for block in document.blocks if block.kind in wanted]


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def check_document(document: Document) -> None:
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= len(document.text)
        found = document.text[block.start : block.end]
        assert found == found.strip()
        assert document.line_at(block.start) >= 1
        position = block.end
    if document.line_numbers is not None:
        assert len(document.line_numbers) == document.text.count("\n") + 1
    for key, value in document.attributes.items():
        assert isinstance(key, str)
        assert isinstance(value, str)
        assert key.strip() == key != ""
    assert document.rendered
    document.text.encode("utf-8")


def check_reading(reading: Reading) -> None:
    for document in reading.documents:
        check_document(document)
    sources = [document.source for document in reading.documents]
    assert len(set(sources)) == len(sources)
    for problem in reading.problems:
        assert problem.severity in {"error", "warning"}
        assert problem.code
        assert problem.message.endswith(".")


def reading_or_reject(read, data: bytes, source: str, options) -> Reading | None:
    """Read what may be anything; only the one named error may come out."""
    try:
        reading = read(data, source, options=options)
    except UnreadableFileError as error:
        assert error.code != "unreadable"
        assert error.mend
        return None
    check_reading(reading)
    return reading
