"""Words that say the reverse of each other."""

from __future__ import annotations

from functools import lru_cache

from rag.terms import stems

__all__ = ["opposite_words"]

_PAIRS = (
    "increase decrease/increase reduce/increase decline/rise fall/rose fell/risen fallen/"
    "grow shrink/grew shrank/gain lose/gained lost/win lose/won lost/victory defeat/"
    "winner loser/succeed fail/success failure/more less/more fewer/most least/most fewest/"
    "high low/higher lower/highest lowest/large small/larger smaller/largest smallest/"
    "big small/bigger smaller/biggest smallest/long short/longer shorter/longest shortest/"
    "old new/old young/older younger/oldest youngest/older newer/early late/earlier later/"
    "earliest latest/first last/first second/before after/north south/east west/"
    "northern southern/eastern western/northeast southwest/northwest southeast/left right/"
    "upper lower/top bottom/above below/over under/inside outside/internal external/"
    "front back/begin end/began ended/begun ended/start end/started ended/start stop/"
    "started stopped/open close/opened closed/open closed/enter leave/entered left/"
    "arrive depart/arrive leave/build demolish/built demolished/create destroy/"
    "found dissolve/support oppose/accept reject/accept refuse/approve reject/allow forbid/"
    "allow prohibit/allow ban/permit forbid/permit prohibit/legal illegal/include exclude/"
    "attack defend/buy sell/bought sold/lend borrow/teach learn/taught learned/add remove/"
    "agree disagree/appear disappear/love hate/like dislike/true false/right wrong/"
    "good bad/better worse/best worst/positive negative/strong weak/stronger weaker/"
    "strongest weakest/rich poor/fast slow/faster slower/hot cold/hotter colder/"
    "warm cool/wet dry/light dark/light heavy/easy difficult/easy hard/cheap expensive/"
    "public private/natural artificial/common rare/major minor/majority minority/"
    "maximum minimum/male female/man woman/men women/father mother/son daughter/"
    "brother sister/husband wife/king queen/born died/birth death/alive dead/live die/"
    "ancient modern/urban rural/domestic foreign/military civilian/formal informal/"
    "direct indirect/possible impossible/likely unlikely/known unknown/popular unpopular/"
    "successful unsuccessful/similar different/same different/with without/all none/"
    "always never/primary secondary/guilty innocent/convicted acquitted/import export/"
    "advantage disadvantage/cause prevent/help hinder/liberal conservative/"
    "day night/summer winter/spring autumn/million billion/hundred thousand/"
    "hour minute/week month/month year/day year/decade century"
)


def opposite_words(statement: str, quotes: str) -> list[tuple[str, str]]:
    """Stems that `statement` alone has, each with an opposite that `quotes` alone have."""
    said, there = set(stems(statement)), set(stems(quotes))
    return [
        (word, other)
        for word in sorted(said - there)
        for other in sorted(_table().get(word, frozenset()) & (there - said))
    ]


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.split("/"):
        one, other = stems(pair)
        table.setdefault(one, set()).add(other)
        table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}
