"""A region from the shell: the same tables alone, with one worker or with two; a worker killed in
the middle; a municipality that fails.
"""

from __future__ import annotations

import json
import shutil
import sys
import threading
import time
from pathlib import Path

import duckdb
import psutil
import pytest
from command import KEY, Finished, veiligheidsbeeld

from benchmarks.invented_region import write_region

pytest.importorskip("distributed", reason="Dask (the extra `regio`) is not installed")
pytestmark = pytest.mark.slow_by_nature

SMALL = {"GM0965": 10_000, "GM0981": 10_000}
KEYS = {f"VEILIGHEIDSBEELD_SLEUTEL_{code}": f"{KEY}-{code}" for code in SMALL}
# When something was seen, and how long it took, differs from run to run.
_OF_THE_RUN = {"publicatie", "apart_gezet"}
_MOMENTS = ("gezien_op", "gemaakt_op")


def run(folder: Path, workers: int = 2) -> Finished:
    arguments = ("regio", "run", folder / "REGIO.toml", "--workers", workers)
    return veiligheidsbeeld(*arguments, patience=900, **KEYS)


def tables(folder: Path, code: str) -> dict[str, str]:
    """Table -> a checksum of its rows, of all tables of the home of a municipality."""
    found = {}
    for path in sorted((folder / code / "data" / "tables").glob("*.parquet")):
        if path.stem in _OF_THE_RUN:
            continue
        with duckdb.connect() as connection:
            columns = [
                name
                for name, *_ in connection.execute(f"describe from '{path}'").fetchall()
                if name not in _MOMENTS
            ]
            found[path.stem] = connection.execute(
                f"select count(*) || ' ' || coalesce(sum(hash(row({', '.join(columns)}))"
                f"::hugeint), 0) from '{path}'"
            ).fetchone()[0]
    return found


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A region of two small municipalities, as it was delivered."""
    folder = tmp_path_factory.mktemp("regio")
    write_region(folder, SMALL, years=1, share=0.3)
    return folder


@pytest.fixture(scope="module")
def finished(region: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same region after a run with two workers."""
    folder = tmp_path_factory.mktemp("klaar") / "regio"
    shutil.copytree(region, folder)
    ended = run(folder)
    assert ended.code == 0, ended.err
    assert ended.out.count(": klaar in") == len(SMALL)
    return folder


def test_every_row_of_a_delivery_is_somewhere(finished: Path):
    told = [json.loads(path.read_text()) for path in finished.glob("regio/archive/*/manifest.json")]
    assert len(told) == 12
    for whole in told:
        others = whole["buiten_de_regio"] + whole["geen_gemeente"] + whole["onbruikbaar"]
        assert whole["rijen"] == sum(whole["delen"].values()) + others + whole["gedeeld"]
        for code, rows in whole["delen"].items():
            (part,) = whole["delen_sha256"][code]
            path = finished / code / "data" / "archive" / "politie" / part / "manifest.json"
            manifest = json.loads(path.read_text())
            assert (manifest["rijen"], manifest["deel_van"]) == (rows, whole["sha256"])


def test_each_has_its_own_key_and_none_is_in_a_table_of_the_region(finished: Path):
    keys = {
        code: {
            value
            for path in (finished / code / "data/staged/politie").glob("*.parquet")
            for (value,) in duckdb.sql(f"select sleutel from '{path}'").fetchall()
        }
        for code in SMALL
    }
    assert keys["GM0965"].isdisjoint(keys["GM0981"])
    content = (finished / "regio" / "publish" / "regio.duckdb").read_bytes()
    assert not [key for own in keys.values() for key in own if key.encode() in content]


def test_a_second_run_does_only_what_is_new(finished: Path):
    ended = run(finished)
    assert ended.code == 0, ended.err
    assert ended.out.count(": niets nieuw") == len(SMALL)
    assert "werkproces" not in ended.out, "without work no worker is started"


def test_the_tables_are_the_same_alone_and_with_one_worker(
    region: Path, finished: Path, tmp_path: Path
):
    shutil.copytree(region, tmp_path / "een")
    assert run(tmp_path / "een", workers=1).code == 0
    for code in SMALL:
        alone = tmp_path / "alleen" / code
        shutil.copytree(finished / code, alone, ignore=shutil.ignore_patterns("data"))
        shutil.copytree(finished / code / "data" / "inbox", alone / "data" / "inbox")
        ended = veiligheidsbeeld(
            *("run", "--home", alone / "data", "--config", alone / "veiligheidsbeeld.toml"),
            patience=900,
            VEILIGHEIDSBEELD_SLEUTEL=f"{KEY}-{code}",
        )
        assert ended.code == 0, ended.err
        expected = tables(finished, code)
        assert len(expected) > 40
        assert tables(tmp_path / "een", code) == expected
        assert tables(tmp_path / "alleen", code) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="processes are found by their parent")
def test_a_worker_killed_in_the_middle_harms_no_other_and_the_next_run_completes(
    region: Path, finished: Path, tmp_path: Path
):
    folder = tmp_path / "regio"
    shutil.copytree(region, folder)
    killer = threading.Thread(target=_kill_a_worker, args=(folder / "GM0981" / "data" / "staged",))
    killer.start()
    ended = run(folder)
    killer.join()
    assert ended.code == 1
    assert ended.out.count(": mislukt. Het werkproces stopte") == 1
    assert ended.out.count(": klaar in") == 1
    again = run(folder)
    assert again.code == 0, again.err
    for code in SMALL:
        assert tables(folder, code) == tables(finished, code)


def _kill_a_worker(staged: Path) -> None:
    """Kill the process that has the home with this folder open, once it works there."""
    until = time.monotonic() + 200
    while time.monotonic() < until:
        if staged.is_dir():
            for child in psutil.Process().children(recursive=True):
                try:
                    held = [file.path for file in child.open_files()]
                    is_worker = child.name().startswith("python") and any(
                        name.startswith(str(staged.parent)) for name in held
                    )
                    if is_worker:
                        child.kill()
                        return
                except psutil.Error:
                    continue
        time.sleep(0.05)


def test_a_municipality_that_fails_is_told_and_the_other_is_done(region: Path, tmp_path: Path):
    folder = tmp_path / "regio"
    shutil.copytree(region, folder)
    (folder / "GM0981" / "buurten.csv").unlink()
    ended = run(folder)
    assert ended.code == 1
    assert "Vaals: mislukt" in ended.out and "buurten.csv" in ended.out
    assert "Simpelveld: klaar in" in ended.out
    assert (folder / "regio" / "publish" / "regio.duckdb").exists()
    assert "Traceback" not in ended.out + ended.err
