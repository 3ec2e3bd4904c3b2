"""A delivery that is staged in parts gives the same rows and faults as one that is staged whole."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.deliveries.archive import take_in
from assets.deliveries.batch import Occurred
from assets.deliveries.own_rows import as_csv
from assets.deliveries.staging import stage
from assets.formats import reading
from assets.formats.text_table import TextTable
from assets.sources.melddesk.source import recipe as report_recipe
from assets.sources.outside import own_rows
from assets.sources.politie.source import recipe as police_recipe
from assets.sources.registry import layouts
from schemas import police
from schemas.configuration import Configuration, MeldDesk

USUAL = Configuration()
RECIPES = {"politie": police_recipe, "melddesk": report_recipe}
SIZES = [10, pytest.param(2, marks=pytest.mark.slow_by_nature)]  # rows of a part


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch):
    """Parts of two rows, for every delivery of more than two; or of another number of rows."""

    def go(rows: int = 2) -> None:
        monkeypatch.setattr(reading, "PART", rows)
        monkeypatch.setattr(reading, "_PIECE", rows)

    return go


def _outcome(home, source: str, configuration: Configuration) -> list[pd.DataFrame]:
    """The rows and faults of the one delivery in the inbox, and the fields of its manifest."""
    tables = {}
    intake = take_in(
        home,
        layouts(configuration),
        0.25,
        now=datetime(2020, 4, 1),
        keep=tables.__setitem__,
        own=own_rows(configuration),
    )
    assert intake.aside == ()
    own = tuple(layout for layout in layouts(configuration) if layout.source == source)
    stage(home, own, RECIPES[source](home, configuration), tables)
    folders = home.staged(source), home.quarantine(source)
    rows, faults = (pd.read_parquet(next(folder.iterdir())) for folder in folders)
    faults = faults.sort_values(["rijnummer", "kolom"], ignore_index=True)
    manifest = replace(intake.new[0], gewijzigd_op="")
    return [rows, faults, pd.DataFrame([manifest.__dict__])]


def _same_in_parts(make_home, in_parts, put, source, configuration=USUAL, rows=2):
    outcomes = []
    for name in ("whole", "parts"):
        if name == "parts":
            in_parts(rows)
        home = make_home(name)
        put(home.inbox)
        outcomes.append(_outcome(home, source, configuration))
    for whole, parts in zip(*outcomes, strict=True):
        pd.testing.assert_frame_equal(whole, parts)
    return outcomes[1]


@pytest.mark.dear
def test_a_number_that_occurred_in_an_earlier_part_is_refused(
    make_home, in_parts, delivery, write_csv
):
    numbers = ["PL1", "PL2", "PL3", "PL1", "PL4", "PL4", ""]
    matrix = delivery("politie", *[{"incidentnummer": number} for number in numbers])
    matrix.insert(3, ["te", "kort"])
    rows, faults, _ = _same_in_parts(
        make_home, in_parts, lambda inbox: write_csv(inbox / "a.csv", matrix), "politie"
    )
    assert rows["rijnummer"].tolist() == [2, 3, 5, 7]
    assert faults.loc[faults["soort"].eq("rij"), "rijnummer"].tolist() == [4, 6, 8, 9]


@pytest.mark.dear
def test_the_parts_of_a_report_that_was_split_count_wherever_they_are(
    make_home, in_parts, zip_tables, tmp_path
):
    export = zip_tables(tmp_path / "a.zip")
    rows, faults, _ = _same_in_parts(
        make_home, in_parts, lambda inbox: shutil.copy(export, inbox), "melddesk"
    )
    assert len(rows) == 7
    assert faults["soort"].eq("rij").sum() == 3


@pytest.mark.dear
@pytest.mark.parametrize("size", SIZES)
def test_times_that_stand_for_not_known_are_learned_from_all_parts(
    make_home, in_parts, delivery, write_csv, size
):
    """12:00 is a default by its number in the whole delivery; one part is too small to tell. And
    midnight is none beside the 23:00 that lie in other parts."""
    default = {"pleegmoment": "02-01-2020 12:00", "pleegeinde": "02-01-2020 12:00"}
    other = {"pleegmoment": "02-01-2020 00:00", "pleegeinde": "02-01-2020 00:00"}
    late = {"pleegmoment": "02-01-2020 23:00", "pleegeinde": "02-01-2020 23:00"}
    matrix = delivery("politie", *[default] * 60, other, *[late] * 3)
    rows, *_ = _same_in_parts(
        make_home, in_parts, lambda inbox: write_csv(inbox / "a.csv", matrix), "politie", rows=size
    )
    assert rows["momenten"].tolist() == ["onbekend"] * 60 + ["12:12"] + ["15:12"] * 3


@pytest.mark.dear
@pytest.mark.parametrize("size", SIZES)
def test_times_of_reports_are_learned_from_all_parts(
    make_home, in_parts, delivery, write_csv, size
):
    matrix = delivery("melddesk", *[{"ontvangen": "02-01-2020 12:00"}] * 60, {})
    rows, *_ = _same_in_parts(
        make_home, in_parts, lambda inbox: write_csv(inbox / "a.csv", matrix), "melddesk", rows=size
    )
    assert rows["momenten"].tolist()[:60] == ["onbekend"] * 60


@pytest.mark.dear
def test_coordinates_are_exchanged_in_every_part_or_in_none(
    make_home, in_parts, delivery, write_csv
):
    swapped = {"x": "50.8514", "y": "5.6910"}
    matrix = delivery("melddesk", {}, {"x": "", "y": ""}, swapped, swapped, {"x": "", "y": ""})
    matrix[1][-4:-2] = "", ""
    *_, manifest = _same_in_parts(
        make_home,
        in_parts,
        lambda inbox: write_csv(inbox / "a.csv", matrix),
        "melddesk",
        Configuration(melddesk=MeldDesk(coordinaten="WGS84")),
    )
    assert "elkaars kolom" in " ".join(manifest["opmerkingen"][0])


@pytest.mark.dear
@pytest.mark.parametrize("alone", [False, True])
def test_rows_of_elsewhere_are_left_out_of_every_part(
    make_home, in_parts, delivery, write_csv, alone
):
    here, there = {"plaats": "Maastricht"}, {"plaats": "Heerlen"}
    matrix = delivery("politie", there, here, there, there, here, {}, there, here, there)
    matrix.insert(6, ["te", "kort"])
    rows, faults, manifest = _same_in_parts(
        make_home,
        in_parts,
        lambda inbox: write_csv(inbox / "a.csv", matrix),
        "politie",
        Configuration.model_validate({"leveringen": {"alleen_eigen_rijen": alone}}),
    )
    assert rows["rijnummer"].tolist() == [3, 6, 8, 10]
    refused = faults.loc[faults["soort"].eq("rij"), "rijnummer"]
    assert refused.tolist() == [2, 4, 5, 7, 9, 11]
    assert manifest["buiten_gemeente"].tolist() == [5 if alone else 0]


@given(data=st.data(), rows=st.lists(st.text('a;"\n ', max_size=4), min_size=1, max_size=12))
def test_own_rows_are_the_same_text_wherever_they_are_cut(data, rows):
    numbers = sorted(data.draw(st.sets(st.integers(2, 40), min_size=len(rows), max_size=len(rows))))
    usable = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    cut = data.draw(st.integers(0, len(rows)))
    whole, *parts = (
        _table(list(zip(numbers, usable, rows, strict=True))[some])
        for some in (slice(None), slice(cut), slice(cut, None))
    )
    text = b"".join(as_csv([whole]))
    assert b"".join(as_csv(parts)) == text
    read = list(csv.reader(io.StringIO(text.decode(), newline=""), delimiter=";"))
    for number, is_usable, cell in zip(numbers, usable, rows, strict=True):
        assert read[number - 1] == ([cell, "x", str(number)] if is_usable else ["(onbruikbaar)"])


def _table(rows: list[tuple[int, bool, str]]) -> TextTable:
    frame = pd.DataFrame(
        [[cell, "x"] for _, usable, cell in rows if usable], columns=["straat", "plaats"]
    )
    frame.index = [number for number, usable, _ in rows if usable]
    malformed = tuple(number for number, usable, _ in rows if not usable)
    positions = {"straat": 0, "plaats": 1}
    return TextTable(police.LAYOUT, None, ("Straat", "Plaats"), positions, frame, malformed, ())


def test_keys_are_remembered_between_parts_not_within_one():
    occurred = Occurred()
    first, second = (pd.DataFrame({"a": keys, "b": "x"}) for keys in (["1", "1"], ["2", "1"]))
    assert not np.any(occurred.add(first))
    assert occurred.add(second).tolist() == [False, True]
    assert occurred.add(second.assign(b="y")).tolist() == [False, False]
