"""What Windows does not allow is not needed. The limits are those of `windows_limits`; nothing here
was tried on Windows itself."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from windows_limits import Held, limits, may_be_called

from assets.basis import atomic, trouble
from assets.basis.atomic import HeldError, flush, move, replacing
from assets.basis.home import Home
from assets.basis.masking import storable
from assets.basis.report import Postponed, RunReport
from assets.deliveries.archive import Intake
from assets.sources.registry import SOURCES
from pipelines import cli, whole_run
from pipelines.cli.publication import published_path
from pipelines.running import Outcome
from pipelines.settings import Settings
from schemas.configuration import Configuration
from schemas.publication_names import PLAIN, newest

ROOT = Path(__file__).resolve().parents[2]
# Of the suite, what is about files and swaps.
ABOUT_FILES = (
    "alerting arriving archive checksums leftovers logbook products repair site_writing version "
    "writing_open_data"
).split()
FIRST = "archive checksums leftovers products version".split()  # those that are quick
FEW = ("--examples", "0.1")
# These make files of names that Windows does not have.
FOREIGN_NAMES = "not whatever_its_name and not any_file_that_is_written_again"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """The limits of Windows, and the files that are held."""
    return limits(monkeypatch)


@pytest.mark.dear
@pytest.mark.parametrize(
    "names", [FIRST, pytest.param(ABOUT_FILES, marks=pytest.mark.slow_by_nature)]
)
def test_the_tests_of_files_and_swaps_pass_within_the_limits(names: list[str]) -> None:
    tests = [f"tests/unit/test_{name}.py" for name in names]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "windows_limits", *FEW, "-k", FOREIGN_NAMES, *tests],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_file_and_its_folder_are_flushed(tmp_path: Path, held: Held) -> None:
    path = tmp_path / "a.json"
    with pytest.raises(PermissionError):
        os.open(tmp_path, os.O_RDONLY)
    with replacing(path, durable=True) as temporary:
        temporary.write_text("nieuw")
    flush(path)
    assert path.read_text() == "nieuw"


def test_a_file_that_is_open_elsewhere_stays_and_the_words_say_so(
    tmp_path: Path, held: Held
) -> None:
    path = tmp_path / "driehoek.xlsx"
    path.write_text("oud")
    with held.open(path), pytest.raises(HeldError) as error, replacing(path) as temporary:
        temporary.write_text("nieuw")
    assert [path.read_text(), *tmp_path.iterdir()] == ["oud", path]
    assert trouble.in_words(error.value).startswith("Een ander programma houdt een bestand")


def test_a_virus_scanner_is_waited_for(
    tmp_path: Path, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, path = tmp_path / "nieuw", tmp_path / "a"
    new.write_text("nieuw")
    path.write_text("oud")
    scanner = held.open(path)
    scanner.__enter__()
    monkeypatch.setattr(atomic, "_PATIENCE", (0, 0))
    monkeypatch.setattr(atomic.time, "sleep", lambda _: scanner.__exit__(None, None, None))
    move(new, path)
    assert path.read_text() == "nieuw"


@pytest.mark.parametrize(("number", "word"), [(32, "bezet"), (33, "bezet"), (206, "te lang")])
def test_numbers_of_windows_are_told_in_words(number: int, word: str) -> None:
    error = OSError(13, "Toegang geweigerd")
    error.winerror = number
    assert word in trouble.in_words(error)


def test_readers_find_the_newest_publication_by_its_own_name(tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path / "inbox", None, Configuration())
    folder = tmp_path / "publish"
    folder.mkdir()
    assert newest(folder) == folder / PLAIN
    names = [folder / PLAIN, *(folder / f"intern-{digit * 16}.duckdb" for digit in "ab")]
    for moment, path in enumerate(names):
        path.write_text(path.name)
        os.utime(path, ns=(0, 10**9 * moment))
    assert newest(folder) == published_path(settings) == names[2]
    (folder / PLAIN).unlink()
    (folder / PLAIN).hardlink_to(names[2])  # as it is where nobody holds a name
    assert newest(folder) == names[2]
    assert published_path(settings) == folder / PLAIN
    (folder / PLAIN).unlink()
    (folder / PLAIN).write_text("een nieuwere, zonder eigen naam")
    assert newest(folder) == folder / PLAIN


def test_a_run_that_could_not_swap_leaves_no_note_that_nothing_is_to_be_done(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = RunReport()
    report.add(Intake((), (), 0, ()), Postponed("intern.duckdb is open"))
    settings = Settings(home.root, home.inbox, None, Configuration())
    monkeypatch.setattr(whole_run, "note_of", lambda *_: pytest.fail("a note was made"))
    whole_run.leave_note(settings, None, Outcome(True, home, report), ())


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "cp1252", "ascii"])
def test_an_old_console_shows_what_it_can(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSAFEPATH", "")
    monkeypatch.setattr(sys, "path", list(sys.path))
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding))
    monkeypatch.setattr(cli, "main", lambda: cli.console.print("▲ 12 – ≥ é …"))
    cli.start()
    sys.stdout.flush()
    assert b"12" in shown.getvalue()


@pytest.mark.dear
def test_opening_files_needs_no_alarm() -> None:
    code = (
        "import signal; del signal.SIGALRM, signal.setitimer, signal.SIGKILL\n"
        "from assets.deliveries import reader, reader_process\n"
        "assert reader._ALARMED == set()\n"
        "assert reader._reason(1) == 'crash'\n"
        "reader_process._set_alarm(1)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize(
    "name", ["CON.csv", "a:b.csv", 'a"b.csv', "a?.csv", "lpt1.xlsx", "a. ", "a|b.csv", "nul"]
)
def test_a_delivery_of_any_name_is_stored_under_one_that_windows_has(name: str) -> None:
    assert not may_be_called(name)
    assert may_be_called(storable(name))


def test_the_longest_path_of_a_home_leaves_room_for_the_home() -> None:
    """Windows allows 259 characters unless it is told otherwise; docs/in-bedrijf.md asks for a home
    of at most thirty."""
    being_written = f".{storable('x' * 300 + '.csv')}.{2**22}.tmp"
    source = max((source.name for source in SOURCES), key=len)
    assert len(f"/archive/{source}/{'0' * 64}/{being_written}") + 30 <= 259
