"""The second question: which reference files. Each is tried as soon as it is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.markup import escape

from assets.basis.errors import AnalystError
from assets.reference.files import SEEDS
from assets.reference.useful import KINDS, Useful, check, is_there, setting_of, with_files
from pipelines.cli.init.questions import Questions
from pipelines.cli.screen import console, labelled_lines, shown_path
from schemas.configuration import Configuration

_TABLES = {".csv", ".txt", ".xlsx", ".xls", ".zip", ".xml", ".gpkg", ".geojson", ".shp"}
_LARGEST = 2000  # files that are looked at, to guess which is what


def choose(
    questions: Questions,
    configuration: Configuration,
    folder: Path,
    given: Mapping[str, Sequence[Path] | None],
) -> Configuration:
    """`configuration` with the reference files. `given`: setting -> files named as options; others
    are looked for in `folder` and proposed."""
    found = _candidates(folder)
    shipped = {path.stem for path in (SEEDS / configuration.gemeente.code).glob("*.csv")}
    lines, wanted = labelled_lines(), []
    for kind in KINDS:
        paths = list(given.get(kind.setting) or [])
        if not paths and (kind.setting in shipped or _has(kind, configuration)):
            if kind.setting not in shipped and kind.setting != "straten":
                lines.add_row(kind.setting, "niet nodig: dat staat al in de andere bestanden")
            continue
        paths = paths or _asked(questions, kind, found.get(kind.setting, []))
        configuration, told = _one(questions, configuration, kind, paths)
        if not told:
            wanted.append(kind)
        lines.add_row(kind.setting, escape(told or f"geen: {kind.without}"))
    console.print("\n[bold]Referentie[/]")
    console.print(lines)
    if wanted:
        console.print("\nWaar u haalt wat er nog niet is:")
        for kind in wanted:
            console.print(f"  {kind.setting}: {kind.source}", markup=False, soft_wrap=True)
    return configuration


def _has(kind: Useful, configuration: Configuration) -> bool:
    try:
        return is_there(kind.setting, configuration)
    except AnalystError:  # without neighbourhoods nothing is known yet
        return False


def _one(
    questions: Questions, configuration: Configuration, kind: Useful, paths: list[Path]
) -> tuple[Configuration, str]:
    """The settings with these files, and what they give; or without them, and nothing."""
    while paths:
        try:
            gives = check(kind.setting, paths, configuration)
        except AnalystError as reason:
            questions.unanswered(str(reason))
            paths = _asked(questions, kind, []) if questions.asks else []
            continue
        names = ", ".join(path.name for path in paths)
        return with_files(configuration, kind.setting, paths), f"{names}: {gives}"
    if kind.needed:
        questions.unanswered(
            f"De buurten: noem het bestand met --{kind.setting}. Zonder kan het niet: "
            f"{kind.without}. Te halen bij {kind.source}."
        )
        if questions.asks:
            raise AnalystError("Zonder buurten kan het niet. Haal het bestand op en begin opnieuw.")
    return configuration, ""


def _asked(questions: Questions, kind: Useful, proposal: Sequence[Path]) -> list[Path]:
    """The files that the analyst names; Enter takes the proposal, or none."""
    default = "; ".join(shown_path(path) for path in proposal)
    if questions.asks:
        console.print(f"\n[bold]{escape(kind.what)}[/]")
        console.print(f"Geeft {escape(kind.gives)}.", style="dim", markup=False)
    hint = "Pad" if default else "Pad, of Enter als u het niet hebt"
    answer = questions.text(f"{hint} (meer dan één: met ; ertussen)", default)
    return [Path(part.strip().strip("\"'")) for part in answer.split(";") if part.strip()]


def _candidates(folder: Path) -> dict[str, list[Path]]:
    """Setting -> the files that look like it, in the folder or else here."""
    found: dict[str, list[Path]] = {}
    for path in [*_files(folder)] or _files(Path()):
        setting = setting_of(path)
        if setting is not None:
            found.setdefault(setting, []).append(path)
    return found


def _files(folder: Path) -> Iterator[Path]:
    """The files of the folder and of the folders in it that hold no deliveries, sorted."""
    if not folder.is_dir():
        return
    places = [folder, *(sub for sub in sorted(folder.iterdir()) if sub.is_dir())]
    files = [
        path
        for place in places
        if place.name not in {"inbox", "data"} and not place.name.startswith(".")
        for path in sorted(place.iterdir())
        if path.is_file() and path.suffix.lower() in _TABLES
    ]
    yield from files[:_LARGEST]
