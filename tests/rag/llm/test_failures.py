"""Whatever goes wrong is one line that its reader can act on."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from llm_server import (
    Disconnect,
    Empty,
    Garbage,
    Gate,
    Hang,
    HttpError,
    LlmServer,
    Refusal,
    Reply,
    Says,
    bad_key,
    bad_request,
    no_quota,
    no_such_model,
    server_fault,
    too_many,
)

from rag import Settings
from rag.errors import LlmError
from rag.llm.choose import load_llm
from rag.llm.model import Prompt

NAME = r"openai-like:scripted@http://127\.0\.0\.1:\d+/v1"
SERVER = r"http://127\.0\.0\.1:\d+"
PROMPT = Prompt("", "Who?")

CASES: dict[str, tuple[Reply, str]] = {
    "wrong key": (bad_key(), rf"^{NAME} refused the key \(401\)\. Check FOOTNOTE_LLM_KEY\.$"),
    "key without the right": (
        HttpError(403, "No access."),
        r"refused the key \(403\)\. Check FOOTNOTE_LLM_KEY and what it may use\.$",
    ),
    "unknown model": (
        no_such_model(),
        rf"^{SERVER} knows no model scripted, or not at this address \(404\)\. Check ",
    ),
    "too many requests": (too_many(), r"gets too many requests\. Ask again later\.$"),
    "come back much later": (too_many("3600"), r"too many requests.* asks to wait 3600 seconds\.$"),
    "no quota": (no_quota(), r"^The quota of the key for .* is spent\. Look at your plan"),
    "payment required": (HttpError(402, "Add credits."), r"^The quota of the key"),
    "fault": (server_fault(), rf"^{SERVER} has a fault of its own \(500\)\. Ask again later\.$"),
    "overloaded": (server_fault(529), r"a fault of its own \(529\)"),
    "garbage": (
        Garbage(),
        rf"^{SERVER} sent something that is not an answer of a language model "
        r"\(JSONDecodeError\)\. Check the address in FOOTNOTE_LLM\.$",
    ),
    "bytes": (Garbage(b"\xff\xfe\x00data: \xff\n\n"), r"sent something that is not"),
    "other JSON": (Garbage(b'data: {"hello": 1}\n\n'), r"sent something that is not an answer"),
    "a JSON list": (Garbage(b"data: [1]\n\n"), r"sent something that is not an answer"),
    "a web page": (
        Garbage(b"<html>Log in</html>", "text/html"),
        r"sent something that is not a stream of answers\. Check the address",
    ),
    "hung up": (Disconnect(), rf"^{SERVER} closed the connection without an answer\. Ask again"),
    "too long": (
        bad_request("Maximum context length is 8192 tokens.", "context_length_exceeded"),
        r"^The request is longer than .* can read\. Ask more briefly, or choose a model",
    ),
    "too long in llama.cpp's words": (
        HttpError(400, "the request exceeds", kind="exceed_context_size_error"),
        r"^The request is longer than",
    ),
    "filtered request": (
        bad_request("Triggered the policy.", "content_filter"),
        r"^The content filter of .* refused the request\. Put it differently\.$",
    ),
    "filtered answer": (Empty("content_filter"), r"^The content filter of .* stopped the answer"),
    "refusal": (Refusal(), r"refused to answer\. Put the question differently\.$"),
    "empty": (Empty(), r"answered with nothing\. Ask again or choose another model\.$"),
    "only thoughts": (
        Empty("length"),
        r"before it wrote a word\. Raise FOOTNOTE_LLM_ANSWER_TOKENS",
    ),
    "redirect": (
        HttpError(307, headers={"Location": "http://127.0.0.1:9/v1"}),
        r"points elsewhere",
    ),
    "odd request": (bad_request("Cats\nonly."), r"refused the request \(400\): Cats only\.$"),
    "an error in the stream": (
        Garbage(b'data: {"error": {"code": 502, "message": "upstream"}}\n\n'),
        r"has a fault of its own \(502\)",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_failure_has_its_line(server: LlmServer, ask: Callable[..., str], case: str) -> None:
    reply, message = CASES[case]
    server.script(reply)
    with pytest.raises(LlmError, match=message) as caught:
        ask(llm_retries=0)
    assert len(str(caught.value).splitlines()) == 1


def test_a_key_that_is_missing(server: LlmServer, ask: Callable[..., str]) -> None:
    server.script(bad_key())
    with pytest.raises(LlmError, match=r"wants a key \(401\)\. Set FOOTNOTE_LLM_KEY\.$"):
        ask(llm_key="")


def test_a_server_that_says_nothing(server: LlmServer, ask: Callable[..., str]) -> None:
    server.script(Hang(Gate()))
    with pytest.raises(LlmError, match=r"sent nothing for too long\. Raise FOOTNOTE_LLM_TIMEOUT"):
        ask(llm_timeout=0.2)
    assert len(server.requests) == 1  # another try would take as long
    assert server.next_request().was_left()


def test_a_server_that_falls_silent(server: LlmServer, ask: Callable[..., str]) -> None:
    server.script(Says("Ann Miller", gates={1: Gate()}))
    with pytest.raises(LlmError, match="sent nothing for too long"):
        ask(llm_timeout=0.2)


def test_a_server_that_is_away(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound, but it does not listen
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        llm = f"openai-like:m@{url}"
        model = load_llm(Settings(llm=llm, llm_retries=0, index=tmp_path))
        with pytest.raises(LlmError, match=r"cannot be reached\. Is the server running\?$"):
            list(model.stream(PROMPT, most_tokens=5))


def test_an_address_that_does_not_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    model = load_llm(Settings(llm="openai-like:m@http://nowhere.invalid/v1", index=tmp_path))
    with pytest.raises(LlmError, match=r"^The address http://nowhere\.invalid is not known here"):
        list(model.stream(PROMPT, most_tokens=5))


@pytest.mark.parametrize("politely", [True, False])
def test_a_connection_lost_in_mid_stream(
    server: LlmServer, ask: Callable[..., str], politely: bool
) -> None:
    server.script(Disconnect(("Ann ", "Mil"), politely=politely))
    with pytest.raises(LlmError, match=r"broke off in the middle of the answer\. Ask again\.$"):
        ask()
    assert len(server.requests) == 1  # what has been shown is never asked for again


def test_packages_that_do_not_fit(
    server: LlmServer, ask: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("openai.OpenAI.chat")
    with pytest.raises(LlmError, match=r"cannot be asked with the packages that are installed"):
        ask()
    assert server.requests == []


def test_what_has_arrived_before_a_failure_is_not_lost(
    server: LlmServer, load: Callable[..., object]
) -> None:
    server.script(Disconnect(("Ann ", "Mil")))
    completion = load().stream(PROMPT, most_tokens=5)  # type: ignore[attr-defined]
    assert next(completion) == "Ann "
    with pytest.raises(LlmError):
        list(completion)
    assert completion.usage.estimated
