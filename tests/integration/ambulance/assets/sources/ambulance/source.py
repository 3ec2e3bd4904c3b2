"""The source `ambulance`: what the house needs to know of it. `rows` makes its rows."""

from __future__ import annotations

from assets.sources.ambulance.rows import callouts

from assets.basis import personal
from assets.basis.home import Home
from assets.deliveries.source import Kind, Recipe, Source
from assets.linking.linking import linker_for
from schemas import ambulance
from schemas.configuration import Configuration


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """How call-outs are made."""
    key = personal.secret_key(home)
    linker = linker_for(configuration)
    return Recipe(
        (linker.versie, personal.key_mark(key)), lambda batch: callouts(batch, linker, key)
    )


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
