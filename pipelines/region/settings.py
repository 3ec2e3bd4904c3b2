"""Finding and reading REGIO.toml. Its contract is in `schemas.region.settings`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from assets.basis.errors import AnalystError
from assets.reference.municipalities import municipalities
from pipelines.settings_faults import in_words
from pipelines.settings_text import lines_of, text_of, values_of
from schemas.region.settings import Member, RegionFile

REGION_VARIABLE = "VEILIGHEIDSBEELD_REGIO"
_OF_REGION = ("map", "inbox", "leveringen", "inwoners")
_OF_MEMBER = ("instellingen", "home", "inbox")


@dataclass(frozen=True)
class RegionSettings:
    """A region, with every path absolute. `names`: code -> name of each municipality."""

    file: Path
    settings: RegionFile
    names: dict[str, str]

    @property
    def home(self) -> Path:
        """The folder of the region itself."""
        return self.settings.regio.map

    @property
    def inbox(self) -> Path:
        """Where deliveries for all are put."""
        return self.settings.regio.inbox or self.home / "inbox"

    @property
    def members(self) -> dict[str, Member]:
        """Code -> municipality, by code."""
        return dict(sorted(self.settings.gemeenten.items()))


def load_region(path: Path | None = None) -> RegionSettings:
    """The region of a file, else of the environment. Raises `AnalystError` for a file that is not
    there or not right, naming the line."""
    named = path or Path(os.environ.get(REGION_VARIABLE, ""))
    if not named.is_file():
        raise AnalystError(
            f"Het bestand van de regio «{named.name}» is er niet. Wijs REGIO.toml aan."
        )
    named = named.resolve()
    text = text_of(named)
    content = values_of(text, named.name)
    _resolve(content, named.parent)
    try:
        settings = RegionFile.model_validate(content)
    except ValidationError as error:
        told = "\n- ".join(
            [f"{named.name} klopt niet:", *in_words(error, lines_of(text), RegionFile)]
        )
        raise AnalystError(told) from None
    known = {each.code: each.name for each in municipalities()}
    strange = sorted(settings.gemeenten.keys() - known.keys())
    if strange:
        raise AnalystError(
            f"{named.name} klopt niet: {', '.join(strange)} is geen gemeente van nu. Zoek de code "
            "op bij het CBS."
        )
    return RegionSettings(named, settings, {code: known[code] for code in settings.gemeenten})


def _resolve(content: dict, folder: Path) -> None:
    """Make paths relative to the file, not to the working directory. The folder of the region has a
    default, which is relative to the file too."""
    region = content.get("regio")
    if isinstance(region, dict):
        region.setdefault("map", "regio")
        _absolute(region, _OF_REGION, folder)
    members = content.get("gemeenten")
    for member in members.values() if isinstance(members, dict) else ():
        if isinstance(member, dict):
            _absolute(member, _OF_MEMBER, folder)


def _absolute(section: dict, names: tuple[str, ...], folder: Path) -> None:
    for name in names:
        if isinstance(section.get(name), str):
            section[name] = str((folder / section[name]).resolve())
