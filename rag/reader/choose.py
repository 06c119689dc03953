"""The reader that `FOOTNOTE_READER` names."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from rag.errors import FootnoteError, ModelError, SettingsError
from rag.model import Paragraph
from rag.reader.minilm import MiniLMReader
from rag.reader.reading import Reader, Reading

__all__ = ["RankedBy", "load_reader"]

Rank = Callable[[str, list[str]], Sequence[float]]
"""Scores of texts for a question, higher for better."""

_MODULES = {
    "fastembed": "fastembed.rerank.cross_encoder",
    "sentence-transformers": "sentence_transformers",
}


def load_reader(name: str, threads: int = 0) -> Reader:
    """The reader called `minilm`, `fastembed:MODEL` or `sentence-transformers:MODEL`.

    The last two are cross-encoders from a model hub: the ranking is theirs, the spans are the
    built-in reader's. Raises `SettingsError` for another name and `ModelError` when the
    package is missing or the model cannot be loaded.
    """
    if name == "minilm":
        return MiniLMReader(threads)
    provider, _, model = name.partition(":")
    if provider not in _MODULES or not model:
        raise SettingsError(
            f"FOOTNOTE_READER={name} is not minilm, fastembed:MODEL or sentence-transformers:MODEL."
        )
    module = _imported(provider)
    try:
        rank = _fastembed(module, model) if provider == "fastembed" else _transformer(module, model)
    except Exception as error:
        raise ModelError(f"The reader {name} cannot be loaded: {_line(error)}") from error
    return RankedBy(name, rank, MiniLMReader(threads))


class RankedBy:
    """Another reader's readings, in the order of a cross-encoder."""

    def __init__(self, name: str, rank: Rank, reader: Reader) -> None:
        self.name = name
        self._rank = rank
        self._reader = reader

    def read(
        self, question: str, paragraphs: Sequence[Paragraph], *, closely: bool = False
    ) -> list[Reading]:
        """A reading of each paragraph; those read `closely` are no longer to be ordered.

        Raises `ModelError` when the cross-encoder fails.
        """
        readings = self._reader.read(question, paragraphs, closely=closely)
        if closely or not readings:
            return readings
        try:
            orders = list(self._rank(question, [paragraph.text for paragraph in paragraphs]))
        except FootnoteError:
            raise
        except Exception as error:
            raise ModelError(f"The reader {self.name} failed: {_line(error)}") from error
        return [
            replace(reading, order=float(order))
            for reading, order in zip(readings, orders, strict=True)
        ]


def _imported(provider: str) -> Any:
    try:
        return importlib.import_module(_MODULES[provider])
    except ModuleNotFoundError as error:
        raise ModelError(
            f"FOOTNOTE_READER={provider}:… needs a package that is not installed. "
            f'Run `pip install "footnote[{provider}]"` in this environment.'
        ) from error


def _fastembed(module: Any, model: str) -> Rank:
    encoder = module.TextCrossEncoder(model_name=model)
    return lambda question, texts: list(encoder.rerank(question, texts))


def _transformer(module: Any, model: str) -> Rank:
    encoder = module.CrossEncoder(model)
    return lambda question, texts: list(encoder.predict([(question, text) for text in texts]))


def _line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
