"""Brings an answer to where it was asked, whatever happens on the way."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.chat.asking.inquiry import Inquiry
from bot.chat.asking.meanwhile import Meanwhile
from bot.chat.asking.outlets import Outlet
from bot.chat.asking.reception import Reception, Reply
from bot.chat.asking.refusal import RefusalError
from bot.chat.buttons.answer import answer_buttons
from bot.chat.cards.answer import answer_card
from bot.chat.cards.trouble import trouble_card
from bot.chat.posting import deliver
from bot.language import Say

__all__ = ["Manner", "serve"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Manner:
    """How an answer is shown: in which words, in embeds or not.

    `with_question` where the question is not to be seen above it; `publishes` is the message
    below which a private answer can be posted for all. `says_not_found`: unasked, too.
    """

    say: Say
    embed: bool
    with_question: bool
    publishes: int | None = None
    says_not_found: bool = True


async def serve(
    reception: Reception, inquiry: Inquiry, outlet: Outlet, manner: Manner
) -> Reply | None:
    """Answers `inquiry` in `outlet`, or says there why not; returns what was answered.

    Unasked, it says nothing of what went wrong: that goes into the log alone.
    """
    question = inquiry.question if manner.with_question else ""
    meanwhile = Meanwhile(outlet, manner.say, embed=manner.embed, question=question)
    try:
        reply = await reception.answer(inquiry, None if inquiry.unasked else meanwhile)
    except Exception as error:
        await meanwhile.done()
        await _explain(error, inquiry, outlet, manner)
        return None
    await meanwhile.done()
    if inquiry.unasked and reply.answer.status == "not_found" and not manner.says_not_found:
        await reception.posted(reply, inquiry.message or 0, inquiry.channel)
        return reply
    card = answer_card(reply.answer, manner.say, question=question)
    below = answer_buttons(
        reply.answer, manner.say, private=inquiry.private, publishes=manner.publishes
    )
    message = await deliver(outlet.send, [card], manner.say, embed=manner.embed, below=below)
    if message:
        await reception.posted(reply, message.id, message.channel.id)
    return reply


async def _explain(error: Exception, inquiry: Inquiry, outlet: Outlet, manner: Manner) -> None:
    """Says why there is no answer.

    A refusal goes into the log alone where nobody asked by name, and where it would be told to
    the same person again, below one message after the other.
    """
    again = isinstance(error, RefusalError) and error.repeated and not outlet.promised
    if isinstance(error, RefusalError):
        _log.info("a question in channel %s is refused: %s", inquiry.channel, error)
    card = trouble_card(error, manner.say)
    if inquiry.unasked or again:
        return
    await outlet.withdraw()
    await deliver(outlet.send, [card], manner.say, embed=manner.embed)
