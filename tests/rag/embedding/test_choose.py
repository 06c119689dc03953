"""Names of embeddings, and what is said when one cannot be had."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from embeddings import WordEmbedding
from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.embedding.choose import load_embedding
from rag.embedding.minilm import MiniLMEmbedding
from rag.errors import ModelError, SettingsError

CLASSES = {
    "fastembed": "FastEmbedEmbedding",
    "openai": "OpenAIEmbedding",
    "ollama": "OllamaEmbedding",
}


class Package:
    """Stands for an extra: records what its embedding is made with."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, provider: str) -> None:
        self.given: dict[str, str] = {}
        self.fails: Exception | None = None
        module = ModuleType(f"llama_index.embeddings.{provider}")
        setattr(module, CLASSES[provider], self._make)
        monkeypatch.setitem(sys.modules, module.__name__, module)

    def _make(self, **given: str) -> BaseEmbedding:
        if self.fails:
            raise self.fails
        self.given = given
        return WordEmbedding()


def test_minilm_is_built_in() -> None:
    assert isinstance(load_embedding("minilm", threads=1), MiniLMEmbedding)


@pytest.mark.parametrize(
    "name", ["", "MiniLM", "minilm:", "fastembed", "openai:", "word2vec:small", ":", "minilm:x"]
)
def test_an_unknown_name_is_a_wrong_setting(name: str) -> None:
    with pytest.raises(SettingsError, match="fastembed:MODEL") as caught:
        load_embedding(name)
    assert f"FOOTNOTE_EMBEDDING={name}" in str(caught.value)


@pytest.mark.parametrize("provider", CLASSES)
def test_a_missing_extra_names_its_installation(
    monkeypatch: pytest.MonkeyPatch, provider: str
) -> None:
    monkeypatch.setitem(sys.modules, f"llama_index.embeddings.{provider}", None)
    with pytest.raises(ModelError) as caught:
        load_embedding(f"{provider}:some-model")
    assert f'pip install "footnote[{provider}]"' in str(caught.value)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("fastembed:BAAI/bge-small-en-v1.5", {"model_name": "BAAI/bge-small-en-v1.5"}),
        ("openai:text-embedding-3-small", {"model": "text-embedding-3-small"}),
        ("ollama:all-minilm:22m", {"model_name": "all-minilm:22m"}),
        (
            "ollama:all-minilm:22m@http://10.0.0.1:11434",
            {"model_name": "all-minilm:22m", "base_url": "http://10.0.0.1:11434"},
        ),
    ],
)
def test_a_model_of_an_extra(
    monkeypatch: pytest.MonkeyPatch, name: str, given: dict[str, str]
) -> None:
    package = Package(monkeypatch, name.partition(":")[0])
    assert isinstance(load_embedding(name), WordEmbedding)
    assert package.given == given


def test_a_model_that_cannot_be_loaded_gives_its_reason_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Package(monkeypatch, "openai").fails = ValueError("No API key.\nSet one.")
    with pytest.raises(ModelError) as caught:
        load_embedding("openai:m")
    assert "openai:m" in str(caught.value)
    assert str(caught.value).endswith("No API key.")
