"""Names as they compare: without case and diacritics, and the folded key that spellings share."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NOT_ALNUM = {code: None for code in range(128) if not chr(code).isalnum()}
_UNDECOMPOSED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})


def plain(text: str) -> str:
    """`text` in lower case without diacritics; keeps punctuation and spaces."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_UNDECOMPOSED)
    return "".join(letter for letter in text if not unicodedata.combining(letter))


@lru_cache(maxsize=50_000)  # each text is folded at several steps
def fold(name: str) -> str:
    """The key that spellings of one name share: without case, punctuation, spaces or diacritics.

    Idempotent.
    """
    if name.isascii():
        return name.lower().translate(_NOT_ALNUM)
    return "".join(letter for letter in plain(name) if letter.isalnum())
