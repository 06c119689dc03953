"""One act of somebody who runs the bot: checked, shown in one message, told and noted."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.chat.asking.refusal import RefusalError
from bot.chat.cards.trouble import trouble_card
from bot.chat.interactions import may_embed, said_to, served
from bot.chat.managing.audit import audit
from bot.chat.managing.permissions import may_change_articles, may_manage
from bot.chat.posting import messages
from bot.chat.text.card import Card
from bot.chat.text.limits import EXPIRED
from bot.store import ServerSettings
from rag.errors import UsageError

__all__ = ["Act", "managed"]

_log = logging.getLogger(__name__)


class Act:
    """What somebody does by `interaction`, which has been deferred."""

    def __init__(self, interaction: discord.Interaction[Any], rules: ServerSettings) -> None:
        self.interaction = interaction
        self.rules = rules
        self.say = said_to(interaction)
        self.result = ""
        """What was done, for the log; set before it is shown."""
        self._shown = False
        self._expired = False

    @property
    def guild(self) -> discord.Guild:
        """The server. Raises `RefusalError` where there is none that the bot is a member of."""
        if self.interaction.guild is None:
            raise RefusalError("only_managers")
        return self.interaction.guild

    @property
    def person(self) -> discord.Member:
        """Whoever acts. Raises `RefusalError` outside a server."""
        if not isinstance(self.interaction.user, discord.Member):
            raise RefusalError("only_managers")
        return self.interaction.user

    def require_home(self) -> None:
        """Raises `RefusalError` where the articles are not to be changed from."""
        home = served(self.interaction).office.settings.discord_home
        if not may_change_articles(self.interaction, home):
            raise RefusalError("not_from_here", guild=self.guild.id)

    async def show(self, card: Card, *, view: discord.ui.View | None = None) -> None:
        """Shows `card` in the place of what was shown, to whoever acts alone.

        Once the interaction has expired, 15 minutes after it began, it shows nothing any more,
        and says so in the log.
        """
        first, *rest = messages([card], embed=may_embed(self.interaction))
        last = rest[-1] if rest else first
        last |= {"view": view} if view else {}
        await self.put(first)
        for message in rest:
            await self._follow(message)

    async def put(self, message: dict[str, Any], file: discord.File | None = None) -> None:
        """As `show`, for the arguments of a message, and with a file."""
        if self._expired:
            return
        whole: dict[str, Any] = {"content": None, "embeds": [], "view": None, **message}
        whole |= {"attachments": [file]} if file else {}
        try:
            await self.interaction.edit_original_response(**whole)
            self._shown = True
        except discord.HTTPException as error:
            self._note_expiry(error)

    async def add(self, text: str) -> None:
        """Says `text` in a further message."""
        await self._follow({"content": text})

    async def tell(self, error: BaseException) -> None:
        """Says in a line what went wrong, and leaves what stood there unless it was progress."""
        card = trouble_card(error, self.say)
        if self._shown:
            await self.show(card)
            return
        for message in messages([card], embed=may_embed(self.interaction)):
            await self._follow(message)

    async def _follow(self, message: dict[str, Any]) -> None:
        if self._expired:
            return
        try:
            await self.interaction.followup.send(ephemeral=True, **message)
        except discord.HTTPException as error:
            self._note_expiry(error)

    def _note_expiry(self, error: discord.HTTPException) -> None:
        if error.code not in EXPIRED:
            raise error
        self._expired = True
        _log.info("interaction %s has expired: the rest goes untold", self.interaction.id)


async def managed(
    interaction: discord.Interaction[Any],
    action: str,
    subject: str,
    work: Callable[[Act], Awaitable[None]],
) -> None:
    """Does `work` for whoever may manage the bot here, and notes what came of it in the log.

    What goes wrong is told to whoever acts, in a line. `action` and `subject` are for the log.
    """
    await _deferred(interaction)
    store = served(interaction).store
    act = Act(interaction, ServerSettings())
    outcome = "cut off"
    try:
        act.rules = await store.settings_of(interaction.guild_id or 0)
        if not may_manage(interaction, act.rules):
            raise RefusalError("only_managers")
        await work(act)
        outcome = act.result
    except Exception as error:
        kind = f"refused: {error}" if isinstance(error, UsageError) else type(error).__name__
        outcome = f"{act.result}, then {kind}" if act.result else kind
        await _told(act, error)
    finally:
        audit(interaction, action, subject, outcome)


async def _told(act: Act, error: Exception) -> None:
    try:
        await act.tell(error)
    except discord.HTTPException as refused:
        _log.warning("cannot tell what went wrong: %s", refused)


async def _deferred(interaction: discord.Interaction[Any]) -> None:
    """Acknowledges: a button's message stays until there is something to show in its place."""
    if interaction.type is discord.InteractionType.component:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)
