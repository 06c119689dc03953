"""Who is talking with the bot about what. In memory only, and never mixed between people."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.chat.asking.inquiry import Inquiry
from rag.conversation import Memory, Turn

__all__ = ["Conversations"]


@dataclass(frozen=True, slots=True)
class _OfPerson:
    """What one person says in one channel; `private`: for their eyes only."""

    channel: int
    person: int
    private: bool


@dataclass(frozen=True, slots=True)
class _OfThread:
    """What all say in a thread that the bot opened."""

    thread: int


@dataclass(frozen=True, slots=True)
class _OfMessage:
    """What one answer says, for whoever goes on from it."""

    message: int
    asker: int = field(default=0, compare=False)


_Key = _OfPerson | _OfThread | _OfMessage


class Conversations:
    """The turns that a question may lean on.

    A question below one of the bot's answers leans on that; else one in a thread of the bot's
    on the thread, and any other on what its asker said in the same channel. What was private
    stays so: only a private question leans on it.
    """

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory = memory or Memory(conversations=5_000)

    def before(self, inquiry: Inquiry) -> tuple[Turn, ...]:
        """The turns that `inquiry` may lean on, oldest first."""
        tied = self._memory.recall(_OfMessage(inquiry.after)) if inquiry.after else ()
        if tied:
            return tied
        turns = self._memory.recall(_key(inquiry))
        if not turns and inquiry.private:
            turns = self._memory.recall(_OfPerson(inquiry.channel, inquiry.asker, False))
        return turns

    def length(self, inquiry: Inquiry) -> int:
        """How many turns the conversation of `inquiry` has had."""
        return len(self._memory.recall(_key(inquiry)))

    def add(self, inquiry: Inquiry, turn: Turn) -> None:
        """Notes what came of `inquiry`."""
        self._memory.remember(_key(inquiry), turn)

    def tie(self, message: int, inquiry: Inquiry, turn: Turn) -> None:
        """Notes that `message` holds the answer."""
        self._memory.remember(_OfMessage(message, inquiry.asker), turn)

    def publish(self, private: int, message: int, person: int) -> Turn | None:
        """Ties what `private` answered to `message` as well, which `person` made of it.

        Returns it, if it is not forgotten.
        """
        tied = self._memory.recall(_OfMessage(private))
        for turn in tied:
            self._memory.remember(_OfMessage(message, person), turn)
        return tied[-1] if tied else None

    def move(self, inquiry: Inquiry, thread: int) -> None:
        """Takes the conversation of `inquiry` along into a new thread; a new one begins here."""
        for turn in self._memory.recall(_key(inquiry)):
            self._memory.remember(_OfThread(thread), turn)
        self._memory.forget(_key(inquiry))

    def forget(self, person: int, channel: int) -> None:
        """Forgets all that `person` said, and the thread `channel` if it is one."""

        def concerns(key: object) -> bool:
            match key:
                case _OfPerson():
                    return key.person == person
                case _OfMessage():
                    return key.asker == person
            return key == _OfThread(channel)

        self._memory.forget_where(concerns)


def _key(inquiry: Inquiry) -> _Key:
    if inquiry.thread and not inquiry.private:
        return _OfThread(inquiry.channel)
    return _OfPerson(inquiry.channel, inquiry.asker, inquiry.private)
