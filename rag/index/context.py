"""A paragraph together with what it stands under."""

from __future__ import annotations

from rag.model import Paragraph

__all__ = ["in_context"]


def in_context(paragraph: Paragraph) -> str:
    """Title, heading and text, a line each: what is embedded and what is searched by words.

    A one-line paragraph means little alone; its article's title says what it is about.
    """
    above = [paragraph.title] if paragraph.title != paragraph.text else []
    if paragraph.heading:
        above.append(paragraph.heading)
    return "\n".join([*above, paragraph.text])
