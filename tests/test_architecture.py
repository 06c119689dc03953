"""Imports run one way: `bot` to `rag`, and inside `rag` from the wiring down to the values."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STAGES = {  # what each part of rag may import, besides itself and the values
    "reading": set[str](),
    "models": set[str](),
    "embedding": {"models"},
    "reader": {"models"},
    "index": {"reading", "sentences", "terms"},
    "retrieval": {"index", "models", "reader", "terms"},
    "answering": {"reader", "retrieval", "sentences", "terms"},
    "conversation": set[str](),
    "llm": set[str](),
    "sentences": set[str](),
    "terms": set[str](),
    "prose": {"answering", "llm", "reader", "retrieval", "sentences", "terms"},
    "asking": {
        "answering",
        "conversation",
        "index",
        "llm",
        "prose",
        "reader",
        "retrieval",
        "stopwatch",
        "terms",
    },
    "shelf": {"reading"},
    "library": {
        "reading",
        "shelf",
        "embedding",
        "index",
        "reader",
        "retrieval",
        "answering",
        "asking",
        "conversation",
        "llm",
    },
    "evaluation": {"reading", "library", "prose"},
    "stopwatch": set[str](),
    "errors": set[str](),
    "model": set[str](),
    "settings": set[str](),
}
VALUES = {"errors", "model", "settings"}


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_rag_knows_nothing_of_the_bot_or_of_discord() -> None:
    for file in (ROOT / "rag").rglob("*.py"):
        foreign = {name.split(".")[0] for name in imported(file)} & {"bot", "discord"}
        assert not foreign, file


@pytest.mark.parametrize("part", STAGES)
def test_stages_import_only_what_stands_below(part: str) -> None:
    files = [ROOT / "rag" / f"{part}.py", *(ROOT / "rag" / part).rglob("*.py")]
    for file in filter(Path.exists, files):
        own = {name.split(".")[1] for name in imported(file) if name.startswith("rag.")}
        assert own <= {part} | VALUES | STAGES[part], file


def test_every_part_of_rag_is_in_the_picture() -> None:
    parts = {path.stem for path in (ROOT / "rag").iterdir() if path.suffix in ("", ".py")}
    assert parts - {"__init__", "__pycache__"} == set(STAGES)


def test_the_prompt_waits_for_no_model() -> None:
    heavy = "{'llama_index', 'chromadb', 'onnxruntime', 'discord', 'numpy', 'tantivy', 'openai'}"
    code = (
        "import sys, bot.cli.main, bot.repl.interactive, bot.settings, rag; "
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_public_names() -> None:
    import bot
    import rag

    assert rag.__all__ == ["Library", "Settings"]
    assert bot.__all__ == ["create_bot"]
    assert all(getattr(rag, name) for name in rag.__all__)
