"""Tests of the commands by which an analyst finds a file by its name, and accepts a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assets.basis.home import Home
from assets.deliveries.archive import take_in
from assets.deliveries.words import accepted_words
from pipelines.cli import app, screen
from pipelines.settings import load_settings


@pytest.fixture
def home(tmp_path: Path, delivery, write_csv) -> Home:
    """A home with a delivery and a file that was set aside, both with the name of a person."""
    home = Home(tmp_path / "data", tmp_path / "inbox")
    write_csv(home.inbox / "MeldDesk Zqxbavu.csv", delivery("melddesk", {}))
    write_csv(home.inbox / "lijst Zqxkapo.csv", [["Iets"], ["anders"]])
    take_in(home, load_settings(home.root, home.inbox).layouts, 0.25)
    return home


def run(home: Home, *arguments: str):
    screen.console.width = 200
    return CliRunner().invoke(app, [*arguments, "--home", str(home.root)])


def test_only_status_with_names_tells_the_name_of_a_file(home: Home) -> None:
    ended = run(home, "status", "--namen")
    assert ended.exit_code == 0
    assert "MeldDesk Zqxbavu.csv" in ended.output
    assert "lijst Zqxkapo.csv" in ended.output


def test_a_note_of_an_earlier_version_has_no_other_name(home: Home) -> None:
    [note] = (home.archive / "apart").glob("*.json")
    content = note.read_text("utf-8")
    before, _, _ = content.partition(',\n "volledige_naam"')
    note.write_text(before + "\n}", "utf-8")
    assert "aaaaa Aaaaaaa" in run(home, "status", "--namen").output


def test_a_word_is_accepted_for_a_column_with_words_only(home: Home) -> None:
    word = ("accept", "--woord", "Praatpaal", "--reden", "nieuw kanaal")
    assert run(home, *word, "--kolom", "straat").exit_code == 1
    assert run(home, *word).exit_code == 2
    assert run(home, "accept", "politie-1", "--woord", "x", "--reden", "y").exit_code == 2
    assert run(home, *word, "--kolom", "kanaal").exit_code == 0
    assert [entry.woord for entry in accepted_words(home)] == ["Praatpaal"]
