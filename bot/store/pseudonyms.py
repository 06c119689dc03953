"""People under names that only this installation can make: a keyed hash of their id."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from bot.store.errors import StoreError, explained
from bot.store.whole_file import whole_file

__all__ = ["Pseudonyms"]

_KEY_BYTES = 32
_NAME_BYTES = 16


class Pseudonyms:
    """Names people by HMAC-SHA256 under `key`."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def kept_in(cls, file: Path) -> Pseudonyms:
        """Pseudonyms by the key in `file`, which is made if it is not there.

        Without the old key, what is stored belongs to nobody. Blocks. Raises `StoreError`.
        """
        with explained(file):
            if not file.exists():
                with whole_file(file) as part:
                    part.write_text(secrets.token_hex(_KEY_BYTES) + "\n", encoding="ascii")
            text = file.read_text(encoding="ascii", errors="replace").strip()
        try:
            key = bytes.fromhex(text)
        except ValueError:
            key = b""
        if len(key) != _KEY_BYTES:
            raise StoreError(
                f"{file} is damaged. Put a backup in its place, or delete it: then what the bot "
                "has stored about people belongs to nobody."
            )
        return cls(key)

    def of(self, person: int) -> str:
        """The pseudonym of `person`, 32 hexadecimal digits."""
        name = hmac.new(self._key, str(person).encode("ascii"), hashlib.sha256).digest()
        return name[:_NAME_BYTES].hex()
