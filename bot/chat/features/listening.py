"""Questions that come by message: a mention, a reply, in a thread or a channel of the bot's."""

from __future__ import annotations

import logging
import re

import discord
from discord.ext import commands

from bot.chat.asking.inquiry import Inquiry
from bot.chat.asking.occasion import Heard, Occasion, occasion
from bot.chat.asking.outlets import MessageOutlet, Opens
from bot.chat.asking.reception import Reception
from bot.chat.asking.rules import rules_of
from bot.chat.asking.serving import Manner, serve
from bot.chat.interactions import may_write
from bot.chat.posting import deliver
from bot.chat.text.card import Card, shortened
from bot.chat.text.limits import MESSAGE, THREAD_NAME
from bot.chat.text.markdown import plain
from bot.chat.text.typeset import Line, Run
from bot.language import Say, phrases
from bot.store import ServerSettings, Store

__all__ = ["Listening"]

_log = logging.getLogger(__name__)

_LONG_EXCHANGE = 2  # questions before the one that moves into a thread
_KINDS = (discord.MessageType.default, discord.MessageType.reply)


class Listening(commands.Cog):
    """Hears what is said and answers what is for the bot."""

    def __init__(self, bot: commands.Bot, reception: Reception, store: Store) -> None:
        self._bot = bot
        self._reception = reception
        self._store = store

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answers a person, where it was asked or is told to."""
        if message.author.bot or message.webhook_id or message.type not in _KINDS:
            return
        settings = await rules_of(self._store, message.guild.id if message.guild else None)
        found = occasion(self._heard(message), settings)
        if found is None:
            return
        try:
            if _may_answer(message):
                await self._answer(message, *found, settings)
            else:
                _log.warning("not allowed to answer in channel %s", message.channel.id)
        except (discord.HTTPException, discord.ClientException) as error:  # nobody is there
            _log.warning("cannot answer in channel %s: %s", message.channel.id, error)

    async def _answer(
        self, message: discord.Message, why: Occasion, question: str, settings: ServerSettings
    ) -> None:
        say = _language_of(message, settings)
        if not question:
            hint = Card((Line((Run(say("how_to")),)),))
            await deliver(MessageOutlet(message).send, [hint], say, embed=_may_embed(message))
            return
        inquiry = self._inquiry(message, question[:MESSAGE], unasked=why == "unasked")
        outlet = MessageOutlet(message, self._thread_for(message, inquiry, settings))
        manner = Manner(
            say,
            _may_embed(message),
            with_question=False,
            says_not_found=settings.says_not_found,
        )
        if not inquiry.unasked:
            await _show_typing(message.channel)
        reply = await serve(self._reception, inquiry, outlet, manner)
        if reply and outlet.thread:
            self._reception.conversations.move(inquiry, outlet.thread.id)

    def _heard(self, message: discord.Message) -> Heard:
        channel = message.channel
        thread = channel if isinstance(channel, discord.Thread) else None
        referred = message.reference.resolved if message.reference else None
        replied = referred if isinstance(referred, discord.Message) else None
        return Heard(
            text=self._without_mention(message.content),
            replied=self._without_mention(replied.content) if replied else "",
            places=frozenset({channel.id, thread.parent_id if thread else channel.id}),
            direct=message.guild is None,
            mentioned=self._mention.search(message.content) is not None,
            to_bot=replied is not None and replied.author.id == self._own_id,
            in_thread=self._is_own(channel),
            post=thread.name if thread and thread.id == message.id else "",
        )

    def _inquiry(self, message: discord.Message, question: str, *, unasked: bool) -> Inquiry:
        return Inquiry(
            question=question,
            asker=message.author.id,
            channel=message.channel.id,
            guild=message.guild.id if message.guild else None,
            message=message.id,
            after=message.reference.message_id if message.reference else None,
            thread=self._is_own(message.channel),
            unasked=unasked,
        )

    def _is_own(self, channel: object) -> bool:
        """Whether `channel` is a thread that the bot opened."""
        own = self._bot.user
        return (
            isinstance(channel, discord.Thread) and own is not None and channel.owner_id == own.id
        )

    def _thread_for(
        self, message: discord.Message, inquiry: Inquiry, settings: ServerSettings
    ) -> Opens | None:
        """Opens a thread below `message`, if the exchange is long enough and the bot may."""
        channel = message.channel
        if not settings.opens_threads or inquiry.unasked or message.guild is None:
            return None
        if not isinstance(channel, discord.TextChannel):
            return None
        if self._reception.conversations.length(inquiry) < _LONG_EXCHANGE:
            return None
        allowed = channel.permissions_for(message.guild.me)
        if not (allowed.create_public_threads and allowed.send_messages_in_threads):
            return None
        name = shortened(plain(inquiry.question), THREAD_NAME)

        async def opens() -> discord.Thread | None:
            try:
                return await message.create_thread(name=name)
            except discord.HTTPException as error:
                _log.info("cannot open a thread in channel %s: %s", channel.id, error)
                return None

        return opens

    def _without_mention(self, content: str) -> str:
        return self._mention.sub(" ", content).strip()

    @property
    def _own_id(self) -> int:
        assert self._bot.user is not None
        return self._bot.user.id

    @property
    def _mention(self) -> re.Pattern[str]:
        return re.compile(rf"<@!?{self._own_id}>")


async def _show_typing(channel: discord.abc.Messageable) -> None:
    """Shows that an answer is coming; does not mind if it cannot."""
    try:
        await channel.typing()
    except discord.HTTPException as error:
        _log.debug("cannot show that an answer is coming: %s", error)


def _may_answer(message: discord.Message) -> bool:
    if message.guild is None:
        return True
    channel = message.channel
    return may_write(channel.permissions_for(message.guild.me), channel)


def _may_embed(message: discord.Message) -> bool:
    if message.guild is None:
        return True
    return message.channel.permissions_for(message.guild.me).embed_links


def _language_of(message: discord.Message, settings: ServerSettings) -> Say:
    """A message does not tell its writer's language; a server has one."""
    preferred = str(message.guild.preferred_locale) if message.guild else "en"
    return phrases(settings.language or preferred)
