"""Which editions are out, as remembered outside their archive: so that an archive that was lost, in
whole or in part, is noticed before a new edition is made. The archive itself is in `archive`.

A lost edition cannot be made again: what it suppressed could be derived from the next one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import duckdb

from assets.basis.atomic import replacing
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.disclosure.publish.explanation import EARLIER

_MEMORY = "uitgaven.json"
_NUMBER = re.compile(r"\d{4}-Q[1-4](\.\d+)?")


def remember(home: Home, order: int, number: str) -> None:
    """Remember the newest edition in the archive: its order among all, and its number."""
    if _remembered(home) == (order, number):
        return
    with replacing(home.checks / _MEMORY, durable=True) as temporary:
        temporary.write_text(json.dumps({"volgorde": order, "uitgave": number}) + "\n", "utf-8")


def require_nothing_lost(home: Home, archived: Iterable[str], orders: int) -> None:
    """Raise `AnalystError` if an edition is out that the archive does not have.

    `archived`: the numbers in the archive. `orders`: how many editions it has, silent ones too.
    """
    lost = _published(home) - set(archived)
    remembered, number = _remembered(home)
    if lost or remembered > orders:
        names = ", ".join(sorted(lost)) or number
        raise AnalystError(
            f"In de map uitgaven/ ontbreekt uitgave {names}, terwijl die al is verschenen. Zet de "
            "map terug uit een reservekopie: anders kan een nieuwe uitgave prijsgeven wat daarin "
            "geheim was. Is er geen reservekopie en wilt u toch opnieuw beginnen met een eerste "
            "uitgave, haal dan open_data/, website/, publish/openbaar.duckdb en "
            f"controle/{_MEMORY} weg. Wie de oude cijfers heeft bewaard, kan dan geheime cijfers "
            "terugrekenen."
        )


def _remembered(home: Home) -> tuple[int, str]:
    """Order and number of the newest edition; 0 if none is remembered, as in an older home."""
    try:
        memory = json.loads((home.checks / _MEMORY).read_text("utf-8"))
        return int(memory["volgorde"]), str(memory["uitgave"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""


def _published(home: Home) -> set[str]:
    """The numbers of the editions in the products of the home, whether or not it remembers them."""
    earlier = (home.root / "open_data" / EARLIER).glob("*")
    numbers = {path.name for path in earlier if _NUMBER.fullmatch(path.name)}
    for place in ("open_data", "website/open_data"):
        numbers |= _described(home, place)
    return numbers or _in_database(home)


def _described(home: Home, place: str) -> set[str]:
    try:
        number = json.loads((home.root / place / "uitgave.json").read_text("utf-8"))["uitgave"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {number} if isinstance(number, str) and _NUMBER.fullmatch(number) else set()


def _in_database(home: Home) -> set[str]:
    path = home.root / "publish" / "openbaar.duckdb"
    try:
        with duckdb.connect(path, read_only=True) as connection:
            rows = connection.execute("select uitgave from uitgaven").fetchall()
    except duckdb.Error:
        return set()
    return {number for (number,) in rows}
