"""How a delivered table is laid out: which header is which field, and which fields may be read.

A layout is an allow-list: a column without a field is never read. Reading files is the work of
`assets.formats`; what a usable value is, is in the contract of each source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

import pandera.pandas as pa

Periods = Literal["moment", "register", "statistics", "none"]


@lru_cache(maxsize=4096)
def fold_header(header: str) -> str:
    """A header without case, accents, punctuation and spaces, for comparing."""
    plain = unicodedata.normalize("NFKD", header).casefold()
    return re.sub(r"[^a-z0-9]", "", plain)


@lru_cache(maxsize=64)
def _first_positions(header: tuple[str, ...]) -> Mapping[str, int]:
    """Folded header -> its first position. One row is held against every layout."""
    folded = list(map(fold_header, header))
    return {text: position for position, text in reversed(list(enumerate(folded)))}


@dataclass(frozen=True)
class Field:
    """A field that may be read: its name in our tables, its headers in the delivery, its meaning.

    `personal`: used in memory only (for a pseudonym, or to find the neighbourhood) and dropped
    before anything is stored. `or_else`: another field with which a file can do without this one.
    """

    name: str
    headers: tuple[str, ...]
    description: str
    required: bool = False
    personal: bool = False
    or_else: str = ""


@dataclass(frozen=True)
class Bundle:
    """A delivery that is a zip of tables, each a CSV with a column `id`.

    `main`: the table with one row per row of the delivery. `pointers`: foreign keys, as pairs of a
    column of `main` and the table it refers to; rows without a reference are history. Headers in
    the layout are qualified by table: `signals.created_at`. `empty`: texts that mean "no value".
    """

    main: str
    pointers: tuple[tuple[str, str], ...]
    empty: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that are opened; no other table of the zip is."""
        return self.main, *(table for _, table in self.pointers)


@dataclass(frozen=True)
class Layout:
    """The allow-list of one source and how its values are written.

    `month_field`: the field that decides which months a delivery covers; empty if it covers none.
    `periods`: the form of `month_field`: a date or time (`moment`), a period as in registers
    (`register`: also 2019--2020; whole years are covered) or in StatLine (`statistics`), or absent
    (`none`). `more_moments`: other fields with a date or time. `identity`: the field that
    identifies a row. `system`: the system that the delivery comes from, if a source has
    several. `coordinates`: RD or WGS84 (x = longitude, y = latitude). `bundle`: set if a delivery
    is a zip of tables. `settable`: the analyst may set other headers, in veiligheidsbeeld.toml
    under `[<source>.kolommen]`; `own`: the headers set there. `sheets`: the sheets of a workbook
    that are read; all if empty.

    If another layout has the same required headers, a table has this layout only if it has one of
    the fields `marks`, or if the pattern `sign` matches its casefolded file name or a cell at or
    above its header. `wide`: there may be a column per year. `forbidden`: folded headers that such
    a table may not have; `advice`: what the analyst should do about them; `suspect`: a pattern that
    identifies a file with forbidden headers that fits no layout. `refused`: why deliveries of this
    layout may not be used at all, or empty. `labels`: of a table that is laid out for people,
    folded labels and what they are: a field, the code of an area, `gemeente` or `overslaan`
    (`schemas.wide_tables`).
    """

    source: str
    title: str
    fields: tuple[Field, ...]
    month_field: str
    periods: Periods = "moment"
    more_moments: tuple[str, ...] = ()
    identity: str | None = None
    date_formats: tuple[str, ...] = ()
    decimal: str = ","
    system: str = ""
    coordinates: str = "RD"
    bundle: Bundle | None = None
    settable: bool = False
    sheets: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    sign: str = ""
    wide: bool = False
    forbidden: frozenset[str] = frozenset()
    advice: str = ""
    suspect: str = ""
    refused: str = ""
    labels: tuple[tuple[str, str], ...] = ()

    def field(self, name: str) -> Field:
        """The field with that name. Raises KeyError if the layout has none."""
        return {field.name: field for field in self.fields}[name]

    @property
    def required(self) -> tuple[Field, ...]:
        """The fields that a file must have."""
        return tuple(field for field in self.fields if field.required)

    @property
    def moments(self) -> tuple[str, ...]:
        """The fields with a date or time that decide in which month a row counts."""
        own = (self.month_field,) if self.periods == "moment" and self.month_field else ()
        return (*own, *self.more_moments)

    def may_be_on(self, sheet: str | None) -> bool:
        """Whether a sheet with this name may be read; one without a name always."""
        names = {fold_header(name) for name in self.sheets}
        return not names or sheet is None or fold_header(sheet) in names

    def lacking(self, present: Container[str]) -> list[Field]:
        """The fields that a file must have and, with the fields `present`, does not."""
        return [
            field
            for field in self.required
            if field.name not in present and (not field.or_else or field.or_else not in present)
        ]

    def recognise(self, header: Iterable[str]) -> dict[str, int]:
        """Field name -> position in `header`, for each field that is present.

        A header that occurs twice counts once, at its first position.
        """
        positions = _first_positions(tuple(map(str, header)))
        if self._folded_headers.isdisjoint(positions):
            return {}
        present = {}
        for field in self.fields:
            for name in field.headers:
                if (position := positions.get(fold_header(name))) is not None:
                    present[field.name] = position
                    break
        return present

    @cached_property
    def _folded_headers(self) -> frozenset[str]:
        return frozenset(fold_header(name) for field in self.fields for name in field.headers)

    def rivals(self, header: Iterable[str]) -> dict[str, list[str]]:
        """Field -> its headers in `header`, for each field that has several of them, of which one
        is set by the analyst. The first is read."""
        own, there = set(map(fold_header, self.own)), set(map(fold_header, map(str, header)))
        rivals = {}
        for field in self.fields:
            present: dict[str, str] = {}
            for name in field.headers:
                if (folded := fold_header(name)) in there:
                    present.setdefault(folded, name)
            if len(present) > 1 and own & present.keys():
                rivals[field.name] = list(present.values())
        return rivals

    def with_headers(self, headers: Mapping[str, str]) -> Layout:
        """This layout with more headers: `headers` maps a header to the name of a field, or to
        nothing, which takes the header away.

        They take precedence over the existing headers, which remain because older deliveries use
        them. Raises KeyError for an unknown field.
        """
        named: dict[str, list[str]] = {}
        for header, name in headers.items():
            if name:
                self.field(name)
                named.setdefault(name, []).append(header)
        taken = {fold_header(header) for header in headers}
        return replace(
            self,
            own=tuple(header for header, name in headers.items() if name),
            fields=tuple(
                replace(
                    field,
                    headers=tuple(named.get(field.name, ()))
                    + tuple(header for header in field.headers if fold_header(header) not in taken),
                )
                for field in self.fields
            ),
        )

    def text_contract(self) -> pa.DataFrameSchema:
        """The contract of rows as read, before parsing: these fields and no other, all text."""
        return pa.DataFrameSchema(
            {field.name: pa.Column(str, description=field.description) for field in self.fields},
            strict=True,
        )


@dataclass(frozen=True)
class AreaLayout(Layout):
    """The layout of tables of statistics, of which the rows of one municipality are read.

    `statistics`: whether the tables have counts or survey outcomes. `country_code`: the code given
    to rows of the Netherlands; without it, those are not read. `flat`: a delivery may also be a
    plain table with one figure per row.
    """

    gemeentecode: str = ""
    gemeentenaam: str = ""
    statistics: Literal["counts", "survey"] = "counts"
    country_code: str = ""
    flat: bool = False
