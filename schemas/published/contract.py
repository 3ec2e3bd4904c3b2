"""How a published table is described: its grain, and its columns with type, meaning and unit.

The descriptions themselves are in the modules beside this one, one per table; checking data against
them is done where data are published.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class Kind(Enum):
    """The type of a column: in DuckDB, in pandas, and as named in the data dictionary.

    `WHOLE` is for counts, `SMALL` for years and serial numbers.
    """

    TEXT = ("VARCHAR", "str", "tekst")
    WHOLE = ("BIGINT", "Int64", "geheel getal")
    SMALL = ("INTEGER", "Int64", "geheel getal")
    NUMBER = ("DOUBLE", "float64", "getal")
    YES_NO = ("BOOLEAN", "boolean", "ja of nee")
    DAY = ("DATE", "datetime64[us]", "dag")
    MOMENT = ("TIMESTAMP", "datetime64[us]", "tijdstip")

    def __init__(self, duckdb: str, pandas: str, word: str) -> None:
        self.duckdb = duckdb
        self.pandas = pandas
        self.word = word


TEXT, WHOLE, SMALL, NUMBER, YES_NO, DAY, MOMENT = Kind


class Maker(Enum):
    """The part of the program that makes a table."""

    MODEL = "a SQL model in dbt_like_sql/marts"
    VIEW = "a view in dbt_like_sql/views"
    QUESTION = "a question in dbt_like_sql/questions, answered when it is asked"
    INDICATORS = "assets.indicators"
    DISCLOSURE = "assets.disclosure"
    PUBLICATION = "assets.warehouse.publication"


@dataclass(frozen=True)
class Column:
    """A column of a published table.

    `meaning` is written for analysts, in Dutch, and must be true of every table with the column.
    `unit`: its unit or form, such as `procent` or `JJJJ-MM`.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    nullable: bool = False

    @property
    def comment(self) -> str:
        """The meaning, with the unit in brackets."""
        return f"{self.meaning} ({self.unit})" if self.unit else self.meaning

    def optional(self) -> Column:
        """The same column, but it may be empty."""
        return replace(self, nullable=True)

    def means(self, meaning: str, unit: str | None = None) -> Column:
        """The same column with another meaning, and another unit unless None."""
        return replace(self, meaning=meaning, unit=self.unit if unit is None else unit)


@dataclass(frozen=True)
class Table:
    """A published table.

    `grain`: the columns that identify a row. `public_name`: its name in openbaar.duckdb; empty if
    it is not public.
    """

    name: str
    description: str
    grain: tuple[str, ...]
    columns: tuple[Column, ...]
    maker: Maker = Maker.MODEL
    public_name: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column with that name. Raises KeyError for another name."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")
