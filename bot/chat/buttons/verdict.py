"""The thumbs below an answer."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.chat.interactions import said_to, served, telling
from bot.chat.text.limits import MODAL_LABEL, MODAL_TITLE
from bot.store import Verdict

__all__ = ["VerdictButton"]

_LONGEST = 500  # as the store keeps


class VerdictButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"verdict:(?P<verdict>good|bad)",
):
    """Keeps what the presser thinks of the answer; of a bad one it asks what was wrong."""

    def __init__(self, verdict: Verdict) -> None:
        emoji = "👍" if verdict == "good" else "👎"
        super().__init__(discord.ui.Button(emoji=emoji, custom_id=f"verdict:{verdict}"))
        self._verdict = verdict

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls("good" if match["verdict"] == "good" else "bad")

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Keeps it at once, so that a comment not given loses nothing."""
        message = interaction.message
        assert message is not None
        if self._verdict == "bad":
            await interaction.response.send_modal(_WhatWasWrong(interaction, message.id))
            await served(interaction).store.note_feedback(message.id, interaction.user.id, "bad")
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _kept(interaction, message.id, "good", "")


class _WhatWasWrong(discord.ui.Modal):
    """Asks what was wrong with the answer in `message`."""

    def __init__(self, interaction: discord.Interaction[Any], message: int) -> None:
        say = said_to(interaction)
        super().__init__(title=say("what_was_wrong")[:MODAL_TITLE])
        self._message = message
        self.comment: discord.ui.TextInput[Self] = discord.ui.TextInput(
            custom_id="comment",
            label=say("your_comment")[:MODAL_LABEL],
            style=discord.TextStyle.paragraph,
            max_length=_LONGEST,
            required=False,
        )
        self.add_item(self.comment)

    @telling
    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Keeps the comment."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _kept(interaction, self._message, "bad", self.comment.value)


async def _kept(
    interaction: discord.Interaction[Any], message: int, verdict: Verdict, comment: str
) -> None:
    kept = await served(interaction).store.note_feedback(
        message, interaction.user.id, verdict, comment
    )
    say = said_to(interaction)
    await interaction.followup.send(say("thanks" if kept else "too_old"), ephemeral=True)
