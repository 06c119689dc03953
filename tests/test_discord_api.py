"""The check of what the bot sends: it refuses what Discord refuses, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from discord_api import Checker, Description

SNOWFLAKE = 1_300_000_000_000_000_000
POST = f"POST /channels/{SNOWFLAKE}/messages"
EDIT = f"PATCH /channels/{SNOWFLAKE}/messages/{SNOWFLAKE}"
FOLLOW_UP = f"POST /webhooks/{SNOWFLAKE}/token"
ORIGINAL = f"PATCH /webhooks/{SNOWFLAKE}/token/messages/@original"
CALLBACK = f"POST /interactions/{SNOWFLAKE}/token/callback"
COMMANDS = f"PUT /applications/{SNOWFLAKE}/commands"
THREADS = f"POST /channels/{SNOWFLAKE}/threads"
QUIET: dict[str, Any] = {"allowed_mentions": {"parse": []}}


@dataclass(frozen=True)
class Sent:
    """A request as the simulation records it."""

    method: str
    path: str
    json: Any = None


def sent(line: str, body: Any = None) -> Sent:
    method, path = line.split(" ")
    return Sent(method, path, body)


def rows(*components: dict[str, Any]) -> dict[str, Any]:
    """A message with one row of `components`."""
    return {**QUIET, "components": [{"type": 1, "components": list(components)}]}


def button(custom_id: str = "a", label: str = "b") -> dict[str, Any]:
    return {"type": 2, "style": 2, "custom_id": custom_id, "label": label}


def select(**changes: Any) -> dict[str, Any]:
    return {"type": 3, "custom_id": "a", "options": [{"label": "b", "value": "c"}], **changes}


def embed(**fields: Any) -> dict[str, Any]:
    return {**QUIET, "embeds": [fields]}


def form(title: str = "a", custom_id: str = "c", **changes: str) -> dict[str, Any]:
    line = {"type": 4, "style": 1, "custom_id": "d", "label": "e", **changes}
    row = {"type": 1, "components": [line]}
    return {"type": 9, "data": {"title": title, "custom_id": custom_id, "components": [row]}}


def labelled(**changes: str) -> dict[str, Any]:
    """A form in the newer style, where the label stands around what is written into."""
    line = {"type": 4, "style": 1, "custom_id": "d"}
    label = {"type": 18, "label": "e", "component": line, **changes}
    return {"type": 9, "data": {"title": "a", "custom_id": "c", "components": [label]}}


def command(**changes: Any) -> list[dict[str, Any]]:
    return [{"name": "ask", "description": "Ask", "type": 1, "options": [], **changes}]


def option(**changes: Any) -> list[dict[str, Any]]:
    return command(options=[{"type": 3, "name": "a", "description": "b", **changes}])


def choices(*choices: dict[str, Any]) -> dict[str, Any]:
    return {"type": 8, "data": {"choices": list(choices)}}


CHOICE = {"name": "n" * 100, "value": "v" * 100}
FIVE_BUTTONS = [button("c" * 99 + str(n), "l" * 80) for n in range(5)]
FIVE_ROWS = [{"type": 1, "components": [button(str(n))]} for n in range(5)]
FULL_FIELD = {"name": "n" * 256, "value": "v" * 1_024, "inline": False}
FULL_OPTION = {"label": "l" * 100, "value": "v" * 100, "description": "d" * 100}

ACCEPTED = [
    sent(f"GET /channels/{SNOWFLAKE}"),
    sent(f"POST /channels/{SNOWFLAKE}/typing"),
    sent(f"PUT /channels/{SNOWFLAKE}/messages/{SNOWFLAKE}/reactions/%F0%9F%91%8D/@me"),
    sent("POST /users/@me/channels", {"recipient_id": SNOWFLAKE}),
    sent("POST /users/@me/channels", {"recipient_id": str(SNOWFLAKE)}),
    sent(f"POST /api/v10/channels/{SNOWFLAKE}/typing"),
    sent(POST, {**QUIET, "content": "x" * 2_000, "tts": False, "embeds": [], "components": []}),
    sent(POST, {**QUIET, "content": "😀" * 1_000, "message_reference": {"message_id": SNOWFLAKE}}),
    sent(POST, {**QUIET, "attachments": [{"id": 0, "filename": "a.txt"}]}),
    sent(POST, embed(title="t" * 256, description="d" * 4_096, footer={"text": "f" * 1_648})),
    sent(POST, embed(type="rich", color=0xFFFFFF, author={"name": "a" * 256}, fields=[FULL_FIELD])),
    sent(POST, {**QUIET, "embeds": [{"title": "t" * 256}] * 10}),
    sent(POST, embed(footer={"text": "f" * 2_048})),
    sent(POST, embed(fields=[{"name": "n", "value": "v"}] * 25)),
    sent(POST, rows(*FIVE_BUTTONS)),
    sent(POST, {**QUIET, "components": FIVE_ROWS}),
    sent(POST, rows(select(options=[FULL_OPTION] * 25, placeholder="p" * 150))),
    sent(FOLLOW_UP, {**QUIET, "content": "x", "flags": 64}),
    sent(ORIGINAL, {**QUIET, "content": None, "embeds": [{"title": "t"}]}),
    sent(EDIT, {"components": []}),
    sent(EDIT, {**QUIET, "content": "x"}),
    sent(CALLBACK, {"type": 5, "data": {"flags": 64}}),
    sent(CALLBACK, {"type": 4, "data": {**QUIET, "content": "x", "tts": False}}),
    sent(CALLBACK, {"type": 6}),
    sent(CALLBACK, {"type": 7, "data": {"components": []}}),
    sent(CALLBACK, choices(*[CHOICE] * 25)),
    sent(CALLBACK, form("t" * 45, "c" * 100, label="l" * 45)),
    sent(CALLBACK, form(placeholder="p" * 100, value="v" * 4_000)),
    sent(CALLBACK, labelled(label="l" * 45, description="d" * 100)),
    sent(COMMANDS, command(name="n" * 32, description="d" * 100)),
    sent(COMMANDS, [{"name": "Ask about This " + "n" * 17, "type": 3}]),
    sent(COMMANDS, command(options=[{"type": 3, "name": "a", "description": "b"}] * 25)),
    sent(COMMANDS, option(required=True, min_length=1, max_length=2_000, choices=[CHOICE] * 25)),
    sent(THREADS, {"name": "n" * 100, "type": 11, "auto_archive_duration": 1440}),
    sent(THREADS, {"name": "n", "message": {**QUIET, "content": "x"}}),
    sent(f"POST /channels/{SNOWFLAKE}/messages/{SNOWFLAKE}/threads", {"name": "n"}),
]

OVER_A_LIMIT = [
    (sent(POST, {**QUIET, "content": "x" * 2_001}), "content"),
    (sent(POST, {**QUIET, "content": "😀" * 1_001}), "content"),
    (sent(EDIT, {**QUIET, "content": "x" * 2_001}), "content"),
    (sent(FOLLOW_UP, {**QUIET, "content": "x" * 2_001}), "content"),
    (sent(ORIGINAL, {**QUIET, "content": "x" * 2_001}), "content"),
    (sent(CALLBACK, {"type": 4, "data": {**QUIET, "content": "x" * 2_001}}), "data.content"),
    (sent(CALLBACK, {"type": 7, "data": {**QUIET, "content": "x" * 2_001}}), "data.content"),
    (sent(POST, {"content": "x"}), "allowed_mentions"),
    (sent(POST, {"embeds": [{"title": "t"}]}), "allowed_mentions"),
    (sent(POST, {"content": "x", "allowed_mentions": None}), "allowed_mentions"),
    (sent(POST, {"content": "x", "allowed_mentions": {}}), "allowed_mentions.parse"),
    (sent(POST, {"allowed_mentions": {"parse": ["everyone"]}}), "allowed_mentions.parse"),
    (sent(POST, {"allowed_mentions": {"parse": [], "users": [1]}}), "allowed_mentions.users"),
    (
        sent(POST, {"allowed_mentions": {"parse": [], "replied_user": True}}),
        "allowed_mentions.replied_user",
    ),
    (sent(EDIT, {"content": "x"}), "allowed_mentions"),
    (sent(FOLLOW_UP, {"content": "x"}), "allowed_mentions"),
    (sent(ORIGINAL, {"content": "x"}), "allowed_mentions"),
    (sent(CALLBACK, {"type": 4, "data": {"content": "x"}}), "data.allowed_mentions"),
    (sent(THREADS, {"name": "n", "message": {"content": "x"}}), "message.allowed_mentions"),
    (sent(THREADS, {"name": "n" * 101}), "name"),
    (sent(POST, embed(title="t" * 257)), "embeds[0].title"),
    (sent(POST, embed(description="d" * 4_097)), "embeds[0].description"),
    (sent(POST, embed(footer={"text": "f" * 2_049})), "embeds[0].footer.text"),
    (sent(POST, embed(author={"name": "a" * 257})), "embeds[0].author.name"),
    (sent(POST, embed(fields=[{"name": "n", "value": "v"}] * 26)), "embeds[0].fields"),
    (sent(POST, embed(fields=[{"name": "n" * 257, "value": "v"}])), "embeds[0].fields[0].name"),
    (sent(POST, embed(fields=[{"name": "n", "value": "v" * 1_025}])), "embeds[0].fields[0].value"),
    (sent(POST, {**QUIET, "embeds": [{"description": "d" * 3_001}] * 2}), "embeds"),
    (sent(POST, embed(title="t" * 257, description="d" * 10)), "embeds[0].title"),
    (sent(POST, {**QUIET, "embeds": [{"title": "t"}] * 11}), "embeds"),
    (sent(POST, embed(fields=[FULL_FIELD] * 4, description="d" * 881)), "embeds"),
    (sent(POST, rows(button("c" * 101))), "components[0].components[0].custom_id"),
    (sent(POST, rows(button(), button())), "components[0].components[1].custom_id"),
    (sent(POST, rows(button("c", "l" * 81))), "components[0].components[0].label"),
    (sent(POST, rows(*(button(str(n)) for n in range(6)))), "components[0].components"),
    (sent(POST, rows(select(), button("b"))), "components[0].components"),
    (
        sent(POST, {**QUIET, "components": [{"type": 1, "components": []}] * 6}),
        "components",
    ),
    (
        sent(POST, rows(select(placeholder="p" * 151))),
        "components[0].components[0].placeholder",
    ),
    (
        sent(POST, rows(select(options=[FULL_OPTION] * 26))),
        "components[0].components[0].options",
    ),
    *(
        (
            sent(POST, rows(select(options=[{**FULL_OPTION, key: "x" * 101}]))),
            f"components[0].components[0].options[0].{key}",
        )
        for key in FULL_OPTION
    ),
    (sent(CALLBACK, form(title="t" * 46)), "data.title"),
    (sent(CALLBACK, form(custom_id="c" * 101)), "data.custom_id"),
    (sent(CALLBACK, form(label="l" * 46)), "data.components[0].components[0].label"),
    (sent(CALLBACK, form(placeholder="p" * 101)), "data.components[0].components[0].placeholder"),
    (sent(CALLBACK, form(value="v" * 4_001)), "data.components[0].components[0].value"),
    (sent(CALLBACK, labelled(label="l" * 46)), "data.components[0].label"),
    (sent(CALLBACK, labelled(description="d" * 101)), "data.components[0].description"),
    (sent(CALLBACK, choices(*[CHOICE] * 26)), "data.choices"),
    (sent(CALLBACK, choices({"name": "n" * 101, "value": "v"})), "data.choices[0].name"),
    (sent(CALLBACK, choices({"name": "n", "value": "v" * 101})), "data.choices[0].value"),
    (sent(COMMANDS, command(name="n" * 33)), "[0].name"),
    (sent(COMMANDS, command(name="Ask")), "[0].name"),
    (sent(COMMANDS, command(description="d" * 101)), "[0].description"),
    (sent(COMMANDS, command(description="")), "[0].description"),
    (sent(COMMANDS, [{"name": "n" * 33, "type": 3}]), "[0].name"),
    (sent(COMMANDS, [{"name": "Ask", "type": 3, "description": "d"}]), "[0].description"),
    (
        sent(COMMANDS, command(options=[{"name": "a", "description": "b"}] * 26)),
        "[0].options",
    ),
    (sent(COMMANDS, option(name="two words")), "[0].options[0].name"),
    (sent(COMMANDS, option(description="d" * 101)), "[0].options[0].description"),
    (sent(COMMANDS, option(choices=[CHOICE] * 26)), "[0].options[0].choices"),
]

UNDESCRIBED = [  # what only the description tells
    (sent(f"POST /channels/{SNOWFLAKE}/massages", {}), "", "no such operation"),
    (sent(f"PUT /channels/{SNOWFLAKE}/messages", {}), "", "no such operation"),
    (sent("POST /channels/general/messages", QUIET), "", "no such operation"),
    (sent(POST), "", "body is missing"),
    (sent(f"POST /channels/{SNOWFLAKE}/typing", {}), "", "takes no JSON body"),
    (sent(POST, [QUIET]), "", "is not of type 'object'"),
    (sent(POST, {**QUIET, "content": 5}), "content", "is not of type 'string'"),
    (sent(POST, {**QUIET, "tts": "no"}), "tts", "is not of type 'boolean'"),
    (sent(POST, embed(color="red")), "embeds[0].color", "is not of type 'integer'"),
    (sent(POST, embed(fields=[{"name": "n"}])), "embeds[0].fields[0]", "'value' is a required"),
    (sent(POST, rows()), "components[0].components", "non-empty"),
    (sent(POST, rows({"type": 99})), "components[0].components[0]", "not valid under any"),
    (
        sent(POST, rows({**button(), "style": 9})),
        "components[0].components[0].style",
        "not valid under any",
    ),
    (
        sent(POST, {**QUIET, "message_reference": {"message_id": "first"}}),
        "message_reference.message_id",
        "does not match",
    ),
    (sent(POST, {**QUIET, "sticker_ids": [-1]}), "sticker_ids[0]", "less than the minimum"),
    (sent("POST /users/@me/channels", {"recipient_id": 1.5}), "recipient_id", "not valid"),
    (sent(FOLLOW_UP, {**QUIET, "flags": "64"}), "flags", "is not of type 'integer'"),
    (sent(ORIGINAL, {**QUIET, "embeds": {}}), "embeds", "is not of type 'array'"),
    (sent(CALLBACK, {"type": 3}), "", "not valid under any"),
    (sent(CALLBACK, {"type": 5, "data": {"flags": True}}), "data.flags", "is not of type"),
    (sent(CALLBACK, {"type": 9}), "", "'data' is a required property"),
    (sent(COMMANDS, option(min_length="1")), "[0].options[0].min_length", "is not of type"),
    (
        sent(THREADS, {"name": "n", "auto_archive_duration": 7}),
        "auto_archive_duration",
        "not valid",
    ),
]


@pytest.fixture(scope="module")
def described() -> Checker:
    description = Description.found()
    if description is None:
        pytest.skip("Discord's description of its API is not here")
    return Checker(description)


@pytest.mark.parametrize("request_", ACCEPTED, ids=lambda r: f"{r.method} {r.path}")
def test_what_discord_accepts(request_: Sent) -> None:
    assert list(Checker(None).faults(request_)) == []


@pytest.mark.parametrize("request_", ACCEPTED, ids=lambda r: f"{r.method} {r.path}")
def test_what_the_description_accepts(request_: Sent, described: Checker) -> None:
    assert list(described.faults(request_)) == []


@pytest.mark.parametrize(("request_", "where"), OVER_A_LIMIT)
def test_what_is_over_a_limit(request_: Sent, where: str) -> None:
    assert [fault.where for fault in Checker(None).faults(request_)] == [where]


@pytest.mark.parametrize(("request_", "where", "what"), UNDESCRIBED)
def test_what_the_description_refuses(
    request_: Sent, where: str, what: str, described: Checker
) -> None:
    (fault,) = described.faults(request_)
    assert fault.where == where
    assert what in fault.what


def test_the_message_names_every_fault_of_every_request() -> None:
    requests = [
        sent(POST, {**QUIET, "content": "fine"}),
        sent(FOLLOW_UP, {"content": "x" * 2_001}),
        sent(POST, embed(title="t" * 300)),
    ]
    with pytest.raises(AssertionError) as raised:
        Checker(None).check(requests)
    assert str(raised.value).splitlines() == [
        "Discord would refuse:",
        f"{FOLLOW_UP}: content: 2,001 characters, 2,000 allowed",
        f"{FOLLOW_UP}: allowed_mentions: missing: everything written could ping",
        f"{POST}: embeds[0].title: 300 characters, 256 allowed",
    ]


def test_without_a_description_the_limits_are_checked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISCORD_OPENAPI", str(tmp_path / "nowhere.json"))
    faults = Checker(Description.found()).faults(sent("POST /nowhere"))
    assert list(faults) == []
    faults = Checker(Description.found()).faults(sent(FOLLOW_UP, {**QUIET, "content": "x" * 2_001}))
    assert [fault.where for fault in faults] == ["content"]


@pytest.mark.parametrize("body", [5, "text", [], [5], {"embeds": 5, "components": [5]}, None])
def test_bodies_of_the_wrong_shape_are_left_to_the_description(body: Any) -> None:
    for line in (ORIGINAL, CALLBACK, THREADS):
        assert list(Checker(None).faults(sent(line, body))) == []
