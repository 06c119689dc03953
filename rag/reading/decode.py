"""From bytes to text, whatever the encoding."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from rag.errors import UnreadableError

__all__ = ["decode"]

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_IN_USE = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("koi8_r", "koi8_u", "mac_roman", "cp874", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
)


def decode(data: bytes) -> str:
    """The text of `data`, without a byte-order mark, line ends as they are.

    UTF-8 and marked UTF-16/32 are read as such; anything else is detected. Raises
    `UnreadableError` for what is not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableError(f"damaged {encoding} text") from error
    if b"\x00" in data:
        raise UnreadableError("not a text file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _detect(data)


def _detect(data: bytes) -> str:
    matches = from_bytes(data, cp_isolation=list(_IN_USE))
    best = matches.best()
    if best is None:
        raise UnreadableError("not a text file, or of an unknown encoding")
    # Western European text often fits several code pages equally well; cp1252 is the one in use.
    as_good = [m for m in matches if m.chaos <= best.chaos and m.coherence >= best.coherence - 0.2]
    if any("cp1252" in match.could_be_from_charset for match in as_good):
        return data.decode("cp1252", errors="replace")
    return data.decode(best.encoding)
