"""Reading without asking: the articles, one article, a search. Shown to whoever looks, alone."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.asking.outlets import InteractionOutlet
from bot.chat.books.passages import MOST
from bot.chat.buttons.leafing import OpenButton, open_book
from bot.chat.cards.about import about_card, help_card
from bot.chat.cards.passages import passages_card
from bot.chat.cards.trouble import trouble_card
from bot.chat.desk import Desk
from bot.chat.interactions import may_embed, said_to
from bot.chat.posting import deliver
from bot.chat.suggestions import suggested
from bot.chat.text.card import Card

__all__ = ["Browsing"]

_LONGEST = 200
_FILE = 1_024


class Browsing(commands.Cog):
    """`/sources`, `/article`, `/search`, `/help` and `/about`."""

    def __init__(self, desk: Desk, keep_days: int) -> None:
        self._desk = desk
        self._keep_days = keep_days

    @app_commands.command(description="List the articles")
    async def sources(self, interaction: discord.Interaction[Any]) -> None:
        """Opens the list."""
        await open_book(interaction, "l", "")

    @app_commands.command(description="Read an article, paragraph by paragraph")
    @app_commands.describe(article="Its file or title")
    async def article(
        self, interaction: discord.Interaction[Any], article: app_commands.Range[str, 1, _FILE]
    ) -> None:
        """Opens it at its beginning."""
        say = said_to(interaction)
        try:
            first = await self._desk.show(await self._file_of(article), 1)
        except Exception as error:
            await interaction.response.defer(ephemeral=True, thinking=True)
            await self._send(interaction, trouble_card(error, say))
            return
        await open_book(interaction, "a", first.paragraph.id)

    @article.autocomplete("article")
    async def _suggested(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Articles whose file or title holds all the words typed."""
        return suggested(await self._desk.articles(), typed)

    @app_commands.command(description="Find passages, without an answer made of them")
    @app_commands.describe(words="What to look for")
    async def search(
        self, interaction: discord.Interaction[Any], words: app_commands.Range[str, 1, _LONGEST]
    ) -> None:
        """Shows the beginnings of the best passages, and opens them whole."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        view, say = None, said_to(interaction)
        try:
            passages = await self._desk.search(words, MOST)
            card = passages_card(words, passages, say)
            if passages:
                view = discord.ui.View(timeout=None)
                key = "".join(passage.paragraph.id for passage in passages)
                view.add_item(OpenButton("p", key, say("read"), "📖"))
        except Exception as error:
            card = trouble_card(error, say)
        await self._send(interaction, card, view)

    @app_commands.command(description="What you can do here")
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """Lists the ways to ask and to read."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._send(interaction, help_card(said_to(interaction)))

    @app_commands.command(description="What this bot knows, how it works, what it keeps")
    async def about(self, interaction: discord.Interaction[Any]) -> None:
        """Says what is indexed."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        say = said_to(interaction)
        try:
            card = about_card(await self._desk.status(), self._keep_days, say)
        except Exception as error:
            card = trouble_card(error, say)
        await self._send(interaction, card)

    async def _file_of(self, named: str) -> str:
        """The file with this name or, if there is none, this title."""
        articles = await self._desk.articles()
        if any(each.file == named for each in articles):
            return named
        return next((each.file for each in articles if each.title == named), named)

    async def _send(
        self,
        interaction: discord.Interaction[Any],
        card: Card,
        view: discord.ui.View | None = None,
    ) -> None:
        send = InteractionOutlet(interaction, private=True).send
        say = said_to(interaction)
        await deliver(send, [card], say, embed=may_embed(interaction), below=lambda _: view)
