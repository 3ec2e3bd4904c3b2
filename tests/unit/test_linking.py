"""Tests of linking addresses to streets and neighbourhoods, without guessing."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from address_rows import FIELDS, link_one, rows_of, street_list
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.linking.decisions import Decisions
from assets.linking.linking import COLUMNS, Linker, linker_for
from assets.linking.names import fold, street_id
from assets.linking.streets import StreetIndex
from assets.sources.cases import address_keys, numbers, points
from schemas.configuration import Configuration

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
    row = link_one(linker, straat=written, plaats=place)
    assert (None if pd.isna(row["straat_id"]) else row["straat_id"], row["koppelmethode"]) == (
        street,
        method,
    )
    assert (row["koppelscore"] > 0.8) == (street is not None)
    assert pd.isna(row["straatnaam"]) == (street is None)


def test_a_name_that_could_be_two_streets_of_one_town_is_not_linked(reference):
    twice = street_list(("Kerk-straat", "A", "S1"), ("Kerk straat", "A", "S2"), ("Ab", "A", "S3"))
    linker = Linker(replace(reference, straten=twice))
    assert link_one(linker, straat="KERKSTRAAT", plaats="A")["koppelmethode"] == "meer dan één"
    assert link_one(linker, straat="Kerk straat", plaats="A")["straat_id"] == "S2"


def test_a_surer_way_has_a_higher_score(linker):
    ways = ("Lindelaan", "linde laan", "Lindelaan 12")
    scores = [link_one(linker, straat=way)["koppelscore"] for way in ways]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_without_a_list_spellings_of_one_name_are_one_street(reference):
    linker = Linker(replace(reference, straten=None))
    found = linker.link(
        rows_of(*[{"straat": name} for name in ("St. Janstraat 3", "ST JANSTRAAT", "Lindelaan")]),
        True,
    )
    assert found["straat_id"].nunique() == 2
    assert found["straat_id"][0] == found["straat_id"][1]
    assert found["koppelmethode"].unique().tolist() == ["uit levering"]


def test_without_a_list_no_house_number_is_kept_in_whichever_order_it_is_written(reference):
    linker = Linker(replace(reference, straten=None))
    texts = (
        "12 Lindelaan",
        "Lindelaan 12-a",
        "12, Lindelaan",
        "1234ab Lindelaan nr 3",
        "Lindelaan",
    )
    found = linker.link(rows_of(*[{"straat": text} for text in texts]), True)
    assert found["straatnaam"].unique().tolist() == ["Lindelaan"]
    assert found["straat_id"].nunique() == 1


@pytest.mark.parametrize(
    "text", ["piet@voorbeeld.nl", "bel 0612345678", "1234", "x" * 81, "6211 AA 12"]
)
def test_without_a_list_text_that_is_no_street_is_not_kept(reference, text):
    row = link_one(Linker(replace(reference, straten=None)), straat=text)
    assert row["koppelmethode"] == "niet gevonden"
    assert pd.isna(row["straatnaam"])


def test_two_spellings_of_one_street_in_the_list_are_one_street(reference):
    spelled = street_list(
        ("St. Janstraat", "A", ""), ("St Janstraat", "A", ""), ("Lindelaan", "A", "S1")
    )
    linker = Linker(replace(reference, straten=spelled))
    found = linker.link(
        rows_of(*[{"straat": name} for name in ("St. Janstraat", "ST JANSTRAAT", "St Jansstraat")]),
        True,
    )
    assert set(found["straat_id"]) == {street_id(reference.gemeentecode, "A", "St Janstraat")}
    listed = StreetIndex.streets(linker.reference)
    assert not listed.duplicated(["straat_id", "straatnaam"]).any()


def test_only_what_is_unsure_is_kept_to_be_looked_at(linker):
    rows = rows_of(
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
    found = link_one(linker, **row)
    assert found["gebiedsmethode"] == method
    assert (None if pd.isna(found["buurtcode"]) else found["buurtcode"]) == area
    assert pd.isna(found["wijkcode"]) == (area is None)


def test_a_delivered_neighbourhood_is_used_only_where_it_is_of_now(linker):
    assert link_one(linker, trust=False, buurt="Zuid")["gebiedsmethode"] == "geen"


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
        rows_of(
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
    """`woonplaats` is optional in the file of addresses."""
    addresses = reference.indelingen[0].adressen
    bare = divided(reference, adressen=addresses.assign(woonplaats=""))
    assert (
        link_one(Linker(bare), straat="Plein 1992", huisnummer="7")["gebiedsmethode"]
        == "huisnummer"
    )


# -- any input ---------------------------------------------------------------------------------

ANY_TEXT = st.text(max_size=40) | st.sampled_from(
    ["", "Lindelaan", "Kerkstraat", "Voorbeeldstad", "\x00\x07", "🚲🔥", "شارع", "a\u0300" * 30,
     "\u202eLindelaan", "12", "6299AA", "Noord", "\ud7ff", "NULL", "nan"]
)  # fmt: skip


@pytest.mark.dear
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
    frame = rows_of(*rows)
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
    found = linker.link(rows_of({}).iloc[:0], True)
    assert (len(found), list(found.columns)) == (0, list(COLUMNS))


NAMES = st.sampled_from(
    ["Lindelaan", "linde laan", "Kerkstraat", "Kerk straat", "St. Jan", "St Jan", "Ab"]
)
PLACES = st.sampled_from(["", "A", "B"])


@pytest.mark.dear
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
    streets = street_list(
        *[(name, place, f"{name}|{place}" if named else "") for name, place in listed]
    )
    folded = {(fold(name), place) for name, place in listed}
    assume(named or len(folded) == len(listed))  # two spellings have their own test
    areas = pd.DataFrame(
        [("", name, place, (NORTH, SOUTH)[at % 2]) for at, (name, place) in enumerate(listed)],
        columns=["straat_id", "straatnaam", "woonplaats", "buurtcode"],
        dtype="str",
    )
    rows = rows_of(*[{"straat": name, "plaats": place} for name, place in asked])
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
    rows = rows_of(
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
    found = linker.link(rows_of({"straat": "OUDE NAAM 5"}, {"straat": "Nieuweweg"}), True)
    assert found["straat_id"].nunique() == 1
    assert set(found["straatnaam"]) == {"Nieuweweg"}
