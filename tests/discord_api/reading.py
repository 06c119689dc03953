"""What a JSON Schema error means to a reader: the place, and the fault in the likeliest variant."""

from __future__ import annotations

from collections.abc import Iterator

from jsonschema import ValidationError

from discord_api.parts import Fault

__all__ = ["readable"]

_SHOWN = 160


def readable(error: ValidationError) -> Iterator[Fault]:
    """The faults behind `error`; of variants, in the one that was most probably meant."""
    variants: dict[int | str, list[ValidationError]] = {}
    for inner in error.context or ():
        variants.setdefault(inner.relative_schema_path[0], []).append(inner)
    meant = [errors for errors in variants.values() if not any(map(_is_of_another_kind, errors))]
    if meant:
        for inner in min(meant, key=len):
            yield from readable(inner)
    else:
        yield Fault(_place(error), _shortened(error.message))


def _is_of_another_kind(error: ValidationError) -> bool:
    """Whether the variant is one for other values altogether: by its own `type`, or JSON's."""
    path = list(error.relative_path)
    return path == ["type"] or (not path and error.validator in ("type", "const", "enum"))


def _place(error: ValidationError) -> str:
    place = "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path
    )
    return place.removeprefix(".")


def _shortened(message: str) -> str:
    if len(message) <= _SHOWN:
        return message
    half = _SHOWN // 2
    return f"{message[:half]} … {message[-half:]}"
