"""The scripted model that people can try knows Footnote's prompts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from llm_server import LlmServer
from llm_server.friendly import friendly

from rag import Settings
from rag.errors import LlmError
from rag.llm.choose import load_llm
from rag.llm.model import Prompt

TESTS = Path(__file__).parent
SCHEMA: dict[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}
USER = """The code of this message is c0de.

=== c0de begins: passage 1 of 2, bridge.txt ¶1 ===
It was Monday.
=== c0de ends ===

=== c0de begins: passage 2 of 2, bridge.txt ¶2 ===
Nobody slept. Tom Baker opened the bridge.
=== c0de ends ===

=== c0de begins: question ===
Who opened the bridge?
=== c0de ends ==="""


def answer(url: str, folder: Path, schema: dict[str, Any] | None) -> str:
    model = load_llm(Settings(llm=f"openai-like:scripted@{url}", index=folder))
    return "".join(model.stream(Prompt("", USER), schema=schema, most_tokens=100))


def test_it_quotes_the_passage_that_fits(tmp_path: Path) -> None:
    with LlmServer(otherwise=friendly) as server:
        prose = answer(server.url, tmp_path, None)
        bound = json.loads(answer(server.url, tmp_path, SCHEMA))
    words = "Tom Baker opened the bridge."
    assert prose == f'Tom Baker opened the bridge [2: "{words}"].'
    source = {"passage": 2, "words": words}
    assert bound == {"statements": [{"text": words, "sources": [source]}]}


def test_it_starts_by_hand_and_prints_the_setting(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "llm_server"]
    with subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            setting, _, value = process.stdout.readline().strip().partition("=")
            assert setting == "FOOTNOTE_LLM"
            assert "Tom Baker" in answer(value.partition("@")[2], tmp_path, None)
        finally:
            process.terminate()


@pytest.mark.parametrize("path", ["chat/completions", "v2/chat"])
def test_an_address_that_is_off_by_a_folder(tmp_path: Path, path: str) -> None:
    with LlmServer(otherwise=friendly) as server, pytest.raises(LlmError, match="404"):
        answer(f"{server.origin}/{path}", tmp_path, None)
