"""Puts a model's files beside the others, with their checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from rag.models import FOLDER

__all__ = ["ship"]


def ship(files: Mapping[str, bytes], source: Mapping[str, str]) -> None:
    """Writes `files`, and their checksums beside those of what they were made of."""
    path = FOLDER / "checksums.json"
    known = json.loads(path.read_text()) if path.exists() else {"files": {}, "source": {}}
    for name, data in files.items():
        (FOLDER / name).write_bytes(data)
        known["files"][name] = hashlib.sha256(data).hexdigest()
    known["source"] |= source
    path.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
