"""Focus areas -> accepted rows and faults: a square, the quays, a district under an approach.

What is unknown of an area is told by its place in the list, as it could name a person, and what is
known of it counts. Which rows lie in an area is decided in `dbt_like_sql`.
"""

from __future__ import annotations

import pandas as pd

from assets.deliveries.batch import FIELD, ROW, Batch, Rows
from assets.linking.names import fold
from assets.sources.team.usable import checked, days, one_line, outcome, usable_rows
from assets.sources.team.whereabouts import JOINT, Whereabouts, joined
from schemas import team
from schemas.layout import fold_header
from schemas.personal_text import personal_mask

PREFIX = "AG-"  # of the code of a focus area
_MEMBERS = {  # field of the members of an area -> what they are, and where they are listed
    "straten": "straat uit de tabel straten",
    "buurten": "code van een buurt of wijk",
    "plaatsen": "plaats uit de lijst van plaatsen ([referentie] plaatsen)",
}
_EMPTY = "geen straat, buurt of plaats ingevuld"
_MONTH = r"\d{4}-\d{1,2}|\d{1,2}-\d{4}"


def focus_areas(batch: Batch, known: Whereabouts) -> dict[str, Rows]:
    """The focus areas of each delivery. Accepted: `team.STAGED["aandachtsgebieden"]`."""
    raw = batch.frame
    name = one_line(raw["naam"])
    first, last = _day(raw["van"]), _day(raw["tot"], is_last=True)
    frame = raw[["levering_id", "rijnummer"]].assign(
        naam=name,
        gebied_code=PREFIX + name.map(fold_header),
        soort=one_line(raw["soort"]).str.casefold().astype("str"),
        van=first,
        tot=last,
        van_leesbaar=first.notna() | one_line(raw["van"]).eq(""),
        tot_leesbaar=last.notna() | one_line(raw["tot"]).eq(""),
        duur=(last - first).dt.days.astype("float64"),
    )
    usable = usable_rows(
        batch, team.focus_area_contract(), frame, checked("naam"), {"gebied_code": "naam"}
    )
    return outcome(batch, "aandachtsgebieden", _with_members(batch, usable, known), ["gebied_code"])


def _with_members(batch: Batch, rows: pd.DataFrame, known: Whereabouts) -> pd.DataFrame:
    """The rows with the streets, neighbourhoods and places that are known; a row without any is
    rejected."""
    found: dict[object, dict[str, str]] = {}
    for row in rows.index:
        members, reasons = {}, {}
        for field, kind in _MEMBERS.items():
            texts = _split(batch.frame.at[row, field])
            meant = [_meant(text, field, known) for text in texts]
            members[field] = joined(filter(None, meant))
            if unknown := [
                _told(number, text, field, known)
                for number, (text, name) in enumerate(zip(texts, meant, strict=True), start=1)
                if not name
            ]:
                reasons[field] = f"geen {kind}: {', '.join(unknown)}"
        if any(members.values()):
            found[row] = members
            for field, reason in reasons.items():
                batch.fault(pd.Index([row]), field, reason, FIELD)
        else:
            reason = "; ".join(reasons.values()) or _EMPTY
            batch.fault(pd.Index([row]), next(iter(reasons), "straten"), reason, ROW)
    members = pd.DataFrame.from_dict(found, orient="index", columns=[*_MEMBERS], dtype="str")
    return rows.loc[list(found)].join(members)


def _meant(text: str, field: str, known: Whereabouts) -> str:
    """The code or name of a member of a list; empty if it is unknown."""
    if field == "buurten":
        code = text.upper().replace(" ", "")
        return code if known.areas.get(code) in ("buurt", "wijk") else ""
    if field == "plaatsen":
        return known.places.get(fold(text), "")
    if known.is_listed:
        return known.streets.get(fold(text), "")
    return "" if personal_mask(pd.Series([text], dtype="str")).iloc[0] else text


def _told(number: int, text: str, field: str, known: Whereabouts) -> str:
    """Which member of a list is unknown, with the street that it resembles."""
    alike = known.alike(text) if field == "straten" else ""
    return f"nummer {number}" + (f" (lijkt op {alike})" if alike else "")


def _split(cell: str) -> list[str]:
    return [text for part in cell.split(JOINT) if (text := " ".join(part.split()))]


def _day(cells: pd.Series, is_last: bool = False) -> pd.Series:
    """Each cell as a day; of a month its first day, or its last."""
    day = days(cells, team.FOCUS_AREAS.date_formats)
    is_month = cells.str.strip().str.fullmatch(_MONTH)
    return day.mask(is_month & day.notna(), day + pd.offsets.MonthEnd(0)) if is_last else day
