"""Tests of files that are still on their way: what is archived is what was hashed and read."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from dataclasses import replace

import pytest

from assets.deliveries import archive, arriving
from assets.deliveries.archive import take_in
from assets.deliveries.manifests import manifests, raw_file, set_aside
from assets.formats.reading import read_delivery
from assets.warehouse import summary
from schemas import police

LAYOUTS = (police.LAYOUT,)


def _take_in(home, **more):
    return take_in(home, LAYOUTS, 0.25, **more)


def _require_true_manifests(home) -> None:
    """Every manifest says what the archived bytes are."""
    for manifest in manifests(home):
        content = raw_file(home, manifest).read_bytes()
        assert hashlib.sha256(content).hexdigest() == manifest.sha256
        assert len(content) == manifest.bytes
        table = read_delivery(raw_file(home, manifest), LAYOUTS)
        assert table.row_count == manifest.rijen


@pytest.fixture
def police_file(home, delivery, write_csv):
    """A police file in the inbox, and the bytes of one more row."""
    path = write_csv(home.inbox / "a.csv", delivery("politie", *[{}] * 300))
    return path, path.read_bytes().splitlines(keepends=True)[-1]


def test_a_file_that_grows_all_the_time_never_gives_an_untrue_manifest(home, police_file):
    path, row = police_file
    done = threading.Event()

    def append() -> None:
        with path.open("ab", buffering=0) as file:
            for place in range(0, 100_000, 50):
                if done.is_set():
                    return
                start = place % len(row)
                file.write(row[start : start + 50])

    writer = threading.Thread(target=append)
    writer.start()
    try:
        intakes = [_take_in(home) for _ in range(4)]
    finally:
        done.set()
        writer.join()
    _require_true_manifests(home)
    assert any(intake.new or intake.arriving or intake.aside for intake in intakes)
    assert list(home.archive.rglob("*.tmp")) == []


@pytest.mark.parametrize("moment", ["scan", "examine"])
def test_a_file_that_changes_meanwhile_is_left_for_the_next_run(
    home, police_file, monkeypatch, moment
):
    """After it was hashed it grows: before it is copied, or while its table is read."""
    path, row = police_file
    name = "_scan" if moment == "scan" else "examine"
    original = getattr(archive, name)

    def grow(*arguments):
        result = original(*arguments) if moment == "scan" else None
        with path.open("ab") as file:
            file.write(row)
        return result if moment == "scan" else original(*arguments)

    monkeypatch.setattr(archive, name, grow)
    intake = _take_in(home)
    monkeypatch.undo()
    _require_true_manifests(home)
    if moment == "scan":
        assert (intake.arriving, intake.new, intake.aside) == (("a.csv",), (), ())
        assert (manifests(home), set_aside(home)) == ([], [])
    else:  # the copy was made before it grew, and is whole
        assert [manifest.rijen for manifest in intake.new] == [300]
    again = _take_in(home)
    assert [manifest.rijen for manifest in again.new] == [301]
    assert again.arriving == ()
    _require_true_manifests(home)


def test_other_bytes_of_the_same_size_and_time_are_noticed(home, police_file, monkeypatch):
    """As a tool does that keeps the time of change: only the content shows it."""
    path, _ = police_file
    settle = arriving.let_settle

    def swap(*arguments):
        status = path.stat()
        path.write_bytes(path.read_bytes().replace(b"Lindelaan", b"Beukelaan"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        settle(*arguments)

    monkeypatch.setattr(archive, "let_settle", swap)
    assert _take_in(home).arriving == ("a.csv",)
    assert manifests(home) == []


def test_the_summary_names_what_is_still_being_copied():
    [line] = summary._arriving(("2020-07-06/a.csv",))
    assert line.text == ("«2020-07-06/a.csv» wordt nog gekopieerd; de volgende run neemt hem mee.")


def test_growth_shows_during_the_pause(home, police_file, monkeypatch):
    path, row = police_file
    waited = []

    def grow(seconds: float) -> None:
        waited.append(seconds)
        with path.open("ab") as file:
            file.write(row)

    monkeypatch.setattr(arriving.time, "sleep", grow)
    assert _take_in(home, pause=1.5).arriving == ("a.csv",)
    assert waited == [1.5]


def test_there_is_no_pause_where_an_earlier_look_was_long_enough_ago(
    home, police_file, monkeypatch
):
    path, row = police_file
    waited = []
    monkeypatch.setattr(arriving.time, "sleep", waited.append)
    too_late = arriving.look(home.inbox)
    files = {path: arriving.stamp_of(path)}
    arriving.let_settle(files, 60, too_late)
    assert waited == [60]
    earlier = replace(too_late, at=too_late.at - 60)
    arriving.let_settle(files, 60, earlier)
    assert waited == [60]
    with path.open("ab") as file:
        file.write(row)
    arriving.let_settle({path: arriving.stamp_of(path)}, 60, earlier)
    assert waited == [60, 60], "it grew since"
    assert _take_in(home, pause=1.5, earlier=arriving.look(home.inbox)).new
    assert waited == [60, 60, 1.5]


def test_there_is_no_pause_for_files_that_lie_still(home, police_file, monkeypatch):
    path, _ = police_file
    os.utime(path, (time.time() - 60, time.time() - 60))
    monkeypatch.setattr(arriving.time, "sleep", lambda seconds: pytest.fail("waited"))
    assert len(_take_in(home, pause=1.5).new) == 1
    path.touch()
    assert _take_in(home, pause=1.5).known == 1, "nothing is new, so there is nothing to wait for"


def test_a_file_that_was_taken_away_after_the_scan_stops_nothing(home, police_file, monkeypatch):
    path, _ = police_file
    settle = arriving.let_settle

    def remove(*arguments):
        path.unlink()
        settle(*arguments)

    monkeypatch.setattr(archive, "let_settle", remove)
    intake = _take_in(home)
    assert (intake.new, intake.arriving, intake.aside) == ((), (), ())


def test_a_copy_that_a_killed_run_left_is_removed(home, police_file):
    leftover = home.archive / ".onderweg" / "1-0.tmp"
    leftover.parent.mkdir(parents=True)
    leftover.write_bytes(b"half")
    _take_in(home)
    assert not leftover.parent.exists()


def test_a_text_that_ends_within_a_row_is_held_until_it_is_whole(home, police_file):
    """Cut at every place in its last row but in its last cell, where nothing shows it."""
    path, row = police_file
    whole = path.read_bytes()
    last_cell = len(whole) - len(row) + row.rindex(b";") + 1
    for cut in range(len(whole) - len(row) + 1, last_cell, 7):
        path.write_bytes(whole[:cut])
        intake = _take_in(home)
        assert intake.new == ()
        [note] = intake.aside
        assert "houdt midden in een rij op" in note.melding
    path.write_bytes(whole)
    intake = _take_in(home)
    assert ([manifest.rijen for manifest in intake.new], intake.aside) == ([300], ())
    assert set_aside(home) == []
