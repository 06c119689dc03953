"""Discord's OpenAPI description of its API, put to use on request bodies."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from discord_api.operations import Operation, Operations
from discord_api.parts import Fault
from discord_api.reading import readable

__all__ = ["Description"]

_VARIABLE = "DISCORD_OPENAPI"
_PLACE = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"
_URI = "discord:openapi"


class Description:
    """Checks against `document`, an OpenAPI description (3.1). Validators are made once each."""

    def __init__(self, document: dict[str, Any]) -> None:
        _let_snowflakes_be_numbers(document)
        self._operations = Operations(document)
        resource = DRAFT202012.create_resource(document)
        self._registry: Registry[Any] = Registry().with_resource(_URI, resource)
        self._validators: dict[Operation, Validator] = {}

    @classmethod
    def found(cls) -> Self | None:
        """The one that `DISCORD_OPENAPI` names, by default in `shared/` beside this project.

        `None` when there is no such file: it is not ours to copy.
        """
        place = Path(os.environ.get(_VARIABLE) or _PLACE)
        if not place.is_file():
            return None
        return cls(json.loads(place.read_text(encoding="utf-8")))

    def faults(self, method: str, path: str, body: Any) -> Iterator[Fault]:
        """What is wrong with a request to `path`, without the API's prefix.

        Of a form with files, `body` is the part that is JSON.
        """
        operation = self._operations.find(method, path)
        if operation is None:
            yield Fault("", "Discord has no such operation")
        elif body is None:
            if operation.needs_body:
                yield Fault("", "the body is missing")
        elif not operation.schema:
            yield Fault("", "this operation takes no JSON body")
        else:
            for error in self._validator(operation).iter_errors(body):
                yield from readable(error)

    def _validator(self, operation: Operation) -> Validator:
        if operation not in self._validators:
            self._validators[operation] = Draft202012Validator(
                {"$ref": f"{_URI}#{operation.schema}"}, registry=self._registry
            )
        return self._validators[operation]


def _let_snowflakes_be_numbers(document: dict[str, Any]) -> None:
    """The description has strings only; Discord takes numbers too, and discord.py sends them."""
    schemas = document["components"]["schemas"]
    number = {"type": "integer", "minimum": 0, "maximum": 2**64 - 1}
    schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], number]}
