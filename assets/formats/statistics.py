"""Opening a file of statistics: all figures of all areas in it, counts or a survey.

Which of these figures are of the municipality is decided in `municipality_rows`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from assets.basis.errors import UnreadableError
from assets.basis.naming import public_header
from assets.formats import cubes, odata, periods, survey_pages, surveys, texts
from assets.formats.cells import as_text, header_texts
from assets.formats.code_lists import CodeList
from assets.formats.sheets import Sheet
from assets.formats.statistic_tables import table_number
from assets.formats.statline import PEEK, Part, figures_in, may_be_statistics, read_statline
from schemas.statistics import CODE_LISTS, COLUMN_OF_ROLE, COUNTS_TITLE, ROLES

Statistics = cubes.Grid | surveys.Survey
Pages = list[tuple[list[Part], str]]  # the parts of each page, and the number of its table
_SUFFIXES = {".json", ".zip"} | texts.SUFFIXES


def read_statistics(
    path: Path, name: str, sheets: Sequence[Sheet] | None = None
) -> Statistics | None:
    """All figures of all areas in a file of statistics; None for any other file.

    `name`: what the analyst calls the file. `sheets`: those of a workbook, which has statistics if
    a CSV was saved as one. Raises `UnreadableError` for a file that is damaged, or that does not
    say what is counted, when, or how many.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if sheets is not None:
        return _joined([_of_workbook(sheets, name)], name)
    if suffix not in _SUFFIXES or (suffix in texts.SUFFIXES and not _may_be_statistics(path, name)):
        return None
    content = path.read_bytes()
    if suffix == ".zip":
        return _joined(list(odata.read_zip(content, name)), name)
    if content.startswith(b"PK") or not content.strip():
        return None
    return _joined([odata.read_page(content, name)], name)


def _joined(pages: Pages, name: str) -> Statistics | None:
    parts = [part for page, _ in pages for part in page]
    lists = [part for part in parts if isinstance(part, CodeList)]
    asked = [part for part in parts if isinstance(part, surveys.Survey)]
    counted = [part for part in parts if isinstance(part, cubes.Grid)]
    table = next((table for _, table in pages if table), table_number(name))
    if asked:
        return survey_pages.joined(asked, lists, f"{name} {table}")
    if counted:
        counts = cubes.joined(counted, lists, table)
        _require_usable(counts, name)
        return counts
    if any(codes.dimension in CODE_LISTS for codes in lists):
        raise UnreadableError(
            f"«{name}» is een codelijst van open data en heeft zelf geen cijfers. Zet ze samen "
            "met de cijfers in één zip."
        )
    return None


def _of_workbook(sheets: Sequence[Sheet], name: str) -> tuple[list[Part], str]:
    """The statistics in a workbook: in cells, or in lines that were never split into cells."""
    parts = []
    for sheet in sheets:
        head = [header_texts(row) for row in sheet.head]
        if head and not any(cell for row in head for cell in row[1:]):
            text = "\n".join(as_text(row[0]) if row else "" for row in sheet.read(0))
            part = read_statline(text, name)
        elif figures_in(head, name) is not None:
            part = figures_in([header_texts(row) for row in sheet.read(0)], name)
        else:
            continue
        parts += [part] if part is not None else []
    return parts, table_number(name)


def _may_be_statistics(path: Path, name: str) -> bool:
    with path.open("rb") as file:
        return may_be_statistics(file.read(PEEK), name)


def _require_usable(counts: cubes.Grid, name: str) -> None:
    """Refuse figures that do not say what, when or how many."""
    missing = [
        COLUMN_OF_ROLE[role]
        for role in ("onderwerp", "periode", "waarde")
        if role not in counts.labels
    ]
    if missing:
        raise UnreadableError(
            f"«{name}» lijkt op {COUNTS_TITLE}, maar mist {' en '.join(missing)}. Kies "
            "die in StatLine erbij, of lever de codelijst van de metingen (MeasureCodes) mee. Een "
            "tabel van het CBS zelf (afgerond, andere indeling) wordt niet ingenomen."
        )
    if not any(periods.period(text) for text in counts.frame["periode"].unique()):
        label = public_header(counts.labels["periode"], frozenset(ROLES))
        raise UnreadableError(
            f"«{name}»: in de kolom «{label}» is geen enkele periode te lezen. "
            "Verwacht wordt 2019, 2019 januari, 2019MM01 of 2019JJ00."
        )
