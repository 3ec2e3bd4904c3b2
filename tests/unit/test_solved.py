"""What was solved stays solved: the same component needs no solver, and the result is the same."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from compositions import AREAS, COUNTS, DAY, TOWN, candidates, compose, unlinked_secret
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import block_diag, csr_matrix
from small_tables import recovered, table

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.disclosure.cell_system import CellSystem
from assets.disclosure.plan.all_editions import combine_editions
from assets.disclosure.publish import solved_parts
from assets.disclosure.publish.disclosure_control import protect
from assets.disclosure.publish.making import make_edition
from assets.disclosure.publish.solved_parts import read_solved, write_solved
from assets.disclosure.solve import attack as attack_module
from assets.disclosure.solve import suppression
from assets.disclosure.solve.attack import attack
from assets.disclosure.solve.solved import Solved
from assets.disclosure.solve.suppression import CannotProtectError, suppress
from schemas.configuration import Public

COUNTS_OF_ROWS = st.lists(
    st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=3
)


def side_by_side(*systems: CellSystem) -> CellSystem:
    """One system of these systems, which share nothing."""
    names = ("atoms", "sensitive", "threshold", "public", "cost", "lower_bound")
    return CellSystem(
        csr_matrix(block_diag([system.incidence for system in systems])),
        **{name: np.concatenate([getattr(system, name) for system in systems]) for name in names},
    )


def attacked(system: CellSystem, suppressed: np.ndarray, solved: Solved) -> pd.DataFrame:
    values = np.where(suppressed, np.nan, system.values)
    return attack(
        system.incidence, ~suppressed, values, system.sensitive, system.threshold, solved=solved
    )


def no_solver(*_: object) -> list:
    raise AssertionError("solved again")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", tmp_path / "inbox")


@settings(max_examples=25, deadline=None)
@given(COUNTS_OF_ROWS, COUNTS_OF_ROWS, st.booleans())
def test_what_is_the_same_is_not_solved_again_and_gives_the_same(
    counts: list[list[int]], others: list[list[int]], singletons: bool
) -> None:
    system = side_by_side(table(counts, 2), table(others, 2))
    first = Solved()
    try:
        without = suppress(system, singletons=singletons)
    except CannotProtectError:
        return
    kept = suppress(system, singletons=singletons, solved=first)
    intervals = attacked(system, kept, first)
    again = Solved(json.loads(json.dumps(first.used)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suppression, "_pattern", no_solver)
        patch.setattr(attack_module, "_intervals", no_solver)
        reused = suppress(system, singletons=singletons, solved=again)
        pd.testing.assert_frame_equal(attacked(system, reused, again), intervals)
    assert (kept == without).all()
    assert (reused == without).all()
    assert again.used == first.used
    pd.testing.assert_frame_equal(intervals, attacked(system, without, Solved()))


def test_a_component_is_known_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other cells, and another order of atoms, do not make it another one."""
    known, new = table([[3, 20, 30], [15, 25, 35], [17, 18, 19]]), table([[2, 9, 8], [7, 16, 5]])
    solved = Solved()
    suppress(known, solved=solved)
    backwards = np.arange(len(known.atoms))[::-1]
    turned = replace(known, incidence=known.incidence[:, backwards], atoms=known.atoms[backwards])
    solve, sizes = suppression._pattern, []
    monkeypatch.setattr(
        suppression, "_pattern", lambda part, *rest: sizes.append(len(part)) or solve(part, *rest)
    )
    pattern = suppress(side_by_side(new, turned), solved=Solved(solved.used))
    assert sizes == [len(new)]
    assert (pattern[len(new) :] == suppress(known)).all()


@pytest.mark.parametrize("name", ["public", "sensitive", "threshold", "cost", "lower_bound"])
def test_a_component_in_which_anything_differs_is_solved(name: str) -> None:
    system = table([[3, 20, 30], [15, 25, 35], [17, 18, 19]])
    changed = getattr(system, name).copy()
    changed[-1] = 1 - changed[-1]
    parts = [next(each.components())[1] for each in (system, replace(system, **{name: changed}))]
    assert parts[0].fingerprint() != parts[1].fingerprint()
    assert parts[0].fingerprint() != parts[0].fingerprint(True)


def test_the_attack_knows_a_component_by_all_its_public_values() -> None:
    system = table([[3, 20, 30], [15, 25, 35], [17, 18, 19]])
    suppressed = suppress(system)
    solved = Solved()
    attacked(system, suppressed, solved)
    more = replace(system, atoms=system.atoms + np.eye(len(system.atoms))[-1])
    again = Solved(solved.used)
    attacked(more, suppressed, again)
    assert again.used.keys().isdisjoint(solved.used)


def test_what_is_hidden_anyway_costs_nothing() -> None:
    system = table([[3, 20, 30], [15, 25, 35], [17, 18, 19]])
    hidden = suppress(system) & ~system.sensitive
    dear = replace(system, cost=np.where(hidden, 1e6, system.cost))
    pattern = suppress(dear, hidden=hidden)
    assert not (pattern & ~hidden & ~system.sensitive).any()
    assert recovered(system, pattern | hidden) == []


def test_the_store_is_for_its_owner_and_forgets_what_was_not_used(home: Home) -> None:
    solved = Solved({"old": [1], "both": [2]})
    assert solved.get("both", no_solver) == [2]
    assert solved.get("new", lambda: [[0.5], [float("inf")]]) == [[0.5], [float("inf")]]
    write_solved(home, solved.used)
    (path,) = home.solved.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    again = read_solved(home)
    assert again.get("new", no_solver) == [[0.5], [float("inf")]]
    assert again.get("old", lambda: [3]) == [3]


def test_a_store_that_is_damaged_or_of_another_program_only_costs_time(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved = Solved()
    solved.get("part", lambda: [1, 2])
    write_solved(home, solved.used)
    (path,) = home.solved.iterdir()
    content = path.read_text("utf-8")
    damaged = [content.replace("[1, 2]", "[1, 3]"), content[:-9], "", "[]", "{}", "\x00", '"delen"']
    for text in damaged:
        path.write_text(text, "utf-8")
        assert read_solved(home).get("part", lambda: [5]) == [5], text
    path.write_bytes(b"\xff\xfe")
    assert read_solved(home).get("part", lambda: [5]) == [5]
    path.write_text(content, "utf-8")
    assert read_solved(home).get("part", no_solver) == [1, 2]
    monkeypatch.setattr(solved_parts, "mark", lambda: "another program")
    assert read_solved(home).get("part", lambda: [5]) == [5]


class _Mistaken(Solved):
    """A store in which every pattern holds nothing but the sensitive cells."""

    def get(self, content: str, solve: partial) -> list:
        return [] if solve.func is suppression._pattern else solve()


def test_the_attack_refuses_a_pattern_that_does_not_protect() -> None:
    """A pattern is only a proposal, wherever it comes from."""
    editions = combine_editions(compose(COUNTS, AREAS), [], {})
    protect(editions, False, Solved())
    with pytest.raises(AnalystError, match="zijn terug te rekenen"):
        protect(editions, False, _Mistaken())


def test_a_next_edition_of_the_same_figures_chooses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All that was suppressed stays so; the attack on it was made for the edition before."""
    solved = Solved()
    first = make_edition(candidates(compose(COUNTS, AREAS)), [], Public(), TOWN, DAY, DAY, solved)
    again = candidates(compose(COUNTS, AREAS), status="voorlopig")
    monkeypatch.setattr(attack_module, "_intervals", no_solver)
    monkeypatch.setattr(suppression.HittingSet, "solve_relaxation", no_solver)
    known = Solved(solved.used)
    second = make_edition(again, [first], Public(), TOWN, DAY, DAY, known)
    assert second.edition.number == "2019-Q4.2"
    assert second.composition.figures["bekend"].equals(first.composition.figures["bekend"])


def test_a_silent_edition_protects_what_is_hidden_now() -> None:
    """Another hidden count is another component: it is solved and attacked anew."""
    solved = Solved()
    first = make_edition(unlinked_secret(3), [], Public(), TOWN, DAY, DAY, solved)
    known = Solved(solved.used)
    silent = make_edition(unlinked_secret(2), [first], Public(), TOWN, DAY, DAY, known)
    without = make_edition(unlinked_secret(2), [first], Public(), TOWN, DAY, DAY)
    assert silent.silent
    assert known.used.keys() - solved.used.keys()
    pd.testing.assert_frame_equal(silent.composition.figures, without.composition.figures)
