"""Tests of the archive: deliveries are taken in once, unchanged and dated; others are set aside."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path

import pytest

from assets.deliveries import inbox
from assets.deliveries.archive import take_in
from assets.deliveries.inbox import inbox_files
from assets.deliveries.manifests import manifests, raw_file, set_aside
from schemas import melddesk, police, registers

LAYOUTS = (police.LAYOUT, melddesk.LAYOUT, registers.LAYOUT)
NOW = datetime(2020, 3, 1, 12, 0)


def _intake(home, layouts=LAYOUTS, **more):
    return take_in(home, layouts, 0.25, now=NOW, **more)


def _modes(folder: Path) -> set[tuple[str, int]]:
    return {
        ("dir" if path.is_dir() else "file", path.stat().st_mode & 0o777)
        for path in [folder, *folder.rglob("*")]
    }


def test_a_delivery_is_kept_as_it_came_with_what_is_known_of_it(home, delivery, write_csv):
    header, *rows = delivery("politie", {}, {})
    source = write_csv(
        home.inbox / "2020-02-05" / "Jan.csv", [[*header, "Weer"], *[[*r, "zon"] for r in rows]]
    )
    intake = _intake(home)
    [manifest] = intake.new
    content = source.read_bytes()
    sha = hashlib.sha256(content).hexdigest()
    assert manifest == manifests(home)[0]
    assert (manifest.bron, manifest.sha256, manifest.levering_id) == (
        "politie",
        sha,
        f"politie-{sha[:12]}",
    )
    assert (manifest.bestandsnaam, manifest.bytes, manifest.rijen) == ("Jan.csv", len(content), 2)
    assert (manifest.ontvangen_op, manifest.ontvangen_volgens) == ("2020-02-05 00:00:00", "map")
    assert (manifest.maanden, manifest.basis, manifest.codes) == (["2020-01"], "kennisname", None)
    assert manifest.ongelezen == ["Weer"]
    assert raw_file(home, manifest).read_bytes() == content
    assert source.read_bytes() == content


def test_the_same_bytes_are_one_delivery_and_the_earliest_folder_dates_it(
    home, delivery, write_csv
):
    rows = delivery("melddesk", {})
    for folder in ("2020-02-09", "2020-02-05 nogmaals", "los"):
        write_csv(home.inbox / folder / f"{folder[-3:]}.csv", rows)
    intake = _intake(home)
    assert (len(intake.new), intake.duplicates, intake.known) == (1, 2, 0)
    assert intake.new[0].ontvangen_op == "2020-02-05 00:00:00"
    again = _intake(home)
    assert (len(again.new), again.duplicates, again.known) == (0, 2, 1)
    assert len(manifests(home)) == 1


def test_the_moment_in_the_export_overrides_the_folder(home, delivery, write_xlsx):
    write_xlsx(
        home.inbox / "2020-02-09" / "a.xlsx",
        delivery("politie", {}),
        ["Bevraagd op 05-02-2020 09:42"],
    )
    [manifest] = _intake(home).new
    assert (manifest.ontvangen_op, manifest.ontvangen_volgens) == ("2020-02-05 09:42:00", "export")


@pytest.mark.parametrize("folder", ["", "map", "2020-02-31", "20200205"])
def test_without_a_date_the_moment_it_was_seen_counts(home, delivery, write_csv, folder):
    write_csv(home.inbox / folder / "a.csv", delivery("politie", {}))
    [manifest] = _intake(home).new
    assert (manifest.ontvangen_op, manifest.ontvangen_volgens) == ("2020-03-01 12:00:00", "gezien")


def test_codes_and_months_of_the_selection_are_in_the_manifest(home, delivery, write_xlsx):
    remarks = ["Incidenten met incidentsoort A72 gepleegd van 1 dec 2019 t/m 31 jan 2020"]
    write_xlsx(home.inbox / "a.xlsx", delivery("politie", {}), remarks)
    [manifest] = _intake(home).new
    assert (manifest.codes, manifest.basis) == (["A72"], "pleegdatum")
    assert manifest.maanden == ["2019-12", "2020-01"]


def test_a_removed_file_stays_in_the_archive(home, delivery, write_csv):
    path = write_csv(home.inbox / "a.csv", delivery("politie", {}))
    _intake(home)
    path.unlink()
    assert _intake(home).known == 0
    assert raw_file(home, manifests(home)[0]) is not None


def test_purged_bytes_are_noticed_and_the_delivery_is_not_taken_in_again(home, delivery, write_csv):
    write_csv(home.inbox / "a.csv", delivery("politie", {}))
    [manifest] = _intake(home).new
    raw_file(home, manifest).unlink()
    assert raw_file(home, manifest) is None
    assert _intake(home).new == ()
    assert raw_file(home, manifest) is None


def test_two_versions_of_one_file_are_two_deliveries_in_order_of_arrival(home, delivery, write_csv):
    for day, code in (("2020-03-05", "F11"), ("2020-02-05", "A72")):
        write_csv(home.inbox / day / "jan.csv", delivery("politie", {"mk_code": code}))
    _intake(home)
    assert [m.ontvangen_op[:10] for m in manifests(home)] == ["2020-02-05", "2020-03-05"]


def test_what_cannot_be_used_is_set_aside_and_the_rest_comes_in(home, delivery, write_csv):
    write_csv(home.inbox / "goed.csv", delivery("politie", {}))
    write_csv(home.inbox / "map" / "fout.csv", [["Naam"], ["Piet Verzonnen"]])
    intake = _intake(home)
    assert len(intake.new) == 1
    [note] = intake.aside
    assert note.bestandsnaam == f"map/aaaa [{note.sha256[:12]}].csv"
    assert note.volledige_naam == "map/fout.csv"
    assert note == set_aside(home)[0]
    assert "Verzonnen" not in repr(note)


@pytest.mark.parametrize(
    ("rows", "word"), [([], "geen rijen"), ([{"kennisname": "onbekend"}], "datumformaten")]
)
def test_a_file_without_rows_or_dates_is_set_aside(home, delivery, write_csv, rows, word):
    write_csv(home.inbox / "a.csv", delivery("politie", *rows))
    assert word in _intake(home).aside[0].melding
    assert manifests(home) == []


def test_what_was_set_aside_is_tried_again_under_other_settings(home, delivery, write_csv):
    header, row = delivery("melddesk", {})
    header[0] = "Zaaknummer"
    write_csv(home.inbox / "a.csv", [header, row])
    assert len(_intake(home).aside) == 1
    layout = melddesk.LAYOUT.with_headers({"Zaaknummer": "meldingnummer"})
    intake = _intake(home, (police.LAYOUT, layout, registers.LAYOUT))
    assert (len(intake.new), intake.aside, set_aside(home)) == (1, (), [])


def test_under_the_same_settings_it_is_not_read_again(home, write_csv):
    write_csv(home.inbox / "a.csv", [["x"], ["y"]])
    _intake(home)
    ticks = []
    intake = _intake(home, tick=lambda done, total: ticks.append(total))
    assert (ticks, len(intake.aside)) == ([], 1)


def test_the_note_goes_when_the_file_goes(home, write_csv):
    path = write_csv(home.inbox / "a.csv", [["x"], ["y"]])
    _intake(home)
    path.unlink()
    assert _intake(home).aside == ()
    assert set_aside(home) == []


def test_hidden_files_and_lock_files_are_no_deliveries(home, delivery, write_csv):
    rows = delivery("politie", {})
    for name in (".a.csv", "~$a.csv", ".map/a.csv", "Thumbs.db", "goed.csv"):
        write_csv(home.inbox / name, rows)
    assert [path.name for path in inbox_files(home.inbox)] == ["goed.csv"]


def test_only_the_owner_can_read_the_archive(home, delivery, write_csv):
    write_csv(home.inbox / "a.csv", delivery("politie", {}))
    write_csv(home.inbox / "b.csv", [["x"], ["y"]])
    mask = os.umask(0)
    try:
        _intake(home)
    finally:
        os.umask(mask)
    assert _modes(home.root / "archive") == {("dir", 0o700), ("file", 0o600)}


def test_only_the_owner_can_read_the_folders_of_a_home(make_home):
    home = make_home(as_of="2020-01-01")
    mask = os.umask(0)
    try:
        folders = [home.staged("politie"), home.quarantine("politie"), home.tables, home.publish]
        folders += [home.locks, home.dagster, home.product("factsheets", "raad")]
    finally:
        os.umask(mask)
    for folder in folders:
        while folder != home.root:
            assert folder.stat().st_mode & 0o777 == 0o700
            folder = folder.parent
    assert home.tables.name == "peildatum=2020-01-01"
    assert home.publish in home.product("website").parents


def test_what_a_killed_run_left_is_no_delivery(home, delivery, write_csv):
    path = write_csv(home.inbox / "a.csv", delivery("politie", {}))
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    folder = home.archive / "politie" / sha
    folder.mkdir(parents=True)
    (folder / "a.csv").write_bytes(b"half")
    assert manifests(home) == []
    [manifest] = _intake(home).new
    assert raw_file(home, manifest).read_bytes() == path.read_bytes()


def test_each_table_is_handed_on_once(home, delivery, write_csv):
    write_csv(home.inbox / "a.csv", delivery("politie", {}, {}))
    tables = {}
    [manifest] = _intake(home, keep=tables.__setitem__).new
    assert tables[manifest.levering_id].row_count == manifest.rijen == 2


def test_no_month_is_covered_that_had_not_begun_when_the_delivery_came(home, delivery, write_csv):
    """A mistyped year must not stretch every table to that year."""
    rows = [{}] * 4 + [{"kennisname": "03-01-2092 11:30"}] * 2
    write_csv(home.inbox / "2020-02-05" / "a.csv", delivery("politie", *rows))
    assert _intake(home).new[0].maanden == ["2020-01"]


def test_a_file_name_in_another_character_set_stops_nothing(home, delivery, write_csv):
    good = write_csv(home.inbox / "goed.csv", delivery("politie", {}))
    odd = os.fsencode(home.inbox) + b"/m\xe9ldingen.csv"
    try:
        Path(os.fsdecode(odd)).write_bytes(good.read_bytes() + b"\r\n")
    except OSError:
        pytest.skip("this file system keeps no such names")
    intake = _intake(home)
    assert len(intake.new) + len(intake.aside) == 2


def test_a_file_that_may_not_be_opened_is_set_aside_and_the_rest_goes_on(
    home, delivery, write_csv, monkeypatch
):
    write_csv(home.inbox / "goed.csv", delivery("politie", {}))
    locked = write_csv(home.inbox / "slot.csv", delivery("politie", {}, {}))
    hash_of = inbox.digest

    def refuse(path):
        if path == locked:
            raise PermissionError
        return hash_of(path)

    monkeypatch.setattr(inbox, "digest", refuse)
    intake = _intake(home)
    assert [manifest.bestandsnaam for manifest in intake.new] == ["goed.csv"]
    assert [note.volledige_naam for note in intake.aside] == ["slot.csv"]
    monkeypatch.undo()
    assert [manifest.bestandsnaam for manifest in _intake(home).new] == ["slot.csv"]


def test_a_file_whose_rows_all_miss_fields_is_refused_for_that(home, delivery, write_csv):
    path = write_csv(home.inbox / "kort.csv", delivery("politie", {}, {}))
    lines = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join([lines[0], *(line.rsplit(";", 2)[0] for line in lines[1:]), ""]))
    [note] = _intake(home).aside
    assert "geen enkele rij heeft evenveel velden als de kopregel" in note.melding


@pytest.mark.parametrize(
    "name",
    [
        r"a\..\..\weg.csv",
        "CON.csv",
        "naam\nmet een regel.csv",
        "n" * 251 + ".csv",
        "=cmd()|a.csv",
        os.fsdecode(b"caf\xe9.csv"),
        " .. .csv",
    ],
)
def test_whatever_its_name_a_delivery_stays_in_its_folder(home, delivery, write_csv, name):
    write_csv(home.inbox / name, delivery("politie", {}))
    before = {
        path
        for path in home.root.parent.rglob("*")
        if not {home.archive, home.checks} & {path, *path.parents}
    }
    [manifest] = _intake(home).new
    stored = raw_file(home, manifest)
    assert stored.resolve().parent == home.archive.resolve() / "politie" / manifest.sha256
    assert stored.read_bytes() == (home.inbox / name).read_bytes()
    after = {
        path
        for path in home.root.parent.rglob("*")
        if not {home.archive, home.checks} & {path, *path.parents}
    }
    assert after == before
    assert _intake(home).known == 1


def test_what_could_name_someone_in_the_names_that_came_is_hidden(home, delivery, write_csv):
    header, row = delivery("politie", {})
    folder = home.inbox / "2020-02-05 bel 06-12345678"
    write_csv(folder / "van zqx@example.nl.csv", [[*header, "bsn 123456782"], [*row, "x"]])
    write_csv(folder / "AB-123-C.csv", [["Iets"], ["anders"]])
    intake = _intake(home)
    [manifest], [note] = intake.new, intake.aside
    assert manifest.bestandsnaam == "van (persoonsgegeven).csv"
    assert manifest.ongelezen == [manifest.kop[-1]] == ["bsn (persoonsgegeven)"]
    assert manifest.ontvangen_op == "2020-02-05 00:00:00"
    assert note.bestandsnaam.startswith("9999-99-99 aaa ")
    assert note.bestandsnaam.endswith(f" [{note.sha256[:12]}].csv")
    assert f"«{note.bestandsnaam}»" in note.melding


def test_a_link_to_a_file_is_that_file(home, delivery, write_csv, tmp_path):
    outside = write_csv(tmp_path / "elders" / "elders.csv", delivery("politie", {}))
    inside = write_csv(home.inbox / "a.csv", delivery("politie", {}, {}))
    (home.inbox / "gelinkt.csv").symlink_to(outside)
    (home.inbox / "kapot.csv").symlink_to(tmp_path / "niets.csv")
    (home.inbox / "zelfde.csv").symlink_to(inside)
    intake = _intake(home)
    assert sorted(manifest.rijen for manifest in intake.new) == [1, 2]
    assert {manifest.bestandsnaam for manifest in intake.new} >= {"gelinkt.csv"}
    assert intake.duplicates == 1


def test_an_inbox_may_itself_be_a_link(home, delivery, write_csv, tmp_path):
    write_csv(tmp_path / "elders" / "a.csv", delivery("politie", {}))
    home.inbox.rmdir()
    home.inbox.symlink_to(tmp_path / "elders", target_is_directory=True)
    assert len(_intake(home).new) == 1
