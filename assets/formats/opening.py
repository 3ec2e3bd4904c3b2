"""From a delivered file to its table: one with statistics of areas, or one with a row a case.

Here only the choice between the two, and which rows of statistics are of the municipality.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pandas as pd

from assets.basis.errors import UnreadableError
from assets.formats import cubes, odata, periods, surveys
from assets.formats.reading import TextTable, as_text, open_spreadsheet, read_table
from assets.formats.sheets import Sheet
from assets.formats.statline import Part, figures_in, read_statline
from schemas import survey
from schemas.layout import AreaLayout, Layout, fold_header

_CUBES = {".json", ".zip", ".csv", ".txt", ".tsv"}
Statistics = cubes.Grid | surveys.Survey
_CODE = re.compile(r"^[A-Z]{2}[0-9A-Z]{2,8}$")
_DOWNLOADED = re.compile(r"_(\d{2})(\d{2})(\d{4})_(\d{2})(\d{2})(\d{2})(?=\D*$)")
_WORDS = (b"periode", b"measure", b"crime_type", b"identifier", b"title", b"regio", b"marges")
_OTHER_KIND = re.compile(r"\((PV|RE|LD|CR|AM|GG|PO|RA|PD|PT|BT|DI)\)$", re.IGNORECASE)
_COUNTRY = {"nederland", "nl", "nl00", "nl01"}


def read_delivery(path: Path, layouts: Iterable[Layout], name: str | None = None) -> TextTable:
    """The table of the layout that fits `path`. Raises `UnreadableError` as `read_table` does."""
    name = name or path.name
    layouts = tuple(layouts)
    areas = {one.source: one for one in layouts if isinstance(one, AreaLayout)}
    sheets = open_spreadsheet(path, name)
    found = read_statistics(path, name, sheets) if areas else None
    if isinstance(found, surveys.Survey) and survey.SOURCE in areas:
        return _of_survey(found, areas[survey.SOURCE], name)
    counted = next((one for one in areas.values() if not one.flat), None)
    if isinstance(found, cubes.Grid) and counted is not None:
        return _of_municipality(found, counted, name)
    plain = [one for one in layouts if not isinstance(one, AreaLayout) or one.flat]
    return read_table(path, plain, name, sheets)


def read_cube(path: Path, name: str | None = None) -> cubes.Grid | None:
    """All counts of all areas in a file of statistics; None for a file that holds none."""
    name = name or path.name
    found = read_statistics(path, name, open_spreadsheet(path, name))
    return found if isinstance(found, cubes.Grid) else None


def read_statistics(path: Path, name: str, sheets: Sequence[Sheet] | None) -> Statistics | None:
    """All figures of all areas in a file of statistics, counted or asked; None for another file.

    `sheets`: those of a workbook, which holds statistics where a CSV was saved as such.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if sheets is not None:
        pages = [(name, *_of_workbook(sheets, name))]
    elif suffix not in _CUBES or (suffix not in {".zip", ".json"} and not _may_be_statistics(path)):
        return None
    else:
        content = path.read_bytes()
        if suffix == ".zip":
            pages = list(odata.read_zip(content, name))
        elif content.startswith(b"PK") or not content.strip():
            return None
        else:
            pages = [(name, *odata.read_page(content, name))]
    return _joined(pages, name)


def _joined(pages: list[tuple[str, list[Part], str]], name: str) -> Statistics | None:
    parts = [part for _, found, _ in pages for part in found]
    lists = [part for part in parts if isinstance(part, cubes.CodeList)]
    asked = [part for part in parts if isinstance(part, surveys.Survey)]
    grids = [part for part in parts if isinstance(part, cubes.Grid)]
    table = next((t for *_, t in pages if t), cubes.table_of(name))
    if asked:
        return surveys.joined(asked, lists, f"{name} {table}")
    if not grids:
        if any(one.dimension in _LISTS for one in lists):
            raise UnreadableError(
                f"«{name}» is een codelijst van open data en heeft zelf geen cijfers. Zet ze samen "
                "met de cijfers in één zip."
            )
        return None
    found = cubes.joined(grids, lists, table)
    _require(found, name)
    return found


def _of_workbook(sheets: Sequence[Sheet], name: str) -> tuple[list[Part], str]:
    """The statistics in a workbook: a sheet of cells, or of lines that were never split."""
    parts = []
    for sheet in sheets:
        head = [[as_text(cell) for cell in row] for row in sheet.head]
        if head and not any(cell for row in head for cell in row[1:]):
            text = "\n".join(as_text(row[0]) if row else "" for row in sheet.read())
            found = read_statline(text, name)
        elif figures_in(head, name) is not None:
            found = figures_in([[as_text(cell) for cell in row] for row in sheet.read()], name)
        else:
            continue
        parts += [found] if found is not None else []
    return parts, cubes.table_of(name)


def _may_be_statistics(path: Path) -> bool:
    """A quick look: the exports of registrations and reports need not be read twice."""
    with path.open("rb") as file:
        head = file.read(20_000).replace(b"\0", b"").lower()
    return any(word in head for word in _WORDS)


_LISTS = {"soortmisdrijf", "soortoverlast", "overlast", "perioden", "measure", "marges"}


def _require(found: cubes.Grid, name: str) -> None:
    """Refuse figures of which it cannot be said what, when or how many."""
    missing = [
        text
        for field, text in (
            ("onderwerp", "«Soort misdrijf» of «Overlast»"),
            ("periode", "«Perioden»"),
            ("waarde", "«Geregistreerde misdrijven» of «Geregistreerde overlast» (aantal)"),
        )
        if field not in found.labels
    ]
    if missing:
        raise UnreadableError(
            f"«{name}» lijkt op open data van de politie, maar mist {' en '.join(missing)}. Kies "
            "die in StatLine erbij, of lever de codelijst van de metingen (MeasureCodes) mee. Een "
            "tabel van het CBS zelf (afgerond, andere indeling) wordt niet ingenomen."
        )
    if not any(periods.period(text) for text in found.frame["periode"].unique()):
        raise UnreadableError(
            f"«{name}»: in de kolom «{found.labels['periode']}» is geen enkele periode te lezen. "
            "Verwacht wordt 2019, 2019 januari, 2019MM01 of 2019JJ00."
        )


def _of_municipality(found: cubes.Grid, layout: AreaLayout, name: str) -> TextTable:
    """Only the rows of the municipality, its districts and its neighbourhoods."""
    if "gebied" not in found.labels:
        raise UnreadableError(
            f"«{name}» lijkt op open data van de politie, maar mist de kolom met het gebied "
            "(«Regio's» of «Wijken en buurten»). Kies die in StatLine erbij."
        )
    frame = found.frame
    areas = frame["gebied"]
    whose = {text: _whose(text, layout.gemeentecode) for text in areas.unique()}
    by_code = areas.map(whose)
    by_name = by_code.isna()
    small = frame["indeling"].ne("gemeenten")
    own = _own_name(areas[by_name & ~small], layout, found.labels["gebied"], name)
    kept = by_code.eq(True) | (by_name & ~small & areas.isin(own))
    kept |= by_name & small & _in_municipality(frame, layout)
    frame = frame[kept]
    if frame.empty:
        raise UnreadableError(
            f"«{name}» heeft geen cijfers van gemeente {layout.gemeentenaam} "
            f"({layout.gemeentecode}). Kies in StatLine uw gemeente, of controleer [gemeente] in "
            "veiligheidsbeeld.toml."
        )
    named = frame["indeling"].eq("gemeenten") & frame["gebied"].isin(own)
    frame = frame.assign(gebied=frame["gebied"].mask(named, layout.gemeentecode))
    return _as_table(found, frame, layout, name)


def _whose(text: str, code: str) -> bool | None:
    """Whether the code of an area is of the municipality; None for what is no code."""
    plain = text.upper()
    if not _CODE.match(plain) or not any(letter.isdigit() for letter in plain):
        return None
    return plain[:2] in {"GM", "WK", "BU"} and plain[2:6] == code[2:6]


def _own_name(areas: pd.Series, layout: AreaLayout, column: str, name: str) -> set[str]:
    """How a table of municipalities writes this one; refuses where it can be more than one."""
    wanted = fold_header(layout.gemeentenaam)
    names = [text for text in areas.unique() if not _OTHER_KIND.search(text)]
    exact = {text for text in names if fold_header(text) == wanted}
    marked = {text for text in names if fold_header(text) == f"{wanted}gemeente"}
    if exact or marked:
        return marked or exact
    like = {text for text in names if fold_header(re.sub(r"\s*\(.*\)$", "", text)) == wanted}
    if len(like) > 1:
        options = ", ".join(f"«{text}»" for text in sorted(like))
        raise UnreadableError(
            f"«{name}»: in de kolom «{column}» kan gemeente {layout.gemeentenaam} meer dan één "
            f"zijn: {options}. Zet de naam zo bij [gemeente] naam, of download de tabel met de "
            "regiocode."
        )
    return like


def _in_municipality(frame: pd.DataFrame, layout: AreaLayout) -> pd.Series:
    """Of areas given by name: those of which the municipality is told, or that tell none."""
    if "gemeentenaam" not in frame:
        return pd.Series(True, index=frame.index)
    wanted = fold_header(layout.gemeentenaam)
    told = {
        text: fold_header(text.removesuffix(" (gemeente)"))
        for text in frame["gemeentenaam"].unique()
    }
    return frame["gemeentenaam"].map(told).isin([wanted, ""])


def _of_survey(found: surveys.Survey, layout: AreaLayout, name: str) -> TextTable:
    """A figure a row, of the municipality, its districts, its neighbourhoods and the country."""
    areas = found.frame["gebied"]
    own = _own_name(areas, layout, found.labels.get("gebied", "Regio's"), name)
    code = {
        text: survey.COUNTRY
        if fold_header(text) in _COUNTRY
        else layout.gemeentecode
        if text in own
        else text.upper()
        if _whose(text, layout.gemeentecode)
        else ""
        for text in areas.unique()
    }
    frame = found.frame.assign(gebied=areas.map(code).astype("str"))
    frame = frame[frame["gebied"].ne("")]
    if frame.empty:
        raise UnreadableError(
            f"«{name}» heeft geen cijfers van gemeente {layout.gemeentenaam} "
            f"({layout.gemeentecode}) of van Nederland. Kies in StatLine uw gemeente, of "
            "controleer [gemeente] in veiligheidsbeeld.toml."
        )
    if not any(periods.period(text) for text in frame["periode"].unique()):
        raise UnreadableError(
            f"«{name}»: in de kolom «{found.labels.get('periode', 'Perioden')}» is geen enkel jaar "
            "te lezen. Verwacht wordt 2019 of 2019JJ00."
        )
    one = surveys.figures(replace(found, frame=frame)).rename(
        columns={"onderwerp": "indicator", "periode": "jaar"}
    )
    labels = {
        "indicator": found.labels.get("onderwerp", "onderwerp"),
        "gebied": found.labels.get("gebied", "Regio's"),
        "jaar": found.labels.get("periode", "Perioden"),
        "waarde": "Waarde",  # of each of its columns
    }
    # a figure is numbered by itself, so a row that cannot be read comes after all of them
    malformed = tuple(len(one) + place for place, _ in enumerate(found.malformed, start=1))
    return _table_of(one, labels, layout, name, replace(found, malformed=malformed))


def _as_table(found: cubes.Grid, frame: pd.DataFrame, layout: AreaLayout, name: str) -> TextTable:
    return _table_of(frame, found.labels, layout, name, found)


def _table_of(
    frame: pd.DataFrame,
    labels: Mapping[str, str],
    layout: AreaLayout,
    name: str,
    found: Statistics,
) -> TextTable:
    """The rows as a table of the layout; `labels`: field -> its header."""
    fields = [field.name for field in layout.fields]
    present = [field for field in fields if field in labels]
    text = pd.DataFrame(
        {field: frame.get(field, "") for field in fields}, index=frame.index
    ).astype("str")
    text.index = pd.Index(text.index, dtype="int64", name="rijnummer")
    return TextTable(
        layout=layout,
        sheet=None,
        header=(*(labels[field] for field in present), *found.unread),
        positions={field: place for place, field in enumerate(present)},
        frame=text,
        malformed=found.malformed,
        remarks=_downloaded(name),
    )


def _downloaded(name: str) -> tuple[str, ...]:
    """When StatLine made the file, as its name tells: `..._15052023_134652.csv`."""
    if found := _DOWNLOADED.search(PurePosixPath(name).stem):
        day, month, year, hour, minute, _ = found.groups()
        return (f"Bevraagd op {day}-{month}-{year} {hour}:{minute}",)
    return ()
