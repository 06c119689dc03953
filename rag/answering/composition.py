"""Which quotes make an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answering.question import asks_for_list, asks_for_reason
from rag.answering.quotes import Quote, quote_around
from rag.retrieval.close_reading import Read
from rag.terms import content_words, stems

__all__ = ["Statement", "best_quote", "composed"]

_LIKELY = 0.5  # of a passage: what is quoted beside the first must be right more often than not
_IN_LIST = 1.5  # how far below the best a further item may be, as logarithmic probability
_SAME_THING = 0.75  # share of the question's words that two rival passages must each hold
_ARTICLES = frozenset({"the", "a", "an"})
_NUMBER = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"\b[12]\d{3}\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """Quotes that say the same, the first of them spelled out; `rival` disagrees with it."""

    quotes: tuple[Quote, ...]
    rival: bool = False


def best_quote(question: str, reads: Sequence[Read]) -> Quote | None:
    """The likeliest answer in the best passage that has one, in its sentence."""
    for read in reads:
        for span in read.reading.spans[:1]:
            return quote_around(read, span, reason=asks_for_reason(question))
    return None


def composed(asked: Sequence[tuple[str, Sequence[Read]]], most: int) -> list[Statement]:
    """The statements that answer `asked`: the parts of a question with what was read for each.

    At most `most` quotes: the best of each part, then rivals that give another answer of the
    same kind, others that say the same in another article, and further items of a list.
    """
    chosen: list[list[Quote]] = []
    rivals: set[int] = set()
    for question, reads in asked:
        best = best_quote(question, reads)
        if best and not any(best.overlaps(q) for quotes in chosen for q in quotes):
            chosen.append([best])
    for question, reads in asked:
        for quote in _others(question, reads):
            if sum(map(len, chosen)) >= most:
                break
            if any(quote.overlaps(q) for quotes in chosen for q in quotes):
                continue
            first = chosen[0][0]
            if _same_answer(quote, first):
                if all(quote.paragraph.file != q.paragraph.file for q in chosen[0]):
                    chosen[0].append(quote)
            elif _disagree(question, quote, first):
                rivals.add(len(chosen))
                chosen.append([quote])
            elif asks_for_list(question) and _is_item(quote, first):
                chosen.append([quote])
    return [Statement(tuple(quotes), at in rivals) for at, quotes in enumerate(chosen) if quotes]


def _others(question: str, reads: Sequence[Read]) -> Iterator[Quote]:
    """The best of the other likely passages, and further spans of the first."""
    reason = asks_for_reason(question)
    for place, read in enumerate(reads):
        if place and read.passage.score < _LIKELY:
            continue
        for span in read.reading.spans[0 if place else 1 :][: 1 if place else 3]:
            yield quote_around(read, span, reason=reason)


def _same_answer(one: Quote, other: Quote) -> bool:
    first, second = _plain(one.answer), _plain(other.answer)
    return bool(first) and first == second


def _disagree(question: str, one: Quote, other: Quote) -> bool:
    """Whether two articles answer the same question with different numbers or names."""
    if one.paragraph.file == other.paragraph.file or asks_for_list(question):
        return False
    if one.span.score < other.span.score - _IN_LIST:
        return False
    kind = _kind(one.answer)
    if kind == "words" or kind != _kind(other.answer):
        return False
    if _plain(one.answer) in _plain(other.answer) or _plain(other.answer) in _plain(one.answer):
        return False
    wanted = set(stems(" ".join(content_words(question))))
    return all(
        len(wanted & set(stems(f"{q.paragraph.title} {q.text}"))) >= _SAME_THING * len(wanted)
        for q in (one, other)
    )


def _is_item(quote: Quote, first: Quote) -> bool:
    alike = quote.paragraph.id == first.paragraph.id or _kind(quote.answer) == _kind(first.answer)
    return alike and quote.span.score >= first.span.score - _IN_LIST


def _kind(answer: str) -> str:
    if _YEAR.search(answer):
        return "year"
    if _NUMBER.search(answer):
        return "number"
    words = [word for word in re.findall(r"[^\W\d_]+", answer) if word.lower() not in _ARTICLES]
    return "name" if words and all(word[0].isupper() for word in words) else "words"


def _plain(answer: str) -> str:
    words = re.findall(r"\w+", answer.lower())
    return " ".join(word for word in words if word not in _ARTICLES)
