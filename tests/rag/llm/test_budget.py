"""Tokens are counted by the day, whatever happens, and the bound holds."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from llm_server import Disconnect, LlmServer, Says, bad_key

from rag.errors import IndexUnavailableError, LlmError
from rag.llm.budget import DailyTokens, Metered
from rag.llm.model import Prompt
from rag.llm.usage import Usage

Load = Callable[..., Metered]
PROMPT = Prompt("Answer from the passages.", "Who built the bridge?")


def test_a_spent_budget_asks_no_more(server: LlmServer, load: Load) -> None:
    server.script(Says("Ann Miller did."), Says("Ann Miller did."))
    model = load(llm_daily_tokens=10)
    list(model.stream(PROMPT, most_tokens=5))  # 8 in, 3 out
    with pytest.raises(LlmError) as caught:
        model.stream(PROMPT, most_tokens=5)
    assert str(caught.value) == (
        "The daily budget of 10 tokens is spent; it starts anew at 0:00 UTC. "
        "FOOTNOTE_LLM_DAILY_TOKENS sets it."
    )
    assert len(server.requests) == 1


def test_the_count_outlives_the_process(server: LlmServer, load: Load) -> None:
    server.script(Says("Ann Miller did."))
    list(load().stream(PROMPT, most_tokens=5))
    again = load(llm_daily_tokens=11)
    assert again.tokens.spent == Usage(8, 3)
    with pytest.raises(LlmError, match="daily budget of 11"):
        again.stream(PROMPT, most_tokens=5)


def test_no_bound_counts_all_the_same(server: LlmServer, load: Load) -> None:
    server.script(Says("Ann."), Says("Ann Miller.", tell_usage=False))
    model = load()
    for _ in range(2):
        list(model.stream(PROMPT, most_tokens=5))
    assert model.tokens.spent == Usage(8 + 12, 1 + 3, estimated=True)


def test_a_broken_answer_is_paid_for_and_a_refused_request_is_not(
    server: LlmServer, load: Load
) -> None:
    model = load()
    server.script(bad_key())
    with pytest.raises(LlmError):
        list(model.stream(PROMPT, most_tokens=5))
    assert model.tokens.spent == Usage()
    server.script(Disconnect(("Ann Miller ",)))
    with pytest.raises(LlmError):
        list(model.stream(PROMPT, most_tokens=5))
    assert model.tokens.spent == Usage(12, 3, estimated=True)


def test_each_day_begins_at_nought(tmp_path: Path) -> None:
    day = date(2026, 1, 1)
    tokens = DailyTokens(tmp_path, 10, today=lambda: day)
    tokens.book(Usage(6, 4))
    with pytest.raises(LlmError):
        tokens.require()
    day = date(2026, 1, 2)
    tokens.require()
    assert tokens.spent == Usage()


def test_no_count_is_lost_among_threads(tmp_path: Path) -> None:
    counters = [DailyTokens(tmp_path, 0) for _ in range(4)]
    threads = [
        threading.Thread(target=lambda each=each: [each.book(Usage(2, 1)) for _ in range(10)])
        for each in counters
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counters[0].spent == Usage(80, 40)


def test_a_count_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "llm_tokens.sqlite").write_bytes(b"this is not a database, and long enough" * 99)
    with pytest.raises(IndexUnavailableError, match=r"cannot be kept: .* or delete it\.$"):
        DailyTokens(tmp_path, 5).require()
