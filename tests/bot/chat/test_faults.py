"""Discord, its people and the disk fail in many ways; nobody is left without a word for it.

Each fault leaves a line for whoever acted or in the log, and no traceback for anyone to see.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
from desk_library import QUESTION, QUOTE, DeskLibrary, shown
from discord_events import pressed_at_once, reconnected
from waiting_for import until

from bot.store import StoreError
from bot.store.database import Database

CALLBACK = "/interactions/*/callback"
FOLLOW_UP = "/webhooks/*"
REPLY = "/channels/*/messages"
TYPING = "/channels/*/typing"
STATUSES = pytest.mark.parametrize("status", [429, 500])


def told(message: Any) -> str:
    """All that a message says."""
    embeds = [part for each in message.embeds for part in (each.title, each.description) if part]
    text = "\n".join([message.content, *embeds])
    assert "Traceback" not in text
    return text


async def mentioned(scene: Any, question: str = QUESTION) -> None:
    await scene.alice.send(scene.channel, f"{scene.mention} {question}")


async def written(scene: Any, channel: Any, text: str) -> None:
    """As Alice does; the message need not outlast it."""
    scene.env.backend.create_message(channel.id, scene.alice.id, text)
    await scene.env.settle()


async def answer_of(scene: Any) -> Any:
    await mentioned(scene)
    return scene.posts()[-1]


# ---------------------------------------------------------------- Discord refuses


@STATUSES
async def test_a_deferral_that_fails_once(stage: Any, status: int) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", CALLBACK, status=status)
        result = await scene.alice.slash(scene.channel, "ask", question=QUESTION)
        assert "Something went wrong" in told(shown(result)[0])
        assert result.ephemeral


@STATUSES
async def test_a_deferral_that_keeps_failing(
    stage: Any, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", CALLBACK, status=status, times=None)
        result = await scene.alice.slash(scene.channel, "ask", question=QUESTION)
        assert shown(result) == []
        assert "cannot post an answer" in caplog.text


@STATUSES
@pytest.mark.parametrize("private", [False, True])
async def test_a_follow_up_that_fails(stage: Any, status: int, private: bool) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", FOLLOW_UP, status=status)
        result = await scene.alice.slash(scene.channel, "ask", question=QUESTION, private=private)
        (message,) = shown(result)
        assert "Something went wrong" in told(message)
        assert message.ephemeral == private


@STATUSES
async def test_a_reply_that_fails(stage: Any, status: int) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", REPLY, status=status)
        assert "Something went wrong" in told(await answer_of(scene))


@STATUSES
async def test_replies_that_keep_failing(
    stage: Any, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", REPLY, status=status, times=None)
        await mentioned(scene)
        assert scene.posts() == []
        assert "cannot post an answer" in caplog.text


@STATUSES
async def test_the_typing_sign_is_not_needed(stage: Any, status: int) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", TYPING, status=status)
        assert QUOTE in told(await answer_of(scene))


@asynccontextmanager
async def queued(scene: Any, asking: Awaitable[Any]) -> AsyncIterator[asyncio.Task[Any]]:
    """Someone asks and is shown their place in the line; then their turn comes."""
    desk, before = scene.env.bot.desk, len(scene.env.http_requests)
    slow = [asyncio.create_task(desk.ask(f"slow {n}")) for n in range(4)]
    await until(lambda: len(scene.library.asked) == 4)
    task = asyncio.ensure_future(asking)
    await until(lambda: "in the queue" in str(scene.env.http_requests[before:]))
    try:
        yield task
    finally:
        scene.library.gate.set()
        await asyncio.gather(task, *slow)


@STATUSES
async def test_a_place_that_cannot_be_made_the_answer(stage: Any, status: int) -> None:
    async with stage(settle_timeout=20) as scene:
        scene.env.inject_error("PATCH", "/channels/*/messages/*", status=status)
        async with queued(scene, mentioned(scene)):
            pass
        (message,) = scene.posts()
        assert "Something went wrong" in told(message)
        assert "queue" not in told(message)


@STATUSES
async def test_a_place_that_cannot_be_shown(stage: Any, status: int) -> None:
    async with stage(settle_timeout=20) as scene:
        scene.env.inject_error("POST", REPLY, status=status)
        async with queued(scene, mentioned(scene)):
            pass
        (message,) = scene.posts()
        assert QUOTE in told(message)


async def test_a_place_that_somebody_deleted(stage: Any) -> None:
    async with stage(settle_timeout=20) as scene:
        async with queued(scene, mentioned(scene)):
            _, place = scene.env.backend.messages[scene.channel.id]
            scene.env.backend.delete_message(scene.channel.id, place)
        assert QUOTE in told(scene.posts()[-1])


@STATUSES
@pytest.mark.parametrize("custom_id", ["verdict:bad", "further"])
async def test_a_form_that_cannot_be_opened(stage: Any, status: int, custom_id: str) -> None:
    async with stage() as scene:
        message = await answer_of(scene)
        scene.env.inject_error("POST", CALLBACK, status=status)
        result = await scene.alice.click(message, custom_id=custom_id)
        assert "Something went wrong" in told(shown(result)[-1])
        assert result.ephemeral


@STATUSES
async def test_a_page_that_cannot_be_turned(stage: Any, status: int) -> None:
    async with stage(DeskLibrary(long=200)) as scene:
        await mentioned(scene)
        (page,) = shown(await scene.alice.click(scene.posts()[-1], label="Sources"))
        _, forward = page.components[0]["components"]
        scene.env.inject_error("PATCH", "/webhooks/*/messages/*", status=status)
        result = await scene.alice.click(page, custom_id=forward["custom_id"])
        assert "Something went wrong" in told(result.followups[-1])
        assert result.followups[-1].ephemeral


@STATUSES
async def test_an_answer_that_cannot_be_deleted(stage: Any, status: int) -> None:
    async with stage() as scene:
        message = await answer_of(scene)
        scene.env.inject_error("DELETE", "/webhooks/*", status=status)
        result = await scene.alice.click(message, custom_id="delete")
        assert "Something went wrong" in told(result.followups[-1])
        assert len(scene.posts()) == 1


# ---------------------------------------------------------------- permissions


async def test_embeds_that_turn_out_to_be_forbidden(stage: Any) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", REPLY, status=403, code=50013)
        message = await answer_of(scene)
        assert message.embeds == []
        assert QUOTE in told(message)
        await scene.alice.click(message, custom_id="delete")
        assert scene.posts() == []


async def test_writing_that_turns_out_to_be_forbidden(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", REPLY, status=403, code=50013, times=None)
        await mentioned(scene)
        assert scene.posts() == []
        assert "cannot post an answer" in caplog.text


@pytest.mark.parametrize("status", [403, 429, 500])
async def test_a_thread_that_cannot_be_opened(stage: Any, status: int) -> None:
    async with stage() as scene:
        await scene.rule(opens_threads=True)
        scene.env.inject_error("POST", "/channels/*/threads", status=status)
        for _ in range(3):
            await mentioned(scene)
        assert scene.channel.threads == []
        assert [QUOTE in told(post) for post in scene.posts()] == [True] * 3


async def test_without_leave_to_read_history_it_answers_without_a_reply(stage: Any) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", REPLY, status=400, code=160_002)
        message = await answer_of(scene)
        assert QUOTE in told(message)
        assert message.reference is None


async def test_without_leave_to_write_a_command_is_answered_privately(stage: Any) -> None:
    async with stage() as scene:
        denied = discord.PermissionOverwrite(send_messages=False)
        channel = scene.guild.create_text_channel("quiet", overwrites={scene.alice: denied})
        result = await scene.alice.slash(channel, "ask", question=QUESTION)
        assert QUOTE in told(shown(result)[0])
        assert result.ephemeral


# ---------------------------------------------------------------- what was there is gone


@asynccontextmanager
async def working_on(scene: Any, asking: Awaitable[Any]) -> AsyncIterator[None]:
    """Something happens while the bot works on a slow question."""
    task = asyncio.ensure_future(asking)
    await until(lambda: bool(scene.library.asked))
    try:
        yield
    finally:
        scene.library.gate.set()
        await task


async def test_the_question_is_deleted_before_the_answer_comes(stage: Any) -> None:
    async with stage(settle_timeout=20) as scene:
        async with working_on(scene, mentioned(scene, "slow question")):
            (asked,) = scene.env.backend.messages[scene.channel.id]
            scene.env.backend.delete_message(scene.channel.id, asked)
        assert "no answer" in told(scene.posts()[0])


@pytest.mark.parametrize("how", ["slash", "mention"])
async def test_the_channel_is_deleted_before_the_answer_comes(
    stage: Any, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(settle_timeout=20) as scene:
        asking = (
            scene.alice.slash(scene.channel, "ask", question="slow question")
            if how == "slash"
            else written(scene, scene.channel, f"{scene.mention} slow question")
        )
        async with working_on(scene, asking):
            scene.env.backend.delete_channel(scene.channel.id)
        assert "an answer has no place any more" in caplog.text


async def test_the_thread_is_deleted_before_the_answer_comes(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(settle_timeout=20) as scene:
        await scene.rule(opens_threads=True)
        for _ in range(3):
            await mentioned(scene)
        (thread,) = scene.channel.threads
        scene.library.asked.clear()
        asking = written(scene, thread, f"{scene.mention} slow question")
        async with working_on(scene, asking):
            scene.env.backend.delete_channel(thread.id)
        assert "an answer has no place any more" in caplog.text


async def test_the_answer_is_deleted_before_its_page_is_opened(stage: Any) -> None:
    async with stage() as scene:
        message = await answer_of(scene)
        (page,) = shown(await scene.alice.click(message, label="Sources"))
        await scene.alice.click(message, custom_id="delete")
        assert QUOTE in told(page)


# ---------------------------------------------------------------- interactions expire


async def test_a_public_answer_to_an_interaction_that_came_too_late(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", CALLBACK, status=404, code=10_062)
        scene.env.inject_error("POST", FOLLOW_UP, status=404, code=10_015)
        await scene.alice.slash(scene.channel, "ask", question=QUESTION)
        (message,) = scene.posts()
        assert QUOTE in told(message)
        assert QUESTION in told(message)
        assert "came too late" in caplog.text


async def test_a_private_answer_to_an_interaction_that_came_too_late(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", CALLBACK, status=404, code=10_062)
        scene.env.inject_error("POST", FOLLOW_UP, status=404, code=10_015, times=None)
        await scene.alice.slash(scene.channel, "ask", question=QUESTION, private=True)
        assert scene.posts() == []
        assert "came too late" in caplog.text
        assert "an answer has no place any more" in caplog.text


@pytest.mark.parametrize("private", [False, True])
async def test_an_answer_that_comes_after_a_quarter_of_an_hour(
    stage: Any, private: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        scene.env.inject_error("POST", FOLLOW_UP, status=401, code=50_027, times=None)
        await scene.alice.slash(scene.channel, "ask", question=QUESTION, private=private)
        if private:
            assert scene.posts() == []
            assert "cannot post an answer" in caplog.text
        else:
            assert QUOTE in told(scene.posts()[-1])


async def test_a_place_in_line_that_is_out_of_reach_when_the_answer_comes(stage: Any) -> None:
    async with stage(settle_timeout=20) as scene:
        asking = scene.alice.slash(scene.channel, "ask", question=QUESTION)
        async with queued(scene, asking):
            scene.env.backend.advance_clock(16 * 60)
        assert QUOTE in told(scene.posts()[-1])


async def test_trouble_that_comes_after_a_quarter_of_an_hour_is_logged(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with stage() as scene:
        for method in ("POST", "PATCH", "DELETE"):
            scene.env.inject_error(method, FOLLOW_UP, status=401, code=50_027, times=None)
        await scene.alice.slash(scene.channel, "ask", question="fail")
        assert "the secret details" in caplog.text
        assert "cannot take back" in caplog.text
        assert "cannot post an answer" in caplog.text


@pytest.mark.parametrize("custom_id", ["open", "verdict:good", "verdict:bad", "further", "delete"])
async def test_a_press_that_came_too_late_is_logged(
    stage: Any, custom_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        message = await answer_of(scene)
        buttons = message.components[0].children
        pressed = next(b for b in buttons if b.custom_id.startswith(custom_id))
        scene.env.inject_error("POST", CALLBACK, status=404, code=10_062, times=None)
        await scene.alice.click(message, custom_id=pressed.custom_id)
        assert "Unknown interaction" in caplog.text or "10062" in caplog.text


# ---------------------------------------------------------------- restart and reconnect


async def test_everything_below_an_answer_works_after_a_restart(stage: Any) -> None:
    async with stage(DeskLibrary(long=200)) as scene:
        asked = await scene.member("bob").send(scene.channel, QUESTION)
        private = shown(await scene.alice.context_menu(scene.channel, "Answer this", asked))[-1]
        await mentioned(scene)
        answer = scene.posts()[-1]
        (page,) = shown(await scene.alice.click(answer, label="Sources"))
        await scene.env.restart_bot(scene.new_bot())

        first = told(page)
        _, forward = page.components[0]["components"]
        await scene.alice.click(page, custom_id=forward["custom_id"])
        second = told(page)
        await scene.alice.select(page, ["0"])
        assert told(page) == first != second
        assert "Thank you" in told(
            shown(await scene.alice.click(answer, custom_id="verdict:good"))[-1]
        )
        modal = await scene.alice.click(answer, custom_id="verdict:bad")
        assert "Thank you" in told(
            shown(await scene.alice.submit_modal(modal, {"comment": "No."}))[-1]
        )
        modal = await scene.alice.click(answer, label="Ask further")
        further = await scene.alice.submit_modal(modal, {"question": "How long is it?"})
        assert QUOTE in told(shown(further)[0])
        assert private.ephemeral
        before = len(scene.posts())
        await scene.alice.click(answer, custom_id=answer.components[0].children[-1].custom_id)
        assert len(scene.posts()) < before


async def test_a_private_answer_is_posted_after_a_restart(stage: Any) -> None:
    async with stage() as scene:
        asked = await scene.member("bob").send(scene.channel, QUESTION)
        private = shown(await scene.alice.context_menu(scene.channel, "Answer this", asked))[0]
        await scene.env.restart_bot(scene.new_bot())
        await scene.alice.click(private, label="Post for all")
        (posted,) = scene.posts()
        await scene.alice.click(posted, custom_id="delete")
        assert scene.posts() == []


@pytest.mark.parametrize("resumed", [False, True])
async def test_a_lost_connection_changes_nothing(stage: Any, resumed: bool) -> None:
    async with stage() as scene:
        old = await answer_of(scene)
        for _ in range(2):
            await reconnected(scene.env, resumed=resumed)
        sent = [e for e in scene.env.http_requests if e.method == "PUT" and "commands" in e.path]
        assert len(sent) == 1
        scene.library.asked.clear()
        await mentioned(scene)
        await scene.alice.slash(scene.channel, "ask", question=QUESTION)
        assert len(scene.library.asked) == 2
        assert len(scene.posts()) == 3
        (page,) = shown(await scene.alice.click(old, label="Sources"))
        assert QUOTE in told(page)
        result = await scene.alice.click(old, custom_id="verdict:good")
        assert len(shown(result)) == 1


# ---------------------------------------------------------------- at once


async def test_two_people_judge_at_once(stage: Any) -> None:
    async with stage() as scene:
        answer = await answer_of(scene)
        bob = scene.member("bob")
        results = await pressed_at_once(
            scene.env, answer, [(scene.alice, "verdict:good"), (bob, "verdict:good")]
        )
        assert all("Thank you" in told(shown(result)[-1]) for result in results)
        for person in (scene.alice, bob):
            assert (await scene.env.bot.store.held_about(person.id)).verdicts == 1


async def test_two_people_delete_at_once(stage: Any) -> None:
    async with stage() as scene:
        answer = await answer_of(scene)
        moderators = scene.guild.create_role(
            "moderators", permissions=discord.Permissions(manage_messages=True)
        )
        bob = scene.member("bob", roles=[moderators])
        results = await pressed_at_once(
            scene.env, answer, [(scene.alice, "delete"), (bob, "delete")]
        )
        assert scene.posts() == []
        assert [result.followups for result in results] == [[], []]


async def test_a_button_pressed_twice_posts_once(stage: Any) -> None:
    async with stage() as scene:
        asked = await scene.member("bob").send(scene.channel, QUESTION)
        private = shown(await scene.alice.context_menu(scene.channel, "Answer this", asked))[0]
        post = f"post{asked.id}"
        await pressed_at_once(scene.env, private.message, [(scene.alice, post)] * 2)
        assert len(scene.posts()) == 1


# ---------------------------------------------------------------- the disk


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called on, the store can be neither read nor written."""

    @asynccontextmanager
    async def failing(self: Database) -> AsyncIterator[Any]:
        raise StoreError("footnote.db does not fit on its disk any more.")
        yield

    return lambda: monkeypatch.setattr(Database, "transaction", failing)


@pytest.mark.parametrize("known", [True, False])
async def test_a_store_that_fails_loses_no_answer(
    stage: Any, full_disk: Callable[[], None], known: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        guild = scene.guild if known else scene.env.create_guild()
        channel = scene.channel if known else guild.create_text_channel("general")
        bob = guild.add_member(scene.env.create_user("bob"))
        carol = guild.add_member(scene.env.create_user("carol"))
        full_disk()
        await bob.send(channel, f"{scene.mention} {QUESTION}")
        result = await carol.slash(channel, "ask", question=QUESTION)
        assert QUOTE in told(shown(result)[0])
        assert QUOTE in told(scene.posts(channel)[0])
        assert "does not fit on its disk" in caplog.text


async def test_a_press_that_the_store_cannot_keep_is_told(
    stage: Any, full_disk: Callable[[], None]
) -> None:
    async with stage() as scene:
        message = await answer_of(scene)
        full_disk()
        for custom_id in ("verdict:good", "delete"):
            result = await scene.alice.click(message, custom_id=custom_id)
            assert "cannot answer at the moment" in told(shown(result)[-1])
        modal = await scene.alice.click(message, custom_id="verdict:bad")
        result = await scene.alice.submit_modal(modal, {"comment": "No."})
        assert "cannot answer at the moment" in told(shown(result)[-1])


async def test_a_server_that_cannot_be_forgotten_is_logged(
    stage: Any, full_disk: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        full_disk()
        scene.env.backend.remove_guild(scene.guild.id)
        await scene.env.settle()
        assert f"cannot forget server {scene.guild.id}" in caplog.text
