"""A sheet to its three files. The same sheet gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from assets.basis.atomic import write_if_changed
from assets.factsheets import html, pdf, workbooks
from assets.factsheets.sheet import Sheet

_FORMATS = {"html": html.render, "pdf": pdf.render, "xlsx": workbooks.render}


def write(sheet: Sheet, folder: Path, stem: str) -> dict[str, tuple[Path, bool]]:
    """Write `stem`.html, .pdf and .xlsx to a folder that is there.

    Returns of each format its path and whether the file changed. All three are made before the
    first is written, so that files of two issues never stand beside each other.
    """
    made = {name: render(sheet) for name, render in _FORMATS.items()}
    written = {}
    for name, content in made.items():
        path = folder / f"{stem}.{name}"
        written[name] = (path, write_if_changed(path, content))
    return written
