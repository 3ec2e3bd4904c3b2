"""Tests of the rows of report systems other than MeldDesk: the outcome for each row of the example
deliveries, which part of a split report counts, and that no personal data come through.
"""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from assets.basis.personal import pseudonyms
from assets.deliveries.batch import Batch
from assets.formats.reading import read_delivery
from assets.sources.cases import CaseLinker
from assets.sources.melddesk.rows import UNKNOWN_WORD, reports
from assets.sources.melddesk.systems import PART, SPLIT
from schemas.configuration import MeldDesk
from schemas.melddesk import STAGED

KEY = b"k" * 16
MARK = "GEHEIM"


@pytest.fixture(scope="module")
def staged(make_manifest, linker):
    """`staged(path, ...)` -> the rows of each delivery after staging, all in one batch."""

    def go(*paths, settings=MeldDesk()):
        read = []
        for number, path in enumerate(paths):
            table = read_delivery(path, settings.layouts)
            manifest = make_manifest(
                "melddesk",
                "abcdef"[number],
                rijen=table.row_count,
                meldsysteem=table.layout.system,
                ontvangen_op="2020-03-05 00:00:00",
            )
            read.append((manifest, table))
        outcomes = reports(Batch(read), settings, CaseLinker(linker, KEY))
        for manifest, _ in read:
            rows = outcomes[manifest.levering_id]
            refused = rows.faults.loc[rows.faults["soort"].eq("rij"), "rijnummer"].nunique()
            assert manifest.rijen == len(rows.accepted) + refused
            assert dict(rows.accepted.dtypes.astype(str)) == STAGED
        return list(outcomes.values())

    return go


@pytest.fixture(scope="module")
def signalen(staged, zip_tables, tmp_path_factory):
    return staged(zip_tables(tmp_path_factory.mktemp("zip") / "a.zip"))[0]


def _faults(rows, kind="rij") -> set[tuple[int, str, str]]:
    faults = rows.faults[rows.faults["soort"].eq(kind)]
    return set(faults[["rijnummer", "kolom", "reden"]].itertuples(index=False, name=None))


def test_signalen_rows_are_refused_for_what_they_are(signalen):
    assert _faults(signalen) == {
        (10, "signals.created_at", "datum ontbreekt of bestaat niet"),
        (6, "signals.parent", PART),
        (7, "statuses.state", SPLIT),
    }
    assert signalen.accepted["rijnummer"].tolist() == [2, 3, 4, 5, 8, 9, 11]


def test_signalen_moments_are_local_time(signalen):
    months = dict(zip(signalen.accepted["rijnummer"], signalen.accepted["maand"], strict=True))
    assert months[4] == "2020-02"  # 31 January 23:30 UTC


def test_signalen_statuses_are_brought_to_four(signalen):
    assert signalen.accepted["status"].tolist() == [
        *("afgehandeld", "afgehandeld", "open", "open", "open", "geannuleerd", "onbekend")
    ]


def test_the_address_comes_from_its_columns_or_json_or_one_line(signalen):
    streets = dict(zip(signalen.accepted["rijnummer"], signalen.accepted["straat_id"], strict=True))
    assert (streets[2], streets[4], streets[5]) == ("S1", "S1", "S2")


def test_a_district_is_not_taken_for_a_neighbourhood(signalen):
    """Row 5 names an area `Noord` whose code is that of a district."""
    row = signalen.accepted.set_index("rijnummer").loc[5]
    assert row["gebiedsmethode"] != "opgegeven"


@pytest.mark.parametrize("name", ["open311.json", "open311.xml", "open311_bulk.csv"])
def test_open311_in_each_of_its_forms(staged, examples, name):
    rows = staged(examples / name)[0]
    assert _faults(rows) == {(6, "service_request_id", "meldingnummer ontbreekt")}
    assert rows.accepted["maand"].tolist() == ["2020-01", "2020-02", "2020-02", "2020-02"]
    assert rows.accepted["straat_id"].iloc[0] == "S1"
    assert rows.accepted["status"].tolist() == ["afgehandeld", "open", "open", "open"]


def test_fixmystreet_has_points_and_no_streets(staged, examples):
    rows = staged(examples / "fixmystreet.csv")[0]
    assert _faults(rows) == set()
    assert _faults(rows, "veld") == {
        (5, "Latitude", "geen punt in Nederland"),
        (5, "Longitude", "geen punt in Nederland"),
        (5, "Status", "status onbekend"),
        (3, "Category", UNKNOWN_WORD),
        *((row, "Site Used", UNKNOWN_WORD) for row in rows.accepted["rijnummer"]),
    }
    assert set(rows.accepted["koppelmethode"]) == {"niet opgegeven"}


def test_systems_in_one_batch_do_not_affect_each_other(
    staged, examples, zip_tables, write_csv, delivery, tmp_path, signalen
):
    melddesk = write_csv(tmp_path / "m.csv", delivery("melddesk", {}, {"status": "Kwijt"}))
    together = staged(
        zip_tables(tmp_path / "a.zip"),
        melddesk,
        examples / "open311.json",
        examples / "fixmystreet.csv",
    )
    alone = [signalen, staged(melddesk)[0]]
    for joint, single in zip(together, alone, strict=False):
        pd.testing.assert_frame_equal(
            joint.accepted.drop(columns="levering_id").reset_index(drop=True),
            single.accepted.drop(columns="levering_id").reset_index(drop=True),
        )
        pd.testing.assert_frame_equal(
            joint.faults.reset_index(drop=True), single.faults.reset_index(drop=True)
        )


def test_the_same_number_of_two_systems_is_two_reports(
    staged, examples, write_csv, delivery, tmp_path
):
    """Otherwise a report of one system would count as a newer version of a report of the other."""
    melddesk = write_csv(tmp_path / "m.csv", delivery("melddesk", {"meldingnummer": "1"}))
    fixmystreet, own = staged(examples / "fixmystreet.csv", melddesk)
    assert not set(own.accepted["sleutel"]) & set(fixmystreet.accepted["sleutel"])
    assert own.accepted["sleutel"].tolist() == [
        pseudonyms(pd.Series(["1"]), KEY, "melddesk").iloc[0]
    ]


def test_nothing_personal_comes_through(staged, examples, zip_tables, tmp_path):
    outcomes = staged(
        zip_tables(tmp_path / "a.zip"), examples / "open311.json", examples / "fixmystreet.csv"
    )
    text = "".join(rows.accepted.to_csv() + rows.faults.to_csv() for rows in outcomes)
    for secret in (MARK, "06-12345678", "50.845", "5.705", "6299A", "SR-1"):
        assert secret not in text, secret


def _tree(rows: list[dict], examples) -> str:
    """The table of signals with one row for each of `rows`."""
    with (examples / "signalen" / "signals.csv").open(encoding="utf-8", newline="") as file:
        header, usual = list(csv.reader(file))[:2]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(
            [str(row.get(name, cell)) for name, cell in zip(header, usual, strict=True)]
        )
    return out.getvalue()


@pytest.mark.parametrize(
    ("tree", "counted"),
    [
        ([{"id": 1}, {"id": 2, "parent": 1}, {"id": 3, "parent": 1}], ["1"]),
        ([{"id": 2, "parent": 1}, {"id": 1}], ["1"]),
        ([{"id": 1, "status_id": 3006}, {"id": 2, "parent": 1}, {"id": 3, "parent": 1}], "23"),
        ([{"id": 2, "parent": 99}], []),
        ([{"id": 1, "status_id": 3006}], []),
        ([{"id": 1}, {"id": 2}], "12"),
    ],
)
def test_a_split_report_counts_once(staged, examples, zip_tables, tmp_path, tree, counted):
    rows = staged(zip_tables(tmp_path / "a.zip", signals=_tree(tree, examples)))[0]
    numbers = {number: str(row["id"]) for number, row in enumerate(tree, start=2)}
    assert [numbers[n] for n in rows.accepted["rijnummer"]] == list(counted)


@pytest.mark.parametrize(("chosen", "method"), [(None, "punt"), (False, "postcode")])
def test_signalen_derives_its_address_from_the_point(
    staged, zip_tables, tmp_path, divided, reference, make_manifest, chosen, method
):
    import geopandas
    from shapely.geometry import box

    from assets.linking.linking import Linker

    whole = geopandas.GeoDataFrame(
        {"buurtcode": ["BU99990002"]}, geometry=[box(0, 300_000, 300_000, 625_000)], crs=28992
    ).rename_geometry("omtrek")
    linker = Linker(divided(reference, omtrekken=whole))
    settings = MeldDesk(punt_eerst=chosen)
    table = read_delivery(zip_tables(tmp_path / "a.zip"), settings.layouts)
    manifest = make_manifest("melddesk", rijen=10, ontvangen_op="2020-03-05 00:00:00")
    rows = reports(Batch([(manifest, table)]), settings, CaseLinker(linker, KEY))["melddesk-a"]
    assert rows.accepted["gebiedsmethode"].iloc[0] == method


def test_the_settings_override_the_statuses_of_a_system(staged, examples):
    settings = MeldDesk(statussen={"Closed": "geannuleerd"})
    rows = staged(examples / "open311.json", settings=settings)[0]
    assert rows.accepted["status"].iloc[0] == "geannuleerd"
