"""Where an answer goes: below an interaction, below a message, or into a thread.

An outlet shows what is provisional in one message, and makes the answer of that same message.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any

import discord

__all__ = ["InteractionOutlet", "MessageOutlet", "Outlet"]

_log = logging.getLogger(__name__)

_EXPIRED = frozenset({10_015, 10_062, 50_027})  # unknown webhook, interaction; invalid token
_NO_HISTORY = 160_002  # a reply needs leave to read what was said before


class Outlet(ABC):
    """Takes messages, as the keyword arguments `content`, `embeds` and `view`."""

    def __init__(self) -> None:
        self._standing: discord.Message | None = None

    async def show(self, **message: Any) -> None:
        """Shows something that is provisional, in place of what was."""
        if self._standing is None:
            self._standing = await self._post(**message)
        else:
            self._standing = await self._standing.edit(**_whole(message))

    async def send(self, **message: Any) -> discord.Message:
        """Sends a message that stays, in place of what was provisional."""
        if self._standing is None:
            return await self._post(**message)
        standing, self._standing = self._standing, None
        try:
            return await standing.edit(**_whole(message))
        except discord.NotFound:  # somebody has deleted it meanwhile
            return await self._post(**message)

    @abstractmethod
    async def _post(self, **message: Any) -> discord.Message: ...


class InteractionOutlet(Outlet):
    """Follows up an interaction that was deferred.

    What is for all goes into the channel when the interaction has expired, 15 minutes after it
    began; what is `private` is then lost, and the log says so.
    """

    def __init__(self, interaction: discord.Interaction[Any], *, private: bool) -> None:
        super().__init__()
        self._interaction = interaction
        self._private = private

    async def withdraw(self) -> None:
        """Takes back that an answer for all was under way: from here on only one person is told.

        Discord lets the first message after a public deferral be nothing but public, and none
        follow where it was deleted before it was there.
        """
        if self._private:
            return
        self._private, self._standing = True, None
        try:
            await self._interaction.edit_original_response(content="…", embeds=[], view=None)
            await self._interaction.delete_original_response()
        except discord.NotFound as error:
            _log.info("an answer under way was gone already: %s", error)

    async def _post(self, **message: Any) -> discord.Message:
        try:
            return await self._interaction.followup.send(
                wait=True, ephemeral=self._private, **message
            )
        except discord.HTTPException as error:
            channel = self._interaction.channel
            if error.code not in _EXPIRED or self._private:
                raise
            if not isinstance(channel, discord.abc.Messageable):
                raise
            _log.info("an interaction has expired; its answer goes into channel %s", channel.id)
            return await channel.send(**message)


class MessageOutlet(Outlet):
    """Replies to a message in its channel, or speaks in another one, such as a thread of it."""

    def __init__(
        self, asked: discord.Message, elsewhere: discord.abc.Messageable | None = None
    ) -> None:
        super().__init__()
        self._channel = elsewhere or asked.channel
        self._reference = None if elsewhere else asked.to_reference(fail_if_not_exists=False)

    async def _post(self, **message: Any) -> discord.Message:
        if self._reference is None:
            return await self._channel.send(**message)
        try:
            return await self._channel.send(
                reference=self._reference, mention_author=False, **message
            )
        except discord.HTTPException as error:
            if error.code != _NO_HISTORY:
                raise
        self._reference = None
        return await self._channel.send(**message)


def _whole(message: dict[str, Any]) -> dict[str, Any]:
    """With what is to go, too."""
    return {"content": None, "embeds": [], "view": None, **message}
