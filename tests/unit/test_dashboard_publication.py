"""What the dashboard asks is one publication, also while the next one takes its place."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from dashboard import publication
from dashboard.publication import current, version_at

TABLES = tuple(f"t{number}" for number in range(6))


def _publish(path: Path, number: int) -> None:
    """Put a publication in its place as the program does: whole, with a rename."""
    beside = path.with_name(f"{number}.duckdb")
    with duckdb.connect(str(beside)) as database:
        for name in TABLES:
            database.execute(f"create table {name} as select {number} as number")
        database.execute("create view v as select number from t0")
    beside.replace(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "it's here" / "intern.duckdb"
    place.parent.mkdir()
    return place


def _number(found: publication.Publication, table: str = "v") -> int:
    return int(found.ask(f"select number from {table}")["number"].iloc[0])


def test_without_a_publication_there_is_none(path: Path) -> None:
    assert version_at(path) is None
    assert current(path) is None


def test_a_new_publication_is_seen_and_the_old_one_can_still_be_asked(path: Path) -> None:
    _publish(path, 1)
    first = current(path)
    assert current(path) is first
    _publish(path, 2)
    second = current(path)
    assert (_number(first), _number(second)) == (1, 2)
    assert first.version != second.version == version_at(path)


def test_a_publication_is_read_only_and_reads_nothing_else(path: Path, tmp_path: Path) -> None:
    _publish(path, 1)
    (tmp_path / "secret.csv").write_text("a\n1\n")
    found = current(path)
    for statement in (
        "create table publicatie.x as select 1",
        "delete from t0",
        f"select * from '{tmp_path / 'secret.csv'}'",
        f"copy t0 to '{tmp_path / 'out.csv'}'",
        "set enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            found.ask(statement)
    assert _number(found) == 1


def test_a_value_is_never_part_of_the_query(path: Path) -> None:
    _publish(path, 1)
    found = current(path)
    told = found.ask("select $name as name", name="'; drop table t0; --")
    assert told["name"].iloc[0] == "'; drop table t0; --"


@pytest.mark.dear
def test_five_people_never_see_two_publications_on_one_page(path: Path) -> None:
    """Five people open page after page while six publications take each other's place."""
    _publish(path, 0)
    stop, mixed, seen = threading.Event(), [], set()

    def person() -> int:
        pages = 0
        while not stop.is_set() or pages < 5:
            page = current(path)
            numbers = {_number(page, table) for table in (*TABLES, "v")}
            if len(numbers) != 1:
                mixed.append(numbers)
            seen.update(numbers)
            pages += 1
        return pages

    with ThreadPoolExecutor(5) as people:
        running = [people.submit(person) for _ in range(5)]
        for number in range(1, 6):
            _publish(path, number)
            while number not in seen and not any(ended.done() for ended in running):
                threading.Event().wait(0.01)
        stop.set()
        pages = [ended.result(timeout=60) for ended in running]
    assert not mixed
    assert seen == set(range(6))
    assert min(pages) >= 5
