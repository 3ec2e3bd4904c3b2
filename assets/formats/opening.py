"""From a file to its sheets: which way of opening it fits its name and its first bytes.

How each kind of file is opened is in `workbooks`, `texts`, `bundles` and `objects`; which sheet is
a delivery is decided in `headers`.
"""

from __future__ import annotations

from pathlib import Path

from assets.basis.errors import UnreadableError
from assets.formats import bundles, objects, texts, workbooks
from assets.formats.sheets import Sheet
from schemas.layout import Layout


def open_sheets(path: Path, name: str, layouts: tuple[Layout, ...] = ()) -> list[Sheet]:
    """Every sheet of a file; a text file gives one per separator.

    `name`: what the analyst calls the file. `layouts`: needed for a zip of tables, which is joined
    as one of them describes. Raises `UnreadableError` for a file that is empty, damaged, protected,
    of another kind, or not what its extension says.
    """
    suffix = Path(name).suffix.lower()
    with path.open("rb") as file:
        start = file.read(8192)
    if not start.strip():
        raise UnreadableError(
            f"«{name}» is leeg. Vraag de export opnieuw op en zet die in de inbox."
        )
    if suffix == bundles.SUFFIX:
        return bundles.open_bundle(path, name, layouts)
    if suffix == objects.SUFFIX:
        return objects.open_objects(path, name)
    if suffix not in workbooks.SUFFIXES | texts.SUFFIXES:
        raise UnreadableError(
            f"«{name}» is geen Excel- of CSV-bestand en is niet gelezen. "
            "Sla de levering op als .xlsx of .csv."
        )
    is_workbook = workbooks.starts_as_workbook(start)
    if suffix in workbooks.SUFFIXES and not is_workbook:
        raise UnreadableError(
            f"«{name}» is niet wat de extensie {suffix} zegt: het is geen Excel-bestand. "
            "Open het, sla het op als .xlsx (of .csv) en zet dat in de inbox."
        )
    if suffix in texts.SUFFIXES and (is_workbook or texts.is_binary(start)):
        raise UnreadableError(
            f"«{name}» is niet wat de extensie {suffix} zegt: het is geen tekstbestand. "
            "Is het een Excel-bestand, geef het dan de extensie .xlsx."
        )
    return workbooks.open_workbook(path, name) if is_workbook else texts.open_text(path, name)
