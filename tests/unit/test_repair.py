"""Damaged and lost deliveries: made again from their bytes, or refused by name."""

from __future__ import annotations

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from assets.basis.errors import AnalystError
from assets.deliveries.acceptance import accept, acceptances
from assets.deliveries.archive import take_in
from assets.deliveries.manifests import (
    folder_of,
    manifests,
    notes,
    raw_file,
    set_aside,
    write_manifest,
)
from assets.deliveries.repair import repair_archive
from assets.deliveries.source import Recipe
from assets.deliveries.staging import stage
from schemas import police

LAYOUTS = (police.LAYOUT,)
COLUMNS = {"levering_id": "str", "rijnummer": "int64", "mk_code": "str"}
RECIPE = Recipe(("m1",), lambda batch: batch.result(batch.frame, COLUMNS))
SPOILS = {
    "empty": lambda content: b"",
    "half": lambda content: content[: len(content) // 2],
    "zeroes": lambda content: b"\0" * len(content),
    "flipped": lambda content: content.replace(b'"rijen": 2', b'"rijen": 3'),
    "no object": lambda content: b"[1]",
}


_WITHOUT_COPY = ", zonder haar bestand in de inbox: kijk na of de juiste versie telt"


def _take_in(home):
    return take_in(home, LAYOUTS, 0.25, now=datetime(2020, 4, 1))


def _repair(home):
    return [repaired.text for repaired in repair_archive(home, LAYOUTS, 0.25)]


@pytest.fixture
def source(home, delivery, write_csv):
    """The file of a delivery that was taken in and staged."""
    path = write_csv(home.inbox / "2020-02-05" / "a.csv", delivery("politie", {}, {}))
    _take_in(home)
    stage(home, LAYOUTS, RECIPE)
    return path


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
@pytest.mark.parametrize("in_inbox", [True, False])
def test_a_damaged_manifest_is_made_again_from_the_bytes(home, source, spoil, in_inbox):
    [before] = manifests(home)
    path = folder_of(home, before) / "manifest.json"
    path.write_bytes(spoil(path.read_bytes()))
    if not in_inbox:
        source.unlink()
        (home.archive / "gezien.json").unlink()
        seen = datetime(2020, 2, 7, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
        os.utime(raw_file_of(home, before), (seen.timestamp(), seen.timestamp()))
    texts = _repair(home)
    [after] = manifests(home)
    assert texts == [
        f"het manifest van {before.levering_id} was beschadigd; het is opnieuw gemaakt uit de "
        "levering" + ("" if in_inbox else _WITHOUT_COPY)
    ]
    if in_inbox:
        assert after == before
    else:  # without its dated folder: when it was archived
        assert (after.ontvangen_op, after.ontvangen_volgens) == ("2020-02-07 09:30:00", "gezien")
    assert _repair(home) == []


def raw_file_of(home, manifest):
    return folder_of(home, manifest) / manifest.bestandsnaam


def test_until_it_is_made_again_a_damaged_manifest_is_named(home, source):
    [before] = manifests(home)
    (folder_of(home, before) / "manifest.json").write_bytes(b"")
    with pytest.raises(AnalystError, match=rf"{before.levering_id}.*veiligheidsbeeld run"):
        manifests(home)


def test_a_manifest_of_an_earlier_version_gets_a_checksum(home, source):
    [before] = manifests(home)
    (home.checks / "archive.jsonl").unlink()
    assert _repair(home) == []
    path = folder_of(home, before) / "manifest.json"
    path.write_bytes(SPOILS["flipped"](path.read_bytes()))
    assert len(_repair(home)) == 1
    assert manifests(home) == [before]


def test_a_lost_manifest_is_made_again_and_said(home, source):
    [before] = manifests(home)
    (folder_of(home, before) / "manifest.json").unlink()
    assert "was weg" in _repair(home)[0]
    assert manifests(home) == [before]


def test_a_killed_intake_is_finished_from_the_inbox(home, source):
    [before] = manifests(home)
    (folder_of(home, before) / "manifest.json").unlink()
    for folder in (home.staged("politie"), home.quarantine("politie")):
        for path in folder.iterdir():
            path.unlink()
    assert _repair(home) == []
    assert _take_in(home).new == (before,)


@pytest.mark.parametrize("loss", ["bytes", "folder"])
def test_a_delivery_that_cannot_be_made_again_is_refused_by_name(home, source, loss):
    [before] = manifests(home)
    source.unlink()
    folder = folder_of(home, before)
    raw_file(home, before).unlink()
    (folder / "manifest.json").unlink()
    if loss == "folder":
        folder.rmdir()
    else:
        (folder / "manifest.json").write_bytes(b"")
    with pytest.raises(AnalystError, match=rf"{before.levering_id}.*reservekopie"):
        repair_archive(home, LAYOUTS, 0.25)


def test_a_lost_folder_comes_in_again_from_the_inbox(home, source):
    [before] = manifests(home)
    for path in folder_of(home, before).iterdir():
        path.unlink()
    folder_of(home, before).rmdir()
    assert _repair(home) == []
    assert _take_in(home).new == (before,)


def test_a_damaged_note_goes_and_its_file_is_looked_at_again(home, write_csv):
    write_csv(home.inbox / "a.csv", [["x"], ["y"]])
    _take_in(home)
    [note] = set_aside(home)
    notes(home)[0].write_bytes(b"")
    assert set_aside(home) == []
    assert len(_repair(home)) == 1
    _take_in(home)
    assert [again.sha256 for again in set_aside(home)] == [note.sha256]


def test_a_damaged_acceptance_is_named_and_can_be_given_again(home, source):
    [manifest] = manifests(home)
    day = datetime(2020, 5, 1).date()
    accept(home, manifest, "is nagekeken", day)
    (folder_of(home, manifest) / "acceptatie.json").write_bytes(b"{")
    with pytest.raises(AnalystError, match=rf"{manifest.levering_id} is beschadigd"):
        acceptances(home)
    accept(home, manifest, "is nagekeken", day)
    assert len(acceptances(home)) == 1


@pytest.mark.parametrize("folder", ["staged", "quarantine"])
@pytest.mark.parametrize("spoil", [lambda c: c[:-9], lambda c: b"", lambda c: flip(c)])
def test_damaged_rows_are_made_again(home, source, folder, spoil):
    [path] = (home.root / folder / "politie").iterdir()
    content = path.read_bytes()
    path.write_bytes(spoil(content))
    done = stage(home, LAYOUTS, RECIPE)
    assert done.repaired == (manifests(home)[0].levering_id,)
    assert path.read_bytes() == content
    assert stage(home, LAYOUTS, RECIPE).made == ()


def flip(content: bytes) -> bytes:
    """The content with one bit flipped, in the middle."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def test_rows_without_their_faults_are_made_again(home, source):
    [path] = home.quarantine("politie").iterdir()
    path.unlink()
    assert len(stage(home, LAYOUTS, RECIPE).repaired) == 1
    assert path.exists()


def test_rows_of_an_earlier_version_are_read_once_and_count(home, source):
    for ledger in home.checks.rglob("politie.jsonl"):
        ledger.unlink()
    assert stage(home, LAYOUTS, RECIPE).made == ()
    [path] = home.staged("politie").iterdir()
    path.write_bytes(flip(path.read_bytes()))
    assert len(stage(home, LAYOUTS, RECIPE).repaired) == 1


def test_rows_of_an_earlier_version_with_a_row_too_few_are_made_again(home, source):
    for ledger in home.checks.rglob("politie.jsonl"):
        ledger.unlink()
    [path] = home.staged("politie").iterdir()
    pd.read_parquet(path).iloc[1:].to_parquet(path, index=False)
    assert len(stage(home, LAYOUTS, RECIPE).repaired) == 1


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_lost_rows_of_which_the_bytes_are_gone_are_refused(home, source, spoil):
    [manifest] = manifests(home)
    raw_file(home, manifest).unlink()
    [path] = home.staged("politie").iterdir()
    spoil(path)
    with pytest.raises(AnalystError, match=rf"{manifest.levering_id}.*niet opnieuw te maken"):
        stage(home, LAYOUTS, RECIPE)


def test_a_changed_delivery_with_as_many_rows_stops_the_station(home, source):
    [manifest] = manifests(home)
    raw = raw_file(home, manifest)
    raw.write_bytes(raw.read_bytes().replace(b"Lindelaan", b"Kerkpleun"))
    with pytest.raises(AnalystError, match=rf"{manifest.levering_id}\) is veranderd"):
        stage(home, LAYOUTS, Recipe(("m2",), RECIPE.make))


def test_a_manifest_with_fields_of_a_newer_version_is_read(home, source):
    [manifest] = manifests(home)
    path = folder_of(home, manifest) / "manifest.json"
    path.write_text(path.read_text("utf-8").replace("{", '{"nieuw_veld": 1,', 1), "utf-8")
    assert manifests(home) == [manifest]
    write_manifest(home, manifest)
