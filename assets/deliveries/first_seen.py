"""When a file of the inbox was first seen, kept until it is taken in.

A run that is stopped halfway, or a file that is set aside and read later, must not change which
version is the newest. So what an intake sees is written down before it takes in the first file.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime

from assets.basis.atomic import clear_leftovers, replacing
from assets.basis.home import Home
from assets.deliveries.manifests import Manifest

FILE_NAME = "gezien.json"


@dataclass(frozen=True)
class Seen:
    """`gezien_op`: local time, ISO. `ronde`: the number of the intake, from 1."""

    gezien_op: str
    ronde: int


def first_seen(home: Home) -> dict[str, Seen]:
    """sha256 -> when it was first seen, for files that were not taken in by then."""
    with suppress(OSError, ValueError, TypeError):  # absent or damaged: they are seen now
        content = json.loads((home.archive / FILE_NAME).read_text("utf-8"))
        return {sha: Seen(**seen) for sha, seen in content.items()}
    return {}


def remember(
    home: Home, present: Collection[str], known: Iterable[Manifest], now: datetime
) -> dict[str, Seen]:
    """sha256 -> when it was first seen, for every content in `present`, which is stored.

    `present`: what is in the inbox and not in the archive. `known`: the deliveries of the archive.
    """
    earlier = first_seen(home)
    rounds = [manifest.ronde for manifest in known] + [seen.ronde for seen in earlier.values()]
    new = Seen(now.isoformat(sep=" "), max(rounds, default=0) + 1)
    seen = {sha: earlier.get(sha, new) for sha in sorted(present)}
    if seen != earlier:
        clear_leftovers(home.archive)
        with replacing(home.archive / FILE_NAME) as temporary:
            temporary.write_text(
                json.dumps({sha: asdict(moment) for sha, moment in seen.items()}, indent=1), "utf-8"
            )
    return seen


def not_before(now: datetime, home: Home, known: Iterable[Manifest]) -> datetime:
    """`now`, or the latest moment at which an intake saw a file, if the clock was set back."""
    moments = [manifest.gezien_op or _received_when_seen(manifest) for manifest in known]
    moments += [seen.gezien_op for seen in first_seen(home).values()]
    return max([now, *(datetime.fromisoformat(moment) for moment in moments if moment)])


def _received_when_seen(manifest: Manifest) -> str:
    return manifest.ontvangen_op if manifest.ontvangen_volgens == "gezien" else ""
