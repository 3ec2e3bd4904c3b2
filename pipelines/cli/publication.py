"""The publication as the commands read it: where it is, and what several of them show of it.

Reading only. What one command alone shows lives beside that command.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assets.basis.errors import AnalystError

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    import duckdb

    from pipelines.settings import Settings

SOURCE_NAMES = {
    "politie": "politie",
    "politie_open_data": "open data politie",
    "melddesk": "MeldDesk",
    "registers": "registers",
    "duiding": "duiding",
    "doelen": "doelen",
    "hotspotaanpak": "hotspotaanpak",
    "veiligheidsmonitor": "Veiligheidsmonitor",
}


def published_path(settings: Settings) -> Path:
    """The current `intern.duckdb`; raises `AnalystError` if nothing was published yet."""
    path = settings.home / "publish" / "intern.duckdb"
    if not path.exists():
        raise AnalystError("Er is nog niets gepubliceerd. Start eerst: veiligheidsbeeld run.")
    return path


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a publication."""
    import duckdb

    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def held_deliveries(path: Path) -> list[str]:
    """A sentence for each held delivery: why it does not count and how to accept it."""
    with reading(path) as database:
        rows = database.execute(
            "select levering_id, bestandsnaam, reden_vastgehouden from leveringen "
            "where status = 'vastgehouden' order by ontvangen_op, levering_id"
        ).fetchall()
    return [
        f"«{name}» telt niet mee. {reason} Klopt de levering toch, dan: "
        f'veiligheidsbeeld accept {levering_id} --reden "..."'
        for levering_id, name, reason in rows
    ]
