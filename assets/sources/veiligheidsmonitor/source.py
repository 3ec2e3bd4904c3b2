"""The source `veiligheidsmonitor`: what the house needs to know of it. How a row is made stands in
`rows`.
"""

from __future__ import annotations

from assets.basis.home import Home
from assets.deliveries.source import Kind, Recipe, Source
from assets.reference.names_of_areas import area_names
from assets.reference.tables import load_reference
from assets.sources.veiligheidsmonitor.rows import survey_figures
from schemas import survey
from schemas.configuration import Configuration


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """How outcomes of the survey are made."""
    municipality = configuration.gemeente
    reference = load_reference(configuration)
    areas = area_names(reference, municipality.code, municipality.naam)
    return Recipe(
        (municipality, reference.versie),
        lambda batch: survey_figures(batch, areas, municipality.code),
    )


SOURCES = (
    Source(
        name=survey.SOURCE,
        title="Veiligheidsmonitor",
        description="Uitkomsten van de Veiligheidsmonitor: een getal per indicator, gebied en "
        "jaar, met het 95 %-interval waar dat bekend is.",
        kind=Kind.FIGURES,
        layouts=lambda configuration: (
            survey.layout(configuration.gemeente.code, configuration.gemeente.naam),
        ),
        columns=survey.STAGED,
        recipe=recipe,
        group="referentie",
        model="stg_veiligheidsmonitor",
        needs=("archief", "gebieden", "wijken"),
        monthly=False,
        counts=False,
        revised_as="Veiligheidsmonitor opnieuw geleverd",
        unread=survey.KNOWN_UNREAD,
    ),
)
