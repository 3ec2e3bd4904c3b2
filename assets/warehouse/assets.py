"""Door of the warehouse: each SQL model an asset, each SQL test a check, and the publication."""

from collections.abc import Iterator
from datetime import timedelta

import dagster as dg

from assets.basis.errors import AnalystError
from assets.reference.tables import load_reference
from assets.warehouse.build import Finding, Table, build, run_checks
from assets.warehouse.inputs import gather
from assets.warehouse.models import checks, models, seeds, sources
from assets.warehouse.publication import check_contracts, publish
from schemas import published
from schemas.findings import meaning

_GROUPS = {"staging": "magazijn_1_staging", "intermediate": "magazijn_2_intermediate"}
# What a model calls a source, and the asset that makes it; other sources are assets themselves.
_MADE_BY = {
    "manifesten": ("archief",),
    "dekking": ("archief",),
    "apart": ("archief",),
    "leveringsoordelen": ("archief", "staged_politie", "staged_melddesk"),
    "quarantaine": (
        "staged_politie",
        "staged_politie_open_data",
        "staged_melddesk",
        "staged_registers",
        "staged_duiding",
        "staged_doelen",
        "staged_hotspotaanpak",
        "staged_veiligheidsmonitor",
    ),
}
_SETTINGS = ("instellingen", "categorie_instellingen")


def code_tables() -> list[dg.AssetSpec]:
    """The code tables and settings that come with the program: shown in the graph, not made."""
    tables = [
        dg.AssetSpec(
            name,
            group_name="codetabellen",
            kinds={"csv"},
            description=f"Codetabel dbt_like_sql/seeds/{name}.csv",
        )
        for name in seeds()
    ]
    settings = [
        dg.AssetSpec(
            name, group_name="codetabellen", description="Instellingen uit veiligheidsbeeld.toml"
        )
        for name in _SETTINGS
    ]
    return tables + settings


def _specs() -> Iterator[dg.AssetSpec]:
    made_elsewhere = sources()
    for query in models():
        deps = {
            dep
            for name in query.depends_on
            for dep in (_MADE_BY.get(name, (name,)) if name in made_elsewhere else (name,))
        }
        is_published = query.name in published.INTERN
        description = published.table(query.name).description if is_published else None
        yield dg.AssetSpec(
            query.name,
            deps=sorted(deps),
            group_name=_GROUPS.get(query.layer, "magazijn_3_marts"),
            kinds={"sql", "duckdb"},
            description=f"{description}\n\n{query.description}"
            if description
            else query.description,
            metadata={"korrel": query.grain}
            | ({"dagster/table_name": query.name} if is_published else {}),
        )


def _check_specs() -> Iterator[dg.AssetCheckSpec]:
    names = {query.name for query in models()}
    for check in checks():
        yield dg.AssetCheckSpec(
            check.name,
            asset=sorted(check.depends_on & names)[0],
            description=check.description,
            blocking=check.blocks,
        )


@dg.multi_asset(
    specs=list(_specs()),
    check_specs=list(_check_specs()),
    can_subset=True,
    required_resource_keys={"werk"},
    name="magazijn",
    description="Alle SQL-modellen in één keer, uit één en dezelfde invoer.",
)
def warehouse(
    context: dg.AssetExecutionContext,
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Make the tables and hold them against every check; a blocking one stops the run here."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het maken van de tabellen"):
        inputs = gather(work.home, work.configuration, load_reference(work.configuration))
        if not inputs.manifests:
            raise AnalystError(
                f"Op {work.as_of} was er nog niets geleverd; kies een latere peildatum."
                if work.as_of
                else "Er is nog niets geleverd dat bruikbaar is. Zet leveringen in de inbox "
                f"«{work.home.inbox.name}» en start opnieuw. "
                + " ".join(note.melding for note in inputs.aside)
            )
        for table in build(work.home, inputs, work.progress("Tabellen")):
            if dg.AssetKey(table.query.name) in context.selected_asset_keys:
                yield _materialized(table.query.name, table, inputs.mark)
        findings = run_checks(work.home)
    for finding in findings:
        key = dg.AssetCheckKey(dg.AssetKey(finding.table), finding.check)
        if key in context.selected_asset_check_keys:
            yield _checked(finding)
    work.note(findings=findings)
    _stop_where_blocked(findings)


def _stop_where_blocked(findings: list[Finding]) -> None:
    stops = [finding for finding in findings if finding.blocks and finding.rows]
    if stops:
        raise AnalystError(
            "Niet gepubliceerd: een wet van de keten is geschonden ("
            + "; ".join(f"{finding.rows}× {meaning(finding.check)}" for finding in stops)
            + "). De vorige publicatie staat er nog. Meld dit aan de beheerder."
        )


def _materialized(name: str, table: Table, mark: str) -> dg.MaterializeResult:
    described = published.table(name).columns if name in published.INTERN else ()
    comments = {column.name: column.comment for column in described}
    columns = [
        dg.TableColumn(column, kind, description=comments.get(column))
        for column, kind in table.columns
    ]
    return dg.MaterializeResult(
        asset_key=name,
        metadata={
            "dagster/row_count": table.rows,
            "dagster/column_schema": dg.TableSchema(columns=columns),
        },
        data_version=dg.DataVersion(mark),
    )


def _checked(finding: Finding) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=finding.table,
        check_name=finding.check,
        passed=finding.rows == 0,
        severity=dg.AssetCheckSeverity.ERROR if finding.blocks else dg.AssetCheckSeverity.WARN,
        metadata={"gevonden": finding.rows},
    )


@dg.asset(
    deps=[name for name in published.INTERN if name != "publicatie"],
    group_name="publicatie",
    kinds={"duckdb"},
    required_resource_keys={"werk"},
    freshness_policy=dg.FreshnessPolicy.time_window(
        fail_window=timedelta(days=45), warn_window=timedelta(days=35)
    ),
    check_specs=[
        dg.AssetCheckSpec(
            "contracten",
            asset="intern_duckdb",
            description="Kolommen, soorten, lege velden en korrel van elke tabel zijn die van haar "
            "contract; anders wordt er niet verwisseld",
            blocking=True,
        )
    ],
    description="intern.duckdb: wat dashboards lezen. Vertrouwelijk: tot op de straat. Wordt naast "
    "de oude gemaakt, gecontroleerd en in één keer verwisseld.",
)
def intern_duckdb(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Bring out the tables of the warehouse, if each keeps its contract."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het publiceren"):
        inputs = gather(work.home, work.configuration, load_reference(work.configuration))
        _stop_where_blocked(check_contracts(work.home))
        changed = publish(
            work.home,
            "intern.duckdb",
            {name: name for name in published.INTERN},
            inputs.mark,
            work.configuration.gemeente.code,
            inputs.known_until,
            work.configuration.publicatie.opslagversie,
        )
    path = work.home.publish / "intern.duckdb"
    work.note(published={"intern.duckdb": (path, changed)})
    return dg.MaterializeResult(
        metadata={
            "nieuw": changed,
            "peildatum": inputs.known_until,
            "bytes": path.stat().st_size,
        },
        check_results=[dg.AssetCheckResult(check_name="contracten", passed=True)],
        data_version=dg.DataVersion(inputs.mark),
    )
