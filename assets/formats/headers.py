"""Finding the header in the sheets of a file, and with it the layout that the file follows.

Here are also the refusals that follow from a header: nothing recognised, two deliveries in one
file, a column that may not be delivered. Reading the rows below the header is in `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from assets.basis.errors import RefusedError, UnreadableError
from assets.basis.naming import public_header
from assets.formats import header_rows, wide
from assets.formats.likeness import likeness
from assets.formats.sheets import Sheet
from schemas.layout import Layout, fold_header


class UnrecognisedError(UnreadableError):
    """A file that fits no layout. `layout`: the one that it looks like most, or None."""

    def __init__(self, text: str, layout: Layout | None = None) -> None:
        super().__init__(text)
        self.layout = layout


@dataclass(frozen=True)
class Match:
    """Where a layout was found: the sheet, the last row of its header (from 0), and its fields.

    `positions`: field -> column; with the years side by side, after turning (`wide`). `header`: as
    it is in the file; of a header of more rows, joined (`Locatie straat`).
    """

    sheet: Sheet
    row: int
    layout: Layout
    positions: dict[str, int]
    header: list[str]


def best_match(sheets: list[Sheet], layouts: tuple[Layout, ...], name: str) -> Match:
    """The header and layout with the most fields, among those with all required ones.

    Raises `UnrecognisedError` if there is none: it names the layout that comes nearest, and the
    columns that it misses.
    """
    best: Match | None = None
    others: list[Match] = []
    for sheet in sheets:
        for row in range(len(sheet.head)):
            for match in _matches(layouts, sheet, row, name):
                if match.layout.lacking(match.positions):
                    others.append(match)
                elif best is None or len(match.positions) > len(best.positions):
                    best = match
    if best is not None:
        return best
    for layout in layouts:
        _refuse_suspects(layout, sheets, name)
    nearest = max(others, key=_likeness, default=None)
    if nearest is None or not _likeness(nearest):
        raise UnrecognisedError(_nothing_near(layouts, name))
    raise UnrecognisedError(_missing(nearest, name), nearest.layout)


def _likeness(match: Match) -> float:
    return likeness(match.header, match.layout)


def other_deliveries(match: Match, sheets: list[Sheet], layouts: tuple[Layout, ...]) -> list[Sheet]:
    """The sheets besides that of `match` that have a delivery too, whatever the settings say."""
    anywhere = tuple(replace(layout, sign="", sheets=()) for layout in layouts)
    return [
        sheet for sheet in sheets if sheet is not match.sheet and _has_a_delivery(sheet, anywhere)
    ]


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


def _matches(layouts: tuple[Layout, ...], sheet: Sheet, row: int, name: str) -> Iterator[Match]:
    """The fields of each layout in a row, and in that row with those above it as one header."""
    lowest = sheet.head_texts[row]
    with_above = _with_rows_above(sheet, row)
    for layout in layouts:
        if not layout.may_be_on(sheet.name):
            continue
        if layout.periods != "moment":
            yield _match(layout, sheet, row, name, lowest)
            continue
        for header, ways in with_above:
            yield _match(layout, sheet, row, name, header, *ways)


def _with_rows_above(sheet: Sheet, row: int) -> list[tuple[list[str], list[list[str]]]]:
    """The header that ends in a row, alone and with the rows above it, each with the ways in which
    it may be read."""
    lowest = sheet.head_texts[row]
    above = header_rows.joined(sheet.head_texts, row)
    ways = [header_rows.without_doubles(lowest, above[0]) if above else lowest]
    headers = [(lowest, ways)]
    for header, higher in zip_longest(above, above[1:]):
        headers.append((header, [header, *ways]))
        ways = [header_rows.without_doubles(header, higher or header), *ways]
    return headers


def _match(
    layout: Layout, sheet: Sheet, row: int, name: str, header: list[str], *ways: list[str]
) -> Match:
    """The fields of a layout in a row; none if a sign says that the table is of another layout.

    `ways`: other readings of the header, the most certain first; without any, it is read as it is.
    """
    positions: dict[str, int] = {}
    for way in ways or (header,):
        positions = layout.recognise(way) | positions
    if layout.wide and "indicator" in positions and "waarde" not in positions:
        positions = layout.recognise(wide.header(header))
    if positions and layout.sign and not any(field in positions for field in layout.marks):
        texts = [text.casefold() for text in _texts_near(sheet, name)]
        if not any(re.search(layout.sign, text) for text in texts):
            positions = {}
    return Match(sheet, row, layout, positions, header)


def _has_a_delivery(sheet: Sheet, layouts: tuple[Layout, ...]) -> bool:
    return any(
        not match.layout.lacking(match.positions)
        for row in range(len(sheet.head))
        for match in _matches(layouts, sheet, row, "")
    )


def _refuse_suspects(layout: Layout, sheets: list[Sheet], name: str) -> None:
    """Say what is wrong with a list of addresses, although it fits no layout."""
    if not layout.suspect:
        return
    for sheet in sheets:
        near = [text.casefold() for text in _texts_near(sheet, name)]
        if any(re.search(layout.suspect, text) for text in near):
            for texts in sheet.head_texts:
                refuse_forbidden(layout, texts, name)


def _texts_near(sheet: Sheet, name: str) -> list[str]:
    """The name of the file and every cell in the head of the sheet."""
    return [name, *(text for texts in sheet.head_texts for text in texts)]


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
        "Wijs in veiligheidsbeeld.toml onder "
        f"[{layout.source}.kolommen] aan welke kop dit is (veiligheidsbeeld profile geeft de "
        "regels), of vraag de export opnieuw met deze kolom."
        if layout.settable or layout.wide
        else "Voeg de kolom toe, of geef de kolom deze kop."
    )
    if any(
        sum(fold_header(text) == fold_header(own) for text in match.header) > 1
        for field in layout.required
        if field.name not in match.positions
        for own in field.headers
    ):
        advice += (
            " De kop staat er meer dan één keer: noem hem met de kop die erboven staat, zoals "
            '"Locatie straat".'
        )
    found = f"Wel gevonden: {', '.join(present)}. " if present else ""
    return (
        f"«{name}» lijkt op een {layout.title}, maar mist de kolom {', '.join(missing)}. "
        f"{found}{advice}"
    )
