"""Tests of the contract of the police open data: the role of each header, usable figures, and the
table of codes, which must agree with the other code tables.
"""

from __future__ import annotations

import pandas as pd
import pytest

from assets.formats.cubes import role
from assets.reference.tables import SEEDS
from schemas import open_data
from schemas.layout import fold_header
from schemas.validation import validate

FIGURE = {"code": "1.1.1", "gebied_code": "BU09350000", "periode": "2019-01", "waarde": 3.0}


def _faults(**change: object) -> list[str]:
    split = validate(open_data.typed_contract(), pd.DataFrame([FIGURE | change]))
    assert not split.structural
    return list(split.rejected["column"])


def test_an_unknown_figure_is_usable():
    assert _faults() == []
    assert _faults(waarde=float("nan")) == []
    assert _faults(gebied_code="GM0935", periode="2019-Q4", waarde=0.0) == []


@pytest.mark.parametrize(
    "change",
    [
        {"code": ""},
        {"gebied_code": "Maastricht"},
        {"gebied_code": "NL00"},
        {"periode": "2019-13"},
        {"periode": ""},
        {"waarde": -1.0},
    ],
    ids=lambda change: "-".join(map(str, change.items())),
)
def test_a_figure_without_code_area_or_period_is_rejected(change):
    assert _faults(**change) == list(change)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("SoortMisdrijf", "onderwerp"),
        ("Soort misdrijf", "onderwerp"),
        ("Soort misdrijf (code)", "onderwerp_code"),
        ("Overlast", "onderwerp"),
        ("RegioS", "gebied"),
        ("Regio's", "gebied"),
        ("WijkenEnBuurten", "gebied"),
        ("Regiocode (gemeente, wijk, buurt) (code)", "gebied_code"),
        ("Regioaanduiding/Gemeentenaam (naam)", "gemeentenaam"),
        ("Gemeentenaam_2", "gemeentenaam"),
        ("Perioden", "periode"),
        ("GeregistreerdeMisdrijven_1", "waarde"),
        ("Geregisteerde misdrijven (aantal)", "waarde"),
        ("Geregistreerde misdrijven/Geregistreerde misdrijven (aantal)", "waarde"),
        ("GeregistreerdeOverlast_1", "waarde"),
        ("Geregistreerde misdrijven (per 1 000 inwoners)", None),
        ("GeregistreerdeMisdrijvenPer1000Inw_3", None),
        ("TotaalGeregistreerdeMisdrijven_1", None),  # made by CBS: rounded, grouped differently
        ("Aangiften (aantal)", None),
        ("Soort misdrijf: Totaal misdrijven", None),
        ("", None),
    ],
)
def test_a_header_is_recognised_by_its_words(header, expected):
    assert role(header) == expected


@pytest.fixture(scope="module")
def codes() -> pd.DataFrame:
    return pd.read_csv(SEEDS / "open_data_codes.csv", dtype="str", keep_default_na=False)


def test_the_code_table_has_every_published_code_once(codes):
    assert codes["domein"].value_counts().to_dict() == {"misdrijf": 59, "overlast": 9}
    assert not codes.duplicated(["domein", "code"]).any()
    assert not codes.assign(n=codes["naam"].map(fold_header)).duplicated(["domein", "n"]).any()
    hidden = codes.loc[codes["alleen_jaar"].eq("J"), "code"]
    assert sorted(hidden) == ["1.4.1", "3.2.1", "3.2.2", "3.7.3"]


def test_the_same_indicator_is_the_one_with_the_same_incident_codes(codes):
    classes = pd.read_csv(SEEDS / "mk_klassen.csv", dtype="str")
    crime = classes.groupby("soort_misdrijf")["mk_code"].agg(frozenset).to_dict()
    indicators = pd.read_csv(SEEDS / "indicator_codes.csv", dtype="str").query("bron == 'politie'")
    sets = indicators.groupby("indicator_id")["code"].agg(frozenset)
    for row in codes.itertuples():
        counted = crime.get(row.code) if row.domein == "misdrijf" else frozenset({row.code})
        assert row.zelfde_als == next(iter(sets[sets.eq(counted)].index), ""), row.code
