"""Figures as sums of atoms: counted ones, delivered ones, and remainders."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from compositions import CITY, MONTHS, compose

from assets.basis.errors import AnalystError
from assets.disclosure.plan.composition import Composition
from assets.disclosure.plan.decomposition import Decomposition, decompose
from assets.disclosure.plan.periods import last_month, months_of

QUARTERS = [("i", CITY, f"2019-Q{n}") for n in range(1, 5)]
YEAR = ("i", CITY, "2019")
AREAS = [("i", area, "2019") for area in "ABC"]
BY_QUARTER = {("X", "A", MONTHS[0]): 20, ("X", "A", MONTHS[3]): 30, ("X", "A", MONTHS[6]): 40}
BY_AREA = {("X", "A", MONTHS[0]): 20, ("X", "B", MONTHS[0]): 30, ("X", "C", MONTHS[0]): 3}


def _values(decomposition: Decomposition) -> list[float]:
    return (decomposition.incidence @ decomposition.atoms).tolist()


def _atoms_per_figure(decomposition: Decomposition) -> list[int]:
    return np.diff(decomposition.incidence.indptr).tolist()


def _delivered(values: list[float]) -> Composition:
    """The quarters and the year, with these values, delivered as figures."""
    composition = compose(BY_QUARTER, [*QUARTERS, YEAR])
    return replace(composition, figures=composition.figures.assign(geteld=False, waarde=values))


def test_the_excess_of_a_figure_over_its_counts_is_an_atom_of_its_own():
    composition = compose(BY_AREA, [*AREAS, YEAR])
    composition.figures.loc[3, "waarde"] = 54.0
    decomposition = decompose([composition])
    assert _values(decomposition) == [20, 30, 3, 54]
    of_year = decomposition.incidence[3].indices
    assert sorted(decomposition.atoms[of_year]) == [1, 3, 20, 30]


def test_a_figure_below_its_counts_is_named_and_refused():
    composition = compose(BY_AREA, [*AREAS, YEAR])
    composition.figures.loc[3, "waarde"] = 52.0
    with pytest.raises(AnalystError, match="i GM0001 2019 ") as refused:
        decompose([composition])
    assert "52" not in str(refused.value)


def test_a_figure_without_counts_is_a_single_atom():
    composition = compose(BY_AREA, [*AREAS, YEAR])
    without_counts = replace(
        composition, counts=composition.counts.head(0), codes=composition.codes.head(0)
    )
    decomposition = decompose([without_counts])
    assert _values(decomposition) == [20, 30, 3, 53]
    assert _atoms_per_figure(decomposition) == [1, 1, 1, 1]


def test_a_delivered_year_is_the_sum_of_its_quarters_and_a_remainder():
    exact = decompose([_delivered([20.0, 30.0, 40.0, 0.0, 90.0])])
    assert sorted(_atoms_per_figure(exact)) == [1, 1, 1, 1, 4]
    more = decompose([_delivered([20.0, 30.0, 40.0, 5.0, 100.0])])
    assert sorted(more.atoms) == [5, 5, 20, 30, 40]
    less = decompose([_delivered([20.0, 30.0, 40.0, 5.0, 50.0])])
    assert _atoms_per_figure(less) == [1, 1, 1, 1, 1]


def test_a_delivered_year_holds_its_quarters_also_before_the_first_counts():
    delivered = _delivered([20.0, 30.0, 40.0, 0.0, 90.0])
    early = replace(delivered, months=delivered.months.head(0))
    assert sorted(_atoms_per_figure(decompose([early]))) == [1, 1, 1, 1, 4]


@pytest.mark.parametrize(
    ("period", "months"),
    [
        ("2019", MONTHS),
        ("2019-H1", MONTHS[:6]),
        ("2019-H2", MONTHS[6:]),
        ("2019-Q4", MONTHS[9:]),
        ("2019-03", ["2019-03"]),
        ("2018--2019", [*(month.replace("2019", "2018") for month in MONTHS), *MONTHS]),
        ("2018-11--2019-02", ["2018-11", "2018-12", *MONTHS[:2]]),
    ],
)
def test_the_months_of_a_period(period: str, months: list[str]):
    assert sorted(months_of(period)) == months
    assert last_month(period) == months[-1]
