"""Names that came with a delivery (of a file, a folder, a sheet, a column), made safe to show and
store: without anything that looks like personal data, and without a way out of their folder.

What personal data looks like is in `schemas.personal_text`; here are the exceptions that occur in
names: a date, a range of years.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from schemas.personal_text import NAMED, RUN, personal_spans

HIDDEN = "(persoonsgegeven)"
_MONTHS = "jan|feb|mrt|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec"
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d{2}"
_NO_PERSON = re.compile(
    rf"(?<!\d){_DAY}[-_. ]{_MONTH}[-_. ]{_YEAR}(?!\d)"
    rf"|(?<!\d){_YEAR}[-_. ]{_MONTH}[-_. ]{_DAY}(?!\d)"
    rf"|(?<!\d){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]){_YEAR}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}[-_. ](?:{_MONTHS})[a-z]*[-_. ]\d{{2,4}}(?!\d)"
    rf"|(?<!\d){_YEAR}[-_. ]+(?:en|tm|of|vs|wk|kw|nr|jr)[-_. ]"
    r"|(?<![A-Za-z])[A-Za-z]{2}[-_. ][12]\d[-_. ][12]\d(?!\d)",
    re.IGNORECASE,
)
# Broader than in `personal`: the end of an e-mail address may have been taken for an extension.
_ADDRESSED = re.compile(rf"{RUN}@[^\s@]+")
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_UNSTORABLE = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 120  # bytes; leaves room for the longer name that a file has while being written


def masked(text: str) -> str:
    """`text` with `HIDDEN` in place of anything that looks like personal data. Never raises."""
    without_exceptions = _NO_PERSON.sub(lambda match: "|" * len(match[0]), text)
    parts, last = [], 0
    for start, end in _merged(_spans(without_exceptions)):
        parts += [text[last:start], HIDDEN]
        last = end
    return "".join([*parts, text[last:]])


def shown(path: str) -> str:
    """The name of a file, with or without its folders, masked. Control characters and bytes in an
    unknown character set are replaced; the extension stays."""
    return "/".join(_shown_part(part) for part in _decoded(path).split("/"))


def storable(name: str) -> str:
    """A name under which a file can be stored on any system, inside the intended folder: masked,
    without separators, not reserved, not too long. An ordinary name is unchanged."""
    name = _UNSTORABLE.sub("_", shown(name).rpartition("/")[2]).rstrip(". ")
    if not name.strip(". _"):
        return "levering"
    if _RESERVED.match(name):
        name = f"_{name}"
    stem, extension = _split(name)
    room = _LONGEST - len(extension.encode())
    return stem.encode()[:room].decode(errors="ignore") + extension


def _shown_part(part: str) -> str:
    stem, extension = _split(part)
    return masked(stem) + extension


def _split(name: str) -> tuple[str, str]:
    match = _EXTENSION.search(name)
    return (name[: match.start()], match[0]) if match else (name, "")


def _decoded(name: str) -> str:
    text = os.fsencode(name).decode("utf-8", errors="replace")
    return _UNSHOWABLE.sub("\ufffd", text)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where personal data is; in the name of a file `_` may stand for a space or a hyphen."""
    for pattern in (_ADDRESSED, NAMED):
        yield from (match.span() for match in pattern.finditer(text))
    for variant in {text, text.replace("_", " "), text.replace("_", "-")}:
        yield from personal_spans(variant)


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, with those that touch or overlap merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
