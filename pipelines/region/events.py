"""What Dagster is told of a run from the shell, so that its screen shows every municipality: in the
storage of the region itself, under the partition of the municipality.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dagster as dg

from pipelines.region.settings import RegionSettings
from pipelines.region.tasks import Ended, How
from pipelines.running import check_settings, prepare_dagster

MUNICIPALITY = "gemeente"  # the asset with a partition for each municipality


@contextmanager
def region_events(region: RegionSettings) -> Iterator[Callable[[Ended], None]]:
    """Yield what records the outcome of a municipality."""
    folder, _ = prepare_dagster(region.home)
    check_settings(folder)
    with dg.DagsterInstance.from_config(str(folder)) as instance:

        def record(ended: Ended) -> None:
            kind = dg.AssetObservation if ended.how is not How.DONE else dg.AssetMaterialization
            event = kind(MUNICIPALITY, partition=ended.code, metadata=about(ended))
            instance.report_runless_asset_event(event)

        yield record


def about(ended: Ended) -> dict[str, object]:
    """What the screen shows of the outcome of a municipality: no value of a row."""
    told = {"gemeente": ended.name, "run": str(ended.how), "seconden": ended.seconds}
    told |= {"leveringen": ended.deliveries, "rijen": ended.rows}
    return told | ({"melding": ended.problem} if ended.problem else {})
