"""The code location: everything that Dagster shows and runs, put together in one place."""

from __future__ import annotations

import dagster as dg

import assets.deliveries.assets as deliveries
import assets.disclosure.assets as disclosure
import assets.factsheets.assets as factsheets
import assets.indicators.assets as indicators
import assets.linking.assets as linking
import assets.reference.assets as reference
import assets.warehouse.assets as warehouse
import assets.website.assets as website
from assets.sources.police_assets import police_assets
from assets.sources.report_assets import report_assets
from pipelines.jobs import jobs
from pipelines.partitions import monthly
from pipelines.resources import Work
from pipelines.schedules import schedules
from pipelines.sensors import sensors
from pipelines.settings import Settings, load_settings


def build_defs(settings: Settings, work: Work | None = None) -> dg.Definitions:
    """The definitions on one home. The command line gives its own `work`, to show progress."""
    months = monthly(settings.configuration.gemeente.eerste_maand)
    return dg.Definitions(
        assets=[
            deliveries.archief,
            reference.reference,
            reference.staged_registers,
            *reference.team_assets(),
            reference.staged_veiligheidsmonitor,
            linking.koppelindex,
            *police_assets(months),
            *report_assets(months),
            *warehouse.code_tables(),
            warehouse.warehouse,
            indicators.indicators,
            warehouse.intern_duckdb,
            disclosure.openbare_uitgave,
            disclosure.openbaar_duckdb,
            disclosure.open_data,
            factsheets.driehoek_factsheet,
            factsheets.raad_factsheet,
            website.openbare_website,
        ],
        jobs=jobs(),
        schedules=schedules(),
        sensors=sensors(settings),
        resources={"werk": dg.ResourceDefinition.hardcoded_resource(work or Work(settings))},
        # The steps are light: a process a step would cost more than the work (102 s against 5 s).
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What `dagster dev` and `workspace.yaml` load: the home of the environment, or `data/`."""
    return build_defs(load_settings())
