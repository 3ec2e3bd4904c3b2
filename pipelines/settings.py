"""Finding the settings: `veiligheidsbeeld.toml`, the home and the inbox.

Which settings there are and what they mean is in `schemas.configuration`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.sources import registry
from assets.sources.politie.codes import code_faults
from assets.sources.themes import known_themes, theme_faults
from pipelines.locations import (
    CONFIG_NAME,
    CONFIG_VARIABLE,
    HOME_VARIABLE,
    INBOX_VARIABLE,
    config_file,
    home_folder,
    inbox_folder,
)
from pipelines.settings_faults import in_words, located
from pipelines.settings_text import lines_of, text_of, values_of
from schemas.configuration import Configuration, ReferenceFile
from schemas.layout import Layout

__all__ = [
    "CONFIG_VARIABLE",
    "HOME_VARIABLE",
    "INBOX_VARIABLE",
    "Settings",
    "load_settings",
    "read_configuration",
]

_ESCAPED = re.compile(r"[\x00-\x1f]")  # what is left of \\t or \\n in a path of Windows


@dataclass(frozen=True)
class Settings:
    """Where the data are, and the configuration of the municipality."""

    home: Path
    inbox: Path
    config: Path | None
    configuration: Configuration

    @property
    def default_inbox(self) -> Path:
        """The inbox, if a command names none."""
        return self.configuration.leveringen.inbox or self.home / "inbox"

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """How every known delivery is laid out."""
        return registry.layouts(self.configuration)


def load_settings(
    home: Path | None = None,
    inbox: Path | None = None,
    config: Path | None = None,
    *,
    without: bool = False,
) -> Settings:
    """The settings at the given paths, else at those of the environment, else at the defaults.

    Raises `AnalystError` for a file that does not exist or is invalid, naming the setting; and if
    there is no file at all, unless `without`: no figures are made for a municipality that nobody
    named.
    """
    config = config_file(config)
    if config is None and not without:
        raise AnalystError(
            f"Er is geen instellingenbestand ({CONFIG_NAME}) in deze map. Maak er een met: "
            "veiligheidsbeeld init. Of wijs er een aan met --config."
        )
    home = home_folder(home)
    configuration = _with_decisions(read_configuration(config), home)
    settings = Settings(home, home, config, configuration)
    return replace(settings, inbox=(inbox_folder(inbox) or settings.default_inbox).resolve())


def _with_decisions(configuration: Configuration, home: Path) -> Configuration:
    """With what was decided about streets in this home, besides the files of the settings."""
    reference = configuration.referentie
    kept = ReferenceFile(bestand=Home(home, home).street_decisions)
    named = reference.model_copy(update={"aliassen": (*reference.aliassen, kept)})
    return configuration.model_copy(update={"referentie": named})


def read_configuration(path: Path | None) -> Configuration:
    """The configuration of a file; the defaults (Maastricht) without one."""
    if path is None:
        return Configuration()
    if not path.is_file():
        raise AnalystError(f"Het instellingenbestand {path.name} is er niet. Controleer --config.")
    text = text_of(path)
    content = values_of(text, path.name)
    lines = lines_of(text)
    _resolve_paths(content, path.resolve().parent)
    try:
        configuration = Configuration.model_validate(content)
    except ValidationError as error:
        raise _wrong(path, in_words(error, lines)) from None
    if faults := [located(fault, lines) for fault in _faults(configuration)]:
        raise _wrong(path, faults)
    return configuration


def _wrong(path: Path, faults: list[str]) -> AnalystError:
    return AnalystError("\n- ".join([f"{path.name} klopt niet:", *faults]))


def _faults(configuration: Configuration) -> Iterator[str]:
    """What is wrong with settings that name something of the code tables, or a path."""
    yield from theme_faults(configuration)
    themes = known_themes(configuration)
    for category, theme in configuration.melddesk.categorieen.items():
        if theme and theme not in themes:
            yield (
                f"[melddesk.categorieen] «{category}» wijst naar het onbekende thema «{theme}»; "
                f"kies uit: {', '.join(themes)}"
            )
    yield from code_faults(configuration)
    for name, files in configuration.referentie.files().items():
        if any(_ESCAPED.search(str(file.bestand)) for file in files):
            yield (
                f'[referentie.{name}] heeft een \\ in het pad, die tussen " en " een eigen '
                "betekenis heeft. Zet het pad tussen enkele aanhalingstekens, of schrijf /"
            )


def _resolve_paths(content: dict, folder: Path) -> None:
    """Make the paths in the settings relative to their file, not to the working directory."""
    deliveries = content.get("leveringen")
    if isinstance(deliveries, dict) and isinstance(deliveries.get("inbox"), str):
        deliveries["inbox"] = _resolved(deliveries["inbox"], folder)
    reference = content.get("referentie")
    if isinstance(reference, dict):
        for name in Configuration().referentie.files().keys() & reference.keys():
            reference[name] = _resolved(reference[name], folder)


def _resolved(value: object, folder: Path) -> object:
    if isinstance(value, str):
        return str(folder / value)
    if isinstance(value, list):
        return [_resolved(path, folder) for path in value]
    if isinstance(value, dict) and isinstance(value.get("bestand"), str):
        return value | {"bestand": str(folder / value["bestand"])}
    return value
