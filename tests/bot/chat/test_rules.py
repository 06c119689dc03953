"""/admin channels and /admin settings: how the bot behaves on a server."""

from __future__ import annotations

import logging
from typing import Any

import discord
import pytest
from desk_library import shown
from managers import audited, manager, member, said

from bot.store import ServerSettings


def menus(message: Any) -> dict[str, list[int]]:
    """The menus by their custom ids, and what is chosen in them."""
    return {
        menu["custom_id"]: [int(each["id"]) for each in menu.get("default_values", ())]
        for row in message.components
        for menu in row["components"]
    }


async def rules_of(scene: Any) -> ServerSettings:
    rules: ServerSettings = await scene.env.bot.store.settings_of(scene.guild.id)
    return rules


async def panel(scene: Any, who: Any) -> Any:
    return shown(await who.slash(scene.channel, "admin channels"))[0]


async def test_channels_are_chosen_from_menus(stage: Any, caplog: pytest.LogCaptureFixture) -> None:
    async with stage(settings={"message_content": True}) as scene:
        boss = manager(scene)
        forum = scene.guild.create_forum_channel("questions")
        message = await panel(scene, boss)
        assert message.embeds[0].description.count("nowhere") == 3
        with caplog.at_level(logging.INFO):
            await boss.select(message, [scene.channel], custom_id="places:answer")
        await boss.select(message, [forum], custom_id="places:forum")
        assert "every question here**: \\#general" in message.embeds[0].description
        assert "new posts here**: \\#questions" in message.embeds[0].description
        assert menus(message) == {
            "places:answer": [scene.channel.id],
            "places:forum": [forum.id],
            "places:silent": [],
        }
        rules = await rules_of(scene)
        assert rules.answer_channels == {scene.channel.id}
        assert rules.forum_channels == {forum.id}
        assert rules.cooldown_seconds == 0
        line = audited(caplog)[0]
        assert f'did=channels what="answer" result="{scene.channel.id}"' in line
        await scene.env.restart_bot(scene.new_bot())
        await boss.select(message, [], custom_id="places:answer")
        assert (await rules_of(scene)).answer_channels == frozenset()


async def test_a_channel_that_is_silenced_answers_no_more(stage: Any) -> None:
    async with stage() as scene:
        boss = manager(scene)
        message = await panel(scene, boss)
        await boss.select(message, [scene.channel], custom_id="places:answer")
        await boss.select(message, [scene.channel], custom_id="places:silent")
        assert menus(message)["places:answer"] == []
        assert menus(message)["places:silent"] == [scene.channel.id]


async def test_what_keeps_the_bot_from_answering_is_told(stage: Any) -> None:
    async with stage() as scene:
        boss = manager(scene)
        mute = discord.PermissionOverwrite(send_messages=False, embed_links=False)
        quiet = scene.guild.create_text_channel("quiet", overwrites={scene.env.bot.user: mute})
        message = await panel(scene, boss)
        assert "⚠" not in message.embeds[0].description
        await boss.select(message, [scene.channel, quiet], custom_id="places:answer")
        text = message.embeds[0].description
        assert "FOOTNOTE\\_MESSAGE\\_CONTENT" in text
        assert "In \\#quiet I lack permissions: Send Messages, Embed Links" in text
        assert "In \\#general" not in text


async def test_with_the_intent_there_is_no_warning(stage: Any) -> None:
    async with stage(settings={"message_content": True}) as scene:
        boss = manager(scene)
        message = await panel(scene, boss)
        await boss.select(message, [scene.channel], custom_id="places:answer")
        assert "⚠" not in message.embeds[0].description


async def test_hidden_channels_stay_hidden_and_chosen(stage: Any) -> None:
    async with stage() as scene:
        hidden = discord.PermissionOverwrite(view_channel=False)
        role = scene.guild.create_role("librarians")
        librarian = member(scene, "ann", role)
        secret = scene.guild.create_text_channel("secret-plans", overwrites={role: hidden})
        silent = scene.guild.create_text_channel("silent")
        rules = ServerSettings(manager_role=role.id, silent_channels=frozenset({secret.id}))
        await scene.env.bot.store.save_settings(scene.guild.id, rules)
        message = await panel(scene, librarian)
        assert "secret" not in message.embeds[0].description
        assert "1 that you cannot see" in message.embeds[0].description
        assert menus(message)["places:silent"] == []
        await librarian.select(message, [silent], custom_id="places:silent")
        assert (await rules_of(scene)).silent_channels == {secret.id, silent.id}


async def test_deleted_channels_are_forgotten(stage: Any) -> None:
    async with stage() as scene:
        boss = manager(scene)
        rules = ServerSettings(silent_channels=frozenset({1}))
        await scene.env.bot.store.save_settings(scene.guild.id, rules)
        message = await panel(scene, boss)
        assert "silent here**: nowhere" in message.embeds[0].description
        await boss.select(message, [scene.channel], custom_id="places:silent")
        assert (await rules_of(scene)).silent_channels == {scene.channel.id}


async def test_a_choice_is_checked_anew(stage: Any) -> None:
    async with stage() as scene:
        role = scene.guild.create_role("librarians")
        librarian = member(scene, "ann", role)
        store = scene.env.bot.store
        await store.save_settings(scene.guild.id, ServerSettings(manager_role=role.id))
        message = await panel(scene, librarian)
        await store.save_settings(scene.guild.id, ServerSettings())
        result = await librarian.select(message, [scene.channel], custom_id="places:answer")
        assert "Only those" in result.followups[0].embeds[0].description
        assert (await rules_of(scene)) == ServerSettings()


async def test_settings_are_shown_and_changed(stage: Any, caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as scene:
        boss = manager(scene)
        role = scene.guild.create_role("lib*rarians")
        text = said(await boss.slash(scene.channel, "admin settings"))
        assert "My language**: that of whoever asks" in text
        assert "/admin is for**: nobody" in text
        with caplog.at_level(logging.INFO):
            text = said(
                await boss.slash(
                    scene.channel,
                    "admin settings",
                    cooldown=90,
                    language="de",
                    says_not_found=True,
                    opens_threads=True,
                    manager_role=role,
                )
            )
        assert "90 s" in text
        assert "My language**: Deutsch" in text
        assert "/admin is for**: \\@lib\\*rarians" in text
        assert await rules_of(scene) == ServerSettings(
            cooldown_seconds=90,
            language="de",
            says_not_found=True,
            opens_threads=True,
            manager_role=role.id,
        )
        assert "cooldown_seconds=90 language=de" in audited(caplog)[0]
        everyone = scene.guild.default_role
        await boss.slash(scene.channel, "admin settings", language="asker", manager_role=everyone)
        rules = await rules_of(scene)
        assert (rules.language, rules.manager_role, rules.cooldown_seconds) == (None, None, 90)


async def test_the_role_does_not_hand_itself_on(stage: Any) -> None:
    async with stage() as scene:
        role, other = scene.guild.create_role("librarians"), scene.guild.create_role("others")
        librarian = member(scene, "ann", role)
        rules = ServerSettings(manager_role=role.id)
        await scene.env.bot.store.save_settings(scene.guild.id, rules)
        told = said(await librarian.slash(scene.channel, "admin settings", manager_role=other))
        assert told == "Only those who manage this server can choose that role."
        assert await rules_of(scene) == rules
