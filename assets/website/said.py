"""Sentences that link to what they speak of: what each piece of a sentence is, and lists in Dutch.

Which sentences there are is decided in `verdict_sentences` and `area_sentences`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assets.website.indicator import Indicator

MOST = 3  # subjects that one sentence names


@dataclass(frozen=True)
class Piece:
    """Words of a sentence; `link`: an address from the root of the site, or empty."""

    words: str
    link: str = ""


Sentence = tuple[Piece, ...]


def sentence(*pieces: str | Piece | Iterable[Piece]) -> Sentence:
    """A sentence of texts, pieces and lists of pieces."""
    flat: list[Piece] = []
    for each in pieces:
        if isinstance(each, str):
            flat.append(Piece(each))
        elif isinstance(each, Piece):
            flat.append(each)
        else:
            flat.extend(each)
    return tuple(flat)


def text(said: Sentence) -> str:
    """Its words alone."""
    return "".join(piece.words for piece in said)


def subject(indicator: Indicator, detail: str = "", name: str = "") -> tuple[Piece, ...]:
    """An indicator, linked, with a detail: `‘zakkenrollerij’ (12 keer)`; `name` instead of its own
    where the sentence says the rest."""
    linked = Piece(f"‘{name or indicator.subject}’", indicator.path)
    return (linked, Piece(f" ({detail})")) if detail else (linked,)


def listed(subjects: Sequence[tuple[Piece, ...]], most: int = MOST) -> list[Piece]:
    """`a, b en c`; of more than `most`, the first and how many others there are."""
    others = len(subjects) - most if len(subjects) > most else 0
    named = [*subjects[: most if others else None]]
    if others:
        words = "onderwerp" if others == 1 else "onderwerpen"
        named.append((Piece(f"nog {others} {'ander' if others == 1 else 'andere'} {words}"),))
    pieces: list[Piece] = []
    for at, each in enumerate(named):
        if at:
            pieces.append(Piece(" en " if at == len(named) - 1 else ", "))
        pieces.extend(each)
    return pieces
