"""The Sources button: what was cited, for the presser alone, also after a restart."""

from __future__ import annotations

from typing import Any

import pytest
from desk_library import PARAGRAPHS, QUOTE, DeskLibrary, shown
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.limits import CUSTOM_ID, EMBED_TOTAL
from bot.chat.references import MOST, TEMPLATE, custom_ids, references
from rag.model import Citation

QUESTION = "How long has the war lasted?"


async def pressed(scene: Any) -> list[Any]:
    messages = shown(await scene.alice.slash(scene.channel, "ask", question=QUESTION))
    return shown(await scene.alice.click(messages[-1], label="Sources"))


async def test_the_quote_is_marked_in_its_paragraph(stage: Any) -> None:
    async with stage() as scene:
        (message,) = await pressed(scene)
        description = message.embeds[0].description
        assert message.ephemeral
        assert f"**{QUOTE}**" in description
        assert "war.txt ¶2, line 4" in description
        assert PARAGRAPHS[0].text in description
        assert PARAGRAPHS[2].text in description


async def test_the_button_works_after_a_restart(stage: Any) -> None:
    async with stage() as scene:
        (answer,) = shown(await scene.alice.slash(scene.channel, "ask", question=QUESTION))
        await scene.env.restart_bot(scene.new_bot())
        (message,) = shown(await scene.alice.click(answer.message, label="Sources"))
        assert f"**{QUOTE}**" in message.embeds[0].description


async def test_a_paragraph_that_is_gone(stage: Any) -> None:
    async with stage(DeskLibrary(gone=True)) as scene:
        (message,) = await pressed(scene)
        assert "has changed since the answer" in message.embeds[0].description


async def test_a_long_paragraph_is_shown_whole(stage: Any) -> None:
    async with stage(DeskLibrary(long=200)) as scene:
        messages = await pressed(scene)
        embeds = [embed for message in messages for embed in message.embeds]
        text = " ".join(embed.description for embed in embeds)
        words = [word for word in text.replace("**", "").split() if word != ">"]
        assert " ".join(words).count(QUOTE) == 200
        assert all(sum(map(len, message.embeds)) <= EMBED_TOTAL for message in messages)
        assert all(message.ephemeral for message in messages)


def citation(marker: int, id_: str, start: int, length: int) -> Citation:
    return Citation(marker, "f", 1, 1, "", "q", start, start + length, paragraph_id=id_)


ids = st.text(alphabet="abcdefghijklmnopqrstuvwxyz234567", min_size=12, max_size=12)
numbers = st.integers(min_value=0, max_value=36**4 - 1)


@given(st.lists(st.tuples(ids, numbers, numbers), min_size=1, max_size=3 * MOST))
def test_custom_ids_say_all_and_fit(rows: list[tuple[str, int, int]]) -> None:
    citations = [citation(marker, *row) for marker, row in enumerate(rows, start=1)]
    written = custom_ids(citations)
    assert all(len(each) <= CUSTOM_ID for each in written)
    read = [r for each in written for r in references(TEMPLATE.fullmatch(each))]  # type: ignore[arg-type]
    assert [(r.marker, r.paragraph_id, r.start, r.end) for r in read] == [
        (c.marker, c.paragraph_id, c.start, c.end) for c in citations
    ]


@pytest.mark.parametrize("custom_id", ["src1:", "src1:short0-1", "other", "src1:abcdefghijkl0-1,"])
def test_foreign_custom_ids_are_not_taken(custom_id: str) -> None:
    assert TEMPLATE.fullmatch(custom_id) is None
