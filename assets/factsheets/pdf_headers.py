"""Row headers in a tagged PDF: Typst only tags the headers of columns.

Everything else about the PDF is made in `pdf`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf


def with_row_headers(content: bytes) -> bytes:
    """The PDF with the first cell of each table row tagged as the header of that row."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as document:
        for body in _bodies(document.Root.StructTreeRoot):
            rows = [_kids(row) for row in _kids(body)]
            rows = [row for row in rows if len(row) > 1]  # without the rows that name a group
            for row in rows if _need_headers(rows) else []:
                _make_header(row[0])
        buffer = io.BytesIO()
        mode = pikepdf.ObjectStreamMode.generate  # a quarter of the size
        document.save(buffer, deterministic_id=True, object_stream_mode=mode)
    return buffer.getvalue()


def _need_headers(rows: list[list[pikepdf.Dictionary]]) -> bool:
    """Whether the rows have enough cells for headers of their own: with more headers than other
    cells, a short table is read aloud as shreds."""
    across = len(rows[0]) if rows else 0
    return len(rows) * (across - 1) >= across + len(rows)


def _make_header(cell: pikepdf.Dictionary) -> None:
    import pikepdf

    cell.S = pikepdf.Name.TH
    attributes = cell.get("/A", pikepdf.Array())
    owners = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    of_table = next((owner for owner in owners if owner.get("/O") == "/Table"), None)
    if of_table is None:
        of_table = pikepdf.Dictionary(O=pikepdf.Name.Table)
        owners.append(of_table)
        cell.A = pikepdf.Array(owners)
    of_table.Scope = pikepdf.Name.Row


def _bodies(element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """The body of every table, in reading order."""
    stack = [element]
    while stack:
        current = stack.pop()
        if current.get("/S") == "/TBody":
            yield current
        else:
            stack.extend(reversed(_kids(current)))


def _kids(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """The child elements of a structure element, without marked content."""
    import pikepdf

    kids = element.get("/K", [])
    if isinstance(kids, pikepdf.Dictionary):
        kids = [kids]
    if not isinstance(kids, (pikepdf.Array, list)):
        return []
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
