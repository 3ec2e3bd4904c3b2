"""Deciding about texts in the terminal: what is asked, what is kept, and that what was said to move
is what moves at the next run.
"""

from __future__ import annotations

import io
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from command import KEY, PROJECT, Finished, ask_made, in_this_process, models_only, tables_only

from assets.basis.home import Home
from assets.reference.decided import (
    NO_STREET,
    STREET,
    Decision,
    keep,
    kept_decisions,
    read_decisions,
)
from assets.reference.files import source_file

STREETS = "select straatnaam, maand, count(*) from registraties group by all order by all"
AREAS = {"Jekerpark": {"postcode": "6221BA", "x": "176607", "y": "318739"}}  # of two neighbourhoods
ROWS = [
    *[("Boochstraat 12", "03-01-2020 11:30")] * 3,
    ("BOOCHSTRAAT", "03-02-2020 11:30"),
    *[("Jekerpark", "03-02-2020 11:30")] * 2,
    ("Angerzkade", "03-02-2020 11:30"),
    ("Jan Zqxbavu", "03-02-2020 11:30"),
    ("Dominikanerkerkstraat", "03-02-2020 11:30"),
    *[("Markt", "03-01-2020 11:30")] * 40,
    *[("Markt", "03-02-2020 11:30")] * 40,
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, delivery: Callable, write_csv: Callable) -> Path:
    """A home with texts that are no street of the list, or not surely."""
    folder = tmp_path_factory.mktemp("nakijken")
    usual = {"gemeente": "Maastricht", "plaats": "Maastricht", "postcode": "", "buurt": ""}
    usual |= {"x": "", "y": ""}
    rows = [
        usual | {"straat": text, "kennisname": moment} | AREAS.get(text, {})
        for text, moment in ROWS
    ]
    write_csv(folder / "inbox" / "2020-03-05" / "maand.csv", delivery("politie", *rows))
    ended = tables_only("run", "--inbox", folder / "inbox", "--home", folder / "data")
    assert ended.code == 0, ended.err
    assert "bij 2 spreken de gegevens over de buurt elkaar tegen" in plain(ended)
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def review(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Finished]:
    """`review("ja", "stop", options=("--ja",))` -> the review, given these lines."""

    def start(*lines: str, options: tuple[object, ...] = (), command: str = "review") -> Finished:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        where = ("--home", home / "data")
        return in_this_process("linking", command, *options, *where)

    return start


def run(folder: Path) -> Finished:
    return models_only("run", "--inbox", folder / "inbox", "--home", folder / "data")


def kept(folder: Path) -> list[tuple[str, str, str]]:
    """What was decided in a home."""
    decisions = kept_decisions(Home(folder / "data", folder).street_decisions)
    return [(each.geschreven, each.straatnaam, each.besluit) for each in decisions]


def counted(folder: Path) -> dict[tuple[str, str], int]:
    """(street, month) -> registrations."""
    rows = ask_made(folder / "data", STREETS)
    return {(street, month): count for street, month, count in rows}


def plain(ended: Finished) -> str:
    return " ".join(ended.out.split())


# -- one by one --------------------------------------------------------------------------------


def test_the_texts_come_one_by_one_with_three_suggestions_those_with_the_most_rows_first(review):
    ended = review("stop")
    assert ended.code == 0, ended.err
    said = plain(ended)
    assert "3 teksten om na te kijken, samen 7 rijen" in said
    assert "Tekst 1 van 3: Boochstraat 4 rijen (politie, januari 2020 t/m februari 2020)" in said
    assert re.search(r"nu aan geen straat 1 9\d % Boschstraat 2 \d % \S+", said)
    assert "Is dit Boschstraat? (ja · nee: geen straat hier · 2 · 3 ·" in said
    assert "Er is niets vastgelegd" in said
    assert "Zqxbavu" not in said


def test_what_was_said_to_move_is_what_moves_at_the_next_run(review, home):
    before = counted(home)
    ended = review("ja", "nee", "Markt", "ja")
    assert ended.code == 0, ended.err
    said = plain(ended)
    assert "Boschstraat: 4 rijen veranderen van straat: januari 2020 3, februari 2020 1" in said
    assert "geen straat hier: geen rij verandert van straat" in said
    assert "Markt: 1 rij verandert van straat: februari 2020 1" in said
    assert "januari 2020 3 februari 2020 2 samen 5" in said
    assert "besluiten/straatbesluiten/straatbesluiten-0001.csv" in said
    assert counted(home) == before
    assert run(home).code == 0
    after = counted(home)
    moved = {
        key: after.get(key, 0) - before.get(key, 0)
        for key in before.keys() | after.keys()
        if after.get(key, 0) != before.get(key, 0)
    }
    assert moved == {
        ("Boschstraat", "2020-01"): 3,
        ("Boschstraat", "2020-02"): 1,
        ("Markt", "2020-02"): 1,
        ("Ankerkade", "2020-02"): -1,
        ("onbekend", "2020-01"): -3,
        ("onbekend", "2020-02"): -1,
    }
    again = review()
    assert "geen tekst om na te kijken" in plain(again)


@pytest.mark.parametrize(
    ("answer", "decided"),
    [
        ("ja", ("Boochstraat", "Boschstraat", STREET)),
        ("J", ("Boochstraat", "Boschstraat", STREET)),
        ("1", ("Boochstraat", "Boschstraat", STREET)),
        ("nee", ("Boochstraat", "", NO_STREET)),
        ("vrijthof", ("Boochstraat", "Vrijthof", STREET)),
        ("Burg. Cortenstr", ("Boochstraat", "Burgemeester Cortenstraat", STREET)),
    ],
)
def test_an_answer_is_a_decision_of_this_municipality_and_of_today(review, home, answer, decided):
    assert review(answer, "stop", "ja").code == 0
    assert kept(home) == [decided]
    [decision] = kept_decisions(Home(home / "data", home).street_decisions)
    assert decision.gemeente == "GM0935"
    assert len(decision.besloten_op) == 10


def test_another_suggestion_is_chosen_by_its_number(review, home):
    ended = review("3", "stop", "ja")
    third = re.search(r" 3 \d % (.+?) Is dit ", plain(ended))[1]
    assert kept(home) == [("Boochstraat", third, STREET)]


def test_an_answer_can_be_taken_back(review, home):
    ended = review("terug", "nee", "", "terug", "ja", "stop", "ja")
    said = plain(ended)
    assert "Er is geen vorig antwoord" in said
    assert "Het vorige antwoord is gewist. Tekst 1 van 3: Boochstraat" in said
    assert kept(home) == [("Boochstraat", "Boschstraat", STREET)]


@pytest.mark.parametrize("answer", ["", "overslaan", "o"])
def test_a_text_that_is_skipped_comes_again(review, home, answer):
    ended = review(answer, "stop")
    assert "Overgeslagen" in ended.out and "Tekst 2 van 3" in ended.out
    assert kept(home) == []
    assert "Tekst 1 van 3: Boochstraat" in plain(review("stop"))


def test_a_street_that_is_not_listed_is_asked_again_with_names_that_are_alike(review, home):
    ended = review("Boscstraet", "7", "ja", "stop", "ja")
    said = plain(ended)
    assert "staat niet in de lijst van straten. Lijkt op: Boschstraat" in said
    assert "Dat nummer staat er niet bij" in said
    assert kept(home) == [("Boochstraat", "Boschstraat", STREET)]


def test_nothing_counts_that_was_not_agreed_to_and_nothing_is_lost(review, home):
    assert "antwoorden staan klaar" in plain(review("ja", "stop", "nee"))
    assert kept(home) == []
    waiting = review("nee", "stop")  # the end of the input is no agreement
    assert "Er staat 1 antwoord klaar van de vorige keer" in plain(waiting)
    assert kept(home) == []
    assert review("stop", "ja").code == 0
    assert [text for text, *_ in kept(home)] == ["Boochstraat", "Jekerpark"]
    assert not list(Home(home / "data", home).street_decisions.glob("concept*"))


def test_answers_can_be_thrown_away(review, home):
    assert "gewist" in review("ja", "stop", "weg").out
    assert kept(home) == []
    assert "klaar van de vorige keer" not in review("stop").out


@pytest.mark.skipif(os.name == "nt", reason="there is no such terminal")
def test_ctrl_c_loses_no_answer(home):
    """In a terminal of its own, as an analyst has it."""
    import pty

    leader, follower = pty.openpty()
    command = ("linking", "review", "--home", str(home / "data"))
    process = subprocess.Popen(
        [sys.executable, "-c", "from pipelines.cli import start; start()", *command],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=PROJECT,
        env=os.environ | {"VEILIGHEIDSBEELD_SLEUTEL": KEY, "COLUMNS": "200"},
        start_new_session=True,
    )
    os.close(follower)
    _until(leader, "Tekst 1 van 3")
    os.write(leader, b"ja\n")
    _until(leader, "Tekst 2 van 3")
    os.write(leader, b"nee\n")
    _until(leader, "Tekst 3 van 3")
    while select.select([leader], [], [], 1)[0]:  # until it waits, as an analyst who reads does:
        os.read(leader, 4096)  # Python can miss a signal that comes just before it begins to wait
    process.send_signal(signal.SIGINT)
    said = _until(leader, "Ga verder met")
    assert process.wait(60) == 130
    os.close(leader)
    assert "Er staan 2 antwoorden klaar" in said
    assert kept(home) == []
    draft = Home(home / "data", home).street_decisions / "concept.csv"
    assert [each.geschreven for each in read_decisions(source_file(draft))] == [
        "Boochstraat",
        "Jekerpark",
    ]


def _until(terminal: int, words: str) -> str:
    """What a terminal shows up to some words."""
    shown = ""
    while words not in shown:
        ready, _, _ = select.select([terminal], [], [], 60)
        assert ready, shown
        shown += os.read(terminal, 4096).decode("utf-8", "replace")
    return shown


# -- as options --------------------------------------------------------------------------------


def test_a_decision_can_be_given_as_options(review, home):
    text = ("--tekst", "boochstraat 12", "--straat", "BOSCHSTRAAT", "--ja")
    ended = review(options=text)
    assert ended.code == 0, ended.err
    assert "samen 4" in plain(ended)
    assert kept(home) == [("boochstraat", "Boschstraat", STREET)]
    assert review(options=("--tekst", "Jekerpark", "--geen-straat", "--ja")).code == 0
    assert kept(home)[1:] == [("Jekerpark", "", NO_STREET)]
    names = sorted(path.name for path in Home(home / "data", home).street_decisions.iterdir())
    assert names == ["straatbesluiten-0001.csv", "straatbesluiten-0002.csv"]


def test_a_decision_of_a_period_moves_the_rows_of_that_period(review, home):
    days = ("--geldig-van", "2020-02-01", "--geldig-tot", "2020-02-29")
    ended = review(options=("--tekst", "Boochstraat", "--straat", "Boschstraat", *days, "--ja"))
    assert "samen 1" in plain(ended)
    assert run(home).code == 0
    after = counted(home)
    assert (after["Boschstraat", "2020-02"], after["onbekend", "2020-01"]) == (1, 3)
    assert "Tekst 1 van 3: Boochstraat 3 rijen" in plain(review("stop"))


def test_a_text_that_could_name_somebody_is_not_kept(review, home):
    for text in ("Jan Zqxbavu", "dhr. Jansen 06-12345678"):
        ended = review(options=("--tekst", text, "--straat", "Markt", "--ja"))
        assert ended.code == 1
        assert "kan iemand noemen" in " ".join(ended.err.split())
    assert kept(home) == []


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--straat", "Markt"), 2, "--tekst"),
        (("--tekst", "Boochstraat", "--straat", "Markt", "--geen-straat"), 2, "--geen-straat"),
        (("--tekst", "Boochstraat", "--straat", "Nergens"), 1, "niet in de lijst"),
        (("--tekst", "Nergenslaan"), 1, "niet in de controlelijst"),
        (("--geldig-van", "1 mei"), 1, "2019-01-01"),
        (("--geldig-van", "2020-02-01", "--geldig-tot", "2020-01-01"), 1, "voor de eerste"),
    ],
)
def test_what_cannot_be_is_told(review, home, options, code, words):
    ended = review(options=options)
    assert (ended.code, words in " ".join(ended.err.split())) == (code, True), ended.err
    assert kept(home) == []


def test_the_list_is_shown_without_a_question(review):
    ended = review(options=("--lijst",))
    assert ended.code == 0
    assert re.search(r"Boschstraat 9\d %", ended.out) and "Zqxbavu" not in ended.out
    assert "Ankerkade" in ended.out
    assert "0 teksten" in review(options=("--lijst", "--bron", "melddesk")).out


def test_while_a_run_has_the_home_the_answers_wait(review, home, monkeypatch):
    from filelock import FileLock

    monkeypatch.setattr("pipelines.cli.linking_review._SECONDS", 0.05)
    with FileLock(home / "data" / "locks" / "werk.lock"):
        ended = review("ja", "stop", "ja")
    assert ended.code == 1 and "Er loopt een run" in ended.err
    assert kept(home) == []
    assert review("stop", "ja").code == 0
    assert kept(home) == [("Boochstraat", "Boschstraat", STREET)]


def test_a_decision_for_a_street_that_is_gone_stops_the_run_and_can_be_mended(review, home):
    gone = Decision("Boochstraat", "Verdwenenstraat", STREET, "GM0935")
    keep(Home(home / "data", home).street_decisions, [gone])
    refused = run(home)
    assert refused.code == 1
    assert "Verdwenenstraat" in refused.err and "linking review --tekst" in refused.err
    mended = review(options=("--tekst", "Boochstraat", "--straat", "Boschstraat", "--ja"))
    assert mended.code == 0, mended.err
    ended = run(home)
    assert ended.code == 0, ended.err
    assert counted(home)["Boschstraat", "2020-01"] == 3


# -- streets that are one ----------------------------------------------------------------------


def test_streets_that_are_one_are_shown_and_joined(review, home):
    pair = ("Dominikanerkerkstraat", "Dominicanerkerkstraat")
    assert all(name in review(command="join").out for name in pair)
    ended = review("ja", options=pair, command="join")
    assert ended.code == 0, ended.err
    assert "dezelfde straat als Dominicanerkerkstraat" in plain(ended)
    assert "februari 2020 1 samen 1" in plain(ended)
    assert run(home).code == 0
    after = counted(home)
    assert after["Dominicanerkerkstraat", "2020-02"] == 1
    assert "Geen twee straten" in review(command="join").out
    names = ask_made(
        home / "data", "select straatnaam from straten where straatnaam like 'Domini%kerk%'"
    )
    assert names == [("Dominicanerkerkstraat",)]


def test_one_decision_by_itself_leaves_the_answers_that_wait(review, home):
    """Those were not agreed to, and are not lost either."""
    assert review("ja", "stop", "nee").code == 0
    pair = ("Dominikanerkerkstraat", "Dominicanerkerkstraat")
    assert "nog niets vastgelegd" in plain(review("nee", options=pair, command="join"))
    assert kept(home) == []
    text = ("--tekst", "Jekerpark", "--geen-straat", "--ja")
    assert review(options=text).code == 0
    assert kept(home) == [("Jekerpark", "", NO_STREET)]
    assert review("weg", options=pair, command="join").code == 0
    ended = review("stop", "ja")
    assert "Er staat 1 antwoord klaar van de vorige keer" in plain(ended)
    assert kept(home)[1:] == [("Boochstraat", "Boschstraat", STREET)]


def test_streets_that_are_two_are_not_told_again(review, home):
    pair = ("Dominikanerkerkstraat", "Dominicanerkerkstraat")
    assert review(options=(*pair, "--twee", "--ja"), command="join").code == 0
    assert "Geen twee straten" in review(command="join").out


# -- neighbourhoods that contradict ------------------------------------------------------------


def test_rows_whose_evidence_contradicts_are_listed_with_where_they_count(home, tmp_path):
    out = tmp_path / "strijdig.csv"
    ended = in_this_process(
        *("export", "strijdige-buurten", "--naar", out, "--home", home / "data")
    )
    assert ended.code == 0, ended.err
    [row] = pd.read_csv(out, sep=";", encoding="utf-8-sig").itertuples()
    assert (row.bron, row.straatnaam, row.aantal) == ("politie", "onbekend", 2)
    assert row.gebiedsconflict.startswith("postcode BU0935")
    assert row.gebiedsconflict.endswith("punt dichtbij BU09350004")
    assert (row.gebiedsmethode, row.buurtcode != "BU09350004") == ("postcode", True)


# -- measuring ---------------------------------------------------------------------------------


def test_decisions_tell_how_good_the_program_is_without_them(review, home):
    """Ankerkade is linked without them, and wrongly so for whoever decided Markt; the others are
    not linked."""
    assert review("ja", "nee", "Markt", "ja").code == 0
    ended = review(options=("--besluiten",), command="evaluate")
    assert ended.code == 0, ended.err
    said = plain(ended)
    assert "Teksten 3 verschillende, 3 rijen" in said
    assert "0,00 % (0 van 2 genoemde straten gevonden; met 95 % zekerheid tussen 0,0 en" in said
    assert "0,00 % (0 van 1 gevonden straten juist" in said
    assert "Eerste suggestie 50,00 % (1 van 2" in said
    assert "zonder uw besluiten" in said


def test_without_a_decision_there_is_nothing_to_measure(review):
    ended = review(options=("--besluiten",), command="evaluate")
    assert ended.code == 1 and "nog geen besluiten" in ended.err
    assert review(options=("a.csv", "--besluiten"), command="evaluate").code == 2


def test_a_decision_in_a_file_of_the_settings_is_a_label_too(home, tmp_path):
    config = tmp_path / "eigen.toml"
    config.write_text('[referentie]\naliassen = "a.csv"\n')
    (tmp_path / "a.csv").write_text("geschreven;straatnaam\nBoochstraat;Boschstraat\n")
    ended = in_this_process(
        *("linking", "evaluate", "--besluiten", "--config", config, "--home", home / "data")
    )
    assert ended.code == 0, ended.err
    assert "0 van 1 genoemde straten" in plain(ended)
    assert Decision("Boochstraat", "Boschstraat").is_alias
