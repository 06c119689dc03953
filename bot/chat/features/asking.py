"""The ways to ask: `/ask`, a mention, a direct message."""

from __future__ import annotations

import logging
import re
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.buttons.answer import answer_view
from bot.chat.buttons.publish import PublishButton
from bot.chat.cards.answer import answer_card
from bot.chat.cards.trouble import trouble_card
from bot.chat.desk import Desk
from bot.chat.interactions import may_embed, said_to, told, withdraw
from bot.chat.posting import Send, deliver, messages
from bot.chat.text.card import Card
from bot.chat.text.typeset import Line, Run
from bot.language import Say, phrases

__all__ = ["Asking"]

_log = logging.getLogger(__name__)
_LONGEST = 2_000  # as the library reads, and Discord sends


class Asking(commands.Cog):
    """Takes questions and posts the answers where they were asked."""

    def __init__(self, bot: commands.Bot, desk: Desk) -> None:
        self._bot = bot
        self._desk = desk
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
        await interaction.response.defer(ephemeral=private, thinking=True)
        say = said_to(interaction)
        card, view = await self._answered(question, say, with_question=True)
        if card.mood == "trouble" and not private:
            await withdraw(interaction)
            private = True
        await deliver(
            _following(interaction, private), [card], say, embed=may_embed(interaction), view=view
        )

    async def _answer_this(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Answers a message in its menu, for whoever chose it; they may post it for all."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        say = said_to(interaction)
        question = self._without_mention(message.content)
        if not question:
            await told(interaction, say("no_question"))
            return
        card, view = await self._answered(question, say, with_question=True)
        embed = may_embed(interaction)
        if view and len(list(messages([card], embed=embed))) == 1:
            view.add_item(PublishButton(message.id, say("post")))
        await deliver(_following(interaction, True), [card], say, embed=embed, view=view)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answers a person who mentions the bot or writes to it directly."""
        if message.author.bot or not self._is_meant(message):
            return
        question = self._without_mention(message.content)
        embed, say = self._may_embed(message), _language_of(message)
        if not question:
            await deliver(_replying(message), [_plain(say("how_to"))], say, embed=embed)
            return
        try:
            async with message.channel.typing():
                card, view = await self._answered(question, say, with_question=False)
                await deliver(_replying(message), [card], say, embed=embed, view=view)
        except discord.Forbidden as error:  # the typing sign already needs leave to write
            _log.warning("not allowed to answer in channel %s: %s", message.channel.id, error)

    async def _answered(
        self, question: str, say: Say, *, with_question: bool
    ) -> tuple[Card, discord.ui.View | None]:
        """The answer's card and what stands below it."""
        try:
            answer = await self._desk.ask(question)
            return answer_card(answer, say, with_question=with_question), answer_view(answer, say)
        except Exception as error:
            return trouble_card(error, say), None

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


def _language_of(message: discord.Message) -> Say:
    """A message does not tell its writer's language; a server has one."""
    return phrases(str(message.guild.preferred_locale) if message.guild else "en")


def _replying(message: discord.Message) -> Send:
    async def send(**arguments: Any) -> None:
        await message.reply(**arguments, mention_author=False)

    return send


def _following(interaction: discord.Interaction[Any], private: bool) -> Send:
    async def send(**arguments: Any) -> None:
        await interaction.followup.send(ephemeral=private, **arguments)

    return send


def _plain(text: str) -> Card:
    return Card((Line((Run(text),)),))
