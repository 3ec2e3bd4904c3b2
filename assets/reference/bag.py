"""Reads a BAG extract of the Kadaster (LVBAG 2.0, XML): streets with their history, and addresses.

Accepts a folder, an XML file or the zip as delivered. Objects are streamed, so that an extract of
the whole country fits in memory. Assigning addresses to neighbourhoods is in `tables`.
"""

from __future__ import annotations

import itertools
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

import pandas as pd

from assets.basis.errors import AnalystError
from assets.reference.files import SourceFile
from schemas.layout import fold_header

STREETS = ("straat_id", "straatnaam", "woonplaats", "verkorte_naam", "geldig_van", "geldig_tot")
_OBJECTS = {
    "WPL": "Woonplaats",
    "OPR": "OpenbareRuimte",
    "NUM": "Nummeraanduiding",
    "VBO": "Verblijfsobject",
    "GEM-WPL": "GemeenteWoonplaatsRelatie",
}
# An occurrence with one of these fields was revoked: it was never valid.
_REVOKED = ("tijdstipInactief", "tijdstipInactiefLV", "tijdstipNietBagLV")
_WITHDRAWN = "Naamgeving ingetrokken"
_CHUNK = 50_000
_DAY = pd.Timedelta(days=1)

Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Bag:
    """The part of an extract for one municipality; geldig_van and geldig_tot are inclusive days.

    `voorkomens`: one row per occurrence of a public space, as registered: straat_id, voorkomen,
    naam, verkorte_naam, type, status, woonplaats, begin, eind (the first day it is not valid).
    `straten`: `STREETS`, one row per street and period with the same names. `adressen`: straat_id,
    huisnummer (text), postcode (may be empty), x, y (RD metres, may be missing), geldig_van,
    geldig_tot.
    """

    voorkomens: pd.DataFrame
    straten: pd.DataFrame
    adressen: pd.DataFrame


def read_bag(files: tuple[SourceFile, ...], code: str, towns: tuple[str, ...] = ()) -> Bag:
    """The streets and addresses of municipality `code` (`GM0935`) in these extracts.

    They are selected by town: `towns` (names or numbers) if given, or else the towns that the file
    GEM-WPL-RELATIE assigns to the municipality, or else all. The first digits of an id are not
    used: they are of the municipality that registered it. Raises `AnalystError`.
    """
    extract = _Extract(files, code)
    with extract.explained_errors():
        return _read(extract, towns)


def _read(extract: _Extract, towns: tuple[str, ...]) -> Bag:
    names, own = extract.towns(towns)
    spaces = extract.spaces(own)
    town_names = spaces["woonplaats"].map(lambda town: names.get(town, ""))
    spaces = spaces.assign(woonplaats=town_names.astype("str"))
    if spaces.empty:
        raise extract.error(
            "heeft geen openbare ruimten van deze gemeente; controleer [gemeente] code, het "
            "bestand OPR van het extract en [referentie] woonplaatsen"
        )
    numbers = extract.numbers(set(spaces["straat_id"]))
    is_road = spaces["type"].eq("Weg").groupby(spaces["straat_id"]).transform("any")
    streets = spaces[is_road | spaces["straat_id"].isin(numbers["straat_id"])]
    points = extract.points(set(numbers["nummer_id"]))
    addresses = numbers.merge(points, on="nummer_id", how="left")
    return Bag(spaces, _streets(streets), _periods(addresses))


class _Extract:
    """Reads the objects of extracts, one kind at a time."""

    def __init__(self, files: tuple[SourceFile, ...], code: str) -> None:
        self._files, self._code = files, code
        self._reading = ("Het BAG-extract", "")  # file and kind, for error messages

    def error(self, problem: str) -> AnalystError:
        names = ", ".join(file.path.name for file in self._files)
        return AnalystError(f"Het BAG-extract {names} ([referentie] bag) {problem}.")

    def towns(self, named: tuple[str, ...]) -> tuple[dict[str, str], set[str] | None]:
        """Number -> newest name of every town, and the numbers of the municipality (None: all)."""
        names: dict[str, tuple[str, str]] = {}
        for fields in self._objects("WPL"):
            dated = (_first(fields, "beginGeldigheid"), _first(fields, "naam"))
            number = _first(fields, "identificatie")
            names[number] = max(names.get(number, ("", "")), dated)
        known = {number: name for number, (_, name) in sorted(names.items())}
        if named:
            wanted = {fold_header(name) for name in named}
            own = {n for n, name in known.items() if {n, fold_header(name)} & wanted}
            own |= {name for name in named if name.isdigit()}
            if not own:
                raise self.error("kent de woonplaatsen onder [referentie] woonplaatsen niet")
            return known, own
        if own := self._own_by_relation():
            return known, own
        self._check_municipality()
        return known, None

    def _own_by_relation(self) -> set[str]:
        """The towns of the municipality now, or else those it once had."""
        current, former = set(), set()
        for fields in self._objects("GEM-WPL"):
            if fields.get("identificatie", [])[1:] == [self._code[2:]]:
                ended = "einddatumTijdvakGeldigheid" in fields
                (former if ended else current).add(_first(fields, "identificatie"))
        return current or former

    def _check_municipality(self) -> None:
        """Raise for an extract that is of another municipality according to its header."""
        areas = set()
        for stream in self._streams("OPR"):
            areas |= set(re.findall(rb"GemeenteIdentificatie>(\d{4})<", stream.read(20_000)))
        if areas and self._code[2:].encode() not in areas:
            codes = ", ".join(sorted("GM" + area.decode() for area in areas))
            raise self.error(
                f"is van gemeente {codes} en niet van {self._code}; controleer [gemeente] code, of "
                "noem onder [referentie] woonplaatsen welke woonplaatsen van de gemeente zijn"
            )

    def spaces(self, own: set[str] | None) -> pd.DataFrame:
        """Every valid occurrence of a public space in the towns `own` (None: in any town)."""
        columns = ("straat_id", "voorkomen", "naam", "verkorte_naam", "type", "status")
        columns += ("woonplaats", "begin", "eind")

        def row(fields: Fields) -> Iterator[tuple]:
            town = _first(fields, "WoonplaatsRef")
            if own is None or town in own:
                yield (
                    _first(fields, "identificatie"),
                    _number(_first(fields, "voorkomenidentificatie")),
                    _first(fields, "naam"),
                    _first(fields, "verkorteNaam"),
                    _first(fields, "type"),
                    _first(fields, "status"),
                    town,
                    *_days(fields),
                )

        return self._table("OPR", columns, row, ["straat_id", "voorkomen"])

    def numbers(self, streets: set[str]) -> pd.DataFrame:
        """Every occurrence of an address on these streets, except withdrawals."""
        columns = ("nummer_id", "voorkomen", "straat_id", "huisnummer", "postcode", "begin", "eind")

        def row(fields: Fields) -> Iterator[tuple]:
            street = _first(fields, "OpenbareRuimteRef")
            if street in streets and _first(fields, "status") != _WITHDRAWN:
                yield (
                    _first(fields, "identificatie"),
                    _number(_first(fields, "voorkomenidentificatie")),
                    street,
                    _first(fields, "huisnummer"),
                    _first(fields, "postcode").replace(" ", "").upper(),
                    *_days(fields),
                )

        return self._table("NUM", columns, row, ["nummer_id", "voorkomen"])

    def points(self, numbers: set[str]) -> pd.DataFrame:
        """nummer_id, x, y: the position of each address, by the newest occurrence of its object."""
        columns = ("nummer_id", "begin_punt", "x", "y")

        def row(fields: Fields) -> Iterator[tuple]:
            place = re.match(r"(\d+(?:\.\d+)?) (\d+(?:\.\d+)?)", _first(fields, "pos"))
            for number in fields.get("NummeraanduidingRef", []) if place else []:
                if number in numbers:
                    yield (number, _days(fields)[0], float(place[1]), float(place[2]))

        return self._table("VBO", columns, row, ["nummer_id"])[["nummer_id", "x", "y"]]

    def _table(
        self,
        kind: str,
        columns: tuple[str, ...],
        rows: Callable[[Fields], Iterator[tuple]],
        key: list[str],
    ) -> pd.DataFrame:
        """The newest row of each `key` of a kind. Chunks become compact frames while reading."""
        parts: list[pd.DataFrame] = [_frame([], columns)]
        pending: list[tuple] = []
        for fields in self._objects(kind):
            if any(name in fields for name in _REVOKED):
                continue
            pending += rows(fields)
            if len(pending) >= _CHUNK:
                parts.append(_frame(pending, columns))
                pending = []
        parts.append(_frame(pending, columns))
        whole = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
        again = whole.duplicated(key, keep=False)
        if again.any():  # sort the few duplicates only: sorting is expensive
            newest = whole[again].sort_values(list(columns), na_position="first")
            newest = newest.drop_duplicates(key, keep="last")
            whole = pd.concat([whole[~again], newest], ignore_index=True)
        return whole

    def _objects(self, kind: str) -> Iterator[Fields]:
        """The fields of each object of a kind: local name -> its texts."""
        wanted = _OBJECTS[kind]
        local: dict[str, str] = {}
        for stream in self._streams(kind):
            for _, element in ElementTree.iterparse(stream, events=("end",)):
                tag = element.tag
                name = local.get(tag)
                if name is None:
                    name = local[tag] = tag.rpartition("}")[2]
                if name == wanted:
                    fields: Fields = {}
                    for part in element.iter():
                        text = part.text
                        if text is not None and not text.isspace():
                            fields.setdefault(local[part.tag], []).append(text.strip())
                    yield fields
                    element.clear()
                elif name in {"stand", "bagObject"}:
                    element.clear()

    def _streams(self, kind: str) -> Iterator[IO[bytes]]:
        for file in self._files:
            self._reading = (file.label, kind)
            yield from _walk(file.path, kind)

    @contextmanager
    def explained_errors(self) -> Iterator[None]:
        """Turn errors of an unreadable file into an `AnalystError` that names it."""
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
            raise AnalystError(
                f"{self._reading[0]} is beschadigd of niet compleet: een zip kan niet worden "
                "geopend. Haal het BAG-extract opnieuw op."
            ) from None
        except ElementTree.ParseError:
            raise AnalystError(
                f"{self._reading[0]} is beschadigd of niet compleet: een XML van soort "
                f"{self._reading[1]} breekt af. Haal het BAG-extract opnieuw op."
            ) from None
        except OSError:
            raise AnalystError(
                f"{self._reading[0]} kan niet worden geopend; controleer de rechten op het bestand."
            ) from None


def _walk(path: Path, kind: str) -> Iterator[IO[bytes]]:
    """The XML files of a kind in a folder, an XML or a zip, opened one at a time."""
    if path.is_dir():
        for inside in sorted(path.iterdir()):
            yield from _walk(inside, kind)
    elif path.suffix.lower() == ".zip" and _may_hold(path.name, kind):
        with path.open("rb") as file:
            yield from _walk_zip(file, kind)
    elif path.suffix.lower() == ".xml" and _may_hold(path.name, kind):
        with path.open("rb") as file:
            if _holds(file, path.name, kind):
                yield file


def _walk_zip(file: IO[bytes], kind: str) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(file) as archive:
        for name in sorted(archive.namelist()):
            if not _may_hold(name, kind):
                continue
            if name.lower().endswith(".zip"):
                with _seekable(archive, name) as inner:
                    yield from _walk_zip(inner, kind)
            elif name.lower().endswith(".xml"):
                with archive.open(name) as head:
                    holds = _holds(head, name, kind)
                if holds:
                    with archive.open(name) as stream:
                        yield stream


@contextmanager
def _seekable(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """A zip inside a zip, copied to disk because it may not fit in memory."""
    with tempfile.TemporaryFile() as copy, archive.open(name) as inner:
        shutil.copyfileobj(inner, copy, 1 << 20)
        copy.seek(0)
        yield copy


def _kind(name: str) -> str | None:
    """The kind in the name of a file (`0935OPR15082020-000001.xml`); None if there is none."""
    base = name.rpartition("/")[2]
    if base.upper().startswith("GEM-WPL"):
        return "GEM-WPL"
    match = re.match(r"\d{4}([A-Za-z]+)\d{6,8}", base)
    return match[1].upper() if match else None


def _may_hold(name: str, kind: str) -> bool:
    return _kind(name) in {None, kind}


def _holds(file: IO[bytes], name: str, kind: str) -> bool:
    """Whether an XML is of the kind, by its name or else by its header."""
    if _kind(name) == kind:
        return True
    head = file.read(20_000)
    if file.seekable():
        file.seek(0)
    if kind == "GEM-WPL":
        return b"GemeenteWoonplaatsRelatie>" in head
    return f"objectType>{kind}<".encode() in head


def _first(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[0]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _days(fields: Fields) -> tuple[str, str]:
    return _first(fields, "beginGeldigheid")[:10], _first(fields, "eindGeldigheid")[:10]


def _frame(rows: list[tuple], columns: tuple[str, ...]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(columns))
    kinds = {"voorkomen": "int64", "x": "float64", "y": "float64"}
    table = table.astype({name: kinds.get(name, "str") for name in columns})
    for name in {"begin", "eind"} & set(columns):
        table[name] = pd.to_datetime(table[name], format="%Y-%m-%d", errors="coerce")
        table[name] = table[name].astype("datetime64[us]")
    return table


def _periods(addresses: pd.DataFrame) -> pd.DataFrame:
    table = addresses.assign(geldig_van=addresses["begin"], geldig_tot=addresses["eind"] - _DAY)
    columns = ["straat_id", "huisnummer", "postcode", "x", "y", "geldig_van", "geldig_tot"]
    was_valid = ~table["geldig_tot"].lt(table["geldig_van"])
    return table.loc[was_valid, columns].reset_index(drop=True)


def _streets(spaces: pd.DataFrame) -> pd.DataFrame:
    """`STREETS`: one row per public space and period with the same names.

    A withdrawn name is valid until the day before. Currently valid names come first.
    """
    rows: list[list] = []
    ordered = spaces.sort_values(["straat_id", "begin", "voorkomen"], na_position="first")
    for street, group in itertools.groupby(ordered.itertuples(), attrgetter("straat_id")):
        occurrences = list(group)
        valid = [
            row for row in occurrences if row.status != _WITHDRAWN and not row.eind <= row.begin
        ]
        if not valid:  # only the withdrawal was delivered
            last = occurrences[-1]
            names = [street, last.naam, last.woonplaats, last.verkorte_naam]
            rows.append([*names, pd.NaT, last.begin - _DAY])
        previous: list = []
        for row in valid:
            names = [street, row.naam, row.woonplaats, row.verkorte_naam]
            if previous[:4] == names:
                previous[5] = row.eind - _DAY
            else:
                previous = [*names, row.begin, row.eind - _DAY]
                rows.append(previous)
    table = pd.DataFrame(rows, columns=list(STREETS))
    return sorted_streets(table)


def sorted_streets(table: pd.DataFrame) -> pd.DataFrame:
    """`STREETS` with their dtypes; the newest name of a street before its older names."""
    for column in ("geldig_van", "geldig_tot"):
        table[column] = pd.to_datetime(table[column]).astype("datetime64[us]")
    table = table.astype(dict.fromkeys(STREETS[:4], "str"))
    ended = table["geldig_tot"].notna()
    order = table.assign(
        _ended=ended, _newest=-table["geldig_tot"].astype("int64").where(ended, 0)
    ).sort_values(["_ended", "_newest", "straatnaam", "woonplaats", "straat_id"], kind="stable")
    return order[list(STREETS)].reset_index(drop=True)
