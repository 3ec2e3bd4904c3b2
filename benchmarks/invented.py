"""Deliveries of any number of years and rows, made of those of the sample: for measuring alone.

A month is the sample's delivery of the same month of another year, with its dates moved and its
case numbers made new; more rows are the same cases again under other numbers.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from assets.formats.reading import read_delivery
from assets.sources.registry import layouts
from schemas.configuration import Configuration
from schemas.layout import Layout

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data" / "inbox"
LAST = pd.Period("2020-06", "M")
_SOURCES = {"politie": ("incidentnummer", "kennisname"), "melddesk": ("meldingnummer", "ontvangen")}
_FEW = 100  # rows: of a month that is not that of the delivery, such as late or wrong dates
_YEAR = re.compile(r"\b20\d\d\b")
_MONTH = re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)-\d\d|\d\d-(?P<m>\d\d)-(?P<y>20\d\d)")


def write_inbox(inbox: Path, years: int, times: int = 1, whole: str = "") -> int:
    """Fill an inbox with a delivery a month of each source of rows, of `years` years until June
    2020, and the other files of the sample; the number of rows. Each row is there `times` times.
    `whole`: a source that delivers all its months in one file, received last."""
    rows = 0
    layout_of = {layout.source: layout for layout in reversed(layouts(Configuration()))}
    for source, months in months_of_sample().items():
        parts = {
            month: moved_to(source, months, month, times)
            for month in pd.period_range(end=LAST, periods=12 * years, freq="M")
        }
        rows += sum(map(len, parts.values()))
        if source == whole:
            parts = {LAST: pd.concat(list(parts.values()))}
        for month, frame in parts.items():
            folder = inbox / f"{(month + 1).start_time:%Y-%m}-08"
            folder.mkdir(parents=True, exist_ok=True)
            _headed(frame, layout_of[source]).to_csv(
                folder / f"{source} {month}.csv", sep=";", index=False, encoding="utf-8-sig"
            )
    for path in SAMPLE.rglob("*"):
        if path.is_file() and _source_of(path) is None:
            target = inbox / path.relative_to(SAMPLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return rows


def months_of_sample() -> dict[str, dict[pd.Period, pd.DataFrame]]:
    """Source -> month -> its rows, as delivered last."""
    found: dict[str, dict[pd.Period, pd.DataFrame]] = {source: {} for source in _SOURCES}
    for path in sorted(SAMPLE.rglob("*")):
        if source := _source_of(path):
            frame = read_delivery(path, layouts(Configuration())).frame
            months = frame[_SOURCES[source][1]].map(_month_of)
            parts = frame.groupby(months.where(months.ne("")).dropna())
            found[source] |= {month: rows for month, rows in parts if len(rows) > _FEW}
    return {
        source: {pd.Period(month, "M"): rows for month, rows in months.items()}
        for source, months in found.items()
    }


def _source_of(path: Path) -> str | None:
    """The source of rows that a file of the sample is of."""
    if path.suffix not in {".csv", ".xlsx"}:
        return None
    name = path.name.lower()
    return "politie" if name.startswith("inci") else "melddesk" if "melddesk" in name else None


def _month_of(text: str) -> str:
    found = _MONTH.search(text)
    return "-".join(filter(None, found.group("year", "month", "y", "m"))) if found else ""


def moved_to(
    source: str, months: dict[pd.Period, pd.DataFrame], month: pd.Period, times: int = 1
) -> pd.DataFrame:
    """The rows of a month of the sample as those of any month, each `times` times."""
    return _moved(source, months[_like(month, months)], month, times)


def _like(month: pd.Period, known: dict[pd.Period, pd.DataFrame]) -> pd.Period:
    """The month of the sample whose rows a month gets: itself, or else one of the same name."""
    same = sorted(each for each in known if each.month == month.month)
    return month if month in known else same[month.year % len(same)]


def _moved(source: str, rows: pd.DataFrame, month: pd.Period, times: int) -> pd.DataFrame:
    """The rows in another year, each `times` times."""
    number, moment = _SOURCES[source]
    years = month.year - int(rows[moment].map(_month_of).str[:4].mode()[0])
    dates = [column for column in rows if rows[column].map(_month_of).ne("").any()]
    moved = rows.copy()
    for column in set(dates) - {number}:
        moved[column] = (
            moved[column]
            .str.replace(_YEAR, lambda found: str(int(found[0]) + years), regex=True)
            .str.replace(r"\b29-02-|(?<=-)02-29\b", _before_leap_day, regex=True)
        )
    copies = (
        moved.assign(**{number: moved[number] + f"-{month.year}-{copy}"}) for copy in range(times)
    )
    return pd.concat(copies, ignore_index=True)


def _before_leap_day(found: re.Match) -> str:
    return found[0].replace("29", "28")


def _headed(frame: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """The columns under the headers of a delivery."""
    return frame.rename(columns={field.name: field.headers[0] for field in layout.fields})


def split_off(inbox: Path, later: Path) -> Iterator[Path]:
    """Move the last month of an inbox to another folder; the folders that moved."""
    last = max(folder.name for folder in inbox.iterdir() if any(folder.glob("* ????-??.csv")))
    for folder in sorted(inbox.iterdir()):
        if folder.name == last:
            target = later / folder.name
            target.parent.mkdir(parents=True, exist_ok=True)
            yield Path(shutil.move(folder, target))
