"""What is hidden cannot be worked out, and no more is hidden than that takes."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked_tables import table, worked_out

from assets.disclosure.plan.linked import Linked
from assets.disclosure.solve import suppression
from assets.disclosure.solve.attack import attack
from assets.disclosure.solve.suppression import CannotProtectError, suppress

COUNTS = st.integers(0, 40)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=2, max_size=4)
)


def protects(linked: Linked, hidden: np.ndarray) -> bool:
    """Whether each secret cell can be 1 more and 1 less, and out of the range of secret values."""
    found = attack(linked.sums, ~hidden, linked.values, linked.secret, linked.small, exact=True)
    found = found[linked.secret[found["cell"]]]
    values = linked.values[found["cell"]]
    apart = (found["low"] <= values - 1 + 1e-6) & (found["high"] >= values + 1 - 1e-6)
    return bool(apart.all() and not found["recovered"].any())


def cheapest(linked: Linked) -> float:
    """By trying all: the least weight of further cells that protect the secret ones."""
    others = np.flatnonzero(~linked.secret)
    best = np.inf
    for size in range(len(others) + 1):
        for more in combinations(others, size):
            cost = linked.weight[list(more)].sum()
            if cost < best:
                hidden = linked.secret.copy()
                hidden[list(more)] = True
                if protects(linked, hidden):
                    best = cost
    return best


@settings(max_examples=60, deadline=None)
@given(TABLES, st.booleans(), st.integers(1, 5))
def test_nothing_that_is_hidden_can_be_worked_out(
    counts: list[list[int]], singletons: bool, highest: int
) -> None:
    linked = table(counts, highest)
    try:
        hidden = suppress(linked, singletons=singletons)
    except CannotProtectError as problem:
        assert set(problem.cells) <= set(np.flatnonzero(linked.secret))
        everything = np.ones(len(linked), dtype=bool)
        known = [problem.cells[0] - 1] if singletons else []
        assert singletons or worked_out(linked, everything, *known)
        return
    assert hidden[linked.secret].all()
    assert worked_out(linked, hidden) == []


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=2), min_size=2, max_size=3),
    st.booleans(),
)
def test_no_choice_is_cheaper(counts: list[list[int]], by_value: bool) -> None:
    linked = table(counts, 2, by_value=by_value)
    try:
        hidden = suppress(linked)
    except CannotProtectError:
        return
    assert linked.weight[hidden & ~linked.secret].sum() == pytest.approx(cheapest(linked))


def test_a_table_without_small_counts_is_shown_whole() -> None:
    assert not suppress(table([[10, 20], [30, 40]])).any()


def test_equal_cells_under_two_names_are_hidden_together() -> None:
    linked = table([[3, 20, 30], [15, 25, 35], [17, 18, 19]])
    twice = np.concatenate([np.arange(len(linked)), np.arange(len(linked))])
    doubled = Linked(
        linked.sums[twice],
        linked.atoms,
        linked.secret[twice],
        linked.small[twice],
        linked.known[twice],
        linked.weight[twice],
        linked.least[twice],
    )
    hidden = suppress(doubled)
    assert (hidden[: len(linked)] == hidden[len(linked) :]).all()
    assert worked_out(doubled, hidden) == []


def test_a_range_of_only_secret_values_is_a_disclosure_too() -> None:
    # 2 and 3 hidden in a column with a public sum of 5, and each row otherwise free: that is 0..5,
    # but where others leave only 1..4 it has to be hidden better.
    linked = table([[2, 1, 30], [2, 1, 40], [50, 60, 70]], 4)
    hidden = suppress(linked)
    assert worked_out(linked, hidden) == []
    only_points = suppress(replace(linked, small=np.zeros(len(linked))))
    assert worked_out(replace(linked, small=np.zeros(len(linked))), only_points) == []


def test_a_hidden_count_is_known_not_to_be_0_where_every_0_is_shown() -> None:
    # 1 + 1 = 2: each could be 0, 1 or 2, were it not that a 0 would have been shown.
    linked = replace(table([[1, 1, 0], [30, 40, 50], [60, 70, 80]]), small=np.zeros(16))
    aware = replace(linked, least=(linked.values > 0).astype(float))
    shown = linked.values == 2
    unaware = suppress(replace(linked, secret=linked.secret & ~shown, known=shown))
    assert worked_out(linked, unaware) == []
    assert {5, 6} <= set(worked_out(aware, unaware))
    assert worked_out(aware, suppress(aware)) == []


def test_what_is_public_already_is_not_hidden() -> None:
    linked = table([[3, 20, 30], [15, 25, 35], [17, 18, 19]])
    free = suppress(linked)
    first = np.flatnonzero(free & ~linked.secret)[:1]
    known = linked.known.copy()
    known[first] = True
    hidden = suppress(replace(linked, known=known))
    assert not hidden[first].any()
    assert worked_out(linked, hidden) == []


def test_what_cannot_be_protected_is_named() -> None:
    linked = table([[3, 20], [15, 25]])
    with pytest.raises(CannotProtectError) as problem:
        suppress(replace(linked, known=~linked.secret))
    assert problem.value.cells == np.flatnonzero(linked.secret).tolist()


def test_who_is_alone_in_a_cell_cannot_find_the_others() -> None:
    # Each of the two who are alone in their cell knows it, and would find the other by the total.
    linked = table([[1, 1, 30, 28], [20, 22, 18, 40], [19, 31, 24, 26]])
    alone = np.flatnonzero(linked.secret).tolist()
    assert len(alone) == 2
    without = suppress(replace(linked, small=np.zeros(len(linked))))
    hidden = suppress(linked, singletons=True)
    for cell, other in (alone, alone[::-1]):
        assert other not in worked_out(linked, hidden, cell)
    assert hidden.sum() > without.sum()


def test_the_same_cells_give_the_same_choice() -> None:
    chance = np.random.default_rng(3)
    linked = table(chance.poisson(8, (9, 9)).tolist())
    assert (suppress(linked) == suppress(linked)).all()


def test_a_large_part_is_protected_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(4)
    linked = table(chance.negative_binomial(0.8, 0.06, (16, 9)).tolist())
    best = suppress(linked)
    monkeypatch.setattr(suppression, "_LARGE", 50)
    hidden = suppress(linked)
    assert worked_out(linked, hidden) == []
    assert linked.weight[hidden].sum() <= 1.5 * linked.weight[best].sum()
