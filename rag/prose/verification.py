"""The check that everything a language model writes has to pass before anyone sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.model import Citation, Paragraph, Withdrawn
from rag.prose.claim import Claim, Source
from rag.prose.cleaning import cleaned
from rag.prose.evidence import by_words, likely, named
from rag.prose.support import Evidence, Support, coverage
from rag.reader.reading import Reader

__all__ = ["Checked", "Verifier"]

_TRIED = 3  # sentences, where a model gives no words
_SOME = 0.2  # share of a statement's words that each single quote must hold


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement as it may be shown, with the citations that hold; they have no number yet.

    Only one that is `supported` is shown as true; else it has no citations, and `withdrawn`
    says why.
    """

    text: str
    citations: tuple[Citation, ...]
    withdrawn: tuple[Withdrawn, ...]

    @property
    def supported(self) -> bool:
        """Whether the articles bear it out."""
        return bool(self.citations)


class Verifier:
    """Checks claims against the passages that the model was given. Thread-safe."""

    def __init__(self, reader: Reader) -> None:
        self._support = Support(reader)

    def check(self, claim: Claim, passages: Sequence[Paragraph], question: str) -> Checked:
        """What of `claim` holds.

        A marker's words must stand in the passage that it names, or in another of `passages`: it
        is repaired to that. Without words, or without a marker, the sentence that bears the
        statement out is looked for. The sentences around the words become the quote, and they
        together must bear the statement out (`Support`).
        """
        text = cleaned(claim.text, " ".join(passage.text for passage in passages))
        if not text:
            return Checked("", (), (Withdrawn(claim.text[:200], "no_statement"),))
        evidence, withdrawn = self._collected(text, claim, passages, question)
        if not claim.sources:
            found = self._searched(text, passages, question)
            return self._settled(text, [found] if found else [], [], question)
        return self._settled(text, evidence, withdrawn, question)

    def _collected(
        self, text: str, claim: Claim, passages: Sequence[Paragraph], question: str
    ) -> tuple[list[Evidence], list[Withdrawn]]:
        evidence: list[Evidence] = []
        withdrawn: list[Withdrawn] = []
        for source in claim.sources:
            found, reason = self._evidence(text, source, passages, question)
            if found is None:
                withdrawn.append(Withdrawn(text, reason, source.passage, source.words))
            elif found not in evidence:
                evidence.append(found)
        return evidence, withdrawn

    def _evidence(
        self, text: str, source: Source, passages: Sequence[Paragraph], question: str
    ) -> tuple[Evidence | None, str]:
        home = named(source, passages)
        if source.words.strip():
            found = by_words(source, passages)
            if found is None:
                return None, "words_not_there" if home else "no_such_passage"
            if coverage(text, found.quote) < _SOME:
                return None, "not_supported"
            return found, ""
        if home is None:
            return None, "no_such_passage"
        return self._searched(text, [home], question), "not_supported"

    def _searched(self, text: str, passages: Sequence[Paragraph], question: str) -> Evidence | None:
        for each in likely(text, passages, _TRIED):
            said = coverage(text, each.quote) >= _SOME  # by the words, not by the title alone
            if said and self._support.fault(text, [each], question) is None:
                return each
        return None

    def _settled(
        self, text: str, evidence: list[Evidence], withdrawn: list[Withdrawn], question: str
    ) -> Checked:
        if not evidence:
            return Checked(text, (), tuple(withdrawn) or (Withdrawn(text, "not_supported"),))
        fault = self._support.fault(text, evidence, question)
        if fault:
            return Checked(text, (), (*withdrawn, Withdrawn(text, fault)))
        return Checked(text, tuple(map(_cited, evidence)), tuple(withdrawn))


def _cited(evidence: Evidence) -> Citation:
    paragraph = evidence.paragraph
    start, end = max(evidence.words[0], evidence.start), min(evidence.words[1], evidence.end)
    marks = end - start < evidence.end - evidence.start  # all of it marked would mark nothing
    return Citation(
        marker=0,
        file=paragraph.file,
        paragraph=paragraph.number,
        line=paragraph.line,
        title=paragraph.title,
        quote=evidence.quote,
        start=evidence.start,
        end=evidence.end,
        paragraph_id=paragraph.id,
        answer_start=start if marks else None,
        answer_end=end if marks else None,
    )
