"""Tests of reading the reference tables of a municipality."""

from __future__ import annotations

import pytest

from assets.basis.errors import AnalystError
from assets.reference.tables import load_reference
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
