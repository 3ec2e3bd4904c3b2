"""Personal values, planted in every place of every kind of delivery, come out nowhere.

One run on three months of the sample, and every command on its home; then each value is looked for
in all that was made and printed. How values are made and sought stands in `planting` and
`searching`.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from command import PROJECT, SAMPLE, ask, in_this_process
from planting import (
    BSN,
    FORMS,
    HOME,
    IBAN,
    KINDS,
    MAIL,
    NAME,
    PATTERNS,
    PHONE,
    PLATE,
    STEMS,
    TEXT,
    WRITTEN,
    Plants,
    in_every_column,
    rows_of,
    with_columns,
    write_csv,
    write_xlsx,
)
from searching import Search

_KEYS = (
    "(select registratie_sleutel, straat_id from registraties limit 300) union all "
    "(select melding_sleutel, straat_id from meldingen limit 300)"
)
_OPEN_DATA = [
    ["Soort misdrijf", "Perioden", "Regio's", "Geregistreerde misdrijven (aantal)"],
    *(
        [f"1.1.{n} Diefstal/inbraak", f"{year}", "GM0935", str(100 + n)]
        for n in (1, 2)
        for year in range(2000, 2024)
    ),
]


@dataclass(frozen=True)
class Done:
    """What was planted, and what came of it. `printed`: command -> what it printed."""

    plants: Plants
    home: Path
    inbox: Path
    printed: dict[str, str]

    @property
    def search(self) -> Search:
        return Search(self.plants.where, STEMS)

    def told(self, found: dict[str, set[str]]) -> dict[str, list[str]]:
        """Of what was found: where it was planted -> where it was found."""
        told: dict[str, list[str]] = {}
        for where, texts in found.items():
            for text in texts:
                told.setdefault(self.plants.where[text], []).append(where)
        return told


def _fill(inbox: Path, plants: Plants) -> None:
    """An inbox with a value in every place that a delivery has."""

    def named(kind: str, what: str) -> str:
        return plants.make(kind, f"naam van {what}").replace("/", "-")

    def sample(name: str) -> list[list[str]]:
        return rows_of(SAMPLE / name)

    def cells(name: str, what: str) -> list[list[str]]:
        return in_every_column(plants, sample(name), what, WRITTEN, (*KINDS, *FORMS))

    police = in_every_column(
        plants, sample("2020-05-08/Incidenten Maastricht 2020-04.csv"), "politie csv", {}
    )
    write_csv(
        inbox
        / f"2020-05-08 {named(PHONE, 'een map')}"
        / f"Incidenten {named(MAIL, 'politie csv')}.csv",
        with_columns(plants, police, "politie csv"),
        plants.make(TEXT, "politie csv, na de laatste rij") + "\r\n",
    )
    police = in_every_column(
        plants, sample("2020-06-08/Incidenten Maastricht 2020-05.xlsx"), "politie xlsx", {}
    )
    write_xlsx(
        inbox / "2020-06-08" / f"Incidenten {named(PLATE, 'politie xlsx')} 2020-05.xlsx",
        with_columns(plants, police, "politie xlsx"),
        plants,
        "politie xlsx",
    )
    reports = in_every_column(plants, sample("2020-05-05/MeldDesk 2020-04.csv"), "MeldDesk csv", {})
    write_csv(
        inbox / "2020-05-05" / f"MeldDesk_{named(BSN, 'MeldDesk csv')}_2020-04.csv",
        with_columns(plants, reports, "MeldDesk csv"),
    )
    reports = in_every_column(
        plants, sample("2020-06-05/MeldDesk 2020-05.xlsx"), "MeldDesk xlsx", {}
    )
    write_xlsx(
        inbox / "2020-06-05" / f"MeldDesk {named(IBAN, 'MeldDesk xlsx')}.xlsx",
        with_columns(plants, reports, "MeldDesk xlsx"),
        plants,
        "MeldDesk xlsx",
    )
    for name in (
        "2020-07-06/MeldDesk 2020-06.xlsx",
        "2020-07-08/Incidenten Maastricht 2020-06.xlsx",
    ):
        (inbox / name).parent.mkdir(parents=True)
        shutil.copyfile(SAMPLE / name, inbox / name)
    registers = "2021-07-21/registers mjp-evaluatie 2021.csv"
    write_csv(
        inbox / "2021-07-21" / f"registers {named(HOME, 'een register')}.csv",
        with_columns(plants, cells(registers, "register"), "register"),
    )
    survey = "2021-07-21/veiligheidsmonitor maastricht 2014-2019.csv"
    write_csv(
        inbox / "2021-07-21" / f"veiligheidsmonitor {named(PHONE, 'de monitor')}.csv",
        cells(survey, "monitor"),
    )
    for name, what in (
        ("2019-02-05/doelen meerjarenprogramma.csv", "doelen"),
        ("2020-07-08/duiding.csv", "duiding"),
        ("2020-01-08/hotspotaanpak.csv", "hotspotaanpak"),
        ("2020-07-08/evenementen.csv", "evenementen"),
        ("2020-07-08/aandachtsgebieden.csv", "aandachtsgebieden"),
    ):
        table = sample(name)
        table = in_every_column(plants, table, what, WRITTEN, (*KINDS, *FORMS))
        write_csv(inbox / "2020-07-08" / f"{what} {named(PHONE, what)}.csv", table)
    statistics = in_every_column(plants, _OPEN_DATA, "open data", {}, (*KINDS, *FORMS))
    write_csv(inbox / "2024-02-01" / f"Misdrijven_{named(MAIL, 'open data')}.csv", statistics)
    _fill_unusable(inbox / f"apart {named(PLATE, 'een map')}", plants, police)
    _fill_forms(inbox, plants)


def _fill_forms(inbox: Path, plants: Plants) -> None:
    """Every form of personal data in every column, header, sheet and name of a file, each value two
    times in its column: that it is not alone proves nothing."""
    for name, what in (
        ("2020-07-08/Incidenten Maastricht 2020-06.xlsx", "politie"),
        ("2020-07-06/MeldDesk 2020-06.xlsx", "MeldDesk"),
    ):
        table = rows_of(SAMPLE / name)[:41]
        table = in_every_column(plants, table, f"{what}, vormen", {}, FORMS, twice=True)
        headers = [plants.make(kind, f"{what}, kop met een vorm") for kind in FORMS]
        table = [[*table[0], *headers], *([*row, *[""] * len(headers)] for row in table[1:])]
        write_csv(inbox / "2020-07-09" / f"{what} vormen.csv", table)
    header, *rows = rows_of(SAMPLE / "2020-07-08/Incidenten Maastricht 2020-06.xlsx")
    sheets = {_of_sheet(plants.make(kind, "naam van een blad")): header for kind in FORMS}
    with xlsxwriter.Workbook(inbox / "2020-07-09" / "bladen.xlsx") as book:
        for name, cells in sheets.items():
            book.add_worksheet(name).write_row(0, 0, cells)
    for kind, row in zip(FORMS, rows[50:], strict=False):
        name = plants.make(kind, "naam van een levering met een vorm").replace("/", "-")
        write_csv(inbox / "2020-07-10" / f"{name}.csv", [header, row])
        name = plants.make(kind, "naam van een onbruikbaar bestand met een vorm").replace("/", "-")
        write_csv(inbox / f"2020-07-10 {name}" / f"{name}.csv", [["Iets"], [name]])


def _of_sheet(name: str) -> str:
    """A name that a sheet can have."""
    return "".join("_" if sign in "[]:*?/\\\x1b" else sign for sign in name)[:31]


def _fill_unusable(folder: Path, plants: Plants, police: list[list[str]]) -> None:
    """Files that are set aside, each for another reason."""

    def new(kind: str, where: str) -> str:
        return plants.make(kind, f"{where} van een bestand dat apart wordt gezet")

    every = [[new(kind, "kop") for kind in PATTERNS], [new(kind, "cel") for kind in PATTERNS]]
    write_csv(folder / f"lijst {new(MAIL, 'naam')}.csv", every)
    write_csv(
        folder / f"leegstand {new(PHONE, 'naam')}.csv",
        [["Straat", "Huisnummer"], ["Markt", new(HOME, "cel")]],
    )
    (folder / f"brief {new(BSN, 'naam')}.docx").write_bytes(b"PK\3\4" + new(TEXT, "tekst").encode())
    (folder / f"kapot {new(IBAN, 'naam')}.xlsx").write_bytes(
        b"PK\3\4" + new(TEXT, "tekst").encode()
    )
    (folder / f"export {new(HOME, 'naam')}.json").write_text(
        json.dumps({new(NAME, "sleutel"): new(PHONE, "waarde")})
    )
    (folder / f"leeg {new(PHONE, 'naam')}.csv").touch()
    write_csv(
        folder / f"zonder {new(PLATE, 'naam')}.csv",
        [[*police[0][:6], new(PHONE, "kop")], [new(NAME, "cel")] * 7],
    )


def _own_streets(folder: Path, plants: Plants) -> Path:
    """Settings that name a list of streets with more columns than are read, and that list."""
    streets = rows_of(PROJECT / "dbt_like_sql" / "seeds" / "GM0935" / "straten.csv")
    write_csv(folder / "straten.csv", with_columns(plants, streets, "lijst van straten"))
    config = folder / "veiligheidsbeeld.toml"
    config.write_text('[referentie]\nstraten = "straten.csv"\n', "utf-8")
    return config


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """A home after one run on the planted deliveries, and after every command."""
    folder = tmp_path_factory.mktemp("geplant")
    plants, inbox, home = Plants(), folder / "inbox", folder / "data"
    _fill(inbox, plants)
    config = _own_streets(folder / "referentie", plants)
    ended = in_this_process(
        *("run", "--inbox", inbox, "--home", home, "--config", config), storage=True
    )
    printed = {"run": ended.out + ended.err}
    assert ended.code == 0, ended.err
    former = folder / "vorige.duckdb"
    shutil.copyfile(home / "publish" / "intern.duckdb", former)
    with duckdb.connect(str(former)) as connection:
        connection.execute(
            "delete from leveringen where bron <> 'melddesk'; "
            "update indicatorwaarden set waarde = waarde + 1"
        )
    intern = home / "publish" / "intern.duckdb"
    street = ask(intern, "select straatnaam from registraties where straat_id is not null limit 1")
    # `profile` shows the name of the file that it is asked for: on the analyst's screen alone.
    files = [
        path
        for path in sorted(inbox.rglob("*"))
        if path.is_file() and path.stem != "bladen" and "2020-07-10" not in path.as_posix()
    ]
    commands = [
        ["status", "--home", home],
        ["check", "--home", home],
        ["straat", street[0][0], "--home", home],
        ["diff", former, intern, "--home", home],
        ["linking", "evaluate", config.with_name("straten.csv"), "--toon", "0"],
        *(["profile", file] for file in files),
    ]
    for command in commands:
        ended = in_this_process(*command)
        assert ended.out + ended.err, command
        printed[" ".join(map(str, command))] = ended.out + ended.err
    return Done(plants, home, inbox, printed)


def test_every_value_was_planted_and_the_search_finds_it(done: Done) -> None:
    found = done.search.in_folder(done.inbox.parent, leave=lambda path: path.parts[0] == "data")
    assert len(done.plants.where) > 1000
    assert set(done.plants.where) - set().union(*found.values()) == set()


def test_deliveries_of_every_kind_were_taken_in_and_set_aside(done: Done) -> None:
    intern = done.home / "publish" / "intern.duckdb"
    taken = ask(intern, "select bron, count(*) from leveringen where geaccepteerd > 0 group by all")
    assert dict(taken) == {"politie": 4 + len(FORMS), "melddesk": 4} | dict.fromkeys(
        "registers veiligheidsmonitor doelen duiding hotspotaanpak evenementen "
        "aandachtsgebieden".split(),
        1,
    ) | {"politie_open_data": 1}
    assert ask(intern, "select count(*) from apart_gezet") == [(8 + len(FORMS),)]
    names = ask(
        intern, "select bestandsnaam from leveringen union all select bestandsnaam from apart_gezet"
    )
    plain = [name for (name,) in names if "[" not in name]
    assert len(plain) == 2  # those of the sample itself


def test_nothing_planted_is_in_anything_that_was_made(done: Done) -> None:
    """In no name and no byte of the home, but for the inbox and the archive of what came."""
    made = done.search.in_folder(done.home, leave=lambda path: path.parts[0] == "archive")
    assert done.told(made) == {}
    folders = "staged quarantine tables publish factsheets open_data dagster".split()
    assert [name for name in folders if not any((done.home / name).rglob("*"))] == []


def test_nothing_planted_is_printed(done: Done) -> None:
    printed = {name: done.search.in_bytes(text.encode()) for name, text in done.printed.items()}
    assert done.told(printed) == {}
    assert not any("Onverwachte fout" in text for text in done.printed.values())


def test_no_street_and_no_row_is_in_the_public_part(done: Done) -> None:
    intern = done.home / "publish" / "intern.duckdb"
    areas = " ".join(name.casefold() for (name,) in ask(intern, "select buurtnaam from buurten"))
    names = [
        name
        for (name,) in ask(intern, "select straatnaam from straten where length(straatnaam) > 9")
        if name.casefold() not in areas
    ]
    keys = [key for row in ask(intern, _KEYS) for key in row if key]
    assert len(names) > 150
    assert len(keys) > 500
    search = Search([*names, *keys], [""])
    places = [done.home / "publish" / "openbaar.duckdb"]
    for folder in ("open_data", "website"):
        places += [path for path in (done.home / folder).rglob("*") if path.is_file()]
    # Where residents look up their street: names of the reference, made without any figure.
    lists = [path for path in places if path.parent == done.home / "website" / "zoeken"]
    assert len(lists) > 20
    places = [path for path in places if path not in lists]
    listed = {name for path in lists for name in search.in_content(path.read_bytes())}
    assert not listed & set(keys)
    assert {path.name: search.in_content(path.read_bytes()) for path in places} == {
        path.name: set() for path in places
    }
    assert len(search.in_content(intern.read_bytes())) > 500  # there they are, and are found
