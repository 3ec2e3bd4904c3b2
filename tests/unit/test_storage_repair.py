"""Damaged files of Dagster are set aside, and a run goes on with new ones."""

from __future__ import annotations

import sqlite3
import warnings
from pathlib import Path

import pytest

from pipelines.running import check_settings, prepare_dagster
from pipelines.storage_repair import verify_storage

DATABASE = "history/runs.db"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with settings and a database of Dagster."""
    folder, repaired = prepare_dagster(tmp_path / "data")
    assert repaired == []
    (folder / "history").mkdir()
    with sqlite3.connect(folder / DATABASE) as connection:
        connection.execute("create table runs (naam text)")
        connection.executemany("insert into runs values (?)", [("x" * 500,)] * 200)
    connection.close()
    assert verify_storage(folder).faults == ()
    return tmp_path / "data"


@pytest.mark.parametrize(
    "spoil", [lambda c: c[:9000], lambda c: b"\0" * len(c), lambda c: b"x" * 5000]
)
def test_a_damaged_database_is_set_aside_and_kept(home: Path, spoil):
    path = home / "dagster" / DATABASE
    damaged = spoil(path.read_bytes())
    path.write_bytes(damaged)
    assert verify_storage(home / "dagster").faults == (f"dagster/{DATABASE} is beschadigd",)
    _, [text] = prepare_dagster(home)
    assert text.startswith(f"dagster/{DATABASE} was beschadigd")
    assert not path.exists()
    [kept] = path.parent.glob("runs.db.beschadigd-*")
    assert kept.read_bytes() == damaged
    assert prepare_dagster(home)[1] == []


def test_a_database_that_another_program_holds_is_left(home: Path):
    connection = sqlite3.connect(home / "dagster" / DATABASE)
    connection.execute("begin immediate")
    assert prepare_dagster(home)[1] == []
    connection.close()


def test_half_written_settings_are_made_again(home: Path):
    settings = home / "dagster" / "dagster.yaml"
    usual = settings.read_text()
    settings.write_bytes(b"")
    assert len(prepare_dagster(home)[1]) == 1
    assert settings.read_text() == usual


@pytest.mark.parametrize("text", ["telemetry: [", "bestaat_niet: 1", "\x00\x01"])
def test_settings_that_dagster_refuses_are_set_aside(home: Path, text: str):
    settings = home / "dagster" / "dagster.yaml"
    usual = settings.read_text()
    settings.write_text(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert len(check_settings(home / "dagster")) == 1
        assert check_settings(home / "dagster") == []
    assert settings.read_text() == usual
