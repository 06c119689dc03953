"""A language model's server on this machine that does what a test tells it, over real HTTP.

It speaks OpenAI's chat completions, and the protocols of Anthropic and Ollama as far as Footnote
uses them. `LlmServer` runs it; `replies` holds what it can do, from good answers to garbage;
`Gate` makes it wait. `python -m llm_server`, from the folder of the tests, starts one to try.
"""

from __future__ import annotations

from llm_server.gate import Gate
from llm_server.prompted import Prompted, blocks_in, is_planning, passages_in
from llm_server.replies import (
    Disconnect,
    Empty,
    Garbage,
    Hang,
    HttpError,
    Refusal,
    Reply,
    Says,
    bad_key,
    bad_request,
    half,
    json_answer,
    no_quota,
    no_such_model,
    server_fault,
    too_many,
)
from llm_server.server import LlmServer, Recorded

__all__ = [
    "Disconnect",
    "Empty",
    "Garbage",
    "Gate",
    "Hang",
    "HttpError",
    "LlmServer",
    "Prompted",
    "Recorded",
    "Refusal",
    "Reply",
    "Says",
    "bad_key",
    "bad_request",
    "blocks_in",
    "half",
    "is_planning",
    "json_answer",
    "no_quota",
    "no_such_model",
    "passages_in",
    "server_fault",
    "too_many",
]
