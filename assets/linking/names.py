"""Normalisation of names as text: encoding repair, and the id of a street without a BAG id.

The folded key that spellings share is in `assets.reference.folding`; the meaning of abbreviations
is in `spelling`.
"""

from __future__ import annotations

import hashlib
import html
import unicodedata

from assets.reference.files import undamaged
from assets.reference.folding import fold

_LONGEST = 200  # no address is longer than this


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


def street_id(municipality: str, place: str, key: str) -> str:
    """A stable id for a street without a known BAG id, derived from its town and key."""
    digest = hashlib.sha256(f"{fold(place)}|{fold(key)}".encode()).hexdigest()
    return f"{municipality}-{digest[:10]}"
