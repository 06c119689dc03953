"""A Chroma server instead of the embedded one: nothing else changes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A `chroma run` on this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    chroma = shutil.which(
        "chroma", path=os.pathsep.join([str(Path(sys.executable).parent), os.defpath])
    )
    assert chroma is not None
    data = ["--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [chroma, "run", *data], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("the Chroma server did not start")


def test_the_same_answers_and_changes(server: str, articles: Path, open_library: Any) -> None:
    embedded = open_library()
    embedded.sync()
    expected = [(p.paragraph, round(p.score, 4)) for p in embedded.search("Who is captain?", 8)]
    embedded.close()
    library = open_library(chroma=server, index=articles.parent / "elsewhere")
    assert library.sync().added == ("bridge.txt", "ferry.txt")
    found = [(p.paragraph, round(p.score, 4)) for p in library.search("Who is captain?", 8)]
    assert found == expected
    (articles / "bridge.txt").unlink()
    assert library.sync().removed == ("bridge.txt",)
    library.close()
    again = open_library(chroma=server, index=articles.parent / "third")
    assert again.sync().unchanged == ("ferry.txt",)
    assert not (articles.parent / "elsewhere" / "chroma").exists()
