"""The button that deletes what is stored about somebody."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.chat.cards.change import note_card
from bot.chat.interactions import may_embed, said_to, served, telling, told
from bot.chat.posting import messages

__all__ = ["ForgetButton"]


class ForgetButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"forget:(?P<person>\d{1,20})",
):
    """Deletes what is stored about `person`, who alone may press it."""

    def __init__(self, person: int, label: str = "?") -> None:
        style = discord.ButtonStyle.danger
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=f"forget:{person}"))
        self._person = person

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls(int(match["person"]))

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Deletes it, and says how much that was."""
        await interaction.response.defer()
        say = said_to(interaction)
        if interaction.user.id != self._person:
            await told(interaction, say("somebody_elses"))
            return
        bot = served(interaction)
        count = await bot.store.forget_person(self._person)
        bot.reception.conversations.forget(self._person, interaction.channel_id or 0)
        (message,) = messages(
            [note_card(say("deleted", count=count))], embed=may_embed(interaction)
        )
        whole: dict[str, Any] = {"content": None, "embeds": [], "view": None, **message}
        await interaction.edit_original_response(**whole)
