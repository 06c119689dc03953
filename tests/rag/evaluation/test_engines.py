"""Engines side by side."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from llm_server import LlmServer, Says

from rag import Library
from rag.evaluation.engines import Contender, table
from rag.evaluation.run import evaluate

RIGHT = {
    "id": "right",
    "question": "Who blames a broken rudder?",
    "answers": ["ann miller"],
    "gold": [{"file": "ferry.txt", "paragraph": 3}],
}


def test_a_column_for_each_engine(open_library: Callable[..., Library], tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps(RIGHT), encoding="utf-8")
    contenders = []
    said = 'Ann Miller blames a broken rudder [1: "Ann Miller blames a broken rudder"].'
    with LlmServer(otherwise=lambda _: Says(said)) as server:
        models = {"built-in": "", "scripted": f"openai-like:scripted@{server.url}"}
        for engine, llm in models.items():
            library = open_library(llm=llm, llm_price="1,2")
            library.sync()
            found = evaluate(library, questions)
            contenders.append(Contender(engine, found.report, found.use))
            library.close()
    lines = {line[:16].strip(): line[16:].split() for line in table(contenders)}
    assert lines[""] == ["built-in", "scripted"]
    assert lines["answered"] == ["1", "1"]
    assert lines["not verbatim"] == ["0", "0"]
    assert lines["faithful"] == ["1.000", "1.000"]
    tokens = [int(cell.replace(",", "")) for cell in lines["tokens"]]
    assert tokens[0] == 0 < tokens[1]
    assert lines["cost"][0] == "–"
    assert float(lines["cost"][1]) > 0
