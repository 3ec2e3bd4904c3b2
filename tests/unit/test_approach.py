"""Tests of adding the status of the hotspot approach to the hotspots."""

from __future__ import annotations

import pandas as pd

from assets.indicators.approach import add_approach, by_street

HOTSPOTS = pd.DataFrame(
    {
        "straatnaam": ["Lindelaan", "Lindelaan", "LINDELAAN", "Plein 1992"],
        "thema": ["jeugd", "geluid", "afval", "jeugd"],
    }
)


def _list(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return by_street(pd.DataFrame(list(rows), columns=["straatnaam", "thema", "status", "sinds"]))


def test_a_row_for_the_theme_takes_precedence_over_one_for_the_street() -> None:
    approach = _list(
        ("lindelaan", "", "actief", "2019-01-01"), ("Lindelaan", "jeugd", "nazorg", "2020-03-01")
    )
    rows = add_approach(HOTSPOTS, approach)
    assert list(rows["aanpak_status"].fillna("-")) == ["nazorg", "actief", "actief", "-"]
    assert list(rows["aanpak_sinds"].fillna("-")) == [
        "2020-03-01",
        "2019-01-01",
        "2019-01-01",
        "-",
    ]
    assert list(rows["straatnaam"]) == list(HOTSPOTS["straatnaam"])


def test_without_a_list_no_approach_is_under_way() -> None:
    assert add_approach(HOTSPOTS, _list())["aanpak_status"].isna().all()


def test_of_two_rows_for_the_same_street_the_last_counts() -> None:
    approach = _list(
        ("Lindelaan", "", "voorgenomen", "2019-01-01"), ("LINDELAAN", "", "actief", "2020-01-01")
    )
    rows = add_approach(HOTSPOTS, approach)
    assert list(rows["aanpak_status"].fillna("-")) == ["actief", "actief", "actief", "-"]
