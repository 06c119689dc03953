"""Whatever a model returns, what is cited stands word for word, and nothing raises.

`FOOTNOTE_CASES=10000` tries as many; in the suite it is a few hundred.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.answering.verify import stands
from rag.model import Paragraph
from rag.prose.claims import Claim, ClaimReader
from rag.prose.page import Page
from rag.prose.verification import Verifier
from rag.reader.reading import Reading

TEXTS = (
    "The ferry across the bay has been out of service since 12 May. Nobody knows why.",
    "Captain Ann Miller blames a “broken rudder”, which the yard – so she says – won’t repair.",
    "The harbour master expects 400 visitors a day fewer… The bridge cost 30 million euros.",
)
PASSAGES = tuple(
    Paragraph("ferry.txt", n, n, 0, len(text), text, title="The ferry", id=f"p{n}")
    for n, text in enumerate(TEXTS, start=1)
)


class Agreeable:
    """A reader that finds that everything fits."""

    name = "agreeable"

    def read(self, question: str, paragraphs: Sequence[Paragraph]) -> list[Reading]:
        return [Reading(9.0, 9.0, (), -1.0) for _ in paragraphs]


VERIFIER = Verifier(Agreeable())
words = st.sampled_from([w for text in TEXTS for w in text.split()] + ["not", "500", "Baker", "¶2"])
runs = st.builds(
    lambda text, start, length: " ".join(text.split()[start : start + length]),
    st.sampled_from(TEXTS),
    st.integers(0, 14),
    st.integers(1, 12),
)
phrases = st.one_of(runs, st.lists(words, max_size=9).map(" ".join), st.text(max_size=30))
numbers = st.one_of(st.integers(-2, 9), st.integers(0, 10**30))
quotation = st.sampled_from(['"{}"', "“{}”", "„{}“", "«{}»", "'{}'", "{}", '"{}', '\\"{}\\"'])
markers = st.one_of(
    st.builds(lambda n, q, text: f"[{n}: {q.format(text)}]", numbers, quotation, phrases),
    st.builds(lambda n: f"[{n}]", numbers),
    st.sampled_from(["[1][3]", "[1, 2]", "[^1]", "[passage 2]", "【3】", "[", "]", "[[1]]", "[1:"]),
)
prose = st.lists(st.one_of(phrases, markers, st.sampled_from([".", "\n", "- ", "# ", "**"])))
objects = st.builds(
    lambda text, n, quoted: (
        f'{{"statements": [{{"text": "{text}", "sources": [{{"passage": {n}, '
        f'"words": "{quoted}"}}]}}]}}'
    ),
    phrases,
    numbers,
    phrases,
)
cut = st.builds(lambda text, share: text[: int(len(text) * share)], objects, st.floats(0, 1))
wrapped = st.sampled_from(["{}", "```json\n{}\n```", "<think>{}", "<think>x</think>{}", "Sure: {}"])
returned = st.builds(
    lambda form, body: form.replace("{}", body), wrapped, st.one_of(prose.map(" ".join), cut)
)
many = settings(
    max_examples=int(os.environ.get("FOOTNOTE_CASES", "300")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def claims_of(pieces: Sequence[str]) -> list[Claim]:
    reader = ClaimReader()
    found = [claim for piece in pieces for claim in reader.feed(piece)]
    return [*found, *reader.finish()]


@many
@given(returned, st.integers(1, 40))
def test_what_is_cited_stands_and_what_is_shown_is_clean(text: str, size: int) -> None:
    whole = claims_of([text])
    assert claims_of([text[at : at + size] for at in range(0, len(text), size)]) == whole
    page = Page()
    for claim in whole:
        checked = VERIFIER.check(claim, PASSAGES, "Why is the ferry out of service?")
        for citation in checked.citations:
            assert stands(citation, PASSAGES[citation.paragraph - 1])
            if citation.marked:
                start, end = citation.marked
                assert 0 <= start < end <= len(citation.quote)
        assert "](" not in checked.text
        assert not any(unicodedata.category(c) == "Cc" for c in checked.text)
        page.add(checked)
    markers = {f"[{citation.marker}]" for citation in page.citations}
    assert set(re.findall(r"\[\s*\d+\s*\]", page.text)) == markers
