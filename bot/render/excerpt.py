"""A paragraph between its neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from bot.render.clean import clean
from bot.render.page import Line
from bot.render.words import place
from rag.model import Excerpt

__all__ = ["excerpt_lines"]


def excerpt_lines(excerpt: Excerpt) -> Iterator[Line]:
    """Where it stands, then each paragraph with its number; `▶` is the one asked for."""
    asked = excerpt.paragraph
    heading = Text(place(asked.file, asked.number, asked.line), "cyan")
    if asked.title:
        heading = Text.assemble(heading, f" — {clean(asked.title)}")
    yield Line(heading)
    if excerpt.changed:
        stale = "The file has changed since it was indexed: `footnote index` reads it anew."
        yield Line(Text(stale))
    yield Line()
    width = max(len(str(paragraph.number)) for paragraph in excerpt.around)
    for paragraph in excerpt.around:
        here = paragraph.number == asked.number
        number = f"{'▶' if here else ' '} ¶{paragraph.number:<{width}}  "
        style = "bold" if here else "dim"
        text = Text.assemble((number, "cyan"), (clean(paragraph.text), style))
        yield Line(text, hang=len(number))
