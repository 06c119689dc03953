"""What stands below an answer does what it says, for those who may, after a restart too."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from desk_library import QUESTION, shown

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


async def gaps(scene: Any) -> Any:
    return await scene.env.bot.store.gaps(scene.guild.id, EPOCH)


async def asked(scene: Any) -> Any:
    await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
    return scene.posts()[-1]


@pytest.mark.parametrize("restarted", [False, True])
async def test_thumbs_down_asks_what_was_wrong_and_keeps_it(stage: Any, restarted: bool) -> None:
    async with stage() as scene:
        message = await asked(scene)
        if restarted:
            await scene.env.restart_bot(scene.new_bot())
        modal = await scene.alice.click(message, custom_id="verdict:bad")
        result = await scene.alice.submit_modal(modal, {"comment": "It was 72 days."})
        assert "Thank you" in shown(result)[0].content
        (gap,) = await gaps(scene)
        assert (gap.question, gap.bad, gap.comments) == (QUESTION, 1, ("It was 72 days.",))


async def test_thumbs_down_counts_without_a_comment(stage: Any) -> None:
    async with stage() as scene:
        await scene.alice.click(await asked(scene), custom_id="verdict:bad")
        (gap,) = await gaps(scene)
        assert gap.bad == 1


async def test_thumbs_up_takes_a_former_thumbs_down_back(stage: Any) -> None:
    async with stage() as scene:
        message = await asked(scene)
        await scene.alice.click(message, custom_id="verdict:bad")
        result = await scene.alice.click(message, custom_id="verdict:good")
        assert shown(result)[0].ephemeral
        assert await gaps(scene) == ()


async def test_an_answer_that_is_no_longer_known_cannot_be_judged(stage: Any) -> None:
    async with stage() as scene:
        message = await asked(scene)
        await scene.env.bot.store.forget_person(scene.alice.id)
        result = await scene.alice.click(message, custom_id="verdict:good")
        assert "too old" in shown(result)[0].content


async def test_questions_that_find_nothing_are_gaps(stage: Any) -> None:
    async with stage() as scene:
        await scene.alice.slash(scene.channel, "ask", question="Who won?")
        await scene.alice.slash(scene.channel, "ask", question="Who won in private?", private=True)
        (gap,) = await gaps(scene)
        assert (gap.question, gap.unanswered) == ("Who won?", 1)


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("how", ["mention", "slash"])
async def test_the_asker_deletes_an_answer(stage: Any, how: str, restarted: bool) -> None:
    async with stage() as scene:
        if how == "mention":
            message = await asked(scene)
        else:
            (message,) = shown(await scene.alice.slash(scene.channel, "ask", question=QUESTION))
        if restarted:
            await scene.env.restart_bot(scene.new_bot())
        await scene.alice.click(message, custom_id="delete")
        assert scene.posts() == []


async def test_others_cannot_delete_it_but_moderators_can(stage: Any) -> None:
    async with stage() as scene:
        bob = scene.guild.add_member(scene.env.create_user("bob"))
        role = scene.guild.create_role(
            "moderators", permissions=discord.Permissions(manage_messages=True)
        )
        carol = scene.guild.add_member(scene.env.create_user("carol"), roles=[role])
        message = await asked(scene)
        result = await bob.click(message, custom_id="delete")
        assert "Only whoever asked" in result.followups[0].content
        assert len(scene.posts()) == 1
        await carol.click(message, custom_id="delete")
        assert scene.posts() == []


async def test_an_answer_in_several_messages_is_deleted_whole(stage: Any) -> None:
    from desk_library import DeskLibrary

    async with stage(DeskLibrary(long=90)) as scene:
        message = await asked(scene)
        assert len(scene.posts()) > 1
        await scene.alice.click(
            message, label=None, custom_id=message.components[0].children[-1].custom_id
        )
        assert scene.posts() == []


async def test_a_private_answer_posted_for_all_can_be_judged_and_deleted(stage: Any) -> None:
    async with stage() as scene:
        bob = scene.guild.add_member(scene.env.create_user("bob"))
        question = await bob.send(scene.channel, QUESTION)
        private = shown(await scene.alice.context_menu(scene.channel, "Answer this", question))[0]
        await scene.alice.click(private, label="Post for all")
        (posted,) = scene.posts()
        await bob.click(posted, custom_id="verdict:bad")
        (gap,) = await gaps(scene)
        assert gap.question == QUESTION
        await bob.click(posted, custom_id="delete")
        assert len(scene.posts()) == 1
        await scene.alice.click(posted, custom_id="delete")
        assert scene.posts() == []


async def test_an_unknown_button_says_so(stage: Any) -> None:
    async with stage() as scene:
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="Old", custom_id="of-an-earlier-version"))
        channel = scene.env.bot.get_channel(scene.channel.id)
        await channel.send("An old message", view=view)
        await scene.env.restart_bot(scene.new_bot())
        result = await scene.alice.click(scene.posts()[-1], label="Old")
        assert "earlier version" in result.response.content
        assert result.ephemeral
