"""How every command writes to the screen: the two consoles, numbers, paths and tables.

What a single command shows lives beside that command. Nothing here reads a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from schemas import dutch

if TYPE_CHECKING:
    from pipelines.settings import Settings

console = Console(highlight=False, soft_wrap=False)
errors = Console(stderr=True, highlight=False)


def number(value: float | None, digits: int = 0) -> str:
    """A number in Dutch notation: 1.234,5; `-` for None."""
    return dutch.number(value, digits, unknown="-", minus="-")


def tabulated(title: str, edge: bool = True) -> Table:
    """An empty table in the style of every command. `edge`: with a blank line above and below."""
    return Table(
        title=title or None,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=edge,
    )


def labelled_lines() -> Table:
    """An empty list of lines, each with a bold label in front."""
    lines = Table.grid(padding=(0, 2))
    lines.add_column(style="bold", no_wrap=True)
    lines.add_column(overflow="fold")
    return lines


def shown_path(path: Path) -> str:
    """The shortest form of a path that can be pasted into the shell."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def note_without_settings(settings: Settings) -> None:
    """Say which municipality is assumed, if nobody named one. For commands that make no figures."""
    if settings.config is None:
        console.print(
            "[yellow]Let op.[/] Er zijn geen instellingen in deze map: gerekend is met die van "
            f"{settings.configuration.gemeente.naam}. Maak de uwe met: veiligheidsbeeld init.\n"
        )
