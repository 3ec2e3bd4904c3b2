"""What the tests of the models use: a small world of deliveries, and the tables made from it.

Rows are put straight into staged files, as the doors would leave them; how they get there is
tested with the rooms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pydantic import BaseModel

from assets.deliveries.acceptance import Acceptance
from assets.deliveries.batch import FAULTS
from assets.deliveries.manifests import Manifest
from assets.indicators.tables import MAKERS
from assets.reference.tables import Reference
from assets.sources.registry import SOURCES
from assets.warehouse import loading
from assets.warehouse.inputs import Inputs
from assets.warehouse.models import Query, checks, models, seeds
from schemas.configuration import Configuration

COLUMNS = {source.name: source.columns for source in SOURCES}
_MODELS = frozenset(query.name for query in models())
_USUAL = {
    "mk_code": "A72",
    "aangifte": "J",
    "poging": "N",
    "hoofdcategorie": "Afval",
    "subcategorie": "Zwerfvuil",
    "status": "open",
    "kanaal": "App",
    "straat_id": "S1",
    "straatnaam": "Lindelaan",
    "koppelmethode": "exact",
    "koppelscore": 1.0,
    "buurtcode": "BU99990001",
    "wijkcode": "WK999900",
    "gebiedsmethode": "straat",
    "gebiedsscore": 0.95,
    "adres_sleutel": None,
    "indicator_id": "demonstraties",
    "gebied_code": "GM9999",
    "periode": "2020",
    "waarde": 1.0,
    "domein": "misdrijf",
    "code": "1.1.1",
    "naam": "1.1.1 Diefstal/inbraak woning",
    "voorlopig": "N",
    "tabel": "47022NED",
    "tekst": "Meer toezicht in de avond.",
    "auteur": "Veiligheidsteam",
    "datum": "2020-03-02",
    "hoofddoel": "1",
    "doel": "Minder woninginbraken",
    "nulmeting": 10.0,
    "nulmeting_jaar": 2018,
    "streefwaarde": 8.0,
    "streefjaar": 2022,
    "richting": "omlaag",
    "toelichting": "",
    "sinds": "2020-01-06",
    "thema": "Veiligheidsmonitor",
    "eenheid": "%",
    "ondergrens": None,
    "bovengrens": None,
    "marge_bron": "",
    "respondenten": None,
    "bronvermelding": "",
    "programma": "",
    "programma_van": None,
    "programma_tot": None,
    "soort": "festival",
    "van": "2020-06-06",
    "tot": "2020-06-06",
    "gebied_soort": "gemeente",
    "gebied": "GM9999",
    "buurten": "",
    "straten": "",
    "plaatsen": "",
    "plaatsnaam": None,
    "momenten": "onbekend",
    "momentbron": "melding",
    "uur": "",
}
# What is empty in a usual row of a source, although another source has it.
_OF_SOURCE = {
    "duiding": dict.fromkeys(
        "thema straat_id straatnaam actie wie uiterlijk status ingevoerd_op".split(), ""
    )
}


# What is made of the reference and the settings alone: the same in most worlds.
_MADE_ONCE = (
    "_streets map_places own_themes parts_of_themes indicators_of_themes source_table".split()
)
# Of those, and of the reference: tables that are put in the engine once, and copied from there.
_PUT_ONCE = (
    "straten_lijst kaartplaatsen thema_instellingen thema_delen indicator_instellingen bronnen "
    "buurten_lijst wijken".split()
)


@pytest.fixture(autouse=True, scope="session")
def _make_once() -> Iterator[None]:
    """Give what was made before of the same reference and settings."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _MADE_ONCE:
            patch.setattr(loading, name, _once(getattr(loading, name)))
        yield


def _once(make: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    made: dict[tuple, tuple] = {}  # also what it is made of, so that an id stays of one object

    def before(*given: object) -> pd.DataFrame:
        key = tuple(
            each.model_dump_json() if isinstance(each, BaseModel) else id(each) for each in given
        )
        if key not in made:
            made[key] = make(*given), given
        return made[key][0]

    return before


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """One engine for all, with the code tables: starting one takes longer than a small model."""
    engine = duckdb.connect(config={"threads": 1})
    loading.load_seeds(engine, seeds())
    return engine


_NUMBERS = count(1)


@contextmanager
def database(codes: Collection[str] = ()) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with these code tables, for models of a few rows: optimising takes longer than
    reading. Real runs are in `integration`."""
    name = f"wereld_{next(_NUMBERS)}"
    with _engine().cursor() as connection:
        connection.execute(f"attach ':memory:' as {name}; use {name}")
        connection.execute("set timezone = 'Europe/Amsterdam'")
        connection.execute("pragma disable_optimizer")
        for seed in codes:
            connection.execute(f"create table {seed} as from memory.{seed}")
        try:
            yield connection
        finally:
            connection.execute(f"use memory; detach {name}")


_put = loading._put
_STORED: dict[tuple[str, int], tuple[str, pd.DataFrame]] = {}  # the frame: its id stays its own


def put_once(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    """Put a frame in a `database`: by copying, where the same was put in another one before."""
    if name not in _PUT_ONCE:
        _put(connection, name, frame)
        return
    key = name, id(frame)
    if key not in _STORED:
        _STORED[key] = f"memory.gegeven_{len(_STORED)}", frame
        _put(_engine(), *_STORED[key])
    connection.execute(f"create table {name} as from {_STORED[key][0]}")


_PARSED: dict[str, duckdb.Statement] = {}


def made_by(query: Query) -> duckdb.Statement:
    """The statement that makes the table of a model, for any database: parsing it takes a third of
    the time of running it on a few rows."""
    if query.name not in _PARSED:
        statements = duckdb.extract_statements(f"create table {query.name} as {query.sql}")
        [_PARSED[query.name]] = statements
    return _PARSED[query.name]


_ARROW_TYPES = {"str": pa.string(), "int64": pa.int64(), "float64": pa.float64()}


def _table(rows: list[dict], columns: Mapping[str, str]) -> pa.Table:
    """Rows with the types that staging gives them, without pandas, which takes five times as long
    for a few rows. A number in a column of text becomes text."""
    cells = {name: [row.get(name) for row in rows] for name in columns}
    for name, kind in columns.items():
        if kind == "str":
            cells[name] = [None if cell is None else str(cell) for cell in cells[name]]
    return pa.table(
        {name: pa.array(cells[name], _ARROW_TYPES[kind]) for name, kind in columns.items()}
    )


class World:
    """Deliveries of a small municipality; `tables()` makes the models from them.

    A delivery is told as `world.police("a", "2020-02-05", ["2020-01"], [row, ...])`: its name, the
    day it came, the months it covers, and its rows as what is not usual of them. A row without
    `maand` is of the first month that its delivery covers; without `sleutel` it has a number of
    its own. `refused` gives (row number, column, reason) of rows that were refused.
    `system`: the report system that delivered it. Whatever else is given is of its manifest.
    """

    def __init__(
        self,
        folder: Path,
        reference: Reference,
        manifest: Callable[..., Manifest],
        derive: Callable,
    ) -> None:
        self._folder, self._reference, self._manifest = folder, reference, manifest
        self._derive = derive
        self._deliveries: list[Manifest] = []
        self._files: dict[str, list[Path]] = {source: [] for source in COLUMNS}
        self._faults: list[Path] = []
        self.settings: dict[str, dict] = {"gemeente": {"code": "GM9999", "naam": "Voorbeeldstad"}}
        self.as_of: str | None = None
        self.issue: str | None = None
        self.acceptances: tuple[Acceptance, ...] = ()
        self._open = ExitStack()

    def police(self, *delivery: object, **more: object) -> str:
        """A delivery of the police."""
        return self._deliver("politie", *delivery, **more)

    def reports(self, *delivery: object, **more: object) -> str:
        """A delivery of the report system."""
        return self._deliver("melddesk", *delivery, **more)

    def register(self, *delivery: object, **more: object) -> str:
        """A register."""
        return self._deliver("registers", *delivery, **more)

    def open_data(self, *delivery: object, **more: object) -> str:
        """A table of the open data of the police."""
        return self._deliver("politie_open_data", *delivery, **more)

    def team(self, source: str, *delivery: object, **more: object) -> str:
        """A file of the team itself, such as duiding or aandachtsgebieden; it covers no month."""
        return self._deliver(source, *delivery, **more)

    def survey(self, *delivery: object, **more: object) -> str:
        """A delivery of the Veiligheidsmonitor."""
        return self._deliver("veiligheidsmonitor", *delivery, **more)

    def _deliver(
        self,
        source: str,
        name: str,
        came: str,
        months: list[str],
        rows: list[dict],
        codes: list[str] | None = None,
        refused: tuple[tuple[int, str, str], ...] = (),
        emptied: tuple[tuple[int, str, str], ...] = (),
        file: str = "",
        system: str = "",
        **known: object,
    ) -> str:
        manifest = self._manifest(
            source,
            name,
            ontvangen_op=f"{came} 00:00:00",
            maanden=months,
            codes=codes,
            meldsysteem=system,
            rijen=len(rows) + len(refused),
            bestandsnaam=file or f"{name}.csv",
            **known,
        )
        full = []
        for number, row in enumerate(rows, start=2):
            month = row.get("maand", months[0] if months else None)
            usual = {
                "levering_id": manifest.levering_id,
                "rijnummer": number,
                "sleutel": f"{source}-{name}-{number}",
                "leveringsmaand": month,
                "kennisname_maand": month,
                "pleegmaand": month,
                "maand": month,
            }
            full.append(_USUAL | _OF_SOURCE.get(source, {}) | usual | row)
        faults = [(*fault, "rij") for fault in refused] + [(*fault, "veld") for fault in emptied]
        for place, columns, content in (
            (self._files[source], COLUMNS[source], full),
            (self._faults, FAULTS, [dict(zip(FAULTS, fault, strict=True)) for fault in faults]),
        ):
            folder = self._folder / ("quarantine" if place is self._faults else "staged")
            folder.mkdir(exist_ok=True)
            path = folder / f"{manifest.levering_id}--merk.parquet"
            pq.write_table(_table(content, columns), path)
            place.append(path)
        self._deliveries.append(manifest)
        return manifest.levering_id

    def inputs(self) -> Inputs:
        """All that the models read."""
        known = {
            m.levering_id
            for m in self._deliveries
            if not self.as_of or m.ontvangen_op[:10] <= self.as_of
        }
        return Inputs(
            manifests=tuple(m for m in self._deliveries if m.levering_id in known),
            aside=(),
            staged={
                source: tuple(path for path in paths if path.name.split("--")[0] in known)
                for source, paths in self._files.items()
            },
            quarantine=tuple(path for path in self._faults if path.name.split("--")[0] in known),
            reference=self._reference,
            configuration=Configuration.model_validate(self.settings),
            as_of=self.as_of,
            mark="proef",
            issue=self.issue,
            acceptances=self.acceptances,
        )

    def tables(self, *wanted: str) -> Tables:
        """The tables of these deliveries; `wanted`: models to build at once."""
        asked = loading.seeds()  # a test may have others
        usual = {name for name, path in seeds().items() if asked.get(name) == path}
        connection = self._open.enter_context(database(usual))
        with pytest.MonkeyPatch.context() as patch:
            left = {name: path for name, path in asked.items() if name not in usual}
            patch.setattr(loading, "seeds", lambda: left)
            patch.setattr(loading, "_put", put_once)
            loading.load(connection, self.inputs())
        tables = Tables(connection, self._derive)
        if wanted:
            tables.build(*wanted)
        return tables

    def close(self) -> None:
        """Let go of every database."""
        self._open.close()


class Tables:
    """The tables of a world, to ask. A model is built when a query first reads it, after all that
    it reads itself: most tests look at a few of the many."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, derive: Callable) -> None:
        self.connection, self._derive = connection, derive
        self._built: set[str] = set()

    def build(self, *names: str) -> None:
        """Build these models; without names every model."""
        needed = set(names)
        for query in reversed(models()):
            needed |= query.depends_on if query.name in needed else set()
        for query in models():
            if (query.name in needed or not names) and query.name not in self._built:
                self.connection.execute(made_by(query))
                self._built.add(query.name)

    def execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        """Run a query, on the models that it names."""
        if named := _MODELS.intersection(re.findall(r"\w+", sql)):
            self.build(*named)
        return self.connection.execute(sql)

    def ask(self, sql: str) -> list[tuple]:
        """The rows of a query; of one column only its values."""
        rows = self.execute(sql).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]

    def derived(self, sql: str) -> list[tuple]:
        """As `ask`, of tables that Python makes of the models: those that are named are made."""
        named = [name for name in MAKERS if re.search(rf"\b{name}\b", sql)]
        self._derive(self.connection, self.execute, named)
        return self.ask(sql)

    def value(self, indicator: str, period: str, area: str = "GM9999") -> float | None:
        """What an indicator says; None where it says nothing."""
        found = self.ask(
            f"select waarde from indicatorwaarden where indicator_id = '{indicator}' "
            f"and periode = '{period}' and gebied_code = '{area}'"
        )
        assert len(found) <= 1
        return found[0] if found else None

    def broken(self, *, blocking_only: bool = False) -> dict[str, int]:
        """Check -> number of rows that should not be there, for each check that found one."""
        self.build()
        found = {
            check.name: self.ask(f"select count(*) from ({check.sql})")[0]
            for check in checks()
            if check.blocks or not blocking_only
        }
        return {name: number for name, number in found.items() if number}


@pytest.fixture(scope="session")
def make_world(
    tmp_path_factory: pytest.TempPathFactory,
    reference: Reference,
    make_manifest: Callable[..., Manifest],
    make_derived: Callable,
) -> Callable[..., World]:
    """`make_world()` -> a world without deliveries; close it afterwards.

    `make_world(other)` -> one with another reference.
    """
    return lambda other=reference: World(
        tmp_path_factory.mktemp("wereld"),
        other,
        make_manifest,
        make_derived,
    )


@pytest.fixture
def world(make_world: Callable[..., World]) -> Iterator[World]:
    """A world without deliveries."""
    with closing(make_world()) as made:
        yield made
