"""Door of disclosure: the public database and the open data."""

import dagster as dg

from assets.disclosure.catalogue import EXPLANATION, publisher_of
from assets.disclosure.open_data import write_open_data
from assets.reference.tables import load_reference
from assets.warehouse.inputs import gather
from assets.warehouse.publication import publish
from schemas import products


@dg.asset(
    deps=["feiten_en_cijfers", "intern_duckdb"],
    group_name="openbaar",
    kinds={"duckdb"},
    required_resource_keys={"werk"},
    description="openbaar.duckdb: alleen wat openbaar mag zijn; cijfers van de hele gemeente.",
)
def openbaar_duckdb(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Bring out the public tables."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het publiceren van de openbare cijfers"):
        inputs = gather(work.home, work.configuration, load_reference(work.configuration))
        changed = publish(
            work.home,
            "openbaar.duckdb",
            products.OPENBAAR,
            inputs.mark,
            work.configuration.gemeente.code,
            inputs.known_until,
            work.configuration.publicatie.opslagversie,
        )
    path = work.home.publish / "openbaar.duckdb"
    work.note(published={"openbaar.duckdb": (path, changed)})
    return dg.MaterializeResult(metadata={"nieuw": changed})


@dg.asset(
    deps=["openbaar_duckdb"],
    group_name="openbaar",
    kinds={"csv", "parquet"},
    required_resource_keys={"werk"},
    description="Open data: de openbare cijfers als CSV en Parquet, met hun beschrijving.",
)
def open_data(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Write the open data."""
    from assets.disclosure.editions import load_edition

    work = context.resources.werk.of_run(context.run.tags)
    folder = work.home.product("open_data")
    with work.station("het schrijven van de open data"):
        written = write_open_data(load_edition(work.home), folder, publisher_of(work.configuration))
    changed = any(new for _, new in written.values())
    work.note(published={"open data": (folder / EXPLANATION, changed)})
    return dg.MaterializeResult(metadata={"nieuw": changed})
