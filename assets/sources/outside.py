"""Which rows of a table as read lie in another municipality: the same verdict that later refuses
them, given before the delivery is archived. For every source of rows.
"""

from __future__ import annotations

import pandas as pd

from assets.deliveries.own_rows import OwnRows
from assets.deliveries.source import Kind
from assets.formats.text_table import TextTable
from assets.linking.linking import linker_for
from assets.sources.cases import without_missing_words
from assets.sources.registry import of_kind
from schemas.configuration import Configuration


def own_rows(configuration: Configuration) -> OwnRows:
    """The own rows of a municipality; its reference is loaded for the first table of rows."""
    sources = {source.name: source for source in of_kind(Kind.ROWS)}

    def elsewhere(table: TextTable) -> pd.Series:
        source = sources.get(table.layout.source)
        if source is None or table.frame.empty:
            return pd.Series(False, index=table.frame.index)
        rows = source.addressed(without_missing_words(table.frame))
        return linker_for(configuration).elsewhere.decided_by(rows).ne("")

    return OwnRows(elsewhere, configuration.leveringen.alleen_eigen_rijen)
