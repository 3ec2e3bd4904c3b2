"""Tests of signals: detection, start of a run, partly reported months, breaks, short and sparse
histories; and the rates of false and true alarms.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from assets.indicators.comparison import DOWN, UNCERTAIN, UP, USUAL
from assets.indicators.dispersion import baseline
from assets.indicators.series import to_series
from assets.indicators.surveillance import (
    forecast,
    prediction_limits,
    signals,
    tail_probabilities,
)
from benchmarks.signals import outbreaks

START, MONTHS = 2016 * 12, 50
FIRST, LAST = START + MONTHS - 2, START + MONTHS - 1
SEASON = np.exp(0.3 * np.cos(2 * np.pi * np.arange(MONTHS) / 12))


def months(levels: dict[str, float], area: str = "GM0001", seed: int = 1) -> pd.DataFrame:
    """Seasonal Poisson counts; a row for each indicator and month."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "indicator_id": np.repeat(list(levels), MONTHS),
            "gebied_code": area,
            "maandnummer": np.tile(np.arange(START, START + MONTHS), len(levels)),
            "waarde": rng.poisson(np.outer(list(levels.values()), SEASON)).ravel().astype(float),
        }
    )


def sheet(**levels: float) -> pd.DataFrame:
    """Twelve stable indicators and the given ones."""
    return months({f"rustig{n:02}": 30.0 for n in range(12)} | levels)


def changed(frame: pd.DataFrame, indicator: str, times: float, since: int = FIRST) -> pd.DataFrame:
    """The frame with an indicator multiplied by `times` from month `since` onwards."""
    rows = (frame["indicator_id"] == indicator) & (frame["maandnummer"] >= since)
    return frame.assign(waarde=frame["waarde"].where(~rows, (frame["waarde"] * times).round()))


def verdict(frame: pd.DataFrame, indicator: str, area: str = "GM0001", **more) -> pd.Series:
    """The row of one series."""
    rows = signals(frame, FIRST, LAST, **more).set_index(["indicator_id", "gebied_code"])
    return rows.loc[(indicator, area)]


def test_a_rise_a_fall_and_nothing():
    frame = changed(changed(sheet(op=40.0, neer=40.0, niets=40.0), "op", 2), "neer", 0.3)
    up, down, none = (verdict(frame, name) for name in ("op", "neer", "niets"))
    assert (up["signaal"], up["richting"], up["sinds_maandnummer"]) == (UP, "omhoog", FIRST)
    assert (down["signaal"], down["richting"]) == (DOWN, "omlaag")
    assert up["waargenomen"] > up["grens"] == up["bovengrens"]
    assert down["waargenomen"] < down["grens"] == down["ondergrens"]
    assert none["signaal"] == USUAL and np.isnan(none["sinds_maandnummer"])
    assert up["verwacht"] == pytest.approx(40 * SEASON[-2:].sum(), rel=0.12)
    assert none["ondergrens"] <= none["waargenomen"] <= none["bovengrens"]


def test_since_when():
    frame = changed(sheet(op=60.0), "op", 1.8, since=LAST - 3)
    assert verdict(frame, "op")["sinds_maandnummer"] == LAST - 3
    only_last = changed(sheet(op=60.0), "op", 2.5, since=LAST)
    assert verdict(only_last, "op")["sinds_maandnummer"] == LAST
    cut = {"op": [LAST - 2]}
    assert verdict(frame, "op", cuts=cut)["signaal"] == UNCERTAIN


def test_a_past_outbreak_does_not_hide_the_next():
    rows = sheet(op=40.0)
    once = rows["maandnummer"].between(START + 20, START + 21) & (rows["indicator_id"] == "op")
    frame = rows.assign(waarde=rows["waarde"].where(~once, rows["waarde"] * 5))
    calm, after = verdict(rows, "op"), verdict(frame, "op")
    assert after["verwacht"] == pytest.approx(calm["verwacht"], rel=0.12)
    assert verdict(changed(frame, "op", 2), "op")["signaal"] == UP


def test_partly_reported_months():
    frame = sheet(laat=60.0)
    partly = frame["maandnummer"] == LAST
    frame = frame.assign(waarde=frame["waarde"].where(~partly, (frame["waarde"] * 0.4).round()))
    names = frame["indicator_id"].unique()
    bare = signals(frame, FIRST, LAST)
    completeness = pd.DataFrame({"indicator_id": names, "maandnummer": LAST, "deel": 0.4})
    corrected = signals(frame, FIRST, LAST, completeness)
    assert (bare["waargenomen"] < bare["verwacht"]).all() and (bare["signaal"] == DOWN).any()
    assert (corrected["signaal"] == USUAL).all()
    part = SEASON[-2] + 0.4 * SEASON[-1]
    assert (corrected["verwacht"] / bare["verwacht"]).to_numpy() == pytest.approx(
        part / SEASON[-2:].sum(), rel=0.06
    )


def test_a_break_cuts_history_and_the_issue():
    frame = changed(sheet(op=40.0), "op", 3, since=START + 30)
    assert verdict(frame, "op", cuts={"op": [START + 30]})["signaal"] == USUAL
    for cut in (FIRST, LAST, FIRST - 11):
        judged = verdict(frame, "op", cuts={"op": [cut]})
        assert judged["signaal"] == UNCERTAIN and np.isnan(judged["verwacht"])
    assert verdict(frame, "op", cuts={"op": [LAST + 1]})["verwacht"] > 0


def test_months_left_out_do_not_enter_the_baseline():
    odd = changed(sheet(op=40.0), "op", 0.2, since=FIRST - 12)
    odd = odd.assign(
        waarde=odd["waarde"].where(odd["maandnummer"] < FIRST, sheet(op=40.0)["waarde"])
    )
    left_out = {"op": range(FIRST - 12, FIRST)}
    assert verdict(odd, "op", left_out=left_out)["signaal"] == USUAL
    assert verdict(odd, "op", left_out=left_out)["verwacht"] > verdict(odd, "op")["verwacht"]


def test_what_cannot_be_decided():
    frame = sheet(kort=40.0, leeg=40.0, klein=0.3, nieuw=0.0, gat=40.0)
    frame.loc[(frame["indicator_id"] == "kort") & (frame["maandnummer"] < FIRST - 11), "waarde"] = (
        np.nan
    )
    frame.loc[(frame["indicator_id"] == "gat") & (frame["maandnummer"] == LAST), "waarde"] = np.nan
    frame.loc[frame["indicator_id"] == "leeg", "waarde"] = np.nan
    judged = signals(frame, FIRST, LAST).set_index("indicator_id")
    for name in ("kort", "leeg", "klein", "nieuw", "gat"):
        assert judged.loc[name, "signaal"] == UNCERTAIN, name
    assert np.isnan(judged.loc["gat", "waargenomen"]) and pd.isna(judged.loc["gat", "richting"])


def test_few_events_are_no_rise_and_a_first_outbreak_is():
    frame = sheet(nieuw=0.0)
    for count, word in ((4, UNCERTAIN), (12, UP)):
        rows = (frame["indicator_id"] == "nieuw") & (frame["maandnummer"] == LAST)
        row = verdict(frame.assign(waarde=frame["waarde"].where(~rows, count)), "nieuw")
        assert row["signaal"] == word and row["p_waarde"] < 0.01
    assert row["sinds_maandnummer"] == LAST


def test_an_issue_beyond_the_figures_is_unknown():
    frame = sheet()
    judged = signals(frame, LAST + 1, LAST + 2)
    assert (judged["signaal"] == UNCERTAIN).all() and judged["waargenomen"].isna().all()
    assert (judged["verwacht"] > 0).all()
    assert signals(frame.head(0), FIRST, LAST).empty


def test_a_neighbourhood_borrows_from_the_city_and_does_not_silence_it():
    city = changed(sheet(op=60.0), "op", 1.7)
    quiet = [months({"op": 0.4}, f"BU0001{n:04}", seed=n) for n in range(400)]
    judged = signals(pd.concat([city, *quiet]), FIRST, LAST)
    op = judged[judged["indicator_id"] == "op"].set_index("gebied_code")
    assert op.loc["GM0001", "signaal"] == UP
    assert op["signaal"].value_counts().get(UP, 0) <= 2
    peak = months({"op": 4.0}, "BU00010001", seed=3)
    judged = signals(pd.concat([sheet(op=60.0), peak]), FIRST, LAST)
    row = judged[judged["gebied_code"] == "BU00010001"].iloc[0]
    assert row["verwacht"] == pytest.approx(4 * SEASON[-2:].sum(), rel=0.25)


def test_a_sheet_is_corrected_for_multiple_testing():
    frame = changed(sheet(op=40.0), "op", 2)
    usual, none = (signals(frame, FIRST, LAST, false_share=share) for share in (0.1, 1e-9))
    assert (usual["signaal"] == UP).sum() == 1 and not (none["signaal"] == UP).any()
    assert (none["p_waarde"] < 0.01).any()


def test_rows_where_little_happens_weigh_little():
    quiet = [months({"op": 0.15}, f"BU0001{n:04}", seed=n) for n in range(300)]
    busy = changed(months({"op": 12.0}, "BU00020000", seed=7), "op", 2.2)
    judged = verdict(pd.concat([sheet(op=60.0), *quiet, busy]), "op", "BU00020000")
    assert judged["signaal"] == UP
    # With equal weights, the smallest of 301 p-values would have to be three times as small.
    assert judged["p_waarde"] > 0.1 / 2 / 301


def test_thinning_reduces_overdispersion():
    series = to_series(sheet())
    base = baseline(series, series.usable(until=FIRST))
    base = replace(base, phi=np.full(len(base.phi), 3.0))
    issue = series.months >= LAST
    whole = forecast(base, issue, np.ones(series.counts.shape))
    half = forecast(base, issue, np.full(series.counts.shape, 0.5))
    assert half[0] == pytest.approx(whole[0] / 2)
    own = whole[0] * 3, whole[0] / 2 * 2
    assert half[1] - own[1] == pytest.approx((whole[1] - own[0]) / 4)


def test_order_does_not_matter():
    frame = changed(sheet(op=40.0), "op", 2)
    pd.testing.assert_frame_equal(
        signals(frame, FIRST, LAST), signals(frame.sample(frac=1, random_state=2), FIRST, LAST)
    )


def test_rates_of_false_and_true_alarms():
    judged = outbreaks(3.0, 36, sheets=1, seed=21)
    assert judged["FPR"] <= 0.01
    assert judged["PPV"] >= 0.8
    assert judged["POD 30-75"] >= 0.8 and judged["POD 10-30"] >= 0.6


@given(st.floats(0.01, 3000), st.floats(1.01, 8), st.floats(-3, 6))
def test_tails_are_those_of_the_incomplete_beta_function(mean, phi, distance):
    count = max(np.round(mean + distance * np.sqrt(mean * phi)), 0)
    upper, lower = tail_probabilities(count, np.float64(mean), np.float64(mean * phi))
    size = mean / (phi - 1)
    assert lower == pytest.approx(special.betainc(size, count + 1, 1 / phi), rel=1e-8)
    if count > 0:
        assert upper == pytest.approx(special.betainc(count, size, 1 - 1 / phi), rel=1e-8)
    else:
        assert upper == 1


def test_tails_are_poisson_without_extra_variance():
    count, mean = np.array([0.0, 3, 10, 40]), np.array([1.0, 3, 4, 30])
    upper, lower = tail_probabilities(count, mean, mean)
    assert lower == pytest.approx(special.pdtr(count, mean), rel=1e-4)
    assert upper == pytest.approx(np.append(1, special.pdtrc(count[1:] - 1, mean[1:])), rel=1e-4)


@given(st.floats(0.01, 3000), st.floats(1.0, 8), st.floats(1e-4, 0.2))
def test_limits_are_the_outermost_counts_above_the_tail(mean, phi, tail):
    mean_, variance = np.array([mean]), np.array([mean * phi])
    low, high = prediction_limits(mean_, variance, np.array(tail))
    assert 0 <= low[0] <= high[0] + 1
    upper, lower = tail_probabilities(
        np.array([high[0] + 1, low[0]]), mean_.repeat(2), variance.repeat(2)
    )
    assert upper[0] <= tail < lower[1]
    if low[0] > 0:
        assert tail_probabilities(low - 1, mean_, variance)[1][0] <= tail
    assert tail_probabilities(high, mean_, variance)[0][0] > tail
