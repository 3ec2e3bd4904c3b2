"""Tables whose optimal suppression is proved (from SSBtools, Statistics Norway)."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from small_tables import recovered, table

from assets.disclosure.solve.suppression import suppress
from benchmarks.cross_tables import cross_table
from benchmarks.disclosure import ANSWERS, KNOWN, TABLES, protect

pytestmark = pytest.mark.skipif(
    not TABLES.exists(), reason="the tables with a known answer are not beside the project"
)
PROVED = [key for key, (count, *_) in ANSWERS.items() if count]


@pytest.mark.parametrize(("name", "highest"), PROVED)
@pytest.mark.parametrize("by_value", [True, False])
def test_the_proved_optimum_is_reached(name: str, highest: int, by_value: bool) -> None:
    rows = pd.read_csv(TABLES / f"{name}.csv")
    _, outcome = protect(rows, *KNOWN[name], highest, by_value=by_value)
    count, value, *_ = ANSWERS[name, highest]
    assert (outcome.secondary_value if by_value else outcome.secondary) == (
        value if by_value else count
    )
    assert outcome.recovered == 0
    assert outcome.narrowest >= 2 - 1e-6


@pytest.mark.parametrize(("name", "highest"), PROVED)
def test_sensitive_cells_alone_are_all_recovered(name: str, highest: int) -> None:
    dimensions, count = KNOWN[name]
    _, system = cross_table(pd.read_csv(TABLES / f"{name}.csv"), dimensions, count, highest)
    assert len(recovered(system, system.sensitive.copy())) == system.sensitive.sum()


def test_the_answers_are_those_in_the_files() -> None:
    proved = pd.read_csv(TABLES / "proved_optimum.csv").set_index("table")
    for name, highest in PROVED:
        row = proved.loc[f"{name}_max{highest}"]
        count, value, gauss, gauss_value = ANSWERS[name, highest]
        assert (row["opt_secondary"], row["optval_value"]) == (count, value)
        assert (row["gauss_secondary"], row["gauss_sec_value"]) == (gauss, gauss_value)


def test_the_trap_is_recovered_and_repaired_at_the_least_cost() -> None:
    trap = json.loads((TABLES / "sdc_trap_4x4.json").read_text(encoding="utf-8"))
    system = table([[int(n) for n in row] for row in trap["values"]], 0)
    names = {r + c: 6 + 5 * i + j for i, r in enumerate("wxyz") for j, c in enumerate("abcd")}
    for name in trap["suppressed"]:
        system.sensitive[names[name]] = True
    assert recovered(system, system.sensitive.copy()) == [names["wb"]]
    suppressed = suppress(system)
    assert [n for n, cell in names.items() if suppressed[cell] and not system.sensitive[cell]] == [
        "xd"
    ]
    assert recovered(system, suppressed) == []
