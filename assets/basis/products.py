"""Products that can be left as they are: made by this program from the same input, and unchanged
since.

What a product is made of is known where it is made; a figure has its mark in its own file.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from assets.basis.atomic import replacing
from assets.basis.checksums import digest
from assets.basis.home import Home


class Product:
    """The files of a product in a folder of a home: those of `names`, or else all in the folder."""

    def __init__(self, home: Home, folder: Path, names: Collection[str] | None = None) -> None:
        self._folder, self._names = folder, names
        place = "_".join(folder.relative_to(home.root).parts)
        self._note = home.checks / "producten" / f"{place}.json"

    def is_as_made(self, mark: str) -> bool:
        """Whether it was made under this mark and every file is as it was written."""
        try:
            note = json.loads(self._note.read_text("utf-8"))
            return note == {"invoer": mark, "bestanden": self._digests()}
        except (OSError, ValueError):
            return False

    def remember(self, mark: str) -> None:
        """Note that it was made under this mark, with its files as they are now."""
        self._note.parent.mkdir(mode=0o700, exist_ok=True)
        content = {"invoer": mark, "bestanden": self._digests()}
        with replacing(self._note) as temporary:
            temporary.write_text(json.dumps(content, indent=1) + "\n", "utf-8")

    def _digests(self) -> dict[str, str]:
        if self._names is not None:
            return {name: digest(self._folder / name) for name in sorted(self._names)}
        files = (path for path in sorted(self._folder.rglob("*")) if path.is_file())
        return {path.relative_to(self._folder).as_posix(): digest(path) for path in files}
