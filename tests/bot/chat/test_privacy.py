"""/privacy: what is stored about somebody is theirs to see and to delete."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import discord
from desk_library import shown
from managers import buttons, member, said
from stored import answer

MESSAGES = count(1)


async def remembered(scene: Any, person: int, questions: int = 2) -> None:
    store = scene.env.bot.store
    now = datetime.now(UTC)
    for number in range(questions):
        question = f"Who is *number* {number}?"
        await store.note_answer(answer(next(MESSAGES), asker=person, question=question, at=now))
    private = next(MESSAGES)
    await store.note_answer(answer(private, asker=person, question=None, at=now))
    await store.note_feedback(private - 1, person, "bad", "Not @everyone")


async def test_shown_to_oneself(stage: Any) -> None:
    async with stage() as scene:
        await remembered(scene, scene.alice.id)
        await remembered(scene, 5, questions=7)
        text = said(await scene.alice.slash(scene.channel, "privacy show"))
        assert "Answers to you: 3, of these with your question: 2\\." in text
        assert "👎: 1, of these with a comment: 1" in text
        assert "> Who is \\*number\\* 1?" in text
        assert "> Not \\@everyone" in text
        assert "number\\* 6" not in text


async def test_nothing_stored(stage: Any) -> None:
    async with stage() as scene:
        for command in ("privacy show", "privacy delete"):
            result = await scene.alice.slash(scene.channel, command)
            assert "Nothing is stored about you." in said(result)
            assert buttons(shown(result)[0]) == []


async def test_much_is_leafed_through(stage: Any) -> None:
    async with stage() as scene:
        await remembered(scene, scene.alice.id, questions=300)
        (message,) = shown(await scene.alice.slash(scene.channel, "privacy show"))
        seen = []
        while True:
            seen += message.embeds[0].description.splitlines()
            forward = message.components[0]["components"][1]
            if forward.get("disabled"):
                break
            await scene.alice.click(message, custom_id=forward["custom_id"])
        assert sum("Who is" in line for line in seen) == 300


async def test_deleted_when_told_to(stage: Any) -> None:
    async with stage() as scene:
        store = scene.env.bot.store
        await remembered(scene, scene.alice.id)
        await remembered(scene, 5)
        (message,) = shown(await scene.alice.slash(scene.channel, "privacy delete"))
        assert (await store.held_about(scene.alice.id)).answers == 3
        await scene.env.restart_bot(scene.new_bot())
        store = scene.env.bot.store
        await scene.alice.click(message, label="Delete")
        assert message.embeds[0].description == "Deleted: 4 answers and thumbs."
        assert buttons(message) == []
        assert (await store.held_about(scene.alice.id)).answers == 0
        assert (await store.held_about(5)).answers == 3


async def test_nobody_else_may_press(stage: Any) -> None:
    async with stage() as scene:
        bob = member(scene, "bob")
        await remembered(scene, scene.alice.id)
        await remembered(scene, bob.id)
        (message,) = shown(await scene.alice.slash(scene.channel, "privacy delete"))
        view = discord.ui.View.from_message(message.message, timeout=None)
        posted = await scene.env.bot.get_channel(scene.channel.id).send("leaked", view=view)
        result = await bob.click(posted, label="Delete")
        assert "somebody else" in result.followups[0].content
        assert result.followups[0].ephemeral
        for person in (scene.alice.id, bob.id):
            assert (await scene.env.bot.store.held_about(person)).answers == 3


async def test_in_direct_messages(stage: Any) -> None:
    async with stage() as scene:
        alice = scene.alice.user
        await alice.send_dm("hello")
        await remembered(scene, alice.id)
        assert "Answers to you:" in said(await alice.slash("privacy show"))
        (message,) = shown(await alice.slash("privacy delete"))
        await alice.click(message, label="Delete")
        assert "Deleted:" in message.embeds[0].description
        assert (await scene.env.bot.store.held_about(alice.id)).answers == 0
