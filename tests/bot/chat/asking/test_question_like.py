"""What counts as a question, in the languages that the bot speaks."""

from __future__ import annotations

import pytest

from bot.chat.asking.question_like import asks_further, asks_something, question_of_post

QUESTIONS = {
    "en": ["How long has it lasted?", "who won the race", "It lasted long, didn't it?"],
    "de": ["Wie lange dauert das?", "warum fährt die Fähre nicht", "Das Ruder, wer sagt das?"],
    "es": ["¿Cuánto dura la guerra?", "dónde está el puente", "El puente, ¿quién lo abrió?"],
    "fr": ["Combien de jours ?", "pourquoi le bac ne part pas", "Est-ce que le pont est ouvert"],
    "pt": ["Quanto tempo durou?", "quando abriu a ponte", "A ponte, quem a abriu?"],
    "uk": ["Скільки днів триває війна?", "чому пором не ходить", "Хто це сказав"],
}
STATEMENTS = {
    "en": ["The ferry has stopped.", "thanks a lot!", "lol what", "What a day!", "have a nice day"],
    "de": ["Die Fähre fährt nicht.", "Vielen Dank!", "Wie schön!"],
    "es": ["El puente está abierto.", "¡Muchas gracias!", "¡Qué bien!"],
    "fr": ["Le pont est ouvert.", "Merci beaucoup !", "Quelle belle journée !"],
    "pt": ["A ponte está aberta.", "Muito obrigado!", "Que bom!"],
    "uk": ["Міст відкрито.", "Дуже дякую!", "Яка краса!"],
}
NEITHER = ["", "?", "why?", "https://example.org/watch?v=1", "see https://example.org/?a=1 there"]


def rows(table: dict[str, list[str]]) -> list[str]:
    return [text for texts in table.values() for text in texts]


@pytest.mark.parametrize("text", rows(QUESTIONS))
def test_a_question(text: str) -> None:
    assert asks_something(text)
    assert asks_further(text)


@pytest.mark.parametrize("text", rows(STATEMENTS))
def test_a_statement(text: str) -> None:
    assert not asks_something(text)
    assert not asks_further(text)


@pytest.mark.parametrize("text", NEITHER)
def test_not_enough_to_answer_unasked(text: str) -> None:
    assert not asks_something(text)


@pytest.mark.parametrize("text", ["why?", "Who", "warum?", "¿cuándo?", "pourquoi ?", "чому?"])
def test_one_word_asks_in_a_conversation(text: str) -> None:
    assert asks_further(text)
    assert not asks_something(text)


@pytest.mark.parametrize("text", ["thanks", "ok?", "danke!", "?", ""])
def test_another_word_does_not(text: str) -> None:
    assert not asks_further(text)


@pytest.mark.parametrize(
    ("title", "text", "asked"),
    [
        ("How long?", "I wonder. Who knows?", "How long?"),
        ("Ferry", "It stopped. When does it sail again? Thanks!", "When does it sail again?"),
        ("Fähre", "Sie fährt nicht. Warum fährt sie nicht? Danke!", "Warum fährt sie nicht?"),
        ("Ferry", "It stopped in May.", "Ferry\nIt stopped in May."),
        ("Ferry", "", "Ferry"),
    ],
)
def test_what_a_post_asks(title: str, text: str, asked: str) -> None:
    assert question_of_post(title, text) == asked
