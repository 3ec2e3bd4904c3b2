"""`veiligheidsbeeld linking review` and `join`: what the analyst says of texts and streets, one by
one in the terminal or as options.

Which texts there are and which rows move is in `assets.warehouse.to_review`; how decisions are kept
in `assets.reference.decided`. An answer is written down as soon as it is given, so that nothing is
lost when the session breaks off; it counts once the analyst has agreed to what moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout
from rich.markup import escape

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.formats.moments import ZONE
from assets.linking.names import fold
from assets.linking.review import is_shown
from assets.linking.rulings import text_key
from assets.reference.decided import (
    NO_STREET,
    ONE_STREET,
    STREET,
    TWO_STREETS,
    Decision,
    is_day,
    keep,
    kept_decisions,
    read_decisions,
    write_decisions,
)
from assets.reference.files import source_file
from assets.sources.registry import source
from pipelines.cli.job import StoppedError
from pipelines.cli.screen import console, labelled_lines, number, tabulated
from schemas import dutch

if TYPE_CHECKING:
    from pathlib import Path

    from assets.linking.linking import Linker
    from assets.warehouse.to_review import ToReview
    from pipelines.settings import Settings

_YES, _NO, _STOP, _AWAY = {"ja", "j", "yes", "y"}, {"nee", "n", "no"}, {"stop", "s", "q"}, {"weg"}
_SKIP = {"", "overslaan", "o"}
_MOST_MONTHS = 6
_LIKELY = 0.5
_SECONDS = 5  # to wait for a run that has the home
_AGAIN = "veiligheidsbeeld linking review"


class _EndedError(Exception):
    """The analyst stopped, or there is no more input."""


@dataclass(frozen=True)
class Deciding:
    """What decisions are made with. `begin`, `end`: the days of the rows that they are about."""

    settings: Settings
    linker: Linker
    begin: str = ""
    end: str = ""

    @property
    def folder(self) -> Path:
        """Where the versions of the decisions are."""
        return Home(self.settings.home, self.settings.inbox).street_decisions

    @property
    def draft(self) -> Path:
        """The answers that were not agreed to yet."""
        return self.folder / "concept.csv"

    def decision(self, text: str, street: str, kind: str) -> Decision:
        """A decision of today, of this municipality."""
        today = datetime.now(ZoneInfo(ZONE)).date().isoformat()
        code = self.settings.configuration.gemeente.code
        return Decision(text, street, kind, code, self.begin, self.end, today)

    def street(self, written: str) -> str:
        """The name in the list that was meant. Raises `AnalystError` with names that are alike."""
        streets = self.linker.streets
        mention = streets.spelled(written)
        names = {streets.names[at] for at in mention.names} if mention else set()
        if len({name.straat_id for name in names}) == 1:
            return min(name.straatnaam for name in names)
        if names:
            raise AnalystError(
                "Meer dan één straat in de lijst heet zo. Een tekst met die naam wordt gekoppeld "
                "op plaats, datum of buurt, en niet met een besluit."
            )
        alike = [name for name, _ in self.linker.suggestions.of([written])[written][:3]]
        meant = f" Lijkt op: {', '.join(alike)}." if alike else ""
        raise AnalystError(f"Die straat staat niet in de lijst van straten.{meant}")

    def waiting(self) -> tuple[Decision, ...]:
        """The answers of an earlier session that were not kept, nor thrown away."""
        if not self.draft.exists():
            return ()
        kept = set(kept_decisions(self.folder))
        return tuple(
            answer
            for answer in read_decisions(source_file(self.draft, "aliassen"))
            if answer not in kept
        )

    def remember(self, answers: Sequence[Decision]) -> None:
        """Write answers down until they are agreed to."""
        if answers:
            write_decisions(self.draft, answers)
        else:
            self.draft.unlink(missing_ok=True)

    def save(self, answers: Sequence[Decision]) -> None:
        """Keep decisions, as a new version."""
        lock = FileLock(Home(self.settings.home, self.settings.inbox).locks / "werk.lock")
        try:
            with lock.acquire(timeout=_SECONDS):
                path = keep(self.folder, answers)
        except Timeout:
            raise AnalystError(
                "Er loopt een run met deze gegevensmap. Uw antwoorden staan klaar; geef de "
                "opdracht opnieuw als de run klaar is."
            ) from None
        self.draft.unlink(missing_ok=True)
        console.print(
            f"Vastgelegd in besluiten/{path.parent.name}/{path.name}. Besluiten gelden vanaf de "
            "volgende run: veiligheidsbeeld run",
            soft_wrap=True,
        )


def required_text(deciding: Deciding, text: str, street: str) -> str:
    """A text that may be kept. Raises `AnalystError` for one that could name somebody."""
    shown = deciding.linker.reviewer.text(text, "niet gevonden", 0.0, [street] if street else ())
    if not shown or not is_shown(shown):
        raise AnalystError(
            "Deze tekst bestaat niet alleen uit woorden van straten, plaatsen en adressen. Zij kan "
            "iemand noemen en wordt daarom niet bewaard."
        )
    return shown


# -- one by one --------------------------------------------------------------------------------


def ask_all(deciding: Deciding, texts: Sequence[ToReview]) -> list[Decision]:
    """The answers of this session and of an earlier one that broke off; each is written down at
    once."""
    answers = list(deciding.waiting())
    if answers:
        console.print(f"Er {_waiting(answers)} van de vorige keer, nog niet vastgelegd.\n")
    answered = {text_key(answer.geschreven) for answer in answers}
    todo = [text for text in texts if text_key(text.text) not in answered]
    rows = sum(text.total for text in todo)
    if not todo:
        console.print("Er is geen tekst om na te kijken.")
        return answers
    console.print(
        f"{dutch.counted(len(todo), 'tekst', 'teksten')} om na te kijken, samen {_rows(rows)}. Is "
        "een tekst een plek zonder straat, zoals een park of station? Zet haar dan in uw lijst van "
        "plaatsen (\\[referentie] plaatsen), zodat zij als plek telt.\n"
    )
    try:
        for at, text in enumerate(todo, start=1):
            show_text(text, f"Tekst {at} van {len(todo)}")
            if answer := _asked(deciding, text):
                answers.append(answer)
                deciding.remember(answers)
                console.print(f"{_said(answer)}: {_moving(text.moved_by(answer))}\n")
    except _EndedError:
        console.print()
    except KeyboardInterrupt:
        raise _broken_off(answers) from None
    return answers


def _asked(deciding: Deciding, text: ToReview) -> Decision | None:
    """What the analyst decides of a text; None if it is skipped."""
    names = [name for name, _ in text.suggestions]
    first = f"Is dit {names[0]}?" if names else "Welke straat is dit?"
    if names and text.suggestions[0][1] < _LIKELY:
        first = f"Niet een van deze lijkt zeker. Is dit {names[0]}?"
    others = "".join(f" · {at}" for at in range(2, len(names) + 1))
    yes = "ja · " if names else ""
    ways = f"{yes}nee: geen straat hier{others} · naam van een straat · Enter: overslaan · stop"
    while True:
        answer = _input(f"{first} ({ways})")
        said = answer.casefold()
        if said in _STOP:
            raise _EndedError
        if said in _SKIP:
            console.print("Overgeslagen.\n")
            return None
        if said in _NO:
            return deciding.decision(text.text, "", NO_STREET)
        if said in _YES and names:
            return deciding.decision(text.text, names[0], STREET)
        if said.isdigit() and 1 <= int(said) <= len(names):
            return deciding.decision(text.text, names[int(said) - 1], STREET)
        if said.isdigit() or said in _YES:
            console.print("Dat nummer staat er niet bij." if said.isdigit() else "Noem een straat.")
            continue
        try:
            return deciding.decision(text.text, deciding.street(answer), STREET)
        except AnalystError as error:
            console.print(escape(str(error)))


def agree(
    deciding: Deciding, answers: Sequence[Decision], moved: Counter[str], unasked: bool
) -> None:
    """Show what moves, and keep the answers if the analyst says so. `unasked`: keep them anyway."""
    if not answers:
        console.print("Er is niets vastgelegd.")
        return
    show_answers(answers, moved)
    try:
        said = "ja" if unasked else _input("Vastleggen? (ja · nee: later · weg: antwoorden wissen)")
    except _EndedError:
        said = "nee"
    except KeyboardInterrupt:
        raise _broken_off(answers) from None
    if said.casefold() in _YES:
        deciding.save(answers)
    elif said.casefold() in _AWAY:
        deciding.remember(())
        console.print("De antwoorden zijn gewist; er is niets vastgelegd.")
    else:
        deciding.remember(answers)
        console.print(f"Er is nog niets vastgelegd. Uw antwoorden staan klaar: {_AGAIN}")


def _broken_off(answers: Sequence[Decision]) -> StoppedError:
    return StoppedError(f"Er {_waiting(answers)}. Ga verder met: {_AGAIN}" if answers else "")


def _input(question: str) -> str:
    """What is answered. Raises `_EndedError` when there is no more input."""
    try:
        return console.input(f"{escape(question)}\n> ").strip()
    except EOFError:
        raise _EndedError from None


# -- what the screen says ----------------------------------------------------------------------


def show_text(text: ToReview, title: str) -> None:
    """A text, where it stands, and what it may mean."""
    console.print(f"[bold]{title}: {escape(text.text)}[/]")
    if text.rows:
        sources = dutch.enumerated([source(name).title for name in text.sources])
        first, last = (dutch.month(month) for month in text.months)
        since = first if first == last else f"{first} t/m {last}"
        now = sorted({street for _, street in text.rows if street})
        linked = (
            f"nu onzeker gekoppeld aan {dutch.enumerated(now)}" if now else "nu aan geen straat"
        )
        console.print(f"{_rows(text.total)} ({sources}, {since}); {linked}")
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
        table.add_row(escape(answer.geschreven), _said(answer))
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


def _said(answer: Decision) -> str:
    if answer.besluit == NO_STREET:
        return "geen straat hier"
    name = escape(answer.straatnaam)
    if answer.besluit == TWO_STREETS:
        return f"een andere straat dan {name}"
    return f"dezelfde straat als {name}" if answer.besluit == ONE_STREET else name


def _moving(moved: Counter[str]) -> str:
    """`3 rijen krijgen een andere straat: januari 2020 2, maart 2020 1`."""
    total = moved.total()
    if not total:
        return "geen rij verandert van straat"
    parts = [f"{dutch.month(month)} {number(count)}" for month, count in sorted(moved.items())]
    if len(parts) > _MOST_MONTHS + 1:
        parts = [*parts[:_MOST_MONTHS], f"en nog {len(parts) - _MOST_MONTHS} maanden"]
    verb = "verandert" if total == 1 else "veranderen"
    return f"{_rows(total)} {verb} van straat: {', '.join(parts)}"


def _rows(count: int) -> str:
    return dutch.counted(count, "rij", "rijen")


def _waiting(answers: Sequence[Decision]) -> str:
    verb = "staat" if len(answers) == 1 else "staan"
    return f"{verb} {dutch.counted(len(answers), 'antwoord', 'antwoorden')} klaar"


def required_days(begin: str, end: str) -> None:
    """Raise `AnalystError` for a period that is none."""
    for day in filter(None, (begin, end)):
        if not is_day(day):
            raise AnalystError("Schrijf een dag als 2019-01-01.")
    if begin and end and end < begin:
        raise AnalystError("De laatste dag ligt voor de eerste.")


# -- streets that are one ----------------------------------------------------------------------


def join_decision(deciding: Deciding, gone: str, kept: str, two: bool) -> Decision:
    """That two streets of the list are one, or are two. Raises `AnalystError` for a name that is
    not in the list."""
    gone, kept = deciding.street(gone), deciding.street(kept)
    if fold(gone) == fold(kept):
        raise AnalystError("Dat is twee keer dezelfde naam. Noem twee straten van de lijst.")
    return deciding.decision(gone, kept, TWO_STREETS if two else ONE_STREET)


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
