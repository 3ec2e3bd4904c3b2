"""The name of a street in an address, for a municipality without a list of streets.

A house number never stays in such a name, in whichever order the address is written, nor a
postcode: the name is stored and shown. With a list, `matching` finds the street.
"""

from __future__ import annotations

import re

from assets.linking import parsing
from assets.linking.names import fold, mended
from assets.linking.spelling import KINDS, kind_of, words

_EDGES = " \t,.;:-–—_'\"`´*?!#~()[]{}<>=/\\"
_POSTCODE = re.compile(r"(?<!\w)[1-9]\d{3}(?:\s?[A-Z]{2}|[a-z]{2})\b(?!\.)")
_NUMBER_WORD = r"(?:nrs?|no|nummers?|huisnr|huisnummers?|hnr|hsnr|number|num)\b\.?\s*"
_ORDINAL = r"(?:e|de|ste|er|re|eme|ème|st|nd|rd|th)\b"
_MONTH = r"(?:jan|feb|maart|mrt|april|mei|juni|juli|aug|sep|okt|nov|dec|march|may|june|july|oct)"
# 12, 12a, 12-14, 12/14, 12 1/2 before a name; not the 2e of a name, nor the 8 of 8 Oktoberstraat.
_LEADING = re.compile(
    rf"(?:{_NUMBER_WORD})?\d{{1,5}}(?!{_ORDINAL}\s*[^\W\d_])[a-z]?(?!\w)"
    r"(?:\s*[-–/+&]\s*(?:\d{1,5}[a-z]?|[a-z])\b|\s+\d/\d\b)*"
    rf"(?:[\s,.;:]+|\s+[-–]\s+)(?!{_MONTH})(?=[^\W_])",
    re.IGNORECASE,
)
_JUST_A_WORD = re.compile(_NUMBER_WORD.removesuffix(r"\b\.?\s*"), re.IGNORECASE)
_NUMBERED = re.compile(rf"\s*[,;]?\s*\b{_NUMBER_WORD}(?=\d)", re.IGNORECASE)
# A number from which the rest is no name: not an ordinal before a word, nor 2 or 8 of a month.
_NUMBER = re.compile(
    rf"(?:(?<=[\s.,;:#/(-])|(?<=[a-z]))\d{{1,5}}(?!\d)(?!{_ORDINAL}\s+[^\W\d_])(?!\s+{_MONTH})",
    re.IGNORECASE,
)
_ATTACHED_CODE = re.compile(r"[A-Z]{1,3}\d{1,4}")  # a road: A2, N278
_YEAR = re.compile(r"(1[5-9]|20)\d\d")


def street_name(text: str) -> str:
    """The street in an address in one field, without house number and postcode; empty if there is
    none. Never fails, whatever the text."""
    whole = _POSTCODE.sub(" , ", mended(text))
    if numbered := _NUMBERED.search(whole, 1):
        whole = whole[: numbered.start()]
    for part in (*parsing.parse(whole).parts, *parsing.parse(whole).behind):
        name = _without_numbers(part, named=numbered is not None)
        if re.search(r"[^\W\d_]", name) and not _JUST_A_WORD.fullmatch(name):
            return name
    return ""


def _without_numbers(part: str, named: bool) -> str:
    """A part of an address up to its house number, and from behind one that it begins with.

    `named`: whether the house number was behind a word for it, so that a year left is of the name.
    """
    name = part.strip(_EDGES)
    while match := _LEADING.match(name):
        name = name[match.end() :].strip(_EDGES)
    for match in _NUMBER.finditer(name):
        before = name[: match.start()].strip(_EDGES)
        if name[:1].isdigit() and " " not in name[: match.start()]:  # 8 Oktoberstraat, 40-45laan
            continue
        if _ATTACHED_CODE.fullmatch(name[: match.end()].rpartition(" ")[2]):
            continue
        if _YEAR.fullmatch(match[0]) and (named or _needs_a_year(before, name[match.end() :])):
            continue
        return before if fold(before) else ""
    return name


def _needs_a_year(before: str, behind: str) -> bool:
    """Whether a year is part of the name: nothing but a kind of street is before it (`Plein 1944`),
    or another number is behind it (`Plein van 1992 7`)."""
    given = words(before)
    return (len(given) == 1 and kind_of(given[0]) in {given[0]} & KINDS) or bool(
        re.match(r"[\s,]+\d", behind)
    )
