"""Asking the analyst, or not: without questions each default is the answer, and what has no default
is told all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from rich.columns import Columns
from rich.markup import escape
from rich.prompt import Confirm, Prompt

from assets.basis.errors import AnalystError
from pipelines.cli.screen import console

Answer = TypeVar("Answer")
_FEW = 5  # options that stand under each other


class _Yes(Confirm):
    """A question to which yes or no is the answer, in Dutch."""

    choices: ClassVar[list[str]] = ["j", "n"]
    validate_error_message = "[red]Antwoord met j of n.[/]"

    def process_response(self, value: str) -> bool:
        first = value.strip().lower()[:1]
        return super().process_response({"y": "j"}.get(first, first))


class Questions:
    """`asks`: whether there is someone to ask."""

    def __init__(self, asks: bool) -> None:
        self.asks = asks
        self._unanswered: list[str] = []

    def text(self, question: str, default: str = "") -> str:
        """An answer in words; the default for Enter, and where nobody is asked."""
        if not self.asks:
            return default
        shown = f"{question}" + (f" [dim]({escape(default)})[/]" if default else "")
        answer = _ended(lambda: Prompt.ask(shown, console=console, default="", show_default=False))
        return answer.strip() or default

    def confirm(self, question: str, default: bool = True) -> bool:
        """Yes or no."""
        if not self.asks:
            return default
        return _ended(lambda: _Yes.ask(question, console=console, default=default))

    def show(self, options: Sequence[str]) -> None:
        """The numbered options, side by side where they are many."""
        texts = [f"{number} {escape(option)}" for number, option in enumerate(options, start=1)]
        console.print(Columns(texts, padding=(0, 3)) if len(texts) > _FEW else "\n".join(texts))

    def choose(self, question: str, options: Sequence[str], default: str = "") -> str:
        """One of the options, by its number or as it is written; empty to skip."""
        if not self.asks:
            return default
        self.show(options)
        while True:
            answer = self.text(question, default)
            if answer.isdecimal() and 1 <= int(answer) <= len(options):
                return options[int(answer) - 1]
            if answer in options or not answer:
                return answer
            console.print("[red]Kies een nummer uit de lijst, of druk op Enter.[/]")

    def unanswered(self, what: str) -> None:
        """Remember what is missing; if there is someone to ask, it is told now."""
        if self.asks:
            console.print(f"[yellow]{escape(what)}[/]")
        else:
            self._unanswered.append(what)

    def require_answers(self) -> None:
        """Raise `AnalystError` with all that is missing."""
        if self._unanswered:
            lines = "".join(f"\n- {what}" for what in self._unanswered)
            raise AnalystError(f"Er ontbreekt nog wat:{lines}")


def _ended(ask: Callable[[], Answer]) -> Answer:
    try:
        return ask()
    except EOFError:
        raise AnalystError(
            "Er is niemand die antwoordt. Geef de antwoorden als opties en --zonder-vragen; zie "
            "veiligheidsbeeld init --help."
        ) from None
