"""No suppressed cell can be recovered, and no cheaper pattern protects the sensitive cells."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import recovered, table

from assets.disclosure.cell_system import CellSystem
from assets.disclosure.solve import suppression
from assets.disclosure.solve.attack import attack
from assets.disclosure.solve.suppression import CannotProtectError, suppress

COUNTS = st.integers(0, 40)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=2, max_size=4)
)


def protects(system: CellSystem, suppressed: np.ndarray) -> bool:
    """Whether each sensitive cell can be 1 above, 1 below, and outside 1..threshold."""
    intervals = attack(
        system.incidence, ~suppressed, system.values, system.sensitive, system.threshold, exact=True
    )
    intervals = intervals[system.sensitive[intervals["cell"]]]
    values = system.values[intervals["cell"]]
    is_wide = (intervals["lower"] <= values - 1 + 1e-6) & (intervals["upper"] >= values + 1 - 1e-6)
    return bool(is_wide.all() and not intervals["recovered"].any())


def cheapest(system: CellSystem) -> float:
    """The least cost of secondary suppressions that protect the sensitive cells, by brute force."""
    others = np.flatnonzero(~system.sensitive)
    best = np.inf
    for size in range(len(others) + 1):
        for secondary in combinations(others, size):
            cost = system.cost[list(secondary)].sum()
            if cost < best:
                suppressed = system.sensitive.copy()
                suppressed[list(secondary)] = True
                if protects(system, suppressed):
                    best = cost
    return best


@settings(max_examples=60, deadline=None)
@given(TABLES, st.booleans(), st.integers(1, 5))
def test_no_suppressed_cell_can_be_recovered(
    counts: list[list[int]], singletons: bool, highest: int
) -> None:
    system = table(counts, highest)
    try:
        suppressed = suppress(system, singletons=singletons)
    except CannotProtectError as problem:
        assert set(problem.cells) <= set(np.flatnonzero(system.sensitive))
        everything = np.ones(len(system), dtype=bool)
        known = [problem.cells[0] - 1] if singletons else []
        assert singletons or recovered(system, everything, *known)
        return
    assert suppressed[system.sensitive].all()
    assert recovered(system, suppressed) == []


@pytest.mark.dear
@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=2), min_size=2, max_size=3),
    st.booleans(),
)
def test_no_pattern_is_cheaper(counts: list[list[int]], by_value: bool) -> None:
    system = table(counts, 2, by_value=by_value)
    try:
        suppressed = suppress(system)
    except CannotProtectError:
        return
    assert system.cost[suppressed & ~system.sensitive].sum() == pytest.approx(cheapest(system))


def test_a_table_without_small_counts_is_public_as_a_whole() -> None:
    assert not suppress(table([[10, 20], [30, 40]])).any()


def test_equal_cells_under_two_names_are_suppressed_together() -> None:
    system = table([[3, 20, 30], [15, 25, 35], [17, 18, 19]])
    twice = np.concatenate([np.arange(len(system)), np.arange(len(system))])
    doubled = CellSystem(
        system.incidence[twice],
        system.atoms,
        system.sensitive[twice],
        system.threshold[twice],
        system.public[twice],
        system.cost[twice],
        system.lower_bound[twice],
    )
    suppressed = suppress(doubled)
    assert (suppressed[: len(system)] == suppressed[len(system) :]).all()
    assert recovered(doubled, suppressed) == []


def test_an_interval_within_the_threshold_is_a_disclosure_too() -> None:
    # 2 and 3 suppressed in a column with a public sum of 5 and otherwise free rows lie within 0..5;
    # where other cells leave only 1..4, more must be suppressed.
    system = table([[2, 1, 30], [2, 1, 40], [50, 60, 70]], 4)
    suppressed = suppress(system)
    assert recovered(system, suppressed) == []
    only_points = suppress(replace(system, threshold=np.zeros(len(system))))
    assert recovered(replace(system, threshold=np.zeros(len(system))), only_points) == []


def test_a_suppressed_count_is_at_least_1_if_every_0_is_public() -> None:
    # 1 + 1 = 2: each could be 0, 1 or 2, but a 0 would have been published.
    system = replace(table([[1, 1, 0], [30, 40, 50], [60, 70, 80]]), threshold=np.zeros(16))
    bounded = replace(system, lower_bound=(system.values > 0).astype(float))
    public = system.values == 2
    pattern = suppress(replace(system, sensitive=system.sensitive & ~public, public=public))
    assert recovered(system, pattern) == []
    assert {5, 6} <= set(recovered(bounded, pattern))
    assert recovered(bounded, suppress(bounded)) == []


def test_a_public_cell_is_not_suppressed() -> None:
    system = table([[3, 20, 30], [15, 25, 35], [17, 18, 19]])
    unrestricted = suppress(system)
    secondary = np.flatnonzero(unrestricted & ~system.sensitive)[:1]
    public = system.public.copy()
    public[secondary] = True
    suppressed = suppress(replace(system, public=public))
    assert not suppressed[secondary].any()
    assert recovered(system, suppressed) == []


def test_cells_that_cannot_be_protected_are_named() -> None:
    system = table([[3, 20], [15, 25]])
    with pytest.raises(CannotProtectError) as problem:
        suppress(replace(system, public=~system.sensitive))
    assert problem.value.cells == np.flatnonzero(system.sensitive).tolist()


def test_a_singleton_cannot_recover_other_cells() -> None:
    # Two cells of 1 in one row: whoever is one of the two knows one cell, and by the total both.
    system = table([[1, 1, 30, 28], [20, 22, 18, 40], [19, 31, 24, 26]])
    singletons = np.flatnonzero(system.sensitive).tolist()
    assert len(singletons) == 2
    without = suppress(replace(system, threshold=np.zeros(len(system))))
    suppressed = suppress(system, singletons=True)
    for cell, other in (singletons, singletons[::-1]):
        assert other not in recovered(system, suppressed, cell)
    assert suppressed.sum() > without.sum()


def test_the_same_cells_give_the_same_pattern() -> None:
    random = np.random.default_rng(3)
    system = table(random.poisson(8, (9, 9)).tolist())
    assert (suppress(system) == suppress(system)).all()


def test_a_large_component_is_protected_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(4)
    system = table(random.negative_binomial(0.8, 0.06, (16, 9)).tolist())
    best = suppress(system)
    monkeypatch.setattr(suppression, "_MAX_CUT_SIZE", 50)
    suppressed = suppress(system)
    assert recovered(system, suppressed) == []
    assert system.cost[suppressed].sum() <= 1.5 * system.cost[best].sum()


def protects_bounded(system: CellSystem, suppressed: np.ndarray) -> bool:
    """Whether each sensitive cell can be 1 above and outside 1..threshold, while every suppressed
    cell is known to be at least its lower bound."""
    intervals = attack(
        system.incidence,
        ~suppressed,
        system.values,
        system.sensitive,
        system.threshold,
        system.lower_bound,
        exact=True,
    )
    intervals = intervals[system.sensitive[intervals["cell"]]]
    values = system.values[intervals["cell"]]
    return bool(
        (intervals["upper"] >= values + 1 - 1e-6).all() and not intervals["recovered"].any()
    )


@pytest.mark.dear
@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=3), min_size=2, max_size=3).filter(
        lambda rows: len({len(row) for row in rows}) == 1
    ),
    st.integers(1, 4),
)
def test_no_pattern_is_cheaper_where_every_0_is_public(
    counts: list[list[int]], highest: int
) -> None:
    system = table(counts, highest)
    is_zero = system.values == 0
    system = replace(
        system,
        public=is_zero,
        sensitive=system.sensitive & ~is_zero,
        lower_bound=(~is_zero).astype(float),
    )
    everything = ~is_zero
    try:
        suppressed = suppress(system)
    except CannotProtectError:
        assert not protects_bounded(system, everything)
        return
    assert protects_bounded(system, suppressed)
    others = np.flatnonzero(~system.sensitive & ~is_zero)
    cost = system.cost[suppressed & ~system.sensitive].sum()
    for size in range(len(others) + 1):
        for secondary in combinations(others, size):
            if system.cost[list(secondary)].sum() < cost - 1e-6:
                cheaper = system.sensitive.copy()
                cheaper[list(secondary)] = True
                assert not protects_bounded(system, cheaper)
