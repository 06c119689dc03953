"""A model behind HTTP: one request, tried again where that is worth it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator
from dataclasses import replace
from typing import Any

from rag.errors import LlmCancelled, LlmError
from rag.llm.failure import Failure, failure_of, failure_of_end
from rag.llm.model import Completion, Prompt
from rag.llm.name import LlmName
from rag.llm.providers.provider import Provider, Request
from rag.llm.reading import read_apart
from rag.llm.retry import LONGEST_WAIT, Wait, pause
from rag.llm.tally import Tally
from rag.llm.wire import Wire

__all__ = ["RemoteModel"]

_log = logging.getLogger(__name__)


class _FailedError(Exception):
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.text)
        self.failure = failure


class RemoteModel:
    """A `LanguageModel` that asks a `Provider`."""

    def __init__(
        self,
        name: LlmName,
        provider: Provider,
        *,
        key: str,
        timeout: float,
        retries: int,
        wait: Wait,
    ) -> None:
        self._name = name
        self._provider = provider
        self._key = key
        self._timeout = timeout
        self._retries = retries
        self._wait = wait
        self._refused: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"RemoteModel({self.name!r})"

    @property
    def name(self) -> str:
        """As set."""
        return str(self._name)

    @property
    def structured(self) -> bool:
        """Whether the provider has schemas and this server has not refused them."""
        return bool(self._provider.schema) and self._provider.schema not in self._refused

    def stream(
        self,
        prompt: Prompt,
        *,
        schema: dict[str, Any] | None = None,
        most_tokens: int,
        cancelled: threading.Event | None = None,
    ) -> Completion:
        """See `LanguageModel`."""
        tally = Tally(len(prompt.system) + len(prompt.user))
        request = Request(prompt, schema, most_tokens)
        return Completion(self._pieces(request, tally, cancelled), tally)

    def _pieces(
        self, request: Request, tally: Tally, cancelled: threading.Event | None
    ) -> Generator[str, None, None]:
        """The text, after as many tries as it takes; a try that has given text is the last."""
        tries = 0
        while True:
            try:
                yield from self._tried(request, tally, cancelled)
                return
            except _FailedError as error:
                failure, cause = error.failure, error.__cause__
            if not tally.started and self._gives_up(failure):
                continue
            tries += 1
            if tally.started or not self._worth(failure, tries):
                raise LlmError(_told(failure, tries)) from cause
            seconds = pause(tries, failure.after)
            _log.info("try %d failed, again in %.1f s: %s", tries, seconds, failure.text)
            self._wait(seconds, cancelled)

    def _tried(
        self, request: Request, tally: Tally, cancelled: threading.Event | None
    ) -> Generator[str, None, None]:
        if cancelled is not None and cancelled.is_set():
            raise LlmCancelled("The request was cancelled.")
        wire = Wire(self._provider.headers, self._timeout)
        whole = replace(request, without=self._refused)
        tally.begin()
        chunks = read_apart(
            lambda: self._provider.chunks(whole, wire, self._timeout), wire.cut, cancelled
        )
        try:
            for chunk in chunks:
                tally.add(chunk)
                if chunk.text:
                    yield chunk.text
        except LlmCancelled:
            raise
        except Exception as error:
            failed = failure_of(
                error, self._name, key=self._key, reached=wire.reached, begun=tally.started
            )
            if not tally.chunks:
                tally.refused()
            raise _FailedError(failed) from error
        finally:
            chunks.close()
        at_end = failure_of_end(tally.end, self._name, chunks=tally.chunks, begun=tally.started)
        if at_end is not None:
            raise _FailedError(at_end)

    def _gives_up(self, failure: Failure) -> bool:
        """Whether the server complained of a parameter that can be left out from now on."""
        words = failure.complaint
        named = {each for each in self._provider.optional - self._refused if each in words}
        self._refused |= named
        return bool(named)

    def _worth(self, failure: Failure, tries: int) -> bool:
        if (failure.after or 0.0) > LONGEST_WAIT:
            return False
        return failure.retry and tries <= self._retries


def _told(failure: Failure, tries: int) -> str:
    text = failure.text
    if (failure.after or 0.0) > LONGEST_WAIT:
        text += f" It asks to wait {failure.after:.0f} seconds."
    return text + (f" ({tries} tries)" if tries > 1 else "")
