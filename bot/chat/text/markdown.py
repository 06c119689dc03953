"""Text of articles, questions and file names, made to stand on Discord as it was written.

Discord takes a backslash before any ASCII sign as "this sign, and nothing more", in messages
and in embeds alike. So the signs that could start markup get one, which no reader sees.
"""

from __future__ import annotations

import re

from bot.render.clean import clean

__all__ = ["bold", "inert", "italic", "plain"]

# Zero width, and used for nothing but hiding: ZERO WIDTH SPACE, WORD JOINER, NO-BREAK SPACE of
# zero width and SOFT HYPHEN. Joiners stay: emoji, Persian and Indic scripts are written with them.
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff]")
# `:` starts an emoji (`:name:`) or makes a link of what stands before it (`https:`), unless a
# space follows. `-`, `+` and `1.` make a list where a line starts.
_MARKUP = re.compile(r"[\\*_~|`#<>\[\]()@{}]|:(?=\S)|^[ ]*[-+]|(?<=\d)\.(?=[ ]|$)")


def plain(text: str) -> str:
    """`text` on one line, without what hides or reverses how it reads."""
    return _INVISIBLE.sub("", clean(text))


def inert(text: str) -> str:
    """`text` on one line, such that Discord shows its signs and acts on none of them."""
    return _MARKUP.sub(_escaped, plain(text))


def bold(text: str) -> str:
    """`text`, inert, in bold; white space around it stays outside."""
    return _wrapped(text, "**")


def italic(text: str) -> str:
    """`text`, inert, in italics; white space around it stays outside."""
    return _wrapped(text, "*")


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"


def _wrapped(text: str, mark: str) -> str:
    whole = inert(text)
    core = whole.strip()
    if not core:
        return whole
    start = whole.index(core)
    return f"{whole[:start]}{mark}{core}{mark}{whole[start + len(core) :]}"
