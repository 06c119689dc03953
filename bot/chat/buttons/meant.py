"""The button that asks what a misspelt question may have meant."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.chat.interactions import served, telling
from bot.chat.text.limits import CUSTOM_ID, size

__all__ = ["MeantButton"]

_KEY = "meant:"


class MeantButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"{_KEY}(?P<question>(?s:.+))",
):
    """Answers the question that it carries, for as many as can see the message above it."""

    def __init__(self, question: str, label: str = "?") -> None:
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.primary, label=label, custom_id=f"{_KEY}{question}"
            )
        )
        self._question = question

    @staticmethod
    def carries(question: str) -> bool:
        """Whether there is room for `question`; empty is none."""
        return bool(question) and size(f"{_KEY}{question}") <= CUSTOM_ID

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls(match["question"])

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answers below the message."""
        assert interaction.message is not None
        await served(interaction).answer(
            interaction, self._question, private=interaction.message.flags.ephemeral
        )
