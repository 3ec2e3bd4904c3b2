"""Tests of the comparison of two counts: the words, their agreement with the interval, the
correction for multiple testing, and ranks.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.indicators.comparison import benjamini_hochberg, compare, rank_interval
from assets.indicators.intervals import ratio_interval, ratio_p_value
from assets.indicators.words import DOWN, UNCERTAIN, UP, USUAL

ROW = st.tuples(
    st.one_of(st.none(), st.integers(0, 3_000)),
    st.one_of(st.none(), st.integers(0, 3_000)),
    st.one_of(st.none(), st.floats(1, 9)),
    st.sampled_from([None, None, None, "trendbreuk: samenloop"]),
)
SHEET = st.lists(ROW, min_size=1, max_size=25)


def pairs(rows, **more) -> pd.DataFrame:
    """The input of `compare`, from (nu, vorig, overdispersie, geen_vergelijking)."""
    columns = ["nu", "vorig", "overdispersie", "geen_vergelijking"]
    return pd.DataFrame(rows, columns=columns).assign(**more)


def compared(now, past, phi=1.0, reason=None, **more) -> pd.Series:
    """The verdict of a single row."""
    return compare(pairs([(now, past, phi, reason)], **more)).iloc[0]


@pytest.mark.parametrize(
    ("now", "past", "phi", "word"),
    [
        (35, 22, 1.0, USUAL),
        (22, 48, 1.0, DOWN),
        (6, 2, 1.0, UNCERTAIN),
        (56, 40, 1.0, USUAL),
        (1277, 1455, 1.0, DOWN),
        (1277, 1455, 3.0, USUAL),
        (1587, 1206, 1.0, UP),
        (1587, 1206, 12.0, USUAL),
        (759, 732, 1.0, USUAL),
        (0, 0, 1.0, UNCERTAIN),
        (8, 0, 1.0, UP),
        (0, 8, 1.0, DOWN),
        (3, 0, 1.0, UNCERTAIN),
        (50, 50, 1.0, UNCERTAIN),
        (200, 200, 1.0, USUAL),
    ],
)
def test_words(now, past, phi, word):
    assert compared(now, past, phi)["signaal"] == word


def test_columns_of_a_row():
    row = compared(35, 22)
    assert row["verhouding"] == pytest.approx(35 / 22)
    assert (row["verhouding_van"], row["verhouding_tot"]) == pytest.approx(ratio_interval(35, 22))
    assert np.isnan(row["verschil_pct"])
    assert row["p_waarde"] == pytest.approx(ratio_p_value(35, 22, mid=True))
    assert compared(75, 50)["verschil_pct"] == pytest.approx(50)
    assert np.isnan(compared(75, 49)["verschil_pct"])


def test_an_unbounded_interval_and_an_undefined_ratio():
    row = compared(8, 0)
    assert np.isnan(row["verhouding"]) and np.isnan(row["verhouding_tot"])
    assert row["verhouding_van"] > 1
    assert compared(0, 0)["verhouding_van"] == 0
    assert compared(0, 60)["verschil_pct"] == pytest.approx(-100)


@pytest.mark.parametrize(
    ("now", "past", "reason"), [(900, 100, "trendbreuk: x"), (None, 5, None), (5, None, None)]
)
def test_without_a_comparison_every_measure_is_missing(now, past, reason):
    row = compared(now, past, reason=reason)
    assert row["signaal"] == UNCERTAIN
    assert row.drop("signaal").isna().all()


def test_unknown_overdispersion_gives_no_signal():
    row = compared(900, 100, phi=None)
    assert row["signaal"] == UNCERTAIN and np.isnan(row["p_waarde"])
    assert (row["verhouding_van"], row["verhouding_tot"]) == pytest.approx(ratio_interval(900, 100))


def test_several_years_as_the_past():
    row = compared(75, 150, blootstelling=1 / 3)
    assert row["verhouding"] == pytest.approx(1.5) and row["verschil_pct"] == pytest.approx(50)
    assert row["signaal"] == UP
    assert compared(75, 50)["signaal"] != UP


def test_few_degrees_of_freedom_widen_the_interval():
    assert compared(80, 45, 1.2)["signaal"] == UP
    row = compared(80, 45, 1.2, vrijheidsgraden=3.0)
    assert row["signaal"] == USUAL
    assert row["verhouding_van"] < compared(80, 45, 1.2)["verhouding_van"]


@given(SHEET)
def test_properties_of_a_sheet(rows):
    frame = pairs(rows)
    verdicts = compare(frame)
    assert verdicts.index.equals(frame.index)
    signal = verdicts["signaal"].isin([UP, DOWN])
    top = verdicts["verhouding_tot"].fillna(np.inf)
    assert ((verdicts["verhouding_van"] > 1) | (top < 1))[signal].all()
    assert (verdicts["verhouding_van"] > 1)[verdicts["signaal"] == UP].all()
    assert (verdicts["p_waarde"] < 0.01)[signal].all()
    ratio = verdicts["verhouding"].dropna()
    assert (verdicts["verhouding_van"][ratio.index] <= ratio).all()
    assert (top[ratio.index] >= ratio).all()
    uncertain = verdicts["signaal"] == UNCERTAIN
    both = (verdicts["verhouding_van"] <= 0.8) & (top >= 1.25) & verdicts["verhouding_van"].notna()
    assert (uncertain | signal)[both].all()
    reversed_ = compare(frame.iloc[::-1])
    pd.testing.assert_frame_equal(reversed_.iloc[::-1], verdicts)
    swapped = compare(frame.rename(columns={"nu": "vorig", "vorig": "nu"}))
    assert ((verdicts["signaal"] == UP) == (swapped["signaal"] == DOWN)).all()
    assert (uncertain == (swapped["signaal"] == UNCERTAIN)).all()


def test_a_large_sheet_needs_stronger_evidence():
    chance = (78, 47, 1.0, None)
    assert compare(pairs([chance]))["signaal"][0] == UP
    quiet = [(100, 100, 1.0, None)] * 59
    assert compare(pairs([chance, *quiet]))["signaal"][0] == USUAL
    loud = [(200, 100, 1.0, None)] * 20
    assert compare(pairs([chance, *quiet, *loud]))["signaal"][0] == UP
    barred = [(100, 100, 1.0, "trendbreuk: x")] * 59
    assert compare(pairs([chance, *barred]))["signaal"][0] == UP


def test_an_empty_sheet_and_a_missing_column():
    assert compare(pairs([])).empty
    with pytest.raises(ValueError, match="vorig"):
        compare(pairs([(1, 2, 1.0, None)]).drop(columns="vorig"))


def test_benjamini_hochberg():
    p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, np.nan]
    assert benjamini_hochberg(p, 0.05).tolist() == [True] * 2 + [False] * 7
    assert benjamini_hochberg(p, 0.10).tolist() == [True] * 7 + [False] * 2
    assert benjamini_hochberg([0.04, 0.049], 0.05).all()
    assert not benjamini_hochberg([np.nan], 0.05).any()
    assert not benjamini_hochberg([], 0.05).any()
    assert benjamini_hochberg([0.02, 0.5], 0.05, weights=[1, 1]).tolist() == [True, False]
    assert not benjamini_hochberg([0.02, 0.5], 0.05, weights=[1, 3]).any()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.floats(0.01, 0.5))
def test_properties_of_benjamini_hochberg(p, share):
    rejected, p = benjamini_hochberg(p, share), np.array(p)
    assert not rejected[p > share].any()
    assert (p <= share / len(p))[~rejected].sum() == 0
    assert (benjamini_hochberg(p, share, weights=np.full(len(p), 7.0)) == rejected).all()
    if rejected.any() and not rejected.all():
        assert p[rejected].max() < p[~rejected].min()
    # the step-up procedure of the paper: the largest rank k with p(k) <= share * k / m
    steps = np.flatnonzero(np.sort(p) <= share * np.arange(1, len(p) + 1) / len(p))
    assert (
        rejected.sum() == (p <= np.sort(p)[steps[-1]]).sum() if len(steps) else not rejected.any()
    )


def test_ranks_of_rates():
    verdicts = rank_interval([400, 30, 31, 2, np.nan, 5], [1000, 1000, 1000, 1000, 1000, 0])
    assert verdicts["rang_van"].tolist()[:4] == [1, 2, 2, 4]
    assert verdicts["rang_tot"].tolist()[:4] == [1, 3, 3, 4]
    assert verdicts[4:].isna().all(axis=None)
    assert rank_interval([np.nan], [10]).isna().all(axis=None)
    assert rank_interval([7], [10]).to_numpy().tolist() == [[1, 1]]
    per_head = rank_interval([100, 100], [500, 5000])
    assert per_head["rang_tot"].tolist() == [1, 2]


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 9000)), min_size=1, max_size=12),
    st.floats(1, 6),
)
def test_properties_of_ranks(areas, phi):
    counts, people = np.array(areas, dtype=float).T
    verdicts = rank_interval(counts, people, phi)
    rank = (counts / people).argsort()[::-1].argsort() + 1
    assert (verdicts["rang_van"] <= rank).all() and (rank <= verdicts["rang_tot"]).all()
    wider = rank_interval(counts, people, phi * 3)
    assert (wider["rang_van"] <= verdicts["rang_van"]).all()
    assert (wider["rang_tot"] >= verdicts["rang_tot"]).all()
