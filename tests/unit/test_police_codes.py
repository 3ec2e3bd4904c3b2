"""Tests of the codes of police rows: what is known by itself, what the settings add, and what may
be shown of a text that is not known.
"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.sources.cases import CaseLinker
from assets.sources.politie.codes import SHOWN_FROM, codes_of, fold, unknown_values
from assets.sources.politie.rows import registrations
from assets.sources.themes import seed
from schemas import police
from schemas.configuration import Configuration, Police

KNOWN = codes_of(Configuration())
CLASSES = seed("mk_klassen")
SHARED = "UITRIJDEN MEST"  # of two classes


def _with(**own: str):
    return codes_of(_configured(own))


def _configured(own: dict[str, str]) -> Configuration:
    return Configuration.model_validate(
        {"politie": {"codes": own}, "themas": {"bomen": {"naam": "Bomen"}}}
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *[(text, "A72") for text in ("A72", "a72", "A 72", "A-72", "A072", "A72 Diefstal fiets")],
        *[(text, "A72") for text in ("DIEFSTAL FIETS", "diefstal  fiets", "Diefstal-fiets")],
        ("Gekwal. diefstal in/uit woning", "A20"),
        ("F010", "F010"),
        ("F10", "F10"),
        ("F00010", ""),  # F10 or F010
        *[(text, "1.2.3") for text in ("1.2.3", "1.2.3 ", "Diefstal van brom-, snor-, fietsen")],
        ("1.2.3 Diefstal van brom-, snor-, fietsen", "1.2.3"),
        ("1.2.3 Iets anders", ""),
        ("1.4.6", "B70"),  # the only class of the code
        ("2.5.2 Winkeldiefstal", "2.5.2"),
        ("Winkeldiefstal", "2.5.2"),  # a class and a code: the wider holds for both
        (SHARED, ""),
        ("0.0.0", ""),
        ("12.3", ""),
        ("", ""),
    ],
)
def test_what_is_known_by_itself(written, code):
    assert KNOWN.of(written) == code


@pytest.mark.parametrize("column", ["mk_code", "omschrijving"])
def test_every_class_is_known_by_its_code_and_by_its_description(column):
    for row in CLASSES.itertuples():
        found = KNOWN.of(getattr(row, column).lower())
        wider = row.omschrijving.lower() in {"winkeldiefstal", "bedreiging", "mensenhandel"}
        if row.omschrijving == SHARED and column == "omschrijving":
            assert found == ""
        elif not (wider and column == "omschrijving"):
            assert found == row.mk_code


def test_the_settings_go_before_the_program_and_may_take_a_word_away():
    own = _with(**{"Diefstal fiets": "A73", "fiets weg": "A72", "A71": "", "Kap": "bomen"})
    assert own.of("DIEFSTAL FIETS") == "A73"
    assert own.of("Fiets weg!") == "A72"
    assert own.of("a71") == ""
    assert own.of("kap") == "bomen"
    assert {"A73", "bomen"} <= own.targets
    assert "bomen" not in KNOWN.targets


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("1.2.3", "1.2.3"),
        ("E35", "E35"),
        ("jeugd", "jeugd"),
        ("woninginbraak", "woninginbraak"),
        ("diefstal_fiets", "A72"),
    ],
)
def test_a_setting_names_a_class_a_code_of_cbs_an_indicator_or_a_theme(target, code):
    assert _with(x=target).of("X") == code


@pytest.mark.parametrize(
    ("own", "part"),
    [
        ({"x": "A999"}, "geen maatschappelijke klasse (A72), code van het CBS (1.2.3)"),
        ({"x": "melding_afval"}, "geen maatschappelijke klasse"),
        ({"x": "burengerucht"}, "klassen van verschillende thema's"),
        ({"fiets weg": "A72", "Fiets-weg": "A73"}, "staat er twee keer, met een andere betekenis"),
        ({"--": "A72"}, "heeft geen letter of cijfer"),
    ],
)
def test_a_setting_that_means_nothing_is_told(own, part):
    with pytest.raises(AnalystError, match=r"\[politie\.codes\]") as caught:
        codes_of(_configured(own))
    assert part in str(caught.value)


@given(st.text(max_size=30))
def test_folding_is_of_what_is_written_and_not_of_how(text):
    assert fold(fold(text)) == fold(text)
    assert fold(f" {text.lower()} ") == fold(text)


@pytest.fixture(scope="module")
def through(make_batch, linker):
    """`through([(code, words), ...])` -> accepted codes, and the reasons of the others."""

    def go(*pairs: tuple[str, str], codes=KNOWN):
        rows = [{"mk_code": code, "mk_omschrijving": words} for code, words in pairs]
        batch = make_batch("politie", *rows)
        cases = CaseLinker(linker, b"k" * 16)
        result = registrations(batch, Police(), codes, cases)["politie-a"]
        return list(result.accepted["mk_code"]), list(result.faults["reden"])

    return go


def test_a_delivery_of_words_alone_is_read_by_its_words(through):
    assert through(
        ("", "Diefstal fiets"), ("", "1.4.5 Mishandeling"), ("", SHARED), ("", "Iets")
    ) == (
        ["A72", "1.4.5"],
        [police.MORE_CLASSES, police.UNKNOWN_CLASS + " (een woord, geen code)"],
    )


def test_codes_of_another_system_leave_the_words(through):
    assert through(("0815", "Diefstal fiets"), ("0816", "Zakkenrollerij")) == (
        ["A72", "A40"],
        [],
    )


def test_beside_known_codes_a_row_without_one_is_faulty_whatever_its_words(through):
    assert through(("A73", "Diefstal fiets"), ("", "Diefstal fiets"), ("Q7", "Diefstal fiets")) == (
        ["A73"],
        [police.UNKNOWN_CLASS] * 2,
    )


def test_what_the_settings_say_of_a_word_holds_in_every_delivery(through):
    own = _with(**{"Diefstal fiets": "A72", "jongeren": "jeugd"})
    assert through(("A73", ""), ("", "Diefstal fiets"), ("9", "Jongeren"), codes=own) == (
        ["A73", "A72", "jeugd"],
        [],
    )


def test_only_what_many_rows_have_is_shown_and_nothing_personal():
    often = ["Eigen delict", "06-12345678", "Jansen, geb. 1-2-1980", "x" * 90]
    texts = [text for text in often for _ in range(SHOWN_FROM)] + ["Zelden"] * (SHOWN_FROM - 1)
    frame = pd.DataFrame({"mk_code": "", "mk_omschrijving": [*texts, "Diefstal fiets", SHARED]})
    unknown = unknown_values(frame, KNOWN)
    assert [each.text for each in unknown if each.is_shown] == ["Eigen delict"]
    assert sum(each.rows for each in unknown) == len(texts) + 1
    shown = " ".join(each.text for each in unknown)
    for secret in ("12345678", "Jansen", "1980", "Zelden", SHARED):
        assert secret not in shown
    assert [each.rows for each in unknown] == sorted((each.rows for each in unknown), reverse=True)
