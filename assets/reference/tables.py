"""The reference of a municipality: its neighbourhoods, streets, addresses and inhabitants by date.

Combines what the other modules read. Matching an address against it is in `assets.linking`.
"""

from __future__ import annotations

import itertools
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd

from assets.basis import program
from assets.basis.errors import AnalystError
from assets.reference.addresses import (
    ADDRESS,
    STREET,
    bag_addresses,
    read_list,
    read_postcodes,
    unique_keys,
)
from assets.reference.bag import STREETS, Bag, read_bag, sorted_streets
from assets.reference.decided import KINDS, ONE_STREET, TWO_STREETS, in_order, read_decisions
from assets.reference.divisions import (
    Division,
    Timeline,
    Version,
    areas_in_time,
    districts_in_time,
    surest,
)
from assets.reference.files import (
    SEEDS,
    SourceFile,
    chosen_files,
    no_neighbourhoods,
    read_text,
    year_in,
)
from assets.reference.housenumbers import read_house_numbers
from assets.reference.known_points import points_of, read_points
from assets.reference.maps import district_names, outlines, read_areas, read_old_areas, translated
from schemas.configuration import Configuration
from schemas.layout import fold_header

__all__ = ["SEEDS", "Division", "Reference", "load_reference"]


@dataclass(frozen=True)
class Reference:
    """The reference of one municipality, all of one version.

    `indelingen`: the divisions into neighbourhoods, oldest first, without gaps; at least one.
    `inwoners`: buurtcode, jaar, inwoners. `straten`: straat_id (may be empty), straatnaam,
    woonplaats, verkorte_naam, geldig_van, geldig_tot (first and last day, or missing); one row per
    name of a street, the newest first; None: no list, so streets come from the deliveries.
    `versie`: a mark of the files and of the code that read them. `samen`: pairs of names in the
    list that were decided to be one street: the name that goes, and the one that stays. `apart`:
    pairs that were decided to be two, however alike.
    """

    gemeentecode: str
    indelingen: tuple[Division, ...]
    inwoners: pd.DataFrame
    straten: pd.DataFrame | None
    versie: str
    samen: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()

    @cached_property
    def gebieden(self) -> pd.DataFrame:
        """The neighbourhoods in time; see `divisions.areas_in_time`."""
        return areas_in_time(self.indelingen)

    @cached_property
    def wijken(self) -> pd.DataFrame:
        """The districts in time; see `divisions.districts_in_time`."""
        return districts_in_time(self.indelingen)


def load_reference(configuration: Configuration) -> Reference:
    """The reference named in the settings; cached per process for each version of its files.

    Raises `AnalystError` with the setting, the file and the missing column.
    """
    settings = configuration.referentie
    return _load(
        configuration.gemeente.code,
        configuration.gemeente.naam,
        settings.jaar,
        settings.woonplaatsen,
        chosen_files(configuration),
    )


def load_area_names(configuration: Configuration) -> tuple[str, ...]:
    """The names of districts and neighbourhoods, of any year; none if the settings name no file
    that has them. No other file of the reference is read."""
    settings = configuration.referentie
    with suppress(AnalystError):  # a run will say what is wrong
        files = chosen_files(configuration)
        by_setting = {
            name: tuple(file for file in files if file.setting == name)
            for name in ("buurten", "wijken")
        }
        areas = _areas(by_setting["buurten"], configuration.gemeente.code, settings.jaar)
        tables = [_named_districts(division, by_setting["wijken"]) for division in areas]
        names = {
            name
            for table in tables
            for column in ("buurtnaam", "wijknaam")
            for name in table[column]
            if name
        }
        return tuple(sorted(names))
    return ()


@lru_cache(maxsize=2)
def _load(
    code: str, name: str, year: int | None, towns: tuple[str, ...], chosen: tuple[SourceFile, ...]
) -> Reference:
    by_setting: dict[str, tuple[SourceFile, ...]] = {}
    for file in chosen:
        by_setting[file.setting] = (*by_setting.get(file.setting, ()), file)
    areas = _areas(by_setting.get("buurten", ()), code, year)
    extract = read_bag(by_setting["bag"], code, towns) if "bag" in by_setting else None
    return Reference(
        gemeentecode=code,
        indelingen=_divisions(areas, by_setting, code, extract),
        inwoners=_inhabitants(by_setting.get("inwoners", ()), areas, year),
        straten=_streets(by_setting.get("straten", ()), extract),
        versie=program.mark(
            code,
            year,
            towns,
            [(file.setting, file.path.name, str(file.geldig_van), file.mark) for file in chosen],
        ),
        **_decided(by_setting.get("aliassen", ()), code, name),
    )


# -- neighbourhoods ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Areas:
    """The neighbourhoods of one file, and the day from which they are valid."""

    file: SourceFile
    van: pd.Timestamp | None
    table: pd.DataFrame


@lru_cache(maxsize=4)
def _areas(files: tuple[SourceFile, ...], code: str, year: int | None) -> list[_Areas]:
    """The files of neighbourhoods, oldest first. Raises `AnalystError` if two start on one day."""
    if not files:
        raise AnalystError(no_neighbourhoods(code))
    only = year if len(files) == 1 else None
    read = [_Areas(file, *read_areas(file, code, only)) for file in files]
    read.sort(key=lambda areas: areas.van or pd.Timestamp.min)
    for before, after in itertools.pairwise(read):
        if before.van == after.van:
            day = f"{after.van:%Y-%m-%d}" if after.van is not None else "een onbekende dag"
            raise AnalystError(
                f"[referentie] buurten noemt twee indelingen vanaf {day}: {before.file.path.name} "
                f"en {after.file.path.name}. Schrijf erbij vanaf wanneer elk geldt: "
                f'{{ bestand = "{after.file.path.name}", geldig_van = 2019-01-01 }}.'
            )
    return read


def _divisions(
    areas: list[_Areas],
    files: dict[str, tuple[SourceFile, ...]],
    code: str,
    extract: Bag | None,
) -> tuple[Division, ...]:
    """The divisions of `areas`, each with the versions of the other tables that serve it.

    `files`: by setting.
    """
    timeline = Timeline([Version(division.van, division.table) for division in areas])
    numbers = [
        Version(start, unique_keys(table))
        for start, table in (read_house_numbers(file, code) for file in files.get("pc6hnr", ()))
    ]
    whole_codes = [
        Version(version.van, unique_keys(version.table.drop(columns="huisnummer")))
        for version in numbers
    ]
    codes = [read_postcodes(file) for file in files.get("postcodes", ())]
    listed = [read_list(file, (*ADDRESS, "buurtcode")) for file in files.get("adressen", ())]
    streets = [read_list(file, (*STREET, "buurtcode")) for file in files.get("straat_buurten", ())]
    placed = (*files.get("postcodes", ()), *files.get("adressen", ()))
    points = [version for version in map(read_points, placed) if version is not None]
    shapes = [
        Version(division.van, shape)
        for division in areas
        if (shape := outlines(division.file, division.table)) is not None
    ]
    old_names = _old_names(files.get("politie_buurten", ()), shapes, timeline)
    dated = []
    for at, division in enumerate(areas):
        outlined = _outlines(timeline.serving(shapes, at))
        house_numbers = surest(timeline.serving(numbers, at), ["postcode", "huisnummer"])
        at_streets = timeline.serving(streets, at)[:1]
        located = surest(timeline.serving(listed, at), ADDRESS)
        at_points = timeline.serving(points, at)
        if extract is not None:
            whole = bag_addresses(extract.adressen, timeline.period(at), outlined, house_numbers)
            in_bag = whole[[*ADDRESS, "buurtcode"]].drop_duplicates(ignore_index=True).astype("str")
            at_points.append(whole)
            located = pd.concat([located, in_bag], ignore_index=True)
            at_streets.append(in_bag[[*STREET, "buurtcode"]])
        dated.append(
            Division(
                *timeline.period(at),
                buurten=_named_districts(division, files.get("wijken", ())),
                huisnummers=house_numbers,
                postcodes=surest(
                    timeline.serving(whole_codes, at) + timeline.serving(codes, at), ["postcode"]
                ),
                adressen=located.drop_duplicates(ignore_index=True),
                straat_buurten=_distinct(at_streets, [*STREET, "buurtcode"]),
                oude_namen=old_names[at],
                omtrekken=outlined,
                punten=points_of(at_points) if outlined is None else None,
            )
        )
    return tuple(dated)


def _named_districts(areas: _Areas, files: tuple[SourceFile, ...]) -> pd.DataFrame:
    """buurtcode, buurtnaam, wijkcode, wijknaam. The name of a district comes from the files of
    districts in the settings (the nearest in time first), or else from the file of neighbourhoods,
    or else from the file shipped with the program, or else it is the code."""
    table = areas.table
    own = table["wijknaam"] if "wijknaam" in table else pd.Series("", index=table.index)
    here = areas.van or pd.Timestamp("2000-01-01")
    lists = [(*district_names(file), SEEDS in file.path.parents) for file in files]
    lists.sort(key=lambda dated: abs((dated[0] or here) - here))
    chosen = [names for _, names, is_shipped in lists if not is_shipped]
    shipped = [names for _, names, is_shipped in lists if is_shipped]
    known = pd.Series("", index=table.index, dtype="str")
    for names in (
        *[table["wijkcode"].map(by_code).fillna("") for by_code in chosen],
        own,
        *[table["wijkcode"].map(by_code).fillna("") for by_code in shipped],
        table["wijkcode"],
    ):
        known = known.where(known.ne(""), names)
    return pd.DataFrame(
        {
            "buurtcode": table["buurtcode"],
            "buurtnaam": table["buurtnaam"],
            "wijkcode": table["wijkcode"],
            "wijknaam": known,
        }
    ).astype("str")


def _outlines(tables: list[pd.DataFrame]) -> pd.DataFrame | None:
    if not tables:
        return None
    outlined = tables[0][tables[0]["buurtcode"].ne("")]
    return outlined.reset_index(drop=True) if len(outlined) else None


def _old_names(
    files: tuple[SourceFile, ...], shapes: list[Version], timeline: Timeline
) -> list[pd.DataFrame]:
    """For each division: naam, buurtcode of the old areas of the police inside a neighbourhood."""
    none = pd.DataFrame({"naam": [], "buurtcode": []}, dtype="str")
    if files and not shapes:
        raise AnalystError(
            f"{files[0].label} kan alleen worden gebruikt naast CBS-buurten met omtrekken. Noem "
            "onder [referentie] buurten de wijk- en buurtkaart van het CBS (GeoPackage)."
        )
    if not files:
        return [none] * len(timeline)
    old = pd.concat([read_old_areas(file) for file in files], ignore_index=True)
    outlined = [_outlines(timeline.serving(shapes, at)) for at in range(len(timeline))]
    return [none if shape is None else translated(old, shape) for shape in outlined]


def _distinct(tables: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    empty = pd.DataFrame({column: [] for column in columns}, dtype="str")
    whole = pd.concat([empty, *tables], ignore_index=True)
    return whole[columns].drop_duplicates(ignore_index=True).astype("str")


def _decided(
    files: tuple[SourceFile, ...], code: str, name: str
) -> dict[str, tuple[tuple[str, str], ...]]:
    """`Reference.samen` and `apart`: of two decisions about one pair the newest."""
    newest = {
        frozenset((fold_header(each.geschreven), fold_header(each.straatnaam))): each
        for each in in_order(each for file in files for each in read_decisions(file))
        if each.besluit in (ONE_STREET, TWO_STREETS) and each.is_of(code, name)
    }
    pairs = {kind: [each for each in newest.values() if each.besluit == kind] for kind in KINDS}
    return {
        field: tuple((each.geschreven, each.straatnaam) for each in pairs[kind])
        for field, kind in (("samen", ONE_STREET), ("apart", TWO_STREETS))
    }


# -- streets and inhabitants -------------------------------------------------------------------


def _streets(files: tuple[SourceFile, ...], extract: Bag | None) -> pd.DataFrame | None:
    """The streets of the BAG, and those of the lists whose name and town are not in the BAG."""
    if extract is None and not files:
        return None
    parts = [_street_list(file) for file in files]
    if extract is not None:
        in_bag = _name_and_town(extract.straten)
        parts = [part[~_name_and_town(part).isin(in_bag)] for part in parts]
        parts.insert(0, extract.straten)
    whole = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return sorted_streets(
        whole.drop_duplicates(["straatnaam", "woonplaats", "straat_id", "geldig_van"])
    )


def _name_and_town(streets: pd.DataFrame) -> pd.Series:
    folded = streets[["straatnaam", "woonplaats"]].map(fold_header).astype("str")
    return folded["straatnaam"] + "|" + folded["woonplaats"]


def _street_list(file: SourceFile) -> pd.DataFrame:
    streets = read_text(file, ("straatnaam",))
    for column in STREETS:
        if column not in streets:
            streets[column] = ""
    for column in ("geldig_van", "geldig_tot"):
        day = pd.to_datetime(streets[column], format="%Y-%m-%d", errors="coerce")
        if (day.isna() & streets[column].ne("")).any():
            raise AnalystError(
                f"{file.label}: in de kolom {column} staat iets dat geen dag is. Schrijf een dag "
                "als 2019-01-01, of laat de cel leeg."
            )
        streets[column] = day.astype("datetime64[us]")
    return streets.loc[streets["straatnaam"].ne(""), list(STREETS)]


def _inhabitants(
    files: tuple[SourceFile, ...], areas: list[_Areas], year: int | None
) -> pd.DataFrame:
    """buurtcode, jaar, inwoners, from the files of inhabitants, or else of neighbourhoods.

    CBS rounds to 5, and writes -99997, -99999999 or . for unknown.
    """
    parts = [pd.DataFrame({"buurtcode": [], "jaar": [], "inwoners": []}, dtype="str")]
    for file in files:
        counts = read_text(file, ("buurtcode", "inwoners"))
        if "jaar" not in counts:
            own = file.geldig_van.year if file.geldig_van else year_in(file.path.stem) or year
            if own is None:
                raise AnalystError(
                    f"{file.label} mist de kolom jaar, en ook de bestandsnaam noemt geen jaar."
                )
            counts["jaar"] = str(own)
        parts.append(counts[["buurtcode", "jaar", "inwoners"]])
    for division in areas:
        if "inwoners" in division.table:
            start = division.van.year if division.van else 0
            own = year if year and len(areas) == 1 else start
            parts.append(division.table[["buurtcode", "inwoners"]].assign(jaar=str(own)))
    counts = pd.concat([pd.DataFrame(part) for part in parts], ignore_index=True)
    counts = counts[["buurtcode", "jaar", "inwoners"]]
    for column in ("jaar", "inwoners"):
        counts[column] = pd.to_numeric(counts[column], errors="coerce").round().astype("Int64")
    ours = counts["buurtcode"].isin({code for part in areas for code in part.table["buurtcode"]})
    known = counts["inwoners"].ge(0).fillna(False) & counts["jaar"].notna() & ours
    counts = counts[known].drop_duplicates(["buurtcode", "jaar"])
    return counts.sort_values(["buurtcode", "jaar"], ignore_index=True)
