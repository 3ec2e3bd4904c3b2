"""Workbooks that are laid out for people, through the door that a run uses: a survey and a register
with areas by name, years as columns, and words of the analyst's own.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from command import ask_made, models_only
from wide_workbooks import Book, write

SURVEY: Book = {
    f"Resultaten {year}": [
        ["Veiligheidsmonitor gemeente Maastricht, uitkomsten per wijk en buurt"],
        [],
        ["", "", ("Wijk 00 Centrum", 2), "Buurten", "", ("Stad", 2)],
        ["", "", "", "", "Wyck", "", "", ""],
        ["Thema", "Vraag", "%", "n", "%", "n", "%", "n"],
        ["Beleving", "Voelt zich wel eens onveilig", 41, 210, 45, 80, value, 1200],
        ["", "Vermijdt plekken", "12,5", 210, "x", 80, 11, 1200],
        [],
        ["x te weinig respondenten"],
    ]
    for year, value in ((2017, 36), (2019, 38.5))
}
REGISTER: Book = {
    "2019": [
        ["Demonstraties per wijk"],
        ["Maand", "Wijk 00 Centrum", "Wyck", "Onbekend", "Maastricht"],
        ["januari", 2, 1, 1, 3],
        ["februari", 4, 0, "", 4],
    ]
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with both workbooks in its inbox, and settings of the analyst's own."""
    folder = tmp_path
    for name, book in (("uitkomsten", SURVEY), ("demonstraties", REGISTER)):
        (folder / "data" / "inbox" / "2020-02-01").mkdir(parents=True, exist_ok=True)
        write(folder / "data" / "inbox" / "2020-02-01" / f"{name}.xlsx", book)
    (folder / "veiligheidsbeeld.toml").write_text(
        '[veiligheidsmonitor.kolommen]\n"Stad" = "gemeente"\n', "utf-8"
    )
    return folder


def test_both_are_counted_whole_and_what_has_no_place_is_told(home: Path):
    ended = models_only("run", "--home", home / "data", "--config", home / "veiligheidsbeeld.toml")
    assert ended.code == 0, ended.err
    told = " ".join(ended.out.split())
    assert "blad «2019»: een opschrift is geen bekend gebied" in told
    assert "in cel D2" in told and "Onbekend" not in told
    assert ask_made(home / "data", "select * from apart_gezet") == []
    assert ask_made(
        home / "data", "select bron, rijen, geaccepteerd from leveringen order by bron"
    ) == [
        ("registers", 7, 6),
        ("veiligheidsmonitor", 12, 12),
    ]
    assert ask_made(
        home / "data",
        "select gebied_code, periode, waarde from indicatorwaarden "
        "where indicator_id = 'vm_voelt_zich_wel_eens_onveilig' order by all",
    ) == [
        ("BU09350006", "2017", 45),
        ("BU09350006", "2019", 45),
        ("GM0935", "2017", 36),
        ("GM0935", "2019", 38.5),
        ("WK093500", "2017", 41),
        ("WK093500", "2019", 41),
    ]
    assert ask_made(
        home / "data",
        "select gebied_code, periode, waarde from indicatorwaarden "
        "where indicator_id = 'demonstraties' and periode = '2019-02' order by all",
    ) == [("BU09350006", "2019-02", 0), ("GM0935", "2019-02", 4), ("WK093500", "2019-02", 4)]
    assert ask_made(home / "data", "select kolom, reden, aantal from afkeuringen") == [
        ("gebied", "gebied niet bekend in deze gemeente: noem de code van het gebied", 1)
    ]
