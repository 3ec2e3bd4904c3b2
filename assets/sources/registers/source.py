"""The source `registers`, as the rest of the program needs to know it. `rows` makes its rows."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from assets.basis.home import Home
from assets.deliveries.source import Kind, Recipe, Source
from assets.reference.files import SEEDS
from assets.sources.figures import area_labels, figures_recipe
from assets.sources.registers.rows import register_figures
from schemas import registers
from schemas.configuration import Configuration
from schemas.layout import fold_header

SHOWN_AS = "register"


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """How figures of registers are made."""
    municipality = configuration.gemeente.code
    known, aliases = _indicators()
    return figures_recipe(
        configuration,
        lambda batch, areas: register_figures(batch, known, aliases, areas, municipality),
    )


def labels(configuration: Configuration) -> tuple[tuple[str, str], ...]:
    """What labels in a register are: areas, and the indicators in the seeds by their names."""
    known, aliases = _indicators()
    names = [*known["naam"], *known["indicator_id"], *aliases["naam"]]
    folded = {fold_header(name) for name in names}
    folded |= {name.removeprefix("aantal") for name in folded}
    indicators = dict.fromkeys(folded, "indicator")
    return tuple(sorted((indicators | area_labels(configuration)).items()))


@lru_cache(maxsize=1)
def _indicators() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The indicators of registers in the seeds, and other names for them."""
    indicators = pd.read_csv(SEEDS / "indicator_lijst.csv", dtype="str")
    known = indicators.loc[indicators["bron"].eq(SHOWN_AS), ["indicator_id", "naam"]]
    return known, pd.read_csv(SEEDS / "indicator_namen.csv", dtype="str")


SOURCES = (
    Source(
        name=registers.SOURCE,
        title="registers",
        description="Cijfers uit registers: een getal per indicator, gebied en periode.",
        kind=Kind.FIGURES,
        layouts=lambda configuration: (configuration.registers.layout,),
        columns=registers.STAGED,
        recipe=recipe,
        group="referentie",
        model="stg_registers",
        needs=("archief", "buurten_lijst", "wijken"),
        monthly=False,
        shown_as=SHOWN_AS,
        revised_as="register herzien",
        unread=registers.KNOWN_UNREAD,
        labels=labels,
    ),
)
