"""The private archive of editions: `uitgaven/<nummer>/` in the home, unchanged once written, and
`<nummer>_<volgorde>/` where only suppressed values changed later.

Restricted: it holds the true values of suppressed figures and the counts beneath all figures.
Without it a later edition could disclose what an earlier one suppressed. What a new edition holds
is the work of `making`.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import pandas as pd

from assets.basis.atomic import clear_leftovers, flush
from assets.basis.checksums import Checksums, State
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.disclosure.plan.composition import Composition
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.issued import remember, require_nothing_lost
from schemas import published

# Names in the archive. A change makes older editions unreadable.
_FRAMES = ("figures", "indicators", "areas", "revisions", "editions")
_VERDICTS = "verdicts"  # an edition of an earlier program has none
_COMPOSITION_FILE = "makeup_{}.parquet"
_DESCRIPTION, _ATTACK = "uitgave.json", "aanval.json"


@dataclass(frozen=True)
class ArchivedEdition:
    """An edition with what it suppresses.

    `order`: 1 for the first ever. `fingerprint`: of everything it was made from.
    `composition.figures`: with `bekend` (published or not). `attack`: the report of the attack.
    `silent`: not published; `edition` is the one before it, of which only suppressed values
    changed.
    """

    order: int
    fingerprint: str
    edition: Edition
    composition: Composition
    attack: dict[str, float]
    silent: bool = False

    @property
    def attack_summary(self) -> dict[str, float]:
        """What of `attack` discloses nothing: all but the narrowest interval."""
        return {name: self.attack[name] for name in ("cellen", "verborgen", "herleid", "seconden")}


def read_archive(home: Home) -> list[ArchivedEdition]:
    """Every edition that was known on the reference date of `home`, the oldest first.

    Raises AnalystError if one is missing, also one that only its products or the memory of the home
    know of, or if one cannot be read.
    """
    folders = [path for path in home.editions.glob("[!.]*") if path.is_dir()]
    editions = sorted((_read(home, path) for path in folders), key=lambda archived: archived.order)
    _require_complete(editions)
    require_nothing_lost(home, (each.edition.number for each in editions), len(editions))
    if home.as_of:
        day = date.fromisoformat(home.as_of)
        editions = [archived for archived in editions if archived.edition.known_until <= day]
    return editions


def add_to_archive(home: Home, archived: ArchivedEdition) -> Path:
    """Write an edition to the archive, whole or not at all; its folder."""
    edition = archived.edition
    name = f"{edition.number}_{archived.order}" if archived.silent else edition.number
    target = home.editions / name
    temporary = home.editions / f".{name}.{os.getpid()}.tmp"
    clear_leftovers(home.editions)  # they hold figures that are not public
    temporary.mkdir(mode=0o700)
    try:
        for frame_name in (*_FRAMES, _VERDICTS):
            path = temporary / f"{frame_name}.parquet"
            getattr(edition, frame_name).to_parquet(path, index=False)
        for field in fields(Composition):
            path = temporary / _COMPOSITION_FILE.format(field.name)
            getattr(archived.composition, field.name).to_parquet(path, index=False)
        _write_json(temporary / _ATTACK, archived.attack)
        _write_json(temporary / _DESCRIPTION, _description(archived))
        checks = Checksums(home, target)
        for path in temporary.iterdir():
            path.chmod(0o600)
            flush(path)
            checks.record(path.name, path)
        flush(temporary)
        temporary.rename(target)
        flush(target.parent)
        remember(home, archived.order, edition.number)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return target


def _require_complete(editions: list[ArchivedEdition]) -> None:
    """The newest edition lists every one before it, and the folders are numbered through."""
    present = {archived.edition.number for archived in editions if not archived.silent}
    listed = editions[-1].edition.editions["uitgave"] if editions else []
    for number in listed:
        if number not in present:
            raise _damaged(f"Uitgave {number} ontbreekt in de map uitgaven/.")
    if [archived.order for archived in editions] != list(range(1, len(editions) + 1)):
        raise _damaged("In de map uitgaven/ ontbreekt een map, of staat er een dubbel.")


def _damaged(what: str) -> AnalystError:
    return AnalystError(
        f"{what} Zet de map terug zoals zij was, uit een reservekopie: anders is niet na te gaan "
        "of een nieuwe uitgave iets prijsgeeft."
    )


def _description(archived: ArchivedEdition) -> dict:
    edition = archived.edition
    return {
        "volgorde": archived.order,
        "stil": archived.silent,
        "vingerafdruk": archived.fingerprint,
        "uitgave": edition.number,
        "kwartaal": edition.quarter,
        "publicatiedatum": edition.published.isoformat(),
        "peildatum": edition.known_until.isoformat(),
        "gemeentecode": edition.municipality_code,
        "gemeente": edition.municipality,
    }


def _write_json(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _read(home: Home, folder: Path) -> ArchivedEdition:
    checks = Checksums(home, folder)
    states = checks.states(checks.names()).values()
    try:
        if {State.DAMAGED, State.MISSING} & set(states):
            raise ValueError(folder.name)
        description = json.loads((folder / _DESCRIPTION).read_text("utf-8"))
        edition = Edition(
            description["uitgave"],
            description["kwartaal"],
            date.fromisoformat(description["publicatiedatum"]),
            date.fromisoformat(description["peildatum"]),
            description["gemeentecode"],
            description["gemeente"],
            *(pd.read_parquet(folder / f"{name}.parquet") for name in _FRAMES),
            _verdicts(folder),
        )
        composition = Composition(
            *(
                pd.read_parquet(folder / _COMPOSITION_FILE.format(field.name))
                for field in fields(Composition)
            )
        )
        attack = json.loads((folder / _ATTACK).read_text("utf-8"))
        return ArchivedEdition(
            description["volgorde"],
            description["vingerafdruk"],
            edition,
            composition,
            attack,
            description.get("stil", False),
        )
    except (OSError, ValueError, KeyError):
        raise _damaged(f"Uitgave {folder.name} in de map uitgaven/ is niet te lezen.") from None


def _verdicts(folder: Path) -> pd.DataFrame:
    path = folder / f"{_VERDICTS}.parquet"
    if path.is_file():
        return pd.read_parquet(path)
    return pd.DataFrame(columns=list(published.table("openbare_oordelen").names))
