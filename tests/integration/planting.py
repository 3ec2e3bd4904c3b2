"""Invented personal values, each unlike any other, and deliveries of the sample with them in it.

Which of them may be found again, and where, is for the tests. All values belong to nobody.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, cycle, product
from pathlib import Path
from string import ascii_lowercase

import xlsxwriter
from python_calamine import CalamineWorkbook

STEMS = ("zqxvk", "48319", "zq9", "4831")
NAME, TEXT = "naam", "vrije tekst"
MAIL, PHONE, BSN, IBAN, PLATE, HOME = (
    "e-mailadres",
    "telefoonnummer",
    "BSN",
    "IBAN",
    "kenteken",
    "postcode met huisnummer",
)
PATTERNS = (MAIL, PHONE, BSN, IBAN, PLATE, HOME)
# Other spellings of personal data. `{n}`: eight digits, `{word}`: a word, `{b}`: a number that
# passes the 11-test in three groups of three, `{p}`: two digits of a plate, `{l}`: two letters.
SPELLED = {  # recognised in any text
    "BSN met punten": "{b[0]}.{b[1]}.{b[2]}",
    "BSN met spaties": "{b[0]} {b[1]} {b[2]}",
    "BSN met streepjes": "{b[0]}-{b[1]}-{b[2]}",
    "BSN met woord": "bsn: {b[0]}{b[1]}{b[2]}",
    "IBAN met streepjes": "NL91-ABNA-00{n[0]}{n[1]}-{n[2]}{n[3]}{n[4]}{n[5]}-{n[6]}{n[7]}",
    "IBAN met punten": "NL91.ABNA.00{n}",
    "IBAN in kleine letters": "nl91abna00{n}",
    "IBAN uit België": "BE68 {n[0]}{n[1]}{n[2]}{n[3]} {n[4]}{n[5]}{n[6]}{n[7]} 7034",
    "IBAN uit Duitsland": "DE89 3704 0044 {n} 00",
    "telefoon uit België": "+32 {n}",
    "telefoon uit Duitsland": "+49 151 {n}",
    "telefoon met 0032": "0032{n}",
    "telefoon met schuine streep": "06/{n}",
    "telefoon met punten": "06.{n[0]}{n[1]}.{n[2]}{n[3]}.{n[4]}{n[5]}.{n[6]}{n[7]}",
    "telefoon met spaties": "06 {n[0]}{n[1]} {n[2]}{n[3]} {n[4]}{n[5]} {n[6]}{n[7]}",
    "telefoon met haakjes": "(06) {n}",
    "telefoon met +31 (0)": "+31 (0)6 {n}",
    "kenteken zonder streepjes": "ZQ9{p}{l[0]}",
    "kenteken met spaties": "ZQ 9{p} {l[0]}",
    "kenteken met punten": "zq.9{p}.{l[0]}",
    "e-mail met (at)": "{word}(at)example.nl",
    "e-mail met [at]": "{word} [at] example.nl",
    "e-mail in woorden": "{word} at example punt nl",
    "e-mail met spaties": "{word} @ example . nl",
    "postcode met komma": "4831 {l}, {p}",
    "postcode aaneen": "4831{l}{p}",
}
WORDED = {  # recognised only because a word of it is not known
    "straat met nummer": "{word}straat 12",
    "straat met toevoeging": "{word}laan 12a",
    "straat met nr": "{word}weg nr. 7",
    "naam met geboortedatum": "{word} 12-03-1961",
    "naam met geboortedag": "{word} 12 maart 1961",
    "naam met geb.": "{word} geb. 1961",
    "naam met voorletters": "A.B. {word}",
    "naam met komma": "{word}, Aaltje",
    "naam met tussenvoegsel": "Aaltje van der {word}",
    "naam met aanspreking": "mevr. {word}",
    "naam van een gezin": "fam. {word}",
    "naam van een gebruiker": "@{word}",
    "naam met stuurtekens": "\x1b[31m{word}\u202e",
    "bedrijf met naam": "Bakkerij {word} B.V.",
}
FORMS = (*SPELLED, *WORDED)
KINDS = (NAME, TEXT, *PATTERNS)
# Short texts that a register, a survey or the team itself writes to be read. What has a pattern is
# seen there; that a word is someone's name cannot be, and docs/privacy.md says so.
WRITTEN = dict.fromkeys(
    "indicator bron thema eenheid tekst auteur hoofddoel doel naam actie wie".split(),
    (*PATTERNS, *SPELLED),
) | {"toelichting": PATTERNS}
Table = list[list[str]]


class Plants:
    """Makes values and remembers where each was put: `where[value to look for]`."""

    def __init__(self) -> None:
        self.where: dict[str, str] = {}
        self._letters = ("".join(pair) for pair in product(ascii_lowercase, repeat=2))
        self._phones, self._accounts = count(100), count(100)
        self._plates = (f"ZQ-9{n:02}-{one}" for n, one in product(range(100), "BDFGHJKLNPRSTVXZ"))
        self._homes = (
            f"4831 {a}{b} {n}" for a, b, n in product("BDGHJKLNP", "BCDGHJKLNPRSTVWXZ", (17, 93))
        )
        self._bsns = self._valid_bsns()
        self._words = ("".join(three) for three in product(ascii_lowercase, repeat=3))
        self._numbers = count(1000)
        self._signs = ((f"{n}", one) for n, one in product(range(50, 99), "BDFGHJKLNPRSTVXZ"))
        self._pairs = (
            (f"{n}", a + b) for a, b, n in product("BDGHJKLNP", "BCDGHJKLNPRSTVWXZ", range(20, 90))
        )

    def make(self, kind: str, where: str) -> str:
        """A new value of a kind, as someone would write it."""
        written, sought = self._new(kind)
        assert sought not in self.where
        self.where[sought] = f"{kind} in {where}"
        return written

    def _new(self, kind: str) -> tuple[str, str]:
        if pattern := (SPELLED | WORDED).get(kind):
            return self._form(pattern)
        if kind == PHONE:
            number = f"48319{next(self._phones)}"
            return f"06-{number}", f"6{number}"
        if kind == IBAN:
            number = f"48319{next(self._accounts)}"
            return f"NL91 ABNA 00{number[:2]} {number[2:6]} {number[6:]}", f"ABNA00{number}"
        if kind == BSN:
            return (number := next(self._bsns)), number
        if kind == PLATE:
            return (plate := next(self._plates)), plate
        if kind == HOME:
            return (home := next(self._homes)), home
        word = f"Zqxvk{next(self._letters)}"
        written = {
            NAME: f"Aaltje {word}",
            TEXT: f"{word} riep iets naar de buren, en daarna was het weer stil in de straat.",
            MAIL: f"{word.lower()}@example.nl",
        }
        return written[kind], word

    def _form(self, pattern: str) -> tuple[str, str]:
        if "{word}" in pattern:
            word = f"Zqxvk{next(self._words)}"
            return pattern.format(word=word), word
        if "{b[" in pattern:
            number = next(self._bsns)
            return pattern.format(b=(number[:3], number[3:6], number[6:])), number
        if "{n" in pattern:
            number = f"4831{next(self._numbers)}"
            written = pattern.format(n=number)
            bare = re.sub(r"[^0-9A-Za-z]", "", written)  # eight digits alone are found by chance
            return written, max(re.findall(r"\d+", bare), key=len)
        pairs = self._signs if "9{p}" in pattern else self._pairs
        digits, letters = next(pairs)
        written = pattern.format(p=digits, l=letters)
        return written, written

    @staticmethod
    def _valid_bsns() -> Iterator[str]:
        for number in range(48319000, 48320000):
            rest = sum(w * int(d) for w, d in zip(range(9, 1, -1), f"{number}", strict=True)) % 11
            if rest < 10:
                yield f"{number}{rest}"


def rows_of(path: Path) -> Table:
    """The cells of a delivery of the sample."""
    return rows_in(path.read_bytes(), is_text=path.suffix == ".csv")


def rows_in(content: bytes, is_text: bool) -> Table:
    """The cells of a CSV, or of the first sheet of a workbook."""
    if is_text:
        text = content.decode("utf-8-sig")
        delimiter = ";" if ";" in text.partition("\n")[0] else ","
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[_text(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return f"{cell:%d-%m-%Y %H:%M}" if hasattr(cell, "strftime") else str(cell)


def in_every_column(
    plants: Plants,
    table: Table,
    what: str,
    kinds: Mapping[str, Sequence[str]],
    usual: Sequence[str] = KINDS,
    twice: bool = False,
) -> Table:
    """The table with a value of each kind in each column, each in a row of its own; some rows
    stand there again, whole. `kinds`: those of a column, where they are not all of `usual`.
    `twice`: every planted row stands there two times, so that no value is alone."""
    header, *rows = table
    cells = [
        (place, plants.make(kind, f"{what}, kolom {name}"))
        for place, name in enumerate(header)
        for kind in kinds.get(name.lower(), usual)
    ]
    planted = [list(row) for row, _ in zip(cycle(rows), cells, strict=False)]
    for row, (place, value) in zip(planted, cells, strict=True):
        row[place] = value
    again = [list(row) for row in planted] if twice else []
    return [list(header), *planted, *again, *rows[len(cells) :], *rows[:5]]


def with_columns(plants: Plants, table: Table, what: str) -> Table:
    """The table with an unknown column of each kind: a value in its header and in its cells."""
    header, *rows = [list(row) for row in table]
    for kind in PATTERNS:
        header.append(f"Notitie {plants.make(kind, f'{what}, kop')}")
        cell = plants.make(kind, f"{what}, onbekende kolom")
        rows = [[*row, cell if number % 50 == 7 else ""] for number, row in enumerate(rows)]
    return [header, *rows]


def write_csv(path: Path, table: Table, after: str = "") -> Path:
    """Write a delivery as CSV; `after`: a line behind the last row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(table)
        file.write(after)
    return path


def write_xlsx(path: Path, table: Table, plants: Plants, what: str) -> Path:
    """Write a delivery as xlsx with values in every place that a workbook has for them."""

    def new(kind: str, where: str) -> str:
        return plants.make(kind, f"{what}, {where}")

    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        book.set_properties(
            {
                name: new(kind, f"eigenschap {name}")
                for name, kind in zip(
                    ("title", "subject", "author", "manager", "company", "category", "comments"),
                    KINDS,
                    strict=False,
                )
            }
        )
        book.set_custom_property("Contact", new(PHONE, "eigen eigenschap"))
        book.define_name("Zqxvk_gebied", "=Blad!$A$1")
        sheet = book.add_worksheet(f"Blad {new(PHONE, 'naam van het blad')}")
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
        sheet.write_comment(3, 0, new(TEXT, "opmerking bij een cel"), {"author": new(NAME, "wie")})
        sheet.write_string(len(table) + 2, 0, new(TEXT, "onder de tabel"))
        sheet.write_string(len(table) + 3, 1, new(PHONE, "onder de tabel"))
        sheet.set_column(len(table[0]) - 1, len(table[0]) - 1, None, None, {"hidden": True})
        sheet.set_header(f"&C{new(NAME, 'kopregel van het papier')}")
        information = book.add_worksheet("Informatie")
        for number, kind in enumerate(KINDS):
            information.write_string(number, 0, f"Opgevraagd door {new(kind, 'blad Informatie')}")
        hidden = book.add_worksheet("Verborgen")
        hidden.hide()
        for number, kind in enumerate(KINDS):
            hidden.write_string(number, number, new(kind, "verborgen blad"))
    return path
