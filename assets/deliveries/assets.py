"""Door of the deliveries: the archive as a Dagster asset; and how every door reports its files."""

import dagster as dg

from assets.basis.report import Published
from assets.deliveries.archive import take_in
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
        intake = take_in(
            werk.home,
            werk.layouts,
            werk.configuration.leveringen.aandeel_dekkende_maand,
            tick=werk.progress("Leveringen lezen"),
            keep=werk.keep,
            reader=werk.reader,
        )
    werk.report.add(intake)
    return dg.MaterializeResult(
        metadata={
            "nieuw": len(intake.new),
            "bekend": intake.known,
            "dubbel": intake.duplicates,
            "apart gezet": dg.MetadataValue.md("\n".join(f"- {a.melding}" for a in intake.aside)),
        }
    )


def file_result(werk: Work, *files: Published, **more: object) -> dg.MaterializeResult:
    """Report the files that an asset made, and link to them. `more`: further metadata."""
    werk.report.add(*files)
    return dg.MaterializeResult(
        metadata={file.name: dg.MetadataValue.path(file.path) for file in files}
        | {"dagster/uri": files[0].path.absolute().as_uri()}
        | {"nieuw": any(file.changed for file in files)}
        | more
    )
