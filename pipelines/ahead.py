"""A second process that reads the inbox while this one is still loading Dagster.

It only reads and computes, and writes nothing: what it found is handed over in memory, and the
run uses it where it would have found the same. What does not come, the run does itself; so a run
from the Dagster screen, which has no second process, gives the same.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Hashable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

# Nothing heavy here: this module is loaded before the second process is started.
if TYPE_CHECKING:
    from assets.basis.home import Home
    from assets.deliveries.batch import Rows
    from assets.deliveries.manifests import Manifest
    from assets.deliveries.source import Source
    from assets.formats.text_table import TextTable
    from pipelines.settings import Settings


class Ahead:
    """What the second process hands over; without one, nothing."""

    def __init__(self, pipe: Connection | None = None) -> None:
        self._pipe = pipe
        self._settings: Settings | None = None
        self._to_come: set[Hashable] | None = None  # None: not heard yet
        self._came: dict[Hashable, object] = {}

    def expect(self, settings: Settings) -> None:
        """Use what was found under these settings, and nothing else."""
        self._settings = settings

    def examined(self, path: Path, sha: str) -> tuple[Manifest, TextTable] | None:
        """What a file of the inbox holds, where it is known and can be taken in."""
        return self._wait_for((path, sha))

    def rows(self, source: str, mark: str) -> Mapping[str, Rows]:
        """levering_id -> the rows of new deliveries, where they were made under this mark."""
        made_under, rows = self._wait_for(source) or (None, {})
        return rows if made_under == mark else {}

    def _wait_for(self, key: Hashable) -> object:
        if self._to_come is None:
            settings, keys = self._next() or (None, set())
            self._to_come = keys if settings == self._settings else set()
        while key in self._to_come:
            item = self._next()
            if item is None:
                self._to_come.clear()
            else:
                self._to_come.discard(item[0])
                self._came[item[0]] = item[1]
        return self._came.pop(key, None)

    def _next(self) -> tuple | None:
        if self._pipe is not None:
            with suppress(EOFError, OSError):
                return self._pipe.recv()
        return None


@contextmanager
def reading_ahead(home: Path | None, inbox: Path | None, config: Path | None) -> Iterator[Ahead]:
    """Read ahead for a run with these choices of the command line; at the end it is over."""
    context = multiprocessing.get_context("spawn")  # a fork would take threads and locks along
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, home, inbox, config), daemon=True)
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for us; it inherits this
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, usual)
    theirs.close()  # so that the end of the process is the end of the pipe
    try:
        yield Ahead(ours)
    finally:
        process.terminate()
        process.join()
        ours.close()


def _serve(pipe: Connection, home: Path | None, inbox: Path | None, config: Path | None) -> None:
    """Send what is found, while looking on. Whatever goes wrong here, goes wrong in the run too,
    and is told there."""
    sent: Future | None = None
    with suppress(Exception), ThreadPoolExecutor(max_workers=1) as sender:
        for item in _found(home, inbox, config):
            if sent is not None and sent.done():
                sent.result()  # raises where nobody listens any more
            sent = sender.submit(pipe.send, item)


def _found(home: Path | None, inbox: Path | None, config: Path | None) -> Iterator[tuple]:
    """First the settings and the keys of what is to come; then each key with what belongs to it.

    Rows come last: they are made while the run stages the other sources.
    """
    from assets.basis.home import Home
    from assets.deliveries.archive import read_new, to_read
    from assets.sources.registry import SOURCES
    from pipelines.settings import load_settings

    settings = load_settings(home, inbox, config)
    if not settings.inbox.is_dir():
        return
    folders = Home(settings.home, settings.inbox)
    files = to_read(folders, settings.layouts)
    sources = [source for source in SOURCES if source.reads_ahead]
    yield settings, {*files, *(source.name for source in sources)}
    share = settings.configuration.leveringen.aandeel_dekkende_maand
    deliveries: dict[str, list[tuple[Manifest, TextTable]]] = {s.name: [] for s in sources}
    for file in files:
        found = read_new(folders, *file, settings.layouts, share)
        yield file, found
        if found is not None and found[0].bron in deliveries:
            deliveries[found[0].bron].append(found)
    for source in sources:
        yield source.name, _rows(source, folders, settings, deliveries[source.name])


def _rows(
    source: Source,
    home: Home,
    settings: Settings,
    deliveries: list[tuple[Manifest, TextTable]],
) -> tuple[str, Mapping[str, Rows]] | None:
    from assets.basis.personal import KEY_VARIABLE
    from assets.deliveries.staging import mark_of, rows_of

    if not (KEY_VARIABLE in os.environ or (home.root / "sleutel").exists()):
        return None  # the run makes the key
    recipe = source.recipe(home, settings.configuration)
    return mark_of(recipe), rows_of(deliveries, recipe.make)
