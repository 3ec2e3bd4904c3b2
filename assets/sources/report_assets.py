"""Door of the reports: the exports of the municipal report system, month by month."""

import dagster as dg

from assets.basis import personal
from assets.deliveries.staging import fingerprint, stage
from assets.formats import moments
from assets.linking import RULES
from assets.linking.linking import linker_for
from assets.sources.melddesk import reports as rules
from assets.sources.melddesk import systems
from assets.sources.melddesk.categories import known_words
from schemas import melddesk, report_systems


def report_assets(months: dg.PartitionsDefinition) -> list[dg.AssetsDefinition]:
    """The assets of this room, by month."""

    @dg.asset(
        partitions_def=months,
        backfill_policy=dg.BackfillPolicy.single_run(),  # history is one run, not one a month
        deps=["archief", "koppelindex"],
        group_name="meldingen",
        kinds={"pandas", "parquet"},
        required_resource_keys={"werk"},
        description="Meldingen van inwoners: gecontroleerd, gekoppeld aan straat en buurt, zonder "
        "tekst, melder of behandelaar. Een bestand per levering.",
    )
    def staged_melddesk(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        """Stage every delivery of the report system that is not staged yet, of whichever month."""
        work = context.resources.werk.of_run(context.run.tags)
        with work.station("het verwerken van de meldingen"):
            key = personal.secret_key(work.home)
            linker = linker_for(work.configuration)
            settings = work.configuration.melddesk
            done = stage(
                work.home,
                settings.layouts,
                fingerprint(
                    (melddesk, report_systems, rules, systems, moments, personal, *RULES),
                    settings.model_dump(exclude={"categorieen"}),
                    sorted(known_words(settings)),
                    linker.versie,
                    personal.key_mark(key),
                ),
                lambda batch: rules.reports(batch, settings, linker, key),
                work.tables,
                work.progress("Meldingen"),
            )
        return work.months_made(context, done)

    return [staged_melddesk]
