"""The main job on the sample, as a user runs it: figures, revisions, privacy, repeats."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
from pathlib import Path

import duckdb
import outloud
import pypdfium2
import pytest
from command import PRODUCTS, PROJECT, SAMPLE, ask, checksums, in_this_process, tables_only
from python_calamine import CalamineWorkbook
from reader import figures_of, found_by_reader

from assets.factsheets.wording import plain_name
from assets.warehouse.models import models
from assets.warehouse.publication import contract_faults
from sample_data.generator.weeks import WEEKS
from schemas import published

# Published on veiligheidmaastricht.nl, 'Feiten & cijfers'. Edition A was read in the summer of
# 2019, edition B in 2020. (indicator, A 2018, A 2019-H1, B 2018, B 2019, B 2020-H1)
EDITIONS = [
    ("Diefstal uit of inbraak in woning", 423, 192, 424, 357, 99),
    ("Diefstal uit of inbraak in box, garage, schuur of tuin", 208, 73, 207, 173, 65),
    ("Zakkenrollerij", 362, 207, 362, 433, 159),
    ("Diefstal uit of vanaf motorvoertuigen", 736, 252, 736, 520, 110),
    ("Diefstal van motorvoertuigen", 221, 91, 220, 173, 61),
    ("Diefstal van fietsen en brom- of snorfietsen - Totaal", 1207, 726, 1206, 1587, 465),
    ("Diefstal fiets", 1005, 585, 1005, 1325, 379),
    ("Diefstal brom- of snorfiets", 198, 140, 197, 257, 85),
    ("Diefstal fiets met geweld", 2, 1, 2, 4, 0),
    ("Diefstal brom- of snorfiets met geweld", 2, 0, 2, 1, 1),
    ("Openlijk geweld (tegen persoon)", 41, 26, 41, 41, 13),
    ("Bedreiging", 259, 148, 261, 305, 144),
    ("Mishandeling - Totaal", 1204, 596, 1202, 1256, 553),
    ("Schietpartij (zonder vervolg)", 1, 1, 1, 3, 1),
    ("Vechtpartij (zonder vervolg)", 54, 23, 54, 44, 19),
    ("Steekpartij (zonder vervolg)", 2, 1, 2, 1, 0),
    ("Ruzie of twist (zonder vervolg)", 721, 345, 719, 765, 373),
    ("Eenvoudige mishandeling", 372, 193, 371, 381, 136),
    ("Zware mishandeling", 54, 33, 55, 62, 24),
    ("Overige mishandeling", 0, 0, 0, 0, 0),
    ("Straatroof", 22, 23, 22, 35, 14),
    ("Overval In woning", 2, 4, 2, 6, 3),
    ("Overval In bedrijven", 7, 3, 7, 6, 0),
    ("Burengerucht (relatieproblemen)", None, None, 446, 362, 242),
    ("Overlast door verward of overspannen persoon", None, None, 732, 759, 459),
    ("Overlast zwervers", None, None, 216, 206, 162),
    ("Drugs- en drankoverlast", None, None, 1064, 995, 504),
    ("Vernieling cq. zaakbeschadiging - Totaal", None, None, 673, 729, 334),
    ("Vernieling van of aan auto", None, None, 310, 310, 146),
    ("Vernieling openbaar vervoer/abri", None, None, 1, 2, 7),
    ("Vernieling openbaar gebouw", None, None, 4, 11, 4),
    ("Vernieling overige objecten", None, None, 356, 404, 177),
    ("Openlijk geweld tegen goederen", None, None, 2, 2, 0),
    ("Overlast - Totaal", None, None, 126, 173, 40),
    ("Vuurwerkoverlast", None, None, 77, 120, 16),
    ("Stank-, rook- of stofoverlast", None, None, 49, 53, 24),
    ("Brand of ontploffing - Totaal", 165, 79, None, None, None),
    ("Brand (geen brandstichting)", 114, 56, None, None, None),
    ("Brandstichting", 51, 23, None, None, None),
]


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after the first run on the sample, and beside it what that run printed."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(sample_home.parent, folder, dirs_exist_ok=True)
    return folder / sample_home.name


@pytest.fixture(scope="module")
def intern(home: Path) -> Path:
    """The publication of the first run."""
    return home / "publish" / "intern.duckdb"


@pytest.fixture(scope="module")
def in_2019(home: Path) -> Path:
    """The publication as known on 15 July 2019."""
    command = ("run", "--inbox", SAMPLE, "--home", home, "--peildatum", "2019-07-15")
    ended = tables_only(*command)
    assert ended.code == 0, ended.err
    return home / "publish" / "peildatum=2019-07-15" / "intern.duckdb"


def _figures(path: Path) -> dict[tuple[str, str], int]:
    return {
        (indicator, period): value
        for indicator, period, value in ask(
            path, "select indicator, periode, waarde from feiten_en_cijfers"
        )
    }


def test_feiten_en_cijfers_is_edition_b(intern: Path) -> None:
    found = _figures(intern)
    wanted = {
        (name, period): value
        for name, _, _, *b in EDITIONS
        for period, value in zip(("2018", "2019", "2020-H1"), b, strict=True)
        if value is not None
    }
    assert len(wanted) == 108
    assert {key: found.get(key) for key in wanted} == wanted


def test_feiten_en_cijfers_as_known_in_2019_is_edition_a(in_2019: Path) -> None:
    found = _figures(in_2019)
    wanted = {
        (name, period): value
        for name, year, half, *_ in EDITIONS
        for period, value in (("2018", year), ("2019-H1", half))
        if value is not None
    }
    assert len(wanted) == 52
    assert {key: found.get(key) for key in wanted} == wanted
    assert not any(period == "2019" for _, period in found), "2019 was not whole in July 2019"


def test_the_editions_above_are_the_published_ones(shared_data: Path) -> None:
    published = duckdb.sql(
        "select indicator_nl, j2018_snapA, h2019_q2_snapA, j2018_snapB, j2019_snapB, "
        f"h2020_1_snapB from '{shared_data / 'feiten_cijfers_maastricht/politiecijfers.csv'}'"
    ).fetchall()
    assert sorted(published) == sorted(EDITIONS)


def test_herzieningen_names_the_ten_revised_figures_of_2018_and_no_other(intern: Path) -> None:
    rows = ask(
        intern,
        "select naam, oude_waarde, nieuwe_waarde, cast(sinds as varchar) from herzieningen "
        "join indicatoren using (indicator_id) "
        "where periode = '2018' and gebied_code = 'GM0935'",
    )
    wanted = [
        (name, a, b, "2019-09-16")
        for name, a, _, b, *_ in EDITIONS
        if None not in (a, b) and a != b
    ]
    assert len(wanted) == 10
    assert sorted(rows) == sorted(wanted)


def test_revised_figures_are_marked(intern: Path) -> None:
    marks = dict(
        ask(intern, "select indicator, status from feiten_en_cijfers where periode = '2018'")
    )
    assert marks["Bedreiging"] == "herzien"
    assert marks["Zakkenrollerij"] == "definitief"


def test_registers_come_through_unchanged(intern: Path) -> None:
    rows = ask(
        intern,
        "select indicator_id, periode, waarde from indicatorwaarden where indicator_id in "
        "('demonstraties', 'uitrukken_brandweer') and gebied_code = 'GM0935' order by all",
    )
    demonstrations = [
        ("demonstraties", str(y), float(n))
        for y, n in zip(range(2017, 2021), (34, 32, 40, 56), strict=True)
    ]
    call_outs = [
        ("uitrukken_brandweer", str(y), float(n))
        for y, n in zip(range(2017, 2021), (1118, 1351, 1455, 1277), strict=True)
    ]
    assert rows == demonstrations + call_outs


def test_a_number_of_two_years_says_so(intern: Path) -> None:
    """Numbers of the MJP evaluation of 2021, over 2019 and 2020 together."""
    rows = ask(
        intern,
        "select indicator_id, waarde from indicatorwaarden "
        "where periode_soort = 'meerjarig' and periode = '2019--2020'",
    )
    assert len(rows) == 16
    wanted = {"bibob_onderzoeken": 216, "damocles_sluitingen": 57, "flexteam_locaties": 99}
    wanted |= {"werkgroep_ondermijning_locaties": 440, "ondermijningstafel_casussen": 16}
    wanted |= {"prostitutiecontroles": 33, "taskforce_casussen": 10, "sleutelpersonen": 50}
    assert wanted.items() <= dict(rows).items()
    shown = ask(intern, "select periode_tot, jaar_tot_nu from driehoek_registers where jaar = 2020")
    assert shown.count(("2019--2020", None)) == 16


def test_the_survey_of_the_sample_says_nothing_of_change_without_margins(intern: Path) -> None:
    assert ask(intern, "select count(*), count(distinct signaal) from raad_veiligheidsmonitor") == [
        (105, 0)
    ]
    assert ask(
        intern,
        "select jaar, waarde, signaal from raad_veiligheidsmonitor "
        "where indicator_id = 'vm_vaak_onveilig_in_de_eigen_buurt' and jaar >= 2017 order by jaar",
    ) == [(2017, 3.0, None), (2019, 2.5, None)]


def test_every_row_is_accepted_or_quarantined_and_counts_once(intern: Path) -> None:
    assert ask(intern, "select * from leveringen where rijen <> geaccepteerd + afgekeurd") == []
    read, accepted, refused = ask(
        intern, "select sum(rijen), sum(geaccepteerd), sum(afgekeurd) from leveringen"
    )[0]
    assert (read, accepted, refused) == (115_839, 115_480, 359)
    for table, measure in (
        ("registraties", "politie_registraties"),
        ("meldingen", "melddesk_meldingen"),
    ):
        facts = ask(intern, f"select count(*) from {table}")[0][0]
        assert facts == ask(intern, f"select sum({measure}) from straatbeeld")[0][0]
        assert facts == ask(intern, f"select sum({measure}) from buurtbeeld")[0][0]
        source = "politie" if table == "registraties" else "melddesk"
        assert (
            facts
            == ask(intern, f"select sum(geteld) from leveringen where bron = '{source}'")[0][0]
        )


def test_accepted_rows_are_those_that_the_generator_made_usable(intern: Path) -> None:
    """The generator's own account of each file: rows, usable rows."""
    truth = {}
    for source in ("politie", "melddesk"):
        for file, rows, usable in duckdb.sql(
            "select parse_filename(bestand), rijen, rijen_goed from "
            f"'{PROJECT}/sample_data/waarheid/{source}_rijen.csv'"
        ).fetchall():
            truth[file] = (rows, usable)
    found = {
        file: (rows, accepted)
        for file, rows, accepted in ask(
            intern,
            "select bestandsnaam, rijen, geaccepteerd from leveringen "
            "where bron in ('politie', 'melddesk')",
        )
    }
    assert found
    assert {file: truth[file] for file in found} == found


def test_a_second_run_finds_nothing_new_and_writes_nothing(home: Path) -> None:
    """No file of the home changes but the log of who used the program; Dagster's neither. What is
    lost meanwhile is made again."""

    def files() -> dict[str, tuple[int, int]]:
        found = (path for path in home.rglob("*") if path.is_file())
        stats = {path.relative_to(home).as_posix(): path.stat() for path in found}
        return {
            name: (stat.st_size, stat.st_mtime_ns)
            for name, stat in stats.items()
            if not name.startswith("logboek/")
        }

    command = ("run", "--inbox", SAMPLE, "--home", home)
    in_this_process(*command)  # other tests may have asked other things of this home
    before = files()
    ended = in_this_process(*command)
    assert ended.code == 0
    assert "niets nieuws in de inbox" in ended.out
    assert "er is niets veranderd" in ended.out
    assert files() == before
    lost = next((home / "factsheets" / "driehoek").rglob("*.pdf"))
    content = lost.read_bytes()
    lost.unlink()
    assert in_this_process(*command).code == 0
    assert lost.read_bytes() == content


@pytest.mark.parametrize(
    "months",
    [
        pytest.param("2018-0[23]-*", id="the first months"),
        pytest.param("*", id="all", marks=pytest.mark.slow_by_nature),
    ],
)
def test_another_order_of_arrival_gives_the_same_tables(tmp_path: Path, months: str) -> None:
    """The files are copied in reverse, so that times and places in the folder differ, and come in
    two runs: what was delivered last first. All else is made of the tables of the models."""
    files = sorted(path for path in SAMPLE.glob(f"{months}/*") if path.is_file())
    half = len(files) // 2
    as_it_came = _models_of(tmp_path / "as it came", [files])
    turned = _models_of(tmp_path / "turned", [files[: half - 1 : -1], files[half - 1 :: -1]])
    assert {Path(name).stem for name in turned} == {query.name for query in models()}
    assert turned == as_it_came


def _models_of(folder: Path, parts: list[list[Path]]) -> dict[str, str]:
    """The checksums of the tables of the models, after a run for each part of the files."""
    for number, part in enumerate(parts):
        for path in part:
            target = folder / "inbox" / path.relative_to(SAMPLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            os.utime(target, (1_000_000 + number, 1_000_000 + number))
        ended = in_this_process(
            *("run", "--inbox", folder / "inbox", "--home", folder / "data"),
            without=(*published.DERIVED, "intern_duckdb", *PRODUCTS),
        )
        assert ended.code == 0, ended.err
    return checksums(folder / "data" / "tables")


def test_reference_date_stands_beside_and_never_replaces(
    home: Path, intern: Path, in_2019: Path
) -> None:
    assert ask(intern, "select cast(peildatum as varchar) from publicatie") == [("2021-07-21",)]
    assert [path.name for path in in_2019.parent.glob("intern-*")] == [], "no name of its own"
    assert len(list(intern.parent.glob("intern-*"))) == 1
    assert ask(in_2019, "select cast(peildatum as varchar) from publicatie") == [("2019-07-15",)]
    late = "select count(*) from leveringen where cast(ontvangen_op as date) > date '2019-07-15'"
    assert ask(in_2019, late) == [(0,)]
    assert ask(intern, late)[0][0] > 0


def test_every_table_and_column_has_a_comment(intern: Path) -> None:
    tables = ask(intern, "select table_name, comment from duckdb_tables() where not internal")
    assert {name for name, _ in tables} == set(published.INTERN)
    assert [name for name, comment in tables if not comment] == []
    assert (
        ask(
            intern,
            "select table_name, column_name from duckdb_columns() "
            "where not internal and comment is null",
        )
        == []
    )


def test_a_plain_sum_of_burglary_in_2019_is_right_at_every_level_and_period(intern: Path) -> None:
    views = (f"{level}{kind}" for level in ("", "buurt_") for kind in ("maand", "kwartaal", "jaar"))
    for view in views:
        total = (
            f"select sum(waarde) from feit_indicator_{view} "
            "where indicator_id = 'woninginbraak' and year(begin) = 2019"
        )
        assert ask(intern, total) == [(357,)], view


def test_every_view_of_the_sample_meets_its_contract_and_every_period_has_its_days(
    intern: Path,
) -> None:
    with duckdb.connect(str(intern), read_only=True) as connection:
        for view in published.VIEWS:
            assert contract_faults(connection, view, view) == []
            assert connection.execute(f"select count(*) from {view}").fetchone() > (0,)
        for name in published.INTERN:
            periods = {
                column.name
                for column in published.table(name).columns
                if column.name in ("periode", "periode_van", "periode_tot")
                or (column.unit == "JJJJ-MM" and name != "gebieden")  # there also `9999-12`
            }
            for column in sorted(periods):
                unknown = connection.execute(
                    f"select distinct {column} from {name} "
                    f"where {column} not in (select periode from kalender)"
                ).fetchall()
                assert unknown == [], (name, column)


def test_public_file_holds_no_street_and_no_row(home: Path) -> None:
    path = home / "publish" / "openbaar.duckdb"
    sql = "select column_name from duckdb_columns() where not internal"
    columns = {name for (name,) in ask(path, sql)}
    assert set(published.OPENBAAR) == {
        name for (name,) in ask(path, "select table_name from duckdb_tables() where not internal")
    }
    assert not columns & {
        "straat_id",
        "straatnaam",
        "buurtcode",
        "registratie_sleutel",
        "melding_sleutel",
    }


def test_the_public_edition_of_the_sample_gives_nothing_away(home: Path) -> None:
    path = home / "publish" / "openbaar.duckdb"
    assert ask(path, "select uitgave, kwartaal, herleidbaar from uitgaven") == [
        ("2020-Q2", "2020-Q2", 0)
    ]
    figures, secret = ask(path, "select cijfers, geheim from uitgaven")[0]
    assert ask(path, "select count(*), count(*) filter (teken = 'x') from cijfers") == [
        (figures, secret)
    ]
    assert secret > 0
    assert ask(path, "select count(*) from cijfers where teken in ('x', '.') and waarde > 0") == [
        (0,)
    ]
    shown = "select count(*) from cijfers where eenheid = 'aantal' and waarde between 1 and 4"
    assert ask(path, shown) == [(0,)]
    (report,) = (home / "uitgaven").glob("*/aanval.json")
    attack = json.loads(report.read_text("utf-8"))
    assert (attack["verborgen"], attack["herleid"]) == (secret, 0)


def test_what_is_public_adds_up_where_nothing_is_hidden(home: Path) -> None:
    path = home / "publish" / "openbaar.duckdb"
    sums = ask(
        path,
        """
        select sum(waarde) filter (gebiedsniveau = 'gemeente'),
            sum(waarde) filter (gebiedsniveau in ('buurt', 'onbekend'))
        from cijfers inner join gebieden using (gebied_code)
        where periode = '2019' and eenheid = 'aantal'
        group by indicator_id
        having count(*) filter (teken = 'x') = 0 and count(distinct gebiedsniveau) = 4
        """,
    )
    assert sums
    assert all(city == areas for city, areas in sums)


def test_a_reader_of_the_files_finds_nothing_that_is_hidden(home: Path, intern: Path) -> None:
    folder = home / "open_data"
    figures = figures_of(folder)
    hidden, found = found_by_reader(folder, figures)
    assert hidden > 400
    assert found == []

    # Were only small counts hidden, the same reader would find them.
    true = "select indicator_id, gebied_code, periode_soort, periode, waarde from indicatorwaarden"
    cell = ["indicator_id", "gebied_code", "periode_soort", "periode"]
    with duckdb.connect(str(intern), read_only=True) as connection:
        known = connection.execute(true).df()
    naive = figures.drop(columns="waarde").merge(known, on=cell)
    naive["teken"] = naive["teken"].where(naive["waarde"].between(1, 4), "")
    assert found_by_reader(folder, naive, most=2)[1]


SECRETS = ("GEHEIM-", "Geheim-", "geheim.7431", "06-00007431")


def test_what_is_personal_stays_behind_the_first_door(home: Path, in_2019: Path) -> None:
    """Free text, reporter, staff: planted in the sample, found nowhere but in the archive."""
    planted = b"".join(path.read_bytes() for path in (home / "archive").rglob("*.csv"))
    assert b"Geheim-Melder-7431" in planted, "the sample must hold the marker"
    everywhere = [
        path
        for path in home.rglob("*")
        if path.is_file() and (home / "archive") not in path.parents
    ]
    assert len(everywhere) > 100
    text = (home.parent / "first_run.txt").read_text("utf-8")
    assert not any(secret in text for secret in SECRETS)
    for path in everywhere:
        content = path.read_bytes()
        assert not any(secret.encode() in content for secret in SECRETS), path.name


def test_no_number_address_or_point_is_stored(home: Path) -> None:
    """Numbers are HMACs; no column of any table holds a house number, postcode or point."""
    for path in (home / "tables").glob("*.parquet"):
        columns = duckdb.sql(f"describe select * from read_parquet('{path}')").fetchall()
        names = {name for name, *_ in columns}
        assert not names & {"huisnummer", "postcode", "x", "y", "incidentnummer", "meldingnummer"}
        texts = [name for name, kind, *_ in columns if kind == "VARCHAR" and name != "sha256"]
        for name in texts:
            hits = duckdb.sql(
                f"select count(*) from read_parquet('{path}') where regexp_matches({name}, "
                r"'PL\d{4}_BVH_|^M20\d\d-\d{6}|^[1-9]\d{3} ?[A-Z]{2}$')"
            ).fetchall()
            assert hits == [(0,)], f"{path.name}: {name}"


def test_folders_are_for_the_owner_only(home: Path) -> None:
    for path in [home, *home.rglob("*")]:
        if path.is_dir() and (home / "dagster") not in path.parents:
            assert stat.S_IMODE(path.stat().st_mode) == 0o700, path.name
    assert stat.S_IMODE((home / "publish" / "intern.duckdb").stat().st_mode) == 0o600


def test_manifest_tells_what_came_when_and_what_it_covers(home: Path) -> None:
    manifests = [
        json.loads(path.read_text("utf-8")) for path in home.glob("archive/*/*/manifest.json")
    ]
    assert len(manifests) == 75
    year = next(
        m for m in manifests if m["bestandsnaam"] == "Incidenten Maastricht 2018 heel jaar.xlsx"
    )
    assert year["ontvangen_op"] == "2019-09-16 10:05:00"
    assert year["ontvangen_volgens"] == "export"
    assert year["maanden"] == [f"2018-{month:02d}" for month in range(1, 13)]
    assert "Verdachten" in year["ongelezen"]
    assert {m["ontvangen_volgens"] for m in manifests} == {"export", "map"}


def test_summary_and_status_name_what_was_set_aside(home: Path) -> None:
    summary = (home.parent / "first_run.txt").read_text("utf-8")
    status = in_this_process("status", "--home", home)
    assert status.code == 0
    for text in (summary, status.out):
        assert "export.csv" in text and "is leeg" in text
        assert "wijkagenten.xlsx" in text and "niet herkend" in text
    assert re.search(r"2018-03\s+herzien 3×", status.out)


def test_a_street_shows_both_sources_by_theme_and_month(home: Path, intern: Path) -> None:
    shown = in_this_process("straat", "brusselsestraat", "--home", home, "--maanden", "30")
    assert shown.code == 0
    assert "Brusselsestraat" in shown.out and "MeldDesk" in shown.out
    year = ask(
        intern,
        "select nu.politie_12m, ervoor.politie_12m, nu.melddesk_12m, ervoor.melddesk_12m "
        "from straatbeeld nu join straatbeeld ervoor using (straatnaam, thema) "
        "where straatnaam = 'Brusselsestraat' and thema = 'geluid' "
        "and nu.maand = '2020-06' and ervoor.maand = '2019-06'",
    )[0]
    assert re.search(r"Geluid en stank\s+{}\s+{}\s+{}\s+{}\b".format(*year), shown.out)
    station = in_this_process("straat", "stationsplein", "--home", home)
    assert "Alcohol en drugs (MeldDesk): vooral vrijdag- en zaterdagnacht, 68 % van 225" in (
        " ".join(station.out.split())
    )
    weekend = ask(
        intern,
        "select round(sum(politie_12m)), sum(melddesk_12m) from straatmomenten "
        "where straatnaam = 'Stationsplein' and weekdag = 'zaterdag' and dagdeel = 'nacht'",
    )[0]
    assert re.search(
        rf"zaterdag\s+{weekend[0]:.0f}\s+\d+\s+\d+\s+\d+\s+{weekend[1]:.0f}\b", station.out
    )
    place = in_this_process("straat", "stadspark", "--home", home)
    assert (place.code, "Stadspark: twaalf maanden" in place.out) == (0, True)
    wrong = in_this_process("straat", "Brusselstraat", "--home", home)
    assert wrong.code == 1
    assert "Bedoelt u: Brusselsestraat" in wrong.err


def test_protected_codes_are_in_every_total_and_in_no_street(intern: Path) -> None:
    hidden = ask(
        intern,
        "select sum(politie_registraties), sum(melddesk_meldingen) from straatbeeld "
        "where straat_id = 'niet op straatniveau'",
    )[0]
    confused = ask(intern, "select count(*) from registraties where mk_code = 'E33'")[0][0]
    assert hidden[0] > confused > 0
    assert (
        hidden[1] == ask(intern, "select count(*) from meldingen where thema = 'buren_wonen'")[0][0]
    )
    assert ask(
        intern,
        "select count(*) from straatbeeld join straten using (straat_id) "
        "where thema = 'buren_wonen' and soort <> 'geen straat'",
    ) == [(0,)]


def test_streets_with_a_planted_week_are_found_and_no_other(home: Path, intern: Path) -> None:
    planted = {street for _, street, *_ in WEEKS}
    found = ask(
        intern,
        "select straatnaam, dagdelen, bron, momentbron from straatpatronen "
        "where uitkomst = 'wijkt af'",
    )
    assert {street for street, *_ in found} <= planted
    assert {
        ("Stationsplein", "vrijdag- en zaterdagnacht", "melddesk", "beide"),
        ("Brusselsepoort", "vrijdag- en zaterdagavond", "melddesk", "beide"),
        ("Onze Lieve Vrouweplein", "zondagmiddag", "melddesk", "beide"),
    } <= set(found)
    words = ask(intern, "select weekdelen from driehoek_hotspots where rang = 1")[0][0]
    assert words == (
        "vooral vrijdag- en zaterdagnacht (meldingen, deels naar het moment van melden)"
    )
    [page] = home.glob("factsheets/driehoek/*/*.html")
    assert words in page.read_text("utf-8")


def test_check_tells_good_from_broken(home: Path, tmp_path: Path) -> None:
    good = in_this_process("check", "--home", home)
    assert good.code == 0
    broken = tmp_path / "broken"
    shutil.copytree(home, broken)
    tables = broken / "tables"
    duckdb.sql(
        "copy (select * replace (rijen + 1 as rijen) from "
        f"read_parquet('{tables}/leveringen.parquet')) "
        f"to '{tables}/leveringen.parquet.new' (format parquet)"
    )
    (tables / "leveringen.parquet.new").replace(tables / "leveringen.parquet")
    bad = in_this_process("check", "--home", broken)
    assert bad.code == 1
    assert re.search(r"fout: 75\s+behoud_leveringen", bad.out)


def test_a_run_renders_the_latest_issue_of_each_factsheet(home: Path) -> None:
    for folder, pages in (("driehoek/2020-05--2020-06", 2), ("raad/2020-H1", None)):
        files = {path.suffix: path for path in (home / "factsheets" / folder).iterdir()}
        assert set(files) == {".html", ".pdf", ".xlsx"}
        document = pypdfium2.PdfDocument(files[".pdf"])
        assert pages is None or len(document) == pages
        assert [one.message for one in outloud.check(str(files[".pdf"])).findings] == []
        document.close()


def test_the_council_and_the_site_agree_in_every_shared_cell(home: Path, intern: Path) -> None:
    site = dict(
        ask(intern, "select indicator, waarde from feiten_en_cijfers where periode = '2020-H1'")
    )
    council = dict(
        ask(
            intern,
            "select indicator, nu from raad_indicatoren "
            "where periode = '2020-H1' and gebiedsniveau = 'gemeente'",
        )
    )
    # The sheet has names in plain words, the tables those of the police.
    site = {plain_name("", name): value for name, value in site.items()}
    council = {plain_name("", name): value for name, value in council.items()}
    shared = site.keys() & council.keys()
    assert len(shared) >= 40
    assert {name: council[name] for name in shared} == {name: site[name] for name in shared}
    book = CalamineWorkbook.from_path(home / "factsheets/raad/2020-H1/raad_2020-H1.xlsx")
    cells = {}
    for sheet in book.sheet_names:
        rows = book.get_sheet_by_name(sheet).to_python()
        heads = [row for row in rows if {"Indicator", "Nu", "Gebiedsnaam"} <= set(row)]
        if heads:
            head = heads[0]
            place = {name: head.index(name) for name in ("Indicator", "Nu", "Gebiedsnaam")}
            for row in rows[rows.index(head) + 1 :]:
                if row[place["Gebiedsnaam"]] == "Maastricht":
                    cells[row[place["Indicator"]]] = row[place["Nu"]]
    assert len(shared & cells.keys()) >= 40
    shown = {name: cells[name] for name in shared & cells.keys() if cells[name] != ""}
    assert len(shown) >= 30, "the others are hidden"
    assert shown == {name: site[name] for name in shown}


def test_another_issue_is_rendered_as_then_known_and_publishes_nothing(home: Path) -> None:
    before = checksums(home / "publish", "*.duckdb")
    asked = ("factsheet", "driehoek", "--periode", "2019-05--2019-06", "--home", home)
    ended = in_this_process(*asked, "--peildatum", "2019-07-15")
    assert ended.code == 0, ended.err
    folder = home / "publish/peildatum=2019-07-15/factsheets/driehoek/2019-05--2019-06"
    assert {path.suffix for path in folder.iterdir()} == {".html", ".pdf", ".xlsx"}
    page = (folder / "driehoek_2019-05--2019-06.html").read_text("utf-8")
    assert "15 juli 2019" in page
    assert checksums(home / "publish", "*.duckdb") == before


def test_focus_areas_of_the_team_are_known_inside_and_nowhere_else(
    home: Path, intern: Path
) -> None:
    """Also a place that is no street has its own line, inside."""
    inside = ask(
        intern,
        "select gebied_code from gebieden where gebiedsniveau = 'aandachtsgebied' order by 1",
    )
    codes = [code for (code,) in inside]
    assert codes == ["AG-dekades", "AG-stadspark", "AG-vrijthofenmarkt", "AG-wittevrouwenveld"]
    counts = home / "tables" / "int_aandachtsgebied_maand.parquet"
    counted = f"select distinct gebied_code from '{counts}' where waarde > 0 order by 1"
    assert ask(intern, counted) == inside
    places = "select sum(melddesk_meldingen) > 0 from straatbeeld where straat_id = 'PL-Stadspark'"
    assert ask(intern, places) == [(True,)]
    public = home / "publish" / "openbaar.duckdb"
    for table in ("gebieden", "cijfers"):
        assert ask(public, f"select count(*) from {table} where gebied_code like 'AG-%'") == [(0,)]
    written = [
        path
        for folder in ("open_data", "website", "factsheets/raad")
        for path in (home / folder).rglob("*")
        if path.suffix in (".csv", ".html", ".json", ".txt")
    ]
    assert len(written) > 20
    for path in written:
        assert not any(code in path.read_text("utf-8") for code in codes), path


def test_actions_of_the_team_are_known_inside_and_nowhere_else(home: Path, intern: Path) -> None:
    """Also what the team says of a street."""
    actions = ask(intern, "select actie, status, is_open from acties order by afgesproken_op, 1")
    assert [(status, is_open) for _, status, is_open in actions] == [
        ("klaar", False),
        ("open", True),
        ("bezig", True),
        ("bezig", True),  # the third entry says so of the first
        ("open", True),
    ]
    of_street = ask(intern, "select duiding from duidingen where straat_id is not null")
    assert len(of_street) == 1
    sheet = home / "factsheets" / "driehoek" / "2020-05--2020-06"
    page = (sheet / "driehoek_2020-05--2020-06.html").read_text("utf-8")
    assert "Afspraken</h2>" in page and "dag voorbij" not in page, "on 8 July none of them is late"
    texts = [action for action, *_ in actions]
    assert all(text in page for text in texts)
    secrets = [*texts, *(text for (text,) in of_street)]
    public = home / "publish" / "openbaar.duckdb"
    assert not {"acties", "actieversies", "duidingen"} & {
        name for (name,) in ask(public, "select table_name from duckdb_tables()")
    }
    written = [
        path
        for folder in ("open_data", "website", "factsheets/raad")
        for path in (home / folder).rglob("*")
        if path.suffix in (".csv", ".html", ".json", ".txt")
    ]
    assert len(written) > 20
    for path in written:
        assert not any(text in path.read_text("utf-8") for text in secrets), path


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("driehoek", "--periode", "2019-04--2019-05"), "geen periode van dit product"),
        (("driehoek", "--periode", "2020-H1"), "geen periode van dit product"),
        (("raad", "--periode", "2020-H2"), "niet alle maanden geleverd: juli 2020, augustus"),
        (("website", "--periode", "2020-Q1"), "laat --periode weg"),
    ],
)
def test_an_issue_that_cannot_be_is_refused_with_the_reason(
    home: Path, arguments: tuple[str, ...], reason: str
) -> None:
    ended = in_this_process("factsheet", *arguments, "--home", home)
    assert ended.code == 1
    assert reason in " ".join(ended.err.split())
