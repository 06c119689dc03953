"""The button that shows the cited paragraphs to whoever presses it, and to nobody else."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import Any, Self, cast

import discord

from bot.chat.desk import HasDesk
from bot.chat.posting import deliver
from bot.chat.references import TEMPLATE, custom_ids, references
from bot.chat.sources_card import sources_card
from bot.chat.trouble import trouble_card
from rag.model import Citation

__all__ = ["SourcesButton", "sources_view"]


class SourcesButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=TEMPLATE):
    """Works after a restart: its custom id says all that it needs."""

    def __init__(self, custom_id: str, label: str = "Sources") -> None:
        super().__init__(
            discord.ui.Button(
                label=label, emoji="📑", style=discord.ButtonStyle.secondary, custom_id=custom_id
            )
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """The button that was pressed."""
        return cls(match.string)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Shows the paragraphs, visible to the presser alone."""
        desk = cast(HasDesk, interaction.client).desk
        await interaction.response.defer(ephemeral=True, thinking=True)
        match = TEMPLATE.fullmatch(self.custom_id)
        assert match is not None
        try:
            wanted = references(match)
            found = await asyncio.gather(*(desk.find(each.paragraph_id) for each in wanted))
            cards = [sources_card(*pair) for pair in zip(wanted, found, strict=True)]
        except Exception as error:
            cards = [trouble_card(error)]

        async def send(**message: Any) -> None:
            await interaction.followup.send(ephemeral=True, **message)

        embed = interaction.app_permissions.embed_links or interaction.guild is None
        await deliver(send, cards, embed=embed)


def sources_view(citations: Sequence[Citation]) -> discord.ui.View | None:
    """The buttons below an answer; `None` when it cites nothing."""
    if not citations:
        return None
    view = discord.ui.View(timeout=None)
    ids = custom_ids(citations)
    for number, custom_id in enumerate(ids, start=1):
        label = "Sources" if len(ids) == 1 else f"Sources {number}"
        view.add_item(SourcesButton(custom_id, label))
    return view
