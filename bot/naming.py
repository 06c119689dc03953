"""What a person meant by a name they typed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path

from rag.errors import NoSuchParagraphError

__all__ = ["did_you_mean", "file_named", "paragraph_number"]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` Did you mean x?`, with a leading space, for the closest of `known`; empty if none is.

    Of a path, the last part alone may be the close one.
    """
    spellings: dict[str, str] = {}
    for candidate in known:
        spellings.setdefault(candidate.rsplit("/", 1)[-1].lower(), candidate)
        spellings[candidate.lower()] = candidate
    close = difflib.get_close_matches(name.lower(), spellings, n=1, cutoff=0.6)
    return f" Did you mean {spellings[close[0]]}?" if close else ""


def file_named(name: str, files: Iterable[str], folder: Path) -> str:
    """The one of `files` that `name` stands for.

    `name` is the file's own name, its path with the articles `folder` in front (as a shell
    completes it), or a part that only one file has. Raises `NoSuchParagraphError`.
    """
    known = tuple(files)
    if not known:
        raise NoSuchParagraphError("The index is empty. Run `footnote index`.")
    for candidate in (name, _below(name, folder)):
        if candidate in known:
            return candidate
    parts = [file for file in known if name.lower() in file.lower()]
    if len(parts) == 1 and name:
        return parts[0]
    if len(parts) > 1 and name:
        some = ", ".join(parts[:3]) + (", …" if len(parts) > 3 else "")
        raise NoSuchParagraphError(f"{name} could be {some}. Give more of the name.")
    hint = did_you_mean(name, known)
    raise NoSuchParagraphError(f"There is no article {name} in the index.{hint}")


def paragraph_number(text: str) -> int | None:
    """`5` or `¶5` as a number from 1; None when it is neither."""
    found = re.fullmatch(r"¶?\s*0*([1-9][0-9]{0,8})", text.strip())
    return int(found[1]) if found else None


def _below(name: str, folder: Path) -> str:
    try:
        return Path(name).resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return name
