"""The truth about the invented deliveries, written to `waarheid/`.

The pipeline never reads it: tests and benchmarks measure the pipeline against it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from sample_data.generator.places import HOTSPOTS
from sample_data.generator.writing import write_csv

FAULTS = ("code", "kennisname", "datum", "nummer", "dubbel")
FIELD_FAULTS = ("begin", "x", "postcode")
MK_CODES_OF = {
    "uitgaan": "E11 E16 F12 F550 F551 F010 B70",
    "horeca": "M061 M062 E322",
    "drugs": "E38 F46 F40 F42",
    "zwervers": "E41",
    "verward": "E33 F530",
    "jeugd": "E35 C40 F13",
    "fiets": "A72 A73",
    "winkel": "A40 A50",
    "auto": "A10 A70 C10",
    "afval": "",
    "vuurwerk": "E36 M131",
    "buren": "E12 E13 E321",
    "centrum": "E02",
}


class Truth:
    """The rows of each file by fault, the meaning of each written street, and the revisions."""

    def __init__(self) -> None:
        self._files: dict[str, list[tuple[object, ...]]] = {"politie": [], "melddesk": []}
        self._streets: Counter[tuple[str, str]] = Counter()
        self._meaning: dict[tuple[str, str], tuple[str, ...]] = {}
        self._revisions: list[tuple[object, ...]] = []

    def file(
        self, source: str, name: str, faults: Sequence[str], field_faults: Sequence[str]
    ) -> None:
        """Record the rows of a file: a fault (or an empty text) and a field fault per row."""
        count, fields = Counter(faults), Counter(field_faults)
        assert set(count) <= {"", *FAULTS} and set(fields) <= {"", *FIELD_FAULTS}
        self._files[source].append(
            (
                name,
                len(faults),
                count[""],
                len(faults) - count[""],
                *(count[fault] for fault in FAULTS),
                *(fields[fault] for fault in FIELD_FAULTS),
            )
        )

    def street(self, source: str, written: str, streets: tuple[str, ...]) -> None:
        """Record a text of the street field, and the streets it stands for."""
        if not written:
            return
        known = self._meaning.setdefault((source, written), streets)
        assert known == streets, f"{written}: {known} and {streets}"
        self._streets[source, written] += 1

    def revision(self, kind: str, number: str, month: tuple[int, int], code: str, new: str) -> None:
        """Record a change made by the delivery that revises 2018."""
        self._revisions.append((kind, number, f"{month[0]}-{month[1]:02d}", code, new))

    def add(self, other: "Truth") -> None:
        """Add all that `other` has recorded."""
        for source, rows in other._files.items():
            self._files[source] += rows
        self._streets += other._streets
        self._meaning |= other._meaning
        self._revisions += other._revisions

    def write(self, folder: Path, categories: dict[str, str]) -> None:
        """Write all files of the truth; `categories`: MeldDesk subcategories by group of places."""
        self._write_rows(folder)
        _write(
            folder / "straatnamen.csv",
            ("geschreven", "straten", "bron", "aantal"),
            [
                (written, ";".join(self._meaning[source, written]), source, number)
                for (source, written), number in sorted(self._streets.items())
            ],
        )
        _write(
            folder / "herziening_2018.csv",
            ("soort", "incident", "kennisname_maand", "oude_code", "nieuwe_code"),
            self._revisions,
        )
        _write_hotspots(folder / "hotspots.csv", categories)

    def _write_rows(self, folder: Path) -> None:
        header = (
            *("bestand", "rijen", "rijen_goed", "rijen_afgekeurd"),
            *(f"afgekeurd_{fault}" for fault in FAULTS),
            *(f"veldfout_{fault}" for fault in FIELD_FAULTS),
        )
        for source, rows in self._files.items():
            _write(folder / f"{source}_rijen.csv", header, sorted(rows))


def _write_hotspots(path: Path, categories: dict[str, str]) -> None:
    header = (
        *("straatnaam", "soort", "groep", "van", "tot_en_met", "aandeel_van_groep", "mk_codes"),
        "melddesk_subcategorieen",
    )
    rows = [
        (
            spot.street,
            spot.kind,
            spot.group,
            f"{spot.start:%Y-%m}" if spot.start else "",
            f"{spot.end:%Y-%m}" if spot.end else "",
            str(spot.share),
            MK_CODES_OF[spot.group],
            categories.get(spot.group, ""),
        )
        for spot in HOTSPOTS
    ]
    _write(path, header, rows)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    write_csv(path, header, rows, delimiter=",", encoding="utf-8")
