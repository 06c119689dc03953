from __future__ import annotations

import pytest

from rag import Settings
from rag.errors import SettingsError
from rag.llm.usage import Price, Usage, cost


def test_usages_add_up() -> None:
    assert Usage(1, 2) + Usage(3, 4, estimated=True) == Usage(4, 6, estimated=True)
    assert (Usage(1, 2) + Usage(3, 4)).tokens == 10


def test_what_tokens_cost() -> None:
    price = Price.of(Settings(llm_price="0.25, 2").llm_price)
    assert price is not None
    assert cost(Usage(1_000_000, 500_000), price) == pytest.approx(1.25)


def test_no_price() -> None:
    assert Price.of(Settings().llm_price) is None


@pytest.mark.parametrize("text", ["1", "1,2,3", "a,b", "-1,2", "nan,1", "inf,1", "1;2"])
def test_a_price_without_meaning(text: str) -> None:
    with pytest.raises(SettingsError, match=r"FOOTNOTE_LLM_PRICE: .*two prices"):
        Settings.load(llm_price=text)
