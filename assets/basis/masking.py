"""Names that came with a delivery (of a file, a folder, a sheet, a column) as they may be shown and
stored: nothing in them that looks like a person's data, and nothing that leads out of a folder.

What a person's data looks like stands in `personal`; here also what resembles it in a name and is
none: a date, a range of years.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from assets.basis.personal import personal_spans

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
_ADDRESSED = re.compile(r"[^\s@]+@[^\s@]+")  # the end of a mail address may look like an extension
_BETWEEN = r"(?:(?i:van|von|de|den|der|het|te|ten|ter|[A-Z])[-_. '’]+)*"
_NAMED = re.compile(
    rf"(?i:(?<![a-z])(?:dhr|mevr|mw|mej|mevrouw|meneer))\.?[-_. ]+{_BETWEEN}[^\W\d_][^\W\d_'’-]*"
    rf"(?:-[^\W\d_]+)*|(?i:(?<![a-z])(?:familie|fam))\.?[-_. ]+{_BETWEEN}[A-Z][^\W\d_'’-]*"
    r"(?:-[^\W\d_]+)*"
)
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_UNSTORABLE = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 120  # bytes; a folder's files get a longer name while they are being written


def masked(text: str) -> str:
    """`text` with `HIDDEN` in the place of what looks like a person's data. Raises nothing."""
    plain = _NO_PERSON.sub(lambda match: "|" * len(match[0]), text)
    kept, last = [], 0
    for start, end in _joined(_spans(plain)):
        kept += [text[last:start], HIDDEN]
        last = end
    return "".join([*kept, text[last:]])


def shown(path: str) -> str:
    """The name of a file, with or without its folders, as it may be shown: also where it is in an
    unknown character set, or has signs that a screen would obey. Its extension stays."""
    return "/".join(_shown_part(part) for part in _decoded(path).split("/"))


def storable(name: str) -> str:
    """A name under which a file can be stored on any system, in the folder that was meant: without
    separators, not reserved, not too long. An ordinary name stays as it is."""
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
    found = _EXTENSION.search(name)
    return (name[: found.start()], found[0]) if found else (name, "")


def _decoded(name: str) -> str:
    text = os.fsencode(name).decode("utf-8", errors="replace")
    return _UNSHOWABLE.sub("\ufffd", text)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where a person's data stands; what divides words in a name can be `_`."""
    for pattern in (_ADDRESSED, _NAMED):
        yield from (match.span() for match in pattern.finditer(text))
    for divided in {text, text.replace("_", " "), text.replace("_", "-")}:
        yield from personal_spans(divided)


def _joined(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
