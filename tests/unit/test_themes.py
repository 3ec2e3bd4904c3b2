"""Tests of themes of the settings: their mistakes, and that they are not public by themselves."""

from __future__ import annotations

import pandas as pd
import pytest

from assets.disclosure.plan.rules import Rules
from assets.sources.themes import listed_indicators, own_themes, theme_faults
from schemas.configuration import Configuration, Public

TREES = {"naam": "Bomen"}


def _configured(themes: dict, public: dict | None = None) -> Configuration:
    return Configuration.model_validate({"themas": themes, "openbaar": public or {}})


@pytest.mark.parametrize(
    ("themes", "part"),
    [
        ({"afval": TREES}, "[themas] «afval» is al een thema van het programma"),
        ({"woninginbraak": TREES}, "is al een indicator"),
        ({"Bomen": TREES}, "kleine letters, cijfers en _"),
        ({"x": {"naam": "afval"}}, "heet op de producten net als «afval»"),
        ({"x": TREES, "y": {"naam": " bomen".strip()}}, "heet op de producten net als «x»"),
        ({"x": TREES | {"onder": "weg"}}, "valt onder het onbekende thema «weg»; kies uit: jeugd"),
        ({"x": TREES | {"onder": "x"}}, "«x» valt onder zichzelf"),
        (
            {"x": TREES | {"onder": "y"}, "y": {"naam": "Y", "onder": "x"}},
            "«y» valt onder zichzelf",
        ),
    ],
)
def test_a_wrong_theme_is_told(themes, part):
    assert part in "; ".join(theme_faults(_configured(themes)))


def test_a_theme_may_have_another_above_it_in_any_order():
    themes = {"x": TREES | {"onder": "y"}, "y": {"naam": "Y", "onder": "afval"}}
    assert theme_faults(_configured(themes)) == []


@pytest.mark.parametrize(
    ("public", "faults"),
    [
        ({"ook_openbaar": ["melding_grof"]}, 1),
        ({"ook_openbaar": ["melding_grof"], "niet_openbaar": ["melding_afval"]}, 0),
        ({"ook_openbaar": ["melding_los"]}, 0),
        ({}, 0),
    ],
)
def test_a_part_is_not_public_beside_its_whole(public, faults):
    """Their difference would be a small count that nothing protects."""
    themes = {"grof": {"naam": "Grof", "onder": "afval"}, "los": {"naam": "Los"}}
    assert len(theme_faults(_configured(themes, public))) == faults


def test_a_theme_of_ones_own_is_public_only_if_the_settings_say_so():
    ids = ["melding_afval", "melding_los"]
    indicators = pd.DataFrame(
        {
            "indicator_id": ids,
            "thema": "Meldingen van inwoners",
            "bron": "melddesk",
            "onderdeel_van": None,
        }
    )
    assert list(Rules(Public(), indicators).public()["indicator_id"]) == ids[:1]
    chosen = Public(ook_openbaar=("melding_los",))
    assert list(Rules(chosen, indicators).public()["indicator_id"]) == ids


@pytest.mark.parametrize(
    ("theme", "by_street"),
    [
        (TREES, "J"),
        (TREES | {"onder": "buren_wonen"}, "N"),
        (TREES | {"onder": "buren_wonen", "per_straat": True}, "J"),
        (TREES | {"per_straat": False}, "N"),
    ],
)
def test_a_theme_is_shown_by_street_as_the_one_above_it(theme, by_street):
    assert list(own_themes(_configured({"x": theme}))["straatniveau"]) == [by_street]


def test_the_team_may_name_the_indicator_of_a_theme_with_reports():
    settings = {
        "themas": {"bomen": TREES, "wegen": {"naam": "Wegen"}},
        "melddesk": {"categorieen": {"Groen/Boom": "bomen"}},
    }
    listed = listed_indicators(Configuration.model_validate(settings))
    assert list(listed["indicator_id"].tail(1)) == ["melding_bomen"]
    assert list(listed["naam"].tail(1)) == ["Meldingen bomen"]
