"""A full disk, no rights, a held lock: in the analyst's words, whichever library met it."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
import sqlalchemy.exc
from filelock import FileLock

from assets.basis.errors import AnalystError, without_values
from assets.basis.trouble import in_words
from assets.deliveries import work
from assets.deliveries.archive import take_in
from assets.deliveries.source import Recipe
from assets.deliveries.staging import stage
from assets.deliveries.work import Work
from pipelines.running import prepare_dagster
from schemas import police

FULL = "De schijf is vol"
ERRORS = [
    (OSError(errno.ENOSPC, "No space left on device", "GEHEIM.csv"), FULL),
    (OSError(errno.EDQUOT, "Disk quota exceeded"), "Uw deel van de schijf is op"),
    (PermissionError(errno.EACCES, "Permission denied", "GEHEIM"), "mag niet worden gelezen of"),
    (OSError(errno.EROFS, "Read-only file system"), "alleen-lezen"),
    (OSError(errno.EIO, "Input/output error"), "verify"),
    (duckdb.IOException("IO Error: Could not write all bytes to file GEHEIM"), FULL),
    (duckdb.IOException('Could not write file "GEHEIM": No space left on device'), FULL),
    (duckdb.IOException("IO Error: Could not set lock on file GEHEIM"), "houdt een bestand"),
    (duckdb.OutOfMemoryException("Out of Memory Error: GEHEIM"), "geheugen is op"),
    (sqlite3.OperationalError("database or disk is full"), FULL),
    (sqlite3.OperationalError("database is locked"), "houdt een bestand"),
    (sqlite3.OperationalError("attempt to write a readonly database"), "alleen-lezen"),
    (pa.ArrowException("[Errno 28] Error writing bytes. Detail: No space left on device"), FULL),
    (MemoryError(), "geheugen is op"),
]


@pytest.mark.parametrize(("error", "words"), ERRORS, ids=lambda value: type(value).__name__)
def test_trouble_is_said_in_words_without_values(error, words):
    with pytest.raises(AnalystError, match=words) as told, without_values("het publiceren"):
        raise error
    assert str(told.value).startswith("Bij het publiceren ging iets mis. ")
    assert "GEHEIM" not in str(told.value) and "Onverwachte fout" not in str(told.value)


def test_trouble_beneath_another_error_is_found():
    inner = sqlite3.OperationalError("database or disk is full")
    try:
        raise sqlalchemy.exc.OperationalError("insert", {}, inner) from inner
    except sqlalchemy.exc.OperationalError as error:
        assert FULL in in_words(error)
    try:
        try:
            raise OSError(errno.ENOSPC, "x")
        except OSError:
            raise ValueError("y")  # noqa: B904
    except ValueError as error:
        assert FULL in in_words(error)


@pytest.mark.parametrize(
    "error", [ValueError("no space left on device"), KeyError("x"), OSError(errno.ENOENT, "x")]
)
def test_any_other_error_stays_unexpected(error):
    assert in_words(error) is None
    with pytest.raises(AnalystError, match="Onverwachte fout"), without_values("iets"):
        raise error


@pytest.mark.parametrize("station", ["archive", "staged"])
def test_a_full_disk_stops_a_station_in_words_and_leaves_nothing_half(
    home, delivery, write_csv, monkeypatch, station
):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    write_csv(home.inbox / "a.csv", delivery("politie", {}))
    layouts = (police.LAYOUT,)
    if station == "staged":
        take_in(home, layouts, 0.25)
        monkeypatch.setattr("pyarrow.parquet.ParquetWriter.write_table", full)
    else:
        monkeypatch.setattr("assets.deliveries.arriving._copied", full)
    columns = {"levering_id": "str", "rijnummer": "int64"}
    recipe = Recipe(("m",), lambda batch: batch.result(batch.frame, columns))
    with pytest.raises(AnalystError, match=FULL), without_values("het innemen"):
        take_in(home, layouts, 0.25)
        stage(home, layouts, recipe)
    monkeypatch.undo()
    monkeypatch.setenv("VEILIGHEIDSBEELD_SLEUTEL", "een-sleutel-alleen-voor-tests")
    assert not list(home.root.rglob("*.parquet"))
    assert not list(home.root.rglob("*.tmp"))
    take_in(home, layouts, 0.25)
    assert len(stage(home, layouts, recipe).made) == 1


def test_a_full_disk_is_not_called_a_folder_that_may_not_be_written(tmp_path, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "x")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(AnalystError, match=FULL):
        prepare_dagster(tmp_path / "data")


def test_waiting_for_another_run_is_shown_and_ends_in_words(home, configuration, monkeypatch):
    monkeypatch.setattr(work, "_SHORTLY", 0)
    monkeypatch.setattr(work, "_PATIENCE", 0.05)
    shown = []
    mine = Work(home, configuration, (), progress=lambda label: lambda *_: shown.append(label))
    with (
        FileLock(home.locks / "werk.lock"),
        pytest.raises(AnalystError, match="Een andere run is al een uur"),
        mine.station("iets"),
    ):
        pass
    assert shown == ["Wacht op andere run"]
