"""Which neighbourhood a row lies in when its postcode, point and street do not agree, and where a
point lies without outlines.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from address_rows import rows_of
from hypothesis import given
from hypothesis import strategies as st

from assets.linking.agreement import SURENESS, Witness, agreed
from assets.linking.areas import AreaIndex
from assets.linking.linking import Linker
from assets.reference.files import source_file
from assets.reference.known_points import CLEAREST, FARTHEST, KnownPoints, points_of, read_points
from assets.reference.tables import load_reference
from schemas.configuration import Configuration

NORTH, SOUTH, EAST = "BU99990001", "BU99990002", "BU99990003"
CODES = st.sampled_from([NORTH, SOUTH, EAST, None])


def witness(method: str, *codes: str | None, numbered: bool = False) -> Witness:
    said = pd.Series(codes, dtype="str")
    return Witness(said, method, np.full(len(said), numbered))


def judged(**said: str | None) -> dict:
    """What comes of one row; `punt_dichtbij` for `punt dichtbij`, `_nr` for a house number."""
    witnesses = [
        witness(name.replace("_", " ").removesuffix(" nr"), code, numbered=name.endswith("_nr"))
        for name, code in said.items()
    ]
    return agreed(witnesses).iloc[0].to_dict()


# -- witnesses ---------------------------------------------------------------------------------


def test_one_witness_is_as_sure_as_its_kind():
    for method in ("postcode", "punt", "punt dichtbij", "straat"):
        found = agreed([witness(method, NORTH)]).iloc[0]
        assert found[["code", "method"]].tolist() == [NORTH, method]
        assert found["score"] == pytest.approx(SURENESS[method], abs=0.001)
        assert pd.isna(found["conflict"])


def test_two_that_agree_outweigh_one_that_does_not():
    found = judged(postcode=NORTH, punt_dichtbij=SOUTH, straat=SOUTH)
    assert (found["code"], found["method"]) == (SOUTH, "punt dichtbij")
    assert found["conflict"] == f"postcode {NORTH}, punt dichtbij {SOUTH}, straat {SOUTH}"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"postcode": NORTH, "punt": SOUTH}, SOUTH),
        ({"postcode": NORTH, "punt_dichtbij": SOUTH}, NORTH),
        ({"postcode": NORTH, "straat": SOUTH}, NORTH),
        ({"punt_dichtbij": NORTH, "straat": SOUTH}, NORTH),
        ({"postcode_nr": NORTH, "punt": SOUTH}, NORTH),
        ({"postcode_nr": NORTH, "punt": SOUTH, "straat": SOUTH}, SOUTH),
    ],
)
def test_of_two_that_disagree_the_surest_counts(said, code):
    found = judged(**said)
    assert found["code"] == code
    assert 0.3 < found["score"] < 0.99


def test_without_a_witness_there_is_no_neighbourhood():
    found = judged(postcode=None, straat=None)
    assert pd.isna(found["code"]) and pd.isna(found["conflict"])
    assert (found["method"], found["score"]) == ("geen", 0.0)


@given(st.lists(st.tuples(CODES, CODES, CODES), min_size=1, max_size=8))
def test_each_row_is_judged_by_itself_and_only_by_what_was_said(rows):
    methods = ("postcode", "punt dichtbij", "straat")
    columns = list(zip(*rows, strict=True))
    witnesses = [witness(name, *said) for name, said in zip(methods, columns, strict=True)]
    found = agreed(witnesses)
    for at, said in enumerate(rows):
        alone = agreed([witness(name, code) for name, code in zip(methods, said, strict=True)])
        pd.testing.assert_series_equal(found.iloc[at], alone.iloc[0], check_names=False)
        named = {code for code in said if code}
        row = found.iloc[at]
        assert (row["code"] in named) if named else pd.isna(row["code"])
        assert pd.isna(row["conflict"]) == (len(named) < 2)
        assert 0 <= row["score"] < 1


@given(st.tuples(CODES, CODES, CODES).filter(lambda said: len({*said} - {None}) == 1))
def test_who_agree_are_surer_together_than_alone(said):
    methods = ("postcode", "punt dichtbij", "straat")
    found = agreed([witness(name, code) for name, code in zip(methods, said, strict=True)]).iloc[0]
    alone = [SURENESS[name] for name, code in zip(methods, said, strict=True) if code]
    assert found["score"] >= max(alone) - 0.0005


# -- rows --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pointed(reference, divided):
    """The small municipality with places of three postcodes, without outlines."""
    points = pd.DataFrame(
        {
            "x": [1000.0, 1050.0, 2000.0],
            "y": [1000.0, 1000.0, 1000.0],
            "buurtcode": [NORTH, NORTH, SOUTH],
        }
    )
    return divided(reference, punten=points)


def test_a_point_near_a_known_one_finds_its_neighbourhood(pointed):
    rows = rows_of(
        *[{"straat": "Nergenslaan", "x": x, "y": 1000.0} for x in (1010, 1200, 1201, 1525)]
    )
    found = Linker(pointed).link(rows, True)
    assert found["gebiedsmethode"].tolist() == ["punt dichtbij", "punt dichtbij", "geen", "geen"]
    assert found["buurtcode"].fillna("").tolist() == [NORTH, NORTH, "", ""]
    assert found["gebiedsscore"].tolist() == [0.96, 0.96, 0.0, 0.0]


def test_a_conflict_is_told_and_the_rest_agrees(pointed):
    rows = rows_of(
        {"straat": "Lindelaan", "postcode": "6299BB", "x": 1010.0, "y": 1000.0},
        {"straat": "Lindelaan", "postcode": "6299AA", "x": 1010.0, "y": 1000.0},
        {"straat": "Lindelaan", "postcode": "6299BB"},
    )
    found = Linker(pointed).link(rows, True)
    assert found["buurtcode"].tolist() == [NORTH, NORTH, SOUTH]
    assert found["gebiedsmethode"].tolist() == ["punt dichtbij", "postcode", "postcode"]
    assert found["gebiedsconflict"].fillna("").tolist() == [
        f"postcode {SOUTH}, punt dichtbij {NORTH}, straat {NORTH}",
        "",
        f"postcode {SOUTH}, straat {NORTH}",
    ]


def test_a_house_number_makes_a_witness_surer_and_is_no_witness_of_its_own(reference):
    """Plein 1992 lies in both; with number 7 in the south, against the postcode of the north."""
    rows = rows_of({"straat": "Plein 1992", "huisnummer": "7", "postcode": "6299AA"})
    [found] = Linker(reference).link(rows, True).itertuples()
    assert (found.buurtcode, found.gebiedsmethode) == (SOUTH, "huisnummer")
    assert found.gebiedsconflict == f"postcode {NORTH}, straat met huisnummer {SOUTH}"


def test_with_outlines_no_point_is_guessed(pointed, divided):
    import geopandas
    from shapely.geometry import box

    outlines = geopandas.GeoDataFrame(
        {"buurtcode": [SOUTH]}, geometry=[box(5000, 5000, 6000, 6000)], crs="EPSG:28992"
    )
    outlined = divided(pointed, omtrekken=outlines)
    rows = rows_of({"straat": "Nergenslaan", "x": 1010.0, "y": 1000.0})
    assert AreaIndex(outlined).locate(
        rows.assign(straat_id=None).astype({"straat_id": "str"}), True
    )["gebiedsmethode"].tolist() == ["geen"]


# -- the nearest known point -------------------------------------------------------------------

PLACES = st.tuples(st.integers(0, 600), st.integers(0, 600))


@given(
    st.lists(st.tuples(PLACES, st.sampled_from([NORTH, SOUTH, EAST])), min_size=1, max_size=12),
    st.lists(PLACES, min_size=1, max_size=6),
)
def test_a_place_is_given_only_where_it_is_near_and_clear(known, asked):
    """Against every distance, worked out one by one."""
    points = pd.DataFrame(
        [(float(x), float(y), code) for (x, y), code in known], columns=["x", "y", "buurtcode"]
    )
    x, y = (pd.Series([float(place[axis]) for place in asked]) for axis in (0, 1))
    found = KnownPoints(points).nearest(x, y)
    for at, place in enumerate(asked):
        nearest = {
            code: min(
                np.hypot(place[0] - kx, place[1] - ky) for (kx, ky), other in known if other == code
            )
            for code in {code for _, code in known}
        }
        code = min(nearest, key=lambda each: nearest[each])
        others = [far for each, far in nearest.items() if each != code]
        if pd.isna(found[at]):
            assert nearest[code] > FARTHEST or nearest[code] > CLEAREST * min(others)
        else:
            assert nearest[found[at]] <= FARTHEST
            assert all(
                nearest[found[at]] <= CLEAREST * far
                for each, far in nearest.items()
                if each != found[at]
            )


def test_without_points_nothing_is_near():
    x = pd.Series([1.0, float("nan"), float("inf")])
    assert KnownPoints(None).nearest(x, x).isna().all()
    known = pd.DataFrame({"x": [1.0], "y": [1.0], "buurtcode": [NORTH]})
    assert KnownPoints(known).nearest(x, x).fillna("").tolist() == [NORTH, "", ""]
    assert points_of([]) is None


def test_a_list_of_postcodes_may_have_places(tmp_path):
    path = tmp_path / "postcodes_2020.csv"
    path.write_text("postcode;buurtcode;X;Y\n6211AA;BU1;176607;318739\n6211AB;BU1;;\n")
    version = read_points(source_file(path))
    assert version.table.values.tolist() == [[176607.0, 318739.0, "BU1"]]
    path.write_text("postcode;buurtcode\n6211AA;BU1\n")
    assert read_points(source_file(path)) is None


def test_places_in_a_file_of_the_settings_are_known_points(tmp_path):
    path = tmp_path / "postcodes.csv"
    path.write_text("postcode;buurtcode;x;y\n6211AA;BU09350004;176607;318739\n")
    configuration = Configuration.model_validate({"referentie": {"postcodes": path}})
    [division] = load_reference(configuration).indelingen
    assert division.punten.values.tolist() == [[176607.0, 318739.0, "BU09350004"]]
