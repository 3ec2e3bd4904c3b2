"""Tests of reading BAG extracts: real XML of the Kadaster, and small invented extracts in zips."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from assets.basis.errors import AnalystError
from assets.reference.bag import STREETS, read_bag
from assets.reference.files import SourceFile

_ROOT = Path(__file__).resolve().parents[2]
_SPACES = (
    'xmlns:O="o" xmlns:H="h" xmlns:R="r" xmlns:n="n" xmlns:gml="g" xmlns:sl="sl" xmlns:x="x" '
    'xmlns:p="p"'
)


def _occurrence(number=1, begin="2010-01-01", end="", taken_back=""):
    ended = f"<H:eindGeldigheid>{end}</H:eindGeldigheid>" if end else ""
    retracted = f"<H:{taken_back}>2015-01-01T00:00:00</H:{taken_back}>" if taken_back else ""
    return (
        f"<O:voorkomen><H:Voorkomen><H:voorkomenidentificatie>{number}</H:voorkomenidentificatie>"
        f"<H:beginGeldigheid>{begin}</H:beginGeldigheid>{ended}{retracted}</H:Voorkomen>"
        "</O:voorkomen>"
    )


def space(key, name, *, town="1", kind="Weg", short="", status="uitgegeven", **when):
    """An openbare ruimte."""
    brief = (
        f"<O:verkorteNaam>\n<n:V><n:verkorteNaam>{short}</n:verkorteNaam></n:V></O:verkorteNaam>"
    )
    return (
        f"<O:OpenbareRuimte><O:identificatie>{key}</O:identificatie><O:naam>{name}</O:naam>"
        f"<O:type>{kind}</O:type><O:status>Naamgeving {status}</O:status>"
        f"<O:ligtIn><R:WoonplaatsRef>{town}</R:WoonplaatsRef></O:ligtIn>{_occurrence(**when)}"
        f"{brief if short else ''}</O:OpenbareRuimte>"
    )


def number(key, street, house, postcode="", status="uitgegeven", **when):
    """A nummeraanduiding."""
    code = f"<O:postcode>{postcode}</O:postcode>" if postcode else ""
    return (
        f"<O:Nummeraanduiding><O:identificatie>{key}</O:identificatie>"
        f"<O:huisnummer>{house}</O:huisnummer><O:huisletter>a</O:huisletter>{code}"
        f"<O:status>Naamgeving {status}</O:status>{_occurrence(**when)}"
        f"<O:ligtAan><R:OpenbareRuimteRef>{street}</R:OpenbareRuimteRef></O:ligtAan>"
        "</O:Nummeraanduiding>"
    )


def dwelling(place, *numbers, **when):
    """A verblijfsobject."""
    main, *beside = [f"<R:NummeraanduidingRef>{n}</R:NummeraanduidingRef>" for n in numbers]
    return (
        f"<O:Verblijfsobject><O:heeftAlsHoofdadres>{main}</O:heeftAlsHoofdadres>"
        f"<O:heeftAlsNevenadres>{''.join(beside)}</O:heeftAlsNevenadres>{_occurrence(**when)}"
        f"<O:geometrie><O:punt><gml:Point><gml:pos>{place}</gml:pos></gml:Point></O:punt>"
        "</O:geometrie></O:Verblijfsobject>"
    )


def town(key, name):
    """A woonplaats."""
    return (
        f"<O:Woonplaats><O:identificatie>{key}</O:identificatie><O:naam>{name}</O:naam>"
        f"{_occurrence()}</O:Woonplaats>"
    )


def relation(town_key, municipality, ended=False):
    """A row of GEM-WPL-RELATIE."""
    end = "<p:einddatumTijdvakGeldigheid>2012-01-01</p:einddatumTijdvakGeldigheid>"
    return (
        f"<p:GemeenteWoonplaatsRelatie>{end if ended else ''}<p:gerelateerdeWoonplaats>"
        f"<p:identificatie>{town_key}</p:identificatie></p:gerelateerdeWoonplaats>"
        f"<p:gerelateerdeGemeente><p:identificatie>{municipality}</p:identificatie>"
        "</p:gerelateerdeGemeente></p:GemeenteWoonplaatsRelatie>"
    )


def xml(kind, *objects, municipality=""):
    """A part of an extract."""
    area = f"<x:GemeenteIdentificatie>{municipality}</x:GemeenteIdentificatie>"
    stands = "".join(f"<sl:stand><x:bagObject>{x}</x:bagObject></sl:stand>" for x in objects)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><x:bagStand {_SPACES}>'
        f"<x:bagInfo>{area if municipality else ''}</x:bagInfo>"
        f"<sl:objectType>{kind}</sl:objectType>{stands}</x:bagStand>"
    ).encode()


def zipped(members):
    """The bytes of a zip with these files (name -> bytes)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def read(tmp_path):
    """`read({"0999OPR01012020-000001.xml": bytes}, ...)` -> the extract of GM0999 in a folder."""

    def make(members, code="GM0999", towns=(), name="extract"):
        folder = tmp_path / name
        folder.mkdir()
        for member, content in members.items():
            (folder / member).write_bytes(content)
        only = next(iter(members))
        path = folder / only if len(members) == 1 and only.endswith(".zip") else folder
        return read_bag((SourceFile("bag", path, None, name),), code, tuple(towns))

    return make


def _names(bag):
    return [
        (row.straatnaam, str(row.geldig_van)[:10], str(row.geldig_tot)[:10])
        for row in bag.straten.itertuples()
    ]


# -- streets -----------------------------------------------------------------------------------


def test_a_renamed_street_has_a_row_for_each_name_the_newest_first(read):
    bag = read(
        {
            "OPR.xml": xml(
                "OPR",
                space("S1", "Oude Weg", end="2019-03-01"),
                space("S1", "Nieuwe Weg", number=2, begin="2019-03-01", short="Nw Wg"),
                space("S2", "Lindelaan"),
            )
        }
    )
    assert list(bag.straten.columns) == list(STREETS)
    assert _names(bag) == [
        ("Lindelaan", "2010-01-01", "NaT"),
        ("Nieuwe Weg", "2019-03-01", "NaT"),
        ("Oude Weg", "2010-01-01", "2019-02-28"),
    ]
    assert bag.straten["straat_id"].tolist() == ["S2", "S1", "S1"]
    assert bag.straten["verkorte_naam"].tolist() == ["", "Nw Wg", ""]
    assert bag.straten["geldig_van"].dtype == bag.straten["geldig_tot"].dtype == "datetime64[us]"


def test_a_withdrawn_name_is_kept_until_its_last_day(read):
    bag = read(
        {
            "OPR.xml": xml(
                "OPR",
                space("S1", "Weg Een", end="2018-01-01"),
                space("S1", "Weg Een", number=2, begin="2018-01-01", status="ingetrokken"),
                space("S2", "Weg Twee", begin="2017-05-01", status="ingetrokken"),
            )
        }
    )
    assert _names(bag) == [
        ("Weg Een", "2010-01-01", "2017-12-31"),
        ("Weg Twee", "NaT", "2017-04-30"),
    ]


def test_occurrences_in_which_nothing_of_the_name_changes_are_one(read):
    bag = read(
        {
            "OPR.xml": xml(
                "OPR",
                space("S1", "De Bleek", end="2019-01-01"),
                space("S1", "De Bleek", number=2, begin="2019-01-01", kind="Terrein"),
            )
        }
    )
    assert _names(bag) == [("De Bleek", "2010-01-01", "NaT")]
    assert len(bag.voorkomens) == 2


@pytest.mark.parametrize("mark", ["tijdstipInactief", "tijdstipInactiefLV", "tijdstipNietBagLV"])
def test_an_occurrence_that_was_taken_back_never_held(read, mark):
    bag = read(
        {"OPR.xml": xml("OPR", space("S1", "A"), space("S1", "B", number=2, taken_back=mark))}
    )
    assert bag.straten["straatnaam"].tolist() == ["A"]


def test_an_area_is_a_street_only_where_something_stands_on_it(read):
    bag = read(
        {
            "OPR.xml": xml(
                "OPR",
                space("S1", "Weg"),
                space("S2", "Kasteel", kind="Terrein"),
                space("S3", "Buitengebied", kind="Administratief gebied"),
            ),
            "NUM.xml": xml("NUM", number("N1", "S2", 1)),
        }
    )
    assert sorted(bag.straten["straatnaam"]) == ["Kasteel", "Weg"]
    assert bag.voorkomens["type"].tolist() == ["Weg", "Terrein", "Administratief gebied"]


# -- municipality ------------------------------------------------------------------------------

COUNTRY = {
    "0000WPL01012020.xml": xml("WPL", town("1", "Ons Dorp"), town("2", "Hun Dorp")),
    "0000OPR01012020.xml": xml(
        "OPR", space("0111300000000001", "A"), space("0999300000000002", "B", town="2")
    ),
}
RELATIONS = xml("", relation("1", "0999"), relation("2", "0999", ended=True), relation("2", "0888"))


def test_of_the_country_only_the_towns_of_the_municipality_count_whoever_registered_them(read):
    bag = read({**COUNTRY, "GEM-WPL-RELATIE-01012020.xml": RELATIONS})
    assert bag.straten[["straatnaam", "woonplaats"]].values.tolist() == [["A", "Ons Dorp"]]


@pytest.mark.parametrize("named", ["hun dorp", "2"])
def test_without_that_file_the_settings_name_the_towns(read, named):
    bag = read(COUNTRY, towns=[named])
    assert bag.straten[["straatnaam", "woonplaats"]].values.tolist() == [["B", "Hun Dorp"]]


def test_without_towns_the_place_is_empty_and_all_streets_count(read):
    bag = read({"OPR.xml": COUNTRY["0000OPR01012020.xml"]})
    assert bag.straten["woonplaats"].tolist() == ["", ""]


# -- addresses ---------------------------------------------------------------------------------


def test_an_address_has_the_point_of_its_newest_dwelling_also_as_second_address(read):
    bag = read(
        {
            "OPR.xml": xml("OPR", space("S1", "A")),
            "NUM.xml": xml(
                "NUM",
                number("N1", "S1", 1, "6299AA"),
                number("N2", "S1", 2),
                number("N3", "S1", 3, begin="2018-01-01", end="2019-01-01"),
                number("N4", "S1", 4, status="ingetrokken"),
                number("N5", "elders", 5),
            ),
            "VBO.xml": xml(
                "VBO",
                dwelling("1000.5 400000.0 0.0", "N1", "N2", end="2015-01-01"),
                dwelling("2000.5 400000.0 0.0", "N1", "N2", number=2, begin="2015-01-01"),
            ),
        }
    )
    assert bag.adressen[["huisnummer", "postcode", "x"]].fillna(0).values.tolist() == [
        ["1", "6299AA", 2000.5],
        ["2", "", 2000.5],
        ["3", "", 0],
    ]
    assert str(bag.adressen["geldig_tot"][2])[:10] == "2018-12-31"


# -- as delivered ------------------------------------------------------------------------------


def test_zips_in_a_zip_in_parts_are_read_and_other_objects_are_passed_over(read):
    streets = [space(f"S{at}", f"Straat {at}") for at in range(6)]
    inner = {f"0999OPR08102020-00000{at}.xml": xml("OPR", *streets[at::3]) for at in range(3)}
    bag = read(
        {
            "BAGGEM0999L-08102020.zip": zipped(
                {
                    "0999OPR08102020.zip": zipped(inner),
                    "0999PND08102020.zip": b"no zip at all",
                    "map/dieper.zip": zipped({"0999WPL08102020.xml": xml("WPL", town("1", "D"))}),
                    "Leveringsdocument-BAG-Extract.xml": b"<x/>",
                }
            )
        }
    )
    assert bag.straten["straatnaam"].tolist() == [f"Straat {at}" for at in range(6)]
    assert set(bag.straten["woonplaats"]) == {"D"}


def test_the_order_of_files_and_the_same_file_twice_change_nothing(tmp_path):
    first = tmp_path / "0999OPR01012020.xml"
    later = tmp_path / "0999OPR01012021.xml"
    first.write_bytes(xml("OPR", space("S1", "A")))
    later.write_bytes(
        xml(
            "OPR",
            space("S1", "A", end="2020-06-01"),
            space("S1", "B", number=2, begin="2020-06-01"),
        )
    )
    named = [SourceFile("bag", path, None, "m") for path in (first, later, first)]
    one, other = read_bag(tuple(named), "GM0999"), read_bag(tuple(named[::-1]), "GM0999")
    pd.testing.assert_frame_equal(one.straten, other.straten)
    assert _names(one) == [("B", "2020-06-01", "NaT"), ("A", "2010-01-01", "2020-05-31")]


GOOD = xml("OPR", space("S1", "Geheimweg"))


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"0999OPR01012020.xml": GOOD[:-40]}, ["OPR", "breekt af"]),
        ({"0999OPR01012020.xml": b""}, ["breekt af"]),
        ({"bag.zip": zipped({"0999OPR01012020.xml": GOOD})[:-30]}, ["bag.zip", "zip"]),
        ({"bag.zip": zipped({"0999OPR01012020.zip": b"PK"})}, ["zip"]),
        ({"0999WPL01012020.xml": xml("WPL", town("1", "D"))}, ["openbare ruimten", "OPR"]),
        ({"0999OPR01012020.xml": xml("OPR", municipality="0221")}, ["GM0221", "GM0999"]),
    ],
)
def test_an_extract_that_cannot_be_used_is_named_with_what_to_do(read, members, words):
    with pytest.raises(AnalystError) as caught:
        read(members)
    for word in ["[referentie] bag", *words]:
        assert word in str(caught.value)
    assert "Geheimweg" not in str(caught.value)


def test_towns_that_are_not_there_are_told(read):
    with pytest.raises(AnalystError, match="woonplaatsen"):
        read(COUNTRY, towns=["Nergenshuizen"])


# -- the real extract --------------------------------------------------------------------------


def test_the_real_extract_of_the_kadaster():
    folder = _ROOT.parent / "shared" / "data" / "bag_extract"
    if not folder.is_dir():
        pytest.skip("the folder with real public files is not beside the project")
    bag = read_bag((SourceFile("bag", folder, None, "echt"),), "GM0221")
    assert (len(bag.voorkomens), bag.voorkomens["straat_id"].nunique()) == (201, 198)
    assert bag.voorkomens["verkorte_naam"].ne("").sum() == 12
    assert bag.voorkomens["type"].value_counts().to_dict() == {
        "Weg": 186,
        "Administratief gebied": 13,
        "Terrein": 2,
    }
    assert set(bag.straten["woonplaats"]) == {"Doesburg"}
    assert bag.adressen["postcode"].eq("").any()
    assert bag.adressen["x"].between(206_000, 207_000).sum() >= 5
