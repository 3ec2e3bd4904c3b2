"""Every form of personal data in every column, header, sheet and file name of every layout: none of
it comes out of the archive. For `make campaign`; `test_canaries` is the short cut, and says what is
printed as well.

Text that a register, a survey or the team writes to be read is kept, see docs/privacy.md: in those
columns stand the forms that are recognised in any text.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from command import ask, in_this_process
from mutations import as_csv
from mutations_packed import as_workbook
from planting import FORMS, STEMS, WRITTEN, Plants, Table, in_every_column, rows_in
from searching import Search
from test_mutated import FIGURES, TOWN, Base, bases

pytestmark = pytest.mark.campaign


def _in_cells(plants: Plants, base: Base) -> bytes:
    """The delivery with every form in every column, or in every value of an object."""
    if base.name.endswith(".zip"):
        return _in_members(plants, base)
    if base.name.endswith(".json"):
        return _in_objects(plants, base)
    if base.name.endswith(".xml"):
        return _in_elements(plants, base)
    table = in_every_column(plants, _table(base)[:61], base.name, WRITTEN, FORMS, twice=True)
    return _as(base, table)


def _in_members(plants: Plants, base: Base) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base.content)) as archive,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as planted,
    ):
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(".csv"):
                rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
                delimiter = "," if len(rows[0]) > 1 else ";"
                table = rows if delimiter == "," else rows_in(content, is_text=True)
                cells = in_every_column(plants, table, f"{base.name} {name}", {}, FORMS)
                # the delivery itself first: a planted number is joined to no row
                content = as_csv([*table, *cells[1:]], delimiter, "\n")
            planted.writestr(name, content)
    return file.getvalue()


def _in_objects(plants: Plants, base: Base) -> bytes:
    holder = json.loads(base.content)
    [rows] = _lists_of_objects(holder)
    first = rows[0]
    for place in list(_leaves(first, ())):
        for kind in FORMS:
            row = copy.deepcopy(first)
            holding = row
            for key in place[:-1]:
                holding = holding[key]
            holding[place[-1]] = plants.make(kind, f"{base.name} {place[-1]}")
            rows.append(row)
    rows.append({**first, **{plants.make(kind, f"{base.name}, sleutel"): "x" for kind in FORMS}})
    return json.dumps(holder).encode()


def _lists_of_objects(value: object) -> list[list[dict]]:
    if isinstance(value, list):
        return [value] if value and isinstance(value[0], dict) else []
    inside = value.values() if isinstance(value, dict) else ()
    return [rows for each in inside for rows in _lists_of_objects(each)]


def _leaves(value: object, place: tuple) -> Iterator[tuple]:
    """The place of every value in an object that is no object or list itself."""
    if isinstance(value, dict | list):
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in inside:
            yield from _leaves(each, (*place, key))
    else:
        yield place


def _in_elements(plants: Plants, base: Base) -> bytes:
    """Every form in every element, and as a name that an attribute gives; but for signs that no XML
    can hold."""
    root = ElementTree.fromstring(base.content)
    first = root[0]
    for element in [each for each in first.iter() if not len(each)]:
        before = element.text
        for kind in FORMS:
            element.text = _of_xml(plants.make(kind, f"{base.name} {element.tag}"))
            root.append(copy.deepcopy(first))
        element.text = before
    named = copy.deepcopy(first)
    for kind in FORMS:
        name = _of_xml(plants.make(kind, f"{base.name}, attribuut"))
        ElementTree.SubElement(named, "extra", {"naam": name}).text = "x"
    root.append(named)
    return ElementTree.tostring(root, "utf-8", xml_declaration=True)


def _of_xml(text: str) -> str:
    return "".join(sign for sign in text if sign >= " ")


def _table(base: Base) -> Table:
    return rows_in(base.content, is_text=base.name.endswith(".csv"))


def _as(base: Base, table: Table, sheet: str = "Blad") -> bytes:
    if base.name.endswith(".csv"):
        return as_csv(table)
    return as_workbook(Random(0), table, name=sheet)


def _deliveries(plants: Plants, base: Base) -> Iterator[tuple[str, bytes]]:
    """Name and content of each planted delivery that is made of one."""

    def named(kind: str, where: str) -> str:
        return plants.make(kind, f"{base.name}, {where}").replace("/", "-")

    yield base.name, _in_cells(plants, base)
    kind_of_file = Path(base.name).suffix
    for kind in FORMS:
        name = named(kind, "naam van het bestand")
        yield f"{Path(base.name).stem} {name}{kind_of_file}", _other(base, len(plants.where))
    if kind_of_file not in (".csv", ".xlsx"):
        return
    header, *rows = _table(base)[:30]
    more = [named(kind, "kop") for kind in FORMS]
    yield f"koppen {base.name}", _as(base, [[*header, *more], *([*row, *more] for row in rows)])
    if kind_of_file == ".xlsx":
        for number, kind in enumerate(FORMS):
            sheet = "".join("_" if sign in "[]:*?/\\\x1b" else sign for sign in named(kind, "blad"))
            yield f"blad {number}.xlsx", _as(base, [header, *rows[:3]], sheet[:31])


def _other(base: Base, number: int) -> bytes:
    """The delivery, with other bytes than any other."""
    if base.name.endswith(".zip"):
        file = io.BytesIO(base.content)
        with zipfile.ZipFile(file, "a") as archive:
            archive.comment = f"{number}".encode()
        return file.getvalue()
    if base.name.endswith((".json", ".xml")):
        return base.content + b" " * number
    header, *rows = _table(base)[:12]
    return _as(base, [header, *rows, *rows[: number % 9], [""] * (number % 997)])


@pytest.mark.parametrize("config", [None, TOWN, FIGURES], ids=["sample", "town", "figures"])
def test_no_form_comes_out_of_the_archive(
    config: Path | None, tmp_path: Path, record_property: Callable
) -> None:
    plants, home, number = Plants(), tmp_path / "data", 0
    for base in (base for base in bases().values() if base.config == config):
        for name, content in _deliveries(plants, base):
            number += 1
            path = tmp_path / "inbox" / f"{base.folder} {number}" / name
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
    asked = ("--config", config) if config else ()
    ended = in_this_process(
        "run", "--inbox", tmp_path / "inbox", "--home", home, *asked, storage=True
    )
    assert ended.code == 0, ended.err
    search = Search(plants.where, STEMS)
    found = search.in_folder(home, leave=lambda path: path.parts[0] == "archive")
    found["het scherm"] = search.in_bytes((ended.out + ended.err).encode())
    told = {plants.where[text]: where for where, texts in found.items() for text in texts}
    in_archive = set().union(*search.in_folder(home / "archive").values())
    [(taken,)] = ask(home / "publish" / "intern.duckdb", "select count(*) from leveringen")
    record_property(
        "persoonsgegevens",
        {
            "vormen": len(FORMS),
            "geplant": len(plants.where),
            "bestanden": number,
            "ingenomen": taken,
            "gevonden in archive": len(in_archive),
            "gevonden daarbuiten": len(told),
        },
    )
    assert told == {}
    assert taken > number / 2
    assert len(in_archive) > len(plants.where) / 2
