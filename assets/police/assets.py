"""Door of the police: the incident exports, month by month."""

import dagster as dg

from assets.deliveries.staging import stage
from assets.police.staging import recipe


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

    return [staged_politie]
