"""What may not be kept: pseudonyms replace case numbers, and text with personal data is recognised.

The patterns are our own, as no library knows the Dutch ones. Free text is never read at all; this
check is for the short texts that are kept (a category, a channel, a street that no list confirms).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator

import pandas as pd

from assets.basis.errors import AnalystError
from assets.basis.home import Home

KEY_VARIABLE = "VEILIGHEIDSBEELD_SLEUTEL"

# Only from the start of a word: from each of its letters, a long word without @ takes a time that
# grows with the square of its length. Apart from the others, so that none of them takes that start.
_EMAIL = re.compile(r"(?<![^\s@])[^\s@]+@[^\s@]+\.\w+")
_PATTERNS = (
    r"(?:\+31|0031|\b0)[\s().-]*[1-9](?:[\s().-]*\d){7,8}(?!\d)",  # telephone
    r"\b[A-Z]{2}\d{2}\s?[A-Z]{4}\s?(?:\d\s?){10}",  # IBAN
    r"\b\d{4}\s?[A-Z]{2}\s+\d{1,5}\b",  # postcode with a house number
    r"\b(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}"
    r"|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}"
    r"|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}"
    r"|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d)\b",  # licence plate
)
_PERSONAL = re.compile("|".join(_PATTERNS), re.IGNORECASE)
_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")


def is_personal(text: str) -> bool:
    """Whether `text` contains an e-mail address, telephone number, IBAN, licence plate, BSN or
    postcode with house number. Nine digits are a BSN only if they pass its 11-test.
    """
    if not text or (text.isalpha() and "@" not in text):
        return False
    return next(personal_spans(text), None) is not None


def personal_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each piece of such data in `text`; spans may overlap."""
    for pattern in (_EMAIL, _PERSONAL):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _NINE_DIGITS.finditer(text):
        if _passes_eleven_test(match[0]):
            yield match.span()


def personal_mask(text: pd.Series) -> pd.Series:
    """`is_personal` for each row; each distinct text is checked once. Missing text is False."""
    verdict = {value: is_personal(value) for value in text.dropna().unique()}
    return text.map(verdict).astype("boolean").fillna(False).astype(bool)


def _passes_eleven_test(number: str) -> bool:
    digits = [int(digit) for digit in number]
    total = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=False))
    return (total - digits[8]) % 11 == 0 and number != "000000000"


def secret_key(home: Home) -> bytes:
    """The key of all pseudonyms: from the environment, or else from the home, where the first run
    creates it.

    Raises `AnalystError` for a key that is too short to protect anything.
    """
    if from_environment := os.environ.get(KEY_VARIABLE):
        if len(from_environment) < 16:
            raise AnalystError(
                f"De sleutel in {KEY_VARIABLE} is te kort: neem ten minste 16 tekens. "
                "Een nieuwe sleutel betekent dat alle leveringen opnieuw worden verwerkt."
            )
        return from_environment.encode()
    path = home.root / "sleutel"
    if not path.exists():
        home.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
    key = path.read_text().strip()
    if len(key) < 16:
        raise AnalystError(
            f"Het sleutelbestand {path.name} in de gegevensmap is leeg of te kort. Zet de sleutel "
            "terug uit de reservekopie; lukt dat niet, verwijder het bestand: dan worden alle "
            "leveringen opnieuw verwerkt."
        )
    return key.encode()


def pseudonyms(numbers: pd.Series, key: bytes, source: str) -> pd.Series:
    """The first 32 hexadecimal characters of HMAC-SHA256 of source and number; missing for empty
    text.

    A plain hash would not do: the numbers are short, so all of them can be tried.
    """
    prefix = f"{source}|".encode()
    return pd.Series(
        [
            hmac.digest(key, prefix + number.encode(), "sha256").hex()[:32] if number else None
            for number in numbers
        ],
        index=numbers.index,
        dtype="str",
    )


def key_mark(key: bytes) -> str:
    """A short digest that changes with the key and reveals nothing about it."""
    return hashlib.sha256(b"veiligheidsbeeld|" + key).hexdigest()[:8]
