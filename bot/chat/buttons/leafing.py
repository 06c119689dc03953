"""Buttons that open a book and turn its pages, each with all it needs in its custom id.

So they work after a restart, for whoever presses, with nothing stored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Self, cast

import discord

from bot.chat.books.article import ArticleBook
from bot.chat.books.articles import ArticlesBook
from bot.chat.books.book import Book, Leaf, OwnBook, leaves
from bot.chat.books.gaps import GapsBook
from bot.chat.books.held import HeldBook
from bot.chat.books.passages import PassagesBook
from bot.chat.books.sources import SourcesBook
from bot.chat.cards.trouble import trouble_card
from bot.chat.interactions import may_embed, said_to, telling
from bot.chat.serves import Serves
from bot.chat.text.card import Card, shortened
from bot.chat.text.limits import OPTION, OPTIONS
from bot.chat.text.markdown import plain

__all__ = ["FlipButton", "JumpMenu", "OpenButton", "first_page", "open_book"]

_BOOKS: Mapping[str, Book] = {
    book.letter: book for book in (ArticleBook(), ArticlesBook(), PassagesBook(), SourcesBook())
}
_OWN_BOOKS: Mapping[str, OwnBook] = {book.letter: book for book in (GapsBook(), HeldBook())}
_KEY = rf"(?P<book>[{''.join(sorted({*_BOOKS, *_OWN_BOOKS}))}]):(?P<key>.*)"


class OpenButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=f"open{_KEY}"
):
    """Shows a book to the presser alone."""

    def __init__(self, book: str, key: str, label: str = "", emoji: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, emoji=emoji, custom_id=f"open{book}:{key}"))
        self._place = book, key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls(match["book"], match["key"], "?")

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Opens it at its first page."""
        await open_book(interaction, *self._place)


class FlipButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"flip(?P<way>[<>])(?P<page>\d{{1,4}}){_KEY}",
):
    """Turns to the page before or after."""

    def __init__(self, way: str, page: int, book: str, key: str, *, disabled: bool = False) -> None:
        super().__init__(
            discord.ui.Button(
                emoji="◀️" if way == "<" else "▶️",
                custom_id=f"flip{way}{page}{book}:{key}",
                disabled=disabled,
            )
        )
        self._place = book, key, page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls(match["way"], int(match["page"]), match["book"], match["key"])

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Shows that page in place of the one that stands there."""
        await _turn(interaction, *self._place)


class JumpMenu(discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]], template=f"jump{_KEY}"):
    """Turns to the page that is chosen."""

    def __init__(self, book: str, key: str, options: Sequence[discord.SelectOption] = ()) -> None:
        chosen = list(options) or [discord.SelectOption(label="?")]
        super().__init__(discord.ui.Select(custom_id=f"jump{book}:{key}", options=chosen))
        self._place = book, key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The menu that was used."""
        return cls(match["book"], match["key"])

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Shows that page in place of the one that stands there."""
        assert interaction.data is not None
        values = cast(Sequence[str], interaction.data.get("values", ["0"]))
        await _turn(interaction, *self._place, int(values[0]))


async def open_book(interaction: discord.Interaction[Any], book: str, key: str) -> None:
    """Shows the first page to whoever acted, and to nobody else."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    message = await _page(interaction, book, key, 0)
    await interaction.followup.send(ephemeral=True, **message)


async def first_page(interaction: discord.Interaction[Any], book: str, key: str) -> dict[str, Any]:
    """The message of the first page with its buttons, or of what went wrong."""
    return await _page(interaction, book, key, 0)


async def _turn(interaction: discord.Interaction[Any], book: str, key: str, page: int) -> None:
    await interaction.response.defer()
    message: dict[str, Any] = {"content": None, "embeds": [], "view": None}
    message |= await _page(interaction, book, key, page)
    await interaction.edit_original_response(**message)


async def _page(
    interaction: discord.Interaction[Any], book: str, key: str, page: int
) -> dict[str, Any]:
    """The message of a page with its buttons, or of what went wrong."""
    desk = cast(Serves, interaction.client).desk
    embed, say = may_embed(interaction), said_to(interaction)
    try:
        cards: Sequence[Card] = (
            await _OWN_BOOKS[book].cards(interaction, key, say)
            if book in _OWN_BOOKS
            else await _BOOKS[book].cards(desk, key, say)
        )
    except Exception as error:
        return leaves([trouble_card(error, say)], embed=embed)[0].message
    all_leaves = leaves(cards, embed=embed)
    page = min(page, len(all_leaves) - 1)
    view = _view(book, key, all_leaves, page)
    return {**all_leaves[page].message, **({"view": view} if view else {})}


def _view(book: str, key: str, pages: Sequence[Leaf], page: int) -> discord.ui.View | None:
    if len(pages) == 1:
        return None
    view = discord.ui.View(timeout=None)
    last = len(pages) - 1
    view.add_item(FlipButton("<", max(page - 1, 0), book, key, disabled=page == 0))
    view.add_item(FlipButton(">", min(page + 1, last), book, key, disabled=page == last))
    view.add_item(JumpMenu(book, key, _options(pages, page)))
    return view


def _options(pages: Sequence[Leaf], page: int) -> list[discord.SelectOption]:
    """The pages around `page`, as many as a menu holds."""
    first = max(0, min(page - OPTIONS // 2, len(pages) - OPTIONS))
    return [
        discord.SelectOption(
            label=shortened(plain(leaf.label), OPTION) or f"{number + 1}",
            value=str(number),
            default=number == page,
        )
        for number, leaf in enumerate(pages)
        if first <= number < first + OPTIONS
    ]
