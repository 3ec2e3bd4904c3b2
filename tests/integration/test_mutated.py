"""Deliveries of every kind with seeded damage, through the real door: each is taken in, set aside
with a reason or held, no row is lost, and nothing ends in an error of the program.

`make test` tries a few at the functions that a run calls; `make campaign` tries 100 of each file
that stands in `sample_data`, and then puts each hundred in one inbox of a real run.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

import pandas as pd
import pytest
from command import KEY, PROJECT, SAMPLE, ask, in_this_process
from mutations import Mutated, as_csv, mutated
from mutations_packed import as_workbook
from planting import STEMS, Plants, in_every_column, rows_of, with_columns
from searching import Search

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.archive import take_in
from assets.deliveries.batch import ROW
from assets.deliveries.manifests import Manifest
from assets.deliveries.source import Recipe, Source
from assets.deliveries.staging import stage
from assets.sources.outside import own_rows
from assets.sources.registry import SOURCES
from pipelines.settings import Settings, load_settings

SEED = 1
OF_EACH = 100
LONGEST = 20  # seconds for one delivery
EXAMPLES = PROJECT / "sample_data" / "voorbeelden"
TOWN = EXAMPLES / "voorbeeldstad.toml"
FIGURES = EXAMPLES / "open_data" / "veiligheidsbeeld.toml"


class Base(NamedTuple):
    """A delivery before anything was done to it. `config`: the settings under which it is read;
    None for those of Maastricht. `planted`: personal values in it."""

    folder: str
    name: str
    content: bytes
    config: Path | None
    planted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Through:
    """What came of a delivery. `message`: all that the analyst reads of it."""

    outcome: str
    seconds: float
    message: str


def _sample(name: str) -> Base:
    """40 rows of a file of the sample, with personal values in every column and in more columns."""
    path, plants = SAMPLE / name, Plants()
    table = in_every_column(plants, rows_of(path)[:41], "levering", {}, ("naam", "BSN"))
    table = with_columns(plants, [table[0], *table[1:60]], "levering")
    content = as_csv(table) if path.suffix == ".csv" else as_workbook(Random(SEED), table)
    return Base(path.parent.name, path.name, content, None, frozenset(plants.where))


def _plain(name: str, config: Path | None = None) -> Base:
    path = (EXAMPLES if config else SAMPLE) / name
    day = path.parent.name if path.parent.name[:2] == "20" else "2020-03-05"
    return Base(day, path.name, path.read_bytes(), config)


def _zipped_tables() -> Base:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted((EXAMPLES / "signalen").glob("*.csv")):
            archive.writestr(f"export/083000UTC_{path.stem}.csv", path.read_bytes())
    return Base("2020-03-05", "export.zip", file.getvalue(), TOWN)


@cache
def bases() -> dict[str, Base]:
    """Name -> a delivery of every layout that stands in the sample or in the examples."""
    survey, vacancy = "veiligheidsmonitor/inbox/2024-03-01", "vastgoed_in_beeld/inbox"
    figures = "open_data/inbox"
    every = [
        _sample("2018-03-08/Incidenten Maastricht 2018-02.csv"),
        _sample("2018-02-08/Incidenten Maastricht 2018-01.xlsx"),
        _sample("2018-03-05/MeldDesk 2018-02.csv"),
        _sample("2018-02-05/MeldDesk 2018-01.xlsx"),
        _plain("2019-02-05/wijkagenten.xlsx"),
        _plain("2019-02-05/doelen meerjarenprogramma.csv"),
        _plain("2020-07-08/duiding.csv"),
        _plain("2020-01-08/hotspotaanpak.csv"),
        _plain("2020-07-08/evenementen.csv"),
        _plain("2020-07-08/aandachtsgebieden.csv"),
        _plain("2021-07-21/registers mjp-evaluatie 2021.csv"),
        _plain("2021-07-21/veiligheidsmonitor maastricht 2014-2019.csv"),
        _zipped_tables(),
        _plain("open311.json", TOWN),
        _plain("open311.xml", TOWN),
        _plain("meldingen_genest.json", TOWN),
        _plain("open311_bulk.csv", TOWN),
        _plain("fixmystreet.csv", TOWN),
        _plain(
            "veiligheidsmonitor/inbox/2020-03-02/Veiligheidsbeleving__regio_02032020_101500.csv",
            TOWN,
        ),
        _plain(f"{survey}/veiligheidsmonitor zoals getoond.csv", TOWN),
        _plain(f"{survey}/veiligheidsmonitor buurten.csv", TOWN),
        _plain(f"{vacancy}/2024-04-10/leegstand per buurt.csv", FIGURES),
        _plain(f"{vacancy}/2024-04-11/leegstand adressen.csv", FIGURES),
        _plain(
            f"{figures}/2024-04-16/Misdrijven_per_wijk_en_buurt_per_maand_16042024_101500.csv",
            FIGURES,
        ),
        _plain(f"{figures}/2024-02-15/47022NED.zip", FIGURES),
        _plain(f"{figures}/2024-02-15/47024NED_UntypedDataSet.json", FIGURES),
        _plain(f"{figures}/2024-03-20/Misdrijven_per_gemeente.csv", FIGURES),
        _plain(f"{figures}/2024-03-15/47018NED.zip", FIGURES),
    ]
    return {base.name: base for base in every}


@cache
def _settings(config: Path | None, folder: Path) -> tuple[Settings, dict[str, Recipe], object]:
    """The settings, how the rows of each source are made, and which rows are of elsewhere."""
    settings = load_settings(folder, folder, config)
    home = Home(folder, folder)
    recipes = {source.name: source.recipe(home, settings.configuration) for source in SOURCES}
    return settings, recipes, own_rows(settings.configuration)


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Base, Mutated], Through]:
    """Puts one delivery in a home of its own, through the stations that a run has for it."""
    monkeypatch.setenv("VEILIGHEIDSBEELD_SLEUTEL", KEY)

    homes = count()

    def through(base: Base, delivery: Mutated) -> Through:
        home = _delivered(tmp_path / f"{next(homes)}", base.folder, delivery)
        settings, recipes, own = _settings(base.config, tmp_path)
        start, tables = time.perf_counter(), {}
        share = settings.configuration.leveringen.aandeel_dekkende_maand
        taken = take_in(home, settings.layouts, share, keep=tables.__setitem__, own=own)
        assert len(taken.new) + len(taken.aside) == 1, taken
        if taken.aside:
            return Through("apart gezet", time.perf_counter() - start, taken.aside[0].melding)
        [manifest] = taken.new
        for source in SOURCES:
            if source.name == manifest.bron:
                layouts = source.layouts(settings.configuration)
                stage(home, layouts, recipes[source.name], tables)
                rows = _conserved(home, source, manifest)
        return Through(
            f"ingenomen, {'met' if rows else 'zonder'} bruikbare rijen",
            time.perf_counter() - start,
            "\n".join(manifest.opmerkingen),
        )

    return through


def _delivered(folder: Path, day: str, *deliveries: Mutated) -> Home:
    """A home with these deliveries in its inbox, each in a folder of its own."""
    for number, delivery in enumerate(deliveries):
        place = folder / "inbox" / f"{day} {number}"
        place.mkdir(parents=True)
        (place / delivery.name).write_bytes(delivery.content)
    return Home(folder / "data", folder / "inbox")


def _conserved(home: Home, source: Source, manifest: Manifest) -> int:
    """The accepted rows; every row of the manifest is accepted or refused, once."""
    [accepted], [refused] = (
        [pd.read_parquet(path) for path in folder.glob(f"{manifest.levering_id}--*.parquet")]
        for folder in (home.staged(source.name), home.quarantine(source.name))
    )
    numbers = set(refused.loc[refused["soort"].eq(ROW), "rijnummer"])
    assert len(accepted) + len(numbers) == manifest.rijen
    return len(accepted)


def mutations_of(base: Base, seed: int, number: int) -> Iterator[Mutated]:
    for each in range(number):
        yield mutated(base.name, base.content, f"{seed}/{each}")


def _faults(base: Base, delivery: Mutated, through: Callable, told: Counter) -> Iterator[str]:
    """What is wrong with the way of one delivery, if anything is."""
    try:
        done: Through = through(base, delivery)
    except AnalystError as error:
        if "Meld dit aan de beheerder" in str(error):
            yield f"AnalystError: {error}"
        told["de run stopt met een reden"] += 1
        return
    except Exception as error:  # whatever it is, no delivery may cause it
        yield f"{type(error).__name__}: {error}"[:300]
        return
    told[done.outcome] += 1
    told["traagste, ms"] = max(told["traagste, ms"], round(1000 * done.seconds))
    if done.seconds > LONGEST:
        yield f"{done.seconds:.0f} s"
    if not done.outcome.startswith("ingenomen") and not re.search(r"\w{3,}.*\.$", done.message):
        yield "no reason"
    if found := Search(base.planted, STEMS).in_bytes(done.message.encode()):
        yield f"personal: {found}"


def _all_through(base: Base, seed: int, number: int, door: Callable, told: Counter) -> list[str]:
    return [
        f"{base.name} {number} {delivery.changes}: {fault}"
        for number, delivery in enumerate(mutations_of(base, seed, number))
        for fault in _faults(base, delivery, door, told)
    ]


@pytest.mark.parametrize("name", sorted(bases()))
def test_a_file_is_recognised_before_anything_is_done_to_it(name: str, door: Callable) -> None:
    base = bases()[name]
    done = door(base, Mutated(base.name, base.content, ()))
    refused = name in ("wijkagenten.xlsx", "leegstand adressen.csv")
    assert done.outcome == ("apart gezet" if refused else "ingenomen, met bruikbare rijen")


@pytest.mark.parametrize(
    "of_each", [1, pytest.param(3, id="a few", marks=pytest.mark.slow_by_nature)]
)
def test_a_few_damaged_deliveries(door: Callable, of_each: int) -> None:
    told: Counter[str] = Counter()
    faults = [
        fault
        for base in bases().values()
        for fault in _all_through(base, SEED - 1, of_each, door, told)
    ]
    assert faults == []


@pytest.mark.campaign
@pytest.mark.parametrize("name", sorted(bases()))
def test_a_hundred_damaged_deliveries(name: str, door: Callable, record_property) -> None:
    base, told = bases()[name], Counter()
    faults = _all_through(base, SEED, OF_EACH, door, told)
    record_property("gewijzigde leveringen, een voor een", {"seed": SEED, **told})
    assert faults == []


@pytest.mark.campaign
@pytest.mark.parametrize("name", sorted(bases()))
def test_a_hundred_damaged_deliveries_in_one_run(
    name: str, tmp_path: Path, record_property
) -> None:
    base = bases()[name]
    deliveries = list(mutations_of(base, SEED, OF_EACH))
    home = _delivered(tmp_path, base.folder, *deliveries)
    asked = ("--config", base.config) if base.config else ()
    ended = in_this_process("run", "--inbox", home.inbox, "--home", home.root, *asked)
    assert ended.code == 0, ended.err
    intern = home.publish / "intern.duckdb"
    told = dict(ask(intern, "select status, count(*) from leveringen group by 1"))
    [(aside,)] = ask(intern, "select count(*) from apart_gezet")
    record_property("gewijzigde leveringen, in een run", {"apart gezet": aside, **told})
    assert sum(told.values()) + aside == len({delivery.content for delivery in deliveries})
    assert ask(intern, "from leveringen where rijen <> geaccepteerd + afgekeurd") == []
    search = Search(base.planted, STEMS)
    assert search.in_bytes((ended.out + ended.err).encode()) == set()
    assert search.in_folder(home.root, leave=lambda path: path.parts[0] == "archive") == {}
