"""Text as people type it, on its way through a file: without what a terminal obeys, on one line,
and never a formula in a spreadsheet.

Reading a delivery and writing one share these rules, so that a text comes back as it went. What a
text says about a person is in `personal_text`.
"""

from __future__ import annotations

import re
from contextlib import suppress

# C0 and C1, and the marks of bidirectional text. A regular expression class, for other patterns.
CONTROLS = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{CONTROLS}]")
_C1 = re.compile("[\x80-\x9f]")
_UNTIDY = re.compile(rf"\s\s|[^\S ]|[{CONTROLS}]")

# What makes a cell a formula, also after spaces and quotes; a spreadsheet set to an Asian language
# reads the full-width forms as the ordinary ones.
FORMULA = r"""[\s"']*[=+\-@＝＋－＠]"""
_PART = r"(^|[;,])"  # where a spreadsheet may see the beginning of a cell
_UNGUARDED = re.compile(rf"{_PART}(?={FORMULA})")
_GUARDED = re.compile(rf"{_PART}'(?={FORMULA})")


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


def one_line(text: str) -> str:
    """`text` as every cell of a delivery is read: printable, on one line, with single spaces.
    Applying it twice changes nothing."""
    stripped = text.strip()
    return " ".join(printable(stripped).split()) if _UNTIDY.search(stripped) else stripped


def guarded(text: str) -> str:
    """`text` with an apostrophe before each part that could become a formula.

    `unguarded` takes exactly these apostrophes away, whatever apostrophes `text` has itself.
    """
    return _UNGUARDED.sub(r"\1'", text)


def unguarded(text: str) -> str:
    """The text that `guarded` made `text` of."""
    return _GUARDED.sub(r"\1", text)
