"""Names of files that strangers send."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.errors import ArticleFileError
from rag.reading import SUFFIXES
from rag.shelf import LONGEST_NAME, safe_name

hostile = st.text(
    st.one_of(
        st.sampled_from('./\\ -~:*?"<>|\x00\n\r\t\u202e\u200b\u200f\ufeff\u2066con'),
        st.characters(),
    ),
    max_size=150,
)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("ferry.txt", "ferry.txt"),
        ("The Ferry (May).MD", "The Ferry (May).MD"),
        ("Стаття.txt", "Стаття.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\boot.txt", "boot.txt"),
        ("/etc/cron.d/job.md", "job.md"),
        ("C:evil.txt", "C_evil.txt"),
        ("a\u202etxt.exe.txt", "atxt.exe.txt"),
        ("a\u200bb\ufeffc\x00d.txt", "abcd.txt"),
        ("two\nlines\t here.txt", "two lines here.txt"),
        ("CON.txt", "_CON.txt"),
        ("con.tar.txt", "_con.tar.txt"),
        ("Com¹.md", "_Com¹.md"),
        ("console.txt", "console.txt"),
        (".env.txt", "env.txt"),
        ("...txt", "article.txt"),
        ("-rf.txt", "rf.txt"),
        ("~root.txt", "root.txt"),
        ("notes .txt. . ", "notes.txt"),
        (".txt", "article.txt"),
        ("\u202e.md", "article.md"),
    ],
)
def test_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    "name", ["", ".", "..", "txt", "photo.png", "a.txt.exe", "a.txt/..", "a.txt\u202egnp.exe"]
)
def test_what_is_no_article(name: str) -> None:
    with pytest.raises(ArticleFileError, match=r"must end in one of \.markdown"):
        safe_name(name)


@given(hostile, st.sampled_from(sorted(SUFFIXES)))
@example("CON", ".txt")
@example("𝒜" * 99 + " . ", ".txt")
@example("漢" * 99, ".markdown")
def test_a_safe_name_is_safe_and_stays(stem: str, suffix: str) -> None:
    name = safe_name(stem + suffix)
    assert safe_name(name) == name
    assert name.endswith(suffix)
    assert len(name) > len(suffix)
    assert not set(name) & set('/\\:*?"<>|')
    assert name[0] not in ". -~"
    assert len(name.encode("utf-16-le")) <= 2 * LONGEST_NAME
    assert len(name.encode()) < 255
    assert not any(unicodedata.category(sign)[0] == "C" for sign in name)
    assert name.split(".")[0].strip().lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
