"""An answer with its footnotes, or what comes closest to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from bot.render.clean import clean
from bot.render.marked import marked_lines
from bot.render.page import ANSWER, Line
from bot.render.words import confidence_word, count, place
from rag.model import Answer, Citation, Paragraph, Passage

__all__ = [
    "answer_lines",
    "closest_lines",
    "footnote_lines",
    "passage_lines",
    "prose_lines",
    "source_lines",
    "understood_lines",
]

_CLOSEST = 3
_PREVIEW = 240
_STYLES = {"prose": "", "marker": "bold cyan", "answer": ANSWER}


def answer_lines(answer: Answer) -> Iterator[Line]:
    """The answer as a reader wants it: the text, then what stands below it."""
    yield from understood_lines(answer)
    yield from prose_lines(answer)
    yield from footnote_lines(answer)


def understood_lines(answer: Answer) -> Iterator[Line]:
    """How the question was understood, if not as it was typed."""
    if answer.understood:
        yield Line(Text(f"understood as: {clean(answer.understood)}", "dim"))


def prose_lines(answer: Answer) -> Iterator[Line]:
    """The text, its markers and the words that answer standing out."""
    if answer.status == "not_found":
        yield Line(Text("The articles do not answer this.", "bold"))
        if answer.meant:
            yield Line(Text(f"did you mean: {clean(answer.meant)}", "dim"))
        return
    for pieces in marked_lines(answer):
        yield Line(Text.assemble(*((clean(p.text), _STYLES[p.kind]) for p in pieces)))


def footnote_lines(answer: Answer) -> Iterator[Line]:
    """A footnote for each marker and the small print; or the closest passages."""
    if answer.status == "not_found":
        yield from closest_lines(answer.passages)
        if answer.notice:
            yield Line()
            yield Line(Text(clean(answer.notice), "dim"))
        return
    yield Line()
    for citation in answer.citations:
        yield from _footnote(citation)
    yield Line()
    yield Line(Text(_small_print(answer), "dim"))
    if answer.notice:
        yield Line(Text(clean(answer.notice), "dim"))
    for file in answer.index.changed:
        stale = f"{clean(file)} has changed since it was indexed: `footnote index` reads it anew."
        yield Line(Text(stale))


def closest_lines(passages: tuple[Passage, ...]) -> Iterator[Line]:
    """The best few passages, offered as what they are: close, not an answer."""
    if not passages:
        return
    yield Line()
    yield Line(Text("The closest passages, which may not be what you asked for:"))
    for passage in passages[:_CLOSEST]:
        yield Line(_heading(passage.paragraph), indent=2, hang=2)
        yield Line(Text(_preview(passage.paragraph.text), "dim"), indent=4)


def passage_lines(passages: Iterable[Passage]) -> Iterator[Line]:
    """Passages, best first, numbered and with their scores."""
    for rank, passage in enumerate(passages, start=1):
        heading = Text(f"{rank:>2}. {passage.score:.2f}  ") + _heading(passage.paragraph)
        yield Line(heading, hang=4)
        yield Line(Text(_preview(passage.paragraph.text), "dim"), indent=4)


def source_lines(citation: Citation, paragraph: Paragraph | None) -> Iterator[Line]:
    """The whole cited paragraph with the quote standing out; None: no longer in the index."""
    yield Line(_cited(citation), hang=4)
    if paragraph is None:
        yield Line(Text("This paragraph is no longer in the index."), indent=4)
        return
    text, start, end = paragraph.text, citation.start, citation.end
    whole = Text(clean(text[:start]))
    whole.append_text(_quote(citation, "reverse")).append(clean(text[end:]))
    yield Line(whole, indent=4)


def _footnote(citation: Citation) -> Iterator[Line]:
    yield Line(_cited(citation), hang=4)
    yield Line(Text.assemble("“", _quote(citation, "dim"), "”"), indent=4)


def _quote(citation: Citation, style: str) -> Text:
    """The quote in `style`, the answer inside it in bold."""
    quote = citation.quote
    start, end = citation.marked or (0, 0)
    return Text.assemble(
        (clean(quote[:start]), style),
        (clean(quote[start:end]), f"bold {style}" if style == "reverse" else "bold"),
        (clean(quote[end:]), style),
    )


def _cited(citation: Citation) -> Text:
    where = place(citation.file, citation.paragraph, citation.line)
    text = Text.assemble((f"[{citation.marker}]", "bold cyan"), " ", (where, "cyan"))
    return text.append(f" — {clean(citation.title)}") if citation.title else text


def _heading(paragraph: Paragraph) -> Text:
    text = Text(place(paragraph.file, paragraph.number, paragraph.line), "cyan")
    return Text.assemble(text, f" — {clean(paragraph.title)}") if paragraph.title else text


def _small_print(answer: Answer) -> str:
    parts = [f"confidence {confidence_word(answer.confidence)}", clean(answer.engine)]
    if "total" in answer.timings_ms:
        parts.append(f"{answer.timings_ms['total'] / 1000:.1f} s")
    if answer.withdrawn:
        parts.append(f"left out: {count(len(answer.withdrawn), 'citation')} that did not hold")
    return " · ".join(parts)


def _preview(text: str) -> str:
    text = clean(text)
    return text if len(text) <= _PREVIEW else text[: _PREVIEW - 1].rsplit(" ", 1)[0] + " …"
