"""Text without what a terminal obeys: control characters and marks that turn the direction of text.

It is applied where a text enters the program (a cell, a header, the name of a sheet or a file), so
that nothing after it needs to think of it. What a text says about a person is in `personal`.
"""

from __future__ import annotations

import re
from contextlib import suppress

# C0 and C1, and the marks of bidirectional text. A regular expression class, for other patterns.
CONTROLS = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{CONTROLS}]")
_C1 = re.compile("[\x80-\x9f]")


def printable(text: str) -> str:
    """`text` without control characters; those that are white space become a space.

    C1 occurs in UTF-8 that was read as Latin-1 (`Ã` with U+0089 for `É`): that is repaired first.
    """
    if not _CONTROL.search(text):
        return text
    if _C1.search(text):
        with suppress(UnicodeError):
            text = text.encode("latin-1").decode("utf-8")
    return _CONTROL.sub(lambda match: " " if match[0].isspace() else "", text)
