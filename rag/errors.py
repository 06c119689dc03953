"""The errors that Footnote raises on purpose. Each message is one line: what happened, what to do.

FootnoteError
├── UsageError        the request itself is wrong: ask differently
│   ├── QuestionError     empty, or too long
│   ├── SettingsError     a setting has no meaning
│   ├── NoSuchParagraphError
│   └── ArticleFileError   no article can be added or removed under this name
│       └── ArticleExistsError    there is one already
├── ArticlesError     the articles folder is missing or holds nothing to read
├── UnreadableError   one file cannot be read: it is skipped
├── IndexUnavailableError   the index cannot be opened or written
│   └── IndexInUseError         another process owns the index folder
├── ModelError        a model is missing, damaged or unknown
├── LlmError          the language model did not answer: the built-in engine can
└── LlmCancelled      the language model was told to stop: nothing went wrong
"""

from __future__ import annotations

__all__ = [
    "ArticleExistsError",
    "ArticleFileError",
    "ArticlesError",
    "FootnoteError",
    "IndexInUseError",
    "IndexUnavailableError",
    "LlmCancelled",
    "LlmError",
    "ModelError",
    "NoSuchParagraphError",
    "QuestionError",
    "SettingsError",
    "UnreadableError",
    "UsageError",
]


class FootnoteError(Exception):
    """Something that the user can mend; `str(error)` is one line that says how."""

    exit_status = 1


class UsageError(FootnoteError):
    """The request itself is wrong."""

    exit_status = 2


class QuestionError(UsageError):
    """The question is empty or too long."""


class SettingsError(UsageError):
    """A setting has no meaning."""


class NoSuchParagraphError(UsageError):
    """No such file in the index, or no such paragraph in the file."""


class ArticleFileError(UsageError):
    """No article can be added or removed under this name."""


class ArticleExistsError(ArticleFileError):
    """There is an article of this name already."""


class ArticlesError(FootnoteError):
    """The articles folder is missing, unreadable or holds nothing to read."""


class UnreadableError(FootnoteError):
    """One file cannot be read. `str(error)` is the reason, for the report."""


class IndexUnavailableError(FootnoteError):
    """The index cannot be opened or written."""


class IndexInUseError(IndexUnavailableError):
    """Another process owns the index folder."""


class ModelError(FootnoteError):
    """A model is missing, damaged or unknown."""


class LlmError(FootnoteError):
    """The language model did not answer, or not to the end."""


class LlmCancelled(FootnoteError):  # noqa: N818 - not an error: whoever asked wanted it
    """The language model was told to stop. What has arrived is not an answer."""
