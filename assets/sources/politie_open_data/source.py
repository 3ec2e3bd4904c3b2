"""The source `politie_open_data`, as the rest of the program needs to know it. `rows` makes its
rows.
"""

from __future__ import annotations

import pandas as pd

from assets.basis.home import Home
from assets.deliveries.source import Kind, Recipe, Source
from assets.reference.files import SEEDS
from assets.sources.figures import figures_recipe
from assets.sources.politie_open_data.rows import known_codes, open_figures
from schemas import open_data
from schemas.configuration import Configuration


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """How figures of the open data are made."""
    table = pd.read_csv(SEEDS / "open_data_codes.csv", dtype="str", keep_default_na=False)
    codes = known_codes(table)
    return figures_recipe(configuration, lambda batch, areas: open_figures(batch, codes, areas))


SOURCES = (
    Source(
        name=open_data.SOURCE,
        title="open data politie",
        description="Open data van de politie (StatLine, OData): een getal per misdrijf- of "
        "overlastcode, gebied en periode, alleen van deze gemeente. Eén bestand per levering.",
        kind=Kind.FIGURES,
        layouts=lambda configuration: (
            open_data.layout(configuration.gemeente.code, configuration.gemeente.naam),
        ),
        columns=open_data.STAGED,
        recipe=recipe,
        group="politie",
        model="stg_open_data",
        needs=("archief", "buurten_lijst", "wijken"),
        shown_as="politie (open data)",
        stands_in_for="politie",
        revised_as="open data opnieuw gepubliceerd",
    ),
)
