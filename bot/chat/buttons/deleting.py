"""The button that deletes an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Self

import discord

from bot.chat.interactions import said_to, served, telling, told

__all__ = ["DeleteButton"]

_MOST = 4  # messages before the one with the button; as many as its custom id holds


class DeleteButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"delete(?P<earlier>(?::\d{15,20}){0,4})",
):
    """Deletes its message and those `earlier` that the answer began with.

    For whoever asked, and for those who manage messages.
    """

    def __init__(self, earlier: Sequence[int] = ()) -> None:
        self._earlier = tuple(earlier)[-_MOST:]
        custom_id = "delete" + "".join(f":{message}" for message in self._earlier)
        super().__init__(discord.ui.Button(emoji="🗑️", custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls([int(message) for message in match["earlier"].split(":")[1:]])

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Deletes them if the presser may."""
        await interaction.response.defer()
        message, channel = interaction.message, interaction.channel
        assert message is not None
        if not await self._may(interaction, message):
            await told(interaction, said_to(interaction)("not_yours"))
            return
        assert isinstance(channel, discord.abc.Messageable)
        with suppress(discord.NotFound):  # somebody was faster
            await interaction.delete_original_response()
        for earlier in self._earlier:
            with suppress(discord.NotFound):
                await channel.get_partial_message(earlier).delete()  # type: ignore[union-attr]

    async def _may(self, interaction: discord.Interaction[Any], message: discord.Message) -> bool:
        if interaction.guild is None or interaction.permissions.manage_messages:
            return True
        person = interaction.user.id
        asked = message.interaction_metadata
        if asked is not None and asked.user.id == person:
            return True
        return await served(interaction).store.asker_matches(message.id, person)
