"""Tests of dated divisions: which file is valid when, and what carries over between years."""

from __future__ import annotations

import io
import zipfile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.reference.divisions import Timeline, Version, areas_in_time, surest
from assets.reference.tables import load_reference
from schemas.configuration import Configuration

HEADER = "buurtcode;buurtnaam;wijkcode;wijknaam\n"
NORTH, SOUTH, EAST = "BU99990001", "BU99990002", "BU99990003"
OLD = HEADER + f"{NORTH};Noord;WK999900;Wijk 00\n{SOUTH};Zuid;WK999900;Wijk 00\n"
# The code of Zuid is reused for another place; Noord is spelled differently; Oost is new.
NEW = HEADER + f"{NORTH};NOORD;WK999900;Wijk 00\n{SOUTH};De Vennen;WK999900;Wijk 00\n"
NEW += f"{EAST};Oost;WK999901;Wijk 01\n"


@pytest.fixture
def load(tmp_path):
    """`load(buurten=["b2019.csv", ...], ..., texts={"b2019.csv": "..."})` -> a reference."""

    def make(texts, jaar=None, code="GM9999", **settings):
        for name, content in texts.items():
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / name).write_bytes(data)

        def placed(value):
            if isinstance(value, list):
                return [placed(item) for item in value]
            if isinstance(value, dict):
                return value | {"bestand": tmp_path / value["bestand"]}
            return tmp_path / value

        named = {setting: placed(value) for setting, value in settings.items()}
        return load_reference(
            Configuration.model_validate(
                {"gemeente": {"code": code}, "referentie": {**named, "jaar": jaar}}
            )
        )

    return make


TWO = {"buurten_2019.csv": OLD, "buurten_2023.csv": NEW}
BOTH = ["buurten_2019.csv", "buurten_2023.csv"]


def _days(division):
    return tuple(
        None if day is None else f"{day:%Y-%m-%d}"
        for day in (division.geldig_van, division.geldig_tot)
    )


def test_one_file_holds_always_whatever_its_year(load):
    [division] = load({"buurten_2019.csv": OLD}, buurten="buurten_2019.csv").indelingen
    assert _days(division) == (None, None)


def test_divisions_follow_each_other_without_gaps(load):
    reference = load(TWO, buurten=BOTH)
    assert [_days(division) for division in reference.indelingen] == [
        (None, "2022-12-31"),
        ("2023-01-01", None),
    ]


def test_the_day_can_be_told_in_the_settings(load):
    reference = load(
        {"a.csv": OLD, "b.csv": NEW},
        buurten=["a.csv", {"bestand": "b.csv", "geldig_van": "2021-07-01"}],
    )
    assert [_days(division) for division in reference.indelingen][1] == ("2021-07-01", None)


def test_two_files_of_one_day_are_refused(load):
    with pytest.raises(AnalystError, match=r"twee indelingen vanaf een onbekende dag.*geldig_van"):
        load({"a.csv": OLD, "b.csv": NEW}, buurten=["a.csv", "b.csv"])
    with pytest.raises(AnalystError, match="twee indelingen vanaf 2019-01-01"):
        load({"a2019.csv": OLD, "b2019.csv": NEW}, buurten=["a2019.csv", "b2019.csv"])


def test_a_day_within_a_month_is_refused():
    with pytest.raises(ValueError, match="eerste dag van een maand"):
        Configuration.model_validate(
            {"referentie": {"buurten": {"bestand": "a.csv", "geldig_van": "2019-01-02"}}}
        )


def test_the_order_in_which_files_are_named_does_not_matter(load):
    one, other = load(TWO, buurten=BOTH), load(TWO, buurten=BOTH[::-1])
    assert one.versie == other.versie
    pd.testing.assert_frame_equal(one.gebieden, other.gebieden)


def test_a_neighbourhood_is_a_code_in_the_stretch_in_which_it_means_one_place(load):
    areas = load(TWO, buurten=BOTH).gebieden
    assert areas[["buurtcode", "buurtnaam", "maand_van", "maand_tot"]].values.tolist() == [
        [NORTH, "NOORD", "0000-01", "9999-12"],
        [SOUTH, "Zuid", "0000-01", "2022-12"],
        [SOUTH, "De Vennen", "2023-01", "9999-12"],
        [EAST, "Oost", "2023-01", "9999-12"],
    ]
    assert areas["geldig_van"].isna().tolist() == [True, True, False, False]
    assert load(TWO, buurten=BOTH).wijken["wijkcode"].tolist() == ["WK999900", "WK999901"]


def test_what_belongs_to_a_code_is_never_carried_to_another_place(load):
    codes = f"postcode;buurtcode\n6299AA;{NORTH}\n6299BB;{SOUTH}\n"
    old, new = load(TWO | {"pc_2019.csv": codes}, buurten=BOTH, postcodes="pc_2019.csv").indelingen
    assert old.postcodes["postcode"].tolist() == ["6299AA", "6299BB"]
    assert new.postcodes["postcode"].tolist() == ["6299AA"]


def test_a_list_without_a_year_is_of_the_newest_division(load):
    codes = f"postcode;buurtcode\n6299AA;{NORTH}\n6299BB;{SOUTH}\n6299CC;{EAST}\n"
    old, new = load(TWO | {"pc.csv": codes}, buurten=BOTH, postcodes="pc.csv").indelingen
    assert old.postcodes["postcode"].tolist() == ["6299AA"]
    assert new.postcodes["postcode"].tolist() == ["6299AA", "6299BB", "6299CC"]


def test_a_street_that_also_lay_in_a_place_that_is_gone_does_not_become_sure(load):
    streets = f"straatnaam;buurtcode\nA;{NORTH}\nA;{SOUTH}\nB;{NORTH}\n"
    reference = load(TWO | {"sb_2019.csv": streets}, buurten=BOTH, straat_buurten="sb_2019.csv")
    new = reference.indelingen[1].straat_buurten
    assert new[new["straatnaam"].eq("A")]["buurtcode"].tolist() == [NORTH, ""]


def _numbers(year, *rows):
    lines = "".join(f"{code};{number};{area}\n" for code, number, area in rows)
    return f"PC6;Huisnummer;Buurt{year}\n{lines}"


def test_house_numbers_are_of_their_own_year_and_tell_whole_postcodes(load):
    reference = load(
        TWO
        | {
            "n1.csv": _numbers(2019, ("6299AA", 1, 99990001), ("6299AA", 2, 99990001)),
            "n2.csv": _numbers(2023, ("6299AA", 1, 99990001), ("6299AA", 2, 99990003)),
            "pc.csv": f"postcode;buurtcode\n6299AA;{NORTH}\n6299DD;{NORTH}\n",
        },
        buurten=BOTH,
        pc6hnr=["n2.csv", "n1.csv"],
        postcodes="pc.csv",
    )
    old, new = reference.indelingen
    assert old.huisnummers["buurtcode"].tolist() == [NORTH, NORTH]
    assert new.huisnummers["buurtcode"].tolist() == [NORTH, EAST]
    assert old.postcodes["postcode"].tolist() == ["6299AA", "6299DD"]
    assert new.postcodes["postcode"].tolist() == ["6299DD"]


def test_inhabitants_come_from_kerncijfers_by_year(load, write_xlsx, tmp_path):
    write_xlsx(
        tmp_path / "kwb2025.xlsx",
        [
            ["gwb_code_10", "gwb_code_8", "regio", "gm_naam", "recs", "a_inw"],
            ["NL00", "00", "Nederland", "", "Land", 18000000],
            ["GM9999", "9999", "Voorbeeldstad", "Voorbeeldstad", "Gemeente", 5000],
            ["WK999900", "999900", "Wijk 00 Midden", "Voorbeeldstad", "Wijk", 5000],
            [NORTH, "99990001", "Noord", "Voorbeeldstad", "Buurt", 4150],
            [SOUTH, "99990002", "Zuid", "Voorbeeldstad", "Buurt", "."],
            ["BU88880001", "88880001", "Elders", "Elders", "Buurt", 10],
        ],
    )
    counts = f"buurtcode;jaar;inwoners\n{NORTH};2019;-99999999\n{SOUTH};2019;500\n"
    reference = load(
        {"inw.csv": counts}, buurten="kwb2025.xlsx", inwoners=["kwb2025.xlsx", "inw.csv"]
    )
    assert reference.inwoners.values.tolist() == [[NORTH, 2025, 4150], [SOUTH, 2019, 500]]
    assert reference.gebieden[["buurtcode", "buurtnaam", "wijknaam"]].values.tolist() == [
        [NORTH, "Noord", "Wijk 00 Midden"],
        [SOUTH, "Zuid", "Wijk 00 Midden"],
    ]


# -- the map of CBS ----------------------------------------------------------------------------


def _squares(*codes, size=1000):
    from shapely.geometry import box

    return [box(176_000 + at * size, 317_000, 176_000 + (at + 1) * size, 318_000) for at in codes]


def _geopackage(path, layers):
    import geopandas

    for layer, (columns, shapes) in layers.items():
        frame = geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:28992")
        frame.to_file(path, layer=layer, driver="GPKG")


@pytest.mark.parametrize(
    ("layer", "columns"),
    [
        ("buurten", ("buurtcode", "buurtnaam", "gemeentecode", "water")),
        ("cbs_buurten_2018", ("BU_CODE", "BU_NAAM", "GM_CODE", "WATER")),
        ("buurt_2017", ("BU_2017", "BU_NAAM", "GM_CODE", "H2O")),
    ],
)
def test_the_geopackage_of_each_year_is_read_by_its_columns(load, tmp_path, layer, columns):
    code, name, municipality, water = columns
    code = code.replace("BU_2017", "BU_CODE")
    districts = (
        {"WK_CODE": ["WK999900"], "WK_NAAM": ["Midden"], "GM_CODE": ["GM9999"]},
        _squares(0),
    )
    areas = {
        code: [NORTH, NORTH, SOUTH, "BU88880001"],
        name: ["Noord", "Noord", "Zuid", "Elders"],
        municipality: ["GM9999"] * 3 + ["GM8888"],
        water: ["JA", "NEE", "NEE", "NEE"],
        "aantal_inwoners": [-99997, 100, -99999999, 5],
    }
    _geopackage(
        tmp_path / "wijkenbuurten_2018_v3.gpkg",
        {"wijken_2018": districts, layer: (areas, _squares(9, 0, 1, 5))},
    )
    reference = load({}, buurten="wijkenbuurten_2018_v3.gpkg")
    [division] = reference.indelingen
    assert division.buurten.values.tolist() == [
        [NORTH, "Noord", "WK999900", "Midden"],
        [SOUTH, "Zuid", "WK999900", "Midden"],
    ]
    assert division.omtrekken.total_bounds.tolist() == [176_000, 317_000, 178_000, 318_000]
    assert reference.inwoners.values.tolist() == [[NORTH, 2018, 100]]


def test_statistical_areas_are_read_under_their_own_names(load, tmp_path):
    areas = {
        "statcode": [NORTH, "BU88880001"],
        "statnaam": ["Noord", "Elders"],
        "jrstatcode": [f"2020{NORTH}", "2020BU88880001"],
    }
    _geopackage(tmp_path / "kaart.gpkg", {"cbs_buurt_gegeneraliseerd": (areas, _squares(0, 1))})
    reference = load({"b_2023.csv": NEW}, buurten=["kaart.gpkg", "b_2023.csv"])
    old, new = reference.indelingen
    assert old.buurten["buurtnaam"].tolist() == ["Noord"]
    assert new.omtrekken["buurtcode"].tolist() == [NORTH], "the outline of the same place"


def test_outlines_outside_the_country_are_refused(load):
    square = "POLYGON((0 0,900 0,900 900,0 900,0 0))"
    text = f"buurtcode;buurtnaam;omtrek\n{NORTH};Noord;{square}\n"
    with pytest.raises(AnalystError, match=r"kaart\.csv.*niet in Nederland.*EPSG:28992"):
        load({"kaart.csv": text}, buurten="kaart.csv")
    with pytest.raises(AnalystError, match=r"kaart2\.csv.*WKT"):
        load({"kaart2.csv": text.replace(square, "vierkant")}, buurten="kaart2.csv")


@pytest.mark.parametrize("name", ["kaart.gpkg", "kaart.geojson", "kwb2025.xlsx"])
def test_a_damaged_map_is_told(load, name):
    with pytest.raises(AnalystError, match=r"\[referentie\] buurten\) kan niet worden gelezen"):
        load({name: b"PK\x03\x04half"}, buurten=name)


def _wkt(left, right, low=317_000):
    return f"POLYGON(({left} {low},{right} {low},{right} 318000,{left} 318000,{left} {low}))"


MAP = (
    f"buurtcode;buurtnaam;omtrek\n{NORTH};Noord;{_wkt(176_000, 177_000)}\n"
    f"{SOUTH};Zuid;{_wkt(177_000, 178_000)}\n"
)


def test_an_old_name_of_the_police_is_translated_where_its_outline_proves_it(load):
    old = (
        f"naam;omtrek\nHet Dorp;{_wkt(176_010, 176_900)}\nDe Grens;{_wkt(176_500, 177_500)}\n"
        f"Net Zuid;{_wkt(176_970, 178_000)}\nTwee;{_wkt(176_000, 176_100)}\n"
        f"TWEE;{_wkt(177_100, 177_200)}\n"
    )
    reference = load(
        {"kaart.csv": MAP, "oud.csv": old}, buurten="kaart.csv", politie_buurten="oud.csv"
    )
    assert reference.indelingen[0].oude_namen.values.tolist() == [
        ["Het Dorp", NORTH],
        ["Net Zuid", SOUTH],
    ]


def test_old_areas_need_outlines_on_both_sides(load):
    with pytest.raises(AnalystError, match="naast CBS-buurten met omtrekken"):
        load(
            {"b.csv": OLD, "oud.csv": f"naam;omtrek\nX;{_wkt(176_000, 177_000)}\n"},
            buurten="b.csv",
            politie_buurten="oud.csv",
        )
    with pytest.raises(AnalystError, match=r"oud2\.csv.*mist de kolom omtrek"):
        load(
            {"kaart.csv": MAP, "oud2.csv": "naam;code\nX;1\n"},
            buurten="kaart.csv",
            politie_buurten="oud2.csv",
        )


# -- streets and the BAG -----------------------------------------------------------------------


def test_a_list_of_streets_may_tell_of_short_names_and_days(load):
    text = (
        "straat_id;straatnaam;woonplaats;verkorte_naam;geldig_van;geldig_tot\n"
        "1;Oude Weg;D;;;2018-12-31\n1;Nieuwe Weg;D;Nw Wg;2019-01-01;\n"
    )
    streets = load({"b.csv": OLD, "s.csv": text}, buurten="b.csv", straten="s.csv").straten
    assert streets["straatnaam"].tolist() == ["Nieuwe Weg", "Oude Weg"]
    assert streets["verkorte_naam"].tolist() == ["Nw Wg", ""]
    assert streets["geldig_tot"].isna().tolist() == [True, False]
    with pytest.raises(AnalystError, match="geldig_van staat iets dat geen dag is"):
        load(
            {"b.csv": OLD, "s2.csv": "straatnaam;geldig_van\nA;vroeger\n"},
            buurten="b.csv",
            straten="s2.csv",
        )


BAG = """<x xmlns:O="o"><O:OpenbareRuimte><O:identificatie>S1</O:identificatie>
<O:naam>Lindelaan</O:naam><O:type>Weg</O:type><O:status>Naamgeving uitgegeven</O:status>
<O:beginGeldigheid>2010-01-01</O:beginGeldigheid></O:OpenbareRuimte></x>"""
NUM = """<x xmlns:O="o">%s</x>"""
ONE = """<O:Nummeraanduiding><O:identificatie>N{0}</O:identificatie><O:huisnummer>{0}</O:huisnummer>
<O:postcode>6299AA</O:postcode><O:OpenbareRuimteRef>S1</O:OpenbareRuimteRef></O:Nummeraanduiding>"""
VBO = """<x xmlns:O="o"><O:Verblijfsobject><O:NummeraanduidingRef>N1</O:NummeraanduidingRef>
<O:pos>177500 317500 0</O:pos></O:Verblijfsobject></x>"""


def test_addresses_of_the_bag_get_their_neighbourhood_by_point_else_by_house_number(load):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("9999OPR01012020.xml", BAG)
        members.writestr("9999NUM01012020.xml", NUM % (ONE.format(1) + ONE.format(2)))
        members.writestr("9999VBO01012020.xml", VBO)
    reference = load(
        {
            "kaart.csv": MAP,
            "bag.zip": archive.getvalue(),
            "n.csv": _numbers(2020, ("6299AA", 1, 99990001), ("6299AA", 2, 99990001)),
            "s.csv": "straatnaam;woonplaats\nLINDELAAN;\nEigen Pad;\n",
        },
        buurten="kaart.csv",
        bag="bag.zip",
        pc6hnr="n.csv",
        straten="s.csv",
    )
    [division] = reference.indelingen
    assert division.adressen[["straat_id", "huisnummer", "buurtcode"]].values.tolist() == [
        ["S1", "1", SOUTH],
        ["S1", "2", NORTH],
    ]
    assert len(division.straat_buurten) == 2
    assert reference.straten["straatnaam"].tolist() == ["Eigen Pad", "Lindelaan"]


# -- laws --------------------------------------------------------------------------------------

YEARS = st.lists(st.integers(2015, 2024), min_size=1, max_size=4, unique=True).map(sorted)
NAMES = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["X", "Y", "x"]), min_size=1)


def _timeline(years, named):
    versions = [
        Version(
            pd.Timestamp(year, 1, 1),
            pd.DataFrame({"buurtcode": list(names), "buurtnaam": list(names.values())}),
        )
        for year, names in zip(years, named, strict=True)
    ]
    return Timeline(versions), [version.table for version in versions]


@given(YEARS, st.data())
def test_what_serves_always_means_the_same_place(years, data):
    named = [data.draw(NAMES) for _ in years]
    timeline, _ = _timeline(years, named)
    year = data.draw(st.none() | st.integers(2010, 2030))
    table = pd.DataFrame({"sleutel": list("abcd"), "buurtcode": list("abcd")})
    version = Version(year and pd.Timestamp(year, 8, 1), table)
    for at in range(len(timeline)):
        [served] = timeline.serving([version], at)
        assert len(served) == len(table), "a row is never lost: it says that there is another"
        home = None if year is None else timeline.home(version.van)
        for code in set(served["buurtcode"]) - {""} if home != at else ():
            there = (
                named[home]
                if home is not None
                else next(names for names in reversed(named) if code in names)
            )
            assert named[at][code].casefold() == there[code].casefold()


@given(YEARS)
def test_every_day_has_one_division(years):
    timeline, _ = _timeline(years, [{"a": "X"} for _ in years])
    for day in pd.date_range("2014-06-01", "2026-06-01", freq="97D"):
        holding = [
            at
            for at in range(len(timeline))
            for start, end in [timeline.period(at)]
            if (start is None or start <= day) and (end is None or day <= end)
        ]
        assert holding == [timeline.home(day)]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("pqr"), st.sampled_from("abc")), max_size=6), max_size=3
    ),
    st.integers(0, 99),
)
def test_a_key_has_at_most_one_neighbourhood_whatever_the_order_of_rows(tables, seed):
    frames = [pd.DataFrame(rows, columns=["sleutel", "buurtcode"], dtype="str") for rows in tables]
    found = surest(frames, ["sleutel"])
    assert not found["sleutel"].duplicated().any()
    shuffled = [frame.sample(frac=1, random_state=seed) for frame in frames]
    pd.testing.assert_frame_equal(found, surest(shuffled, ["sleutel"]))


def test_a_place_that_comes_back_has_two_stretches(load):
    third = NEW.replace("De Vennen", "Zuid")
    reference = load(TWO | {"buurten_2024.csv": third}, buurten=[*BOTH, "buurten_2024.csv"])
    areas = areas_in_time(reference.indelingen)
    assert areas.loc[areas["buurtcode"].eq(SOUTH), ["maand_van", "maand_tot"]].values.tolist() == [
        ["0000-01", "2022-12"],
        ["2023-01", "2023-12"],
        ["2024-01", "9999-12"],
    ]
