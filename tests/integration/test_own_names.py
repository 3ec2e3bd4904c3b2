"""The last publications under names of their own: what who stays connected sees, what is kept, and
what is repaired.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
from pathlib import Path

import duckdb
import pytest
from connected import stay_connected
from stored_tables import store

from assets.basis.home import Home
from assets.warehouse.own_names import own_names
from assets.warehouse.publication import publish
from assets.warehouse.verification import verify_publications

NAMES = {name: name for name in ("straten", "leveringen", "publicatie")}
PURPOSE = "GM0935", "2020-07-08"


def mark(number: int) -> str:
    return f"{number:016x}"


def seen(number: int) -> tuple[str, int, str]:
    """What a reader sees of publication `number`."""
    return mark(number), number, f"Straat {number}"


def publish_number(
    home: Home, number: int, deliveries: tuple[str, ...] = ("a",), storage: str = "v1.0.0"
) -> bool:
    """Publish `number` streets, each with the number in its name, from these deliveries."""
    store(home, mark(number), "straten", number, straatnaam=f"'Straat {number}'", straat_id="i")
    ids = ", ".join(f"('{delivery}')" for delivery in deliveries)
    store(home, mark(number), "leveringen", f"(values {ids}) as t(i)", levering_id="i")
    return publish(home, "intern.duckdb", NAMES, mark(number), *PURPOSE, storage, has_own_name=True)


def numbers(home: Home) -> list[int]:
    """The publications under names of their own, the newest first."""
    return [int(path.stem.removeprefix("intern-"), 16) for path in own_names(home)]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with one publication, number 1000."""
    home = Home(tmp_path / "data", tmp_path)
    assert publish_number(home, 1000)
    return home


def test_who_stays_connected_sees_the_old_and_finds_the_new_by_its_name(home: Home) -> None:
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=stay_connected, args=(str(home.publish), there))
    process.start()
    try:
        here.recv()
        assert publish_number(home, 1001)
        here.send("look")
        assert here.recv() == {
            "current": seen(1000),
            "own": seen(1000),
            "again": seen(1000),  # of the connection that is open: DuckDB shares it
            "newest": seen(1001),
            "anew": seen(1001),
            "named": seen(1001),
        }
        for number in (1002, 1003, 1004):
            assert publish_number(home, number)
        here.send("look")
        assert here.recv() == {
            "current": seen(1001),
            "own": seen(1000),  # its file has no name any more
            "again": seen(1001),
            "newest": seen(1004),
            "anew": seen(1004),
            "named": seen(1004),
        }
        assert numbers(home) == [1004, 1003, 1002]
        here.send(None)
        process.join(60)
        assert process.exitcode == 0
    finally:
        process.kill()


def test_the_last_three_stand_under_their_own_names_and_take_no_room_twice(home: Home) -> None:
    for number in (1001, 1002, 1003):
        assert publish_number(home, number)
        assert own_names(home)[0].samefile(home.publish / "intern.duckdb")
    assert numbers(home) == [1003, 1002, 1001]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in own_names(home))
    assert verify_publications(home).faults == ()
    assert not publish_number(home, 1003)
    assert publish_number(home, 1001), "back to what it was: the newest again"
    assert numbers(home) == [1001, 1003, 1002]


def test_a_file_of_someone_else_stays(home: Home) -> None:
    own = home.publish / "intern-kopie van Jan.duckdb"
    shutil.copy(home.publish / "intern.duckdb", own)
    for number in (1001, 1002, 1003):
        publish_number(home, number)
    assert own.exists()


def test_a_copy_does_where_the_file_system_has_no_second_names(home: Home, monkeypatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refused)
    for number in (1001, 1002, 1003):
        assert publish_number(home, number)
    assert numbers(home) == [1003, 1002, 1001]
    newest = own_names(home)[0]
    assert not newest.samefile(home.publish / "intern.duckdb")
    assert newest.read_bytes() == (home.publish / "intern.duckdb").read_bytes()
    assert newest.stat().st_mode & 0o777 == 0o600
    before = newest.stat().st_ino
    assert not publish_number(home, 1003)
    assert newest.stat().st_ino == before, "not written again"


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"half")])
def test_the_next_run_repairs_the_newest_and_removes_an_older_that_is_damaged(
    home: Home, spoil
) -> None:
    publish_number(home, 1001)
    newest, older = own_names(home)
    shutil.copy(newest, home.publish / "eigen")
    (home.publish / "eigen").replace(newest)  # a file of its own, so that only it is damaged
    for path in (newest, older):
        spoil(path)
    assert len(verify_publications(home).faults) == 2 * newest.exists()
    assert not publish_number(home, 1001)
    assert numbers(home) == [1001]
    assert newest.samefile(home.publish / "intern.duckdb")
    assert verify_publications(home).faults == ()


@pytest.mark.parametrize("rename", [0, 1])
def test_a_run_that_dies_at_a_rename_leaves_whole_files_and_the_next_repairs(
    home: Home, monkeypatch, rename: int
) -> None:
    class Died(BaseException):
        """Not caught by anyone."""

    left, replace = [*range(rename)], Path.replace

    def dying(path: Path, target: Path) -> Path:
        if not left:
            raise Died
        left.pop()
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dying)
        # nothing of the clean-up of a failure happens in a process that is killed
        patch.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(Died):
            publish_number(home, 1001)
    for path in (home.publish / "intern.duckdb", *own_names(home)):
        with duckdb.connect(str(path), read_only=True) as connection:
            rows = connection.execute("select count(*), min(straatnaam) from straten").fetchone()
            assert rows in [(1000, "Straat 1000"), (1001, "Straat 1001")]
    assert 1000 in numbers(home), "what intern.duckdb says its mark is has a name"
    publish_number(home, 1001)
    assert numbers(home) == [1001, 1000]
    assert sorted(path.name for path in home.publish.iterdir()) == sorted(
        ["intern.duckdb", *(f"intern-{mark(number)}.duckdb" for number in (1000, 1001))]
    )
    assert verify_publications(home).faults == ()


def test_what_was_removed_on_purpose_is_in_no_older_one(home: Home) -> None:
    publish_number(home, 1001, ("a", "b"))
    publish_number(home, 1002, ("a", "c"))
    assert numbers(home) == [1002, 1000]
