"""What Footnote stands on: Python, the embedding model, a Chroma server, Discord."""

from __future__ import annotations

import platform
import sys

from bot.cli.doctor.check import Check
from bot.settings import BotSettings

__all__ = [
    "check_chroma",
    "check_llm",
    "check_model",
    "check_python",
    "check_reader",
    "check_token",
]

_OLDEST = (3, 11)


def check_python() -> Check:
    """Whether Python is new enough."""
    if sys.version_info >= _OLDEST:
        return Check("Python", "good", platform.python_version())
    return Check(
        "Python", "bad", f"{platform.python_version()} is too old. Install 3.11 or a later one."
    )


def check_model(settings: BotSettings) -> Check:
    """Whether the embedding model is there, undamaged, and embeds. Raises `ModelError`."""
    from rag.embedding.choose import load_embedding

    model = load_embedding(settings.embedding, settings.threads)
    size = len(model.get_query_embedding("ready?"))
    return Check("Embedding model", "good", f"{settings.embedding} loads ({size} dimensions)")


def check_reader(settings: BotSettings) -> Check:
    """Whether the reader is there, undamaged, and reads. Raises `ModelError`."""
    from rag.model import Paragraph
    from rag.reader.choose import load_reader

    reader = load_reader(settings.reader, settings.threads)
    reader.read("ready?", [Paragraph("", 1, 1, 0, 6, "Ready.")])
    return Check("Reader", "good", f"{reader.name} loads and reads")


def check_llm(settings: BotSettings) -> Check:
    """Whether the language model answers, if one is set; asks it for a word.

    Raises `LlmError`, `ModelError` or `SettingsError`.
    """
    if not settings.llm:
        return Check("Language model", "unused", "none; FOOTNOTE_LLM would name one")
    from rag.llm.choose import load_llm
    from rag.llm.model import Prompt

    llm = load_llm(settings)
    with llm.stream(Prompt("Answer with one word.", "Ready?"), most_tokens=16) as completion:
        next(completion, "")
    return Check("Language model", "good", f"{settings.llm} answers")


def check_chroma(settings: BotSettings) -> Check:
    """Whether the Chroma server answers, if one is set. Raises `IndexUnavailableError`."""
    if not settings.chroma:
        return Check("Chroma", "unused", "embedded; FOOTNOTE_CHROMA would name a server")
    from rag.index.chroma_client import connect

    connect(settings.index, settings.chroma)
    return Check("Chroma", "good", f"the server at {settings.chroma} answers")


def check_token(settings: BotSettings) -> Check:
    """Whether the Discord token looks like one, if it is set. Raises `SettingsError`."""
    if not settings.discord_token:
        return Check(
            "Discord token",
            "unused",
            "not set; `footnote bot` needs it, as FOOTNOTE_DISCORD_TOKEN (see README.md)",
        )
    from bot.chat.run import check_token as check

    check(settings)
    return Check("Discord token", "good", "has the shape of one")
