"""Lines of a file, with the block markers of markdown taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

__all__ = ["Line", "split_lines"]

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<text>.*?)(\s+#+)?\s*$")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_ITEM = re.compile(r"\s*([-*+•–]|\d{1,3}[.)])\s+")
_RULE = re.compile(r"\s{0,3}([-*_=])(\s*\1){2,}\s*$")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `text` stands in the file from `start` (in characters) on.

    `opens`: a paragraph begins here whatever stands above; `closes`: one ends here;
    `joined`: the line belongs to the one above (code). A blank line has an empty `text`.
    """

    number: int
    start: int
    text: str
    opens: bool = False
    closes: bool = False
    joined: bool = False
    heading: bool = False


def split_lines(text: str, *, markdown: bool) -> list[Line]:
    """The lines of `text`, numbered from 1 as an editor counts them."""
    lines = [
        _stripped(number, match.start(), match.group(1))
        for number, match in enumerate(_LINE.finditer(text), start=1)
    ]
    if markdown:
        return _markdown(lines)
    return [replace(line, opens=bool(_ITEM.match(line.text))) for line in lines]


def _stripped(number: int, start: int, raw: str) -> Line:
    return Line(number, start + len(raw) - len(raw.lstrip()), raw.strip())


def _markdown(lines: list[Line]) -> list[Line]:
    out: list[Line] = []
    fenced = False
    for line in lines:
        if _FENCE.match(line.text):
            fenced = not fenced
            out.append(replace(line, text=""))
        elif fenced:
            out.append(replace(line, joined=True))
        elif _RULE.match(line.text):
            _underline(out, line)
            out.append(replace(line, text=""))
        else:
            out.append(_unmarked(line))
    return out


def _underline(out: list[Line], rule: Line) -> None:
    """A rule right below a line of text makes that line a heading (setext)."""
    if out and out[-1].text and rule.text[0] in "=-":
        out[-1] = replace(out[-1], opens=True, closes=True, heading=True)


def _unmarked(line: Line) -> Line:
    quote = _QUOTE.match(line.text)
    while quote:
        line = replace(line, start=line.start + quote.end(), text=line.text[quote.end() :].rstrip())
        quote = _QUOTE.match(line.text)
    heading = _HEADING.match(line.text)
    if heading:
        start = line.start + heading.start("text")
        return Line(line.number, start, heading.group("text"), True, True, heading=True)
    item = _ITEM.match(line.text)
    if item:
        return Line(line.number, line.start + item.end(), line.text[item.end() :], opens=True)
    return line
