"""The source `registers`, as the rest of the program needs to know it. `rows` makes its rows."""

from __future__ import annotations

import pandas as pd

from assets.basis.home import Home
from assets.deliveries.source import Kind, Recipe, Source
from assets.reference.files import SEEDS
from assets.sources.figures import figures_recipe
from assets.sources.registers.rows import register_figures
from schemas import registers
from schemas.configuration import Configuration

SHOWN_AS = "register"


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """How figures of registers are made."""
    municipality = configuration.gemeente.code
    indicators = pd.read_csv(SEEDS / "indicator_lijst.csv", dtype="str")
    known = indicators.loc[indicators["bron"].eq(SHOWN_AS), ["indicator_id", "naam"]]
    aliases = pd.read_csv(SEEDS / "indicator_namen.csv", dtype="str")
    return figures_recipe(
        configuration,
        lambda batch, areas: register_figures(batch, known, aliases, areas, municipality),
    )


SOURCES = (
    Source(
        name=registers.SOURCE,
        title="registers",
        description="Cijfers uit registers: een getal per indicator, gebied en periode.",
        kind=Kind.FIGURES,
        layouts=lambda configuration: (registers.LAYOUT,),
        columns=registers.STAGED,
        recipe=recipe,
        group="referentie",
        model="stg_registers",
        needs=("archief", "gebieden", "wijken"),
        monthly=False,
        shown_as=SHOWN_AS,
        revised_as="register herzien",
        unread=registers.KNOWN_UNREAD,
    ),
)
