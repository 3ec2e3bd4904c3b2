"""Tests of linking: from a name to a street, from an address to a neighbourhood, never a guess."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.linking.decisions import Decisions
from assets.linking.door import address_keys, numbers, points
from assets.linking.linking import COLUMNS, Linker, linker_for
from assets.linking.names import fold, street_id
from assets.linking.streets import StreetIndex
from schemas.configuration import Configuration

FIELDS = ("straat", "plaats", "huisnummer", "postcode", "buurt")


def _rows(*rows: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame([dict.fromkeys(FIELDS, "") | row for row in rows])
    for axis in ("x", "y"):
        frame[axis] = frame[axis] if axis in frame else float("nan")
    return frame.astype(dict.fromkeys(FIELDS, "str") | {"x": "float64", "y": "float64"})


def _link(linker: Linker, trust: bool = True, **row: object) -> pd.Series:
    return linker.link(_rows(row), trust).iloc[0]


def _streets(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["straatnaam", "woonplaats", "straat_id"], dtype="str")


# -- streets -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "place", "street", "method"),
    [
        ("Lindelaan", "", "S1", "exact"),
        ("LINDE LAAN", "", "S1", "gevouwen"),
        ("Lindelaan 12a", "", "S1", "opgeschoond"),
        ("Plein 1992", "", "S4", "exact"),
        ("Plein 1992 7", "", "S4", "opgeschoond"),
        ("Kerkstraat", "Voorbeeldstad", "S2", "exact"),
        ("Kerkstraat", "ELDERS", "S3", "exact"),
        ("Kerkstraat", "", None, "meer dan één"),
        ("Kerkstraat", "Nergens", None, "meer dan één"),
        ("Linde ln", "", "S1", "sleutel"),
        ("Lindelaantje", "", "S1", "klank"),
        ("Lindelwan", "", "S1", "gelijkenis"),
        ("Linden 12", "", None, "niet gevonden"),
        ("Lindeweg", "", None, "niet gevonden"),
        ("", "", None, "niet opgegeven"),
        ("Onbekend", "", None, "niet opgegeven"),
        ("n.v.t.", "", None, "niet opgegeven"),
        ("???", "", None, "niet opgegeven"),
    ],
)
def test_a_street_is_found_or_it_is_said_why_not(linker, written, place, street, method):
    row = _link(linker, straat=written, plaats=place)
    assert (None if pd.isna(row["straat_id"]) else row["straat_id"], row["koppelmethode"]) == (
        street,
        method,
    )
    assert (row["koppelscore"] > 0.8) == (street is not None)
    assert pd.isna(row["straatnaam"]) == (street is None)


def test_a_name_that_could_be_two_streets_of_one_town_is_not_linked(reference):
    twice = _streets(("Kerk-straat", "A", "S1"), ("Kerk straat", "A", "S2"), ("Ab", "A", "S3"))
    linker = Linker(replace(reference, straten=twice))
    assert _link(linker, straat="KERKSTRAAT", plaats="A")["koppelmethode"] == "meer dan één"
    assert _link(linker, straat="Kerk straat", plaats="A")["straat_id"] == "S2"


def test_a_surer_way_has_a_higher_score(linker):
    ways = ("Lindelaan", "linde laan", "Lindelaan 12")
    scores = [_link(linker, straat=way)["koppelscore"] for way in ways]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_without_a_list_spellings_of_one_name_are_one_street(reference):
    linker = Linker(replace(reference, straten=None))
    found = linker.link(
        _rows(*[{"straat": name} for name in ("St. Janstraat 3", "ST JANSTRAAT", "Lindelaan")]),
        True,
    )
    assert found["straat_id"].nunique() == 2
    assert found["straat_id"][0] == found["straat_id"][1]
    assert found["koppelmethode"].unique().tolist() == ["uit levering"]


@pytest.mark.parametrize(
    "text", ["piet@voorbeeld.nl", "bel 0612345678", "1234", "x" * 81, "6211 AA 12"]
)
def test_without_a_list_text_that_is_no_street_is_not_kept(reference, text):
    row = _link(Linker(replace(reference, straten=None)), straat=text)
    assert row["koppelmethode"] == "niet gevonden"
    assert pd.isna(row["straatnaam"])


def test_two_spellings_of_one_street_in_the_list_are_one_street(reference):
    spelled = _streets(
        ("St. Janstraat", "A", ""), ("St Janstraat", "A", ""), ("Lindelaan", "A", "S1")
    )
    linker = Linker(replace(reference, straten=spelled))
    found = linker.link(
        _rows(*[{"straat": name} for name in ("St. Janstraat", "ST JANSTRAAT", "St Jansstraat")]),
        True,
    )
    assert set(found["straat_id"]) == {street_id(reference.gemeentecode, "A", "St Janstraat")}
    listed = StreetIndex.streets(linker.reference)
    assert not listed.duplicated(["straat_id", "straatnaam"]).any()


# -- ties --------------------------------------------------------------------------------------


def _dated(*rows: tuple[str, str, str, str | None, str | None]) -> pd.DataFrame:
    """straatnaam, woonplaats, straat_id, geldig_van, geldig_tot."""
    columns = ["straatnaam", "woonplaats", "straat_id", "geldig_van", "geldig_tot"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(dict.fromkeys(columns[:3], "str")).assign(
        geldig_van=pd.to_datetime(frame["geldig_van"]),
        geldig_tot=pd.to_datetime(frame["geldig_tot"]),
    )


RENAMED = _dated(
    ("Kazernestraat", "A", "S1", None, "2019-01-01"),  # S1 has got another name
    ("Parkstraat", "A", "S1", "2019-01-01", None),
    ("Wilgenhaven", "A", "S2", None, "2019-01-01"),  # and another street this name
    ("Kade", "A", "S2", "2019-01-01", None),
    ("Wilgenhaven", "A", "S3", "2020-06-01", None),
    ("Lindelaan", "A", "S4", None, None),
)


@pytest.mark.parametrize(
    ("written", "day", "street"),
    [
        ("Kazernestraat", "2018-06-01", "S1"),
        ("Kazernestraat", "2021-06-01", "S1"),  # the old name goes on being used
        ("Parkstraat", "2021-06-01", "S1"),
        ("Parkstraat", "2018-06-01", "S1"),
        ("Wilgenhaven", "2018-12-31", "S2"),
        ("Wilgenhaven", "2019-01-01", "S2"),  # on its last day
        ("Wilgenhaven", "2019-01-02", None),
        ("Wilgenhaven", "2020-06-01", "S3"),  # from its first day
        ("Wilgenhaven", "2021-06-01", "S3"),
        ("WILGENHAVEN 12", "2018-06-01", "S2"),
        ("Wilgenhavne", "2021-06-01", "S3"),  # a misspelled name too
        ("Wilgenhaven", "2019-06-01", None),  # of nobody on that day
        ("Wilgenhaven", None, None),
        ("Lindelaan", None, "S4"),
    ],
)
def test_a_name_is_of_the_street_that_had_it_on_the_day(reference, written, day, street):
    linker = Linker(replace(reference, straten=RENAMED))
    rows = _rows({"straat": written}).assign(datum=pd.to_datetime(pd.Series([day])))
    [found] = linker.link(rows, True)["straat_id"]
    assert (None if pd.isna(found) else found) == street


def test_a_renamed_street_is_named_as_it_was_written(reference):
    linker = Linker(replace(reference, straten=RENAMED))
    rows = _rows({"straat": "kazernestraat"}, {"straat": "parkstraat"})
    assert linker.link(rows, True)["straatnaam"].tolist() == ["Kazernestraat", "Parkstraat"]


TWINS = _streets(
    ("Kerkstraat", "A", "S1"),
    ("Kerkstraat", "B", "S2"),
    ("Kerksteeg", "A", "S3"),
    ("Molenweg", "A", "S4"),
    ("Molenweg", "A", "S5"),
)


@pytest.fixture(scope="module")
def twins(reference):
    """A linker to streets that share their names; of two of them the neighbourhood is known."""
    areas = pd.DataFrame(
        {
            "straatnaam": ["Kerkstraat", "Kerkstraat"],
            "woonplaats": ["A", "B"],
            "buurtcode": ["BU99990001", "BU99990002"],
        },
        dtype="str",
    )
    [division] = reference.indelingen
    divisions = (replace(division, straat_buurten=areas.assign(straat_id="")),)
    return Linker(replace(reference, straten=TWINS, indelingen=divisions))


@pytest.mark.parametrize(
    ("row", "street"),
    [
        ({"straat": "Kerkstraat"}, None),
        ({"straat": "Kerkstraat", "plaats": "A"}, "S1"),
        ({"straat": "Kerkstraat 12", "plaats": "b"}, "S2"),
        ({"straat": "Kerkstraat (B)"}, "S2"),
        ({"straat": "Kerkstraat, A"}, "S1"),
        ({"straat": "Kerkstraat", "buurt": "B"}, "S2"),  # a town where a neighbourhood should be
        ({"straat": "Kerkstraat", "plaats": "C"}, None),
        ({"straat": "Kerkstraat", "postcode": "6299AA"}, "S1"),
        ({"straat": "Kerkstraat", "postcode": "6299BB"}, "S2"),
        ({"straat": "Kerkstraat", "buurt": "Zuid"}, "S2"),
        ({"straat": "Kerkstraat", "plaats": "A", "postcode": "6299BB"}, "S1"),  # town goes first
        ({"straat": "Kerkst", "plaats": "B"}, "S2"),
        ({"straat": "Kerkst", "plaats": "A"}, None),
        ({"straat": "Molenweg", "plaats": "A"}, None),
    ],
)
def test_a_tie_is_decided_by_town_and_neighbourhood_or_not_at_all(twins, row, street):
    found = _link(twins, **row)
    assert (None if pd.isna(found["straat_id"]) else found["straat_id"]) == street
    if street is None:
        assert found["koppelmethode"] == "meer dan één"
        assert pd.notna(found["tweede_keus"])
    else:
        assert 0.9 < found["koppelscore"] < 1  # less sure than the name alone


def test_a_neighbourhood_that_is_not_of_now_decides_no_tie(twins):
    assert pd.isna(_link(twins, trust=False, straat="Kerkstraat", buurt="Zuid")["straat_id"])


def test_the_runner_up_and_the_crossing_street_are_told(reference):
    linker = Linker(
        replace(
            reference,
            straten=_streets(
                ("Lindelaan", "A", "S1"), ("Lindenlaan", "A", "S2"), ("Zandweg", "A", "S3")
            ),
        )
    )
    near = _link(linker, straat="Linfelaan")
    assert (near["straat_id"], near["tweede_keus"]) == ("S1", "Lindenlaan")
    assert 0 < near["tweede_keus_score"] < near["koppelscore"] < 1
    corner = _link(linker, straat="hoek Zandweg / Lindelaan")
    assert (corner["straat_id"], corner["kruisende_straat_id"]) == ("S3", "S1")
    for text in ("Zandweg", "Zandweg/Zandweg", "Zandweg/Nergens"):
        assert pd.isna(_link(linker, straat=text)["kruisende_straat_id"]), text


def test_a_crossing_street_that_may_be_two_is_not_told(twins):
    found = _link(twins, straat="Kerksteeg/Kerkstraat")
    assert found["straat_id"] == "S3"
    assert pd.isna(found["kruisende_straat_id"])


def test_only_what_is_unsure_is_kept_to_be_looked_at(linker):
    rows = _rows(
        *[
            {"straat": text}
            for text in ("Lindelaan", "Lindelaan 12", "", "Nergenslaan 12B", "Kerkstraat 7")
        ]
    )
    found = linker.link(rows, True)
    assert found["controle_tekst"].isna().tolist() == [True, True, True, False, False]
    assert found["controle_tekst"].dropna().tolist() == ["Nergenslaan", "Kerkstraat"]


# -- areas -------------------------------------------------------------------------------------

NORTH, SOUTH = "BU99990001", "BU99990002"


@pytest.mark.parametrize(
    ("row", "area", "method"),
    [
        ({"straat": "Plein 1992", "huisnummer": "7 A", "postcode": "6299AA"}, SOUTH, "huisnummer"),
        ({"straat": "Plein 1992", "huisnummer": "8", "postcode": "6299 aa"}, NORTH, "postcode"),
        ({"straat": "Lindelaan", "huisnummer": "7", "buurt": "Zuid"}, NORTH, "straat"),
        ({"straat": "Plein 1992", "buurt": "ZUID"}, SOUTH, "opgegeven"),
        ({"straat": "Plein 1992", "buurt": "Nergens"}, None, "geen"),
        ({"straat": "", "huisnummer": "7"}, None, "geen"),
        ({"postcode": "6299BB"}, SOUTH, "postcode"),
        ({}, None, "geen"),
    ],
)
def test_the_surest_proof_of_a_neighbourhood_counts(linker, row, area, method):
    found = _link(linker, **row)
    assert found["gebiedsmethode"] == method
    assert (None if pd.isna(found["buurtcode"]) else found["buurtcode"]) == area
    assert pd.isna(found["wijkcode"]) == (area is None)


def test_a_delivered_neighbourhood_is_used_only_where_it_is_of_now(linker):
    assert _link(linker, trust=False, buurt="Zuid")["gebiedsmethode"] == "geen"


def test_a_point_finds_the_outline_in_which_it_lies(reference, divided):
    import geopandas
    from shapely.geometry import box

    outlines = geopandas.GeoDataFrame(
        {"buurtcode": [SOUTH, NORTH]},
        geometry=[box(1000, 0, 2000, 1000), box(0, 0, 1000, 1000)],
        crs="EPSG:28992",
    )
    linker = Linker(divided(reference, omtrekken=outlines))
    found = linker.link(
        _rows(
            {"x": 500.0, "y": 500.0},
            {"x": 1500.0, "y": 500.0},
            {"x": 1000.0, "y": 1.0},
            {"x": 9e5, "y": 0.0},
            {},
        ),
        True,
    )
    assert found["buurtcode"].fillna("").tolist() == [NORTH, SOUTH, NORTH, "", ""]
    assert found["gebiedsmethode"].tolist() == ["punt"] * 3 + ["geen"] * 2


def test_addresses_without_a_town_serve_where_the_street_is_known(reference, divided):
    """`woonplaats` may be left out of the file of addresses."""
    addresses = reference.indelingen[0].adressen
    bare = divided(reference, adressen=addresses.assign(woonplaats=""))
    assert (
        _link(Linker(bare), straat="Plein 1992", huisnummer="7")["gebiedsmethode"] == "huisnummer"
    )


# -- whatever comes ----------------------------------------------------------------------------

ANY_TEXT = st.text(max_size=40) | st.sampled_from(
    ["", "Lindelaan", "Kerkstraat", "Voorbeeldstad", "\x00\x07", "🚲🔥", "شارع", "a\u0300" * 30,
     "\u202eLindelaan", "12", "6299AA", "Noord", "\ud7ff", "NULL", "nan"]
)  # fmt: skip


@settings(max_examples=25)
@given(
    st.lists(
        st.fixed_dictionaries(
            dict.fromkeys(FIELDS, ANY_TEXT)
            | dict.fromkeys("xy", st.floats() | st.sampled_from([176500.0, 317500.0]))
        ),
        min_size=1,
        max_size=5,
    ),
    st.booleans(),
    st.booleans(),
)
@example([dict.fromkeys(FIELDS, "x" * 10_000)], True, True)
def test_linking_takes_any_text_and_keeps_every_row(reference, rows, listed, trust):
    linker = Linker(reference if listed else replace(reference, straten=None))
    frame = _rows(*rows)
    frame.index = [100 - number for number in range(len(frame))]
    found = linker.link(frame, trust)
    assert found.index.equals(frame.index)
    assert list(found.columns) == list(COLUMNS)
    assert not found[["koppelmethode", "koppelscore", "gebiedsmethode"]].isna().any().any()
    assert found["straat_id"].notna().equals(found["koppelscore"].gt(0))
    assert found["straat_id"].notna().equals(found["straatnaam"].notna())
    reasons = {"meer dan één", "niet gevonden", "niet opgegeven", "plaats"}
    assert found["straat_id"].isna().equals(found["koppelmethode"].isin(reasons))


def test_no_rows_link_to_no_rows(linker):
    found = linker.link(_rows({}).iloc[:0], True)
    assert (len(found), list(found.columns)) == (0, list(COLUMNS))


NAMES = st.sampled_from(
    ["Lindelaan", "linde laan", "Kerkstraat", "Kerk straat", "St. Jan", "St Jan", "Ab"]
)
PLACES = st.sampled_from(["", "A", "B"])


@settings(max_examples=25)
@given(
    listed=st.lists(st.tuples(NAMES, PLACES), min_size=1, max_size=8, unique=True),
    named=st.booleans(),
    seed=st.integers(0, 1000),
    asked=st.lists(st.tuples(NAMES, PLACES), min_size=1, max_size=8),
)
def test_the_order_of_the_reference_changes_no_match(
    reference, divided, listed, named, seed, asked
):
    streets = _streets(
        *[(name, place, f"{name}|{place}" if named else "") for name, place in listed]
    )
    folded = {(fold(name), place) for name, place in listed}
    assume(named or len(folded) == len(listed))  # two spellings are a test of their own
    areas = pd.DataFrame(
        [("", name, place, (NORTH, SOUTH)[at % 2]) for at, (name, place) in enumerate(listed)],
        columns=["straat_id", "straatnaam", "woonplaats", "buurtcode"],
        dtype="str",
    )
    rows = _rows(*[{"straat": name, "plaats": place} for name, place in asked])
    whole = divided(replace(reference, straten=streets), straat_buurten=areas)

    def shuffle(thing):
        return {
            name: table.sample(frac=1, random_state=seed)
            for name, table in vars(thing).items()
            if isinstance(table, pd.DataFrame)
        }

    shuffled = divided(replace(whole, **shuffle(whole)), **shuffle(whole.indelingen[0]))
    pd.testing.assert_frame_equal(Linker(whole).link(rows, True), Linker(shuffled).link(rows, True))


# -- points and keys ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("176500", ",", 176500.0),
        ("176500,25", ",", 176500.25),
        ("176500.25", ",", 176500.25),
        ("176.500,25", ",", 176500.25),
        ("176,500.25", ".", 176500.25),
        ("", ",", None),
        ("x", ",", None),
        ("1,2,3", ",", None),
    ],
)
def test_numbers_are_read_with_either_sign(text, decimal, value):
    [found] = numbers(pd.Series([text], dtype="str"), decimal)
    assert (None if pd.isna(found) else found) == value


def test_a_thousands_mark_is_never_taken_for_a_decimal_sign():
    [found] = numbers(pd.Series(["176.543"], dtype="str"), ",")
    assert pd.isna(found) or found == 176543


def _points(*pairs: tuple[str, str], system: str = "RD") -> list[tuple[float, float] | None]:
    frame = points(pd.DataFrame(pairs, columns=["x", "y"], dtype="str"), ",", system)
    assert frame["x"].isna().equals(frame["y"].isna())
    return [None if pd.isna(x) else (round(x), round(y)) for x, y in frame.itertuples(index=False)]


def test_points_outside_the_country_or_half_given_are_none():
    good, *bad = _points(
        ("176500", "317500"), ("0", "0"), ("317500", "176500"), ("176500", ""), ("inf", "317500")
    )
    assert good == (176500, 317500)
    assert bad == [None] * 4


def test_degrees_become_metres():
    [good, swapped, rd] = _points(
        ("5,38720621", "52,15517440"),
        ("52,15517440", "5,38720621"),
        ("176500", "317500"),
        system="WGS84",
    )
    assert good == pytest.approx((155000, 463000), abs=2)
    assert (swapped, rd) == (None, None)
    assert _points(("52,1", "5,3"), system="WGS84") == [None]


def test_an_address_has_one_key_however_written_and_none_where_it_is_not_whole(linker):
    rows = _rows(
        {"straat": "Lindelaan", "huisnummer": "12 a"},
        {"straat": "LINDELAAN", "huisnummer": "12A"},
        {"straat": "Lindelaan", "huisnummer": "12B"},
        {"straat": "Lindelaan"},
        {"straat": "Nergenslaan", "huisnummer": "12"},
    )
    keys = address_keys(rows, linker.link(rows, True), b"k" * 16)
    assert keys[0] == keys[1] != keys[2]
    assert keys[3:].isna().all()


def test_an_alias_of_a_street_that_is_not_in_the_list_is_told(tmp_path):
    path = tmp_path / "aliassen.csv"
    path.write_text("geschreven,straatnaam\nHet Pleintje,Nergensplein\n", "utf-8")
    wrong = Configuration.model_validate({"referentie": {"aliassen": path}})
    with pytest.raises(AnalystError, match=r"aliassen .*Nergensplein"):
        linker_for(wrong)


def test_without_a_list_an_alias_joins_two_names(reference):
    decisions = Decisions(aliases=(("Oude Naam", "Nieuweweg"),))
    linker = Linker(replace(reference, straten=None), decisions)
    found = linker.link(_rows({"straat": "OUDE NAAM 5"}, {"straat": "Nieuweweg"}), True)
    assert found["straat_id"].nunique() == 1
    assert set(found["straatnaam"]) == {"Nieuweweg"}
