"""Door of disclosure: the edition of the public figures, the public database and the open data."""

from collections.abc import Iterator
from datetime import date

import dagster as dg

from assets.disclosure.publish.catalogue import EXPLANATION, publisher_of
from assets.disclosure.publish.editions import find_edition, public_mark, tables_of_edition
from assets.disclosure.publish.making import newest_edition
from assets.disclosure.publish.open_data import write_open_data
from assets.reference.tables import load_reference
from assets.warehouse.build import mark_of
from assets.warehouse.derived import write_table
from assets.warehouse.inputs import gather
from assets.warehouse.publication import publish
from schemas import published


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            name,
            deps=["indicatorwaarden", "raad_veiligheidsmonitor", "intern_duckdb"],
            group_name="openbaar",
            kinds={"pandas", "parquet"},
            description=published.table(name).description,
            metadata={"dagster/table_name": name},
        )
        for name in published.EDITION
    ],
    required_resource_keys={"werk"},
    name="openbare_uitgave",
    description="De uitgave van de openbare cijfers: wat geheim is, is niet terug te rekenen. "
    "Alleen een nieuwe uitgave als er een heel kwartaal bij is of als er iets is veranderd.",
)
def openbare_uitgave(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
    """Make the edition, or take the newest where nothing has changed."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het maken van de openbare cijfers"):
        inputs = gather(work.home, work.configuration, load_reference(work.configuration))
        made = newest_edition(work.home, work.configuration, date.fromisoformat(inputs.known_until))
        mark = public_mark(made.edition) if made else inputs.mark
        tables = tables_of_edition(made and made.edition)
        for name, frame in tables.items():
            write_table(work.home, name, frame, mark)
    attacked = {f"aanval: {name}": value for name, value in made.told.items()} if made else {}
    for name, frame in tables.items():
        yield dg.MaterializeResult(
            asset_key=name,
            metadata={"dagster/row_count": len(frame), **attacked},
            data_version=dg.DataVersion(mark),
        )


@dg.asset(
    deps=list(published.EDITION),
    group_name="openbaar",
    kinds={"duckdb"},
    required_resource_keys={"werk"},
    description="openbaar.duckdb: alleen wat openbaar mag zijn, van de nieuwste uitgave.",
)
def openbaar_duckdb(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Bring out the public tables. What has not changed is not written again."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het publiceren van de openbare cijfers"):
        inputs = gather(work.home, work.configuration, load_reference(work.configuration))
        edition = find_edition(work.home)
        known_until = edition.known_until.isoformat() if edition else inputs.known_until
        changed = publish(
            work.home,
            "openbaar.duckdb",
            published.OPENBAAR,
            mark_of(work.home.tables / "openbare_cijfers.parquet") or inputs.mark,
            work.configuration.gemeente.code,
            known_until,
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
    """Write the open data; nothing as long as no quarter is whole."""
    work = context.resources.werk.of_run(context.run.tags)
    folder = work.home.product("open_data")
    with work.station("het schrijven van de open data"):
        edition = find_edition(work.home)
        if edition is None:
            return dg.MaterializeResult(metadata={"nieuw": False})
        written = write_open_data(edition, folder, publisher_of(work.configuration))
    changed = any(new for _, new in written.values())
    work.note(published={"open data": (folder / EXPLANATION, changed)})
    return dg.MaterializeResult(metadata={"nieuw": changed})
