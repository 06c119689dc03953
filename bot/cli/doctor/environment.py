"""Settings that nobody reads, because their names are misspelt."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from bot.cli.doctor.check import Check

__all__ = ["PREFIX", "check_variables"]

PREFIX = "FOOTNOTE_"


def check_variables(
    environment: Iterable[str], dotenv: Iterable[str], fields: Iterable[str]
) -> list[Check]:
    """A bad finding for each variable with our prefix that is none of the settings' `fields`.

    `environment` and `dotenv` are the names set in either place.
    """
    known = {PREFIX + field.upper() for field in fields}
    checks = []
    for place, names in (("the environment", environment), (".env", dotenv)):
        for name in sorted(names):
            if name.upper().startswith(PREFIX) and name.upper() not in known:
                finding = f"{name} in {place} is not a setting.{_hint(name, known)}"
                checks.append(Check("Settings", "bad", finding))
    return checks or [Check("Settings", "good", f"every {PREFIX}… variable is known")]


def _hint(name: str, known: set[str]) -> str:
    """Compares without the prefix, which all have in common."""
    rests = {each.removeprefix(PREFIX): each for each in sorted(known)}
    close = difflib.get_close_matches(name.upper().removeprefix(PREFIX), rests, n=1)
    return f" Did you mean {rests[close[0]]}?" if close else " .env.example lists them all."
