"""A delivery that is staged in parts gives the same rows and faults as one that is staged whole."""

from __future__ import annotations

import shutil
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from assets.deliveries import archive, staging
from assets.deliveries.archive import take_in
from assets.deliveries.batch import Seen
from assets.deliveries.staging import stage
from assets.formats import reading
from assets.sources.melddesk.source import recipe as report_recipe
from assets.sources.politie.source import recipe as police_recipe
from assets.sources.registry import layouts
from schemas.configuration import Configuration, MeldDesk

USUAL = Configuration()
RECIPES = {"politie": police_recipe, "melddesk": report_recipe}


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch):
    """Parts of two rows, for every delivery of more than two."""

    def go() -> None:
        for place, name in (
            (archive, "LARGEST"),
            (staging, "LARGEST"),
            (reading, "PART"),
            (reading, "_PIECE"),
        ):
            monkeypatch.setattr(place, name, 2)

    return go


def _outcome(home, source: str, configuration: Configuration) -> list[pd.DataFrame]:
    """The rows and faults of the one delivery in the inbox, and the fields of its manifest."""
    tables = {}
    intake = take_in(
        home, layouts(configuration), 0.25, now=datetime(2020, 4, 1), keep=tables.__setitem__
    )
    assert intake.aside == ()
    own = tuple(layout for layout in layouts(configuration) if layout.source == source)
    stage(home, own, RECIPES[source](home, configuration), tables)
    folders = home.staged(source), home.quarantine(source)
    frames = [pd.read_parquet(next(folder.iterdir())) for folder in folders]
    return [*frames, pd.DataFrame([intake.new[0].__dict__])]


def _same_in_parts(make_home, in_parts, put, source, configuration=USUAL):
    outcomes = []
    for name in ("whole", "parts"):
        if name == "parts":
            in_parts()
        home = make_home(name)
        put(home.inbox)
        outcomes.append(_outcome(home, source, configuration))
    for whole, parts in zip(*outcomes, strict=True):
        pd.testing.assert_frame_equal(whole, parts)
    return outcomes[1]


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
    assert faults["rijnummer"].tolist() == [4, 6, 8, 9]


def test_a_word_that_occurs_once_in_all_parts_is_refused(
    make_home, in_parts, delivery, write_csv, monkeypatch
):
    words = ["Afval", "Zeldzaam", "Vaker", "Afval", "Vaker"]
    monkeypatch.setattr("assets.sources.melddesk.rows._MANY", 3)
    matrix = delivery("melddesk", *[{"hoofdcategorie": word} for word in words])
    rows, _, _ = _same_in_parts(
        make_home, in_parts, lambda inbox: write_csv(inbox / "a.csv", matrix), "melddesk"
    )
    assert rows["hoofdcategorie"].fillna("").tolist() == ["Afval", "", "Vaker", "Afval", "Vaker"]


def test_the_parts_of_a_report_that_was_split_count_wherever_they_are(
    make_home, in_parts, zip_tables, tmp_path
):
    export = zip_tables(tmp_path / "a.zip")
    rows, faults, _ = _same_in_parts(
        make_home, in_parts, lambda inbox: shutil.copy(export, inbox), "melddesk"
    )
    assert len(rows) == 7
    assert faults["soort"].eq("rij").sum() == 3


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


def test_keys_are_remembered_between_parts_not_within_one():
    seen = Seen()
    first, second = (pd.DataFrame({"a": keys, "b": "x"}) for keys in (["1", "1"], ["2", "1"]))
    assert not np.any(seen.add(first))
    assert seen.add(second).tolist() == [False, True]
    assert seen.add(second.assign(b="y")).tolist() == [False, False]
