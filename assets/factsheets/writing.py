"""A sheet as its three files; the same sheet gives the same bytes.

How a file is made is decided in `html`, `pdf` and `workbooks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assets.basis.atomic import write_if_changed
from assets.factsheets import html, pdf, workbooks
from assets.factsheets.sheet import Sheet

FORMATS = {"html": html.render, "pdf": pdf.render, "xlsx": workbooks.render}


def files_of(sheet: Sheet) -> dict[str, bytes]:
    """The content of each format: html, pdf and xlsx. Raises AnalystError if a page of a sheet with
    fixed pages does not fit."""
    return {name: render(sheet) for name, render in FORMATS.items()}


def write(files: Mapping[str, bytes], folder: Path, stem: str) -> dict[str, tuple[Path, bool]]:
    """Write `stem`.html, .pdf and .xlsx to an existing folder.

    Returns for each format its path and whether the file changed. All three are rendered before the
    first is written, so that files of two issues never end up side by side.
    """
    written = {}
    for name, content in files.items():
        path = folder / f"{stem}.{name}"
        written[name] = (path, write_if_changed(path, content))
    return written
