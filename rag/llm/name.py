"""What `FOOTNOTE_LLM` names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from rag.errors import SettingsError

__all__ = ["LlmName"]

_FORMS = "openai:MODEL, openai-like:MODEL@BASE_URL, anthropic:MODEL or ollama:MODEL[@URL]"
_URLS = {
    "openai": "https://api.openai.com/v1",
    "openai-like": "",
    "anthropic": "https://api.anthropic.com",
    "ollama": "http://localhost:11434",
}
_OWN_URL = {"openai-like", "ollama"}
_AT_URL = re.compile(r"^(.*)@(https?://.*)$", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LlmName:
    """A provider, its model, and the address where it is asked."""

    provider: str
    model: str
    url: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Reads the setting; a model may hold `@`, `:` and `/`. Raises `SettingsError`."""
        provider, _, rest = text.strip().partition(":")
        model, url = rest, _URLS.get(provider, "")
        if provider in _OWN_URL and (found := _AT_URL.match(rest)):
            model, url = found[1], found[2].rstrip("/")
        if provider not in _URLS or not model.strip() or not url:
            raise SettingsError(f"FOOTNOTE_LLM={_without_password(text)} is not {_FORMS}.")
        _check(url)
        return cls(provider, model, url)

    def __str__(self) -> str:
        return f"{self.provider}:{self.model}" + (f"@{self.url}" if self.own_url else "")

    @property
    def own_url(self) -> bool:
        """Whether the owner named the address."""
        return self.url != _URLS[self.provider]

    @property
    def server(self) -> str:
        """Scheme, host and port."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        whole = False
        parts = None
    if not whole or parts is None:
        raise SettingsError(f"FOOTNOTE_LLM: {_without_password(url)} is no address of a server.")
    if "@" in parts.netloc:
        raise SettingsError(
            "FOOTNOTE_LLM: the address holds a user name or password. Put the key into "
            "FOOTNOTE_LLM_KEY instead."
        )


def _without_password(text: str) -> str:
    return re.sub(r"//[^/\s]*@", "//…@", text)
