"""The index follows the folder, article by article, whatever happens to it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from embeddings import WordEmbedding

from rag import Library, Settings
from rag.errors import ArticlesError, IndexInUseError, IndexUnavailableError, SettingsError
from rag.index.chroma_client import connect


def contents(index: Path) -> dict[str, Any]:
    """What Chroma holds, read past the library."""
    client = connect(index / "chroma", "")
    try:
        got = client.get_collection("footnote").get(include=["documents", "embeddings"])
        rows = zip(got["ids"], got["documents"], got["embeddings"].tolist(), strict=True)
        return {id_: (text, vector) for id_, text, vector in rows}
    finally:
        client.close()


def worded(library: Library) -> set[str]:
    """The files that the words of all articles find."""
    words = "ferry bridge captain mayor harbour visitors storm"
    return {passage.paragraph.file for passage in library.search(words, 50)}


def test_first_run_adds_everything(open_library: Any) -> None:
    report = open_library().sync()
    assert report.added == ("bridge.txt", "ferry.txt")
    assert (report.replaced, report.removed, report.unchanged) == ((), (), ())
    assert report.paragraphs == 8


def test_unchanged_files_cost_no_embedding(open_library: Any) -> None:
    embedded: list[str] = []
    library = open_library(embedding=WordEmbedding(embedded.append))
    library.sync()
    embedded.clear()
    report = library.sync()
    assert report.unchanged == ("bridge.txt", "ferry.txt")
    assert embedded == []


def test_a_touched_file_is_unchanged(articles: Path, library: Library) -> None:
    os.utime(articles / "ferry.txt", ns=(1, 1))
    assert library.sync().unchanged == ("bridge.txt", "ferry.txt")
    assert library.status().changed == ()


def test_edit_delete_and_add(articles: Path, library: Library, tmp_path: Path) -> None:
    ferry = (articles / "ferry.txt").read_text()
    (articles / "ferry.txt").write_text(ferry.replace("12 May", "13 June"))
    (articles / "bridge.txt").unlink()
    (articles / "storm.txt").write_text("A storm hit the coast on Sunday night.")
    report = library.sync()
    assert (report.added, report.replaced, report.removed) == (
        ("storm.txt",),
        ("ferry.txt",),
        ("bridge.txt",),
    )
    assert worded(library) == {"ferry.txt", "storm.txt"}
    found = [p.paragraph.text for p in library.search("ferry out of service", 50)]
    assert sum("13 June" in text for text in found) == 1
    assert not any("12 May" in text for text in found)
    library.close()
    assert len(contents(tmp_path / "index")) == report.paragraphs


def test_reopened_index_is_the_same(articles: Path, open_library: Any, tmp_path: Path) -> None:
    first = open_library()
    first.sync()
    before = [(p.paragraph, p.score) for p in first.search("Who is the captain?", 8)]
    first.close()
    second = open_library()
    assert [(p.paragraph, p.score) for p in second.search("Who is the captain?", 8)] == before
    assert second.sync().unchanged == ("bridge.txt", "ferry.txt")


def test_lost_word_index_is_made_from_chroma(open_library: Any, tmp_path: Path) -> None:
    embedded: list[str] = []
    first = open_library(embedding=WordEmbedding(embedded.append))
    first.sync()
    before = [p.paragraph.id for p in first.search("captain rudder", 8)]
    first.close()
    shutil.rmtree(tmp_path / "index" / "words")
    embedded.clear()
    second = open_library(embedding=WordEmbedding(embedded.append))
    second.sync()
    assert embedded == []
    assert [p.paragraph.id for p in second.search("captain rudder", 8)] == before


def test_another_model_rebuilds_with_a_notice(open_library: Any) -> None:
    first = open_library()
    first.sync()
    first.close()
    second = open_library(embedding=WordEmbedding(model_name="other words"))
    with pytest.raises(IndexUnavailableError, match="another model"):
        second.ask("Who is the captain?")
    report = second.sync()
    assert "made anew" in report.notice
    assert report.added == ("bridge.txt", "ferry.txt")
    assert second.sync().notice == ""


def test_unreadable_files_are_skipped_with_their_reason(articles: Path, library: Library) -> None:
    (articles / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (articles / "empty.md").write_text("")
    report = library.sync()
    assert {(s.file, s.reason) for s in report.skipped} == {
        ("picture.txt", "not a text file"),
        ("empty.md", "empty"),
    }
    assert report.unchanged == ("bridge.txt", "ferry.txt")


def test_a_link_to_nowhere_is_skipped(articles: Path, library: Library) -> None:
    (articles / "loop.txt").symlink_to("loop.txt")
    (articles / "nowhere.txt").symlink_to("gone.txt")
    assert [skipped.file for skipped in library.sync().skipped] == ["loop.txt", "nowhere.txt"]


def test_an_emptied_folder_loses_nothing(articles: Path, library: Library) -> None:
    for file in articles.iterdir():
        file.unlink()
    with pytest.raises(ArticlesError, match=r"holds no \.txt or \.md files"):
        library.sync()
    assert worded(library) == {"ferry.txt", "bridge.txt"}


def test_a_second_opener_is_told_who_holds_the_index(open_library: Any) -> None:
    open_library()
    with pytest.raises(IndexInUseError, match=f"process {os.getpid()}"):
        open_library()


def test_index_folder_that_cannot_be_made(open_library: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexUnavailableError, match="cannot be written"):
        open_library(index=tmp_path / "file" / "index")


def test_a_failing_model_keeps_the_articles_done(articles: Path, open_library: Any) -> None:
    (articles / "zzz.txt").write_text("\n".join(f"Paragraph {n} of many." for n in range(300)))

    def fail(text: str) -> None:
        if "of many" in text:
            raise RuntimeError("quota spent")

    library = open_library(embedding=WordEmbedding(fail))
    with pytest.raises(Exception, match="quota spent"):
        library.sync()
    library.close()
    again = open_library()
    assert again.sync().paragraphs == 308


@pytest.mark.parametrize("kills_at", [3, 40, 300, 700, 1150])
def test_killed_in_the_middle_then_run_again(tmp_path: Path, kills_at: int) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for article in range(12):
        lines = [f"Line {n} of article {article} tells something new." for n in range(50)]
        (folder / f"{article:02}.txt").write_text("\n".join(lines))
    script = (
        "import os, signal, sys\n"
        "from embeddings import WordEmbedding\n"
        "from rag import Library, Settings\n"
        "seen = []\n"
        "def before(text):\n"
        "    seen.append(text)\n"
        f"    if len(seen) == {kills_at}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "settings = Settings(articles=sys.argv[1], index=sys.argv[2])\n"
        "Library.open(settings, embedding=WordEmbedding(before)).sync()\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(folder), str(tmp_path / "killed")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    reports = {}
    for name in ("killed", "undisturbed"):
        settings = Settings(articles=folder, index=tmp_path / name)
        with Library.open(settings, embedding=WordEmbedding()) as library:
            reports[name] = library.sync()
    assert reports["killed"].paragraphs == reports["undisturbed"].paragraphs == 600
    assert contents(tmp_path / "killed") == contents(tmp_path / "undisturbed")
    sentences = [sorted(p.name for p in (tmp_path / n / "sentences").iterdir()) for n in reports]
    assert sentences[0] == sentences[1]
    words = json.loads((tmp_path / "killed" / "words" / "footnote.json").read_text())
    assert len(words["versions"]) == 12


def test_half_written_articles_are_not_seen(library: Library, tmp_path: Path) -> None:
    library.close()
    client = connect(tmp_path / "index" / "chroma", "")
    collection = client.get_collection("footnote")
    got = collection.get(limit=1, include=["documents", "metadatas", "embeddings"])
    stray = {**got["metadatas"][0], "version": "another", "paragraph": 99}
    collection.add(
        ids=["stray"],
        documents=["captain captain"],
        metadatas=[stray],
        embeddings=got["embeddings"],
    )
    client.close()
    settings = Settings(articles=tmp_path / "articles", index=tmp_path / "index")
    with Library.open(settings, embedding=WordEmbedding()) as again:
        assert all(p.paragraph.id != "stray" for p in again.search("captain", 50))
        again.sync()
    assert "stray" not in contents(tmp_path / "index")


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://localhost", "http://x:y"])
def test_a_server_address_without_meaning(open_library: Any, address: str) -> None:
    with pytest.raises(SettingsError, match="http://host:port"):
        open_library(chroma=address)


def test_no_server_there(open_library: Any) -> None:
    with pytest.raises(IndexUnavailableError, match="No Chroma server answers"):
        open_library(chroma="http://127.0.0.1:9")


def test_what_a_short_paragraph_follows_on_is_kept_but_is_none_of_its_words(
    articles: Path, library: Library
) -> None:
    lines = ["The lighthouse", "Its keeper was Ida Sandvik.", "She died in the storm of 1911."]
    (articles / "light.txt").write_text("\n\n".join(lines), encoding="utf-8")
    library.sync()
    place = {p.paragraph.number: p for p in library.candidates("Sandvik", 50)}
    assert place[3].paragraph.above == lines[1]
    assert place[2].paragraph.above == ""
    assert place[2].score > place[3].score
