"""The sources `duiding`, `doelen` and `hotspotaanpak`: files that the safety team writes itself.

They are three sources, as each has its own layout and rows, and share a folder, as they know the
same names. `rows` makes their rows.
"""

from __future__ import annotations

from collections.abc import Callable

from assets.basis.home import Home
from assets.deliveries.batch import Batch, Rows
from assets.deliveries.source import Kind, Recipe, Source
from assets.reference.tables import load_reference
from assets.sources.team.rows import Known, approaches, goals, interpretations, known_names
from assets.sources.themes import listed_indicators, listed_themes, seed
from schemas import team
from schemas.configuration import Configuration
from schemas.layout import Layout


def _source(
    layout: Layout,
    title: str,
    description: str,
    make: Callable[[Batch, Known], dict[str, Rows]],
    needs: tuple[str, ...] = ("archief",),
) -> Source:
    def recipe(home: Home, configuration: Configuration) -> Recipe:
        streets = load_reference(configuration).straten
        known = known_names(
            listed_indicators(configuration),
            listed_themes(configuration),
            seed("hoofddoelen"),
            seed("indicator_kenmerken"),
            configuration.gemeente.code,
            streets,
        )
        return Recipe((known.mark,), lambda batch: make(batch, known))

    return Source(
        name=layout.source,
        title=title,
        description=description,
        kind=Kind.NOTES,
        layouts=lambda configuration: (layout,),
        columns=team.STAGED[layout.source],
        recipe=recipe,
        group="referentie",
        needs=needs,
    )


SOURCES = (
    _source(
        team.INTERPRETATION,
        "duiding",
        "Duiding van cijfers door het veiligheidsteam: tekst, auteur en datum.",
        interpretations,
    ),
    _source(
        team.GOALS,
        "doelen",
        "Doelen van het meerjarenprogramma: indicator, nulmeting en streefwaarde.",
        goals,
    ),
    _source(
        team.APPROACH,
        "hotspotaanpak",
        "Straten waar de hotspotaanpak loopt, met de begindatum.",
        approaches,
        ("archief", "straten_lijst"),
    ),
)
