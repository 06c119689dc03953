"""A library whose answers a scripted model writes, over real HTTP."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from llm_server import LlmServer, Prompted, Reply, Says, passages_in

from rag import Library
from rag.model import Answer

HARBOUR = """The harbour of Port Ellen

The harbour master, Jane Ross, counted 1,200 ships in 2023.

Because the ferry does not run, she expects 400 visitors a day fewer.

The old lighthouse was built in 1871 and stands on the northern pier.
"""

Open = Callable[..., Library]
Writes = Callable[..., Reply]


@pytest.fixture(autouse=True)
def harbour(articles: Path) -> None:
    """A third article beside the two that every library has."""
    (articles / "harbour.txt").write_text(HARBOUR, encoding="utf-8")


@pytest.fixture
def server() -> Iterator[LlmServer]:
    """A server without a script yet."""
    with LlmServer() as running:
        yield running


@pytest.fixture
def written(open_library: Open, server: LlmServer) -> Open:
    """Opens a library, in line with its folder, for which the server's model writes."""

    def make(**settings: Any) -> Library:
        values = {"llm": f"openai-like:scripted@{server.url}", "llm_retries": 0} | settings
        library = open_library(**values)
        library.sync()
        return library

    return make


@pytest.fixture
def writes() -> Writes:
    """Makes a reply of the model's: `<words>` becomes the number of the passage that has them."""

    def make(text: str = "", *, pieces: tuple[str, ...] = (), **values: Any) -> Reply:
        def reply(body: dict[str, Any]) -> Reply:
            passages = passages_in(body)
            said = [_numbered(piece, passages) for piece in (*pieces, text)]
            return Says(said[-1], pieces=tuple(said[:-1]), **values)

        return Prompted(reply)

    return make


@pytest.fixture(autouse=True)
def every_citation_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test asks: each citation of each answer is verbatim in its paragraph."""
    ask = Library.ask

    def checked(self: Library, question: str, **given: Any) -> Answer:
        answer = ask(self, question, **given)
        for citation in answer.citations:
            paragraph = self.show(citation.file, citation.paragraph).paragraph
            assert citation.quote
            assert citation.quote == paragraph.text[citation.start : citation.end]
            assert f"[{citation.marker}]" in answer.text
        markers = {int(marker) for marker in re.findall(r"\[(\d+)\]", answer.text)}
        assert markers == {citation.marker for citation in answer.citations}
        assert (answer.status == "answered") == bool(answer.citations)
        return answer

    monkeypatch.setattr(Library, "ask", checked)


@pytest.fixture(autouse=True)
def no_thread_stays() -> Iterator[None]:
    """Whatever happened, no thread goes on reading."""
    yield
    for thread in threading.enumerate():
        if thread.name == "footnote-llm":
            thread.join(20)
            assert not thread.is_alive()


def _numbered(text: str, passages: list[str]) -> str:
    def number(found: re.Match[str]) -> str:
        holding = [n for n, passage in enumerate(passages, start=1) if found[1] in passage]
        assert holding, f"no passage holds {found[1]!r}"
        return str(holding[0])

    return re.sub(r"<([^<>]+)>", number, text)
