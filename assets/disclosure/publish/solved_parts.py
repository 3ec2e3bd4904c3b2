"""What was solved for the newest edition, kept in the home: `opgelost/uitgave.json`.

Restricted like the archive of editions: it says which cells are suppressed and within which limits
they can be known. It only saves time: without it, or when it is damaged or of another program, all
is solved again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from assets.basis.atomic import replacing
from assets.basis.home import Home
from assets.basis.program import mark
from assets.disclosure.solve.solved import Answer, Solved

_FILE = "uitgave.json"


def read_solved(home: Home) -> Solved:
    """What this program solved for the newest edition of `home`."""
    try:
        content = json.loads((home.solved / _FILE).read_text("utf-8"))
        parts = content["delen"]
        is_sound = content["merk"] == mark() and content["controlegetal"] == _digest(parts)
        return Solved(parts if is_sound else None)
    except (OSError, ValueError, KeyError, TypeError):
        return Solved()


def write_solved(home: Home, parts: Mapping[str, Answer]) -> None:
    """Keep what the newest edition used, and forget the rest."""
    content = {"merk": mark(), "controlegetal": _digest(parts), "delen": parts}
    with replacing(home.solved / _FILE) as temporary:
        temporary.write_text(json.dumps(content), "utf-8")


def _digest(parts: Mapping[str, Answer]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
