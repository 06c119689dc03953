"""What stands at a place in a request's body, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Fault", "Part", "size"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where in the body, as `embeds[0].title`; "" is the body as a whole."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


@dataclass(frozen=True, slots=True)
class Part:
    """An object at a place in a body.

    What has another type than it should is passed over: the description tells of that.
    """

    value: Mapping[str, Any]
    where: str = ""

    def at(self, key: str) -> str:
        """The place of `key`."""
        return f"{self.where}.{key}" if self.where else key

    def one(self, key: str) -> Iterator[Part]:
        """The object under `key`, if there is one."""
        value = self.value.get(key)
        if isinstance(value, dict):
            yield Part(value, self.at(key))

    def each(self, key: str) -> Iterator[Part]:
        """The objects in the list under `key`."""
        for number, value in enumerate(self._list(key)):
            if isinstance(value, dict):
                yield Part(value, f"{self.at(key)}[{number}]")

    def text(self, key: str) -> str:
        """The text under `key`, or ""."""
        value = self.value.get(key)
        return value if isinstance(value, str) else ""

    def too_long(self, **limits: int) -> Iterator[Fault]:
        """A fault for each text that is over its limit."""
        for key, limit in limits.items():
            if (used := size(self.text(key))) > limit:
                yield Fault(self.at(key), f"{used:,} characters, {limit:,} allowed")

    def too_many(self, **limits: int) -> Iterator[Fault]:
        """A fault for each list that is over its limit."""
        for key, limit in limits.items():
            if (count := len(self._list(key))) > limit:
                yield Fault(self.at(key), f"{count} of them, {limit} allowed")

    def _list(self, key: str) -> list[Any]:
        value = self.value.get(key)
        return value if isinstance(value, list) else []


def size(text: str) -> int:
    """The length of `text` in UTF-16 units, of which an emoji takes two."""
    return sum(2 if ord(sign) > 0xFFFF else 1 for sign in text)
