"""Tests of the parts of the week that stand out in a place: the words, the laws of the statistic,
and the chance against what can be counted out.
"""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.indicators import street_patterns, week_patterns
from assets.indicators.street_patterns import judged, worded
from assets.indicators.week_parts import MEMBERS, NAMES, PARTS
from assets.indicators.week_patterns import LEVEL, Events, chance, holm, simulations, stands_out
from schemas.staged import CELLS, TWELFTHS

FRIDAY_NIGHT, SATURDAY_NIGHT = 20, 24  # the nights that end on Saturday and on Sunday


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("vrijdag- en zaterdagnacht", {FRIDAY_NIGHT, SATURDAY_NIGHT}),
        ("zondagnacht", {0}),
        ("zondagochtend", {25}),
        ("doordeweekse middagen", {2, 6, 10, 14, 18}),
        ("'s nachts", set(range(0, 28, 4))),
        ("overdag", {cell for cell in range(28) if cell % 4 in (1, 2)}),
        ("vrijdag 's avonds en 's nachts", {19, FRIDAY_NIGHT}),
        ("zaterdag en zondag overdag", {21, 22, 25, 26}),
        ("vrijdag- tot en met zondagavond", {19, 23, 27}),
        ("maandag- tot en met donderdagnacht", {4, 8, 12, 16}),
        ("zondag", {24, 25, 26, 27}),
        ("zondag- en maandagochtend", {25, 1}),
        ("doordeweeks", set(range(20))),
    ],
)
def test_a_part_of_the_week_has_a_plain_name(name, cells):
    assert PARTS[name] == cells


def test_no_two_names_are_of_the_same_part_and_none_is_long():
    assert len(set(PARTS.values())) == len(PARTS)
    assert max(len(name.split()) for name in NAMES) <= 8
    assert not any("doordeweekse nachten" in name for name in NAMES)
    assert frozenset(range(CELLS)) not in PARTS.values()


@pytest.mark.parametrize(
    ("bron", "share", "momentbron", "words"),
    [
        ("politie", 50.0, "gebeurtenis", "vooral 's nachts (politie)"),
        ("politie", 49.4, "gebeurtenis", "vaker (49 %) 's nachts (politie)"),
        ("melddesk", 80.0, "gebeurtenis", "vooral 's nachts (meldingen)"),
        ("melddesk", 80.0, "melding", "vooral 's nachts (meldingen, naar het moment van melden)"),
        (
            "melddesk",
            80.0,
            "beide",
            "vooral 's nachts (meldingen, deels naar het moment van melden)",
        ),
    ],
)
def test_the_words_tell_the_source_and_whose_moment_it_is(bron, share, momentbron, words):
    row = SimpleNamespace(bron=bron, aandeel_pct=share, momentbron=momentbron, dagdelen="'s nachts")
    assert worded(row) == words


def _events(here: dict[int, int], around: dict[int, int]) -> Events:
    """Events that lie whole in one cell: cell -> number."""
    cells = sorted({*here, *around})
    return Events(
        TWELFTHS * np.eye(CELLS)[cells],
        np.array([here.get(cell, 0) for cell in cells]),
        np.array([around.get(cell, 0) for cell in cells]),
        np.zeros(len(cells), dtype="int64"),
    )


def test_the_part_that_stands_out_is_the_one_where_it_happens():
    even = dict.fromkeys(range(CELLS), 20)
    found = stands_out(_events({FRIDAY_NIGHT: 15, SATURDAY_NIGHT: 15, 5: 15, 10: 15}, even))
    assert found.name == "vrijdag- en zaterdagnacht"
    assert (found.share, found.share_around) == (0.5, 2 / 28)


def test_a_rare_part_does_not_beat_the_many():
    """One event in a cell that is empty elsewhere is less telling than a busy night."""
    around = dict.fromkeys(range(CELLS), 20) | {25: 0}
    found = stands_out(_events({FRIDAY_NIGHT: 30, 25: 1, 2: 20}, around))
    assert found.name == "vrijdagnacht"


COUNTS = st.dictionaries(st.integers(0, CELLS - 1), st.integers(1, 30), min_size=1, max_size=8)


@given(here=COUNTS, around=COUNTS)
def test_needed_is_where_the_ratio_is_reached(here, around):
    """A simulation is as extreme as what is seen where any part has the twelfths it needs."""
    events = _events(here, around)
    found = stands_out(events)
    expected, total = week_patterns._expected(events), TWELFTHS * int(events.here.sum())
    if found.ratio <= 0:
        return
    needed = week_patterns._needed(expected, total, found.ratio)
    seen = events.here @ events.weights @ MEMBERS
    assert (seen >= needed).any() and needed[found.part] <= seen[found.part]
    reachable = needed <= total
    for twelfths, reaches in ((needed, True), (needed - 1, False)):
        ratios = week_patterns._log_ratios(np.where(reachable, twelfths, 0.0), expected, total)
        assert ((ratios >= found.ratio * (1 - 1e-9)) == (reachable & reaches)).all()


def test_the_chance_is_that_of_all_ways_to_deal_the_labels():
    events = _events({0: 4, 4: 1}, {0: 1, 4: 2, 9: 3})
    ratio = stands_out(events).ratio
    cells = np.repeat([0, 4, 9], events.here + events.around)
    expected, total = week_patterns._expected(events), TWELFTHS * 5
    as_extreme = []
    for dealt in combinations(range(11), 5):
        seen = TWELFTHS * MEMBERS[cells[list(dealt)]].sum(axis=0)
        ratios = week_patterns._log_ratios(seen, expected, total)
        as_extreme.append(ratios.max() >= ratio * (1 - 1e-9))
    exact = np.mean(as_extreme)
    found = [chance(events, ratio, 4000, f"plek {at}") for at in range(60)]
    assert np.mean(found) == pytest.approx(exact, abs=0.25 * exact)
    assert len(set(found)) > 1 and chance(events, ratio, 4000, "plek 7") == found[7]


def test_the_bound_is_never_below_the_chance():
    """Hoeffding's bound, against simulation where both can be had."""
    rng = np.random.default_rng(3)
    for _ in range(8):
        here = dict.fromkeys(range(0, CELLS, 3), 2) | {int(rng.integers(CELLS)): 9}
        events = _events(here, dict.fromkeys(range(CELLS), 10))
        ratio = stands_out(events).ratio
        simulated = week_patterns._simulated(events, ratio, 20_000, "x")
        assert simulated <= len(NAMES) * np.exp(-ratio)


def test_moments_of_reports_and_of_events_are_not_exchanged():
    """A place whose reports came with another system has its own mix of moments; that is no
    pattern of the place."""
    night, day = TWELFTHS * np.eye(CELLS)[[4, 6]]
    weights, stratum = np.array([night, night, day, day]), np.array([0, 1, 0, 1])
    events = Events(weights, np.array([90, 1, 10, 9]), np.array([900, 100, 100, 900]), stratum)
    apart = stands_out(events).ratio
    mixed = stands_out(Events(weights, events.here, events.around, 0 * stratum)).ratio
    assert apart < 0.1 < 5 < mixed


@given(tests=st.integers(1, 100_000))
def test_the_first_step_of_holm_can_be_reached_and_many_tests_get_fewer_each(tests):
    most = simulations(tests)
    assert 1 / (most + 1) <= LEVEL / tests
    assert most <= simulations(tests + 1) <= 100 * (tests + 1)
    assert tests < 1_600 or most == 25 * tests


@given(chances=st.lists(st.floats(1e-6, 1), min_size=1, max_size=20))
def test_holm_rejects_no_more_than_step_by_step(chances):
    corrected = holm(np.array(chances))
    left = sorted(range(len(chances)), key=chances.__getitem__)
    rejected = set()
    for step, at in enumerate(left):
        if chances[at] * (len(chances) - step) > 0.05:
            break
        rejected.add(at)
    assert set(np.flatnonzero(corrected <= 0.05)) == rejected


def _rows(plek: str, pattern: dict[str, int], months: int = 12, **more: object) -> list[dict]:
    return [
        {
            "bron": "politie",
            "thema": "vermogen",
            "plek_id": plek or None,
            "straat_id": plek or None,
            "straatnaam": plek or None,
            "plek_buurt": "BU1" if plek else None,
            "buurtcode": "BU1",
            "maand": f"2020-{1 + at % months:02}",
            "momenten": momenten,
            "van_voorval": True,
            "aantal": 1,
        }
        | more
        for momenten, aantal in pattern.items()
        for at in range(aantal)
    ]


AROUND = _rows("", {f"{cell}:12": 10 for cell in range(CELLS)})
NIGHTS = {"20:12": 20, "24:12": 20, "10:12": 10, "onbekend": 5}


def _one(rows: list[dict], plek: str = "S1") -> pd.Series:
    places = judged(pd.DataFrame(rows))
    return places[places["plek_id"].eq(plek)].iloc[0]


def test_a_street_of_which_most_is_in_two_nights_is_found():
    row = _one(AROUND + _rows("S1", NIGHTS))
    assert (row["gebeurtenissen"], row["onbekend"], row["momentbron"]) == (55, 5, "gebeurtenis")
    assert (row["dagdelen"], row["aandeel_pct"]) == ("vrijdag- en zaterdagnacht", 80.0)
    assert row["aandeel_rest_pct"] == pytest.approx(100 * 20 / 280, abs=0.05)
    assert row["p_waarde"] < 0.001 and pd.isna(row["reden"])


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (AROUND + _rows("S1", {"20:12": 19, "onbekend": 30}), street_patterns.TOO_FEW),
        (_rows("S1", NIGHTS) + _rows("", {"5:12": 19}), street_patterns.TOO_FEW_AROUND),
        (AROUND + _rows("S1", {f"{cell}:12": 2 for cell in range(28)}), street_patterns.CHANCE),
        (AROUND + _rows("S1", NIGHTS, months=2), street_patterns.ONE_OFF),
        (  # another neighbourhood is not its surroundings
            [row | {"buurtcode": "BU2"} for row in AROUND] + _rows("S1", NIGHTS),
            street_patterns.TOO_FEW_AROUND,
        ),
    ],
)
def test_otherwise_the_reason_is_told(rows, reason):
    assert _one(rows)["reden"] == reason


def test_a_usual_street_beside_a_busy_odd_one_is_not_odd_itself():
    """Its neighbourhood is the odd street; the municipality tells which of the two is."""
    usual = {f"{cell}:12": 8 for cell in range(CELLS)}
    city = [row | {"buurtcode": "BU2"} for row in AROUND]
    rows = city + _rows("S1", {"20:12": 400}) + _rows("S2", usual)
    assert _one(rows, "S2")["reden"] == street_patterns.USUAL_ELSEWHERE
    assert _one(rows, "S1")["dagdelen"] == "vrijdagnacht"


def test_a_street_without_a_neighbourhood_is_compared_with_the_municipality():
    elsewhere = [row | {"buurtcode": "BU2"} for row in AROUND]
    row = _one(elsewhere + _rows("S1", NIGHTS, plek_buurt=None))
    assert pd.isna(row["reden"]) and row["dagdelen"] == "vrijdag- en zaterdagnacht"


def test_sources_and_themes_are_apart():
    other = [row | {"bron": "melddesk", "van_voorval": False} for row in AROUND]
    rows = AROUND + other + _rows("S1", NIGHTS)
    rows += _rows("S1", {"2:12": 25}, bron="melddesk", van_voorval=False)
    places = judged(pd.DataFrame(rows)).set_index("bron")
    assert places["dagdelen"].to_dict() == {
        "politie": "vrijdag- en zaterdagnacht",
        "melddesk": "maandagmiddag",
    }
    assert places["momentbron"].to_dict() == {"politie": "gebeurtenis", "melddesk": "melding"}


def test_the_order_of_the_rows_does_not_matter():
    rows = AROUND + _rows("S1", {"20:12": 7} | dict.fromkeys(("3:12", "11:12", "6:12", "9:12"), 5))
    one, other = (judged(pd.DataFrame(given)) for given in (rows, rows[::-1]))
    assert 0.001 < one["p_waarde"].iloc[0] < 1, "simulated"
    pd.testing.assert_frame_equal(one, other)
