"""What hangs together in public figures, and what hiding small counts alone gives away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from public_figures import CITY, LEVELS, MONTHS, Makeup, makeup, shown

from assets.basis.errors import AnalystError
from assets.disclosure.plan.all_editions import Joint, join
from assets.disclosure.plan.decomposition import months_of, parts_of
from assets.disclosure.solve.attack import attack
from assets.disclosure.solve.suppression import suppress

QUARTERS = [("i", CITY, f"2019-Q{n}") for n in range(1, 5)]
YEAR = ("i", CITY, "2019")
AREAS = [("i", area, "2019") for area in "ABC"]
BY_QUARTER = {("X", "A", MONTHS[0]): 20, ("X", "A", MONTHS[3]): 30, ("X", "A", MONTHS[6]): 40}
BY_AREA = {("X", "A", MONTHS[0]): 20, ("X", "B", MONTHS[0]): 30, ("X", "C", MONTHS[0]): 3}


def _recovered(joint: Joint, hidden: np.ndarray) -> list[str]:
    linked = joint.linked
    values = np.where(hidden, np.nan, linked.values)
    found = attack(linked.sums, ~hidden, values, linked.secret, linked.small)
    cells = joint.figures.loc[found.loc[found["recovered"], "cell"]]
    return sorted(" ".join(cell) for cell in cells[["gebied_code", "periode"]].to_numpy())


def _naive_and_suppressed(new: Makeup, *earlier: Makeup) -> tuple[list[str], list[str]]:
    joint = join(new, list(earlier), LEVELS)
    return (
        _recovered(joint, joint.hidden_after(joint.linked.secret)),
        _recovered(joint, joint.hidden_after(suppress(joint.linked))),
    )


def test_a_quarter_comes_out_of_its_year_unless_another_is_hidden():
    counts = {**BY_QUARTER, ("X", "A", MONTHS[9]): 2}
    naive, suppressed = _naive_and_suppressed(makeup(counts, [*QUARTERS, YEAR]))
    assert naive == ["GM0001 2019-Q4"]
    assert suppressed == []


def test_a_neighbourhood_comes_out_of_the_city_unless_another_is_hidden():
    naive, suppressed = _naive_and_suppressed(makeup(BY_AREA, [*AREAS, YEAR]))
    assert naive == ["BU00010003 2019"]
    assert suppressed == []


def test_a_part_comes_out_of_two_totals_that_share_codes():
    counts = {("X", "A", MONTHS[0]): 20, ("Y", "A", MONTHS[0]): 3, ("Z", "A", MONTHS[0]): 9}
    cells = [(name, CITY, "2019") for name in ("al", "x", "y", "z", "yz")]
    of = {"al": "XYZ", "x": "X", "y": "Y", "z": "Z", "yz": "YZ"}
    made = makeup(counts, cells, of)
    assert _naive_and_suppressed(made) == (["GM0001 2019"], [])


def test_what_was_hidden_with_it_cannot_be_shown_in_the_next_edition():
    made = makeup(BY_AREA, [*AREAS, YEAR])
    first = shown(made, [False, False, True, True])  # C is secret, the total protects it
    joint = join(made, [first], LEVELS)
    # by itself the new edition could hide B instead of the total; both editions give C away
    shows = joint.linked.known.copy()
    shows[joint.new] |= np.array([True, False, False, True])
    assert "BU00010003 2019" in _recovered(joint, ~shows)
    hidden = joint.hidden_after(suppress(joint.linked))
    assert hidden[joint.new].tolist() == [False, False, True, True]
    assert _recovered(joint, hidden) == []


def test_what_is_never_shown_is_hidden_for_good_and_what_is_known_never():
    made = makeup(BY_AREA, [*AREAS, YEAR])
    made.figures["bekend"] = [True, None, False, None]
    joint = join(made, [], LEVELS)
    for hide in (np.ones(4, bool), np.zeros(4, bool)):
        assert joint.hidden_after(hide)[joint.new][[0, 2]].tolist() == [False, True]
    hidden = joint.hidden_after(suppress(joint.linked))
    assert hidden[joint.new][[1, 3]].any()
    assert _recovered(joint, hidden) == []


def test_an_edition_repeated_asks_nothing_new():
    made = makeup(BY_AREA, [*AREAS, YEAR])
    first = shown(made, suppress(join(made, [], LEVELS).linked).tolist())
    joint = join(made, [first, first], LEVELS)
    assert len(joint.linked) == 4
    assert joint.hidden_after(joint.linked.secret)[joint.new].tolist() == [
        not known for known in first.figures["bekend"]
    ]
    assert _recovered(joint, joint.hidden_after(joint.linked.secret)) == []


def test_a_revised_figure_shares_what_has_not_changed():
    cells = [*AREAS, YEAR]
    old = makeup(BY_AREA, cells)
    new = makeup({**BY_AREA, ("X", "A", MONTHS[0]): 21}, cells)
    joint = join(new, [shown(old, [False, False, True, True])], LEVELS)
    # B and C are what they were; A and the total are other figures now
    assert len(joint.linked) == 6
    assert set(joint.linked.atoms) == {20, 21, 30, 3}
    # showing the new total would give C away, though the old one is hidden
    hidden = joint.linked.secret.copy()
    assert "BU00010003 2019" in _recovered(joint, joint.hidden_after(hidden))
    assert _recovered(joint, joint.hidden_after(suppress(joint.linked))) == []


def test_what_a_figure_is_more_than_its_counts_is_a_part_of_its_own():
    made = makeup(BY_AREA, [*AREAS, YEAR])
    made.figures.loc[3, "waarde"] = 54.0
    parts = parts_of([made])
    assert (parts.sums @ parts.counts).tolist() == [20, 30, 3, 54]
    assert sorted(parts.counts[parts.sums[3].indices]) == [1, 3, 20, 30]
    # so it still protects what lies in it, and is attacked with it
    assert join(made, [], LEVELS).linked.sums[3].nnz == 4


def test_a_figure_that_is_less_than_its_counts_is_named_and_refused():
    made = makeup(BY_AREA, [*AREAS, YEAR])
    made.figures.loc[3, "waarde"] = 52.0
    with pytest.raises(AnalystError, match="i GM0001 2019 ") as refused:
        parts_of([made])
    assert "52" not in str(refused.value)


def test_a_figure_without_counts_stands_alone():
    made = makeup(BY_AREA, [*AREAS, YEAR])
    parts = parts_of([replace(made, counts=made.counts.head(0), codes=made.codes.head(0))])
    assert (parts.sums @ parts.counts).tolist() == [20, 30, 3, 53]
    assert (np.diff(parts.sums.indptr) == 1).all()


def test_a_given_year_holds_its_quarters_and_what_they_leave():
    made = makeup(BY_QUARTER, [*QUARTERS, YEAR])
    figures = made.figures.assign(geteld=False)
    whole = parts_of([Makeup(figures, made.counts, made.codes, made.places, made.months)])
    assert sorted(np.diff(whole.sums.indptr)) == [1, 1, 1, 1, 4]
    more = figures.assign(waarde=[20.0, 30.0, 40.0, 5.0, 100.0])
    rest = parts_of([Makeup(more, made.counts, made.codes, made.places, made.months)])
    assert sorted(rest.counts) == [5, 5, 20, 30, 40]
    less = figures.assign(waarde=[20.0, 30.0, 40.0, 5.0, 50.0])
    alone = parts_of([Makeup(less, made.counts, made.codes, made.places, made.months)])
    assert (np.diff(alone.sums.indptr) == 1).all()


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
def test_the_months_of_a_period_as_it_is_written(period: str, months: list[str]):
    assert sorted(months_of(period)) == months


def test_a_given_year_holds_its_quarters_also_before_the_first_delivery():
    made = makeup(BY_QUARTER, [*QUARTERS, YEAR])
    early = replace(made, figures=made.figures.assign(geteld=False), months=made.months.head(0))
    assert sorted(np.diff(parts_of([early]).sums.indptr)) == [1, 1, 1, 1, 4]


small_counts = st.dictionaries(
    st.tuples(st.sampled_from("XY"), st.sampled_from("ABC"), st.sampled_from(MONTHS[::3])),
    st.integers(1, 12),
    min_size=1,
    max_size=12,
)
CELLS = [
    (name, area, period)
    for name in ("x", "al")
    for area, periods in (
        (CITY, [*(q[2] for q in QUARTERS), "2019"]),
        *((a, ["2019"]) for a in "ABC"),
    )
    for period in periods
]


@settings(max_examples=8, deadline=None)
@given(small_counts, small_counts)
def test_nothing_is_recovered_from_two_editions(first: dict, changes: dict):
    of = {"x": "X", "al": "XY"}
    old = makeup(first, CELLS, of)
    joint = join(old, [], LEVELS)
    assert np.allclose(joint.linked.values[joint.new], old.figures["waarde"])
    hidden = joint.hidden_after(suppress(joint.linked))
    assert _recovered_secrets(joint, hidden) == []
    new = makeup({**first, **changes}, CELLS, of)
    both = join(new, [shown(old, hidden[joint.new].tolist())], LEVELS)
    assert _recovered_secrets(both, both.hidden_after(suppress(both.linked))) == []


def _recovered_secrets(joint: Joint, hidden: np.ndarray) -> list[int]:
    linked = joint.linked
    values = np.where(hidden, np.nan, linked.values)
    found: pd.DataFrame = attack(linked.sums, ~hidden, values, linked.secret, linked.small)
    cells = found.loc[found["recovered"], "cell"].to_numpy()
    return cells[linked.secret[cells]].tolist()


@settings(max_examples=12, deadline=None)
@given(small_counts)
def test_zeros_taken_out_leave_the_same_cells(counts: dict):
    joint = join(makeup(counts, CELLS, {"x": "X", "al": "XY"}), [], LEVELS)
    cells, without = joint.without_nil()
    assert np.allclose(without.values, joint.linked.values[cells])
    assert (joint.linked.values[np.setdiff1d(np.arange(len(joint.linked)), cells)] == 0).all()


def test_without_counted_figures_and_without_any():
    made = makeup(BY_QUARTER, [*QUARTERS, YEAR])
    given_only = Makeup(
        made.figures.assign(geteld=False),
        made.counts.head(0),
        made.codes.head(0),
        made.places.head(0),
        made.months,
    )
    joint = join(given_only, [], LEVELS)
    assert joint.linked.values[joint.new].tolist() == [20, 30, 40, 0, 90]
    empty = Makeup(
        made.figures.head(0),
        made.counts.head(0),
        made.codes.head(0),
        made.places.head(0),
        made.months,
    )
    assert len(join(empty, [], LEVELS).linked) == 0
    assert len(join(empty, [shown(made, [False] * 5)], LEVELS).new) == 0
