"""Text that is safe to print: what an article says must not drive the terminal."""

from __future__ import annotations

import re

__all__ = ["clean"]

_SPACES = re.compile("[\t\n\v\f\r\x85\u2028\u2029]")
# C0 and C1 controls, and the marks that reverse how a line reads.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Half characters, as in file names that are not UTF-8: no output encoding takes them.
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` on one line, without control characters; everything else is kept."""
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _SPACES.sub(" ", text)))
