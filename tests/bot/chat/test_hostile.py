"""Whatever articles, questions and file names are made of, the cards that show them do no harm.

No ping, no link, no markup but ours, nothing that turns the reading direction, no limit passed,
and every word is still there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from discord_api.messages import message_faults
from discord_api.parts import Part
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.books.references import Reference
from bot.chat.cards.answer import answer_card
from bot.chat.cards.article import article_cards, articles_cards
from bot.chat.cards.passages import passages_card
from bot.chat.cards.sources import sources_cards
from bot.chat.posting import messages
from bot.chat.text.card import Card
from bot.chat.text.limits import EMBED_DESCRIPTION, EMBED_TITLE
from bot.chat.text.markdown import plain
from bot.chat.text.typeset import Line, Run
from bot.language import phrases
from rag.model import Answer, ArticleInfo, Citation, Excerpt, IndexState, Paragraph, Passage

PIECES = """
@everyone|@here|<@1234567890123456>|<@!1234567890123456>|<@&1234567890123456>|<#1234567890123456>
[click](https://evil.example)|[click](<https://evil.example>)|<https://evil.example>|http://a.b
`|``|```|```py|~~|__|_|*|**|***|\\|\\\\|>|>>>|#|##|###|-#|-|*|+|1.|12)|||
:smile:|<:name:123456789012345678>|<a:name:123456789012345678>|<t:1700000000:R>|</ask:123456789>
<id:customize>|\u202e|\u202d|\u202c|\u2066|\u2067|\u2069|\u200f|\u200b|\u200d|\u2060|\ufeff|\u00ad
\n|\r\n|\t|\x00|\x1b[31m|\x7f|\ud800|\udfff|\u2028|\u0085|{question}|{0}|%s|\x07
word|Wort|слово|كلمة|語|é|😀|👩‍👩‍👧|🏴󠁧󠁢󠁥󠁮󠁧󠁿
""".strip()
pieces = st.sampled_from([p for line in PIECES.split("\n") for p in line.split("|") if p] + ["||"])
spaced = st.tuples(pieces, st.sampled_from(["", " ", "\n", "  "])).map("".join)
long_words = st.integers(1_500, 6_000).flatmap(
    lambda size: st.sampled_from(["a", "*", "😀", "\\"]).map(lambda sign: sign * size)
)
hostile = st.lists(st.one_of(spaced, st.characters()), max_size=30).map("".join)
texts = st.one_of(hostile, st.tuples(hostile, long_words, hostile).map("".join))
SAY = phrases("en")
STATE = IndexState(2, 39, "2026-11-22T04:00:00Z")


def paragraph(file: str, title: str, text: str, number: int = 1) -> Paragraph:
    return Paragraph(file, number, 1, 0, len(text), text, title=title, id="abcdefghijkl")


def shown(card: Card, *, embed: bool) -> list[str]:
    """The texts of the messages that `card` makes; none is one that Discord would refuse."""
    made = []
    for arguments in messages([card], embed=embed):
        body: dict[str, Any] = {"content": arguments.get("content")}
        body["embeds"] = [each.to_dict() for each in arguments.get("embeds") or ()]
        faults = message_faults(Part({**body, "allowed_mentions": {"parse": []}}), new=True)
        assert list(faults) == []
        assert body["content"] or body["embeds"]
        made += [body["content"]] if body["content"] else []
        for each in body["embeds"]:
            made += [each[key] for key in ("title", "description") if each.get(key)]
    return made


def harmless(text: str) -> None:
    """Discord finds no markup in `text` but bold, italics and the bars of block quotes."""
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\x00-\x09\x0b-\x1f]", text)
    assert not re.search("[\x7f-\x9f\ud800-\udfff]", text)
    live = re.sub(r"\\[!-/:-@\[-`{-~]", "x", text)
    assert not re.search(r"[\\_~|`#<\[\]@]|:[^\s*]", live)
    for line in live.split("\n"):
        body = line.removeprefix("> ")
        assert ">" not in body
        assert not re.match(r"\s*([-+]|\d+[.)](\s|$)|\* )", body)
        assert len(re.findall(r"\*", body)) % 2 == 0
        assert not re.search(r"\*{4}", body)


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def read(parts: Iterable[str]) -> str:
    """What a reader sees, without white space."""
    whole = "\n".join(parts)
    bare = "\n".join(line.removeprefix("> ") for line in whole.split("\n"))
    return letters(re.sub(r"\\([!-/:-@\[-`{-~])|\*", lambda found: found[1] or "", bare))


def check(cards: Sequence[Card], *written: str) -> None:
    for embed in (True, False):
        parts = [part for card in cards for part in shown(card, embed=embed)]
        for part in parts:
            harmless(part)
        seen = read(parts)
        for text in written:
            assert letters(plain(text)) in seen


@given(texts, texts, hostile, hostile, st.data())
def test_an_answer(question: str, quote: str, title: str, file: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(quote)))
    end = data.draw(st.integers(start, len(quote)))
    citation = Citation(
        1, file, 1, 1, title, quote, 0, len(quote), answer_start=start, answer_end=end
    )
    passages = (Passage(paragraph(file, title, quote), 0.5),)
    state = replace(STATE, changed=(file,))
    answer = Answer(
        question, "answered", f"{quote} [1]", 0.9, "extractive", (citation,), passages, state
    )
    answer = replace(answer, understood=question, notice=quote)
    card = answer_card(answer, SAY, question=question)
    check([card], question, quote, title, file)


@given(texts, texts, hostile, hostile)
def test_no_answer(question: str, text: str, title: str, file: str) -> None:
    passages = (Passage(paragraph(file, title, text), 0.5),) * 3
    answer = Answer(question, "not_found", "None.", 0.1, "extractive", (), passages, STATE)
    answer = replace(answer, meant=question)
    check([answer_card(answer, SAY, question=question)], question, title, file)


def test_what_may_be_meant_is_asked() -> None:
    answer = Answer("Wo?", "not_found", "None.", 0.1, "extractive", (), (), STATE, meant="Who?")
    said = ["".join(run.text for run in line.runs) for line in answer_card(answer, SAY).lines]
    assert "Did you mean: Who?" in said


@given(texts, texts, hostile, hostile)
def test_passages(words: str, text: str, title: str, file: str) -> None:
    check(
        [passages_card(words, [Passage(paragraph(file, title, text), 0.5)], SAY)],
        words, title, file,
    )  # fmt: skip


@given(texts, hostile, hostile, st.data())
def test_sources(text: str, title: str, file: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cited = paragraph(file, title, text)
    excerpt = Excerpt(cited, (cited, replace(cited, number=2, id="b" * 12)), changed=True)
    references = [Reference(1, cited.id, start, end), Reference(2, cited.id, 0, end)]
    check(sources_cards(references, {cited.id: excerpt}, SAY), text, title, file)


@given(st.lists(texts, min_size=1, max_size=4), hostile, texts)
def test_an_article(written: list[str], title: str, file: str) -> None:
    around = tuple(paragraph(file, title, text, n) for n, text in enumerate(written, start=1))
    check(article_cards(Excerpt(around[0], around), SAY), *written, title)


@given(st.lists(st.tuples(hostile, hostile), max_size=25))
def test_the_list_of_articles(rows: list[tuple[str, str]]) -> None:
    articles = [ArticleInfo(file, title, "0" * 64, 3) for file, title in rows]
    check(articles_cards(articles, SAY), *(name for row in rows for name in row))


def test_the_fullest_card_fits() -> None:
    body, title = "b" * (EMBED_DESCRIPTION // 2), "t" * EMBED_TITLE
    line = Line((Run(f"{body[:-1]} "), Run(body)))
    check([Card((line,), title=title, footer="f" * 5_000)], body, title)
