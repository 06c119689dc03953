"""Reading without asking."""

from __future__ import annotations

from typing import Any

from desk_library import PARAGRAPHS, DeskLibrary, shown


async def test_the_articles_are_listed_for_whoever_looks(stage: Any) -> None:
    async with stage() as scene:
        (message,) = shown(await scene.alice.slash(scene.channel, "sources"))
        assert message.ephemeral
        assert "**war.txt** — Day by day · paragraphs: 3" in message.embeds[0].description


async def test_an_article_is_suggested_by_file_and_title(stage: Any) -> None:
    async with stage() as scene:
        for typed in ("war", "DAY by"):
            found = await scene.alice.autocomplete(scene.channel, "article", "article", typed)
            assert [choice["value"] for choice in found] == ["war.txt"]
        assert await scene.alice.autocomplete(scene.channel, "article", "article", "peace") == []


async def test_an_article_is_shown_by_paragraphs(stage: Any) -> None:
    async with stage() as scene:
        for named in ("war.txt", "Day by day"):
            (message,) = shown(await scene.alice.slash(scene.channel, "article", article=named))
            embed = message.embeds[0]
            assert message.ephemeral
            assert embed.title == "Day by day"
            assert all(f"¶{p.number}" in embed.description for p in PARAGRAPHS)
            assert "@everyone" not in embed.description.replace("\\@", "")


async def test_an_unknown_article_is_told(stage: Any) -> None:
    async with stage() as scene:
        (message,) = shown(await scene.alice.slash(scene.channel, "article", article="x"))
        assert message.ephemeral


async def test_a_search_shows_passages_and_opens_them(stage: Any) -> None:
    async with stage() as scene:
        (message,) = shown(await scene.alice.slash(scene.channel, "search", words="war"))
        assert message.ephemeral
        assert PARAGRAPHS[0].text in message.embeds[0].description
        (opened,) = shown(await scene.alice.click(message, label="Read"))
        assert "war.txt ¶1" in opened.embeds[0].description
        assert scene.library.asked == []


async def test_help_and_about(stage: Any) -> None:
    async with stage() as scene:
        (message,) = shown(await scene.alice.slash(scene.channel, "help"))
        assert "/ask" in message.embeds[0].description
        (message,) = shown(await scene.alice.slash(scene.channel, "about"))
        assert "2 articles with 39 paragraphs" in message.embeds[0].description


async def test_an_article_that_has_changed_since(stage: Any) -> None:
    async with stage(DeskLibrary(gone=True)) as scene:
        (message,) = shown(await scene.alice.slash(scene.channel, "article", article="war.txt"))
        assert "has changed" in message.embeds[0].description
