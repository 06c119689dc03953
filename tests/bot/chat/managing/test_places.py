"""The lists of channels, and what the bot needs there."""

from __future__ import annotations

import discord
import pytest

from bot.chat.managing.places import Place, chosen, lacking
from bot.store import ServerSettings


def nothing(channel: int) -> bool:
    return False


def test_a_list_is_replaced() -> None:
    rules = ServerSettings(answer_channels=frozenset({1, 2}), cooldown_seconds=9)
    new = chosen(rules, "answer", [2, 3], nothing)
    assert new == ServerSettings(answer_channels=frozenset({2, 3}), cooldown_seconds=9)
    assert chosen(new, "forum", [4], nothing).forum_channels == {4}


def test_what_was_not_to_be_seen_stays() -> None:
    rules = ServerSettings(silent_channels=frozenset({1, 2}))
    assert chosen(rules, "silent", [3], lambda each: each == 2).silent_channels == {2, 3}


def test_no_channel_answers_and_is_silent() -> None:
    rules = ServerSettings(answer_channels=frozenset({1}), forum_channels=frozenset({2}))
    silent = chosen(rules, "silent", [1, 2], nothing)
    assert silent == ServerSettings(silent_channels=frozenset({1, 2}))
    assert chosen(silent, "answer", [1], nothing).silent_channels == {2}
    assert chosen(silent, "forum", [2], nothing).silent_channels == {1}


@pytest.mark.parametrize(
    ("place", "needed"),
    [
        ("answer", ("view_channel", "send_messages", "embed_links", "read_message_history")),
        (
            "forum",
            ("view_channel", "send_messages_in_threads", "embed_links", "read_message_history"),
        ),
        ("silent", ()),
    ],
)
def test_what_the_bot_lacks(place: Place, needed: tuple[str, ...]) -> None:
    assert lacking(discord.Permissions.none(), place) == needed
    assert lacking(discord.Permissions.all(), place, opens_threads=True) == ()


def test_threads_need_more() -> None:
    allowed = discord.Permissions.all()
    allowed.update(create_public_threads=False)
    assert lacking(allowed, "answer") == ()
    assert lacking(allowed, "answer", opens_threads=True) == ("create_public_threads",)
