"""Names of readers; another cross-encoder brings the order, the built-in reader the spans."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest
from readings import ScriptedReader, paragraph

from rag.errors import ModelError, SettingsError
from rag.model import Passage
from rag.reader.choose import RankedBy, load_reader
from rag.reader.minilm import MiniLMReader
from rag.retrieval.close_reading import CloseReader

TEXTS = ("short", "a longer text", "the longest text of all")


class Package:
    """Stands for an extra: a longer text is a better one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, kind: str) -> None:
        self.given: list[str] = []
        self.fails: Exception | None = None
        module = ModuleType(name)
        setattr(module, kind, self._make)
        monkeypatch.setitem(sys.modules, name, module)

    def _make(self, model: str = "", model_name: str = "") -> Any:
        self.given.append(model or model_name)
        return self

    def rerank(self, question: str, texts: list[str]) -> Any:
        if self.fails:
            raise self.fails
        return (float(len(text)) for text in texts)

    def predict(self, pairs: list[tuple[str, str]]) -> list[float]:
        return list(self.rerank(pairs[0][0], [text for _, text in pairs]))


EXTRAS = [
    ("fastembed", "fastembed.rerank.cross_encoder", "TextCrossEncoder"),
    ("sentence-transformers", "sentence_transformers", "CrossEncoder"),
]


def test_minilm_is_built_in() -> None:
    assert isinstance(load_reader("minilm", threads=1), MiniLMReader)


@pytest.mark.parametrize("name", ["", "MiniLM", "minilm:x", "fastembed", "fastembed:", "bert:x"])
def test_an_unknown_name_is_a_wrong_setting(name: str) -> None:
    with pytest.raises(SettingsError, match="fastembed:MODEL") as caught:
        load_reader(name)
    assert f"FOOTNOTE_READER={name}" in str(caught.value)


@pytest.mark.parametrize(("provider", "module", "kind"), EXTRAS)
def test_an_extra_orders_the_passages(
    monkeypatch: pytest.MonkeyPatch, provider: str, module: str, kind: str
) -> None:
    package = Package(monkeypatch, module, kind)
    reader = load_reader(f"{provider}:some/model")
    assert package.given == ["some/model"]
    assert reader.name == f"{provider}:some/model"
    passages = [Passage(paragraph(text, number=n), 0.5) for n, text in enumerate(TEXTS, start=1)]
    reads = CloseReader(reader).read("Which?", passages)
    assert [read.passage.paragraph.text for read in reads] == list(reversed(TEXTS))
    scores = [read.passage.score for read in reads]
    assert scores == sorted(scores, reverse=True)
    assert all(read.reading.spans for read in reads)


@pytest.mark.parametrize(("provider", "module", "kind"), EXTRAS)
def test_a_missing_extra_names_its_installation(
    monkeypatch: pytest.MonkeyPatch, provider: str, module: str, kind: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ModelError) as caught:
        load_reader(f"{provider}:m")
    assert f'pip install "footnote[{provider}]"' in str(caught.value)


def test_a_failing_extra_gives_its_reason_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    package = Package(monkeypatch, "sentence_transformers", "CrossEncoder")
    package.fails = RuntimeError("out of memory\nsee the log")
    reader = load_reader("sentence-transformers:m")
    with pytest.raises(ModelError) as caught:
        reader.read("Which?", [paragraph("Text.")])
    assert str(caught.value).endswith("out of memory")


def test_nothing_to_rank() -> None:
    def never(question: str, texts: list[str]) -> list[float]:
        raise AssertionError

    assert RankedBy("x", never, ScriptedReader({})).read("Which?", []) == []
