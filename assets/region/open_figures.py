"""The figures of every municipality of the country in the open data of the police, from the
deliveries that the region keeps. They are public by their source, and shown as they stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from assets.deliveries.reader import FileToRead, Reader
from assets.formats import cubes
from assets.formats.periods import is_provisional, period
from assets.formats.statistics import read_statistics
from assets.reference.files import SEEDS
from assets.reference.municipalities import municipalities
from assets.region.leaving import OF_OPEN_DATA, Public
from assets.region.statistics_split import municipality_of_rows
from assets.sources.figures import UNKNOWN_VALUES
from assets.sources.politie_open_data.rows import Codes, indicator_id, known_codes, topic_of

_SOURCE = "politie (open data)"
_KINDS = {4: "jaar", 7: "kwartaal"}


def read_open_figures(path: Path, name: str) -> pd.DataFrame | None:
    """The yearly and quarterly counts of municipalities in a file; None for any other file."""
    statistics = read_statistics(path, name)
    if not isinstance(statistics, cubes.Grid):
        return None
    frame = statistics.frame.assign(gemeentecode=municipality_of_rows(statistics))
    frame = frame[frame["gemeentecode"].str.startswith("GM") & frame["indeling"].eq("gemeenten")]
    codes = known_codes(
        pd.read_csv(SEEDS / "open_data_codes.csv", dtype="str", keep_default_na=False)
    )
    return _figures(frame, codes)


def _figures(frame: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    titles = frame["onderwerp_naam"] if "onderwerp_naam" in frame else frame["onderwerp"]
    topics = pd.DataFrame(
        {"domein": frame["domein"], "onderwerp": frame["onderwerp"], "naam": titles}
    )
    resolved = {
        tuple(row): topic_of(*row, codes)
        for row in topics.drop_duplicates().itertuples(index=False, name=None)
    }
    keys = [resolved[row] for row in topics.itertuples(index=False, name=None)]
    periods = frame["periode"].map({text: period(text) or "" for text in frame["periode"].unique()})
    plain = frame["waarde"].str.strip().str.rstrip("*")
    value = pd.to_numeric(plain.mask(plain.str.casefold().isin(UNKNOWN_VALUES)), errors="coerce")
    figures = pd.DataFrame(
        {
            "gemeentecode": frame["gemeentecode"],
            "indicator_id": [
                indicator_id(domain, code) if code else "" for domain, code, _ in keys
            ],
            "naam": [title for *_, title in keys],
            "periode_soort": periods.map(_kind_of),
            "periode": periods,
            "waarde": value,
            "status": [
                "voorlopig" if is_provisional(text) else "definitief" for text in frame["periode"]
            ],
        }
    )
    usable = figures["indicator_id"].ne("") & figures["periode_soort"].ne("")
    return figures[usable & figures["waarde"].ge(0)].reset_index(drop=True)


def _kind_of(text: str) -> str:
    return "" if "-H" in text or ("-" in text and "-Q" not in text) else _KINDS.get(len(text), "")


def everybody(files: Iterable[tuple[Path, str]], reader: Reader) -> tuple[Public, ...]:
    """What is public of every municipality in the open data. `files`: the deliveries with their
    names, oldest first; the newest counts."""
    parts = [
        part
        for path, name in files
        for part in reader.each(FileToRead(path, name), _each, path, name)
    ]
    if not parts:
        return ()
    grain = ["gemeentecode", "indicator_id", "periode"]
    figures = pd.concat(parts).drop_duplicates(grain, keep="last")
    names = {each.code: each.name for each in municipalities()}
    return tuple(
        Public(code, names[code], OF_OPEN_DATA, _tables(rows))
        for code, rows in figures.groupby("gemeentecode")
        if code in names
    )


def _each(path: Path, name: str) -> Iterator[pd.DataFrame]:
    """For a reader, which hands on what a function yields."""
    figures = read_open_figures(path, name)
    if figures is not None:
        yield figures


def _tables(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    known = rows.drop_duplicates("indicator_id")
    indicators = pd.DataFrame(
        {
            "indicator_id": known["indicator_id"],
            "naam": known["naam"],
            "thema": "Open data politie",
            "bron": _SOURCE,
            "eenheid": "aantal",
            "volgorde": 1000,
        }
    )
    figures = rows[["indicator_id", "periode_soort", "periode", "waarde", "status"]]
    return {"indicatoren": indicators, "cijfers": figures.assign(teken=None)}
