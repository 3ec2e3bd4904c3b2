"""Words of lists that an analyst accepted: a category or channel that no code table has.

Only known words are kept of such a column, as any other text could be about a person. Which columns
are lists, and which words their tables have, is for the sources. An accepted word gets no theme; a
category with a theme is a setting.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from assets.basis.atomic import replacing
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from schemas.personal_text import could_be_personal

LONGEST_WORD = 80
_LONGEST_REASON = 200


@dataclass(frozen=True)
class AcceptedWord:
    """A word of a column of a source that is kept from `geaccepteerd_op` (YYYY-MM-DD) on.

    It holds for all deliveries, also of before that day and under an earlier reference date: it
    changes what a row is called, not what is counted.
    """

    bron: str
    kolom: str
    woord: str
    geaccepteerd_op: str
    reden: str


def accepted_words(home: Home) -> tuple[AcceptedWord, ...]:
    """Every accepted word of a home, in the order in which they were accepted.

    Raises `AnalystError` if they cannot be read: they cannot be made again.
    """
    path = _path(home)
    if not path.exists():
        return ()
    try:
        return tuple(AcceptedWord(**entry) for entry in json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError):
        raise AnalystError(
            f"De geaccepteerde woorden (besluiten/{path.name}) zijn beschadigd. Zet het bestand "
            "terug uit de reservekopie, of haal het weg en accepteer de woorden opnieuw."
        ) from None


def words_of(home: Home, source: str, column: str) -> frozenset[str]:
    """The accepted words of one column, casefolded."""
    return frozenset(
        entry.woord.casefold()
        for entry in accepted_words(home)
        if (entry.bron, entry.kolom) == (source, column)
    )


def accept_word(
    home: Home, source: str, column: str, word: str, reason: str, today: date
) -> AcceptedWord:
    """Record that a word may be kept.

    Raises `AnalystError` for a word or reason that is empty, too long or could identify someone,
    and for a word that was accepted before.
    """
    word, reason = " ".join(word.split()), " ".join(reason.split())
    if not word or len(word) > LONGEST_WORD or could_be_personal(word):
        raise AnalystError(
            f"Geef met --woord een woord van ten hoogste {LONGEST_WORD} tekens zoals het in de "
            "export staat. Een naam, nummer of adres van een persoon wordt niet geaccepteerd."
        )
    if not reason or len(reason) > _LONGEST_REASON or could_be_personal(reason):
        raise AnalystError(
            f"Geef met --reden in ten hoogste {_LONGEST_REASON} tekens waarom het woord klopt, "
            "zonder naam, telefoonnummer, e-mailadres of adres van een persoon."
        )
    if word.casefold() in words_of(home, source, column):
        raise AnalystError(f"Dit woord van de kolom {column} is al geaccepteerd.")
    entry = AcceptedWord(source, column, word, today.isoformat(), reason)
    content = [asdict(known) for known in (*accepted_words(home), entry)]
    with replacing(_path(home), durable=True) as temporary:
        temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return entry


def _path(home: Home) -> Path:
    return home.decisions / "woorden.json"
