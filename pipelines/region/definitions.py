"""The code location of a region: a partition for each municipality, the same tasks as the shell.

It shows the region of `VEILIGHEIDSBEELD_REGIO`. What happens within a municipality is in its own
home, and in `pipelines.definitions`.
"""

import dagster as dg

from pipelines.region.events import MUNICIPALITY, about
from pipelines.region.running import deliveries, municipalities_of, only_run, roll_up
from pipelines.region.settings import RegionSettings, load_region
from pipelines.region.tasks import How, divided, run_municipality

_GROUP = "regio"


def build_region_defs(region: RegionSettings) -> dg.Definitions:
    """The definitions of one region."""
    partitions = dg.StaticPartitionsDefinition(list(region.members))
    tasks = {task.code: task for task in municipalities_of(region)}

    @dg.asset(
        group_name=_GROUP,
        description="Leveringen voor allen samen, per gemeente verdeeld: rijen = rijen van elke "
        "gemeente + rijen van geen.",
    )
    def regio_leveringen() -> dg.MaterializeResult:
        with only_run(region):
            answers = [divided(task) for task in deliveries(region)]
        refused = [answer for answer in answers if isinstance(answer, str)]
        if refused:
            raise dg.Failure("\n".join(refused))
        rows = sum(answer.rijen for answer in answers if answer is not None)
        return dg.MaterializeResult(metadata={"leveringen": len(answers), "rijen": rows})

    @dg.asset(
        name=MUNICIPALITY,
        partitions_def=partitions,
        deps=[regio_leveringen],
        group_name=_GROUP,
        description="De run van één gemeente, in haar eigen gegevensmap en met haar eigen sleutel.",
        metadata=dict(region.names),
    )
    def gemeente(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        ended = run_municipality(tasks[context.partition_key])
        if ended.how is How.FAILED:
            raise dg.Failure(ended.problem)
        return dg.MaterializeResult(metadata=about(ended))

    @dg.asset(
        deps=[gemeente],
        group_name=_GROUP,
        kinds={"duckdb"},
        description="regio.duckdb en de bladen: wat van elke gemeente openbaar is, naast elkaar.",
    )
    def regio_duckdb() -> dg.MaterializeResult:
        with only_run(region):
            changed, pages = roll_up(region)
        return dg.MaterializeResult(metadata={"vernieuwd": changed, "bladen": pages})

    assets = [regio_leveringen, gemeente, regio_duckdb] if region.members else []
    return dg.Definitions(assets=assets, executor=dg.in_process_executor)


@dg.definitions
def defs() -> dg.Definitions:
    """What `dagster dev -m pipelines.region.definitions` loads."""
    return build_region_defs(load_region())
