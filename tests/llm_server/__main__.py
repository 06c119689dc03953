"""Starts a server with a friendly scripted model: `python -m llm_server [PORT]`."""

from __future__ import annotations

import sys
import threading

from llm_server.friendly import friendly
from llm_server.server import LlmServer


def main() -> None:
    """Serves until Ctrl-C."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    with LlmServer(otherwise=friendly, port=port) as server:
        print("A scripted model that quotes what it is given. To try it:")
        print(f"FOOTNOTE_LLM=openai-like:scripted@{server.url}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
