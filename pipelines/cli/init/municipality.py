"""The first question: which municipality."""

from __future__ import annotations

import re

from assets.reference.municipalities import Municipality, find
from pipelines.cli.init.questions import Questions
from pipelines.cli.screen import console
from schemas.configuration import Configuration

_CODE = re.compile(r"(?i)gm\d{4}")


def choose(questions: Questions, answer: str | None, name: str | None) -> Configuration:
    """The settings with the municipality only. `answer`: its name or code, if it was given; `name`:
    how the products should call it."""
    while True:
        text = answer or questions.text("[bold]Welke gemeente?[/] Naam of CBS-code")
        found = _one(questions, text, name)
        if found is not None:
            console.print(f"Gemeente     {found.name} ({found.code})", markup=False)
            return Configuration.model_validate(
                {"gemeente": {"code": found.code, "naam": name or found.name}}
            )
        if not questions.asks:
            questions.unanswered(_unknown(text))
            questions.require_answers()
        answer = None


def _one(questions: Questions, text: str, name: str | None) -> Municipality | None:
    found = find(text)
    if len(found) == 1 and (questions.asks or _is_exact(found[0], text)):
        return found[0]
    if found:
        names = [f"{known.name} ({known.code})" for known in found]
        chosen = questions.choose("Bedoelt u een van deze? Nummer, of Enter voor geen", names)
        return found[names.index(chosen)] if chosen else None
    if _CODE.fullmatch(text):  # a merged or an invented municipality
        called = name or questions.text(f"{text.upper()} staat niet in de lijst. Hoe heet zij?")
        return Municipality(text.upper(), called) if called else None
    if text and questions.asks:
        console.print(_unknown(text), style="yellow", markup=False)
    return None


def _is_exact(found: Municipality, text: str) -> bool:
    folded = text.casefold()
    return folded in {found.name.casefold(), found.also.casefold(), found.code.casefold()}


def _unknown(text: str) -> str:
    if not text:
        return "De gemeente: noem haar met --gemeente, met haar naam of CBS-code."
    names = ", ".join(f"{known.name} ({known.code})" for known in find(text))
    alike = f"; bedoelt u {names}?" if names else "."
    return (
        f"De gemeente: «{text}» is geen naam of CBS-code van een gemeente{alike} Is zij opgeheven "
        "of verzonnen, noem dan haar code, en met --naam hoe zij heet."
    )
