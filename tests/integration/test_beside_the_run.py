"""What a run begins beside it, and that the edition that is worked out there is the one that its
station publishes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command import PRODUCTS

from assets.basis.helper import NoHelper, SecondProcess
from assets.basis.home import Home
from assets.deliveries.work import Work
from assets.disclosure.publish.newest import newest_edition
from assets.disclosure.publish.proposing import Proposal, _made_of, propose
from assets.disclosure.solve import suppression
from assets.factsheets.assets import _issue as of_issue
from assets.factsheets.issues import Issue, _mark_of_tables
from assets.warehouse.build import MARK
from pipelines.definitions import build_defs
from pipelines.jobs import ALLES
from pipelines.resources import work_of
from pipelines.running import run_job
from pipelines.settings import load_settings
from schemas.configuration import Configuration

T = TypeVar("T")
USUAL = Configuration()
_GETTING_READY = {"import_module"}


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
        helper._asking.submit(int).result()  # when it has done what it was asked
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


def test_what_was_made_of_other_tables_no_longer_holds(tmp_path: Path) -> None:
    """Another run may have replaced the tables between the stations of this one."""
    home = Home(tmp_path, tmp_path)
    for name in ("indicatorwaarden", "oordelen", "openbare_cijfers"):
        _write(home, name, "een")
    proposal = Proposal(None, False, {}, _made_of(home))
    issues = [
        Issue(product, "2020-H1", None, mark=_mark_of_tables(home, product))
        for product in ("driehoek", "raad")
    ]
    assert proposal.holds(home) and all(issue.holds(home) for issue in issues)
    _write(home, "indicatorwaarden", "twee")
    assert not proposal.holds(home)
    _write(home, "oordelen", "twee")
    assert [issue.holds(home) for issue in issues] == [False, True]
    _write(home, "openbare_cijfers", "twee")
    assert not any(issue.holds(home) for issue in issues)


def _write(home: Home, name: str, mark: str) -> None:
    table = pa.table({"a": [1]}).replace_schema_metadata({MARK: mark})
    pq.write_table(table, home.tables / f"{name}.parquet")


def test_a_sheet_of_other_tables_is_made_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What was begun before another run replaced the tables is not written."""
    home = Home(tmp_path, tmp_path)
    _write(home, "oordelen", "een")
    old = Issue("driehoek", "2020-05--2020-06", {}, mark="een van vroeger")
    new = Issue("driehoek", "2020-05--2020-06", {}, mark="een")
    work = Work(home, USUAL, (), begun={"driehoek_factsheet": lambda: old})
    assert of_issue(work, "driehoek_factsheet", lambda *_: new) is new
    work = Work(home, USUAL, (), begun={"driehoek_factsheet": lambda: new})
    assert of_issue(work, "driehoek_factsheet", lambda *_: old) is new


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
    ready = [name for name in helper.asked if name in _GETTING_READY]
    assert helper.asked == [*ready, *begun], "it gets ready first"
    assert set(ready) == _GETTING_READY


def _untold(done: int, total: int) -> None:
    """No progress is shown."""


def test_what_can_be_begun_is_named_after_assets(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "data", tmp_path, None)
    work = work_of(settings)
    layer = build_defs(settings, work).resolve_job_def(ALLES).asset_layer
    assert work.ahead.keys() <= {key.to_user_string() for key in layer.executable_asset_keys}
