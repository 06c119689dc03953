"""/admin gaps: what the articles did not answer, for those who may see it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from desk_library import shown
from managers import manager, member, said
from stored import answer

from bot.store import ServerSettings


async def asked(scene: Any, message: int, question: str, **changes: Any) -> None:
    standard = {
        "guild": scene.guild.id,
        "channel": scene.channel.id,
        "at": datetime.now(UTC) - timedelta(days=1),
    }
    posted = answer(message, question=question, **{**standard, **changes})
    await scene.env.bot.store.note_answer(posted)


async def rows_of(message: Any) -> list[list[str]]:
    (file,) = message.attachments
    assert file.filename == "gaps-30-days.csv"
    data = await file.read()
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


async def test_likes_are_together_and_in_a_table(stage: Any) -> None:
    async with stage() as scene:
        boss, store = manager(scene), scene.env.bot.store
        await asked(scene, 1, "Who paid? @everyone")
        await asked(scene, 2, "Who built the *bridge*?")
        await asked(scene, 3, "When was the bridge built?")
        await asked(scene, 4, "=1+1", status="answered")
        await store.note_feedback(4, 9, "bad", "Wrong ||year||")
        result = await boss.slash(scene.channel, "admin gaps")
        text = said(result)
        assert "last 30 days" in text
        assert text.index("bridge") < text.index("Who paid")
        assert "not found: 2 · 👎: 0" in text
        assert "@everyone" not in text.replace("\\@", "")
        assert "Wrong \\|\\|year\\|\\|" in text
        rows = await rows_of(shown(result)[0])
        assert [row[0] for row in rows[1:]] == ["1", "1", "2", "3"]
        assert "'=1+1" in [row[1] for row in rows]


async def test_old_ones_and_those_of_other_servers_do_not_count(stage: Any) -> None:
    async with stage() as scene:
        boss = manager(scene)
        await asked(scene, 1, "Old?", at=datetime.now(UTC) - timedelta(days=8))
        await asked(scene, 2, "Elsewhere?", guild=scene.guild.id + 1)
        result = await boss.slash(scene.channel, "admin gaps", days=7)
        assert "None." in said(result)
        assert shown(result)[0].attachments == []
        assert "Old?" in said(await boss.slash(scene.channel, "admin gaps", days=9))


async def test_many_are_leafed_through_also_after_a_restart(stage: Any) -> None:
    async with stage() as scene:
        boss = manager(scene)
        for number in range(14):
            await asked(scene, number, f"topic{number} thing{number} matter{number}")
        (message,) = shown(await boss.slash(scene.channel, "admin gaps"))
        assert message.embeds[0].footer.text == "1–6 of 14"
        await scene.env.restart_bot(scene.new_bot())
        forward = message.components[0]["components"][1]["custom_id"]
        assert "g:30" in forward
        await boss.click(message, custom_id=forward)
        assert message.embeds[0].footer.text == "7–12 of 14"
        assert len(message.attachments) == 1


async def test_hidden_channels_show_no_gaps(stage: Any) -> None:
    async with stage() as scene:
        role = scene.guild.create_role("librarians")
        librarian = member(scene, "ann", role)
        rules = ServerSettings(manager_role=role.id)
        await scene.env.bot.store.save_settings(scene.guild.id, rules)
        hidden = discord.PermissionOverwrite(view_channel=False)
        secret = scene.guild.create_text_channel("secret", overwrites={role: hidden})
        await asked(scene, 1, "Who is to be dismissed?", channel=secret.id)
        await asked(scene, 2, "In a thread that is archived?", channel=77)
        await asked(scene, 3, "Who built the bridge?")
        result = await librarian.slash(scene.channel, "admin gaps")
        assert "bridge" in said(result)
        assert "dismissed" not in said(result)
        assert len(await rows_of(shown(result)[0])) == 2
        everything = discord.Permissions(administrator=True)
        owner = member(scene, "root", scene.guild.create_role("root", permissions=everything))
        text = said(await owner.slash(scene.channel, "admin gaps"))
        assert "dismissed" in text
        assert "archived" in text


async def test_a_page_is_turned_by_those_alone_who_may(stage: Any) -> None:
    async with stage() as scene:
        role = scene.guild.create_role("librarians")
        librarian = member(scene, "ann", role)
        store = scene.env.bot.store
        await store.save_settings(scene.guild.id, ServerSettings(manager_role=role.id))
        for number in range(14):
            await asked(scene, number, f"topic{number} thing{number} matter{number}")
        (message,) = shown(await librarian.slash(scene.channel, "admin gaps"))
        await store.save_settings(scene.guild.id, ServerSettings())
        forward = message.components[0]["components"][1]["custom_id"]
        await librarian.click(message, custom_id=forward)
        assert "Only those" in message.embeds[0].description
        assert "topic" not in message.embeds[0].description
