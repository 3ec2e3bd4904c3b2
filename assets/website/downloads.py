"""Which files of the open data the site offers, so that it has its own copy and stands alone.

What stands in them is the work of `assets.disclosure`.
"""

from __future__ import annotations

from pathlib import Path

from assets.disclosure import explanation, metadata, public_files
from assets.disclosure.catalogue import EXPLANATION
from assets.disclosure.edition import Edition


def downloads_of(edition: Edition, folder: Path) -> dict[str, Path]:
    """theme -> its file in `folder`, where the open data stand; `alles`; and what explains them."""
    themes = sorted(edition.figures["thema"].unique())
    return {theme: folder / public_files.theme_file(theme) for theme in themes} | {
        "alles": folder / public_files.PARQUET,
        "leesmij": folder / EXPLANATION,
        "kolommen": folder / metadata.FILE,
        "uitgave": folder / explanation.EDITION,
    }
