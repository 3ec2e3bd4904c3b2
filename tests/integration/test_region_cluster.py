"""Tests of tasks side by side: real processes of Dask on this machine."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from assets.basis.errors import AnalystError
from pipelines.region import cluster

pytest.importorskip("distributed", reason="Dask (the extra `regio`) is not installed")


def work(number: int) -> int:
    """A task that fails, one that takes its process with it, and ordinary ones."""
    time.sleep(0.05)
    if number == 2:
        raise ValueError("a value that nobody may see")
    if number == 4:
        raise AnalystError("Zet het bestand terug.")
    if number == 6:
        os._exit(9)
    return 10 * number


@pytest.fixture(scope="module")
def crew() -> Iterator[cluster.Workers]:
    # What forks or sends between processes is Dask's own; its warnings are not ours.
    with cluster.workers(2) as started:
        yield started


def processors() -> set[int]:
    """The processors that a worker may use."""
    return os.sched_getaffinity(0)


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system tells no processors")
def test_each_worker_has_processors_of_its_own(crew: cluster.Workers):
    every = os.sched_getaffinity(0)
    if len(every) < 2:
        pytest.skip("there is one processor")
    first, second = crew.ask(processors)
    assert first | second == every
    assert not first & second


def test_one_that_fails_or_dies_is_told_and_stops_no_other(crew: cluster.Workers):
    assert crew.number == 2
    done = {each.task: each for each in crew.each(work, range(9))}
    assert sorted(done) == list(range(9))
    assert {n: each.answer for n, each in done.items() if not each.problem} == {
        n: 10 * n for n in (0, 1, 3, 5, 7, 8)
    }
    assert done[2].problem == "Onverwachte fout (ValueError). Meld dit aan de beheerder."
    assert done[4].problem == "Zet het bestand terug."
    assert done[6].problem == cluster.DIED


def test_a_cluster_that_does_not_answer_is_told():
    unreachable = cluster.workers(1, "tcp://127.0.0.1:9", timeout=1)
    with pytest.raises(AnalystError, match="antwoordt geen Dask-cluster"), unreachable:
        pass


def test_without_dask_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(AnalystError, match=r"veiligheidsbeeld\[regio\]"):
        cluster.require_dask()
