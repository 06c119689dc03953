"""A scripted model for people to try: it quotes the passages that share words with the question.

It reads Footnote's own prompts, and knows nothing else.
"""

from __future__ import annotations

import json
import re
from typing import Any

from llm_server.prompted import blocks_in
from llm_server.replies import Reply, Says

__all__ = ["friendly"]

_PAUSE = 0.05


def friendly(body: dict[str, Any]) -> Reply:
    """The answer to a request, at a pace at which one can watch it."""
    bound = "response_format" in body or "format" in body
    return Says(_answer(body, bound=bound), pause=_PAUSE)


def _answer(body: dict[str, Any], *, bound: bool) -> str:
    prompt = str(body["messages"][-1]["content"])
    blocks = blocks_in(body)
    passages = [text for label, text in blocks if label.startswith("passage ")]
    question = next((text for label, text in blocks if label == "question"), "")
    if not passages:
        return json.dumps({"question": question or prompt, "searches": [question or prompt]})
    chosen = _best(passages, question)
    if bound:
        return json.dumps({"statements": [_statement(*each) for each in chosen]})
    return " ".join(f'{words.rstrip(".")} [{number}: "{words}"].' for number, words in chosen)


def _best(passages: list[str], question: str) -> list[tuple[int, str]]:
    """The sentences, with their passages' numbers, that share most words with the question."""
    asked = _words(question)
    sentences = [
        (len(asked & _words(sentence)), -number, sentence)
        for number, passage in enumerate(passages, start=1)
        for sentence in re.split(r"(?<=[.!?])\s+", passage)
    ]
    best = sorted(sentences, reverse=True)[:2]
    return [(-number, sentence) for shared, number, sentence in best if shared]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}


def _statement(number: int, words: str) -> dict[str, Any]:
    return {"text": words, "sources": [{"passage": number, "words": words}]}
