"""Writing what was answered: `veiligheidsbeeld.toml`, with comments, in the folder of the
municipality.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError
from rich.markup import escape

from assets.basis.atomic import replacing
from assets.basis.errors import AnalystError
from assets.reference.useful import KINDS
from assets.sources.proposed import Setting, merged
from pipelines.cli.init.deliveries import Tried
from pipelines.cli.init.questions import Questions
from pipelines.cli.screen import console
from pipelines.cli.settings_lines import blocks
from pipelines.settings import CONFIG_NAME, read_configuration
from pipelines.settings_faults import explained
from schemas.configuration import Configuration
from schemas.layout import fold_header

_COMMENTS = {
    "referentie": "\n# Eigen referentiebestanden; een pad begint bij de map van dit bestand.",
    "leveringen": "\n# Waar de leveringen staan, en wat de controles ervan doen.",
    "politie": "\n# Hoe de export van de politie wordt gelezen.",
    "melddesk": "\n# Hoe de export van het meldsysteem wordt gelezen.",
    "politie.kolommen": "\n# Kop in de export van de politie = veld.",
    "politie.codes": "\n# Code of woorden in de export van de politie = waaronder de rij telt.",
    "themas": "\n# Eigen thema's.",
    "melddesk.kolommen": "\n# Kop in de export van het meldsysteem = veld.",
    "melddesk.categorieen": "\n# Hoofdcategorie/Subcategorie = thema.",
    "melddesk.statussen": "\n# Status in de export = status in de cijfers.",
}
_PURPOSE = """
# Waarom de leveringen mogen worden verwerkt, en wie daarvoor tekende. Elke run vraagt erom tot het
# is ingevuld; zie docs/privacy.md.
[doelbinding]
# grondslag = ""
# dpia = ""
# functionaris = ""
# datum = 2026-01-01
"""


def choose_folder(
    questions: Questions, answer: Path | None, configuration: Configuration, overwrite: bool
) -> Path:
    """The folder of the municipality: without settings of its own, unless these may go."""
    folder = answer or Path()
    while (folder / CONFIG_NAME).exists() and not overwrite:
        told = (
            f"In {folder.resolve().name}/ staat al {CONFIG_NAME}. Kies een andere map met --map, "
            "of vervang de instellingen met --overschrijven."
        )
        questions.unanswered(told)
        if not questions.asks:
            return folder
        usual = fold_header(configuration.gemeente.naam)
        folder = Path(questions.text("Welke map? Zij wordt gemaakt als zij er niet is", usual))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def with_lines(
    configuration: Configuration, lines: Sequence[str]
) -> tuple[Configuration, list[Setting]]:
    """The settings with lines that were given as options, and those lines. Raises `AnalystError`
    for a line that is no TOML or no setting."""
    settings = []
    for line in lines:
        try:
            settings += _leaves(tomllib.loads(line))
        except tomllib.TOMLDecodeError:
            raise AnalystError(
                f"--instelling: «{line}» is geen regel van de instellingen. Schrijf haar zoals in "
                'het bestand, met de kop ervoor: melddesk.kolommen."Adres" = "straat"'
            ) from None
    try:
        return merged(configuration, settings), settings
    except ValidationError as fault:
        raise AnalystError(explained("--instelling", fault)) from None


def _leaves(content: Mapping[str, object], path: tuple[str, ...] = ()) -> Iterator[Setting]:
    for key, value in content.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, key))
        else:
            yield Setting(".".join(path), key, value, "")


def write(folder: Path, inbox: Path, tried: Tried, own: Iterable[Setting]) -> Path:
    """Write the settings file; an earlier one is kept beside it."""
    target = folder / CONFIG_NAME
    if target.exists():
        kept = target.with_name(f"{CONFIG_NAME}.vorige")
        shutil.copy2(target, kept)
        console.print(f"De vorige instellingen staan nu in {escape(kept.name)}.")
    text = "\n".join(_text(folder, inbox, tried, list(own))).rstrip() + "\n"
    with replacing(target, durable=True) as temporary:
        temporary.write_text(text, "utf-8")
    read_configuration(target)  # what was written can be read
    return target


def _text(folder: Path, inbox: Path, tried: Tried, own: list[Setting]) -> Iterator[str]:
    yield (
        "# Instellingen van veiligheidsbeeld. Wat hier niet staat, heeft zijn standaardwaarde; "
        "alle\n# instellingen staan beschreven in docs/instellingen.md."
    )
    settings = [
        *_municipality(tried),
        *_reference(folder, tried.configuration),
        *_inbox(folder, inbox),
        *own,
        *tried.settings,
        *tried.skipped,
    ]
    settings = list({(setting.table, setting.key): setting for setting in settings}.values())
    tables = dict.fromkeys(setting.table for setting in settings)  # TOML has each heading once
    for table in tables:
        yield _COMMENTS.get(table, "")
        yield from blocks(setting for setting in settings if setting.table == table)
        if table == "referentie":
            yield from _without(tried.configuration)
    if "doelbinding" not in tables:
        yield _PURPOSE


def _municipality(tried: Tried) -> Iterator[Setting]:
    municipality = tried.configuration.gemeente
    months = [month for trial in tried.usable.values() for month in trial.months[:1]]
    first = min(months, default=municipality.eerste_maand)
    yield Setting("gemeente", "code", municipality.code)
    yield Setting("gemeente", "naam", municipality.naam)
    yield Setting("gemeente", "eerste_maand", first, "eerste maand die het Dagster-scherm toont")


def _reference(folder: Path, configuration: Configuration) -> Iterator[Setting]:
    for setting, named in configuration.referentie.files().items():
        files = [_relative(file.bestand, folder) for file in named]
        if files:
            yield Setting("referentie", setting, files[0] if len(files) == 1 else files)


def _without(configuration: Configuration) -> Iterator[str]:
    """The kinds of reference file that are not there, as comments to fill in later."""
    named = configuration.referentie.files()
    for kind in KINDS:
        if not named[kind.setting]:
            yield f'# {kind.setting} = ""  # {kind.what}'


def _inbox(folder: Path, inbox: Path) -> Iterator[Setting]:
    if inbox.resolve() != (folder / "data" / "inbox").resolve():
        yield Setting("leveringen", "inbox", _relative(inbox, folder))


def _relative(path: Path, folder: Path) -> str:
    """A path as the settings file has it, with forward slashes on every system."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()
