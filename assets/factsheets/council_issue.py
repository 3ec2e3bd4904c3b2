"""An issue of the council: what its sheet and its letter are made of, and the letter as a file.

What stands in them is decided in `raad`; which figures are public, in `disclosure`.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from assets.basis.atomic import write_if_changed
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.disclosure.publish.council import council_tables, editions_since
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.edition_tables import find_edition
from assets.factsheets import letters
from assets.factsheets.raad.letter import letter
from assets.factsheets.sheet import About
from assets.warehouse.derived import tables_of
from schemas.configuration import Configuration

_ISSUE = "select halfjaar from int_raad_periode"


def council_issue(
    home: Home, configuration: Configuration
) -> tuple[dict[str, pd.DataFrame], About] | None:
    """The public tables of the issue of `home`, and what it is about; None before there is a whole
    half-year. Raises `AnalystError` if no figures are public yet."""
    edition = find_edition(home)
    with tables_of(home) as connection:
        (period,) = connection.execute(_ISSUE).fetchone() or (None,)
        if period is None:
            return None
        if edition is None:
            raise AnalystError(
                "Er is nog geen uitgave van de openbare cijfers; daar is de factsheet van de "
                "raad van gemaakt. Start eerst: veiligheidsbeeld run."
            )
        tables = council_tables(connection, edition, configuration)
    return tables, About(
        municipality=edition.municipality,
        code=edition.municipality_code,
        period=period,
        known_until=edition.known_until.isoformat(),
        version=edition.number,
        previous=_day_of_sheet_before(edition, period),
        is_reconstruction=home.as_of is not None,
        public_from=_first_year(edition),
    )


def _day_of_sheet_before(edition: Edition, period: str) -> str | None:
    """The reference day of the edition since which revisions are told; None if there is but one."""
    if len(edition.editions) < 2:
        return None
    return f"{editions_since(edition, period)['peildatum'].iloc[0]:%Y-%m-%d}"


def _first_year(edition: Edition) -> int | None:
    """The first year with a figure; None if the edition has none."""
    years = edition.figures["periode"].str[:4]
    return None if years.empty else int(years.min())


def write_letter(home: Home, configuration: Configuration) -> tuple[Path, bool] | None:
    """Write the draft of the letter beside the sheet; its path, and whether it is new. None before
    there is a whole half-year.

    A letter that someone has edited is never replaced: raises `AnalystError`.
    """
    issue = council_issue(home, configuration)
    if issue is None:
        return None
    tables, about = issue
    content = letters.render(letter(tables, about))
    path = home.product("factsheets", "raad", about.period) / f"raad_{about.period}_brief.docx"
    if path.exists() and path.read_bytes() != content:
        raise AnalystError(
            f"De factsheet is gemaakt; de brief {path.name} stond er al en is anders dan dit "
            "concept. Hij blijft staan. Verplaats of hernoem hem voor een nieuw concept."
        )
    return path, write_if_changed(path, content)
