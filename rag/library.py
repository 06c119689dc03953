"""The one place that wires reading, index, retrieval and answering together."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from rag.answering.extractive import ExtractiveEngine
from rag.asking.asked import Asked
from rag.asking.grounds import Grounds
from rag.asking.quoting import Quoting
from rag.errors import (
    ArticleFileError,
    IndexUnavailableError,
    NoSuchParagraphError,
    QuestionError,
)
from rag.index.changes import differs, find_changes
from rag.index.entry import Signature
from rag.index.folder_lock import FolderLock
from rag.index.sentence_vectors import SentenceVectors
from rag.index.words import WordIndex
from rag.model import (
    Answer,
    Article,
    ArticleInfo,
    Excerpt,
    IndexReport,
    LibraryStatus,
    Paragraph,
    Passage,
    Progress,
)
from rag.settings import Settings
from rag.shelf import Shelf

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.retrievers import BaseRetriever

    from rag.asking.writing import Writing
    from rag.conversation import Turn
    from rag.llm.model import LanguageModel
    from rag.reader.reading import Reader

__all__ = ["MAX_QUESTION", "Library"]

MAX_QUESTION = 2000
"""The longest question, in characters."""


class Library:
    """A folder of articles that can be asked. Thread-safe; close it when done.

    One process owns an index folder at a time.
    """

    def __init__(
        self,
        settings: Settings,
        lock: FolderLock,
        client: Any,
        embedding: BaseEmbedding,
        reader: Reader,
        *,
        llm: LanguageModel | None,
    ) -> None:
        """For `open`, which takes the lock and connects."""
        from rag.embedding.vectors import Vectors
        from rag.index.store import ParagraphStore
        from rag.retrieval.hybrid import HybridSearch
        from rag.retrieval.passages import PassageSearch
        from rag.retrieval.spelling import Spelling

        self._settings = settings
        self._lock = lock
        self._syncing = threading.RLock()
        self._shelf = Shelf(settings.articles)
        self._vectors = Vectors(embedding)
        self._signature = Signature(f"{settings.embedding} {embedding.model_name}")
        self._store = ParagraphStore(client, settings.collection)
        self._outdated = self._store.matches(self._signature) is False
        if not self._outdated:
            self._store.open(self._signature)
        self._words = WordIndex(settings.index / "words")
        self._reader = reader
        self._sentences = SentenceVectors(settings.index / "sentences", self._signature.embedding)
        hybrid = HybridSearch(self._store, self._words, self._sentences)
        self._search = PassageSearch(hybrid, self._vectors.of_question, reader)
        self._spelling = Spelling(self._words, self._store)
        grounds = Grounds(self._search, self._spelling, self._store, settings.articles)
        engine = ExtractiveEngine(reader, threshold=settings.threshold, quotes=settings.quotes)
        quoting = Quoting(engine, grounds)
        self._engine: Quoting | Writing = quoting
        if llm:
            from rag.asking.writing import writing

            self._engine = writing(llm, reader, quoting, grounds, settings)

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        owner: str = "footnote",
        embedding: BaseEmbedding | None = None,
        reader: Reader | None = None,
        llm: LanguageModel | None = None,
    ) -> Self:
        """Opens the index of `settings`, made if need be; takes seconds, mostly imports.

        `owner` is what another process is told when it finds the folder in use; `embedding`,
        any llama-index embedding, `reader` and `llm` replace those that the settings name. Raises
        `IndexInUseError`, `IndexUnavailableError`, `ModelError` or `SettingsError`.
        """
        from rag.embedding.choose import load_embedding
        from rag.index.chroma_client import connect
        from rag.reader.choose import load_reader

        lock = FolderLock(settings.index, owner)
        try:
            client = connect(settings.index / "chroma", settings.chroma)
            model = embedding or load_embedding(settings.embedding, settings.threads)
            read = reader or load_reader(settings.reader, settings.threads)
            return cls(settings, lock, client, model, read, llm=llm or _llm_of(settings))
        except BaseException:
            lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def articles_folder(self) -> Path:
        """The folder of the articles."""
        return self._settings.articles

    def close(self) -> None:
        """Gives the index folder free."""
        self._store.close()
        self._lock.release()

    def sync(self, progress: Callable[[Progress], None] | None = None) -> IndexReport:
        """Brings the index in line with the folder; questions may be asked meanwhile.

        Raises `ArticlesError`, with the index left as it was, when the folder is missing or
        holds nothing to read.
        """
        from rag.index.indexer import synchronise

        with self._syncing:
            notice = self._rebuild_if_outdated()
            report = synchronise(
                self._settings.articles,
                self._store,
                self._words,
                self._sentences,
                self._vectors.of_texts,
                progress=progress or (lambda _: None),
            )
            self._store.note_sync(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
            return replace(report, notice=notice)

    def preview(self, name: str, data: bytes) -> Article:
        """What `data` would be as an article called `name`; nothing is written.

        Raises `UnreadableError` with the reason when there is no text in it, `ArticleFileError`
        for a name that `safe_name` would change.
        """
        return self._shelf.preview(name, data)

    def add(
        self,
        name: str,
        data: bytes,
        *,
        replace: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> IndexReport:
        """Writes an article into the folder, whole or not at all, and brings the index in line.

        Raises `UnreadableError`, with nothing written, for what could not be read again,
        `ArticleExistsError` when there is one called `name` that is not to be replaced,
        `ArticleFileError` for a name that `safe_name` would change, and `ArticlesError`.
        """
        self._shelf.preview(name, data)
        with self._syncing:
            self._shelf.put(name, data, replace=replace)
            return self.sync(progress)

    def remove(self, file: str, progress: Callable[[Progress], None] | None = None) -> IndexReport:
        """Deletes the file of an indexed article and brings the index in line.

        Raises `NoSuchParagraphError` when it is not in the index, `ArticleFileError`, with
        nothing deleted, when it leads out of the folder or is the last one, and `ArticlesError`.
        """
        with self._syncing:
            if file not in self._store.entries:
                raise NoSuchParagraphError(f"{file} is not in the index. See `footnote status`.")
            self._require_another(file)
            self._shelf.take(file)
            return self.sync(progress)

    def warm_up(self) -> None:
        """Loads what the first question would otherwise wait for."""
        self._vectors.of_question("ready?")
        for closely in (False, True):
            self._reader.read("ready?", [Paragraph("", 1, 1, 0, 5, "Ready.")], closely=closely)

    @property
    def threshold(self) -> float:
        """The confidence below which an answer is withheld."""
        return self._settings.threshold

    def ask(
        self,
        question: str,
        *,
        turns: Sequence[Turn] = (),
        withhold: bool = True,
        without: frozenset[str] = frozenset(),
        listen: Callable[[Answer], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Answer:
        """Answers from the articles alone; a follow-up leans on the `turns` before it.

        While a language model writes, `listen` is told of the answer as it grows: its text only
        ever gets longer. Setting `cancelled` ends that, with `LlmCancelled`.
        To measure what is withheld, and what is said when an article is missing: told not to
        `withhold`, it answers below the threshold too; files `without` are passed over.
        Raises `QuestionError` for an empty question or one over `MAX_QUESTION` characters,
        and `IndexUnavailableError` when there is no usable index. A language model that fails
        raises nothing: then the built-in engine answers, and the answer's `notice` says why.
        """
        asked = Asked(
            _checked(question),
            tuple(turns),
            withhold,
            without,
            listen,
            cancelled or threading.Event(),
        )
        self._require_usable()
        return self._engine.answer(asked)

    def search(self, question: str, limit: int = 10) -> tuple[Passage, ...]:
        """The `limit` best passages for `question`, best first. Raises as `ask` does."""
        return self._search.read(self.mended(question), limit).passages[:limit]

    def candidates(
        self, question: str, limit: int, *, without: Collection[str] = ()
    ) -> tuple[Passage, ...]:
        """What word and meaning alone find, before it is read, as though the files `without`
        were not there. Raises as `ask` does."""
        self._require_usable()
        return self._search.candidates(_checked(question), limit, without)

    def mended(self, question: str, *, without: Collection[str] = ()) -> str:
        """`question` as `ask` understands its spelling, as though the files `without` were not
        there; the same if nothing in it is misspelt. Raises as `ask` does."""
        self._require_usable()
        return self._spelling.mended(_checked(question), without)

    def retriever(self, limit: int = 10) -> BaseRetriever:
        """The same search as a llama-index retriever."""
        from rag.retrieval.llama import HybridRetriever

        return HybridRetriever(self.search, limit)

    def show(self, file: str, number: int, neighbours: int = 1) -> Excerpt:
        """Paragraph `number` of an indexed `file` with that many paragraphs on either side.

        Raises `NoSuchParagraphError`.
        """
        self._require_usable()
        entry = self._store.entries.get(file)
        if entry is None:
            raise NoSuchParagraphError(f"{file} is not in the index. See `footnote status`.")
        paragraphs = self._store.article(file)
        if not 1 <= number <= len(paragraphs):
            raise NoSuchParagraphError(
                f"{file} has paragraphs 1 to {len(paragraphs)}, there is no ¶ {number}."
            )
        around = paragraphs[max(0, number - 1 - neighbours) : number + neighbours]
        return Excerpt(paragraphs[number - 1], around, differs(self._settings.articles, entry))

    def find(self, paragraph_id: str, neighbours: int = 1) -> Excerpt | None:
        """The paragraph with this id, or `None` when it is not, or no longer, in the index."""
        self._require_usable()
        found = self._store.paragraphs([paragraph_id]).get(paragraph_id)
        return self.show(found.file, found.number, neighbours) if found else None

    def articles(self) -> tuple[ArticleInfo, ...]:
        """The indexed articles, by file name."""
        return tuple(entry.info for _, entry in sorted(self._store.entries.items()))

    def status(self) -> LibraryStatus:
        """How index and folder stand to each other. Raises `ArticlesError` without a folder."""
        entries = self._store.entries
        changes = find_changes(self._settings.articles, entries)
        return LibraryStatus(
            articles=len(entries),
            paragraphs=sum(entry.info.paragraphs for entry in entries.values()),
            synced_at=self._store.synced_at,
            new=tuple(fresh.article.file for fresh in changes.added),
            changed=tuple(fresh.article.file for fresh in changes.replaced),
            missing=changes.removed,
            skipped=changes.skipped,
            embedding=self._signature.embedding,
            reader=self._reader.name,
            engine=self._engine.name,
            articles_folder=str(self._settings.articles),
            index_folder=str(self._settings.index),
            chroma=self._settings.chroma or str(self._settings.index / "chroma"),
            today=self._engine.today,
        )

    def _require_usable(self) -> None:
        if self._outdated:
            raise IndexUnavailableError(
                "The index was made with another model or version. Run `footnote index`."
            )
        if not self._store.entries:
            raise IndexUnavailableError("The index is empty. Run `footnote index`.")

    def _require_another(self, file: str) -> None:
        """Without any article the index could not be brought in line."""
        changes = find_changes(self._settings.articles, self._store.entries)
        fresh = (each.article.file for each in (*changes.added, *changes.replaced))
        if not {*changes.unchanged, *fresh} - {file}:
            raise ArticleFileError(f"{file} is the last article. Add another one first.")

    def _rebuild_if_outdated(self) -> str:
        if not self._outdated:
            return ""
        self._store.open(self._signature)
        self._outdated = False
        return "The index was made with another model or version: it is made anew."


def _checked(question: str) -> str:
    asked = " ".join(unicodedata.normalize("NFC", question).split())
    if not asked:
        raise QuestionError("The question is empty. Ask something, for example: Who …?")
    if len(asked) > MAX_QUESTION:
        raise QuestionError(
            f"The question has {len(asked):,} characters; at most {MAX_QUESTION:,} are read. "
            "Shorten it."
        )
    return asked


def _llm_of(settings: Settings) -> LanguageModel | None:
    if not settings.llm:
        return None
    from rag.llm.choose import load_llm

    return load_llm(settings)
