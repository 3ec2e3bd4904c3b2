"""The source `politie`, as the rest of the program needs to know it. `rows` makes its rows."""

from __future__ import annotations

from assets.basis.home import Home
from assets.deliveries.source import Kind, Recipe, Source
from assets.sources.cases import case_linker
from assets.sources.politie.codes import codes_of
from assets.sources.politie.rows import registrations, times_of_parts
from schemas import police
from schemas.configuration import Configuration


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """How registrations are made; makes the key of the pseudonyms if there is none yet."""
    settings, linker = configuration.politie, case_linker(home, configuration)
    codes = codes_of(configuration)
    return Recipe(
        (settings, sorted(codes.own.items()), linker.mark),
        lambda batch: registrations(batch, settings, codes, linker),
        in_parts=True,
        look=lambda parts: times_of_parts(parts, settings, linker),
    )


SOURCES = (
    Source(
        name=police.SOURCE,
        title="politie",
        description="Registraties van de politie: gecontroleerd, gekoppeld aan straat en buurt, "
        "zonder gegevens die naar een persoon wijzen. Eén bestand per levering.",
        kind=Kind.ROWS,
        layouts=lambda configuration: (configuration.politie.layout,),
        columns=police.STAGED,
        recipe=recipe,
        group="politie",
        model="stg_politie",
        by_theme=True,
        code="mk_code",
        unread=police.KNOWN_UNREAD,
    ),
)
