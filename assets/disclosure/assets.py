"""Dagster assets of disclosure: the edition of the public figures, openbaar.duckdb, the open data.

What they do belongs in the modules of `publish`.
"""

from collections.abc import Iterator

import dagster as dg

from assets.basis.products import Product
from assets.basis.program import mark
from assets.basis.report import Published, Repaired
from assets.deliveries.assets import file_result, makes
from assets.deliveries.work import Work
from assets.disclosure.publish.edition_tables import find_edition, public_mark, tables_of_edition
from assets.disclosure.publish.newest import newest_edition
from assets.disclosure.publish.open_data import write_open_data
from assets.disclosure.publish.proposing import propose
from assets.disclosure.publish.publisher import EXPLANATION, publisher_of
from assets.reference.tables import load_reference
from assets.warehouse.build import mark_of
from assets.warehouse.derived import write_table
from assets.warehouse.inputs import gather
from assets.warehouse.publication import REMADE, publish
from schemas import published


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            name,
            deps=["indicatorwaarden", "oordelen", "raad_veiligheidsmonitor", "intern_duckdb"],
            group_name="openbaar",
            kinds={"pandas", "parquet"},
            description=published.table(name).description,
            metadata={"dagster/table_name": name},
        )
        for name in published.EDITION
    ],
    name="openbare_uitgave",
    description="De uitgave van de openbare cijfers: wat geheim is, is niet terug te rekenen. Een "
    "nieuwe uitgave komt er alleen als er een heel kwartaal bij is of als er iets is veranderd.",
)
def openbare_uitgave(
    context: dg.AssetExecutionContext, werk: dg.ResourceParam[Work]
) -> Iterator[dg.MaterializeResult]:
    """Make the edition, or take the newest if nothing has changed."""
    with werk.station("het maken van de openbare cijfers"):
        inputs = gather(werk.home, werk.configuration, load_reference(werk.configuration))
        proposed = werk.result("openbare_cijfers", propose)
        newest = newest_edition(werk.home, werk.configuration, proposed)
        made_of = public_mark(newest.edition) if newest else inputs.mark
        tables = tables_of_edition(newest and newest.edition)
        for name, frame in tables.items():
            write_table(werk.home, name, frame, made_of)
    if makes(context, "raad_factsheet"):
        werk.begin("raad_factsheet")
    summary = newest.attack_summary if newest else {}
    attack_metadata = {f"aanval: {name}": value for name, value in summary.items()}
    for name, frame in tables.items():
        yield dg.MaterializeResult(
            asset_key=name,
            metadata={"dagster/row_count": len(frame), **attack_metadata},
            data_version=dg.DataVersion(made_of),
        )


@dg.asset(
    deps=list(published.EDITION),
    group_name="openbaar",
    kinds={"duckdb"},
    description="openbaar.duckdb: alleen wat openbaar mag zijn, van de nieuwste uitgave.",
)
def openbaar_duckdb(werk: dg.ResourceParam[Work]) -> dg.MaterializeResult:
    """Publish the public tables; a file that would be the same is not written again."""
    with werk.station("het publiceren van de openbare cijfers"):
        inputs = gather(werk.home, werk.configuration, load_reference(werk.configuration))
        edition = find_edition(werk.home)
        known_until = edition.known_until.isoformat() if edition else inputs.known_until
        changed = publish(
            werk.home,
            "openbaar.duckdb",
            published.OPENBAAR,
            mark_of(werk.home.tables / "openbare_cijfers.parquet") or inputs.mark,
            werk.configuration.gemeente.code,
            known_until,
            werk.configuration.publicatie.opslagversie,
            on_damage=lambda: werk.report.add(Repaired(REMADE.format("openbaar.duckdb"))),
        )
    path = werk.home.publish / "openbaar.duckdb"
    return file_result(werk, Published("openbaar.duckdb", path, changed))


@dg.asset(
    deps=["openbaar_duckdb"],
    group_name="openbaar",
    kinds={"csv", "parquet"},
    description="Open data: de openbare cijfers als CSV en Parquet, met hun beschrijving.",
)
def open_data(werk: dg.ResourceParam[Work]) -> dg.MaterializeResult:
    """Write the open data; nothing as long as no quarter is complete."""
    folder = werk.home.product("open_data")
    with werk.station("het schrijven van de open data"):
        edition = find_edition(werk.home)
        if edition is None:
            return dg.MaterializeResult(metadata={"nieuw": False})
        publisher, product = publisher_of(werk.configuration), Product(werk.home, folder)
        made_of = mark(public_mark(edition), publisher)
        changed = False
        if not product.is_as_made(made_of):
            written = write_open_data(edition, folder, publisher)
            changed = any(is_new for _, is_new in written.values())
            product.remember(made_of)
    return file_result(werk, Published("open data", folder / EXPLANATION, changed))
