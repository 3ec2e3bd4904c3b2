"""Door of the warehouse: an asset per SQL model, a check per SQL test, and the publication."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import dagster as dg

from assets.basis.errors import AnalystError, BrokenLawError
from assets.basis.home import Home
from assets.basis.report import Line, Postponed, Published, Repaired
from assets.basis.terms import today
from assets.deliveries.assets import file_result, makes
from assets.deliveries.source import Kind
from assets.deliveries.work import Work
from assets.reference.tables import load_reference
from assets.sources.registry import SOURCES
from assets.warehouse.build import Table, build, damaged_models
from assets.warehouse.checking import Finding, run_checks
from assets.warehouse.inputs import Inputs, gather
from assets.warehouse.messages import HELD
from assets.warehouse.models import checks, models, seeds, sources, views
from assets.warehouse.notices import notices
from assets.warehouse.publication import HELD_OPEN, REMADE, check_contracts, publish
from assets.warehouse.summary import summary
from assets.warehouse.told import SCREEN, remember, told_before
from schemas import published
from schemas.findings import meaning

HELD_TAG = "veiligheidsbeeld/vastgehouden"
_GROUPS = {"staging": "magazijn_1_staging", "intermediate": "magazijn_2_intermediate"}
_STAGED = tuple(source.asset for source in SOURCES)
_ROWS = tuple(source.asset for source in SOURCES if source.kind is Kind.ROWS)
# Inputs of the models -> the assets that make them; any other input is an asset itself.
_MADE_BY = {
    "manifesten": ("archief",),
    "dekking": ("archief",),
    "apart": ("archief",),
    "bevroren_leveringen": ("archief",),
    "bevroren_stukken": ("archief",),
    "leveringsoordelen": ("archief", *_ROWS),
    "quarantaine": _STAGED,
    "geaccepteerde_rijen": _STAGED,
}
_SETTINGS = {
    "instellingen": "Instellingen uit veiligheidsbeeld.toml",
    "categorie_instellingen": "Welk thema een categorie volgens de instellingen heeft",
    "thema_instellingen": "De eigen thema's volgens de instellingen",
    "thema_delen": "Welk eigen thema een deel is van welk thema",
    "indicator_instellingen": "De indicatoren van meldingen in een eigen thema",
    "bronnen": "De bronnen die het programma kent, en wat een rij van elk is",
}


def code_tables() -> list[dg.AssetSpec]:
    """The code tables and settings: shown in the graph, not made by the program."""
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
        dg.AssetSpec(name, group_name="codetabellen", description=description)
        for name, description in _SETTINGS.items()
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
            description=description or query.dutch,
            metadata={"voor de beheerder": query.description}
            | ({"dagster/table_name": query.name} if is_published else {}),
        )


def _check_specs() -> Iterator[dg.AssetCheckSpec]:
    names = {query.name for query in models()}
    for check in checks():
        yield dg.AssetCheckSpec(
            check.name,
            asset=sorted(check.depends_on & names)[0],
            description=meaning(check.name),
            metadata={"voor de beheerder": check.description},
            blocking=check.blocks,
        )


@dg.multi_asset(
    specs=list(_specs()),
    check_specs=list(_check_specs()),
    name="magazijn",
    description="Alle SQL-modellen in één keer, uit dezelfde invoer.",
)
def warehouse(
    context: dg.AssetExecutionContext, werk: dg.ResourceParam[Work]
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Make the tables and run every check; a failed blocking check stops the run.

    Tables are made all or none, so that all have the same inputs.
    """
    with werk.station("het maken van de tabellen"):
        inputs = gather(werk.home, werk.configuration, load_reference(werk.configuration))
        if not inputs.manifests:
            raise AnalystError(_nothing_delivered(werk.home, inputs))
        if damaged := damaged_models(werk.home):
            text = (
                f"tabellen die beschadigd waren ({', '.join(damaged)}); alle zijn opnieuw gemaakt"
            )
            werk.report.add(Repaired(text))
        for table in build(werk.home, inputs, werk.progress("Tabellen")):
            yield _materialized(table, inputs.mark)
        findings = run_checks(werk.home)
    for finding in findings:
        yield _checked(finding)
    werk.report.add(*findings)
    _stop_where_blocked(findings)
    if makes(context, "openbare_cijfers"):
        werk.begin("openbare_cijfers")


def _nothing_delivered(home: Home, inputs: Inputs) -> str:
    if home.as_of:
        return f"Op {home.as_of} was er nog niets geleverd; kies een latere peildatum."
    return (
        "Er is nog niets geleverd dat bruikbaar is. Zet leveringen in de inbox "
        f"«{home.inbox.name}» en start opnieuw. " + " ".join(note.melding for note in inputs.aside)
    )


def _stop_where_blocked(findings: list[Finding]) -> None:
    stops = [finding for finding in findings if finding.blocks and finding.rows]
    if stops:
        raise BrokenLawError(
            "intern.duckdb is niet vernieuwd: een wet van de keten is geschonden ("
            + "; ".join(f"{finding.rows}× {meaning(finding.check)}" for finding in stops)
            + "). Meld dit aan de beheerder."
        )


def _materialized(table: Table, mark: str) -> dg.MaterializeResult:
    name = table.query.name
    described = published.table(name).columns if name in published.INTERN else ()
    comments = {column.name: column.comment for column in described}
    columns = [
        dg.TableColumn(column, kind, description=comments.get(column))
        for column, kind in table.columns
    ]
    deps_by_column = {
        column: [dg.TableColumnDep(asset_key=source, column_name=origin) for source, origin in deps]
        for column, deps in table.lineage.items()
    }
    return dg.MaterializeResult(
        asset_key=name,
        metadata={
            "dagster/row_count": table.rows,
            "bestand": dg.MetadataValue.path(table.path),
            "dagster/column_schema": dg.TableSchema(columns=columns),
            "dagster/column_lineage": dg.TableColumnLineage(deps_by_column),
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
    freshness_policy=dg.FreshnessPolicy.time_window(
        fail_window=timedelta(days=45), warn_window=timedelta(days=35)
    ),
    check_specs=[
        dg.AssetCheckSpec(
            "contracten",
            asset="intern_duckdb",
            description="Elke tabel voldoet aan haar contract: kolommen, gegevenstypen, verplichte "
            "velden en sleutel; anders blijft de vorige publicatie staan",
            blocking=True,
        )
    ],
    description="intern.duckdb: het bestand dat dashboards lezen. Vertrouwelijk: tot op "
    "straatniveau. Wordt naast het vorige gemaakt, gecontroleerd en in één keer verwisseld.",
)
def intern_duckdb(
    context: dg.AssetExecutionContext, werk: dg.ResourceParam[Work]
) -> dg.MaterializeResult:
    """Publish the tables, if each meets its contract; the summary of the run is metadata, and a tag
    tells of held deliveries."""
    with werk.station("het publiceren"):
        inputs = gather(werk.home, werk.configuration, load_reference(werk.configuration))
        _stop_where_blocked(check_contracts(werk.home))
        werk.report.add(*notices(werk.configuration, inputs.waited_for, today()))
        changed = publish(
            werk.home,
            "intern.duckdb",
            {name: name for name in published.INTERN},
            inputs.mark,
            werk.configuration.gemeente.code,
            inputs.known_until,
            werk.configuration.publicatie.opslagversie,
            werk.configuration.doelbinding,
            on_damage=lambda: werk.report.add(Repaired(REMADE.format("intern.duckdb"))),
            views=views(),
            has_own_name=werk.home.as_of is None,
            on_held=lambda: werk.report.add(Postponed(HELD_OPEN.format("intern.duckdb"))),
        )
        path = werk.home.publish / "intern.duckdb"
        result = file_result(
            werk,
            Published("intern.duckdb", path, changed),
            peildatum=inputs.known_until,
            bytes=path.stat().st_size,
        )
        text = _tell(context, werk)
    return result._replace(
        metadata=result.metadata | {"samenvatting": dg.MetadataValue.md(text)},
        check_results=[dg.AssetCheckResult(check_name="contracten", passed=True)],
        data_version=dg.DataVersion(inputs.mark),
    )


def _tell(context: dg.AssetExecutionContext, werk: Work) -> str:
    """Tell the screen what the run did, and of held deliveries; the summary."""
    told = summary(werk.home, werk.report, told_before(werk.home, SCREEN))
    for message in told.held:
        context.log.warning(f"{HELD}: {message.subject}")
    if told.held:
        context.instance.add_run_tags(context.run_id, {HELD_TAG: str(len(told.held))})
    context.log.info(text := _as_markdown(told.lines))
    remember(werk.home, SCREEN, told.keys)
    return text


def _as_markdown(lines: Iterable[Line]) -> str:
    return "\n".join(
        "\n".join([f"- **{line.label}**: {line.text}", *(f"    - {own}" for own in line.details)])
        for line in lines
    )
