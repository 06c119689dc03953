"""From a folder of files to articles and their paragraphs."""

from __future__ import annotations

from rag.reading.article import RULE_VERSION, read_article
from rag.reading.folder import SUFFIXES, FileStamp, article_files, stamp

__all__ = ["RULE_VERSION", "SUFFIXES", "FileStamp", "article_files", "read_article", "stamp"]
