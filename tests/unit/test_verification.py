"""Verifying a home: each kind of damage is named, nothing is changed, and no value is shown."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from assets.basis.checksums import Checksums
from assets.basis.verification import is_readable, readable_files
from assets.deliveries.archive import take_in
from assets.deliveries.frozen import (
    counts_of,
    faults_of,
    keep_note,
    note_of,
    remove_rows,
)
from assets.deliveries.manifests import folder_of, manifests, raw_file
from assets.deliveries.retention import remove_bytes
from assets.deliveries.source import Recipe
from assets.deliveries.staging import stage
from assets.deliveries.verification import verify_archive, verify_counts, verify_staged
from assets.disclosure.publish.verification import verify_editions, verify_open_data
from assets.warehouse.verification import verify_tables
from schemas import police

COLUMNS = {"levering_id": "str", "rijnummer": "int64", "mk_code": "str"}


def flip(path: Path) -> None:
    """Flip a bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.fixture
def manifest(home, delivery, write_csv):
    """The manifest of a delivery that was taken in and staged."""
    write_csv(home.inbox / "2020-02-05" / "a.csv", delivery("politie", {}, {}))
    take_in(home, (police.LAYOUT,), 0.25, now=datetime(2020, 4, 1))
    recipe = Recipe(("m",), lambda batch: batch.result(batch.frame, COLUMNS))
    stage(home, (police.LAYOUT,), recipe)
    return manifests(home)[0]


def _content(home) -> dict[str, str]:
    return {
        path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in home.root.rglob("*")
        if path.is_file()
    }


def test_a_sound_home_has_no_faults_and_is_left_as_it_is(home, manifest):
    before = _content(home)
    archive, staged = verify_archive(home), verify_staged(home)
    assert (archive.files, archive.without_checksum, archive.faults) == (2, 0, ())
    assert (staged.files, staged.without_checksum, staged.faults) == (2, 0, ())
    assert _content(home) == before


def test_counts_in_the_place_of_rows_are_no_loss_and_are_verified(home, manifest):
    place = manifest.bron, manifest.levering_id
    for path in (counts_of(home, *place), faults_of(home, *place)):
        path.write_bytes(b"tellingen")
    keep_note(home, note_of(home, *place, "2026-11-26", "2020-01"))
    remove_rows(home, manifest)
    assert verify_archive(home).faults == verify_staged(home).faults == ()
    assert (verify_counts(home).files, verify_counts(home).faults) == (2, ())
    recipe = Recipe(("m",), lambda batch: batch.result(batch.frame, COLUMNS))
    assert stage(home, (police.LAYOUT,), recipe).made == ()
    counts_of(home, *place).write_bytes(b"andere")
    [fault] = verify_counts(home).faults
    assert manifest.levering_id in fault


def test_a_changed_delivery_and_a_changed_manifest_are_named(home, manifest):
    flip(raw_file(home, manifest))
    name = manifest.levering_id
    assert verify_archive(home).faults == (f"het bestand van {name} in het archief is veranderd",)
    flip(folder_of(home, manifest) / "manifest.json")
    assert verify_archive(home).faults == (f"het manifest van {name} is beschadigd",)


def test_a_delivery_that_is_gone_is_named(home, manifest):
    for path in folder_of(home, manifest).iterdir():
        path.unlink()
    folder_of(home, manifest).rmdir()
    name = manifest.levering_id
    assert verify_archive(home).faults == (f"{name} is weg uit het archief",)
    assert verify_staged(home).faults == (f"de levering van de verwerkte rijen van {name} is weg",)


def test_bytes_that_are_gone_are_named_unless_they_were_removed_after_their_term(home, manifest):
    raw_file(home, manifest).unlink()
    fault = f"het bestand van {manifest.levering_id} is weg uit het archief"
    assert verify_archive(home).faults == (fault,)
    remove_bytes(home, manifest)
    assert verify_archive(home).faults == verify_staged(home).faults == ()


@pytest.mark.parametrize("ledger", [True, False])
@pytest.mark.parametrize("folder", ["staged", "quarantine"])
def test_damaged_rows_are_named_with_or_without_a_checksum(home, manifest, folder, ledger):
    [path] = (home.root / folder / "politie").iterdir()
    if ledger:
        flip(path)
    else:
        for known in home.checks.rglob("politie.jsonl"):
            known.unlink()
        path.write_bytes(path.read_bytes()[:-9])
    assert verify_staged(home).faults == (
        f"de verwerkte rijen van {manifest.levering_id} zijn beschadigd",
    )


def test_lost_rows_are_named(home, manifest):
    [path] = home.staged("politie").iterdir()
    path.unlink()
    assert verify_staged(home).faults == (
        f"de verwerkte rijen van {manifest.levering_id} zijn weg",
    )


def test_a_damaged_and_a_lost_table_are_named(home):
    checks = Checksums(home, home.tables)
    for name in ("a.parquet", "b.parquet"):
        with checks.replacing(home.tables / name) as temporary:
            temporary.write_bytes(b"inhoud van een tabel")
    assert verify_tables(home).faults == ()
    flip(home.tables / "a.parquet")
    (home.tables / "b.parquet").unlink()
    (home.tables / "c.parquet").write_bytes(b"half")
    assert verify_tables(home).faults == (
        "tables/a.parquet is beschadigd",
        "tables/b.parquet is weg",
        "tables/c.parquet is beschadigd",
    )


def test_open_data_are_compared_with_the_checksums_that_they_publish(home):
    place = home.root / "open_data"
    place.mkdir()
    names = {"a.csv": b"a;b\r\n1;2\r\n", "b.csv": b"c\r\n", "c.csv": b"d\r\n"}
    for name, content in names.items():
        (place / name).write_bytes(content)
    listed = {name: {"sha256": hashlib.sha256(text).hexdigest()} for name, text in names.items()}
    description = {"uitgave": "2019-Q4", "bestanden": listed}
    (place / "uitgave.json").write_text(json.dumps(description), "utf-8")
    assert verify_open_data(home).faults == ()
    flip(place / "a.csv")
    (place / "b.csv").unlink()
    assert verify_open_data(home).faults == (
        "open_data/a.csv is beschadigd",
        "open_data/b.csv is weg",
    )
    [fault] = verify_editions(home).faults
    assert "ontbreekt uitgave 2019-Q4" in fault


def test_a_file_for_readers_that_is_cut_off_is_named(home):
    folder = home.product("factsheets", "raad")
    with xlsxwriter.Workbook(folder / "a.xlsx") as book:
        book.add_worksheet().write(0, 0, "x")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 ... %%EOF")
    (folder / "c.html").write_text("<html></html>", "utf-8")
    assert readable_files("factsheets", home.root, home.root / "factsheets").faults == ()
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes()[:-20])
    faults = readable_files("factsheets", home.root, home.root / "factsheets").faults
    assert faults == tuple(
        f"factsheets/raad/{name} is niet te lezen" for name in ("a.xlsx", "b.pdf", "c.html")
    )
    assert not is_readable(folder / "weg.json")


def test_a_delivery_that_a_stopped_run_did_not_get_to_is_no_fault(home, delivery, write_csv):
    write_csv(home.inbox / "2020-02-05" / "a.csv", delivery("politie", {}))
    take_in(home, (police.LAYOUT,), 0.25, now=datetime(2020, 4, 1))
    assert verify_staged(home).faults == ()
