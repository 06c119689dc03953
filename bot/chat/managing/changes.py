"""Changes of the articles and the index, one at a time: shown meanwhile, told at the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.chat.asking.refusal import RefusalError
from bot.chat.cards.indexing import begun_card, progress_card, report_card
from bot.chat.interactions import served
from bot.chat.managing.acting import Act
from bot.chat.managing.pacer import Pacer
from rag.model import IndexReport, Progress

__all__ = ["put", "reindex", "take_out"]

_OnProgress = Callable[[Progress], None]


async def reindex(act: Act) -> None:
    """Brings the index in line with the folder."""
    act.require_home()
    bot = served(act.interaction)
    with bot.office.change():
        report = await _shown(act, bot.desk.sync)
        act.result = _summary(report)
    await act.show(report_card(act.say("in_line_now"), report, act.say))


async def put(act: Act, token: str, *, replaces: bool) -> None:
    """Adds the file that was offered. Raises `RefusalError` when it is no longer here."""
    act.require_home()
    bot = served(act.interaction)
    with bot.office.change():
        upload = bot.office.uploads.take(token, person=act.person.id, guild=act.guild.id)
        if upload is None:
            raise RefusalError("upload_gone")
        name, data = upload.name, upload.data

        async def add(progress: _OnProgress) -> IndexReport:
            return await bot.desk.add(name, data, replace=replaces, progress=progress)

        report = await _shown(act, add)
        act.result = f"{name}: {_summary(report)}"
    await act.show(report_card(act.say("added", file=name), report, act.say))


async def take_out(act: Act, paragraph_id: str) -> None:
    """Removes the article whose first paragraph has this id.

    Raises `RefusalError` when it has changed since it was asked about.
    """
    act.require_home()
    bot = served(act.interaction)
    with bot.office.change():
        found = await bot.desk.find(paragraph_id, 0)
        if found is None:
            raise RefusalError("article_changed")
        file = found.paragraph.file

        async def remove(progress: _OnProgress) -> IndexReport:
            return await bot.desk.remove(file, progress)

        report = await _shown(act, remove)
        act.result = f"{file}: {_summary(report)}"
    await act.show(report_card(act.say("removed", file=file), report, act.say))


async def _shown(act: Act, change: Callable[[_OnProgress], Awaitable[IndexReport]]) -> IndexReport:
    """What comes of `change`, which shows meanwhile how far it is."""

    async def show(progress: Progress) -> None:
        await act.show(progress_card(progress, act.say))

    await act.show(begun_card(act.say))
    pacer = Pacer(show, served(act.interaction).office.clock)
    try:
        return await change(pacer)
    finally:
        await pacer.settled()


def _summary(report: IndexReport) -> str:
    changes = (("added", report.added), ("replaced", report.replaced), ("removed", report.removed))
    return ", ".join(f"{len(files)} {verb}" for verb, files in changes)
