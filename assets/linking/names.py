"""How a street name is compared: cleaning, folding, and the id of a street without BAG id."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# A number behind a name is a house number, but not where the name without it would be no name:
# Plein 1992.
_HOUSE_NUMBER = re.compile(r"^(?P<name>.*[^\W\d_].*?)[\s,]+\d{1,5}(?:[\s/-]*[A-Za-z0-9]{1,3})?$")
_BARE_TYPES = {"plein", "laan", "weg", "straat", "plantsoen", "park", "boulevard", "kade"}
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


def clean(name: str) -> str:
    """A name as written, without what does not belong to it: spaces, brackets, house number."""
    name = " ".join(unicodedata.normalize("NFC", name).split()).strip(" ,;")
    name = _BRACKETS.sub("", name) or name
    match = _HOUSE_NUMBER.match(name)
    if match and match["name"].strip(" ,").casefold() not in _BARE_TYPES:
        name = match["name"].strip(" ,")
    return name


def fold(name: str) -> str:
    """The key by which names are the same: no case, punctuation, spaces or diacritics.

    Folding a folded name changes nothing.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in plain if letter.isalnum())


def street_id(municipality: str, place: str, name: str) -> str:
    """A stable id for a street whose BAG id is not known: the same name, the same id."""
    digest = hashlib.sha256(f"{fold(place)}|{fold(name)}".encode()).hexdigest()
    return f"{municipality}-{digest[:10]}"
