"""Sentences of the council's sheet and its letter, made by rules from rows of A, B and E.

A sentence says what its row says and no more: the verdict is the word of the row, a number has its
unit, and what is not known or secret is said to be so. Which rows are told is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from schemas.public import SECRET

NUMBER, PERCENT, MARK = "aantal", "%", "rapportcijfer"
COUNTED = {
    "politie": ("registratie", "registraties"),
    "politie (open data)": ("registratie", "registraties"),
    "melddesk": ("melding", "meldingen"),
}
_LONGEST = 140
_GOOD_SIDE = {"omlaag": "onder", "omhoog": "boven"}
_BAD_SIDE = {"omlaag": "boven", "omhoog": "onder"}
_UNDECIDED = "Of dit op koers ligt, is niet vast te stellen"
_LINE = "de rechte lijn van nulmeting naar doel"


def units(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """indicator_id -> what its figures count or measure: one of the sources that are counted,
    `aantal`, or the unit of a question of the survey."""
    named = {
        row.indicator_id: str(row.bron) if row.bron in COUNTED else str(row.eenheid or NUMBER)
        for row in cells.records(tables, "indicatoren", ["indicator_id", "bron", "eenheid"])
    }
    asked = {
        row.indicator_id: str(row.eenheid)
        for row in cells.records(tables, "raad_veiligheidsmonitor", ["indicator_id", "eenheid"])
        if row.eenheid
    }
    return named | asked


def amount(value: object, unit: str) -> str:
    """A value with its unit: `26 registraties`, `2,5 %`, `een rapportcijfer van 7,1`."""
    if unit in COUNTED:
        one, more = COUNTED[unit]
        shown = numbers.count(value)
        return f"{shown} {one if shown == '1' else more}"
    if unit == PERCENT:
        return numbers.percent(value, 1)
    if unit == NUMBER:
        return f"een aantal van {numbers.count(value)}"
    return f"een {cells.plain(unit, 30)} van {numbers.decimal(value)}"


def figure(value: object, unit: str) -> str:
    """A value where a heading says what it counts or measures: `26`, `2,5 %`, `7,0`."""
    if unit in COUNTED or unit == NUMBER:
        return numbers.count(value)
    return numbers.percent(value, 1) if unit == PERCENT else numbers.decimal(value)


def standing(row: SimpleNamespace, unit: str) -> str:
    """Where a goal is now, with the interval of its figure."""
    goal = cells.plain(row.doel, _LONGEST)
    if cells.public_count(row, "nu").text == SECRET:
        return f"{goal}: het cijfer is geheim."
    if numbers.is_unknown(row.nu) or numbers.is_unknown(row.nu_periode):
        return f"{goal}: er is nog geen cijfer."
    interval = ""
    if _has_interval(row):
        low, high = _bound(row.nu_van, unit), _bound(row.nu_tot, unit)
        interval = f" (95%-interval: {low} tot {high})"
    return f"{goal}: {amount(row.nu, unit)}{interval} {_when(row.nu_periode)}."


def aim(row: SimpleNamespace, unit: str) -> str:
    """The baseline and the target of a goal."""
    if any(
        map(
            numbers.is_unknown,
            (row.nulmeting, row.nulmeting_jaar, row.streefwaarde, row.streefjaar),
        )
    ):
        return "Nulmeting en streefwaarde zijn niet volledig opgegeven."
    return (
        f"Het doel is {amount(row.streefwaarde, unit)} in {int(row.streefjaar)}; de nulmeting was "
        f"{amount(row.nulmeting, unit)} in {int(row.nulmeting_jaar)}."
    )


def judgement(row: SimpleNamespace, unit: str) -> str:
    """The verdict on a goal, and what it rests on."""
    verdict = cells.UNDECIDED if numbers.is_unknown(row.oordeel) else cells.plain(row.oordeel, 60)
    where = "" if numbers.is_unknown(row.koers) else f" (nu {_about(row.koers, unit)})"
    direction = str(row.richting)
    if verdict == cells.ON_COURSE:
        side = _GOOD_SIDE.get(direction, "aan de goede kant van")
        return f"Op koers: het hele interval ligt {side} {_LINE}{where}."
    if verdict == cells.OFF_COURSE:
        side = _BAD_SIDE.get(direction, "aan de verkeerde kant van")
        return f"Niet op koers: het hele interval ligt {side} {_LINE}{where}."
    if verdict != cells.UNDECIDED:
        return f"Dit doel is {verdict}."
    if cells.public_count(row, "nu").text == SECRET or numbers.is_unknown(row.nu):
        return f"{_UNDECIDED}."
    if not _has_interval(row):
        return f"{_UNDECIDED}: hoe zeker het cijfer is, is niet bekend."
    if not numbers.is_unknown(row.koers) and row.nu_van <= row.koers <= row.nu_tot:
        return f"{_UNDECIDED}: {_LINE}{where} ligt in het interval."
    return f"{_UNDECIDED}: het cijfer is niet te vergelijken met de nulmeting."


def goal(row: SimpleNamespace, unit: str) -> str:
    """All that there is to say of a goal."""
    return " ".join((standing(row, unit), aim(row, unit), judgement(row, unit)))


def done(row: SimpleNamespace) -> str:
    """What a register counted in its newest period, beside the period before. Its name says what
    was counted."""
    name, when = cells.plain(row.indicator, _LONGEST), _when(row.periode)
    shown = _registered(row, "waarde")
    if shown is None:
        return f"{name} {when}: niet bekend."
    before = _registered(row, "vorige_waarde")
    if before is None or numbers.is_unknown(row.vorige_periode):
        return f"{name} {when}: {shown}."
    return f"{name} {when}: {shown}; {_when(row.vorige_periode)}: {before}."


def signal(row: SimpleNamespace, unit: str) -> str:
    """A figure that is a signal: how large it is, in which direction, and a year earlier."""
    than = {cells.UP: "meer", cells.DOWN: "minder"}[row.signaal]
    name, when = cells.plain(row.indicator, _LONGEST), numbers.period(row.periode)
    shown = cells.public_count(row, "nu").text
    is_shown = shown not in (SECRET, numbers.UNKNOWN)
    size = f"{amount(row.nu, unit)} in de {when}, {than}" if is_shown else f"in de {when} {than}"
    before = ""
    hidden = cells.public_count(row, "vorig_jaar").text == SECRET
    if is_shown and not hidden and not numbers.is_unknown(row.vorig_jaar):
        before = f"; een jaar eerder {amount(row.vorig_jaar, unit)}"
    return f"{name}: {size} dan te verwachten was naar de maanden ervoor{before}."


def _registered(row: SimpleNamespace, name: str) -> str | None:
    """A figure of a register, or the word for a secret one; None if it is not known."""
    shown = cells.public_count(row, name).text
    if shown == SECRET:
        return "geheim"
    if shown == numbers.UNKNOWN:
        return None
    unit = NUMBER if numbers.is_unknown(row.eenheid) else str(row.eenheid)
    return shown if unit == NUMBER else amount(getattr(row, name), unit)


def _when(period: object) -> str:
    """When, within a sentence: `in 2019`, `van juli 2019 tot en met juni 2020`."""
    first, dash, last = str(period).partition("--")
    if dash and first != last:
        return f"van {numbers.period(first)} tot en met {numbers.period(last)}"
    return f"in {numbers.period(last or first)}"


def _has_interval(row: SimpleNamespace) -> bool:
    return not (numbers.is_unknown(row.nu_van) or numbers.is_unknown(row.nu_tot))


def _bound(value: object, unit: str) -> str:
    """An end of an interval, in the unit that the figure before it has."""
    if unit in COUNTED or unit == NUMBER:
        return numbers.count(_whole(value))
    return numbers.percent(value, 1) if unit == PERCENT else numbers.decimal(value)


def _about(value: object, unit: str) -> str:
    """A value on the line, which need not be whole."""
    if unit == NUMBER:
        return f"een aantal van ongeveer {numbers.count(_whole(value))}"
    if unit in COUNTED:
        return f"ongeveer {amount(_whole(value), unit)}"
    return amount(value, unit)


def _whole(value: object) -> float:
    return float(f"{float(value):.0f}")
