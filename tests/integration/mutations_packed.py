"""Changes of deliveries that hold something else: workbooks, zips and objects (JSON).

Changes of bytes, texts, tables and names stand in `mutations`.
"""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random

import xlsxwriter
from planting import rows_in

Some = Callable[[Sequence[Callable], object], object]
Members = list[tuple[str, bytes]]
_HARD = [None, True, [], {}, -1, 10**400, 1e308, "", "\0", [[[]]], {"a": {"b": 1}}, float("nan")]


def table_of(name: str, content: bytes) -> list[list[str]]:
    """The cells of a CSV or of the first sheet of a workbook."""
    return rows_in(content, is_text=name.endswith(".csv"))


# --- workbooks ---------------------------------------------------------------------------------


WAYS = ("plain", "1904", "types", "more sheets", "merged", "shifted", "far", "formula")


def as_workbook(
    rng: Random, table: list[list[str]], way: str = "plain", name: str = "Blad"
) -> bytes:
    """The table as a workbook, with one thing in it that is not usual: one of `WAYS`. `name`: of
    its sheet."""
    file = io.BytesIO()
    options = {"in_memory": True, "date_1904": way == "1904"}
    with xlsxwriter.Workbook(file, options) as book:
        if way == "more sheets":
            book.add_worksheet("Leeg")
        sheet = book.add_worksheet(name)
        row, column = (7, 3) if way == "shifted" else (0, 0)
        for number, cells in enumerate(table):
            for place, cell in enumerate(cells):
                _write_cell(rng, sheet, row + number, column + place, str(cell), way)
        if way == "merged":
            sheet.merge_range(0, 0, 0, 3, "samen")
            sheet.merge_range(3, 1, 9, 1, "onder elkaar")
        if way == "far":
            rows, columns = [90, 30_000, 1_048_575], [40, 200, 16_383]
            sheet.write_string(rng.choice(rows), rng.choice(columns), "ver weg")
        if way == "more sheets":
            hidden = book.add_worksheet("Verborgen")
            hidden.hide()
            for each in (hidden, book.add_worksheet("Nog een")):
                for number, cells in enumerate(table):
                    each.write_row(number, 0, [str(cell)[:32_000] for cell in cells])
    return file.getvalue()


def _write_cell(rng: Random, sheet, row: int, column: int, cell: str, way: str) -> None:
    if way == "formula" and rng.random() < 0.1:
        sheet.write_formula(row, column, "=1/0", None, rng.choice(["#DIV/0!", "", 3]))
    elif way in ("types", "1904") and rng.random() < 0.1:
        moment = datetime(2018, rng.randint(1, 12), 3, 4, 5)
        rng.choice(
            [
                lambda: sheet.write_boolean(row, column, True),
                lambda: sheet.write_number(row, column, rng.choice([1e300, -1, 0.1, 2958466])),
                lambda: sheet.write_datetime(row, column, moment),
                lambda: sheet.write_blank(row, column, None),
            ]
        )()
    elif way == "types":
        sheet.write(row, column, cell[:32_000])
    else:
        sheet.write_string(row, column, cell[:32_000])


# --- zips --------------------------------------------------------------------------------------


def changed_zip(rng: Random, content: bytes, some: Some) -> bytes:
    """A zip, or a workbook as the zip that it is, with changes of its members or of itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    if rng.random() < 0.6:
        return _zipped(rng, some(OF_MEMBERS, members))
    return some(OF_ZIPS, content)


def _zipped(rng: Random, members: Members) -> bytes:
    file = io.BytesIO()
    how = rng.choice(
        [zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_LZMA]
    )
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", how) as archive:
        warnings.simplefilter("ignore")  # of a name that stands there twice
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def _with_one(rng: Random, members: Members, change: Callable[[str, bytes], Members]) -> Members:
    if not members:
        return members
    place = rng.randrange(len(members))
    return [*members[:place], *change(*members[place]), *members[place + 1 :]]


def member_gone(rng: Random, members: Members) -> Members:
    return _with_one(rng, members, lambda name, data: [])


def member_emptied(rng: Random, members: Members) -> Members:
    return _with_one(rng, members, lambda name, data: [(name, rng.choice([b"", b"{}", b"<a/>"]))])


def member_damaged(rng: Random, members: Members) -> Members:
    from mutations import OF_BYTES

    change = rng.choice(OF_BYTES)
    return _with_one(rng, members, lambda name, data: [(name, change(rng, data))])


def member_retold(rng: Random, members: Members) -> Members:
    from mutations import OF_TEXTS

    def change(name: str, data: bytes) -> Members:
        text = rng.choice(OF_TEXTS)(rng, data.decode("utf-8", errors="replace"))
        return [(name, text.encode(errors="surrogatepass"))]

    return _with_one(rng, members, change)


def member_in_a_folder(rng: Random, members: Members) -> Members:
    folder = rng.choice(["/etc/", "../../", "a/b/c/", "C:\\", "map\\", "é/", "./"])
    return _with_one(rng, members, lambda name, data: [(folder + name, data)])


def member_renamed(rng: Random, members: Members) -> Members:
    new = rng.choice(
        ["x", "x.csv", " ", "a" * 300, "\x1b[31m.csv", "Observations.csv", "signals.csv"]
    )
    return _with_one(rng, members, lambda name, data: [(new, data)])


def member_large(rng: Random, members: Members) -> Members:
    return [*members, ("nullen.csv", b"0" * rng.choice([1, 30_000_000]))]


def nested(rng: Random, members: Members) -> Members:
    return [("binnen.zip", _zipped(rng, members)), *(members if rng.random() < 0.5 else [])]


def no_members(rng: Random, members: Members) -> Members:
    return []


OF_MEMBERS = (
    *(member_gone, member_emptied, member_damaged, member_damaged, member_retold, member_retold),
    *(member_in_a_folder, member_renamed, member_large, nested, no_members),
)


def encrypted(rng: Random, content: bytes) -> bytes:
    """Every member says that it has a password."""
    changed = bytearray(content)
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = content.find(mark)
        while start >= 0:
            if start + place < len(changed):
                changed[start + place] |= 1
            start = content.find(mark, start + 1)
    return bytes(changed)


def lying_sizes(rng: Random, content: bytes) -> bytes:
    """The index gives other sizes, or another way of packing, than the members have."""
    changed, start = bytearray(content), content.find(b"PK\1\2")
    if start >= 0 and start + 28 < len(changed):
        place, width = rng.choice([(10, 2), (16, 4), (20, 4), (24, 4)])
        changed[start + place : start + place + width] = rng.randbytes(width)
    return bytes(changed)


def member_twice(rng: Random, content: bytes) -> bytes:
    """A member stands there two times under one name; the first bytes differ."""
    file = io.BytesIO(content)
    try:
        with zipfile.ZipFile(file) as archive:
            name = rng.choice(archive.namelist() or ["x"])
    except zipfile.BadZipFile:
        return content
    single = io.BytesIO()
    with zipfile.ZipFile(single, "w") as archive:
        archive.writestr("a" * len(name.encode()), b"x;y\n1;2\n")
        archive.writestr(name, b"x;y\n1;2\n")
    return single.getvalue().replace(b"a" * len(name.encode()), name.encode())


def within_other_bytes(rng: Random, content: bytes) -> bytes:
    return rng.randbytes(rng.choice([1, 500])) + content + rng.randbytes(rng.choice([0, 70_000]))


def half_of_it(rng: Random, content: bytes) -> bytes:
    return content[: len(content) * rng.randint(1, 9) // 10]


OF_ZIPS = (encrypted, lying_sizes, member_twice, within_other_bytes, half_of_it)


# --- objects -----------------------------------------------------------------------------------


def changed_objects(rng: Random, content: bytes, some: Some) -> bytes:
    """JSON with changes in what it holds."""
    return json.dumps(some(OF_OBJECTS, json.loads(content.decode("utf-8-sig")))).encode()


def _objects(value: object) -> list:
    """Every list and every dict in a value, itself too."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [value] if isinstance(value, dict | list) else []
    return found + [each for item in inside for each in _objects(item)]


def _changed_somewhere(
    rng: Random, value: object, change: Callable[[object, object], None]
) -> object:
    holders = [each for each in _objects(value) if each]
    for holder in rng.sample(holders, min(len(holders), rng.choice([1, 3, 200]))):
        change(
            holder,
            rng.choice(list(holder)) if isinstance(holder, dict) else rng.randrange(len(holder)),
        )
    return value


def other_values(rng: Random, value: object) -> object:
    def change(holder, key) -> None:
        holder[key] = rng.choice(_HARD)

    return _changed_somewhere(rng, value, change)


def without_some(rng: Random, value: object) -> object:
    def change(holder, key) -> None:
        del holder[key]

    return _changed_somewhere(rng, value, change)


def other_keys(rng: Random, value: object) -> object:
    def change(holder, key) -> None:
        if isinstance(holder, dict):
            holder[rng.choice(["", "x" * 30_000, "\x1b[0m", key.upper()])] = holder.pop(key)

    return _changed_somewhere(rng, value, change)


def as_text(rng: Random, value: object) -> object:
    def change(holder, key) -> None:
        holder[key] = str(holder[key])[:300] * rng.choice([1, 50])

    return _changed_somewhere(rng, value, change)


def within(rng: Random, value: object) -> object:
    return rng.choice(
        [[value], {"value": value}, {"data": [value]}, [value, value], [1, value], "x"]
    )


OF_OBJECTS = (other_values, other_values, without_some, other_keys, as_text, within)
