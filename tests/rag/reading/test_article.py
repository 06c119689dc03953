"""Titles, kinds, encodings and files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import ArticlesError, UnreadableError
from rag.reading import article_files, read_article

TEXT = "Der Präsident sagte am Freitag, dass die Brücke über den Fluss geschlossen bleibt.\n" * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso-8859-1"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    article = read_article(path, "a.txt")
    assert article.paragraphs[0].text == TEXT.split("\n", maxsplit=1)[0]
    assert article.paragraphs[0].line == 1


def test_cyrillic_of_windows_is_detected(tmp_path: Path) -> None:
    text = "Президент сказал в пятницу, что мост через реку останется закрытым до конца месяца."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    assert read_article(tmp_path / "a.txt", "a.txt").paragraphs[0].text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xff\xfea\x00b", "damaged"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(UnreadableError, match=reason):
        read_article(tmp_path / "a.txt", "a.txt")


def article(tmp_path: Path, text: str, name: str = "001_a2ddfb4abcf2b51d.txt"):  # type: ignore[no-untyped-def]
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_article(tmp_path / name, name)


STORY = "The ferry has been out of service since May. The owner blames the weather for it."


def test_the_headline_is_the_title_and_heads_nothing_else(tmp_path: Path) -> None:
    read = article(tmp_path, f"Ferry stopped by ‘the weather’\n\n{STORY}\n\nA new ship\n\n{STORY}")
    assert read.title == "Ferry stopped by ‘the weather’"
    assert [p.kind for p in read.paragraphs] == ["heading", "text", "heading", "text"]
    assert [p.heading for p in read.paragraphs] == ["", "", "", "A new ship"]


def test_without_a_headline_a_speaking_file_name_is_the_title(tmp_path: Path) -> None:
    assert article(tmp_path, f"{STORY}\nA subheading\n{STORY}", "Old_ferry-boats.txt").title == (
        "Old ferry boats"
    )


def test_without_either_the_first_sentence_is_the_title(tmp_path: Path) -> None:
    assert article(tmp_path, f"{STORY}\nA subheading\n{STORY}").title == (
        "The ferry has been out of service since May."
    )


@pytest.mark.parametrize(
    "line",
    [
        "Source: Read Full Article",
        "Sources: AP, DPA",
        "By Jane Miller, Europe correspondent",
        "Published on 3 May 2022",
        "May 3, 2022",
        "© 2022 The Harbour Press",
        "We use your sign-up to send you what you agreed to. You can unsubscribe at any time.",
        "Jane Miller is a well-known author who writes for several websites.",
    ],
)
def test_boilerplate_is_told_from_text(tmp_path: Path, line: str) -> None:
    read = article(tmp_path, f"Headline\n\n{STORY}\n\n{line}")
    assert [p.kind for p in read.paragraphs] == ["heading", "text", "boilerplate"]


@pytest.mark.parametrize(
    "line",
    [
        "He said no.",
        "“So the West can sleep peacefully.”",
        "Source code of the programme was published by the ministry on Friday, it said.",
        "On 3 May 2022 the ferry sank.",
        "1. The captain was alone",
    ],
)
def test_text_is_not_taken_for_anything_else(tmp_path: Path, line: str) -> None:
    read = article(tmp_path, f"Headline\n\n{STORY}\n\n{line}\n\n{STORY}")
    assert read.paragraphs[2].kind == "text"


def test_a_list_of_names_is_text(tmp_path: Path) -> None:
    read = article(tmp_path, f"Headline\n\n{STORY}\n\nJane Miller\nTom Baker\nAnn Smith\n\n{STORY}")
    assert [p.kind for p in read.paragraphs][2:5] == ["text"] * 3


def test_files_below_the_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "A.MD", "deep/er/c.txt", ".hidden.txt", ".git/d.txt", "e.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    files, skipped = article_files(tmp_path)
    assert list(files) == ["A.MD", "b.txt", "deep/er/c.txt"]
    assert skipped == ()


def test_no_such_folder_and_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ArticlesError, match="There is no folder"):
        article_files(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArticlesError, match="is not a folder"):
        article_files(tmp_path / "file")


def test_ids_are_stable_and_change_with_the_file(tmp_path: Path) -> None:
    first = article(tmp_path, STORY)
    assert article(tmp_path, STORY) == first
    changed = article(tmp_path, STORY + "!")
    assert changed.paragraphs[0].id != first.paragraphs[0].id


def test_a_short_paragraph_knows_the_text_that_it_follows_on(tmp_path: Path) -> None:
    long = f"{STORY} " * 4
    lines = ["Headline", long, "He said no.", "She left.", "They met again.", "In May", long, STORY]
    read = article(tmp_path, "\n\n".join(lines)).paragraphs
    assert [p.above for p in read[:3]] == ["", "", long.strip()]
    assert read[3].above == f"{long}He said no."
    assert read[4].above == "He said no. She left."
    assert [p.above for p in read[5:7]] == ["", ""]
    assert read[7].above == long.strip()  # nothing from before the heading


def test_of_a_long_text_above_the_end_is_kept(tmp_path: Path) -> None:
    long = " ".join(f"The {number}th boat has sunk." for number in range(100))
    above = article(tmp_path, f"Headline\n\n{long}\n\nHe said no.").paragraphs[2].above
    assert long.endswith(above)
    assert 400 < len(above) < 1000
