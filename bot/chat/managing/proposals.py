"""What would be done to the articles, shown before it is done."""

from __future__ import annotations

import math

import discord

from bot.chat.asking.refusal import RefusalError
from bot.chat.buttons.confirming import AddButton, CancelButton, RemoveButton
from bot.chat.cards.change import removal_card, upload_card
from bot.chat.interactions import served
from bot.chat.managing.acting import Act
from bot.chat.managing.uploads import LARGEST, Upload
from rag.errors import ArticleFileError, UnreadableError
from rag.model import Article
from rag.reading import SUFFIXES
from rag.shelf import safe_name

__all__ = ["ask_to_remove", "offer"]

_MEBIBYTE = 1024 * 1024


async def offer(act: Act, attachment: discord.Attachment) -> None:
    """Shows what an attached file would be as an article, and asks whether to add it.

    Raises `RefusalError` for a file that is too large, of another format or without text.
    """
    act.require_home()
    sent_as = _name_of(attachment)
    name = _checked_name(sent_as)
    _check_size(attachment.size)
    data = await attachment.read()
    _check_size(len(data))
    article = await _previewed(act, name, data)
    bot = served(act.interaction)
    replaces = name in {each.file for each in await bot.desk.articles()}
    upload = Upload(act.person.id, act.guild.id, name, data)
    token = bot.office.uploads.keep(upload)
    act.result = f"asked to {'replace' if replaces else 'add'} {name}"
    view = discord.ui.View(timeout=None)
    view.add_item(AddButton(token, act.say("replace" if replaces else "add"), replaces=replaces))
    view.add_item(CancelButton(act.say("cancel"), token))
    await act.show(upload_card(article, sent_as, act.say, replaces=replaces), view=view)


async def ask_to_remove(act: Act, named: str) -> None:
    """Asks whether to remove the article with this file name or title."""
    act.require_home()
    desk = served(act.interaction).desk
    articles = await desk.articles()
    found = [each for each in articles if each.file == named]
    found = found or [each for each in articles if each.title == named]
    if len(found) != 1:
        raise RefusalError("no_such_article", file=named[:200])
    first = await desk.show(found[0].file, 1)
    act.result = f"asked to remove {found[0].file}"
    view = discord.ui.View(timeout=None)
    view.add_item(RemoveButton(first.paragraph.id, act.say("remove", file=found[0].file)))
    view.add_item(CancelButton(act.say("cancel")))
    await act.show(removal_card(found[0], act.say), view=view)


def _name_of(attachment: discord.Attachment) -> str:
    """The name that the file had before Discord took from it what is not ASCII."""
    suffix = attachment.filename[attachment.filename.rfind(".") :]
    return f"{attachment.title}{suffix}" if attachment.title else attachment.filename


def _checked_name(name: str) -> str:
    try:
        return safe_name(name)
    except ArticleFileError as error:
        raise RefusalError("not_an_article", suffixes=", ".join(sorted(SUFFIXES))) from error


def _check_size(size: int) -> None:
    if size > LARGEST:
        tenths = math.ceil(size * 10 / _MEBIBYTE)  # a byte too many is not to look like none
        raise RefusalError("too_large", size=f"{tenths / 10:,}", most=LARGEST // _MEBIBYTE)


async def _previewed(act: Act, name: str, data: bytes) -> Article:
    try:
        return await served(act.interaction).desk.preview(name, data)
    except UnreadableError as error:
        raise RefusalError("cannot_be_read", reason=error) from error
