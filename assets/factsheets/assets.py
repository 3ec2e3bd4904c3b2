"""Door of the factsheets: the Dagster assets that render those of the Driehoek and the council.

What is on a sheet is decided in `driehoek` and `raad`; here only where its input comes from.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import dagster as dg
import pandas as pd

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.report import Published
from assets.deliveries.assets import file_result
from assets.deliveries.work import Work
from assets.factsheets.driehoek import driehoek
from assets.factsheets.purpose import purpose_line
from assets.factsheets.raad import raad
from assets.factsheets.sheet import About, Sheet
from assets.factsheets.writing import write
from assets.reference.tables import load_reference
from assets.warehouse.derived import tables_of
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
        "driehoek_verloop indicatoren"
    ).split(),
}
# The period of the issue, and the reference day of the previous issue.
_ISSUES = {
    "driehoek": "select periode_van || '--' || periode_tot, vorige_bekend::varchar "
    "from int_driehoek_periode left join int_driehoek_vorige on true",
    "raad": "select halfjaar, vorige_bekend::varchar from int_raad_periode "
    "left join int_raad_vorige using (halfjaar)",
}
_FORMATS = {"pdf": "PDF", "html": "webpagina", "xlsx": "Excel"}


@dg.asset(
    deps=[*_TABLES["driehoek"], "intern_duckdb"],
    group_name="factsheets",
    kinds={"pdf"},
    description="Factsheet voor de Driehoek over de laatste twee maanden. Vertrouwelijk.",
)
def driehoek_factsheet(werk: dg.ResourceParam[Work]) -> dg.MaterializeResult:
    """Render the issue of the Driehoek."""
    return _render(werk, "driehoek")


@dg.asset(
    deps=[*_TABLES["raad"], "intern_duckdb"],
    group_name="factsheets",
    kinds={"pdf"},
    description="Factsheet voor de raad over het laatste hele halfjaar.",
)
def raad_factsheet(werk: dg.ResourceParam[Work]) -> dg.MaterializeResult:
    """Render the issue of the council."""
    return _render(werk, "raad")


def _render(werk: Work, product: str) -> dg.MaterializeResult:
    with werk.station(f"het maken van de factsheet {product}"):
        period, previous, tables = _read(werk.home, product)
        if period is None and werk.home.issue:
            raise AnalystError(
                f"Van {werk.home.issue} zijn niet alle maanden geleverd. Welke maanden er zijn, "
                "zegt: veiligheidsbeeld status."
            )
        if period is None:
            return dg.MaterializeResult(metadata={"overgeslagen": "nog geen hele periode geleverd"})
        reference = load_reference(werk.configuration)
        # The mark of the publication, which is the same for every issue.
        inputs = gather(replace(werk.home, issue=None), werk.configuration, reference)
        municipality = werk.configuration.gemeente
        about = About(
            municipality=municipality.naam,
            code=municipality.code,
            period=period,
            known_until=inputs.known_until,
            version=inputs.mark[:8],
            previous=previous,
            outlines=reference.indelingen[-1].omtrekken,
            purpose=purpose_line(werk.configuration.doelbinding),
        )
        folder = werk.home.product("factsheets", product, period)
        written = write(_SHEETS[product](tables, about), folder, f"{product}_{period}")
    files = [
        Published(f"Factsheet {product} ({_FORMATS[form]})", path, changed)
        for form, (path, changed) in written.items()
    ]
    return file_result(werk, *files, periode=period)


def _read(home: Home, product: str) -> tuple[str | None, str | None, dict[str, pd.DataFrame]]:
    """The period of the issue, the reference day of the previous issue, and the tables by name.

    The period is None if not all its months were delivered, the day is None if unknown.
    """
    with tables_of(home) as connection:
        period, previous = connection.execute(_ISSUES[product]).fetchone() or (None, None)
        tables = {
            name: connection.execute(f"select * from {name}").df() for name in _TABLES[product]
        }
    return period, previous, tables
