"""Names of indicators as deliveries write them: which may be kept, and the fixed name of each.

A name is short text that someone else wrote, so it passes the gate for what is personal. What an
indicator counts does not belong here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pandas as pd

from assets.basis.personal import is_personal

LONGEST_NAME, LONGEST_NOTE = 200, 80
_LONGEST_ID = 60
# A street with a number is an address: words in which streets end. A year behind a square is none.
_ADDRESS = re.compile(
    r"(straat|str\.|weg|laan|plein|dreef|hof|kade|singel|steeg|gracht|pad|markt|dijk|ring|park|wal)"
    r"\s+\d{1,3}\s?[a-z]?\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:19|20)\d{2} en (?:19|20)\d{2}\b")  # has the form of a home address
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")


def tidy(text: str) -> str:
    """A name with single spaces."""
    return " ".join(text.split())


def may_be_kept(text: str, longest: int) -> bool:
    """Whether a short text may be kept: not too long, with a letter, and nothing in it that looks
    like a person's data or an address. A person's name is not recognised."""
    if len(text) > longest or not any(letter.isalpha() for letter in text):
        return False
    text = _YEARS.sub(" ", text)
    return not (is_personal(text) or _ADDRESS.search(text) or _POSTCODE.search(text))


def kept(texts: pd.Series, longest: int) -> pd.Series:
    """Which texts may be kept; each distinct one is looked at once."""
    verdict = {text: may_be_kept(text, longest) for text in texts.unique()}
    return texts.map(verdict).astype(bool)


def fixed_name(prefix: str, name: str) -> str:
    """`vm`, `Voelt zich wel eens onveilig` -> `vm_voelt_zich_wel_eens_onveilig`. A long name is cut
    and told from others by a mark of the whole; empty where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if len(words) > _LONGEST_ID:
        mark = hashlib.sha256(words.encode()).hexdigest()[:6]
        words = f"{words[:_LONGEST_ID].rstrip('_')}_{mark}"
    return f"{prefix}_{words}" if words else ""
