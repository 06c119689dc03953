"""The check of recorded requests, all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from discord_api.description import Description
from discord_api.limits import limit_faults
from discord_api.parts import Fault

__all__ = ["Checker", "Request"]

_PREFIX = re.compile(r"^.*/api/v\d+(?=/)")


class Request(Protocol):
    """A request as the simulation records it; `json` is `None` without a body."""

    @property
    def method(self) -> str: ...

    @property
    def path(self) -> str: ...

    @property
    def json(self) -> Any: ...


class Checker:
    """Checks against the limits always, and against a description if there is one."""

    def __init__(self, description: Description | None) -> None:
        self._description = description

    def faults(self, request: Request) -> Iterator[Fault]:
        """What Discord would refuse of `request`."""
        path = _PREFIX.sub("", request.path).partition("?")[0]
        yield from limit_faults(request.method, path, request.json)
        if self._description:
            yield from self._description.faults(request.method, path, request.json)

    def check(self, requests: Iterable[Request]) -> None:
        """Raises `AssertionError` that names every fault of every request."""
        told = [
            f"{request.method} {request.path}: {fault}"
            for request in requests
            for fault in self.faults(request)
        ]
        if told:
            raise AssertionError("\n".join(["Discord would refuse:", *told]))
