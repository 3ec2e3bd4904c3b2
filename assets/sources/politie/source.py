"""The source `politie`: what the house needs to know of it. How a row is made stands in `rows`."""

from __future__ import annotations

import pandas as pd

from assets.basis import personal
from assets.basis.home import Home
from assets.deliveries.source import Kind, Recipe, Source
from assets.linking.linking import linker_for
from assets.reference.files import SEEDS
from assets.sources.politie.rows import registrations
from schemas import police
from schemas.configuration import Configuration


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """How registrations are made; makes the key of the pseudonyms where there is none yet."""
    key = personal.secret_key(home)
    linker = linker_for(configuration)
    settings = configuration.politie
    codes = frozenset(pd.read_csv(SEEDS / "mk_klassen.csv", dtype="str")["mk_code"])
    return Recipe(
        (settings, linker.versie, personal.key_mark(key)),
        lambda batch: registrations(batch, settings, codes, linker, key),
    )


SOURCES = (
    Source(
        name=police.SOURCE,
        title="politie",
        description="Registraties van de politie: gecontroleerd, gekoppeld aan straat en buurt, "
        "zonder iets dat een persoon aanwijst. Een bestand per levering.",
        kind=Kind.ROWS,
        layouts=lambda configuration: (configuration.politie.layout,),
        columns=police.STAGED,
        recipe=recipe,
        group="politie",
        model="stg_politie",
        code="mk_code",
        reads_ahead=True,
        unread=police.KNOWN_UNREAD,
    ),
)
