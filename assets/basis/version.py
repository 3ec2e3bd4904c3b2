"""The version of the program, and by which version a home was made.

The first number changes if a home must be set up anew or a table that others read loses something,
the second if figures can change or a home is brought up to date, the third if neither. So a program
reads the homes of its own second number and of all before it. Nothing heavy is imported: every
command asks this first.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from assets.basis.atomic import replacing
from assets.basis.errors import AnalystError

VERSION = "1.0.0"
FILE = "versie.json"  # in a home
_BEFORE = "een versie van vóór 1.0.0"
_KEY = "programma"


def made_by(root: Path) -> str | None:
    """The newest version that worked on a home; None if no version is known."""
    try:
        version = json.loads((root / FILE).read_text("utf-8"))[_KEY]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return version if isinstance(version, str) and re.fullmatch(r"\d+(\.\d+){2}", version) else None


def require_not_newer(root: Path) -> None:
    """Raise `AnalystError` for a home of a newer version, of which this program knows nothing."""
    version = made_by(root)
    if version and _level(version) > _level(VERSION):
        raise AnalystError(
            f"De gegevensmap «{root.name}» is van versie {version} van het programma, en dit is "
            f"versie {VERSION}. Installeer {version} of nieuwer; of zet een reservekopie van de "
            "gegevensmap van vóór het bijwerken terug."
        )


def bring_up_to_date(root: Path) -> str | None:
    """Let a home say that it is of this version; a sentence if it was of an earlier one. Raises as
    `require_not_newer`."""
    require_not_newer(root)
    version = made_by(root)
    if version and _numbers(version) >= _numbers(VERSION):
        return None
    is_new = version is None and not (root / "archive").is_dir()
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replacing(root / FILE, durable=True) as temporary:
        temporary.write_text(json.dumps({_KEY: VERSION}) + "\n", "utf-8")
    if is_new or (version and _level(version) == _level(VERSION)):
        return None
    return f"de gegevensmap was van {version or _BEFORE} en is nu van versie {VERSION}"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _level(version: str) -> tuple[int, ...]:
    """The two numbers that must match for a program to read a home."""
    return _numbers(version)[:2]
