"""The statements about one person, who comes as a pseudonym."""

from __future__ import annotations

import aiosqlite

from bot.store.model import Held

__all__ = ["forget", "held"]


async def held(connection: aiosqlite.Connection, person: str) -> Held:
    """What is stored about `person`."""
    questions = await connection.execute_fetchall(
        "SELECT question FROM answer WHERE asker = ? ORDER BY posted_at DESC, message DESC",
        (person,),
    )
    comments = await connection.execute_fetchall(
        "SELECT comment FROM verdict WHERE person = ? ORDER BY given_at DESC, message DESC",
        (person,),
    )
    questions, comments = list(questions), list(comments)
    return Held(
        answers=len(questions),
        questions=tuple(question for (question,) in questions if question),
        verdicts=len(comments),
        comments=tuple(comment for (comment,) in comments if comment),
    )


async def forget(connection: aiosqlite.Connection, person: str) -> int:
    """Deletes the verdicts of `person` and the answers to them; how many of both.

    Other people's verdicts on those answers go with them, uncounted.
    """
    verdicts = await connection.execute("DELETE FROM verdict WHERE person = ?", (person,))
    answers = await connection.execute("DELETE FROM answer WHERE asker = ?", (person,))
    return verdicts.rowcount + answers.rowcount
