"""The language model that `FOOTNOTE_LLM` names."""

from __future__ import annotations

import importlib
import os
from typing import Any

from rag.errors import ModelError, SettingsError
from rag.llm.budget import DailyTokens, Metered
from rag.llm.name import LlmName
from rag.llm.providers.provider import Provider
from rag.llm.remote import RemoteModel
from rag.llm.retry import Wait, wait
from rag.settings import Settings

__all__ = ["connect", "load_llm"]

_PROVIDERS = {
    "openai": ("openai", "OpenAIProvider"),
    "openai-like": ("openai", "OpenAIProvider"),
    "anthropic": ("anthropic", "AnthropicProvider"),
    "ollama": ("ollama", "OllamaProvider"),
}
_OWN_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}


def load_llm(settings: Settings) -> Metered:
    """The language model of `settings`, bounded by its daily budget; takes seconds, of imports.

    Nothing is asked yet. Raises `SettingsError` for a name that says nothing, an empty one
    included, or a key that is missing, and `ModelError` for a package that is.
    """
    return connect(LlmName.of(settings.llm), settings)


def connect(name: LlmName, settings: Settings, *, wait: Wait = wait) -> Metered:
    """As `load_llm`, for a name already read; `wait` passes the time between two tries."""
    key = _key(name, settings)
    model = RemoteModel(
        name,
        _provider(name, key),
        key=key,
        timeout=settings.llm_timeout,
        retries=settings.llm_retries,
        wait=wait,
    )
    return Metered(model, DailyTokens(settings.index, settings.llm_daily_tokens))


def _key(name: LlmName, settings: Settings) -> str:
    own = _OWN_KEYS.get(name.provider, "")
    key = settings.llm_key.get_secret_value().strip() or os.environ.get(own, "").strip()
    if own and not key:
        raise SettingsError(f"{name} needs a key. Set FOOTNOTE_LLM_KEY or {own}.")
    if not (key.isascii() and key.isprintable()):
        raise SettingsError(f"The key for {name} holds characters that no key has. Copy it anew.")
    return key


def _provider(name: LlmName, key: str) -> Provider:
    module, kind = _PROVIDERS[name.provider]
    try:
        made: Any = getattr(importlib.import_module(f"rag.llm.providers.{module}"), kind)
    except ModuleNotFoundError as error:
        raise ModelError(
            f"FOOTNOTE_LLM={name.provider}:… needs a package that is not installed. "
            f'Run `pip install "footnote[{module}]"` in this environment.'
        ) from error
    provider: Provider = made(name, key)
    return provider
