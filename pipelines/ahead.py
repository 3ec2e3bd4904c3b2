"""A second process that reads the inbox while this one is still loading Dagster.

It reads and computes; all it writes is a temporary copy of the file it reads, so that what it reads
and what it hashes are the same bytes. Results are passed in memory, and the run uses a result
only if it would have got the same itself. The run makes whatever is missing, so a run from the
Dagster screen, which has no second process, gives the same figures.
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

# No heavy imports: this module is loaded before the second process is started.
if TYPE_CHECKING:
    from assets.basis.home import Home
    from assets.deliveries.batch import Rows
    from assets.deliveries.manifests import Manifest
    from assets.deliveries.source import Source
    from assets.formats.text_table import TextTable
    from pipelines.settings import Settings


class Ahead:
    """The results of the second process, as they arrive: a `Prefetch`."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._settings: Settings | None = None
        self._expected: set[Hashable] | None = None  # None: not announced yet
        self._received: dict[Hashable, object] = {}

    def expect(self, settings: Settings) -> None:
        """Use only results that were made under these settings."""
        self._settings = settings

    def examined(self, path: Path, sha: str) -> tuple[Manifest, TextTable] | None:
        """The content of a file of the inbox, if it was read and can be taken in."""
        return self._wait_for((path, sha))

    def rows(self, source: str, mark: str) -> Mapping[str, Rows]:
        """levering_id -> the rows of new deliveries, if they were made under this mark."""
        made_under, rows = self._wait_for(source) or (None, {})
        return rows if made_under == mark else {}

    def _wait_for(self, key: Hashable) -> object:
        if self._expected is None:
            settings, keys = self._next() or (None, set())
            self._expected = keys if settings == self._settings else set()
        while key in self._expected:
            message = self._next()
            if message is None:
                self._expected.clear()
            else:
                received, result = message
                self._expected.discard(received)
                self._received[received] = result
        return self._received.pop(key, None)

    def _next(self) -> tuple | None:
        """The next message; None if the second process has ended."""
        with suppress(EOFError, OSError):
            return self._pipe.recv()
        return None


@contextmanager
def reading_ahead(home: Path | None, inbox: Path | None, config: Path | None) -> Iterator[Ahead]:
    """Read ahead for a run with these options of the command line; stopped on exit."""
    context = multiprocessing.get_context("spawn")  # a fork would copy threads and locks
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, home, inbox, config), daemon=True)
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)  # inherited: Ctrl+C is for us
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, usual)
    theirs.close()  # so that the pipe ends when the process does
    try:
        yield Ahead(ours)
    finally:
        process.terminate()
        process.join()
        ours.close()


def _serve(pipe: Connection, home: Path | None, inbox: Path | None, config: Path | None) -> None:
    """Send each result while the next is being made. An error here is ignored: it will occur in the
    run too, and is reported there."""
    sending: Future | None = None
    with suppress(Exception), ThreadPoolExecutor(max_workers=1) as sender:
        for message in _messages(home, inbox, config):
            if sending is not None and sending.done():
                sending.result()  # raises if the receiver is gone
            sending = sender.submit(pipe.send, message)


def _messages(home: Path | None, inbox: Path | None, config: Path | None) -> Iterator[tuple]:
    """First the settings and the keys of all results; then each key with its result.

    Rows come last: they are made while the run stages the other sources.
    """
    from assets.basis.home import Home
    from assets.deliveries.archive import read_new, to_read
    from assets.sources.outside import own_rows
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
    own = own_rows(settings.configuration)
    deliveries: dict[str, list[tuple[Manifest, TextTable]]] = {
        source.name: [] for source in sources
    }
    for path, sha in files:
        delivery = read_new(folders, path, sha, settings.layouts, share, own)
        yield (path, sha), delivery
        if delivery is not None and delivery[0].bron in deliveries:
            deliveries[delivery[0].bron].append(delivery)
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
        return None  # only the run makes a key
    recipe = source.recipe(home, settings.configuration)
    return mark_of(recipe), rows_of(deliveries, recipe.make)
