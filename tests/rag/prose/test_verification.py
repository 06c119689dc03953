"""What stands of a claim, what does not, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readings import AgreeableReader, paragraph

from rag.answering.verify import stands
from rag.prose.claim import Claim, Source
from rag.prose.verification import MOST_QUOTES, Checked, Verifier
from rag.reader.minilm import MiniLMReader

FERRY = paragraph(
    "The ferry across the bay has been out of service since 12 May. Captain Ann Miller blames a "
    "broken rudder, which the yard refuses to repair. She hopes for help from the town.",
    "ferry.txt",
    2,
    "The ferry stopped",
)
BRIDGE = paragraph(
    "The bridge over the river opened on Friday after nine years of work. Mayor Tom Baker called "
    "the price of 30 million euros a bargain.",
    "bridge.txt",
    2,
    "The new bridge",
)
HARBOUR = paragraph("The harbour expects 400 visitors a day fewer.", "ferry.txt", 4, "Ferry")
PASSAGES = [FERRY, BRIDGE, HARBOUR]
QUESTION = "Why did the ferry stop?"
RUDDER = "Captain Ann Miller blames a broken rudder."


def check(text: str, *sources: tuple[int, str], logit: float = 2.0) -> Checked:
    claim = Claim(text, tuple(Source(*source) for source in sources))
    checked = Verifier(AgreeableReader(logit)).check(claim, PASSAGES, QUESTION)
    for citation in checked.citations:
        assert any(stands(citation, passage) for passage in PASSAGES)
        assert citation.marker == 0
    assert checked.supported == bool(checked.citations)
    return checked


def reasons(checked: Checked) -> list[str]:
    assert not checked.supported
    return [each.reason for each in checked.withdrawn]


def test_the_sentence_around_the_words_is_cited_and_the_words_are_marked() -> None:
    checked = check(RUDDER, (1, "blames a broken rudder"))
    (citation,) = checked.citations
    assert citation.quote == (
        "Captain Ann Miller blames a broken rudder, which the yard refuses to repair."
    )
    assert citation.answer == "blames a broken rudder"
    assert (citation.file, citation.paragraph, citation.paragraph_id) == ("ferry.txt", 2, FERRY.id)
    assert checked.withdrawn == ()


@pytest.mark.parametrize(
    "source",
    [(2, "blames a broken rudder"), (9, "blames a broken rudder"), (0, "a broken  rudder")],
)
def test_a_wrong_marker_is_repaired_by_finding_the_words(source: tuple[int, str]) -> None:
    (citation,) = check(RUDDER, source).citations
    assert citation.file == "ferry.txt"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ((1, "blames the broken rudder"), "words_not_there"),
        ((1, "Blames a broken rudder"), "words_not_there"),
        ((1, "blames a broken rud"), "words_not_there"),
        ((7, "blames the broken rudder"), "no_such_passage"),
        ((7, ""), "no_such_passage"),
        ((0, ""), "no_such_passage"),
        ((10**9, ""), "no_such_passage"),
        ((-1, ""), "no_such_passage"),
        ((2, ""), "name_missing"),
    ],
)
def test_what_cannot_be_repaired_is_withdrawn(source: tuple[int, str], reason: str) -> None:
    checked = check(RUDDER, source)
    assert reasons(checked) == [reason]
    assert (checked.withdrawn[0].passage, checked.withdrawn[0].words) == source


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Captain Ann Miller blames two broken rudders.", "number_missing"),
        ("Captain Tom Miller blames a broken rudder.", "name_missing"),
        ("Captain Ann Miller does not blame a broken rudder.", "negated"),
        ("The yard accepts to repair the broken rudder.", "negated"),
        (f"{RUDDER[:-1]} because the king wished to sail home.", "not_supported"),
        (f"{RUDDER} The king wished it.", "not_supported"),
        ("Nobody.", "negated"),
        ("!?", "not_supported"),
        ("", "not_supported"),
    ],
)
def test_a_statement_beyond_its_words_is_refused(text: str, reason: str) -> None:
    assert reasons(check(text, (1, "blames a broken rudder"))) == [reason]


def test_opposites_are_refused() -> None:
    assert reasons(check("The bridge closed on Friday.", (2, "opened on Friday"))) == ["opposite"]


def test_the_reader_has_a_say() -> None:
    claim = ("The captain blames a faulty rudder in the yard.", (1, "blames a broken rudder"))
    assert check(*claim).supported
    assert reasons(check(*claim, logit=-3.0)) == ["not_supported"]


def test_several_sources_of_one_statement_are_all_cited() -> None:
    again = replace(FERRY, file="again.txt", id="again")
    claim = Claim(RUDDER, (Source(1, "a broken rudder"), Source(2, "blames a broken rudder")))
    checked = Verifier(AgreeableReader()).check(claim, [FERRY, again], QUESTION)
    assert [citation.file for citation in checked.citations] == ["ferry.txt", "again.txt"]


def test_sources_support_a_statement_together() -> None:
    text = "The ferry has been out of service since 12 May, and the bridge opened on Friday."
    sources = ((1, "out of service since 12 May"), (2, "opened on Friday"), (3, "400 visitors"))
    checked = check(text, *sources)
    assert [citation.file for citation in checked.citations] == ["ferry.txt", "bridge.txt"]
    assert [each.passage for each in checked.withdrawn] == [3]
    assert not check(text, sources[0]).supported


def test_what_does_not_support_is_withdrawn_beside_what_does() -> None:
    checked = check(RUDDER, (1, "blames a broken rudder"), (3, "400 visitors"), (2, "a bargin"))
    assert [citation.file for citation in checked.citations] == ["ferry.txt"]
    assert [each.reason for each in checked.withdrawn] == ["words_not_there", "name_missing"]


def test_a_marker_without_words_and_no_marker_at_all() -> None:
    (named,) = check(RUDDER, (1, "")).citations
    (found,) = check(RUDDER).citations
    assert named == found
    assert named.quote.startswith("Captain Ann Miller")
    (withdrawn,) = check("The king wished to sail.").withdrawn
    assert (withdrawn.passage, withdrawn.words) == (0, "")


def test_words_that_mean_little_are_widened_to_their_sentence() -> None:
    (citation,) = check("The ferry has been out of service since 12 May.", (1, "12")).citations
    assert citation.answer == citation.quote
    assert citation.quote.endswith("since 12 May.")


def test_names_may_come_from_the_question_or_stand_for_a_pronoun() -> None:
    text = "Ann Miller hopes for help from the town."
    assert check(text, (1, "She hopes for help")).supported
    assert check("The price was 30 million euros.", (2, "30 million euros")).supported
    claim = Claim("Zeus hopes for help from the town.", (Source(1, "hopes for help"),))
    verifier = Verifier(AgreeableReader())
    assert not verifier.check(claim, PASSAGES, QUESTION).supported
    assert verifier.check(claim, PASSAGES, "what does zeus hope for?").supported


def test_a_name_may_stand_in_the_paragraph_before_its_pronoun() -> None:
    first = paragraph("Hanna Moss, a journalist, took him to task.", "a.txt", 4)
    second = paragraph("On Friday she accused the mayor of pride.", "a.txt", 5)
    claim = Claim("Moss accused the mayor of pride.", (Source(2, "accused the mayor"),))
    verifier = Verifier(AgreeableReader())
    assert verifier.check(claim, [first, second], "").supported
    for other in (replace(first, file="b.txt"), replace(first, number=1), replace(first, number=6)):
        assert not verifier.check(claim, [other, second], "").supported
    kept = Claim("She accused the mayor of Moss of pride.", claim.sources)
    assert not verifier.check(kept, [first, second], "").supported


def test_more_quotes_than_are_read() -> None:
    passages = [replace(FERRY, file=f"{n}.txt", id=str(n)) for n in range(6)]
    claim = Claim(RUDDER, tuple(Source(n, "a broken rudder") for n in range(1, 7)))
    reader = AgreeableReader()
    checked = Verifier(reader).check(claim, passages, QUESTION)
    assert len(checked.citations) == MOST_QUOTES
    assert {each.reason for each in checked.withdrawn} == {"too_many"}
    assert reader.readings == MOST_QUOTES


def test_what_is_shown_is_what_was_checked() -> None:
    checked = check(f"{RUDDER[:-1]} [7] ![x](http://evil.example/a).", (1, "a broken rudder"))
    assert checked.text == f"{RUDDER[:-1]} x."


def test_without_passages() -> None:
    checked = Verifier(AgreeableReader()).check(Claim("So."), [], "")
    assert [each.reason for each in checked.withdrawn] == ["not_supported"]


def test_with_the_real_reader(reader: MiniLMReader) -> None:
    verifier = Verifier(reader)
    good = Claim(RUDDER, (Source(1, "blames a broken rudder"),))
    assert verifier.check(good, PASSAGES, QUESTION).supported
    bad = Claim("The harbour blames the captain's hopes.", (Source(1, "hopes for help"),))
    assert not verifier.check(bad, PASSAGES, QUESTION).supported
