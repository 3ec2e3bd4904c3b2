"""Dashboards that keep reading while others are published: never an error, never half a
publication or a mixed one, never an older one after a newer one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest
from reading_along import read_along
from stored_tables import store

from assets.basis.home import Home
from assets.warehouse.publication import publish, published

FILES = ("intern.duckdb", "openbaar.duckdb")
NAMES = {name: name for name in ("straten", "themas", "publicatie")}


def _publish(home: Home, number: int) -> None:
    """Version `number` of both files; see `read_along`."""
    mark = f"m{number}"
    store(home, mark, "straten", number, straat_id="'S' || i", straatnaam=f"'{mark}'")
    store(home, mark, "themas", 1, thema="'afval'", themanaam=f"'{mark}'")
    for name in FILES:
        assert publish(home, name, NAMES, mark, "GM0935", "2020-07-08", "v1.0.0")


@pytest.mark.parametrize(
    ("readers", "publications"), [(3, 5), pytest.param(20, 20, marks=pytest.mark.campaign)]
)
def test_publications_while_others_read(
    tmp_path: Path, readers: int, publications: int, record_property: Callable
) -> None:
    home = Home(tmp_path / "data", tmp_path)
    _publish(home, 1000)
    spawn = multiprocessing.get_context("spawn")
    ready, stop, results = spawn.Barrier(readers + 1), spawn.Event(), spawn.Queue()
    paths = [str(home.publish / name) for name in FILES]
    processes = [
        spawn.Process(target=read_along, args=(paths, 1 + 4 * (number % 3), ready, stop, results))
        for number in range(readers)
    ]
    for process in processes:
        process.start()
    ready.wait(timeout=120)
    for number in range(1, publications + 1):
        _publish(home, 1000 + number)
    stop.set()
    told = [results.get(timeout=120) for _ in processes]
    for process in processes:
        process.join(timeout=60)
        assert process.exitcode == 0
    faults = [fault for *_, own in told for fault in own]
    answers = sum(number for number, *_ in told)
    record_property(
        "lezers tijdens publicaties",
        {
            "lezers": readers,
            "publicaties": publications * len(FILES),
            "antwoorden": answers,
            "fouten": len(faults),
        },
    )
    assert faults == []
    assert answers > readers * publications
    assert len(set.union(*(versions for _, versions, _ in told))) > publications / 2
    assert {published(home.publish / name)[0] for name in FILES} == {f"m{1000 + publications}"}
    assert sorted(path.name for path in home.publish.iterdir()) == sorted(FILES)
