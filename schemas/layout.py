"""How a delivered table is laid out: which header is which field, and which of them may be read.

A layout is an allow-list: a column without a field here is never read. Reading files is the work
of `assets.formats`; the rules for the values of a field are in the contract of its source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

Periods = Literal["moment", "register", "statistics", "none"]


@lru_cache(maxsize=4096)
def fold_header(header: str) -> str:
    """A header in the form used for comparing: no case, accents, punctuation or spaces."""
    plain = unicodedata.normalize("NFKD", header).casefold()
    return re.sub(r"[^a-z0-9]", "", plain)


@dataclass(frozen=True)
class Field:
    """A field that may be read: its name in our tables, its headers in the delivery, its meaning.

    `personal` marks a field that is used in memory only (to make a key or to find the
    neighbourhood) and is dropped before anything is stored.
    """

    name: str
    headers: tuple[str, ...]
    description: str
    required: bool = False
    personal: bool = False


@dataclass(frozen=True)
class Bundle:
    """A delivery that is a zip of tables, each a CSV with a column `id`.

    `main`: the table with one row per row of the delivery. `pointers`: pairs of a column of `main`
    and the table whose `id` it holds; rows that are not pointed at are history. Headers in the
    layout are qualified by table: `signals.created_at`. `empty`: texts that mean "no value".
    """

    main: str
    pointers: tuple[tuple[str, str], ...]
    empty: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that are opened; every other table stays closed."""
        return self.main, *(table for _, table in self.pointers)


@dataclass(frozen=True)
class Layout:
    """The allow-list of one source and how its values are written.

    `month_field`: the field that says which months a delivery covers; empty if it covers none.
    `periods`: how `month_field` is written: a date or time (`moment`), a period as registers write
    it (`register`: also 2019--2020) or as StatLine does (`statistics`), or not at all (`none`).
    `identity`: the field that numbers the rows. `system`: which of several systems that deliver
    this source. `coordinates`: RD or WGS84 (x = longitude, y = latitude). `bundle`: set if a
    delivery is a zip of tables. `settable`: the analyst may set other headers, in
    veiligheidsbeeld.toml under `[<source>.kolommen]`.

    Where another layout has the same required headers, a table is of this one only if it has one
    of the fields `marks`, or if the pattern `sign` matches a cell at or above its header, or the
    name of its file (casefolded). `wide`: the years may be side by side. `forbidden`: folded
    headers that such a table may not have; `advice`: what the analyst should do about them;
    `suspect`: a pattern that gives away a file with such headers that fits no layout at all.
    """

    source: str
    title: str
    fields: tuple[Field, ...]
    month_field: str
    periods: Periods = "moment"
    identity: str | None = None
    date_formats: tuple[str, ...] = ()
    decimal: str = ","
    system: str = ""
    coordinates: str = "RD"
    bundle: Bundle | None = None
    settable: bool = False
    marks: tuple[str, ...] = ()
    sign: str = ""
    wide: bool = False
    forbidden: frozenset[str] = frozenset()
    advice: str = ""
    suspect: str = ""

    def field(self, name: str) -> Field:
        """The field with that name. Raises KeyError if the layout has none."""
        return {field.name: field for field in self.fields}[name]

    @property
    def required(self) -> tuple[Field, ...]:
        """The fields that a file must have to be usable."""
        return tuple(field for field in self.fields if field.required)

    def recognise(self, header: Iterable[str]) -> dict[str, int]:
        """Field name -> position in `header`, for each field that is present.

        A header that occurs twice counts once, at its first position.
        """
        positions: dict[str, int] = {}
        for position, text in enumerate(header):
            positions.setdefault(fold_header(str(text)), position)
        present = {}
        for field in self.fields:
            for name in field.headers:
                if (position := positions.get(fold_header(name))) is not None:
                    present[field.name] = position
                    break
        return present

    def with_headers(self, headers: Mapping[str, str]) -> Layout:
        """This layout with other headers: `headers` maps a header to the name of a field.

        They precede the headers that the layout already has, which stay known because older
        deliveries still use them. Raises KeyError for a field that the layout does not have.
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
    """A layout for tables of statistics; only the rows of one municipality are read.

    `statistics`: what its tables hold, counts or the outcomes of a survey. `country_code`: the
    code for the rows of the Netherlands; without it, those are not read. `flat`: it may also come
    as a plain table with one row per figure.
    """

    gemeentecode: str = ""
    gemeentenaam: str = ""
    statistics: Literal["counts", "survey"] = "counts"
    country_code: str = ""
    flat: bool = False
