"""How a delivered table is laid out: which header is which field, and which of them may be read.

A layout is an allow-list: a column without a field here is never read. Reading files, and the
rules for the values of a field, stand elsewhere (`assets.deliveries`, the contract of a source).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache


@lru_cache(maxsize=4096)
def fold_header(header: str) -> str:
    """A header as it is compared: without case, accents, punctuation and spaces."""
    plain = unicodedata.normalize("NFKD", header).casefold()
    return re.sub(r"[^a-z0-9]", "", plain)


@dataclass(frozen=True)
class Field:
    """A field that may be read: its name in the house, its headers in the delivery, its meaning.

    `personal` marks what serves in memory only (to make a key or to find the neighbourhood) and
    is gone behind the first door.
    """

    name: str
    headers: tuple[str, ...]
    description: str
    required: bool = False
    personal: bool = False


@dataclass(frozen=True)
class Bundle:
    """A delivery that is a zip of tables, each a CSV with a column `id`.

    `main`: the table of which a row is a row of the delivery. `pointers`: a column of it and the
    table of which it holds the id; other rows of that table are history. A header of the layout
    names its table: `signals.created_at`. `empty`: texts that stand for nothing.
    """

    main: str
    pointers: tuple[tuple[str, str], ...]
    empty: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that are opened; no other is."""
        return self.main, *(table for _, table in self.pointers)


@dataclass(frozen=True)
class Layout:
    """The allow-list of one source and how its values are written.

    `month_field` is the moment by which a delivery covers its months, empty where it is of no
    month; `identity` the number that
    tells one row from another. `system`: which of the systems that deliver this source, where
    there are more. `coordinates`: of x and y, RD or WGS84 (x = longitude, y = latitude).
    `bundle`: where a delivery is a zip of tables. Where another layout has the same required
    headers: a table is of this one only if it has one of the fields `marks`, or if `sign` is found
    in a cell above or near its header, or in the name of its file (casefolded). `wide`: the years
    may stand side by side. `forbidden`: folded headers that such a table may not have, and
    `advice`: what the analyst does about it.
    """

    source: str
    title: str
    fields: tuple[Field, ...]
    month_field: str
    identity: str | None = None
    date_formats: tuple[str, ...] = ()
    decimal: str = ","
    system: str = ""
    coordinates: str = "RD"
    bundle: Bundle | None = None
    marks: tuple[str, ...] = ()
    sign: str = ""
    wide: bool = False
    forbidden: frozenset[str] = frozenset()
    advice: str = ""

    def field(self, name: str) -> Field:
        """The field of that name; KeyError where the layout has none."""
        return {field.name: field for field in self.fields}[name]

    @property
    def required(self) -> tuple[Field, ...]:
        """The fields without which a file cannot be used."""
        return tuple(field for field in self.fields if field.required)

    def recognise(self, header: Iterable[str]) -> dict[str, int]:
        """Field name -> position in `header`, for each field that is there.

        A header that stands twice counts once, at its first place.
        """
        positions: dict[str, int] = {}
        for position, text in enumerate(header):
            positions.setdefault(fold_header(str(text)), position)
        found = {}
        for field in self.fields:
            for name in field.headers:
                if (position := positions.get(fold_header(name))) is not None:
                    found[field.name] = position
                    break
        return found

    def with_headers(self, headers: Mapping[str, str]) -> Layout:
        """This layout with other headers: `headers` maps a header to the name of a field.

        They go before the headers that the layout has already, which stay known: older deliveries
        still bear them. Raises KeyError with the name of a field that the layout does not have.
        """
        named: dict[str, list[str]] = {}
        for header, name in headers.items():
            self.field(name)
            named.setdefault(name, []).append(header)
        taken = {fold_header(header) for header in headers}
        return replace(
            self,
            fields=tuple(
                replace(
                    field,
                    headers=tuple(named.get(field.name, ()))
                    + tuple(header for header in field.headers if fold_header(header) not in taken),
                )
                for field in self.fields
            ),
        )


@dataclass(frozen=True)
class AreaLayout(Layout):
    """A layout of which only the rows of one municipality are read: its code and its name.

    `flat`: it may also come as a plain table, with a row a figure.
    """

    gemeentecode: str = ""
    gemeentenaam: str = ""
    flat: bool = False
