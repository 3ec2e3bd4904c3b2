"""Door of the indicators: what the figures mean, as tables of the factsheets."""

from collections.abc import Iterator

import dagster as dg

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
    required_resource_keys={"werk"},
    name="indicatoren_duiden",
    description="Wat de cijfers zeggen: verandering, signalen, hotspots en doelen.",
)
def indicators(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
    """Make every table that needs statistics, out of one and the same set of tables."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het duiden van de cijfers"):
        inputs = gather(work.home, work.configuration, load_reference(work.configuration))
        made = list(derive(work.home, work.configuration.cijfers, inputs.mark))
    for name, rows in made:
        yield dg.MaterializeResult(
            asset_key=name,
            metadata={"dagster/row_count": rows},
            data_version=dg.DataVersion(inputs.mark),
        )
