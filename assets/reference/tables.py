"""The reference of a municipality: reading its neighbourhoods, streets, postcodes, inhabitants.

Reading and checking only. How an address is matched against it stands in `assets.linking`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from assets.deliveries.errors import AnalystError
from schemas.configuration import Configuration

if TYPE_CHECKING:
    import geopandas

SEEDS = Path(__file__).resolve().parents[2] / "dbt_like_sql" / "seeds"

# Headers of CBS files, by year of issue, and our own name for them.
_ALIASES = {
    "bu_code": "buurtcode",
    "buurtcode": "buurtcode",
    "bu_naam": "buurtnaam",
    "buurtnaam": "buurtnaam",
    "wk_code": "wijkcode",
    "wijkcode": "wijkcode",
    "wk_naam": "wijknaam",
    "wijknaam": "wijknaam",
    "gm_code": "gemeentecode",
    "gemeentecode": "gemeentecode",
    "aant_inw": "inwoners",
    "a_inw": "inwoners",
    "inwoners": "inwoners",
    "geometry": "omtrek",
    "omtrek": "omtrek",
    "pc6": "postcode",
    "openbareruimtenaam": "straatnaam",
    "straat": "straatnaam",
    "woonplaatsnaam": "woonplaats",
}


@dataclass(frozen=True)
class Reference:
    """The reference of one municipality, all of one version.

    `buurten`: buurtcode, buurtnaam, wijkcode, wijknaam. `inwoners`: buurtcode, jaar, inwoners.
    `straten`: straatnaam, woonplaats, straat_id (may be empty); None: no list, take the streets
    from the deliveries. `straat_buurten`: straatnaam, woonplaats, buurtcode. `postcodes`:
    postcode, buurtcode, each postcode once. `adressen`: straatnaam, woonplaats, huisnummer,
    buurtcode. `omtrekken`: buurtcode and outline in EPSG:28992, or None.
    """

    gemeentecode: str
    buurten: pd.DataFrame
    inwoners: pd.DataFrame
    straten: pd.DataFrame | None
    straat_buurten: pd.DataFrame
    postcodes: pd.DataFrame
    adressen: pd.DataFrame
    omtrekken: geopandas.GeoDataFrame | None
    versie: str


def load_reference(configuration: Configuration) -> Reference:
    """The reference that the settings name; read once a process for each version of its files.

    Raises `AnalystError` naming the setting, the file and the column that is missing.
    """
    chosen = _chosen_files(configuration)
    marks = tuple(
        (setting, str(path), hashlib.sha256(path.read_bytes()).hexdigest()[:12])
        for setting, path in sorted(chosen.items())
    )
    return _load(configuration.gemeente.code, configuration.referentie.jaar, marks)


def _chosen_files(configuration: Configuration) -> dict[str, Path]:
    """Setting -> file: what the settings name, else what comes with the program."""
    code = configuration.gemeente.code
    settings = configuration.referentie
    named = {
        name: path
        for name in (
            "buurten",
            "wijken",
            "inwoners",
            "straten",
            "straat_buurten",
            "postcodes",
            "adressen",
        )
        if (path := getattr(settings, name)) is not None
    }
    for name, path in named.items():
        if not path.is_file():
            raise AnalystError(
                f"De instelling [referentie] {name} wijst naar {path.name}, maar dat bestand is er "
                "niet. Verbeter het pad in veiligheidsbeeld.toml."
            )
    shipped = {path.stem: path for path in (SEEDS / code).glob("*.csv")}
    if "buurten" in named and "buurten" in shipped:  # outlines have no names of districts
        shipped.setdefault("wijken", shipped["buurten"])
    return shipped | named


@lru_cache(maxsize=4)
def _load(code: str, year: int | None, marks: tuple[tuple[str, str, str], ...]) -> Reference:
    files = {setting: Path(path) for setting, path, _ in marks}
    if "buurten" not in files:
        raise AnalystError(
            f"Voor gemeente {code} zijn geen buurten bekend. Noem in veiligheidsbeeld.toml onder "
            "[referentie] buurten een bestand met buurtcode en buurtnaam (CBS wijk- en buurtkaart)."
        )
    areas = _read(files["buurten"], "buurten", ("buurtcode", "buurtnaam"), geometry=True)
    if "gemeentecode" in areas:
        areas = areas[areas["gemeentecode"].eq(code)]
    areas = areas.drop_duplicates("buurtcode").sort_values("buurtcode", ignore_index=True)
    if areas.empty:
        raise AnalystError(
            f"{files['buurten'].name} heeft geen buurten van gemeente {code}; controleer "
            "[gemeente] code en [referentie] buurten in veiligheidsbeeld.toml."
        )
    neighbourhoods = areas[["buurtcode", "buurtnaam"]].assign(
        wijkcode=areas["wijkcode"]
        if "wijkcode" in areas
        else "WK" + areas["buurtcode"].str.slice(2, 8)
    )
    names = _district_names(files, areas.assign(wijkcode=neighbourhoods["wijkcode"]))
    neighbourhoods["wijknaam"] = [names.get(code, code) for code in neighbourhoods["wijkcode"]]
    return Reference(
        gemeentecode=code,
        buurten=neighbourhoods.astype("str"),
        inwoners=_inhabitants(files, areas, year),
        straten=_streets(files),
        straat_buurten=_optional(files, "straat_buurten", ("straatnaam", "buurtcode")),
        postcodes=_postcodes(files),
        adressen=_optional(files, "adressen", ("straatnaam", "huisnummer", "buurtcode")),
        omtrekken=_outlines(areas),
        versie=hashlib.sha256(repr((code, year, marks)).encode()).hexdigest()[:12],
    )


def _district_names(files: dict[str, Path], areas: pd.DataFrame) -> dict[str, str]:
    if "wijken" in files:
        districts = _read(files["wijken"], "wijken", ("wijkcode", "wijknaam")).drop_duplicates(
            "wijkcode"
        )
    elif "wijknaam" in areas:
        districts = areas.drop_duplicates("wijkcode")
    else:
        return {}
    return dict(zip(districts["wijkcode"], districts["wijknaam"], strict=True))


def _inhabitants(files: dict[str, Path], areas: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """buurtcode, jaar, inwoners. CBS rounds to 5 and writes -99997 or . for unknown."""
    if "inwoners" in files:
        counts = _read(files["inwoners"], "inwoners", ("buurtcode", "jaar", "inwoners"))
    elif "inwoners" in areas:
        counts = areas[["buurtcode", "inwoners"]].assign(jaar=str(year or 0))
    else:
        counts = pd.DataFrame({"buurtcode": [], "jaar": [], "inwoners": []}, dtype="str")
    counts = counts[["buurtcode", "jaar", "inwoners"]].copy()
    for column in ("jaar", "inwoners"):
        counts[column] = pd.to_numeric(counts[column], errors="coerce").astype("Int64")
    known = counts["inwoners"].ge(0).fillna(False) & counts["jaar"].notna()
    return counts[known].sort_values(["buurtcode", "jaar"], ignore_index=True)


def _streets(files: dict[str, Path]) -> pd.DataFrame | None:
    if "straten" not in files:
        return None
    streets = _read(files["straten"], "straten", ("straatnaam",))
    for column in ("woonplaats", "straat_id"):
        if column not in streets:
            streets[column] = ""
    streets = streets[streets["straatnaam"].ne("")]
    return (
        streets[["straatnaam", "woonplaats", "straat_id"]]
        .drop_duplicates(["straatnaam", "woonplaats"])
        .sort_values(["straatnaam", "woonplaats"], ignore_index=True)
    )


def _postcodes(files: dict[str, Path]) -> pd.DataFrame:
    """Each postcode once: one that lies in two neighbourhoods proves neither."""
    codes = _optional(files, "postcodes", ("postcode", "buurtcode"))[["postcode", "buurtcode"]]
    codes = codes.assign(postcode=codes["postcode"].str.replace(" ", "").str.upper())
    codes = codes.drop_duplicates()
    return codes[~codes["postcode"].duplicated(keep=False)].reset_index(drop=True)


def _optional(files: dict[str, Path], setting: str, columns: tuple[str, ...]) -> pd.DataFrame:
    if setting in files:
        table = _read(files[setting], setting, columns)
    else:
        table = pd.DataFrame({column: [] for column in columns}, dtype="str")
    if "straatnaam" in columns and "woonplaats" not in table:
        table["woonplaats"] = ""
    return table.drop_duplicates(ignore_index=True).astype("str")


def _outlines(areas: pd.DataFrame) -> geopandas.GeoDataFrame | None:
    if "omtrek" not in areas:
        return None
    import geopandas  # a second of import time, for those who have outlines only

    outline = areas["omtrek"]
    if isinstance(areas, geopandas.GeoDataFrame):
        frame = areas[["buurtcode", "omtrek"]].set_geometry("omtrek")
    else:
        frame = geopandas.GeoDataFrame(
            {"buurtcode": areas["buurtcode"]},
            geometry=geopandas.GeoSeries.from_wkt(outline),
        )
    if frame.crs is None:
        degrees = abs(frame.total_bounds).max() <= 180
        frame = frame.set_crs("EPSG:4326" if degrees else "EPSG:28992")
    return frame.to_crs("EPSG:28992")


def _read(
    path: Path, setting: str, required: tuple[str, ...], geometry: bool = False
) -> pd.DataFrame:
    """A reference file as text under our names; raises `AnalystError` for a missing column."""
    try:
        if geometry and path.suffix.lower() in {".geojson", ".json", ".gpkg", ".shp"}:
            import geopandas

            table = geopandas.read_file(path)
            table = table.rename_geometry("omtrek")
        else:
            table = _read_csv(path)
    except (ValueError, OSError, RuntimeError, pd.errors.ParserError):
        raise AnalystError(
            f"{path.name} ([referentie] {setting}) kan niet worden gelezen; sla het op als CSV "
            "(UTF-8) of, voor omtrekken, als GeoJSON of GeoPackage."
        ) from None
    table = table.rename(
        columns={name: _ALIASES.get(str(name).strip().lower(), str(name)) for name in table.columns}
    )
    table = table.loc[:, ~table.columns.duplicated()]
    missing = [column for column in required if column not in table]
    if missing:
        raise AnalystError(
            f"{path.name} ([referentie] {setting}) mist de kolom {', '.join(missing)}."
        )
    for column in table.columns:
        if column != "omtrek":
            table[column] = table[column].astype("str").str.strip().str.normalize("NFC")
    for column in {"buurtnaam", "wijknaam", "straatnaam"} & set(table.columns):
        table[column] = table[column].map(_mended)
    return table


def read_listing(path: Path, setting: str, required: tuple[str, ...]) -> pd.DataFrame:
    """A table of decisions or names as text; raises `AnalystError` for a missing column."""
    return _read(path, setting, required)


def _mended(name: str) -> str:
    """`BelvÃ©dÃ¨re` -> `Belvédère`: UTF-8 that was once read as cp1252, as in a file of CBS."""
    if not isinstance(name, str) or "Ã" not in name:
        return name
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name


def _read_csv(path: Path) -> pd.DataFrame:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            with path.open(encoding=encoding) as file:
                head = file.readline()
            return pd.read_csv(
                path,
                dtype="str",
                keep_default_na=False,
                encoding=encoding,
                sep=max(";,\t", key=head.count),
            )
        except UnicodeDecodeError:
            continue
    raise ValueError("unknown encoding")
