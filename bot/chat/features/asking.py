"""Asking by command: `/ask`, the menu entry "Answer this", and `/forget`."""

from __future__ import annotations

import re
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.interactions import said_to, served

__all__ = ["Asking"]

_LONGEST = 2_000  # as the library reads, and Discord sends


class Asking(commands.Cog):
    """Takes questions and posts the answers where they were asked."""

    def __init__(self, bot: commands.Bot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Answer this", callback=self._answer_this)

    async def cog_load(self) -> None:
        """Adds the entry in the menu of messages."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Takes it away."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(description="Ask the articles; every answer cites its source")
    @app_commands.describe(
        question="What do you want to know?", private="Show the answer to me alone"
    )
    async def ask(
        self,
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, _LONGEST],
        private: bool = False,
    ) -> None:
        """Answers below the command."""
        await served(interaction).answer(interaction, question, private=private)

    async def _answer_this(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Answers a message in its menu, for whoever chose it; they may post it for all."""
        assert self._bot.user is not None
        question = re.sub(rf"<@!?{self._bot.user.id}>", " ", message.content).strip()
        if not question:
            no_question = said_to(interaction)("no_question")
            await interaction.response.send_message(no_question, ephemeral=True)
            return
        await served(interaction).answer(interaction, question, private=True, publishes=message.id)

    @app_commands.command(description="Forget what we talked about, for follow-up questions")
    async def forget(self, interaction: discord.Interaction[Any]) -> None:
        """Forgets the asker's conversations everywhere, and the thread that this is."""
        conversations = served(interaction).reception.conversations
        conversations.forget(interaction.user.id, interaction.channel_id or 0)
        forgotten = said_to(interaction)("forgotten")
        await interaction.response.send_message(forgotten, ephemeral=True)
