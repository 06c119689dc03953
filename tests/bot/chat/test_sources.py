"""The Sources button: what was cited, for the presser alone, also after a restart."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from desk_library import PARAGRAPHS, QUOTE, DeskLibrary, shown
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.books.references import MOST, cited, pack, unpack
from bot.chat.buttons.leafing import FlipButton, OpenButton
from bot.chat.text.limits import CUSTOM_ID
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


async def test_a_long_paragraph_is_leafed_through_whole(stage: Any) -> None:
    async with stage(DeskLibrary(long=200)) as scene:
        (message,) = await pressed(scene)
        texts = []
        while True:
            texts += [embed.description for embed in message.embeds]
            _, forward = message.components[0]["components"]
            if forward.get("disabled"):
                break
            result = await scene.alice.click(message, custom_id=forward["custom_id"])
            message = result.response or message
        words = [word for word in " ".join(texts).replace("**", "").split() if word != ">"]
        assert len(texts) > 2
        assert " ".join(words).count(QUOTE) == 200


async def test_a_page_is_chosen_from_the_menu_after_a_restart(stage: Any) -> None:
    async with stage(DeskLibrary(long=200)) as scene:
        (message,) = await pressed(scene)
        first = message.embeds[0].description
        menu = message.components[1]["components"][0]
        last = menu["options"][-1]
        assert "war.txt ¶2 (" in last["label"]
        await scene.env.restart_bot(scene.new_bot())
        await scene.alice.select(message, [last["value"]])
        assert message.embeds[0].description != first


async def test_a_custom_id_that_means_nothing(stage: Any) -> None:
    async with stage() as scene:
        view = discord.ui.View(timeout=None)
        view.add_item(OpenButton("s", "nonsense", "Sources"))
        posted = await scene.env.bot.get_channel(scene.channel.id).send("old", view=view)
        (message,) = shown(await scene.alice.click(posted, label="Sources"))
        assert "went wrong" in message.embeds[0].description


def citation(marker: int, id_: str, start: int, length: int) -> Citation:
    return Citation(marker, "f", 1, 1, "", "q", start, start + length, paragraph_id=id_)


ids = st.text(alphabet="abcdefghijklmnopqrstuvwxyz234567", min_size=12, max_size=12)
starts = st.integers(min_value=0, max_value=36**5 - 1)
lengths = st.integers(min_value=0, max_value=36**3 - 1)


@given(st.lists(st.tuples(ids, starts, lengths), min_size=1, max_size=3 * MOST))
def test_custom_ids_say_all_and_fit(rows: list[tuple[str, int, int]]) -> None:
    citations = [citation(marker, *row) for marker, row in enumerate(rows, start=1)]
    packed = [pack(part) for part in cited(citations)]
    longest = FlipButton(">", 999, "s", max(packed, key=len))
    assert len(longest.custom_id) <= CUSTOM_ID
    read = [reference for each in packed for reference in unpack(each)]
    assert [(r.marker, r.paragraph_id, r.start, r.end) for r in read] == [
        (c.marker, c.paragraph_id, c.start, c.end) for c in citations
    ]


@pytest.mark.parametrize("packed", ["1:", "1:short0-1", "other", "1:abcdefghijkl0-1,"])
def test_what_was_not_packed_is_refused(packed: str) -> None:
    with pytest.raises(ValueError, match="refers to nothing"):
        unpack(packed)
