"""Tests of the ranking of places for the next quarter, and of the scores of ranked lists."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.indicators import forecast
from assets.indicators.forecast import expected_quarter, expected_shares
from assets.indicators.methods import METHODS, MODEL, YEAR_SUM, best
from assets.indicators.months import month_number
from assets.indicators.places import Series
from assets.indicators.ranking import COLUMNS, SCORE_COLUMNS, chosen, rank, score_lists
from assets.indicators.scores import score
from benchmarks.hotspots import RULES, place_table, read_thefts, scores_of

UNTIL = 2020 * 12 + 5
EXPORT = Path(__file__).resolve().parents[3] / "shared" / "data" / "police_bvh_groningen"


def _known(counts) -> Series:
    counts = np.asarray(counts, dtype=float)
    return Series(counts, np.ones(counts.shape[1], dtype=bool))


def _counts(places: int = 40, months: int = 24, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(0.7, 2, places)[:, None] * np.ones(months))


# -- scores ------------------------------------------------------------------------------------


def test_scores_follow_their_definitions():
    # the two places ranked first have 6 of 20 events; the best two have 10
    happened = np.array([2, 4, 6, 4, 1, 1, 1, 1, 0, 0])
    result = score(np.array([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), happened, 0.2)
    assert (result.places, result.all_places, result.events, result.hits) == (2, 10, 20, 6)
    assert result.hit_rate == pytest.approx(0.3)
    assert result.pai == pytest.approx(0.3 / 0.2)
    assert result.pei == pytest.approx(0.6)
    assert result.stayed == 0.5  # ties keep their order


def test_a_score_without_events_is_none_and_a_top_is_never_empty():
    result = score(np.arange(5), np.zeros(5), 0.01)
    assert (result.places, result.hits) == (1, 0)
    assert (result.hit_rate, result.pai, result.pei, result.stayed) == (None,) * 4
    assert score(np.zeros(0), np.zeros(0), 0.01).places == 0


@given(st.lists(st.integers(0, 30), min_size=3, max_size=60), st.sampled_from([0.01, 0.05, 0.5]))
def test_a_perfect_forecast_has_the_best_score(happened, share):
    happened = np.array(happened)
    result = score(happened, happened, share)
    if happened.any():
        assert result.pei == 1 and result.stayed == 1
        other = score(np.arange(len(happened)), happened, share)
        assert 0 <= other.pei <= 1
        assert other.pai == pytest.approx(other.pei * result.pai)


@pytest.mark.parametrize(
    ("rule", "share", "pai", "low", "high", "pei", "stayed"),
    [
        ("last month", 0.01, 16.9, 12.5, 24.1, 0.754, 0.52),
        ("3 months", 0.01, 19.7, 14.7, 27.1, 0.878, 0.67),
        ("12 months", 0.01, 20.1, 14.9, 27.6, 0.895, 0.68),
        ("months active of 12", 0.01, 19.4, 14.5, 27.0, 0.866, 0.67),
        ("last month", 0.05, 7.1, 5.6, 8.6, 0.699, 0.45),
        ("3 months", 0.05, 7.8, 6.4, 9.0, 0.774, 0.52),
        ("12 months", 0.05, 8.4, 7.1, 9.9, 0.834, 0.58),
        ("months active of 12", 0.05, 8.3, 6.7, 10.0, 0.819, 0.57),
    ],
)
def test_published_scores_of_simple_rules_in_a_real_city_are_reproduced(
    thefts, rule, share, pai, low, high, pei, stayed
):
    result = scores_of(thefts, RULES[rule], share)
    assert round(result["pai"].mean(), 1) == pai
    assert (round(result["pai"].min(), 1), round(result["pai"].max(), 1)) == (low, high)
    assert round(result["pei"].mean(), 3) == pei
    assert round(result["stayed"].mean(), 2) == stayed


@pytest.mark.parametrize("share", [0.01, 0.05])
def test_our_ranking_beats_the_sum_of_a_year(thefts, share):
    year, ours = (scores_of(thefts, RULES[rule], share)["pei"] for rule in ("12 months", "ours"))
    assert ours[8:].mean() > year[8:].mean()
    assert ours.mean() > year.mean() + 0.005


@pytest.fixture(scope="module")
def thefts() -> np.ndarray:
    """Bicycle thefts [street, month]; only aggregates are tested."""
    counts = read_thefts(EXPORT) if EXPORT.is_dir() else None
    if counts is None:
        pytest.skip("the export of Groningen is not there")
    assert counts.shape == (1061, 48) and counts.sum() == 14210
    return counts


# -- expected counts --------------------------------------------------------------------------


def test_shares_of_a_theme_sum_to_one_and_none_is_negative():
    series = _known(_counts())
    shares = expected_shares(series.counts, series.known, UNTIL)
    assert shares.sum() == pytest.approx(1)
    assert (shares >= 0).all()
    assert expected_quarter(series, UNTIL).sum() == pytest.approx(
        series.counts[:, -12:].sum() / 4, rel=0.25
    )


def test_chance_differences_shrink_and_real_ones_remain():
    alike = np.random.default_rng(3).poisson(0.5, (200, 24))
    apart = alike.copy()
    apart[0] = 30
    for counts, least, most in ((alike, 0, 1.6), (apart, 20, 70)):
        expected = expected_quarter(_known(counts), UNTIL)
        assert least < expected.max() / np.median(expected) < most


def test_after_a_change_only_recent_months_count():
    counts = _counts(places=60, months=30)
    counts[0] = [15] * 18 + [0] * 12  # gone a year ago
    counts[1] = [0] * 24 + [15] * 6  # came half a year ago
    counts[2] = 15
    expected = expected_quarter(_known(counts), UNTIL)
    assert expected[0] < 3
    assert expected[1] == pytest.approx(45, rel=0.35)
    assert expected[2] == pytest.approx(45, rel=0.2)


def test_one_quiet_or_busy_month_has_little_influence():
    counts = _counts(places=60, months=30)
    counts[0] = counts[1] = counts[2] = 10
    counts[1, -2], counts[2, -2] = 0, 20
    steady, quiet, busy = expected_quarter(_known(counts), UNTIL)[:3]
    assert 0.75 * steady < quiet < steady < busy < 1.3 * steady


def test_the_season_of_the_theme_and_of_the_place_count(monkeypatch):
    months = np.arange(UNTIL - 35, UNTIL + 1) % 12
    winter = np.where(np.isin(months, [11, 0, 1]), 20, 2)
    counts = np.vstack([np.tile(winter, (20, 1))])
    before_winter = expected_quarter(_known(counts[:, :-7]), UNTIL - 7)  # the last is November
    after_winter = expected_quarter(_known(counts), UNTIL)
    assert before_winter.sum() > 4 * after_winter.sum()
    # a place that is busy in the coming months
    own = np.random.default_rng(1).poisson(5, (30, 36)).astype(float)
    own[0] = np.where(np.isin(months, [6, 7, 8]), 30, 2)
    own[1] = np.where(np.isin(months, [4, 5, 6]), 30, 2)  # its season is nearly over
    expected = expected_quarter(_known(own), UNTIL)
    monkeypatch.setattr(forecast, "SEASON_BOOST", 0.0)
    without = expected_quarter(_known(own), UNTIL)
    assert expected[0] > 1.1 * without[0]
    assert expected[1] < 1.05 * without[1]


def test_unknown_months_are_skipped():
    counts = _counts(months=30).astype(float)
    known = np.ones(30, dtype=bool)
    known[[3, 20, 28]] = False
    hidden = np.where(known, counts, 0.0)
    expected = expected_quarter(Series(hidden, known), UNTIL)
    assert expected.sum() == pytest.approx(expected_quarter(_known(counts), UNTIL).sum(), rel=0.2)
    none = Series(np.zeros((4, 14)), np.arange(14) < 2)
    assert np.isnan(expected_quarter(none, UNTIL)).all()
    assert (expected_quarter(_known(np.zeros((4, 14))), UNTIL) == 0).all()


@given(st.permutations(range(12)))
def test_the_order_of_places_does_not_matter(order):
    counts = _counts(places=12)
    expected = expected_quarter(_known(counts), UNTIL)
    assert expected_quarter(_known(counts[order]), UNTIL) == pytest.approx(expected[order])


# -- the list ----------------------------------------------------------------------------------


def _table(police: np.ndarray | None, reports: np.ndarray | None, theme="jeugd") -> pd.DataFrame:
    own = {"politie": police, "melddesk": reports}
    counts = {source: values for source, values in own.items() if values is not None}
    return place_table({theme: counts}, UNTIL)


def test_the_list_has_a_rank_by_source_and_a_combined_one():
    police, reports = np.zeros((4, 24), dtype=int), np.zeros((4, 24), dtype=int)
    police[:, :] = [[4], [2], [1], [0]]
    reports[:, :] = [[20], [60], [10], [30]]
    result = rank(_table(police, reports), UNTIL)
    assert tuple(result.columns) == COLUMNS
    by_place = result.set_index("plek_id")
    assert list(by_place.loc[["S0000", "S0001", "S0002", "S0003"], "rang_politie"]) == [1, 2, 3, 4]
    assert list(by_place.loc[["S0000", "S0001", "S0002", "S0003"], "rang_melddesk"]) == [3, 1, 4, 2]
    # shares: 4/7 + 20/120, 2/7 + 60/120, 1/7 + 10/120, 0 + 30/120
    assert list(result["plek_id"]) == ["S0001", "S0000", "S0003", "S0002"]
    assert list(result["rang"]) == [1, 2, 3, 4]
    assert by_place["verwacht_kwartaal_politie"].sum() == pytest.approx(21, rel=0.02)
    assert by_place["verwacht_kwartaal_melddesk"].sum() == pytest.approx(360, rel=0.02)


def test_a_source_with_ten_times_the_rows_weighs_no_more():
    police, reports = _counts(seed=1), _counts(seed=2)
    result = rank(_table(police, reports), UNTIL).set_index("plek_id")["rang"]
    more = rank(_table(police, 10 * reports), UNTIL).set_index("plek_id")["rang"]
    assert result.corr(more, method="spearman") > 0.97


def test_a_source_that_does_not_register_the_theme_is_left_out():
    reports = _counts()
    result = rank(_table(None, reports), UNTIL)
    assert result["verwacht_kwartaal_politie"].isna().all()
    assert list(result["verwacht_kwartaal_melddesk"]) == sorted(
        result["verwacht_kwartaal_melddesk"], reverse=True
    )
    assert list(result["rang"]) == list(range(1, len(result) + 1))


def test_the_share_of_a_theme_of_one_source_is_not_halved():
    both = {"politie": np.full((5, 24), 4), "melddesk": np.full((5, 24), 2)}
    only = np.zeros((5, 24), dtype=int)
    only[0] = 3
    result = rank(place_table({"jeugd": both, "dieren": {"melddesk": only}}, UNTIL), UNTIL)
    # 3/13 of the reports, compared with the mean of 1/5 and 2/13
    assert result.loc[0, "thema"] == "dieren"


def test_a_source_with_less_than_a_year_is_left_out():
    table = _table(_counts(seed=1), _counts(seed=2))
    table["politie_registraties"] = table["politie_registraties"].mask(
        table["maandnummer"] < UNTIL - 10
    )
    assert rank(table, UNTIL)["verwacht_kwartaal_politie"].isna().all()


def test_ties_are_in_alphabetical_order():
    result = rank(_table(None, np.ones((5, 24), dtype=int)), UNTIL)
    assert list(result["straatnaam"]) == sorted(result["straatnaam"])


def test_later_months_and_row_order_do_not_matter():
    table = _table(_counts(seed=1), _counts(seed=2))
    until = UNTIL - 4
    result = rank(table, until)
    pd.testing.assert_frame_equal(result, rank(table[table["maandnummer"] <= until], until))
    pd.testing.assert_frame_equal(result, rank(table.sample(frac=1, random_state=1), until))
    assert rank(table.head(0), until).empty


def test_a_month_with_broken_keys_is_skipped():
    counts = _counts(seed=2)
    counts[0] = 3
    broken = counts.copy()
    broken[:, -3] = np.roll(counts[:, -3], 7)
    broken[0, -3] = 400
    table = _table(None, broken).assign(melddesk_sleutel_gebroken=False)
    table["melddesk_sleutel_gebroken"] = table["maandnummer"] == UNTIL - 2
    expected = rank(table, UNTIL).set_index("plek_id")["verwacht_kwartaal_melddesk"]
    assert expected["S0000"] == pytest.approx(9, rel=0.3)


# -- earlier lists -----------------------------------------------------------------------------


def test_earlier_lists_use_earlier_months_and_are_scored_on_the_quarter_after():
    counts = np.ones((100, 24), dtype=int)
    counts[0] = 10
    counts[1, -3:] = 50  # unpredictable
    every = score_lists(_table(None, counts), UNTIL)
    assert tuple(every.columns) == SCORE_COLUMNS
    result = every[every["methode"] == MODEL]
    assert list(result["lijst_tot"].unique()) == ["2019-06", "2019-09", "2019-12", "2020-03"]
    assert list(result["bron"].unique()) == ["melddesk"]
    last = result.iloc[-2]
    assert last["top"] == "1 %"
    assert (last["kwartaal_van"], last["kwartaal_tot"]) == ("2020-04", "2020-06")
    assert (last["plekken"], last["plekken_totaal"]) == (1, 100)
    assert (last["gebeurtenissen"], last["raak"]) == (98 * 3 + 30 + 150, 30)
    assert last["trefkans_pct"] == round(100 * 30 / 474, 1)
    assert last["pai"] == round(30 / 474 * 100, 2)
    assert last["pei"] == 0.2
    assert last["gebleven_pct"] == 0
    before = result.iloc[-4]
    assert (before["raak"], before["pei"], before["gebleven_pct"]) == (30, 1.0, 100.0)
    assert list(result.iloc[-1][["top", "plekken"]]) == ["5 %", 5]


def test_an_unknown_quarter_is_not_scored():
    table = _table(_counts(seed=1), _counts(seed=2))
    table["politie_registraties"] = table["politie_registraties"].mask(
        table["maandnummer"] == UNTIL - 1
    )
    result = score_lists(table, UNTIL)
    assert "2020-03" not in set(result.loc[result["bron"] == "politie", "lijst_tot"])
    assert "2020-03" in set(result.loc[result["bron"] == "melddesk", "lijst_tot"])


def test_only_completed_quarters_and_the_newest_lists_are_scored():
    table = _table(None, _counts(months=40))
    assert list(score_lists(table, UNTIL - 1)["lijst_tot"].unique())[-1] == "2019-12"
    assert score_lists(table, UNTIL, most=2)["gebruikt"].sum() == 4
    assert score_lists(_table(None, _counts(months=14)), UNTIL).empty
    assert score_lists(table.head(0), UNTIL).empty


def test_a_later_delivery_does_not_change_an_earlier_score():
    table = _table(_counts(seed=1, months=30), _counts(seed=2, months=30))
    earlier = score_lists(table[table["maandnummer"] <= UNTIL - 3], UNTIL - 3)
    later = score_lists(table, UNTIL)
    merged = earlier.merge(later, how="left", indicator=True)
    assert set(merged["_merge"]) == {"both"}


# -- which method ------------------------------------------------------------------------------


def test_the_simplest_method_is_used_until_earlier_lists_tell_otherwise():
    better = dict.fromkeys(METHODS, 0.5) | {MODEL: 0.9}
    assert best([better] * 3) == YEAR_SUM
    assert best([better] * 4) == MODEL
    assert best([dict.fromkeys(METHODS, 0.5)] * 4) == YEAR_SUM
    worse = dict.fromkeys(METHODS, 0.9) | {MODEL: 0.1}
    assert best([worse] * 4 + [better] * 8) == MODEL  # only the latest count


def test_a_method_is_chosen_on_lists_of_which_the_quarter_had_ended():
    counts = _counts(places=60, months=40, seed=3)
    table = _table(None, counts)
    scores = score_lists(table, UNTIL)
    used = scores[scores["gebruikt"]]
    assert not used.duplicated(["bron", "lijst_tot", "top"]).any()
    assert len(used) * len(METHODS) == len(scores)
    for end in used["lijst_tot"].unique():
        known = table[table["maandnummer"] <= month_number(end)]
        assert set(used.loc[used["lijst_tot"] == end, "methode"]) == {
            chosen(known, month_number(end))["melddesk"]
        }


@pytest.mark.parametrize(
    ("method", "expected"),
    [("som van 12 maanden", 3 * 21 / 12), ("som van 3 maanden", 12), ("gewogen som", None)],
)
def test_plain_counts_are_what_they_say(method, expected):
    counts = np.array([[1.0] * 9 + [4.0] * 3, [5.0] + [0.0] * 11])
    found = METHODS[method](_known(counts), UNTIL, _known(counts))
    weights = 0.5 ** (np.arange(12)[::-1] / 3)
    assert found[0] == pytest.approx(expected or 3 * (counts[0] @ weights) / weights.sum())


# -- after a break of the street keys ------------------------------------------------------------


def _broken(share: float, back: int) -> tuple[pd.DataFrame, set[str]]:
    """A city of which a share of the streets has another key in the last `back` months."""
    rng = np.random.default_rng(8)
    counts = rng.poisson(rng.lognormal(0.5, 1.2, 120)[:, None] * np.ones(36))
    moved = rng.permutation(120) < share * 120
    old, new = counts.copy(), np.zeros_like(counts[moved])
    old[moved, -back:], new[:, -back:] = 0, counts[moved, -back:]
    names = {f"S{number:04}" for number in np.flatnonzero(moved)}
    return _table(None, np.vstack([old, new])), names


@pytest.mark.parametrize("back", [1, 2, 5, 14])
@pytest.mark.parametrize("share", [0.05, 1 / 3, 1.0])
@pytest.mark.parametrize("method", list(METHODS))
def test_no_dead_key_is_ranked(share, back, method):
    table, dead = _broken(share, back)
    ranked = rank(table, UNTIL, {"politie": MODEL, "melddesk": method})
    known = ranked["verwacht_kwartaal_melddesk"]
    assert known.notna().all() and known.sum() > 0
    top = ranked.head(12)
    assert not dead.intersection(top["plek_id"]) or (share < 0.1 and back < 5)


def test_the_expected_total_does_not_depend_on_the_keys():
    whole, broken = _broken(0.0, 3)[0], _broken(1.0, 3)[0]
    totals = [rank(table, UNTIL)["verwacht_kwartaal_melddesk"].sum() for table in (whole, broken)]
    assert totals[1] == pytest.approx(totals[0], rel=0.02)


def test_no_list_across_a_break_is_scored():
    table = _broken(1.0, 4)[0]
    assert list(score_lists(table, UNTIL)["lijst_tot"].unique())[-1] == "2019-09"
