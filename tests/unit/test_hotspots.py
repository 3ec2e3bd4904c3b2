"""Tests of hotspots: classes, broken keys, unknown months, and samples without planted hotspots."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.indicators.hotspots import CLASSES, COLUMNS, UNKNOWN, classify
from assets.indicators.places import Panel
from benchmarks.hotspots import place_table
from tests.unit.ordinary_places import ordinary_places

UNTIL = 2020 * 12 + 5


def _city(*series: list[int] | np.ndarray, source: str = "melddesk", **more) -> pd.DataFrame:
    """Ordinary places S0000 to S0059 of one source, followed by a place for each of `series` (its
    last months; 0 before)."""
    usual = ordinary_places(**more)
    rows = [np.r_[np.zeros(usual.shape[1] - len(counts), dtype=int), counts] for counts in series]
    return place_table({"jeugd": {source: np.vstack([usual, *rows])}}, UNTIL)


def _class_of(table: pd.DataFrame, place: int = 60, until: int = UNTIL, **more) -> str | None:
    classified = classify(table, until, **more).set_index("plek_id")["klasse"]
    return classified.get(f"S{place:04}")


# -- classes -----------------------------------------------------------------------------------

STEADY = [9, 7, 8, 10, 9, 8, 7, 9, 10, 8, 9, 8]


@pytest.mark.parametrize(
    ("series", "klasse"),
    [
        (STEADY * 2, "hardnekkig"),
        (STEADY, "hardnekkig"),  # nothing in the year before
        ([9] * 3, "nieuw"),
        ([8, 9], "nieuw"),
        ([9, 8, 9, 7, 10, 9], "oplopend"),
        ([12] * 12 + [12] * 7 + [1] * 5, "afnemend"),
        ([12] * 12 + [0] * 12, "voorbij"),
        ([12] * 18 + [0] * 6, "voorbij"),
        ([12] * 8 + [0, 1] * 8, "voorbij"),
        ([1, 0, 0, 1] * 6, "sporadisch"),
        ([9] + [0] * 11, "sporadisch"),
        ([9, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0], "sporadisch"),  # not now
        ([0, 0, 0, 9, 9, 9, 9, 9, 9, 0, 9, 1] * 2, "sporadisch"),  # active in 8 months only
    ],
)
def test_a_class_follows_its_definition(series, klasse):
    assert _class_of(_city(series)) == klasse


def test_hardnekkig_requires_nine_active_and_six_exceeding_months():
    eight = [9, 0, 9, 0, 9, 9, 0, 9, 0, 9, 9, 9]
    nine = [9, 0, 9, 0, 9, 9, 0, 9, 1, 9, 9, 9]
    assert _class_of(_city(eight * 2)) == "sporadisch"
    assert _class_of(_city(nine * 2)) == "hardnekkig"
    five = [1, 9, 1, 9, 1, 9, 1, 9, 1, 1, 9, 1]
    six = [1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 9, 1]
    classified = classify(_city(five * 2, six * 2), UNTIL).set_index("plek_id")
    assert list(classified.loc[["S0060", "S0061"], "maanden_boven_verwachting"]) == [5, 6]
    assert list(classified.loc[["S0060", "S0061"], "klasse"]) == ["sporadisch", "hardnekkig"]


def test_a_rise_and_a_fall_are_relative_to_the_season():
    season = 1 + 0.8 * np.sin(np.arange(24) / 12 * 2 * np.pi)  # the second half year falls
    rng = np.random.default_rng(5)
    usual = rng.poisson(2 * np.ones((80, 1)) * season)
    along = np.round(30 * season).astype(int)[None]
    against = np.r_[np.full(12, 30), np.linspace(40, 22, 12).astype(int)][None]
    counts = np.vstack([usual, along, against])
    table = place_table({"jeugd": {"melddesk": counts}}, UNTIL)
    classified = classify(table, UNTIL).set_index("plek_id")
    assert classified.loc["S0080", "klasse"] == "hardnekkig"
    assert classified.loc["S0080", "trend_p"] > 0.05


def test_a_fall_of_a_hotspot_counts_and_that_of_the_whole_theme_does_not():
    falling = list(range(24, 0, -2))
    assert _class_of(_city([24] * 12 + falling)) == "afnemend"
    usual = ordinary_places(months=24, mean=4.0)
    usual[:, 12:] = np.random.default_rng(2).binomial(usual[:, 12:], 0.5)
    with_all = np.vstack([usual, np.r_[np.full(12, 40), np.full(12, 20)][None]])
    table = place_table({"jeugd": {"melddesk": with_all}}, UNTIL)
    assert _class_of(table) == "hardnekkig"


def test_a_place_that_declines_with_all_others_does_not_fall():
    usual = ordinary_places(months=24, mean=4.0)
    usual[:, 12:] = np.random.default_rng(2).binomial(usual[:, 12:], 0.5)
    now_and_then = np.tile([1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0], 2) * np.repeat([40, 20], 12)
    alone = np.vstack([ordinary_places(months=24, mean=4.0), now_and_then])
    together = np.vstack([usual, now_and_then])
    for counts, klasse in ((together, "sporadisch"), (alone, "afnemend")):
        assert _class_of(place_table({"jeugd": {"melddesk": counts}}, UNTIL)) == klasse


def test_what_was_high_a_year_ago_is_not_new():
    assert _class_of(_city([12] * 3)) == "nieuw"
    assert _class_of(_city([12] * 3 + [0] * 18 + [12] * 3)) != "nieuw"


def test_columns_and_counts():
    police, reports = ordinary_places(seed=2), ordinary_places(seed=3)
    police[0, 12:], reports[0, 12:] = 0, 1
    table = place_table({"jeugd": {"politie": police, "melddesk": reports}}, UNTIL)
    classified = classify(table, UNTIL)
    assert tuple(classified.columns) == COLUMNS
    assert not classified.duplicated(["plek_id", "thema"]).any()
    row = classified.set_index("plek_id").loc["S0000"]
    assert (row["politie_12m"], row["melddesk_12m"], row["maanden_actief"]) == (0, 12, 12)
    assert not row["beide_bronnen"] and row["sleutel_stabiel"]
    assert row["maand_tot"] == "2020-06"
    assert classified.set_index("plek_id").loc["S0001", "beide_bronnen"]
    assert set(classified["klasse"]) <= set(CLASSES)


def test_a_theme_without_a_counterpart_has_no_zero():
    classified = classify(_city(STEADY * 2), UNTIL).set_index("plek_id")
    assert pd.isna(classified.loc["S0060", "politie_12m"])
    assert classified.loc["S0060", "melddesk_12m"] == sum(STEADY)


def test_one_of_two_sources_is_enough_to_be_a_hotspot():
    police, reports = ordinary_places(seed=2), ordinary_places(seed=3)
    for source in ("politie", "melddesk"):
        counts = {"politie": police.copy(), "melddesk": reports.copy()}
        counts[source][0] = STEADY * 2
        assert _class_of(place_table({"jeugd": counts}, UNTIL), 0) == "hardnekkig"


def test_all_from_one_address_is_no_hotspot():
    table = _city(STEADY * 2)

    def concentrated(addresses: int, with_address: int, share: float | None = None) -> pd.DataFrame:
        row = ("S0060", "jeugd", "melddesk", sum(STEADY), with_address, addresses, share)
        columns = "plek_id thema bron aantal met_adres adressen grootste_adres_pct".split()
        return pd.DataFrame([row], columns=columns)

    assert _class_of(table, concentration=concentrated(1, sum(STEADY), 100.0)) != "hardnekkig"
    assert _class_of(table, concentration=concentrated(2, sum(STEADY), 97.0)) == "hardnekkig"
    assert (
        _class_of(table, concentration=concentrated(1, 20)) == "hardnekkig"
    )  # the others may be elsewhere
    assert _class_of(table, concentration=concentrated(0, 0)) == "hardnekkig"  # no address is known
    classified = classify(table, UNTIL, concentrated(2, sum(STEADY), 97.0)).set_index("plek_id")
    assert classified.loc["S0060", "aandeel_grootste_bron_pct"] == 97
    assert pd.isna(classified.loc["S0001", "aandeel_grootste_bron_pct"])


# -- what is not known -------------------------------------------------------------------------


def _without(table: pd.DataFrame, source: str, *back: int) -> pd.DataFrame:
    """`table` with some months (0: the last) of a source unknown."""
    column = {"politie": "politie_registraties", "melddesk": "melddesk_meldingen"}[source]
    hit = table["maandnummer"].isin([UNTIL - number for number in back])
    return table.assign(**{column: table[column].mask(hit)})


def test_fewer_than_nine_known_months_are_undecidable():
    table = _city(STEADY * 2)
    assert _class_of(_without(table, "melddesk", 1, 4, 7)) == "hardnekkig"
    assert _class_of(_without(table, "melddesk", 1, 4, 7, 9)) == UNKNOWN
    assert _class_of(_without(_city([1] * 24), "melddesk", 1, 4, 7)) == "sporadisch"
    classified = classify(_without(table, "melddesk", 1), UNTIL).set_index("plek_id")
    assert pd.isna(classified.loc["S0060", "melddesk_12m"])
    assert classified.loc["S0060", "maanden_actief"] == 11


def test_a_short_history_is_undecidable():
    table = _city(STEADY * 2)
    for months, klasse in ((8, UNKNOWN), (9, "hardnekkig")):
        assert _class_of(table[table["maandnummer"] > UNTIL - months]) == klasse


def test_a_half_known_source_leaves_only_certain_classes():
    police, reports = ordinary_places(seed=2), ordinary_places(seed=3)
    police[0] = STEADY * 2
    table = place_table({"jeugd": {"politie": police, "melddesk": reports}}, UNTIL)
    table = _without(table, "melddesk", *range(6, 12))
    classified = classify(table, UNTIL).set_index("plek_id")["klasse"]
    assert classified["S0000"] == "hardnekkig"
    assert set(classified.drop("S0000")) == {UNKNOWN}


def test_a_source_that_stopped_before_the_window_is_left_out():
    police, reports = ordinary_places(seed=2), ordinary_places(seed=3)
    police[0] = STEADY * 2
    table = place_table({"jeugd": {"politie": police, "melddesk": reports}}, UNTIL)
    classified = classify(_without(table, "melddesk", *range(12)), UNTIL).set_index("plek_id")
    assert classified.loc["S0000", "klasse"] == "hardnekkig"
    assert UNKNOWN not in set(classified["klasse"])


def _renumbered(table: pd.DataFrame, back: int) -> pd.DataFrame:
    hit = table["maandnummer"] == UNTIL - back
    renumbered = table.copy()
    for column in ("plek_id", "straat_id"):
        renumbered[column] = renumbered[column].mask(hit, "N" + renumbered[column])
    return renumbered


@pytest.mark.parametrize(("back", "refused"), [(0, True), (11, True), (12, False)])
def test_a_month_with_other_keys_makes_classes_undecidable(back, refused):
    table = _renumbered(_city([3 * count for count in STEADY * 2], mean=3.0), back)
    classified = classify(table, UNTIL)
    assert list(classified["sleutel_stabiel"].unique()) == [not refused]
    assert (classified["klasse"] == UNKNOWN).all() == refused
    if not refused:
        assert _class_of(table) == "hardnekkig"


@pytest.mark.parametrize(("renumbered", "refused"), [(5, False), (40, True)])
def test_a_few_new_streets_are_no_break(renumbered, refused):
    table = _city([3 * count for count in STEADY * 2], mean=3.0)
    moved = {f"S{number:04}" for number in range(renumbered)}
    part = table["plek_id"].isin(moved)
    table = pd.concat([table[~part], _renumbered(table[part], 4)])
    assert set(classify(table, UNTIL)["sleutel_stabiel"]) == {not refused}


def test_a_break_found_by_the_gate_counts():
    table = _city(STEADY * 2).assign(melddesk_sleutel_gebroken=False)
    assert _class_of(table) == "hardnekkig"
    table["melddesk_sleutel_gebroken"] = table["maandnummer"] == UNTIL - 3
    assert set(classify(table, UNTIL)["klasse"]) == {UNKNOWN}


def test_a_break_in_one_source_affects_only_its_themes():
    police, reports = ordinary_places(seed=2), ordinary_places(seed=3)
    themes = {
        "jeugd": {"politie": police, "melddesk": reports},
        "afval": {"melddesk": reports},
        "vuurwerk": {"politie": police},
    }
    table = place_table(themes, UNTIL)
    table["melddesk_sleutel_gebroken"] = table["maandnummer"] == UNTIL - 3
    classified = classify(table, UNTIL).groupby("thema")["sleutel_stabiel"].unique()
    assert {theme: list(stable) for theme, stable in classified.items()} == {
        "jeugd": [False],
        "afval": [False],
        "vuurwerk": [True],
    }


def test_few_rows_and_a_wide_city_are_no_break():
    few = place_table({"jeugd": {"melddesk": np.eye(40, 24, dtype=int)}}, UNTIL)
    assert not Panel(few, UNTIL).broken("melddesk").any()
    # many streets, most of them new each month, as usual in a large city
    rng = np.random.default_rng(4)
    wide = rng.poisson(0.03, (5000, 24))
    panel = Panel(place_table({"jeugd": {"melddesk": wide}}, UNTIL), UNTIL)
    assert not panel.broken("melddesk").any()
    assert not panel.broken("politie").any()


def test_parts_of_an_unknown_place_are_not_a_place():
    table = _city(STEADY * 2)
    table.loc[table["plek_id"] == "S0060", "plek_soort"] = "deel onbekend"
    assert _class_of(table) is None


# -- properties --------------------------------------------------------------------------------


@settings(max_examples=8)
@given(st.integers(0, 1000))
def test_row_order_and_place_names_do_not_matter(seed):
    table = _city(STEADY * 2, [9] * 3, places=25)
    shuffled = table.sample(frac=1, random_state=seed)
    classified = classify(table, UNTIL)
    pd.testing.assert_frame_equal(classify(shuffled, UNTIL), classified)
    other = dict(zip(table["plek_id"].unique(), shuffled["plek_id"].unique(), strict=True))
    renamed = table.assign(
        plek_id=table["plek_id"].map(other), straat_id=table["plek_id"].map(other)
    )
    again = classify(renamed, UNTIL).set_index("plek_id")
    assert {place: again.loc[other[place], "klasse"] for place in classified["plek_id"]} == dict(
        zip(classified["plek_id"], classified["klasse"], strict=True)
    )


@pytest.mark.parametrize("until", [UNTIL - 1, UNTIL - 9])
def test_later_months_are_ignored(until):
    table = _city(STEADY * 2, [12] * 12, [30] * 3)
    known = table[table["maandnummer"] <= until]
    pd.testing.assert_frame_equal(classify(table, until), classify(known, until))


def test_no_rows_give_no_hotspots():
    table = _city(STEADY)
    assert classify(table.head(0), UNTIL).empty
    assert tuple(classify(table.head(0), UNTIL).columns) == COLUMNS
    assert classify(table, 1990 * 12).empty


@pytest.mark.parametrize(("spread", "most"), [("equal", 0), ("gamma", 1), ("lognormal", 10)])
@pytest.mark.parametrize("phi", [1.0, 1.6])
def test_without_planted_hotspots_hardly_any_place_is_classified(spread, most, phi):
    rng = np.random.default_rng(11)
    season = 1 + 0.4 * np.sin(np.arange(24) / 6 * np.pi)
    counts = {}
    for theme in range(8):
        rates = {
            "equal": np.ones(200),
            "gamma": rng.gamma(1.5, 1 / 1.5, 200),
            "lognormal": rng.lognormal(0, 0.7, 200),
        }[spread]
        mean = rates[:, None] * season * (0.2, 1.0)[theme % 2]
        drawn = rng.poisson(mean)
        if phi > 1:
            drawn = rng.negative_binomial(mean / (phi - 1), 1 / phi)
        counts[f"thema {theme}"] = {"melddesk": drawn}
    classified = classify(place_table(counts, UNTIL), UNTIL)["klasse"]
    assert classified.isin(["hardnekkig", "nieuw", "oplopend", "afnemend", "voorbij"]).sum() <= most
    assert len(classified) > 1000
