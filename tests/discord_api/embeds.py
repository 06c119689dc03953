"""The limits of embeds."""

from __future__ import annotations

from collections.abc import Iterator

from discord_api.parts import Fault, Part, size

__all__ = ["embed_faults"]

_TOTAL = 6_000


def embed_faults(message: Part) -> Iterator[Fault]:
    """What is too much in the embeds of `message`, one by one and together."""
    yield from message.too_many(embeds=10)
    for embed in message.each("embeds"):
        yield from embed.too_long(title=256, description=4_096)
        yield from embed.too_many(fields=25)
        for footer in embed.one("footer"):
            yield from footer.too_long(text=2_048)
        for author in embed.one("author"):
            yield from author.too_long(name=256)
        for field in embed.each("fields"):
            yield from field.too_long(name=256, value=1_024)
    total = sum(map(_size, message.each("embeds")))
    if total > _TOTAL:
        yield Fault(message.at("embeds"), f"{total:,} characters in all, {_TOTAL:,} allowed")


def _size(embed: Part) -> int:
    """What counts towards the total."""
    texts = [embed.text("title"), embed.text("description")]
    texts += [footer.text("text") for footer in embed.one("footer")]
    texts += [author.text("name") for author in embed.one("author")]
    for field in embed.each("fields"):
        texts += [field.text("name"), field.text("value")]
    return sum(map(size, texts))
