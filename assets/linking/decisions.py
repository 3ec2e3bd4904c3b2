"""What is decided by hand: names that mean a street (aliases) and names that mean none (places).

Tables that an analyst extends; a decision counts from the next run on. Reading them only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from assets.linking.names import fold
from assets.reference.files import SEEDS, chosen_files, named, read_text
from schemas.configuration import Configuration

_GENERAL = SEEDS / "koppelen"
_TOWNS = ("gemeente", "woonplaats", "buurt", "wijk")  # what can stand behind a street


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
    own = SEEDS / configuration.gemeente.code
    chosen = {file.path: file for file in chosen_files(configuration)}
    shipped = [named(path) for path in (own / "plaatsen.csv",) if path.is_file()]
    places_in = [f for f in chosen.values() if f.setting == "plaatsen"] or shipped
    places_in += [file for file in shipped if file.path not in chosen]
    alias_in = [file for file in chosen.values() if file.setting == "aliassen"]
    general = [named(path) for path in sorted(_GENERAL.glob("*.csv"))]
    words = {file.path.stem: read_text(file, ()).iloc[:, 0] for file in general}
    aliases = [
        (row.geschreven, row.straatnaam)
        for file in alias_in
        for row in read_text(file, ("geschreven", "straatnaam"), True).itertuples()
    ]
    places = pd.concat(
        [read_text(file, ("naam", "soort"), True) for file in places_in]
        or [pd.DataFrame({"naam": [], "soort": []}, dtype="str")]
    )
    towns = places.loc[places["soort"].isin(_TOWNS), "naam"]
    marks = sorted(file.mark for file in (*alias_in, *places_in, *general))
    return Decisions(
        tuple(dict.fromkeys(aliases)),
        _folded(places["naam"]),
        _folded([*towns, configuration.gemeente.naam]),
        _folded(words["plaatswoorden"]),
        _folded(words["gangbare_namen"]),
        hashlib.sha256(repr((marks, configuration.gemeente.naam)).encode()).hexdigest()[:8],
    )


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, names)) - {""}
