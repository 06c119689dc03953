"""Which sentences are quoted, and which quotes make an answer."""

from __future__ import annotations

import pytest
from readings import AgreeableReader, ScriptedReader, read

from rag.answering.composition import composed
from rag.answering.extractive import Draft, ExtractiveEngine
from rag.answering.quotes import quote_around
from rag.retrieval.close_reading import Read

BRIDGE = (
    "The bridge opened on Friday. Mayor Tom Baker cut the ribbon. He thanked the workers for nine "
    "years of patience. It cost 30 million euros. This was twice what had been planned."
)


def quoted(text: str, answer: str, *, reason: bool = False) -> str:
    found = read(text, answer)
    return quote_around(found, found.reading.spans[0], reason=reason).text


def drafted(question: str, *reads: Read, quotes: int = 3) -> Draft:
    reader = AgreeableReader(known=reads)
    engine = ExtractiveEngine(reader, threshold=0.0, quotes=quotes)
    return engine.answer([(question, reads)])


def test_the_whole_sentence_is_quoted() -> None:
    assert quoted(BRIDGE, "Tom Baker") == "Mayor Tom Baker cut the ribbon."


def test_a_sentence_that_points_back_comes_with_the_one_before() -> None:
    assert quoted(BRIDGE, "nine years") == (
        "Mayor Tom Baker cut the ribbon. He thanked the workers for nine years of patience."
    )


def test_an_answer_across_sentences_is_quoted_whole() -> None:
    quote = quoted(BRIDGE, "Friday. Mayor Tom")
    assert quote == "The bridge opened on Friday. Mayor Tom Baker cut the ribbon."


def test_a_reason_comes_with_what_follows_from_it() -> None:
    text = "The tower leaned after the flood of the spring. Therefore the council had it closed."
    assert quoted(text, "flood", reason=True) == text
    assert quoted(text, "flood") == "The tower leaned after the flood of the spring."


def test_no_quote_grows_without_end() -> None:
    text = f"{'Long ' * 80}sentence. He was born in May."
    assert quoted(text, "May") == "He was born in May."


def test_the_answer_is_marked_in_its_quote() -> None:
    (citation,) = drafted("What did it cost?", read(BRIDGE, "30 million euros")).citations
    assert citation.answer == "30 million euros"
    start, end = citation.marked or (0, 0)
    assert citation.quote[start:end] == "30 million euros"
    assert citation.to_dict()["answer"] == "30 million euros"


def test_the_same_answer_in_two_articles_cites_both() -> None:
    draft = drafted(
        "What did the bridge cost?",
        read("The bridge cost 30 million euros.", "30 million euros"),
        read("For the bridge 30 million euros were paid.", "30 million euros", file="b.txt"),
    )
    assert draft.text == "The bridge cost 30 million euros. [1][2]"
    assert [citation.file for citation in draft.citations] == ["a.txt", "b.txt"]


def test_sources_that_differ_are_both_shown() -> None:
    draft = drafted(
        "What did the bridge cost?",
        read("The bridge cost 30 million euros.", "30 million euros"),
        read("The bridge cost 45 million euros.", "45 million euros", file="b.txt"),
    )
    assert draft.text.splitlines() == [
        "The sources differ:",
        "The bridge cost 30 million euros. [1]",
        "The bridge cost 45 million euros. [2]",
    ]


@pytest.mark.parametrize(
    "other",
    [
        read("The ferry cost 45 million euros.", "45 million euros", file="b.txt"),
        read("The bridge cost 45 million euros.", "45 million euros", file="b.txt", score=0.2),
        read("The bridge cost a fortune.", "a fortune", file="b.txt"),
        read("The bridge cost 45 million euros.", "45 million euros", number=2),
    ],
    ids=["about something else", "unlikely", "no number", "the same article"],
)
def test_what_only_looks_like_disagreement_is_left_out(other: Read) -> None:
    draft = drafted(
        "What did the bridge cost?",
        read("The bridge cost 30 million euros.", "30 million euros"),
        other,
    )
    assert draft.text == "The bridge cost 30 million euros. [1]"


def test_every_part_of_a_question_gets_its_quote() -> None:
    asked = [
        ("Who cut the ribbon", [read(BRIDGE, "Tom Baker")]),
        ("and what did it cost?", [read(BRIDGE, "30 million euros")]),
    ]
    statements = composed(asked, most=3)
    assert [s.quotes[0].answer for s in statements] == ["Tom Baker", "30 million euros"]


def test_parts_answered_by_one_sentence_quote_it_once() -> None:
    text = "Tom Baker opened the bridge on Friday."
    asked = [("Who opened it", [read(text, "Tom Baker")]), ("and when?", [read(text, "Friday")])]
    assert len(composed(asked, most=3)) == 1


def test_a_list_gets_its_items() -> None:
    text = (
        "Oslo lies at the end of a fjord. Bergen is built on seven hills. "
        "Molde is known for its roses."
    )
    items = read(text, "Oslo", "Bergen", "Molde")
    draft = drafted("Which cities are described?", items)
    assert [citation.answer for citation in draft.citations] == ["Oslo", "Bergen", "Molde"]
    assert len(drafted("Which cities are described?", items, quotes=2).citations) == 2
    assert len(drafted("Which city lies on a fjord?", items).citations) == 1


def test_below_the_threshold_nothing_is_quoted() -> None:
    reads = [read(BRIDGE, "30 million euros")]
    engine = ExtractiveEngine(AgreeableReader(known=reads), threshold=1.0)
    asked = [("What did it cost?", reads)]
    withheld = engine.answer(asked)
    assert withheld.citations == ()
    assert "[" not in withheld.text
    shown = engine.answer(asked, withhold=False)
    assert shown.citations
    assert shown.confidence == withheld.confidence


@pytest.mark.parametrize("question", ["Who cut the ribbon?", "Why was it cut?"])
def test_the_best_passage_is_read_closely_and_then_its_quote_by_itself(question: str) -> None:
    reader = ScriptedReader({"Tom Baker": 4.0})
    engine = ExtractiveEngine(reader, threshold=0.0)
    draft = engine.answer([(question, [read(BRIDGE, "nine years"), read("Other.", "Other")])])
    assert draft.citations[0].answer == "Tom Baker"
    assert reader.closely_read == [BRIDGE, draft.citations[0].quote]
    assert reader.read_texts == []


def test_by_itself_a_quote_keeps_its_title_but_not_what_stands_above() -> None:
    found = read(BRIDGE, "Tom Baker", title="The bridge", above="It rained.")
    alone = quote_around(found, found.reading.spans[0], reason=False).alone
    assert (alone.text, alone.title, alone.above) == (
        "Mayor Tom Baker cut the ribbon.",
        "The bridge",
        "",
    )


def test_a_quote_that_answers_by_itself_is_surer() -> None:
    reads = [read(BRIDGE, "30 million euros")]
    asked = [("What did it cost?", reads)]
    good, poor = (
        ExtractiveEngine(AgreeableReader(logit, reads), threshold=0.0).answer(asked).confidence
        for logit in (3.0, -3.0)
    )
    assert good > poor


def test_nothing_read_is_nothing_answered() -> None:
    engine = ExtractiveEngine(AgreeableReader(), threshold=0.0)
    assert engine.answer([("Who?", [])], withhold=False).citations == ()
