"""A model's statement as it may be shown."""

from __future__ import annotations

import re
import unicodedata

from rag.prose.markdown import plain
from rag.prose.markers import without_markers

__all__ = ["LONGEST", "cleaned"]

LONGEST = 600
"""Characters of a statement; what is longer is none."""

_IMAGE = re.compile(r"!\[([^\]]{0,200})\]\([^)]{0,500}\)")
_LINK = re.compile(r"\[([^\]]{1,200})\]\([^)]{0,500}\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--.*?(?:-->|$)", re.S)
_AUTOLINK = re.compile(r"<[a-z]{2,10}:[^\s>]{1,500}>", re.I)
_URL = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,9}://|www\.|mailto:|data:[a-z]+/)\S+", re.I)
_BRACKETED_NUMBER = re.compile(r"[\[【]\s*[?^]?\s*\d{0,9}\s*[\]】]")
_SPACE_BEFORE_STOP = re.compile(r"\s+([.,;:!?…])")


def cleaned(text: str, sources: str) -> str:
    """`text` in one line without links, images, HTML, markers and what cannot be seen.

    A web address stays if it stands in `sources`. Empty when nothing is left, or too much.
    """
    text = _IMAGE.sub(" ", text)
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub(" ", _AUTOLINK.sub(" ", text))
    text = _URL.sub(lambda found: found.group() if found.group() in sources else " ", text)
    text = "".join(c if _visible(c) else " " for c in text)
    without, _ = without_markers(text)
    text = plain(_BRACKETED_NUMBER.sub(" ", without))
    text = _SPACE_BEFORE_STOP.sub(r"\1", text).strip()
    return text if any(c.isalnum() for c in text) and len(text) <= LONGEST else ""


def _visible(character: str) -> bool:
    """Not a control or format character (such as those that turn the direction of writing)."""
    return not unicodedata.category(character).startswith("C")
