"""The check that no citation leaves the library without."""

from __future__ import annotations

from rag.model import Citation, Paragraph

__all__ = ["stands"]


def stands(citation: Citation, paragraph: Paragraph | None) -> bool:
    """Whether the quote is `paragraph`, at the offsets and in the place that it names."""
    return (
        paragraph is not None
        and (citation.file, citation.paragraph) == (paragraph.file, paragraph.number)
        and citation.quote != ""
        and citation.quote == paragraph.text[citation.start : citation.end]
    )
