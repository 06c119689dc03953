"""What the index holds, how fresh it is and where things are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from bot.render.clean import clean
from bot.render.page import Line
from bot.render.words import count, moment
from rag.model import ArticleInfo, LibraryStatus, ModelUse

__all__ = ["article_lines", "status_lines"]

_LABEL = 11


def status_lines(status: LibraryStatus) -> Iterator[Line]:
    """A line for each thing to know, then the files that the index is behind on."""
    held = f"{count(status.articles, 'article')}, {count(status.paragraphs, 'paragraph')}"
    yield _labelled("Index", f"{held}, brought in line {moment(status.synced_at)}")
    yield _labelled("Freshness", _freshness(status))
    yield _labelled("Embedding", status.embedding)
    yield _labelled("Reader", status.reader)
    yield _labelled("Engine", status.engine)
    if status.today:
        yield _labelled("Today", _used(status.today))
    yield _labelled("Articles", status.articles_folder)
    yield _labelled("Index in", status.index_folder)
    yield _labelled("Chroma", status.chroma or "embedded")
    files = (("new", status.new), ("changed", status.changed), ("missing", status.missing))
    for word, names in files:
        for name in names:
            yield Line(Text(f"{word:<8} {clean(name)}"))
    for skipped in status.skipped:
        yield Line(Text(f"skipped  {clean(skipped.file)}: {clean(skipped.reason)}"))


def article_lines(articles: Iterable[ArticleInfo]) -> Iterator[Line]:
    """A line for each article: its file, size and title."""
    for article in articles:
        text = Text.assemble(
            (clean(article.file), "cyan"),
            f" — {clean(article.title)} ",
            (f"({count(article.paragraphs, 'paragraph')})", "dim"),
        )
        yield Line(text, hang=4)


def _labelled(label: str, value: str) -> Line:
    text = Text.assemble((f"{label:<{_LABEL}}", "bold"), clean(value))
    return Line(text, hang=_LABEL)


def _used(use: ModelUse) -> str:
    tokens = f"{'about ' if use.estimated else ''}{use.tokens_in + use.tokens_out:,} tokens"
    return tokens if use.cost is None else f"{tokens}, costing about {use.cost:.2f}"


def _freshness(status: LibraryStatus) -> str:
    behind = ((status.new, "new"), (status.changed, "changed"), (status.missing, "missing"))
    parts = [f"{len(files):,} {word}" for files, word in behind if files]
    if not parts:
        return "in line with the folder"
    return f"behind the folder ({', '.join(parts)}): `footnote index` brings it in line"
