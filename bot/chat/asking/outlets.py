"""Where an answer goes: below an interaction, below a message, or into a thread.

An outlet shows what is provisional in one message, and makes the answer of that same message.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

import discord

from bot.chat.text.limits import EXPIRED

__all__ = ["InteractionOutlet", "MessageOutlet", "Opens", "Outlet"]

_log = logging.getLogger(__name__)

Opens = Callable[[], Awaitable[discord.Thread | None]]
"""Opens a thread, or says by `None` that there will be none."""

_NO_HISTORY = 160_002  # a reply needs leave to read what was said before


class Outlet(ABC):
    """Takes messages, as the keyword arguments `content`, `embeds` and `view`."""

    promised: ClassVar[bool]
    """Whether Discord shows that something comes, so that something must."""

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
        try:
            sent = await self._standing.edit(**_whole(message))
        except discord.HTTPException as error:
            if not isinstance(error, discord.NotFound) and error.code not in EXPIRED:
                raise
            sent = await self._post(**message)  # it was deleted meanwhile, or is out of reach
        self._standing = None
        return sent

    @abstractmethod
    async def withdraw(self) -> None:
        """Takes back that an answer is under way: what is said from here on is none."""

    @abstractmethod
    async def _post(self, **message: Any) -> discord.Message: ...


class InteractionOutlet(Outlet):
    """Follows up an interaction that was deferred.

    What is for all goes into the channel when the interaction has expired, 15 minutes after it
    began; what is `private` is then lost, and the log says so.
    """

    promised = True

    def __init__(self, interaction: discord.Interaction[Any], *, private: bool) -> None:
        super().__init__()
        self._interaction = interaction
        self._private = private

    async def withdraw(self) -> None:
        """Takes back that an answer for all is under way: from here on only one person is told.

        Discord lets the first message after a public deferral be nothing but public, and none
        follow where it was deleted before it was there.
        """
        if self._private:
            return
        self._private, self._standing = True, None
        try:
            await self._interaction.edit_original_response(content="…", embeds=[], view=None)
            await self._interaction.delete_original_response()
        except discord.HTTPException as error:
            _log.info("cannot take back that an answer is under way: %s", error)

    async def _post(self, **message: Any) -> discord.Message:
        try:
            return await self._interaction.followup.send(
                wait=True, ephemeral=self._private, **message
            )
        except discord.HTTPException as error:
            channel = self._interaction.channel
            if error.code not in EXPIRED or self._private:
                raise
            if not isinstance(channel, discord.abc.Messageable):
                raise
            _log.info("an interaction has expired; its answer goes into channel %s", channel.id)
            return await channel.send(**message)


class MessageOutlet(Outlet):
    """Replies to a message in its channel, or speaks in the `thread` that `opens` opens for it.

    That is opened when there is something to say in it, and stays closed if there is no answer.
    """

    promised = False

    def __init__(self, asked: discord.Message, opens: Opens | None = None) -> None:
        super().__init__()
        self._channel: discord.abc.Messageable = asked.channel
        self._reference: discord.MessageReference | None = asked.to_reference(
            fail_if_not_exists=False
        )
        self._opens = opens
        self.thread: discord.Thread | None = None

    async def withdraw(self) -> None:
        """Opens no thread any more."""
        self._opens = None

    async def _post(self, **message: Any) -> discord.Message:
        if self._opens:
            opens, self._opens = self._opens, None
            self.thread = await opens()
            if self.thread:
                self._channel, self._reference = self.thread, None
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
