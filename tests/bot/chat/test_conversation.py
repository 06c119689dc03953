"""Follow-ups are understood in their context, and contexts never mix."""

from __future__ import annotations

from typing import Any

import discord
from desk_library import QUESTION, shown

from bot.chat.asking.conversations import Conversations
from bot.chat.asking.inquiry import Inquiry
from bot.store import ServerSettings
from rag.conversation import Memory, Turn

FIRST = "Who blames the rudder on Miller?"
FOLLOW_UP = "When did he say so?"
UNDERSTOOD = "Miller"


async def test_a_follow_up_leans_on_what_its_asker_asked_before(stage: Any) -> None:
    async with stage() as scene:
        await scene.alice.send(scene.channel, f"{scene.mention} {FIRST}")
        await scene.alice.send(scene.channel, f"{scene.mention} {FOLLOW_UP}")
        assert scene.library.asked[0] == FIRST
        assert UNDERSTOOD in scene.library.asked[1]
        told = scene.posts()[1].embeds[0].description
        assert told.startswith("*Understood as:")
        assert UNDERSTOOD in told


async def test_what_others_ask_is_not_mixed_in(stage: Any) -> None:
    async with stage() as scene:
        bob = scene.guild.add_member(scene.env.create_user("bob"))
        await scene.alice.send(scene.channel, f"{scene.mention} {FIRST}")
        await bob.send(scene.channel, f"{scene.mention} {FOLLOW_UP}")
        assert scene.library.asked[1] == FOLLOW_UP


async def test_other_channels_are_other_conversations(stage: Any) -> None:
    async with stage() as scene:
        other = scene.guild.create_text_channel("other")
        await scene.alice.send(scene.channel, f"{scene.mention} {FIRST}")
        await scene.alice.send(other, f"{scene.mention} {FOLLOW_UP}")
        assert scene.library.asked[1] == FOLLOW_UP


async def test_whoever_replies_to_an_answer_goes_on_from_it(stage: Any) -> None:
    async with stage() as scene:
        bob = scene.guild.add_member(scene.env.create_user("bob"))
        await scene.alice.send(scene.channel, f"{scene.mention} {FIRST}")
        await bob.send(scene.channel, FOLLOW_UP, reply_to=scene.posts()[-1])
        assert UNDERSTOOD in scene.library.asked[1]


async def test_asking_further_goes_on_from_the_answer_above(stage: Any) -> None:
    async with stage() as scene:
        bob = scene.guild.add_member(scene.env.create_user("bob"))
        await scene.alice.send(scene.channel, f"{scene.mention} {FIRST}")
        modal = await bob.click(scene.posts()[-1], label="Ask further")
        result = await bob.submit_modal(modal, {"question": FOLLOW_UP})
        assert UNDERSTOOD in scene.library.asked[1]
        (message,) = shown(result)
        assert not message.ephemeral
        assert message.embeds[0].title == FOLLOW_UP


async def test_what_is_private_leaks_into_no_public_question(stage: Any) -> None:
    async with stage() as scene:
        private = shown(await scene.alice.slash(scene.channel, "ask", question=FIRST, private=True))
        await scene.alice.slash(scene.channel, "ask", question=FOLLOW_UP)
        assert scene.library.asked[1] == FOLLOW_UP
        modal = await scene.alice.click(private[0], label="Ask further")
        (message,) = shown(await scene.alice.submit_modal(modal, {"question": FOLLOW_UP}))
        assert UNDERSTOOD in scene.library.asked[2]
        assert message.ephemeral


async def test_forgetting(stage: Any) -> None:
    async with stage() as scene:
        await scene.alice.send(scene.channel, f"{scene.mention} {FIRST}")
        result = await scene.alice.slash(scene.channel, "forget")
        assert "Forgotten" in result.response.content
        await scene.alice.send(scene.channel, f"{scene.mention} {FOLLOW_UP}")
        await scene.alice.send(scene.channel, FOLLOW_UP, reply_to=scene.posts()[0])
        assert scene.library.asked[1:] == [FOLLOW_UP, FOLLOW_UP]


async def test_a_long_exchange_moves_into_a_thread_that_all_may_join(stage: Any) -> None:
    async with stage(settings={"message_content": True}) as scene:
        settings = ServerSettings(cooldown_seconds=0, opens_threads=True)
        await scene.env.bot.store.save_settings(scene.guild.id, settings)
        bob = scene.guild.add_member(scene.env.create_user("bob"))
        for question in (QUESTION, QUESTION, FIRST):
            await scene.alice.send(scene.channel, f"{scene.mention} {question}")
        assert len(scene.posts()) == 2
        (thread,) = scene.channel.threads
        assert thread.name == FIRST
        await bob.send(thread, FOLLOW_UP)
        assert UNDERSTOOD in scene.library.asked[-1]
        await bob.send(thread, "thanks a lot!")
        assert len(scene.library.asked) == 4


async def test_what_has_moved_into_a_thread_begins_anew_in_the_channel(stage: Any) -> None:
    async with stage() as scene:
        await scene.rule(opens_threads=True)
        for _ in range(4):
            await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
        assert len(scene.channel.threads) == 1
        assert len(scene.posts()) == 3


async def test_without_leave_for_threads_the_exchange_stays(stage: Any) -> None:
    async with stage() as scene:
        settings = ServerSettings(cooldown_seconds=0, opens_threads=True)
        await scene.env.bot.store.save_settings(scene.guild.id, settings)
        denied = discord.PermissionOverwrite(create_public_threads=False)
        channel = scene.guild.create_text_channel("flat", overwrites={scene.env.bot.user: denied})
        for _ in range(3):
            await scene.alice.send(channel, f"{scene.mention} {QUESTION}")
        assert len([m for m in channel.history() if m.author.id == scene.env.bot.user.id]) == 3


def test_a_conversation_ends_by_itself() -> None:
    now = [0.0]
    conversations = Conversations(Memory(seconds=60, clock=lambda: now[0]))
    inquiry = Inquiry("Who?", asker=1, channel=2)
    conversations.add(inquiry, Turn("Who?", "Who?", "Miller"))
    now[0] = 59
    assert conversations.before(inquiry)
    now[0] = 61
    assert conversations.before(inquiry) == ()


def test_a_private_question_may_lean_on_a_public_one() -> None:
    conversations = Conversations()
    turn = Turn("Who?", "Who?", "Miller")
    conversations.add(Inquiry("Who?", asker=1, channel=2), turn)
    assert conversations.before(Inquiry("When?", asker=1, channel=2, private=True)) == (turn,)
