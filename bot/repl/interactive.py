"""The prompt, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit import PromptSession
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from prompt_toolkit.patch_stdout import patch_stdout
from rich.text import Text

from bot.cli.context import Context
from bot.cli.opened import tell_changes, waiting
from bot.render import Line, clean, write
from bot.repl.abandonable import abandonable
from bot.repl.commands import Nothing, Quit, Request, parse
from bot.repl.completion import LineCompleter
from bot.repl.growing import Growing
from bot.repl.history import IndexHistory
from bot.repl.opening import Opening
from bot.repl.session import Reply, Session

__all__ = ["converse"]


def converse(context: Context, keys: Input | None = None, screen: Output | None = None) -> int:
    """Prompts until the person leaves; returns the exit status.

    The prompt comes at once; the library opens meanwhile. If it cannot be opened, the
    conversation ends with that error. `keys` and `screen` are the terminal's unless given.
    """
    opening = Opening(
        lambda: context.open_library(context.settings, "footnote repl"),
        on_report=lambda report: tell_changes(context.err, report),
        on_change=lambda: _refresh(prompt, opening),
    )
    prompt: PromptSession[str] = PromptSession(
        "» ",
        history=IndexHistory(context.settings.index),
        completer=LineCompleter(lambda: opening.files),
        complete_while_typing=False,  # so that Tab completes at once what is unique
        bottom_toolbar=lambda: f" {opening.description}",
        reserve_space_for_menu=4,
        input=keys,
        output=screen,
    )
    session = Session(opening.library, context.settings.articles, context.out)
    folder = clean(str(context.settings.articles))
    welcome = f"Ask what the articles in {folder} say. /help lists the commands, Ctrl-D leaves."
    write(context.out, [Line(Text(welcome, "dim"))])
    # Not before the prompt is there: loading would hold it up.
    prompt.app.after_render += lambda _: opening.start()
    try:
        return _loop(lambda: _typed(prompt, opening), session, opening, context)
    finally:
        with waiting(context.err, "closing …"):
            opening.close()


def _loop(
    typed: Callable[[], str | None], session: Session, opening: Opening, context: Context
) -> int:
    while opening.error is None:
        text = typed()
        line = Quit() if text is None else parse(text)
        if isinstance(line, Quit):
            return 0
        if not isinstance(line, Nothing):
            _respond(line, session, opening, context)
    return context.failures.tell(opening.error)


def _respond(line: Request, session: Session, opening: Opening, context: Context) -> None:
    growing = Growing()
    try:
        session.tell(_reply(line, session, opening, context, growing), growing)
    except KeyboardInterrupt:
        growing.cancelled.set()
        write(context.err, [Line(Text("cancelled", "dim"))])
    except BrokenPipeError:
        raise
    except Exception as error:
        if error is not opening.error:  # that one ends the conversation and is told there
            context.failures.tell(error)
    context.out.print()


def _reply(
    line: Request, session: Session, opening: Opening, context: Context, growing: Growing
) -> Reply:
    with waiting(context.err, _message(opening)) as show:

        def meanwhile() -> None:
            new = list(growing.new_lines())
            if new:
                show("")  # a spinner would stand in the way of the text
                write(context.out, new)
            elif not growing.begun:
                show(_message(opening))

        return abandonable(lambda: session.reply(line, growing), meanwhile)


def _message(opening: Opening) -> str:
    return "looking …" if opening.ready else opening.description


def _typed(prompt: PromptSession[str], opening: Opening) -> str | None:
    """A line; empty after Ctrl-C or when there is no library to be had; None to leave."""
    try:
        with patch_stdout(raw=True):
            # The library may fail to open in the moment before the prompt can be refreshed.
            return prompt.prompt(pre_run=lambda: _refresh(prompt, opening))
    except KeyboardInterrupt:
        return ""
    except EOFError:
        return None


def _refresh(prompt: PromptSession[str], opening: Opening) -> None:
    """Draws the toolbar anew or, when the library cannot be opened, ends the prompt."""
    app = prompt.app
    if opening.error is None:
        app.invalidate()
    elif app.is_running and app.loop is not None:
        app.loop.call_soon_threadsafe(_end, prompt)


def _end(prompt: PromptSession[str]) -> None:
    future = prompt.app.future
    if future is not None and not future.done():
        prompt.app.exit(result="")
