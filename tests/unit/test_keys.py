"""Tests of the street keys of a source: breaks of all and of some keys, and keys taken over."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.deliveries.overlap import Watch
from assets.indicators.hotspots import classify
from assets.indicators.keys import follow, replaced
from benchmarks.hotspots import place_table, read_thefts
from benchmarks.street_keys import renamed

UNTIL = 2020 * 12 + 5
EXPORT = Path(__file__).resolve().parents[3] / "shared" / "data" / "police_bvh_groningen"


def _city(
    seed: int, streets: int = 220, rows: float = 400, months: int = 30, sigma: float = 1.3
) -> np.ndarray:
    """Counts [street, month] of a city where nothing happens, with a season."""
    rng = np.random.default_rng(seed)
    rates = rng.lognormal(0, sigma, streets)
    season = 1 + 0.4 * np.sin(np.arange(months) / 6 * np.pi)
    return rng.poisson((rates / rates.sum() * rows)[:, None] * season).astype(float)


def _calm(counts: np.ndarray) -> np.ndarray:
    return np.zeros(counts.shape[1], dtype=bool)


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.sampled_from([20, 150, 1500]), st.sampled_from([200, 3000]))
def test_where_nothing_happens_nothing_breaks(seed, rows, streets):
    counts = _city(seed, streets, rows)
    keys = follow(counts, _calm(counts))
    assert not keys.broken.any() and keys.usable.all()


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(6, 29), st.sampled_from([0.3, 0.5, 1.0]))
def test_other_keys_for_some_streets_are_found_in_their_first_month(seed, month, share):
    counts = renamed(_city(seed), share, month, np.random.default_rng(seed))
    keys = follow(counts, _calm(counts))
    assert list(np.flatnonzero(keys.broken)) == [month]
    assert list(np.flatnonzero(keys.usable)) == list(range(month, 30))


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(6, 27), st.integers(1, 2))
def test_keys_that_come_back_never_ended(seed, month, lasts):
    whole = _city(seed)
    counts = np.vstack([whole, np.zeros_like(whole)])
    lapse = slice(month, month + lasts)
    counts[len(whole) :, lapse], counts[: len(whole), lapse] = whole[:, lapse], 0
    keys = follow(counts, _calm(counts))
    assert list(np.flatnonzero(keys.broken)) == list(range(month, month + lasts))
    assert list(np.flatnonzero(~keys.usable)) == list(range(month, month + lasts))


def test_what_the_gate_found_is_a_break_until_the_keys_are_back():
    counts = _city(1)
    flagged = _calm(counts)
    flagged[20:23] = True
    assert list(np.flatnonzero(~follow(counts, flagged).usable)) == [20, 21, 22]
    lasting = renamed(counts, 0.5, 20, np.random.default_rng(1))
    keys = follow(lasting, flagged)
    assert list(np.flatnonzero(keys.usable)) == list(range(20, 30))
    assert list(np.flatnonzero(keys.broken)) == [20]


def test_one_busy_new_street_is_no_break():
    counts = np.vstack([_city(2), np.r_[np.zeros(24), np.full(6, 200)]])
    assert not follow(counts, _calm(counts)).broken.any()


def test_bicycle_thefts_of_a_real_city_have_no_break():
    counts = read_thefts(EXPORT)
    if counts is None:
        pytest.skip("the real export is not there")
    assert not follow(counts, _calm(counts)).broken.any()
    for share in (0.2, 1 / 3):
        found = [
            follow(renamed(counts, share, month, np.random.default_rng(month)), _calm(counts)).era[
                -1
            ]
            == month
            for month in range(8, 48, 2)
        ]
        assert np.mean(found) >= (0.9 if share == 0.2 else 1.0)


def _classes(counts: np.ndarray) -> Counter:
    return Counter(classify(place_table({"jeugd": {"melddesk": counts}}, UNTIL), UNTIL)["klasse"])


@pytest.mark.dear
@settings(max_examples=10)
@given(st.integers(0, 10**6), st.sampled_from([1, 4, 8, 12, 13, 16]))
def test_no_place_ends_because_its_key_does(seed, back):
    """The twenty busiest streets: hotspots of which some get another key."""
    usual = _city(seed, 60, 60, 36, 0.5)
    busy = np.random.default_rng(seed).poisson(12.0, (20, 36)).astype(float)
    counts = np.vstack([usual, busy])
    rng = np.random.default_rng(seed)
    for share in (0.05, 0.2, 1.0):
        table = place_table({"jeugd": {"melddesk": renamed(counts, share, 36 - back, rng)}}, UNTIL)
        classes = Counter(classify(table, UNTIL)["klasse"])
        before = Counter(
            classify(place_table({"jeugd": {"melddesk": counts}}, UNTIL), UNTIL)["klasse"]
        )
        for name in ("afnemend", "voorbij"):
            assert classes[name] <= before[name]


def test_a_key_that_takes_over_is_found_and_a_street_that_ends_is_not():
    counts = _city(3, 100, 60)
    counts[0] = np.r_[np.full(20, 9), np.zeros(10)]
    assert (replaced(counts, ~_calm(counts)) == -1).all()
    heir = np.r_[np.zeros(20), np.full(10, 8)]
    found = replaced(np.vstack([counts, heir]), ~_calm(counts))
    assert list(np.flatnonzero(found >= 0)) == [0, 100]
    assert set(found[[0, 100]]) == {20}
    assert list(replaced(counts[:0], ~_calm(counts))) == []


def test_the_watch_learns_what_is_usual():
    strict, used = Watch(), Watch()
    for _ in range(20):
        used.learn(used.judge(200, 60, 2000, 200))
    assert strict.judge(200, 60, 2000, 200).breaks
    assert not used.judge(200, 60, 2000, 200).breaks
    assert used.judge(49, 40, 2000, 200) is None
