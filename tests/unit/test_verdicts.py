"""Tests of whole sheets of verdicts: memory from issue to issue, what series share and what they do
not, and every sparse or odd sheet."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from assets.indicators.verdicts import COLUMNS, Context, verdicts
from assets.indicators.windows import (
    DOWN,
    NOT_DELIVERED,
    TOO_LONG,
    TOO_YOUNG,
    UNCERTAIN,
    UP,
    USUAL,
    WINDOWS,
)

Array = np.ndarray
FIRST, LENGTH = 2015 * 12, 60
LAST = FIRST + LENGTH - 1
CITY = "GM0001"


def frame(counts: Mapping[str, Array], area: str = CITY, first: int = FIRST) -> pd.DataFrame:
    """The months of some indicators, each a row of counts."""
    parts = [
        pd.DataFrame(
            {
                "indicator_id": name,
                "gebied_code": area,
                "maandnummer": np.arange(first, first + len(values)),
                "waarde": np.asarray(values, dtype=float),
            }
        )
        for name, values in counts.items()
    ]
    return pd.concat(parts, ignore_index=True)


def quiet(number: int = 8, level: float = 30.0, length: int = LENGTH, seed: int = 1) -> dict:
    """Indicators in which nothing changes, with a season of 25 %."""
    rng = np.random.default_rng(seed)
    season = np.exp(0.25 * np.cos(2 * np.pi * np.arange(length) / 12))
    return {f"rustig{row}": rng.poisson(level * season).astype(float) for row in range(number)}


def stepped(*steps: tuple[int, float], level: float = 30.0, seed: int = 2) -> Array:
    """Poisson counts with other levels: (months before the end of the history, factor)."""
    factor = np.ones(LENGTH)
    for back, ratio in steps:
        factor[LENGTH - back :] = ratio
    season = np.exp(0.25 * np.cos(2 * np.pi * np.arange(LENGTH) / 12))
    return np.random.default_rng(seed).poisson(level * season * factor).astype(float)


def of(table: pd.DataFrame, name: str, area: str = CITY, month: int = LAST) -> pd.DataFrame:
    """The windows of one series in one month."""
    rows = (table["indicator_id"] == name) & (table["gebied_code"] == area)
    return table[rows & (table["maandnummer"] == month)].set_index("maanden")


def context(**more: object) -> Context:
    return Context(**(vars(Context.empty()) | more))


def test_a_sheet_has_a_row_for_each_series_window_and_month_in_order():
    table = verdicts(frame(quiet(3)), {"GM": [LAST - 1, LAST]})
    assert list(table.columns) == COLUMNS
    assert len(table) == 3 * 2 * len(WINDOWS)
    key = ["indicator_id", "gebied_code", "maandnummer", "maanden"]
    pd.testing.assert_frame_equal(table, table.sort_values(key, ignore_index=True))
    assert set(table["uitkomst"]) <= {UP, DOWN, USUAL, UNCERTAIN}
    assert (table["reden"].notna() == (table["uitkomst"] == UNCERTAIN)).all()


def test_counts_are_those_of_the_window_and_the_expectation_has_the_season():
    table = of(verdicts(frame(quiet(8, 200)), {"GM": [LAST]}), "rustig0")
    values = quiet(8, 200)["rustig0"]
    season = np.exp(0.25 * np.cos(2 * np.pi * np.arange(LENGTH) / 12))
    for length in (2, 3, 6, 12):
        assert table.at[length, "nu"] == values[-length:].sum()
        expected = 200 * season[-length:].sum()
        assert table.at[length, "verwacht"] == pytest.approx(expected, rel=0.06)
        assert table.at[length, "onder"] <= table.at[length, "nu"] <= table.at[length, "boven"]


def test_a_lasting_rise_is_told_with_its_month_in_every_issue_until_it_is_the_level():
    months = range(LAST - 29, LAST + 1)
    table = verdicts(frame(quiet() | {"op": stepped((28, 2.0))}), {"GM": months})
    since = LAST - 27
    for month in range(since + 2, since + 23):
        two = of(table, "op", month=month).loc[2]
        assert two["uitkomst"] == UP
        assert abs(two["sinds_nummer"] - since) <= 1
        assert two["sinds_nu"] / two["sinds_verwacht"] == pytest.approx(2, rel=0.25)
    now = of(table, "op").loc[2]
    assert now["uitkomst"] == USUAL and np.isnan(now["sinds_nummer"])
    assert abs(now["niveau_nummer"] - since) <= 1
    assert now["niveau_verhouding"] == pytest.approx(2, rel=0.2)


def test_a_fall_is_found_too_and_ends_when_the_level_returns():
    counts = stepped((16, 0.3), (6, 1.0))
    table = verdicts(frame(quiet() | {"neer": counts}), {"GM": range(LAST - 12, LAST + 1)})
    during, after = of(table, "neer", month=LAST - 9).loc[2], of(table, "neer").loc[2]
    assert during["uitkomst"] == DOWN and abs(during["sinds_nummer"] - (LAST - 15)) <= 1
    assert after["uitkomst"] not in (UP, DOWN)
    assert np.isnan(after["sinds_nummer"]) and np.isnan(after["niveau_nummer"])


def test_an_accepted_change_is_a_new_level_and_no_longer_a_signal():
    months = frame(quiet() | {"op": stepped((14, 2.0))})
    accepted = context(accepted={("op", CITY): [LAST - 4]})
    before, after = (
        of(verdicts(months, {"GM": [LAST]}, known), "op") for known in (None, accepted)
    )
    assert before.at[2, "uitkomst"] == UP and np.isnan(before.at[2, "niveau_nummer"])
    assert after.at[2, "uitkomst"] == USUAL
    assert abs(after.at[2, "niveau_nummer"] - (LAST - 13)) <= 1


def test_a_declared_break_cuts_a_change_off_for_its_indicator_alone():
    months = frame(quiet() | {"op": stepped((20, 2.0)), "ook": stepped((20, 2.0), seed=3)})
    table = verdicts(months, {"GM": [LAST]}, context(cuts={"op": [LAST - 19]}))
    assert of(table, "op").at[2, "uitkomst"] == USUAL
    assert of(table, "ook").at[2, "uitkomst"] == UP
    assert of(table, "op").at[12, "reden"] == TOO_LONG


def test_months_that_are_left_out_are_judged_do_not_teach_and_do_not_reset():
    left_out = {"op": range(LAST - 11, LAST - 5)}
    counts = quiet() | {"op": stepped((16, 2.0))}
    table = verdicts(frame(counts), {"GM": [LAST - 8, LAST]}, context(left_out=left_out))
    for month in (LAST - 8, LAST):
        row = of(table, "op", month=month).loc[2]
        assert row["uitkomst"] == UP and row["sinds_nummer"] < LAST - 11


def test_a_verdict_does_not_depend_on_the_order_of_rows():
    months = frame(quiet(6) | {"op": stepped((4, 2.0))})
    mixed = months.sample(frac=1, random_state=1, ignore_index=True)
    pd.testing.assert_frame_equal(
        *(verdicts(part, {"GM": [LAST]}) for part in (months, mixed)), rtol=1e-6
    )


def test_what_happens_to_one_series_hardly_moves_the_limits_of_another():
    counts = quiet(24, length=36)
    table = verdicts(frame(counts), {"GM": [FIRST + 35]}).set_index(["indicator_id", "maanden"])
    counts["rustig0"] = counts["rustig0"].copy()
    counts["rustig0"][-2:] *= 3
    other = verdicts(frame(counts), {"GM": [FIRST + 35]}).set_index(["indicator_id", "maanden"])
    rest = [f"rustig{row}" for row in range(1, 24)]
    assert (table.loc[rest, "uitkomst"] == other.loc[rest, "uitkomst"]).all()
    for name in ("verwacht", "onder", "boven"):
        change = other.loc[rest, name] / table.loc[rest, name] - 1
        assert change.abs().max() < 0.04 and change.abs().mean() < 0.01
    assert other.at[("rustig0", 2), "uitkomst"] == UP


FIREWORKS = np.where(np.arange(LENGTH) % 12 == 11, 20.0, 1.0)


def test_a_peak_of_one_month_a_year_is_a_season_and_no_signal():
    counts = quiet() | {"knal": np.random.default_rng(3).poisson(20 * FIREWORKS)}
    table = verdicts(frame(counts), {"GM": range(FIRST + 14, LAST + 1)})
    rows = table[(table["indicator_id"] == "knal") & (table["maanden"] == 2)]
    assert not rows["uitkomst"].isin([UP, DOWN]).any()
    assert of(table, "knal").at[2, "verwacht"] == pytest.approx(420, rel=0.1)


def test_an_area_has_the_season_of_its_municipality():
    rng = np.random.default_rng(3)
    city = {f"knal{row}": rng.poisson(20 * FIREWORKS) for row in range(4)}
    part = {name: rng.poisson(3 * FIREWORKS) for name in city}
    months = pd.concat([frame(city), frame(part, "WK000101")], ignore_index=True)
    table = verdicts(months, {"GM": [LAST], "WK": [LAST]})
    for name in city:
        row = of(table, name, "WK000101").loc[2]
        assert row["verwacht"] == pytest.approx(63, rel=0.25)
        assert row["uitkomst"] == USUAL


def test_an_area_without_its_municipality_is_judged_by_itself():
    area = frame(quiet(4), "BU00010001")
    other = frame({"anders": quiet(1)["rustig0"]})
    for months in (area, pd.concat([area, other], ignore_index=True)):
        table = verdicts(months, {"BU": [LAST]})
        assert set(table["gebied_code"]) == {"BU00010001"}
        assert (table.loc[table["maanden"] == 2, "uitkomst"] == USUAL).all()


def test_of_two_municipalities_each_area_has_the_season_of_its_own():
    rng, other = np.random.default_rng(6), np.roll(FIREWORKS, 6)
    parts = [
        frame({"knal": rng.poisson(mean * season)}, area)
        for mean, season, area in (
            (20, FIREWORKS, "GM0001"),
            (20, other, "GM0002"),
            (3, FIREWORKS, "WK000101"),
            (3, other, "WK000201"),
            (3, FIREWORKS, "AGplein"),
        )
    ]
    table = verdicts(
        pd.concat(parts, ignore_index=True), {"GM": [LAST], "WK": [LAST], "AG": [LAST]}
    )
    expected = {
        area: of(table, "knal", area).at[2, "verwacht"] for area in set(table["gebied_code"])
    }
    assert expected["WK000101"] > 35 > 15 > expected["WK000201"]
    assert expected["AGplein"] > 35  # a code that names no municipality: the first


@pytest.mark.dear
def test_a_series_alone_is_flagged_as_seldom_as_one_of_many():
    rng, flagged = np.random.default_rng(4), []
    for _ in range(12):
        table = verdicts(frame({"a": rng.poisson(20, 40)}), {"GM": range(FIRST + 16, FIRST + 40)})
        flagged.append(table["uitkomst"].isin([UP, DOWN]).mean())
    assert np.mean(flagged) < 0.02


def test_kinds_of_areas_share_the_false_signals_equally():
    month = {"GM": [FIRST + 39]}
    city = frame(quiet(10, length=40))
    parts = [frame(quiet(10, 10, 40, seed=row), f"BU0001{row:04}") for row in range(4)]
    months = pd.concat([city, *parts], ignore_index=True)
    shared = verdicts(months, month, budget=0.05)
    half, alone = (verdicts(city, month, budget=budget) for budget in (0.025, 0.05))
    pd.testing.assert_frame_equal(shared, half)
    assert (shared["boven"] > alone["boven"]).sum() > 0.5 * shared["boven"].notna().sum()


def test_only_the_kinds_and_months_that_are_asked_for_are_told():
    months = pd.concat([frame(quiet(2)), frame(quiet(2), "BU00010001")], ignore_index=True)
    table = verdicts(months, {"GM": [LAST - 1, LAST], "BU": [LAST]})
    assert table.groupby("gebied_code")["maandnummer"].nunique().to_dict() == {
        CITY: 2,
        "BU00010001": 1,
    }
    assert verdicts(months, {}).empty


def test_completeness_is_expected_and_its_error_widens_every_window():
    counts = quiet(8, 200)
    parts = pd.DataFrame(
        {
            "indicator_id": np.repeat(list(counts), 2),
            "maandnummer": [LAST - 1, LAST] * len(counts),
            "deel": [0.97, 0.85] * len(counts),
        }
    )
    late = {
        name: np.r_[value[:-2], np.round(value[-2:] * [0.97, 0.85])]
        for name, value in counts.items()
    }
    told = verdicts(frame(late), {"GM": [LAST]}, context(completeness=parts))
    whole = verdicts(frame(counts), {"GM": [LAST]})
    two, all_in = (of(table, "rustig0") for table in (told, whole))
    assert two.at[2, "deel"] == pytest.approx(0.91) and all_in.at[2, "deel"] == 1
    assert two.at[2, "verwacht"] == pytest.approx(0.91 * all_in.at[2, "verwacht"], rel=0.03)
    assert set(told.loc[told["maanden"] < 36, "uitkomst"]) == {USUAL}
    for window in (2, 3, 6, 12):
        width = (two["boven"] - two["onder"]) / two["verwacht"]
        assert width[window] > ((all_in["boven"] - all_in["onder"]) / all_in["verwacht"])[window]


def test_without_rows_there_are_no_verdicts():
    empty = frame({"a": [1.0]}).iloc[:0]
    assert list(verdicts(empty, {"GM": [LAST]}).columns) == COLUMNS
    assert verdicts(empty, {"GM": [LAST]}).empty


@pytest.mark.parametrize("length", [1, 2, 5, 12, 13, 30])
def test_a_short_history_is_not_judged_where_it_is_too_short(length):
    counts = {"a": np.full(length, 20.0), "b": np.full(length, 3.0)}
    table = verdicts(frame(counts), {"GM": [FIRST + length - 1]})
    assert len(table) == 2 * len(WINDOWS)
    for window, row in of(table, "a", month=FIRST + length - 1).iterrows():
        if window > length:
            assert row["reden"] == TOO_LONG and np.isnan(row["nu"])
        elif 2 * window > length:
            assert row["reden"] == TOO_LONG
        elif length - window < 12:
            assert row["reden"] == TOO_YOUNG
        else:
            assert row["uitkomst"] == USUAL


@pytest.mark.parametrize("level", [0.0, 0.05, 4.0, 5000.0])
def test_a_sheet_of_one_series(level):
    counts = np.random.default_rng(1).poisson(level, LENGTH)
    table = of(verdicts(frame({"a": counts}), {"GM": [LAST]}), "a")
    assert set(table["uitkomst"]) <= {USUAL, UNCERTAIN}
    judged = table.drop(36)
    assert judged["verwacht"].notna().all() and (judged["boven"] >= judged["onder"]).all()


def test_a_series_of_zeros_says_what_could_not_have_been_seen():
    table = of(verdicts(frame(quiet() | {"nul": np.zeros(LENGTH)}), {"GM": [LAST]}), "nul")
    assert (table["uitkomst"] == UNCERTAIN).all() and (table["nu"] == 0).all()
    assert not (table["kleinste_zichtbare_op"] <= 2).any()
    assert table["kleinste_zichtbare_neer"].isna().all()


def test_the_first_events_after_years_without_are_a_signal():
    counts = np.zeros(LENGTH)
    counts[-2:] = 4, 5
    table = of(verdicts(frame(quiet() | {"nieuw": counts}), {"GM": [LAST]}), "nieuw")
    assert table.at[2, "uitkomst"] == UP


def test_a_month_that_is_missing_hides_its_windows_and_no_others():
    counts = quiet() | {"gat": stepped()}
    counts["gat"][-5] = np.nan
    months = frame(counts)
    for table in (verdicts(part, {"GM": [LAST]}) for part in (months, months.dropna())):
        rows = of(table, "gat")
        assert list(rows["reden"].fillna("")[:4]) == ["", "", NOT_DELIVERED, NOT_DELIVERED]
        assert rows.at[3, "verwacht"] == pytest.approx(3 * 30, rel=0.5)


def test_a_month_twice_is_refused():
    months = frame(quiet(1))
    with pytest.raises(ValueError, match="twice"):
        verdicts(pd.concat([months, months.tail(1)]), {"GM": [LAST]})


def test_a_window_is_a_signal_by_its_own_count_or_by_a_change_that_lasts():
    rng = np.random.default_rng(5)
    counts = {f"r{row}": rng.poisson(20, LENGTH) for row in range(30)}
    counts |= {f"op{row}": stepped((12, 1.8), seed=row) for row in range(4)}
    table = verdicts(frame(counts), {"GM": [LAST]}).query("uitkomst != @UNCERTAIN")
    up, down = table["nu"] > table["boven"], table["nu"] < table["onder"]
    by_itself = np.select([up, down], [UP, DOWN], USUAL)
    lasting = table["sinds_nummer"].notna()
    assert (table["uitkomst"] == by_itself)[~lasting].all()
    assert table.loc[up, "uitkomst"].eq(UP).all() and table.loc[down, "uitkomst"].eq(DOWN).all()
    assert lasting.any()
