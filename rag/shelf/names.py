"""File names from strangers, made safe to write, to list and to show."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from rag.errors import ArticleFileError
from rag.reading import SUFFIXES

__all__ = ["LONGEST_NAME", "safe_name"]

LONGEST_NAME = 100
"""UTF-16 units of a name with its suffix: as many as a suggestion on Discord holds."""

_LONGEST_BYTES = 240  # of 255 that common file systems take
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # on Windows, and `:` opens a second stream there
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.I)
_AT_THE_START = ". -~"  # hidden files, options, home folders
_NAMELESS = "article"


def safe_name(name: str) -> str:
    """The name under which a file called `name` may stand in the articles folder.

    One part of a path, without signs that hide, reverse or control anything, without a dot or
    a dash in front, no device of Windows, at most `LONGEST_NAME` long; the suffix is kept. A safe
    name stays as it is. Raises `ArticleFileError` when its suffix is not that of an article.
    """
    last = re.split(r"[/\\]", name.rstrip("/\\ "))[-1]
    shown = "".join(_shown(sign) for sign in last)
    tidy = _FORBIDDEN.sub("_", " ".join(unicodedata.normalize("NFC", shown).split())).rstrip(". ")
    stem, suffix = _parted(tidy)
    stem = stem.lstrip(_AT_THE_START).rstrip(". ") or _NAMELESS
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return _cut(stem, suffix) + suffix


def _parted(name: str) -> tuple[str, str]:
    """Stem and suffix; a name that is nothing but a suffix (`.txt`) has an empty stem."""
    stem, dot, end = name.rpartition(".")
    suffix = dot + end
    if suffix.lower() not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        shown = PurePosixPath(name).name[:LONGEST_NAME]
        raise ArticleFileError(f"{shown} is no article: its name must end in one of {known}.")
    return stem, suffix


def _shown(sign: str) -> str:
    """`sign`, a space for white space, nothing for what is not seen or is no character."""
    kind = unicodedata.category(sign)
    if sign.isspace() or kind[0] == "Z":
        return " "
    return "" if kind[0] == "C" else sign


def _cut(stem: str, suffix: str) -> str:
    while not _fits(stem + suffix):
        stem = stem[:-1].rstrip(". ")
    return stem


def _fits(name: str) -> bool:
    units = len(name.encode("utf-16-le")) // 2
    return units <= LONGEST_NAME and len(name.encode()) <= _LONGEST_BYTES
