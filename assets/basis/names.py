"""Names of indicators as deliveries write them: which may be kept, and an identifier for each.

A name is short text written by someone else, so it is checked for personal data. What an indicator
counts does not belong here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pandas as pd

from schemas.personal_text import has_personal_form

LONGEST_NAME, LONGEST_NOTE = 200, 80
_LONGEST_ID = 60
# A street followed by a number is an address, by the usual endings of street names; four digits are
# not, as in a square named after a year.
_ADDRESS = re.compile(
    r"(straat|str\.|weg|laan|plein|dreef|hof|kade|singel|steeg|gracht|pad|markt|dijk|ring|park|wal)"
    r"\s+\d{1,3}\s?[a-z]?\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:19|20)\d{2} en (?:19|20)\d{2}\b")  # looks like postcode + house number
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")


def tidy(text: str) -> str:
    """`text` with single spaces."""
    return " ".join(text.split())


def may_be_kept(text: str, longest: int) -> bool:
    """Whether a short text may be kept: at most `longest` characters, at least one letter, and
    nothing that looks like personal data or an address. Names of persons are not recognised."""
    if len(text) > longest or not any(letter.isalpha() for letter in text):
        return False
    text = _YEARS.sub(" ", text)
    return not (has_personal_form(text) or _ADDRESS.search(text) or _POSTCODE.search(text))


def kept(texts: pd.Series, longest: int) -> pd.Series:
    """`may_be_kept` for each text, as a mask; each distinct text is checked once."""
    verdict = {text: may_be_kept(text, longest) for text in texts.unique()}
    return texts.map(verdict).astype(bool)


def fixed_name(prefix: str, name: str) -> str:
    """The identifier of a name: `vm`, `Voelt zich wel eens onveilig` ->
    `vm_voelt_zich_wel_eens_onveilig`.

    A long name is cut and gets a hash of the whole; empty if no letter or digit is left.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if len(words) > _LONGEST_ID:
        digest = hashlib.sha256(words.encode()).hexdigest()[:6]
        words = f"{words[:_LONGEST_ID].rstrip('_')}_{digest}"
    return f"{prefix}_{words}" if words else ""
