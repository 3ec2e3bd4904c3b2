"""An issue of a factsheet: what it is made of, and its files as bytes. Writing them is up to
whoever asks; what is on a sheet is decided in `driehoek` and `raad`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from assets.basis.home import Home
from assets.basis.products import Product
from assets.basis.program import mark
from assets.deliveries.source import Kind
from assets.factsheets.council_issue import council_issue
from assets.factsheets.driehoek import driehoek
from assets.factsheets.purpose import purpose_line
from assets.factsheets.raad import raad
from assets.factsheets.sheet import About
from assets.factsheets.writing import FORMATS, files_of
from assets.reference.tables import load_reference
from assets.sources.registry import source
from assets.warehouse.build import mark_of
from assets.warehouse.derived import tables_of
from assets.warehouse.inputs import Inputs, gather
from schemas.configuration import Configuration

# Of these only what the signals of the issue need: of months they hold all indicators and areas.
_MONTHS_OF_SIGNALS = {
    "oordelen": (
        "select oordelen.* from oordelen "
        "semi join driehoek_signalen using (indicator_id, gebied_code) union "
        "select oordelen.* from oordelen "
        "semi join driehoek_signalen on oordelen.indicator_id = driehoek_signalen.indicator_id "
        "and oordelen.venster = driehoek_signalen.venster "
        "and oordelen.periode = driehoek_signalen.periode_tot"
    ),
    "indicatorwaarden": (
        "select indicatorwaarden.* from indicatorwaarden "
        "semi join driehoek_signalen using (indicator_id, gebied_code) "
        "where periode_soort = 'maand'"
    ),
}
_TABLES = (
    "driehoek_kerncijfers driehoek_signalen driehoek_zeldzaam driehoek_aandachtsgebieden "
    "driehoek_hotspots driehoek_hotspotscore driehoek_buurten driehoek_registers "
    "driehoek_datakwaliteit driehoek_verloop herzieningen indicatoren evenementen concentratie "
    "aanpak_effect acties duidingen straten themas"
).split()
# The period of the issue and, for the Driehoek, the reference day of the previous issue.
_PERIOD = (
    "select periode_van || '--' || periode_tot, vorige_bekend::varchar "
    "from int_driehoek_periode left join int_driehoek_vorige on true"
)
_NEWEST = {"driehoek": "oordelen", "raad": "openbare_cijfers"}  # of which a sheet is made
OF_DRIEHOEK = (*_TABLES, *_MONTHS_OF_SIGNALS)  # the tables that its sheet is made of


@dataclass(frozen=True)
class Issue:
    """The files of an issue by format; None if they are there already, made of the same.

    `made_of`: the mark of what they are made of; empty for a sheet that is always made. `mark`:
    that of the tables it was made of.
    """

    product: str
    period: str
    files: Mapping[str, bytes] | None
    made_of: str = ""
    mark: str | None = None

    def holds(self, home: Home) -> bool:
        """Whether the tables of `home` are still those that it was made of: another run may have
        made others meanwhile."""
        return self.mark == _mark_of_tables(home, self.product)


def driehoek_issue(home: Home, configuration: Configuration) -> Issue | None:
    """The issue of the Driehoek; None before there is a whole period."""
    as_found = _mark_of_tables(home, "driehoek")
    with tables_of(home) as connection:
        period, previous = connection.execute(_PERIOD).fetchone() or (None, None)
        queries = {name: f"select * from {name}" for name in _TABLES} | _MONTHS_OF_SIGNALS
        tables = {name: connection.execute(query).df() for name, query in queries.items()}
    if period is None:
        return None
    reference = load_reference(configuration)
    # The mark of the publication, which is the same for every issue.
    inputs = gather(replace(home, issue=None), configuration, reference)
    about = About(
        municipality=configuration.gemeente.naam,
        code=configuration.gemeente.code,
        period=period,
        known_until=_monthly(inputs).known_until,
        version=inputs.mark[:8],
        previous=previous,
        outlines=reference.indelingen[-1].omtrekken,
        purpose=purpose_line(configuration.doelbinding),
    )
    return Issue("driehoek", period, files_of(driehoek(tables, about)), mark=as_found)


def _monthly(inputs: Inputs) -> Inputs:
    """The inputs without registers and surveys, and what was accepted of them: one of a later year
    says nothing of these months, and nothing of which action was done by then."""
    left = tuple(
        manifest
        for manifest in inputs.manifests
        if (known := source(manifest.bron)).monthly or known.kind is not Kind.FIGURES
    )
    names = {manifest.levering_id for manifest in left}
    accepted = tuple(each for each in inputs.acceptances if each.levering_id in names)
    return replace(inputs, manifests=left, acceptances=accepted)


def raad_issue(home: Home, configuration: Configuration) -> Issue | None:
    """The issue of the council, of public figures; None before there is a whole half-year. Raises
    `AnalystError` if no figures are public yet."""
    as_found = _mark_of_tables(home, "raad")
    found = council_issue(home, configuration)
    if found is None:
        return None
    tables, about = found
    made_of = mark([(name, _content(tables[name])) for name in sorted(tables)], about)
    is_there = product_of(home, "raad", about.period).is_as_made(made_of)
    files = None if is_there else files_of(raad(tables, about))
    return Issue("raad", about.period, files, made_of, as_found)


def product_of(home: Home, product: str, period: str) -> Product:
    """The files of a sheet; a letter beside them is up to whoever wrote it."""
    folder = home.product("factsheets", product, period)
    return Product(home, folder, [f"{stem(product, period)}.{form}" for form in FORMATS])


def stem(product: str, period: str) -> str:
    """What the files of a sheet are called, without the format."""
    return f"{product}_{period}"


def _mark_of_tables(home: Home, product: str) -> str | None:
    return mark_of(home.tables / f"{_NEWEST[product]}.parquet")


def _content(table: pd.DataFrame) -> str:
    """All of a table as text, for a mark."""
    return table.to_csv(index=False)
