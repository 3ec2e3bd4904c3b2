"""Door of the police: the incident exports, month by month, and the open data."""

import dagster as dg

from assets.deliveries.staging import stage
from assets.sources.politie.staging import open_recipe, recipe
from schemas import open_data


def police_assets(months: dg.PartitionsDefinition) -> list[dg.AssetsDefinition]:
    """The assets of this room, by month."""

    @dg.asset(
        partitions_def=months,
        backfill_policy=dg.BackfillPolicy.single_run(),  # history is one run, not one a month
        deps=["archief", "koppelindex"],
        group_name="politie",
        kinds={"pandas", "parquet"},
        required_resource_keys={"werk"},
        description="Registraties van de politie: gecontroleerd, gekoppeld aan straat en buurt, "
        "zonder iets dat een persoon aanwijst. Een bestand per levering.",
    )
    def staged_politie(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        """Stage every police delivery that is not staged yet, of whichever month."""
        work = context.resources.werk.of_run(context.run.tags)
        with work.station("het verwerken van de politie-export"):
            made = recipe(work.home, work.configuration)
            done = stage(
                work.home,
                work.configuration.politie.layout,
                made.mark,
                made.make,
                work.tables,
                work.progress("Politie"),
                work.ahead.rows,
            )
        return work.months_made(context, done)

    @dg.asset(
        deps=["archief", "gebieden", "wijken"],
        group_name="politie",
        kinds={"pandas", "parquet"},
        required_resource_keys={"werk"},
        description="Open data van de politie (StatLine, OData): een getal per misdrijf- of "
        "overlastcode, gebied en periode, van deze gemeente alleen. Een bestand per levering.",
    )
    def staged_politie_open_data(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        """Stage every delivery of open data that is not staged yet."""
        work = context.resources.werk.of_run(context.run.tags)
        with work.station("het verwerken van de open data van de politie"):
            made = open_recipe(work.configuration)
            layout = open_data.layout(
                work.configuration.gemeente.code, work.configuration.gemeente.naam
            )
            done = stage(work.home, layout, made.mark, made.make, work.tables)
        return dg.MaterializeResult(metadata={"leveringen": done.total, "nieuw": len(done.made)})

    return [staged_politie, staged_politie_open_data]
