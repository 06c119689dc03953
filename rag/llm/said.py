"""What a server said of a request that it did not answer."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rag.llm.retry import retry_after

__all__ = ["Said", "said_by"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a server said: its status, 0 for none, and its words."""

    status: int
    words: str
    code: str
    after: float | None


def said_by(chain: Sequence[BaseException], key: str) -> Said | None:
    """What the first of the errors holds that comes from a server; `None` if none does.

    `key`, and whatever looks like one, is cut out of the server's words.
    """
    for error in chain:
        body = getattr(error, "body", None) or getattr(error, "error", None)
        status = getattr(error, "status_code", None)
        if status is None and body is None:
            continue
        inner = _inner(body)
        code = inner.get("code") or inner.get("type") or ""
        told = status if isinstance(status, int) and status > 0 else _number(inner.get("code"))
        words = _line(str(inner.get("message") or inner.get("error") or ""), key)
        headers = getattr(getattr(error, "response", None), "headers", {})
        return Said(
            told,
            words,
            f"{code} {inner.get('type', '')} {inner.get('param', '')}",
            retry_after(headers),
        )
    return None


def _inner(body: Any) -> dict[str, Any]:
    """The object that describes an error, however deep it lies in the body of the response."""
    if isinstance(body, str):
        try:
            body = json.loads(body)
        except ValueError:
            return {"message": body}
    if not isinstance(body, dict):
        return {}
    return _inner(body["error"]) if isinstance(body.get("error"), dict) else body


def _number(code: object) -> int:
    text = str(code)
    return int(text) if text.isdecimal() and len(text) == 3 else 0


def _line(text: str, key: str) -> str:
    line = " ".join(text.split())
    if key:
        line = line.replace(key, "…")
    return re.sub(r"\bsk-[\w*-]+", "…", line)
