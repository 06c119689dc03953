"""What went wrong with a request, in words for the owner."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rag.llm.chunk import End
from rag.llm.name import LlmName
from rag.llm.said import Said, said_by

__all__ = ["Failure", "failure_of", "failure_of_end"]

_LINE = 200  # characters of a server's own words
_TOO_LONG = re.compile(
    r"context.{0,12}(length|window|size)|maximum context|too many tokens|prompt is too long"
    r"|too large for model",
    re.IGNORECASE,
)
_QUOTA = re.compile(r"insufficient_quota|credit balance|insufficient.{0,9}(balance|credit)", re.I)
_FILTERED = re.compile(r"content.?(filter|policy|management)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Failure:
    """One line for the owner; whether to try again, and after how many seconds at least.

    `complaint` is what the server itself said of a request that it finds wrong, in small letters
    and with `_` for spaces.
    """

    text: str
    retry: bool = False
    after: float | None = None
    complaint: str = ""


def failure_of(
    error: BaseException, name: LlmName, *, key: str, reached: bool, begun: bool
) -> Failure:
    """Names the cause of `error`; `key` is cut out of whatever the server said.

    `reached`: whether there was a connection; `begun`: whether text had arrived before.
    """
    chain = list(_chain(error))
    said = said_by(chain, key)
    if said is not None:
        return _refusal(said, name, keyed=bool(key))
    kinds = {kind.__name__ for each in chain for kind in type(each).__mro__}
    if "TimeoutException" in kinds or "TimeoutError" in kinds:
        return _timeout(name, kinds)
    if {"ConnectError", "ConnectionError"} & kinds and not _ended(kinds):
        return _away(name, chain)
    if "TransportError" in kinds or _ended(kinds):
        text = f"{name.server} broke off in the middle of the answer. Ask again."
        lost = f"{name.server} closed the connection without an answer. Ask again later."
        return Failure(text if begun else lost, retry=True)
    kind = type(error).__name__
    if not reached:
        return Failure(
            f"{name} cannot be asked with the packages that are installed ({kind}). Install "
            "those that Footnote names, or choose another model."
        )
    return Failure(
        f"{name.server} sent something that is not an answer of a language model ({kind}). "
        "Check the address in FOOTNOTE_LLM."
    )


def failure_of_end(end: End, name: LlmName, *, chunks: int, begun: bool) -> Failure | None:
    """What is wrong with an answer that ended without an error; `None` if nothing is."""
    if end == "filter":
        return Failure(f"The content filter of {name} stopped the answer. Put it differently.")
    if end == "refusal":
        return Failure(f"{name} refused to answer. Put the question differently.")
    if not chunks:
        return Failure(
            f"{name.server} sent something that is not a stream of answers. "
            "Check the address in FOOTNOTE_LLM."
        )
    if not end:
        return Failure(f"{name.server} broke off in the middle of the answer. Ask again.", True)
    if begun:
        return None
    if end == "length":
        return Failure(
            f"{name} used up its tokens before it wrote a word. Raise FOOTNOTE_LLM_ANSWER_TOKENS."
        )
    return Failure(f"{name} answered with nothing. Ask again or choose another model.")


def _refusal(said: Said, name: LlmName, *, keyed: bool) -> Failure:
    for applies, failure in _REFUSALS:
        if applies(said):
            return failure(said, name, keyed)
    words = f": {said.words[:_LINE]}" if said.words else ". Check FOOTNOTE_LLM."
    status = f" ({said.status})" if said.status else ""
    complaint = f"{said.code} {said.words}".lower().replace(" ", "_")
    return Failure(f"{name} refused the request{status}{words}", complaint=complaint)


def _key(said: Said, name: LlmName, keyed: bool) -> Failure:
    own = {"openai": " or OPENAI_API_KEY", "anthropic": " or ANTHROPIC_API_KEY"}
    variable = f"FOOTNOTE_LLM_KEY{own.get(name.provider, '')}"
    if not keyed:
        return Failure(f"{name} wants a key ({said.status}). Set {variable}.")
    may = " and what it may use" if said.status == 403 else ""
    return Failure(f"{name} refused the key ({said.status}). Check {variable}{may}.")


def _unknown(said: Said, name: LlmName, keyed: bool) -> Failure:
    if name.provider == "ollama":
        return Failure(
            f"Ollama at {name.server} does not have {name.model}. Run `ollama pull {name.model}`."
        )
    return Failure(
        f"{name.server} knows no model {name.model}, or not at this address "
        f"({said.status}). Check FOOTNOTE_LLM."
    )


def _quota(said: Said, name: LlmName, keyed: bool) -> Failure:
    return Failure(f"The quota of the key for {name} is spent. Look at your plan and billing.")


def _rate(said: Said, name: LlmName, keyed: bool) -> Failure:
    return Failure(f"{name} gets too many requests. Ask again later.", retry=True, after=said.after)


def _server(said: Said, name: LlmName, keyed: bool) -> Failure:
    text = f"{name.server} has a fault of its own ({said.status}). Ask again later."
    return Failure(text, retry=True, after=said.after)


def _long(said: Said, name: LlmName, keyed: bool) -> Failure:
    return Failure(
        f"The request is longer than {name} can read. Ask more briefly, or choose a model "
        "with a larger context."
    )


def _filtered(said: Said, name: LlmName, keyed: bool) -> Failure:
    return Failure(f"The content filter of {name} refused the request. Put it differently.")


def _moved(said: Said, name: LlmName, keyed: bool) -> Failure:
    return Failure(f"{name.server} points elsewhere ({said.status}). Name that address instead.")


_REFUSALS: tuple[tuple[Callable[[Said], bool], Callable[[Said, LlmName, bool], Failure]], ...] = (
    (lambda said: bool(_QUOTA.search(f"{said.code} {said.words}")), _quota),
    (lambda said: said.status == 402, _quota),
    (lambda said: said.status in (401, 403), _key),
    (lambda said: said.status == 404, _unknown),
    (lambda said: said.status == 429, _rate),
    (lambda said: 300 <= said.status < 400, _moved),
    (lambda said: said.status == 413, _long),
    (lambda said: bool(_TOO_LONG.search(f"{said.code} {said.words}")), _long),
    (lambda said: bool(_FILTERED.search(f"{said.code} {said.words}")), _filtered),
    (lambda said: said.status >= 500 or said.status in (408, 409), _server),
)


def _timeout(name: LlmName, kinds: set[str]) -> Failure:
    if "ConnectTimeout" in kinds:
        return Failure(f"{name.server} does not answer. Is the address right?", retry=True)
    return Failure(
        f"{name} sent nothing for too long. Raise FOOTNOTE_LLM_TIMEOUT or choose a faster model."
    )


def _away(name: LlmName, chain: list[BaseException]) -> Failure:
    kinds = {kind.__name__ for each in chain for kind in type(each).__mro__}
    if "gaierror" in kinds:
        return Failure(f"The address {name.server} is not known here. Check it and the network.")
    if "SSLError" in kinds:
        return Failure(f"The certificate of {name.server} is not trusted. Check the address.")
    return Failure(f"{name.server} cannot be reached. Is the server running?", retry=True)


def _ended(kinds: set[str]) -> bool:
    return bool({"ConnectionResetError", "BrokenPipeError", "ReadError"} & kinds)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and its causes. The clients have error types of their own, several of the same
    name; they are told apart by these names, so that none of them needs to be imported.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
