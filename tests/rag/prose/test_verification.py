"""What of a model's claim is shown, and why the rest is not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rag.answering.verify import stands
from rag.model import Paragraph
from rag.prose.claims import Claim, Source
from rag.prose.verification import Checked, Verifier
from rag.reader.reading import Reading

TEXTS = (
    "The ferry across the bay has been out of service since 12 May. Nobody knows why.",
    "Captain Ann Miller blames a “broken rudder”, which the yard refuses to repair.",
    "The harbour master expects 400 visitors a day fewer.",
)
PASSAGES = tuple(
    Paragraph("ferry.txt", n, n, 0, len(text), text, title="The ferry stopped", id=f"p{n}")
    for n, text in enumerate(TEXTS, start=1)
)
QUESTION = "Why is the ferry out of service?"


class Undecided:
    """A reader that speaks neither for nor against."""

    name = "undecided"

    def read(self, question: str, paragraphs: Sequence[Paragraph]) -> list[Reading]:
        return [Reading(0.0, 0.0, (), -1.0) for _ in paragraphs]


def check(text: str, *sources: tuple[int, str]) -> Checked:
    claim = Claim(text, tuple(Source(passage, words) for passage, words in sources))
    checked = Verifier(Undecided()).check(claim, PASSAGES, QUESTION)
    assert all(stands(c, PASSAGES[c.paragraph - 1]) for c in checked.citations)
    assert checked.supported == bool(checked.citations)
    return checked


def test_words_that_stand_there_are_cited_with_their_sentence() -> None:
    checked = check(
        "The ferry has been out of service since 12 May.", (1, "out of service since 12 May")
    )
    (citation,) = checked.citations
    assert (citation.file, citation.paragraph, citation.line) == ("ferry.txt", 1, 1)
    assert citation.quote == TEXTS[0].partition(" Nobody")[0]
    assert citation.answer == "out of service since 12 May"
    assert checked.withdrawn == ()


def test_shapes_of_quotation_marks_do_not_matter_and_the_articles_own_are_shown() -> None:
    checked = check("Miller blames a broken rudder.", (2, 'blames  a "broken rudder"'))
    assert checked.citations[0].answer == "blames a “broken rudder"


def test_a_wrong_number_is_repaired_where_the_words_stand_elsewhere() -> None:
    checked = check("Miller blames a broken rudder.", (1, "Ann Miller blames a"))
    assert [c.paragraph for c in checked.citations] == [2]


@pytest.mark.parametrize("passage", [1, 2, 9])
def test_a_bare_marker_or_a_wrong_one(passage: int) -> None:
    checked = check("Captain Miller blames a broken rudder.", (passage, ""))
    assert [c.paragraph for c in checked.citations] == ([2] if passage == 2 else [])


def test_without_a_marker_the_sentence_that_bears_it_out_is_found() -> None:
    checked = check("The harbour master expects 400 visitors fewer.")
    assert [c.paragraph for c in checked.citations] == [3]


def test_several_sources_are_all_cited() -> None:
    checked = check(
        "The ferry is out of service and Miller blames a broken rudder.",
        (1, "has been out of service"),
        (2, "blames a"),
    )
    assert [c.paragraph for c in checked.citations] == [1, 2]


@pytest.mark.parametrize(
    ("text", "sources", "reason"),
    [
        ("The ferry is out of service.", [(9, "nothing that stands anywhere")], "no_such_passage"),
        ("The ferry is out of service.", [(1, "has been sold for scrap")], "words_not_there"),
        ("The ferry stopped on 14 May.", [(1, "out of service since 12 May")], "number_missing"),
        ("Tom Baker blames a broken rudder.", [(2, "blames a “broken")], "name_missing"),
        ("Miller does not blame a broken rudder.", [(2, "blames a “broken")], "negated"),
        (
            "Miller blames a broken rudder because the king wished the yard well.",
            [(2, "blames a “broken rudder”")],
            "not_supported",
        ),
        ("The moon is made of cheese.", [], "not_supported"),
    ],
)
def test_what_does_not_hold_is_withdrawn_with_its_reason(
    text: str, sources: list[tuple[int, str]], reason: str
) -> None:
    checked = check(text, *sources)
    assert not checked.supported
    assert reason in {each.reason for each in checked.withdrawn}


def test_words_that_stand_elsewhere_have_to_support_the_statement_there() -> None:
    assert not check("The harbour master expects 400 visitors fewer.", (3, "the bay")).supported


def test_one_citation_that_fails_leaves_the_others() -> None:
    checked = check(
        "The ferry has been out of service since 12 May.",
        (1, "out of service since 12 May"),
        (2, "words that stand nowhere"),
    )
    assert [c.paragraph for c in checked.citations] == [1]
    (withdrawn,) = checked.withdrawn
    assert (withdrawn.passage, withdrawn.reason) == (2, "words_not_there")


@pytest.mark.parametrize(
    "text",
    [
        "The ferry is [out of service](https://evil.example) since 12 May.",
        "The ferry is ![x](https://evil.example/?q=1) out of service since 12 May [7].",
        "The ferry is out of service since 12 May, see https://evil.example/path.",
        "The <b>ferry</b> is out of service\u202e since 12 May\x07.",
    ],
)
def test_what_is_shown_has_no_links_markers_or_hidden_characters(text: str) -> None:
    checked = check(text, (1, "out of service since 12 May"))
    for forbidden in ("http", "](", "[7]", "<b>", "\u202e", "\x07"):
        assert forbidden not in checked.text
