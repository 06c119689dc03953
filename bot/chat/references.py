"""Which paragraphs a Sources button opens, written into the button itself.

So a button works for as long as its message stands, with nothing stored: it carries the ids
of the paragraphs and where the quotes lie in them. A custom id reads

    src BLOCK : ID START - LENGTH , …      the button below an answer
    p BLOCK PAGE : ID START - LENGTH , …   the buttons that turn pages

with up to four references and all numbers in base 36; `BLOCK` counts the buttons of an answer
with more than four footnotes from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
