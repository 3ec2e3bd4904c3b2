"""Finds the files named in the settings, and reads one as a table of text under our column names.

What a table means, and how its versions become divisions, is in the other modules.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from assets.basis.errors import AnalystError
from schemas.configuration import Configuration, ReferenceFile
from schemas.layout import fold_header

SEEDS = Path(__file__).resolve().parents[2] / "dbt_like_sql" / "seeds"
VERSIONS = "straatbesluiten"  # the folder of a home with versions of decisions, and their names
OUTLINE_FILES = {".geojson", ".json", ".gpkg", ".shp"}

# Folded headers of CBS and Kadaster files, without the year -> our column name.
_ALIASES = {
    "bucode": "buurtcode",
    "buurtcode": "buurtcode",
    "bunaam": "buurtnaam",
    "buurtnaam": "buurtnaam",
    "wkcode": "wijkcode",
    "wijkcode": "wijkcode",
    "wknaam": "wijknaam",
    "wijknaam": "wijknaam",
    "gmcode": "gemeentecode",
    "gemeentecode": "gemeentecode",
    "aantinw": "inwoners",
    "ainw": "inwoners",
    "aantalinwoners": "inwoners",
    "inwoners": "inwoners",
    "geometry": "omtrek",
    "geom": "omtrek",
    "wkt": "omtrek",
    "omtrek": "omtrek",
    "pc6": "postcode",
    "openbareruimtenaam": "straatnaam",
    "straat": "straatnaam",
    "woonplaatsnaam": "woonplaats",
    "verkortenaam": "verkorte_naam",
    "straatid": "straat_id",
    "geldigvan": "geldig_van",
    "geldigtot": "geldig_tot",
    "h2o": "water",
    "water": "water",
    "indwater": "water",
    "statcode": "statcode",
    "statnaam": "statnaam",
    "jrstatcode": "jrstatcode",
    "gwbcode10": "gwb_code",
    "gwbcode": "gwb_code",
    "recs": "recs",
    "regio": "regio",
    "jaar": "jaar",
    "postcode": "postcode",
    "huisnummer": "huisnummer",
    "straatnaam": "straatnaam",
    "woonplaats": "woonplaats",
    "naam": "naam",
    "x": "x",
    "y": "y",
}
_DAMAGED = re.compile("[ÃÂâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡-¿]")
_NAMES = ("buurtnaam", "wijknaam", "straatnaam", "verkorte_naam", "naam", "regio", "statnaam")


@dataclass(frozen=True)
class SourceFile:
    """A file named in a setting (empty: named elsewhere), the day from which it is valid (None: not
    given), and the mark of its content."""

    setting: str
    path: Path
    geldig_van: pd.Timestamp | None
    mark: str

    @property
    def label(self) -> str:
        """The file and its setting, for error messages."""
        return f"{self.path.name} ([referentie] {self.setting})" if self.setting else self.path.name


def chosen_files(configuration: Configuration) -> tuple[SourceFile, ...]:
    """The files named in the settings, or else those shipped with the program. Sorted, so that
    their order in the settings does not matter. Raises `AnalystError` for a path that does not
    exist."""
    code, settings = configuration.gemeente.code, configuration.referentie
    named: dict[str, tuple[ReferenceFile, ...]] = {
        name: files for name, files in settings.files().items() if files
    }
    if absent := _absent(named):
        raise AnalystError(" ".join(absent))
    shipped = {path.stem: (ReferenceFile(bestand=path),) for path in (SEEDS / code).glob("*.csv")}
    if "buurten" in named and "buurten" in shipped:  # outlines have no names of districts
        shipped.setdefault("wijken", shipped["buurten"])
    if "bag" in named:
        shipped.pop("straten", None)
    return tuple(
        sorted(
            (
                SourceFile(
                    setting,
                    path,
                    None if file.geldig_van is None else pd.Timestamp(file.geldig_van),
                    _mark(path),
                )
                for setting, files in (shipped | named).items()
                for file in files
                if (path := _newest(file.bestand))
            ),
            key=lambda file: (file.setting, str(file.geldig_van), file.mark, str(file.path)),
        )
    )


def missing(configuration: Configuration) -> list[str]:
    """All that keeps a reference from being read at all, each as a sentence: files that are not
    there, and neighbourhoods that nobody named."""
    named = configuration.referentie.files()
    code = configuration.gemeente.code
    told = _absent(named)
    if not named["buurten"] and not (SEEDS / code / "buurten.csv").is_file():
        told.append(no_neighbourhoods(code))
    return told


def no_neighbourhoods(code: str) -> str:
    """That a municipality has no neighbourhoods, and what to do."""
    return (
        f"Voor gemeente {code} zijn geen buurten bekend. Noem in veiligheidsbeeld.toml onder "
        "[referentie] buurten een bestand met buurtcode en buurtnaam (CBS wijk- en buurtkaart)."
    )


def _absent(named: Mapping[str, tuple[ReferenceFile, ...]]) -> list[str]:
    return [
        f"De instelling [referentie] {setting} wijst naar {file.bestand.name}, maar dat bestand is "
        "er niet. Verbeter het pad in veiligheidsbeeld.toml."
        for setting, files in named.items()
        for file in files
        if not (
            file.bestand.is_file()
            or (setting == "bag" and file.bestand.is_dir())
            or file.bestand.name == VERSIONS
        )
    ]


def _newest(path: Path) -> Path | None:
    """The newest version, of a folder of versions; any other path as it is."""
    return newest_version(path) if path.name == VERSIONS else path


def newest_version(folder: Path) -> Path | None:
    """The newest version of the decisions in a folder; None if there is none."""
    numbered = {
        int(match[1]): path
        for path in folder.glob(f"{VERSIONS}-*.csv")
        if (match := re.fullmatch(rf"{VERSIONS}-(\d+)", path.stem))
    }
    return numbered[max(numbered)] if numbered else None


def source_file(path: Path, setting: str = "") -> SourceFile:
    """A file outside the settings of the reference. Raises `AnalystError` if it does not exist."""
    if not path.is_file():
        raise AnalystError(f"Het bestand {path.name} is er niet. Controleer de naam en de map.")
    return SourceFile(setting, path, None, _mark(path))


def _mark(path: Path) -> str:
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    parts = [_mark_of(file, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return parts[0] if path.is_file() else hashlib.sha256("".join(parts).encode()).hexdigest()[:12]


@lru_cache(maxsize=1024)
def _mark_of(path: Path, size: int, changed: int) -> str:
    """The mark of a file's content; read again only if its size or modification time changed."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]


def year_in(text: str) -> int | None:
    """The year in a name: `pc6hnr20190801_gwb.csv` -> 2019; None if there is none."""
    match = re.search(r"(?<!\d)((?:19|20)\d{2})(?:\d{4})?(?!\d)", re.sub(r"(?i)pc6", "", text))
    return int(match[1]) if match else None


def first_day(year: int | None) -> pd.Timestamp | None:
    """The day from which a CBS division is valid: 1 January of its year."""
    return None if year is None else pd.Timestamp(year=year, month=1, day=1)


def read_text(
    file: SourceFile, required: tuple[str, ...], may_be_empty: bool = False
) -> pd.DataFrame:
    """A CSV or xlsx as text under our column names; raises `AnalystError` for a missing column."""
    return under_our_names(read_cells(file), file, required, may_be_empty)


def read_cells(file: SourceFile) -> pd.DataFrame:
    """A CSV or xlsx as text under its own headers; raises `AnalystError` if it is neither."""
    try:
        if file.path.suffix.lower() in {".xlsx", ".xlsm", ".xlsb", ".xls"}:
            return _read_workbook(file.path)
        return _read_csv(file.path)
    except (ValueError, OSError, RuntimeError, CalamineError, pd.errors.ParserError):
        raise unreadable(file) from None


def under_our_names(
    table: pd.DataFrame, file: SourceFile, required: tuple[str, ...], may_be_empty: bool = False
) -> pd.DataFrame:
    """`table` under our column names, as trimmed text without missing values; outlines unchanged.

    Raises `AnalystError` for a missing column, and for a table without rows unless `may_be_empty`.
    """
    table = table.rename(columns={name: our_name(name) for name in table.columns})
    table = table.loc[:, ~table.columns.duplicated()].copy()
    table = _with_columns_per_kind(table)
    missing = [column for column in required if column not in table]
    if missing:
        raise AnalystError(
            f"{file.label} mist de kolom {', '.join(missing)}. Voeg de kolom toe, of wijs in "
            "veiligheidsbeeld.toml een ander bestand aan."
        )
    if table.empty and not may_be_empty:
        raise AnalystError(f"{file.label} heeft geen rijen. Haal het bestand opnieuw op.")
    for column in table.columns:
        if column != "omtrek":
            table[column] = table[column].astype("str").fillna("").str.strip().str.normalize("NFC")
    for column in set(_NAMES) & set(table.columns):
        table[column] = table[column].map(undamaged)
    return table


def our_name(header: object) -> str:
    """Our column name for a header: `BU_CODE`, `buurtcode` and `BU_CODE_2018` are one column."""
    folded = fold_header(str(header))
    without_year = re.sub(r"(?:19|20)\d{2}$", "", folded)
    return _ALIASES.get(folded) or _ALIASES.get(without_year) or str(header)


def _with_columns_per_kind(table: pd.DataFrame) -> pd.DataFrame:
    """Files that mix kinds of area in one code column (kerncijfers, statistical areas), with the
    columns buurtcode, buurtnaam, wijkcode, wijknaam; filled in for the areas of that kind."""
    if "gwb_code" in table and "recs" in table:
        kind = table["recs"].astype("str").str.strip().str.casefold()
        code, name = table["gwb_code"].astype("str").str.strip(), table.get("regio")
    elif "statcode" in table and "statnaam" in table:
        code, name = table["statcode"].astype("str").str.strip(), table["statnaam"]
        kind = code.str[:2].map({"BU": "buurt", "WK": "wijk"})
    else:
        return table
    for word, letters in (("buurt", "BU"), ("wijk", "WK")):
        if not kind.eq(word).any() or f"{word}code" in table:
            continue
        full = code.where(code.str.startswith(letters), letters + code)
        table[f"{word}code"] = full.where(kind.eq(word), "")
        if name is not None:
            table[f"{word}naam"] = name.astype("str").where(kind.eq(word), "")
    return table


def unreadable(file: SourceFile) -> AnalystError:
    """The error for a file that cannot be read in its format."""
    return AnalystError(
        f"{file.label} kan niet worden gelezen; sla het op als CSV (UTF-8) of, voor omtrekken, als "
        "GeoJSON of GeoPackage."
    )


def undamaged(text: str) -> str:
    """`BelvÃ©dÃ¨re` -> `Belvédère`: UTF-8 that was read as cp1252 or Latin-1, as in a CBS file and
    in exports. Other values are returned unchanged."""
    if not isinstance(text, str) or not _DAMAGED.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _read_csv(path: Path) -> pd.DataFrame:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            with path.open(encoding=encoding) as file:
                head = file.readline()
            with warnings.catch_warnings():  # a row longer than the header shifts its cells
                warnings.simplefilter("error", pd.errors.ParserWarning)
                return pd.read_csv(
                    path,
                    dtype="str",
                    keep_default_na=False,
                    encoding=encoding,
                    sep=max(";,\t", key=head.count),
                    index_col=False,
                )
        except UnicodeDecodeError:
            continue
        except pd.errors.ParserWarning:
            raise ValueError("rows of different length") from None
    raise ValueError("unknown encoding")


def _read_workbook(path: Path) -> pd.DataFrame:
    """The first sheet, or the first that has a column of codes."""
    with CalamineWorkbook.from_path(str(path)) as book:
        first = None
        for sheet in book.sheet_names:
            rows = book.get_sheet_by_name(sheet).to_python()
            if not rows:
                continue
            table = pd.DataFrame([[_cell(cell) for cell in row] for row in rows[1:]])
            table = table.reindex(columns=range(len(rows[0])))
            table.columns = [str(cell) for cell in rows[0]]
            first = table if first is None else first
            if {our_name(name) for name in table.columns} & {"gwb_code", "buurtcode"}:
                return table
    if first is None:
        raise ValueError("empty workbook")
    return first


def _cell(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
