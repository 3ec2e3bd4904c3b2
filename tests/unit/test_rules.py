"""What may be public of which indicator."""

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
        "pod_1_1_1",
        "vm_onveilig",
    }
    assert rows.loc["woninginbraak", ["drempel", "laagste_niveau"]].tolist() == [4, "buurt"]
    sensitive = rows.loc["overlast_verward_persoon", ["drempel", "laagste_niveau"]]
    assert sensitive.tolist() == [9, "wijk"]
    assert rows.loc["demonstraties", "laagste_niveau"] == "gemeente"


def test_a_municipality_says_more_or_less_but_never_what_is_confidential():
    rows = _public(
        ook_openbaar=("radicalisering_casussen", "onverklaarbare_leegstand"),
        niet_openbaar=("melding_afval",),
        drempels={"Objectieve veiligheid": 7},
        laagste_niveau={"woninginbraak": "wijk", "demonstraties": "buurt"},
    )
    assert "melding_afval" not in rows.index
    assert "onverklaarbare_leegstand" not in rows.index
    assert rows.loc["radicalisering_casussen", "drempel"] == 9
    assert rows.loc["woninginbraak", ["drempel", "laagste_niveau"]].tolist() == [7, "wijk"]
    assert rows.loc["overlast_verward_persoon", "drempel"] == 9, "the defaults stay"
    assert rows.loc["demonstraties", "laagste_niveau"] == "gemeente"


def test_open_data_of_the_police_by_neighbourhood_only_as_the_police_shows_it():
    assert _public().loc["pod_1_1_1", "laagste_niveau"] == "buurt"
    assert _public(open_data_politie=False).loc["pod_1_1_1", "laagste_niveau"] == "gemeente"


def _seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_what_is_sensitive_by_default_is_there():
    """A name that nothing has would protect nothing, and nobody would be told."""
    there = {row[name] for row in _seed("indicator_lijst") for name in ("indicator_id", "thema")}
    there |= {row["bron"] for row in _seed("indicator_lijst")}
    there |= {indicator_id(row["domein"], row["code"]) for row in _seed("open_data_codes")}
    ours = Public()
    assert {*ours.drempels, *ours.laagste_niveau} <= there


def test_sexual_offences_and_trafficking_are_not_told_by_neighbourhood():
    named = {
        indicator_id(row["domein"], row["code"]): row["naam"] for row in _seed("open_data_codes")
    }
    words = ("zeden", "mensenhandel", "kinderporno", "kinderprostitutie")
    sensitive = {one for one, name in named.items() if any(word in name.lower() for word in words)}
    rows = pd.DataFrame(
        [(one, "Open data politie: misdrijven", "politie (open data)") for one in sensitive],
        columns=INDICATORS.columns,
    )
    public = Rules(Public(), rows).public()
    assert len(public) == 4
    assert set(public["laagste_niveau"]) == {"gemeente"}
    assert set(public["drempel"]) == {9}


def test_what_is_not_placed_is_shown_wherever_areas_are():
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
def test_a_name_that_is_none_is_told(setting: dict):
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
def test_settings_that_cannot_be(setting: dict):
    with pytest.raises(ValidationError):
        Public(**setting)
