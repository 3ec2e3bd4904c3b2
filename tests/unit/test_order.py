"""Tests of which of two deliveries is the newest: by day, first sight, moment of making, copy."""

from __future__ import annotations

import itertools
import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assets.deliveries import archive
from assets.deliveries.archive import take_in
from assets.deliveries.manifests import Manifest, manifests
from assets.deliveries.order import copy_of
from assets.formats.moments import ZONE
from schemas import melddesk, police

LAYOUTS = (police.LAYOUT, melddesk.LAYOUT)
NOW = datetime(2020, 7, 6, 9, 0)


@pytest.fixture
def put(home, delivery, write_csv):
    """`put(name, rows, changed=moment, folder=...)` -> a police file of so many rows."""
    moments = itertools.count()

    def put(
        name: str, rows: int, changed: datetime | None = None, folder: str = "2020-07-06"
    ) -> Path:
        path = write_csv(home.inbox / folder / name, delivery("politie", *[{}] * rows))
        moment = changed or NOW + timedelta(seconds=next(moments))
        seconds = moment.replace(tzinfo=ZoneInfo(ZONE)).timestamp()
        os.utime(path, (seconds, seconds))
        return path

    return put


def _rows_in_order(home) -> list[int]:
    return [manifest.rijen for manifest in manifests(home)]


def _take_in(home, now: datetime = NOW, **more):
    return take_in(home, LAYOUTS, 0.25, now=now, **more)


@pytest.mark.parametrize("names", [("juni.csv", "juni (1).csv"), ("juni.csv", "juni.csv")])
def test_the_version_that_came_later_on_a_day_is_the_newest(home, put, names):
    """The case of a month that was first exported in part: the whole month must count."""
    put(names[0], 2)
    _take_in(home)
    put(names[1], 3)
    _take_in(home)
    assert _rows_in_order(home) == [2, 3]


def test_of_files_first_seen_together_the_one_changed_last_is_the_newest(home, put):
    put("b.csv", 2, NOW - timedelta(hours=2))
    put("a.csv", 3, NOW - timedelta(hours=1))
    _take_in(home)
    assert _rows_in_order(home) == [2, 3]


@pytest.mark.parametrize("copy", ["juni (1).csv", "juni - kopie.csv", "juni - Copy (2).csv"])
def test_with_one_time_of_change_the_copy_is_the_newest(home, put, copy):
    put("juni.csv", 2, NOW)
    put(copy, 3, NOW)
    _take_in(home)
    assert _rows_in_order(home) == [2, 3]


def test_the_moment_in_the_export_comes_before_the_time_of_change(home, delivery, write_xlsx):
    for name, rows, minute in (("a.xlsx", 3, 50), ("b.xlsx", 2, 40)):
        write_xlsx(
            home.inbox / name,
            delivery("politie", *[{}] * rows),
            [f"Bevraagd op 06-07-2020 09:{minute}"],
        )
    _take_in(home)
    assert _rows_in_order(home) == [2, 3]


def test_an_older_day_is_older_whenever_it_was_seen(home, put):
    put("a.csv", 2)
    _take_in(home)
    put("b.csv", 3, folder="2020-06-05")
    _take_in(home)
    assert _rows_in_order(home) == [3, 2]


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=40)])
def test_a_clock_that_was_set_back_turns_nothing_around(home, put, back):
    put("b.csv", 2, folder="")
    _take_in(home)
    put("a.csv", 3, folder="")
    [second] = _take_in(home, NOW - back).new
    assert _rows_in_order(home) == [2, 3]
    assert (second.ontvangen_op, second.ronde) == ("2020-07-06 09:00:00", 2)


def test_the_manifest_keeps_by_what_the_order_is_decided(home, put):
    put("a.csv", 2, datetime(2020, 7, 5, 12, 30))
    put("b.csv", 3, datetime(2020, 7, 5, 12, 31))
    assert {m.ronde for m in _take_in(home).new} == {1}
    stored = json.loads(next(home.archive.glob("*/*/manifest.json")).read_text("utf-8"))
    assert stored["gezien_op"] == "2020-07-06 09:00:00"
    assert stored["gewijzigd_op"].startswith("2020-07-05 12:3")


def test_an_intake_that_was_stopped_halfway_changes_no_order(home, put, monkeypatch):
    """`juni (1).csv` is read first; when the run is resumed it must still be the newest."""
    put("juni.csv", 2, NOW)
    put("juni (1).csv", 3, NOW)
    write = archive.write_manifest

    def stop(home, manifest):
        write(home, manifest)
        raise KeyboardInterrupt

    monkeypatch.setattr(archive, "write_manifest", stop)
    with pytest.raises(KeyboardInterrupt):
        _take_in(home)
    monkeypatch.undo()
    _take_in(home, NOW + timedelta(days=1))
    assert _rows_in_order(home) == [2, 3]
    assert {manifest.ronde for manifest in manifests(home)} == {1}


def test_a_file_that_was_set_aside_first_keeps_its_place(home, put, write_csv, delivery):
    header, *rows = delivery("melddesk", {}, {})
    odd = [["Zaaknummer", *header[1:]], *rows]
    write_csv(home.inbox / "oud.csv", odd)
    assert len(_take_in(home).aside) == 1
    write_csv(home.inbox / "nieuw.csv", delivery("melddesk", {}, {}, {}))
    _take_in(home, NOW + timedelta(hours=1))
    layout = melddesk.LAYOUT.with_headers({"Zaaknummer": "meldingnummer"})
    take_in(home, (police.LAYOUT, layout), 0.25, now=NOW + timedelta(hours=2))
    assert _rows_in_order(home) == [2, 3]


def test_a_register_of_first_sights_that_is_damaged_stops_nothing(home, put):
    put("a.csv", 2)
    home.archive.joinpath("gezien.json").write_text('{"half', "utf-8")
    assert len(_take_in(home).new) == 1


def test_deliveries_of_the_previous_version_keep_their_order_and_come_first(home, make_manifest):
    """Without the new fields: by moment of receipt, then name, but a copy after its original."""
    former = [
        make_manifest("politie", "a", ontvangen_op=moment, bestandsnaam=name)
        for moment, name in (
            ("2020-07-05 10:00:00", "z.csv"),
            ("2020-07-06 00:00:00", "juni.csv"),
            ("2020-07-06 00:00:00", "juni (1).csv"),
            ("2020-07-06 09:00:00", "b.csv"),
            ("2020-07-06 10:00:00", "a.csv"),
        )
    ]
    new = make_manifest(
        "politie",
        "b",
        ontvangen_op="2020-07-06 00:00:00",
        ronde=1,
        gewijzigd_op="2019-01-01 00:00:00",
    )
    every = [*former, new]
    upside_down = every[::-1]
    assert sorted(upside_down, key=lambda manifest: manifest.order) == every


def test_a_manifest_of_the_previous_version_is_read(home, make_manifest):
    fields = vars(make_manifest("politie", "a")).copy()
    for name in ("gezien_op", "ronde", "gewijzigd_op"):
        del fields[name]
    folder = home.archive / "politie" / fields["sha256"]
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(fields), "utf-8")
    assert manifests(home) == [Manifest(**fields)]


@pytest.mark.parametrize(
    ("name", "base", "numbers"),
    [
        ("juni.csv", "juni.csv", ()),
        ("Juni (1).CSV", "juni.csv", (1,)),
        ("juni(2).csv", "juni.csv", (2,)),
        ("juni (10).csv", "juni.csv", (10,)),
        ("juni - kopie.csv", "juni.csv", (1,)),
        ("juni - Kopie (2).csv", "juni.csv", (2,)),
        ("juni - Copy.csv", "juni.csv", (1,)),
        ("juni - Copy (3).csv", "juni.csv", (3,)),
        ("juni copy 2.csv", "juni.csv", (2,)),
        ("Kopie van juni.csv", "juni.csv", (1,)),
        ("juni (1) - kopie.csv", "juni.csv", (1, 1)),
        ("juni (2020).csv", "juni (2020).csv", ()),
        ("kopie.csv", "kopie.csv", ()),
        ("(1).csv", "(1).csv", ()),
    ],
)
def test_the_number_of_a_copy(name, base, numbers):
    assert copy_of(name) == (base, numbers)
