"""How much of the name of a file, folder, sheet or header may be shown outside the archive.

A name that came with a delivery can be anyone's. Outside the archive it is shown as it is only if
every word of it is known; otherwise by its form (`Aaaa 99`), with an id by which the analyst finds
it back. `masking` makes the name under which the archive keeps a file.
"""

from __future__ import annotations

import os
import re
import unicodedata

from assets.basis.masking import masked
from schemas.file_names import ENTRY, EXTENSIONS, WORDS
from schemas.layout import fold_header
from schemas.plain_text import printable

LONGEST_FORM = 60
_EXTENSION = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,6})$")
_YEAR = r"(?:19|20)\d\d"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DATES = re.compile(
    rf"(?<![^\W_])(?:{_YEAR}[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])"
    rf"|(?:0[1-9]|[12]\d|3[01])[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?{_YEAR}"
    rf"|{_YEAR}[-_.]{_MONTH}[-_.]{_DAY}|{_DAY}[-_.]{_MONTH}[-_.]{_YEAR}"
    rf"|{_YEAR}-?(?:M\d\d|0[1-9]|1[0-2]|[QHKW]\d{{1,2}}|JJ00|MM\d\d)"
    rf"|{_YEAR}\s?-{{1,2}}\s?{_YEAR}|{_YEAR})"
    r"(?:[-_T ](?:[01]\d|2[0-3])[-_.:h]?[0-5]\d(?:[-_.:]?[0-5]\d)?)?(?![^\W_])",
    re.IGNORECASE,
)
_TABLE_OF_CBS = re.compile(r"(?<![^\W_])\d{5}(?:NED|ENG)(?![^\W_])")
_TOKENS = re.compile(r"[^\W_]+")
_STRANGE = re.compile(r"[^\w\s.,;()&+'’\[\]-]")


def form(text: str, longest: int = LONGEST_FORM) -> str:
    """The form of a text: letters become `a` or `A`, digits `9`, marks of any other kind `?`."""
    signs = []
    for sign in printable(text[: 2 * longest]):
        kind = unicodedata.category(sign)
        if kind[0] == "L":
            signs.append("A" if kind in {"Lu", "Lt"} else "a")
        elif kind[0] == "N":
            signs.append("9")
        elif kind[0] != "M":
            signs.append(sign if sign.isascii() else "?")
    shape = " ".join("".join(signs).split())
    return shape if len(shape) <= longest else shape[: longest - 1] + "…"


def own_words(municipality: str) -> frozenset[str]:
    """The words of the name of a municipality, which occur in names of files."""
    return frozenset(word.casefold() for word in _TOKENS.findall(municipality))


def is_plain(name: str, words: frozenset[str] = frozenset()) -> bool:
    """Whether every part of a name is a word of the house, one of `words`, a date or year, or a
    short number; outside dates it may have at most four digits."""
    if len(name) > 120 or _STRANGE.search(name) or masked(name) != name:
        return False
    rest = _TABLE_OF_CBS.sub(" ", _DATES.sub(" ", name))
    tokens = [token.casefold() for token in _TOKENS.findall(rest)]
    digits = sum(len(token) for token in tokens if token.isdigit())
    return digits <= 4 and all(
        token in WORDS or token in words or (token.isascii() and token.isdigit())
        for token in tokens
    )


def public_name(path: str, words: frozenset[str] = frozenset(), number: str = "") -> str:
    """The name of a file, a folder with a file, or a sheet, as it may be shown anywhere.

    `words`: more words that may stand in it. `number`: an id to find the file by, added if the name
    is shown by its form. A known extension stays, as it says what kind of file it is.
    """
    parts = _decoded(path).split("/")
    shown = [_part(part, words) for part in parts]
    if number and shown != parts:
        stem, extension = _split(shown[-1])
        shown[-1] = f"{stem} [{number}]{extension}"
    return "/".join(shown)


def renamed(message: str, name: str, public: str) -> str:
    """A message about a file with its public name in place of `name`.

    Reading works with the real name, which can say what a file is (`veiligheidsmonitor`) or when it
    was made; its messages quote it as `«name»`.
    """
    return message.replace(f"«{name}»", f"«{public}»")


def public_header(header: str, known: frozenset[str]) -> str:
    """A header as it may be shown anywhere: as it is if it is in `known` (folded), else its form.

    Folding drops letters of other scripts, so a header with such letters is no known header.
    """
    plain = unicodedata.normalize("NFKD", header)
    latin = all(sign.isascii() or not sign.isalnum() for sign in plain)
    is_known = latin and fold_header(header) in known
    return printable(header) if is_known and len(header) <= LONGEST_FORM else form(header)


def _part(part: str, words: frozenset[str]) -> str:
    stem, extension = _split(part)
    is_shown = is_plain(stem, words) or re.fullmatch(ENTRY, stem, re.ASCII)
    return part if is_shown else form(stem) + extension


def _split(name: str) -> tuple[str, str]:
    match = _EXTENSION.search(name)
    if match and match[1].casefold() in EXTENSIONS:
        return name[: match.start()], match[0]
    return name, ""


def _decoded(name: str) -> str:
    return printable(os.fsencode(name).decode("utf-8", errors="replace"))
