"""Door of the factsheets: those of the Driehoek and of the council, each as HTML, PDF and Excel."""

from collections.abc import Callable, Mapping

import dagster as dg
import duckdb
import pandas as pd

from assets.deliveries.home import Home
from assets.factsheets.driehoek import driehoek
from assets.factsheets.raad import raad
from assets.factsheets.sheet import About, Sheet
from assets.factsheets.writing import write
from assets.reference.tables import load_reference
from assets.warehouse.build import scan
from assets.warehouse.inputs import gather

_SHEETS: Mapping[str, Callable[[Mapping[str, pd.DataFrame], About], Sheet]] = {
    "driehoek": driehoek,
    "raad": raad,
}
_TABLES = {
    "driehoek": (
        "driehoek_kerncijfers driehoek_signalen driehoek_hotspots driehoek_hotspotscore "
        "driehoek_buurten driehoek_registers driehoek_datakwaliteit driehoek_verloop herzieningen "
        "indicatoren"
    ).split(),
    "raad": (
        "raad_doelen raad_indicatoren raad_veiligheidsmonitor raad_prestaties raad_herzieningen "
        "driehoek_verloop duidingen indicatoren"
    ).split(),
}
_FORMATS = {"pdf": "PDF", "html": "webpagina", "xlsx": "Excel"}


@dg.asset(
    deps=[
        "driehoek_kerncijfers",
        "driehoek_hotspots",
        "driehoek_buurten",
        "driehoek_datakwaliteit",
        "intern_duckdb",
    ],
    group_name="factsheets",
    kinds={"pdf"},
    required_resource_keys={"werk"},
    description="Factsheet voor de Driehoek over de laatste twee maanden. Vertrouwelijk.",
)
def driehoek_factsheet(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Render the Driehoek's latest issue."""
    return _render(context, "driehoek", _driehoek_period)


@dg.asset(
    deps=["feiten_en_cijfers", "herzieningen", "intern_duckdb"],
    group_name="factsheets",
    kinds={"pdf"},
    required_resource_keys={"werk"},
    description="Factsheet voor de raad over het laatste hele halfjaar.",
)
def raad_factsheet(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Render the council's latest issue."""
    return _render(context, "raad", _council_period)


def _render(
    context: dg.AssetExecutionContext, product: str, period_of: Callable[[Home], str | None]
) -> dg.MaterializeResult:
    work = context.resources.werk.of_run(context.run.tags)
    with work.station(f"het maken van de factsheet {product}"):
        period = period_of(work.home)
        if period is None:
            return dg.MaterializeResult(metadata={"overgeslagen": "nog geen hele periode geleverd"})
        reference = load_reference(work.configuration)
        inputs = gather(work.home, work.configuration, reference)
        municipality = work.configuration.gemeente
        about = About(
            municipality=municipality.naam,
            code=municipality.code,
            period=period,
            known_until=inputs.known_until,
            version="1",
            outlines=reference.indelingen[-1].omtrekken,
        )
        sheet = _SHEETS[product](_tables(work.home, product), about)
        folder = work.home.product("factsheets", product, period)
        written = write(sheet, folder, f"{product}_{period}")
    names = {f"Factsheet {product} ({_FORMATS[form]})": file for form, file in written.items()}
    work.note(published=names)
    return dg.MaterializeResult(
        metadata={"periode": period, "nieuw": any(changed for _, changed in written.values())}
    )


def _tables(home: Home, product: str) -> dict[str, pd.DataFrame]:
    """The tables of a sheet, as far as they were made."""
    paths = {name: home.tables / f"{name}.parquet" for name in _TABLES[product]}
    return {
        name: _query(f"select * from {scan(path)}") for name, path in paths.items() if path.exists()
    }


def _driehoek_period(home: Home) -> str | None:
    """`2020-05--2020-06`: the two months of the latest issue; None where there is none yet."""
    path = home.tables / "int_driehoek_periode.parquet"
    frame = _query(f"select periode_van, periode_tot from {scan(path)}")
    return f"{frame.iloc[0, 0]}--{frame.iloc[0, 1]}" if len(frame) else None


def _council_period(home: Home) -> str | None:
    """`2020-H1`: the latest half-year of which every month was delivered; None without one."""
    path = home.tables / "feiten_en_cijfers.parquet"
    frame = _query(
        f"select max(periode) from {scan(path)} where periode_soort = 'halfjaar'",
    )
    period = frame.iloc[0, 0]
    return None if pd.isna(period) else str(period)


def _query(sql: str) -> pd.DataFrame:
    with duckdb.connect() as connection:
        return connection.execute(sql).df()
