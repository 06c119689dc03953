"""The paragraph rule: which lines of a file belong together.

A blank line always separates. Inside a block without blank lines each line is a paragraph of
its own, unless it was broken by a wrapping editor: then the first word of the next line would
not have fitted on it (greedy line breaking), or it stops in mid-sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rag.reading.lines import Line

__all__ = ["Block", "group_lines"]

WIDEST_WRAP = 120  # characters; longer lines are whole paragraphs
NARROWEST_WRAP = 40  # shorter ones are verse, lists or headings
MID_SENTENCE_SHARE = 0.4  # of the line ends of wrapped prose, at least
_SENTENCE_END = ".!?…:;"
_CLOSING = "\"'”’»)]*_"


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one paragraph."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The words of the paragraph, white space folded."""
        return " ".join(" ".join(line.text for line in self.lines).split())


def group_lines(lines: list[Line]) -> list[Block]:
    """The paragraphs that `lines` make, in reading order."""
    blocks = list(_between_blanks(lines))
    width = max((_wrap_width(block) for block in blocks), default=0)
    return [Block(tuple(group)) for block in blocks for group in _split(block, width)]


def _between_blanks(lines: list[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if line.text:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _wrap_width(block: list[Line]) -> int:
    """The width to which `block` shows on its own evidence that it was wrapped; 0 if not."""
    groups = [group for group in _split(block, 0) if len(group) > 1 and not group[1].joined]
    return max((len(line.text) for group in groups for line in group), default=0)


def _split(block: list[Line], file_width: int) -> Iterator[list[Line]]:
    width = max((len(line.text) for line in block if len(line.text) <= WIDEST_WRAP), default=0)
    group = [block[0]]
    for previous, line in pairwise(block):
        if _may_continue(previous, line, width, file_width):
            group.append(line)
        else:
            yield from _settled(group, file_width)
            group = [line]
    yield from _settled(group, file_width)


def _may_continue(previous: Line, line: Line, width: int, file_width: int) -> bool:
    if line.joined:
        return True
    if line.opens or previous.closes or len(previous.text) > WIDEST_WRAP or width < NARROWEST_WRAP:
        return False
    if _mid_sentence(previous, line) and 2 * len(previous.text) >= width:
        return True
    return _full(previous, line, width) or _full(previous, line, file_width)


def _settled(group: list[Line], file_width: int) -> Iterator[list[Line]]:
    """`group` as one paragraph if its line ends look like wrapping, else line by line."""
    ends = list(pairwise(group))
    middle = sum(line.joined or _mid_sentence(previous, line) for previous, line in ends)
    if middle >= MID_SENTENCE_SHARE * len(ends) or all(
        _full(previous, line, file_width) for previous, line in ends
    ):
        yield group
    else:
        yield from ([line] for line in group)


def _full(previous: Line, line: Line, width: int) -> bool:
    """Whether greedy breaking at `width` would have ended `previous` where it ends."""
    first_word = line.text.split(maxsplit=1)[0]
    return len(previous.text) <= width < len(previous.text) + 1 + len(first_word)


def _mid_sentence(previous: Line, line: Line) -> bool:
    ends = previous.text.rstrip(_CLOSING)[-1:] in _SENTENCE_END
    return not ends and line.text[0].islower()
