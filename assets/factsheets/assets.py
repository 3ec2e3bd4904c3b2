"""Door of the factsheets: the workbooks of the Driehoek and of the council."""

import dagster as dg

from assets.factsheets.workbooks import (
    DRIEHOEK,
    RAAD,
    Page,
    council_period,
    driehoek_period,
    write_workbook,
)
from assets.reference.tables import load_reference
from assets.warehouse.inputs import gather


@dg.asset(
    deps=[
        "driehoek_kerncijfers",
        "driehoek_hotspots",
        "driehoek_buurten",
        "driehoek_datakwaliteit",
        "intern_duckdb",
    ],
    group_name="factsheets",
    kinds={"excel"},
    required_resource_keys={"werk"},
    description="Werkmap voor de Driehoek over de laatste twee maanden. Vertrouwelijk.",
)
def driehoek_factsheet(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Write the workbook of the Driehoek's latest issue."""
    return _workbook(context, "driehoek", "Factsheet Driehoek", DRIEHOEK)


@dg.asset(
    deps=["feiten_en_cijfers", "herzieningen", "intern_duckdb"],
    group_name="factsheets",
    kinds={"excel"},
    required_resource_keys={"werk"},
    description="Werkmap voor de raad over het laatste hele halfjaar.",
)
def raad_factsheet(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Write the workbook of the council's latest issue."""
    return _workbook(context, "raad", "Factsheet raad", RAAD)


def _workbook(
    context: dg.AssetExecutionContext, product: str, title: str, pages: tuple[Page, ...]
) -> dg.MaterializeResult:
    work = context.resources.werk.of_run(context.run.tags)
    with work.station(f"het maken van de {title.lower()}"):
        period = {"driehoek": driehoek_period, "raad": council_period}[product](work.home)
        if period is None:
            return dg.MaterializeResult(metadata={"overgeslagen": "nog geen hele periode geleverd"})
        inputs = gather(work.home, work.configuration, load_reference(work.configuration))
        path = work.home.product("factsheets", product, period) / f"{product}_{period}.xlsx"
        name = work.configuration.gemeente.naam
        changed = write_workbook(
            work.home,
            path,
            f"{title} {name} {period}",
            pages,
            inputs.known_until,
            restricted=product == "driehoek",
        )
    work.note(published={f"{title} (Excel)": (path, changed)})
    return dg.MaterializeResult(metadata={"periode": period, "nieuw": changed})
