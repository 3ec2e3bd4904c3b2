"""Whether anything changed since the last whole run on a home, asked before anything heavy is
loaded.

A run that ended well leaves a note in the home: marks of the program and of the sizes and times of
all files that decide what a run does, and what the next run says if none of them changed. Whether
the files are still whole is not looked at; that is the work of `verify`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from assets.basis import program
from assets.basis.atomic import replacing
from assets.basis.home import Home
from assets.basis.personal import key_mark, secret_key
from assets.basis.report import Line, Published, Tone
from assets.basis.terms import today
from pipelines.locations import config_file, inbox_folder
from pipelines.waiting_alerts import QUEUE

if TYPE_CHECKING:
    from pipelines.settings import Settings

_NAME = "laatste_run.json"
# What a run writes besides: its own events, who used the program, what was told or is to be. And
# answers about streets that do not count yet.
_ASIDE = {
    *("dagster", "logboek", "locks", f"controle/{_NAME}", "controle/verteld.json", QUEUE),
    "besluiten/straatbesluiten/concept.csv",
}


@dataclass(frozen=True)
class NothingNew:
    """What a run says if there is nothing to do: the lines of its summary, and its products."""

    lines: tuple[Line, ...]
    products: tuple[Published, ...]


@dataclass(frozen=True)
class Surroundings:
    """What a run is given besides its home. `inbox`: its folder. `files`: a mark of the files in
    it. `settings`: a mark of the settings, of all files named in them, and of the program.
    """

    inbox: str
    files: str
    settings: str


def surroundings(settings: Settings) -> Surroundings:
    """What a run with these settings is given. To be asked before the run: what changes during it
    is for the next one."""
    named = _named_files(settings)
    return Surroundings(
        str(settings.inbox), _mark([settings.inbox]), _settings_mark(settings.config, named)
    )


def note_of(
    settings: Settings,
    given: Surroundings,
    lines: Sequence[Line],
    products: Iterable[Published],
    until: date,
) -> dict:
    """The note of a whole run on `given` that ended well, with its home as it is now. `lines`: what
    the next run says if nothing changes. `until`: the last day on which that is all there is to
    say."""
    return asdict(given) | {
        "named": [str(path) for path in _named_files(settings)],
        "default_inbox": str(settings.default_inbox),
        "key": key_mark(secret_key(Home(settings.home, settings.inbox))),
        "home": _mark([settings.home], _ASIDE),
        "from": today().isoformat(),
        "until": until.isoformat(),
        "lines": [asdict(line) for line in lines],
        "products": [
            {"name": file.name, "path": file.path.relative_to(settings.home).as_posix()}
            for file in products
        ],
    }


def remember(home: Home, note: dict) -> None:
    """Leave a note for the next run."""
    with replacing(home.checks / _NAME) as temporary:
        temporary.write_text(json.dumps(note, ensure_ascii=False, indent=1) + "\n", "utf-8")


def nothing_new(home: Path, inbox: Path | None, config: Path | None) -> NothingNew | None:
    """What a run would say if it has nothing to do; None if there may be something. Writes nothing.

    `home`: its folder. `inbox` and `config`: as they were given to the command. Raises
    `AnalystError` for a key that cannot be used, as a run does.
    """
    try:
        note = json.loads((home / "controle" / _NAME).read_text("utf-8"))
        chosen = inbox_folder(inbox) or Path(note["default_inbox"])
        named = [Path(path) for path in note["named"]]
        given = Surroundings(
            str(chosen.resolve()), _mark([chosen]), _settings_mark(config_file(config), named)
        )
        is_same = (
            asdict(given).items() <= note.items()
            and note["from"] <= today().isoformat() <= note["until"]
            and note["home"] == _mark([home], _ASIDE)
            and note["key"] == key_mark(secret_key(Home(home, chosen)))
        )
        return _said(note, home) if is_same else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # none, or not one of ours
        return None


def _said(note: dict, home: Path) -> NothingNew:
    return NothingNew(
        tuple(
            Line(line["label"], line["text"], Tone(line["tone"]), tuple(line["details"]))
            for line in note["lines"]
        ),
        tuple(Published(each["name"], home / each["path"], False) for each in note["products"]),
    )


def _named_files(settings: Settings) -> list[Path]:
    """The files named in the settings, but for those of the home. An outline in several files has
    them beside each other."""
    named = [
        file.bestand
        for files in settings.configuration.referentie.files().values()
        for file in files
    ]
    beside = [other for path in named for other in path.parent.glob(f"{escape(path.stem)}.*")]
    return sorted({path for path in (*named, *beside) if settings.home not in path.parents})


def _settings_mark(config: Path | None, named: Sequence[Path]) -> str:
    # How a run goes is not part of the mark of figures.
    files = [*filter(None, [config]), *named, Path(__file__).resolve().parent]
    return hashlib.sha256(f"{program.program()} {config} {_mark(files)}".encode()).hexdigest()


def _mark(paths: Iterable[Path], without: Iterable[str] = ()) -> str:
    """A mark of the names, sizes and times of change of these files and all in these folders. Of a
    name nothing can be read: it may be that of a person."""
    leave, digest = frozenset(without), hashlib.sha256()
    for path in paths:
        for name, found in sorted(_stats(path, leave)):
            times = found.st_mtime_ns, found.st_ctime_ns
            digest.update(repr((name, found.st_size, *times)).encode())
    return digest.hexdigest()


def _stats(
    path: Path, without: frozenset[str], name: str = ""
) -> Iterator[tuple[str, os.stat_result]]:
    """Name from the first folder, and what the system knows, of a file or of all files in a folder;
    files of an editor or a copy under way are left out."""
    if not path.is_dir():
        yield name or str(path), path.stat()
        return
    for entry in os.scandir(path):
        full = f"{name}/{entry.name}".lstrip("/")
        if full in without or entry.name.startswith((".", "~$")) or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _stats(Path(entry.path), without, full)
        else:
            yield full, entry.stat()
