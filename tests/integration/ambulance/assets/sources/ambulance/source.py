"""The source `ambulance`, as the rest of the program needs to know it. `rows` makes its rows."""

from __future__ import annotations

from assets.basis.home import Home
from assets.deliveries.source import Kind, Recipe, Source
from assets.sources.ambulance.rows import callouts
from assets.sources.cases import case_linker
from schemas import ambulance
from schemas.configuration import Configuration


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """How call-outs are made."""
    linker = case_linker(home, configuration)
    return Recipe((linker.mark,), lambda batch: callouts(batch, linker))


SOURCES = (
    Source(
        name=ambulance.SOURCE,
        title="ambulance",
        description="Ritten van de ambulancedienst, gekoppeld aan straat en buurt.",
        kind=Kind.ROWS,
        layouts=lambda configuration: (ambulance.LAYOUT,),
        columns=ambulance.STAGED,
        recipe=recipe,
        group="meldkamer",
        model="stg_ambulance",
        code="urgentie",
    ),
)
