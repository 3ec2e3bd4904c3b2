"""Missing values in addresses: a missing cell matches nothing, and no row influences another."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assets.linking.areas import AreaIndex
from assets.linking.linking import COLUMNS, Linker
from assets.linking.matching import NONE_GIVEN
from assets.reference.addresses import bag_addresses
from assets.reference.names_of_areas import SEVERAL, UNKNOWN, area_codes, area_names

NORTH, SOUTH = "BU99990001", "BU99990002"
TEXT_FIELDS = ("straat", "plaats", "huisnummer", "postcode", "buurt")
MISSING = (None, float("nan"), pd.NA, pd.NaT)
BLANK = (*MISSING, "", " ", "\t\n ")


@pytest.fixture(scope="module")
def dated(reference, divided):
    """A linker to two divisions with outlines; in 2020 Zuid moved to another code."""
    import geopandas
    from shapely.geometry import box

    outlines = geopandas.GeoDataFrame(
        {"buurtcode": [NORTH, SOUTH]},
        geometry=[box(176_000, 317_000, 177_000, 318_000), box(177_000, 317_000, 178_000, 318_000)],
        crs="EPSG:28992",
    )
    start = pd.Timestamp("2020-01-01")
    return Linker(
        divided(
            reference,
            {"geldig_tot": start - pd.Timedelta(days=1)},
            {"geldig_van": start, "omtrekken": outlines},
        )
    )


@pytest.fixture(scope="module")
def unlisted(reference):
    """A linker without a list of streets."""
    return Linker(replace(reference, straten=None))


def _same(linked: pd.DataFrame, alone: list[pd.DataFrame]) -> None:
    expected = pd.concat(alone).astype(linked.dtypes)
    pd.testing.assert_frame_equal(linked, expected)


# -- a missing street --------------------------------------------------------------------------


@pytest.mark.parametrize("missing", BLANK, ids=repr)
def test_a_missing_street_does_not_take_the_link_of_another_row(linker, missing):
    linked = linker.link(pd.DataFrame({"straat": [missing, "Plein 1992 7", "Lindelaan"]}), True)
    assert linked["straat_id"].fillna("").tolist() == ["", "S4", "S1"]
    assert linked["koppelmethode"][0] == NONE_GIVEN
    assert linked["koppelscore"][0] == 0
    assert linked.loc[0, ["straatnaam", "buurtcode", "controle_tekst"]].isna().all()


def test_only_missing_streets_are_all_not_given(linker):
    linked = linker.link(pd.DataFrame({"straat": list(MISSING)}), True)
    assert linked["koppelmethode"].tolist() == [NONE_GIVEN] * len(MISSING)


def test_a_missing_street_is_not_the_street_without_a_name_in_the_list(reference):
    nameless = pd.DataFrame(
        {"straat_id": ["S1", "S2"], "straatnaam": ["", "-"], "woonplaats": ["A", "A"]}, dtype="str"
    )
    linked = Linker(replace(reference, straten=nameless)).link(
        pd.DataFrame({"straat": [None, "", "-"]}), True
    )
    assert linked["straat_id"].isna().all()
    assert linked["koppelmethode"].tolist() == [NONE_GIVEN] * 3


def test_a_missing_street_with_a_house_number_still_gets_a_neighbourhood_by_postcode(linker):
    rows = pd.DataFrame(
        {
            "straat": [None, "Lindelaan"],
            "postcode": ["6299 bb", pd.NA],
            "huisnummer": ["1", None],
        }
    )
    assert linker.link(rows, True)["buurtcode"].tolist() == [SOUTH, NORTH]


# -- a missing value is not a key --------------------------------------------------------------


def test_a_missing_postcode_is_not_the_empty_postcode_of_the_reference(reference, divided):
    columns = {"postcode": ["", "6299AA"], "huisnummer": ["12", "12"], "buurtcode": [NORTH, SOUTH]}
    numbers = pd.DataFrame(columns, dtype="str")
    rows = pd.DataFrame({"straat": [None, None], "huisnummer": ["12", "12"]})
    linked = Linker(divided(reference, huisnummers=numbers)).link(
        rows.assign(postcode=[None, "6299AA"]), True
    )
    assert linked["buurtcode"].fillna("").tolist() == ["", SOUTH]


def test_a_missing_street_id_is_not_the_missing_street_id_of_the_reference(reference, divided):
    unnamed = pd.DataFrame(
        {
            "straat_id": [None, "S4"],
            "straatnaam": ["", ""],
            "woonplaats": ["", ""],
            "buurtcode": [NORTH, SOUTH],
        },
        dtype="str",
    )
    index = AreaIndex(divided(reference, straat_buurten=unnamed))
    rows = pd.DataFrame({"straat_id": [None, "S4"]}, dtype="str").assign(
        huisnummer="", postcode="", buurt="", x=float("nan"), y=float("nan")
    )
    assert index.locate(rows, True)["buurtcode"].fillna("").tolist() == ["", SOUTH]


def test_a_missing_town_is_not_the_missing_town_of_the_list(reference):
    streets = pd.DataFrame(
        {
            "straat_id": ["S1", "S2"],
            "straatnaam": ["Kerkstraat", "Kerkstraat"],
            "woonplaats": ["", "Elders"],
        },
        dtype="str",
    )
    rows = pd.DataFrame({"straat": ["Kerkstraat"] * 2, "plaats": [None, "Elders"]})
    linked = Linker(replace(reference, straten=streets)).link(rows, True)
    assert linked["straat_id"].fillna("").tolist() == ["", "S2"]
    assert linked["koppelmethode"][0] == "meer dan één"


def test_a_bag_address_without_postcode_is_not_the_empty_postcode_of_the_reference():
    addresses = pd.DataFrame(
        {
            "straat_id": ["S1", "S2"],
            "huisnummer": ["12", "12"],
            "postcode": ["", "6299AA"],
            "x": float("nan"),
            "y": float("nan"),
            "geldig_van": pd.NaT,
            "geldig_tot": pd.NaT,
        }
    )
    numbers = pd.DataFrame(
        {"postcode": ["", "6299AA"], "huisnummer": ["12", "12"], "buurtcode": [NORTH, SOUTH]},
        dtype="str",
    )
    located = bag_addresses(addresses, (None, None), None, numbers)
    assert located[["straat_id", "buurtcode"]].values.tolist() == [["S2", SOUTH]]


@pytest.mark.parametrize("missing", [None, float("nan"), "", " "], ids=repr)
def test_a_missing_area_is_not_the_area_without_a_name(reference, divided, missing):
    areas = reference.indelingen[0].buurten.assign(buurtnaam=["", "Zuid"])
    names = area_names(divided(reference, buurten=areas), "GM9999", "Voorbeeldstad")
    text = pd.Series([missing, "Zuid"], dtype="object")
    codes = area_codes(text, pd.Series([missing, "Buurt"], dtype="object"), names)
    assert codes.tolist() == [UNKNOWN, SOUTH]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Centrum", SEVERAL),
        ("Wijk Centrum", "WK999900"),
        ("buurt Centrum", NORTH),
        ("Wijk 00 Centrum", "WK999900"),
        ("Wijk Zuid", UNKNOWN),
        ("Gemeente Voorbeeldstad", "GM9999"),
    ],
)
def test_the_kind_of_an_area_may_stand_before_its_name(reference, divided, text, code):
    areas = reference.indelingen[0].buurten.assign(
        buurtnaam=["Centrum", "Zuid"], wijknaam="Centrum"
    )
    names = area_names(divided(reference, buurten=areas), "GM9999", "Voorbeeldstad")
    assert area_codes(pd.Series([text]), pd.Series([""]), names).tolist() == [code]


# -- the index ---------------------------------------------------------------------------------


def test_rows_that_share_a_label_keep_their_own_link(reference, divided):
    import geopandas
    from shapely.geometry import box

    outlines = geopandas.GeoDataFrame(
        {"buurtcode": [NORTH, SOUTH]},
        geometry=[box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)],
        crs="EPSG:28992",
    )
    rows = pd.DataFrame(
        {
            "straat": ["Kerkstraat", None, "Lindelaan", "Kerkstraat"],
            "plaats": ["Elders", None, None, None],
            "x": [1500.0, 500.0, None, None],
            "y": [500.0, 500.0, None, None],
        },
        index=["rij", "rij", "rij", "andere"],
    )
    linked = Linker(divided(reference, omtrekken=outlines)).link(rows, True)
    assert linked.index.equals(rows.index)
    assert linked["straat_id"].fillna("").tolist() == ["S3", "", "S1", ""]
    assert linked["buurtcode"].fillna("").tolist() == [SOUTH, NORTH, NORTH, ""]


# -- laws --------------------------------------------------------------------------------------

MISSING_OR = st.sampled_from(BLANK)
VALUES = {
    "straat": MISSING_OR
    | st.sampled_from(["Lindelaan", "Plein 1992 7", "kerkstraat", "Lindelwan", "Onbekend", "Zzz"])
    | st.text(max_size=12),
    "plaats": MISSING_OR | st.sampled_from(["Voorbeeldstad", "ELDERS", "Nergens"]),
    "huisnummer": MISSING_OR | st.sampled_from(["7", "12 A", "x", 7, 7.0]),
    "postcode": MISSING_OR | st.sampled_from(["6299AA", "6299 bb", "??"]),
    "buurt": MISSING_OR | st.sampled_from(["Noord", "zuid", "Nergens"]),
    "x": st.sampled_from([*MISSING, 176_500.0, 177_500.0, "176500", "x", ""]),
    "y": st.sampled_from([*MISSING, 317_500.0, float("inf"), ""]),
    "datum": st.sampled_from([*MISSING, pd.Timestamp("2019-12-31"), pd.Timestamp("2021-05-05")]),
}


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    """Addresses with any of the columns but the street left out, on any index."""
    others = draw(st.lists(st.sampled_from([*VALUES][1:]), unique=True))
    size = draw(st.integers(0, 6))
    columns = {
        field: pd.Series(
            draw(st.lists(VALUES[field], min_size=size, max_size=size)), dtype="object"
        )
        for field in ["straat", *others]
    }
    frame = pd.DataFrame(columns, dtype="object")
    frame.index = draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    return frame


@pytest.mark.dear
@pytest.mark.parametrize("which", ["linker", "dated", "unlisted"])
@given(frame=frames(), trust=st.booleans(), first=st.booleans())
@example(
    frame=pd.DataFrame({"straat": [None, "Plein 1992 7", "Lindelaan"]}), trust=True, first=False
)
def test_the_link_of_each_row_is_the_link_of_that_row_alone(request, which, frame, trust, first):
    chosen = request.getfixturevalue(which)
    linked = chosen.link(frame, trust, first)
    assert linked.index.equals(frame.index)
    assert list(linked.columns) == list(COLUMNS)
    alone = [chosen.link(frame.iloc[[row]], trust, first) for row in range(len(frame))]
    if alone:
        _same(linked, alone)


@pytest.mark.dear
@pytest.mark.parametrize("which", ["linker", "dated", "unlisted"])
@given(frame=frames(), trust=st.booleans(), blank=MISSING_OR)
def test_a_missing_street_is_never_linked_by_its_text(request, which, frame, trust, blank):
    chosen = request.getfixturevalue(which)
    linked = chosen.link(frame.assign(straat=blank), trust)
    assert linked["koppelmethode"].eq(NONE_GIVEN).all()
    assert (
        linked[["straat_id", "straatnaam", "tweede_keus", "controle_tekst"]].isna().all(axis=None)
    )
    assert not linked["gebiedsmethode"].eq("straat").any()


@pytest.mark.dear
@given(frame=frames(), blanks=st.lists(MISSING_OR, min_size=len(VALUES), max_size=len(VALUES)))
def test_every_way_to_leave_a_cell_empty_means_the_same(dated, frame, blanks):
    """None, NaN, an empty cell, a cell of spaces, and a column that is left out."""
    fields = [field for field in VALUES if field not in frame and field not in ("x", "y", "datum")]
    filled = frame.assign(**{field: blanks[at] for at, field in enumerate(fields)})
    pd.testing.assert_frame_equal(dated.link(filled, True), dated.link(frame, True))
    as_missing = frame.assign(
        **{
            field: frame[field].where(
                frame[field].map(lambda cell: not (isinstance(cell, str) and not cell.strip())),
                None,
            )
            for field in set(TEXT_FIELDS) & set(frame)
        }
    )
    pd.testing.assert_frame_equal(dated.link(as_missing, True), dated.link(frame, True))
