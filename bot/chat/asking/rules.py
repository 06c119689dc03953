"""What a server has set, for whoever is about to answer there."""

from __future__ import annotations

import logging

from bot.store import ServerSettings, Store, StoreError

__all__ = ["rules_of"]

_log = logging.getLogger(__name__)


async def rules_of(store: Store, guild: int | None) -> ServerSettings:
    """The settings of a server or, for `None`, of direct messages.

    The defaults, with a line in the log, when the store fails: no question goes lost by that.
    """
    try:
        return await store.settings_of(guild or 0)
    except StoreError as error:
        _log.error("cannot read the settings of server %s: %s", guild, error, exc_info=error)
        return ServerSettings()
