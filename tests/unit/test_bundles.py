"""Tests of a zip of tables: which rows it gives, what is never opened, and the message for each
kind of damage.
"""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from assets.basis.errors import UnreadableError
from assets.formats.reading import read_delivery
from schemas.configuration import Configuration
from schemas.report_systems import SIGNALEN

LAYOUTS = (Configuration().politie.layout, *Configuration().melddesk.layouts)


def _refused(path) -> str:
    with pytest.raises(UnreadableError) as error:
        read_delivery(path, LAYOUTS)
    assert "GEHEIM" not in str(error.value)
    return str(error.value)


def _changed(examples, table, change) -> str:
    """The text of a table after `change` of its rows."""
    with (examples / "signalen" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = change(list(csv.reader(file)))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def test_a_row_is_a_report_in_its_current_state(tmp_path, zip_tables):
    table = read_delivery(zip_tables(tmp_path / "a.zip"), LAYOUTS)
    assert (table.layout.system, table.sheet, table.row_count) == (SIGNALEN, "signals.csv", 10)
    first = table.frame.loc[2]
    assert (first["meldingnummer"], first["straat"], first["hoofdcategorie"]) == (
        "101",
        "Lindelaan",  # not the Kerkstraat of its first location
        "Afval",
    )
    assert table.frame.loc[3, "status"] == "o"  # not the status it had first


def test_the_word_null_is_no_value(tmp_path, zip_tables):
    table = read_delivery(zip_tables(tmp_path / "a.zip"), LAYOUTS)
    assert not table.frame.eq("null").any(axis=None)


def test_only_columns_of_the_layout_are_kept_and_the_others_are_named(tmp_path, zip_tables):
    table = read_delivery(zip_tables(tmp_path / "a.zip"), LAYOUTS)
    assert {"signals.text", "statuses.user", "reporters.csv", "notes.csv"} <= set(
        table.unread_headers
    )
    frame = table.frame.drop(columns="kanaal")  # has a marker in the example; emptied later
    assert not frame.apply(lambda column: column.str.contains("GEHEIM")).any(axis=None)


def test_a_table_that_is_not_of_the_bundle_is_never_opened(tmp_path, zip_tables, monkeypatch):
    path = zip_tables(tmp_path / "a.zip")
    opened = []
    whole = zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile,
        "open",
        lambda self, member, *more, **named: (
            opened.append(member.filename) or whole(self, member, *more, **named)
        ),
    )
    read_delivery(path, LAYOUTS)
    assert {name.split("_")[-1] for name in opened} == {
        f"{table}.csv" for table in ("signals", "locations", "categories", "statuses")
    }


@pytest.mark.parametrize("missing", ["locations", "categories", "statuses", "signals"])
def test_the_message_names_a_missing_table(tmp_path, zip_tables, missing):
    assert f"«{missing}.csv»" in _refused(zip_tables(tmp_path / "a.zip", without=[missing]))


def test_the_message_names_a_missing_column_and_its_table(tmp_path, zip_tables, examples):
    text = _changed(
        examples, "signals", lambda rows: [[*row[:7], *row[8:]] for row in rows]
    )  # created_at
    message = _refused(zip_tables(tmp_path / "a.zip", signals=text))
    assert "«signals.created_at»" in message
    assert "Signalen" in message


def test_a_row_of_another_width_is_counted_and_refused(tmp_path, zip_tables, examples):
    text = _changed(examples, "signals", lambda rows: [*rows[:3], rows[3][:5], *rows[4:]])
    table = read_delivery(zip_tables(tmp_path / "a.zip", signals=text), LAYOUTS)
    assert (table.row_count, table.malformed) == (10, (4,))


def test_a_row_without_any_readable_cell_is_counted(tmp_path, zip_tables, examples):
    def emptied(rows):
        nothing = ["null"] * len(rows[0])
        nothing[rows[0].index("text")] = "verhaal"
        return [*rows[:3], nothing, *rows[4:]]

    text = _changed(examples, "signals", emptied)
    table = read_delivery(zip_tables(tmp_path / "a.zip", signals=text), LAYOUTS)
    assert (table.row_count, table.malformed) == (10, (4,))


def test_a_dangling_pointer_keeps_the_row_and_is_reported(tmp_path, zip_tables, examples):
    text = _changed(examples, "statuses", lambda rows: rows[:2])
    table = read_delivery(zip_tables(tmp_path / "a.zip", statuses=text), LAYOUTS)
    assert table.row_count == 10
    assert table.frame["status"].ne("").sum() == 2
    assert any("bij 8 rijen" in note and "«statuses.csv»" in note for note in table.notes)


def test_half_a_zip_is_refused(tmp_path, zip_tables):
    path = zip_tables(tmp_path / "a.zip")
    path.write_bytes(path.read_bytes()[:-300])
    assert "afgebroken" in _refused(path)


@pytest.mark.parametrize("cut", [slice(40, 60), slice(-80, -60), slice(0, 30)])
def test_a_zip_that_lost_a_piece_is_refused(tmp_path, zip_tables, cut):
    path = zip_tables(tmp_path / "a.zip")
    content = bytearray(path.read_bytes())
    del content[cut]
    path.write_bytes(content)
    assert "beschadigd" in _refused(path)


def test_a_damaged_table_is_refused(tmp_path, zip_tables):
    path = zip_tables(tmp_path / "a.zip")
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("export/083000UTC_statuses.csv").header_offset + 80
    content = bytearray(path.read_bytes())
    content[at : at + 20] = bytes(20)
    path.write_bytes(content)
    assert "beschadigd" in _refused(path)


def test_a_quote_that_is_never_closed_is_refused(tmp_path, zip_tables, examples):
    text = (examples / "signalen" / "signals.csv").read_text("utf-8") + '111,"GEHEIM'
    assert "afgebroken" in _refused(zip_tables(tmp_path / "a.zip", signals=text))


def test_two_exports_in_one_zip_are_refused(tmp_path, zip_tables):
    path = zip_tables(tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("oud/073000UTC_signals.csv", "id\n1\n")
    assert "meer dan één keer" in _refused(path)


@pytest.mark.parametrize(
    "members", [{}, {"verslag.docx": "x"}, {"a.csv": "a,b\n", "b.csv": "a,b\n"}]
)
def test_another_zip_is_refused(tmp_path, members):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    assert "geen bekende export" in _refused(tmp_path / "a.zip")


def test_a_protected_zip_is_refused(tmp_path, zip_tables):
    path = zip_tables(tmp_path / "a.zip")
    content = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(signature, at + 4)
    path.write_bytes(content)
    assert "wachtwoord" in _refused(path)


def test_an_empty_zip_file_is_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"")
    assert "leeg" in _refused(tmp_path / "a.zip")
