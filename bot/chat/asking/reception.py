"""Takes questions in and gives answers out: may they ask, what do they mean, what is said."""

from __future__ import annotations

import logging
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.chat.asking.conversations import Conversations
from bot.chat.asking.cooldowns import Cooldowns
from bot.chat.asking.inquiry import Inquiry
from bot.chat.asking.rules import rules_of
from bot.chat.desk import Desk, Follows
from bot.store import Posted, Store, StoreError
from rag.conversation import Turn
from rag.model import Answer

__all__ = ["Reception", "Reply"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and what of it the next question may lean on."""

    inquiry: Inquiry
    answer: Answer
    turn: Turn


class Reception:
    """Knows who talks about what, and keeps what the store is to keep."""

    def __init__(
        self, desk: Desk, store: Store, conversations: Conversations, cooldowns: Cooldowns
    ) -> None:
        self._desk = desk
        self._store = store
        self._cooldowns = cooldowns
        self.conversations = conversations
        self._publishing: set[int] = set()

    async def answer(self, inquiry: Inquiry, follows: Follows | None = None) -> Reply:
        """The answer to `inquiry`, which `follows` is told of while it is under way.

        Raises `RefusalError` when its asker has to wait or too many do, and what `Library.ask`
        raises.
        """
        settings = await rules_of(self._store, inquiry.guild)
        self._cooldowns.start((inquiry.guild, inquiry.asker), settings.cooldown_seconds)
        turns = self.conversations.before(inquiry)
        answer = await self._desk.ask(inquiry.question, turns, follows)
        turn = Turn.of(answer)
        self.conversations.add(inquiry, turn)
        return Reply(inquiry, answer, turn)

    async def posted(self, reply: Reply, message: int, channel: int) -> None:
        """Keeps what buttons, replies and `/admin gaps` need of the answer in `message`.

        For an answer that was not spoken, `message` is the question's. When the store fails,
        the log says so: the answer stands all the same.
        """
        inquiry = reply.inquiry
        self.conversations.tie(message, inquiry, reply.turn)
        noted = Posted(
            message=message,
            channel=channel,
            guild=inquiry.guild,
            asker=inquiry.asker,
            question=None if inquiry.private else reply.turn.understood,
            status=reply.answer.status,
            confidence=reply.answer.confidence,
            at=datetime.now(UTC),
        )
        await self._kept(self._store.note_answer(noted))

    @contextmanager
    def publishing(self, private: int) -> Iterator[bool]:
        """Whether to post what `private` answers; not while that is being done already."""
        first = private not in self._publishing
        self._publishing.add(private)
        try:
            yield first
        finally:
            if first:
                self._publishing.discard(private)

    async def published(self, private: int, message: int, channel: int, person: int) -> None:
        """Keeps that `person` posted the answer in `private` for all, in `message`."""
        turn = self.conversations.publish(private, message, person)
        question = turn.understood if turn else None
        await self._kept(self._store.note_published(private, message, channel, question))

    async def _kept(self, kept: Coroutine[Any, Any, None]) -> None:
        try:
            await kept
        except StoreError as error:
            _log.error("cannot keep what was asked: %s", error, exc_info=error)
