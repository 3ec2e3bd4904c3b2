"""Which indicators are public, for which areas and periods, and from which count on."""

from __future__ import annotations

import csv

import pandas as pd
import pytest
from pydantic import ValidationError

from assets.basis.errors import AnalystError
from assets.disclosure.plan.rules import Rules
from assets.reference.files import SEEDS
from assets.sources.politie_open_data.rows import indicator_id
from schemas.configuration import Public

INDICATORS = pd.DataFrame(
    [
        ("woninginbraak", "Objectieve veiligheid", "politie"),
        ("overlast_verward_persoon", "Sociale kwaliteit", "politie"),
        ("melding_afval", "Meldingen van inwoners", "melddesk"),
        ("demonstraties", "Openbare orde", "register"),
        ("radicalisering_casussen", "Zorg en veiligheid", "register"),
        ("huisuitzettingen", "Registers", "register"),  # a name that only the delivery knows
        ("onverklaarbare_leegstand", "Vastgoed in Beeld", "register"),
        ("pod_1_1_1", "Open data politie: misdrijven", "politie (open data)"),
        ("vm_onveilig", "Subjectieve veiligheid", "veiligheidsmonitor"),
    ],
    columns=["indicator_id", "thema", "bron"],
)


def _public(**settings: object) -> pd.DataFrame:
    return Rules(Public(**settings), INDICATORS).public().set_index("indicator_id")


def test_what_is_public_by_default():
    rows = _public()
    assert set(rows.index) == {
        "woninginbraak",
        "overlast_verward_persoon",
        "melding_afval",
        "demonstraties",
        "radicalisering_casussen",
        "pod_1_1_1",
        "vm_onveilig",
    }
    assert rows.loc["woninginbraak", ["drempel", "laagste_niveau"]].tolist() == [4, "buurt"]
    sensitive = rows.loc["overlast_verward_persoon", ["drempel", "laagste_niveau"]]
    assert sensitive.tolist() == [9, "wijk"]
    assert rows.loc["demonstraties", "laagste_niveau"] == "gemeente"
    assert rows.loc["radicalisering_casussen", ["drempel", "laagste_niveau"]].tolist() == [
        9,
        "gemeente",
    ]


def test_settings_add_and_remove_indicators_but_never_confidential_ones():
    rows = _public(
        ook_openbaar=("huisuitzettingen", "onverklaarbare_leegstand"),
        niet_openbaar=("melding_afval", "radicalisering_casussen"),
        drempels={"Objectieve veiligheid": 7},
        laagste_niveau={"woninginbraak": "wijk", "demonstraties": "buurt"},
    )
    assert "melding_afval" not in rows.index
    assert "onverklaarbare_leegstand" not in rows.index
    assert "radicalisering_casussen" not in rows.index
    assert rows.loc["huisuitzettingen", "drempel"] == 4
    assert rows.loc["woninginbraak", ["drempel", "laagste_niveau"]].tolist() == [7, "wijk"]
    assert rows.loc["overlast_verward_persoon", "drempel"] == 9, "the defaults stay"
    assert rows.loc["demonstraties", "laagste_niveau"] == "gemeente"


def test_police_open_data_have_neighbourhoods_only_as_the_police_publishes_them():
    assert _public().loc["pod_1_1_1", "laagste_niveau"] == "buurt"
    assert _public(open_data_politie=False).loc["pod_1_1_1", "laagste_niveau"] == "gemeente"


def _seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_default_setting_names_something_that_exists():
    """A default with an unknown name would protect nothing, without any error."""
    existing = {row[name] for row in _seed("indicator_lijst") for name in ("indicator_id", "thema")}
    existing |= {row["bron"] for row in _seed("indicator_lijst")}
    existing |= {indicator_id(row["domein"], row["code"]) for row in _seed("open_data_codes")}
    defaults = Public()
    assert {*defaults.drempels, *defaults.laagste_niveau} <= existing


def test_sexual_offences_and_trafficking_are_not_public_by_neighbourhood():
    names = {
        indicator_id(row["domein"], row["code"]): row["naam"] for row in _seed("open_data_codes")
    }
    words = ("zeden", "mensenhandel", "kinderporno", "kinderprostitutie")
    sensitive = {
        indicator
        for indicator, name in names.items()
        if any(word in name.lower() for word in words)
    }
    rows = pd.DataFrame(
        [(name, "Open data politie: misdrijven", "politie (open data)") for name in sensitive],
        columns=INDICATORS.columns,
    )
    public = Rules(Public(), rows).public()
    assert len(public) == 4
    assert set(public["laagste_niveau"]) == {"gemeente"}
    assert set(public["drempel"]) == {9}


def test_unlocated_counts_are_public_wherever_areas_are():
    periods = Rules(Public(), INDICATORS).periods()
    assert set(periods["onbekend"]) == {*periods["wijk"], *periods["buurt"]}
    none = Rules(Public(perioden_wijk=(), perioden_buurt=()), INDICATORS).periods()
    assert none["onbekend"] == ()


@pytest.mark.parametrize(
    "setting",
    [
        {"drempels": {"woninginbrak": 9}},
        {"laagste_niveau": {"woninginbrak": "wijk"}},
        {"ook_openbaar": ("woninginbrak",)},
        {"niet_openbaar": ("woninginbrak",)},
    ],
)
def test_an_unknown_name_is_refused(setting: dict):
    with pytest.raises(AnalystError, match=f"{next(iter(setting))} noemt «woninginbrak»"):
        Rules(Public(**setting), INDICATORS)


@pytest.mark.parametrize(
    "setting",
    [
        {"drempels": {"woninginbraak": -1}},
        {"laagste_niveau": {"woninginbraak": "straat"}},
        {"perioden_buurt": ("week",)},
        {"ook_openbaar": ("a",), "niet_openbaar": ("a",)},
    ],
)
def test_an_invalid_setting_is_refused(setting: dict):
    with pytest.raises(ValidationError):
        Public(**setting)
