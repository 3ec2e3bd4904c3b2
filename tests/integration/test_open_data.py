"""Police open data from download to publication: an invented municipality with nothing else, and
the real public files beside the project.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from command import PROJECT, SHEETS, ask, ask_made, checksums, in_this_process, models_only

from assets.basis.errors import UnreadableError
from assets.formats.periods import period
from assets.formats.reading import read_delivery
from assets.formats.statistics import read_statistics
from assets.reference.tables import SEEDS
from assets.sources.politie_open_data.rows import known_codes
from pipelines.settings import Settings
from sample_data.generator.open_data import files
from schemas import open_data
from schemas.configuration import Configuration

EXAMPLE = PROJECT / "sample_data" / "voorbeelden" / "open_data"
YEAR_ONLY = {"1.4.1", "3.2.1", "3.2.2", "3.7.3"}


def run(home: Path) -> str:
    """The run on the invented municipality, up to the publications; what it tells."""
    ended = in_this_process(
        "run",
        *("--inbox", EXAMPLE / "inbox"),
        *("--home", home),
        *("--config", EXAMPLE / "veiligheidsbeeld.toml"),
        without=SHEETS,
    )
    assert ended.code == 0, ended.err
    return ended.out


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after the run."""
    folder = tmp_path_factory.mktemp("open") / "data"
    out = run(folder)
    (folder / "summary.txt").write_text(out, "utf-8")
    return folder


@pytest.fixture(scope="module")
def intern(home: Path) -> Path:
    """The publication."""
    return home / "publish" / "intern.duckdb"


def test_the_example_is_as_its_generator_writes_it():
    written = {
        path.relative_to(EXAMPLE).as_posix(): path.read_bytes()
        for path in EXAMPLE.rglob("*")
        if path.is_file()
    }
    made = files()
    assert written.keys() == made.keys()
    for name in made:
        if not name.endswith(".zip"):  # how zlib packs is not ours to say
            assert written[name] == made[name], name


def test_every_form_of_download_is_taken_in_whole(intern: Path, home: Path):
    told = ask(
        intern, "select bestandsnaam, rijen, geaccepteerd, afgekeurd from leveringen order by 1"
    )
    assert told == [
        ("47018NED.zip", 60, 60, 0),
        ("47022NED.zip", 720, 720, 0),  # the 120 rows of another municipality are not read
        ("47024NED_UntypedDataSet.json", 156, 156, 0),
        ("Misdrijven_per_gemeente.csv", 2, 2, 0),
        ("Misdrijven_per_wijk_en_buurt_per_maand_16042024_101500.csv", 12, 12, 0),
    ]
    assert ask(intern, "select * from apart_gezet") == []
    assert "open data politie 5" in (home / "summary.txt").read_text("utf-8")


def test_there_are_figures_for_every_area_and_kind_of_period(intern: Path):
    found = ask(
        intern,
        "select left(gebied_code, 2), periode_soort, count(*) > 0 from indicatorwaarden "
        "where indicator_id = 'pod_1_1_1' group by all",
    )
    kinds = {"maand", "kwartaal", "halfjaar", "jaar", "12m"}
    assert {(area, kind) for area, kind, some in found if some} == {
        (area, kind) for area in ("GM", "WK", "BU") for kind in kinds
    }
    assert ask(intern, "select count(*), count(distinct wijkcode) from buurten") == [(3, 2)]
    assert ask(intern, "select count(*) from registraties") == [(0,)]
    assert ask(
        intern,
        "select gebied_code, periode, waarde from indicatorwaarden "
        "where indicator_id = 'pod_1_4_1' order by periode",
    ) == [("GM9999", "2022", 14.0), ("GM9999", "2023", 14.0)]  # hidden elsewhere, not 0


def test_a_revision_and_a_provisional_figure_are_shown(intern: Path):
    assert ask(
        intern,
        "select gebied_code, oude_waarde, nieuwe_waarde, sinds::varchar from herzieningen "
        "where periode_soort = 'maand' order by 1",
    ) == [
        ("BU99990000", 2.0, 4.0, "2024-04-16"),
        ("GM9999", 7.0, 9.0, "2024-04-16"),
        ("WK999900", 3.0, 5.0, "2024-04-16"),
    ]
    assert ask(
        intern,
        "select distinct periode from indicatorwaarden "
        "where status = 'voorlopig' and periode_soort = 'maand'",
    ) == [("2023-12",)]


def test_the_public_file_has_the_totals_of_the_municipality(home: Path):
    found = ask(
        home / "publish" / "openbaar.duckdb",
        "select periode, waarde from feiten_en_cijfers "
        "where indicator_id = 'pod_0_0_0' and periode_soort = 'jaar' order by 1",
    )
    assert found == [("2022", 186), ("2023", 185)]


def test_status_and_check_know_the_source(home: Path):
    status = in_this_process("status", "--home", home)
    assert status.code == 0, status.err
    assert "open data politie" in status.out
    assert re.search(r"2023-11 +herzien", status.out)
    assert in_this_process("check", "--home", home).code == 0


def test_a_second_run_changes_nothing(home: Path):
    before = checksums(home / "tables")
    assert "niets: er is niets veranderd" in run(home)
    assert checksums(home / "tables") == before


# -- the real files ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def codes() -> pd.DataFrame:
    return pd.read_csv(SEEDS / "open_data_codes.csv", dtype="str", keep_default_na=False)


def monthly(path: Path) -> pd.DataFrame:
    """A national series: title, period and count."""
    frame = read_statistics(path, path.name).frame
    return frame.assign(periode=frame["periode"].map(period), aantal=frame["waarde"].astype(int))


def test_the_crime_months_add_up_to_the_published_totals(shared_data: Path, codes: pd.DataFrame):
    path = shared_data / "police_cbs" / "NL_Crime_maandcijfers.csv"
    frame = monthly(path)
    published = pd.read_csv(path).groupby("crime_type_code")["total_incident_count"].first()
    assert len(frame) == 59 * 144
    assert frame["periode"].str.len().eq(7).all()
    assert (frame.groupby("onderwerp")["aantal"].sum() == published).all()

    known = known_codes(codes)
    code = frame["onderwerp"].map(lambda text: text.split(" ")[0] if text[0].isdigit() else "0.0.0")
    assert set(code) == {row.code for row in codes.itertuples() if row.domein == "misdrijf"}
    by_code = frame.groupby(code)["aantal"].sum()
    assert set(by_code[by_code.eq(0)].index) == YEAR_ONLY
    assert {code for _, code in known.hidden} == YEAR_ONLY
    # what is hidden is in the total all the same: it is never the sum of the codes
    total = frame[code.eq("0.0.0")].set_index("periode")["aantal"]
    gap = total - frame[code.ne("0.0.0")].groupby("periode")["aantal"].sum()
    assert (gap.min(), gap.max(), len(gap)) == (1188, 1987, 144)


def test_the_years_of_the_total_are_those_that_were_published(shared_data: Path):
    frame = monthly(shared_data / "police_cbs" / "NL_Crime_maandcijfers.csv")
    total = frame[frame["onderwerp"].eq("Totaal misdrijven")]
    years = total.groupby(total["periode"].str[:4])["aantal"].sum()
    # the download of January 2024: 2014, 2018, 2022, 2023
    assert [years[year] for year in ("2014", "2018", "2022", "2023")] == [
        1_002_649,
        770_427,
        799_895,
        802_043,
    ]


def test_the_nuisance_months_add_up_to_the_year_rows_among_them(shared_data: Path):
    path = shared_data / "police_cbs" / "NL_Disorder_maandcijfers.csv"
    frame = monthly(path)
    assert len(frame) == 9 * (144 + 12)
    assert not frame.duplicated(["onderwerp", "periode"]).any()
    is_year = frame["periode"].str.len().eq(4)
    assert is_year.sum() == 9 * 12
    months = frame[~is_year]
    summed = months.groupby(["onderwerp", months["periode"].str[:4]])["aantal"].sum()
    years = frame[is_year].set_index(["onderwerp", "periode"])["aantal"]
    assert (summed.sort_index().values == years.sort_index().values).all()
    total = years.xs("Totaal registraties overlast")
    assert [total[year] for year in ("2019", "2020", "2023")] == [366_802, 510_172, 444_177]


def test_the_code_lists_are_those_of_the_program(shared_data: Path, codes: pd.DataFrame):
    for domain, name in (("misdrijf", "SoortMisdrijf.csv"), ("overlast", "Overlast.csv")):
        path = shared_data / "police_cbs" / name
        published = pd.read_csv(path, dtype="str", encoding="utf-8-sig")
        ours = codes[codes["domein"].eq(domain)]
        assert list(published["Key"].str.strip()) == list(ours["code"])
        assert list(published["Title"].str.strip()) == list(ours["naam"])
        with pytest.raises(UnreadableError, match="codelijst"):
            read_statistics(path, path.name)


def test_what_else_lies_there_holds_no_figures(shared_data: Path):
    for name in ("BrengDelicten.csv", "DataProperties.csv", "TableInfos.csv"):
        assert read_statistics(shared_data / "police_cbs" / name, name) is None
    folder = shared_data / "statline_csv"
    for name in ("veiligheidsbeleving_gemeente", "ses_woa"):  # asked, not counted
        [path] = folder.glob(f"*{name}.csv")
        statistics = read_statistics(path, path.name)
        assert statistics is None or statistics.kind == "survey"


def test_maastricht_in_the_downloads_of_2026(shared_data: Path, tmp_path: Path):
    found = {}
    for path in sorted((shared_data / "statline_csv").glob("stijl_2026_*.csv")):
        layouts = Settings(tmp_path, tmp_path, None, Configuration()).layouts
        frame = read_delivery(path, layouts).frame
        assert set(frame["gebied"]) == {"GM0935"}
        found |= dict(zip(frame["periode"], frame["waarde"], strict=True))
    assert found == {"2022": "7966", "2023": "7840", "2024": "8318"}


def test_every_area_of_the_downloads_of_2026_is_read(shared_data: Path):
    totals = {}
    for path in (shared_data / "statline_csv").glob("stijl_2026_*.csv"):
        cube = read_statistics(path, path.name)
        assert not cube.malformed
        own = cube.frame[cube.frame["gebied"].eq("Nederland")]
        totals |= dict(zip(own["periode"], own["waarde"], strict=True))
    assert totals == {"2022": "800027", "2023": "805590", "2024": "805559"}


def test_the_download_of_2019_holds_no_municipality(shared_data: Path):
    [path] = (shared_data / "statline_csv").glob("stijl_2019_misdrijven*.csv")
    frame = read_statistics(path, path.name).frame
    assert (len(frame), frame["onderwerp"].nunique(), frame["gebied"].nunique()) == (780, 10, 13)
    country = frame[frame["gebied"].eq("Nederland") & frame["onderwerp"].eq("Totaal misdrijven")]
    assert dict(zip(country["periode"], country["waarde"], strict=True))["2018"] == "768099"
    with pytest.raises(UnreadableError, match="geen cijfers van gemeente Maastricht"):
        read_delivery(path, [open_data.layout("GM0935", "Maastricht")])


def test_the_totals_of_maastricht_are_published(shared_data: Path, tmp_path: Path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for path in (shared_data / "statline_csv").glob("*.csv"):
        shutil.copyfile(path, inbox / path.name)
    ended = models_only("run", "--inbox", inbox, "--home", tmp_path / "data")
    assert ended.code == 0, ended.err
    assert ask_made(
        tmp_path / "data",
        "select gebied_code, periode, waarde from indicatorwaarden "
        "where indicator_id = 'pod_0_0_0' and periode_soort = 'jaar' order by periode",
    ) == [("GM0935", "2022", 7966.0), ("GM0935", "2023", 7840.0), ("GM0935", "2024", 8318.0)]
    aside = ask_made(tmp_path / "data", "select bestandsnaam from apart_gezet order by 1")
    assert [name[:14] for (name,) in aside] == ["aaaaa_9999_aaa", "aaaaa_9999_aaa"]
    # the other of 2019 is of the Veiligheidsmonitor, and holds the country and its provinces
    assert ask_made(
        tmp_path / "data",
        "select gebied_code, jaar, waarde from raad_veiligheidsmonitor "
        "where indicator_id = 'vm_voelt_zich_wel_eens_onveilig' and jaar >= 2016 order by jaar",
    ) == [("NL00", 2016, 34.7), ("NL00", 2017, 34.1)]
