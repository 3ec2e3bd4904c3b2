"""The code location as a Dagster server loads it, and a run as its sensor asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import dagster as dg
from command import KEY, PRODUCTS, PROJECT, ask
from dagster._core.instance.ref import InstanceRef

from pipelines.definitions import build_defs
from pipelines.running import prepare_dagster
from pipelines.settings import load_settings


def test_workspace_loads_in_a_process_of_its_own(tmp_path: Path) -> None:
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "dagster",
            "definitions",
            "validate",
            "--workspace",
            "workspace.yaml",
        ],
        cwd=PROJECT,
        env=os.environ
        | {
            "VEILIGHEIDSBEELD_HOME": str(tmp_path / "data"),
            "DAGSTER_HOME": str(prepare_dagster(tmp_path / "data")[0]),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]


def test_shell_sensor_and_screen_share_one_home(
    two_months: Path, tmp_path: Path, monkeypatch
) -> None:
    """Two months through the job on the home's own Dagster storage: months are marked as made,
    the run is found again by whoever opens that storage, and no event holds a row."""
    monkeypatch.setenv("VEILIGHEIDSBEELD_SLEUTEL", KEY)
    settings = load_settings(tmp_path / "data", two_months)
    folder, _ = prepare_dagster(settings.home)
    job = build_defs(settings).resolve_job_def("alles")
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        wanted = [
            key
            for key in job.asset_layer.executable_asset_keys
            if key.to_user_string() not in PRODUCTS
        ]
        result = job.execute_in_process(instance=instance, asset_selection=wanted)
        assert result.success
        run_id = result.run_id
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        assert instance.get_run_by_id(run_id).status == dg.DagsterRunStatus.SUCCESS
        for asset in ("politie_maanden", "melddesk_maanden"):
            made = instance.get_materialized_partitions(dg.AssetKey(asset))
            assert made == {"2018-01", "2018-02"}
        checked = dg.AssetCheckKey(dg.AssetKey("intern_duckdb"), "contracten")
        latest = instance.event_log_storage.get_latest_asset_check_execution_by_key([checked])
        assert latest[checked].status.value == "SUCCEEDED"
    # Plain `dagster dev` in the folder of the program, which has no DAGSTER_HOME.
    monkeypatch.chdir(tmp_path)
    plain = InstanceRef.from_dir(str(tmp_path / "tijdelijk"), config_dir=str(PROJECT))
    with dg.DagsterInstance.from_ref(plain) as instance:
        assert instance.get_run_by_id(run_id).status == dg.DagsterRunStatus.SUCCESS
    assert ask(settings.home / "publish" / "intern.duckdb", "select count(*) from leveringen") == [
        (4,)
    ]
