"""The attack recovers exactly what can be recovered, and gives the true feasibility intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_matrix
from small_tables import recovered, table

from assets.disclosure.solve.attack import attack


def test_the_worked_example_of_the_handbook() -> None:
    # Example 3 of the Handbook on SDC (2nd ed.): rows 7, 3, 6, columns 9, 7; row 3 is (3, 3).
    system = table([[5, 2], [1, 2], [3, 3]], 0)
    suppressed = np.zeros(len(system), dtype=bool)
    suppressed[[4, 5, 7, 8]] = True
    intervals = attack(
        system.incidence,
        ~suppressed,
        system.values,
        np.zeros(len(system), bool),
        system.threshold,
        exact=True,
    )
    assert intervals.loc[intervals["cell"] == 4, ["lower", "upper"]].to_numpy().tolist() == [[3, 6]]
    assert not intervals["recovered"].any()


def test_sensitive_cells_without_secondary_suppression_are_recovered() -> None:
    system = table([[3, 20], [15, 25]])
    assert recovered(system, system.sensitive.copy()) == np.flatnonzero(system.sensitive).tolist()


def test_two_suppressed_cells_in_each_row_and_column_are_not_enough() -> None:
    # Every row and column holds two suppressed cells, and yet their combination gives one away.
    counts = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]]
    system = table(counts, 0)
    inner = np.array([[6 + 5 * i + j for j in range(4)] for i in range(4)])
    suppressed = np.zeros(len(system), dtype=bool)
    for row, column in ((0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 1), (2, 3), (3, 1), (3, 3)):
        suppressed[inner[row, column]] = True
    assert recovered(system, suppressed) == [inner[0, 1]]
    suppressed[inner[1, 3]] = True
    assert recovered(system, suppressed) == []


def test_an_interval_within_the_threshold_is_recovered() -> None:
    incidence = csr_matrix(np.array([[1, 0], [0, 1], [1, 1]]))
    public = np.array([False, False, True])
    sensitive = np.array([True, True, False])
    for total, threshold, is_recovered in (
        (5, 4, False),
        (1, 4, False),
        (0, 4, True),
        (2, 0, False),
    ):
        intervals = attack(
            incidence, public, np.array([9, 9, total]), sensitive, np.full(3, threshold)
        )
        assert intervals["recovered"].all() == is_recovered
    three_atoms = csr_matrix(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 0], [0, 0, 1]]))
    intervals = attack(
        three_atoms,
        np.array([True, True, False, False]),
        np.array([4, 3, 0, 0]),
        np.array([False, False, True, True]),
        np.array([0, 0, 4, 4]),
        exact=True,
    )
    assert intervals[["lower", "upper"]].to_numpy().tolist() == [[1, 4], [0, 3]]
    assert intervals["recovered"].tolist() == [True, False]


def test_the_lower_bound_of_a_suppressed_cell_is_used() -> None:
    incidence = csr_matrix(np.array([[1, 1], [1, 0], [0, 1]]))
    public, no_threshold = np.array([True, False, False]), np.zeros(3)
    values = np.array([2, np.nan, np.nan])
    unbounded = attack(incidence, public, values, ~public, no_threshold)
    bounded = attack(incidence, public, values, ~public, no_threshold, np.array([0, 1, 1]))
    assert (unbounded["recovered"].tolist(), bounded["recovered"].tolist()) == (
        [False, False],
        [True, True],
    )


def test_counts_are_whole_numbers() -> None:
    # 2x + y = 7 with y within 0..1 (of a public y + z = 1): x lies within 3..3.5, so it is 3.
    incidence = csr_matrix(np.array([[2, 1, 0], [0, 1, 1], [1, 0, 0]]))
    public = np.array([True, True, False])
    intervals = attack(
        incidence, public, np.array([7, 1, np.nan]), np.zeros(3, bool), np.zeros(3), exact=True
    )
    assert intervals[["lower", "upper"]].to_numpy().tolist() == [[3.0, 3.5]]
    assert intervals["recovered"].all()


def test_the_true_value_of_a_suppressed_cell_is_not_read() -> None:
    system = table([[3, 20, 4], [15, 25, 9], [7, 8, 9]])
    suppressed = system.sensitive.copy()
    without_values, with_false_values = (
        attack(
            system.incidence,
            ~suppressed,
            np.where(suppressed, value, system.values),
            suppressed,
            system.threshold,
        )
        for value in (np.nan, 1e9)
    )
    assert without_values.equals(with_false_values)


def test_an_unbounded_interval_ends_at_infinity() -> None:
    incidence = csr_matrix(np.array([[1, 0], [0, 1]]))
    intervals = attack(
        incidence,
        np.array([True, False]),
        np.array([3, np.nan]),
        np.zeros(2, bool),
        np.zeros(2),
        exact=True,
    )
    assert intervals.to_dict("records") == [
        {"cell": 1, "lower": 0, "upper": np.inf, "recovered": False}
    ]


def test_public_cells_that_contradict_each_other_are_refused() -> None:
    incidence = csr_matrix(np.array([[1, 0], [1, 1], [0, 1]]))
    with pytest.raises(ValueError, match="no table agrees"):
        attack(
            incidence,
            np.array([True, True, False]),
            np.array([5, 3, 0]),
            np.zeros(3, bool),
            np.zeros(3),
        )


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3),
    st.integers(0, 2**16 - 1),
)
def test_intervals_are_those_of_another_solver(counts: list[list[int]], pattern: int) -> None:
    system = table(counts, 3)
    suppressed = np.array([pattern >> cell & 1 for cell in range(len(system))], dtype=bool)
    intervals = attack(
        system.incidence, ~suppressed, system.values, system.sensitive, system.threshold, exact=True
    )
    assert intervals["cell"].tolist() == np.flatnonzero(suppressed).tolist()
    for cell, lower, upper in intervals[["cell", "lower", "upper"]].itertuples(index=False):
        for sign, bound in ((1, lower), (-1, upper)):
            solution = linprog(
                sign * system.incidence[[cell]].toarray()[0],
                A_eq=system.incidence[~suppressed] if (~suppressed).any() else None,
                b_eq=system.values[~suppressed] if (~suppressed).any() else None,
            )
            expected = sign * solution.fun if solution.status == 0 else np.inf
            assert bound == pytest.approx(expected, abs=1e-5)
