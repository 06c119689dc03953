"""What a paragraph is for: text to quote, a heading, or boilerplate.

The rules are conservative: a paragraph is text unless its form says otherwise. Nothing is
dropped; headings and boilerplate keep their numbers and can be shown.
"""

from __future__ import annotations

import re

from rag.model import Kind
from rag.reading.paragraphs import Block

__all__ = ["kinds"]

_MOST_HEADING_WORDS = 16
_MOST_HEADING_CHARACTERS = 110
_MOST_BOILERPLATE_WORDS = 70
_CLOSING = "\"'”’»)]"
_MONTH = (
    r"(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|"
    r"sep(t(ember)?)?|oct(ober)?|nov(ember)?|dec(ember)?)\.?"
)
_OPENINGS = re.compile(
    r"(sources?\s*:|source\s*$|photo(graph)?s?( by|\s*:)|images?( by|\s*:)|pictures?( by|\s*:)|"
    r"credits?\s*:|copyright\b|©|\(c\) \d{4}|all rights reserved|read (more|also|next|full)\b|"
    r"click here|sign up\b|subscribe\b|follow us\b|share (this|on)\b|advertisement\b|"
    r"related (articles?|stories|topics)\b|more info\b|don['’]t miss\b|see also\b|"
    r"(first |last |originally )?(published|updated|modified|posted)( on| at)?\s*:?\s.*\d)",
    re.IGNORECASE,
)
_PHRASES = re.compile(
    r"\b(unsubscribe|privacy (policy|notice)|terms of (use|service)|cookie (policy|settings)|"
    r"use your sign-?up|newsletter (sign|straight)|all rights reserved)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"By(:)? ([A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+(,| for | in |$)[^.]*$")
_DATELINE = re.compile(
    rf"(\w+day,?\s+)?(\d{{1,2}}(st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}),?\s+\d{{4}}\b.{{0,30}}$",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?P<name>[A-Z][\w.'’-]+( [A-Z][\w.'’-]+){1,2}) (is|was|has been|works as) (an? |the )?"
    r"[^.]{0,60}?\b(author|writer|journalist|reporter|editor|columnist|correspondent|"
    r"contributor|blogger|freelancer)\b"
)
_ABOUT_WRITING = re.compile(r"\b(writ(es|ing|ten)|articles?|covers|blog|website|reporting)\b")


def kinds(blocks: list[Block]) -> list[Kind]:
    """The kind of each paragraph of one file, in order."""
    texts = [block.text for block in blocks]
    result: list[Kind] = []
    for index, block in enumerate(blocks):
        if block.lines[0].heading:
            result.append("heading")
        elif _is_boilerplate(texts, index):
            result.append("boilerplate")
        elif _is_heading(texts, blocks, index):
            result.append("heading")
        else:
            result.append("text")
    return _without_runs(result, blocks)


def _is_boilerplate(texts: list[str], index: int) -> bool:
    text = texts[index]
    if len(text.split()) > _MOST_BOILERPLATE_WORDS:
        return False
    if _OPENINGS.match(text) or _PHRASES.search(text):
        return True
    if _BYLINE.match(text) or _DATELINE.match(text):
        return True
    return index >= len(texts) - 2 and _is_about_author(texts, index)


def _is_about_author(texts: list[str], index: int) -> bool:
    """A closing note on who wrote the article: a name that the article itself never uses."""
    match = _AUTHOR.match(texts[index])
    if match is None or not _ABOUT_WRITING.search(texts[index][match.end() :]):
        return False
    return not any(match["name"] in text for text in texts[:index])


def _is_heading(texts: list[str], blocks: list[Block], index: int) -> bool:
    text, block = texts[index], blocks[index]
    if index == len(texts) - 1 or block.lines[0].opens or len(block.lines) > 2:
        return False
    if len(text.split()) > _MOST_HEADING_WORDS or len(text) > _MOST_HEADING_CHARACTERS:
        return False
    if text[0].islower() or text.count("(") != text.count(")"):
        return False
    if not re.search(r"[^\W\d_]{2}", text):
        return False
    below = texts[index + 1][0]
    if below.islower() or below.isdigit():  # a sentence that a stray line break cut in two
        return False
    last = text.rstrip(_CLOSING)[-1:]
    return last not in (".…:;,!" if index == 0 else ".…:;,!?")


def _without_runs(found: list[Kind], blocks: list[Block]) -> list[Kind]:
    """Three heading-like lines or more in a row are a list or verse, unless marked as headings."""
    result = list(found)
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and found[end] == "heading":
            end += 1
        if end - start >= 3:
            for index in range(start, end):
                if index > 0 and not blocks[index].lines[0].heading:
                    result[index] = "text"
        start = max(end, start + 1)
    return result
