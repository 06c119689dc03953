"""Draws what the REPL shows while a scripted language model writes, and when it is done.

    pip install playwright
    PYTHONPATH=.:tests python tools/repl_pictures.py [--chromium /usr/bin/chromium]

The conversation, the library over `seeds/` and the client of the model are the real ones.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import tempfile
import threading
import time
from pathlib import Path

from llm_server import Gate, LlmServer, Says
from playwright.async_api import async_playwright
from rich.console import Console
from rich.text import Text

from bot.render import write
from bot.repl.commands import Ask
from bot.repl.growing import Growing
from bot.repl.session import Reply, Session
from rag import Library, Settings

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
QUESTION = "How long had the war lasted when Lukashenko spoke?"
SAYS = (
    'The war had lasted 71 days [1: "had been going on for 71 days"]. ',
    "Lukashenko ",
    'admitted that he had not imagined it would take so long [1: "had not imagined it would"]. ',
    'It has cost 500 billion dollars [1: "500 billion dollars"].',
)
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


def conversation(library: Library, gate: Gate) -> list[str]:
    """What stands on the screen when a statement is verified, and at the end, as SVG."""
    console = Console(file=io.StringIO(), force_terminal=True, record=True, width=90)
    session = Session(lambda: library, ROOT / "seeds", console)
    growing, replies = Growing(), list[Reply]()
    console.print(Text(f"» {QUESTION}", "bold"))
    asking = threading.Thread(
        target=lambda: replies.append(session.reply(Ask(QUESTION), growing)), daemon=True
    )
    asking.start()
    while not growing.begun:
        write(console, growing.new_lines())
        time.sleep(0.05)
    first = console.export_svg(title="footnote", clear=False)
    gate.open()
    asking.join()
    session.tell(replies[0], growing)
    return [first, console.export_svg(title="footnote")]


async def draw(pictures: dict[str, str], chromium: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1200, "height": 900})
        for name, svg in pictures.items():
            await page.set_content(f"<body style='margin:0;width:900px'>{svg}</body>")
            await page.locator("svg").first.screenshot(path=IMAGES / f"{name}.png")
        await browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    arguments = parser.parse_args()
    gate = Gate()
    with (
        tempfile.TemporaryDirectory() as index,
        LlmServer(otherwise=lambda _: reply(gate)) as server,
        Library.open(
            Settings(
                articles=ROOT / "seeds",
                index=Path(index),
                llm=f"openai-like:scripted@{server.url}",
            )
        ) as library,
    ):
        library.sync()
        screens = conversation(library, gate)
    names = ("repl-writing", "repl-written")
    asyncio.run(draw(dict(zip(names, screens, strict=True)), arguments.chromium))


def reply(gate: Gate) -> Says:
    return Says(pieces=SAYS, gates={len(SAYS) - 1: gate})


if __name__ == "__main__":
    main()
