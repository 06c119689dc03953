"""What the person who asked is told when something went wrong."""

from __future__ import annotations

import logging
import secrets

from bot.chat.asking.refusal import RefusalError
from bot.chat.text.card import Card
from bot.chat.text.typeset import Line, Run
from bot.language import Say
from rag.errors import FootnoteError, UsageError

__all__ = ["trouble_card"]

_log = logging.getLogger(__name__)


def trouble_card(error: BaseException, say: Say) -> Card:
    """One line for the reader; what only the owner can mend goes into the log, whole.

    A mistake in the question is told as it is; all else under a reference that the owner
    finds in the log.
    """
    if isinstance(error, RefusalError):
        return _card(say(error.phrase, **error.values))
    if isinstance(error, UsageError):
        return _card(str(error))
    reference = secrets.token_hex(3)
    _log.error("reference %s: %s", reference, error, exc_info=error)
    if isinstance(error, FootnoteError):
        return _card(say("cannot_answer", reference=reference))
    return _card(say("went_wrong", reference=reference))


def _card(text: str) -> Card:
    return Card((Line((Run(text),)),), mood="trouble")
