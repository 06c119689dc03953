"""The values that travel through Footnote. All are frozen; none knows how it was made."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

__all__ = [
    "NOT_FOUND",
    "SOURCES_DIFFER",
    "Answer",
    "Article",
    "ArticleInfo",
    "Citation",
    "Excerpt",
    "IndexReport",
    "IndexState",
    "Kind",
    "LibraryStatus",
    "ModelUse",
    "Paragraph",
    "Passage",
    "Progress",
    "Skipped",
    "Withdrawn",
]

NOT_FOUND = "The articles do not answer this question."
"""The text of an answer that there is none."""

SOURCES_DIFFER = "The sources differ:"
"""The first line of an answer whose sources disagree."""

Kind = Literal["text", "heading", "boilerplate"]
"""What a paragraph is for: only `text` is quoted first; the others give context."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The unit of citation: the `number`th paragraph of `file`, counted from 1.

    `text` has its white space folded to single spaces and its block markers (heading
    signs, list bullets, quote signs) taken off. `line` counts from 1; `start` and `end` are
    character offsets of the paragraph in the decoded file. `above` is the end of the text that
    a short paragraph follows on, which says whom its pronouns mean; empty for a longer one.
    """

    file: str
    number: int
    line: int
    start: int
    end: int
    text: str
    kind: Kind = "text"
    title: str = ""
    heading: str = ""
    id: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One file below the articles folder. `version` is the SHA-256 of its bytes."""

    file: str
    title: str
    version: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that retrieval returned. `score` is higher for better, 0 to 1."""

    paragraph: Paragraph
    score: float

    def to_dict(self) -> dict[str, Any]:
        """The passage as `ask --json` prints it."""
        return {
            "file": self.paragraph.file,
            "paragraph": self.paragraph.number,
            "score": round(self.score, 4),
            "text": self.paragraph.text,
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """A footnote: `quote == paragraph.text[start:end]`, where `paragraph` is what it names.

    The answer itself, if one stands in the quote, is `paragraph.text[answer_start:answer_end]`.
    """

    marker: int
    file: str
    paragraph: int
    line: int
    title: str
    quote: str
    start: int
    end: int
    verdict: Literal["verified"] = "verified"
    paragraph_id: str = ""
    answer_start: int | None = None
    answer_end: int | None = None

    @property
    def marked(self) -> tuple[int, int] | None:
        """Where the answer stands in the quote, as offsets in the quote."""
        if self.answer_start is None or self.answer_end is None:
            return None
        return self.answer_start - self.start, self.answer_end - self.start

    @property
    def answer(self) -> str:
        """The answer inside the quote, empty if none is marked."""
        return self.quote[slice(*self.marked)] if self.marked else ""

    def to_dict(self) -> dict[str, Any]:
        """The citation as `ask --json` prints it."""
        values = asdict(self)
        del values["paragraph_id"]
        return {**values, "answer": self.answer}


@dataclass(frozen=True, slots=True)
class IndexState:
    """What the index holds and when it was last brought in line (ISO 8601, UTC).

    `changed` names the cited files whose bytes differ from those that were indexed.
    """

    articles: int
    paragraphs: int
    synced_at: str
    changed: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The state as `ask --json` prints it."""
        return {**asdict(self), "changed": list(self.changed)}


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A citation of a language model's that does not hold, and why.

    `statement` is what it was to support, `passage` the number of the passage that it named
    (`None` if none), `words` what it gave as that passage's.
    """

    statement: str
    reason: str
    passage: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a language model did for an answer; `cost` is in the currency of the price that is set.

    Tokens are `estimated` when the model does not tell. From the `cache`, an answer uses none.
    """

    model: str
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False
    cost: float | None = None
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `text` carries `[n]` markers, one for each citation. With status `not_found` it carries
    none, `citations` is empty and `passages` holds the closest that there is. `confidence`
    estimates the probability that the first passage answers the question. `timings_ms` are
    milliseconds.

    A follow-up, and what was misspelt, was put to the articles as it was `understood`, and a
    question that asks for several things in `parts`; both are empty for a question that was
    taken as it is. With a language model, `withdrawn` are its citations that did not hold,
    `model` says what it used, and `notice` what the reader should know of how the answer came
    about. A question without an answer may have `meant` another one, spelt otherwise.
    """

    question: str
    status: Literal["answered", "not_found"]
    text: str
    confidence: float
    engine: str
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    index: IndexState
    timings_ms: dict[str, float] = field(default_factory=dict)
    understood: str = ""
    parts: tuple[str, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    notice: str = ""
    model: ModelUse | None = None
    meant: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The answer as `ask --json` prints it."""
        return {
            "question": self.question,
            "status": self.status,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "engine": self.engine,
            "citations": [citation.to_dict() for citation in self.citations],
            "passages": [passage.to_dict() for passage in self.passages],
            "index": self.index.to_dict(),
            "timings_ms": {step: round(ms, 1) for step, ms in self.timings_ms.items()},
            "understood": self.understood,
            "parts": list(self.parts),
            "withdrawn": [asdict(each) for each in self.withdrawn],
            "notice": self.notice,
            "model": asdict(self.model) if self.model else None,
            "meant": self.meant,
        }


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A paragraph with its neighbours in reading order; `paragraph` is among `around`.

    `changed` says that the file is no longer what was indexed.
    """

    paragraph: Paragraph
    around: tuple[Paragraph, ...]
    changed: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The excerpt as `show --json` prints it."""
        return {
            "file": self.paragraph.file,
            "paragraph": self.paragraph.number,
            "line": self.paragraph.line,
            "title": self.paragraph.title,
            "text": self.paragraph.text,
            "changed": self.changed,
            "around": [
                {"paragraph": p.number, "line": p.line, "kind": p.kind, "text": p.text}
                for p in self.around
            ],
        }


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not indexed, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one synchronisation did, in file names; `paragraphs` counts the whole index."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    paragraphs: int
    seconds: float
    notice: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The report as `index --json` prints it."""
        return {
            "added": list(self.added),
            "replaced": list(self.replaced),
            "removed": list(self.removed),
            "unchanged": list(self.unchanged),
            "skipped": [asdict(skipped) for skipped in self.skipped],
            "paragraphs": self.paragraphs,
            "seconds": round(self.seconds, 3),
            "notice": self.notice,
        }


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """An indexed article, in short. `version` is the SHA-256 of the bytes indexed."""

    file: str
    title: str
    version: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """Where things are and how fresh they are, as `status --json` prints them.

    `today` is what a language model has used since midnight UTC, if one is set.
    """

    articles: int
    paragraphs: int
    synced_at: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    embedding: str
    reader: str
    engine: str
    articles_folder: str
    index_folder: str
    chroma: str
    today: ModelUse | None = None

    def to_dict(self) -> dict[str, Any]:
        """The status as `status --json` prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a synchronisation is: paragraphs indexed of those to index, and the file at work."""

    done: int
    total: int
    file: str
