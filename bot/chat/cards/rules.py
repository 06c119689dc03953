"""How the bot behaves on a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import discord

from bot.chat.managing.permissions import may_see
from bot.chat.managing.places import PLACES, lacking, places_of
from bot.chat.text.card import Card
from bot.chat.text.typeset import Line, Run
from bot.language import Say
from bot.store import ServerSettings

__all__ = ["LANGUAGE_NAMES", "channels_card", "rules_card"]

_WARNINGS = 8

LANGUAGE_NAMES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "pt": "Português",
    "uk": "Українська",
}


def channels_card(
    rules: ServerSettings, person: discord.Member, say: Say, *, message_content: bool
) -> Card:
    """The three lists as `person` may see them, and what keeps the bot from doing so."""
    lines: list[Line] = []
    for place in PLACES:
        names = _names(places_of(rules, place), person, say) or say("nowhere")
        lines.append(Line((Run(say(f"{place}_channels"), "bold"), Run(f": {names}"))))
    warned = list(_warnings(rules, person, say, message_content=message_content))
    for text in warned[:_WARNINGS]:
        lines += [Line(), Line((Run(f"⚠ {text}"),))]
    if len(warned) > _WARNINGS:
        lines.append(Line((Run(say("and_more", count=len(warned) - _WARNINGS), "italic"),)))
    return Card(tuple(lines), title=say("channels_title"), mood="fair" if warned else "neutral")


def rules_card(rules: ServerSettings, guild: discord.Guild, say: Say) -> Card:
    """Everything but the channels."""
    language = LANGUAGE_NAMES.get(rules.language or "", rules.language or say("language_of_asker"))
    role = guild.get_role(rules.manager_role) if rules.manager_role else None
    entries = (
        ("cooldown_is", say("seconds", count=rules.cooldown_seconds)),
        ("language_is", language),
        ("says_not_found_is", say("yes" if rules.says_not_found else "no")),
        ("opens_threads_is", say("yes" if rules.opens_threads else "no")),
        ("manager_role_is", f"@{role.name}" if role else say("no_role")),
    )
    lines = tuple(Line((Run(say(name), "bold"), Run(f": {value}"))) for name, value in entries)
    return Card(lines, title=say("rules_title"))


def _names(channels: Iterable[int], person: discord.Member, say: Say) -> str:
    """Of channels that `person` does not see, only the number; deleted ones are passed over."""
    known = [found for each in channels if (found := person.guild.get_channel(each))]
    seen = [channel for channel in known if may_see(person, channel.id)]
    names = [f"#{channel.name}" for channel in sorted(seen, key=lambda each: each.position)]
    if len(seen) < len(known):
        names.append(say("unseen_channels", count=len(known) - len(seen)))
    return ", ".join(names)


def _warnings(
    rules: ServerSettings, person: discord.Member, say: Say, *, message_content: bool
) -> Iterator[str]:
    if (rules.answer_channels or rules.forum_channels) and not message_content:
        yield say("needs_message_content")
    guild = person.guild
    for place in PLACES:
        for each in sorted(places_of(rules, place)):
            channel = guild.get_channel(each)
            if channel is None:
                continue
            allowed = channel.permissions_for(guild.me)
            missing = lacking(allowed, place, opens_threads=rules.opens_threads)
            if missing and may_see(person, channel.id):
                names = ", ".join(say(f"permission_{name}") for name in missing)
                yield say("lacks", channel=f"#{channel.name}", permissions=names)
