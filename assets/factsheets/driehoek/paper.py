"""How much of a table stays on paper, counted in words: a reader has two minutes.

Which rows come first is decided by the sections.
"""

from __future__ import annotations

from dataclasses import replace

from assets.factsheets.table import Table


def keeping(table: Table, words: int) -> Table:
    """The table that keeps at least its first rows of so many words together; always one."""
    kept = 0
    for row in table.rows:
        words -= sum(len(f"{cell.text} {cell.small}".split()) for cell in row.cells.values())
        if kept and words < 0:
            break
        kept += 1
    return replace(table, least=min(kept, table.most))
