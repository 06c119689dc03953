"""The numbers and dates of a text, whichever way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext

__all__ = ["missing_numbers", "number_words"]

_SCALES = {"hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "mn": 10**6}
_SCALES |= {"m": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12, "dozen": 12}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: value for words in (_UNITS, _ORDINALS) for value, word in enumerate(words)}
_VALUES |= {word: 10 * place for place, word in enumerate(_TENS, start=2)}
_VALUES |= {word: value for word, value in _SCALES.items() if len(word) > 2}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

_NUMERAL = re.compile(
    r"(?<![^\W_])(?P<sign>(?<![\w)]\s)(?<![\w)])[-−])?"
    r"(?P<digits>[0-9]{1,3}(?:[ \u00a0\u202f\u2009'’][0-9]{3})+(?![0-9])"
    r"|[0-9]+(?:[.,][0-9]+)*)"
    r"(?P<decade>['’]?s\b)?"
    r"(?:[\s-]*(?P<scale>hundred|thousand|million|billion|trillion|dozen|mn|bn|m|k)\b)?",
    re.I,
)
_SHORT_RANGE = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})\s?[-–—/]\s?([0-9]{2})(?![0-9])")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_NUMBER_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_SPELLED = re.compile(
    rf"\b(?:{_NUMBER_WORD})(?:(?:\s+and\s+|[\s-]+)(?:a\s+)?(?:{_NUMBER_WORD}))*\b", re.I
)
_MONTH = re.compile(
    r"\b(?:(?P<sure>Jan(?:uary)?|Feb(?:ruary)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)|(?P<maybe>March|Mar|May))\b"
)
_DATE_BEFORE = re.compile(
    r"(?:[0-9](?:st|nd|rd|th)?(?: of)?|\b(?:in|of|since|until|till|by|from|early|late|mid|last|"
    r"next|this|during|through|every))[ -]$",
    re.I,
)
_DATE = re.compile(r"(?<![0-9])[0-9]{1,4}[-/.]([0-9]{1,2})[-/.][0-9]{1,4}(?![0-9])")
_MOST_DIGITS = 30


def missing_numbers(statement: str, quotes: str) -> list[str]:
    """The numbers and months of `statement`, as written, that do not occur in `quotes`.

    7,000 is seven thousand, 7 000 and 7.000; 30 million is 30,000,000; 1914–18 holds 1918;
    third is 3rd and 3. What can be read in two ways counts as either. "One" is not held to be
    a number in a statement, for it seldom is.
    """
    there = {reading for _, readings in _numbers(quotes) for reading in readings}
    months = set(_months(quotes)) | {int(date[1]) for date in _DATE.finditer(quotes)}
    missing = [
        written
        for written, readings in _numbers(statement)
        if not readings & there and written != "one"
    ]
    return missing + [_MONTHS[m - 1] for m in _months(statement) if m not in months]


def number_words(text: str) -> set[str]:
    """The words of `text` that are numbers or months, in lower case."""
    found = {word.lower() for match in _SPELLED.finditer(text) for word in match.group().split()}
    found |= {match.group().lower() for match in _month_names(text)}
    return found | {word for word in re.findall(r"\w+", text.lower()) if word[0].isdigit()}


def _numbers(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    for match in _NUMERAL.finditer(text):
        yield from _read(match)
    for match in _SHORT_RANGE.finditer(text):
        yield match.group(), frozenset({match[1] + match[3], match[1] + match[2]})
    for match in _SPELLED.finditer(_NUMERAL.sub("; ", text)):
        for value in _spelled(match.group()):
            written = "one" if value == 1 and "one" in match.group().lower() else str(value)
            yield written, frozenset({str(value)})


def _read(match: re.Match[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The number, or the numbers in a row such as 1,2,3 or 12.05.1990."""
    digits = re.sub(r"[ \u00a0\u202f\u2009'’]", "", match["digits"])
    if match["decade"]:
        yield match.group(), frozenset({digits + "s"})
        return
    forms = _forms(digits)
    if not forms:
        for part in re.split("[.,]", digits):
            yield part, frozenset({_value(part)})
        return
    sign = "-" if match["sign"] else ""
    scale = (match["scale"] or "").lower()
    scales = {_SCALES.get(scale, 1)} | ({1} if scale in ("m", "k") else set())  # or metres
    yield match.group(), frozenset(sign + _value(form, by) for form in forms for by in scales)


def _forms(digits: str) -> set[str]:
    """The numbers that a numeral with points and commas may be, with a point for decimals.

    Empty if it is none.
    """
    marks = re.sub("[0-9]", "", digits)
    bare = digits.replace(",", "").replace(".", "")
    if not marks:
        return {digits}
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        whole, _, rest = digits.rpartition(marks[-1])
        return {f"{whole.replace(marks[0], '')}.{rest}"} if _GROUPED.fullmatch(whole) else set()
    grouped = _GROUPED.fullmatch(digits) is not None
    if len(marks) > 1:
        return {bare} if grouped and len(set(marks)) == 1 else set()
    if grouped and marks == ",":
        return {bare}
    return {bare, digits} if grouped else {digits.replace(",", ".")}


def _value(form: str, scale: int = 1) -> str:
    if len(form) > _MOST_DIGITS:
        return form
    with localcontext(prec=60):
        value = f"{Decimal(form) * scale:f}"
    return value.rstrip("0").rstrip(".") if "." in value else value


def _spelled(run: str) -> Iterator[int]:
    """The numbers that a run of number words makes: "two hundred and five" is one."""
    total = current = 0
    begun = False
    for word in re.findall(r"[a-z]+", run.lower()):
        value = _VALUES.get(word)
        if value is None:
            continue
        if word in _SCALES:
            current = (current if begun and current else 1) * value
            if value >= 1000:
                total, current = total + current, 0
        elif not begun or (current % 100 == 0 and value) or _completes(current, value):
            current += value
        else:
            yield total + current
            total, current = 0, value
        begun = True
    yield total + current


def _completes(current: int, value: int) -> bool:
    return current % 100 >= 20 and current % 10 == 0 and 0 < value < 10


def _months(text: str) -> list[int]:
    return [_MONTHS.index(match.group()[:3].lower()) + 1 for match in _month_names(text)]


def _month_names(text: str) -> Iterator[re.Match[str]]:
    """ "May" and "March" only where a date is likely."""
    for match in _MONTH.finditer(text):
        before = _DATE_BEFORE.search(text, max(0, match.start() - 12), match.start())
        after = text[match.end() : match.end() + 2].strip(" .")
        if match["sure"] or before or after.isdigit():
            yield match
