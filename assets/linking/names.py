"""How a street name is compared: cleaning, folding, and the id of a street without BAG id."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# A number behind a name is a house number, but not where the name without it would be no name:
# Plein 1992.
_BARE_TYPES = {"plein", "laan", "weg", "straat", "plantsoen", "park", "boulevard", "kade"}
_NUMBER = re.compile(r"\d{1,5}[A-Za-z]{0,3}(?:[-/][A-Za-z0-9]{1,4})?")
_ADDITION = re.compile(r"[-/]?[A-Za-z0-9]{1,3}")
_LONGEST = 200  # no street has a longer name; a longer text is none


def clean(name: str) -> str:
    """A name as written, without what does not belong to it: spaces, brackets, house number."""
    name = " ".join(unicodedata.normalize("NFC", name[:_LONGEST]).split()).strip(" ,;")
    if name.endswith((")", "]")):
        opening = max(name.rfind("("), name.rfind("["))
        name = name[:opening].strip(" ,;") or name if opening > 0 else name
    words = name.split(" ")
    has_addition = len(words) > 2 and words[-2].isdigit() and _ADDITION.fullmatch(words[-1])
    if has_addition and not _is_bare(words[:-2]):
        return " ".join(words[:-2]).strip(" ,")
    if len(words) > 1 and _NUMBER.fullmatch(words[-1]) and not _is_bare(words[:-1]):
        return " ".join(words[:-1]).strip(" ,")
    return name


def _is_bare(words: list[str]) -> bool:
    """Whether words are no name: only the kind of street, or nothing with a letter in it."""
    text = " ".join(words).strip(" ,").casefold()
    return text in _BARE_TYPES or not any(letter.isalpha() for letter in text)


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
