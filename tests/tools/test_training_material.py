"""What the reader learns from: spans that stand where they should, changes that change."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from reader_training.corpora import Asked, Corpus, Text, held_out, other, wiki, written
from reader_training.lessons import Lessons
from reader_training.misleading import Changer, names, without_answer
from reader_training.negatives import Mined, look_alikes, mined, tempting
from tokenizers import Tokenizer

from rag.model import Paragraph
from rag.models import model_files
from rag.reader.reading import Reading

TEXT = (
    "Nikola Tesla moved to Budapest in 1881. There he worked for Tivadar Puskas at a telegraph "
    "company. Thomas Edison hired him in 1884, when he came to New York."
)
ANSWER = "Tivadar Puskas"


@pytest.fixture
def changer() -> Changer:
    return Changer({"company": ["factory", "office"]}, random.Random(0))


def span(answer: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(answer), text.index(answer) + len(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Who employed Nikola Tesla in Budapest?",
        "Who employed him before 1884?",
        "At whose company did he work first?",
        "Who did he not leave?",
    ],
)
def test_a_misled_question_is_another_question(changer: Changer, question: str) -> None:
    changed = {changer.misled(question, TEXT, ANSWER, ["Mihajlo Pupin"]) for _ in range(20)}
    assert changed
    assert all(each and each != question and ANSWER not in each for each in changed)


def test_a_question_with_nothing_to_change_is_left_alone(changer: Changer) -> None:
    assert changer.misled("Who?", TEXT, ANSWER, []) is None


def test_an_altered_paragraph_keeps_its_answer_but_not_the_name_asked_for(
    changer: Changer,
) -> None:
    altered = changer.altered(
        "Who employed Nikola Tesla?", TEXT, span(ANSWER), ["Mihajlo Pupin", "Boris Petrov"]
    )
    assert altered is not None
    assert ANSWER in altered
    assert "Nikola Tesla" not in altered


def test_the_control_renames_on_both_sides(changer: Changer) -> None:
    renamed = changer.renamed("Who employed Nikola Tesla?", TEXT, span(ANSWER), ["Boris Petrov"])
    assert renamed is not None
    question, text, (start, end) = renamed
    assert "Nikola Tesla" not in question
    assert "Nikola Tesla" not in text
    assert text[start:end] == ANSWER


def test_the_other_control_adds_the_year_that_stands_beside_the_answer(changer: Changer) -> None:
    hired = span("Thomas Edison")
    dated = changer.dated("Who hired Nikola Tesla in America?", TEXT, hired)
    assert dated == "Who hired Nikola Tesla in America in 1884?"
    assert changer.dated("Who hired Tesla in 1884, at last?", TEXT, hired) is None
    assert changer.dated("Who employed Nikola Tesla in Budapest?", TEXT, span(ANSWER)) is None


def test_a_condition_is_added_of_which_the_paragraph_says_nothing(changer: Changer) -> None:
    question = "Who employed the young inventor there?"
    changed = {changer.misled(question, TEXT, ANSWER, ["Mihajlo Pupin"]) for _ in range(40)}
    added = [each.removeprefix(question[:-1]) for each in changed if each]
    narrowed = [each for each in added if each.startswith((" in ", " according to "))]
    assert " according to Mihajlo Pupin?" in narrowed
    assert any(re.fullmatch(r" in \d{4}\?", each) for each in narrowed)
    assert not any(year in each for each in narrowed for year in ("1881", "1884"))


def test_another_kind_is_asked_for_only_where_the_sentence_has_none(changer: Changer) -> None:
    asked = "Where did he come in the end?"
    changed = {changer.misled(asked, TEXT, "New York", []) for _ in range(40)}
    assert "Why did he come in the end?" in changed
    assert "When did he come in the end?" not in changed  # 1884 stands beside it


def test_the_answer_is_taken_out_with_its_sentence() -> None:
    left = without_answer(TEXT + " He stayed there for a year or so.", [span(ANSWER)])
    assert left is not None
    assert ANSWER not in left
    assert "1881" in left
    assert without_answer("Puskas.", [(0, 6)]) is None


def test_names() -> None:
    assert names("Who hired Nikola Tesla in New York, and when did the Danube freeze?") == [
        "Nikola Tesla",
        "New York",
        "Danube",
    ]


def test_held_out_articles_are_never_learned_from(tmp_path: Path) -> None:
    folder = tmp_path / "wiki"
    (folder / "articles").mkdir(parents=True)
    rows = []
    for number in range(8):
        name = f"a{number}.txt"
        (folder / "articles" / name).write_text(f"Title\n\nThe tower {number} is of stone.\n")
        gold = [{"file": name, "paragraph": 2}]
        rows.append({"question": "Of what?", "answers": ["stone"], "gold": gold})
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)))
    corpus = wiki(folder)
    kept = {text.source for text in corpus.texts}
    assert held_out([f"a{n}.txt" for n in range(8)]) == ["a1.txt", "a5.txt"]
    assert kept == {f"a{n}.txt" for n in range(8)} - {"a1.txt", "a5.txt"}
    assert len(corpus.asked) == 6


def test_spans_stand_in_the_paragraph_where_the_question_points(tmp_path: Path) -> None:
    text = "Two boats sank in May.  Later the yard built two boats of oak for the harbour."
    row = {
        "source": "forum",
        "paragraph": text,
        "questions": [
            {"question": "What did the yard build of oak?", "answers": [{"text": "two boats"}]},
            {"question": "What else?", "answers": [{"text": "nothing of the kind"}]},
        ],
    }
    path = tmp_path / "other.jsonl"
    path.write_text(json.dumps(row))
    corpus = other(path)
    (asked,) = corpus.asked
    folded = corpus.texts[0].text
    assert "  " not in folded
    assert [folded[a:b] for a, b in asked.spans] == ["two boats"]
    assert asked.spans[0][0] > folded.index("yard")


def test_twins_belong_to_the_paragraph_that_they_were_written_for(tmp_path: Path) -> None:
    corpus = Corpus("wiki", (Text("wires.txt", "", "Wires."), Text("tesla.txt", "", TEXT, 2)), ())
    rows = [
        {"file": "tesla.txt", "paragraph": 2, "question": "Who employed him?", "answer": ANSWER},
        {"file": "tesla.txt", "paragraph": 2, "question": "Whom did he employ?", "answer": None},
        {"file": "wires.txt", "paragraph": 9, "question": "Of what?", "answer": "Wires"},
    ]
    path = tmp_path / "twins.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    (asked,) = written(path, corpus).asked
    assert (asked.question, asked.gold) == ("Who employed him?", 1)
    assert [TEXT[a:b] for a, b in asked.spans] == [ANSWER]
    assert asked.unanswerable == ("Whom did he employ?",)


def test_look_alikes_hold_no_answer_and_some_are_of_other_sources() -> None:
    lines = ["He worked for Tivadar Puskas.", "He worked for a company.", "He hired a company."]
    texts = [Text("tesla", "", line) for line in (TEXT, *lines)] + [Text("wires", "", "Wires.")]
    asked = Asked("For whom did he work in Budapest?", 0, (span(ANSWER),))
    (found,) = look_alikes(Corpus("wiki", tuple(texts), (asked,)), 2)
    assert found == [2, 3, 4]


class EasilyFooled:
    """Falls for a text if one word is in the question and another in the text."""

    name = "easily fooled"

    def __init__(self, falls_for: dict[tuple[str, str], float]) -> None:
        self._falls_for = falls_for

    def read(
        self, question: str, paragraphs: Sequence[Paragraph], *, closely: bool = False
    ) -> list[Reading]:
        logits = [
            max(
                [v for (a, b), v in self._falls_for.items() if a in question and b in p.text]
                or [-9]
            )
            for p in paragraphs
        ]
        return [Reading(logit, logit, (), 0.0) for logit in logits]


def test_what_tempts_a_reader_is_of_another_source_and_comes_first() -> None:
    others = [
        "Wires.",
        "A letter from Budapest.",
        "The opera of Budapest.",
        "He worked for Edison.",
    ]
    texts = [Text("tesla", "", TEXT), Text("tesla", "", "He worked for a company.")]
    texts += [Text("wires", "", other) for other in others]
    asked = [Asked("For whom did he work?", 0, (span(ANSWER),))] * 9
    asked.append(Asked("Which opera is in Budapest?", 0, (span(ANSWER),)))
    found = mined(Corpus("wiki", tuple(texts), tuple(asked)), 20)
    reader = EasilyFooled({("work", "Edison"): 1.0, ("opera", "opera"): 3.0, ("", "company"): 9.0})
    again, hardest = tempting(found, reader)
    assert [places[0] for places in again.elsewhere] == [5] * 9 + [4]
    assert all(1 in places for places in again.near)
    assert [each.question for each in hardest.corpus.asked] == ["Which opera is in Budapest?"]
    assert hardest.elsewhere == again.elsewhere[9:]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    (data,) = model_files("tokenizer.json")
    return Tokenizer.from_str(data.decode())


def shown(tokenizer: Tokenizer, *unanswerable: str) -> list[tuple[list[str], str | None]]:
    """Readings of many lessons: their parts (question, context, text), the answer marked."""
    elsewhere = "The telegraph reached Zagreb early. It was owned by the state until 1990."
    texts = (Text("tesla", "A life", TEXT), Text("wires", "Wires", elsewhere))
    asked = Asked("Who employed Tesla in Budapest?", 0, (span(ANSWER),), unanswerable)
    lessons = Lessons(tokenizer, [Mined(Corpus("wiki", texts, (asked,)), [[1]], [[1]])], {}, 0)
    readings = []
    for example in (each for _ in range(80) for each in lessons.draw((1.0,), 0.6).examples):
        parts = tokenizer.decode(example.ids, skip_special_tokens=False).split(" [SEP]")
        first, last = example.answer or (0, -1)
        marked = tokenizer.decode(example.ids[first : last + 1]) if example.answer else None
        readings.append(([part.strip() for part in parts[:-1]], marked))
    return readings


def test_in_every_lesson_the_answer_is_marked_where_it_stands(tokenizer: Tokenizer) -> None:
    marked = [answer for _, answer in shown(tokenizer) if answer is not None]
    assert len(marked) == 80
    assert set(marked) == {ANSWER.lower()}


def test_some_lessons_show_a_sentence_under_those_that_it_follows_on(tokenizer: Tokenizer) -> None:
    first, second, third = re.split(r"(?<=\.) ", TEXT.lower())
    contexts = {parts[-1]: parts[-2] for parts, _ in shown(tokenizer)}
    assert contexts[second].removeprefix("a life ") == first
    assert contexts[third].removeprefix("a life ") == f"{first} {second}"


def test_a_twin_that_is_unanswerable_is_asked_of_the_same_words_in_vain(
    tokenizer: Tokenizer,
) -> None:
    twin = "Whom did Tesla employ in Budapest?"
    found = [
        (parts, answer) for parts, answer in shown(tokenizer, twin) if twin.lower() in parts[0]
    ]
    assert len(found) >= 80
    assert all(answer is None and "puskas" in parts[-1] for parts, answer in found)
