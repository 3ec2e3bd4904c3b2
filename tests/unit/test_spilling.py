"""What a database of a run cannot hold stays in the home meanwhile: it is as confidential."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from assets.basis.home import Home
from assets.warehouse import build


def test_what_does_not_fit_is_kept_in_the_home_and_gone_afterwards(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_MEMORY", "60MB")
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    with build.database(home) as connection:
        connection.execute(
            "create table rows as select i, md5(i::varchar) as key from range(1_500_000) t(i)"
        )
        (spilled,) = home.tables.iterdir()
        assert any(spilled.iterdir()), "the table is larger than the limit"
        assert connection.execute("select count(distinct i) from rows").fetchone() == (1_500_000,)
    assert list(home.tables.iterdir()) == []
    assert set(tmp_path.iterdir()) == before, "nothing where the command was given"


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system tells no processors")
def test_a_database_takes_the_processors_of_its_process_and_no_more(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor more than DuckDB allows itself, which knows the limits of a container."""
    (allowed,) = duckdb.execute("select current_setting('threads')").fetchone()
    for processors, threads in (({0}, 1), (set(range(allowed + 5)), allowed)):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, given=processors: given)
        with build.database(home) as connection:
            found = connection.execute("select current_setting('threads')").fetchone()
        assert found == (threads,)


def test_two_databases_of_a_home_do_not_meet(home: Home) -> None:
    with build.database(home) as one, build.database(home) as other:
        folders = {
            each.execute("select current_setting('temp_directory')").fetchone()
            for each in (one, other)
        }
    assert len(folders) == 2
