"""The folder of the open data: the current edition, and each edition as it was published."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from editions import PUBLISHER, make_edition, with_figure

from assets.basis.errors import AnalystError
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.open_data import write_open_data
from assets.disclosure.publish.publisher import publisher_of
from schemas.configuration import Catalogue, Configuration


@pytest.fixture(scope="module")
def edition() -> Edition:
    return make_edition()


def state(folder: Path) -> dict[str, tuple[int, int, str]]:
    """File -> inode, time of its last change, and sha256."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_ino,
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_unchanged_edition_touches_no_file(edition: Edition, tmp_path: Path):
    first = write_open_data(edition, tmp_path, PUBLISHER)
    assert all(changed for _, changed in first.values())
    before = state(tmp_path)
    second = write_open_data(edition, tmp_path, PUBLISHER)
    assert not any(changed for _, changed in second.values())
    assert {name: path for name, (path, _) in second.items()} == {
        name: path for name, (path, _) in first.items()
    }
    assert state(tmp_path) == before


def test_the_next_edition_leaves_the_previous_one_unchanged(edition: Edition, tmp_path: Path):
    write_open_data(edition, tmp_path, PUBLISHER)
    permanent = state(tmp_path / "uitgaven" / "2020-Q2")
    following = make_edition("2020-Q2.2")
    following = replace(
        following, figures=following.figures[following.figures["thema"].ne("Fysieke kwaliteit")]
    )
    write_open_data(following, tmp_path, PUBLISHER)
    assert state(tmp_path / "uitgaven" / "2020-Q2") == permanent
    assert {path.name for path in (tmp_path / "uitgaven").iterdir()} == {"2020-Q2", "2020-Q2.2"}
    # A theme that is no longer public is removed from the current edition only.
    assert not (tmp_path / "cijfers-fysieke-kwaliteit.csv").exists()
    assert (tmp_path / "uitgaven" / "2020-Q2" / "cijfers-fysieke-kwaliteit.csv").exists()


def test_an_edition_of_a_program_that_left_out_decimal_signs_is_the_same(
    edition: Edition, tmp_path: Path
):
    write_open_data(edition, tmp_path, PUBLISHER)
    path = tmp_path / "uitgaven" / "2020-Q2" / "cijfers-subjectieve-veiligheid.csv"
    earlier = path.read_bytes().replace(b".0,", b",")
    assert earlier != path.read_bytes()
    path.write_bytes(earlier)
    write_open_data(edition, tmp_path, PUBLISHER)
    assert path.read_bytes() == earlier


def test_a_file_that_is_gone_from_an_edition_is_named(edition: Edition, tmp_path: Path):
    write_open_data(edition, tmp_path, PUBLISHER)
    (tmp_path / "uitgaven" / "2020-Q2" / "cijfers-subjectieve-veiligheid.csv").unlink()
    before = state(tmp_path)
    with pytest.raises(AnalystError, match=r"ontbreekt cijfers-subjectieve-veiligheid\.csv\. Zet"):
        write_open_data(edition, tmp_path, PUBLISHER)
    assert state(tmp_path) == before


def test_an_edition_with_other_figures_under_the_same_number_is_refused(
    edition: Edition, tmp_path: Path
):
    write_open_data(edition, tmp_path, PUBLISHER)
    before = state(tmp_path)
    with pytest.raises(AnalystError, match="2020-Q2 is al verschenen"):
        write_open_data(with_figure(edition, 0, waarde=999.0), tmp_path, PUBLISHER)
    assert state(tmp_path) == before


def test_a_permanent_edition_that_was_tampered_with_is_detected(edition: Edition, tmp_path: Path):
    write_open_data(edition, tmp_path, PUBLISHER)
    path = tmp_path / "uitgaven" / "2020-Q2" / "gebieden.csv"
    path.write_bytes(path.read_bytes() + b"x\r\n")
    with pytest.raises(AnalystError, match="zet dan de bestanden van toen terug"):
        write_open_data(edition, tmp_path, PUBLISHER)


def test_a_new_contact_changes_the_current_description_only(edition: Edition, tmp_path: Path):
    write_open_data(edition, tmp_path, PUBLISHER)
    permanent = state(tmp_path / "uitgaven")
    settings = Catalogue(contact_email="data@example.org")
    written = write_open_data(edition, tmp_path, publisher_of(Configuration(catalogus=settings)))
    changed = {name for name, (_, is_new) in written.items() if is_new}
    assert changed == {"LEESMIJ.txt", "catalogus.ttl", "catalogus.jsonld", "uitgave.json"}
    assert state(tmp_path / "uitgaven") == permanent


def test_leftovers_of_a_killed_run_or_older_program_are_removed(edition: Edition, tmp_path: Path):
    half = tmp_path / "uitgaven" / ".2020-Q2.tmp"
    half.mkdir(parents=True)
    (half / "half.csv").write_text("half", "utf-8")
    (tmp_path / ".indicatoren.csv.1.tmp").write_text("half", "utf-8")
    (tmp_path / "feiten_en_cijfers.csv").write_text("oud", "utf-8")
    (tmp_path / "van_iemand_anders.txt").write_text("blijft", "utf-8")
    write_open_data(edition, tmp_path, PUBLISHER)
    names = {path.name for path in tmp_path.iterdir()}
    assert not any(name.startswith(".") for name in names)
    assert "feiten_en_cijfers.csv" not in names
    assert "van_iemand_anders.txt" in names
    assert [path.name for path in (tmp_path / "uitgaven").iterdir()] == ["2020-Q2"]


def test_a_list_of_files_that_points_outside_removes_nothing(edition: Edition, tmp_path: Path):
    folder = tmp_path / "open_data"
    folder.mkdir()
    (tmp_path / "buiten.csv").write_text("blijft", "utf-8")
    manifest = {"bestanden": {"../buiten.csv": {}, "/etc/hostname": {}, "oud.csv": {}}}
    (folder / "uitgave.json").write_text(json.dumps(manifest), "utf-8")
    (folder / "oud.csv").write_text("weg", "utf-8")
    write_open_data(edition, folder, PUBLISHER)
    assert (tmp_path / "buiten.csv").exists()
    assert not (folder / "oud.csv").exists()
