"""Which messages are for the bot, and what they ask."""

from __future__ import annotations

import pytest

from bot.chat.asking.occasion import Heard, occasion
from bot.store import ServerSettings

HERE, FORUM, ELSEWHERE = 1, 2, 3
Q, STATEMENT = "How long has it lasted?", "It has lasted long."
NONE = ServerSettings()
ANSWERS = ServerSettings(answer_channels=frozenset({HERE}), forum_channels=frozenset({FORUM}))
SILENT = ServerSettings(silent_channels=frozenset({HERE}), answer_channels=frozenset({HERE}))
PLACE = frozenset({HERE})
POST = frozenset({FORUM, ELSEWHERE})


@pytest.mark.parametrize(
    ("heard", "settings", "found"),
    [
        (Heard(Q, PLACE), NONE, None),
        (Heard(Q, PLACE, mentioned=True), NONE, ("asked", Q)),
        (Heard(STATEMENT, PLACE, mentioned=True), NONE, ("asked", STATEMENT)),
        (Heard("", PLACE, mentioned=True), NONE, ("asked", "")),
        (Heard("", PLACE, mentioned=True, replied=Q), NONE, ("asked", Q)),
        (Heard("", PLACE, mentioned=True, replied=Q, to_bot=True), NONE, ("asked", "")),
        (Heard(STATEMENT, PLACE, direct=True), NONE, ("asked", STATEMENT)),
        (Heard(Q, PLACE, to_bot=True), NONE, ("asked", Q)),
        (Heard("why?", PLACE, to_bot=True), NONE, ("asked", "why?")),
        (Heard(STATEMENT, PLACE, to_bot=True), NONE, None),
        (Heard(Q, PLACE, in_thread=True), NONE, ("asked", Q)),
        (Heard(STATEMENT, PLACE, in_thread=True), NONE, None),
        (Heard(Q, PLACE), ANSWERS, ("unasked", Q)),
        (Heard("why?", PLACE), ANSWERS, None),
        (Heard(STATEMENT, PLACE), ANSWERS, None),
        (Heard(Q, frozenset({ELSEWHERE, HERE})), ANSWERS, ("unasked", Q)),  # in a thread of it
        (Heard(Q, frozenset({ELSEWHERE})), ANSWERS, None),
        (Heard(STATEMENT, POST, post="Ferry"), ANSWERS, ("unasked", f"Ferry\n{STATEMENT}")),
        (Heard(Q, POST, post="Ferry"), ANSWERS, ("unasked", Q)),
        (Heard(Q, POST), ANSWERS, None),  # further down in the post
        (Heard(Q, POST, post="Ferry"), NONE, None),
        (Heard(Q, PLACE, mentioned=True), SILENT, None),
        (Heard(Q, PLACE), SILENT, None),
    ],
)
def test_occasion(heard: Heard, settings: ServerSettings, found: tuple[str, str] | None) -> None:
    assert occasion(heard, settings) == found
