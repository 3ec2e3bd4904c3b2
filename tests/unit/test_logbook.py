"""Tests of the logbook: every command and every run is in it, with its outcome and no value."""

from __future__ import annotations

import json
import sys
from datetime import datetime

import dagster as dg
import pytest
import typer.main

from assets.basis import logbook
from pipelines import cli
from pipelines.cli.logged import LoggedCommand
from pipelines.resources import work_of, work_resource
from pipelines.settings import Settings, load_settings
from schemas.configuration import Configuration


def lines(home) -> list[dict]:
    """Every line of the log of use."""
    (path,) = (home.root / logbook.FOLDER).glob("gebruik-*.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def ran(monkeypatch, *arguments: object) -> int:
    """The exit code of a command."""
    monkeypatch.setattr(sys, "argv", ["veiligheidsbeeld", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code or 0


def every(command) -> list:
    commands = getattr(command, "commands", None)
    if commands is None:
        return [command]
    return [leaf for one in commands.values() for leaf in every(one)]


def test_every_command_is_logged():
    """Those of a region have no home of their own: its runs are in the log of each municipality."""
    program = typer.main.get_command(cli.app)
    commands = [
        leaf for name, one in program.commands.items() if name != "regio" for leaf in every(one)
    ]
    assert len(commands) > 9
    silent = [command.name for command in commands if not isinstance(command, LoggedCommand)]
    assert silent == ["gezond"], "a monitor asks it every minute, and it shows nothing of anybody"


def test_a_command_has_a_first_and_a_last_line_without_any_value(home, monkeypatch):
    assert home.archive.is_dir()
    code = ran(monkeypatch, "straat", "Jan Jansen", "--home", home.root)
    begin, end = lines(home)
    assert code == 1
    assert (begin["opdracht"], begin["gebeurtenis"]) == ("straat", "begin")
    assert (end["gebeurtenis"], end["uitkomst"]) == ("einde", 1)
    assert begin["nummer"] == end["nummer"]
    assert begin["wie"] == logbook.user()
    assert datetime.fromisoformat(begin["wanneer"]).utcoffset() is not None
    text = json.dumps(lines(home))
    assert "Jansen" not in text
    assert str(home.root) not in text
    assert home.root.parent.name not in text


def test_a_command_that_is_stopped_or_succeeds_says_so(home, monkeypatch):
    assert home.archive.is_dir()
    assert ran(monkeypatch, "opschonen", "--home", home.root) == 0

    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipelines.settings.load_settings", stops)
    assert ran(monkeypatch, "status", "--home", home.root) == 130
    assert [line.get("uitkomst") for line in lines(home)] == [None, 0, None, 130]


def test_a_command_of_a_group_has_both_names(home, monkeypatch, tmp_path):
    assert home.archive.is_dir()
    monkeypatch.setenv("VEILIGHEIDSBEELD_HOME", str(home.root))
    file = tmp_path / "leeg.csv"
    file.write_text("")
    assert ran(monkeypatch, "linking", "evaluate", file) == 1
    assert lines(home)[0]["opdracht"] == "linking evaluate"


def test_a_folder_that_is_no_home_gets_no_log(tmp_path, monkeypatch):
    assert ran(monkeypatch, "status", "--home", tmp_path / "nergens") == 1
    assert ran(monkeypatch, "status", "--home", tmp_path) == 1
    assert not (tmp_path / "nergens").exists()
    assert not (tmp_path / logbook.FOLDER).exists()


def test_a_log_that_cannot_be_written_stops_nothing(home, monkeypatch, capsys):
    (home.archive.parent / logbook.FOLDER).write_text("geen map")
    assert ran(monkeypatch, "opschonen", "--home", home.root) == 0
    assert "Het logboek van de gegevensmap kan niet worden geschreven" in capsys.readouterr().err


def test_the_log_is_for_the_owner_alone_and_a_file_a_year(home, monkeypatch):
    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2031, 1, 1, tzinfo=tz)

    logbook.write_line(home.root, "gebruik", opdracht="a")
    logbook.write_line(home.root, "gebruik", opdracht="b")
    assert [line["opdracht"] for line in lines(home)] == ["a", "b"]
    monkeypatch.setattr(logbook, "datetime", Later)
    logbook.write_line(home.root, "gebruik", opdracht="c")
    folder = home.root / logbook.FOLDER
    assert (folder / "gebruik-2031.jsonl").exists()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize(("fails", "outcome"), [(False, "gelukt"), (True, "mislukt")])
def test_a_run_is_logged_whoever_started_it(home, fails, outcome):
    assert home.archive.is_dir()
    settings = Settings(home.root, home.inbox, None, Configuration())

    @dg.op(required_resource_keys={"werk"})
    def step(context):
        if fails:
            raise ValueError("GEHEIM")

    @dg.job(resource_defs={"werk": work_resource(lambda: work_of(settings))})
    def proef():
        step()

    proef.execute_in_process(raise_on_error=False)
    begin, end = lines(home)
    assert (begin["run"], begin["gebeurtenis"]) == ("proef", "begin")
    assert (end["nummer"], end["uitkomst"]) == (begin["nummer"], outcome)
    assert "GEHEIM" not in str(lines(home))


def test_the_home_of_a_command_is_that_of_the_settings(monkeypatch, tmp_path):
    from pipelines.locations import home_folder

    monkeypatch.chdir(tmp_path)
    (tmp_path / "veiligheidsbeeld.toml").touch()
    assert home_folder() == load_settings().home == (tmp_path / "data").resolve()
    monkeypatch.setenv("VEILIGHEIDSBEELD_HOME", str(tmp_path / "elders"))
    assert home_folder() == load_settings().home == (tmp_path / "elders").resolve()
    assert home_folder(tmp_path) == load_settings(tmp_path).home == tmp_path.resolve()
