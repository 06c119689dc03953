"""The notation of markers."""

from __future__ import annotations

import pytest

from rag.prose.claim import NO_PASSAGE, Source
from rag.prose.markers import LONGEST_MARKER, sources_in, without_markers


@pytest.mark.parametrize(
    ("marker", "sources"),
    [
        ("[2]", [(2, "")]),
        ("[^2]", [(2, "")]),
        ("[1, 3]", [(1, ""), (3, "")]),
        ("[1-3]", [(1, ""), (2, ""), (3, "")]),
        ("[1 and 3]", [(1, ""), (3, "")]),
        ("[passage 2]", [(2, "")]),
        ("[Source 2, source 3]", [(2, ""), (3, "")]),
        ("【4†L3】", [(4, "")]),
        ('[2: "a b"]', [(2, "a b")]),
        ('[2, "a b"]', [(2, "a b")]),
        ('[2 "a b"]', [(2, "a b")]),
        ("[2: “a b”]", [(2, "a b")]),
        ("[2: „a b“]", [(2, "a b")]),
        ("[2: « a b »]", [(2, "a b")]),
        ("[2: 'it's a b']", [(2, "it's a b")]),
        ("[2: a b]", [(2, "a b")]),
        ('[2: "the [sic] war"]', [(2, "the [sic] war")]),
        ('[2: "he [the king]"]', [(2, "he [the king]")]),
        ('[2: "he said "no" to it"]', [(2, 'he said "no" to it')]),
        (r'[2: "he said \"no\""]', [(2, 'he said "no"')]),
        (r"[2: \"a b\"]", [(2, "a b")]),
        ('[1: "a"; 2: "b"]', [(1, "a"), (2, "b")]),
        ('[1: "a", "b"]', [(1, "a"), (1, "b")]),
        ('[1, 2: "b"]', [(1, ""), (2, "b")]),
        ('[2: "a … b"]', [(2, "a … b")]),
        ("[" + "9" * 50 + "]", [(NO_PASSAGE, "")]),
    ],
)
def test_notations(marker: str, sources: list[tuple[int, str]]) -> None:
    expected = tuple(Source(*source) for source in sources)
    assert sources_in(marker) == expected
    assert without_markers(f"So {marker}.") == ("So .", expected)


@pytest.mark.parametrize(
    "text", ["[sic]", "[the king]", "[]", "[x](http://y)", "[1.5]", "[2 dogs]", "(1)", "[[sic]]"]
)
def test_no_markers(text: str) -> None:
    assert without_markers(text) == (text, ())


def test_two_in_a_row_and_one_never_closed() -> None:
    assert without_markers('a [1][2: "b"] c [3: "d') == (
        "a  c ",
        (Source(1), Source(2, "b"), Source(3, "d")),
    )


def test_the_longest() -> None:
    text, sources = without_markers('[1: "' + "a" * 3 * LONGEST_MARKER)
    assert len(sources[0].words) <= LONGEST_MARKER
    assert set(text) == {"a"}
