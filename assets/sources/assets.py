"""Door of the sources: one Dagster asset each, all made the same way from the registry.

Staging handles everything new in one run, of any month. The months of a source are shown by an
asset of its own, partitioned by month and never run, so that starting a run asks for no month.
"""

import dagster as dg

from assets.basis.errors import AnalystError
from assets.basis.report import Repaired
from assets.deliveries.manifests import manifests
from assets.deliveries.source import Kind, Source
from assets.deliveries.staging import Progress, stage
from assets.deliveries.work import Work
from assets.sources.registry import SOURCES, refusal_of


def source_assets(months: dg.PartitionsDefinition) -> list[dg.AssetsDefinition | dg.AssetSpec]:
    """The staged rows of each source, and the months that each source of rows has."""
    return [
        *(_staged(source) for source in SOURCES),
        *(_months(source, months) for source in SOURCES if source.kind is Kind.ROWS),
    ]


def _staged(source: Source) -> dg.AssetsDefinition:
    @dg.asset(
        name=source.asset,
        deps=list(source.needs),
        group_name=source.group,
        kinds={"pandas", "parquet"},
        description=source.description,
    )
    def staged(
        context: dg.AssetExecutionContext, werk: dg.ResourceParam[Work]
    ) -> dg.MaterializeResult:
        with werk.station(f"het verwerken van {source.title}"):
            _require_allowed(source, werk)
            done = stage(
                werk.home,
                source.layouts(werk.configuration),
                source.recipe(werk.home, werk.configuration),
                werk.tables,
                werk.progress(source.title[0].upper() + source.title[1:]),
                werk.reader,
            )
            months = _months_of(werk, done)
        if done.repaired:
            werk.report.add(Repaired(_remade(source, done)))
        if source.kind is Kind.ROWS:
            for month in months:
                context.log_event(
                    dg.AssetMaterialization(f"{source.name}_maanden", partition=month)
                )
        return dg.MaterializeResult(
            metadata={
                "leveringen": done.total,
                "nieuw verwerkt": len(done.made),
                "maanden": len(months),
            }
        )

    return staged


def _require_allowed(source: Source, werk: Work) -> None:
    """Raise `AnalystError` if deliveries of a source are in the archive that may not be used: the
    decision was withdrawn after they came."""
    refusal = refusal_of(source, werk.configuration)
    if refusal and any(manifest.bron == source.name for manifest in manifests(werk.home)):
        raise AnalystError(f"Er staan leveringen in het archief die niet mogen. {refusal}")


def _remade(source: Source, done: Progress) -> str:
    return (
        f"van {source.title} {len(done.repaired)} keer verwerkte rijen die beschadigd of weg waren "
        f"({', '.join(done.repaired)}); zij zijn opnieuw gemaakt uit het archief"
    )


def _months(source: Source, months: dg.PartitionsDefinition) -> dg.AssetSpec:
    return dg.AssetSpec(
        f"{source.name}_maanden",
        deps=[source.asset],
        group_name=source.group,
        partitions_def=months,
        description=f"De maanden van {source.title} die zijn verwerkt. Alleen ter inzage: een run "
        "bepaalt zelf welke maanden nieuw zijn.",
    )


def _months_of(werk: Work, done: Progress) -> list[str]:
    """The months covered by the deliveries that were staged in this run."""
    made = set(done.made)
    return sorted(
        {
            month
            for manifest in manifests(werk.home)
            if manifest.levering_id in made
            for month in manifest.maanden
        }
    )
