"""Errors in the analyst's words: they name the file, the column and what to do.

An error from a library may quote a cell; here it is replaced by one that does not.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assets.basis import trouble

TRACEBACK_VARIABLE = "VEILIGHEIDSBEELD_TRACEBACK"


class AnalystError(Exception):
    """Something that the analyst can fix. The text is shown as it is, and quotes no data."""


class UnreadableError(AnalystError):
    """A file that cannot be read; the text says why, and what to do."""


class RefusedError(UnreadableError):
    """A file of a source that may not be used: not a row of it may be shown or stored."""


class BrokenLawError(AnalystError):
    """A check that must hold did not: nothing is published. The text says which."""


@contextmanager
def without_values(station: str) -> Iterator[None]:
    """Let an `AnalystError` through; replace any other error by one that quotes no data.

    Trouble with the disk, with rights or with a lock is said in words, with what to do.

    The replacement names `station`, the type of the error and the line of our code that raised it.
    It does not say what was published: a station does not know what the rest of the run did.

    For whoever changes the program: with `VEILIGHEIDSBEELD_TRACEBACK` set, the error itself is
    printed first. It can quote values, so it is never set where real deliveries are.
    """
    try:
        yield
    except AnalystError:
        raise
    except Exception as error:
        if os.environ.get(TRACEBACK_VARIABLE):
            traceback.print_exc()
        if words := trouble.in_words(error):
            raise AnalystError(f"Bij {station} ging iets mis. {words}") from None
        ours = [
            frame
            for frame in traceback.extract_tb(error.__traceback__)
            if {"assets", "pipelines", "schemas"} & set(Path(frame.filename).parts)
        ]
        where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "onbekende plaats"
        raise AnalystError(
            f"Onverwachte fout bij {station} ({type(error).__name__}, {where}). "
            "Meld dit aan de beheerder."
        ) from None
