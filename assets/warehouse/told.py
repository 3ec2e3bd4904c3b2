"""Which messages a reader was told before: the keys of what stood at the end of the last run that
told it. A key is a hash, so nothing of a message is kept.

There are three readers: whoever sits at the terminal, whoever looks at the Dagster screen, and
whoever is sent a report ([melden]). What was told to the one is still new to the other. A message
is remembered after it was told, never before: a killed run, or one with a reference date, loses
none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from assets.basis.atomic import replacing
from assets.basis.home import Home

TERMINAL, SCREEN, SENT = "terminal", "scherm", "gemeld"
_FILE = "verteld.json"


def told_before(home: Home, reader: str) -> frozenset[str]:
    """The keys of what a reader knows; empty if nothing was told yet, or the file is damaged, so
    that everything is told again."""
    return frozenset(_read(home.checks / _FILE).get(reader, ()))


def remember(home: Home, reader: str, keys: Iterable[str]) -> None:
    """Let a reader know these messages, and forget those that no longer stand. What is known on a
    reference date says nothing of what stands now: then nothing changes."""
    if home.as_of:
        return
    path = home.checks / _FILE
    known = _read(path) | {reader: sorted(set(keys))}
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(known, indent=1), "utf-8")


def _read(path: Path) -> dict[str, list[str]]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    lists = content.items() if isinstance(content, dict) else ()
    return {name: keys for name, keys in lists if isinstance(keys, list)}
