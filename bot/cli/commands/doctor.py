"""`footnote doctor`: checks the set-up and says what to do."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Callable

from dotenv import dotenv_values

from bot.cli.context import Context
from bot.cli.doctor import (
    Check,
    check_articles,
    check_chroma,
    check_index,
    check_lines,
    check_llm,
    check_model,
    check_python,
    check_reader,
    check_token,
    check_variables,
)
from bot.cli.opened import waiting
from bot.render import write
from bot.settings import BotSettings
from rag.errors import FootnoteError

__all__ = ["run"]

_LOGGER = logging.getLogger(__name__)


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Prints a line for each check; 1 when any is bad."""
    settings = context.settings
    checks: tuple[tuple[str, Callable[[], list[Check]]], ...] = (
        ("Python", lambda: [check_python()]),
        (
            "Settings",
            lambda: check_variables(os.environ, dotenv_values(".env"), BotSettings.model_fields),
        ),
        ("Articles", lambda: [check_articles(settings.articles)]),
        ("Index", lambda: [check_index(settings.index)]),
        ("Chroma", lambda: [check_chroma(settings)]),
        ("Embedding model", lambda: [check_model(settings)]),
        ("Reader", lambda: [check_reader(settings)]),
        ("Language model", lambda: [check_llm(settings)]),
        ("Discord token", lambda: [check_token(settings)]),
    )
    well = True
    for subject, check in checks:
        with waiting(context.err, f"checking: {subject} …"):
            findings = _findings(subject, check)
        for finding in findings:
            write(context.out, check_lines(finding))
        well = well and all(finding.state != "bad" for finding in findings)
    return 0 if well else 1


def _findings(subject: str, check: Callable[[], list[Check]]) -> list[Check]:
    try:
        return check()
    except FootnoteError as error:
        return [Check(subject, "bad", str(error))]
    except Exception as error:  # a broken installation is for the doctor to tell, not to die of
        _LOGGER.info("check of %s", subject, exc_info=error)
        return [Check(subject, "bad", f"{type(error).__name__}: {error}")]
