"""Finding the header in the sheets of a file, and with it the layout that the file follows.

Here are also the refusals that follow from a header: nothing recognised, two deliveries in one
file, a column that may not be delivered. Reading the rows below the header is in `reading`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assets.basis.errors import RefusedError, UnreadableError
from assets.basis.naming import public_header, public_name
from assets.formats import wide
from assets.formats.cells import as_text, header_texts
from assets.formats.sheets import Sheet
from schemas.layout import Layout, fold_header


@dataclass(frozen=True)
class Match:
    """Where a layout was found: the sheet, the row of its header (from 0), and its fields there.

    `positions`: field -> column; with the years side by side, after turning (`wide`).
    """

    sheet: Sheet
    row: int
    layout: Layout
    positions: dict[str, int]

    @property
    def header(self) -> list[str]:
        """The header as it is in the file."""
        return header_texts(self.sheet.head[self.row])


def best_match(sheets: list[Sheet], layouts: tuple[Layout, ...], name: str) -> Match:
    """The header and layout with the most fields, among those with all required ones.

    Raises `UnreadableError` if there is none: it names the layout that comes nearest, and the
    columns that it misses.
    """
    best: Match | None = None
    nearest: tuple[float, Match] | None = None
    for sheet in sheets:
        for row in range(len(sheet.head)):
            for layout in layouts:
                match = _match(layout, sheet, row, name)
                known = len(layout.required) - len(layout.lacking(match.positions))
                share = known / len(layout.required)
                if share == 1 and (best is None or len(match.positions) > len(best.positions)):
                    best = match
                elif share < 1 and known >= 2 and (nearest is None or share > nearest[0]):
                    nearest = share, match
    if best is not None:
        return best
    for layout in layouts:
        _refuse_suspects(layout, sheets, name)
    raise UnreadableError(
        _nothing_near(layouts, name) if nearest is None else _missing(nearest[1], name)
    )


def refuse_other_deliveries(
    match: Match, sheets: list[Sheet], layouts: tuple[Layout, ...], name: str
) -> None:
    """Raise `UnreadableError` for a workbook with a second delivery: it would stay unread."""
    more = [
        sheet.name
        for sheet in sheets
        if sheet is not match.sheet and _has_a_delivery(sheet, layouts)
    ]
    if more:
        names = ", ".join(f"«{public_name(text or '')}»" for text in (match.sheet.name, *more))
        raise UnreadableError(
            f"«{name}» heeft een levering op meer dan één blad ({names}). Sla elk blad op als een "
            "eigen bestand en zet die in de inbox."
        )


def refuse_forbidden(layout: Layout, header: list[str], name: str) -> None:
    """Raise `UnreadableError` if `header` has a column that the layout forbids."""
    columns = [
        f"«{public_header(text, layout.forbidden)}»"
        for text in header
        if fold_header(text) in layout.forbidden
    ]
    if columns:
        raise UnreadableError(f"«{name}» heeft de kolom {', '.join(columns)}. {layout.advice}")


def rival_notes(layout: Layout, header: list[str]) -> list[str]:
    """A note for each field of which the file has several headers, if the analyst set one."""
    return [
        f"de kolommen {', '.join(f'«{text}»' for text in headers)} zijn volgens [{layout.source}"
        f".kolommen] allemaal {name}; gelezen is «{headers[0]}». Haal weg wat niet klopt."
        for name, headers in layout.rivals(header).items()
    ]


def refuse_closed(layout: Layout, name: str) -> None:
    """Raise `RefusedError` if deliveries of the layout may not be used."""
    if layout.refused:
        raise RefusedError(f"«{name}» is een {layout.title}. {layout.refused}")


def _match(layout: Layout, sheet: Sheet, row: int, name: str) -> Match:
    """The fields of a layout in a row; none if a sign says that the table is of another layout."""
    header = header_texts(sheet.head[row])
    positions = layout.recognise(header)
    if layout.wide and "indicator" in positions and "waarde" not in positions:
        positions = layout.recognise(wide.header(header))
    if layout.sign and not any(field in positions for field in layout.marks):
        texts = [text.casefold() for text in _texts_near(sheet, name)]
        if not any(re.search(layout.sign, text) for text in texts):
            positions = {}
    return Match(sheet, row, layout, positions)


def _has_a_delivery(sheet: Sheet, layouts: tuple[Layout, ...]) -> bool:
    return any(
        not layout.lacking(layout.recognise(header_texts(row)))
        for row in sheet.head
        for layout in layouts
    )


def _refuse_suspects(layout: Layout, sheets: list[Sheet], name: str) -> None:
    """Say what is wrong with a list of addresses, although it fits no layout."""
    if not layout.suspect:
        return
    for sheet in sheets:
        texts = [text.casefold() for text in _texts_near(sheet, name)]
        if any(re.search(layout.suspect, text) for text in texts):
            for row in sheet.head:
                refuse_forbidden(layout, header_texts(row), name)


def _texts_near(sheet: Sheet, name: str) -> list[str]:
    """The name of the file and every cell in the head of the sheet."""
    return [name, *(as_text(cell) for row in sheet.head for cell in row)]


def _nothing_near(layouts: tuple[Layout, ...], name: str) -> str:
    tables = sorted({f"[{layout.source}.kolommen]" for layout in layouts if layout.settable})
    advice = (
        "; wijken de kopjes af, zet ze dan in veiligheidsbeeld.toml onder " + " of ".join(tables)
        if tables
        else ""
    )
    return (
        f"«{name}» is niet herkend: geen van de kopregels hoort bij een bekende levering. "
        f"Controleer of dit het goede bestand is{advice}."
    )


def _missing(match: Match, name: str) -> str:
    layout = match.layout
    missing = [
        f"«{field.headers[0]}»"
        + (f" (of «{layout.field(field.or_else).headers[0]}»)" if field.or_else else "")
        for field in layout.lacking(match.positions)
    ]
    present = [f"«{field.headers[0]}»" for field in layout.fields if field.name in match.positions]
    advice = (
        "Vraag de export opnieuw met deze kolom, of wijs in veiligheidsbeeld.toml onder "
        f"[{layout.source}.kolommen] aan welke kop dit is."
        if layout.settable
        else "Voeg de kolom toe, of geef de kolom deze kop."
    )
    return (
        f"«{name}» lijkt op een {layout.title}, maar mist de kolom {', '.join(missing)}. "
        f"Wel gevonden: {', '.join(present)}. {advice}"
    )
