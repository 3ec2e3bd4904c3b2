"""Door of the factsheets: the Dagster assets that render those of the Driehoek and the council.

What is on a sheet is decided in `driehoek` and `raad`; here only where its input comes from.
"""

from collections.abc import Collection
from dataclasses import replace

import dagster as dg
import pandas as pd

from assets.basis.errors import AnalystError
from assets.basis.products import Product
from assets.basis.program import mark
from assets.basis.report import Published
from assets.deliveries.assets import file_result
from assets.deliveries.work import Work
from assets.factsheets.council_issue import council_issue
from assets.factsheets.driehoek import driehoek
from assets.factsheets.purpose import purpose_line
from assets.factsheets.raad import raad
from assets.factsheets.sheet import About, Sheet
from assets.factsheets.writing import write
from assets.reference.tables import load_reference
from assets.warehouse.derived import tables_of
from assets.warehouse.inputs import gather
from schemas import published

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
_DRIEHOEK = (
    "driehoek_kerncijfers driehoek_signalen driehoek_zeldzaam driehoek_aandachtsgebieden "
    "driehoek_hotspots driehoek_hotspotscore driehoek_buurten driehoek_registers "
    "driehoek_datakwaliteit driehoek_verloop herzieningen indicatoren evenementen concentratie "
    "aanpak_effect acties duidingen"
).split()
# The period of the issue and, for the Driehoek, the reference day of the previous issue.
_ISSUE_OF_DRIEHOEK = (
    "select periode_van || '--' || periode_tot, vorige_bekend::varchar "
    "from int_driehoek_periode left join int_driehoek_vorige on true"
)
_FORMATS = {"html": "webpagina", "pdf": "PDF", "xlsx": "Excel"}


@dg.asset(
    deps=[*_DRIEHOEK, *_MONTHS_OF_SIGNALS, "intern_duckdb"],
    group_name="factsheets",
    kinds={"pdf"},
    description="Factsheet voor de Driehoek over de laatste twee maanden. Vertrouwelijk.",
)
def driehoek_factsheet(werk: dg.ResourceParam[Work]) -> dg.MaterializeResult:
    """Render the issue of the Driehoek."""
    with werk.station("het maken van de factsheet driehoek"):
        with tables_of(werk.home) as connection:
            period, previous = connection.execute(_ISSUE_OF_DRIEHOEK).fetchone() or (None, None)
            queries = {name: f"select * from {name}" for name in _DRIEHOEK} | _MONTHS_OF_SIGNALS
            tables = {name: connection.execute(query).df() for name, query in queries.items()}
        if period is None:
            return without_period(werk)
        reference = load_reference(werk.configuration)
        # The mark of the publication, which is the same for every issue.
        inputs = gather(replace(werk.home, issue=None), werk.configuration, reference)
        about = About(
            municipality=werk.configuration.gemeente.naam,
            code=werk.configuration.gemeente.code,
            period=period,
            known_until=inputs.known_until,
            version=inputs.mark[:8],
            previous=previous,
            outlines=reference.indelingen[-1].omtrekken,
            purpose=purpose_line(werk.configuration.doelbinding),
        )
        return _written(werk, driehoek(tables, about), period)


@dg.asset(
    deps=["indicatoren", "duidingen", "evenementen", *published.EDITION, "open_data"],
    group_name="factsheets",
    kinds={"pdf"},
    description="Factsheet voor de raad over het laatste hele halfjaar. Openbaar: elk cijfer is "
    "uit de uitgave van de openbare cijfers.",
)
def raad_factsheet(werk: dg.ResourceParam[Work]) -> dg.MaterializeResult:
    """Render the issue of the council, once the figures that it is made of are public."""
    with werk.station("het maken van de factsheet raad"):
        issue = council_issue(werk.home, werk.configuration)
        if issue is None:
            return without_period(werk)
        tables, about = issue
        product = _product(werk, "raad", about.period)
        made_of = mark([(name, _content(tables[name])) for name in sorted(tables)], about)
        if product.is_as_made(made_of):
            return _reported(werk, "raad", about.period, changed=())
        result = _written(werk, raad(tables, about), about.period)
        product.remember(made_of)
        return result


def without_period(werk: Work) -> dg.MaterializeResult:
    """No sheet yet. Raises AnalystError if a period was asked for."""
    if werk.home.issue:
        raise AnalystError(
            f"Van {werk.home.issue} zijn niet alle maanden geleverd. Welke maanden er zijn, "
            "zegt: veiligheidsbeeld status."
        )
    return dg.MaterializeResult(metadata={"overgeslagen": "nog geen hele periode geleverd"})


def _written(werk: Work, sheet: Sheet, period: str) -> dg.MaterializeResult:
    folder = werk.home.product("factsheets", sheet.product, period)
    written = write(sheet, folder, _stem(sheet.product, period))
    changed = [form for form, (_, is_new) in written.items() if is_new]
    return _reported(werk, sheet.product, period, changed)


def _reported(
    werk: Work, product: str, period: str, changed: Collection[str]
) -> dg.MaterializeResult:
    """Report the files of a sheet. `changed`: the formats that this run wrote."""
    folder, stem = werk.home.product("factsheets", product, period), _stem(product, period)
    files = [
        Published(f"Factsheet {product} ({name})", folder / f"{stem}.{form}", form in changed)
        for form, name in _FORMATS.items()
    ]
    return file_result(werk, *files, periode=period)


def _product(werk: Work, product: str, period: str) -> Product:
    """The files of a sheet; a letter beside them is up to whoever wrote it."""
    folder = werk.home.product("factsheets", product, period)
    return Product(werk.home, folder, [f"{_stem(product, period)}.{form}" for form in _FORMATS])


def _stem(product: str, period: str) -> str:
    return f"{product}_{period}"


def _content(table: pd.DataFrame) -> str:
    """All of a table as text, for a mark."""
    return table.to_csv(index=False)
