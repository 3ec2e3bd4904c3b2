"""What `veiligheidsbeeld diff` shows of two publications, A and B. Nothing is compared here."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from rich.markup import escape

from pipelines.cli.screen import console, number, tabulated

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from assets.warehouse.differences import Differences

SHOWN = 30  # rows of a table; the rest is only counted
_NUMERIC = ("oud", "nieuw", "verschil", "rijen")
_PERIOD_KINDS = ("jaar", "halfjaar", "kwartaal", "maand", "12m", "meerjarig")


def show(differences: Differences) -> None:
    """The first rows of each kind of difference, and how many there are in all."""
    first, second = differences.known
    console.print(f"[bold]Zoals bekend op {first} (A), tegen {second} (B)[/]")
    _show_figures(differences.figures)
    _show_links(differences.links)
    _show_rows(
        f"Leveringen: {number(len(differences.deliveries))}",
        ("levering", "bestand", "van", "tot", "wat"),
        differences.deliveries,
    )
    _show_rows(
        f"Definities: {number(len(differences.definitions))} veranderd",
        ("indicator", "kolom", "oud", "nieuw"),
        differences.definitions,
        numeric=(),
    )


def _show_figures(figures: list[tuple]) -> None:
    """Figures in both publications first, then those in only one of them.

    `figures`: indicator, area, kind of period, period, old value, new value (None: not there).
    """
    changed = sorted((row for row in figures if None not in row[4:]), key=_by_scope)
    one_sided = sorted((row for row in figures if None in row[4:]), key=_by_scope)
    only_in_a = sum(row[5] is None for row in figures)
    only_in_b = sum(row[4] is None for row in figures)
    rows = [
        (indicator, area, period, _figure(old), _figure(new), _difference(old, new))
        for indicator, area, _, period, old, new in [*changed, *one_sided]
    ]
    _show_rows(
        f"Cijfers: {number(len(changed))} veranderd, {number(only_in_b)} alleen in B, "
        f"{number(only_in_a)} alleen in A",
        ("indicator", "gebied", "periode", "oud", "nieuw", "verschil"),
        rows,
        more="alle cijfers: --uit BESTAND.csv",
    )


def _by_scope(row: tuple) -> tuple[bool, int]:
    """The whole municipality and whole years first: those figures are published most widely."""
    _, area, period_kind, *_ = row
    return not area.startswith("GM"), _PERIOD_KINDS.index(period_kind)


def _show_links(links: list[tuple]) -> None:
    """`links`: table, what is linked, method in A, method in B, number of rows."""
    total = sum(row[4] for row in links)
    _show_rows(
        f"Anders gekoppeld: {number(total)} rijen",
        ("tabel", "wat", "methode in A", "methode in B", "rijen"),
        [(*row[:4], number(row[4])) for row in links],
    )


def _show_rows(
    title: str,
    headings: tuple[str, ...],
    rows: list[tuple],
    more: str = "",
    numeric: Collection[str] = _NUMERIC,
) -> None:
    """A table of the first rows; only its title if there are none."""
    if not rows:
        console.print(f"\n{title}")
        return
    table = tabulated(title)
    for heading in headings:
        justify = "right" if heading in numeric else "left"
        table.add_column(heading, justify=justify, overflow="fold")
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
