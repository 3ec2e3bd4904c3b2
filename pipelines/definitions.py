"""The code location: everything that Dagster shows and runs, in one place."""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg

import assets.deliveries.assets as deliveries
import assets.disclosure.assets as disclosure
import assets.factsheets.assets as factsheets
import assets.indicators.assets as indicators
import assets.linking.assets as linking
import assets.reference.assets as reference
import assets.warehouse.assets as warehouse
import assets.website.assets as website
from assets.deliveries.work import Work
from assets.sources.assets import source_assets
from pipelines.jobs import jobs
from pipelines.partitions import monthly
from pipelines.resources import work_of, work_resource
from pipelines.schedules import schedules
from pipelines.sensors import sensors
from pipelines.settings import Settings, load_settings

OWNER = "team:veiligheidsteam"  # who answers for a table, as the screen shows it


def build_defs(settings: Settings, work: Work | None = None) -> dg.Definitions:
    """The definitions for one home. The command line passes its own `work`, to show progress."""
    every = [
        deliveries.archief,
        reference.reference,
        linking.koppelindex,
        *source_assets(monthly(settings.configuration.gemeente.eerste_maand)),
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
    ]
    return dg.Definitions(
        assets=dg.map_asset_specs(lambda spec: spec.replace_attributes(owners=[OWNER]), every),
        jobs=jobs(),
        schedules=schedules(),
        sensors=sensors(settings),
        resources={"werk": work_resource(lambda: work or work_of(settings))},
        # The steps are light: a process per step costs more than the work (102 s against 5 s).
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What `dagster dev` and `workspace.yaml` load: on the home of the environment, or `data/`."""
    settings = load_settings()
    if words := elsewhere(settings.home / "dagster", os.environ.get("DAGSTER_HOME")):
        dg.get_dagster_logger("veiligheidsbeeld").warning(words)
    return build_defs(settings)


def elsewhere(storage: Path, chosen: str | None) -> str | None:
    """How to see the runs of the shell, if Dagster keeps its own elsewhere; None if it does not.
    Where none is `chosen`, `dagster.yaml` of this folder names that of `data/`."""
    if not chosen and Path("dagster.yaml").exists():
        chosen = "data/dagster"
    if chosen and Path(chosen).resolve() == storage:
        return None
    return (
        "Dit scherm toont de runs van de opdrachtregel niet. Start het met: veiligheidsbeeld ui. "
        f"Of met: DAGSTER_HOME={storage} dagster dev"
    )
