"""Tests of `init`: what it asks, what it writes, and what it says of what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assets.basis.errors import AnalystError
from assets.deliveries.reader import InThisProcess
from assets.sources.trial import try_file
from pipelines.cli import app
from pipelines.settings import read_configuration

HEADER = ["Zaaknr", "Ingediend", "Onderdeel", "Waar", "Nr", "Stand", "Omschrijving", "Gereed op"]
TOWN = ("--gemeente", "GM9999", "--naam", "Voorbeeldstad")


def _export(rows: int = 60) -> list[list[str]]:
    """An export of an unknown system, with headers that nothing is known of but `Zaaknr`."""
    return [
        HEADER,
        *(
            [
                f"Z-{n}",
                f"{n % 28 + 1}-9-2026 10:{n % 60:02}",
                ("Afval", "Wonen", "Lichtmast")[n % 3],
                ("Lindelaan", "Kerkstraat")[n % 2],
                f"{n + 1}",
                ("Nieuw", "Afgerond", "Bij een ander")[n % 3],
                f"verhaal {n} GEHEIM7431",
                f"{n % 28 + 1}-10-2026",
            ]
            for n in range(rows)
        ),
    ]


@pytest.fixture
def town(tmp_path: Path, examples: Path, write_csv, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with reference files and one export, as an analyst would have it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cbs").mkdir()
    for name in ("buurten.csv", "straten.csv"):
        (tmp_path / "cbs" / name).write_bytes((examples / name).read_bytes())
    write_csv(tmp_path / "inbox" / "2026-10-02" / "export.csv", _export())
    return tmp_path


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process of its own to read files in: that takes half a second each."""
    monkeypatch.setattr("assets.deliveries.reader.InOwnProcess", lambda _: InThisProcess())


def _init(*arguments: object, answers: str = "") -> str:
    result = CliRunner().invoke(app, ["init", *map(str, arguments)], input=answers)
    if isinstance(result.exception, AnalystError):
        raise result.exception
    assert result.exit_code == 0, (result.output, result.exception)
    return " ".join(result.output.split())


@pytest.mark.dear
def test_without_questions_every_proposal_is_taken(town: Path) -> None:
    told = _init(*TOWN, "--zonder-vragen", "--geen-run")
    assert "GEHEIM" not in told
    assert "buurten.csv: 2 buurten, 1 wijk en met omtrekken" in told
    assert "straten.csv: 2 straten" in told
    assert "pc6hnr geen: een adres vindt zijn buurt" in told
    assert "Zonder betekenis" in told
    configuration = read_configuration(town / "veiligheidsbeeld.toml")
    assert configuration.gemeente.code == "GM9999"
    assert configuration.gemeente.eerste_maand == "2026-09"
    assert configuration.leveringen.inbox == town / "inbox"
    assert configuration.melddesk.kolommen == {
        "Zaaknr": "meldingnummer",
        "Ingediend": "ontvangen",
        "Onderdeel": "hoofdcategorie",
        "Waar": "straat",
        "Nr": "huisnummer",
        "Stand": "status",
    }
    assert configuration.melddesk.statussen["Afgerond"] == "afgehandeld"
    text = (town / "veiligheidsbeeld.toml").read_text("utf-8")
    assert '# "Lichtmast" = ""' in text
    assert '# "Bij een ander" = ""' in text
    trial = try_file(town / "inbox" / "2026-10-02" / "export.csv", configuration)
    assert (trial.accepted, trial.with_street) == (60, 60)


@pytest.mark.dear
def test_the_analyst_answers_and_changes_a_column(town: Path) -> None:
    """The proposal is refused: each field is asked for, by number, by name or with Enter; then what
    the words mean."""
    fields = ["1", "", "", "", "Onderdeel", "", "Waar", "", "", "", "", "", "", "geen", ""]
    answers = [
        *("maastrigt-noord", "GM9999", "Voorbeeldstad", ""),  # the municipality, neighbourhoods
        *("", "", "", "", "inbox"),  # the extract, streets, house numbers, inhabitants; the inbox
        *("n", *fields),
        *("j", "99", "Licht op straat", "j", "n", "n"),  # Afval; a theme of one's own; no first run
    ]
    told = _init(answers="\n".join(answers) + "\n")
    assert "is geen naam of CBS-code van een gemeente" in told
    assert "Welke kolom is status" in told
    assert "Dat is geen van de mogelijkheden" in told
    written = read_configuration(town / "veiligheidsbeeld.toml")
    assert written.melddesk.kolommen == {
        "Zaaknr": "meldingnummer",
        "Ingediend": "ontvangen",
        "Onderdeel": "hoofdcategorie",
        "Waar": "straat",
        "Nr": "huisnummer",
    }
    assert written.melddesk.categorieen["Lichtmast"] == "licht_op_straat"
    assert not written.themas["licht_op_straat"].overlast


def test_all_that_is_missing_is_told_at_once(town: Path) -> None:
    (town / "cbs" / "buurten.csv").unlink()
    with pytest.raises(AnalystError) as error:
        _init("--gemeente", "Utrecht", "--bag", "weg.zip", "--zonder-vragen")
    told = str(error.value)
    assert "--buurten" in told
    assert "CBS, zoek op: wijk- en buurtkaart" in told
    assert "weg.zip" in told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Gronigen", "bedoelt u Groningen (GM0014)"),
        ("Bergen", "Bergen (NH.) (GM0373)"),
        ("Nergenshuizen", "geen naam of CBS-code"),
        ("GM9999", "De gemeente"),
    ],
)
def test_a_municipality_that_is_not_known_for_certain_is_asked_for(
    town: Path, written: str, told: str
) -> None:
    with pytest.raises(AnalystError, match="ontbreekt nog wat") as error:
        _init("--gemeente", written, "--zonder-vragen")
    assert told in " ".join(str(error.value).split())


@pytest.mark.dear
def test_settings_that_are_there_stay_or_are_kept_beside(town: Path) -> None:
    config = town / "veiligheidsbeeld.toml"
    config.write_text("[gemeente]\nnaam = 'Hier'\n", "utf-8")
    with pytest.raises(AnalystError, match="--overschrijven"):
        _init(*TOWN, "--zonder-vragen", "--geen-run")
    assert config.read_text("utf-8") == "[gemeente]\nnaam = 'Hier'\n"
    _init(*TOWN, "--zonder-vragen", "--geen-run", "--overschrijven")
    assert read_configuration(config).gemeente.naam == "Voorbeeldstad"
    assert "Hier" in config.with_name("veiligheidsbeeld.toml.vorige").read_text("utf-8")
    _init(*TOWN, "--zonder-vragen", "--geen-run", "--map", "stad", "--inbox", "inbox")
    elsewhere = read_configuration(town / "stad" / "veiligheidsbeeld.toml")
    assert elsewhere.leveringen.inbox.resolve() == (town / "inbox").resolve()


@pytest.mark.dear
def test_lines_of_settings_can_be_given(town: Path) -> None:
    lines = ('melddesk.kolommen."Gereed op" = "ontvangen"', "cijfers.minimum_aantal = 7")
    options = [part for line in lines for part in ("--instelling", line)]
    _init(*TOWN, "--zonder-vragen", "--geen-run", *options)
    written = read_configuration(town / "veiligheidsbeeld.toml")
    assert written.melddesk.kolommen["Gereed op"] == "ontvangen"
    assert written.cijfers.minimum_aantal == 7
    for wrong in ("onzin", "melddesk.bestaat_niet = 1"):
        with pytest.raises(AnalystError, match="--instelling"):
            _init(*TOWN, "--zonder-vragen", "--overschrijven", "--instelling", wrong)


def test_an_empty_inbox_is_made_and_named(town: Path) -> None:
    told = _init(*TOWN, "--zonder-vragen", "--inbox", "post")
    assert (town / "post").is_dir()
    assert "Zet bruikbare leveringen in post" in told


def test_nobody_to_answer_is_told(town: Path) -> None:
    with pytest.raises(AnalystError, match="--zonder-vragen"):
        _init(answers="")


@pytest.mark.dear
def test_a_police_export_in_words_is_asked_for_what_it_does_not_know(
    tmp_path: Path, examples: Path, write_csv, delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of a class are known by themselves or proposed; a class, an indicator and a theme are
    answers, and what is none of them is asked for again."""
    monkeypatch.chdir(tmp_path)
    words = ["Diefstal fiets", "Diefstal af/uit brommers", "Hangjongeren", "Fraude met telefoon"]
    rows = [
        {"mk_code": words[n % 4], "gemeente": "Voorbeeldstad", "plaats": ""}
        | {"incidentnummer": f"PL9999_BVH_{n:07}"}
        for n in range(100)
    ]
    table = delivery("politie", *rows)
    table[0] = [{"Incidentsoort code": "Delict", "Incidentsoort": ""}.get(h, h) for h in table[0]]
    write_csv(tmp_path / "inbox" / "politie.csv", table)
    (tmp_path / "buurten.csv").write_bytes((examples / "buurten.csv").read_bytes())
    told = _init(
        *(*TOWN, "--buurten", "buurten.csv", "--geen-run"),
        answers="\n" * 5 + "onzin\nA72\njeugd\n\n",
    )
    assert "Dat is geen van de mogelijkheden" in told
    written = read_configuration(tmp_path / "veiligheidsbeeld.toml").politie.codes
    assert written == {"Diefstal af/uit brommers": "A72", "Fraude met telefoon": "jeugd"}
    text = (tmp_path / "veiligheidsbeeld.toml").read_text("utf-8")
    assert '# "Hangjongeren" = ""' in text


def test_a_setting_that_is_proposed_again_is_written_once(
    tmp_path: Path, examples: Path, write_csv, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first round proposes WGS84 and so does the second, as the file still lacks a category."""
    monkeypatch.chdir(tmp_path)
    rows = [[f"Z{n}", f"{n % 28 + 1:02}-01-2024", f"5.7{n:03}", f"50.8{n:03}"] for n in range(60)]
    write_csv(tmp_path / "inbox" / "a.csv", [["Zaaknr", "Aangemaakt op", "Long", "Lat"], *rows])
    (tmp_path / "buurten.csv").write_bytes((examples / "buurten.csv").read_bytes())
    _init(*TOWN, "--buurten", "buurten.csv", "--zonder-vragen")
    written = read_configuration(tmp_path / "veiligheidsbeeld.toml").melddesk
    assert (written.coordinaten, written.zonder_straat) == ("WGS84", True)
