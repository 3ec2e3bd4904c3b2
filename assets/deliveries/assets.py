"""Door of the deliveries: the archive as a Dagster asset."""

import dagster as dg

from assets.deliveries.archive import take_in


@dg.asset(
    group_name="leveringen",
    kinds={"python"},
    required_resource_keys={"werk"},
    description="Alle leveringen, onveranderd, onder hun sha256 en met een manifest. Wat niet "
    "bruikbaar is staat apart, met wat eraan te doen is.",
)
def archief(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Take in all that is new in the inbox."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het innemen van de leveringen"):
        intake = take_in(
            work.home,
            work.layouts,
            work.configuration.leveringen.aandeel_dekkende_maand,
            tick=work.progress("Leveringen lezen"),
            keep=work.tables.__setitem__,
            ahead=work.ahead.examined,
        )
    work.note(intake=intake)
    return dg.MaterializeResult(
        metadata={
            "nieuw": len(intake.new),
            "bekend": intake.known,
            "dubbel": intake.duplicates,
            "apart gezet": dg.MetadataValue.md("\n".join(f"- {a.melding}" for a in intake.aside)),
        }
    )
