"""`veiligheidsbeeld linking review` and `join`: what the analyst says of texts and streets, one by
one in the terminal or as options.

Which texts there are and which rows move is in `assets.warehouse.to_review`; how decisions are kept
in `assets.reference.decided`. An answer is written down as soon as it is given, so that nothing is
lost when the session breaks off; it counts once the analyst has agreed to what moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
from pipelines.cli.job import StoppedError
from pipelines.cli.linking_review_screen import (
    decided_as,
    moving,
    rows_in_words,
    show_answers,
    show_text,
)
from pipelines.cli.screen import console
from schemas import dutch

if TYPE_CHECKING:
    from pathlib import Path

    from assets.linking.linking import Linker
    from assets.warehouse.to_review import ToReview
    from pipelines.settings import Settings

_YES, _NO, _STOP, _AWAY = {"ja", "j", "yes", "y"}, {"nee", "n", "no"}, {"stop", "s", "q"}, {"weg"}
_SKIP, _BACK = {"", "overslaan", "o"}, {"terug", "t"}
_LIKELY = 0.5
_SECONDS = 5  # to wait for a run that has the home
_AGAIN = "veiligheidsbeeld linking review"


class _EndedError(Exception):
    """The analyst stopped, or there is no more input."""


class _BackError(Exception):
    """The analyst wants to answer the text before again."""


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
        self.remember(self.waiting())  # what was not agreed to now
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
    waiting = list(deciding.waiting())
    if waiting:
        console.print(f"Er {_waiting(waiting)} van de vorige keer, nog niet vastgelegd.\n")
    answered = {text_key(answer.geschreven) for answer in waiting}
    todo = [text for text in texts if text_key(text.text) not in answered]
    if not todo:
        console.print("Er is geen tekst om na te kijken.")
        return waiting
    texts_in_words = dutch.counted(len(todo), "tekst", "teksten")
    rows = rows_in_words(sum(text.total for text in todo))
    console.print(
        f"{texts_in_words} om na te kijken, samen {rows}. Is een tekst een plek zonder straat, "
        "zoals een park of station? Zet haar dan in uw lijst van plaatsen (\\[referentie] "
        "plaatsen), zodat zij als plek telt.\n"
    )
    given: dict[int, Decision] = {}
    try:
        _ask_each(deciding, todo, waiting, given)
    except _EndedError:
        console.print()
    except KeyboardInterrupt:
        raise _broken_off([*waiting, *given.values()]) from None
    return [*waiting, *given.values()]


def _ask_each(
    deciding: Deciding,
    todo: Sequence[ToReview],
    waiting: Sequence[Decision],
    given: dict[int, Decision],
) -> None:
    """Ask about each text, and put the answers in `given`, by their place in `todo`."""
    at = 0
    while at < len(todo):
        text = todo[at]
        show_text(text, f"Tekst {at + 1} van {len(todo)}")
        try:
            answer = _asked(deciding, text)
        except _BackError:
            if given:
                at = max(given)
                del given[at]
                deciding.remember([*waiting, *given.values()])
                console.print("Het vorige antwoord is gewist.\n")
            else:
                console.print("Er is geen vorig antwoord.\n")
            continue
        if answer:
            given[at] = answer
            deciding.remember([*waiting, *given.values()])
            console.print(f"{decided_as(answer)}: {moving(text, answer)}\n")
        at += 1


def _asked(deciding: Deciding, text: ToReview) -> Decision | None:
    """What the analyst decides of a text; None if it is skipped."""
    names = [name for name, _ in text.suggestions]
    first = f"Is dit {names[0]}?" if names else "Welke straat is dit?"
    if names and text.suggestions[0][1] < _LIKELY:
        first = f"Geen van deze is waarschijnlijk. Is dit {names[0]}?"
    others = "".join(f" · {at}" for at in range(2, len(names) + 1))
    yes = "ja · " if names else ""
    ways = f"{yes}nee: geen straat hier{others} · naam van een straat · Enter: overslaan"
    while True:
        answer = _input(f"{first} ({ways} · terug · stop)")
        if answer.casefold() in _STOP:
            raise _EndedError
        if answer.casefold() in _BACK:
            raise _BackError
        if answer.casefold() in _SKIP:
            console.print("Overgeslagen.\n")
            return None
        try:
            return _decided(deciding, text.text, answer, names)
        except AnalystError as error:
            console.print(escape(str(error)))


def _decided(deciding: Deciding, text: str, answer: str, names: Sequence[str]) -> Decision:
    """The decision that an answer is. Raises `AnalystError` for one that is none."""
    said = answer.casefold()
    if said in _NO:
        return deciding.decision(text, "", NO_STREET)
    number = 1 if said in _YES else int(said) if said.isdecimal() else None
    if number is None:
        return deciding.decision(text, deciding.street(answer), STREET)
    if not 1 <= number <= len(names):
        raise AnalystError("Dat nummer staat er niet bij." if names else "Noem een straat.")
    return deciding.decision(text, names[number - 1], STREET)


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
        deciding.remember([each for each in deciding.waiting() if each not in answers])
        console.print("De antwoorden zijn gewist; er is niets vastgelegd.")
    else:
        deciding.remember([*dict.fromkeys([*deciding.waiting(), *answers])])
        console.print(f"Er is nog niets vastgelegd. Uw antwoorden staan klaar: {_AGAIN}")


def _broken_off(answers: Sequence[Decision]) -> StoppedError:
    return StoppedError(f"Er {_waiting(answers)}. Ga verder met: {_AGAIN}" if answers else "")


def _input(question: str) -> str:
    """What is answered. Raises `_EndedError` when there is no more input."""
    try:
        return console.input(f"{escape(question)}\n> ").strip()
    except EOFError:
        raise _EndedError from None


def required_days(begin: str, end: str) -> None:
    """Raise `AnalystError` for a period that is none."""
    for day in filter(None, (begin, end)):
        if not is_day(day):
            raise AnalystError("Schrijf een dag als 2019-01-01.")
    if begin and end and end < begin:
        raise AnalystError("De laatste dag ligt voor de eerste.")


def _waiting(answers: Sequence[Decision]) -> str:
    verb = "staat" if len(answers) == 1 else "staan"
    return f"{verb} {dutch.counted(len(answers), 'antwoord', 'antwoorden')} klaar"


# -- streets that are one ----------------------------------------------------------------------


def join_decision(deciding: Deciding, gone: str, kept: str, two: bool) -> Decision:
    """That two streets of the list are one, or are two. Raises `AnalystError` for a name that is
    not in the list."""
    gone, kept = deciding.street(gone), deciding.street(kept)
    if fold(gone) == fold(kept):
        raise AnalystError("Dat is twee keer dezelfde naam. Noem twee straten van de lijst.")
    return deciding.decision(gone, kept, TWO_STREETS if two else ONE_STREET)
