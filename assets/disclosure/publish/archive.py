"""The private archive of editions: `uitgaven/<nummer>/` in the home, never changed once written;
`<nummer>_<volgorde>/` where only what is hidden in it changed later.

Restricted: it holds the true counts of what is hidden, and the counts beneath the figures. Without
it a later edition cannot be kept from giving away an earlier one. What a new edition holds is the
work of `making`.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import pandas as pd

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.disclosure.plan.decomposition import Makeup
from assets.disclosure.publish.edition import Edition

_FRAMES = ("figures", "indicators", "areas", "revisions", "editions")


@dataclass(frozen=True)
class Archived:
    """An edition with what is hidden in it.

    `order`: 1 for the first ever. `fingerprint`: of all that it was made from. `makeup.figures`
    have geheim, drempel, and bekend (shown). `quiet`: not brought out; `edition` is the one before
    it, of which only what is hidden has changed.
    """

    order: int
    fingerprint: str
    edition: Edition
    makeup: Makeup
    attack: dict[str, float]
    quiet: bool = False

    @property
    def told(self) -> dict[str, float]:
        """What may be told of the attack: not how narrow the narrowest interval is."""
        return {name: self.attack[name] for name in ("cellen", "verborgen", "herleid", "seconden")}


def archived(home: Home) -> list[Archived]:
    """Every edition that was known on the reference date of `home`, the oldest first.

    Raises AnalystError where one is missing or cannot be read.
    """
    found = [_read(path) for path in home.editions.glob("[!.]*") if path.is_dir()]
    found = sorted(found, key=lambda one: one.order)
    _require_all(found)
    if home.as_of:
        day = date.fromisoformat(home.as_of)
        found = [one for one in found if one.edition.known_until <= day]
    return found


def _require_all(found: list[Archived]) -> None:
    """Each edition tells which came before it, and each folder the how many-th it is."""
    there = {one.edition.number for one in found if not one.quiet}
    named = found[-1].edition.editions["uitgave"] if found else []
    for number in named:
        if number not in there:
            raise _lost(f"Uitgave {number} ontbreekt in de map uitgaven/.")
    if [one.order for one in found] != list(range(1, len(found) + 1)):
        raise _lost("In de map uitgaven/ ontbreekt een map, of staat er een dubbel.")


def _lost(what: str) -> AnalystError:
    return AnalystError(
        f"{what} Zet de map terug zoals zij was, uit een reservekopie: anders is niet na te gaan "
        "of een nieuwe uitgave iets prijsgeeft."
    )


def keep(home: Home, new: Archived) -> Path:
    """Write an edition to the archive: whole, or not at all."""
    name = f"{new.edition.number}_{new.order}" if new.quiet else new.edition.number
    target = home.editions / name
    temporary = home.editions / f".{name}.{os.getpid()}.tmp"
    temporary.mkdir(mode=0o700)
    try:
        for name in _FRAMES:
            getattr(new.edition, name).to_parquet(temporary / f"{name}.parquet", index=False)
        for field in fields(Makeup):
            frame = getattr(new.makeup, field.name)
            frame.to_parquet(temporary / f"makeup_{field.name}.parquet", index=False)
        _write(temporary / "aanval.json", new.attack)
        edition = new.edition
        _write(
            temporary / "uitgave.json",
            {
                "volgorde": new.order,
                "stil": new.quiet,
                "vingerafdruk": new.fingerprint,
                "uitgave": edition.number,
                "kwartaal": edition.quarter,
                "publicatiedatum": edition.published.isoformat(),
                "peildatum": edition.known_until.isoformat(),
                "gemeentecode": edition.municipality_code,
                "gemeente": edition.municipality,
            },
        )
        for path in temporary.iterdir():
            path.chmod(0o600)
        temporary.rename(target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return target


def _write(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _read(folder: Path) -> Archived:
    try:
        about = json.loads((folder / "uitgave.json").read_text("utf-8"))
        edition = Edition(
            about["uitgave"],
            about["kwartaal"],
            date.fromisoformat(about["publicatiedatum"]),
            date.fromisoformat(about["peildatum"]),
            about["gemeentecode"],
            about["gemeente"],
            *(pd.read_parquet(folder / f"{name}.parquet") for name in _FRAMES),
        )
        makeup = Makeup(
            *(pd.read_parquet(folder / f"makeup_{field.name}.parquet") for field in fields(Makeup))
        )
        attack = json.loads((folder / "aanval.json").read_text("utf-8"))
        return Archived(
            about["volgorde"],
            about["vingerafdruk"],
            edition,
            makeup,
            attack,
            about.get("stil", False),
        )
    except (OSError, ValueError, KeyError):
        raise _lost(f"Uitgave {folder.name} in de map uitgaven/ is niet te lezen.") from None
