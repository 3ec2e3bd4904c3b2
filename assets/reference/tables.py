"""The reference of a municipality: its neighbourhoods, streets, addresses and inhabitants by date.

Puts together what the readers beside it read. How an address is matched against it stands in
`assets.linking`.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from assets.basis.errors import AnalystError
from assets.deliveries.staging import fingerprint
from assets.reference import bag, divisions, files, housenumbers, maps
from assets.reference.bag import STREETS, Bag, read_bag, sorted_streets
from assets.reference.divisions import (
    Division,
    Timeline,
    Version,
    areas_in_time,
    districts_in_time,
    surest,
)
from assets.reference.files import SEEDS, Named, chosen_files, first_day, read_text, year_in
from assets.reference.housenumbers import read_house_numbers
from assets.reference.maps import district_names, outlines, read_areas, read_old_areas, translated
from schemas.configuration import Configuration
from schemas.layout import fold_header

__all__ = ["SEEDS", "Division", "Reference", "load_reference"]

_ADDRESS = ["straat_id", "straatnaam", "woonplaats", "huisnummer"]
_STREET = ["straat_id", "straatnaam", "woonplaats"]


@dataclass(frozen=True)
class Reference:
    """The reference of one municipality, all of one version.

    `indelingen`: the divisions into neighbourhoods, from old to new, without gaps; at least one.
    `inwoners`: buurtcode, jaar, inwoners. `straten`: straat_id (may be empty), straatnaam,
    woonplaats, verkorte_naam, geldig_van, geldig_tot (first and last day, or missing); a street
    that was renamed has more rows, the newest first; None: no list, take the streets from the
    deliveries. `versie` marks all of it and the rules by which it was read.
    """

    gemeentecode: str
    indelingen: tuple[Division, ...]
    inwoners: pd.DataFrame
    straten: pd.DataFrame | None
    versie: str

    @property
    def gebieden(self) -> pd.DataFrame:
        """The neighbourhoods in time; see `divisions.areas_in_time`."""
        return areas_in_time(self.indelingen)

    @property
    def wijken(self) -> pd.DataFrame:
        """The districts in time; see `divisions.districts_in_time`."""
        return districts_in_time(self.indelingen)


def load_reference(configuration: Configuration) -> Reference:
    """The reference that the settings name; read once a process for each version of its files.

    Raises `AnalystError` naming the setting, the file and the column that is missing.
    """
    settings = configuration.referentie
    return _load(
        configuration.gemeente.code,
        settings.jaar,
        settings.woonplaatsen,
        chosen_files(configuration),
    )


@lru_cache(maxsize=2)
def _load(
    code: str, year: int | None, towns: tuple[str, ...], named: tuple[Named, ...]
) -> Reference:
    by_setting: dict[str, tuple[Named, ...]] = {}
    for file in named:
        by_setting[file.setting] = (*by_setting.get(file.setting, ()), file)
    areas = _areas(by_setting.get("buurten", ()), code, year)
    extract = read_bag(by_setting["bag"], code, towns) if "bag" in by_setting else None
    return Reference(
        gemeentecode=code,
        indelingen=_divisions(areas, by_setting, code, extract),
        inwoners=_inhabitants(by_setting.get("inwoners", ()), areas, year),
        straten=_streets(by_setting.get("straten", ()), extract),
        versie=fingerprint(
            (bag, divisions, files, housenumbers, maps),
            code,
            year,
            towns,
            [(file.setting, file.path.name, str(file.geldig_van), file.mark) for file in named],
        ),
    )


# -- neighbourhoods ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Areas:
    """The neighbourhoods of one file, and from when they hold."""

    file: Named
    van: pd.Timestamp | None
    table: pd.DataFrame


def _areas(named: tuple[Named, ...], code: str, year: int | None) -> list[_Areas]:
    """The files of neighbourhoods from old to new; of each day at most one."""
    if not named:
        raise AnalystError(
            f"Voor gemeente {code} zijn geen buurten bekend. Noem in veiligheidsbeeld.toml onder "
            "[referentie] buurten een bestand met buurtcode en buurtnaam (CBS wijk- en buurtkaart)."
        )
    only = year if len(named) == 1 else None
    read = [_Areas(file, *read_areas(file, code, only)) for file in named]
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
    areas: list[_Areas], named: dict[str, tuple[Named, ...]], code: str, extract: Bag | None
) -> tuple[Division, ...]:
    timeline = Timeline([Version(one.van, one.table) for one in areas])
    numbers = [Version(*read_house_numbers(file, code)) for file in named.get("pc6hnr", ())]
    numbers = [Version(one.van, _each_once(one.table)) for one in numbers]
    whole_codes = [
        Version(one.van, _each_once(one.table.drop(columns="huisnummer"))) for one in numbers
    ]
    codes = [_postcodes(file) for file in named.get("postcodes", ())]
    addresses = [_listed(file, (*_ADDRESS, "buurtcode")) for file in named.get("adressen", ())]
    streets = [_listed(file, (*_STREET, "buurtcode")) for file in named.get("straat_buurten", ())]
    shapes = [
        Version(one.van, found)
        for one in areas
        if (found := outlines(one.file, one.table)) is not None
    ]
    old_names = _old_names(named.get("politie_buurten", ()), shapes, timeline)
    made = []
    for at, one in enumerate(areas):
        outlined = _outlines(timeline.serving(shapes, at))
        house_numbers = surest(timeline.serving(numbers, at), ["postcode", "huisnummer"])
        at_streets = timeline.serving(streets, at)[:1]
        located = surest(timeline.serving(addresses, at), _ADDRESS)
        if extract is not None:
            placed = _placed(extract.adressen, timeline.period(at), outlined, house_numbers)
            located = pd.concat([located, placed], ignore_index=True)
            at_streets.append(placed[[*_STREET, "buurtcode"]])
        made.append(
            Division(
                *timeline.period(at),
                buurten=_named_districts(one, named.get("wijken", ())),
                huisnummers=house_numbers,
                postcodes=surest(
                    timeline.serving(whole_codes, at) + timeline.serving(codes, at), ["postcode"]
                ),
                adressen=located.drop_duplicates(ignore_index=True),
                straat_buurten=_distinct(at_streets, [*_STREET, "buurtcode"]),
                oude_namen=old_names[at],
                omtrekken=outlined,
            )
        )
    return tuple(made)


def _named_districts(areas: _Areas, named: tuple[Named, ...]) -> pd.DataFrame:
    """buurtcode, buurtnaam, wijkcode, wijknaam: a district is named by the file of districts of
    the settings, else by that of the neighbourhoods, else by what comes with the program, else by
    its code. Of more files of districts the nearest in time."""
    table = areas.table
    own = table["wijknaam"] if "wijknaam" in table else pd.Series("", index=table.index)
    known = pd.Series("", index=table.index, dtype="str")
    found = [(*district_names(file), SEEDS in file.path.parents) for file in named]
    here = areas.van or pd.Timestamp("2000-01-01")
    found.sort(key=lambda one: abs((one[0] or here) - here))
    for shipped in (False, True):
        for _, names, comes_along in found:
            if comes_along is shipped:
                known = known.where(known.ne(""), table["wijkcode"].map(names).fillna(""))
        if not shipped:
            known = known.where(known.ne(""), own)
    known = known.where(known.ne(""), table["wijkcode"])
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
    kept = tables[0][tables[0]["buurtcode"].ne("")]
    return kept.reset_index(drop=True) if len(kept) else None


def _old_names(
    named: tuple[Named, ...], shapes: list[Version], timeline: Timeline
) -> list[pd.DataFrame]:
    """For each division naam, buurtcode of the areas of the police that an outline proves."""
    none = pd.DataFrame({"naam": [], "buurtcode": []}, dtype="str")
    if named and not shapes:
        raise AnalystError(
            f"{named[0].told} kan alleen worden gebruikt naast CBS-buurten met omtrekken. Noem "
            "onder [referentie] buurten de wijk- en buurtkaart van het CBS (GeoPackage)."
        )
    if not named:
        return [none] * len(timeline)
    old = pd.concat([read_old_areas(file) for file in named], ignore_index=True)
    found = []
    for at in range(len(timeline)):
        outlined = _outlines(timeline.serving(shapes, at))
        found.append(none if outlined is None else translated(old, outlined))
    return found


# -- addresses ---------------------------------------------------------------------------------


def _each_once(table: pd.DataFrame) -> pd.DataFrame:
    """Every key once; one that lies in two neighbourhoods has none."""
    table = table.drop_duplicates()
    keys = [column for column in table.columns if column != "buurtcode"]
    twice = table.duplicated(keys, keep=False)
    table = table.assign(buurtcode=table["buurtcode"].where(~twice, ""))
    return table.drop_duplicates(ignore_index=True)


def _postcodes(file: Named) -> Version:
    """Each postcode once: one that lies in two neighbourhoods proves neither."""
    version = _listed(file, ("postcode", "buurtcode"))
    codes = version.table["postcode"].str.replace(" ", "", regex=False).str.upper()
    return Version(version.van, _each_once(version.table.assign(postcode=codes)))


def _listed(file: Named, columns: tuple[str, ...]) -> Version:
    """A list of the municipality: `columns`, of which the id and the town may be left out."""
    optional = {"straat_id", "woonplaats"}
    table = read_text(file, tuple(column for column in columns if column not in optional))
    for column in optional & set(columns) - set(table.columns):
        table[column] = ""
    start = file.geldig_van or first_day(year_in(file.path.stem))
    return Version(start, table[list(columns)].drop_duplicates(ignore_index=True).astype("str"))


def _placed(
    addresses: pd.DataFrame,
    period: tuple[pd.Timestamp | None, pd.Timestamp | None],
    outlined: pd.DataFrame | None,
    house_numbers: pd.DataFrame,
) -> pd.DataFrame:
    """`_ADDRESS` and buurtcode of the BAG's addresses of a period: by point, else by house number.

    Names are left empty: the id says which street it is.
    """
    start, end = period
    held = pd.Series(True, index=addresses.index)
    if start is not None:
        held &= ~addresses["geldig_tot"].lt(start)
    if end is not None:
        held &= ~addresses["geldig_van"].gt(end)
    table = addresses[held].reset_index(drop=True)
    code = pd.Series("", index=table.index, dtype="str")
    points = table[["x", "y"]].notna().all(axis=1)
    if outlined is not None and points.any():
        code = code.where(~points, codes_at(outlined, table["x"], table["y"]).fillna(""))
    by_number = table[["postcode", "huisnummer"]].merge(
        house_numbers, on=["postcode", "huisnummer"], how="left"
    )["buurtcode"]
    code = code.where(code.ne(""), by_number.fillna("").astype("str"))
    table = table.assign(straatnaam="", woonplaats="", buurtcode=code)
    table = table[table["buurtcode"].ne("")]
    return table[[*_ADDRESS, "buurtcode"]].drop_duplicates(ignore_index=True).astype("str")


def codes_at(outlined: pd.DataFrame, x: pd.Series, y: pd.Series) -> pd.Series:
    """The buurtcode of the outline that contains each point (RD metres), on the index of `x`, whose
    labels may repeat. Missing for a point in no outline; of overlapping outlines the first code."""
    import shapely

    known = (x.notna() & y.notna()).to_numpy()
    point, outline = outlined.sindex.query(
        shapely.points(x[known].to_numpy(), y[known].to_numpy()), predicate="intersects"
    )
    hits = pd.DataFrame(
        {
            "row": known.nonzero()[0][point],
            "buurtcode": outlined["buurtcode"].to_numpy()[outline],
        }
    )
    codes = hits.groupby("row")["buurtcode"].min().reindex(range(len(x)))
    return codes.set_axis(x.index).astype("str")


def _distinct(tables: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    empty = pd.DataFrame({column: [] for column in columns}, dtype="str")
    whole = pd.concat([empty, *tables], ignore_index=True)
    return whole[columns].drop_duplicates(ignore_index=True).astype("str")


# -- streets and inhabitants -------------------------------------------------------------------


def _streets(named: tuple[Named, ...], extract: Bag | None) -> pd.DataFrame | None:
    """The streets of the BAG, and of the lists those whose name it does not have."""
    if extract is None and not named:
        return None
    parts = [] if extract is None else [extract.straten]
    taken = {
        (fold_header(row.straatnaam), fold_header(row.woonplaats))
        for part in parts
        for row in part.itertuples()
    }
    for file in named:
        listed = _street_list(file)
        known = [
            (fold_header(row.straatnaam), fold_header(row.woonplaats)) in taken
            for row in listed.itertuples()
        ]
        parts.append(listed[~pd.Series(known, index=listed.index, dtype="bool")])
    whole = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return sorted_streets(
        whole.drop_duplicates(["straatnaam", "woonplaats", "straat_id", "geldig_van"])
    )


def _street_list(file: Named) -> pd.DataFrame:
    streets = read_text(file, ("straatnaam",))
    for column in STREETS:
        if column not in streets:
            streets[column] = ""
    for column in ("geldig_van", "geldig_tot"):
        day = pd.to_datetime(streets[column], format="%Y-%m-%d", errors="coerce")
        if (day.isna() & streets[column].ne("")).any():
            raise AnalystError(
                f"{file.told}: in de kolom {column} staat iets dat geen dag is. Schrijf een dag "
                "als 2019-01-01, of laat de cel leeg."
            )
        streets[column] = day.astype("datetime64[us]")
    return streets.loc[streets["straatnaam"].ne(""), list(STREETS)]


def _inhabitants(named: tuple[Named, ...], areas: list[_Areas], year: int | None) -> pd.DataFrame:
    """buurtcode, jaar, inwoners: of the files of inhabitants, else of those of neighbourhoods.

    CBS rounds to 5 and writes -99997, -99999999 or . for unknown.
    """
    parts = [pd.DataFrame({"buurtcode": [], "jaar": [], "inwoners": []}, dtype="str")]
    for file in named:
        counts = read_text(file, ("buurtcode", "inwoners"))
        if "jaar" not in counts:
            told = file.geldig_van.year if file.geldig_van else year_in(file.path.stem) or year
            if told is None:
                raise AnalystError(
                    f"{file.told} mist de kolom jaar, en ook de bestandsnaam noemt geen jaar."
                )
            counts["jaar"] = str(told)
        parts.append(counts[["buurtcode", "jaar", "inwoners"]])
    for one in areas:
        if "inwoners" in one.table:
            told = year if year and len(areas) == 1 else one.van.year if one.van else 0
            parts.append(one.table[["buurtcode", "inwoners"]].assign(jaar=str(told)))
    counts = pd.concat([pd.DataFrame(part) for part in parts], ignore_index=True)
    counts = counts[["buurtcode", "jaar", "inwoners"]]
    for column in ("jaar", "inwoners"):
        counts[column] = pd.to_numeric(counts[column], errors="coerce").round().astype("Int64")
    ours = counts["buurtcode"].isin({code for one in areas for code in one.table["buurtcode"]})
    known = counts["inwoners"].ge(0).fillna(False) & counts["jaar"].notna() & ours
    counts = counts[known].drop_duplicates(["buurtcode", "jaar"])
    return counts.sort_values(["buurtcode", "jaar"], ignore_index=True)
