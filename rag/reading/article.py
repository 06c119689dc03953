"""From a file to an `Article`."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path, PurePosixPath

from rag.errors import UnreadableError
from rag.model import Article, Kind, Paragraph
from rag.reading.decode import decode
from rag.reading.kinds import kinds
from rag.reading.lines import split_lines
from rag.reading.paragraphs import Block, group_lines

__all__ = ["RULE_VERSION", "paragraph_id", "read_article"]

RULE_VERSION = 1
"""Counts changes of the paragraph rule; an index made under another one is rebuilt."""

_LONGEST_FILE = 50 * 1024 * 1024
_LONGEST_TITLE = 120
_SHORT = 220  # characters, below which a paragraph seldom says what it is about
_ABOVE = 2  # paragraphs
_LONGEST_ABOVE = 600  # characters
_MARKDOWN = frozenset({".md", ".markdown"})
_OPAQUE = re.compile(r"[0-9a-f]{8,}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE = re.compile(r".+?[.!?…][\"'”’»)]*(?=\s|$)")


def read_article(path: Path, file: str) -> Article:
    """The article in `path`, to be known as `file`.

    Raises `UnreadableError` with the reason when there is no text to be had.
    """
    data = _read(path)
    text = decode(data)
    blocks = group_lines(split_lines(text, markdown=path.suffix.lower() in _MARKDOWN))
    if not blocks:
        raise UnreadableError("empty")
    version = hashlib.sha256(data).hexdigest()
    found = kinds(blocks)
    title = _title(blocks, found, file)
    return Article(file, title, version, _paragraphs(blocks, found, file, title, version))


def paragraph_id(file: str, version: str, number: int) -> str:
    """A stable id of 12 characters [a-z2-7] (60 bits) for a paragraph of one file version."""
    key = f"{file}\0{version}\0{number}".encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(key, digest_size=8).digest()
    return base64.b32encode(digest).decode().lower()[:12]


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LONGEST_FILE:
            raise UnreadableError(f"larger than {_LONGEST_FILE // 2**20} MiB")
        return path.read_bytes()
    except PermissionError as error:
        raise UnreadableError("no permission to read it") from error
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from error


def _paragraphs(
    blocks: list[Block], found: list[Kind], file: str, title: str, version: str
) -> tuple[Paragraph, ...]:
    paragraphs = []
    heading, above_is_text = "", False
    run: list[str] = []
    for number, (block, kind) in enumerate(zip(blocks, found, strict=True), start=1):
        first, last = block.lines[0], block.lines[-1]
        paragraphs.append(
            Paragraph(
                file=file,
                number=number,
                line=first.number,
                start=first.start,
                end=last.start + len(last.text),
                text=block.text,
                kind=kind,
                title=title,
                heading=heading if kind == "text" else "",
                id=paragraph_id(file, version, number),
                above=_above(run) if kind == "text" and len(block.text) < _SHORT else "",
            )
        )
        if kind == "heading" and (first.heading or above_is_text):
            heading = block.text if block.text != title else ""
        above_is_text = above_is_text or kind == "text"
        run = [*run, block.text] if kind == "text" else []
    return tuple(paragraphs)


def _above(run: list[str]) -> str:
    return " ".join(run[-_ABOVE:])[-_LONGEST_ABOVE:]


def _title(blocks: list[Block], found: list[Kind], file: str) -> str:
    """The heading above all text, else a file name that speaks, else the first sentence."""
    for block, kind in zip(blocks, found, strict=True):
        if kind == "heading":
            return _shortened(block.text)
        if kind == "text":
            break
    stem = PurePosixPath(file).stem
    if not _OPAQUE.search(stem) and _WORD.search(stem):
        return _shortened(re.sub(r"[_\s-]+", " ", stem).strip())
    sentence = _SENTENCE.match(blocks[0].text)
    return _shortened(sentence.group() if sentence else blocks[0].text)


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_TITLE:
        return text
    return text[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
