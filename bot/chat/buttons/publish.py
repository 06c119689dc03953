"""The button that posts a private answer for all to see."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.chat.buttons.deleting import DeleteButton
from bot.chat.interactions import may_embed, may_write, said_to, served, telling, told

__all__ = ["PublishButton"]


class PublishButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"post(?P<message>\d{1,20})",
):
    """Posts what its own message shows as a reply to `message`."""

    def __init__(self, message: int, label: str = "?") -> None:
        super().__init__(discord.ui.Button(label=label, emoji="📢", custom_id=f"post{message}"))
        self._message = message

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls(int(match["message"]))

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Posts it if presser and bot may write here; the button goes."""
        await interaction.response.defer()
        say = said_to(interaction)
        channel, private = interaction.channel, interaction.message
        assert private is not None
        assert isinstance(channel, discord.abc.Messageable)
        if not may_write(interaction.permissions, channel):
            await told(interaction, say("you_may_not_write"))
            return
        if private.embeds and not may_embed(interaction):
            await told(interaction, say("i_may_not_embed"))
            return
        view = discord.ui.View.from_message(private, timeout=None)
        for item in view.children:
            if getattr(item, "custom_id", "") == self.custom_id:
                view.remove_item(item)
        delete = DeleteButton()
        view.add_item(delete)
        asked = discord.MessageReference(
            message_id=self._message, channel_id=channel.id, fail_if_not_exists=False
        )
        try:
            posted = await channel.send(
                private.content or None,
                embeds=private.embeds,
                view=view,
                reference=asked,
                mention_author=False,
            )
        except discord.Forbidden:
            await told(interaction, say("i_may_not_write"))
            return
        view.remove_item(delete)
        await interaction.edit_original_response(view=view)
        await served(interaction).reception.published(
            private.id, posted.id, channel.id, interaction.user.id
        )
