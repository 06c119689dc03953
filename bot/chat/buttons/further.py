"""The button that asks further, going on from the answer above it."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.chat.interactions import said_to, served, telling
from bot.chat.text.limits import MODAL_LABEL, MODAL_TITLE

__all__ = ["FurtherButton"]

_LONGEST = 2_000  # as the library reads


class FurtherButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template="further"):
    """Takes a question that leans on the answer above."""

    def __init__(self, label: str = "?") -> None:
        super().__init__(discord.ui.Button(label=label, emoji="💬", custom_id="further"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls()

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Asks for the question."""
        assert interaction.message is not None
        await interaction.response.send_modal(_Question(interaction, interaction.message))


class _Question(discord.ui.Modal):
    """Answers below `message`, for as many as can see that."""

    def __init__(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        say = said_to(interaction)
        super().__init__(title=say("further")[:MODAL_TITLE])
        self._message = message
        self.question: discord.ui.TextInput[Self] = discord.ui.TextInput(
            custom_id="question",
            label=say("your_question")[:MODAL_LABEL],
            style=discord.TextStyle.paragraph,
            max_length=_LONGEST,
        )
        self.add_item(self.question)

    @telling
    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Answers the question."""
        await served(interaction).answer(
            interaction,
            self.question.value,
            private=self._message.flags.ephemeral,
            after=self._message.id,
        )
