"""What the command line shows of two publications side by side. Only presentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.markup import escape
from rich.table import Table

from pipelines.cli.screen import console, number

if TYPE_CHECKING:
    from assets.warehouse.differences import Differences

SHOWN = 30
_RIGHT = {"oud", "nieuw", "verschil", "rijen"}


def show(found: Differences) -> None:
    """The first rows of each kind of difference, and how many there are of it."""
    first, second = found.known
    console.print(f"[bold]Zoals bekend op {first} (A), tegen {second} (B)[/]")
    _figures(found)
    _links(found)
    _rows(
        f"Leveringen: {number(len(found.deliveries))}",
        ("levering", "bestand", "van", "tot", "wat"),
        found.deliveries,
    )
    _rows(
        f"Definities: {number(len(found.definitions))} veranderd",
        ("indicator", "kolom", "oud", "nieuw"),
        found.definitions,
        right=(),
    )


def _figures(found: Differences) -> None:
    # the whole municipality and whole years first: that is what was published most widely
    changed = sorted((row for row in found.figures if None not in row[4:]), key=_weight)
    only_a = sum(row[5] is None for row in found.figures)
    only_b = sum(row[4] is None for row in found.figures)
    # what changed is told before what is only there in one of the two
    rest = sorted((row for row in found.figures if None in row[4:]), key=_weight)
    rows = [
        (indicator, area, period, _figure(old), _figure(new), _difference(old, new))
        for indicator, area, _, period, old, new in [*changed, *rest]
    ]
    _rows(
        f"Cijfers: {number(len(changed))} veranderd, {number(only_b)} alleen in B, "
        f"{number(only_a)} alleen in A",
        ("indicator", "gebied", "periode", "oud", "nieuw", "verschil"),
        rows,
        "alle cijfers: --uit BESTAND.csv",
    )


def _weight(row: tuple) -> tuple[bool, int]:
    _, area, kind, *_ = row
    kinds = ("jaar", "halfjaar", "kwartaal", "maand", "12m", "meerjarig")
    return not area.startswith("GM"), kinds.index(kind)


def _links(found: Differences) -> None:
    rows = [(*row[:4], number(row[4])) for row in found.links]
    total = sum(row[4] for row in found.links)
    _rows(
        f"Anders gekoppeld: {number(total)} rijen",
        ("tabel", "wat", "methode in A", "methode in B", "rijen"),
        rows,
    )


def _rows(
    title: str,
    headings: tuple[str, ...],
    rows: list[tuple],
    more: str = "",
    right: set[str] | tuple[str, ...] = tuple(_RIGHT),
) -> None:
    if not rows:
        console.print(f"\n{title}")
        return
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for heading in headings:
        side = "right" if heading in right else "left"
        table.add_column(heading, justify=side, overflow="fold")
    for row in rows[:SHOWN]:
        table.add_row(*(escape(str(cell)) for cell in row))
    console.print(table)
    if len(rows) > SHOWN:
        tail = f"; {more}" if more else ""
        console.print(f"... en nog {number(len(rows) - SHOWN)}{tail}")


def _figure(value: float | None) -> str:
    return number(value, 0 if value is None or value == int(value) else 2)


def _difference(old: float | None, new: float | None) -> str:
    if old is None or new is None:
        return ""
    return f"{'+' if new > old else ''}{_figure(new - old)}"
