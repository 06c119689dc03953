"""Many people ask at once: everyone gets their own answer, and nothing piles up.

Run with `--log-cli-level=INFO` to see the figures.
"""

from __future__ import annotations

import gc
import logging
import tracemalloc
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk_library import DeskLibrary
from discord_api import Checker
from simcord.interactions import base_payload
from simcord.results import InteractionResult, to_discord_message

from bot.chat.asking.conversations import Conversations
from rag.conversation import Memory, Turn
from rag.model import Answer

MEMBERS, ROUNDS = 50, 10
WARM = 2
"""Rounds before the memory is measured; they fill what is bounded."""

GROWTH = 1_000
"""Bytes that may stay of a question, in all that the process holds.

One message or view that is not let go takes several thousand.
"""

READING = {"message_content": True}

_log = logging.getLogger(__name__)


class Echo(DeskLibrary):
    """Quotes the question."""

    def ask(self, question: str, *, turns: Sequence[Turn] = (), **_: Any) -> Answer:
        answer = super().ask("How long?")
        cited = replace(answer.citations[0], quote=question, end=len(question))
        return replace(answer, question=question, text=f"{question} [1]", citations=(cited,))


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked what in which way; `act` is the message or interaction on Discord's side."""

    member: Any
    question: str
    way: str
    act: Any


def ask(scene: Any, member: Any, number: int, answers: list[Any]) -> Asked:
    """One question that nobody else asks, in one of four ways."""
    question = f"How long did journey {number} of {member.name} take?"
    backend, channel = scene.env.backend, scene.channel.id
    way = ("slash", "mention", "private", "reply")[number % 4]
    if way == "mention":
        act = backend.create_message(channel, member.id, f"{scene.mention} {question}")
    elif way == "reply" and answers:
        below = answers[number % len(answers)]
        reference = {"channel_id": str(channel), "message_id": str(below.id)}
        act = backend.create_message(channel, member.id, question, reference=reference)
    else:
        options: list[dict[str, Any]] = [{"name": "question", "type": 3, "value": question}]
        if way == "private":
            options.append({"name": "private", "type": 5, "value": True})
        command = backend.find_command("ask", scene.guild.id)
        act, payload = base_payload(
            backend,
            type=2,
            channel_id=channel,
            guild_id=scene.guild.id,
            user_id=member.id,
            data={"id": command["id"], "name": "ask", "type": 1, "options": options},
        )
        backend.emit("INTERACTION_CREATE", payload)
        way = "private" if way == "private" else "slash"
    return Asked(member, question, way, act)


def answers_to(scene: Any, asked: Asked) -> list[Any]:
    """What came of it: below the message, or of the interaction."""
    if asked.way in ("slash", "private"):
        result = InteractionResult(scene.env, asked.act)
        assert result.response is not None
        return [result.response.message]
    stored = scene.env.backend.messages[scene.channel.id].values()
    return [
        to_discord_message(scene.env, message)
        for message in stored
        if message.author_id == scene.env.bot.user.id
        and message.reference
        and int(message.reference["message_id"]) == asked.act.id
    ]


def check(scene: Any, asked: Asked) -> None:
    """It is answered once, by its own answer, to whoever asked."""
    (message,) = answers_to(scene, asked)
    (embed,) = message.embeds
    assert embed.description.startswith(asked.question)
    assert embed.description.count("journey") == 1
    assert message.flags.ephemeral == (asked.way == "private")
    if asked.way in ("slash", "private"):
        assert asked.act.user_id == asked.member.id
        assert embed.title == asked.question


def sweep(scene: Any, kept: list[Any]) -> None:
    """Makes the simulation forget what it has seen, all but the messages in `kept`."""
    scene.env.http_requests.clear()
    backend = scene.env.backend
    backend.transcript.clear()
    backend.interactions.clear()
    backend.interaction_tokens.clear()
    stored = backend.messages[scene.channel.id]
    for message in stored.keys() - {each.id for each in kept}:
        del stored[message]


def held() -> int:
    """Bytes that are allocated and not given back, in all."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


async def test_everyone_gets_their_own_answer_and_memory_is_flat(
    stage: Any, discord_api: Checker
) -> None:
    async with stage(Echo(), settings=READING, settle_timeout=60) as scene:
        scene.env.bot.reception.conversations = Conversations(
            Memory(conversations=MEMBERS * WARM)  # so that it is full when it is measured
        )
        members = [scene.member(f"member{n}") for n in range(MEMBERS)]
        ways: Counter[str] = Counter()
        sizes = []
        public: list[Any] = []
        tracemalloc.start()
        try:
            for number in range(ROUNDS):
                asked = [
                    ask(scene, member, number * MEMBERS + n, public)
                    for n, member in enumerate(members)
                ]
                await scene.env.settle()
                for each in asked:
                    check(scene, each)
                ways.update(each.way for each in asked)
                public = [answers_to(scene, each)[0] for each in asked if each.way == "mention"]
                if number < WARM:  # every kind of request is among them
                    discord_api.check(scene.env.http_requests)
                sweep(scene, public)
                sizes.append(held())
        finally:
            tracemalloc.stop()
        assert ways.total() == len(scene.library.asked) == MEMBERS * ROUNDS
        assert len(ways) == 4
        grown = (sizes[-1] - sizes[WARM - 1]) / (MEMBERS * (ROUNDS - WARM))
        _log.info("bytes held after each %s questions: %s; %+.0f a question", MEMBERS, sizes, grown)
        assert grown < GROWTH
