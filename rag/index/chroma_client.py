"""A Chroma client: embedded in this process, or of a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rag.errors import IndexUnavailableError, SettingsError

__all__ = ["connect"]


def connect(folder: Path, server: str) -> Any:
    """A client of the Chroma `server` (`http://host:port`) or, if empty, of data in `folder`.

    Raises `IndexUnavailableError` when it cannot be had. Nothing is reported to anybody.
    """
    import chromadb
    from chromadb.config import Settings

    private = Settings(anonymized_telemetry=False)
    if not server:
        try:
            return chromadb.PersistentClient(path=str(folder), settings=private)
        except Exception as error:
            raise IndexUnavailableError(
                f"The index in {folder} cannot be opened ({_first_line(error)}). "
                "Move it away and run `footnote index` to make a new one."
            ) from error
    host, port, ssl = _address(server)
    try:
        client = chromadb.HttpClient(host=host, port=port, ssl=ssl, settings=private)
        client.heartbeat()
    except Exception as error:
        raise IndexUnavailableError(
            f"No Chroma server answers at {server} ({_first_line(error)}). "
            "Start one with `chroma run` or unset FOOTNOTE_CHROMA."
        ) from error
    return client


def _address(server: str) -> tuple[str, int, bool]:
    try:
        parts = urlsplit(server)
        port = parts.port
    except ValueError as error:
        raise SettingsError(f"FOOTNOTE_CHROMA={server} is not http://host:port.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"FOOTNOTE_CHROMA={server} is not http://host:port.")
    ssl = parts.scheme == "https"
    return parts.hostname, port or (443 if ssl else 8000), ssl


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
