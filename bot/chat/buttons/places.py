"""The menus in which a server's channels are chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self, cast

import discord

from bot.chat.cards.rules import channels_card
from bot.chat.interactions import served, telling
from bot.chat.managing.acting import Act, managed
from bot.chat.managing.permissions import may_see
from bot.chat.managing.places import KINDS, PLACES, Place, chosen, places_of
from bot.chat.text.limits import OPTIONS, PLACEHOLDER
from bot.language import Say
from bot.store import ServerSettings

__all__ = ["PlacesMenu", "show_places"]


class PlacesMenu(
    discord.ui.DynamicItem[discord.ui.ChannelSelect[discord.ui.View]],
    template=r"places:(?P<place>answer|forum|silent)",
):
    """Chooses the channels of one list."""

    def __init__(self, place: Place, label: str = "?", now: Sequence[int] = ()) -> None:
        super().__init__(
            discord.ui.ChannelSelect(
                custom_id=f"places:{place}",
                channel_types=list(KINDS[place]),
                placeholder=label[:PLACEHOLDER],
                min_values=0,
                max_values=OPTIONS,
                default_values=[discord.Object(each) for each in now[:OPTIONS]],
            )
        )
        self._place: Place = place

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str], /
    ) -> Self:
        """The menu that was used."""
        return cls(cast(Place, match["place"]))

    @telling
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Saves what was chosen, and shows how it is now."""

        async def work(act: Act) -> None:
            bot = served(interaction)
            channels = _allowed(act, self._place)
            async with bot.office.rules:
                rules = await bot.store.settings_of(act.guild.id)
                act.rules = chosen(rules, self._place, channels, lambda each: _unseen(act, each))
                await bot.store.save_settings(act.guild.id, act.rules)
            act.result = " ".join(map(str, sorted(places_of(act.rules, self._place)))) or "none"
            await show_places(act)

        await managed(interaction, "channels", self._place, work)


async def show_places(act: Act) -> None:
    """The lists as they are, with a menu for each."""
    intent = served(act.interaction).office.settings.message_content
    card = channels_card(act.rules, act.person, act.say, message_content=intent)
    await act.show(card, view=_menus(act.rules, act, act.say))


def _menus(rules: ServerSettings, act: Act, say: Say) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for place in PLACES:
        known = (each for each in sorted(places_of(rules, place)) if act.guild.get_channel(each))
        seen = [each for each in known if may_see(act.person, each)]
        view.add_item(PlacesMenu(place, say(f"{place}_channels"), seen))
    return view


def _allowed(act: Act, place: Place) -> list[int]:
    """The channels chosen, without those that the list does not take or nobody was shown."""
    data = cast(dict[str, Any], act.interaction.data)
    found = (act.guild.get_channel(int(value)) for value in data.get("values", ()))
    return [
        channel.id
        for channel in found
        if channel and channel.type in KINDS[place] and may_see(act.person, channel.id)
    ]


def _unseen(act: Act, channel: int) -> bool:
    """A channel in the list that could not be shown, so that it was not left out on purpose."""
    return act.guild.get_channel(channel) is not None and not may_see(act.person, channel)
