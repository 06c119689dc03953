"""What of a model's text may be shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["LONGEST_STATEMENT", "cleaned"]

LONGEST_STATEMENT = 600
"""Characters of a statement; a longer one is cut at a word, and ends in an ellipsis."""

_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)(?:\s[^()]*)?\)")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,500}>")
_ADDRESS = re.compile(
    r"(?:(?:[a-z][a-z0-9+.-]{0,15})?://|\b(?:mailto:|javascript:|data:|www\.))[^\s<>()\"'“”‘’]*"
    r"|\bdiscord\.gg/\S*",
    re.I,
)
_MARKER = re.compile(r"[\[【［]\s*\^?\s*[0-9][0-9,;\s^–-]*[\]】］]")
_FOOTNOTE = re.compile(r"[\[【［]\s*\^[^\]】］]{0,40}[\]】］]")
_SIGNS = re.compile(r"[^\w\s.,;'’%-]")
_ROUNDS = 8
_BEFORE_STOP = re.compile(r"\s+(?=[.,;:!?…](?:\s|$))")


def cleaned(text: str, paragraphs: Sequence[str] = ()) -> str:
    """`text` on one line, with nothing in it that works elsewhere than on the eye.

    Images, links and tags leave their label; addresses that none of the cited `paragraphs`
    holds, control and invisible characters, and what looks like a marker are taken out.
    """
    text = "".join(map(_visible, text[: 4 * LONGEST_STATEMENT]))
    for _ in range(_ROUNDS):  # taking one thing out may make another
        less = _without_more(text, paragraphs)
        if less == text:
            return _short(text)
        text = less
    return _short(_SIGNS.sub(" ", text))


def _without_more(text: str, paragraphs: Sequence[str]) -> str:
    for pattern in (_IMAGE, _LINK, _TAG):
        text = pattern.sub(_label, text)
    text = _FOOTNOTE.sub("", _MARKER.sub("", text)).replace("](", "] (")
    text = _ADDRESS.sub(lambda match: _known(match.group(), paragraphs), text)
    return _BEFORE_STOP.sub("", " ".join(text.split()))


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    kind = unicodedata.category(character)
    return "" if kind in ("Cc", "Cf", "Cs", "Co", "Cn") else character


def _label(match: re.Match[str]) -> str:
    return match[1] if match.re.groups else ""


def _known(address: str, paragraphs: Sequence[str]) -> str:
    """The address if it stands in a paragraph as a whole, without a stop at its end."""
    bare = address.rstrip(".,;:!?")
    whole = re.compile(rf"(?<![\w/]){re.escape(bare)}(?![\w/])")
    return address if any(whole.search(paragraph) for paragraph in paragraphs) else ""


def _short(text: str) -> str:
    if len(text) <= LONGEST_STATEMENT:
        return text
    head = text[: LONGEST_STATEMENT - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:") + "…"
