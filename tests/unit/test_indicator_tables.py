"""Which tables of the indicators are made beside the others."""

from __future__ import annotations

import pytest

from assets.indicators import tables


@pytest.mark.parametrize("name", tables.MAKERS)
def test_the_tables_of_places_and_the_others_read_nothing_of_each_other(name: str):
    """They are made at the same time, so each would see the other as it was in the last run."""
    _, sources = tables.MAKERS[name]
    of_places = set(tables._OF_PLACES)
    others = tables.MAKERS.keys() - of_places
    assert of_places < tables.MAKERS.keys()
    assert not set(sources) & (others if name in of_places else of_places)
