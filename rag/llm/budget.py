"""How many tokens a day may cost; the count outlives the process."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rag.errors import IndexUnavailableError, LlmError
from rag.llm.model import Completion, LanguageModel, Prompt
from rag.llm.usage import Usage

__all__ = ["DailyTokens", "Metered"]

_FILE = "llm_tokens.sqlite"
_TABLE = """
CREATE TABLE IF NOT EXISTS spent (
    day TEXT PRIMARY KEY,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    estimated INTEGER NOT NULL
)"""
_BOOK = """
INSERT INTO spent VALUES (?, ?, ?, ?) ON CONFLICT (day) DO UPDATE SET
    tokens_in = tokens_in + excluded.tokens_in,
    tokens_out = tokens_out + excluded.tokens_out,
    estimated = max(estimated, excluded.estimated)"""


def _today() -> date:
    return datetime.now(UTC).date()


class DailyTokens:
    """Counts the tokens of each day (UTC) in a file of the index folder. Thread-safe.

    `most` tokens may be spent a day; 0: any number. Several processes may share the file.
    Every call raises `IndexUnavailableError` when the file cannot be read or written.
    """

    def __init__(self, folder: Path, most: int, today: Callable[[], date] = _today) -> None:
        self._file = folder / _FILE
        self._most = most
        self._today = today

    def require(self) -> None:
        """Raises `LlmError` when the day's tokens are spent.

        Requests that run at the same time can go beyond the bound by what they cost together.
        """
        if self._most and self.spent.tokens >= self._most:
            raise LlmError(
                f"The daily budget of {self._most:,} tokens is spent; it starts anew at 0:00 UTC. "
                "FOOTNOTE_LLM_DAILY_TOKENS sets it."
            )

    def book(self, usage: Usage) -> None:
        """Adds what a request has cost."""
        if not usage.tokens:
            return
        row = (self._day, usage.tokens_in, usage.tokens_out, usage.estimated)
        with self._opened() as database:
            database.execute(_BOOK, row)

    @property
    def spent(self) -> Usage:
        """What today has cost so far."""
        query = "SELECT tokens_in, tokens_out, estimated FROM spent WHERE day = ?"
        with self._opened() as database:
            row = database.execute(query, (self._day,)).fetchone()
        return Usage(row[0], row[1], bool(row[2])) if row else Usage()

    @property
    def most(self) -> int:
        """How many tokens a day may cost; 0: any number."""
        return self._most

    @property
    def _day(self) -> str:
        return self._today().isoformat()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """A connection for one transaction, which threads and processes take in turn."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=10)) as database, database:
                database.execute(_TABLE)
                yield database
        except (OSError, sqlite3.Error) as error:
            raise IndexUnavailableError(
                f"The count of tokens in {self._file} cannot be kept: {error}. "
                "Check its permissions, or delete it."
            ) from error


class Metered:
    """A `LanguageModel` whose tokens are counted, and which is silent when they are spent."""

    def __init__(self, model: LanguageModel, tokens: DailyTokens) -> None:
        self._model = model
        self.tokens = tokens

    def __repr__(self) -> str:
        return f"Metered({self._model!r})"

    @property
    def name(self) -> str:
        """As set."""
        return self._model.name

    @property
    def structured(self) -> bool:
        """As the model itself."""
        return self._model.structured

    def stream(
        self,
        prompt: Prompt,
        *,
        schema: dict[str, Any] | None = None,
        most_tokens: int,
        cancelled: threading.Event | None = None,
    ) -> Completion:
        """As `LanguageModel` says; raises `LlmError` at once when the budget is spent."""
        self.tokens.require()
        inner = self._model.stream(
            prompt, schema=schema, most_tokens=most_tokens, cancelled=cancelled
        )
        return Completion(self._counted(inner), inner.tally)

    def _counted(self, inner: Completion) -> Generator[str, None, None]:
        try:
            yield from inner
        finally:
            inner.close()
            self.tokens.book(inner.usage)
