"""What every test may use: a home, a key, small deliveries as files, and a small reference.

Only builders stand here, no tests. The builders are of the session and keep nothing, so that a
property test can use them too. All persons, numbers and addresses are invented.
"""

from __future__ import annotations

import csv
import gc
import io
import math
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import hypothesis
import pandas as pd
import pytest
import xlsxwriter
from hypothesis.internal.detection import is_hypothesis_test

from assets.basis.home import Home
from assets.deliveries import arriving
from assets.deliveries.archive import take_in
from assets.deliveries.batch import Batch
from assets.deliveries.manifests import Manifest
from assets.formats.reading import read_delivery
from assets.formats.text_table import TextTable
from assets.indicators.breaks import load_breaks
from assets.indicators.material import Material
from assets.indicators.tables import MAKERS
from assets.linking.linking import Linker
from assets.reference.divisions import Division
from assets.reference.tables import Reference
from assets.warehouse.derived import as_contract
from schemas import melddesk, police
from schemas.configuration import Configuration, Figures
from schemas.layout import Layout

KEY = "een-sleutel-alleen-voor-tests"

# The same examples at every run: a test that fails once must fail again.
hypothesis.settings.register_profile(
    "house", deadline=None, derandomize=True, database=None, max_examples=40
)
hypothesis.settings.load_profile("house")

_OF_DEAR = 0.3  # of the examples that are asked for: those tried of a law whose examples are slow
_FEWEST = 4  # examples of any law: the first are the simplest, and may say nothing

POLICE_ROW = {
    "incidentnummer": "PL9999_BVH_0000001",
    "mk_code": "A72",
    "mk_omschrijving": "",
    "straat": "Lindelaan",
    "huisnummer": "12",
    "postcode": "6299AA",
    "gemeente": "Voorbeeldgemeente",
    "plaats": "Voorbeeldstad",
    "buurt": "Noord",
    "pleegmoment": "02-01-2020 10:00",
    "pleegeinde": "02-01-2020 14:00",
    "kennisname": "03-01-2020 11:30",
    "aangifte": "J",
    "poging": "N",
    "x": "176500",
    "y": "317500",
}
REPORT_ROW = {
    "meldingnummer": "M-0001",
    "ontvangen": "03-01-2020 11:30",
    "voorval_begin": "",
    "voorval_einde": "",
    "hoofdcategorie": "Afval",
    "subcategorie": "Zwerfvuil",
    "straat": "Lindelaan",
    "huisnummer": "12",
    "postcode": "6299 AA",
    "plaats": "Voorbeeldstad",
    "buurt": "Noord",
    "x": "176500",
    "y": "317500",
    "status": "Nieuw",
    "kanaal": "App",
}
_SOURCES: dict[str, tuple[Layout, dict[str, str]]] = {
    "politie": (police.LAYOUT, POLICE_ROW),
    "melddesk": (melddesk.LAYOUT, REPORT_ROW),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--examples`: a quarter of them for the loop of editing, half for CI, all on a schedule."""
    told = "the share of the examples of each law that is tried"
    parser.addoption("--examples", type=float, default=1.0, metavar="SHARE", help=told)


def pytest_configure() -> None:
    """Look less often for garbage: what was loaded stays."""
    gc.set_threshold(20_000, 20, 50)


def pytest_collection_finish() -> None:
    """What was loaded is never garbage: leave it out of every search for it."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the files in order, and take the share of the examples of each law that was asked for."""
    in_sample = {item.path for item in items if "sample_home" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: _turn(item.path, item.path in in_sample))
    laws = {item.obj for item in items if is_hypothesis_test(getattr(item, "obj", None))}
    dear = {item.obj for item in items if item.get_closest_marker("dear")}
    for law in laws if config.option.examples < 1 else ():
        full = law._hypothesis_internal_use_settings or hypothesis.settings.default
        share = config.option.examples * (_OF_DEAR if law in dear else 1)
        number = min(full.max_examples, max(_FEWEST, math.ceil(full.max_examples * share)))
        law._hypothesis_internal_use_settings = hypothesis.settings(full, max_examples=number)


def _turn(path: Path, is_in_sample: bool) -> int:
    """When a file has its turn. Those of whole runs take long and come first. One process runs the
    sample; what else needs that run comes after all that does not, so that none waits for it."""
    if path.parent.name != "integration":
        return 3
    return 0 if path.name == "test_sample.py" else 1 + is_in_sample


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fixed key, no waiting, and nothing of the surroundings: no home, inbox or settings of the
    machine."""
    monkeypatch.setenv("VEILIGHEIDSBEELD_SLEUTEL", KEY)
    for name in ("HOME", "INBOX", "CONFIG"):
        monkeypatch.delenv(f"VEILIGHEIDSBEELD_{name}", raising=False)
    monkeypatch.setattr(arriving, "PAUSE", 0)  # files of a test are always new


def derive(
    connection: duckdb.DuckDBPyConnection,
    execute: Callable | None = None,
    wanted: Collection[str] = tuple(MAKERS),
) -> None:
    """Make the derived tables in a database of models, as a run writes them. `execute`: what runs
    a query there, where that is more than the database itself. `wanted`: those that are not there
    yet and are needed; what these are made from is made too."""
    execute = execute or connection.execute
    material = Material(lambda sql: execute(sql).df(), Figures(), load_breaks())
    present = {name for (name,) in connection.execute("show tables").fetchall()}
    needed = {source for name in wanted for source in MAKERS[name][1]} | set(wanted)
    for name, (make, _) in MAKERS.items():
        if name not in needed or name in present:
            continue
        connection.register("_frame", make(material))
        connection.execute(f"create table {name} as select {as_contract(name)} from _frame")
        connection.unregister("_frame")


@pytest.fixture(scope="session")
def make_derived() -> Callable[[duckdb.DuckDBPyConnection], None]:
    """`make_derived(connection, execute=None, wanted=...)`: see `derive`."""
    return derive


@pytest.fixture
def make_home(tmp_path: Path) -> Callable[..., Home]:
    """`make_home(name="home", as_of=None)` -> a home in a folder of its own, with an inbox."""

    def make(name: str = "home", as_of: str | None = None) -> Home:
        inbox = tmp_path / name / "inbox"
        inbox.mkdir(parents=True, exist_ok=True)
        return Home(tmp_path / name, inbox, as_of)

    return make


@pytest.fixture
def home(make_home: Callable[..., Home]) -> Home:
    """One home."""
    return make_home()


@pytest.fixture(scope="session")
def configuration() -> Configuration:
    """The default settings."""
    return Configuration()


@pytest.fixture(scope="session")
def delivery() -> Callable[..., list[list[object]]]:
    """`delivery("politie", {...}, {...})` -> a header and a row for each dict of fields.

    A field that a dict does not name has its usual value, and each row its own number; the
    fields of `without` have no column.
    """

    def make(source: str, *rows: Mapping[str, object], without: Iterable[str] = ()) -> list[list]:
        layout, usual = _SOURCES[source]
        fields = [field for field in layout.fields if field.name not in set(without)]
        matrix: list[list[object]] = [[field.headers[0] for field in fields]]
        for number, row in enumerate(rows, start=1):
            unknown = row.keys() - usual.keys()
            assert not unknown, f"no such field: {unknown}"
            own = {layout.identity: f"{usual[layout.identity]}-{number:04}"}
            values = usual | own | dict(row)
            matrix.append([values[field.name] for field in fields])
        return matrix

    return make


@pytest.fixture(scope="session")
def write_csv() -> Callable[..., Path]:
    """`write_csv(path, matrix, delimiter=";", encoding="utf-8-sig")` -> the path, written."""

    def write(
        path: Path,
        matrix: Sequence[Sequence[object]],
        delimiter: str = ";",
        encoding: str = "utf-8-sig",
        newline: str = "\r\n",
    ) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(matrix)
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


@pytest.fixture
def taken_in(home: Home, delivery: Callable, write_csv: Callable) -> Home:
    """A home that has taken in police deliveries of two months, on two days."""
    for month in ("01", "02"):
        rows = delivery("politie", *[{"kennisname": f"03-{month}-2020"}] * 3)
        write_csv(home.inbox / f"2020-0{int(month) + 1}-05" / f"{month}.csv", rows)
    take_in(home, (police.LAYOUT,), 0.25, now=datetime(2020, 4, 1))
    return home


@pytest.fixture(scope="session")
def write_xlsx() -> Callable[..., Path]:
    """`write_xlsx(path, matrix, remarks=[...], formats={(row, column): "dd-mm-yyyy"})`.

    `remarks` become a second sheet `Informatie`, a line a row, as the police adds it.
    """

    def write(
        path: Path,
        matrix: Sequence[Sequence[object]],
        remarks: Sequence[str] = (),
        formats: Mapping[tuple[int, int], str] | None = None,
    ) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
            sheet = book.add_worksheet("Incidenten")
            styles = {
                text: book.add_format({"num_format": text}) for text in (formats or {}).values()
            }
            for row, cells in enumerate(matrix):
                for column, cell in enumerate(cells):
                    style = styles.get((formats or {}).get((row, column)))
                    if isinstance(cell, str):
                        sheet.write_string(row, column, cell, style)
                    elif cell is not None:
                        sheet.write(row, column, cell, style)
            if remarks:
                information = book.add_worksheet("Informatie")
                for row, line in enumerate(remarks):
                    information.write_string(row, 0, line)
        return path

    return write


@pytest.fixture(scope="session")
def make_manifest() -> Callable[..., Manifest]:
    """`make_manifest("politie", "a", rijen=3, ...)` -> a manifest of which all else is usual."""

    def make(source: str, name: str = "a", **known: object) -> Manifest:
        usual = {
            "levering_id": f"{source}-{name}",
            "bron": source,
            "bestandsnaam": f"{name}.csv",
            "sha256": name * 64,
            "bytes": 1,
            "ontvangen_op": "2020-02-05 00:00:00",
            "ontvangen_volgens": "map",
            "blad": None,
            "kop": [],
            "ongelezen": [],
            "rijen": 1,
            "maanden": ["2020-01"],
            "basis": "kennisname",
            "codes": None,
        }
        return Manifest(**(usual | known))

    return make


@pytest.fixture(scope="session")
def read_matrix(
    write_csv: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., TextTable]:
    """`read_matrix("politie", matrix)` -> the table that a file with these cells gives."""
    folder = tmp_path_factory.mktemp("gelezen")

    def read(
        source: str, matrix: Sequence[Sequence[object]], layout: Layout | None = None
    ) -> TextTable:
        path = write_csv(folder / f"{source}.csv", matrix)
        return read_delivery(path, [layout or _SOURCES[source][0]])

    return read


@pytest.fixture(scope="session")
def make_batch(
    delivery: Callable[..., list[list]],
    read_matrix: Callable[..., TextTable],
    make_manifest: Callable[..., Manifest],
) -> Callable[..., Batch]:
    """`make_batch("politie", {...}, {...}, basis=...)` -> one delivery with these rows."""

    def make(source: str, *rows: Mapping[str, object], **manifest: object) -> Batch:
        table = read_matrix(source, delivery(source, *rows))
        return Batch([(make_manifest(source, rijen=table.row_count, **manifest), table)])

    return make


def _text(columns: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    return pd.DataFrame(dict(columns), dtype="str")


@pytest.fixture(scope="session")
def reference() -> Reference:
    """A small municipality: two neighbourhoods, a few streets, of which one lies in both."""
    division = Division(
        geldig_van=None,
        geldig_tot=None,
        buurten=_text(
            {
                "buurtcode": ["BU99990001", "BU99990002"],
                "buurtnaam": ["Noord", "Zuid"],
                "wijkcode": ["WK999900", "WK999900"],
                "wijknaam": ["Wijk 00", "Wijk 00"],
            }
        ),
        huisnummers=_text({"postcode": [], "huisnummer": [], "buurtcode": []}),
        postcodes=_text(
            {"postcode": ["6299AA", "6299BB"], "buurtcode": ["BU99990001", "BU99990002"]}
        ),
        adressen=_text(
            {
                "straat_id": [""],
                "straatnaam": ["Plein 1992"],
                "woonplaats": ["Voorbeeldstad"],
                "huisnummer": ["7"],
                "buurtcode": ["BU99990002"],
            }
        ),
        straat_buurten=_text(
            {
                "straat_id": ["", "", ""],
                "straatnaam": ["Lindelaan", "Plein 1992", "Plein 1992"],
                "woonplaats": ["Voorbeeldstad"] * 3,
                "buurtcode": ["BU99990001", "BU99990001", "BU99990002"],
            }
        ),
        oude_namen=_text({"naam": [], "buurtcode": []}),
    )
    streets = _text(
        {
            "straat_id": ["S1", "S2", "S3", "S4"],
            "straatnaam": ["Lindelaan", "Kerkstraat", "Kerkstraat", "Plein 1992"],
            "woonplaats": ["Voorbeeldstad", "Voorbeeldstad", "Elders", "Voorbeeldstad"],
            "verkorte_naam": [""] * 4,
        }
    )
    return Reference(
        gemeentecode="GM9999",
        indelingen=(division,),
        inwoners=pd.DataFrame(
            {
                "buurtcode": ["BU99990001", "BU99990002"],
                "jaar": [2020, 2020],
                "inwoners": [2000, 500],
            }
        ),
        straten=streets.assign(
            geldig_van=pd.Series(pd.NaT, index=streets.index, dtype="datetime64[us]"),
            geldig_tot=pd.Series(pd.NaT, index=streets.index, dtype="datetime64[us]"),
        ),
        versie="proef",
    )


@pytest.fixture(scope="session")
def divided() -> Callable[..., Reference]:
    """`divided(reference, omtrekken=..., ...)` -> the same with a division that differs in that.

    `divided(reference, {...}, {...})` -> as many divisions, each with its own differences.
    """

    def make(reference: Reference, *each: dict, **change: object) -> Reference:
        first = reference.indelingen[0]
        return replace(
            reference, indelingen=tuple(replace(first, **own) for own in each or (change,))
        )

    return make


@pytest.fixture(scope="session")
def linker(reference: Reference) -> Linker:
    """A linker to the small municipality."""
    return Linker(reference)


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder with an invented delivery of each report system."""
    return Path(__file__).resolve().parents[1] / "sample_data" / "voorbeelden"


@pytest.fixture(scope="session")
def zip_tables(examples: Path) -> Callable[..., Path]:
    """`zip_tables(path, without=("statuses",), **tables)` -> a Signalen export as a zip.

    `tables` gives the text of a table that is not as in the example.
    """

    def make(path: Path, without: Iterable[str] = (), **tables: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        known = {table.stem: table.read_text("utf-8") for table in examples.glob("signalen/*.csv")}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in sorted((known | tables).items()):
                if name not in without:
                    archive.writestr(f"export/083000UTC_{name}.csv", text)
        return path

    return make
