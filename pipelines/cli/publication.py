"""The publication as the commands read it: where it is, and a connection to it.

Reading only. What a command shows of it lives beside that command.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assets.basis.errors import AnalystError
from assets.basis.trouble import in_words
from schemas.publication_names import PLAIN, newest

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    import duckdb

    from pipelines.settings import Settings


def published_path(settings: Settings) -> Path:
    """The current publication: `intern.duckdb`, or its own name where that name lags behind. Raises
    `AnalystError` if nothing was published yet."""
    path, current = settings.home / "publish" / PLAIN, newest(settings.home / "publish")
    if current.exists() and not (path.exists() and path.samefile(current)):
        return current
    if not path.exists():
        raise AnalystError("Er is nog niets gepubliceerd. Start eerst: veiligheidsbeeld run.")
    return path


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a publication. Raises `AnalystError` if the file is damaged."""
    import duckdb

    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            yield connection
    except duckdb.Error as error:
        if in_words(error):
            raise  # the disk, rights or a lock: not the file
        raise AnalystError(
            f"{path.name} is beschadigd, of gemaakt door een andere versie van het programma. "
            "Start: veiligheidsbeeld run. Dan wordt het opnieuw gemaakt."
        ) from None
