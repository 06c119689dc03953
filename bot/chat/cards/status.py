"""How the bot and its index are doing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.chat.cards.wording import when
from bot.chat.text.card import Card, shortened
from bot.chat.text.typeset import Line, Run
from bot.language import Say
from rag.model import LibraryStatus, ModelUse

__all__ = ["Running", "status_card"]

_NAMED = 8  # files of a kind
_LONGEST = 120  # units of a file with the reason


@dataclass(frozen=True, slots=True)
class Running:
    """`uptime` and `latency` in seconds, the latter not finite while it is not known."""

    uptime: float
    servers: int
    latency: float
    questions: int
    waiting: int


def status_card(status: LibraryStatus, running: Running, say: Say) -> Card:
    """The index, the models and the process; then the files that the index is behind on."""
    index = (
        say("articles", count=f"{status.articles:,}"),
        say("paragraphs", count=f"{status.paragraphs:,}"),
        say("last_read", moment=when(status.synced_at, say)),
    )
    models = say(
        "about_models", embedding=status.embedding, reader=status.reader, engine=status.engine
    )
    asked = say("open_questions", count=running.questions, waiting=running.waiting)
    texts = [" · ".join(index), _freshness(status, say), models, _process(running, say), asked]
    if status.today:
        texts.append(_used(status.today, say))
    lines = [Line((Run(text),)) for text in texts]
    behind = bool(status.new or status.changed or status.missing)
    return Card(
        (*lines, *_files(status, say)),
        title=say("status_title"),
        mood="fair" if behind else "good",
    )


def _freshness(status: LibraryStatus, say: Say) -> str:
    if not (status.new or status.changed or status.missing):
        return say("in_line")
    return say(
        "behind", new=len(status.new), changed=len(status.changed), missing=len(status.missing)
    )


def _used(use: ModelUse, say: Say) -> str:
    cost = "" if use.cost is None else f" · {use.cost:.2f}"
    return say("model_today", tokens=f"{use.tokens_in + use.tokens_out:,}", cost=cost)


def _process(running: Running, say: Say) -> str:
    minutes = int(running.uptime // 60)
    uptime = say("uptime", days=minutes // 1440, hours=minutes // 60 % 24, minutes=minutes % 60)
    known = math.isfinite(running.latency)
    latency = f"{running.latency * 1000:.0f} ms" if known else "–"
    return say("running", uptime=uptime, servers=running.servers, latency=latency)


def _files(status: LibraryStatus, say: Say) -> Iterator[Line]:
    yield from _listed(say("new_files"), status.new, say)
    yield from _listed(say("changed_files"), status.changed, say)
    yield from _listed(say("missing_files"), status.missing, say)
    skipped = (f"{each.file}: {each.reason}" for each in status.skipped)
    yield from _listed(say("skipped_files"), tuple(skipped), say)


def _listed(heading: str, names: tuple[str, ...], say: Say) -> Iterable[Line]:
    if not names:
        return ()
    lines = [Line(), Line((Run(f"{heading} ({len(names):,})", "bold"),))]
    lines += [Line((Run(shortened(name, _LONGEST)),)) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        lines.append(Line((Run(say("and_more", count=len(names) - _NAMED), "italic"),)))
    return lines
