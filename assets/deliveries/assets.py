"""Door of the deliveries: the archive as a Dagster asset; and how every door reports its files."""

import dagster as dg

from assets.basis.report import Published
from assets.deliveries import arriving
from assets.deliveries.archive import municipality_words, take_in
from assets.deliveries.overlooked import Overlooked, overlooked
from assets.deliveries.repair import repair_archive
from assets.deliveries.work import Work


@dg.asset(
    group_name="leveringen",
    kinds={"python"},
    description="Alle leveringen, onveranderd bewaard onder hun sha256, met een manifest. "
    "Onbruikbare bestanden staan apart, met wat eraan te doen is.",
)
def archief(werk: dg.ResourceParam[Work]) -> dg.MaterializeResult:
    """Take in everything new in the inbox."""
    with werk.station("het innemen van de leveringen"):
        layouts, share = werk.layouts, werk.configuration.leveringen.aandeel_dekkende_maand
        werk.report.add(*repair_archive(werk.home, layouts, share, werk.own, werk.reader))
        intake = take_in(
            werk.home,
            layouts,
            share,
            tick=werk.progress("Leveringen lezen"),
            keep=werk.keep,
            pause=arriving.PAUSE,
            own=werk.own,
            reader=werk.reader,
            earlier=werk.earlier,
        )
        passed_over = overlooked(werk.home.inbox, municipality_words(layouts))
    werk.report.add(intake, *map(Overlooked, passed_over))
    return dg.MaterializeResult(
        metadata={
            "nieuw": len(intake.new),
            "bekend": intake.known,
            "dubbel": intake.duplicates,
            "wordt nog gekopieerd": len(intake.arriving),
            "overgeslagen": dg.MetadataValue.md("\n".join(f"- {text}" for text in passed_over)),
            "apart gezet": dg.MetadataValue.md("\n".join(f"- {a.melding}" for a in intake.aside)),
        }
    )


def makes(context: dg.AssetExecutionContext, asset: str) -> bool:
    """Whether this run makes an asset."""
    return dg.AssetKey(asset) in context.job_def.asset_layer.executable_asset_keys


def file_result(werk: Work, *files: Published, **more: object) -> dg.MaterializeResult:
    """Report the files that an asset made, and link to them. `more`: further metadata."""
    werk.report.add(*files)
    return dg.MaterializeResult(
        metadata={file.name: dg.MetadataValue.path(file.path) for file in files}
        | {"dagster/uri": files[0].path.absolute().as_uri()}
        | {"nieuw": any(file.changed for file in files)}
        | more
    )
