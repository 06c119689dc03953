"""What a model's text claims, in every notation that models are known to use."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence

import pytest

from rag.prose.claims import MOST_KEPT, Claim, ClaimReader, Source

WAR = Claim("The war has lasted 71 days.", (Source(2, "has now lasted 71 days"),))
TALKS = Claim("Both sides want talks.", (Source(1, "ready to talk"), Source(4)))
INLINE = (
    'The war has lasted 71 days [2: "has now lasted 71 days"]. '
    'Both sides want talks [1: "ready to talk"][4].'
)
STATEMENTS = [
    {
        "text": claim.text,
        "sources": [{"passage": s.passage, "words": s.words} for s in claim.sources],
    }
    for claim in (WAR, TALKS)
]
JSON = json.dumps({"statements": STATEMENTS})


def read(text: str) -> list[Claim]:
    reader = ClaimReader()
    found = reader.feed(text) + reader.finish()
    slow = ClaimReader()
    assert [c for piece in text for c in slow.feed(piece)] + slow.finish() == found
    assert slow.silent == reader.silent
    return found


@pytest.mark.parametrize(
    "text",
    [
        INLINE,
        INLINE.replace(". ", ".\n\n"),
        "- " + INLINE.replace(". ", ".\n- "),
        "1. " + INLINE.replace(". ", ".\n2. "),
        "**" + INLINE.replace(". ", ".** ", 1),
        "## The answer\n\n" + INLINE,
        "Here is what the articles say:\n" + INLINE,
        "<think>The war? [1]\nIt is 70 days.</think>\n" + INLINE,
        INLINE + '\n\nSources:\n[1] war.txt "x"\n[2] talks.txt is about talks.',
        INLINE + "\n\n**References**\n- war.txt says so.",
        INLINE + "\n\n[1]: war.txt\n[^2]: talks.txt",
        'The war has lasted 71 days. [2: "has now lasted 71 days"] '
        'Both sides want talks. [1: "ready to talk"] [4]',
        "The war has lasted 71 days [2: “has now lasted 71 days”].\r\n"
        "Both sides want talks [1: «ready to talk»; 4].",
        "The war [2] has lasted 71 days [2: 'has now lasted 71 days'].\n".replace(" [2]", "")
        + 'Both sides [1: "ready to talk"] want talks [4].',
        JSON,
        json.dumps({"statements": STATEMENTS}, indent=2),
        f"Sure:\n```json\n{JSON}\n```\nI hope that this helps.",
        f"```\n{JSON}\n```",
        "\n".join(map(json.dumps, STATEMENTS)),
        json.dumps(STATEMENTS),
        JSON.replace("}]}, {", "}],}, {"),
        JSON[:-1],
        JSON[:-2] + ', {"text": "Half a sta',
        JSON[:-2] + ', {"text": "The third.", "sources": [{"passage": 1, "wor',
        '{"statements": [{"text": "A 6" nail.", "sources": []}, ' + JSON[16:],
        "Here it is: " + JSON,
    ],
)
def test_the_same_claims_in_every_notation(text: str) -> None:
    assert read(text) == [WAR, TALKS]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The ferry stopped. Mr. Smith left.",
            [("The ferry stopped.", []), ("Mr. Smith left.", [])],
        ),
        ("It rose by 3.5 % [1]. Then it fell", [("It rose by 3.5 %.", [1]), ("Then it fell", [])]),
        ("He asked. “why” is clear.", [("He asked. “why” is clear.", [])]),
        ("One, two, three [1, 3].", [("One, two, three.", [1, 3])]),
        ("Born in 1914 [1] and gone in 1950 [2].", [("Born in 1914 and gone in 1950.", [1, 2])]),
        ("A is here. B is there [2].", [("A is here.", []), ("B is there.", [2])]),
        ("[1] The war began.\n[2] It ended.", [("The war began.", [1]), ("It ended.", [2])]),
        ("See (1) and the note [sic].", [("See (1) and the note [sic].", [])]),
        ("He said “no [1]”. She left [2].", [("He said “no”.", [1]), ("She left.", [2])]),
        ("It ended [[1]](http://x.y/z?a=[b]). Then on.", [("It ended.", [1]), ("Then on.", [])]),
        ("It *really* is `so` [2].", [("It really is so.", [2])]),
        ("So it is [" + "7" * 99 + "].", [("So it is.", [10**9])]),
        ("彼は来た[1]。彼女は去った[2]。", [("彼は来た。", [1]), ("彼女は去った。", [2])]),
        ("Sources close to him say so [1].", [("Sources close to him say so.", [1])]),
        ("It is <think> so [1].", [("It is <think> so.", [1])]),
        ('{"text": "So it is [2].", "sources": []}', [("So it is.", [2])]),
        ('{"text": "So.", "sources": ["[3]", 2, 1e99, null]}', [("So.", [3, 2, 10**9])]),
        ('{"text": 3} {"statements": {"text": "Odd."}}', [("Odd.", [])]),
        ("", []),
        (" \n\t ", []),
        ("[1][2]", []),
        ("<think>for ever [1]", []),
    ],
)
def test_prose(text: str, claims: Sequence[tuple[str, list[int]]]) -> None:
    assert [(c.text, [s.passage for s in c.sources]) for c in read(text)] == claims


@pytest.mark.parametrize(
    "text",
    [
        "NO_ANSWER",
        "**NO_ANSWER**.",
        "NO_ANSWER: nothing is said about it.",
        "<think>\nHm.\n</think>\n\nNO_ANSWER\n",
        '{"statements": []}',
        'Sure. ```json\n{"statements": []}\n```',
        '{"statements": [{"text": "NO_ANSWER", "sources": []}]}',
        "The passages do not answer the question.",
        "Unfortunately, the provided passages don't mention the price.",
    ],
)
def test_silence(text: str) -> None:
    reader = ClaimReader()
    claims = reader.feed(text) + reader.finish()
    assert [claim for claim in claims if claim.text != "Sure."] == []
    assert reader.silent


@pytest.mark.parametrize("text", ["", "It is so [1].", "It is so [1]. NO_ANSWER", "{"])
def test_not_silent(text: str) -> None:
    reader = ClaimReader()
    reader.feed(text)
    reader.finish()
    assert not reader.silent


def test_a_claim_comes_as_soon_as_nothing_can_be_added_to_it() -> None:
    reader = ClaimReader()
    assert reader.feed('The war has lasted 71 days [2: "has now lasted 71 days"]') == []
    assert reader.feed(". ") == []
    assert reader.feed("[3") == []
    assert reader.feed("] ") == []
    (claim,) = reader.feed("B")
    assert [source.passage for source in claim.sources] == [2, 3]
    assert reader.feed("oth sides want talks") == []
    assert len(reader.feed("\n")) == 1


def test_json_comes_statement_by_statement() -> None:
    reader = ClaimReader()
    end = JSON.index("}]}") + 3
    assert reader.feed(JSON[: end - 1]) == []
    assert reader.feed(JSON[end - 1 : end]) == [WAR]
    assert reader.feed(JSON[end:]) == [TALKS]


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "[",
        "]",
        "[1: “",
        '{"text":',
        '{"a":',
        "{",
        '"',
        "\\",
        "Mr. A. ",
        "<think",
        "[1]",
        " ",
        "[1: x ",
    ],
)
def test_what_is_held_is_bounded(unit: str) -> None:
    reader = ClaimReader()
    for _ in range(10):  # what takes time by the square of this runs into the time limit
        reader.feed(unit * (5000 // len(unit)))
    assert len(pickle.dumps(reader)) < 4 * MOST_KEPT
    reader.finish()
