"""The button that posts a private answer for all to see."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
        assert interaction.message is not None
        with served(interaction).reception.publishing(interaction.message.id) as first:
            if first:
                await self._publish(interaction, interaction.message)

    async def _publish(
        self, interaction: discord.Interaction[Any], private: discord.Message
    ) -> None:
        say = said_to(interaction)
        channel = interaction.channel
        assert isinstance(channel, discord.abc.Messageable)
        if not may_write(interaction.permissions, channel):
            await told(interaction, say("you_may_not_write"))
            return
        if private.embeds and not may_embed(interaction):
            await told(interaction, say("i_may_not_embed"))
            return
        rest = [each for each in _items(private) if each.custom_id != self.custom_id]
        asked = discord.MessageReference(
            message_id=self._message, channel_id=channel.id, fail_if_not_exists=False
        )
        try:
            posted = await channel.send(
                private.content or None,
                embeds=private.embeds,
                view=_view([*rest, DeleteButton().item]),
                reference=asked,
                mention_author=False,
            )
        except discord.Forbidden:
            await told(interaction, say("i_may_not_write"))
            return
        await interaction.edit_original_response(view=_view(rest))
        await served(interaction).reception.published(
            private.id, posted.id, channel.id, interaction.user.id
        )


def _items(message: discord.Message) -> list[discord.ui.Button[discord.ui.View]]:
    view = discord.ui.View.from_message(message, timeout=None)
    return [item for item in view.children if isinstance(item, discord.ui.Button)]


def _view(items: Sequence[discord.ui.Button[discord.ui.View]]) -> discord.ui.View:
    """Plain copies of `items`: what they do is found by their custom ids.

    discord.py forgets a dynamic item everywhere when it is taken out of one view, and would keep
    a view of plain ones for good; so it is stopped before it is sent.
    """
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(
            discord.ui.Button(
                style=item.style, label=item.label, emoji=item.emoji, custom_id=item.custom_id
            )
        )
    view.stop()
    return view
