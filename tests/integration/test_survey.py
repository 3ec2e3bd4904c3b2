"""The Veiligheidsmonitor from file to publication: the invented examples, and the real public files
beside the project.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from command import PROJECT, ask_made, models_only

from assets.formats.reading import read_delivery
from assets.formats.text_table import TextTable
from sample_data.generator.survey import PUBLISHED, files
from schemas import registers, survey

EXAMPLES = PROJECT / "sample_data" / "voorbeelden"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the invented municipality, from the examples alone."""
    home = tmp_path_factory.mktemp("enquete") / "data"
    ended = models_only(
        "run",
        *("--inbox", EXAMPLES / "veiligheidsmonitor" / "inbox"),
        *("--home", home),
        *("--config", EXAMPLES / "open_data" / "veiligheidsbeeld.toml"),
    )
    assert ended.code == 0, ended.err
    assert "Veiligheidsmonitor 3" in ended.out
    return home


def test_the_examples_are_as_their_generator_writes_them():
    folder = EXAMPLES / "veiligheidsmonitor"
    written = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert written == files()


def test_every_form_is_taken_in_whole(home: Path):
    assert ask_made(home, "select * from apart_gezet") == []
    assert ask_made(home, "select rijen, geaccepteerd from leveringen order by bestandsnaam") == [
        (8, 8),
        (8, 8),
        (4, 4),
    ]


def test_the_country_is_beside_the_municipality_where_statline_gives_it(home: Path):
    assert ask_made(
        home,
        "select jaar, nederland from raad_veiligheidsmonitor where gebied_code = 'GM9999' "
        "and indicator_id = 'vm_voelt_zich_wel_eens_onveilig' order by jaar",
    ) == [(2017, 33.3), (2019, 31.2), (2021, 32.7), (2023, 35.4)]


def test_series_break_at_2021_and_changes_are_told_by_their_margins(home: Path):
    assert ask_made(
        home,
        "select gebied_code, jaar, waarde, marge_onder, vorig_jaar, signaal, reeks "
        "from raad_veiligheidsmonitor where indicator_id = 'vm_voelt_zich_wel_eens_onveilig' "
        "and gebied_code = 'GM9999'",
    ) == [
        ("GM9999", 2017, 38.2, 35.1, None, "niet vast te stellen", "tot en met 2019"),
        ("GM9999", 2019, 36.9, 33.9, 2017, "binnen normale schommeling", "tot en met 2019"),
        ("GM9999", 2021, 41.5, 38.7, None, "niet vast te stellen", "vanaf 2021"),
        ("GM9999", 2023, 34.1, 31.4, 2021, "signaal omlaag", "vanaf 2021"),
    ]
    assert ask_made(
        home,
        "select distinct gebiedsniveau, marge_bron from raad_veiligheidsmonitor "
        "where indicator_id = 'vm_overlast_van_jongeren' order by all",
    ) == [
        ("buurt", "berekend"),
        ("buurt", "opgegeven"),
        ("gemeente", "opgegeven"),
        ("wijk", "opgegeven"),
    ]


# -- the real files ----------------------------------------------------------------------------


def rows(table: TextTable, *fields: str) -> list[tuple[str, ...]]:
    return list(table.frame[list(fields)].itertuples(index=False, name=None))


def test_the_download_of_2019_holds_the_country_and_provinces(shared_data: Path):
    [path] = (shared_data / "statline_csv").glob("*veiligheidsbeleving*.csv")
    table = read_delivery(path, [survey.layout("GM0935", "Maastricht")])
    assert (len(table.frame), set(table.frame["gebied"])) == (35, {"NL00"})
    found = {
        (name, year): value for name, year, value in rows(table, "indicator", "jaar", "waarde")
    }
    assert found["Voelt zich wel eens onveilig", "2013"] == "36,7"
    assert found["Vindt criminaliteit in buurt gelijk", "2017"] == "50,9"
    assert found["Rapportcijfer veiligheid in buurt", "2016"] == "7,3"


def test_maastricht_in_the_layout_of_that_download(shared_data: Path, tmp_path: Path):
    [path] = (shared_data / "statline_csv").glob("*veiligheidsbeleving*.csv")
    made_up = tmp_path / path.name
    made_up.write_text(path.read_text("utf-8").replace("Limburg (PV)", "Maastricht"), "utf-8")
    table = read_delivery(made_up, [survey.layout("GM0935", "Maastricht")])
    assert table.frame["gebied"].value_counts().to_dict() == {"NL00": 35, "GM0935": 35}


def test_the_figures_that_maastricht_published(shared_data: Path):
    path = shared_data / "feiten_cijfers_maastricht" / "veiligheidsmonitor.csv"
    table = read_delivery(path, [survey.layout("GM0935", "Maastricht"), registers.LAYOUT])
    assert table.row_count == 21 * 5
    assert rows(table, "indicator", "eenheid", "jaar", "waarde")[-1] == (
        "% Frequentie onveilig in uw eigen buurt - Vaak",
        "%",
        "2019",
        "2.5",
    )


def test_the_sample_holds_the_figures_that_were_published(shared_data: Path):
    path = shared_data / "feiten_cijfers_maastricht" / "veiligheidsmonitor.csv"
    table = read_delivery(path, [survey.layout("GM0935", "Maastricht")])
    ours = [f"{value:g}" for *_, values in PUBLISHED for value in values]
    assert ours == [f"{float(value):g}" for (value,) in rows(table, "waarde")]
