"""Dagster assets of the indicators: the tables that need statistics. No statistics here."""

from collections.abc import Iterator
from functools import partial

import dagster as dg

from assets.basis.report import Repaired
from assets.deliveries.assets import makes
from assets.deliveries.work import Work
from assets.indicators.tables import MAKERS, derive
from assets.reference.tables import load_reference
from assets.warehouse.inputs import gather
from schemas import published


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            name,
            deps=sorted({*deps, "indicatorwaarden"}),
            group_name="indicatoren",
            kinds={"pandas", "parquet"},
            description=published.table(name).description,
            metadata={"dagster/table_name": name},
        )
        for name, (_, deps) in MAKERS.items()
    ],
    name="indicatoren_duiden",
    description="Wat de cijfers zeggen: verandering, signalen, hotspots en doelen.",
)
def indicators(
    context: dg.AssetExecutionContext, werk: dg.ResourceParam[Work]
) -> Iterator[dg.MaterializeResult]:
    """Make every table that needs statistics, all from the same version of the model tables."""
    with werk.station("het duiden van de cijfers"):
        inputs = gather(werk.home, werk.configuration, load_reference(werk.configuration))
        settings = werk.configuration.cijfers
        made = list(derive(werk.home, settings, inputs.mark, werk.helper, partial(_tell, werk)))
    if makes(context, "driehoek_factsheet"):
        werk.begin("driehoek_factsheet")
    for name, rows in made:
        yield dg.MaterializeResult(
            asset_key=name,
            metadata={"dagster/row_count": rows},
            data_version=dg.DataVersion(inputs.mark),
        )


def _tell(werk: Work, damaged: list[str]) -> None:
    text = f"tabellen die beschadigd waren ({', '.join(damaged)}); opnieuw gemaakt"
    werk.report.add(Repaired(text))
