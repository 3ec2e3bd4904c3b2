"""Tests of hotspots: what is usual for a place, trends, classes, keys that break, and samples in
which nothing is planted.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from assets.indicators.effects import expected_without_measure, wdd
from assets.indicators.hotspots import CLASSES, COLUMNS, UNKNOWN, classify
from assets.indicators.places import Panel
from assets.indicators.trend import mann_kendall
from assets.indicators.usual import log_probability, overdispersion, upper_tail, usual_place
from benchmarks.hotspots import place_table

UNTIL = 2020 * 12 + 5
ALL = np.ones(12, dtype=bool)


def _usual(places: int = 60, months: int = 24, mean: float = 0.8, seed: int = 1) -> np.ndarray:
    """Counts of places of which none is a hotspot, with a season."""
    chance = np.random.default_rng(seed)
    season = 1 + 0.3 * np.sin(np.arange(months) / 6 * np.pi)
    return chance.poisson(chance.gamma(4, mean / 4, places)[:, None] * season)


def _city(*series: list[int] | np.ndarray, source: str = "melddesk", **more) -> pd.DataFrame:
    """Usual places S0000 to S0059 of one source, and after them a place for each of `series` (its
    last months; 0 before)."""
    usual = _usual(**more)
    rows = [np.r_[np.zeros(usual.shape[1] - len(one), dtype=int), one] for one in series]
    return place_table({"jeugd": {source: np.vstack([usual, *rows])}}, UNTIL)


def _class_of(table: pd.DataFrame, place: int = 60, until: int = UNTIL, **more) -> str | None:
    found = classify(table, until, **more).set_index("plek_id")["klasse"]
    return found.get(f"S{place:04}")


# -- the test of a trend -----------------------------------------------------------------------


@given(st.lists(st.integers(0, 6), min_size=4, max_size=15))
def test_tau_is_that_of_scipy_and_p_too_but_for_the_correction(values):
    tau, p = mann_kendall(np.array([values]))
    expected = stats.kendalltau(np.arange(len(values)), values, method="asymptotic")
    if np.isnan(expected.statistic):
        assert np.isnan(tau[0]) and np.isnan(p[0])
        return
    assert tau[0] == pytest.approx(expected.statistic)
    # undo the correction for continuity: |S| - 1 instead of |S|
    pairs = np.triu_indices(len(values), 1)
    s = abs(sum(np.sign(values[j] - values[i]) for i, j in zip(*pairs, strict=True)))
    if s > 1:
        z = stats.norm.isf(p[0] / 2) * s / (s - 1)
        assert 2 * stats.norm.sf(z) == pytest.approx(expected.pvalue)
    else:
        assert p[0] == 1


def test_a_trend_with_and_without_ties_is_that_of_the_books():
    # twelve that rise: S = 66, variance 12 x 11 x 29 / 18 = 212.67, z = 65 / 14.58
    tau, p = mann_kendall(
        np.arange(12)[None],
    )
    assert tau[0] == 1
    assert p[0] == pytest.approx(2 * stats.norm.sf(65 / np.sqrt(212.6667)), rel=1e-4)
    # two groups of six: S = 36, variance (3828 - 2 x 6 x 5 x 17) / 18
    tau, p = mann_kendall(np.array([[0] * 6 + [5] * 6]))
    assert p[0] == pytest.approx(2 * stats.norm.sf(35 / np.sqrt((3828 - 1020) / 18)))
    assert tau[0] == pytest.approx(36 / np.sqrt(66 * 36))


def test_two_sources_are_taken_together_without_adding_counts():
    up, down, flat = np.arange(12)[None], np.arange(12)[None, ::-1], np.zeros((1, 12))
    assert mann_kendall(up, down)[0] == 0
    assert mann_kendall(up, down)[1] == 1
    assert mann_kendall(up, up)[1] < mann_kendall(up)[1]
    assert mann_kendall(up, flat) == mann_kendall(up)
    assert np.isnan(mann_kendall(flat, flat)).all()
    assert mann_kendall(up, 1000 * down)[0] == 0


# -- what is usual -----------------------------------------------------------------------------


@given(st.integers(0, 40), st.floats(0.05, 30), st.sampled_from([1.0, 1.2, 1.6, 4.6]))
def test_the_distribution_is_that_of_scipy(count, mean, phi):
    if phi == 1:
        tail, log = stats.poisson.sf(count - 1, mean), stats.poisson.logpmf(count, mean)
    else:
        size = mean / (phi - 1)
        tail = stats.nbinom.sf(count - 1, size, 1 / phi)
        log = stats.nbinom.logpmf(count, size, 1 / phi)
    assert upper_tail(np.array(count), np.array(mean), phi) == pytest.approx(tail, abs=1e-10)
    assert log_probability(count, mean, phi) == pytest.approx(log, rel=1e-7)


@pytest.mark.parametrize("phi", [1.0, 1.6, 3.0])
def test_overdispersion_is_found_whatever_the_differences_between_places(phi):
    chance = np.random.default_rng(3)
    season = 1 + 0.5 * np.sin(np.arange(12) / 6 * np.pi)
    mean = chance.gamma(2, 1.0, 400)[:, None] * season
    counts = chance.poisson(mean)
    if phi > 1:
        counts = chance.negative_binomial(mean / (phi - 1), 1 / phi)
    assert overdispersion(counts.astype(float), season) == pytest.approx(phi, abs=0.12 * phi)


def test_what_is_usual_is_found_back_and_not_moved_by_hotspots():
    chance = np.random.default_rng(8)
    rates = chance.lognormal(np.log(2), 0.6, 300)
    season = 1 + 0.4 * np.sin(np.arange(12) / 6 * np.pi)
    counts = chance.poisson(rates[:, None] * season).astype(float)
    usual = usual_place(counts, ALL)
    assert np.exp(usual.log_median) == pytest.approx(2, rel=0.1)
    assert usual.sigma == pytest.approx(0.6, abs=0.08)
    assert usual.phi == pytest.approx(1, abs=0.08)
    assert usual.season == pytest.approx(season, abs=0.12)
    assert usual.season.mean() == pytest.approx(1)
    counts[:15] *= 20
    hot = usual_place(counts, ALL)
    assert hot.log_median == pytest.approx(usual.log_median, abs=0.1)
    assert hot.sigma == pytest.approx(usual.sigma, abs=0.12)
    assert hot.season == pytest.approx(usual.season, abs=0.1)


def test_the_chance_of_a_count_is_what_places_show():
    chance = np.random.default_rng(9)
    counts = chance.poisson(chance.lognormal(0, 0.8, 4000)[:, None] * np.ones(12)).astype(float)
    usual = usual_place(counts, ALL)
    totals = counts.sum(axis=1)
    for share in (0.2, 0.05, 0.01):
        limit = np.quantile(totals, 1 - share)
        seen = (totals >= limit).mean()
        assert float(usual.chance(limit, 12.0)) == pytest.approx(seen, rel=0.35)
    months = usual.chance(counts, usual.season) <= 0.01
    assert 0.003 < months.mean() < 0.011
    assert float(usual.chance(0, 12.0)) == pytest.approx(1)
    assert usual.chance(np.array([3.0, 3.0]), np.array([1.0, 2.0]))[0] < 0.5


def test_a_chance_falls_with_the_count_and_rises_with_the_months():
    usual = usual_place(_usual().astype(float), np.ones(24, dtype=bool))
    chances = usual.chance(np.arange(30), 12.0)
    assert (np.diff(chances) < 0).all()
    assert usual.chance(10, 24.0) > usual.chance(10, 12.0) > usual.chance(10, 6.0)


def test_nothing_is_usual_where_nothing_was_counted():
    assert usual_place(np.zeros((5, 12)), ALL) is None
    assert usual_place(np.ones((5, 12)), ~ALL) is None
    assert usual_place(np.zeros((0, 12)), ALL) is None


def test_who_was_high_is_expected_to_come_down():
    counts = _usual(places=300, months=12, mean=1.0).astype(float)
    usual = usual_place(counts, ALL)
    # what a place of 30 had is in part chance: a third less a year later is not unlikely ...
    chance = usual.chance_of_fewer(np.array([30.0]), 12.0, np.array([20.0]), 12.0)
    naive = stats.poisson.cdf(20, 30)
    assert chance[0] > 2 * naive
    # ... but hardly anything is
    assert usual.chance_of_fewer(np.array([30.0]), 12.0, np.array([4.0]), 12.0) < 0.001
    assert usual.chance_of_fewer(np.array([0.0]), 0.0, np.array([0.0]), 0.0) <= 1


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
def test_a_class_is_what_its_definition_says(series, klasse):
    assert _class_of(_city(series)) == klasse


def test_hardnekkig_asks_for_nine_active_months_and_six_above():
    eight = [9, 0, 9, 0, 9, 9, 0, 9, 0, 9, 9, 9]
    nine = [9, 0, 9, 0, 9, 9, 0, 9, 1, 9, 9, 9]
    assert _class_of(_city(eight * 2)) == "sporadisch"
    assert _class_of(_city(nine * 2)) == "hardnekkig"
    five = [1, 9, 1, 9, 1, 9, 1, 9, 1, 1, 9, 1]
    six = [1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 9, 1]
    found = classify(_city(five * 2, six * 2), UNTIL).set_index("plek_id")
    assert list(found.loc[["S0060", "S0061"], "maanden_boven_verwachting"]) == [5, 6]
    assert list(found.loc[["S0060", "S0061"], "klasse"]) == ["sporadisch", "hardnekkig"]


def test_a_rise_and_a_fall_are_relative_to_the_season():
    season = 1 + 0.8 * np.sin(np.arange(24) / 12 * 2 * np.pi)  # the second half year falls
    chance = np.random.default_rng(5)
    usual = chance.poisson(2 * np.ones((80, 1)) * season)
    along = np.round(30 * season).astype(int)[None]
    against = np.r_[np.full(12, 30), np.linspace(40, 22, 12).astype(int)][None]
    counts = np.vstack([usual, along, against])
    table = place_table({"jeugd": {"melddesk": counts}}, UNTIL)
    found = classify(table, UNTIL).set_index("plek_id")
    assert found.loc["S0080", "klasse"] == "hardnekkig"
    assert found.loc["S0080", "trend_p"] > 0.05


def test_a_fall_of_a_hotspot_is_told_and_that_of_the_whole_theme_is_not():
    falling = list(range(24, 0, -2))
    assert _class_of(_city([24] * 12 + falling)) == "afnemend"
    usual = _usual(months=24, mean=4.0)
    usual[:, 12:] = np.random.default_rng(2).binomial(usual[:, 12:], 0.5)
    with_all = np.vstack([usual, np.r_[np.full(12, 40), np.full(12, 20)][None]])
    table = place_table({"jeugd": {"melddesk": with_all}}, UNTIL)
    assert _class_of(table) == "hardnekkig"


def test_a_place_that_comes_down_with_all_others_does_not_fall():
    usual = _usual(months=24, mean=4.0)
    usual[:, 12:] = np.random.default_rng(2).binomial(usual[:, 12:], 0.5)
    now_and_then = np.tile([1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0], 2) * np.repeat([40, 20], 12)
    alone = np.vstack([_usual(months=24, mean=4.0), now_and_then])
    together = np.vstack([usual, now_and_then])
    for counts, klasse in ((together, "sporadisch"), (alone, "afnemend")):
        assert _class_of(place_table({"jeugd": {"melddesk": counts}}, UNTIL)) == klasse


def test_what_was_high_a_year_ago_is_not_new():
    assert _class_of(_city([12] * 3)) == "nieuw"
    assert _class_of(_city([12] * 3 + [0] * 18 + [12] * 3)) != "nieuw"


def test_columns_and_counts():
    police, reports = _usual(seed=2), _usual(seed=3)
    police[0, 12:], reports[0, 12:] = 0, 1
    table = place_table({"jeugd": {"politie": police, "melddesk": reports}}, UNTIL)
    found = classify(table, UNTIL)
    assert tuple(found.columns) == COLUMNS
    assert not found.duplicated(["plek_id", "thema"]).any()
    row = found.set_index("plek_id").loc["S0000"]
    assert (row["politie_12m"], row["melddesk_12m"], row["maanden_actief"]) == (0, 12, 12)
    assert not row["beide_bronnen"] and row["sleutel_stabiel"]
    assert row["maand_tot"] == "2020-06"
    assert found.set_index("plek_id").loc["S0001", "beide_bronnen"]
    assert set(found["klasse"]) <= set(CLASSES)


def test_a_theme_without_a_counterpart_has_no_zero():
    found = classify(_city(STEADY * 2), UNTIL).set_index("plek_id")
    assert pd.isna(found.loc["S0060", "politie_12m"])
    assert found.loc["S0060", "melddesk_12m"] == sum(STEADY)


def test_one_of_two_sources_is_enough_to_be_a_hotspot():
    police, reports = _usual(seed=2), _usual(seed=3)
    for source in ("politie", "melddesk"):
        counts = {"politie": police.copy(), "melddesk": reports.copy()}
        counts[source][0] = STEADY * 2
        assert _class_of(place_table({"jeugd": counts}, UNTIL), 0) == "hardnekkig"


def test_all_from_one_address_is_no_hotspot():
    table = _city(STEADY * 2)

    def told(addresses: int, with_address: int, share: float | None = None) -> pd.DataFrame:
        row = ("S0060", "jeugd", "melddesk", sum(STEADY), with_address, addresses, share)
        columns = "plek_id thema bron aantal met_adres adressen grootste_adres_pct".split()
        return pd.DataFrame([row], columns=columns)

    assert _class_of(table, concentration=told(1, sum(STEADY), 100.0)) != "hardnekkig"
    assert _class_of(table, concentration=told(2, sum(STEADY), 97.0)) == "hardnekkig"
    assert _class_of(table, concentration=told(1, 20)) == "hardnekkig"  # others may be elsewhere
    assert _class_of(table, concentration=told(0, 0)) == "hardnekkig"  # no address is known
    found = classify(table, UNTIL, told(2, sum(STEADY), 97.0)).set_index("plek_id")
    assert found.loc["S0060", "aandeel_grootste_bron_pct"] == 97
    assert pd.isna(found.loc["S0001", "aandeel_grootste_bron_pct"])


# -- what is not known -------------------------------------------------------------------------


def _without(table: pd.DataFrame, source: str, *back: int) -> pd.DataFrame:
    """`table` with months (0: the last) in which a source is not known."""
    column = {"politie": "politie_registraties", "melddesk": "melddesk_meldingen"}[source]
    hit = table["maandnummer"].isin([UNTIL - one for one in back])
    return table.assign(**{column: table[column].mask(hit)})


def test_less_than_nine_known_months_say_nothing():
    table = _city(STEADY * 2)
    assert _class_of(_without(table, "melddesk", 1, 4, 7)) == "hardnekkig"
    assert _class_of(_without(table, "melddesk", 1, 4, 7, 9)) == UNKNOWN
    assert _class_of(_without(_city([1] * 24), "melddesk", 1, 4, 7)) == "sporadisch"
    found = classify(_without(table, "melddesk", 1), UNTIL).set_index("plek_id")
    assert pd.isna(found.loc["S0060", "melddesk_12m"])
    assert found.loc["S0060", "maanden_actief"] == 11


def test_a_young_history_says_nothing():
    table = _city(STEADY * 2)
    for months, klasse in ((8, UNKNOWN), (9, "hardnekkig")):
        assert _class_of(table[table["maandnummer"] > UNTIL - months]) == klasse


def test_a_source_that_is_half_there_leaves_only_what_is_certain():
    police, reports = _usual(seed=2), _usual(seed=3)
    police[0] = STEADY * 2
    table = place_table({"jeugd": {"politie": police, "melddesk": reports}}, UNTIL)
    table = _without(table, "melddesk", *range(6, 12))
    found = classify(table, UNTIL).set_index("plek_id")["klasse"]
    assert found["S0000"] == "hardnekkig"
    assert set(found.drop("S0000")) == {UNKNOWN}


def test_a_source_that_stopped_before_the_window_is_left_out():
    police, reports = _usual(seed=2), _usual(seed=3)
    police[0] = STEADY * 2
    table = place_table({"jeugd": {"politie": police, "melddesk": reports}}, UNTIL)
    found = classify(_without(table, "melddesk", *range(12)), UNTIL).set_index("plek_id")
    assert found.loc["S0000", "klasse"] == "hardnekkig"
    assert UNKNOWN not in set(found["klasse"])


def _renumbered(table: pd.DataFrame, back: int) -> pd.DataFrame:
    hit = table["maandnummer"] == UNTIL - back
    renumbered = table.copy()
    for column in ("plek_id", "straat_id"):
        renumbered[column] = renumbered[column].mask(hit, "N" + renumbered[column])
    return renumbered


@pytest.mark.parametrize(("back", "refused"), [(0, True), (11, True), (12, False)])
def test_a_month_with_other_keys_is_refused(back, refused):
    table = _renumbered(_city([3 * one for one in STEADY * 2], mean=3.0), back)
    found = classify(table, UNTIL)
    assert list(found["sleutel_stabiel"].unique()) == [not refused]
    assert (found["klasse"] == UNKNOWN).all() == refused
    if not refused:
        assert _class_of(table) == "hardnekkig"


@pytest.mark.parametrize(("renumbered", "refused"), [(5, False), (40, True)])
def test_a_break_is_told_from_a_few_new_streets(renumbered, refused):
    table = _city([3 * one for one in STEADY * 2], mean=3.0)
    moved = {f"S{number:04}" for number in range(renumbered)}
    part = table["plek_id"].isin(moved)
    table = pd.concat([table[~part], _renumbered(table[part], 4)])
    assert set(classify(table, UNTIL)["sleutel_stabiel"]) == {not refused}


def test_the_gate_of_a_delivery_is_believed():
    table = _city(STEADY * 2).assign(melddesk_sleutel_gebroken=False)
    assert _class_of(table) == "hardnekkig"
    table["melddesk_sleutel_gebroken"] = table["maandnummer"] == UNTIL - 3
    assert set(classify(table, UNTIL)["klasse"]) == {UNKNOWN}


def test_a_break_of_one_source_refuses_its_themes_only():
    police, reports = _usual(seed=2), _usual(seed=3)
    themes = {
        "jeugd": {"politie": police, "melddesk": reports},
        "afval": {"melddesk": reports},
        "vuurwerk": {"politie": police},
    }
    table = place_table(themes, UNTIL)
    table["melddesk_sleutel_gebroken"] = table["maandnummer"] == UNTIL - 3
    found = classify(table, UNTIL).groupby("thema")["sleutel_stabiel"].unique()
    assert {theme: list(stable) for theme, stable in found.items()} == {
        "jeugd": [False],
        "afval": [False],
        "vuurwerk": [True],
    }


def test_few_rows_and_a_wide_city_are_no_break():
    few = place_table({"jeugd": {"melddesk": np.eye(40, 24, dtype=int)}}, UNTIL)
    assert not Panel(few, UNTIL).broken("melddesk").any()
    # many streets of which most are new each month, as always
    chance = np.random.default_rng(4)
    wide = chance.poisson(0.03, (5000, 24))
    panel = Panel(place_table({"jeugd": {"melddesk": wide}}, UNTIL), UNTIL)
    assert not panel.broken("melddesk").any()
    assert not panel.broken("politie").any()


def test_parts_of_which_the_place_is_not_known_are_no_place():
    table = _city(STEADY * 2)
    table.loc[table["plek_id"] == "S0060", "plek_soort"] = "deel onbekend"
    assert _class_of(table) is None


# -- laws --------------------------------------------------------------------------------------


@settings(max_examples=8)
@given(st.integers(0, 1000))
def test_the_order_of_rows_and_the_names_of_places_change_nothing(seed):
    table = _city(STEADY * 2, [9] * 3, places=25)
    shuffled = table.sample(frac=1, random_state=seed)
    found = classify(table, UNTIL)
    pd.testing.assert_frame_equal(classify(shuffled, UNTIL), found)
    other = dict(zip(table["plek_id"].unique(), shuffled["plek_id"].unique(), strict=True))
    renamed = table.assign(
        plek_id=table["plek_id"].map(other), straat_id=table["plek_id"].map(other)
    )
    again = classify(renamed, UNTIL).set_index("plek_id")
    assert {place: again.loc[other[place], "klasse"] for place in found["plek_id"]} == dict(
        zip(found["plek_id"], found["klasse"], strict=True)
    )


@pytest.mark.parametrize("until", [UNTIL - 1, UNTIL - 9])
def test_nothing_later_is_looked_at(until):
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
def test_where_nothing_is_planted_hardly_any_place_is_called_something(spread, most, phi):
    chance = np.random.default_rng(11)
    season = 1 + 0.4 * np.sin(np.arange(24) / 6 * np.pi)
    counts = {}
    for theme in range(8):
        rates = {
            "equal": np.ones(200),
            "gamma": chance.gamma(1.5, 1 / 1.5, 200),
            "lognormal": chance.lognormal(0, 0.7, 200),
        }[spread]
        mean = rates[:, None] * season * (0.2, 1.0)[theme % 2]
        drawn = chance.poisson(mean)
        if phi > 1:
            drawn = chance.negative_binomial(mean / (phi - 1), 1 / phi)
        counts[f"thema {theme}"] = {"melddesk": drawn}
    found = classify(place_table(counts, UNTIL), UNTIL)["klasse"]
    assert found.isin(["hardnekkig", "nieuw", "oplopend", "afnemend", "voorbij"]).sum() <= most
    assert len(found) > 1000


# -- effects -----------------------------------------------------------------------------------


def test_the_weighted_displacement_difference_is_that_of_ptools():
    difference, error = wdd((207, 110), (308, 318), (178, 157), (150, 140))
    assert difference == -118
    assert error == pytest.approx(np.sqrt(1568))
    assert wdd((10, 5), (10, 10)) == (-5, pytest.approx(np.sqrt(35)))


def test_chosen_places_come_down_without_a_measure():
    chance = np.random.default_rng(6)
    rates = chance.gamma(2, 5, 2000)
    before, after = chance.poisson(rates), chance.poisson(rates)
    chosen = before >= np.quantile(before, 0.95)
    expected, error = expected_without_measure(before, chosen)
    assert after[chosen].sum() < before[chosen].sum() - 3 * error  # the naive comparison errs
    assert abs(after[chosen].sum() - expected) < 3 * error
    same = np.full(50, 7)
    assert expected_without_measure(same, np.arange(50) < 5)[0] == 35
    assert expected_without_measure(before, chosen, 0.5)[0] == pytest.approx(expected / 2)
    assert expected_without_measure(before, chosen, phi=4)[1] == pytest.approx(2 * error)
