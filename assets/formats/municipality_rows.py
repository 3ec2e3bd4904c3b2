"""Of the figures in a file of statistics, those of one municipality, as a table of its layout.

Kept are the municipality, its districts and its neighbourhoods, and the Netherlands if the layout
has a code for it. Opening the file is in `statistics`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

import pandas as pd

from assets.basis.errors import UnreadableError
from assets.basis.naming import form, public_header
from assets.formats import cubes, periods, survey_pages, surveys
from assets.formats.statistics import Statistics
from assets.formats.text_table import TextTable
from schemas.layout import AreaLayout, fold_header
from schemas.plain_text import printable
from schemas.statistics import COLUMN_OF_ROLE, COUNTS_TITLE, NETHERLANDS, ROLES

_CODE = re.compile(r"^[A-Z]{2}[0-9A-Z]{2,8}$")
_DOWNLOADED = re.compile(r"_(\d{2})(\d{2})(\d{4})_(\d{2})(\d{2})(\d{2})(?=\D*$)")
# Suffixes of areas other than municipalities: province, region, police unit ...
_OTHER_KIND = re.compile(r"\((PV|RE|LD|CR|AM|GG|PO|RA|PD|PT|BT|DI)\)$", re.IGNORECASE)

# A region or a province behind the name of a municipality: Bergen (NH.).
_REGION = re.compile(r"^[^()]+ \([A-Z][A-Za-z]{0,2}\.?\)$")


def table_of(statistics: Statistics, layout: AreaLayout, name: str) -> TextTable:
    """The rows of the municipality of `layout`, one per figure.

    `name`: what the analyst calls the file. Raises `UnreadableError` if there are none, or if the
    name of the municipality is ambiguous.
    """
    if isinstance(statistics, surveys.Survey):
        return _of_survey(statistics, layout, name)
    return _of_counts(statistics, layout, name)


def _of_counts(counts: cubes.Grid, layout: AreaLayout, name: str) -> TextTable:
    if "gebied" not in counts.labels:
        raise UnreadableError(
            f"«{name}» lijkt op {COUNTS_TITLE}, maar mist de kolom met het gebied "
            f"({COLUMN_OF_ROLE['gebied']}). Kies die in StatLine erbij."
        )
    frame = counts.frame
    areas = frame["gebied"]
    ours_by_code = areas.map({text: _is_ours(text, layout.gemeentecode) for text in areas.unique()})
    is_name = ours_by_code.isna()
    is_small = frame["indeling"].ne("gemeenten")
    names = _names_of_municipality(
        areas[is_name & ~is_small], layout, counts.labels["gebied"], name
    )
    ours = ours_by_code.eq(True) | (is_name & ~is_small & areas.isin(names))
    ours |= is_name & is_small & _may_be_in_municipality(frame, layout)
    frame = frame[ours]
    if frame.empty:
        raise UnreadableError(
            f"«{name}» heeft geen cijfers van gemeente {layout.gemeentenaam} "
            f"({layout.gemeentecode}). Kies in StatLine uw gemeente, of controleer [gemeente] in "
            "veiligheidsbeeld.toml."
        )
    is_municipality = frame["indeling"].eq("gemeenten") & frame["gebied"].isin(names)
    frame = frame.assign(gebied=frame["gebied"].mask(is_municipality, layout.gemeentecode))
    return _laid_out(frame, counts.labels, counts.unread, counts.malformed, layout, name)


def _of_survey(survey: surveys.Survey, layout: AreaLayout, name: str) -> TextTable:
    column = survey.labels.get("gebied", "Regio's")
    areas = survey.frame["gebied"]
    names = _names_of_municipality(areas, layout, column, name)
    codes = {text: _code_of(text, names, layout) for text in areas.unique()}
    frame = survey.frame.assign(gebied=areas.map(codes).astype("str"))
    frame = frame[frame["gebied"].ne("")]
    if frame.empty:
        raise UnreadableError(
            f"«{name}» heeft geen cijfers van gemeente {layout.gemeentenaam} "
            f"({layout.gemeentecode}) of van Nederland. Kies in StatLine uw gemeente, of "
            "controleer [gemeente] in veiligheidsbeeld.toml."
        )
    if not any(periods.period(text) for text in frame["periode"].unique()):
        label = public_header(survey.labels.get("periode", "Perioden"), frozenset(ROLES))
        raise UnreadableError(
            f"«{name}»: in de kolom «{label}» is geen enkel "
            "jaar te lezen. Verwacht wordt 2019 of 2019JJ00."
        )
    figures = survey_pages.figures(frame).rename(
        columns={"onderwerp": "indicator", "periode": "jaar"}
    )
    labels = {
        "indicator": survey.labels.get("onderwerp", "onderwerp"),
        "gebied": column,
        "jaar": survey.labels.get("periode", "Perioden"),
        "waarde": "Waarde",  # there may be many columns with values
    }
    # Figures are numbered themselves, so rows that cannot be read are numbered after all of them.
    malformed = tuple(len(figures) + place for place, _ in enumerate(survey.malformed, start=1))
    return _laid_out(figures, labels, survey.unread, malformed, layout, name)


def _is_ours(text: str, code: str) -> bool | None:
    """Whether an area code is within the municipality with this code; None if it is no code."""
    plain = text.upper()
    if not _CODE.match(plain) or not any(letter.isdigit() for letter in plain):
        return None
    return plain[:2] in {"GM", "WK", "BU"} and plain[2:6] == code[2:6]


def _code_of(text: str, names: set[str], layout: AreaLayout) -> str:
    """The code of an area given by code or name; empty for an area that is not kept."""
    if fold_header(text) in NETHERLANDS:
        return layout.country_code
    if text in names:
        return layout.gemeentecode
    return text.upper() if _is_ours(text, layout.gemeentecode) else ""


def _names_of_municipality(
    areas: pd.Series, layout: AreaLayout, column: str, name: str
) -> set[str]:
    """How a table of municipalities writes the name of this one: exactly, with `(gemeente)`, or
    with a region (`Bergen (NH.)`).

    Raises `UnreadableError` if the last gives more than one.
    """
    wanted = fold_header(layout.gemeentenaam)
    texts = [text for text in areas.unique() if not _OTHER_KIND.search(text)]
    exact = {text for text in texts if fold_header(text) == wanted}
    marked = {text for text in texts if fold_header(text) == f"{wanted}gemeente"}
    if exact or marked:
        return marked or exact
    alike = {text for text in texts if fold_header(re.sub(r"\s*\(.*\)$", "", text)) == wanted}
    if len(alike) > 1:
        options = ", ".join(
            f"«{text if _REGION.search(text) else form(text)}»" for text in sorted(alike)
        )
        column = public_header(column, frozenset(ROLES))
        raise UnreadableError(
            f"«{name}»: in de kolom «{column}» kan gemeente {layout.gemeentenaam} meer dan één "
            f"zijn: {options}. Zet de naam zo bij [gemeente] naam, of download de tabel met de "
            "regiocode."
        )
    return alike


def _may_be_in_municipality(frame: pd.DataFrame, layout: AreaLayout) -> pd.Series:
    """For areas given by name: those of this municipality, or of no stated municipality."""
    if "gemeentenaam" not in frame:
        return pd.Series(True, index=frame.index)
    folded = {
        text: fold_header(text.removesuffix(" (gemeente)"))
        for text in frame["gemeentenaam"].unique()
    }
    return frame["gemeentenaam"].map(folded).isin([fold_header(layout.gemeentenaam), ""])


def _laid_out(
    frame: pd.DataFrame,
    labels: Mapping[str, str],
    unread: tuple[str, ...],
    malformed: tuple[int, ...],
    layout: AreaLayout,
    name: str,
) -> TextTable:
    """The rows as a table of the layout; `labels`: field -> its header."""
    fields = [field.name for field in layout.fields]
    present = [field for field in fields if field in labels]
    text = pd.DataFrame(
        {field: frame.get(field, "") for field in fields}, index=frame.index
    ).astype("str")
    text = text.apply(
        lambda column: column.map({cell: printable(cell) for cell in column.unique()})
    )
    text = text.astype("str")
    text.index = pd.Index(text.index, dtype="int64", name="rijnummer")
    return TextTable(
        layout=layout,
        sheet=None,
        header=(*(labels[field] for field in present), *unread),
        positions={field: place for place, field in enumerate(present)},
        frame=text,
        malformed=malformed,
        remarks=_downloaded(name),
    )


def _downloaded(name: str) -> tuple[str, ...]:
    """When StatLine made the file, from its name: `..._15052023_134652.csv`. Worded as the police
    export words it, so that both are read alike."""
    if match := _DOWNLOADED.search(PurePosixPath(name).stem):
        day, month, year, hour, minute, _ = match.groups()
        return (f"Bevraagd op {day}-{month}-{year} {hour}:{minute}",)
    return ()
