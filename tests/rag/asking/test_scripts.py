"""Whatever a model does, its reader sees verified statements, or the built-in engine's answer."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from llm_server import (
    Disconnect,
    Empty,
    Garbage,
    Gate,
    Hang,
    HttpError,
    LlmServer,
    Prompted,
    Refusal,
    Reply,
    Says,
    bad_key,
    bad_request,
    half,
    json_answer,
    no_quota,
    no_such_model,
    passages_in,
    server_fault,
    too_many,
)

from rag import Library
from rag.model import Answer

Open = Callable[..., Library]
Writes = Callable[..., Reply]

QUESTION = "Who blames a broken rudder?"
CAPTAIN = "Captain Ann Miller blames a broken rudder, which the yard refuses to repair."
OUT = "The ferry across the bay has been out of service since 12 May."
BUILT_IN = " The built-in engine answers."
MARKED = 'Ann Miller blames a broken rudder [<broken rudder>: "blames a broken rudder"].'


def reasons(answer: Answer) -> list[str]:
    return [each.reason for each in answer.withdrawn]


def test_a_good_answer(server: LlmServer, written: Open, writes: Writes) -> None:
    server.script(
        writes(
            f"{MARKED} The ferry has been out of service since 12 May "
            '[<out of service>: "has been out of service since 12 May"].'
        )
    )
    answer = written().ask(QUESTION)
    assert answer.text == (
        "Ann Miller blames a broken rudder. [1] The ferry has been out of service since 12 May. [2]"
    )
    assert [(c.file, c.paragraph, c.quote) for c in answer.citations] == [
        ("ferry.txt", 3, CAPTAIN),
        ("ferry.txt", 2, OUT),
    ]
    assert [c.answer for c in answer.citations] == [
        "blames a broken rudder",
        "has been out of service since 12 May",
    ]
    assert (answer.engine, answer.notice, answer.withdrawn) == ("openai-like:scripted", "", ())
    assert answer.confidence >= 0.4


def test_an_answer_in_json(server: LlmServer, written: Open) -> None:
    def statements(body: dict[str, Any]) -> Reply:
        number = passages_in(body).index(CAPTAIN) + 1
        source = {"passage": number, "words": "Captain Ann Miller blames a broken rudder"}
        text = "Captain Ann Miller blames a broken rudder."
        return json_answer({"statements": [{"text": text, "sources": [source]}]})

    server.script(Prompted(statements))
    answer = written().ask(QUESTION)
    assert answer.text == "Captain Ann Miller blames a broken rudder. [1]"
    assert server.requests[0].body["response_format"]["type"] == "json_schema"


def test_a_server_without_schemas_is_asked_for_prose(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    library = written()
    server.script(bad_request("response_format is not supported"), writes(MARKED))
    assert library.ask(QUESTION).text == "Ann Miller blames a broken rudder. [1]"
    server.script(writes(MARKED))
    library.ask("Who blamed the rudder?")
    last = server.requests[-1].body
    assert "response_format" not in last
    assert "NO_ANSWER" in last["messages"][0]["content"]
    assert "JSON" not in last["messages"][0]["content"]


def test_invented_markers(server: LlmServer, written: Open, writes: Writes) -> None:
    server.script(
        writes(
            'The mayor apologised on Monday [77: "the mayor apologised"]. '
            f"The yard was sold to a bank [0]. {MARKED}"
        )
    )
    answer = written().ask(QUESTION)
    assert answer.text == "Ann Miller blames a broken rudder. [1]"
    assert reasons(answer) == ["no_such_passage", "no_such_passage"]
    assert [each.passage for each in answer.withdrawn] == [77, None]


def test_altered_quotes(server: LlmServer, written: Open, writes: Writes) -> None:
    server.script(
        writes(
            "Ann Miller blames the drunken crew "
            f'[<broken rudder>: "Captain Ann Miller blames the drunken crew"]. {MARKED}'
        )
    )
    answer = written().ask(QUESTION)
    assert answer.text == "Ann Miller blames a broken rudder. [1]"
    assert reasons(answer) == ["words_not_there"]


def test_a_right_quote_with_a_wrong_marker(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    wrong = MARKED.replace("<broken rudder>", "<visitors>")
    server.script(writes(wrong))
    answer = written().ask(QUESTION)
    assert answer.text == "Ann Miller blames a broken rudder. [1]"
    assert (answer.citations[0].file, answer.citations[0].paragraph) == ("ferry.txt", 3)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("Ann Miller has blamed a broken rudder for 30 years", "number_missing"),
        ("Ann Miller and Tom Baker blame a broken rudder", "name_missing"),
        ("Ann Miller does not blame a broken rudder", "negated"),
        (
            "Ann Miller blames a broken rudder and wants compensation for lost wages of her crew",
            "not_supported",
        ),
    ],
)
def test_claims_beyond_the_quote(
    server: LlmServer, written: Open, writes: Writes, claim: str, reason: str
) -> None:
    server.script(writes(f'{claim} [<broken rudder>: "blames a broken rudder"]. {MARKED}'))
    answer = written().ask(QUESTION)
    assert answer.text == "Ann Miller blames a broken rudder. [1]"
    assert reasons(answer) == [reason]


def test_no_markers(server: LlmServer, written: Open) -> None:
    server.script(Says("Captain Ann Miller blames a broken rudder. She has always loved the sea."))
    answer = written().ask(QUESTION)
    assert answer.text == "Captain Ann Miller blames a broken rudder. [1]"
    assert answer.citations[0].quote == CAPTAIN
    assert reasons(answer) == ["not_supported"]


def statement(text: str, words: str) -> dict[str, Any]:
    return {"text": text, "sources": [{"passage": 1, "words": words}]}


def test_half_a_json_keeps_what_was_whole(server: LlmServer, written: Open) -> None:
    value = [statement(CAPTAIN, CAPTAIN), statement(OUT, OUT * 3)]
    server.script(half(json.dumps({"statements": value}) + " " * 40))
    answer = written().ask(QUESTION)
    assert answer.text == f"{CAPTAIN} [1]"
    assert answer.notice == "openai-like:scripted was cut off after 1,000 tokens."


BY_QUOTES: dict[str, tuple[Reply, str]] = {
    "half a JSON without a whole statement": (
        half(json.dumps({"statements": [statement(CAPTAIN, CAPTAIN)]})),
        "openai-like:scripted was cut off after 1,000 tokens.",
    ),
    "nothing that holds": (
        Says("The moon is made of cheese [1]."),
        "Nothing of what openai-like:scripted wrote could be verified.",
    ),
    "a refusal in prose": (
        Says("I'm sorry, but I can't help with that."),
        "Nothing of what openai-like:scripted wrote could be verified.",
    ),
    "something without a statement": (
        Says("```json\n```"),
        "Nothing of what openai-like:scripted wrote could be verified.",
    ),
    "a refusal": (
        Refusal(),
        "openai-like:scripted refused to answer. Put the question differently.",
    ),
    "an empty answer": (
        Empty(),
        "openai-like:scripted answered with nothing. Ask again or choose another model.",
    ),
    "a content filter": (
        Empty("content_filter"),
        "The content filter of openai-like:scripted stopped the answer. Put it differently.",
    ),
    "a disconnect at once": (
        Disconnect(),
        "The server closed the connection without an answer. Ask again later.",
    ),
    "a disconnect before a whole statement": (
        Disconnect(("Ann Miller ", "blames")),
        "The server broke off in the middle of the answer. Ask again.",
    ),
    "401": (
        bad_key(),
        "openai-like:scripted refused the key (401). Check FOOTNOTE_LLM_KEY.",
    ),
    "404": (
        no_such_model(),
        "The server knows no model scripted, or not at this address (404). Check FOOTNOTE_LLM.",
    ),
    "429 with a long Retry-After": (
        too_many("3600"),
        "openai-like:scripted gets too many requests. Ask again later. It asks to wait 3600 "
        "seconds.",
    ),
    "a quota": (
        no_quota(),
        "The quota of the key for openai-like:scripted is spent. Look at your plan and billing.",
    ),
    "500": (server_fault(), "The server has a fault of its own (500). Ask again later."),
    "garbage": (
        Garbage(),
        "The server sent something that is not an answer of a language model (JSONDecodeError). "
        "Check the address in FOOTNOTE_LLM.",
    ),
    "a web page": (
        Garbage(b"<html>Log in</html>", "text/html"),
        "The server sent something that is not a stream of answers. Check the address in "
        "FOOTNOTE_LLM.",
    ),
    "an error that tells an address": (
        HttpError(400, "See http://10.0.0.7/docs, please."),
        "openai-like:scripted refused the request (400): See , please.",
    ),
}


@pytest.mark.parametrize("case", BY_QUOTES)
def test_the_built_in_engine_answers_and_says_why(
    server: LlmServer, written: Open, caplog: pytest.LogCaptureFixture, case: str
) -> None:
    reply, why = BY_QUOTES[case]
    server.script(reply)
    answer = written(llm_key="key-0123456789").ask(QUESTION)
    assert answer.text == f"{CAPTAIN} [1]"
    assert answer.engine == "extractive"
    assert answer.notice == why + BUILT_IN
    assert "127.0.0.1" not in json.dumps(answer.to_dict())
    if "wrote" not in why and "cut off" not in why:
        assert f"openai-like:scripted@{server.url}" in caplog.text or server.origin in caplog.text


def test_a_server_that_says_nothing(server: LlmServer, written: Open) -> None:
    server.script(Hang(Gate()))
    answer = written(llm_timeout=0.2).ask(QUESTION)
    assert answer.text == f"{CAPTAIN} [1]"
    assert answer.notice.startswith("openai-like:scripted sent nothing for too long. Raise ")


def test_a_busy_server_is_asked_again(server: LlmServer, written: Open, writes: Writes) -> None:
    server.script(too_many("0.01"), writes(MARKED))
    answer = written(llm_retries=1).ask(QUESTION)
    assert (answer.text, answer.notice) == ("Ann Miller blames a broken rudder. [1]", "")
    assert len(server.requests) == 2


@pytest.mark.parametrize("politely", [True, False])
def test_what_was_verified_before_a_disconnect_stays(
    server: LlmServer, written: Open, politely: bool
) -> None:
    said = f"{CAPTAIN[:-1]} [1]. The ferry has been out of"
    server.script(Prompted(lambda body: Disconnect((_to(body, said),), politely=politely)))
    told: list[Answer] = []
    answer = written().ask(QUESTION, listen=told.append)
    assert answer.text == told[-1].text == f"{CAPTAIN} [1]"
    assert answer.engine == "openai-like:scripted"
    assert answer.notice == "The server broke off in the middle of the answer. Ask again."


def _to(body: dict[str, Any], said: str) -> str:
    return said.replace("[1]", f"[{passages_in(body).index(CAPTAIN) + 1}]")


def test_what_was_verified_before_a_time_out_stays(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    pieces = (f"{MARKED} The ", "ferry is gone.")
    server.script(writes(pieces=pieces, gates={1: Gate()}))
    answer = written(llm_timeout=1).ask(QUESTION)
    assert answer.text == "Ann Miller blames a broken rudder. [1]"
    assert answer.notice.startswith("openai-like:scripted sent nothing for too long.")


@pytest.mark.parametrize(
    "reply", [Says("NO_ANSWER"), json_answer({"statements": []})], ids=["prose", "json"]
)
def test_a_model_that_finds_no_answer(server: LlmServer, written: Open, reply: Reply) -> None:
    server.script(reply)
    answer = written().ask(QUESTION)
    assert answer.status == "not_found"
    assert answer.confidence < 0.4
    assert answer.passages[0].paragraph.text == CAPTAIN
    assert (answer.engine, answer.notice) == ("openai-like:scripted", "")


def test_a_spent_budget(server: LlmServer, written: Open, writes: Writes) -> None:
    library = written(llm_daily_tokens=5)
    server.script(writes(MARKED))
    assert library.ask(QUESTION).notice == ""
    answer = library.ask("Who blamed the rudder?")
    assert answer.notice == (
        "The daily budget of 5 tokens is spent; it starts anew at 0:00 UTC. "
        f"FOOTNOTE_LLM_DAILY_TOKENS sets it.{BUILT_IN}"
    )
    assert answer.citations
    assert answer.model is not None
    assert (answer.model.calls, answer.model.tokens_in) == (0, 0)


def test_a_count_of_tokens_that_cannot_be_kept(server: LlmServer, written: Open) -> None:
    library = written(llm_daily_tokens=5)
    file = library.articles_folder.parent / "index" / "llm_tokens.sqlite"
    file.write_bytes(b"this is not a database, and long enough" * 99)
    answer = library.ask(QUESTION)
    assert answer.text == f"{CAPTAIN} [1]"
    assert "The count of tokens in" in answer.notice
    assert answer.notice.endswith(BUILT_IN)


def test_unsupported_statements_are_marked_if_so_set(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    server.script(writes(f"The captain loves the sea [<broken rudder>]. {MARKED} ***"))
    told: list[str] = []
    answer = written(llm_unsupported="mark").ask(QUESTION, listen=lambda a: told.append(a.text))
    assert answer.text == ("The captain loves the sea. [?] Ann Miller blames a broken rudder. [1]")
    assert told == [answer.text]  # nothing is shown while it may come to nothing


def test_marked_statements_alone_are_no_answer(server: LlmServer, written: Open) -> None:
    server.script(Says("The captain loves the sea [1]."))
    told: list[Answer] = []
    answer = written(llm_unsupported="mark").ask(QUESTION, listen=told.append)
    assert answer.text == f"{CAPTAIN} [1]"
    assert answer.engine == "extractive"
    assert told == []


def test_neither_prompt_nor_key_are_shown_even_where_marked(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    prompt = "You answer a question from numbered passages of articles."
    server.script(writes(f"{MARKED} {prompt} My key is key-0123456789. I love the sea."))
    answer = written(llm_unsupported="mark", llm_key="key-0123456789").ask(QUESTION)
    assert answer.text == "Ann Miller blames a broken rudder. [1] I love the sea. [?]"
    assert reasons(answer) == ["confidential", "confidential", "not_supported"]
    assert "numbered passages" not in json.dumps(answer.to_dict())


def test_several_sources_of_one_statement(server: LlmServer, written: Open, writes: Writes) -> None:
    server.script(
        writes(
            'She expects 400 visitors a day fewer [<The harbour master expects>: "400 visitors"]'
            '[<she expects 400>: "she expects 400 visitors a day fewer"].'
        )
    )
    answer = written().ask("How many visitors does the harbour master expect?")
    assert answer.text.endswith(" [1][2]")
    assert [c.file for c in answer.citations] == ["ferry.txt", "harbour.txt"]


def test_tokens_and_cost(
    server: LlmServer, written: Open, writes: Writes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "rag.asking")
    server.script(writes(MARKED))
    answer = written(llm_price="2,10").ask(QUESTION)
    use = answer.model
    assert use is not None
    assert (use.model, use.calls, use.estimated, use.cached) == (
        "openai-like:scripted",
        1,
        False,
        False,
    )
    assert use.tokens_in > 300 > use.tokens_out > 5
    assert use.cost == pytest.approx((2 * use.tokens_in + 10 * use.tokens_out) / 1e6)
    assert answer.to_dict()["model"]["tokens_in"] == use.tokens_in
    assert f"openai-like:scripted: 1 calls, Usage(tokens_in={use.tokens_in}" in caplog.text


def test_a_missing_article(server: LlmServer, written: Open, writes: Writes) -> None:
    library = written()
    server.script(writes("The ships were 1,200 in 2023 [<1,200>]."))
    answer = library.ask("How many ships in 2023?", without=frozenset({"ferry.txt"}))
    assert "ferry.txt" not in {p.paragraph.file for p in answer.passages}
    assert all("ferry" not in label for label in server.requests[0].body["messages"][-1])
    server.script(Says("NO_ANSWER"))
    again = library.ask("How many ships in 2023?", without=frozenset({"ferry.txt"}))
    assert again.status == "not_found"  # asked again: such answers are not kept
