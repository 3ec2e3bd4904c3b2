"""What a killed run left half-written is removed by the run that writes the same thing whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from compositions import AREAS, COUNTS, candidates, compose, edition_of

from assets.basis.atomic import replacing
from assets.basis.home import Home
from assets.basis.personal import KEY_VARIABLE, secret_key
from assets.deliveries.first_seen import remember
from assets.disclosure.publish import issued
from assets.disclosure.publish.archive import add_to_archive


def test_of_the_moments_at_which_files_were_first_seen(home: Home) -> None:
    leftover = home.archive / ".gezien.json.1.tmp"
    leftover.write_text("{")
    remember(home, {"a" * 64}, [], datetime(2020, 1, 1))
    assert not leftover.exists()


@pytest.mark.parametrize("name", ["uitgaven.json", "een [rare] naam*.json"])
def test_of_any_file_that_is_written_again(tmp_path: Path, name: str) -> None:
    leftover, other = tmp_path / f".{name}.1.tmp", tmp_path / ".ander.json.1.tmp"
    leftover.touch()
    other.touch()
    with replacing(tmp_path / name) as temporary:
        temporary.write_text("{}")
    assert {path.name for path in tmp_path.iterdir()} == {name, other.name}


def test_of_which_editions_are_out(home: Home) -> None:
    leftover = home.checks / ".uitgaven.json.1.tmp"
    leftover.write_text("{")
    issued.remember(home, 1, "2019-Q4")
    assert not leftover.exists()


def test_of_which_key_was_used(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE)
    leftover = home.checks / ".sleutel.1.tmp"
    leftover.write_text("0")
    secret_key(home)
    assert [path.name for path in home.checks.iterdir()] == ["sleutel"]


def test_of_an_edition_with_figures_that_are_not_public(home: Home) -> None:
    leftover = home.editions / ".2019-Q4.1.tmp" / "figures.parquet"
    leftover.parent.mkdir()
    leftover.write_bytes(b"PAR1")
    add_to_archive(home, edition_of(candidates(compose(COUNTS, AREAS))))
    assert [path.name for path in home.editions.iterdir()] == ["2019-Q4"]
