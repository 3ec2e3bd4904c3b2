"""Deliveries as no exporter should write them: changes of a real-shaped file, chosen by a seed.

`mutated` takes a file of any kind and makes 1 to 3 changes at a level that its kind has: its name,
its bytes, its text, its table, its workbook, its zip or its objects. The changes of workbooks, zips
and objects stand in `mutations_packed`. What the program should do with them is for the tests.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from random import Random

import mutations_packed as packed

Table = list[list[str]]
FAR_DATES = "31-12-9999 23:59|00-00-0000|01-01-1899|2999-01-01|29-02-2019 25:61|99999999".split("|")
NUMBERS = ["9" * 400, "1e308", "-1e999", "0x1F", "1.234.567,89", "١٢٣٤", "１２", "-0", "½", "1_000"]
MISSING = "NaN|inf|-Infinity|NULL|None|#N/B|#REF!|-|?|NaT|nil".split("|")
FORMULAS = ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]
SIGNS = ["\x00", "\x1b[31m", "\u202e", "\ufeff", "\u200b", "e\u0301", "🚲", "\x85", "\u2028", '"']


@dataclass(frozen=True)
class Mutated:
    """A changed delivery. `changes`: the names of what was done to it."""

    name: str
    content: bytes
    changes: tuple[str, ...]


def mutated(name: str, content: bytes, seed: str) -> Mutated:
    """`content` with changes; the same seed gives the same changes."""
    rng = Random(f"{seed} {name}")
    changes: list[str] = []

    def some(of: Sequence[Callable], value: object) -> object:
        for change in rng.choices(of, k=rng.randint(1, 3)):
            value = change(rng, value)
            changes.append(change.__name__.strip("_"))
        return value

    level = rng.choice(_levels(name))
    if level == "table":
        content = _written(rng, name, some(OF_TABLES, packed.table_of(name, content)), changes)
    elif level == "text":
        content = some(OF_TEXTS, content.decode("utf-8-sig")).encode(errors="surrogatepass")
    elif level == "zip":
        content = packed.changed_zip(rng, content, some)
    elif level == "objects":
        content = packed.changed_objects(rng, content, some)
    else:
        content = some(OF_BYTES, content)
    if rng.random() < 0.15:
        name = some(OF_NAMES, name)
    return Mutated(_possible(name), content, tuple(changes))


def _levels(name: str) -> tuple[str, ...]:
    return {
        ".csv": ("bytes", "text", "table", "table", "table"),
        ".xlsx": ("bytes", "zip", "table", "table", "table"),
        ".zip": ("bytes", "zip", "zip", "zip"),
        ".json": ("bytes", "text", "objects", "objects"),
        ".xml": ("bytes", "text", "text"),
    }[PurePath(name).suffix]


def _written(rng: Random, name: str, table: Table, changes: list[str]) -> bytes:
    """The table as a file of the kind of its name, not always in the usual way."""
    if name.endswith(".xlsx"):
        way = rng.choice(packed.WAYS)
        changes.append(f"workbook: {way}")
        return packed.as_workbook(rng, table, way)
    delimiter, ends = rng.choice(";;;,\t|"), rng.choice(["\r\n", "\r\n", "\n", "\r"])
    encoding = rng.choice(["utf-8-sig", "utf-8-sig", "utf-8", "cp1252", "utf-16", "utf-16-le"])
    changes.append(f"as {encoding} with {delimiter!r} and {ends!r}")
    return as_csv(table, delimiter, ends, encoding)


def as_csv(
    table: Table, delimiter: str = ";", ends: str = "\r\n", encoding: str = "utf-8-sig"
) -> bytes:
    """The table as a CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=ends).writerows(table)
    return text.getvalue().encode(encoding, errors="replace")


# --- bytes -------------------------------------------------------------------------------------


def _place(rng: Random, content: Sequence) -> int:
    return rng.randrange(len(content) + 1)


def _piece(rng: Random, content: bytes) -> bytes:
    start = _place(rng, content)
    return content[start : start + rng.choice([1, 16, 512, 5000])]


def flipped_bits(rng: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice([1, 5, 50])):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def end_cut(rng: Random, content: bytes) -> bytes:
    return content[: _place(rng, content)]


def begin_cut(rng: Random, content: bytes) -> bytes:
    return content[rng.choice([1, 2, 3, 100]) :]


def piece_cut(rng: Random, content: bytes) -> bytes:
    start = _place(rng, content)
    return content[:start] + content[start + rng.choice([1, 10, 1000]) :]


def piece_twice(rng: Random, content: bytes) -> bytes:
    place = _place(rng, content)
    return content[:place] + _piece(rng, content) * rng.choice([1, 2, 40]) + content[place:]


def junk_inserted(rng: Random, content: bytes) -> bytes:
    place = _place(rng, content)
    return content[:place] + rng.randbytes(rng.choice([1, 9, 900])) + content[place:]


def nul_inserted(rng: Random, content: bytes) -> bytes:
    place = _place(rng, content)
    return content[:place] + b"\0" * rng.choice([1, 2, 5000]) + content[place:]


def end_zeroed(rng: Random, content: bytes) -> bytes:
    place = _place(rng, content)
    return content[:place] + b"\0" * (len(content) - place)


def marked(rng: Random, content: bytes) -> bytes:
    marks = [b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2, b"PK\3\4", b"%PDF-"]
    return rng.choice(marks) + content


def other_line_ends(rng: Random, content: bytes) -> bytes:
    return content.replace(b"\r\n", rng.choice([b"\n", b"\r", b"\n\r", b"\r\r\n", b"\x0b"]))


def in_another_encoding(rng: Random, content: bytes) -> bytes:
    text = content.decode("utf-8", errors="replace")
    encoding = rng.choice(["utf-16", "utf-16-be", "utf-32", "cp1252", "cp037", "utf-7"])
    return text.encode(encoding, errors="replace")


def nothing_left(rng: Random, content: bytes) -> bytes:
    return rng.choice([b" ", b"\r\n" * 20, b"\xef\xbb\xbf", b"\0" * 5000, b";;;;", b"x"])


OF_BYTES = (
    *(flipped_bits, end_cut, begin_cut, piece_cut, piece_twice, junk_inserted, nul_inserted),
    *(end_zeroed, marked, other_line_ends, in_another_encoding, nothing_left),
)


# --- text --------------------------------------------------------------------------------------


def _inserted(rng: Random, text: str, what: str) -> str:
    place = _place(rng, text)
    return text[:place] + what + text[place:]


def quote_inserted(rng: Random, text: str) -> str:
    return _inserted(rng, text, rng.choice(['"', '""', ';"', '";', "'", '\\"']))


def other_separators(rng: Random, text: str) -> str:
    return text.replace(";", rng.choice([",", "\t", ";;", " ; ", "|", "^"]))


def signs_inserted(rng: Random, text: str) -> str:
    for _ in range(rng.choice([1, 20])):
        text = _inserted(rng, text, rng.choice(SIGNS))
    return text


def one_sign_elsewhere(rng: Random, text: str) -> str:
    old = rng.choice(text) if text else ";"
    return text.replace(old, rng.choice([";", "", "\n", "\ufffd", "é", "\0"]))


def very_long(rng: Random, text: str) -> str:
    return _inserted(rng, text, rng.choice("ax9;\n") * rng.choice([40_000, 300_000]))


def lines_mixed(rng: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    rng.shuffle(lines)
    return "".join(lines)


def lines_above(rng: Random, text: str) -> str:
    line = rng.choice(["sep=;\r\n", "\r\n", "Export van 1 januari\r\n", "# a;b;c\r\n", ";;;;;\r\n"])
    return line * rng.choice([1, 3, 60]) + text


def opened_deeply(rng: Random, text: str) -> str:
    return rng.choice(["[", '{"a":', "(", "<a>", '"']) * rng.choice([100, 100_000]) + text


def digits_in_arabic(rng: Random, text: str) -> str:
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


OF_TEXTS = (
    *(quote_inserted, other_separators, signs_inserted, one_sign_elsewhere, very_long),
    *(lines_mixed, lines_above, opened_deeply, digits_in_arabic),
)


# --- tables ------------------------------------------------------------------------------------


def _column(rng: Random, table: Table) -> int:
    return rng.randrange(max(len(table[0]), 1)) if table else 0


def _filled(rng: Random, table: Table, values: Sequence[str]) -> Table:
    """Cells of one column replaced: one, some or all of them."""
    place, share = _column(rng, table), rng.choice([0.05, 0.5, 1])
    return [
        [*row[:place], rng.choice(values), *row[place + 1 :]]
        if number and rng.random() < share
        else row
        for number, row in enumerate(table)
    ]


def far_dates(rng: Random, table: Table) -> Table:
    return _filled(rng, table, FAR_DATES)


def strange_numbers(rng: Random, table: Table) -> Table:
    return _filled(rng, table, NUMBERS)


def words_for_missing(rng: Random, table: Table) -> Table:
    return _filled(rng, table, MISSING)


def formulas(rng: Random, table: Table) -> Table:
    return _filled(rng, table, FORMULAS)


def strange_signs(rng: Random, table: Table) -> Table:
    return _filled(rng, table, [f"a{sign}b" for sign in SIGNS])


def long_cells(rng: Random, table: Table) -> Table:
    return _filled(rng, table[:20], [rng.choice("x 9") * 32_000])


def emptied_column(rng: Random, table: Table) -> Table:
    return _filled(rng, table, [""])


def _each(table: Table, change: Callable[[list[str]], list[str]]) -> Table:
    return [change(list(row)) for row in table]


def column_gone(rng: Random, table: Table) -> Table:
    place = _column(rng, table)
    return _each(table, lambda row: row[:place] + row[place + 1 :])


def column_twice(rng: Random, table: Table) -> Table:
    place = _column(rng, table)
    return _each(table, lambda row: row[:place] + row[place : place + 1] * 2 + row[place + 1 :])


def columns_mixed(rng: Random, table: Table) -> Table:
    order = list(range(len(table[0]) if table else 0))
    rng.shuffle(order)
    return _each(table, lambda row: [row[place] for place in order if place < len(row)])


def more_columns(rng: Random, table: Table) -> Table:
    number = rng.choice([1, 20, 600])
    return [
        [*row, *(f"extra {n}" if row is table[0] else f"{n}" for n in range(number))]
        for row in table
    ]


def headers_swapped(rng: Random, table: Table) -> Table:
    header = list(table[0]) if table else []
    rng.shuffle(header)
    return [header, *table[1:]]


def other_header(rng: Random, table: Table) -> Table:
    header, place = list(table[0]) if table else [], _column(rng, table)
    names = ["", " ", "Kolom", "=1+1", "x" * 32_000, "BSN", "\x1b]0;x\x07", *header]
    return [[*header[:place], rng.choice(names), *header[place + 1 :]], *table[1:]]


def header_again(rng: Random, table: Table) -> Table:
    place = _place(rng, table)
    return [*table[:place], *table[:1], *table[place:]]


def rows_again(rng: Random, table: Table) -> Table:
    return [*table, *(rng.choices(table, k=rng.choice([1, 30, 3000])) if table else [])]


def only_header(rng: Random, table: Table) -> Table:
    return table[: rng.choice([1, 1, 2])]


def ragged(rng: Random, table: Table) -> Table:
    return [
        row + ["x"] * rng.choice([0, 0, 1, 9]) if rng.random() < 0.5 else row[: _place(rng, row)]
        for row in table
    ]


def blank_rows(rng: Random, table: Table) -> Table:
    place = _place(rng, table)
    return [*table[:place], *([[]] * rng.choice([1, 200])), *table[place:]]


OF_TABLES = (
    *(far_dates, strange_numbers, words_for_missing, formulas, strange_signs, long_cells),
    *(emptied_column, column_gone, column_twice, columns_mixed, more_columns, headers_swapped),
    *(other_header, header_again, rows_again, only_header, ragged, blank_rows),
)


# --- names -------------------------------------------------------------------------------------


def other_extension(rng: Random, name: str) -> str:
    endings = ".csv .xlsx .xls .ods .zip .json .txt .tsv .XLSX .docx .xlsx.csv".split()
    return PurePath(name).stem + rng.choice(["", ".", *endings])


def strange_name(rng: Random, name: str) -> str:
    signs = ["\x1b[2J", "\n", "\u202e", "=1+1 ", "-rf ", "'; drop table x", "%s{0}", "[red]"]
    return rng.choice([*signs, "\udcff", "🚲", "a" * 180, "CON ", "$(id) "]) + name


def copy_of_name(rng: Random, name: str) -> str:
    path = PurePath(name)
    return path.stem + rng.choice([" (1)", " - kopie", " 2020-13", " "]) + path.suffix


OF_NAMES = (other_extension, strange_name, copy_of_name)


def _possible(name: str) -> str:
    """A name that a file can have: 255 bytes, and not hidden."""
    return name.replace("/", "_")[-200:].lstrip(".~") or "x"
