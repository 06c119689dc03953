"""The ways to ask: `/ask`, a mention, a direct message."""

from __future__ import annotations

import logging
import re
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.answer_card import answer_card
from bot.chat.card import Card
from bot.chat.desk import Desk
from bot.chat.posting import Send, deliver
from bot.chat.sources_button import sources_view
from bot.chat.trouble import trouble_card
from bot.chat.typeset import Line, Run

__all__ = ["Asking"]

_log = logging.getLogger(__name__)
_LONGEST = 2_000  # as the library reads, and Discord sends
_HOW_TO = "Ask me something: mention me with your question, or use /ask."


class Asking(commands.Cog):
    """Takes questions and posts the answers where they were asked."""

    def __init__(self, bot: commands.Bot, desk: Desk) -> None:
        self._bot = bot
        self._desk = desk

    @app_commands.command(description="Ask the articles; every answer cites its source")
    @app_commands.describe(question="What do you want to know?")
    async def ask(
        self,
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, _LONGEST],
    ) -> None:
        """Answers below the command."""
        await interaction.response.defer(thinking=True)
        embed = interaction.app_permissions.embed_links or interaction.guild is None
        await self._answer(interaction.followup.send, question, embed=embed, with_question=True)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answers a person who mentions the bot or writes to it directly."""
        if message.author.bot or not self._is_meant(message):
            return
        question = self._without_mention(message.content)
        embed = self._may_embed(message)
        if not question:
            await deliver(_replying(message), [_plain(_HOW_TO)], embed=embed)
            return
        try:
            async with message.channel.typing():
                await self._answer(_replying(message), question, embed=embed, with_question=False)
        except discord.Forbidden as error:  # the typing sign already needs leave to write
            _log.warning("not allowed to answer in channel %s: %s", message.channel.id, error)

    async def _answer(self, send: Send, question: str, *, embed: bool, with_question: bool) -> None:
        view = None
        try:
            answer = await self._desk.ask(question)
            card = answer_card(answer, with_question=with_question)
            view = sources_view(answer.citations)
        except Exception as error:
            card = trouble_card(error)
        await deliver(send, [card], embed=embed, view=view)

    def _is_meant(self, message: discord.Message) -> bool:
        """Replying to the bot pings it, too; only a mention that was written asks it."""
        return message.guild is None or self._mention.search(message.content) is not None

    def _without_mention(self, content: str) -> str:
        return self._mention.sub(" ", content).strip()

    @property
    def _mention(self) -> re.Pattern[str]:
        assert self._bot.user is not None
        return re.compile(rf"<@!?{self._bot.user.id}>")

    def _may_embed(self, message: discord.Message) -> bool:
        if message.guild is None:
            return True
        return message.channel.permissions_for(message.guild.me).embed_links


def _replying(message: discord.Message) -> Send:
    async def send(**arguments: Any) -> None:
        await message.reply(**arguments, mention_author=False)

    return send


def _plain(text: str) -> Card:
    return Card((Line((Run(text),)),))
