"""Where the sentences of a paragraph begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Sentence", "sentences"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text == paragraph_text[start:end]`."""

    start: int
    end: int
    text: str


_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?:\[[^\]\s]{1,4}\])*\s+|[。！？]+[」』”]*")
_ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr prof st sr jr rev gen col lt sgt capt cmdr adm hon pres gov sen rep mt "
        "ft no nos vol vols ch fig figs eq sec art pp p ed eds trans cf vs v al etc ca c "
        "approx est inc ltd co corp bros dept univ jan feb mar apr jun jul aug sep sept oct "
        "nov dec e.g i.e a.m p.m ph.d u.s u.k u.n d.c b.c a.d op viz resp min max"
    ).split()
)
_MAY_END = frozenset({"a.m", "p.m", "u.s", "u.k", "u.n", "d.c", "b.c", "a.d", "ph.d", "etc", "al"})
_MAY_END |= frozenset({"inc", "ltd", "co", "corp", "jr", "sr"})
_LAST_WORD = re.compile(r"([^\s(\[“\"']+)$")
_OPENERS = re.compile(r"[\"'“‘«(\[—–-]*\s*(.)")


def sentences(text: str) -> list[Sentence]:
    """The sentences of `text` in order; together they cover all of it but the spaces between.

    A full stop ends a sentence when what follows begins like one (capital, digit or quotation
    mark) and what precedes is no abbreviation or initial.
    """
    found: list[Sentence] = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ends(text, start, stop):
            found.append(_sentence(text, start, stop.end()))
            start = stop.end()
    if text[start:].strip():
        found.append(_sentence(text, start, len(text)))
    return found


def _sentence(text: str, start: int, end: int) -> Sentence:
    piece = text[start:end]
    end = start + len(piece.rstrip())
    start += len(piece) - len(piece.lstrip())
    return Sentence(start, end, text[start:end])


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    mark = stop.group()
    if mark[0] in "。！？":
        return True
    opener = _OPENERS.match(text, stop.end())
    if opener is None or opener[1].islower():
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    return not _abbreviated(text[start : stop.start()], opener[1])


def _abbreviated(before: str, following: str) -> bool:
    match = _LAST_WORD.search(before)
    if match is None:
        return False
    word = match[1]
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    key = word.lower()
    if key in _MAY_END:
        return False
    return key in _ABBREVIATIONS and (following.isupper() or following.isdigit())
