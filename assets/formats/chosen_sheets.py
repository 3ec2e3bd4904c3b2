"""The sheets of a workbook that are a delivery: those of the settings (`blad`), else the only one
that fits. Several sheets of the settings are one table, their rows below each other.

Where the header of a sheet is, is decided in `headers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from assets.basis.errors import UnreadableError
from assets.basis.naming import public_name
from assets.formats.headers import Match, best_match, other_deliveries
from assets.formats.sheets import Sheet
from schemas.layout import Layout, fold_header

_JOINT = " + "  # between the names of sheets that are read as one


def chosen(sheets: list[Sheet], layouts: tuple[Layout, ...], name: str) -> Match:
    """The delivery in the sheets of a file, with notes about the sheets that are not read.

    Raises `UnreadableError` if there is none, if it is not clear which sheet is meant, or if the
    settings name a sheet that is not there.
    """
    try:
        match = best_match(sheets, layouts, name)
    except UnreadableError:
        _refuse_unknown_sheet(sheets, layouts, name)
        raise
    if match.sheet.alternative:
        return match
    asked = match.layout.sheets if match.sheet.name is not None else ()
    read = [sheet for sheet in sheets if asked and match.layout.may_be_on(sheet.name)]
    others = [sheet for sheet in other_deliveries(match, sheets, layouts) if sheet not in read]
    if others and not asked:
        raise UnreadableError(_which(match, others, name))
    notes = list(match.sheet.notes)
    if len(read) > 1:
        match = _below_each_other(match, read, layouts, name)
        notes.append(
            f"de rijen van de bladen {_names(read)} staan onder elkaar; hun rijnummers lopen door"
        )
    section = f"bij blad onder [{match.layout.source}]"
    if others:
        notes.append(
            f"een blad dat ook past, is niet gelezen, want het staat niet {section}: "
            f"{_names(others)}"
        )
    if missing := _absent(match.layout, sheets) if asked else "":
        notes.append(f"{missing}, dat {section} staat; het bestand heeft {_names(sheets)}")
    return replace(match, sheet=replace(match.sheet, notes=tuple(notes)))


def unread(match: Match, sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets that are not part of a delivery; they may say something about it."""
    if match.sheet.alternative:
        return []
    own = (match.sheet.name or "").split(_JOINT)
    return [
        sheet for sheet in sheets if sheet.head is not match.sheet.head and sheet.name not in own
    ]


def _below_each_other(
    match: Match, read: list[Sheet], layouts: tuple[Layout, ...], name: str
) -> Match:
    """A match whose sheet has the rows of several. Raises `UnreadableError` if one of them has
    another header."""
    matches = []
    for sheet in read:
        own = match if sheet is match.sheet else best_match([sheet], (match.layout,), name)
        if [fold_header(text) for text in own.header] != [
            fold_header(text) for text in match.header
        ]:
            raise UnreadableError(
                f"«{name}» heeft niet op elk blad dezelfde kopjes in dezelfde volgorde: "
                f"{_names([match.sheet, sheet])}. Maak ze gelijk, of sla elk blad op als een eigen "
                "bestand en zet die in de inbox."
            )
        matches.append(own)
    first, *more = matches

    def rows(width: int) -> Iterator[Sequence[object]]:
        yield from first.sheet.read(width)
        for other in more:
            yield from islice(other.sheet.read(width), other.row + 1, None)

    titles = _JOINT.join(sheet.name or "" for sheet in read)
    return replace(first, sheet=replace(first.sheet, name=titles, read=rows))


def _refuse_unknown_sheet(sheets: list[Sheet], layouts: tuple[Layout, ...], name: str) -> None:
    """Raise `UnreadableError` if only the settings keep a sheet from being read."""
    for layout in layouts:
        if not layout.sheets or all(sheet.name is None for sheet in sheets):
            continue
        try:
            fits = best_match(sheets, (replace(layout, sheets=()),), name)
        except UnreadableError:
            continue
        what = (
            _absent(layout, sheets) or "geen blad dat daar staat, heeft de kopjes van de levering"
        )
        raise UnreadableError(
            f"«{name}»: {what} (blad onder [{layout.source}] in veiligheidsbeeld.toml). Het "
            f"bestand heeft {_names(sheets)}, en {_names([fits.sheet])} past. Noem dat blad, of "
            "haal de instelling weg."
        )


def _absent(layout: Layout, sheets: Sequence[Sheet]) -> str:
    """Which sheets of the settings are not there; empty if all are."""
    present = {fold_header(sheet.name or "") for sheet in sheets}
    absent = [f"«{text}»" for text in layout.sheets if fold_header(text) not in present]
    return f"het bestand heeft geen blad {' en geen blad '.join(absent)}" if absent else ""


def _which(match: Match, others: list[Sheet], name: str) -> str:
    advice = (
        f'noem ze in veiligheidsbeeld.toml onder [{match.layout.source}]: blad = "..." leest er '
        'een, blad = ["...", "..."] zet ze onder elkaar'
        if match.layout.settable and match.sheet.name is not None
        else "zet alleen het goede in de inbox"
    )
    return (
        f"«{name}» heeft een levering op meer dan één blad ({_names([match.sheet, *others])}). "
        f"Sla elk blad op als een eigen bestand en zet die in de inbox, of {advice}."
    )


def _names(sheets: Sequence[Sheet]) -> str:
    return ", ".join(f"«{public_name(sheet.name or '')}»" for sheet in sheets)
