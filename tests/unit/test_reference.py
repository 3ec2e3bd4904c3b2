"""Tests of the reference: reading the tables of a municipality, and its registers."""

from __future__ import annotations

import pandas as pd
import pytest

from assets.deliveries.errors import AnalystError
from assets.deliveries.reading import read_table
from assets.deliveries.staging import Batch
from assets.reference.registers import STAGED, register_figures
from assets.reference.tables import load_reference
from schemas import registers
from schemas.configuration import Configuration

# -- tables ------------------------------------------------------------------------------------


@pytest.fixture
def load(tmp_path):
    """`load(buurten="a;b\\n...", ...)` -> the reference of GM9999 from files with this text."""

    def make(encoding="utf-8", jaar=None, **files):
        named = {}
        for setting, text in files.items():
            named[setting] = tmp_path / f"{setting}.csv"
            named[setting].write_bytes(text.encode(encoding))
        return load_reference(
            Configuration.model_validate(
                {"gemeente": {"code": "GM9999"}, "referentie": {**named, "jaar": jaar}}
            )
        )

    return make


AREAS = (
    "buurtcode;buurtnaam;wijkcode;wijknaam\n"
    "BU99990002;Zuid;WK999900;Wijk 00\nBU99990001;Noord;WK999900;Wijk 00\n"
)


def test_the_tables_of_maastricht_come_with_the_program():
    reference = load_reference(Configuration())
    assert len(reference.indelingen[0].buurten) == 44
    assert reference.indelingen[0].buurten["buurtcode"].str.fullmatch(r"BU0935\d{4}").all()
    assert not reference.indelingen[0].postcodes["postcode"].duplicated().any()
    assert set(reference.indelingen[0].postcodes["buurtcode"]) <= set(
        reference.indelingen[0].buurten["buurtcode"]
    )
    assert set(reference.inwoners["buurtcode"]) <= set(reference.indelingen[0].buurten["buurtcode"])
    assert not reference.straten[["straatnaam", "woonplaats"]].duplicated().any()


def test_the_least_is_enough_and_districts_follow_from_the_codes(load):
    reference = load(buurten="buurtcode;buurtnaam\nBU99990002;Zuid\nBU99990001;Noord\n")
    assert reference.indelingen[0].buurten["buurtcode"].tolist() == ["BU99990001", "BU99990002"]
    assert reference.indelingen[0].buurten["wijkcode"].tolist() == ["WK999900", "WK999900"]
    assert reference.indelingen[0].buurten["wijknaam"].notna().all()
    assert reference.straten is None
    division = reference.indelingen[0]
    assert (division.omtrekken, len(reference.inwoners), len(division.adressen)) == (None, 0, 0)


def test_names_of_districts_are_found_without_their_codes(load):
    reference = load(buurten="buurtcode;buurtnaam;wijknaam\nBU99990001;Noord;Wijk 00\n")
    assert reference.indelingen[0].buurten[["wijkcode", "wijknaam"]].values.tolist() == [
        ["WK999900", "Wijk 00"]
    ]


def test_files_of_cbs_are_read_under_their_own_headers(load):
    reference = load(
        buurten="BU_CODE,BU_NAAM,WK_CODE,GM_CODE,AANT_INW\n"
        "BU99990001,BelvÃ©dÃ¨re,WK999901,GM9999,1505\n"
        "BU99990002,Zuid,WK999901,GM9999,-99997\n"
        "BU88880001,Elders,WK888800,GM8888,10\n",
        wijken="WK_CODE;WK_NAAM\nWK999901;Wijk 01 Ünster\n",
        jaar=2025,
    )
    assert reference.indelingen[0].buurten["buurtnaam"].tolist() == ["Belvédère", "Zuid"]
    assert reference.indelingen[0].buurten["wijknaam"].unique().tolist() == ["Wijk 01 Ünster"]
    assert reference.inwoners.values.tolist() == [["BU99990001", 2025, 1505]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_reference_files_of_each_encoding(load, encoding):
    reference = load(encoding, buurten=AREAS, straten="straatnaam;woonplaats\nCafé-straat;Ée\n")
    assert reference.straten[["straatnaam", "woonplaats"]].values.tolist() == [
        ["Café-straat", "Ée"]
    ]


def test_a_postcode_in_two_neighbourhoods_proves_neither(load):
    pairs = ["6299 aa;BU99990001", "6299BB;BU99990001", "6299BB;BU99990002"]
    pairs += ["6299CC;BU99990002"] * 2
    codes = "\n".join(["PC6;buurtcode", *pairs])
    assert load(buurten=AREAS, postcodes=codes).indelingen[0].postcodes["postcode"].tolist() == [
        "6299AA",
        "6299CC",
    ]


def test_outlines_become_metres(load):
    square = "POLYGON((5.68 50.84,5.70 50.84,5.70 50.86,5.68 50.86,5.68 50.84))"
    reference = load(
        buurten=f"{AREAS.splitlines()[0]};omtrek\nBU99990001;Noord;WK999900;W;{square}\n"
    )
    assert reference.indelingen[0].omtrekken.crs.to_epsg() == 28992
    assert 170_000 < reference.indelingen[0].omtrekken.total_bounds[0] < 180_000


def test_the_version_tells_another_content(load):
    first = load(buurten=AREAS)
    assert load(buurten=AREAS).versie == first.versie
    assert load(buurten=AREAS + "BU99990003;Oost;WK999900;Wijk 00\n").versie != first.versie


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (
            {"buurten": "buurtcode\nBU99990001\n"},
            ["buurten.csv", "[referentie] buurten", "buurtnaam"],
        ),
        (
            {"buurten": AREAS, "straten": "naam\nx\n"},
            ["straten.csv", "[referentie] straten", "straatnaam"],
        ),
        (
            {"buurten": AREAS, "adressen": "straatnaam;buurtcode\nx;y\n"},
            ["adressen.csv", "huisnummer"],
        ),
        (
            {"buurten": "buurtcode;buurtnaam;gm_code\nBU88880001;x;GM8888\n"},
            ["GM9999", "[gemeente] code"],
        ),
        ({}, ["GM9999", "[referentie] buurten"]),
    ],
)
def test_a_file_that_lacks_something_is_named_with_its_setting(load, files, words):
    with pytest.raises(AnalystError) as caught:
        load(**files)
    for word in words:
        assert word in str(caught.value)


def test_a_file_that_is_not_there_is_named_with_its_setting(tmp_path):
    configuration = Configuration.model_validate({"referentie": {"straten": tmp_path / "weg.csv"}})
    with pytest.raises(AnalystError, match=r"\[referentie\] straten wijst naar weg\.csv"):
        load_reference(configuration)


# -- registers ---------------------------------------------------------------------------------

INDICATORS = pd.DataFrame(
    {
        "indicator_id": ["demonstraties", "uitrukken"],
        "naam": ["Aantal demonstraties", "Uitrukken brandweer"],
    },
    dtype="str",
)
HEADER = ["indicator", "periode", "gebied", "waarde"]


@pytest.fixture
def figures(tmp_path, write_csv, make_manifest):
    """`figures([...], [...])` -> the rows of one register with these cells."""

    def make(*rows):
        table = read_table(write_csv(tmp_path / "r.csv", [HEADER, *rows]), [registers.LAYOUT])
        manifest = make_manifest("registers", rijen=table.row_count)
        return register_figures(Batch([(manifest, table)]), INDICATORS, "GM9999")["registers-a"]

    return make


def test_a_figure_is_known_by_id_or_name_and_is_the_municipalitys_without_area(figures):
    rows = figures(
        ["demonstraties", "2020", "", "12"],
        ["AANTAL demonstraties", "2020-q1", "bu99990001", "3,5"],
        ["uitrukken", " 2020-H2 ", "GM 9999", "1.25"],
    )
    assert rows.faults.empty
    assert dict(rows.accepted.dtypes.astype(str)) == STAGED
    assert rows.accepted.drop(columns=["levering_id", "rijnummer"]).values.tolist() == [
        ["demonstraties", "GM9999", "2020", 12.0],
        ["demonstraties", "BU99990001", "2020-Q1", 3.5],
        ["uitrukken", "GM9999", "2020-H2", 1.25],
    ]


@pytest.mark.parametrize(
    ("row", "header", "reason"),
    [
        (["iets", "2020", "", "1"], "indicator", "onbekende indicator"),
        (["demonstraties", "2020-Q5", "", "1"], "periode", "periode niet leesbaar"),
        (["demonstraties", "2020-13", "", "1"], "periode", "periode niet leesbaar"),
        (["demonstraties", "vorig jaar", "", "1"], "periode", "periode niet leesbaar"),
        (["demonstraties", "2020", "Noord", "1"], "gebied", "gebied is geen CBS-code"),
        (["demonstraties", "2020", "", ""], "waarde", "geen getal"),
        (["demonstraties", "2020", "", "veel"], "waarde", "geen getal"),
        (["demonstraties", "2020", "", "1.234,5"], "waarde", "geen getal"),
        (["demonstraties", "2020", "", "inf"], "waarde", "geen getal"),
    ],
)
def test_a_figure_that_cannot_be_used_is_refused_under_its_header(figures, row, header, reason):
    rows = figures(["uitrukken", "2020", "", "1"], row)
    assert rows.accepted["rijnummer"].tolist() == [2]
    assert [tuple(fault) for fault in rows.faults.itertuples(index=False)] == [
        (3, header, reason, "rij")
    ]


def test_a_figure_that_stands_twice_counts_once(figures):
    rows = figures(
        ["demonstraties", "2020", "", "1"], ["Aantal demonstraties", "2020", "GM9999", "2"]
    )
    assert rows.accepted["waarde"].tolist() == [1.0]
    assert rows.faults["reden"].tolist() == ["cijfer staat al eerder in dit bestand"]


def test_a_row_with_two_faults_is_refused_once(figures):
    rows = figures(["iets", "x", "Noord", "veel"], ["demonstraties", "2020", "", "1"])
    assert (len(rows.accepted), rows.faults["rijnummer"].tolist()) == (1, [2])
