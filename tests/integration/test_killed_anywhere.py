"""A whole run, killed before and after every rename and at random moments, and started again: all
that it makes is equal to what an undisturbed run makes. For `make campaign`; `test_killed` is the
short cut.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from killing import contents, killed, leftovers, run, small_inbox, stops

SEED = 1
SHARES, BATCHES, KILLS = 8, 6, 25
pytestmark = pytest.mark.campaign


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_inbox(tmp_path_factory.mktemp("drie_maanden") / "inbox")


@pytest.fixture(scope="module")
def undisturbed(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a run makes that nobody killed."""
    home = tmp_path_factory.mktemp("ongestoord") / "data"
    ended = run(inbox, home)
    assert ended.code == 0, ended.err
    made = contents(home)
    assert {"intern.duckdb registraties", "openbaar.duckdb cijfers", "website/index.html"} <= set(
        made
    )
    return made


@pytest.fixture
def differs(inbox: Path, undisturbed: dict[str, object]) -> Callable[..., list[str]]:
    """`differs(home)` -> what is not as in an undisturbed run, after a run on a home."""

    def after(home: Path, storage: bool) -> list[str]:
        ended = run(inbox, home, storage)
        if ended.code:
            return [ended.err]
        made = contents(home)
        names = undisturbed.keys() | made.keys()
        return [
            *(name for name in sorted(names) if undisturbed.get(name) != made.get(name)),
            *leftovers(home),
        ]

    return after


@pytest.mark.parametrize("share", range(SHARES))
def test_killed_before_and_after_every_rename(
    inbox: Path, differs: Callable, tmp_path: Path, share: int, record_property: Callable
) -> None:
    faults, done, copy = {}, 0, tmp_path / "gedood" / "data"
    for number in stops(inbox, tmp_path / "data"):
        if number % SHARES == share:
            shutil.copytree(tmp_path / "data", copy)
            if fault := differs(copy, storage=False):
                faults[number] = fault
            shutil.rmtree(copy)
            done += 1
    record_property("voor en na elke hernoeming gedood", {"keer": done, "fouten": len(faults)})
    assert faults == {}
    assert done > 20


@pytest.mark.parametrize("batch", range(BATCHES))
def test_killed_at_random(
    inbox: Path, differs: Callable, tmp_path: Path, batch: int, record_property: Callable
) -> None:
    rng, faults, done, moments = Random(f"{SEED}/{batch}"), {}, 0, []
    whole = killed(inbox, tmp_path / "geheel")
    assert whole
    while done < KILLS:
        home, moment = tmp_path / f"{len(moments)}", rng.random()
        moments.append(moment)
        if killed(inbox, home, moment * whole) is None:
            done += 1
            if fault := differs(home, storage=True):
                faults[moment] = fault
        shutil.rmtree(home, ignore_errors=True)
    figures = {"seed": SEED, "keer": done, "fouten": len(faults), "al klaar": len(moments) - done}
    record_property("op een willekeurig moment gedood", figures)
    assert faults == {}
