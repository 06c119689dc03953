"""Whether what somebody writes in a channel is a question to answer."""

from __future__ import annotations

import re

__all__ = ["asks_further", "asks_something", "question_of_post"]

_MARK = re.compile(r"[?？؟](?:\s|$|[\"'”’»)*_~|])")
_OPENINGS = (
    # English
    "who whom whose what which when where why how is are was were do does did can could should "
    "would has tell explain list name describe "
    # German
    "wer wen wem wessen was welche welcher welches welchen wann wo wohin woher warum wieso "
    "weshalb wie ist sind war waren hat haben kann können nenne erkläre "
    # Spanish and Portuguese
    "quién quien quiénes qué cuál cuáles cuándo cuando dónde donde cómo cuánto cuántos "
    "quem qual quais quando onde porquê quanto quantos explique explica "
    # French
    "qui quoi quel quelle quels quelles où pourquoi comment combien est-ce expliquez "
    # Ukrainian
    "хто кого кому що який яка яке які коли де куди чому навіщо як скільки чи поясни розкажи"
)
_OPENING = frozenset(_OPENINGS.split())
_WORD = re.compile(r"[\w’'-]+")
_LINK = re.compile(r"https?://\S+")
_FEWEST_WORDS = 2
_SENTENCE = re.compile(r"[^.!?？؟\n]*[?？؟]")


def asks_something(text: str) -> bool:
    """Whether `text` is a question: by its mark, or by the word that it begins with.

    The words are those of the languages that the bot speaks. "thanks!", "lol what" and
    "What a day!" are none.
    """
    read = _LINK.sub(" ", text)
    words = _WORD.findall(read)
    if len(words) < _FEWEST_WORDS:
        return False
    if _MARK.search(read):
        return True
    return words[0].lower() in _OPENING and not read.rstrip().endswith("!")


def asks_further(text: str) -> bool:
    """Whether `text` is a question in a conversation, where "why?" alone is one."""
    match _WORD.findall(text):
        case [word]:
            return word.lower() in _OPENING
    return asks_something(text)


def question_of_post(title: str, text: str) -> str:
    """What the first post of a thread asks: its title, if that is a question.

    Else the first sentence with a question mark, else both together.
    """
    if asks_something(title):
        return title
    asked = next((s.strip() for s in _SENTENCE.findall(text) if asks_something(s.strip())), "")
    return asked or f"{title}\n{text}".strip()
