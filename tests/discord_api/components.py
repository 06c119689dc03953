"""The limits of what can be pressed, chosen from or written into."""

from __future__ import annotations

from collections.abc import Iterator

from discord_api.parts import Fault, Part

__all__ = ["component_faults"]

_ROW, _BUTTON, _TEXT_INPUT, _LABEL = 1, 2, 4, 18
_SELECTS = {3, 5, 6, 7, 8}
_FREE_LAYOUT = 1 << 15
"""The flag of a message whose components are not bound to five rows."""


def component_faults(holder: Part) -> Iterator[Fault]:
    """What is too much or twice there in the components of a message or a form."""
    flags = holder.value.get("flags")
    if not (isinstance(flags, int) and flags & _FREE_LAYOUT):
        yield from holder.too_many(components=5)
    seen: dict[str, str] = {}
    for component in _all(holder):
        yield from _own_faults(component)
        name = component.text("custom_id")
        if name and name in seen:
            yield Fault(component.at("custom_id"), f"{name!r} is also the one of {seen[name]}")
        seen.setdefault(name, component.where)


def _all(holder: Part) -> Iterator[Part]:
    """The components in `holder`, however deep."""
    for key in ("component", "accessory"):
        for component in holder.one(key):
            yield from (component, *_all(component))
    for component in holder.each("components"):
        yield from (component, *_all(component))


def _own_faults(component: Part) -> Iterator[Fault]:
    kind = component.value.get("type")
    yield from component.too_long(custom_id=100)
    if kind == _ROW:
        yield from _row_faults(component)
    elif kind == _BUTTON:
        yield from component.too_long(label=80)
    elif kind == _TEXT_INPUT:
        yield from component.too_long(label=45, placeholder=100, value=4_000)
    elif kind == _LABEL:
        yield from component.too_long(label=45, description=100)
    elif kind in _SELECTS:
        yield from component.too_long(placeholder=150)
        yield from component.too_many(options=25)
        for option in component.each("options"):
            yield from option.too_long(label=100, value=100, description=100)


def _row_faults(row: Part) -> Iterator[Fault]:
    yield from row.too_many(components=5)
    kinds = [component.value.get("type") for component in row.each("components")]
    if len(kinds) > 1 and _SELECTS & set(kinds):
        yield Fault(row.at("components"), "a select needs a row of its own")
