"""The shipped models: their files, checked against their checksums."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import onnxruntime

from rag.errors import ModelError

__all__ = ["FOLDER", "cores", "model_files", "session"]

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


def session(model: bytes) -> Any:
    """`model` as onnxruntime runs it, each call on the thread that makes it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
