"""What is stored about somebody, shown to them and deleted when they say so."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.buttons.forgetting import ForgetButton
from bot.chat.buttons.leafing import open_book
from bot.chat.cards.held import forget_card, held_cards
from bot.chat.interactions import may_embed, said_to
from bot.chat.posting import messages
from bot.store import Store

__all__ = ["Privacy"]


class Privacy(
    commands.GroupCog, group_name="privacy", group_description="What is stored about you"
):
    """`/privacy show` and `/privacy delete`, on servers and in direct messages."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @app_commands.command(description="Show what is stored about you")
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        """Opens the list."""
        await open_book(interaction, "h", "")

    @app_commands.command(description="Delete what is stored about you")
    async def delete(self, interaction: discord.Interaction[Any]) -> None:
        """Asks first."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        say = said_to(interaction)
        held = await self._store.held_about(interaction.user.id)
        something = held.answers or held.verdicts
        card = forget_card(held, say) if something else held_cards(held, say)[0]
        (message,) = messages([card], embed=may_embed(interaction))
        if something:
            view = discord.ui.View(timeout=None)
            view.add_item(ForgetButton(interaction.user.id, say("forget")))
            message["view"] = view
        await interaction.followup.send(ephemeral=True, **message)
