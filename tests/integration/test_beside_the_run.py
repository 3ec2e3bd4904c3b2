"""What a run begins beside it, and that the edition that is worked out there is the one that its
station publishes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from command import PRODUCTS

from assets.basis.helper import NoHelper, SecondProcess
from assets.basis.home import Home
from assets.disclosure.publish.newest import newest_edition
from assets.disclosure.publish.proposing import propose
from assets.disclosure.solve import suppression
from pipelines.definitions import build_defs
from pipelines.jobs import ALLES
from pipelines.resources import work_of
from pipelines.running import run_job
from pipelines.settings import load_settings
from schemas.configuration import Configuration

T = TypeVar("T")
USUAL = Configuration()
_GETTING_READY = {"import_module", "prepare_lineage"}


@pytest.fixture
def tables(sample_home: Path, tmp_path: Path) -> Home:
    """The tables of the sample, of which nothing was published yet."""
    home = Home(tmp_path / "data", tmp_path)
    for name in ("tables", "archive", "staged", "quarantine"):
        shutil.copytree(sample_home / name, home.root / name, dirs_exist_ok=True)
    return home


def test_the_edition_is_worked_out_beside_the_run(
    tables: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(SecondProcess()) as helper:
        proposed = helper.share(propose, tables, USUAL)
        helper.prepare(len, "")()
        assert not list(tables.editions.iterdir()), "it archives nothing"
        assert not (tables.solved / "uitgave.json").exists(), "and keeps nothing"

    def solver(*_: object) -> None:
        raise AssertionError("this was solved")

    monkeypatch.setattr(suppression, "_pattern", solver)
    edition = newest_edition(tables, USUAL, proposed()).edition
    assert edition.figures["teken"].eq("x").any()
    assert [path.name for path in tables.editions.iterdir()] == [edition.number]
    again = newest_edition(tables, USUAL, proposed())  # one that no longer holds
    assert again.order == 1 and len(list(tables.editions.iterdir())) == 1


class _Recording(NoHelper):
    """Notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def share(self, function: Callable[..., T], *arguments: object) -> Callable[[], T]:
        self.asked.append(function.__name__)
        return super().share(function, *arguments)

    def prepare(self, function: Callable[..., object], *arguments: object) -> Callable[[], None]:
        self.asked.append(function.__name__)
        return super().prepare(function, *arguments)


@pytest.mark.parametrize(
    ("without", "begun"),
    [
        ((), ["propose", "_made", "_made", "driehoek_issue", "raad_issue"]),
        (PRODUCTS, ["_made", "_made"]),
    ],
    ids=["everything", "no products"],
)
def test_a_run_begins_what_its_assets_ask_and_no_more(
    two_months: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    without: tuple[str, ...],
    begun: list[str],
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", "")  # a run sets it: put back afterwards
    settings = load_settings(tmp_path / "data", two_months, None)
    helper = _Recording()
    ended = run_job(settings, ALLES, None, lambda _: _untold, without, helper=helper)
    assert ended.success, ended.failure
    assert [name for name in helper.asked if name not in _GETTING_READY] == begun


def _untold(done: int, total: int) -> None:
    """No progress is shown."""


def test_what_can_be_begun_is_named_after_assets(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "data", tmp_path, None)
    work = work_of(settings)
    layer = build_defs(settings, work).resolve_job_def(ALLES).asset_layer
    assert work.ahead.keys() <= {key.to_user_string() for key in layer.executable_asset_keys}
