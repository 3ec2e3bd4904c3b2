"""Tests of the region as Dagster shows it: a partition for each municipality, the same tasks."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from assets.deliveries.reader import InThisProcess
from benchmarks.invented_region import write_region
from pipelines.region import definitions, events
from pipelines.region.settings import RegionSettings, load_region
from pipelines.region.tasks import Ended, How, Municipality

SMALL = {"GM0965": 10_000, "GM0981": 10_000}


@pytest.fixture
def region(tmp_path: Path) -> RegionSettings:
    for code in SMALL:
        (tmp_path / code / "data").mkdir(parents=True)
    members = "".join(
        f'[gemeenten.{code}]\ninstellingen = "{code}/v.toml"\nhome = "{code}/data"\n'
        for code in SMALL
    )
    for code in SMALL:
        (tmp_path / code / "v.toml").write_text(f'[gemeente]\ncode = "{code}"\nnaam = "X"\n')
    (tmp_path / "REGIO.toml").write_text('[regio]\nnaam = "Zuid"\n' + members, "utf-8")
    return load_region(tmp_path / "REGIO.toml")


def run_of(region: RegionSettings, name: str, **more: object) -> dg.ExecuteInProcessResult:
    defs = definitions.build_region_defs(region)
    asset = defs.get_assets_def(name)
    with dg.DagsterInstance.ephemeral() as instance:
        return dg.materialize([asset], instance=instance, **more)


def test_there_is_a_partition_for_each_municipality(region: RegionSettings):
    defs = definitions.build_region_defs(region)
    keys = defs.get_assets_def("gemeente").partitions_def.get_partition_keys()
    assert keys == list(SMALL)
    dg.Definitions.validate_loadable(defs)


def test_a_partition_is_the_task_of_its_municipality(
    region: RegionSettings, monkeypatch: pytest.MonkeyPatch
):
    asked: list[Municipality] = []

    def done(task: Municipality) -> Ended:
        asked.append(task)
        how = How.DONE if task.code == "GM0981" else How.FAILED
        return Ended(task.code, task.name, how, rows=12, problem="Zet het bestand terug.")

    monkeypatch.setattr(definitions, "run_municipality", done)
    result = run_of(region, "gemeente", partition_key="GM0981")
    (event,) = result.asset_materializations_for_node("gemeente")
    assert (event.partition, event.metadata["rijen"].value) == ("GM0981", 12)
    assert asked[0].home == region.members["GM0981"].home
    with pytest.raises(dg.Failure, match="Zet het bestand terug"):
        run_of(region, "gemeente", partition_key="GM0965")


def test_the_screen_divides_and_rolls_up_as_the_shell_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("pipelines.region.tasks._reader", lambda _: InThisProcess())
    write_region(tmp_path, SMALL, years=1, share=0.05)
    region = load_region(tmp_path / "REGIO.toml")
    (event,) = run_of(region, "regio_leveringen").asset_materializations_for_node(
        "regio_leveringen"
    )
    assert event.metadata["leveringen"].value == 12
    assert len(list(tmp_path.glob("GM0981/data/inbox/regio/*/*.csv"))) == 12
    assert run_of(region, "regio_duckdb").success


def test_a_run_of_the_shell_is_seen_under_its_partition(region: RegionSettings):
    with events.region_events(region) as record:
        record(Ended("GM0981", "Vaals", How.DONE, rows=12))
        record(Ended("GM0965", "Simpelveld", How.FAILED, problem="Zet het terug."))
    with dg.DagsterInstance.from_config(str(region.home / "dagster")) as instance:
        found = instance.fetch_materializations(dg.AssetKey(["gemeente"]), limit=9).records
        assert [record.partition_key for record in found] == ["GM0981"]
        seen = instance.fetch_observations(dg.AssetKey(["gemeente"]), limit=9).records
        assert [record.partition_key for record in seen] == ["GM0965"]
