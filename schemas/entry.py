"""One entry of the form in which the team says and agrees: as a delivery of its own.

An entry is a file with one row in the layout of `schemas.interpretation`, with the moment of entry
beside it. It is checked as the pipeline checks a file. What counts of entries and of files kept by
hand is decided in `dbt_like_sql`.
"""

from __future__ import annotations

import csv
import io
import os
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from schemas import interpretation
from schemas.interpretation import AREA, ENTERED, LAYOUT, SENTENCES, UNKNOWN
from schemas.plain_text import guarded, one_line, unguarded
from schemas.validation import validate

HEADER = tuple(field.headers[0] for field in LAYOUT.fields)
_HEADER_OF = {field.name: field.headers[0] for field in LAYOUT.fields}
_UNWRITABLE = "bevat een teken dat niet bestaat: typ de tekst opnieuw"
# Windows would write a sign of its own for each end of a line.
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Entry:
    """What was filled in. `subject`: indicator_id, or thema where `place` is a street; `place`:
    the code of an area, or straat_id; `day`: of the talk; `entered_at`: local time."""

    subject: str
    place: str
    period: str
    author: str
    day: date
    entered_at: datetime
    text: str = ""
    action: str = ""
    who: str = ""
    until: date | None = None
    state: str = ""
    is_new_level: bool = False

    @property
    def is_of_street(self) -> bool:
        """Whether it is about a theme in a street."""
        return re.fullmatch(f"{AREA}?", self.place) is None

    @property
    def cells(self) -> dict[str, str]:
        """Header -> what the cell says, as the pipeline reads it."""
        cells = {
            "indicator": self.subject,
            "gebied": self.place,
            "periode": self.period.upper(),
            "tekst": self.text,
            "auteur": self.author,
            "datum": self.day.isoformat(),
            "nieuw_niveau": "ja" if self.is_new_level else "nee",
            "actie": self.action,
            "wie": self.who,
            "uiterlijk": self.until.isoformat() if self.until else "",
            "status": self.state.casefold(),
            ENTERED: self.entered_at.isoformat(timespec="microseconds"),
        }
        return {header: one_line(text) for header, text in cells.items()}


@dataclass(frozen=True)
class Names:
    """What an entry may be about: the ids of the tables indicatoren, themas and straten."""

    indicators: Collection[str]
    themes: Collection[str]
    streets: Collection[str]


def problems(entry: Entry, names: Names) -> dict[str, str]:
    """Header -> why the pipeline would refuse the entry, in Dutch; empty if it is good."""
    cells = entry.cells
    if found := {header: _UNWRITABLE for header, text in cells.items() if not _is_writable(text)}:
        return found
    contract = interpretation.contract(frozenset(names.indicators), frozenset(names.themes))
    rejected = validate(contract, interpretation.with_checks(_row(entry, names))).rejected
    checks = rejected.drop_duplicates("column").set_index("column")["check"].astype(str)
    for column, field in interpretation.REPORTED_UNDER.items():
        if column in checks:
            found.setdefault(_HEADER_OF[field], checks[column])
    for header, could_identify in SENTENCES.items():
        if header not in found and could_identify(cells[header]):
            found[header] = interpretation.IDENTIFIES
    return found


def entry_csv(entry: Entry) -> bytes:
    """The bytes of the delivery of an entry without problems.

    A text that could become a formula in a spreadsheet gets an apostrophe, which the pipeline takes
    away again.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    cells = entry.cells
    writer.writerow(guarded(cells[name]) if name in SENTENCES else cells[name] for name in HEADER)
    return file.getvalue().encode("utf-8-sig")


def file_name(entry: Entry, random: str) -> str:
    """The place of an entry in the inbox. `random`: eight hexadecimal digits, which no other entry
    of that moment has. Letters between the digits keep them from looking like someone's number."""
    moment = entry.entered_at
    return f"{moment:%Y-%m-%d}/duiding-{moment:%Y-%m-%d-%Hu%Mm%Ss%f}n{random}.csv"


def deliver(entry: Entry, inbox: Path) -> Path:
    """Put an entry in an inbox, whole or not at all; its file, which is new."""
    path = inbox / file_name(entry, secrets.token_hex(4))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    arriving = path.with_name(f".{path.name}.tmp")  # the inbox skips hidden files
    try:
        with os.fdopen(os.open(arriving, _NEW_FILE, 0o600), "wb") as file:
            file.write(entry_csv(entry))
            file.flush()
            os.fsync(file.fileno())
        arriving.replace(path)
    finally:
        arriving.unlink(missing_ok=True)
    return path


def _row(entry: Entry, names: Names) -> pd.DataFrame:
    """The entry as the pipeline reads it, before it is judged."""
    cells, is_street = entry.cells, entry.is_of_street
    is_known = is_street and entry.place in names.streets
    row = {
        "plaats": "straat" if is_street else "gebied",
        "gebied_code": (UNKNOWN if not is_known else "") if is_street else cells["gebied"],
        "indicator_id": "" if is_street else cells["indicator"] or UNKNOWN,
        "thema": (cells["indicator"] or UNKNOWN) if is_street else "",
        "uiterlijk_leesbaar": True,
        "ingevoerd_past": True,
    }
    row |= {name: cells[name] for name in ("periode", "nieuw_niveau", "status", *SENTENCES)}
    return pd.DataFrame([row]).assign(
        datum=pd.Series([pd.Timestamp(entry.day)]).dt.as_unit("us"),
        uiterlijk=pd.Series([pd.Timestamp(entry.until) if entry.until else pd.NaT]).astype(
            "datetime64[us]"
        ),
    )


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_entry(content: bytes) -> dict[str, str]:
    """Header -> cell of the bytes that `entry_csv` made. Raises ValueError for any other file."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    if len(rows) != 2 or tuple(rows[0]) != HEADER or len(rows[1]) != len(HEADER):
        raise ValueError("this is no entry of the form")
    cells = dict(zip(HEADER, rows[1], strict=True))
    return {name: unguarded(text) if name in SENTENCES else text for name, text in cells.items()}
