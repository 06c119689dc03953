"""What `footnote doctor` looks at, a function a thing."""

from bot.cli.doctor.check import Check, check_lines
from bot.cli.doctor.environment import check_variables
from bot.cli.doctor.places import check_articles, check_index
from bot.cli.doctor.services import (
    check_chroma,
    check_llm,
    check_model,
    check_python,
    check_reader,
    check_token,
)

__all__ = [
    "Check",
    "check_articles",
    "check_chroma",
    "check_index",
    "check_lines",
    "check_llm",
    "check_model",
    "check_python",
    "check_reader",
    "check_token",
    "check_variables",
]
