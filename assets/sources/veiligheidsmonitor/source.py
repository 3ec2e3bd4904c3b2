"""The source `veiligheidsmonitor`, as the rest of the program needs to know it. `rows` makes its
rows.
"""

from __future__ import annotations

from assets.basis.home import Home
from assets.deliveries.source import Kind, Recipe, Source
from assets.sources.figures import area_labels, figures_recipe
from assets.sources.veiligheidsmonitor.rows import survey_figures
from schemas import survey
from schemas.configuration import Configuration


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """How outcomes of the survey are made."""
    municipality = configuration.gemeente.code
    return figures_recipe(
        configuration, lambda batch, areas: survey_figures(batch, areas, municipality)
    )


SOURCES = (
    Source(
        name=survey.SOURCE,
        title="Veiligheidsmonitor",
        description="Uitkomsten van de Veiligheidsmonitor: een getal per indicator, gebied en "
        "jaar, met het 95 %-interval als dat bekend is.",
        kind=Kind.FIGURES,
        layouts=lambda configuration: (
            configuration.veiligheidsmonitor.layout(
                configuration.gemeente.code, configuration.gemeente.naam
            ),
        ),
        columns=survey.STAGED,
        recipe=recipe,
        group="referentie",
        model="stg_veiligheidsmonitor",
        needs=("archief", "buurten_lijst", "wijken"),
        monthly=False,
        counts=False,
        revised_as="Veiligheidsmonitor opnieuw geleverd",
        unread=survey.KNOWN_UNREAD,
        labels=lambda configuration: tuple(sorted(area_labels(configuration).items())),
    ),
)
