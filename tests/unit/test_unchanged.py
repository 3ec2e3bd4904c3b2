"""When a run has nothing to do, and what brings it back to work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.personal import KEY_VARIABLE
from assets.basis.report import Line, Published, Tone
from assets.reference.decided import STREET, Decision, keep, write_decisions
from pipelines import unchanged
from pipelines.settings import Settings, load_settings
from pipelines.unchanged import NothingNew, note_of, nothing_new, remember, surroundings

DAY = date(2020, 7, 20)
LINES = (
    Line("Ingenomen", "niets nieuws in de inbox"),
    Line("Let op", "Kijk na.", Tone.WARNING, ("«a.csv»: rij 2",)),
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings with a reference file, and a home and inbox with a file or two."""
    monkeypatch.setattr(unchanged, "today", lambda: DAY)
    files = {
        "veiligheidsbeeld.toml": "[referentie]\nplaatsen = 'plaatsen.csv'\n",
        "plaatsen.csv": "naam;soort\nNoord;wijk\n",
        "inbox/2020-07-08/a.csv": "a",
        "data/archive/politie/b.csv": "b",
        "data/factsheets/c.pdf": "c",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return load_settings(tmp_path / "data", tmp_path / "inbox", tmp_path / "veiligheidsbeeld.toml")


@pytest.fixture
def noted(settings: Settings) -> Settings:
    """The same after a whole run that ended well."""
    products = [Published("Factsheet", settings.home / "factsheets" / "c.pdf", True)]
    note = note_of(settings, surroundings(settings), LINES, products, date(2020, 8, 15))
    remember(Home(settings.home, settings.inbox), note)
    return settings


def said(settings: Settings) -> NothingNew | None:
    """What a run would say, asked as the command does."""
    return nothing_new(settings.home, settings.inbox, settings.config)


def test_without_a_note_there_may_be_something_to_do(settings: Settings) -> None:
    assert said(settings) is None


def test_what_is_said_is_what_was_noted(noted: Settings) -> None:
    product = Published("Factsheet", noted.home / "factsheets" / "c.pdf", False)
    assert said(noted) == NothingNew(LINES, (product,))


def test_nothing_heavy_is_loaded_to_know_that_there_is_nothing_new() -> None:
    code = "import sys, pipelines.unchanged, pipelines.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert {"dagster", "pandas", "duckdb", "numpy", "pydantic"}.isdisjoint(loaded.stdout.split())


def test_looking_writes_nothing(noted: Settings) -> None:
    def listing() -> list[tuple]:
        found = sorted(noted.home.parent.rglob("*"))
        return [(path, path.stat().st_mtime_ns, path.stat().st_size) for path in found]

    before = listing()
    assert said(noted)
    assert listing() == before


def _rewrite(path: Path) -> None:
    """Other content of the same size and, for whoever looks only there, the same time."""
    times = path.stat()
    path.write_text("x" * times.st_size)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.parametrize(
    "name",
    [
        "veiligheidsbeeld.toml",
        "plaatsen.csv",
        "inbox/2020-07-08/a.csv",
        "data/archive/politie/b.csv",
        "data/factsheets/c.pdf",
    ],
)
@pytest.mark.parametrize(
    "change",
    [
        _rewrite,
        lambda path: path.write_text(path.read_text() + " "),
        lambda path: path.rename(path.with_name("d")),
        lambda path: path.unlink(),
        lambda path: os.utime(path, (1, 1)),
    ],
    ids=["rewritten", "longer", "renamed", "gone", "dated"],
)
def test_any_change_of_any_file_brings_the_run_back(
    noted: Settings, name: str, change: Callable[[Path], object]
) -> None:
    change(noted.home.parent / name)
    assert said(noted) is None


def test_a_decision_about_a_street_brings_the_run_back_and_an_answer_does_not_yet(
    noted: Settings,
) -> None:
    folder = Home(noted.home, noted.inbox).street_decisions
    decided = Decision("De Plak", "Markt", STREET)
    write_decisions(folder / "concept.csv", [decided])
    assert said(noted)
    keep(folder, [decided])
    assert said(noted) is None


@pytest.mark.parametrize("name", ["plaatsen [2020].csv", "plaatsen", "plaatsen*.csv"])
def test_a_named_file_counts_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("naam;soort\nNoord;wijk\n")
    config = tmp_path / "veiligheidsbeeld.toml"
    config.write_text(f"[referentie]\nplaatsen = '{name}'\n")
    settings = load_settings(tmp_path / "data", tmp_path, config)
    before = surroundings(settings).settings
    (tmp_path / name).write_text("naam;soort\nZuid;wijk\n")
    assert surroundings(settings).settings != before


@pytest.mark.parametrize("name", ["inbox/new.csv", "inbox/2021/new.csv", "data/archive/new.json"])
def test_a_new_file_brings_the_run_back(noted: Settings, name: str) -> None:
    path = noted.home.parent / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("new")
    assert said(noted) is None


@pytest.mark.parametrize(
    "name",
    [
        "inbox/~$a.xlsx",
        "data/dagster/x.db",
        "data/logboek/2020.jsonl",
        "data/controle/verteld.json",
    ],
)
def test_what_no_run_reads_changes_nothing(noted: Settings, name: str) -> None:
    path = noted.home.parent / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("new")
    assert said(noted)


@pytest.mark.parametrize("day", [date(2020, 7, 19), date(2020, 8, 16)])
def test_a_day_on_which_more_may_be_told_brings_the_run_back(
    noted: Settings, monkeypatch: pytest.MonkeyPatch, day: date
) -> None:
    monkeypatch.setattr(unchanged, "today", lambda: day)
    assert said(noted) is None


def test_the_last_day_is_still_the_same(noted: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "today", lambda: date(2020, 8, 15))
    assert said(noted)


def test_another_program_brings_the_run_back(
    noted: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged.program, "program", lambda: "another")
    assert said(noted) is None


def test_another_key_brings_the_run_back(noted: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "een-heel-andere-sleutel")
    assert said(noted) is None
    monkeypatch.setenv(KEY_VARIABLE, "kort")
    with pytest.raises(AnalystError, match="te kort"):
        said(noted)


def test_other_folders_and_settings_are_another_run(noted: Settings, tmp_path: Path) -> None:
    (tmp_path / "elders").mkdir()
    assert nothing_new(noted.home, tmp_path / "elders", noted.config) is None
    assert nothing_new(noted.home, None, noted.config) is None, "the inbox of the home is another"
    assert nothing_new(noted.home, noted.inbox, tmp_path / "andere.toml") is None


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"named": 3}', "\0"])
def test_a_damaged_note_is_no_note(noted: Settings, text: str) -> None:
    (noted.home / "controle" / "laatste_run.json").write_text(text)
    assert said(noted) is None


def test_a_note_names_no_file_of_the_inbox(noted: Settings) -> None:
    """The name of a delivery may be that of a person."""
    note = json.loads((noted.home / "controle" / "laatste_run.json").read_text())
    note.pop("lines")
    assert "a.csv" not in json.dumps(note)
