"""The paragraph rule, as a person counts who opens the file."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.model import Article
from rag.reading import read_article
from rag.reading.lines import split_lines
from rag.reading.paragraphs import group_lines

STORY = (
    "The harbour of the old town was closed on Tuesday after a storm had torn two fishing boats "
    "from their moorings. Nobody was hurt, the mayor said, but the repair of the quay will take "
    "until the end of the month and cost about 40,000 euros."
)
REPLY = (
    "Fishermen doubt that. They told the paper that the crane, which dates from 1962, has been "
    "out of order since spring, and that the council has known about it all along."
)


def read(tmp_path: Path, text: str, name: str = "a.txt") -> Article:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return read_article(path, name)


def texts(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def lines(article: Article) -> list[int]:
    return [paragraph.line for paragraph in article.paragraphs]


def wrapped(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_on_hyphens=False)


def test_blank_lines_separate(tmp_path: Path) -> None:
    article = read(tmp_path, f"Headline\n\n{STORY}\n \t\n\n{REPLY}\n")
    assert texts(article) == ["Headline", STORY, REPLY]
    assert lines(article) == [1, 3, 6]


def test_one_paragraph_a_line(tmp_path: Path) -> None:
    article = read(tmp_path, f"Headline\n{STORY}\nA subheading\n{REPLY}\nHe left.\nShe stayed.")
    assert texts(article) == [
        "Headline",
        STORY,
        "A subheading",
        REPLY,
        "He left.",
        "She stayed.",
    ]
    assert lines(article) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_hard_wrapped_prose_is_one_paragraph(tmp_path: Path, width: int) -> None:
    article = read(tmp_path, f"Headline\n\n{wrapped(STORY, width)}\n\n{wrapped(REPLY, width)}\n")
    assert texts(article) == ["Headline", STORY, REPLY]


def test_a_heading_right_above_wrapped_prose_stands_alone(tmp_path: Path) -> None:
    article = read(tmp_path, f"A short heading\n{wrapped(STORY, 72)}\n")
    assert texts(article) == ["A short heading", STORY]


def test_both_shapes_in_one_file(tmp_path: Path) -> None:
    text = f"{wrapped(STORY, 72)}\n\n{STORY}\n{REPLY}\nThe end came soon.\n\n{wrapped(REPLY, 72)}"
    article = read(tmp_path, text)
    assert texts(article) == [STORY, STORY, REPLY, "The end came soon.", REPLY]


def test_wrapped_paragraph_after_a_wrapped_one_without_a_blank_line(tmp_path: Path) -> None:
    article = read(tmp_path, f"{wrapped(STORY, 72)}\n{wrapped(REPLY, 72)}\n")
    assert texts(article) == [STORY, REPLY]


def test_a_line_break_before_a_name_is_wrapping_where_the_file_is_wrapped(tmp_path: Path) -> None:
    two = "The long war in the country was discussed at length by the President of\nBelarus."
    article = read(tmp_path, f"{wrapped(STORY, 76)}\n\n{two}\n")
    assert texts(article)[1] == two.replace("\n", " ")


def test_verse_and_lists_keep_their_lines(tmp_path: Path) -> None:
    verse = "The sea is calm and wide tonight my dear\nAnd all the boats are sleeping on the sand"
    items = "- bread\n- two pounds of butter and a little salt\n- milk"
    article = read(tmp_path, f"{verse}\n\n{items}\n")
    assert texts(article) == [*verse.split("\n"), *items.split("\n")]


def test_several_short_sentences_a_line_are_not_wrapping(tmp_path: Path) -> None:
    text = "\n".join(
        [
            "The minister said on Monday that nothing had been decided.",
            "The opposition said on Tuesday that everything had been.",
            "The president said on Wednesday that he would not say.",
        ]
    )
    assert len(read(tmp_path, text).paragraphs) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_give_the_same_numbers(tmp_path: Path, end: str) -> None:
    text = f"Headline\n\n{STORY}\nShort one.\n\n{wrapped(REPLY, 60)}\n".replace("\n", end)
    article = read(tmp_path, text)
    assert texts(article) == ["Headline", STORY, "Short one.", REPLY]
    assert lines(article) == [1, 3, 4, 6]


def test_offsets_find_the_paragraph_in_the_file(tmp_path: Path) -> None:
    text = f"  Headline \r\n\r\n{STORY}\r\n\r\n{wrapped(REPLY, 60)}\r\n"
    for paragraph in read(tmp_path, text).paragraphs:
        assert " ".join(text[paragraph.start : paragraph.end].split()) == paragraph.text


def test_separators_that_are_not_line_ends_do_not_count_lines(tmp_path: Path) -> None:
    article = read(tmp_path, "One\x0bparagraph\u2028only.\nAnother.")
    assert lines(article) == [1, 2]


def test_markdown_is_read_as_text(tmp_path: Path) -> None:
    text = textwrap.dedent("""\
        # The harbour

        Setext heading
        --------------

        > Quoted words
        > of the mayor.

        - first item
        * second item
        1. third item

        ```
        code one

        code two
        code three
        ```
        ***
        ## Closed ##
        Last.
        """)
    article = read(tmp_path, text, "a.md")
    assert texts(article) == [
        "The harbour",
        "Setext heading",
        "Quoted words",
        "of the mayor.",
        "first item",
        "second item",
        "third item",
        "code one",
        "code two code three",
        "Closed",
        "Last.",
    ]
    assert [p.number for p in article.paragraphs if p.kind == "heading"] == [1, 2, 10]
    assert article.paragraphs[-1].heading == "Closed"
    assert article.paragraphs[-1].line == 21


def test_hash_signs_in_plain_text_are_text(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "# not a heading\n\nText."))[0] == "# not a heading"


@given(st.text(alphabet=st.sampled_from("ab.\n\r \t#>-`*1"), max_size=200), st.booleans())
def test_every_word_belongs_to_one_paragraph_in_order(text: str, markdown: bool) -> None:
    lines = split_lines(text, markdown=markdown)
    blocks = group_lines(lines)
    worded = [line for line in lines if line.text]
    assert [line for block in blocks for line in block.lines] == worded
    if not markdown:
        assert " ".join(block.text for block in blocks).split() == text.split()
