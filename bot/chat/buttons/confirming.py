"""Buttons below a question whether articles are to be changed. Each press is checked anew."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.chat.cards.change import note_card
from bot.chat.interactions import served, telling
from bot.chat.managing.acting import Act, managed
from bot.chat.managing.changes import put, take_out
from bot.chat.text.card import shortened
from bot.chat.text.limits import BUTTON_LABEL
from bot.chat.text.markdown import plain

__all__ = ["AddButton", "CancelButton", "RemoveButton"]


class AddButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"add:(?P<token>[0-9a-f]{16}):(?P<replaces>[01])",
):
    """Adds the file that waits under `token`."""

    def __init__(self, token: str, label: str = "?", *, replaces: bool) -> None:
        style = discord.ButtonStyle.danger if replaces else discord.ButtonStyle.success
        custom_id = f"add:{token}:{'1' if replaces else '0'}"
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=custom_id))
        self._token = token
        self._replaces = replaces

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls(match["token"], replaces=match["replaces"] == "1")

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Adds it."""

        async def work(act: Act) -> None:
            await put(act, self._token, replaces=self._replaces)

        await managed(interaction, "add", f"upload {self._token}", work)


class RemoveButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"remove:(?P<paragraph>[a-z2-7]{12})",
):
    """Removes the article that begins with this `paragraph`."""

    def __init__(self, paragraph: str, label: str = "?") -> None:
        super().__init__(
            discord.ui.Button(
                label=shortened(plain(label), BUTTON_LABEL),
                style=discord.ButtonStyle.danger,
                custom_id=f"remove:{paragraph}",
            )
        )
        self._paragraph = paragraph

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls(match["paragraph"])

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Removes it."""

        async def work(act: Act) -> None:
            await take_out(act, self._paragraph)

        await managed(interaction, "remove", f"paragraph {self._paragraph}", work)


class CancelButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"cancel:(?P<token>[0-9a-f]{16})?",
):
    """Leaves everything as it is; a file that waits under `token` is dropped."""

    def __init__(self, label: str = "?", token: str = "") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"cancel:{token}"))
        self._token = token

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls(token=match["token"] or "")

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Says so in place of the question."""

        async def work(act: Act) -> None:
            uploads = served(interaction).office.uploads
            uploads.take(self._token, person=act.person.id, guild=act.guild.id)
            act.result = "nothing changed"
            await act.show(note_card(act.say("cancelled")))

        await managed(interaction, "cancel", f"upload {self._token}", work)
