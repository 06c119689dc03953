"""What the bot remembers: servers' settings, answers posted and what people thought of them.

One SQLite file beside the index, and no Discord here: ids are plain integers. `Store` is the
way in; `servers`, `answers` and `people` hold the statements, `database` the connection.
"""

from __future__ import annotations

from bot.store.errors import StoreError
from bot.store.model import Gap, Held, Posted, ServerSettings, Status, Verdict
from bot.store.store import Store

__all__ = [
    "Gap",
    "Held",
    "Posted",
    "ServerSettings",
    "Status",
    "Store",
    "StoreError",
    "Verdict",
]
