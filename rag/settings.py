"""What an owner can set: by argument, by `FOOTNOTE_…` in the environment, or in `.env`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.errors import SettingsError

__all__ = ["Settings"]


class Settings(BaseSettings):
    """The library's settings; arguments win over the environment, that over `.env`.

    Raises `SettingsError` from `load` when a value has no meaning.
    """

    model_config = SettingsConfigDict(
        env_prefix="FOOTNOTE_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
    )

    articles: Path = Field(Path("seeds"), description="folder of .txt and .md articles")
    index: Path = Field(Path(".footnote"), description="folder that holds the index")
    embedding: str = Field(
        "minilm",
        description="minilm (built in), fastembed:MODEL, openai:MODEL or ollama:MODEL[@URL]",
    )
    reader: str = Field(
        "minilm",
        description="minilm (built in), fastembed:MODEL or sentence-transformers:MODEL",
    )
    chroma: str = Field("", description="http://host:port of a Chroma server; empty: embedded")
    collection: str = Field(
        "footnote",
        pattern=r"^[a-zA-Z0-9][a-zA-Z0-9._-]{1,100}[a-zA-Z0-9]$",
        description="name of the collection in Chroma",
    )
    threshold: float = Field(
        0.35, ge=0, le=1, description="confidence below which an answer is withheld (0 to 1)"
    )
    quotes: int = Field(3, ge=1, le=4, description="most quotes in one answer (1 to 4)")
    llm: str = Field(
        "",
        description="openai:MODEL, openai-like:MODEL@BASE_URL, anthropic:MODEL or "
        "ollama:MODEL[@URL]; empty: the built-in engine",
    )
    llm_key: SecretStr = Field(
        SecretStr(""),
        description="key of the language model; empty: OPENAI_API_KEY or ANTHROPIC_API_KEY",
    )
    llm_timeout: float = Field(
        60, gt=0, le=3600, description="seconds to wait for the model's next piece of text"
    )
    llm_retries: int = Field(
        2, ge=0, le=10, description="tries after the first, while no text has arrived"
    )
    llm_answer_tokens: int = Field(
        1000, ge=1, description="most tokens that the model may write at a time"
    )
    llm_daily_tokens: int = Field(
        0, ge=0, description="most tokens read and written in a day (UTC); 0: any number"
    )
    llm_price: str = Field(
        "",
        description="IN,OUT: price of a million tokens; empty: no cost is shown",
    )
    threads: int = Field(0, ge=0, description="processor threads for models; 0: all cores")
    log: str = Field("", description="log file; empty: footnote.log in the index folder")

    llm_unsupported: Literal["omit", "mark"] = Field(
        "omit",
        description="what becomes of a model's statements that no article supports: omit, or mark "
        "them with [?]",
    )
    llm_cache: int = Field(
        1000,
        ge=0,
        description="answers of the model to keep and not ask for twice; 0: none",
    )

    @field_validator("llm_price")
    @classmethod
    def _two_prices(cls, text: str) -> str:
        if text and not re.fullmatch(r"\s*\d+(\.\d+)?\s*,\s*\d+(\.\d+)?\s*", text, re.ASCII):
            raise ValueError("not IN,OUT, two prices such as 0.25,2.00")
        return text

    @field_validator("articles", "index")
    @classmethod
    def _at_home(cls, folder: Path) -> Path:
        return folder.expanduser()

    @classmethod
    def load(cls, **values: Any) -> Self:
        """Settings from `values`, the environment and `.env`; `None` counts as not given."""
        try:
            return cls(**{name: value for name, value in values.items() if value is not None})
        except ValidationError as error:
            first = error.errors()[0]
            name = "FOOTNOTE_" + "_".join(str(part) for part in first["loc"]).upper()
            raise SettingsError(f"{name}: {first['msg']}. See .env.example.") from error
        except UnicodeDecodeError as error:
            raise SettingsError("The file .env is not UTF-8. Save it as UTF-8.") from error
