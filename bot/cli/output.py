"""Results as JSON on stdout."""

from __future__ import annotations

import json
import re
from typing import Any

from rich.console import Console

__all__ = ["print_json"]

# JSON need not escape these, but a terminal obeys them.
_UNESCAPED_CONTROLS = re.compile("[\x7f-\x9f]")


def print_json(out: Console, value: dict[str, Any]) -> None:
    """Prints one object: on one line for a pipe, indented for a terminal."""
    unicode = (out.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not unicode, indent=2 if out.is_terminal else None)
    text = _UNESCAPED_CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    out.file.write(text + "\n")
    out.file.flush()
