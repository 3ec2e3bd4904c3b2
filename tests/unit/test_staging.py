"""Tests of staging: which files are made, rebuilt or kept, and the proof that no row is lost."""

from __future__ import annotations

import os

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.deliveries import staging
from assets.deliveries.batch import FAULTS, FIELD, ROW, Batch, Rows
from assets.deliveries.manifests import manifests, raw_file
from assets.deliveries.source import Recipe
from assets.deliveries.staged_files import staged_files
from assets.deliveries.staging import mark_of, stage
from schemas import police

COLUMNS = {"levering_id": "str", "rijnummer": "int64", "mk_code": "str"}


def _all(batch: Batch) -> dict[str, Rows]:
    return batch.result(batch.frame, COLUMNS)


LAYOUTS = (police.LAYOUT,)
MARK, OTHER = (mark_of(Recipe((made_from,), _all)) for made_from in ("m1", "m2"))


def _names(home):
    return sorted(path.name for path in home.staged("politie").iterdir())


def test_each_delivery_becomes_a_file_with_its_faults_beside_it(taken_in):
    done = stage(taken_in, LAYOUTS, Recipe(("m1",), _all))
    assert (len(done.made), done.total) == (2, 2)
    for manifest in manifests(taken_in):
        name = f"{manifest.levering_id}--{MARK}.parquet"
        rows = pd.read_parquet(taken_in.staged("politie") / name)
        faults = pd.read_parquet(taken_in.quarantine("politie") / name)
        assert rows["rijnummer"].tolist() == [2, 3, 4]
        assert dict(faults.dtypes.astype(str)) == FAULTS
        assert faults.empty


def test_what_exists_is_not_made_again(taken_in):
    stage(taken_in, LAYOUTS, Recipe(("m1",), _all))
    done = stage(taken_in, LAYOUTS, Recipe(("m1",), lambda batch: pytest.fail("made again")))
    assert (done.made, done.total) == ((), 2)


def test_under_another_mark_it_is_rebuilt_and_the_older_is_removed(taken_in):
    stage(taken_in, LAYOUTS, Recipe(("m1",), _all))
    done = stage(taken_in, LAYOUTS, Recipe(("m2",), _all))
    assert len(done.made) == 2
    for folder in (taken_in.staged("politie"), taken_in.quarantine("politie")):
        assert {path.name.split("--")[1] for path in folder.iterdir()} == {f"{OTHER}.parquet"}


@pytest.mark.parametrize("older", ["a0", "z9"])
def test_an_older_mark_that_a_killed_run_left_never_counts(taken_in, older):
    stage(taken_in, LAYOUTS, Recipe(("m1",), _all))
    folder = taken_in.staged("politie")
    for path in list(folder.iterdir()):
        path.with_name(path.name.replace(f"--{MARK}", f"--{older}")).write_bytes(path.read_bytes())
    stage(taken_in, LAYOUTS, Recipe(("m1",), _all))
    assert {path.name.split("--")[1] for path in staged_files(folder).values()} == {
        f"{MARK}.parquet"
    }


def test_purged_bytes_keep_the_file_that_was_made_from_them(taken_in):
    stage(taken_in, LAYOUTS, Recipe(("m1",), _all))
    purged, present = manifests(taken_in)
    raw_file(taken_in, purged).unlink()
    done = stage(taken_in, LAYOUTS, Recipe(("m2",), _all))
    assert done.made == (present.levering_id,)
    assert _names(taken_in) == sorted(
        [f"{purged.levering_id}--{MARK}.parquet", f"{present.levering_id}--{OTHER}.parquet"]
    )


def test_a_lost_row_stops_the_station_and_writes_nothing(taken_in):
    def lossy(batch: Batch) -> dict[str, Rows]:
        return batch.result(batch.frame.iloc[1:], COLUMNS)

    with pytest.raises(AnalystError, match="3 rijen gelezen, maar 2 geaccepteerd en 0 afgekeurd"):
        stage(taken_in, LAYOUTS, Recipe(("m1",), lossy))
    assert _names(taken_in) == []


def test_a_row_that_is_accepted_and_refused_stops_the_station(taken_in):
    def double(batch: Batch) -> dict[str, Rows]:
        batch.fault(batch.frame.index[:1], "mk_code", "fout", ROW)
        return batch.result(batch.frame, COLUMNS)

    with pytest.raises(AnalystError, match="3 geaccepteerd en 1 afgekeurd"):
        stage(taken_in, LAYOUTS, Recipe(("m1",), double))


def test_an_archived_file_that_changed_stops_the_station(taken_in, delivery, write_csv):
    manifest = manifests(taken_in)[0]
    write_csv(raw_file(taken_in, manifest), delivery("politie", {}))
    with pytest.raises(AnalystError, match="is veranderd sinds"):
        stage(taken_in, LAYOUTS, Recipe(("m1",), _all))


def test_tables_that_were_read_already_are_not_read_again(taken_in, read_matrix, delivery):
    for manifest in manifests(taken_in):
        raw_file(taken_in, manifest).write_bytes(b"niet te lezen")
    table = read_matrix("politie", delivery("politie", {}, {}, {}))
    tables = {manifest.levering_id: table for manifest in manifests(taken_in)}
    assert len(stage(taken_in, LAYOUTS, Recipe(("m1",), _all), tables).made) == 2


def test_deliveries_are_handled_in_parts_and_reported_one_by_one(taken_in, monkeypatch):
    monkeypatch.setattr(staging, "_BATCH", 3)
    sizes, ticks = [], []

    def watched(batch: Batch) -> dict[str, Rows]:
        sizes.append(len(batch.frame))
        return _all(batch)

    def tick(done: int, total: int) -> None:
        ticks.append((done, total))

    stage(taken_in, LAYOUTS, Recipe(("m1",), watched), None, tick)
    assert (sizes, ticks) == ([3, 3], [(1, 2), (2, 2)])


def test_only_the_owner_can_read_what_was_staged(taken_in):
    mask = os.umask(0)
    try:
        stage(taken_in, LAYOUTS, Recipe(("m1",), _all))
    finally:
        os.umask(mask)
    for folder in (taken_in.staged("politie"), taken_in.quarantine("politie")):
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_half_written_files_are_cleared(taken_in):
    left = taken_in.staged("politie") / f".politie-x--{MARK}.parquet.123.tmp"
    left.write_bytes(b"half")
    stage(taken_in, LAYOUTS, Recipe(("m1",), _all))
    assert not left.exists()


def test_malformed_rows_are_refused_under_their_own_number(make_manifest, read_matrix, delivery):
    matrix = delivery("politie", {}, {}, {})
    matrix[2] = matrix[2][:4]
    table = read_matrix("politie", matrix)
    rows = _all(Batch([(make_manifest("politie", rijen=3), table)]))["politie-a"]
    assert rows.accepted["rijnummer"].tolist() == [2, 4]
    assert rows.faults.to_dict("records") == [
        {
            "rijnummer": 3,
            "kolom": "(hele rij)",
            "reden": "aantal velden wijkt af van de kopregel",
            "soort": "rij",
        }
    ]


def test_a_row_has_its_first_reason_and_no_field_faults_beside_it(make_batch):
    batch = make_batch("politie", {}, {})
    batch.fault(batch.frame.index[:1], "poging", "geen J of N", FIELD)
    batch.fault(batch.frame.index[:1], "mk_code", "eerste", ROW)
    batch.fault(batch.frame.index[:1], "kennisname", "tweede", ROW)
    batch.fault(batch.frame.index[1:], "poging", "geen J of N", FIELD)
    faults = batch.result(batch.frame.iloc[1:], COLUMNS)["politie-a"].faults
    assert faults.values.tolist() == [
        [2, "Incidentsoort code", "eerste", "rij"],
        [3, "Poging", "geen J of N", "veld"],
    ]


def test_two_deliveries_of_one_batch_keep_their_rows_apart(make_manifest, read_matrix, delivery):
    first = read_matrix("politie", delivery("politie", {"mk_code": "A72"}))
    second = read_matrix("politie", delivery("politie", {"mk_code": "F11"}, {"mk_code": "F12"}))
    batch = Batch([(make_manifest("politie", "a"), first), (make_manifest("politie", "b"), second)])
    batch.fault(batch.frame.index[[1]], "mk_code", "fout", ROW)
    outcomes = batch.result(batch.frame.drop(index=1), COLUMNS)
    assert outcomes["politie-a"].accepted["mk_code"].tolist() == ["A72"]
    assert outcomes["politie-b"].accepted["mk_code"].tolist() == ["F12"]
    assert (len(outcomes["politie-a"].faults), len(outcomes["politie-b"].faults)) == (0, 1)


@pytest.mark.parametrize(
    ("according_to", "latest"),
    [("map", "2020-03-07"), ("export", "2020-02-06"), ("gezien", "2020-02-06")],
)
def test_no_row_can_be_much_later_than_its_delivery(make_batch, according_to, latest):
    batch = make_batch("politie", {}, ontvangen_volgens=according_to)
    assert str(batch.frame["uiterlijk"].iloc[0].date()) == latest


@settings(max_examples=20)
@given(bad=st.lists(st.booleans(), min_size=1, max_size=12), fields=st.data())
def test_every_row_is_accepted_or_refused_once(make_batch, bad, fields):
    batch = make_batch("politie", *[{}] * len(bad))
    refused = batch.frame.index[bad]
    for label in refused:
        for _ in range(fields.draw(st.integers(1, 3))):
            name = fields.draw(st.sampled_from(["mk_code", "kennisname", "straat"]))
            batch.fault(pd.Index([label]), name, "fout", ROW)
    rows = batch.result(batch.frame.drop(index=refused), COLUMNS)["politie-a"]
    assert len(rows.accepted) + rows.faults["rijnummer"].nunique() == len(bad)
    assert len(rows.faults) == sum(bad)
