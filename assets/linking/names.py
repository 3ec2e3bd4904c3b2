"""Normalisation of names as text: encoding repair, and the folded key that spellings share.

Also the id of a street without a BAG id. The meaning of abbreviations is in `spelling`.
"""

from __future__ import annotations

import hashlib
import html
import unicodedata
from functools import lru_cache

from assets.reference.files import undamaged

_LONGEST = 200  # no address is longer than this
_NOT_ALNUM = {code: None for code in range(128) if not chr(code).isalnum()}
_UNDECOMPOSED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})


def mended(text: str) -> str:
    """`text` in NFC with single spaces, without control characters, and with encoding damage
    repaired: `BelvÃ©dÃ¨re`, `Belv&eacute;d&egrave;re` -> `Belvédère`."""
    text = text[:_LONGEST]
    if "&" in text and ";" in text:
        text = html.unescape(text)
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = unicodedata.normalize("NFC", undamaged(text))
    text = "".join(
        letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cs", "Cn"}
    )
    return " ".join(text.split())


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


def street_id(municipality: str, place: str, key: str) -> str:
    """A stable id for a street without a known BAG id, derived from its town and key."""
    digest = hashlib.sha256(f"{fold(place)}|{fold(key)}".encode()).hexdigest()
    return f"{municipality}-{digest[:10]}"
