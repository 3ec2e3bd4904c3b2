"""Trouble with the disk or with rights, in the analyst's words, whichever library met it.

Libraries pass the number of the system's error on, or only its text; both are recognised. Nothing
of the error itself is quoted: it may hold a value or a name.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator

_FULL = (
    "De schijf is vol. Maak ruimte vrij op de schijf van de gegevensmap (en in de map voor "
    "tijdelijke bestanden) en start opnieuw: wat af was, is bewaard."
)
_QUOTA = (
    "Uw deel van de schijf is op. Vraag de beheerder om ruimte, of ruim op, en start opnieuw: wat "
    "af was, is bewaard."
)
_FORBIDDEN = (
    "Een bestand of map in de gegevensmap mag niet worden gelezen of geschreven. Start met het "
    "account waarmee de map is gemaakt, of vraag de beheerder om rechten op de hele map."
)
_READ_ONLY = (
    "Op de schijf van de gegevensmap kan niet worden geschreven: zij is alleen-lezen. Vraag de "
    "beheerder ernaar; ook een schijf die stuk gaat, wordt soms alleen-lezen gezet."
)
_BROKEN = (
    "De schijf geeft een fout bij het lezen of schrijven. Laat de beheerder de schijf nakijken; "
    "controleer daarna de gegevens: veiligheidsbeeld verify."
)
_HELD = (
    "Een ander programma houdt een bestand in de gegevensmap bezet. Sluit het, of wacht tot een "
    "andere run klaar is, en start opnieuw."
)
_TOO_MANY = (
    "Er staan te veel bestanden tegelijk open. Sluit andere programma's en start opnieuw; helpt "
    "dat niet, vraag de beheerder de grens (ulimit -n) te verhogen."
)
_MEMORY = (
    "Het geheugen is op. Sluit andere programma's en start opnieuw; helpt dat niet, neem een "
    "computer met meer geheugen."
)
_LONG_PATH = (
    "Een pad in de gegevensmap is te lang voor Windows. Kies een gegevensmap met een kort pad "
    "(D:\\vb), of laat de beheerder lange paden aanzetten (LongPathsEnabled)."
)
_BY_WINDOWS = {32: _HELD, 33: _HELD, 206: _LONG_PATH}  # its own numbers, which say more
_BY_NUMBER = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _QUOTA,
    errno.EFBIG: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _READ_ONLY,
    errno.EIO: _BROKEN,
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.ETXTBSY: _HELD,
    errno.EBUSY: _HELD,
}
# What DuckDB, SQLite and Arrow write where they keep the number to themselves.
_BY_TEXT = (
    (r"no space left|disk is full|not enough space|could not write all bytes", _FULL),
    (r"quota exceeded", _QUOTA),
    (r"read-only file system|readonly database", _READ_ONLY),
    (r"permission denied|operation not permitted|unable to open database file", _FORBIDDEN),
    (r"input/output error|disk i/o error", _BROKEN),
    (r"could not set lock|database is locked|database table is locked", _HELD),
    (r"too many open files", _TOO_MANY),
    (r"out of memory|cannot allocate memory", _MEMORY),
)
_LIBRARIES = ("duckdb", "_duckdb", "sqlite3", "sqlalchemy", "pyarrow")


def in_words(error: BaseException) -> str | None:
    """What is wrong, and what to do, if an error or one beneath it is trouble with the disk, with
    rights or with a lock; None for any other error."""
    for each in _chain(error):
        if isinstance(each, MemoryError):
            return _MEMORY
        if words := _BY_WINDOWS.get(getattr(each, "winerror", None)):
            return words
        if isinstance(each, OSError) and each.errno in _BY_NUMBER:
            return _BY_NUMBER[each.errno]
        module = type(each).__module__.partition(".")[0]
        if isinstance(each, OSError) or module in _LIBRARIES:
            words = text_in_words(str(each))
            if words:
                return words
    return None


def text_in_words(text: str) -> str | None:
    """The same for the text of an error of a library."""
    lowered = text.lower()
    return next((words for pattern, words in _BY_TEXT if re.search(pattern, lowered)), None)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and every error beneath it, the outermost first."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__
