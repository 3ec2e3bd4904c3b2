"""The source `melddesk`: what the house needs to know of it. How a row is made stands in `rows`."""

from __future__ import annotations

from assets.basis import personal
from assets.basis.home import Home
from assets.deliveries.source import Kind, Recipe, Source
from assets.linking.linking import linker_for
from assets.sources.melddesk.categories import known_words
from assets.sources.melddesk.rows import reports
from schemas import melddesk
from schemas.configuration import Configuration


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """How reports are made; makes the key of the pseudonyms where there is none yet.

    Which theme a category has is decided by the models, so another theme stages nothing again.
    """
    key = personal.secret_key(home)
    linker = linker_for(configuration)
    settings = configuration.melddesk
    return Recipe(
        (
            settings.model_dump(exclude={"categorieen"}),
            sorted(known_words(settings)),
            linker.versie,
            personal.key_mark(key),
        ),
        lambda batch: reports(batch, settings, linker, key),
    )


SOURCES = (
    Source(
        name=melddesk.SOURCE,
        title="MeldDesk",
        description="Meldingen van inwoners: gecontroleerd, gekoppeld aan straat en buurt, zonder "
        "tekst, melder of behandelaar. Een bestand per levering.",
        kind=Kind.ROWS,
        layouts=lambda configuration: configuration.melddesk.layouts,
        columns=melddesk.STAGED,
        recipe=recipe,
        group="meldingen",
        model="stg_meldingen",
        code="coalesce(hoofdcategorie, '') || '/' || coalesce(subcategorie, '')",
        side_by_side=lambda configuration: configuration.melddesk.naast_elkaar,
        unread=melddesk.KNOWN_UNREAD,
    ),
)
