"""The map of neighbourhoods on paper, with a list that shares its numbers: a change or a rate,
whichever tells most. How it is drawn is in `tilemap`; the complete table is in `neighbourhoods`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, tilemap
from assets.factsheets.driehoek import findings, sentences, signals
from assets.factsheets.sheet import About, Beside, Figures, Part, Section
from assets.factsheets.table import Cell, Column, Table, by_position
from assets.reference.map_places import tile_layout

_SIZE = (112.0, 94.0)  # mm
_LISTED = 10
_CHANGED = 3  # neighbourhoods with a signal from which a change tells more than a rate
_CHANGE_STEP = 2.0  # a class of change is a doubling: what is far beyond is only far beyond
_EXPECTED = 5.0  # fewer are expected than this, and a ratio says nothing
_AREAS = "buurtcode buurtnaam wijkcode inwoners overlast_12m overlast_12m_per_1000 maand_tot"
_JUDGED = "indicator_id gebied_code venster periode nu verwacht uitkomst".split()
_RECENT = 6  # months before the window in which a signal began that need not be told
_SIGNS = {cells.UP: "▲", cells.DOWN: "▼"}


@dataclass(frozen=True)
class _Area:
    """A neighbourhood with its figure, its ratio to the middle, and its verdict if it has one."""

    code: str
    name: str
    district: str
    counted: object
    beside: Cell
    ratio: float | None
    words: str
    verdict: str = ""
    number: int | None = None
    since: str = ""


@dataclass(frozen=True)
class _Shown:
    """What the map shows: its heading, its legend, and the headings of the list's figures."""

    heading: str
    legend: str
    counted: str
    beside: str
    step: float | None
    areas: tuple[_Area, ...]


def part(
    tables: Mapping[str, pd.DataFrame], about: About, told: Sequence[findings.Change]
) -> Part | None:
    """The map beside its list; None without neighbourhoods. `told`: what has a sentence."""
    rows = [
        row
        for row in cells.records(tables, "driehoek_buurten", _AREAS.split())
        if row.buurtcode not in (None, "onbekend")
    ]
    if not rows:
        return None
    shown = _change(tables, rows, told) or _rate(rows)
    shown = replace(shown, areas=_numbered(shown.areas))
    return Beside(
        (Section("kaart", "Waar", (_map(shown, about),)),),
        (Section("kaartlijst", "Op de kaart", (_list(shown),)),),
        share=0.62,
    )


def _change(
    tables: Mapping[str, pd.DataFrame],
    rows: Sequence[SimpleNamespace],
    told: Sequence[findings.Change],
) -> _Shown | None:
    """Of the indicators with a sentence, the one that changed in most neighbourhoods: counted
    against expected. None where none changed in at least `_CHANGED` of them."""
    codes = {row.buurtcode for row in rows}
    judged: dict[tuple[str, str], dict[str, SimpleNamespace]] = {}
    for verdict in cells.records(tables, "oordelen", _JUDGED):
        if verdict.gebied_code in codes:
            key = (verdict.indicator_id, f"{verdict.venster} {verdict.periode}")
            judged.setdefault(key, {})[verdict.gebied_code] = verdict
    best, most = None, _CHANGED - 1
    for change in told:
        row = change.row
        verdicts = judged.get((row.indicator_id, f"{row.venster} {row.periode_tot}"), {})
        changed = sum(one.uitkomst in _SIGNS for one in verdicts.values())
        if changed > most:
            best, most = (row, verdicts), changed
    if best is None:
        return None
    row, verdicts = best
    began = _began(tables, row)
    areas = tuple(
        replace(area, since=began.get((area.code, area.verdict), ""))
        for area in (_changed(area, verdicts.get(area.buurtcode)) for area in rows)
    )
    months = numbers.months(row.periode_van, row.periode_tot)
    name = sentences.name_of(row)
    return _Shown(
        heading=f"{name} per buurt: {months} tegen de verwachting",
        legend=(
            "Donkerder: meer dan verwacht (×1). ▲ ▼: signaal. Gearceerd: geen signaal, en minder "
            f"dan {numbers.count(_EXPECTED)} verwacht."
        ),
        counted="Geteld",
        beside="Verwacht",
        step=_CHANGE_STEP,
        areas=areas,
    )


def _began(tables: Mapping[str, pd.DataFrame], row: SimpleNamespace) -> dict[tuple[str, str], str]:
    """Area and verdict -> the month in which that signal for the same began, where that is long
    before the window: what is expected has not followed it since."""
    recent = str(pd.Period(row.periode_van, "M") - _RECENT)
    return {
        (other.gebied_code, f"signaal {other.richting}"): other.sinds_maand
        for other in signals.every(tables)
        if (other.indicator_id, other.venster) == (row.indicator_id, row.venster)
        and not numbers.is_unknown(other.sinds_maand)
        and other.sinds_maand < recent
    }


def _changed(area: SimpleNamespace, verdict: SimpleNamespace | None) -> _Area:
    counted = None if verdict is None else verdict.nu
    expected = None if verdict is None else verdict.verwacht
    word = str(verdict.uitkomst) if verdict is not None and verdict.uitkomst in _SIGNS else ""
    is_shown = not numbers.is_unknown(counted) and not numbers.is_unknown(expected)
    ratio = None
    if is_shown and (expected >= _EXPECTED or (word and expected > 0)):
        ratio = float(counted) / float(expected)
    told = sentences.expected(expected)
    beside = Cell("<\u00a01", spoken=told) if told.startswith("minder") else Cell(told)
    words = f"{numbers.count(counted)}, verwacht {told}"
    return _area(area, counted, beside, ratio, words, word)


def _rate(rows: Sequence[SimpleNamespace]) -> _Shown:
    """Nuisance per 1,000 inhabitants against that of all neighbourhoods with a rate."""
    known = [row for row in rows if not numbers.is_unknown(row.overlast_12m_per_1000)]
    people = sum(float(row.inwoners or 0) for row in known)
    total = sum(float(row.overlast_12m_per_1000) * float(row.inwoners or 0) for row in known)
    middle = total / people if people else 0.0
    last = numbers.month(rows[0].maand_tot)

    def area(row: SimpleNamespace) -> _Area:
        rate = row.overlast_12m_per_1000
        ratio = None if numbers.is_unknown(rate) or not middle else float(rate) / middle
        words = f"{cells.tenth(rate).text} per 1.000 inwoners"
        return _area(row, row.overlast_12m, cells.tenth(rate), ratio, words)

    return _Shown(
        heading=f"Overlast per 1.000 inwoners, twaalf maanden tot en met {last}",
        legend=(
            f"Donkerder: meer dan gemiddeld (×1 is {numbers.decimal(middle)} per 1.000 inwoners). "
            "Gearceerd: te klein voor een cijfer. Overlast: acht codes van de politie."
        ),
        counted="Overlast",
        beside="Per 1.000",
        step=None,
        areas=tuple(area(row) for row in rows),
    )


def _area(
    row: SimpleNamespace,
    counted: object,
    beside: Cell,
    ratio: float | None,
    words: str,
    verdict: str = "",
) -> _Area:
    name, district = sentences.shortened(row.buurtnaam, 4, 34), str(row.wijkcode)
    return _Area(str(row.buurtcode), name, district, counted, beside, ratio, words, verdict)


def _numbered(areas: Sequence[_Area]) -> tuple[_Area, ...]:
    """The areas with a number for those of the list: signals first, then the highest ratios."""
    ordered = sorted(
        areas, key=lambda area: (not area.verdict, -(area.ratio or 0.0), area.name, area.code)
    )
    known = [area for area in ordered if area.ratio is not None]
    numbered = {area.code: number for number, area in enumerate(known[:_LISTED], start=1)}
    return tuple(replace(area, number=numbered.get(area.code)) for area in ordered)


def _list(shown: _Shown) -> Table:
    columns: tuple[Column[_Area], ...] = (
        Column("Buurt", lambda area: _name(area), share=1),
        Column(shown.counted, lambda area: cells.count(area.counted)),
        Column(shown.beside, lambda area: area.beside),
    )
    return Table.of(
        "kaartlijst",
        "De buurten met een nummer op de kaart",
        columns,
        [area for area in shown.areas if area.number is not None],
        rank=by_position,
        most=_LISTED,
        least=_LISTED,
        empty="Geen buurt heeft een cijfer dat te vergelijken is.",
        shows_caption=False,
    )


def _name(area: _Area) -> Cell:
    since = f"sinds {numbers.month(area.since)}" if area.since else ""
    return Cell(f"{area.number}. {area.name}", small=since, icon=area.verdict)


def _map(shown: _Shown, about: About) -> Figures:
    # Sorted by code, so that a generated layout keeps the neighbourhoods of a district together.
    drawn = [
        tilemap.Area(
            area.code,
            area.name,
            area.district,
            area.ratio,
            area.number,
            _SIGNS.get(area.verdict, ""),
            area.words,
        )
        for area in sorted(shown.areas, key=lambda area: (area.district, area.code))
    ]
    layout = tile_layout(about.code)
    figure = tilemap.draw(shown.heading, drawn, layout, about.outlines, _SIZE, shown.step)
    has_outlines = bool(tilemap.shapes_of(drawn, about.outlines))
    shape = "vlak" if has_outlines else "tegel"
    return Figures((figure,), 1, f"Een {shape} is een buurt. {shown.legend}")
