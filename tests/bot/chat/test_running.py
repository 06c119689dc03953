"""/admin: the index and the articles, run from Discord by those who may."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import discord
import pytest
from desk_library import DeskLibrary, shown
from managers import audited, buttons, manager, member, said

from bot.chat.managing.office import Office
from bot.chat.managing.uploads import KEPT_SECONDS, LARGEST
from bot.store import ServerSettings
from rag.errors import ArticlesError
from rag.model import Progress, Skipped

TOWER = ("tower.txt", b"The tower\n\nThe tower was struck by *lightning* on 3 July. @everyone\n")
COMMANDS: dict[str, dict[str, Any]] = {
    "admin status": {},
    "admin reindex": {},
    "admin add": {"file": TOWER},
    "admin remove": {"file": "war.txt"},
    "admin channels": {},
    "admin settings": {"cooldown": 60},
    "admin gaps": {},
}


class Clock:
    time = 0.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def refuse(scene: Any, *, times: int | None, status: int, code: int = 0) -> None:
    """Makes edits fail from now on; to be called while the bot is at work, too."""
    scene.env.backend.faults.append(
        {
            **{"method": "PATCH", "path": "/webhooks/*", "message": "refused by the test"},
            **{"status": status, "code": code, "times": times},
        }
    )


def edits(scene: Any) -> list[str]:
    """What was shown in the one message, edit by edit."""
    bodies = [e.json for e in scene.env.http_requests if e.method == "PATCH" and e.json]
    return [
        f"{embed.get('title')}: {embed['description']}"
        for body in bodies
        for embed in body.get("embeds") or ()
    ]


@pytest.mark.parametrize("command", COMMANDS)
async def test_who_may_not_is_told_so(
    stage: Any, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    async with stage() as scene:
        result = await scene.alice.slash(scene.channel, command, **COMMANDS[command])
        assert said(result).startswith("Only those who manage this server")
        assert scene.library.synced == 0
        (line,) = audited(caplog)
        assert line.startswith(f"who={scene.alice.id} where={scene.guild.id} did=")
        assert line.endswith('result="refused: only_managers"')
        rules = await scene.env.bot.store.settings_of(scene.guild.id)
        assert rules.cooldown_seconds == 0


@pytest.mark.parametrize("command", COMMANDS)
async def test_the_configured_role_may(stage: Any, command: str) -> None:
    async with stage() as scene:
        role = scene.guild.create_role("librarians")
        librarian = member(scene, "ann", role)
        rules = ServerSettings(manager_role=role.id)
        await scene.env.bot.store.save_settings(scene.guild.id, rules)
        result = await librarian.slash(scene.channel, command, **COMMANDS[command])
        assert "Only those" not in said(result)
        result = await scene.alice.slash(scene.channel, command, **COMMANDS[command])
        assert "Only those" in said(result)


async def test_not_in_direct_messages(stage: Any) -> None:
    async with stage() as scene:
        commands = scene.alice.user.available_commands()
        assert "ask" in commands
        assert not [each for each in commands if each.startswith("admin")]


async def test_status(stage: Any, caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as scene:
        scene.library.skipped = (Skipped("a*b.txt", "not a text file"),) * 12
        boss, clock = manager(scene), Clock()
        scene.env.bot.office = Office(scene.settings, clock)
        clock.time += 90_061
        text = said(await boss.slash(scene.channel, "admin status"))
        assert "Articles: 2 · paragraphs: 39 · last read 2026-11-22 04\\:00 UTC" in text
        assert "in line with the folder" in text
        assert "Reader: minilm" in text
        assert "Up for 1 d 1 h 1 min · servers: 1" in text
        assert "Questions being answered: 0" in text
        assert text.count(r"a\*b.txt: not a text file") == 8
        assert "… and 4 more" in text
        assert 'did=status what="" result="shown"' in audited(caplog)[0]


async def test_questions_at_work_are_counted(stage: Any) -> None:
    async with stage() as scene:
        boss = manager(scene)
        loop = asyncio.get_running_loop()
        slow = [loop.create_task(scene.env.bot.desk.ask(f"slow {n}")) for n in range(6)]
        try:
            text = said(await boss.slash(scene.channel, "admin status"))
        finally:
            scene.library.gate.set()
            await asyncio.gather(*slow)
        assert "Questions being answered: 6, of these waiting: 2" in text


async def test_reindex_shows_how_far_it_is(stage: Any, caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as scene:
        boss, clock = manager(scene), Clock()
        scene.env.bot.office = Office(scene.settings, clock)

        def between() -> None:
            clock.time += 2

        scene.library.between = between
        result = await boss.slash(scene.channel, "admin reindex")
        assert len(shown(result)) == 1
        seen = edits(scene)
        assert seen[0] == "Indexing: Reading the folder …"
        assert seen[1] == "Indexing: ▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱ 50 %\n20 of 40 paragraphs\nwar.txt"
        assert "Articles: 2 · paragraphs: 39 · 1.5 s" in said(result)
        assert "unchanged: 2" in said(result)
        assert 'did=reindex what="" result="0 added, 0 replaced, 0 removed"' in audited(caplog)[0]


async def test_progress_keeps_its_pace(stage: Any) -> None:
    async with stage() as scene:
        scene.env.bot.office = Office(scene.settings, Clock())
        scene.library.steps = tuple(Progress(n, 100, "war.txt") for n in range(100))
        await manager(scene).slash(scene.channel, "admin reindex")
        assert len(edits(scene)) == 2


async def test_one_change_at_a_time(stage: Any) -> None:
    async with stage() as scene:
        boss = manager(scene)
        offered = shown(await boss.slash(scene.channel, "admin add", file=TOWER))[0]
        with scene.env.bot.office.change():
            assert "just now" in said(await boss.slash(scene.channel, "admin reindex"))
            assert "just now" in said(await boss.click(offered, label="Add"))
        assert scene.library.synced == 0
        assert buttons(offered) == ["Add", "Cancel"]
        assert "Added" in said(await boss.click(offered, label="Add"))


async def test_a_reindex_that_outlives_its_interaction(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:

        def between() -> None:
            refuse(scene, times=None, status=401, code=50_027)  # Invalid Webhook Token

        scene.library.between = between
        await manager(scene).slash(scene.channel, "admin reindex")
        assert scene.library.synced == 1
        assert "has expired" in caplog.text
        assert not [record for record in caplog.records if record.levelno > logging.INFO]
        assert 'result="0 added' in audited(caplog)[0]


async def test_progress_that_discord_refuses_stops_nothing(stage: Any) -> None:
    async with stage() as scene:
        clock = Clock()
        scene.env.bot.office = Office(scene.settings, clock)
        steps = iter((True, False))

        def between() -> None:
            clock.time += 2
            if next(steps):
                refuse(scene, times=1, status=400)

        scene.library.between = between
        result = await manager(scene).slash(scene.channel, "admin reindex")
        assert "Articles: 2" in said(result)


async def test_a_reindex_that_fails(stage: Any, caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as scene:

        def between() -> None:
            raise ArticlesError("The folder /secret/seeds cannot be read.")

        scene.library.between = between
        result = await manager(scene).slash(scene.channel, "admin reindex")
        assert len(shown(result)) == 1
        assert "the log" in said(result)
        assert "/secret" not in said(result)
        assert 'result="ArticlesError"' in audited(caplog)[0]
        scene.library.between = lambda: None
        assert "Articles: 2" in said(
            await manager(scene, "two").slash(scene.channel, "admin reindex")
        )


async def test_an_article_is_shown_and_added_when_told_to(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        boss = manager(scene)
        (offered,) = shown(await boss.slash(scene.channel, "admin add", file=TOWER))
        embed = offered.embeds[0]
        assert embed.title == "Add this article?"
        assert "**tower.txt** — The tower\nparagraphs: 2\n" in embed.description
        assert "> *¶2* The tower was struck by" in embed.description
        assert "@everyone" not in embed.description.replace("\\@", "")
        assert scene.library.added == {}
        result = await boss.click(offered, label="Add")
        assert offered.embeds[0].title == "Added: tower.txt"
        assert "Articles: 3 · paragraphs: 41" in offered.embeds[0].description
        assert buttons(offered) == []
        assert result.followups == []
        assert scene.library.added == {"tower.txt": TOWER[1]}
        assert 'what="tower.txt" result="asked to add tower.txt"' in audited(caplog)[0]
        assert 'result="tower.txt: 1 added, 0 replaced, 0 removed"' in audited(caplog)[1]


async def test_cancelled(stage: Any) -> None:
    async with stage() as scene:
        boss = manager(scene)
        (offered,) = shown(await boss.slash(scene.channel, "admin add", file=TOWER))
        add = offered.components[0]["components"][0]["custom_id"]
        await boss.click(offered, label="Cancel")
        assert "Cancelled" in offered.embeds[0].description
        assert buttons(offered) == []
        assert scene.library.added == {}
        assert scene.env.bot.office.uploads.take(add.split(":")[1], person=boss.id, guild=0) is None


async def test_replacing_is_asked_for(stage: Any) -> None:
    async with stage() as scene:
        boss = manager(scene)
        (offered,) = shown(await boss.slash(scene.channel, "admin add", file=("war.txt", TOWER[1])))
        assert "It would be replaced." in offered.embeds[0].description
        await boss.click(offered, label="Replace")
        assert scene.library.added == {"war.txt": TOWER[1]}


async def test_a_hostile_name_is_made_safe(stage: Any, caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as scene:
        boss = manager(scene)
        name = "con\u202e @everyone\n.txt"
        (offered,) = shown(await boss.slash(scene.channel, "admin add", file=(name, TOWER[1])))
        await boss.click(offered, label="Add")
        assert list(scene.library.added) == ["con @everyone.txt"]
        assert all("\n" not in line and "\u202e" not in line for line in audited(caplog))


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (("photo.png", b"x"), r"one of these can be added: .markdown, .md, .txt"),
        (("empty.txt", b" \n"), "cannot be read: empty."),
        (("binary.txt", b"\x00\x01"), "cannot be read: not a text file."),
        (("large.txt", b"x" * (LARGEST + 1)), "The file has 5.1 MiB; at most 5 MiB"),
    ],
)
async def test_what_cannot_be_added(stage: Any, file: tuple[str, bytes], told: str) -> None:
    async with stage() as scene:
        result = await manager(scene).slash(scene.channel, "admin add", file=file)
        assert told in said(result)
        assert "\n" not in said(result)
        assert buttons(shown(result)[0]) == []


async def test_an_upload_is_gone_after_a_restart_and_after_a_while(stage: Any) -> None:
    async with stage() as scene:
        boss, clock = manager(scene), Clock()
        scene.env.bot.office = Office(scene.settings, clock)
        (early,) = shown(await boss.slash(scene.channel, "admin add", file=TOWER))
        clock.time += KEPT_SECONDS
        assert "Send it again" in said(await boss.click(early, label="Add"))
        (late,) = shown(await boss.slash(scene.channel, "admin add", file=TOWER))
        await scene.env.restart_bot(scene.new_bot())
        assert "Send it again" in said(await boss.click(late, label="Add"))
        assert scene.library.added == {}


async def test_a_press_is_checked_anew(stage: Any, caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as scene:
        role = scene.guild.create_role("librarians")
        librarian = member(scene, "ann", role)
        store, guild = scene.env.bot.store, scene.guild.id
        await store.save_settings(guild, ServerSettings(manager_role=role.id))
        offers = [
            (shown(await librarian.slash(scene.channel, "admin add", file=TOWER))[0], "Add"),
            (shown(await librarian.slash(scene.channel, "admin add", file=TOWER))[0], "Cancel"),
            (
                shown(await librarian.slash(scene.channel, "admin remove", file="war.txt"))[0],
                "Remove war.txt",
            ),
        ]
        await store.save_settings(guild, ServerSettings())
        for message, label in offers:
            assert "Only those" in said(await librarian.click(message, label=label))
        assert scene.library.synced == 0
        assert sum("only_managers" in line for line in audited(caplog)) == 3


async def test_somebody_elses_upload_is_not_added(stage: Any) -> None:
    async with stage() as scene:
        boss, other = manager(scene), manager(scene, "other")
        (offered,) = shown(await boss.slash(scene.channel, "admin add", file=TOWER))
        view = discord.ui.View.from_message(offered.message, timeout=None)
        posted = await scene.env.bot.get_channel(scene.channel.id).send("leaked", view=view)
        told = [shown(await who.click(posted, label="Add"))[-1] for who in (other, scene.alice)]
        assert all(message.ephemeral for message in told)
        assert "Send it again" in told[0].embeds[0].description
        assert "Only those" in told[1].embeds[0].description
        assert scene.library.added == {}
        await boss.click(offered, label="Add")
        assert list(scene.library.added) == ["tower.txt"]


async def test_an_article_is_removed_when_told_to(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as scene:
        boss = manager(scene)
        for named in ("war.txt", "Day by day"):
            (asked,) = shown(await boss.slash(scene.channel, "admin remove", file=named))
            assert "**war.txt** — Day by day" in asked.embeds[0].description
            assert buttons(asked) == ["Remove war.txt", "Cancel"]
        assert scene.library.removed == []
        await scene.env.restart_bot(scene.new_bot())
        await boss.click(asked, label="Remove war.txt")
        assert asked.embeds[0].title == "Removed: war.txt"
        assert scene.library.removed == ["war.txt"]
        assert 'result="war.txt: 0 added, 0 replaced, 1 removed"' in audited(caplog)[-1]


async def test_articles_to_remove_are_suggested_to_those_who_may(stage: Any) -> None:
    async with stage() as scene:
        boss = manager(scene)
        found = await boss.autocomplete(scene.channel, "admin remove", "file", "day war")
        assert [choice["value"] for choice in found] == ["war.txt"]
        assert await scene.alice.autocomplete(scene.channel, "admin remove", "file", "") == []


async def test_what_cannot_be_removed(stage: Any) -> None:
    async with stage(DeskLibrary(gone=True)) as scene:
        boss = manager(scene)
        told = said(await boss.slash(scene.channel, "admin remove", file="../x.txt"))
        assert "There is no article" in told
        (asked,) = shown(await boss.slash(scene.channel, "admin remove", file="war.txt"))
        told = said(await boss.click(asked, label="Remove war.txt"))
        assert "has changed meanwhile" in told
        assert scene.library.removed == []


async def test_articles_are_changed_from_one_server_alone(stage: Any) -> None:
    async with stage() as scene:
        boss = manager(scene)
        (asked,) = shown(await boss.slash(scene.channel, "admin remove", file="war.txt"))
        other = scene.env.create_guild("elsewhere")
        for command in ("admin reindex", "admin add", "admin remove"):
            told = said(await boss.slash(scene.channel, command, **COMMANDS[command]))
            assert f"FOOTNOTE\\_DISCORD\\_HOME={scene.guild.id}" in told
        assert "cannot be changed" in said(await boss.click(asked, label="Remove war.txt"))
        assert "Articles: 2" in said(await boss.slash(scene.channel, "admin status"))
        scene.env.bot.office.settings.discord_home = other.id
        assert "cannot be changed" in said(await boss.slash(scene.channel, "admin reindex"))
        scene.env.bot.office.settings.discord_home = scene.guild.id
        assert "Articles: 2" in said(await boss.slash(scene.channel, "admin reindex"))
