"""What `veiligheidsbeeld linking review` and `join` show: texts with their suggestions, answers,
and the rows that they move. The dialogue itself is in `linking_review`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.markup import escape

from assets.reference.decided import NO_STREET, ONE_STREET, TWO_STREETS, Decision
from assets.sources.registry import source
from pipelines.cli.screen import console, labelled_lines, number, tabulated
from schemas import dutch

if TYPE_CHECKING:
    from assets.warehouse.to_review import ToReview

_MOST_MONTHS = 6  # named for one text


def show_text(text: ToReview, title: str) -> None:
    """A text, where it stands, and what it may mean."""
    console.print(f"[bold]{title}: {escape(text.text)}[/]")
    if text.rows:
        sources = dutch.enumerated([source(name).title for name in text.sources])
        first, last = (dutch.month(month) for month in text.months)
        since = first if first == last else f"{first} t/m {last}"
        now = sorted({street for _, street in text.rows if street})
        linked = f"nu onzeker gekoppeld aan {dutch.enumerated(now)}"
        state = escape(linked) if now else "nu aan geen straat"
        console.print(f"{rows_in_words(text.total)} ({sources}, {since}); {state}")
    lines = labelled_lines()
    lines.add_column()
    for at, (name, chance) in enumerate(text.suggestions, start=1):
        lines.add_row(f" {at}", f"{number(100 * chance):>3} %", escape(name))
    console.print(lines)


def show_list(texts: Sequence[ToReview]) -> None:
    """All texts with their suggestions."""
    table = tabulated(f"{number(len(texts))} teksten om na te kijken")
    table.add_column("tekst", overflow="fold")
    table.add_column("rijen", justify="right")
    table.add_column("nu", overflow="fold")
    table.add_column("suggesties", overflow="fold")
    for text in texts:
        now = sorted({street for _, street in text.rows if street})
        likely = (f"{name} {number(100 * chance)} %" for name, chance in text.suggestions)
        cells = (text.text, number(text.total), ", ".join(now) or "-", "; ".join(likely) or "-")
        table.add_row(*map(escape, cells))
    console.print(table)


def show_answers(answers: Iterable[Decision], moved: Counter[str]) -> None:
    """The answers, and the rows that they move, by month."""
    table = tabulated("Uw antwoorden")
    table.add_column("tekst of straat", overflow="fold")
    table.add_column("besluit", overflow="fold")
    for answer in answers:
        table.add_row(escape(answer.geschreven), decided_as(answer))
    console.print(table)
    if not moved.total():
        console.print("Bij de volgende run verandert geen rij van straat.\n")
        return
    console.print("[bold]Rijen die bij de volgende run van straat veranderen[/]")
    months = tabulated("", edge=False)
    months.add_column("maand")
    months.add_column("rijen", justify="right")
    for month, count in sorted(moved.items()):
        months.add_row(dutch.month(month), number(count))
    months.add_row("samen", number(moved.total()))
    console.print(months)
    console.print()


def decided_as(answer: Decision) -> str:
    """What an answer decides."""
    if answer.besluit == NO_STREET:
        return "geen straat hier"
    name = escape(answer.straatnaam)
    if answer.besluit == TWO_STREETS:
        return f"een andere straat dan {name}"
    return f"dezelfde straat als {name}" if answer.besluit == ONE_STREET else name


def moving(text: ToReview, answer: Decision) -> str:
    """`3 rijen veranderen van straat: januari 2020 2, maart 2020 1`."""
    moved = text.moved_by(answer)
    total = moved.total()
    if not total:
        return "geen rij verandert van straat, en u krijgt deze tekst niet meer te zien"
    parts = [f"{dutch.month(month)} {number(count)}" for month, count in sorted(moved.items())]
    if len(parts) > _MOST_MONTHS + 1:
        parts = [*parts[:_MOST_MONTHS], f"en nog {len(parts) - _MOST_MONTHS} maanden"]
    verb = "verandert" if total == 1 else "veranderen"
    return f"{rows_in_words(total)} {verb} van straat: {', '.join(parts)}"


def rows_in_words(count: int) -> str:
    """`geen rijen`, `1 rij`, `2 rijen`."""
    return dutch.counted(count, "rij", "rijen")


def show_pairs(pairs: Sequence[tuple[str, str, str]]) -> None:
    """Pairs of streets that may be one."""
    if not pairs:
        console.print("Geen twee straten in de lijst lijken er één.")
        return
    table = tabulated("Straten die er één lijken: zij klinken gelijk")
    for heading in ("straat", "lijkt op"):
        table.add_column(heading, overflow="fold")
    for _, name, other in pairs:
        table.add_row(escape(name), escape(other))
    console.print(table)
    console.print(
        'Is het er één: veiligheidsbeeld linking join "naam die opgaat" "naam die blijft"\n'
        'Zijn het er twee: veiligheidsbeeld linking join "een" "ander" --twee',
        soft_wrap=True,
    )
