"""Tests of the files of the safety team: which rows are accepted, and why others are rejected."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.archive import take_in
from assets.deliveries.batch import Batch, Rows
from assets.sources.contracts import require_valid
from assets.sources.team import rows as rules
from assets.sources.team.interpretations import interpretations
from schemas import police, registers, team

INDICATORS = pd.DataFrame(
    {
        "indicator_id": ["woninginbraak", "overlast_verward_persoon", "leegstand", "bibob"],
        "naam": [
            *("Diefstal uit of inbraak in woning", "Overlast door verward persoon"),
            *("Leegstand", "Bibob-onderzoeken"),
        ],
        "bron": ["politie", "politie", "register", "register"],
    },
    dtype="str",
)
THEMES = pd.DataFrame({"thema": ["jeugd"], "naam": ["Jeugdoverlast"]}, dtype="str")
GOALS = pd.DataFrame({"nummer": ["1"], "naam": ["Het verbeteren"]}, dtype="str")
TRAITS = pd.DataFrame({"indicator_id": ["leegstand"], "vertrouwelijk": ["J"]}, dtype="str")
MAKERS = {
    "duiding": interpretations,
    "doelen": rules.goals,
    "hotspotaanpak": rules.approaches,
}
STREETS = pd.DataFrame(
    {
        "straat_id": ["0001", "0002", "0003"],
        "straatnaam": ["Stationsplein", "Kerkstraat", "Kerkstraat"],
    },
    dtype="str",
)
SPOTS = rules.spots_of(STREETS, ["Stadspark", "Stationsplein"])
KNOWN = rules.known_names(INDICATORS, THEMES, GOALS, TRAITS, "GM9999", spots=SPOTS)

USUAL = {
    "duiding": {
        "indicator": "woninginbraak",
        "gebied": "",
        "periode": "2020-05--2020-06",
        "tekst": "Minder inbraken, want meer mensen thuis.",
        "auteur": "Veiligheidsregisseurs",
        "datum": "13-07-2020",
        "nieuw_niveau": "",
        "actie": "",
        "wie": "",
        "uiterste_dag": "",
        "status": "",
    },
    "doelen": {
        "hoofddoel": "1",
        "doel": "Minder woninginbraken",
        "indicator": "Diefstal uit of inbraak in woning",
        "nulmeting": "424",
        "nulmeting_jaar": "2018",
        "streefwaarde": "350,5",
        "streefjaar": "2022",
        "richting": "",
        "toelichting": "Verzonnen voorbeeld",
        "programma": "",
        "programma_van": "",
        "programma_tot": "",
        "inzet": "",
    },
    "hotspotaanpak": {
        "straatnaam": "Stationsplein",
        "thema": "Jeugdoverlast",
        "status": "Actief",
        "sinds": "2020-01-13",
        "vergelijking": "",
    },
}


ACTION = {
    "actie": "Meer toezicht in de avond",
    "wie": "Handhaving",
    "uiterste_dag": "01-09-2020",
    "status": "Bezig",
}


@pytest.fixture
def deliver(read_matrix: Callable, make_manifest: Callable) -> Callable[..., Rows]:
    """`deliver("duiding", {...}, {...})` -> the rows of one file with these rows."""

    def make(source: str, *rows: dict[str, str]) -> Rows:
        layout = next(layout for layout in team.LAYOUTS if layout.source == source)
        fields = [field for field in layout.fields if field.name in USUAL[source] | rows[0]]
        matrix = [[field.headers[0] for field in fields]]
        for row in rows:
            assert not row.keys() - {field.name for field in fields}
            matrix.append([(USUAL[source] | row)[field.name] for field in fields])
        table = read_matrix(source, matrix, layout)
        manifest = make_manifest(source, rijen=table.row_count)
        outcomes = MAKERS[source](Batch([(manifest, table)]), KNOWN)
        return outcomes[manifest.levering_id]

    return make


def _faults(rows: Rows) -> list[tuple[str, str]]:
    return list(zip(rows.faults["kolom"], rows.faults["reden"], strict=True))


def test_a_good_row_of_each_is_kept(deliver: Callable[..., Rows]) -> None:
    text = deliver("duiding", {}).accepted.iloc[0]
    assert (text["gebied_code"], text["periode"]) == ("GM9999", "2020-05--2020-06")
    assert (text["tekst"], text["datum"]) == (USUAL["duiding"]["tekst"], "2020-07-13")
    assert text["nieuw_niveau"] == "nee"
    assert deliver("duiding", {"nieuw_niveau": "Ja"}).accepted["nieuw_niveau"].tolist() == ["ja"]
    goal = deliver("doelen", {}).accepted.iloc[0]
    assert (goal["hoofddoel"], goal["indicator_id"]) == ("Het verbeteren", "woninginbraak")
    assert (goal["streefwaarde"], goal["streefjaar"], goal["richting"]) == (350.5, 2022, "omlaag")
    better = {"indicator": "vm_rapportcijfer", "nulmeting": "6,9", "streefwaarde": "7,2"}
    assert deliver("doelen", better).accepted["richting"].iloc[0] == "omhoog"
    assert goal[["programma_van", "programma_tot"]].isna().all()
    years = {"programma": "Programma", "programma_van": "2019", "programma_tot": "2022"}
    assert deliver("doelen", years).accepted["programma_tot"].tolist() == [2022]
    month = deliver("hotspotaanpak", {"sinds": "2020-03"}).accepted
    assert month["sinds"].iloc[0] == "2020-03-01"
    line = deliver("hotspotaanpak", {}).accepted.iloc[0]
    assert (line["thema"], line["status"], line["sinds"]) == ("jeugd", "actief", "2020-01-13")


@pytest.mark.dear
@pytest.mark.parametrize(
    ("source", "row", "column", "reason"),
    [
        ("duiding", {"indicator": "inbraken"}, "indicator", "onbekende indicator"),
        ("duiding", {"gebied": "Wyck"}, "gebied", "geen CBS-code"),
        ("duiding", {"periode": "mei 2020"}, "periode", "niet leesbaar"),
        ("duiding", {"periode": "2020-06--2020-05"}, "periode", "eindigt voordat zij begint"),
        ("duiding", {"tekst": " "}, "tekst", "niet ingevuld"),
        ("duiding", {"nieuw_niveau": "misschien"}, "nieuw_niveau", "moet ja of nee zijn"),
        ("duiding", {"tekst": "x" * 601}, "tekst", "langer dan 600"),
        ("duiding", {"tekst": "Bel 06-12345678 voor uitleg"}, "tekst", "een persoon"),
        ("duiding", {"auteur": "jan@example.nl"}, "auteur", "een persoon"),
        ("duiding", {"datum": "31-02-2020"}, "datum", "niet leesbaar"),
        ("duiding", {"tekst": "Overlast bij mevr. Zqx"}, "tekst", "een persoon"),
        ("duiding", {"gebied": "Kerkstraat", "indicator": "jeugd"}, "gebied", "neem straat_id"),
        ("duiding", {"gebied": "Markt"}, "gebied", "geen straat"),
        ("duiding", {"gebied": "Stationsplein"}, "indicator", "hoort een thema"),
        (
            "duiding",
            {"gebied": "Stationsplein", "indicator": "jeugd", "nieuw_niveau": "ja"},
            "nieuw_niveau",
            "bij een indicator",
        ),
        ("duiding", ACTION | {"actie": ""}, "actie", "niet ingevuld"),
        ("duiding", ACTION | {"actie": "x" * 301}, "actie", "langer dan 300"),
        ("duiding", ACTION | {"actie": "Ga langs bij Markt 5"}, "actie", "een persoon"),
        ("duiding", ACTION | {"wie": "J. Zqx"}, "wie", "een persoon"),
        ("duiding", ACTION | {"wie": "x" * 81}, "wie", "langer dan 80"),
        ("duiding", ACTION | {"uiterste_dag": "gauw"}, "uiterlijk", "niet leesbaar"),
        ("duiding", ACTION | {"status": "gedaan"}, "status", "een van deze"),
        ("duiding", {"ingevoerd_op": "gisteren"}, "ingevoerd_op", "geen moment"),
        ("duiding", {"ingevoerd_op": ""}, "ingevoerd_op", "haal haar weg"),
        ("duiding", {"ingevoerd_op": "2020-09-01 10:00:00"}, "ingevoerd_op", "na de levering"),
        ("doelen", {"indicator": "overlast_verward_persoon"}, "indicator", "geen doel"),
        ("doelen", {"indicator": "leegstand"}, "indicator", "geen doel"),
        ("doelen", {"indicator": "vm_Jan Jansen"}, "indicator", "onbekende indicator"),
        ("doelen", {"richting": "minder"}, "richting", "omlaag of omhoog"),
        ("doelen", {"richting": "omhoog"}, "richting", "past niet bij nulmeting"),
        ("doelen", {"streefwaarde": "424"}, "richting", "omlaag of omhoog"),
        ("doelen", {"nulmeting": "1.206"}, "nulmeting", "niet leesbaar"),
        ("doelen", {"streefjaar": "2022,5"}, "streefjaar", "geen jaar"),
        ("doelen", {"streefwaarde": "minder"}, "streefwaarde", "niet leesbaar"),
        ("doelen", {"streefwaarde": "inf"}, "streefwaarde", "niet leesbaar"),
        ("doelen", {"streefjaar": "2018"}, "streefjaar", "na het jaar van de nulmeting"),
        ("doelen", {"nulmeting_jaar": "18"}, "nulmeting_jaar", "geen jaar"),
        ("doelen", {"toelichting": "mail a@b.nl"}, "toelichting", "een persoon"),
        ("doelen", {"programma": "x" * 121}, "programma", "langer dan 120"),
        ("doelen", {"programma": "mail a@b.nl"}, "programma_tot", "alle drie"),
        (
            "doelen",
            {"programma": "mail a@b.nl", "programma_van": "2019", "programma_tot": "2022"},
            "programma",
            "een persoon",
        ),
        ("doelen", {"programma_van": "2019", "programma_tot": "2022"}, "programma_tot", "drie"),
        ("doelen", {"programma": "P", "programma_van": "2019"}, "programma_tot", "alle drie"),
        (
            "doelen",
            {"programma": "P", "programma_van": "2019", "programma_tot": "2018"},
            "programma_tot",
            "niet voor het eerste",
        ),
        ("doelen", {"programma_van": "ooit"}, "programma_van", "geen jaar"),
        ("hotspotaanpak", {"thema": "lawaai"}, "thema", "onbekend thema"),
        ("hotspotaanpak", {"status": "klaar"}, "status", "een van deze"),
        ("hotspotaanpak", {"sinds": "soms"}, "sinds", "niet leesbaar"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_column(
    deliver: Callable[..., Rows], source: str, row: dict[str, str], column: str, reason: str
) -> None:
    other = dict.fromkeys(row.keys() & {"ingevoerd_op"}, "2020-02-05T10:00:00.25")
    rows = deliver(source, row, USUAL[source] | _other(source) | other)
    assert len(rows.accepted) == 1
    [(header, message)] = _faults(rows)
    assert header == column
    assert reason in message


def _other(source: str) -> dict[str, str]:
    """Cells that make another row than the usual one."""
    return {
        "duiding": {"periode": "2020-H1"},
        "doelen": {"doel": "Nog minder woninginbraken"},
        "hotspotaanpak": {"straatnaam": "Markt"},
    }[source]


def test_an_action_stands_beside_a_text_or_alone_and_is_open_unless_it_is_said(
    deliver: Callable[..., Rows],
) -> None:
    rows = deliver("duiding", ACTION, {"tekst": "", "periode": "2020", "actie": "Overleg"})
    columns = ["tekst", "actie", "wie", "uiterlijk", "status", "ingevoerd_op"]
    assert rows.accepted[columns].to_numpy().tolist() == [
        [USUAL["duiding"]["tekst"], ACTION["actie"], "Handhaving", "2020-09-01", "bezig", ""],
        ["", "Overleg", "", "", "open", ""],
    ]


def test_a_row_is_of_an_indicator_in_an_area_or_of_a_theme_in_a_street(
    deliver: Callable[..., Rows],
) -> None:
    places = [
        "",
        "ag-plein",
        "STATIONSPLEIN",
        "0002",
        "Stadspark",
        "PL-Stadspark",
        "GM9999-0123456789",
    ]
    periods = [f"2020-0{number}" for number in range(1, 8)]
    rows = deliver(
        "duiding",
        *(
            {
                "gebied": place,
                "periode": period,
                "indicator": "woninginbraak" if number < 2 else "Jeugdoverlast",
            }
            for number, (place, period) in enumerate(zip(places, periods, strict=True))
        ),
    )
    columns = ["indicator_id", "gebied_code", "thema", "straat_id", "straatnaam"]
    assert rows.accepted[columns].to_numpy().tolist() == [
        ["woninginbraak", "GM9999", "", "", ""],
        ["woninginbraak", "AG-plein", "", "", ""],
        ["", "", "jeugd", "0001", "Stationsplein"],
        ["", "", "jeugd", "0002", "Kerkstraat"],
        ["", "", "jeugd", "PL-Stadspark", "Stadspark"],
        ["", "", "jeugd", "PL-Stadspark", "Stadspark"],
        ["", "", "jeugd", "GM9999-0123456789", ""],
    ]


def test_an_entry_takes_away_the_apostrophe_of_a_formula_and_a_file_keeps_it(
    deliver: Callable[..., Rows],
) -> None:
    guarded = {"tekst": "'=1+1; '-", "periode": "2020"}
    assert deliver("duiding", guarded).accepted["tekst"].tolist() == ["'=1+1; '-"]
    entry = deliver("duiding", guarded | {"ingevoerd_op": "2020-02-05T10:00:00.25"}).accepted
    assert entry["tekst"].tolist() == ["=1+1; '-"]
    assert entry["ingevoerd_op"].tolist() == ["2020-02-05 10:00:00.250000"]


@pytest.mark.parametrize("source", ["duiding", "doelen", "hotspotaanpak"])
def test_the_same_row_twice_in_a_file_counts_once(
    deliver: Callable[..., Rows], source: str
) -> None:
    rows = deliver(source, {}, {})
    assert len(rows.accepted) == 1
    assert [reason for _, reason in _faults(rows)] == ["staat al eerder in dit bestand"]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("Bibob-onderzoeken| bibob |reg_gesprekken", "bibob|reg_gesprekken"),
        ("", ""),
        ("leegstand", None),  # confidential: the council may not read that it exists
        ("woninginbraak", None),  # what happened, not what was done
        ("bibob|iets anders", None),
    ],
)
def test_what_was_done_for_a_goal_is_in_registers_that_the_council_may_read(
    deliver: Callable[..., Rows], cell: str, kept: str | None
) -> None:
    rows = deliver("doelen", {"inzet": cell})
    assert rows.accepted["inzet"].tolist() == [kept or ""], "the goal stays"
    told = [reason for column, reason in _faults(rows) if column == "inzet"]
    assert len(told) == (kept is None)
    assert all("tabel indicatoren" in reason for reason in told)


def test_indicators_that_come_from_deliveries_may_be_named(deliver: Callable[..., Rows]) -> None:
    assert deliver("duiding", {"indicator": "pod_1_1_1"}).accepted["indicator_id"].iloc[0] == (
        "pod_1_1_1"
    )


def test_each_file_is_recognised_and_covers_no_month(
    home: Home, write_csv: Callable[..., object]
) -> None:
    files = USUAL | {"evenementen": dict.fromkeys("naam soort van tot gebied".split(), "x")}
    for source, row in files.items():
        write_csv(home.inbox / f"{source}.csv", [list(row), list(row.values())])
    layouts = (police.LAYOUT, registers.LAYOUT, *team.LAYOUTS)
    intake = take_in(home, layouts, 0.25)
    assert sorted((manifest.bron, manifest.maanden) for manifest in intake.new) == [
        ("doelen", []),
        ("duiding", []),
        ("evenementen", []),
        ("hotspotaanpak", []),
    ]


def test_a_violated_layout_is_a_defect_and_not_a_fault_of_a_row() -> None:
    contract = team.text_contract(team.APPROACH)
    with pytest.raises(AnalystError, match="past niet op haar indeling"):
        require_valid(contract, pd.DataFrame({"straatnaam": ["Markt"]}, dtype="str"))


def test_a_comparison_that_is_no_list_of_streets_is_left_out_and_the_row_stays(
    read_matrix: Callable, make_manifest: Callable
) -> None:
    streets = pd.DataFrame({"straatnaam": ["Stationsplein", "Markt", "Grote Gracht"]}, dtype="str")
    written = ["Markt, grote gracht", "MARKT|Grote Gracht", "Markt, bij Aaltje Zqx", ""]
    usual = USUAL["hotspotaanpak"]
    rows = [
        [*(usual | {"vergelijking": text, "sinds": f"2020-0{at}", "thema": theme}).values()]
        for at, (text, theme) in enumerate(zip(written, ["", "jeugd"] * 2, strict=True), start=1)
    ]
    rows[2][0] = rows[3][0] = "Markt"
    table = read_matrix("hotspotaanpak", [list(usual), *rows], team.APPROACH)
    manifest = make_manifest("hotspotaanpak", rijen=4)
    with_list = rules.known_names(INDICATORS, THEMES, GOALS, TRAITS, "GM9999", streets)
    outcome = rules.approaches(Batch([(manifest, table)]), with_list)["hotspotaanpak-a"]
    assert list(outcome.accepted["vergelijking"]) == [written[0], written[1], "", ""]
    [(column, reason)] = _faults(outcome)
    assert column == "vergelijking" and "komma" in reason and "Zqx" not in reason
    without_list = rules.approaches(Batch([(manifest, table)]), KNOWN)["hotspotaanpak-a"]
    assert list(without_list.accepted["vergelijking"]) == written


def test_a_street_that_is_in_no_list_is_refused(
    read_matrix: Callable, make_manifest: Callable
) -> None:
    """It belongs to no place, and could be the name of a person."""
    streets = pd.DataFrame({"straatnaam": ["Stationsplein"]}, dtype="str")
    known = rules.known_names(INDICATORS, THEMES, GOALS, TRAITS, "GM9999", streets)
    written = ["STATIONSPLEIN", "bij Aaltje Zqx"]
    matrix = [list(USUAL["hotspotaanpak"])] + [
        [*(USUAL["hotspotaanpak"] | {"straatnaam": street}).values()] for street in written
    ]
    table = read_matrix("hotspotaanpak", matrix, team.APPROACH)
    outcomes = rules.approaches(Batch([(make_manifest("hotspotaanpak", rijen=2), table)]), known)
    rows = outcomes["hotspotaanpak-a"]
    assert list(rows.accepted["straatnaam"]) == ["STATIONSPLEIN"]
    [(column, reason)] = _faults(rows)
    assert column == "straatnaam"
    assert "lijst" in reason
    assert "Zqx" not in reason
    assert (
        known.mark == rules.known_names(INDICATORS, THEMES, GOALS, TRAITS, "GM9999", streets).mark
    )
    assert known.mark != KNOWN.mark
