"""The source `melddesk`, as the rest of the program needs to know it. `rows` makes its rows."""

from __future__ import annotations

from assets.basis.home import Home
from assets.deliveries.source import Kind, Recipe, Source
from assets.deliveries.words import words_of
from assets.sources.cases import case_linker
from assets.sources.melddesk.categories import known_by_column
from assets.sources.melddesk.rows import reports, seen_in_parts
from assets.sources.melddesk.systems import one_address
from schemas import melddesk
from schemas.configuration import Configuration


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """How reports are made; makes the key of the pseudonyms if there is none yet.

    The models decide which theme a category has, so a change of themes stages nothing again.
    """
    settings, linker = configuration.melddesk, case_linker(home, configuration)
    without_themes = settings.model_dump(exclude={"categorieen"})
    known = {column: sorted(words) for column, words in known_by_column(settings).items()}
    accepted = {column: words_of(home, melddesk.SOURCE, column) for column in known}
    marks = [(column, sorted(words)) for column, words in accepted.items()]
    return Recipe(
        (without_themes, known, marks, linker.mark),
        lambda batch: reports(batch, settings, linker, accepted),
        in_parts=True,
        look=lambda parts: seen_in_parts(parts, settings, linker),
    )


SOURCES = (
    Source(
        name=melddesk.SOURCE,
        title="MeldDesk",
        description="Meldingen van inwoners: gecontroleerd, gekoppeld aan straat en buurt, zonder "
        "tekst, melder of behandelaar. Eén bestand per levering.",
        kind=Kind.ROWS,
        layouts=lambda configuration: configuration.melddesk.layouts,
        columns=melddesk.STAGED,
        recipe=recipe,
        group="meldingen",
        model="stg_meldingen",
        by_theme=True,
        code="coalesce(hoofdcategorie, '') || '/' || coalesce(subcategorie, '')",
        addressed=one_address,
        words=("hoofdcategorie", "subcategorie", "kanaal"),
        side_by_side=lambda configuration: configuration.melddesk.naast_elkaar,
        unread=melddesk.KNOWN_UNREAD,
    ),
)
