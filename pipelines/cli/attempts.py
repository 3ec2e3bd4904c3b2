"""A file tried with the settings as they are, and with those that its profile proposes.

For `profile`, which shows both, and `init`, which asks the analyst in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from assets.basis.errors import AnalystError
from assets.basis.masking import shown
from assets.deliveries.profiling import Whole
from assets.deliveries.profiling import profile as profile_of
from assets.deliveries.reader import FileToRead, Reader
from assets.sources import registry
from assets.sources.proposed import (
    Setting,
    known_words,
    merged,
    of_trial,
    proposed,
)
from assets.sources.trial import Trial, try_file
from pipelines.settings_faults import explained
from schemas.configuration import Configuration


@dataclass(frozen=True)
class Attempt:
    """What the rows of a file become. `trial`: None if it would be set aside; `why_not`: then why,
    or why it could not be tried."""

    trial: Trial | None
    why_not: str = ""


@dataclass(frozen=True)
class Attempts:
    """A file, what it holds, and what becomes of it. `now`: with the settings as they are. `then`:
    with `settings` added; None if there is nothing to add."""

    whole: Whole
    settings: tuple[Setting, ...]
    now: Attempt
    then: Attempt | None


def attempts(
    path: Path, configuration: Configuration, reader: Reader, home: Path | None = None
) -> Attempts:
    """Profile a file and try it. `home`: that of the municipality, if it has one: what its analyst
    accepted counts. Raises `UnreadableError` for one that cannot be opened at all."""
    file = FileToRead(path, shown(path.name))
    layouts, words = registry.layouts(configuration), known_words(configuration)
    whole = reader.call(file, profile_of, path, layouts, words)
    now = then = attempt(path, configuration, (), reader, home)
    settings = proposed(whole, configuration)
    if changes := _answered(settings):
        then = attempt(path, configuration, changes, reader, home)
    if then.trial is not None and (more := of_trial(then.trial, configuration)):
        settings += more
        then = attempt(path, configuration, _answered(settings), reader, home)
    return Attempts(whole, tuple(settings), now, then if _answered(settings) else None)


def _answered(settings: Sequence[Setting]) -> list[Setting]:
    return [setting for setting in settings if setting.value is not None]


def attempt(
    path: Path,
    configuration: Configuration,
    settings: Sequence[Setting],
    reader: Reader,
    home: Path | None = None,
) -> Attempt:
    """What the rows of a file become with `settings` added."""
    try:
        return Attempt(try_file(path, merged(configuration, settings), reader, home))
    except AnalystError as reason:
        return Attempt(None, str(reason))
    except ValidationError as fault:
        return Attempt(None, explained("Het voorstel", fault))
