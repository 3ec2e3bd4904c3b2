"""What a file of the inbox is: its manifest, and its table. Nothing is written here.

The file is opened by a `Reader`; what its rows mean is for later stations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assets.basis.errors import UnreadableError
from assets.basis.home import Home
from assets.basis.masking import masked, shown, storable
from assets.deliveries.arriving import Copy
from assets.deliveries.first_seen import Seen
from assets.deliveries.inbox import latest_moment, received, whole_of
from assets.deliveries.manifests import Manifest
from assets.deliveries.own_rows import STORED_NAME, OwnRows
from assets.deliveries.provenance import Selection, covered_months, months_in, selection_of
from assets.deliveries.reader import FileToRead, InThisProcess, Reader
from assets.formats import reading
from assets.formats.text_table import TextTable, joined
from schemas.dutch import number
from schemas.layout import Layout


@dataclass(frozen=True)
class Rules:
    """Rules for examining a file. `share`: a month counts as covered if it has this share of the
    rows of the fullest month. `own`: which rows belong to this municipality; they decide the months
    that a delivery covers. `reader`: opens the files."""

    layouts: tuple[Layout, ...]
    share: float
    own: OwnRows = OwnRows()
    reader: Reader = InThisProcess()


@dataclass(frozen=True)
class Examined:
    """A delivery. `table`: its rows, as they are archived; None if they are too many to hold.
    `parts`: the same rows in parts, read anew at each call."""

    manifest: Manifest
    layout: Layout
    table: TextTable | None
    parts: Callable[[], Iterator[TextTable]]


@dataclass
class _Rows:
    """What is known of the rows of a table, as its parts go by."""

    first: TextTable
    selection: Selection
    held: list[TextTable]
    months: Counter[str]
    rows: int = 0
    usable: int = 0
    outside: int = 0


def examine(home: Home, path: Path, copy: Copy, rules: Rules, seen: Seen) -> Examined:
    """The manifest and the rows of a file of the inbox, read from its copy. Raises
    `UnreadableError` for a file that cannot be taken in."""
    relative = path.relative_to(home.inbox)
    name = shown(relative.as_posix())

    def parts() -> Iterator[TextTable]:
        return rules.reader.each(*_task(home, path, copy, rules))

    rows = _rows(parts(), rules.own)
    table, selection = rows.first, rows.selection
    moment, according_to = received(
        relative, selection.made_at, datetime.fromisoformat(seen.gezien_op)
    )
    months = [
        month
        for month in covered_months(rows.months, table.layout, selection, rules.share)
        if month <= f"{latest_moment(moment, according_to):%Y-%m}"  # no future months
    ]
    _require_rows(rows, bool(months) or rows.usable == rows.outside, name)
    source = table.layout.source
    manifest = Manifest(
        levering_id=f"{source}-{copy.sha256[:12]}",
        bron=source,
        bestandsnaam=storable(path.name),
        sha256=copy.sha256,
        bytes=copy.stamp.size,
        ontvangen_op=moment.isoformat(sep=" "),
        ontvangen_volgens=according_to,
        blad=masked(table.sheet) if table.sheet else table.sheet,
        kop=[masked(header) for header in table.header],
        velden={name: table.header[position] for name, position in table.positions.items()},
        ongelezen=[masked(header) for header in table.unread_headers],
        rijen=rows.rows,
        maanden=months,
        basis=selection.by,
        codes=list(selection.codes) if selection.codes else None,
        meldsysteem=table.layout.system,
        opmerkingen=list(table.notes),
        gewijzigd_op=copy.stamp.moment,
        opschriften=dict(table.labels),
        deel_van=whole_of(relative),
    )
    return Examined(
        first_seen_at(_with_own_rows(manifest, rows, rules.own.alone), seen),
        table.layout,
        joined(rows.held) if rows.held else None,
        lambda: map(rules.own.kept, parts()),
    )


def announce(home: Home, path: Path, copy: Copy, rules: Rules) -> None:
    """Let the reader begin with a file that is examined next."""
    rules.reader.ahead(*_task(home, path, copy, rules))


def _task(home: Home, path: Path, copy: Copy, rules: Rules) -> tuple:
    """What the reader is asked about a file."""
    name = shown(path.relative_to(home.inbox).as_posix())
    file = FileToRead(copy.path, name)
    return file, reading.read_parts, copy.path, rules.layouts, name


def _rows(parts: Iterator[TextTable], own: OwnRows) -> _Rows:
    known: _Rows | None = None
    for part in parts:
        if known is None:
            known = _Rows(part, selection_of(part.remarks), [], Counter())
        inside = own.of(part)
        known.months.update(months_in(inside, known.selection))
        known.rows += part.row_count
        known.usable += len(part.frame)
        known.outside += len(part.frame) - len(inside.frame)
        fits = known.rows <= reading.PART
        known.held = [*known.held, inside if own.alone else part] if fits else []
    return known


def first_seen_at(manifest: Manifest, seen: Seen) -> Manifest:
    """The manifest with the intake that first saw its file; that dates it if nothing else does."""
    received_at = (
        seen.gezien_op if manifest.ontvangen_volgens == "gezien" else manifest.ontvangen_op
    )
    return replace(manifest, ontvangen_op=received_at, gezien_op=seen.gezien_op, ronde=seen.ronde)


def _with_own_rows(manifest: Manifest, rows: _Rows, alone: bool) -> Manifest:
    """What is known of a delivery with rows of other municipalities. The sha256 of its own rows is
    known once they are stored."""
    if not rows.outside:
        return manifest
    notes = list(manifest.opmerkingen)
    if rows.usable == rows.outside:
        notes.append("geen enkele rij ligt in uw gemeente. Is dit de goede export?")
    if not alone:
        return replace(manifest, opmerkingen=notes)
    notes.append(f"{number(rows.outside)} rijen van andere gemeenten zijn niet bewaard.")
    return replace(
        manifest, opmerkingen=notes, bewaard_als=STORED_NAME, buiten_gemeente=rows.outside
    )


def _require_rows(rows: _Rows, dated: bool, name: str) -> None:
    """Raise `UnreadableError` for a table without a row that can be used or dated."""
    layout = rows.first.layout
    if not rows.rows:
        raise UnreadableError(
            f"«{name}» heeft alleen een kopregel en geen rijen. Vraag de export opnieuw op."
        )
    if not rows.usable:
        raise UnreadableError(
            f"«{name}»: geen enkele rij heeft evenveel velden als de kopregel "
            f"({len(rows.first.header)}). Exporteer opnieuw, met alle velden in elke rij."
        )
    if not dated and layout.month_field:
        column = layout.field(layout.month_field).headers[0]
        raise UnreadableError(
            f"«{name}»: in de kolom «{column}» is geen enkele datum te lezen. Zet de schrijfwijze "
            f"in veiligheidsbeeld.toml onder [{layout.source}] bij datumformaten. Staan er twee "
            "datums in een cel (van - tot), vraag dan het begin in een kolom van zichzelf."
            + "".join(f" Let op: {note}." for note in rows.first.notes)
        )
