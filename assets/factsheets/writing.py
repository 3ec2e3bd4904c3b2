"""Writes a sheet as its three files; the same sheet gives the same bytes.

How a file is made is decided in `html`, `pdf` and `workbooks`.
"""

from __future__ import annotations

from pathlib import Path

from assets.basis.atomic import write_if_changed
from assets.basis.helper import Helper, NoHelper
from assets.factsheets import html, pdf, workbooks
from assets.factsheets.sheet import Sheet


def write(
    sheet: Sheet, folder: Path, stem: str, helper: Helper | None = None
) -> dict[str, tuple[Path, bool]]:
    """Write `stem`.html, .pdf and .xlsx to an existing folder.

    Returns for each format its path and whether the file changed. All three are rendered before the
    first is written, so that files of two issues never end up side by side. Raises AnalystError if
    a page of a sheet with fixed pages does not fit.
    """
    workbook = (helper or NoHelper()).share(workbooks.render, sheet.as_book())
    contents = {"html": html.render(sheet), "pdf": pdf.render(sheet), "xlsx": workbook()}
    written = {}
    for name, content in contents.items():
        path = folder / f"{stem}.{name}"
        written[name] = (path, write_if_changed(path, content))
    return written
