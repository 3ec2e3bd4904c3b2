"""Tests of the term of a region: the file for all goes, what each municipality has stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assets.basis.home import Home
from assets.deliveries.archive import take_in
from assets.deliveries.reader import InThisProcess
from assets.region.archive import changed_since, divide, raw_file, to_divide, too_late_for, wholes
from assets.region.members import Members
from assets.region.splitting import layouts_of
from pipelines.cli import screen
from pipelines.cli.regio import app
from pipelines.region import keeping
from pipelines.region.settings import RegionSettings, load_region
from schemas import police
from schemas.configuration import Configuration

LAYOUTS = layouts_of(Configuration())
CODES = ("GM0917", "GM0935")
PAST, BEFORE = date(2021, 2, 8), date(2021, 2, 7)
SETTINGS = """
[regio]
naam = "Zuid"
bewaren = { termijn = "1 jaar", vastgesteld_in = "besluit 12" }
[gemeenten.GM0935]
instellingen = "GM0935/veiligheidsbeeld.toml"
home = "GM0935/data"
[gemeenten.GM0917]
instellingen = "GM0917/veiligheidsbeeld.toml"
home = "GM0917/data"
"""


@pytest.fixture
def region(tmp_path: Path, delivery: Callable, write_csv: Callable) -> RegionSettings:
    """A region to which one delivery came on 8 February 2020, for both of its municipalities."""
    (tmp_path / "REGIO.toml").write_text(SETTINGS, "utf-8")
    rows = delivery("politie", {"gemeente": "Maastricht"}, {"gemeente": "Heerlen"})
    write_csv(tmp_path / "regio/inbox/2020-02-08/allen.csv", rows)
    home = home_of(tmp_path)
    inboxes = {code: tmp_path / code / "inbox" for code in CODES}
    (arrived,) = to_divide(home, Members(CODES))
    divide(home, arrived, LAYOUTS, Members(CODES), inboxes, InThisProcess())
    return load_region(tmp_path / "REGIO.toml")


def home_of(folder: Path) -> Home:
    return Home(folder / "regio", folder / "regio" / "inbox")


def take_in_parts(folder: Path, *codes: str) -> None:
    for code in codes:
        home = Home(folder / code / "data", folder / code / "inbox")
        assert take_in(home, (police.LAYOUT,), 0.25, now=datetime(2020, 3, 1)).new


def test_the_file_goes_once_each_has_its_part_and_the_manifest_stays(
    region: RegionSettings, tmp_path: Path
):
    home = home_of(tmp_path)
    (whole,) = wholes(home)
    take_in_parts(tmp_path, "GM0935")
    assert keeping.clear(region, PAST) == ([], [whole]), "it is all there is of the other part"
    take_in_parts(tmp_path, "GM0917")
    assert keeping.clear(region, BEFORE) == ([], [])
    ((removal,), waiting) = keeping.proposal(region, PAST)
    assert raw_file(home, whole).exists(), "a proposal removes nothing"
    assert (removal.name, removal.since, waiting) == (whole.sha256, date(2020, 2, 8), [])

    assert [each.name for each in keeping.clear(region, PAST)[0]] == [whole.sha256]
    assert not raw_file(home, whole).exists()
    assert wholes(home) == [whole], "where its rows went stays known"
    assert list(changed_since(home)) == [], "it is not missed"
    assert to_divide(home, Members(CODES)) == [], "the copy in the inbox is not new"
    assert keeping.clear(region, PAST) == ([], [])
    (log,) = (tmp_path / "regio/logboek").glob("opschonen-*.jsonl")
    (line,) = map(json.loads, log.read_text("utf-8").splitlines())
    assert (line["wat"], line["vastgesteld_in"]) == (whole.sha256, "besluit 12")


def test_who_joins_later_is_told_that_it_gets_no_part(region: RegionSettings, tmp_path: Path):
    home = home_of(tmp_path)
    take_in_parts(tmp_path, *CODES)
    joined = Members((*CODES, "GM0981"))
    assert too_late_for(home, joined) == []
    keeping.clear(region, PAST)
    assert to_divide(home, joined) == []
    assert [codes for _, codes in too_late_for(home, joined)] == [["GM0981"]]


def test_a_file_that_is_lost_before_its_term_is_still_missed(
    region: RegionSettings, tmp_path: Path
):
    home = home_of(tmp_path)
    (whole,) = wholes(home)
    raw_file(home, whole).unlink()
    assert list(changed_since(home)) == [whole.sha256]


def test_the_command_says_what_went_and_what_waits(
    region: RegionSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = str(tmp_path / "REGIO.toml")
    monkeypatch.setattr(screen.console, "soft_wrap", True)

    def told(*options: str) -> str:
        with screen.console.capture() as printed:
            assert CliRunner().invoke(app, ["opschonen", file, *options]).exit_code == 0
        return printed.get()

    assert "geen leveringen voor allen" in told("--proef")
    assert "1 levering waarvan een gemeente haar deel nog niet heeft ingenomen" in told()
    take_in_parts(tmp_path, *CODES)
    assert "Na 1 jaar (besluit 12) zou weggaan: 1 levering voor allen" in told("--proef")
    assert "verwijderd: 1 levering voor allen" in told()
    (tmp_path / "REGIO.toml").write_text(SETTINGS.replace("bewaren =", "# bewaren ="), "utf-8")
    assert "Er is nog geen termijn vastgesteld" in told()
