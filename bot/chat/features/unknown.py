"""Buttons that nobody knows any more: an older version posted them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord.ext import commands

from bot.chat.interactions import said_to

__all__ = ["UnknownButtons"]


class UnknownButtons(commands.Cog):
    """Says so to whoever presses one; `known` are the items that answer for themselves."""

    def __init__(self, known: Sequence[type[discord.ui.DynamicItem[Any]]]) -> None:
        self._known = tuple(item.__discord_ui_compiled_template__ for item in known)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answers for what no item answers for."""
        if interaction.type is not discord.InteractionType.component or interaction.data is None:
            return
        custom_id = str(interaction.data.get("custom_id", ""))
        if not any(template.fullmatch(custom_id) for template in self._known):
            text = said_to(interaction)("unknown_button")
            await interaction.response.send_message(text, ephemeral=True)
