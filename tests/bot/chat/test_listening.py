"""Channels where nobody needs to mention the bot, and those where it is to be silent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from desk_library import QUESTION, QUOTE, shown

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
READING = {"message_content": True}
UNANSWERED = "Who won the match?"


async def gaps(scene: Any) -> list[tuple[str, int]]:
    found = await scene.env.bot.store.gaps(scene.guild.id, EPOCH)
    return [(gap.question, gap.unanswered) for gap in found]


async def test_a_question_is_answered_unasked(stage: Any) -> None:
    async with stage(settings=READING) as scene:
        await scene.rule(answer_channels=frozenset({scene.channel.id}))
        asked = await scene.alice.send(scene.channel, QUESTION)
        (reply,) = scene.posts()
        assert reply.reference.message_id == asked.id
        assert QUOTE in reply.embeds[0].description


async def test_it_keeps_to_the_channels_it_is_told(stage: Any) -> None:
    async with stage(settings=READING) as scene:
        await scene.rule(answer_channels=frozenset({scene.channel.id}))
        await scene.alice.send(scene.guild.create_text_channel("other"), QUESTION)
        assert scene.library.asked == []


async def test_what_is_not_found_is_kept_as_a_gap_without_a_word(stage: Any) -> None:
    async with stage(settings=READING) as scene:
        await scene.rule(answer_channels=frozenset({scene.channel.id}))
        await scene.alice.send(scene.channel, UNANSWERED)
        assert scene.library.asked == [UNANSWERED]
        assert scene.posts() == []
        assert await gaps(scene) == [(UNANSWERED, 1)]
        assert not any(entry.path.endswith("/typing") for entry in scene.env.http_requests)


async def test_it_says_not_found_when_told_to(stage: Any) -> None:
    async with stage(settings=READING) as scene:
        await scene.rule(answer_channels=frozenset({scene.channel.id}), says_not_found=True)
        await scene.alice.send(scene.channel, UNANSWERED)
        assert "no answer" in scene.posts()[0].embeds[0].description


async def test_what_goes_wrong_unasked_is_for_the_log(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(settings=READING) as scene:
        await scene.rule(answer_channels=frozenset({scene.channel.id}))
        await scene.alice.send(scene.channel, "fail for what reason?")
        assert scene.library.asked == ["fail for what reason?"]
        assert scene.posts() == []
        assert "reference" in caplog.text


@pytest.mark.parametrize(
    "said",
    ["It has lasted 71 days.", "lol what", "!play what is love", "https://example.org/?q=a b", "?"],
)
async def test_other_talk_is_left_alone(stage: Any, said: str) -> None:
    async with stage(settings=READING) as scene:
        await scene.rule(answer_channels=frozenset({scene.channel.id}))
        await scene.alice.send(scene.channel, said)
        assert scene.library.asked == []


async def test_bots_and_webhooks_are_left_alone(stage: Any) -> None:
    async with stage(settings=READING) as scene:
        await scene.rule(answer_channels=frozenset({scene.channel.id}))
        other = scene.guild.add_member(scene.env.create_user("other", bot=True))
        await other.send(scene.channel, QUESTION)
        await other.send(scene.channel, f"{scene.mention} {QUESTION}")
        await scene.guild.create_webhook(scene.channel).send(QUESTION)
        assert scene.library.asked == []


async def test_a_new_post_gets_its_first_answer_in_its_thread(stage: Any) -> None:
    async with stage(settings=READING) as scene:
        forum = scene.guild.create_forum_channel("help")
        await scene.rule(forum_channels=frozenset({forum.id}))
        post = await scene.open_post(scene.alice, forum, "The war", f"I wonder. {QUESTION} Thanks!")
        assert scene.library.asked == [QUESTION]
        (answer,) = scene.posts(post)
        assert QUOTE in answer.embeds[0].description
        await scene.alice.send(post, QUESTION)
        assert len(scene.posts(post)) == 1
        await scene.alice.send(post, f"{scene.mention} {QUESTION}")
        assert len(scene.posts(post)) == 2


async def test_posts_in_other_forums_are_left_alone(stage: Any) -> None:
    async with stage(settings=READING) as scene:
        forum = scene.guild.create_forum_channel("help")
        await scene.open_post(scene.alice, forum, QUESTION, "Does anybody know?")
        assert scene.library.asked == []


async def test_in_a_silent_channel_only_the_asker_is_answered(stage: Any) -> None:
    async with stage() as scene:
        await scene.rule(silent_channels=frozenset({scene.channel.id}))
        await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
        assert scene.posts() == []
        (answer,) = shown(await scene.alice.slash(scene.channel, "ask", question=QUESTION))
        assert answer.ephemeral
        assert QUOTE in answer.embeds[0].description


async def test_called_by_name_alone_below_a_question_it_answers_that(stage: Any) -> None:
    async with stage(settings=READING) as scene:
        bob = scene.member("bob")
        asked = await bob.send(scene.channel, QUESTION)
        called = await scene.alice.send(scene.channel, scene.mention, reply_to=asked)
        assert scene.library.asked == [QUESTION]
        assert scene.posts()[0].reference.message_id == called.id


async def test_a_word_is_a_question_in_a_conversation(stage: Any) -> None:
    async with stage(settings=READING) as scene:
        await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
        for said in ("thanks", "Why?"):
            await scene.alice.send(scene.channel, said, reply_to=scene.posts()[0])
        assert len(scene.library.asked) == 2
        assert scene.library.asked[1] != "thanks"


async def test_the_server_says_in_which_language(stage: Any) -> None:
    async with stage() as scene:
        await scene.rule(language="de")
        await scene.alice.send(scene.channel, f"{scene.mention} {UNANSWERED}")
        assert "keine Antwort gefunden" in scene.posts()[0].embeds[0].description
        (public,) = shown(await scene.alice.slash(scene.channel, "ask", question=UNANSWERED))
        assert "keine Antwort gefunden" in public.embeds[0].description
        result = await scene.alice.slash(scene.channel, "ask", question=UNANSWERED, private=True)
        assert "no answer" in shown(result)[0].embeds[0].description  # as Alice's client speaks


async def test_without_a_choice_it_is_the_language_of_the_server(stage: Any) -> None:
    async with stage() as scene:
        guild = scene.env.create_guild(preferred_locale="fr")
        channel = guild.create_text_channel("general")
        member = guild.add_member(scene.env.create_user("marie"))
        await member.send(channel, f"{scene.mention} {UNANSWERED}")
        posted = [m for m in channel.history() if m.author.id == scene.env.bot.user.id]
        assert "Je n’ai" in posted[0].embeds[0].description


async def test_a_server_that_the_bot_leaves_is_forgotten(stage: Any) -> None:
    async with stage() as scene:
        await scene.rule(language="de")
        await scene.alice.send(scene.channel, f"{scene.mention} {UNANSWERED}")
        assert await gaps(scene) == [(UNANSWERED, 1)]
        scene.env.backend.remove_guild(scene.guild.id)
        await scene.env.settle()
        assert await gaps(scene) == []
        assert (await scene.env.bot.store.settings_of(scene.guild.id)).language is None
