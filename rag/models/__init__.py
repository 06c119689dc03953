"""The shipped models: their files, checked against their checksums."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from rag.errors import ModelError

__all__ = ["FOLDER", "model_files"]

FOLDER = Path(__file__).parent
"""Where the models are; NOTICE beside them says whose they are."""


def model_files(*names: str, folder: Path = FOLDER) -> list[bytes]:
    """The bytes of the files called `names`.

    Raises `ModelError` when one is missing or is not the one that was shipped.
    """
    try:
        written = json.loads((folder / "checksums.json").read_text(encoding="utf-8"))["files"]
        checksums = [written[name] for name in names]
        files = [(folder / name).read_bytes() for name in names]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ModelError(
            f"The built-in models in {folder} are incomplete. Install Footnote again."
        ) from error
    for name, data, checksum in zip(names, files, checksums, strict=True):
        if hashlib.sha256(data).hexdigest() != checksum:
            raise ModelError(
                f"A built-in model is damaged ({folder / name}). Install Footnote again."
            )
    return files
