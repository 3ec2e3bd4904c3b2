"""Dagster assets of disclosure: the edition of the public figures, openbaar.duckdb, the open data.

What they do belongs in the modules of `publish`.
"""

from collections.abc import Iterator
from datetime import date

import dagster as dg

from assets.disclosure.publish.catalogue import EXPLANATION, publisher_of
from assets.disclosure.publish.edition_tables import find_edition, public_mark, tables_of_edition
from assets.disclosure.publish.making import newest_edition
from assets.disclosure.publish.open_data import write_open_data
from assets.reference.tables import load_reference
from assets.warehouse.build import mark_of
from assets.warehouse.derived import write_table
from assets.warehouse.inputs import gather
from assets.warehouse.publication import publish
from schemas import products, public


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            name,
            deps=["indicatorwaarden", "raad_veiligheidsmonitor", "intern_duckdb"],
            group_name="openbaar",
            kinds={"pandas", "parquet"},
            description=products.product(name).description,
            metadata={"dagster/table_name": name},
        )
        for name in public.TABLES
    ],
    required_resource_keys={"werk"},
    name="openbare_uitgave",
    description="De uitgave van de openbare cijfers: wat geheim is, is niet terug te rekenen. "
    "Alleen een nieuwe uitgave als er een heel kwartaal bij is of als er iets is veranderd.",
)
def openbare_uitgave(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
    """Make the edition, or take the newest if nothing has changed."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het maken van de openbare cijfers"):
        inputs = gather(work.home, work.configuration, load_reference(work.configuration))
        newest = newest_edition(
            work.home, work.configuration, date.fromisoformat(inputs.known_until)
        )
        mark = public_mark(newest.edition) if newest else inputs.mark
        tables = tables_of_edition(newest and newest.edition)
        for name, frame in tables.items():
            write_table(work.home, name, frame, mark)
    summary = newest.attack_summary if newest else {}
    attack_metadata = {f"aanval: {name}": value for name, value in summary.items()}
    for name, frame in tables.items():
        yield dg.MaterializeResult(
            asset_key=name,
            metadata={"dagster/row_count": len(frame), **attack_metadata},
            data_version=dg.DataVersion(mark),
        )


@dg.asset(
    deps=list(public.TABLES),
    group_name="openbaar",
    kinds={"duckdb"},
    required_resource_keys={"werk"},
    description="openbaar.duckdb: alleen wat openbaar mag zijn, van de nieuwste uitgave.",
)
def openbaar_duckdb(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Publish the public tables; a file that would be the same is not written again."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het publiceren van de openbare cijfers"):
        inputs = gather(work.home, work.configuration, load_reference(work.configuration))
        edition = find_edition(work.home)
        known_until = edition.known_until.isoformat() if edition else inputs.known_until
        changed = publish(
            work.home,
            "openbaar.duckdb",
            products.OPENBAAR,
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
    """Write the open data; nothing as long as no quarter is complete."""
    work = context.resources.werk.of_run(context.run.tags)
    folder = work.home.product("open_data")
    with work.station("het schrijven van de open data"):
        edition = find_edition(work.home)
        if edition is None:
            return dg.MaterializeResult(metadata={"nieuw": False})
        written = write_open_data(edition, folder, publisher_of(work.configuration))
    changed = any(is_new for _, is_new in written.values())
    work.note(published={"open data": (folder / EXPLANATION, changed)})
    return dg.MaterializeResult(metadata={"nieuw": changed})
