"""What leaves the home of a municipality for the region: this list, and nothing else.

All of it is public there, after its own suppression: totals of the whole municipality by period.
No street, no district or neighbourhood, no row and no key. Taking it out is the work of
`assets.region.leaving`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Leaving:
    """A table of openbaar.duckdb: the columns that leave it, and of which rows.

    `only`: the condition that a row must meet; `?` is the code of the municipality.
    """

    table: str
    columns: tuple[str, ...]
    only: str


LEAVING = (
    Leaving(
        "indicatoren",
        (
            *("indicator_id", "naam", "thema", "bron", "eenheid", "richting", "volgorde"),
            *("definitie_versie", "definitie_sinds"),
        ),
        "? is not null",
    ),
    Leaving(
        "cijfers",
        ("indicator_id", "periode_soort", "periode", "waarde", "teken", "status"),
        "gebied_code = ? and periode_soort in ('kwartaal', 'halfjaar', 'jaar')",
    ),
    Leaving(
        "oordelen",
        ("indicator_id", "overdispersie"),
        "gebied_code = ? and venster = '12m'",
    ),
    Leaving("uitgaven", ("uitgave", "publicatiedatum", "peildatum"), "? is not null"),
)
# Beside the public figures: inhabitants by year, as CBS publishes them.
INHABITANTS = ("jaar", "inwoners")
