"""The attack finds what can be found, and says how far the rest can be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked_tables import table, worked_out
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from assets.disclosure.solve.attack import attack


def test_the_worked_example_of_the_handbook() -> None:
    # Example 3 of the Handbook on SDC (2nd ed.): rows 7, 3, 6, columns 9, 7; row 3 is (3, 3).
    linked = table([[5, 2], [1, 2], [3, 3]], 0)
    hidden = np.zeros(len(linked), dtype=bool)
    hidden[[4, 5, 7, 8]] = True
    found = attack(
        linked.sums, ~hidden, linked.values, np.zeros(len(linked), bool), linked.small, exact=True
    )
    assert found.loc[found["cell"] == 4, ["low", "high"]].to_numpy().tolist() == [[3, 6]]
    assert not found["recovered"].any()


def test_small_counts_alone_are_found_by_subtraction() -> None:
    linked = table([[3, 20], [15, 25]])
    assert worked_out(linked, linked.secret.copy()) == np.flatnonzero(linked.secret).tolist()


def test_two_hidden_cells_a_row_and_column_are_not_enough() -> None:
    # Each row and column holds two hidden cells, and yet one is exact: rows and columns combined.
    counts = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]]
    linked = table(counts, 0)
    inner = np.array([[6 + 5 * i + j for j in range(4)] for i in range(4)])
    hidden = np.zeros(len(linked), dtype=bool)
    for row, column in ((0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 1), (2, 3), (3, 1), (3, 3)):
        hidden[inner[row, column]] = True
    assert worked_out(linked, hidden) == [inner[0, 1]]
    hidden[inner[1, 3]] = True
    assert worked_out(linked, hidden) == []


def test_a_range_of_only_secret_values_is_found() -> None:
    sums = csr_matrix(np.array([[1, 0], [0, 1], [1, 1]]))
    public = np.array([False, False, True])
    secret = np.array([True, True, False])
    for total, small, out in ((5, 4, False), (1, 4, False), (0, 4, True), (2, 0, False)):
        found = attack(sums, public, np.array([9, 9, total]), secret, np.full(3, small))
        assert found["recovered"].all() == out
    three = csr_matrix(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 0], [0, 0, 1]]))
    found = attack(
        three,
        np.array([True, True, False, False]),
        np.array([4, 3, 0, 0]),
        np.array([False, False, True, True]),
        np.array([0, 0, 4, 4]),
        exact=True,
    )
    assert found[["low", "high"]].to_numpy().tolist() == [[1, 4], [0, 3]]
    assert found["recovered"].tolist() == [True, False]


def test_that_a_hidden_count_is_not_0_is_used() -> None:
    sums = csr_matrix(np.array([[1, 1], [1, 0], [0, 1]]))
    public, none = np.array([True, False, False]), np.zeros(3)
    values = np.array([2, np.nan, np.nan])
    unaware = attack(sums, public, values, ~public, none)
    aware = attack(sums, public, values, ~public, none, np.array([0, 1, 1]))
    assert (unaware["recovered"].tolist(), aware["recovered"].tolist()) == (
        [False, False],
        [True, True],
    )


def test_a_count_is_a_whole_number() -> None:
    # 2x + y = 7 with y within 0..1 (of a public y + z = 1): x lies within 3..3.5, so it is 3.
    sums = csr_matrix(np.array([[2, 1, 0], [0, 1, 1], [1, 0, 0]]))
    public = np.array([True, True, False])
    found = attack(
        sums, public, np.array([7, 1, np.nan]), np.zeros(3, bool), np.zeros(3), exact=True
    )
    assert found[["low", "high"]].to_numpy().tolist() == [[3.0, 3.5]]
    assert found["recovered"].all()


def test_the_true_value_of_a_hidden_cell_is_not_read() -> None:
    linked = table([[3, 20, 4], [15, 25, 9], [7, 8, 9]])
    hidden = linked.secret.copy()
    one, other = (
        attack(linked.sums, ~hidden, np.where(hidden, what, linked.values), hidden, linked.small)
        for what in (np.nan, 1e9)
    )
    assert one.equals(other)


def test_a_cell_without_bound_is_said_to_be_so() -> None:
    sums = csr_matrix(np.array([[1, 0], [0, 1]]))
    found = attack(
        sums,
        np.array([True, False]),
        np.array([3, np.nan]),
        np.zeros(2, bool),
        np.zeros(2),
        exact=True,
    )
    assert found.to_dict("records") == [{"cell": 1, "low": 0, "high": np.inf, "recovered": False}]


def test_public_cells_that_contradict_each_other_are_refused() -> None:
    sums = csr_matrix(np.array([[1, 0], [1, 1], [0, 1]]))
    with pytest.raises(ValueError, match="no table agrees"):
        attack(
            sums, np.array([True, True, False]), np.array([5, 3, 0]), np.zeros(3, bool), np.zeros(3)
        )


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3),
    st.integers(0, 2**16 - 1),
)
def test_as_another_solver_finds(counts: list[list[int]], which: int) -> None:
    linked = table(counts, 3)
    hidden = np.array([which >> cell & 1 for cell in range(len(linked))], dtype=bool)
    found = attack(linked.sums, ~hidden, linked.values, linked.secret, linked.small, exact=True)
    assert found["cell"].tolist() == np.flatnonzero(hidden).tolist()
    for cell, low, high in found[["cell", "low", "high"]].itertuples(index=False):
        for sign, bound in ((1, low), (-1, high)):
            answer = linprog(
                sign * linked.sums[[cell]].toarray()[0],
                A_eq=linked.sums[~hidden] if (~hidden).any() else None,
                b_eq=linked.values[~hidden] if (~hidden).any() else None,
            )
            expected = sign * answer.fun if answer.status == 0 else np.inf
            assert bound == pytest.approx(expected, abs=1e-5)
