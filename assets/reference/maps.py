"""Neighbourhoods with their names, and outlines where the file has them: the CBS map of wijken and
buurten in every yearly layout, the kerncijfers, or a list of the municipality.

What holds when, and what of one year may be used in another, stands in `divisions`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from assets.basis.errors import AnalystError
from assets.reference.files import (
    OUTLINE_FILES,
    Named,
    first_day,
    in_our_words,
    our_name,
    read_text,
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
    file: Named, code: str, year: int | None
) -> tuple[pd.Timestamp | None, pd.DataFrame]:
    """From when the division holds, and its rows of municipality `code`: buurtcode, buurtnaam,
    wijkcode, perhaps wijknaam, inwoners and omtrek (outline); water left out; a code once.

    `year`: the year by the settings, for a file that does not tell its own.
    """
    table = _read_with_outlines(file, ("buurtcode", "buurtnaam"))
    told = _told_year(table)
    kept = table[table["buurtcode"].ne("")]
    if "water" in kept:
        kept = kept[kept["water"].str.casefold().ne("ja")]
    if "gemeentecode" in kept:
        full = kept["gemeentecode"].str.removeprefix("GM").str.zfill(4)
        kept = kept[full.eq(code[2:])]
    elif kept["buurtcode"].str.fullmatch(r"BU\w{8}").all():
        kept = kept[kept["buurtcode"].str.slice(2, 6).eq(code[2:])]
    if kept.empty:
        raise AnalystError(
            f"{file.path.name} heeft geen buurten van gemeente {code}; controleer "
            "[gemeente] code en [referentie] buurten in veiligheidsbeeld.toml."
        )
    by_rule = "WK" + kept["buurtcode"].str.slice(2, 8)
    known = kept.get("wijkcode", by_rule)
    kept = kept.assign(wijkcode=known.where(known.ne(""), by_rule))
    if "wijknaam" not in kept and "wijknaam" in table:
        kept = kept.assign(wijknaam="")
    if "wijknaam" not in table and (beside := _districts_beside(file)) is not None:
        table, kept = beside, kept.assign(wijknaam="")
    if "wijknaam" in table and kept["wijknaam"].eq("").all():  # a row a district, beside
        names = table[table["wijkcode"].ne("") & table["wijknaam"].ne("")]
        named = dict(zip(names["wijkcode"], names["wijknaam"], strict=True))
        kept = kept.assign(wijknaam=kept["wijkcode"].map(named).fillna(""))
    start = file.geldig_van or first_day(told or year or year_in(file.path.stem))
    return start, _once(kept).sort_values("buurtcode", ignore_index=True)


def outlines(
    file: Named, areas: pd.DataFrame, key: str = "buurtcode"
) -> geopandas.GeoDataFrame | None:
    """`key` and outline in EPSG:28992 of areas that were read; None where they have none."""
    if "omtrek" not in areas:
        return None
    import geopandas  # a second of import time, for those who have outlines only
    import shapely

    if isinstance(areas, geopandas.GeoDataFrame):
        frame = areas[[key, "omtrek"]].set_geometry("omtrek")
    else:
        try:
            shapes = geopandas.GeoSeries.from_wkt(areas["omtrek"])
        except (ValueError, TypeError, shapely.errors.ShapelyError):
            raise AnalystError(
                f"{file.told}: in de kolom met omtrekken staat iets dat geen WKT is "
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
            f"{file.told}: de omtrekken liggen niet in Nederland. Het bestand moet in het "
            "Rijksdriehoekstelsel (EPSG:28992) of in WGS84 (lengte, breedte) staan."
        )
    broken = ~frame.geometry.is_valid
    if broken.any():
        frame.loc[broken, frame.geometry.name] = frame.geometry[broken].make_valid()
    return frame.sort_values(key, ignore_index=True)


def read_old_areas(file: Named) -> geopandas.GeoDataFrame:
    """naam and outline (RD) of areas that the police used before; a name may stand twice."""
    table = _read_with_outlines(file, ("omtrek",))
    named = next((name for name in (_NAME, "buurtnaam", "statnaam") if name in table), None)
    if named is None:
        raise AnalystError(
            f"{file.told} mist de kolom naam: de naam van de buurt zoals de politie die schrijft."
        )
    found = outlines(file, table.rename(columns={named: _NAME}), _NAME)
    if found is None:
        raise AnalystError(f"{file.told} heeft geen omtrekken.")
    return found


def translated(old: geopandas.GeoDataFrame, now: geopandas.GeoDataFrame) -> pd.DataFrame:
    """naam, buurtcode of each old area that lies for 95 % of its surface in one neighbourhood.

    A name that two old areas bear is translated where both lie in the same neighbourhood.
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
    found = whole[sure.astype(bool) & whole["sleutel"].ne("")].drop_duplicates("sleutel")
    return found[["naam", "buurtcode"]].astype("str").sort_values("naam", ignore_index=True)


def _read_with_outlines(file: Named, required: tuple[str, ...]) -> pd.DataFrame:
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
    read = in_our_words(pd.DataFrame(table), file, required)
    if not isinstance(table, geopandas.GeoDataFrame):
        return read
    return geopandas.GeoDataFrame(read, geometry="omtrek", crs=table.crs)


def _layers(path: Path) -> dict[str, set[str]]:
    """Layer -> its columns, under our names."""
    import pyogrio

    return {
        str(name): {our_name(field) for field in pyogrio.read_info(path, layer=name)["fields"]}
        for name, _ in pyogrio.list_layers(path)
    }


def _fits(name: str, columns: set[str], required: tuple[str, ...]) -> bool:
    """Whether a layer has the columns, whatever it is called that year."""
    if {"statcode", "statnaam"} <= columns:
        return required[0].removesuffix("code") in name.casefold()
    return set(required) - {"omtrek"} <= columns


def _districts_beside(file: Named) -> pd.DataFrame | None:
    """The names of districts in a layer of their own, in the same file."""
    if file.path.suffix.lower() != ".gpkg":
        return None
    wanted = ("wijkcode", "wijknaam")
    if not any(_fits(name, columns, wanted) for name, columns in _layers(file.path).items()):
        return None
    return _read_with_outlines(file, wanted)


def district_names(file: Named) -> tuple[pd.Timestamp | None, dict[str, str]]:
    """From when they hold, and the name of each district by its code."""
    table = _read_with_outlines(file, ("wijkcode", "wijknaam"))
    named = table[table["wijkcode"].ne("") & table["wijknaam"].ne("")]
    named = named.drop_duplicates("wijkcode")
    start = file.geldig_van or first_day(_told_year(table) or year_in(file.path.stem))
    return start, dict(zip(named["wijkcode"], named["wijknaam"], strict=True))


def _told_year(table: pd.DataFrame) -> int | None:
    """The year that the rows tell, where they all tell the same."""
    for column in ("jaar", "jrstatcode"):
        years = set(table[column].str.slice(0, 4)) if column in table else set()
        if len(years) == 1 and (year := years.pop()).isdigit() and 1990 < int(year) < 2100:
            return int(year)
    return None


def _once(areas: pd.DataFrame) -> pd.DataFrame:
    """A code once: parts of one neighbourhood become one outline."""
    if not areas["buurtcode"].duplicated().any():
        return areas
    first = areas.drop_duplicates("buurtcode")
    if not hasattr(areas, "dissolve"):
        return first
    whole = areas[["buurtcode", "omtrek"]].dissolve("buurtcode")["omtrek"]
    return first.assign(omtrek=whole.reindex(first["buurtcode"]).to_numpy())
