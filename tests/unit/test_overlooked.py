"""What lies in an inbox without being a delivery is said by name."""

from __future__ import annotations

import os
import socket

from assets.deliveries.overlooked import overlooked


def test_what_is_passed_over_is_said_by_name_and_why(home, monkeypatch):
    inbox = home.inbox
    os.mkfifo(inbox / "pijp.csv")
    (inbox / "nergens.csv").symlink_to(inbox / "weg.csv")
    (inbox / "elders").symlink_to(home.root)
    (inbox / ".verborgen.csv").write_text("x")
    (inbox / ".map").mkdir()
    (inbox / ".map" / "a.csv").write_text("x")
    monkeypatch.chdir(inbox)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as endpoint:
        endpoint.bind("stopcontact")
        words = frozenset("verborgen elders nergens pijp stopcontact".split())
        assert overlooked(inbox, words) == [
            "«.map» is verborgen: de naam begint met een punt",
            "«.verborgen.csv» is verborgen: de naam begint met een punt",
            "«elders» is een verwijzing naar een map; alleen mappen in de inbox zelf worden "
            "gelezen",
            "«nergens.csv» is een verwijzing naar iets dat er niet is",
            "«pijp.csv» is een FIFO, geen bestand",
            "«stopcontact» is een socket, geen bestand",
        ]


def test_ordinary_files_and_what_a_system_leaves_are_not_told(home):
    for name in ("a.csv", "~$a.xlsx", "Thumbs.db", ".DS_Store", "desktop.ini"):
        (home.inbox / name).write_text("x")
    (home.inbox / "2020-01-05").mkdir()
    assert overlooked(home.inbox) == []


def test_a_name_that_could_be_of_someone_is_shown_by_its_form(home):
    (home.inbox / ".bel Jansen 06-12345678.csv").write_text("x")
    assert overlooked(home.inbox) == [
        "«.aaa Aaaaaa (aaaaaaaaaaaaaaa).csv» is verborgen: de naam begint met een punt"
    ]
