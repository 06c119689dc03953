"""The words of the paragraphs, in tantivy. Derived from Chroma; can be rebuilt at any time."""

from __future__ import annotations

import json
import math
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from rag.index.context import in_context
from rag.model import Paragraph
from rag.terms import content_words, plain_analyzer, stem_analyzer, stems, whole

__all__ = ["WordIndex"]

_SCHEMA_VERSION = 2
_STEMS, _PLAIN = "stems", "plain"  # what the index calls our analyzers
_MEMORY = 64_000_000  # bytes for the writer
_SATURATION = 2.2  # k1 + 1 of tantivy's BM25: what a word weighs that fills a paragraph


class WordIndex:
    """BM25 over the stems of English words, kept in `folder`.

    `versions` says which version of which article it holds; it is written after the words
    are, so that an interrupted change is done again rather than believed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = self._open()

    @property
    def versions(self) -> dict[str, str]:
        """The version of each article in the index, by file name."""
        try:
            state = json.loads(self._state_file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return dict(state["versions"]) if state["schema"] == _SCHEMA_VERSION else {}

    @property
    def count(self) -> int:
        """The number of paragraphs in the index."""
        return int(self._index.searcher().num_docs)

    def bring_in_line(
        self, versions: Mapping[str, str], paragraphs_of: Callable[[str], Iterable[Paragraph]]
    ) -> None:
        """Makes the index hold exactly `versions`, fetching only what differs."""
        held = self.versions
        if not held and self.count:
            self._start_anew()
        stale = [file for file in held if held[file] != versions.get(file)]
        wanted = [file for file in versions if held.get(file) != versions[file]]
        if not stale and not wanted:
            return
        writer = self._index.writer(_MEMORY, 1)
        for file in {*stale, *wanted}:
            writer.delete_documents_by_term("file", file)
        for file in wanted:
            for paragraph in paragraphs_of(file):
                text = whole(in_context(paragraph))
                writer.add_document(
                    tantivy.Document(id=paragraph.id, file=paragraph.file, text=text, spelt=text)
                )
        writer.commit()
        writer.wait_merging_threads()
        self._write_state(versions)
        self._index.reload()

    def search(
        self, question: str, limit: int, without: Collection[str] = ()
    ) -> list[tuple[str, float]]:
        """Up to `limit` pairs of paragraph id and score, best first; any word may match.

        The score is the BM25 score over the highest that any paragraph could reach for these
        words, 0 to 1: it says how much of the question was found, not only what was found most.
        The files `without` are passed over, and words weigh as though they were not there.
        """
        wanted = frozenset(stems(" ".join(content_words(question))))
        away = [self._has("file", file) for file in without]
        return self._found([], wanted, away, limit)

    def count_of(self, stem: str, without: Collection[str] = ()) -> int:
        """The number of paragraphs with a word of that `stem`, besides those of some files."""
        return self._counts([stem], [self._has("file", file) for file in without])[stem]

    def like(
        self,
        word: str,
        slips: int,
        beside: Collection[str],
        limit: int,
        without: Collection[str] = (),
    ) -> list[tuple[str, float]]:
        """As `search` does for the stems `beside`, only paragraphs with a word so like `word`;
        with nothing beside, any of them, with a score of 0.

        `slips`, 1 or 2: how many letters are put in, left out, exchanged for another or with
        their neighbour (Damerau 1964). Accents and case do not count.
        """
        alike = Query.fuzzy_term_query(self._index.schema, "spelt", word, slips)
        must = [(Occur.Must, Query.const_score_query(alike, 0.0))]
        away = [self._has("file", file) for file in without]
        return self._found(must, frozenset(beside), away, limit)

    def _found(
        self,
        must: Sequence[tuple[Occur, Query]],
        wanted: frozenset[str],
        away: Sequence[Query],
        limit: int,
    ) -> list[tuple[str, float]]:
        """The paragraphs that fulfil `must` and are not `away`, by the `wanted` stems."""
        weights = self._rarity(wanted, away)
        most = _SATURATION * sum(weights.values())
        if not most and not must:
            return []
        known = self._rarity(wanted) if away else weights  # as tantivy weighs them
        clauses = [
            (Occur.Should, Query.boost_query(self._has("text", stem), weights[stem] / known[stem]))
            for stem in sorted(wanted)
        ]
        clauses += [*must, *((Occur.MustNot, file) for file in away)]
        searcher = self._index.searcher()
        hits = searcher.search(Query.boolean_query(clauses), limit, count=False).hits
        return [
            (searcher.doc(address)["id"][0], float(score) / (most or 1.0))
            for score, address in hits
        ]

    def _rarity(self, wanted: frozenset[str], away: Sequence[Query] = ()) -> dict[str, float]:
        """The weight of each stem: BM25's inverse document frequency (Robertson & Zaragoza 2009).

        A word that no article has weighs most. Paragraphs that are `away` do not count.
        """
        total = self.count - self._gone(away)
        found = self._counts(wanted, away)
        return {stem: math.log(1 + (total - n + 0.5) / (n + 0.5)) for stem, n in found.items()}

    def _counts(self, wanted: Iterable[str], away: Sequence[Query]) -> dict[str, int]:
        """How many paragraphs that are not `away` have each stem."""
        searcher = self._index.searcher()
        return {
            stem: searcher.doc_freq("text", stem) - self._gone(away, self._has("text", stem))
            for stem in wanted
        }

    def _gone(self, away: Sequence[Query], *queries: Query) -> int:
        """How many paragraphs are `away`, of those that `queries` find."""
        searcher = self._index.searcher()
        every = max(1, searcher.num_docs)
        found = [self._all(file, *queries) for file in away]
        return sum(len(searcher.search(query, every).hits) for query in found)

    def _has(self, field: str, term: str) -> Query:
        return Query.term_query(self._index.schema, field, term, "freq")

    def _all(self, *queries: Query) -> Query:
        return Query.boolean_query([(Occur.Must, query) for query in queries])

    @property
    def _state_file(self) -> Path:
        return self._folder / "footnote.json"

    def _open(self) -> tantivy.Index:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("file", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("text", tokenizer_name=_STEMS, index_option="freq")
        builder.add_text_field("spelt", tokenizer_name=_PLAIN, index_option="basic")
        schema = builder.build()
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            index = tantivy.Index(schema, path=str(self._folder))
        except ValueError:  # another schema, or damaged: it is derived, so made anew
            shutil.rmtree(self._folder)
            self._folder.mkdir()
            index = tantivy.Index(schema, path=str(self._folder))
        index.register_tokenizer(_STEMS, stem_analyzer())
        index.register_tokenizer(_PLAIN, plain_analyzer())
        return index

    def _start_anew(self) -> None:
        shutil.rmtree(self._folder)
        self._index = self._open()

    def _write_state(self, versions: Mapping[str, str]) -> None:
        state = {"schema": _SCHEMA_VERSION, "versions": dict(versions)}
        temporary = self._state_file.with_suffix(".new")
        temporary.write_text(json.dumps(state), encoding="utf-8")
        os.replace(temporary, self._state_file)
