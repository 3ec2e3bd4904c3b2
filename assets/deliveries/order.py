"""Which of two deliveries is the later one, from what their manifests say.

Only the rule is here: gates, history and models all use it, by `Manifest.order` or by the rank that
`warehouse.loading` makes of it.
"""

from __future__ import annotations

import re
from pathlib import PurePath

Order = tuple[str, int, str, str, str, tuple[int, ...], str, str]

# What Windows, macOS and browsers add to the name of a copy. Four digits are a year.
_SUFFIX = re.compile(
    r"(?P<base>.+?)(?: ?\((?P<bracket>\d{1,3})\)"
    r"| - (?:kopie|copy)(?: \((?P<dashed>\d{1,3})\))?"
    r"| (?:kopie|copy)(?: (?P<plain>\d{1,3}))?)",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:kopie|copy)(?: \((?P<bracket>\d{1,3})\))? (?:van|of) (?P<base>.+)", re.IGNORECASE
)


def order_key(
    received: str,
    received_from_export: bool,
    intake: int,
    changed: str,
    name: str,
    sha256: str,
) -> Order:
    """The sort key of a delivery; the greatest is the newest.

    First the day of receipt; then the intake that first saw it, which no clock can turn around.
    Deliveries first seen together follow their moment of making: the one in the export, else the
    time of change of the file. Then the number of a copy decides, then name and content, so that
    the order is always the same. `changed` is empty for a delivery that was taken in before times
    of change were kept; then the moment of receipt takes its place.
    """
    made = received if received_from_export or not changed else changed
    base, copies = copy_of(name)
    return received[:10], intake, made, changed, base, copies, name, sha256


def copy_of(name: str) -> tuple[str, tuple[int, ...]]:
    """The name that a file is a copy of, folded, and the number of the copy.

    `juni.csv` -> (`juni.csv`, ()); `juni (2).csv` -> (`juni.csv`, (2,)); a copy of a copy has two
    numbers. The first copy that Windows makes has no number and counts as 1.
    """
    path = PurePath(name)
    base, numbers = path.stem, []
    while match := _SUFFIX.fullmatch(base) or _PREFIX.fullmatch(base):
        groups = match.groupdict()
        base = groups.pop("base")
        numbers.append(int(next(filter(None, groups.values()), "1")))
    return f"{base}{path.suffix}".casefold(), tuple(reversed(numbers))
