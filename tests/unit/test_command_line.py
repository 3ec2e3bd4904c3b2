"""The command line as a whole: a quick start, and what it says where something goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assets.basis import program
from assets.basis.errors import AnalystError, without_values
from assets.basis.home import Home
from assets.basis.report import Published, RunReport
from pipelines import cli
from pipelines.cli import ui
from pipelines.cli.job import publication_state, run_job_on_screen
from pipelines.failures import Failure
from pipelines.running import Outcome
from pipelines.settings import Settings
from schemas.configuration import Configuration

HEAVY = {"dagster", "pandas", "duckdb", "numpy", "scipy"}
PRINT_MODULES = 'print(*{name.split(".")[0] for name in sys.modules}, sep="\\n")'
# Runs the arguments, then prints every top-level module that was imported for them.
AT_THE_END = f"""
import contextlib, sys
from pipelines.cli import main
with contextlib.suppress(SystemExit):
    main()
{PRINT_MODULES}
"""
READERS = [
    ["status"],
    ["straat", "Markt"],
    ["profile", __file__],
    ["check"],
    ["diff", "a.duckdb", "b.duckdb"],
    ["accept", "politie-1", "--reden", "nagekeken"],
    ["linking", "evaluate", __file__],
]


LEAVING = """
import atexit, sys
from pipelines import cli
command = cli.main
def main():
    atexit.register(print, "what a library registered is done")
    sys.stdout.write("what was not flushed is told\\n")
    command()
cli.main = main
cli.start()
"""


def _left(*arguments: str, out: object = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, of which the output waits as in a pipe."""
    return subprocess.run(
        [sys.executable, "-c", LEAVING, *arguments],
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("argument", "code"), [("--versie", 0), ("onzin", 2)])
def test_a_command_ends_with_its_code_and_loses_no_output(argument: str, code: int) -> None:
    ended = _left(argument)
    assert ended.returncode == code, ended.stderr
    assert "what a library registered is done" in ended.stdout
    assert "what was not flushed is told" in ended.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_no_success() -> None:
    with Path("/dev/full").open("w") as full:
        ended = _left("onzin", out=full)
    assert ended.returncode == 120 and "No space left" in ended.stderr


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a home in which nothing was ever published."""
    return Settings(tmp_path, tmp_path / "inbox", None, Configuration())


@pytest.fixture
def published(settings: Settings) -> Settings:
    """The same, with a publication of an earlier run."""
    path = settings.home / "publish" / "intern.duckdb"
    path.parent.mkdir()
    path.touch()
    return settings


def failed(interrupted: bool = False, **changed: bool) -> Outcome:
    """A failed run. `changed`: name of a published DuckDB file -> whether it is new."""
    report = RunReport()
    report.add(*(Published(f"{name}.duckdb", Path(name), new) for name, new in changed.items()))
    home = Home(Path("data"), Path("inbox"))
    failure = Failure("alles", "De schijf is vol.", interrupted=interrupted)
    return Outcome(False, home, report, failure)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["run", "--help"],
        ["vlieg"],
    ],
)
def test_nothing_heavy_is_imported_before_there_is_work(arguments: list[str]):
    ended = subprocess.run(
        [sys.executable, "-c", AT_THE_END, *arguments],
        cwd=Path(cli.__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(ended.stdout.split())
    assert "typer" in modules
    assert modules & HEAVY == set()


def test_what_a_failed_run_published_is_named(published: Settings):
    assert publication_state(failed(intern=True), published, None) == (
        "intern.duckdb is wel vernieuwd; de rest niet of niet helemaal."
    )
    assert publication_state(failed(intern=True, openbaar=True, a=False), published, None) == (
        "intern.duckdb en openbaar.duckdb zijn wel vernieuwd; de rest niet of niet helemaal."
    )
    assert publication_state(failed(a=True, b=True, c=True), published, "2020-03-31").startswith(
        "a.duckdb, b.duckdb en c.duckdb (zoals bekend op 2020-03-31) zijn wel vernieuwd;"
    )


def test_a_publication_that_did_not_change_is_the_previous_one(published: Settings):
    text = "Er is niets gepubliceerd; de vorige publicatie staat er nog."
    assert publication_state(failed(), published, None) == text
    assert publication_state(failed(intern=False), published, None) == text


def test_a_publication_that_was_replaced_is_never_called_unpublished(published: Settings):
    """Its station can fail between the renewal of the file and its report."""
    text = publication_state(failed(), published, None, replaced=True)
    assert text == "intern.duckdb is wel vernieuwd; de rest niet of niet helemaal."
    text = publication_state(failed(intern=True), published, None, replaced=True)
    assert text.count("intern.duckdb") == 1


def test_a_run_that_fails_after_replacing_the_publication_says_so(published, monkeypatch):
    def replaces(*_: object) -> Outcome:
        path = published.home / "publish" / "intern.duckdb"
        path.with_suffix(".tmp").write_bytes(b"new")
        path.with_suffix(".tmp").replace(path)
        return failed()

    monkeypatch.setattr("pipelines.running.run_job", replaces)
    with pytest.raises(AnalystError, match=r"intern\.duckdb is wel vernieuwd"):
        run_job_on_screen(published, "alles")


def test_a_first_run_that_fails_has_no_previous_publication(settings: Settings):
    text = publication_state(failed(), settings, None)
    assert text == "Er is niets gepubliceerd; er was nog geen vorige publicatie."


@pytest.mark.parametrize(
    ("publishes", "text"),
    [
        (True, "De schijf is vol. intern.duckdb is wel vernieuwd; de rest niet of niet helemaal."),
        (False, "De schijf is vol."),
    ],
)
def test_only_a_command_that_publishes_speaks_of_it(settings, monkeypatch, publishes, text):
    monkeypatch.setattr("pipelines.running.run_job", lambda *_: failed(intern=True))
    with pytest.raises(AnalystError) as refused:
        run_job_on_screen(settings, "alles", publishes=publishes)
    assert str(refused.value) == text


@pytest.mark.parametrize(
    ("publishes", "text"),
    [
        (
            True,
            "Gestopt. Er is niets gepubliceerd; de vorige publicatie staat er nog. Start",
        ),
        (False, "Gestopt."),
    ],
)
def test_a_stopped_run_says_so_and_reports_no_fault(
    published, monkeypatch, capsys, publishes, text
):
    monkeypatch.setattr("pipelines.running.run_job", lambda *_: failed(interrupted=True))
    monkeypatch.setattr(
        cli, "app", lambda: run_job_on_screen(published, "alles", publishes=publishes)
    )
    with pytest.raises(SystemExit) as ended:
        cli.main()
    printed = capsys.readouterr().err
    assert ended.value.code == 130
    assert " ".join(printed.split()).startswith(text)
    assert "Onverwacht" not in printed


@pytest.mark.parametrize("arguments", READERS, ids=lambda arguments: arguments[0])
def test_a_command_that_only_reads_never_speaks_of_publishing(arguments, monkeypatch, capsys):
    def fails(*_: object) -> None:
        raise ValueError("GEHEIM")

    monkeypatch.setattr("pipelines.settings.load_settings", fails)
    monkeypatch.setattr(sys, "argv", ["veiligheidsbeeld", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    printed = capsys.readouterr().err
    assert (ended.value.code, "Onverwachte fout bij deze opdracht" in printed) == (1, True)
    assert "publi" not in printed
    assert "GEHEIM" not in printed


@pytest.mark.parametrize("arguments", [READERS[0], READERS[-1]], ids=lambda arguments: arguments[0])
def test_ctrl_c_ends_a_command_in_words(arguments, monkeypatch, capsys):
    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipelines.settings.load_settings", stops)
    monkeypatch.setattr(sys, "argv", ["veiligheidsbeeld", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert (ended.value.code, capsys.readouterr().err) == (130, "Gestopt.\n")


def test_the_fault_of_a_station_says_neither():
    with pytest.raises(AnalystError) as refused, without_values("het maken van de site"):
        raise ValueError("GEHEIM")
    text = str(refused.value)
    assert text.startswith("Onverwachte fout bij het maken van de site (ValueError, ")
    assert "publi" not in text
    assert "GEHEIM" not in text


def test_the_screen_of_dagster_starts_the_program_and_not_what_lies_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr("os.execv", lambda _, command: started.extend(command))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: True)
    for name in ("DAGSTER_HOME", "VEILIGHEIDSBEELD_HOME", "VEILIGHEIDSBEELD_INBOX"):
        monkeypatch.setenv(name, "")  # put back afterwards
    config = tmp_path / "veiligheidsbeeld.toml"
    config.write_text("")
    monkeypatch.setenv("VEILIGHEIDSBEELD_CONFIG", str(config))
    ui.ui(home=tmp_path / "data", config=config, port=3001)
    assert started[1] == "-P"
    assert started[started.index("--working-directory") + 1] == str(program.ROOT)
    assert started[started.index("--host") + 1] == "127.0.0.1"
