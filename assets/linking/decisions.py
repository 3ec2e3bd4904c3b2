"""What is decided by hand: names that mean a street (aliases) and names that mean none (places).

Tables that an analyst extends; a decision counts from the next run on. Reading them only.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from assets.linking.names import fold
from assets.reference.tables import SEEDS, read_listing
from schemas.configuration import Configuration

_GENERAL = SEEDS / "koppelen"


@dataclass(frozen=True)
class Decisions:
    """`aliases`: pairs of a name as written and the street's own name. `places`: folded names of
    places without a street (districts, stations, parks). `towns`: folded names of towns and
    districts that may stand behind a street. `context`: folded words that say what is there
    (parkeerplaats, school) and name no street. `common`: words that many streets are named
    after: a street of elsewhere, not a slip of the pen. `versie`: a mark of all of it."""

    aliases: tuple[tuple[str, str], ...] = ()
    places: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    versie: str = ""


def load_decisions(configuration: Configuration) -> Decisions:
    """The tables that come with the program and those that the settings name, as one.

    Raises `AnalystError` naming the setting, the file and the column that is missing.
    """
    settings, own = configuration.referentie, SEEDS / configuration.gemeente.code
    alias_files = [path for path in (settings.aliassen, own / "aliassen.csv") if _is_there(path)]
    place_files = [path for path in (settings.plaatsen, own / "plaatsen.csv") if _is_there(path)]
    aliases = [
        (row.geschreven, row.straatnaam)
        for path in alias_files
        for row in read_listing(path, "aliassen", ("geschreven", "straatnaam")).itertuples()
    ]
    places = pd.concat(
        [read_listing(path, "plaatsen", ("naam", "soort")) for path in place_files]
        or [pd.DataFrame({"naam": [], "soort": []}, dtype="str")]
    )
    words = read_listing(_GENERAL / "plaatswoorden.csv", "plaatswoorden", ("woord",))
    towns = places.loc[places["soort"].isin(["gemeente", "woonplaats", "buurt", "wijk"]), "naam"]
    common = read_listing(_GENERAL / "gangbare_namen.csv", "gangbare_namen", ("naam",))
    digest = hashlib.sha256()
    for path in (*alias_files, *place_files, *sorted(_GENERAL.glob("*.csv"))):
        digest.update(path.read_bytes())
    return Decisions(
        tuple(dict.fromkeys(aliases)),
        frozenset(map(fold, places["naam"])) - {""},
        frozenset(map(fold, (*towns, configuration.gemeente.naam))) - {""},
        frozenset(map(fold, words["woord"])) - {""},
        frozenset(map(fold, common["naam"])) - {""},
        digest.hexdigest()[:8],
    )


def _is_there(path: Path | None) -> bool:
    return path is not None and path.is_file()
