"""The embedding that `FOOTNOTE_EMBEDDING` names."""

from __future__ import annotations

import importlib
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.embedding.minilm import MiniLMEmbedding
from rag.errors import ModelError, SettingsError

__all__ = ["load_embedding"]

_CLASSES = {"fastembed": "FastEmbedEmbedding", "openai": "OpenAIEmbedding"}
_CLASSES |= {"ollama": "OllamaEmbedding"}


def load_embedding(name: str, threads: int = 0) -> BaseEmbedding:
    """The embedding called `minilm`, `fastembed:MODEL`, `openai:MODEL` or `ollama:MODEL[@URL]`.

    Raises `SettingsError` for another name and `ModelError` when its package is missing or
    the model cannot be loaded.
    """
    if name == "minilm":
        return MiniLMEmbedding(threads)
    provider, _, model = name.partition(":")
    if provider not in _CLASSES or not model:
        raise SettingsError(
            f"FOOTNOTE_EMBEDDING={name} is not minilm, fastembed:MODEL, openai:MODEL or "
            "ollama:MODEL[@URL]."
        )
    kind = _imported(provider)
    try:
        return _made(kind, provider, model)
    except Exception as error:
        line = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
        raise ModelError(f"The embedding model {name} cannot be loaded: {line}") from error


def _imported(provider: str) -> Any:
    try:
        module = importlib.import_module(f"llama_index.embeddings.{provider}")
    except ModuleNotFoundError as error:
        raise ModelError(
            f"FOOTNOTE_EMBEDDING={provider}:… needs a package that is not installed. "
            f'Run `pip install "footnote[{provider}]"` in this environment.'
        ) from error
    return getattr(module, _CLASSES[provider])


def _made(kind: Any, provider: str, model: str) -> BaseEmbedding:
    if provider == "ollama":
        name, _, url = model.partition("@")
        made = kind(model_name=name, **({"base_url": url} if url else {}))
    elif provider == "openai":
        made = kind(model=model)
    else:
        made = kind(model_name=model)
    assert isinstance(made, BaseEmbedding)
    return made
