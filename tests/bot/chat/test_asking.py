"""Questions on Discord are answered where they were asked, whatever happens."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import discord
import pytest
from desk_library import QUOTE, DeskLibrary, shown

from bot.chat.text.limits import EMBED_DESCRIPTION, MESSAGE

QUESTION = "How long has the war lasted?"


async def test_slash(stage: Any) -> None:
    async with stage() as scene:
        result = await scene.alice.slash(scene.channel, "ask", question=QUESTION)
        callback = next(e for e in scene.env.http_requests if e.path.endswith("/callback"))
        assert (
            callback.json["type"] == discord.InteractionResponseType.deferred_channel_message.value
        )
        assert not result.ephemeral
        (message,) = shown(result)
        embed = message.embeds[0]
        assert embed.title == QUESTION
        assert QUOTE in embed.description
        assert "war.txt ¶2, line 4" in embed.description
        assert "Confidence: high" in embed.footer.text
        assert "extractive" in embed.footer.text
        assert "2026-11-22 04:00 UTC" in embed.footer.text
        assert message.components[0]["components"][0]["label"] == "Sources"


async def test_a_private_answer_is_seen_by_the_asker_alone(stage: Any) -> None:
    async with stage() as scene:
        result = await scene.alice.slash(scene.channel, "ask", question=QUESTION, private=True)
        (message,) = shown(result)
        assert message.ephemeral
        assert QUOTE in message.embeds[0].description


async def test_the_menu_answers_a_message_and_posts_it_when_told_to(stage: Any) -> None:
    async with stage() as scene:
        bob = scene.guild.add_member(scene.env.create_user("bob"))
        asked = await bob.send(scene.channel, QUESTION)
        private = shown(await scene.alice.context_menu(scene.channel, "Answer this", asked))[0]
        assert private.ephemeral
        assert scene.posts() == []
        await scene.alice.click(private, label="Post for all")
        (posted,) = scene.posts()
        assert QUOTE in posted.embeds[0].description
        assert posted.reference.message_id == asked.id
        assert [button.label for button in posted.components[0].children] == [
            "Sources",
            None,
            None,
            "Ask further",
            None,
        ]


async def test_who_may_not_write_cannot_post_an_answer(stage: Any) -> None:
    async with stage() as scene:
        bob = scene.guild.add_member(scene.env.create_user("bob"))
        silent = discord.PermissionOverwrite(send_messages=False)
        quiet = scene.guild.create_text_channel("quiet", overwrites={scene.alice: silent})
        asked = await bob.send(quiet, QUESTION)
        private = shown(await scene.alice.context_menu(quiet, "Answer this", asked))[0]
        result = await scene.alice.click(private, label="Post for all")
        assert "may not write" in result.followups[0].content
        assert [m.author.name for m in quiet.history()] == ["bob"]


async def test_a_menu_on_a_message_without_words(stage: Any) -> None:
    async with stage() as scene:
        asked = await scene.alice.send(scene.channel, scene.mention)
        result = await scene.alice.context_menu(scene.channel, "Answer this", asked)
        assert "no question" in shown(result)[0].content
        assert scene.library.asked == []


async def test_mention_is_answered_by_a_reply(stage: Any) -> None:
    async with stage() as scene:
        asked = await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
        assert scene.library.asked == [QUESTION]
        (reply,) = scene.posts()
        assert reply.reference.message_id == asked.id
        assert QUOTE in reply.embeds[0].description
        assert any(entry.path.endswith("/typing") for entry in scene.env.http_requests)


async def test_a_mention_without_a_question_gets_a_hint(stage: Any) -> None:
    async with stage() as scene:
        await scene.alice.send(scene.channel, f" {scene.mention} ")
        assert "/ask" in scene.posts()[0].embeds[0].description
        assert scene.library.asked == []


async def test_direct_message(stage: Any) -> None:
    async with stage() as scene:
        await scene.alice.send_dm(QUESTION)
        assert scene.library.asked == [QUESTION]
        sent = [e for e in scene.env.http_requests if e.method == "POST" and "/messages" in e.path]
        assert QUOTE in sent[-1].json["embeds"][0]["description"]


async def test_other_talk_is_left_alone(stage: Any) -> None:
    async with stage() as scene:
        await scene.alice.send(scene.channel, QUESTION)
        await scene.alice.send(scene.channel, "@everyone how long?")
        assert scene.library.asked == []
        assert scene.posts() == []


async def test_not_found_offers_the_closest_passages(stage: Any) -> None:
    async with stage() as scene:
        (message,) = shown(await scene.alice.slash(scene.channel, "ask", question="Who won?"))
        description = message.embeds[0].description
        assert "no answer" in description
        assert "closest passages" in description
        assert "war.txt ¶1" in description
        assert "Sources" not in str(message.components)


async def test_what_may_be_meant_is_asked_at_a_press(stage: Any) -> None:
    misspelt = QUESTION.replace("How", "Haw")
    async with stage() as scene:
        await scene.alice.send(scene.channel, f"{scene.mention} {misspelt}")
        (reply,) = scene.posts()
        assert f"Did you mean: {QUESTION}" in reply.embeds[0].description
        await scene.env.restart_bot(scene.new_bot())
        (message,) = shown(await scene.alice.click(reply, label="Yes, that"))
        assert scene.library.asked == [misspelt, QUESTION]
        assert QUOTE in message.embeds[0].description
        assert message.embeds[0].title == QUESTION
        assert not message.ephemeral


async def test_what_may_be_meant_stays_private(stage: Any) -> None:
    misspelt = QUESTION.replace("How", "Haw")
    async with stage() as scene:
        private = await scene.alice.slash(scene.channel, "ask", question=misspelt, private=True)
        (message,) = shown(await scene.alice.click(shown(private)[0], label="Yes, that"))
        assert message.ephemeral
        assert scene.posts() == []


async def test_what_may_be_meant_is_only_told_where_a_button_cannot_carry_it(stage: Any) -> None:
    misspelt = f"Haw long {'and how very ' * 8}long has the war lasted?"
    async with stage() as scene:
        (message,) = shown(await scene.alice.slash(scene.channel, "ask", question=misspelt))
        assert "Did you mean: How long" in message.embeds[0].description
        assert "Yes, that" not in str(message.components)


async def test_a_mistake_in_the_question_is_told(stage: Any) -> None:
    async with stage() as scene:
        result = await scene.alice.slash(scene.channel, "ask", question="refuse this")
        (message,) = result.followups
        assert "Shorten it." in message.embeds[0].description
        assert message.ephemeral
        assert scene.posts() == []


async def test_an_unexpected_error_is_told_without_details_and_logged_with_them(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        with caplog.at_level(logging.ERROR):
            (message,) = (await scene.alice.slash(scene.channel, "ask", question="fail")).followups
            await scene.alice.send(scene.channel, f"{scene.mention} fail")
        told = [message.embeds[0].description, scene.posts()[-1].embeds[0].description]
        assert len(caplog.records) == 2
        for text, record in zip(told, caplog.records, strict=True):
            assert "Something went wrong" in text
            assert "secret details" not in text
            assert record.exc_info
            assert record.getMessage().split()[1].rstrip(":") in text


async def test_nobody_is_pinged_and_nothing_is_a_link(stage: Any) -> None:
    async with stage(DeskLibrary(long=2)) as scene:
        (message,) = shown(await scene.alice.slash(scene.channel, "ask", question=QUESTION))
        description = message.embeds[0].description
        assert "@everyone" not in description.replace("\\@", "")
        assert "](https" not in description
        assert "||now||" not in description
        bodies = [e.json for e in scene.env.http_requests if e.json and "embeds" in str(e.json)]
        data = [body.get("data", body) for body in bodies]
        assert data
        assert all(each["allowed_mentions"]["parse"] == [] for each in data)


async def test_long_answers_are_split_and_whole(stage: Any) -> None:
    async with stage(DeskLibrary(long=150)) as scene:
        messages = shown(await scene.alice.slash(scene.channel, "ask", question=QUESTION))
        texts = [embed.description for message in messages for embed in message.embeds]
        assert len(messages) > 1
        assert all(len(text) <= EMBED_DESCRIPTION for text in texts)
        assert " ".join(texts).count(QUOTE) == 150
        assert [bool(message.components) for message in messages] == [
            *[False] * (len(messages) - 1),
            True,
        ]


async def test_without_leave_to_embed_it_is_plain_text(stage: Any) -> None:
    async with stage(DeskLibrary(long=30)) as scene:
        bot = scene.env.bot.user
        channel = scene.env.guild.create_text_channel(
            "plain", overwrites={bot: discord.PermissionOverwrite(embed_links=False)}
        )
        await scene.alice.send(channel, f"{scene.mention} {QUESTION}")
        posts = [m for m in channel.history() if m.author.id == bot.id]
        assert len(posts) > 1
        assert all(not m.embeds and 0 < len(m.content) <= MESSAGE for m in posts)
        assert " ".join(m.content for m in posts).count(QUOTE) == 30
        assert posts[-1].components


async def test_without_leave_to_write_the_log_says_so(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        channel = scene.env.guild.create_text_channel(
            "silent",
            overwrites={scene.env.bot.user: discord.PermissionOverwrite(send_messages=False)},
        )
        with caplog.at_level(logging.WARNING):
            await scene.alice.send(channel, f"{scene.mention} {QUESTION}")
        assert f"not allowed to answer in channel {channel.id}" in caplog.text


async def test_a_slow_question_holds_up_nobody(stage: Any) -> None:
    async with stage(settle_timeout=0.2) as scene:
        loop = asyncio.get_running_loop()
        slow = [loop.create_task(scene.env.bot.desk.ask(f"slow {n}")) for n in range(3)]
        try:
            (message,) = shown(await scene.alice.slash(scene.channel, "ask", question=QUESTION))
            assert QUOTE in message.embeds[0].description
            assert not any(task.done() for task in slow)
        finally:
            scene.library.gate.set()
            await asyncio.gather(*slow)


async def test_an_answer_that_discord_refuses_is_told(stage: Any) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", "/channels/*/messages", status=400)
        await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
        assert "Something went wrong" in scene.posts()[-1].content
        scene.env.inject_error("POST", "/webhooks/*", status=400)
        (message,) = shown(await scene.alice.slash(scene.channel, "ask", question=QUESTION))
        assert "Something went wrong" in message.content


async def test_a_reply_without_a_mention_is_no_question(stage: Any) -> None:
    async with stage() as scene:
        await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
        await scene.alice.send(scene.channel, "thanks!", reply_to=scene.posts()[-1])
        assert scene.library.asked == [QUESTION]
