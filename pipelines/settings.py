"""Finding the settings: `veiligheidsbeeld.toml`, the home and the inbox.

Which settings there are and what they mean is in `schemas.configuration`.
"""

from __future__ import annotations

import csv
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assets.basis.errors import AnalystError
from assets.reference.files import SEEDS
from assets.sources import registry
from pipelines.locations import HOME_VARIABLE, home_folder
from schemas.configuration import Configuration
from schemas.layout import Layout

__all__ = [
    "CONFIG_VARIABLE",
    "HOME_VARIABLE",
    "INBOX_VARIABLE",
    "Settings",
    "explain",
    "load_settings",
    "read_configuration",
]

INBOX_VARIABLE = "VEILIGHEIDSBEELD_INBOX"
CONFIG_VARIABLE = "VEILIGHEIDSBEELD_CONFIG"
CONFIG_NAME = "veiligheidsbeeld.toml"


@dataclass(frozen=True)
class Settings:
    """Where the data are, and the configuration of the municipality."""

    home: Path
    inbox: Path
    config: Path | None
    configuration: Configuration

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
    config = config or _from_environment(CONFIG_VARIABLE)
    if config is None and Path(CONFIG_NAME).is_file():
        config = Path(CONFIG_NAME)
    if config is None and not without:
        raise AnalystError(
            f"Er is geen instellingenbestand ({CONFIG_NAME}) in deze map. Maak er een met: "
            "veiligheidsbeeld init. Of wijs er een aan met --config."
        )
    configuration = read_configuration(config)
    home = home_folder(home)
    named = inbox or _from_environment(INBOX_VARIABLE) or configuration.leveringen.inbox
    return Settings(
        home, (named or home / "inbox").resolve(), config and config.resolve(), configuration
    )


def read_configuration(path: Path | None) -> Configuration:
    """The configuration of a file; the defaults (Maastricht) without one."""
    if path is None:
        return Configuration()
    if not path.is_file():
        raise AnalystError(f"Het instellingenbestand {path.name} is er niet. Controleer --config.")
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AnalystError(
            f"{path.name} is geen geldig TOML-bestand ({error}). Zet tekst tussen aanhalingstekens "
            "en elke instelling op een eigen regel."
        ) from None
    _resolve_paths(content, path.resolve().parent)
    try:
        configuration = Configuration.model_validate(content)
    except ValidationError as error:
        raise AnalystError(explain(path.name, error)) from None
    _check_themes(path, configuration)
    return configuration


def _check_themes(path: Path, configuration: Configuration) -> None:
    with (SEEDS / "thema_lijst.csv").open(encoding="utf-8") as file:
        themes = [row["thema"] for row in csv.DictReader(file)]
    for category, theme in configuration.melddesk.categorieen.items():
        if theme not in themes:
            raise AnalystError(
                f"{path.name} klopt niet:\n- [melddesk.categorieen] «{category}» wijst naar het "
                f"onbekende thema «{theme}»; kies uit: {', '.join(themes)}"
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


def explain(name: str, error: ValidationError) -> str:
    """Each fault of settings in words for the analyst; `name`: of where they stand."""
    lines = [f"{name} klopt niet:"]
    for fault in error.errors():
        place = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            lines.append(f"- [{place}] bestaat niet als instelling; staat de naam goed?")
        elif fault["type"] == "value_error":
            text = str(fault["ctx"]["error"])
            lines.append(f"- [{place}] {text}" if place else f"- {text}")
        else:
            lines.append(f"- [{place}] {_in_dutch(fault)}")
    return "\n".join(lines)


def _in_dutch(fault: ErrorDetails) -> str:
    """A common error of pydantic, in words for the analyst."""
    context = fault.get("ctx", {})
    kind = fault["type"]
    if kind in {"literal_error", "enum"}:
        return f"moet een van deze zijn: {context['expected'].replace(' or ', ' of ')}"
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = "minstens" if "ge" in context else "hoogstens"
        return f"moet {bound} {context.get('ge', context.get('le'))} zijn"
    for start, text in (
        ("bool", "moet true of false zijn"),
        ("int", "moet een heel getal zijn"),
        ("float", "moet een getal zijn"),
        ("string", "moet tekst tussen aanhalingstekens zijn"),
        ("date", "moet een datum zijn, zoals 2019-01-01"),
        ("missing", "ontbreekt"),
        ("path", "moet een pad tussen aanhalingstekens zijn"),
        ("tuple", "moet een lijst tussen [ en ] zijn"),
        ("dict", 'moet een groep regels zijn: "links" = "rechts"'),
        ("model", "moet een groep instellingen zijn, onder een kop tussen [ en ]"),
    ):
        if kind.startswith(start):
            return text
    return "heeft een waarde die niet kan"


def _from_environment(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value) if value else None
