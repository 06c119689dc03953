"""The names and definite nouns of a question, found by capitals, "the" and grammar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.conversation.words import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    PLACING,
    QUESTION_WORDS,
    REPORTING,
    Word,
    is_content,
    is_name,
    words_of,
)

__all__ = ["Phrase", "extended", "phrases"]

_LONGEST_NOUN = 3
_ADJECTIVES = frozenset(
    (
        "new old young former current next second big large small great little main local national "
        "other same long high short red black white green blue good bad best worst"
    ).split()
)
_TELLING = frozenset("of in over at on near across between from beside under".split())
_PARTICIPLES = frozenset(
    (
        "built made sold found won lost held sunk shot hit cut set put paid said sent left kept "
        "hung born begun burnt bought brought taught caught fought done told struck known drawn"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name or a noun with "the": `text == question[start:end]`.

    `placed`: after a preposition of place or time; `owner`: after "of". `subject`: of the
    question, after its auxiliary. Not `clear`: where the noun ends and its verb begins cannot
    be told.
    """

    text: str
    start: int
    end: int
    named: bool
    placed: bool
    owner: bool
    subject: bool
    clear: bool


def phrases(question: str) -> list[Phrase]:
    """The phrases in order; "the Black Sea" is a name."""
    words = words_of(question)
    found: list[Phrase] = []
    at = 0
    while at < len(words):
        length, named, clear = _phrase(words, at)
        if not length:
            at += 1
            continue
        before = words[at - 1].low if at else ""
        start, end = words[at].start, words[at + length - 1].end
        found.append(
            Phrase(
                text=question[start:end],
                start=start,
                end=end,
                named=named,
                placed=before in PLACING,
                owner=before == "of",
                subject=before in AUXILIARIES,
                clear=clear,
            )
        )
        at += length
    return found


def extended(question: str, phrase: Phrase) -> Phrase:
    """`phrase` with what tells it from others of its kind: "the bridge over the river Aare"."""
    words = [word for word in words_of(question) if word.start >= phrase.end]
    if not words or words[0].low not in _TELLING:
        return phrase
    end = 1
    while end < len(words) and (words[end].low == "the" or _continues(words, end)):
        end += 1
    if end == 1 or not is_name(words, end - 1):
        return phrase
    return replace(phrase, text=question[phrase.start : words[end - 1].end], end=words[end - 1].end)


def _continues(words: Sequence[Word], at: int) -> bool:
    return is_content(words[at]) and (is_name(words, at) or not is_name(words, at - 1))


def _phrase(words: Sequence[Word], at: int) -> tuple[int, bool, bool]:
    """How many words the phrase has that begins there (or 0), if it is a name, if it is clear."""
    article = int(words[at].low == "the")
    names = _run(words, at + article, named=True)
    if names:
        return article + names, True, True
    run = _run(words, at + 1, named=False) if article else 0
    if not run:
        return 0, False, False
    names = _run(words, at + 1 + run, named=True)
    if names:  # "the river Aare"
        return 1 + run + names, True, run == 1
    before = words[at - 1].low if at else ""
    if run == 1 or not _has_verb_after(before):
        return 1 + min(run, _LONGEST_NOUN), False, run <= _LONGEST_NOUN
    noun = 2 if words[at + 1].low in _ADJECTIVES else 1  # words that are the noun's for certain
    last = words[at + run].low
    if run == noun + 1 and (before not in BE or _is_participle(last)):
        return 1 + noun, False, True
    return 1 + run, False, run == noun and before in BE


def _has_verb_after(before: str) -> bool:
    """Whether the noun after that word is a subject: "did the ferry stop", "why the ferry …"."""
    return before in AUXILIARIES | QUESTION_WORDS | CONJUNCTIONS | REPORTING | {"", ","}


def _is_participle(low: str) -> bool:
    return low.endswith(("ed", "en")) or low in _PARTICIPLES


def _run(words: Sequence[Word], at: int, *, named: bool) -> int:
    end = at
    while end < len(words) and is_content(words[end]) and is_name(words, end) == named:
        end += 1
    return end - at
