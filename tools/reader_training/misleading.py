"""Questions made unanswerable by one change, in the manner of SQuAD 2.0.

The kinds of change are those that Rajpurkar, Jia and Liang (2018, table 1) found people to
make: an entity or number exchanged, an antonym, a negation put in or taken out, a word that
rules the answer out. The change goes into the question or into the paragraph; a control
exchanges the same name in both, which leaves the question answerable.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

from rag.sentences import sentences
from rag.terms import content_words, stems

__all__ = ["Changer", "without_answer"]

_NAME = re.compile(r"[A-Z][\w’'.-]*\w(?:\s+(?:(?:of|the|de|van|von|and)\s+)?[A-Z][\w’'-]*\w)*")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)")
_NO_NAMES = frozenset(
    (
        "what who whom whose which when where why how in on at of for from the a an is are was "
        "were did does do according during after before by to with it he she they this that "
        "these those his her their its and but or if as besides name while since until can "
        "could would should has have had i we you there some many most other other's not no"
    ).split()
)
_OPPOSITES = (
    "first last/most least/more less/more fewer/before after/north south/east west/"
    "northern southern/eastern western/increase decrease/increased decreased/"
    "increasing decreasing/largest smallest/larger smaller/large small/highest lowest/"
    "higher lower/high low/oldest youngest/older newer/old new/early late/earliest latest/"
    "earlier later/begin end/began ended/started stopped/start finish/win lose/won lost/"
    "victory defeat/support oppose/supported opposed/accept reject/accepted rejected/"
    "allow forbid/allowed prohibited/include exclude/included excluded/internal external/"
    "inside outside/above below/over under/best worst/better worse/good bad/positive negative/"
    "male female/men women/man woman/father mother/son daughter/brother sister/husband wife/"
    "king queen/rich poor/strong weak/strongest weakest/stronger weaker/fast slow/"
    "faster slower/long short/longest shortest/longer shorter/hot cold/wet dry/light dark/"
    "heavy light/public private/natural artificial/common rare/popular unpopular/"
    "legal illegal/formal informal/direct indirect/possible impossible/major minor/"
    "majority minority/maximum minimum/upper lower/left right/front back/top bottom/"
    "up down/rise fall/rose fell/open closed/opened closed/enter leave/entered left/"
    "arrive depart/attack defend/attacked defended/create destroy/created destroyed/"
    "build demolish/built demolished/add remove/added removed/gain lose/gained lost/"
    "buy sell/bought sold/teach learn/taught learned/ancient modern/urban rural/"
    "domestic foreign/military civilian/active passive/primary secondary/past future/"
    "always never/all none/always rarely/love hate/loved hated/like dislike/happy unhappy/"
    "easy difficult/cheap expensive/simple complex/full empty/wide narrow/deep shallow/"
    "thick thin/young old/winter summer/spring autumn/day night/morning evening/"
    "liberal conservative/democratic authoritarian/similar different/same different/"
    "success failure/successful unsuccessful/advantage disadvantage/cause prevent/"
    "caused prevented/causes prevents/help hinder/helped hindered/approve disapprove/"
    "approved disapproved/agree disagree/agreed disagreed/appear disappear/known unknown/"
    "useful useless/important unimportant/born died/birth death/alive dead/"
    "january july/february august/march september/april october/may november/june december/"
    "monday thursday/tuesday friday/wednesday saturday/1st 2nd/first second/second third/"
    "third fourth/one two/two three/three four/four five/five six/century decade/"
    "years months/days weeks/million billion/hundred thousand/president governor/"
    "city country/state county/river lake/war treaty/book film/song album/company university/"
    "teacher student/doctor patient/parent child/buyer seller/employer employee"
)
_KINDS = {"when": ("Where", "Why"), "where": ("When", "Why")}
_IN_WHICH = re.compile(r"\bin (?:what|which) (year|century|city|country|state)\b", re.I)
_OTHER_KINDS = {"year": ("city", "country"), "century": ("city", "country")}
_TIME = re.compile(r"\b(?:when|year|date|century|decade|day|month)\b", re.I)
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_REASON = re.compile(r"\b(?:because|since|due|result|reason|order|therefore|thus|caus\w+)\b", re.I)
_FEWEST = 5  # words of a question that bears one more condition
_NEGATED = re.compile(r"\b(is|are|was|were|did|does|do|can|could|would|will|has|have|had)\b", re.I)
_NOT = re.compile(r"(?:\s+not\b|n[’']t\b)", re.I)

Words = Mapping[str, Sequence[str]]


def _table(pairs: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for pair in pairs.split("/"):
        one, other = pair.split()
        table.setdefault(one, []).append(other)
        table.setdefault(other, []).append(one)
    return table


class Changer:
    """Makes changes; `similar` lists words of like kind (not of like meaning) for a word."""

    def __init__(self, similar: Words, rng: random.Random) -> None:
        self._similar = similar
        self._opposites = _table(_OPPOSITES)
        self._random = rng

    def misled(self, question: str, text: str, answer: str, pool: Sequence[str]) -> str | None:
        """The question with one change after which `text` does not answer it."""
        kinds: list[tuple[Callable[..., str | None], float]] = [
            (self._other_name, 3.0),
            (self._other_number, 3.0),
            (self._opposite, 3.0),
            (self._negated, 1.0),
            (self._other_word, 2.0),
            (self._narrowed, 2.0),
            (self._other_kind, 1.5),
        ]
        while kinds:
            at = self._random.choices(range(len(kinds)), [weight for _, weight in kinds])[0]
            change, _ = kinds.pop(at)
            changed = change(question, text, answer, pool)
            if changed and changed.lower() != question.lower():
                return changed
        return None

    def altered(
        self, question: str, text: str, span: tuple[int, int], pool: Sequence[str]
    ) -> str | None:
        """`text` in which something that the question names has been exchanged."""
        answer = text[span[0] : span[1]]
        shared = [name for name in _names(question) if name in text and name not in answer]
        shared += [n for n in _NUMBER.findall(question) if n in text and n not in answer]
        self._random.shuffle(shared)
        for old in shared:
            new = self._other_number(old, text, answer, pool) if old[0].isdigit() else None
            new = new or self._name_for(old, question, text, answer, pool)
            if new:
                return _replaced_outside(text, old, new, answer)
        words = {w.lower() for w in re.findall(r"[A-Za-z]{3,}", question)}
        known = [w for w in sorted(words) if w in self._opposites]
        self._random.shuffle(known)
        for old in known:
            if re.search(rf"\b{old}\b", text, re.I) and old not in answer.lower():
                return _replaced_outside(
                    text, old, self._random.choice(self._opposites[old]), answer
                )
        return None

    def renamed(
        self, question: str, text: str, span: tuple[int, int], pool: Sequence[str]
    ) -> tuple[str, str, tuple[int, int]] | None:
        """The control: question and text with the same name exchanged in both."""
        answer = text[span[0] : span[1]]
        shared = [name for name in _names(question) if name in text and name not in answer]
        if not shared:
            return None
        old = self._random.choice(shared)
        new = self._name_for(old, question, text, answer, pool)
        if not new:
            return None
        before, after = text[: span[0]].replace(old, new), text[span[1] :].replace(old, new)
        place = (len(before), len(before) + len(answer))
        return question.replace(old, new), before + answer + after, place

    def dated(self, question: str, text: str, span: tuple[int, int]) -> str | None:
        """A control: the question with the year that stands beside its answer."""
        within = _sentence_of(text, span)
        years = _YEAR.findall(within.replace(text[span[0] : span[1]], ""))
        if not years or not _bears_year(question):
            return None
        return f"{question.rstrip(' ?')} in {self._random.choice(years)}?"

    def _narrowed(self, question: str, text: str, answer: str, pool: Sequence[str]) -> str | None:
        """With a condition of which the text says nothing."""
        if len(question.split()) < _FEWEST:
            return None
        conditions = []
        years = [int(year) for year in _YEAR.findall(text)] or [1950]
        year = str(self._random.choice(years) + self._random.choice([-30, -10, -1, 1, 10, 30]))
        if _bears_year(question) and year not in text:
            conditions.append(f"in {year}")
        strangers = [name for name in pool if _unlike(name, text)]
        if strangers:
            conditions.append(f"according to {self._random.choice(strangers)}")
        if not conditions:
            return None
        return f"{question.rstrip(' ?')} {self._random.choice(conditions)}?"

    def _other_kind(self, question: str, text: str, answer: str, pool: Sequence[str]) -> str | None:
        """Asking for a place in place of a time, and so on, where the text has none beside it."""
        at = text.find(answer)
        beside = _sentence_of(text, (at, at + len(answer))).replace(answer, "") if at >= 0 else text
        named = [name for name in _names(beside) if _unlike(name, question)]
        silent_on = {
            "When": not re.search(r"\d", beside),
            "Where": not named,
            "Why": not _REASON.search(beside),
        }
        first, _, rest = question.partition(" ")
        kinds = [kind for kind in _KINDS.get(first.lower(), ()) if silent_on[kind]]
        if kinds and rest:
            return f"{self._random.choice(kinds)} {rest}"
        asked = _IN_WHICH.search(question)
        if not asked:
            return None
        is_time = asked.group(1).lower() in _OTHER_KINDS
        if not silent_on["Where" if is_time else "When"]:
            return None
        other = self._random.choice(_OTHER_KINDS.get(asked.group(1).lower(), ("year",)))
        return question[: asked.start(1)] + other + question[asked.end(1) :]

    def _other_name(self, question: str, text: str, answer: str, pool: Sequence[str]) -> str | None:
        names = _names(question)
        if not names:
            return None
        old = self._random.choice(names)
        new = self._name_for(old, question, text, answer, pool)
        return question.replace(old, new) if new else None

    def _name_for(
        self, old: str, question: str, text: str, answer: str, pool: Sequence[str]
    ) -> str | None:
        near = [n for n in _names(text) if _unlike(n, question) and _unlike(n, answer)]
        far = [n for n in pool if _unlike(n, question) and _unlike(n, answer)]
        same = [n for n in far if len(n.split()) == len(old.split())]
        choices = near if near and self._random.random() < 0.6 else same or far or near
        return self._random.choice(choices) if choices else None

    def _other_number(
        self, question: str, text: str, answer: str, pool: Sequence[str]
    ) -> str | None:
        numbers = _NUMBER.findall(question)
        if not numbers:
            return None
        old = self._random.choice(numbers)
        alike = [
            n
            for n in _NUMBER.findall(text)
            if len(n) == len(old) and n not in question and n not in answer
        ]
        if alike and self._random.random() < 0.6:
            return question.replace(old, self._random.choice(alike))
        digits = [i for i, c in enumerate(old) if c.isdigit()]
        at = digits[-1] if self._random.random() < 0.5 else self._random.choice(digits[-2:])
        digit = self._random.choice([d for d in "123456789" if d != old[at]])
        return question.replace(old, old[:at] + digit + old[at + 1 :])

    def _opposite(self, question: str, text: str, answer: str, pool: Sequence[str]) -> str | None:
        words = re.findall(r"[A-Za-z0-9]+", question)
        known = [w for w in words if w.lower() in self._opposites]
        if not known:
            return None
        old = self._random.choice(known)
        new = self._random.choice(self._opposites[old.lower()])
        return re.sub(rf"\b{re.escape(old)}\b", new, question, count=1)

    def _negated(self, question: str, text: str, answer: str, pool: Sequence[str]) -> str | None:
        if _NOT.search(question):
            return _NOT.sub("", question, count=1)
        verb = _NEGATED.search(question)
        if not verb:
            return None
        if verb.group().lower() in {"did", "does", "do", "can", "could", "would", "will"}:
            words = question[verb.end() :].split()
            at = 2 if len(words) > 3 and words[0].lower() in {"the", "a", "an"} else 1
            words.insert(min(at, len(words)), "not")
            return question[: verb.end()] + " " + " ".join(words)
        return question[: verb.end()] + " not" + question[verb.end() :]

    def _other_word(self, question: str, text: str, answer: str, pool: Sequence[str]) -> str | None:
        words = [w for w in content_words(question) if w.lower() in self._similar]
        words = [w for w in words if w.lower() not in answer.lower()]
        if not words:
            return None
        old = self._random.choice(words)
        here = set(stems(f"{text} {question}"))
        new = [w for w in self._similar[old.lower()] if not set(stems(w)) & here]
        if not new:
            return None
        swapped = self._random.choice(new)
        return re.sub(rf"\b{re.escape(old)}\b", swapped, question, count=1, flags=re.I)


def names(text: str) -> list[str]:
    """The names in `text`: capitalised words in a row, question words aside."""
    return _names(text)


def _names(text: str) -> list[str]:
    found = []
    for name in _NAME.findall(text):
        words = name.split()
        while words and words[0].lower() in _NO_NAMES:
            words.pop(0)
        if words and len(" ".join(words)) > 2:
            found.append(" ".join(words))
    return list(dict.fromkeys(found))


def _sentence_of(text: str, span: tuple[int, int]) -> str:
    return " ".join(s.text for s in sentences(text) if s.start < span[1] and span[0] < s.end)


def _bears_year(question: str) -> bool:
    long = len(question.split()) >= _FEWEST
    return long and not _TIME.search(question) and not _NUMBER.search(question)


def _unlike(name: str, text: str) -> bool:
    words = re.findall(r"\w+", text.lower())
    return not set(re.findall(r"\w+", name.lower())) & set(words)


def _replaced_outside(text: str, old: str, new: str, answer: str) -> str:
    pieces = text.split(answer) if answer else [text]
    pattern = re.compile(rf"\b{re.escape(old)}\b", re.I)
    return answer.join(pattern.sub(lambda _: new, piece) for piece in pieces)


def without_answer(text: str, spans: Sequence[tuple[int, int]]) -> str | None:
    """`text` without the sentences that hold an answer; none if that leaves too little."""
    answers = {text[start:end].lower() for start, end in spans}
    kept = [
        s.text
        for s in sentences(text)
        if all(e <= s.start or b >= s.end for b, e in spans)
        and not any(len(a) > 3 and a in s.text.lower() for a in answers)
    ]
    left = " ".join(kept)
    return left if len(left) > 120 else None
