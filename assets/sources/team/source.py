"""The sources `duiding`, `doelen`, `hotspotaanpak`, `evenementen` and `aandachtsgebieden`: files
that the safety team writes itself.

Each is a source, as it has its own layout and rows, and they share a folder, as they know the same
names. `rows`, `events` and `focus_areas` make their rows.
"""

from __future__ import annotations

from collections.abc import Callable

from assets.basis.home import Home
from assets.deliveries.batch import Batch, Rows
from assets.deliveries.source import Kind, Recipe, Source
from assets.linking.decisions import load_decisions
from assets.linking.linking import linker_for
from assets.linking.streets import StreetIndex
from assets.reference.tables import load_reference
from assets.sources.team.events import events
from assets.sources.team.focus_areas import focus_areas
from assets.sources.team.interpretations import interpretations
from assets.sources.team.rows import Known, approaches, goals, known_names, spots_of
from assets.sources.team.whereabouts import Whereabouts, whereabouts
from assets.sources.themes import listed_indicators, listed_themes, seed
from schemas import interpretation, team
from schemas.configuration import Configuration
from schemas.layout import Layout


def _named(
    layout: Layout,
    title: str,
    description: str,
    make: Callable[[Batch, Known], dict[str, Rows]],
    needs: tuple[str, ...] = ("archief",),
) -> Source:
    """A source whose rows name indicators, themes or streets."""

    def recipe(home: Home, configuration: Configuration) -> Recipe:
        reference = load_reference(configuration)
        places = load_decisions(configuration).spots.values()
        known = known_names(
            listed_indicators(configuration),
            listed_themes(configuration),
            seed("hoofddoelen"),
            seed("indicator_kenmerken"),
            configuration.gemeente.code,
            reference.straten,
            spots_of(StreetIndex.current(reference), [place.naam for place in places]),
        )
        return Recipe((known.mark,), lambda batch: make(batch, known))

    return _source(layout, title, description, recipe, needs)


def _placed(
    layout: Layout,
    title: str,
    description: str,
    make: Callable[[Batch, Whereabouts], dict[str, Rows]],
) -> Source:
    """A source whose rows name areas, streets and places."""

    def recipe(home: Home, configuration: Configuration) -> Recipe:
        known = whereabouts(linker_for(configuration), load_decisions(configuration))
        return Recipe(known.mark, lambda batch: make(batch, known))

    needs = ("archief", "buurten_lijst", "wijken", "straten_lijst")
    return _source(layout, title, description, recipe, needs)


def _source(
    layout: Layout,
    title: str,
    description: str,
    recipe: Callable[[Home, Configuration], Recipe],
    needs: tuple[str, ...],
) -> Source:
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
    _named(
        interpretation.LAYOUT,
        "duiding",
        "Wat het veiligheidsteam van cijfers en hotspots zegt, en welke acties zijn afgesproken.",
        interpretations,
        ("archief", "straten_lijst"),
    ),
    _named(
        team.GOALS,
        "doelen",
        "Doelen van het meerjarenprogramma: indicator, nulmeting en streefwaarde.",
        goals,
    ),
    _named(
        team.APPROACH,
        "hotspotaanpak",
        "Straten waar de hotspotaanpak loopt, met de begindatum.",
        approaches,
        ("archief", "straten_lijst"),
    ),
    _placed(
        team.EVENTS,
        "evenementen",
        "Evenementen en maatregelen die bekend waren: dagen, en de plaats als die er is.",
        events,
    ),
    _placed(
        team.FOCUS_AREAS,
        "aandachtsgebieden",
        "Gebieden die het team volgt: een plein, de kades, een wijk met een aanpak.",
        focus_areas,
    ),
)
