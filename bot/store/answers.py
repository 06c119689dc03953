"""The statements about answers posted and the verdicts on them. People come as pseudonyms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import aiosqlite

from bot.store.limits import ANSWERS, COMMENT, GAP_EVENTS, QUESTION, VERDICTS, kept
from bot.store.model import Gap, Posted, Verdict

__all__ = ["asker_of", "forget_before", "gaps", "judge", "note", "publish"]


async def note(connection: aiosqlite.Connection, posted: Posted, asker: str) -> None:
    """Keeps `posted`; noted again, it replaces the former note and keeps the verdicts."""
    private = posted.question is None or posted.guild is None
    await connection.execute(
        "INSERT INTO answer (message, channel, guild, asker, question, status, confidence,"
        " posted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (message) DO UPDATE SET channel = excluded.channel, guild = excluded.guild,"
        " asker = excluded.asker, question = excluded.question, status = excluded.status,"
        " confidence = excluded.confidence, posted_at = excluded.posted_at",
        (
            posted.message,
            posted.channel,
            posted.guild,
            asker,
            None if private else kept(posted.question or "", QUESTION),
            posted.status,
            posted.confidence,
            posted.at.timestamp(),
        ),
    )
    await connection.execute(
        "DELETE FROM answer WHERE message IN (SELECT message FROM answer"
        " WHERE asker = ? ORDER BY posted_at DESC, message DESC LIMIT -1 OFFSET ?)",
        (asker, ANSWERS),
    )


async def publish(
    connection: aiosqlite.Connection,
    private: int,
    *,
    message: int,
    channel: int,
    question: str | None,
) -> None:
    """Keeps the answer in `private` once more, as the one in `message`, for all to see."""
    await connection.execute(
        "INSERT OR IGNORE INTO answer (message, channel, guild, asker, question, status,"
        " confidence, posted_at) SELECT ?, ?, guild, asker,"
        " CASE WHEN guild IS NULL THEN NULL ELSE ? END, status, confidence, posted_at"
        " FROM answer WHERE message = ?",
        (message, channel, None if question is None else kept(question, QUESTION), private),
    )


async def asker_of(connection: aiosqlite.Connection, message: int) -> str | None:
    """Who asked for the answer in `message`; `None` if it is not known."""
    rows = await connection.execute_fetchall(
        "SELECT asker FROM answer WHERE message = ?", (message,)
    )
    return next((str(asker) for (asker,) in rows), None)


async def judge(
    connection: aiosqlite.Connection,
    message: int,
    person: str,
    verdict: Verdict,
    *,
    comment: str,
    at: datetime,
) -> bool:
    """Keeps the verdict in the place of a former one; `False` if `message` is not known."""
    cursor = await connection.execute(
        "INSERT INTO verdict (message, person, verdict, comment, given_at)"
        # nobody ever gets to see a comment on a private answer
        " SELECT message, ?, ?, CASE WHEN question IS NULL THEN '' ELSE ? END, ?"
        " FROM answer WHERE message = ?"
        " ON CONFLICT (message, person) DO UPDATE SET verdict = excluded.verdict,"
        " comment = excluded.comment, given_at = excluded.given_at",
        (person, verdict, kept(comment, COMMENT), at.timestamp(), message),
    )
    await connection.execute(
        "DELETE FROM verdict WHERE person = ? AND message IN (SELECT message FROM verdict"
        " WHERE person = ? ORDER BY given_at DESC, message DESC LIMIT -1 OFFSET ?)",
        (person, person, VERDICTS),
    )
    return cursor.rowcount > 0


async def gaps(
    connection: aiosqlite.Connection, guild: int, since: datetime, sees: Callable[[int], bool]
) -> tuple[Gap, ...]:
    """The gaps of `guild` from `since` on, in channels of which `sees` is true, newest first."""
    events = await connection.execute_fetchall(
        "SELECT channel, question, posted_at AS at, NULL AS comment FROM answer"
        " WHERE guild = :guild AND question IS NOT NULL AND status = 'not_found'"
        " AND posted_at >= :since"
        " UNION ALL "
        "SELECT channel, question, given_at, comment FROM answer JOIN verdict USING (message)"
        " WHERE guild = :guild AND question IS NOT NULL AND verdict = 'bad'"
        " AND given_at >= :since"
        " ORDER BY at DESC LIMIT :most",
        {"guild": guild, "since": since.timestamp(), "most": GAP_EVENTS},
    )
    by_question: dict[str, list[tuple[float, str | None]]] = {}
    for channel, question, at, comment in events:
        if sees(channel):
            by_question.setdefault(question, []).append((at, comment))
    return tuple(_gap(question, rows) for question, rows in by_question.items())


def _gap(question: str, events: list[tuple[float, str | None]]) -> Gap:
    """The gap that `events`, newest first, make: a comment is a bad verdict's, even if empty."""
    comments = [comment for _, comment in events if comment is not None]
    return Gap(
        question=question,
        unanswered=len(events) - len(comments),
        bad=len(comments),
        comments=tuple(filter(None, comments)),
        last=datetime.fromtimestamp(events[0][0], UTC),
    )


async def forget_before(connection: aiosqlite.Connection, time: datetime) -> int:
    """Deletes answers posted before `time` and the verdicts on them; how many answers."""
    cursor = await connection.execute("DELETE FROM answer WHERE posted_at < ?", (time.timestamp(),))
    return cursor.rowcount
