"""Puts a model's files beside the others, with their checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from rag.models import FOLDER

__all__ = ["ship"]


def ship(files: Mapping[str, bytes], sources: Mapping[str, Mapping[str, str]]) -> None:
    """Writes `files`, and their checksums beside those of what each model was made of."""
    path = FOLDER / "checksums.json"
    known = json.loads(path.read_text()) if path.exists() else {"files": {}, "sources": {}}
    for name, data in files.items():
        (FOLDER / name).write_bytes(data)
        known["files"][name] = hashlib.sha256(data).hexdigest()
    known["sources"] |= sources
    path.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
