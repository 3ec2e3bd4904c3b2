"""Which tables of the indicators are made beside the others."""

from __future__ import annotations

import pytest

from assets.indicators import tables


@pytest.mark.parametrize("name", tables.MAKERS)
def test_tables_that_are_made_beside_each_other_read_nothing_of_each_other(name: str):
    """They are made at the same time, so each would see the other as it was in the last run."""
    _, sources = tables.MAKERS[name]
    beside = [set(group) for group in tables._OF_PLACES]
    assert set().union(*beside) < tables.MAKERS.keys()
    (own,) = [group for group in beside if name in group] or [
        tables.MAKERS.keys() - set().union(*beside)
    ]
    assert not set(sources) & (tables.MAKERS.keys() - own)
