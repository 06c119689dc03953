"""What a person meant by a name they typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.naming import did_you_mean, file_named, paragraph_number
from rag.errors import NoSuchParagraphError

FILES = ("a.txt", "news/war.txt", "news/warm weather.txt", "x/a.txt")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a.txt", "a.txt"),  # exactly, although it is a part of another
        ("news/war.txt", "news/war.txt"),
        ("seeds/news/war.txt", "news/war.txt"),
        ("./seeds/a.txt", "a.txt"),
        ("WEATHER", "news/warm weather.txt"),
    ],
)
def test_a_file_goes_by_its_name_its_path_or_a_part_of_its_own(name: str, file: str) -> None:
    assert file_named(name, FILES, Path("seeds")) == file


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("war", "war could be news/war.txt, news/warm weather.txt"),
        ("wra.txt", "Did you mean news/war.txt"),
        ("", "no article"),
        ("\0", "no article"),
        ("zzz", r"no article zzz in the index\.$"),
    ],
)
def test_other_names_are_errors_that_help(name: str, said: str) -> None:
    with pytest.raises(NoSuchParagraphError, match=said):
        file_named(name, FILES, Path("seeds"))


def test_an_empty_index_is_said_to_be_empty() -> None:
    with pytest.raises(NoSuchParagraphError, match="footnote index"):
        file_named("a.txt", (), Path("seeds"))


@pytest.mark.parametrize(
    ("text", "number"),
    [("5", 5), ("¶5", 5), ("¶ 12", 12), ("007", 7), ("0", None), ("-1", None), ("5.0", None),
     ("", None), ("²", None), ("9" * 5000, None)],
)  # fmt: skip
def test_paragraph_numbers(text: str, number: int | None) -> None:
    assert paragraph_number(text) == number


def test_the_closest_name_is_suggested() -> None:
    assert did_you_mean("/sorces", ["/show", "/sources"]) == " Did you mean /sources?"
    assert did_you_mean("/zzz", ["/show", "/sources"]) == ""
