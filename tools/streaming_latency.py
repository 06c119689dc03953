"""Measures how long after its arrival a model's statement is on the screen.

    PYTHONPATH=.:tests python tools/streaming_latency.py [QUESTIONS]

The scripted server of the tests writes answers of three statements over HTTP, about `seeds/`, as
prose and as JSON, and notes when it has sent the last piece of a statement and, 50 ms later, the
first of the next. `Library.ask` calls `listen` when the statement may be shown. Printed is the
time from the former to the latter: the network, the checks and the look at the index together.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from aiohttp import web
from llm_server import LlmServer, passages_in
from llm_server.call import Call

from rag import Library, Settings
from rag.model import Paragraph
from rag.prose import verification
from rag.prose.claim import Claim
from rag.sentences import sentences

QUESTIONS = (
    "How many days had the war lasted?",
    "Who gave the interview?",
    "Why did Russia give up its attempt to take Kyiv?",
    "What do experts say of the front?",
    "What did the president say of the war?",
)
PAUSE = 0.05  # seconds between the end of a statement and the next
STATEMENTS = 3


@dataclass
class Timed:
    """Writes statements and notes when each was complete."""

    bound: bool
    sent: list[float] = field(default_factory=list)

    async def send(self, call: Call) -> web.StreamResponse:
        """See `Reply`."""
        response = await call.started()
        for frame in call.dialect.begin(call.asked):
            await response.write(frame.encode())
        for statement, after in self._statements(call.body):
            for piece in _pieces(statement):
                await response.write(call.dialect.piece(piece).encode())
            self.sent.append(time.perf_counter())
            await asyncio.sleep(PAUSE)
            await response.write(call.dialect.piece(after).encode())
        for frame in call.dialect.end("stop", call.asked, 0, usage=False):
            await response.write(frame.encode())
        return response

    def _statements(self, body: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """What is written, and what comes after it."""
        chosen = [
            (number, sentences(passage)[0].text)
            for number, passage in enumerate(passages_in(body)[:STATEMENTS], start=1)
        ]
        for place, (number, words) in enumerate(chosen):
            if self.bound:
                source = {"passage": number, "words": words}
                value = json.dumps({"text": words, "sources": [source]}, ensure_ascii=False)
                yield ('{"statements": [' if place == 0 else "") + value, ", "
            else:
                text = words.rstrip(".").replace("[", "(").replace("]", ")")
                # A marker may have a second one behind it: the line break says that there is none.
                yield f'{text} [{number}: "{words}"].\n', "\n"


def _pieces(text: str) -> list[str]:
    return [text[at : at + 5] for at in range(0, len(text), 5)]


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("questions", type=int, nargs="?", default=40)
    asked = parser.parse_args().questions
    checks = _timed_checks()
    print("| answer | statements | to the screen, p50 | p95 | first statement, p95 |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, LlmServer() as server:
        llm = f"openai-like:timed@{server.url}"
        settings = Settings(articles=Path("seeds"), index=Path(folder), llm=llm, llm_cache=0)
        with Library.open(settings) as library:
            library.sync()
            library.warm_up()
            for name, bound in (("prose", False), ("JSON", True)):
                _row(name, [_asked(library, server, bound, n) for n in range(asked)])
    print(f"\nOne check of a statement: {_spread(checks)}.")


def _asked(library: Library, server: LlmServer, bound: bool, number: int) -> list[float]:
    """Milliseconds from the end of each statement to its being told."""
    reply, told = Timed(bound), list[float]()
    server.script(reply)
    question = QUESTIONS[number % len(QUESTIONS)]
    answer = library.ask(question, listen=lambda _: told.append(time.perf_counter()))
    if len(told) != len(reply.sent):
        raise SystemExit(f"not all statements of {question!r} were told: {answer.withdrawn}")
    return [1000 * (seen - sent) for seen, sent in zip(told, reply.sent, strict=True)]


def _timed_checks() -> list[float]:
    """Where the milliseconds of each check of a statement will be noted."""
    taken: list[float] = []
    check = verification.Verifier.check

    def timed(
        self: verification.Verifier, claim: Claim, passages: Sequence[Paragraph], question: str
    ) -> verification.Checked:
        begun = time.perf_counter()
        checked = check(self, claim, passages, question)
        taken.append(1000 * (time.perf_counter() - begun))
        return checked

    verification.Verifier.check = timed  # type: ignore[method-assign]
    return taken


def _row(name: str, each: list[list[float]]) -> None:
    every = [ms for answer in each for ms in answer]
    first = np.percentile([answer[0] for answer in each if answer], 95)
    middle, high = np.percentile(every, (50, 95))
    print(f"| {name} | {len(every)} | {middle:.0f} ms | {high:.0f} ms | {first:.0f} ms |")


def _spread(every: list[float]) -> str:
    middle, high = np.percentile(every, (50, 95))
    return f"{middle:.0f} ms (p50), {high:.0f} ms (p95), of {len(every)}"


if __name__ == "__main__":
    main()
