"""The half-year of the sheet in words, and the half-years it is compared with."""

from __future__ import annotations

from assets.factsheets import numbers

_HALVES = {"H1": "eerste helft", "H2": "tweede helft"}
# Column of `raad_indicatoren`: years before the period of the sheet, the oldest first.
YEARS_BACK = {
    "vier_jaar_eerder": 4,
    "drie_jaar_eerder": 3,
    "twee_jaar_eerder": 2,
    "vorig_jaar": 1,
    "nu": 0,
}
_WITHOUT_YEAR = {0: "Nu", 1: "Jaar eerder"}


def half(period: str) -> str:
    """`2020-H1` -> `eerste helft`; any other period -> `periode`."""
    return _HALVES.get(period[5:], "periode")


def year_before(period: str) -> str:
    """`2020-H1` -> `de eerste helft van 2019`; `vorig jaar` if the period has no year."""
    year, dash, part = period.partition("-")
    if not (year.isdecimal() and dash):
        return "vorig jaar"
    return f"de {numbers.period(f'{int(year) - 1}-{part}')}"


def year_heading(period: str, back: int) -> str:
    """The year `back` years before a period, or words for it if the period has no year."""
    year = period.partition("-")[0]
    if year.isdecimal():
        return str(int(year) - back)
    return _WITHOUT_YEAR.get(back, f"{back} jaar eerder")
