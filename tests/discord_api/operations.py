"""The operations of an OpenAPI description, found by method and path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

__all__ = ["Operation", "Operations"]

_METHODS = {"delete", "get", "patch", "post", "put"}


@dataclass(frozen=True, slots=True)
class Operation:
    """`schema` points at the schema of its JSON body inside the description; "" if it has none."""

    method: str
    template: str
    schema: str
    needs_body: bool


class Operations:
    """Those of `document`. A place for a snowflake takes digits and nothing else."""

    def __init__(self, document: dict[str, Any]) -> None:
        # The most literal first: `messages/@original` is no `messages/{message_id}`.
        templates = sorted(document["paths"], key=lambda template: template.count("{"))
        self._found: dict[str, list[tuple[re.Pattern[str], Operation]]] = {}
        for template in templates:
            entry = document["paths"][template]
            pattern = re.compile(_pattern(template, entry.get("parameters", [])))
            for method in _METHODS & entry.keys():
                operation = _operation(method, template, entry[method])
                self._found.setdefault(operation.method, []).append((pattern, operation))

    def find(self, method: str, path: str) -> Operation | None:
        """What a request to `path`, without the API's prefix, asks for."""
        rows = self._found.get(method, [])
        return next((found for pattern, found in rows if pattern.fullmatch(path)), None)


def _operation(method: str, template: str, entry: dict[str, Any]) -> Operation:
    body = entry.get("requestBody", {})
    schema = ""
    if "application/json" in body.get("content", {}):
        place = template.replace("~", "~0").replace("/", "~1")
        schema = f"/paths/{place}/{method}/requestBody/content/application~1json/schema"
    return Operation(method.upper(), template, schema, body.get("required", False))


def _pattern(template: str, parameters: list[dict[str, Any]]) -> str:
    numbers = {
        each["name"]
        for each in parameters
        if each["schema"].get("$ref", "").endswith("/SnowflakeType")
    }
    pieces = re.split(r"\{(\w+)\}", template)
    for place in range(1, len(pieces), 2):
        pieces[place] = r"\d+" if pieces[place] in numbers else "[^/]+"
    for place in range(0, len(pieces), 2):
        pieces[place] = re.escape(pieces[place])
    return "".join(pieces)
