"""Which theme a category has, and which words of an export have none yet, as advice to an analyst.

The figures use `dbt_like_sql/staging/stg_categoriekaart.sql`, which applies the same rules.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz, process

from assets.reference.tables import SEEDS
from schemas import melddesk
from schemas.configuration import MeldDesk
from schemas.layout import fold_header
from schemas.report_systems import system_of

_TABLES = ("thema_melddesk", "thema_signalen")
_ALIKE = 85  # of 100
_ENDED = ("afge", "geslo", "gereed", "opgelost", "closed", "resolved", "done", "fixed", "klaar")
_DROPPED = ("geann", "ingetrok", "vervallen", "cancel", "withdrawn")
_GOING = (
    "open",
    "nieuw",
    "new",
    "in ",
    "wacht",
    "gemeld",
    "aange",
    "ontvangen",
    "gepland",
    "pending",
)


# How a status begins that some system may have, folded.
STATUS_BEGINNINGS = frozenset(fold_header(word) for word in (*_ENDED, *_DROPPED, *_GOING))


@dataclass(frozen=True)
class Advice:
    """A word of an export that the settings do not know.

    `count`: its number of rows. `means`: what it probably means, with the reason in `why`; empty if
    only the analyst can tell.
    """

    word: str
    count: int
    means: str
    why: str = ""


def meanings(category: str) -> list[tuple[str, str]]:
    """Every main and sub category that a name can mean: a name may contain a slash itself."""
    parts = category.split("/")
    return [
        ("/".join(parts[:at]).strip(), "/".join(parts[at:]).strip())
        for at in range(1, len(parts) + 1)
    ]


def themes(settings: MeldDesk) -> dict[tuple[str, str], str]:
    """Main and sub category in lower case -> theme; the settings override the tables."""
    known: dict[tuple[str, str], str] = {}
    for category, theme in settings.categorieen.items():
        for main, sub in meanings(category):
            known.setdefault((main.lower(), sub.lower()), theme)
    for table in _TABLES:
        with (SEEDS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                key = row["hoofdcategorie"].lower(), (row["subcategorie"] or "").lower()
                known.setdefault(key, row["thema"])
    return known


def known_words(settings: MeldDesk) -> frozenset[str]:
    """Every main and sub category with a theme, in lower case."""
    return frozenset(word for pair in themes(settings) for word in pair if word)


def known_by_column(settings: MeldDesk) -> dict[str, frozenset[str]]:
    """Column -> the words that its list has, casefolded. Any other text of it could name someone,
    so it is not kept; that it stands in many rows proves nothing."""
    words = frozenset(word.casefold() for word in known_words(settings))
    return {"hoofdcategorie": words, "subcategorie": words, "kanaal": melddesk.CHANNELS}


def without_theme(values: pd.DataFrame, settings: MeldDesk) -> list[Advice]:
    """The categories without a theme, the most frequent first. One of which the main word is in no
    list is left to the analyst, as giving it a theme makes that word known.

    `values`: hoofdcategorie, aantal and optionally subcategorie.
    """
    if "hoofdcategorie" not in values:
        return []
    known = themes(settings)
    names = {(sub or main): theme for (main, sub), theme in known.items()}
    mains = {main for main, _ in known}
    subs = values.get("subcategorie", "")
    counted = values.assign(subcategorie=subs).groupby(["hoofdcategorie", "subcategorie"])
    advice = []
    for (main, sub), count in counted["aantal"].sum().items():
        if not main or (main.lower(), sub.lower()) in known or (main.lower(), "") in known:
            continue
        similar = process.extractOne(
            (sub or main).lower(), names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE
        )
        name = f"{main}/{sub}" if sub else main
        means, why = (names[similar[0]], f"lijkt op «{similar[0]}»") if similar else ("", "")
        if not sub and (theme := _of_all_below(main, known)):
            means, why = theme, "zoals het meeste wat eronder valt"
        is_listed = main.lower() in mains
        advice.append(Advice(name, int(count), means if is_listed else "", why))
    return sorted(advice, key=lambda advised: (-advised.count, advised.word))


def _of_all_below(main: str, known: dict[tuple[str, str], str]) -> str:
    """The theme of most of the categories below a main category; empty if none has so many."""
    below = Counter(theme for (above, _), theme in known.items() if above == main.lower())
    (theme, times) = below.most_common(1)[0] if below else ("", 0)
    return theme if times > below.total() / 2 else ""


def unknown_statuses(values: pd.DataFrame, settings: MeldDesk, system: str) -> list[Advice]:
    """The statuses that neither the system nor the settings know, the most frequent first."""
    if "status" not in values:
        return []
    known = {*system_of(system).statuses, *map(fold_header, settings.statussen)}
    counted = values.groupby("status")["aantal"].sum()
    advice = [
        Advice(word, int(count), probable_status(word))
        for word, count in counted.items()
        if word and fold_header(word) not in known
    ]
    return sorted(advice, key=lambda advised: (-advised.count, advised.word))


def probable_status(status: str) -> str:
    """What a status probably means, by how it begins; empty if only the analyst can tell."""
    for means, starts in (("afgehandeld", _ENDED), ("geannuleerd", _DROPPED), ("open", _GOING)):
        if status.casefold().startswith(starts):
            return means
    return ""
