"""Checksums of what a run makes: recorded as it is written, compared before it counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assets.basis import atomic
from assets.basis.checksums import Checksums, State


@pytest.fixture
def checks(home) -> Checksums:
    return Checksums(home, home.staged("politie"))


def _write(checks: Checksums, name: str, content: bytes) -> Path:
    with checks.replacing(checks.folder / name) as temporary:
        temporary.write_bytes(content)
    return checks.folder / name


def test_a_file_is_sound_until_a_bit_flips(checks):
    path = _write(checks, "a", b"inhoud")
    assert checks.state("a") is State.SOUND
    path.write_bytes(b"inhoue")
    assert checks.state("a") is State.DAMAGED
    path.unlink()
    assert checks.state("a") is State.MISSING


def test_what_was_never_recorded_is_unknown(checks):
    (checks.folder / "b").write_bytes(b"b")
    assert checks.states(["b", "c"]) == {"b": State.UNKNOWN, "c": State.MISSING}


def test_what_is_removed_on_purpose_is_not_missed(checks):
    _write(checks, "a", b"1").unlink()
    checks.forget("a")
    assert checks.names() == []


def test_the_later_checksum_counts_and_a_half_line_none(checks, home):
    _write(checks, "a", b"1")
    _write(checks, "a", b"2")
    ledger = home.checks / "staged" / "politie.jsonl"
    with ledger.open("a") as file:
        file.write('{"bestand": "a", "sha2')
    assert checks.state("a") is State.SOUND
    _write(checks, "a", b"3")
    assert checks.state("a") is State.SOUND, "the half line did not spoil the next one"
    assert ledger.stat().st_mode & 0o777 == 0o600


def test_files_that_are_gone_are_dropped_once_they_are_many(checks, home):
    for number in range(150):
        _write(checks, f"{number}", b"x").unlink()
    _write(checks, "a", b"1")
    checks.tidy()
    assert checks.names() == ["a"]
    assert checks.state("a") is State.SOUND


def test_a_durable_file_and_its_name_reach_the_disk_before_it_counts(tmp_path, monkeypatch):
    flushed = []
    monkeypatch.setattr(atomic, "flush", flushed.append)
    rename = Path.replace
    monkeypatch.setattr(
        Path, "replace", lambda self, to: (flushed.append("rename"), rename(self, to))[1]
    )
    with atomic.replacing(tmp_path / "a", durable=True) as temporary:
        temporary.write_bytes(b"x")
    assert flushed == [temporary, "rename", tmp_path]


def test_the_archive_a_manifest_and_staged_rows_wait_for_the_disk(
    home, delivery, write_csv, monkeypatch
):
    from assets.deliveries.archive import take_in
    from assets.deliveries.source import Recipe
    from assets.deliveries.staging import stage
    from schemas import police

    synced = []
    sync = os.fsync
    monkeypatch.setattr(
        os,
        "fsync",
        lambda handle: (
            synced.append(str(Path(f"/proc/self/fd/{handle}").readlink())),
            sync(handle),
        )[1],
    )
    write_csv(home.inbox / "2020-02-05" / "a.csv", delivery("politie", {}))
    take_in(home, (police.LAYOUT,), 0.25)
    stage(
        home,
        (police.LAYOUT,),
        Recipe(
            ("m",),
            lambda batch: batch.result(batch.frame, {"levering_id": "str", "rijnummer": "int64"}),
        ),
    )
    assert any("/.onderweg/" in path for path in synced), "the copy that becomes the archived file"
    assert any("manifest.json" in path for path in synced)
    assert any("/staged/politie/." in path for path in synced)
    assert any("/quarantine/politie/." in path for path in synced)
