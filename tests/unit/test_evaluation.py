"""Tests of the evaluation: figures for a few texts with known outcome, options and messages."""

from __future__ import annotations

import pandas as pd
import pytest
from typer.testing import CliRunner

from assets.basis.errors import AnalystError
from assets.linking.decisions import Decisions
from assets.linking.elsewhere import ELSEWHERE
from assets.linking.evaluation import Outcome, evaluate, matcher_of, read_labelled, read_streets
from assets.linking.linking import linker_for
from pipelines.cli import app
from schemas.configuration import Configuration

LABELLED = """tekst;straten;aantal
Lindelaan;Lindelaan;10
LINDELAAN 12;Lindelaan;5
Lindelaan/Kerkstraat;Lindelaan|Kerkstraat;2
Kerkstraat;Molenweg;1
Nergenslaan;;3
Molen;Molenweg;4
Kerkst;Kerkstraat;1
"""  # | represents ; within a cell, because ; is the delimiter here


@pytest.fixture
def write(tmp_path):
    """`write(name, text)` -> the path of a file with this text."""

    def make(name: str, text: str):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return make


@pytest.fixture
def labelled(write):
    """The texts above, as read."""
    return read_labelled(write("a.csv", LABELLED.replace(";", ",").replace("|", ";")))


@pytest.fixture
def outcome(labelled, reference) -> Outcome:
    """Their outcome, matched to four streets."""
    names = ["Lindelaan", "Kerkstraat", "Kerksteeg", "Molenweg"]
    return evaluate(labelled, matcher_of(names, reference, Decisions()))


# -- arithmetic --------------------------------------------------------------------------------


def test_mentions_are_counted_as_often_as_their_text_stands(outcome):
    """Right: 10 + 5 + 2 x 2. Wrong: the Kerkstraat labelled Molenweg. Missed: that Molenweg,
    Molen (4) and the tied Kerkst."""
    assert [outcome.total(what) for what in ("goed", "fout", "gemist")] == [19, 1, 6]
    assert outcome.recall == 19 / 25
    assert outcome.precision == 19 / 20


def test_each_text_tells_what_was_found_and_how(outcome):
    by_text = outcome.rows.set_index("tekst")
    assert by_text.loc["Lindelaan/Kerkstraat", "gevonden"] == "Lindelaan; Kerkstraat"
    assert by_text.loc["Lindelaan/Kerkstraat", "methode"] == "exact, exact"
    assert by_text.loc["LINDELAAN 12", ["methode", "goed", "fout", "gemist"]].tolist() == [
        "opgeschoond", 1, 0, 0
    ]  # fmt: skip
    assert by_text.loc["Kerkst", ["gevonden", "methode", "gemist"]].tolist() == [
        "", "meer dan één", 1
    ]  # fmt: skip
    assert by_text.loc["Nergenslaan", ["methode", "goed", "fout", "gemist"]].tolist() == [
        "niet gevonden", 0, 0, 0
    ]  # fmt: skip


def test_each_method_tells_how_often_it_was_right(outcome):
    assert outcome.methods.values.tolist() == [["exact", 14, 1], ["opgeschoond", 5, 0]]
    assert outcome.methods["goed"].sum() == outcome.total("goed")
    assert outcome.methods["fout"].sum() == outcome.total("fout")


def test_texts_streets_and_speed_are_told(outcome):
    assert (outcome.texts, outcome.streets) == (7, 4)
    assert outcome.speed > 0


def test_nothing_to_find_is_found_whole(reference):
    none = pd.DataFrame({"tekst": ["x"], "straten": [()], "aantal": [1]})
    outcome = evaluate(none, matcher_of(["Lindelaan"], reference, Decisions()))
    assert (outcome.recall, outcome.precision, len(outcome.methods)) == (1.0, 1.0, 0)
    nothing = evaluate(none.iloc[:0], matcher_of([], reference, Decisions()))
    assert (nothing.recall, nothing.precision, nothing.texts) == (1.0, 1.0, 0)


# -- reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "tekst,straten\nMrkt,Markt; Bat\n",
        "id,adres,straatnaam\n1,Mrkt,Markt;Bat\n",
        "stop_name,gold_streets\nMrkt,Markt; Bat;\n",
        '"altlabel","preflabel"\n"Mrkt","Markt;Bat"\n',
        "een,twee\nMrkt,Markt;Bat\n",  # the first two columns
        "TEKST,STRATEN\nMrkt,Markt;Bat\n",
        "tekst\tstraten\nMrkt\tMarkt;Bat\n",
        "tekst;straten\nMrkt;'Markt;Bat'\n".replace("'", '"'),
    ],
)
def test_a_labelled_file_is_read_by_the_headers_that_are_usual(write, text):
    found = read_labelled(write("a.csv", text))
    assert found.values.tolist() == [["Mrkt", ("Markt", "Bat"), 1]]


def test_columns_can_be_named_and_rows_chosen(write):
    path = write("a.csv", "wat,goed,keer,zeker\nMrkt,Markt,7,ja\nBt,Bat,,ja\nX,Y,1,nee\n")
    found = read_labelled(path, "wat", "goed", "keer", "zeker=ja")
    assert found.values.tolist() == [["Mrkt", ("Markt",), 7], ["Bt", ("Bat",), 1]]
    assert read_labelled(path, "wat", "goed", only="zeker=misschien").empty


@pytest.mark.parametrize(
    "options",
    [
        {"text": "weg"},
        {"streets": "weg"},
        {"count": "weg"},
        {"only": "weg=ja"},
        {"only": "weg"},
    ],
)
def test_a_column_that_is_not_there_is_told_with_those_that_are(write, options):
    path = write("a.csv", "tekst,straten\na,b\n")
    with pytest.raises(AnalystError, match=r"a\.csv .*«weg».*tekst, straten"):
        read_labelled(path, **options)


def test_a_file_of_one_column_is_refused(write):
    with pytest.raises(AnalystError, match=r"a\.csv .*twee kolommen"):
        read_labelled(write("a.csv", "tekst\na\n"))


@pytest.mark.parametrize(
    ("text", "options"),
    [
        pytest.param("tekst,straat\nMrkt,Markt\n", {"streets": "straat"}),
        pytest.param("straat,straatnaam\nMrkt,Markt\n", {}),
        pytest.param(
            "straat,straatnaam\nMrkt,Markt\n",
            {"text": "straat", "streets": "straatnaam"},
        ),
        pytest.param(
            "tekst,Openbareruimtenaam\nMrkt,Markt\n",
            {"streets": "Openbareruimtenaam"},
        ),
        pytest.param("straatnaam,goed\nMrkt,Markt\n", {}),
    ],
)
def test_a_column_is_known_under_its_own_name_and_used_once(write, text, options):
    found = read_labelled(write("a.csv", text), **options)
    assert found.values.tolist() == [["Mrkt", ("Markt",), 1]]


def test_a_row_of_more_cells_than_the_header_shifts_nothing(write):
    """`Markt;Bat` unquoted in a file with semicolons."""
    path = write("a.csv", "tekst;straten\nMrkt;Markt;Bat\n")
    try:
        found = read_labelled(path)
    except AnalystError as refusal:
        assert "a.csv" in str(refusal)
        return
    assert found["tekst"].tolist() == ["Mrkt"]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("straatnaam;id\nMarkt;1\nBat;2\n;3\n", None),
        ("id\tname\n1\tMarkt\n2\tBat\n", None),
        ("id;hoe\n1;Markt\n2;Bat\n", "hoe"),
        ("Markt\nBat\n", None),  # no header
        ("naam\nMarkt\nBat\n", None),
        ("Markt;7\nBat;8\n".replace(";7", ";x"), "Markt"),
    ],
)
def test_a_list_of_streets_is_a_column_or_a_name_a_line(write, text, column):
    found = read_streets(write("a.csv", text), column)
    assert found == (["Bat"] if column == "Markt" else ["Markt", "Bat"])


def test_a_list_without_the_named_column_is_refused(write):
    with pytest.raises(AnalystError, match=r"«weg».*straatnaam, id"):
        read_streets(write("a.csv", "straatnaam;id\nMarkt;1\n"), "weg")


def test_a_matcher_to_other_names_knows_each_once(reference):
    matcher = matcher_of(["Markt", "Markt", "", "..."], reference, Decisions())
    assert [street.straatnaam for street in matcher.streets.names] == ["Markt"]


# -- the command -------------------------------------------------------------------------------


@pytest.fixture
def command(write, tmp_path, monkeypatch):
    """`command("--uit", path, ...)` -> the result of `linking evaluate` on a small file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    path = write(
        "a.csv",
        'tekst,goed,zeker\n"Vrijthof 12",Vrijthof,ja\nMrkt,Markt,ja\n"Nergenslaan",Nergens,nee\n',
    )

    def run(*options: object):
        return CliRunner().invoke(app, ["linking", "evaluate", str(path), *map(str, options)])

    return run


def test_the_command_measures_against_the_list_of_the_municipality(command):
    ended = command("--straat", "goed")
    assert ended.exit_code == 0, ended.output
    for words in ("Recall", "33,33 %", "1 van 3", "Precisie", "100,00 %", "per seconde", "Gemist"):
        assert words in ended.output
    shipped = len(linker_for(Configuration()).streets.names)
    assert f"{shipped} in de lijst" in ended.output


def test_the_command_takes_a_part_of_the_rows(command):
    ended = command("--straat", "goed", "--alleen", "zeker=ja")
    assert "1 van 2" in ended.output
    assert "Nergens" not in ended.output


def test_the_command_takes_other_streets(command, write):
    one, other = write("l.txt", "Vrijthof\nBat\n"), write("m.csv", "id;naam\n1;Nergenslaan\n")
    ended = command("--straat", "goed", "--straten", one, "--straten", other)
    assert ended.exit_code == 0, ended.output
    assert "3 in de lijst" in ended.output
    assert "Fout gekoppeld" in ended.output
    named = command("--straat", "goed", "--straten", other, "--straten-kolom", "naam")
    assert "1 in de lijst" in named.output


def test_the_command_takes_the_streets_that_the_file_names(command, write):
    alone = command("--straat", "goed", "--met-bestand")
    assert "3 in de lijst" in alone.output
    both = command("--straat", "goed", "--met-bestand", "--straten", write("l.txt", "Bat\nMarkt\n"))
    assert "4 in de lijst" in both.output


def test_the_command_writes_what_came_of_each_text(command, tmp_path):
    out = tmp_path / "uit.csv"
    assert command("--straat", "goed", "--uit", out, "--toon", "0").exit_code == 0
    rows = pd.read_csv(out, keep_default_na=False)
    assert rows.columns.tolist() == [
        "tekst", "straten", "gevonden", "methode", "score", "aantal", "goed", "fout", "gemist",
        "meest_waarschijnlijk", "uitleg",
    ]  # fmt: skip
    assert rows["gevonden"].tolist() == ["Vrijthof", "", ""]


def test_what_the_command_writes_tells_the_most_probable_streets_and_why(
    write, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    path, out = write("b.csv", "tekst,goed\nScharrnerweg,Scharnerweg\n"), tmp_path / "u.csv"
    assert (
        CliRunner().invoke(app, ["linking", "evaluate", str(path), "--uit", str(out)]).exit_code
        == 0
    )
    [row] = pd.read_csv(out).itertuples()
    assert row.meest_waarschijnlijk.startswith("Scharnerweg 0.9")
    assert "klinkt gelijk" in row.uitleg
    assert "1 letter anders" in row.uitleg


def test_what_the_command_writes_is_no_formula_in_a_spreadsheet(write, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path, out = write("b.csv", "tekst,goed\n=1+1,Markt\nMarkt;@SUM(A1),Markt\n"), tmp_path / "u.csv"
    ended = CliRunner().invoke(app, ["linking", "evaluate", str(path), "--uit", str(out)])
    assert ended.exit_code == 0, ended.output
    assert pd.read_csv(out)["tekst"].tolist() == ["'=1+1", "Markt;'@SUM(A1)"]


def test_the_command_shows_no_more_than_was_asked(command):
    shown = command("--straat", "goed", "--toon", "1").output
    assert "2 teksten, de eerste 1" in shown
    assert "Gemist" not in command("--straat", "goed", "--toon", "0").output


@pytest.mark.parametrize(
    "options", [("--straat", "weg"), ("--tekst", "weg"), ("--aantal", "weg"), ("--alleen", "weg=1")]
)
def test_a_wrong_column_is_refused_with_those_that_are_there(command, options, capsys, monkeypatch):
    from pipelines import cli

    ended = command(*options)
    assert isinstance(ended.exception, AnalystError)
    assert "«weg»" in str(ended.exception)
    assert "tekst, goed, zeker" in str(ended.exception)
    monkeypatch.setattr("sys.argv", ["veiligheidsbeeld", "linking", "evaluate", "a.csv", *options])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    assert "tekst, goed, zeker" in " ".join(capsys.readouterr().err.split())


def test_a_file_that_is_not_there_is_told(tmp_path):
    ended = CliRunner().invoke(app, ["linking", "evaluate", str(tmp_path / "weg.csv")])
    assert isinstance(ended.exception, AnalystError)
    assert "weg.csv" in str(ended.exception)


def test_without_a_file_the_usage_is_wrong():
    assert CliRunner().invoke(app, ["linking", "evaluate"]).exit_code == 2


def test_a_text_of_another_municipality_has_no_street_as_in_a_run(write):
    path = write("a.csv", "tekst,straat\nMarkt 3 Valkenburg,\nMarkt 3,Markt\n")
    out = path.with_name("uit.csv")
    ended = CliRunner().invoke(app, ["linking", "evaluate", str(path), "--uit", str(out)])
    assert ended.exit_code == 0, ended.output
    rows = pd.read_csv(out, keep_default_na=False)
    assert rows[["gevonden", "methode", "fout"]].values.tolist() == [
        ["", ELSEWHERE, 0],
        ["Markt", "opgeschoond", 0],
    ]
