"""Recognising text that could identify someone.

The patterns are our own, as no library knows the Dutch ones. Free text is never read at all; this
check is for the short texts that are kept (a category, a street that no list confirms, what the
team writes). Pseudonyms are in `assets.basis.personal`, names of files in `assets.basis.masking`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pandas as pd

# An e-mail address is looked for from the beginning of each run of signs, and that run is not given
# back: from each of its signs, a long run would take a time of its length squared.
RUN = r"(?<![^\s@])[^\s@]++"
_MAIL = re.compile(rf"{RUN}@[^\s@]+\.\w+")
_LOOSE_MAIL = re.compile(
    r"(?<![^\s@])[^\s@]+\s?[(\[{<]\s?(?:at|apenstaart(?:je)?|aapje)\s?[)\]}>]\s?[^\s@]"
    r"|(?<![^\s@])(?=[^\s@]*\w)[^\s@]++\s+at\s+[^\s@]+\s+(?:dot|punt)\s+\w"
    rf"|{RUN}\s?@\s?[^\s@]+\s?\.\s?\w",
    re.IGNORECASE,
)
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
_BETWEEN = r"(?:(?i:van|von|de|den|der|het|te|ten|ter|[A-Z])[-_. '’]+)*"
NAMED = re.compile(  # a title with a name
    rf"(?i:(?<![a-z])(?:dhr|mevr|mw|mej|mevrouw|meneer))\.?[-_. ]+{_BETWEEN}[^\W\d_][^\W\d_'’-]*"
    rf"(?:-[^\W\d_]+)*|(?i:(?<![a-z])(?:familie|fam))\.?[-_. ]+{_BETWEEN}[A-Z][^\W\d_'’-]*"
    r"(?:-[^\W\d_]+)*"
)
_GENTLEMAN = re.compile(rf"\b(?i:de heer|heer|gezin)\s+{_BETWEEN}[A-Z][a-zà-ÿ]")
_INITIALS = re.compile(
    r"\b(?:[A-Z]\.\s?){1,5}(?:(?:van|von|de|der|den|ten|ter|te)\s+)*[A-Z][a-zà-ÿ]"
)
# In a sentence most numbers are counts: a street is a word that ends as one, or a name.
_SURE_KINDS = "straat|laan|plein|dreef|kade|singel|steeg|gracht|plantsoen|boulevard|allee"
_OTHER_KINDS = "str|weg|hof|pad|markt|dijk|(?<!e)ring|park|wal|veld|poort|brug|baan|dam|berg"
_COUNTED = (
    r"%|[.,]\d|uur|keer|maal|procent|meldingen|registraties|aangiften|incidenten|personen|mensen"
    "|jongeren|maanden|weken|dagen|jaar|controles|boetes|aanhoudingen|inbraken|diefstallen"
)
_HOUSE = re.compile(
    rf"(?:\b[^\W\d_][\w'’-]*(?:{_SURE_KINDS})"
    rf"|\b(?=[A-ZÀ-Þ])[\w'’-]*(?i:{_SURE_KINDS}|{_OTHER_KINDS}))"
    r"\.?\s+(?i:nr\.?\s*|(?:huis)?nummer\s+)?(?!(?:19|20)\d\d\b)"
    rf"\d{{1,4}}(?:\s?[a-zA-Z]\b|[-/]\d+)?(?!\w)(?!\s*(?:{_COUNTED}))"
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
        or _LOOSE_MAIL.search(text)
        or _LOOSE.search(text)
        or any(_passes_eleven_test(re.sub(r"\D", "", run)) for run in _RUNS.findall(text))
    )


def could_be_personal(text: str) -> bool:
    """`has_personal_form` for a word of a list or a line of explanation, where more is refused: an
    address, a day, a title with a name, a long number.

    Names of persons alone are not recognised.
    """
    return bool(has_personal_form(text) or _STRICT.search(text) or _DIGITS.search(text))


def could_identify(text: str) -> bool:
    """`has_personal_form` for sentences of the team, in which days and counts are ordinary: also a
    title with a name, and a street with a house number.

    Names of persons alone are not recognised.
    """
    patterns = (NAMED, _GENTLEMAN, _HOUSE)
    return has_personal_form(text) or any(pattern.search(text) for pattern in patterns)


def could_be_name(text: str) -> bool:
    """`could_identify` for a cell that should hold a function or a team: also initials with a
    name."""
    return could_identify(text) or bool(_INITIALS.search(text))


def personal_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each piece of such data in `text`; spans may overlap."""
    for pattern in (_MAIL, _PERSONAL):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _NINE_DIGITS.finditer(text):
        if _passes_eleven_test(match[0]):
            yield match.span()


def personal_mask(
    text: pd.Series, recognised: Callable[[str], bool] = has_personal_form
) -> pd.Series:
    """What `recognised` says of each row; each distinct text is checked once. Missing text is
    False."""
    verdict = {value: recognised(value) for value in text.dropna().unique()}
    return text.map(verdict).astype("boolean").fillna(False).astype(bool)


def _passes_eleven_test(number: str) -> bool:
    digits = [int(digit) for digit in number]
    total = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=False))
    return (total - digits[8]) % 11 == 0 and number != "000000000"
