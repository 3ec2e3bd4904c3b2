"""Door of the police: the incident exports, month by month."""

import dagster as dg
import pandas as pd

from assets.deliveries import moments, personal
from assets.deliveries.staging import fingerprint, stage
from assets.linking import RULES
from assets.linking.linking import linker_for
from assets.police import registrations as rules
from assets.reference.tables import SEEDS
from schemas import police


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
            key = personal.secret_key(work.home)
            linker = linker_for(work.configuration)
            codes = pd.read_csv(SEEDS / "mk_klassen.csv", dtype="str")["mk_code"]
            settings = work.configuration.politie
            done = stage(
                work.home,
                settings.layout,
                fingerprint(
                    (police, rules, moments, personal, *RULES),
                    sorted(codes),
                    settings,
                    linker.versie,
                    personal.key_mark(key),
                ),
                lambda batch: rules.registrations(batch, settings, frozenset(codes), linker, key),
                work.tables,
                work.progress("Politie"),
            )
        return work.months_made(context, done)

    return [staged_politie]
