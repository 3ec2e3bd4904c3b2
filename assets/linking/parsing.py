"""Splits an address as written into the parts that can contain a street.

Looks at the form of the text only (house numbers, postcodes, `hoek X/Y`, `t.h.v.`); which parts are
streets is decided in `matching`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assets.linking.names import fold, mended

_NOTHING = frozenset(
    "onbekend nvt geen nb leeg none null nan na ntb diverse diversen divers divstraten "
    "diversestraten verschillende overal onbekendestraat straatonbekend adresonbekend "
    "onbekendadres geenadres zonderadres geenstraat nietbekend nietvantoepassing tebepalen "
    "helewijk heelmaastricht xxx xx test".split()
)
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?(?!(?:SA|SD|SS)\b)[A-Z]{2}\b(?!\.)")
_LOWER_POSTCODE = re.compile(r"[,;]\s*[1-9]\d{3}\s?[a-z]{2}\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|[(\[]([^()\[\]]*)$")
# Slashes that separate nothing: v/d, a/d, t/o, t/m, 12/14.
_PROTECTED = (
    (re.compile(r"\bv\s?/\s?d\b\.?", re.IGNORECASE), "vd "),
    (re.compile(r"\b([abo])\s?/\s?([dh])\b\.?", re.IGNORECASE), r"\1\2 "),
    (re.compile(r"\bt\s?/\s?o\b\.?", re.IGNORECASE), " tegenover "),
    (re.compile(r"\ben\s?/\s?of\b", re.IGNORECASE), "of"),
)
_DIGIT = re.compile(r"\d")
_LETTERED = re.compile(r"(?<=\w )([A-Za-z])(\d{1,5})(?=\s|$)")  # Kessensingel A12
_NUMBER_RANGE = re.compile(
    r"(\d\s?[a-z]?)\s?(?:t\s?/\s?m|tm|t\.?e?\.?m\.?|/)\s?(?=\d)", re.IGNORECASE
)
_NEAR = (
    r"ter\s+hoogte(?:\s+van)?|t\.?\s?h\.?\s?v\.?(?=\W|$)|thv|tegenover|t\.\s?o\.?v?\.?|t\.?o\.?v\.|"
    r"tov|nabij|naast|vlakbij|in de buurt van|omg\.?|omgeving|richting|ri\.|"
    r"vanaf|tot aan|tussen|voorbij|"
    r"aan de kant van|zijkant|achterkant|achterzijde|voorzijde"
)
_CROSSING = (
    r"(?:op\s+de\s+|op\s+|de\s+)?(?:hoek|hk|kruising|kruispunt|kruisp|krsp|splitsing|t-splitsing|rotonde"
    r"|intersection|corner)"
    r"(?:\s+(?:vd\b|v\s?/\s?d\b|v\.\s?d\.|(?:van|met|bij|ter|of)\b))?"
    r"(?:\s+de\b(?=\s+(?:hoek|kruising)))?"
)
_PARTING = re.compile(
    rf"\s*(?:[/\\;|>→]|\s[-–—]+\s|(?<=\w)\s*[–—]\s*(?=\w)|\s[xX×]\s|\b(?:{_NEAR}|{_CROSSING})"
    r"(?=[\s:.,]|$)[:.,]?)\s*",
    re.IGNORECASE,
)
_RELATES = re.compile(rf"\b(?:tussen|{_CROSSING})", re.IGNORECASE)
_JOINING = re.compile(r"\s+(?:met|en|and|ter)\s+(?:de\s+(?=\w))?", re.IGNORECASE)
WEAK = re.compile(
    r"\s+(?:en|met|bij|naar|langs|hoek|ri|tot|e/o)\s+|\s*[-–—]\s*|,\s*", re.IGNORECASE
)
OR = re.compile(r"\s+(?:of|cq|c\.q\.|ofwel|alias)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*[&+]\s*")
_EDGES = " \t,.;:-–—_'\"`´*?!#~()[]{}<>=/\\"
_NUMBER_WORD = re.compile(
    r"\s(?:nrs?|no|nummers?|huisnr|huisnummers?|hnr|hsnr)\b\.?\s?(?=\d)", re.IGNORECASE
)


class Pieces(NamedTuple):
    """`whole`: the cleaned text; `parts`: its parts that can contain a street, in order; `behind`:
    text after a comma or in brackets (a town, a neighbourhood, a street)."""

    whole: str
    parts: tuple[str, ...]
    behind: tuple[str, ...]


def says_nothing(text: str) -> bool:
    """Whether a text is blank or states that there is no street."""
    folded = fold(text)
    return not folded or folded in _NOTHING


def parse(text: str) -> Pieces:
    """The parts of an address in one field; never fails, whatever the text."""
    whole = mended(text).strip(_EDGES) if not text.endswith(".") else mended(text).strip(" ,;:")
    behind: list[str] = []
    rest = whole
    if "(" in rest or "[" in rest:
        rest = _BRACKETS.sub(lambda match: _noted(match, behind), rest)
    if _DIGIT.search(rest):
        rest = _LOWER_POSTCODE.sub(", ", _POSTCODE.sub(", ", rest))
        rest = _NUMBER_WORD.sub(" ", _NUMBER_RANGE.sub(r"\1-", rest))
        rest = _LETTERED.sub(r"\1 \2", rest)
    if "/" in rest:
        for pattern, meant in _PROTECTED:
            rest = pattern.sub(meant, rest)
    rest = _AND.sub(" en ", rest)
    main, *tail = re.split(r"\s*,\s*", rest.strip(" ,"))
    behind += [piece for piece in tail if piece]  # may be a second street; `matching` decides
    if _RELATES.search(main):  # kruising X met Y, tussen X en Y
        main = _JOINING.sub(" / ", main)
    parts = [piece.strip(" ,.;:-–—") if len(piece) > 3 else piece for piece in _PARTING.split(main)]
    return Pieces(whole, tuple(part for part in parts if fold(part)), tuple(behind))


def _noted(match: re.Match[str], behind: list[str]) -> str:
    behind.append(match[1] or match[2] or match[3] or "")
    return " "


# Grote en Kleine Kerkstraat; Hoge/Lage Gouwe; Noord- en Zuidvliet.
_SHARED = re.compile(r"([^\s/-]+)(-?)\s*(?:/|\sen\s|\s?&\s?)\s*([^\s/]+)(?:\s+(.+))?", re.I)


def shared(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs of names that share one written ending, for each possible reading of the text."""
    match = _SHARED.fullmatch(text)
    if not match:
        return ()
    first, hyphen, second, rest = match.groups()
    if rest:
        return ((f"{first} {rest}", f"{second} {rest}"),)
    return tuple(
        (first + second[cut:], second)
        for cut in range(3, len(second) - 2)
        if hyphen and abs(cut - len(first)) <= 2
    )


# A house number of at most three digits after a name: a longer one can belong to the name.
PLAIN_NUMBER = re.compile(r"(.*[^\W\d_][.]?)[ ,]+(\d{1,3})(?:[ -]?[a-zA-Z])?")
# After a name, or attached to it: Kerkstraat12, but not the platform SP1.
_NUMBERED = re.compile(
    r"^(.*?\D)[\s.,]*(?:\b|(?<=[a-z]{4}))(\d{1,5}(?!e\b|de\b|ste\b)\w{0,4}\b.*)$", re.IGNORECASE
)


def without_number(part: str) -> str:
    """A part up to its house number: `Markt 12 bis` -> `Markt`; unchanged without one."""
    match = _NUMBERED.match(part) if _DIGIT.search(part) else None
    return match[1].strip(" ,.-") if match and fold(match[1]) else part


def has_digit(text: str) -> bool:
    """Whether a text can contain a house number or a postcode."""
    return bool(_DIGIT.search(text))


_LAST_NUMBER = re.compile(r"(?:^|[\s.,])(\d{1,5})(?![\w-]*(?:e|de|ste)\b)[^\d]{0,12}$")


def number_in(text: str) -> str:
    """The house number in an address in one field, without letter or suffix; empty if there is
    none. Takes the last number (`Plein 1992 7` -> 7), so also that of a name such as `Plein 1992`.
    """
    address = _LOWER_POSTCODE.sub("", _POSTCODE.sub("", mended(text)))
    address = _NUMBER_RANGE.sub(r"\1-", _BRACKETS.sub(" ", address)).partition(",")[0]
    match = _LAST_NUMBER.search(address.split("-")[0] if "-" in address else address)
    return match[1] if match else ""


def postcode_in(text: str) -> str:
    """The postcode in an address in one field, as `6211AA`; empty if there is none."""
    match = _POSTCODE.search(mended(text))
    return match[0].replace(" ", "") if match else ""


_JUST_NUMBER = re.compile(
    r"(?!\d+(?:e|de|ste)\b)\d{1,5}[a-z]{0,2}"
    r"(?: (?:\d{1,5}[a-z]{0,2}|[a-z]{1,2}|bis|huis|boven|beneden|i{1,3}))*",
    re.IGNORECASE,
)


def is_number(words: list[str]) -> bool:
    """Whether words are a house number with or without a suffix (`12 a`, `12 bis`)."""
    return bool(_JUST_NUMBER.fullmatch(" ".join(words)))
