"""Reads the CBS file of postcode and house number -> neighbourhood (`pc6hnr`), of any year.

The file has millions of rows, so it is streamed and only one municipality is kept.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from assets.basis.errors import AnalystError
from assets.reference.files import SourceFile, first_day, year_in

_HEAD = 4096


def read_house_numbers(file: SourceFile, code: str) -> tuple[pd.Timestamp | None, pd.DataFrame]:
    """The day from which the file is valid, and postcode, huisnummer, buurtcode (text) of
    municipality `code`.

    The year is in the column headers (`Buurt2019`), or else in the name of the CSV. The name of the
    zip is not used: for two editions it contains the year before. Raises `AnalystError`.
    """
    try:
        with _opened(file) as (name, open_csv):
            head = _first_line(open_csv)
            separator = max(";,\t", key=head.count)
            headers = [part.strip().strip('"') for part in head.split(separator)]
            columns = _columns(file, headers)
            rows = list(_own_rows(open_csv, separator, headers, columns, code))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
        raise AnalystError(
            f"{file.label} is beschadigd of niet compleet: de zip kan niet worden geopend. Haal "
            "het bestand opnieuw op bij het CBS."
        ) from None
    except (pa.ArrowInvalid, OSError):
        raise AnalystError(
            f"{file.label} is beschadigd of niet compleet: niet elke regel heeft evenveel velden. "
            "Haal het bestand opnieuw op bij het CBS."
        ) from None
    whole = pa.concat_tables(rows) if rows else None
    if whole is None or not whole.num_rows:
        raise AnalystError(
            f"{file.label} heeft geen adressen van gemeente {code}; controleer [gemeente] code."
        )
    numbers = whole.to_pandas().astype("str").drop_duplicates(ignore_index=True)
    year = next((year for header in headers if (year := year_in(header))), None) or year_in(name)
    return file.geldig_van or first_day(year), numbers


@contextmanager
def _opened(file: SourceFile) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    """The name of the CSV and a function that opens it, whether or not it is in a zip."""
    if not zipfile.is_zipfile(file.path):
        if file.path.suffix.lower() == ".zip":
            raise zipfile.BadZipFile
        yield file.path.name, lambda: file.path.open("rb")
        return
    with zipfile.ZipFile(file.path) as archive:
        tables = [name for name in sorted(archive.namelist()) if name.lower().endswith(".csv")]
        for name in tables:
            head = _first_line(partial(archive.open, name))
            if {"postcode", "buurt"} <= set(map(_meaning, re.split("[;,\t]", head))):
                yield name.rpartition("/")[2], partial(archive.open, name)
                return
    raise AnalystError(
        f"{file.label} heeft geen CSV met postcode (PC6), huisnummer en buurt; noem het bestand "
        "pc6hnr…_gwb van het CBS."
    )


def _first_line(open_csv: Callable[[], IO[bytes]]) -> str:
    with open_csv() as stream:
        return stream.read(_HEAD).decode("utf-8-sig", "replace").partition("\n")[0].strip()


def _meaning(header: str) -> str | None:
    """The meaning of a header of any year: `Buurt2019`, `gwb_code` and `buurtcode` are the same."""
    plain = re.sub(r"[^a-z]", "", header.casefold())
    starts = {
        "huisnummer": "huisnummer",
        "hnr": "huisnummer",
        "buurt": "buurt",
        "bucode": "buurt",
        "gwb": "buurt",
        "gem": "gemeente",
        "gmcode": "gemeente",
    }
    if plain in {"pc", "postcode"}:
        return "postcode"
    return next((name for start, name in starts.items() if plain.startswith(start)), None)


def _columns(file: SourceFile, headers: list[str]) -> dict[str, str]:
    """Meaning -> header of the file. Raises `AnalystError` for a missing column."""
    by_meaning: dict[str, str] = {}
    for header in headers:
        meaning = _meaning(header)
        if meaning:
            by_meaning.setdefault(meaning, header)
    missing = [
        label
        for meaning, label in (
            ("postcode", "PC6"),
            ("huisnummer", "Huisnummer"),
            ("buurt", "Buurt (met of zonder jaar)"),
        )
        if meaning not in by_meaning
    ]
    if missing:
        raise AnalystError(
            f"{file.label} mist de kolom {', '.join(missing)}; noem het bestand pc6hnr…_gwb van "
            "het CBS."
        )
    return by_meaning


def _own_rows(
    open_csv: Callable[[], IO[bytes]],
    separator: str,
    headers: list[str],
    columns: dict[str, str],
    code: str,
) -> Iterator[pa.Table]:
    """The rows of the municipality, block by block, with leading zeros and letters restored in
    codes."""
    with open_csv() as stream:
        reader = csv.open_csv(
            stream,
            read_options=csv.ReadOptions(column_names=headers, skip_rows=1, block_size=8 << 20),
            parse_options=csv.ParseOptions(delimiter=separator),
            convert_options=csv.ConvertOptions(
                check_utf8=False,  # codes only; a file may be cp1252
                strings_can_be_null=False,
                include_columns=sorted(set(columns.values())),
                column_types=dict.fromkeys(headers, pa.string()),
            ),
        )
        digits = code[2:]
        for batch in reader:
            area = _padded(batch.column(columns["buurt"]), "BU", 8)
            mine = pc.starts_with(area, digits)
            if "gemeente" in columns:
                mine = pc.equal(_padded(batch.column(columns["gemeente"]), "GM", 4), digits)
            area = pc.filter(area, mine)
            if not len(area):
                continue
            postcode = pc.filter(batch.column(columns["postcode"]), mine)
            number = pc.filter(batch.column(columns["huisnummer"]), mine)
            yield pa.table(
                {
                    "postcode": pc.utf8_upper(pc.replace_substring(postcode, " ", "")),
                    "huisnummer": pc.utf8_ltrim(pc.utf8_trim_whitespace(number), "0"),
                    "buurtcode": pc.binary_join_element_wise("BU", area, ""),
                }
            )


def _padded(codes: pa.Array, letters: str, width: int) -> pa.Array:
    plain = pc.utf8_trim_whitespace(codes)
    plain = pc.replace_substring_regex(plain, f"^{letters}", "")
    return pc.utf8_lpad(plain, width, "0")
