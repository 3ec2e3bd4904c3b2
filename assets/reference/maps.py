"""Reads neighbourhoods and districts, with outlines if the file has them: the CBS map of wijken and
buurten in any yearly layout, the kerncijfers, or a list of the municipality.

Which division is valid when, and what carries over between them, is in `divisions`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from assets.basis.errors import AnalystError
from assets.reference.files import (
    OUTLINE_FILES,
    SourceFile,
    first_day,
    our_name,
    read_text,
    under_our_names,
    unreadable,
    year_in,
)
from schemas.layout import fold_header

if TYPE_CHECKING:
    import geopandas

_NAME = "naam"
_MOSTLY = 0.95
# The Netherlands in RD, metres.
_COUNTRY = (0, 300_000, 300_000, 625_000)


def read_areas(
    file: SourceFile, code: str, year: int | None
) -> tuple[pd.Timestamp | None, pd.DataFrame]:
    """The day from which the division is valid, and its neighbourhoods in municipality `code`, one
    row each, without water: buurtcode, buurtnaam, wijkcode, perhaps wijknaam, inwoners and omtrek
    (outline).

    `year`: the year in the settings, for a file without its own. Raises `AnalystError`.
    """
    table = _read_with_outlines(file, ("buurtcode", "buurtnaam"))
    areas = _in_municipality(table, code)
    if areas.empty:
        raise AnalystError(
            f"{file.path.name} heeft geen buurten van gemeente {code}; controleer "
            "[gemeente] code en [referentie] buurten in veiligheidsbeeld.toml."
        )
    by_rule = "WK" + areas["buurtcode"].str.slice(2, 8)
    known = areas.get("wijkcode", by_rule)
    areas = areas.assign(wijkcode=known.where(known.ne(""), by_rule))
    if "wijknaam" in table:
        districts = table
    elif (districts := _district_layer(file)) is not None:
        areas = areas.assign(wijknaam="")
    if districts is not None and areas["wijknaam"].eq("").all():  # names on rows of districts
        names = districts[districts["wijkcode"].ne("") & districts["wijknaam"].ne("")]
        by_code = dict(zip(names["wijkcode"], names["wijknaam"], strict=True))
        areas = areas.assign(wijknaam=areas["wijkcode"].map(by_code).fillna(""))
    start = file.geldig_van or first_day(_year_in_rows(table) or year or year_in(file.path.stem))
    return start, _one_row_per_code(areas).sort_values("buurtcode", ignore_index=True)


def _in_municipality(table: pd.DataFrame, code: str) -> pd.DataFrame:
    """The rows of neighbourhoods on land, by the column of municipalities or else by their code."""
    areas = table[table["buurtcode"].ne("")]
    if "water" in areas:
        areas = areas[areas["water"].str.casefold().ne("ja")]
    if "gemeentecode" in areas:
        full = areas["gemeentecode"].str.removeprefix("GM").str.zfill(4)
        return areas[full.eq(code[2:])]
    if areas["buurtcode"].str.fullmatch(r"BU\w{8}").all():
        return areas[areas["buurtcode"].str.slice(2, 6).eq(code[2:])]
    return areas


def outlines(
    file: SourceFile, areas: pd.DataFrame, key: str = "buurtcode"
) -> geopandas.GeoDataFrame | None:
    """`key` and outline in EPSG:28992 of areas that were read; None if they have no outlines.

    Raises `AnalystError` for text that is not WKT, and for outlines outside the country.
    """
    if "omtrek" not in areas:
        return None
    import geopandas  # takes a second to import, so only if there are outlines
    import shapely

    if isinstance(areas, geopandas.GeoDataFrame):
        frame = areas[[key, "omtrek"]].set_geometry("omtrek")
    else:
        try:
            shapes = geopandas.GeoSeries.from_wkt(areas["omtrek"])
        except (ValueError, TypeError, shapely.errors.ShapelyError):
            raise AnalystError(
                f"{file.label}: in de kolom met omtrekken staat iets dat geen WKT is "
                "(POLYGON ((…)))."
            ) from None
        frame = geopandas.GeoDataFrame({key: areas[key]}, geometry=shapes)
    frame = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    if frame.empty:
        return None
    bounds = frame.total_bounds
    degrees = abs(bounds).max() <= 180
    if frame.crs is None or degrees != bool(frame.crs.is_geographic):
        frame = frame.set_crs("EPSG:4326" if degrees else "EPSG:28992", allow_override=True)
    frame = frame.to_crs("EPSG:28992")
    left, low, right, high = frame.total_bounds
    inside = _COUNTRY[0] <= left <= right <= _COUNTRY[1]
    if not (inside and _COUNTRY[2] <= low <= high <= _COUNTRY[3]):
        raise AnalystError(
            f"{file.label}: de omtrekken liggen niet in Nederland. Het bestand moet in het "
            "Rijksdriehoekstelsel (EPSG:28992) of in WGS84 (lengte, breedte) staan."
        )
    broken = ~frame.geometry.is_valid
    if broken.any():
        frame.loc[broken, frame.geometry.name] = frame.geometry[broken].make_valid()
    return frame.sort_values(key, ignore_index=True)


def read_old_areas(file: SourceFile) -> geopandas.GeoDataFrame:
    """naam and outline (RD) of areas formerly used by the police; names may repeat."""
    table = _read_with_outlines(file, ("omtrek",))
    named = next((name for name in (_NAME, "buurtnaam", "statnaam") if name in table), None)
    if named is None:
        raise AnalystError(
            f"{file.label} mist de kolom naam: de naam van de buurt zoals de politie die schrijft."
        )
    outlined = outlines(file, table.rename(columns={named: _NAME}), _NAME)
    if outlined is None:
        raise AnalystError(f"{file.label} heeft geen omtrekken.")
    return outlined


def translated(old: geopandas.GeoDataFrame, now: geopandas.GeoDataFrame) -> pd.DataFrame:
    """naam, buurtcode of each old area with at least 95 % of its surface in one neighbourhood.

    A name of several old areas is included only if all are in the same neighbourhood.
    """
    import shapely

    shapes, targets = old.geometry.array, now.geometry.array
    at_old, at_now = now.sindex.query(shapes, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[at_old], targets[at_now]))
    mostly = shared >= _MOSTLY * shapely.area(shapes[at_old])
    pairs = pd.DataFrame(
        {
            "deel": at_old[mostly],
            "buurtcode": now["buurtcode"].to_numpy()[at_now[mostly]],
        }
    )
    whole = pd.DataFrame({"deel": range(len(old)), "naam": old[_NAME].to_numpy()})
    whole = whole.merge(pairs.drop_duplicates("deel"), on="deel", how="left")
    whole["sleutel"] = whole["naam"].map(fold_header)
    sure = whole.groupby("sleutel")["buurtcode"].transform(
        lambda codes: codes.notna().all() and codes.nunique() == 1
    )
    names = whole[sure.astype(bool) & whole["sleutel"].ne("")].drop_duplicates("sleutel")
    return names[["naam", "buurtcode"]].astype("str").sort_values("naam", ignore_index=True)


def _read_with_outlines(file: SourceFile, required: tuple[str, ...]) -> pd.DataFrame:
    if file.path.suffix.lower() not in OUTLINE_FILES:
        return read_text(file, required)
    import geopandas
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        layers = _layers(file.path)
        layer = next((name for name in layers if _fits(name, layers[name], required)), None)
        table = geopandas.read_file(file.path, layer=layer or next(iter(layers)))
    except (ValueError, OSError, RuntimeError, DataSourceError, DataLayerError):
        raise unreadable(file) from None
    if isinstance(table, geopandas.GeoDataFrame):
        table = table.rename_geometry("omtrek")
    read = under_our_names(pd.DataFrame(table), file, required)
    if not isinstance(table, geopandas.GeoDataFrame):
        return read
    return geopandas.GeoDataFrame(read, geometry="omtrek", crs=table.crs)


def _layers(path: Path) -> dict[str, set[str]]:
    """Layer -> its columns, under our column names."""
    import pyogrio

    return {
        str(name): {our_name(field) for field in pyogrio.read_info(path, layer=name)["fields"]}
        for name, _ in pyogrio.list_layers(path)
    }


def _fits(name: str, columns: set[str], required: tuple[str, ...]) -> bool:
    """Whether a layer has the required columns; layer names change every year."""
    if {"statcode", "statnaam"} <= columns:
        return required[0].removesuffix("code") in name.casefold()
    return set(required) - {"omtrek"} <= columns


def _district_layer(file: SourceFile) -> pd.DataFrame | None:
    """wijkcode, wijknaam in a separate layer of the same file; None if there is none."""
    if file.path.suffix.lower() != ".gpkg":
        return None
    wanted = ("wijkcode", "wijknaam")
    if not any(_fits(name, columns, wanted) for name, columns in _layers(file.path).items()):
        return None
    return _read_with_outlines(file, wanted)


def district_names(file: SourceFile) -> tuple[pd.Timestamp | None, dict[str, str]]:
    """The day from which the file is valid, and wijkcode -> wijknaam."""
    table = _read_with_outlines(file, ("wijkcode", "wijknaam"))
    named = table[table["wijkcode"].ne("") & table["wijknaam"].ne("")]
    named = named.drop_duplicates("wijkcode")
    start = file.geldig_van or first_day(_year_in_rows(table) or year_in(file.path.stem))
    return start, dict(zip(named["wijkcode"], named["wijknaam"], strict=True))


def _year_in_rows(table: pd.DataFrame) -> int | None:
    """The year in the rows, if it is the same in all."""
    for column in ("jaar", "jrstatcode"):
        years = set(table[column].str.slice(0, 4)) if column in table else set()
        if len(years) == 1 and (year := years.pop()).isdigit() and 1990 < int(year) < 2100:
            return int(year)
    return None


def _one_row_per_code(areas: pd.DataFrame) -> pd.DataFrame:
    """One row per neighbourhood; the outlines of its parts are merged."""
    if not areas["buurtcode"].duplicated().any():
        return areas
    first = areas.drop_duplicates("buurtcode")
    if not hasattr(areas, "dissolve"):
        return first
    whole = areas[["buurtcode", "omtrek"]].dissolve("buurtcode")["omtrek"]
    return first.assign(omtrek=whole.reindex(first["buurtcode"]).to_numpy())
