"""The rejected rows of a delivery in words: how many, and for which main reasons.

Reasons come from the sources; how many rejected rows are too many is decided in `gates`.
"""

from __future__ import annotations

from collections import Counter

from assets.deliveries.batch import WHOLE_ROW
from assets.deliveries.history import Delivery
from schemas.dutch import number

# What makes a reason one of a word where a code belongs; added by the source, which sees the cells.
WORD_FOR_CODE = " (een woord, geen code)"
_HINT = "de levering heeft woorden waar codes horen: bekijk ze met veiligheidsbeeld codes"
# Rejected without a fault: rows of elsewhere, and parts of a report that counts as a whole.
_NO_FAULT = ("buiten de gemeente", "deelmelding", "gesplitste melding")
_MOST = 3
# Reasons that say nothing without the column they are about.
_ABOUT_A_COLUMN = ("niet ingevuld", "geen ", "moet ", "past niet ", "bevat ", "te lang")

Refused = Counter[tuple[str, str]]


def counted(refused: Refused) -> Refused:
    """The rejected rows, by column and reason, that say something about the delivery."""
    return Counter({key: rows for key, rows in refused.items() if not key[1].startswith(_NO_FAULT)})


def share_in_words(delivery: Delivery) -> str:
    """How many rows are rejected, of those that could have been usable, as a sentence."""
    refused = counted(delivery.refused).total()
    other = delivery.refused.total() - refused
    if not refused:
        return "Geen enkele rij telt."
    text = f"{number(refused)} van de {number(delivery.accepted + refused)} rijen zijn afgekeurd"
    if not delivery.accepted:
        text = f"Geen enkele rij is bruikbaar: {text}"
    if other:
        text += f"; {number(other)} andere zijn van buiten de gemeente of deel van een melding"
    return f"{text}."


def reasons_in_words(refused: Refused) -> str:
    """The main reasons with their numbers of rows, as sentences."""
    merged: Counter[tuple[str, str]] = Counter()
    for (column, reason), rows in refused.items():
        merged[column, reason.removesuffix(WORD_FOR_CODE)] += rows
    return " ".join(
        f"{number(rows)} {'rij' if rows == 1 else 'rijen'}: {_reason(column, reason, refused)}."
        for (column, reason), rows in sorted(merged.items(), key=lambda item: (-item[1], item[0]))[
            :_MOST
        ]
    )


def reason_in_words(column: str, reason: str) -> str:
    """A reason, with the column that it is about where it says nothing without."""
    if column != WHOLE_ROW and reason.startswith(_ABOUT_A_COLUMN):
        return f"«{column}» {reason}"
    return reason


def _reason(column: str, reason: str, refused: Refused) -> str:
    text = reason_in_words(column, reason)
    only_words = refused[column, reason + WORD_FOR_CODE] and not refused[column, reason]
    return f"{text}; {_HINT}" if only_words else text
