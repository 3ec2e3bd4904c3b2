"""Reads what analysts decided by hand: aliases of streets, and names of places without a street.

Analysts extend these tables; a change takes effect at the next run. Applying them is in `streets`
and `matching`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from assets.basis.errors import AnalystError
from assets.linking.names import fold
from assets.linking.nationwide import NATIONWIDE
from assets.linking.weighing import WEIGHTS
from assets.reference.decided import Decision, in_order, read_decisions
from assets.reference.files import SEEDS, SourceFile, chosen_files, read_text, source_file
from schemas.configuration import Configuration

_GENERAL = SEEDS / "koppelen"
_TOWNS = ("gemeente", "woonplaats", "buurt", "wijk")  # kinds of place that can follow a street


@dataclass(frozen=True)
class Place:
    """A town with the municipality it is in now; a former municipality is a town too. `is_word`:
    the name is an ordinary word as well (Sluis, Buren)."""

    naam: str
    gemeente: str
    is_word: bool = False


@dataclass(frozen=True)
class Spot:
    """A place that is no street and no town: a station, a park, a car park; with the neighbourhood
    that it is in, if that is known."""

    naam: str
    soort: str
    buurtcode: str = ""


@dataclass(frozen=True)
class Decisions:
    """`aliases`: pairs of a name as written and the official name of the street. `places`: folded
    names of places without a street (districts, stations, parks). `spots`: folded name -> place,
    of those that are no town or district. `towns`: folded names of towns
    and districts that can follow a street. `context`: folded words for what is at a place
    (parkeerplaats, school), which name no street. `common`: words that many streets are named
    after, so rather a street elsewhere than a typing error. `municipality`: the name of this
    municipality. `known_places`: towns and municipalities of the country and just across its
    borders, also those of this municipality. `dialect`: regional spellings with what they are in
    Dutch (see `dialect`). `versie`: a mark of all of this. `of_texts`: what was decided about whole
    texts, from old to new."""

    aliases: tuple[tuple[str, str], ...] = ()
    places: frozenset[str] = frozenset()
    spots: Mapping[str, Spot] = field(default_factory=dict)
    towns: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    municipality: str = ""
    known_places: tuple[Place, ...] = ()
    dialect: tuple[tuple[str, str], ...] = ()
    versie: str = ""
    of_texts: tuple[Decision, ...] = ()


def load_decisions(configuration: Configuration) -> Decisions:
    """The tables shipped with the program combined with those named in the settings; cached per
    process for each version of these files.

    Raises `AnalystError` with the setting, the file and the missing column.
    """
    own = SEEDS / configuration.gemeente.code
    chosen = {file.path: file for file in chosen_files(configuration)}
    shipped = [source_file(path) for path in (own / "plaatsen.csv",) if path.is_file()]
    place_files = [f for f in chosen.values() if f.setting == "plaatsen"] or shipped
    place_files += [file for file in shipped if file.path not in chosen]
    alias_files = [file for file in chosen.values() if file.setting == "aliassen"]
    dialect_files = [file for file in chosen.values() if file.setting == "streektaal"]
    general = [source_file(path) for path in sorted(_GENERAL.glob("*.csv"))]
    return _load(
        tuple(place_files),
        tuple(alias_files),
        tuple(dialect_files),
        tuple(general),
        configuration.gemeente.code,
        configuration.gemeente.naam,
        tuple(configuration.referentie.woonplaatsen),
    )


@lru_cache(maxsize=2)
def _load(
    place_files: tuple[SourceFile, ...],
    alias_files: tuple[SourceFile, ...],
    dialect_files: tuple[SourceFile, ...],
    general: tuple[SourceFile, ...],
    code: str,
    municipality: str,
    own_towns: tuple[str, ...],
) -> Decisions:
    tables = {file.path.stem: read_text(file, ()) for file in general}
    decided = in_order(
        decision
        for file in alias_files
        for decision in read_decisions(file)
        if decision.is_of(code, municipality)
    )
    aliases = [(each.geschreven, each.straatnaam) for each in decided if each.is_alias]
    dialect = [tables["streektaal"]]
    dialect += [read_text(file, ("geschreven", "gelezen"), True) for file in dialect_files]
    places = pd.concat(
        [_places(file) for file in place_files]
        or [pd.DataFrame({"naam": [], "soort": [], "buurtcode": []}, dtype="str")]
    )
    towns = places.loc[places["soort"].isin(_TOWNS), "naam"]
    learned = [*map(source_file, (WEIGHTS, NATIONWIDE))]  # others make other links
    marks = sorted(
        file.mark for file in (*alias_files, *place_files, *dialect_files, *general, *learned)
    )
    return Decisions(
        tuple(dict.fromkeys(aliases)),
        _folded(places["naam"]),
        _spots(places[~places["soort"].isin(_TOWNS)]),
        _folded([*towns, *own_towns, municipality]),
        _folded(tables["plaatswoorden"].iloc[:, 0]),
        _folded(tables["gangbare_namen"].iloc[:, 0]),
        municipality,
        tuple(
            Place(row.naam, row.gemeente, row.ook_woord == "ja")
            for row in tables["plaatsen_elders"].itertuples()
        ),
        tuple((row.geschreven, row.gelezen) for table in dialect for row in table.itertuples()),
        hashlib.sha256(repr((marks, code, municipality)).encode()).hexdigest()[:8],
        tuple(decision for decision in decided if decision.is_of_text),
    )


def _spots(places: pd.DataFrame) -> dict[str, Spot]:
    """The first place of each name."""
    found: dict[str, Spot] = {}
    for row in places.itertuples():
        if key := fold(row.naam):
            found.setdefault(key, Spot(row.naam, row.soort, row.buurtcode))
    return found


def _places(file: SourceFile) -> pd.DataFrame:
    """naam, soort and buurtcode (empty where unknown) of a table of places."""
    places = read_text(file, ("naam", "soort"), True)
    if "buurtcode" not in places:
        places["buurtcode"] = ""
    places["buurtcode"] = places["buurtcode"].str.upper().str.replace(" ", "", regex=False)
    if not places["buurtcode"].str.fullmatch(r"(BU\w{8})?").all():
        raise AnalystError(
            f"{file.label}: in de kolom buurtcode staat iets dat geen code van een buurt is. "
            "Schrijf een code als BU09350000, of laat de cel leeg."
        )
    return places[["naam", "soort", "buurtcode"]]


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, names)) - {""}
