"""Code lists of StatLine and OData: what the codes of one dimension are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assets.formats.statistic_tables import Rows
from schemas.layout import fold_header
from schemas.statistics import CODE_LISTS


@dataclass(frozen=True)
class CodeList:
    """The codes of a dimension: code -> title; and code -> status or unit, if it has one."""

    dimension: str
    titles: dict[str, str]
    statuses: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)


def code_list(header: Sequence[str], rows: Rows, name: str) -> CodeList | None:
    """The code list with this header, of the dimension that `name` mentions; None if the header is
    not that of a code list."""
    folded = [fold_header(cell) for cell in header]
    key = next((folded.index(word) for word in ("identifier", "key") if word in folded), None)
    if key is None or "title" not in folded:
        return None
    title = folded.index("title")
    status, unit = (folded.index(word) if word in folded else None for word in ("status", "unit"))
    usable = [row for row in rows if len(row) > max(key, title) and row[key].strip()]
    return CodeList(
        dimension_of(name),
        {row[key].strip(): " ".join(row[title].split()) for row in usable},
        _column(usable, key, status),
        _column(usable, key, unit),
    )


def dimension_of(name: str) -> str:
    """The dimension in the name of a code list: `47022NED_SoortMisdrijfCodes` -> `soortmisdrijf`.

    `name`: of a file or of an OData resource.
    """
    folded = fold_header(name.rsplit("/", 1)[-1].split(".")[0]).removesuffix("codes")
    return next((dimension for dimension in CODE_LISTS if folded.endswith(dimension)), folded)


def measures(by_dimension: Mapping[str, CodeList]) -> CodeList | None:
    """The code list of the measures: `MeasureCodes` in OData 4, `DataProperties` in OData 3."""
    return by_dimension.get("measure") or by_dimension.get("dataproperties")


def _column(rows: Rows, key: int, place: int | None) -> dict[str, str]:
    if place is None:
        return {}
    return {row[key].strip(): row[place].strip() for row in rows if len(row) > place}
