"""All editions as one system: what the sensitive cells need besides being suppressed themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from compositions import CITY, LEVELS, MONTHS, compose, published
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.disclosure.plan.all_editions import AllEditions, combine_editions
from assets.disclosure.plan.composition import Composition
from assets.disclosure.solve.attack import attack
from assets.disclosure.solve.suppression import suppress

QUARTERS = [("i", CITY, f"2019-Q{n}") for n in range(1, 5)]
YEAR = ("i", CITY, "2019")
AREAS = [("i", area, "2019") for area in "ABC"]
BY_QUARTER = {("X", "A", MONTHS[0]): 20, ("X", "A", MONTHS[3]): 30, ("X", "A", MONTHS[6]): 40}
BY_AREA = {("X", "A", MONTHS[0]): 20, ("X", "B", MONTHS[0]): 30, ("X", "C", MONTHS[0]): 3}
CELLS = [
    (name, area, period)
    for name in ("x", "al")
    for area, periods in (
        (CITY, [*(quarter for *_, quarter in QUARTERS), "2019"]),
        *((area, ["2019"]) for area in "ABC"),
    )
    for period in periods
]
CODES = {"x": "X", "al": "XY"}
SMALL_COUNTS = st.dictionaries(
    st.tuples(st.sampled_from("XY"), st.sampled_from("ABC"), st.sampled_from(MONTHS[::3])),
    st.integers(1, 12),
    min_size=1,
    max_size=12,
)


def _combined(new: Composition, *earlier: Composition) -> AllEditions:
    return combine_editions(new, list(earlier), LEVELS)


def _recovered_cells(editions: AllEditions, suppressed: np.ndarray) -> np.ndarray:
    system = editions.system
    values = np.where(suppressed, np.nan, system.values)
    intervals: pd.DataFrame = attack(
        system.incidence, ~suppressed, values, system.sensitive, system.threshold
    )
    return intervals.loc[intervals["recovered"], "cell"].to_numpy(dtype=int)


def _recovered(editions: AllEditions, suppressed: np.ndarray) -> list[str]:
    cells = editions.figures.loc[_recovered_cells(editions, suppressed)]
    return sorted(" ".join(cell) for cell in cells[["gebied_code", "periode"]].to_numpy())


def _recovered_sensitive(editions: AllEditions, suppressed: np.ndarray) -> list[int]:
    cells = _recovered_cells(editions, suppressed)
    return cells[editions.system.sensitive[cells]].tolist()


def _recovered_without_and_with_secondary(
    new: Composition, *earlier: Composition
) -> tuple[list[str], list[str]]:
    editions = _combined(new, *earlier)
    return (
        _recovered(editions, editions.suppressed(editions.system.sensitive)),
        _recovered(editions, editions.suppressed(suppress(editions.system))),
    )


def test_a_quarter_is_recovered_from_its_year_unless_another_is_suppressed():
    counts = {**BY_QUARTER, ("X", "A", MONTHS[9]): 2}
    without, with_secondary = _recovered_without_and_with_secondary(
        compose(counts, [*QUARTERS, YEAR])
    )
    assert without == ["GM0001 2019-Q4"]
    assert with_secondary == []


def test_a_neighbourhood_is_recovered_from_the_city_unless_another_is_suppressed():
    without, with_secondary = _recovered_without_and_with_secondary(
        compose(BY_AREA, [*AREAS, YEAR])
    )
    assert without == ["BU00010003 2019"]
    assert with_secondary == []


def test_a_part_is_recovered_from_two_totals_that_share_codes():
    counts = {("X", "A", MONTHS[0]): 20, ("Y", "A", MONTHS[0]): 3, ("Z", "A", MONTHS[0]): 9}
    cells = [(name, CITY, "2019") for name in ("al", "x", "y", "z", "yz")]
    codes = {"al": "XYZ", "x": "X", "y": "Y", "z": "Z", "yz": "YZ"}
    composition = compose(counts, cells, codes)
    assert _recovered_without_and_with_secondary(composition) == (["GM0001 2019"], [])


def test_a_secondary_suppression_stays_in_the_next_edition():
    composition = compose(BY_AREA, [*AREAS, YEAR])
    first = published(composition, [False, False, True, True])  # the total protects C
    editions = _combined(composition, first)
    # By itself the new edition could suppress B instead of the total; together they disclose C.
    seen = editions.system.public.copy()
    seen[editions.new_cells] |= np.array([True, False, False, True])
    assert "BU00010003 2019" in _recovered(editions, ~seen)
    suppressed = editions.suppressed(suppress(editions.system))
    assert suppressed[editions.new_cells].tolist() == [False, False, True, True]
    assert _recovered(editions, suppressed) == []


def test_an_unpublished_figure_is_always_suppressed_and_a_public_one_never():
    composition = compose(BY_AREA, [*AREAS, YEAR])
    composition.figures["bekend"] = [True, None, False, None]
    editions = _combined(composition)
    for pattern in (np.ones(4, bool), np.zeros(4, bool)):
        suppressed = editions.suppressed(pattern)
        assert suppressed[editions.new_cells][[0, 2]].tolist() == [False, True]
    suppressed = editions.suppressed(suppress(editions.system))
    assert suppressed[editions.new_cells][[1, 3]].any()
    assert _recovered(editions, suppressed) == []


def test_a_repeated_edition_adds_no_cells():
    composition = compose(BY_AREA, [*AREAS, YEAR])
    pattern = suppress(_combined(composition).system)
    first = published(composition, pattern.tolist())
    editions = _combined(composition, first, first)
    assert len(editions.system) == 4
    suppressed = editions.suppressed(editions.system.sensitive)
    assert suppressed[editions.new_cells].tolist() == [
        not is_public for is_public in first.figures["bekend"]
    ]
    assert _recovered(editions, suppressed) == []


def test_a_revised_figure_shares_the_atoms_that_did_not_change():
    cells = [*AREAS, YEAR]
    old = compose(BY_AREA, cells)
    new = compose({**BY_AREA, ("X", "A", MONTHS[0]): 21}, cells)
    editions = _combined(new, published(old, [False, False, True, True]))
    # B and C are unchanged; A and the total are other cells now.
    assert len(editions.system) == 6
    assert set(editions.system.atoms) == {20, 21, 30, 3}
    # Publishing the new total would disclose C, although the old total is suppressed.
    only_sensitive = editions.suppressed(editions.system.sensitive.copy())
    assert "BU00010003 2019" in _recovered(editions, only_sensitive)
    assert _recovered(editions, editions.suppressed(suppress(editions.system))) == []


def test_a_figure_with_a_remainder_still_contains_its_counts():
    composition = compose(BY_AREA, [*AREAS, YEAR])
    composition.figures.loc[3, "waarde"] = 54.0
    assert _combined(composition).system.incidence[3].nnz == 4


@settings(max_examples=8, deadline=None)
@given(SMALL_COUNTS, SMALL_COUNTS)
def test_nothing_is_recovered_from_two_editions(counts: dict, changes: dict):
    old = compose(counts, CELLS, CODES)
    editions = _combined(old)
    assert np.allclose(editions.system.values[editions.new_cells], old.figures["waarde"])
    suppressed = editions.suppressed(suppress(editions.system))
    assert _recovered_sensitive(editions, suppressed) == []
    new = compose({**counts, **changes}, CELLS, CODES)
    both = _combined(new, published(old, suppressed[editions.new_cells].tolist()))
    assert _recovered_sensitive(both, both.suppressed(suppress(both.system))) == []


@settings(max_examples=12, deadline=None)
@given(SMALL_COUNTS)
def test_without_zeros_the_other_cells_are_the_same(counts: dict):
    system = _combined(compose(counts, CELLS, CODES)).system
    cells, without_zeros = system.without_zeros()
    assert np.allclose(without_zeros.values, system.values[cells])
    assert (system.values[np.setdiff1d(np.arange(len(system)), cells)] == 0).all()


def test_without_counted_figures_and_without_any():
    composition = compose(BY_QUARTER, [*QUARTERS, YEAR])
    without_counts = replace(
        composition,
        counts=composition.counts.head(0),
        codes=composition.codes.head(0),
        places=composition.places.head(0),
    )
    delivered = replace(without_counts, figures=composition.figures.assign(geteld=False))
    editions = _combined(delivered)
    assert editions.system.values[editions.new_cells].tolist() == [20, 30, 40, 0, 90]
    empty = replace(without_counts, figures=composition.figures.head(0))
    assert len(_combined(empty).system) == 0
    assert len(_combined(empty, published(composition, [False] * 5)).new_cells) == 0
