"""The same question is not paid for twice; anything that could change its answer asks anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from llm_server import LlmServer, Reply, Says, server_fault

from rag import Library
from rag.asking.answer_cache import AnswerCache
from rag.conversation import Turn
from rag.model import Answer

Open = Callable[..., Library]
Writes = Callable[..., Reply]

QUESTION = "Who blames a broken rudder?"
SAID = "Ann Miller blames a broken rudder [<broken rudder>]. The crew was drunk [1]."


def cached(answer: Answer) -> bool:
    return answer.model is not None and answer.model.cached


@pytest.fixture
def asked_twice(server: LlmServer, written: Open, writes: Writes) -> Callable[..., Answer]:
    """Asks, closes the library, opens it with other settings and asks again."""

    def ask(question: str = QUESTION, again: str = QUESTION, **settings: Any) -> Answer:
        server.script(writes(SAID), writes(SAID))
        with written() as library:
            library.ask(question)
        with written(**settings) as library:
            return library.ask(again)

    return ask


def test_the_same_question_is_asked_once(server: LlmServer, written: Open, writes: Writes) -> None:
    server.script(writes(SAID))
    library = written(llm_price="1,1")
    first, second = library.ask(QUESTION), library.ask(f"  {QUESTION}\n")
    assert len(server.requests) == 1
    assert cached(second)
    assert not cached(first)
    assert (second.text, second.citations, second.withdrawn, second.confidence) == (
        first.text,
        first.citations,
        first.withdrawn,
        first.confidence,
    )
    assert [p.paragraph for p in second.passages] == [p.paragraph for p in first.passages]
    assert second.index == first.index
    assert second.model is not None
    assert (second.model.calls, second.model.tokens_in, second.model.cost) == (0, 0, None)


def test_it_outlives_the_process(asked_twice: Callable[..., Answer]) -> None:
    assert cached(asked_twice())


@pytest.mark.parametrize(
    "settings",
    [
        {"llm_answer_tokens": 500},
        {"llm_unsupported": "mark"},
        {"threshold": 0.3},
        {"llm_cache": 0},
    ],
    ids=str,
)
def test_another_setting_asks_anew(
    asked_twice: Callable[..., Answer], settings: dict[str, Any]
) -> None:
    assert not cached(asked_twice(**settings))


def test_another_model_asks_anew(server: LlmServer, asked_twice: Callable[..., Answer]) -> None:
    assert not cached(asked_twice(llm=f"openai-like:other@{server.url}"))


def test_another_question_asks_anew(asked_twice: Callable[..., Answer]) -> None:
    assert not cached(asked_twice(again="Who blamed a broken rudder?"))


def test_a_changed_article_asks_anew(
    server: LlmServer, written: Open, writes: Writes, articles: Path
) -> None:
    server.script(writes(SAID), writes(SAID))
    library = written()
    library.ask(QUESTION)
    (articles / "new.txt").write_text("Something else happened elsewhere.\n")
    library.sync()
    assert not cached(library.ask(QUESTION))
    with sqlite3.connect(articles.parent / "index" / "answers.sqlite") as database:
        assert database.execute("SELECT count(*) FROM answer").fetchone() == (1,)
    (articles / "new.txt").unlink()
    library.sync()
    server.script(writes(SAID))
    assert not cached(library.ask(QUESTION))


def test_turns_count_only_where_a_question_leans_on_them(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    turns = (Turn("Who is she?", "Who is Ann?", "a captain"),)
    server.script(writes(SAID))
    library = written()
    library.ask(QUESTION)
    assert cached(library.ask(QUESTION, turns=turns))
    for name in ("Ann Miller", "Jane Ross"):
        server.script(Says("{}"), writes(SAID))
        about = (Turn(f"Who is {name}?", f"Who is {name}?", name),)
        assert not cached(library.ask("Whom does she blame?", turns=about))
    assert cached(library.ask("Whom does she blame?", turns=about))


def test_silence_is_kept_and_failures_are_not(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    library = written()
    server.script(Says("NO_ANSWER"))
    assert library.ask("Who paints the moon?").status == "not_found"
    assert cached(library.ask("Who paints the moon?"))
    server.script(server_fault(), Says("All lies [1]."), Says(SAID[:60], finish="length"))
    for _ in range(3):
        assert library.ask(QUESTION).notice
    server.script(writes(SAID))
    assert not cached(library.ask(QUESTION))


def damage(file: Path, how: str) -> None:
    if how == "no database":
        file.write_bytes(b"this is not a database, and long enough" * 99)
        return
    value = {"no JSON": "{", "a list": "[1]", "another version's": '{"text": "Hello"}'}[how]
    with sqlite3.connect(file) as database:
        database.execute("UPDATE answer SET value = ?", (value,))


@pytest.mark.parametrize("how", ["no database", "no JSON", "a list", "another version's"])
def test_a_broken_cache_is_a_warning(
    server: LlmServer, written: Open, writes: Writes, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.script(writes(SAID), writes(SAID))
    library = written()
    library.ask(QUESTION)
    damage(library.articles_folder.parent / "index" / "answers.sqlite", how)
    answer = library.ask(QUESTION)
    assert answer.text == "Ann Miller blames a broken rudder. [1]"
    assert not cached(answer)
    assert "cache" in caplog.text or how == "a list"


def test_it_is_bounded_and_forgets_what_was_used_longest_ago(tmp_path: Path) -> None:
    times = iter(range(100))
    cache = AnswerCache(tmp_path / "answers.sqlite", 2, clock=lambda: float(next(times)))
    cache.put("a", "v1", {"text": "A"})
    cache.put("b", "v1", {"text": "B"})
    assert cache.get("a", "v1") == {"text": "A"}
    cache.put("c", "v1", {"text": "C"})
    assert cache.get("b", "v1") is None
    assert cache.get("a", "v1") == {"text": "A"}
    assert cache.get("c", "v1") == {"text": "C"}


def test_another_version_of_the_index_clears_it(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "answers.sqlite", 9)
    cache.put("a", "v1", {"text": "A"})
    assert cache.get("a", "v2") is None
    cache.put("b", "v2", {"text": "B"})
    assert cache.get("a", "v1") is None


def test_a_folder_that_is_gone_is_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache = AnswerCache(tmp_path / "nowhere" / "answers.sqlite", 9)
    cache.put("a", "v", {})
    assert cache.get("a", "v") is None
    assert caplog.text.count("the cache of answers") == 2
