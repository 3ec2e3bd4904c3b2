"""A home says which version made it; an older program leaves a newer home alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer.testing
from hypothesis import given
from hypothesis import strategies as st

from assets.basis import version
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.version import FILE, VERSION, bring_up_to_date, made_by, require_not_newer
from pipelines import cli

NUMBERS = st.tuples(*[st.integers(0, 12)] * 3)


def of_version(root: Path, number: str) -> None:
    (root / FILE).write_text(json.dumps({"programma": number}))


def test_a_new_home_is_of_this_version_without_a_word(tmp_path: Path) -> None:
    root = tmp_path / "data"
    assert bring_up_to_date(root) is None
    assert made_by(root) == VERSION
    assert (root / FILE).stat().st_mode & 0o777 == 0o600


def test_an_older_home_is_upgraded_with_a_word_once(home: Home) -> None:
    assert home.archive.is_dir()
    assert bring_up_to_date(home.root) == (
        f"de gegevensmap was van een versie van vóór 1.0.0 en is nu van versie {VERSION}"
    )
    assert bring_up_to_date(home.root) is None
    of_version(home.root, "0.9.7")
    assert "was van 0.9.7 en is nu" in bring_up_to_date(home.root)
    assert made_by(home.root) == VERSION


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"programma": 3}', '{"programma": "nieuw"}'])
def test_a_damaged_file_is_made_again(home: Home, content: str) -> None:
    (home.root / FILE).write_text(content)
    require_not_newer(home.root)
    bring_up_to_date(home.root)
    assert made_by(home.root) == VERSION


@given(program=NUMBERS, stored=NUMBERS)
def test_a_home_is_refused_by_the_first_two_numbers_and_never_goes_back(
    tmp_path_factory: pytest.TempPathFactory,
    program: tuple[int, ...],
    stored: tuple[int, ...],
) -> None:
    root = tmp_path_factory.mktemp("home")
    of_version(root, ".".join(map(str, stored)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(version, "VERSION", ".".join(map(str, program)))
        if stored[:2] > program[:2]:
            with pytest.raises(AnalystError, match="Installeer"):
                bring_up_to_date(root)
            assert made_by(root) == ".".join(map(str, stored))
        else:
            word = bring_up_to_date(root)
            assert (word is None) == (stored[:2] == program[:2])
            assert made_by(root) == ".".join(map(str, max(stored, program)))


@pytest.mark.parametrize("command", ["run", "status", "check", "verify", "straat Markt", "melden"])
def test_every_command_refuses_a_newer_home(
    home: Home,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    of_version(home.root, "9.1.0")
    given = [*command.split(), "--home", str(home.root)]
    monkeypatch.setattr("sys.argv", ["veiligheidsbeeld", *given])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 1
    text = " ".join(capsys.readouterr().err.split())
    assert f"is van versie 9.1.0 van het programma, en dit is versie {VERSION}." in text
    assert made_by(home.root) == "9.1.0"


def test_the_program_says_its_version_and_the_mark_of_its_rules() -> None:
    shown = typer.testing.CliRunner().invoke(cli.app, ["--versie"])
    assert shown.exit_code == 0
    assert shown.output.startswith(f"veiligheidsbeeld {VERSION}+")
