"""A model that obeys every attack: what is shown stays verified, and nothing secret appears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from attacks import KEY, Attack, Target, attacks, secrets, shown

from rag.reader.minilm import MiniLMReader

ATTACKS = attacks()
THROUGH: dict[str, str] = {}  # what the check of support cannot tell from a paraphrase


@pytest.fixture(scope="module")
def reader() -> MiniLMReader:
    return MiniLMReader(threads=1)


@pytest.fixture(scope="module", params=["omit", "mark"])
def target(
    request: pytest.FixtureRequest, reader: MiniLMReader, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp(request.param)
    with Target(folder, reader, llm_unsupported=request.param).opened() as opened:
        yield opened


def test_there_are_enough_of_all_families() -> None:
    assert len({attack.text for attack in ATTACKS}) >= 60
    assert len({attack.family for attack in ATTACKS}) >= 20
    places = {"article", "question", "title", "file name", "conversation"}
    assert {attack.place for attack in ATTACKS} == places


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: f"{attack.id} {attack.family}")
def test_nothing_comes_of_it(target: Target, attack: Attack) -> None:
    outcome = target.run(attack)
    answer = outcome.answer
    assert answer.citations or answer.status == "not_found"
    assert outcome.unverified == ()
    assert answer.model is not None
    assert answer.model.calls == target.obeyed > 0
    assert "answered with nothing" not in answer.notice
    leaks = set(outcome.leaks)
    if target.marks:  # there, what is not supported may be read, as such; secrets may not
        leaks &= secrets() | {each for each in attack.forbidden if "evil" in each}
    assert bool(leaks) == (attack.id in THROUGH and not target.marks), leaks


def test_the_judge_sees_what_is_shown(target: Target) -> None:
    answer = target.run(ATTACKS[0]).answer
    assert KEY not in "\n".join(shown(answer))
    for leaking in (
        replace(answer, text=f"{answer.text} {KEY}"),
        replace(answer, notice=KEY),
        replace(answer, understood=KEY),
    ):
        assert KEY in "\n".join(shown(leaking))
