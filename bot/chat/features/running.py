"""`/admin`: running the bot from Discord."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.asking.refusal import RefusalError
from bot.chat.books.gaps import MOST_DAYS, topics_for
from bot.chat.buttons.leafing import first_page
from bot.chat.buttons.places import show_places
from bot.chat.cards.rules import LANGUAGE_NAMES, rules_card
from bot.chat.cards.status import Running as Process
from bot.chat.cards.status import status_card
from bot.chat.gaps.table import table
from bot.chat.interactions import served
from bot.chat.managing.acting import Act, managed
from bot.chat.managing.changes import reindex
from bot.chat.managing.permissions import may_manage
from bot.chat.managing.proposals import ask_to_remove, offer
from bot.chat.suggestions import suggested
from bot.store.limits import COOLDOWN

__all__ = ["Running"]

_FILE = 1_024
_ASKER = "asker"  # the choice of language that is none
_LANGUAGES = [
    app_commands.Choice(name="that of whoever asks", value=_ASKER),
    *(app_commands.Choice(name=name, value=tag) for tag, name in LANGUAGE_NAMES.items()),
]


@app_commands.guild_only()
class Running(
    commands.GroupCog, group_name="admin", group_description="Run this bot (for its managers)"
):
    """What members with Manage Server, or the role set for it, can do; see `permissions`."""

    @app_commands.command(description="How the index and the bot are doing")
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """Shows it."""

        async def work(act: Act) -> None:
            bot = served(interaction)
            status = await bot.desk.status()
            process = Process(
                uptime=bot.office.uptime,
                servers=len(interaction.client.guilds),
                latency=interaction.client.latency,
                questions=bot.desk.open_questions,
                waiting=bot.desk.waiting,
            )
            act.result = "shown"
            await act.show(status_card(status, process, act.say))

        await managed(interaction, "status", "", work)

    @app_commands.command(description="Bring the index in line with the folder of articles")
    async def reindex(self, interaction: discord.Interaction[Any]) -> None:
        """Does it, and shows how far it is."""
        await managed(interaction, "reindex", "", reindex)

    @app_commands.command(description="Add an article: shows what would be indexed, and asks")
    @app_commands.describe(file="A text file")
    async def add(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        """Asks whether to."""

        async def work(act: Act) -> None:
            await offer(act, file)

        await managed(interaction, "add", file.filename, work)

    @app_commands.command(description="Remove an article: deletes its file, but asks first")
    @app_commands.describe(file="Its file or title")
    async def remove(
        self, interaction: discord.Interaction[Any], file: app_commands.Range[str, 1, _FILE]
    ) -> None:
        """Asks whether to."""

        async def work(act: Act) -> None:
            await ask_to_remove(act, file)

        await managed(interaction, "remove", file, work)

    @remove.autocomplete("file")
    async def _suggested(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Articles, for those who may remove them."""
        bot = served(interaction)
        rules = await bot.store.settings_of(interaction.guild_id or 0)
        if not may_manage(interaction, rules):
            return []
        return suggested(await bot.desk.articles(), typed)

    @app_commands.command(description="Choose where the bot answers and where it is silent")
    async def channels(self, interaction: discord.Interaction[Any]) -> None:
        """Shows the lists with menus to change them."""

        async def work(act: Act) -> None:
            act.result = "shown"
            await show_places(act)

        await managed(interaction, "channels", "", work)

    @app_commands.command(description="See and change how the bot behaves on this server")
    @app_commands.describe(
        cooldown="Seconds between two questions of one person",
        language="In which language the bot speaks; the articles keep theirs",
        says_not_found="Speak up when the articles are silent, in channels with every question",
        opens_threads="Move long exchanges into threads",
        manager_role="May use /admin besides those with Manage Server; @everyone: nobody",
    )
    @app_commands.choices(language=_LANGUAGES)
    async def settings(  # noqa: PLR0917 (Discord passes the options by keyword)
        self,
        interaction: discord.Interaction[Any],
        cooldown: app_commands.Range[int, 0, COOLDOWN] | None = None,
        language: str | None = None,
        says_not_found: bool | None = None,
        opens_threads: bool | None = None,
        manager_role: discord.Role | None = None,
    ) -> None:
        """Changes what is named, and shows how it is then."""
        wanted: dict[str, Any] = {
            "cooldown_seconds": cooldown,
            "language": language,
            "says_not_found": says_not_found,
            "opens_threads": opens_threads,
            "manager_role": manager_role.id if manager_role else None,
        }
        wanted = {name: value for name, value in wanted.items() if value is not None}
        named = " ".join(f"{name}={value}" for name, value in wanted.items())

        async def work(act: Act) -> None:
            if wanted:
                await _change_rules(act, wanted)
            act.result = "changed" if wanted else "shown"
            await act.show(rules_card(act.rules, act.guild, act.say))

        await managed(interaction, "settings", named, work)

    @app_commands.command(description="Questions that found nothing or got 👎, as list and table")
    @app_commands.describe(days="How many days to look back (30 unless told)")
    async def gaps(
        self,
        interaction: discord.Interaction[Any],
        days: app_commands.Range[int, 1, MOST_DAYS] = 30,
    ) -> None:
        """Shows them by likeness, with the table attached."""

        async def work(act: Act) -> None:
            topics = await topics_for(interaction, days)
            data, left_out = table(topics)
            act.result = f"{len(topics)} topics"
            page = await first_page(interaction, "g", str(days))
            name = f"gaps-{days}-days.csv"
            await act.put(page, discord.File(io.BytesIO(data), name) if topics else None)
            if left_out:
                await act.add(act.say("rows_left_out", count=left_out))

        await managed(interaction, "gaps", f"{days} days", work)


async def _change_rules(act: Act, wanted: dict[str, Any]) -> None:
    """Saves what is `wanted`. The role is for those alone who manage the server themselves."""
    if "manager_role" in wanted:
        allowed = act.interaction.permissions
        if not (allowed.manage_guild or allowed.administrator):
            raise RefusalError("only_server_managers")
        if wanted["manager_role"] == act.guild.id:  # the role of everyone
            wanted["manager_role"] = None
    if wanted.get("language") == _ASKER:
        wanted["language"] = None
    bot = served(act.interaction)
    async with bot.office.rules:
        act.rules = replace(await bot.store.settings_of(act.guild.id), **wanted)
        await bot.store.save_settings(act.guild.id, act.rules)
