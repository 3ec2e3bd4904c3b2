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

from assets.basis.atomic import flush, replacing
from assets.basis.errors import AnalystError
from assets.basis.home import Home

_MEMORY = "sleutel"  # in the folder `controle`: the mark of the key
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
_PLATE_LETTERS = "[B-DF-HJ-NP-TV-XZ]"
_PLATES = (  # sidecodes 4 and later, in letters and digits
    "LL99LL LLLL99 99LLLL 99LLL9 9LLL99 LL999L L999LL LLL99L L99LLL 9LL999 999LL9 99LL99".split()
)


def _plate(code: str) -> str:
    """The pattern of a plate without hyphens: `12XKLB`, `12 XK LB`."""
    groups = re.findall(r"L{4}|L+|9+", code.replace("LLLL", "LL LL"))
    signs = {"L": _PLATE_LETTERS, "9": r"\d"}
    return r"[\s.]?".join(signs[group[0]] + f"{{{len(group)}}}" for group in groups)


_LOOSE_PATTERNS = (
    r"[^\s@]+\s?[(\[{<]\s?(?:at|apenstaart(?:je)?|aapje)\s?[)\]}>]\s?[^\s@]+"
    r"|\b[^\s@]+\s+at\s+[^\s@]+\s+(?:dot|punt)\s+\w+|[^\s@]+\s?@\s?[^\s@]+\s?\.\s?\w+",  # e-mail
    r"(?:\+|\b00)\d{1,3}(?:[\s().\\/-]*\d){7,12}(?!\d)",  # telephone of any country
    # telephone with other signs between its digits, and no day with a number behind it
    r"\b(?!\d\d[-/. ]\d\d[-/. ](?:19|20)\d\d)0\d(?:[\s().\\/-]*\d){8}(?!\d)",
    r"\b[A-Z]{2}[\s.-]?\d{2}[\s.-]?(?:[A-Z]{4}[\s.-]?)?(?:\d[\s.-]?){9,26}",  # IBAN
    r"\b[1-9]\d{3}\s?[A-Z]{2}(?:\s*,\s*\d{1,5}\b|\d{1,5}\b)",  # postcode with a house number
    r"\b(?!(?:GM|BU|WK|PL)\d)(?:" + "|".join(map(_plate, _PLATES)) + r")\b",
)
_LOOSE = re.compile("|".join(_LOOSE_PATTERNS), re.IGNORECASE)
_PERSONAL = re.compile("|".join(_PATTERNS), re.IGNORECASE)
_STREET_KINDS = (
    "straat|str|weg|laan|plein|dreef|hof|kade|singel|steeg|gracht|pad|markt|dijk|ring|park|wal|veld"
    "|plantsoen|boulevard|allee|poort|brug|baan|dam|berg"
)
_STRICT = re.compile(
    "|".join(
        (
            rf"(?:{_STREET_KINDS})\.?\s+(?:nr\.?\s*)?\d{{1,5}}\s?[a-z]?\b",  # an address
            r"\b[1-9]\d{3}\s?[A-Z]{2}\b",  # a postcode
            r"\b\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9})[-/. ](?:19|20)?\d{2}\b",  # a day
            r"\b(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}\b",
            r"\b(?:dhr|mevr|mw|mej|mevrouw|meneer|fam|familie|geb|geboren|bsn|iban|kenteken)\b",
        )
    ),
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{5}|(?:\d\D{0,2}){6}")
_RUNS = re.compile(r"(?:\d[\s.-]?){8}\d")
_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")


def is_personal(text: str) -> bool:
    """Whether `text` contains an e-mail address, telephone number, IBAN, licence plate, BSN or
    postcode with house number. Nine digits are a BSN only if they pass its 11-test.
    """
    if not text or (text.isalpha() and "@" not in text):
        return False
    return next(personal_spans(text), None) is not None


def has_personal_form(text: str) -> bool:
    """`is_personal`, and other spellings of the same data: `483.100.110`, `x(at)example.nl`, a
    telephone number or IBAN of another country, a licence plate without hyphens."""
    return bool(
        is_personal(text)
        or _LOOSE.search(text)
        or any(_passes_eleven_test(re.sub(r"\D", "", run)) for run in _RUNS.findall(text))
    )


def could_be_personal(text: str) -> bool:
    """`has_personal_form` for a word of a list or a line of explanation, where more is refused: an
    address, a day, a title with a name, a long number.

    Names of persons alone are not recognised.
    """
    return bool(has_personal_form(text) or _STRICT.search(text) or _DIGITS.search(text))


def personal_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each piece of such data in `text`; spans may overlap."""
    for pattern in (_EMAIL, _PERSONAL):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _NINE_DIGITS.finditer(text):
        if _passes_eleven_test(match[0]):
            yield match.span()


def personal_mask(text: pd.Series) -> pd.Series:
    """`has_personal_form` for each row; each distinct text is checked once. Missing text is
    False."""
    verdict = {value: has_personal_form(value) for value in text.dropna().unique()}
    return text.map(verdict).astype("boolean").fillna(False).astype(bool)


def _passes_eleven_test(number: str) -> bool:
    digits = [int(digit) for digit in number]
    total = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=False))
    return (total - digits[8]) % 11 == 0 and number != "000000000"


def secret_key(home: Home) -> bytes:
    """The key of all pseudonyms: from the environment, or else from the home, where the first run
    creates it.

    Raises `AnalystError` for a key that is too short to protect anything, and for a lost or changed
    key while there may be rows under it: a new key would make the same number another person.
    """
    if from_environment := os.environ.get(KEY_VARIABLE):
        if len(from_environment) < 16:
            raise AnalystError(
                f"De sleutel in {KEY_VARIABLE} is te kort: neem ten minste 16 tekens. "
                "Een nieuwe sleutel betekent dat alle leveringen opnieuw worden verwerkt."
            )
        return from_environment.encode()
    path = home.root / "sleutel"
    memory = home.checks / _MEMORY
    if not path.exists():
        if memory.exists() or any((home.root / "staged").glob("*/*.parquet")):
            raise _lost_key("ontbreekt in de gegevensmap")
        home.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
        flush(path)
        flush(path.parent)
        remember_key(home)
    key = path.read_text().strip()
    if len(key) < 16:
        raise AnalystError(
            f"Het sleutelbestand {path.name} in de gegevensmap is leeg of te kort. Zet de sleutel "
            "terug uit de reservekopie; lukt dat niet, verwijder het bestand: de volgende run zegt "
            "wat er dan nog kan."
        )
    if memory.exists() and memory.read_text().strip() != key_mark(key.encode()):
        raise _lost_key("is een andere dan die waarmee de rijen zijn gemaakt")
    return key.encode()


def remember_key(home: Home) -> None:
    """Remember in `home` which key its file holds, so that its loss is noticed; of the key itself a
    short digest only."""
    path, memory = home.root / "sleutel", home.checks / _MEMORY
    if path.exists() and not memory.exists():
        with replacing(memory, durable=True) as temporary:
            temporary.write_text(key_mark(path.read_text().strip().encode()) + "\n")


def _lost_key(what: str) -> AnalystError:
    return AnalystError(
        f"Het sleutelbestand «sleutel» {what}, terwijl er rijen zijn die met de sleutel zijn "
        "gemaakt. Zet het terug uit de reservekopie; stond de sleutel in "
        f"{KEY_VARIABLE}, geef die dan weer mee. Is hij echt weg, verwijder dan staged/, "
        f"quarantine/, controle/{_MEMORY} en wat er nog is van het sleutelbestand: alle leveringen "
        "die in het archief staan worden dan met een nieuwe sleutel verwerkt, en van de andere "
        "zijn de rijen weg."
    )


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
