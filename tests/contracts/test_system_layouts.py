"""Tests of the layouts of the report systems, against each other and the common layout."""

from __future__ import annotations

import pytest

from schemas import melddesk
from schemas.configuration import Configuration, MeldDesk
from schemas.layout import fold_header
from schemas.report_systems import FIXMYSTREET, MELDDESK, OPEN311, SIGNALEN, SYSTEMS, system_of

OTHERS = sorted(set(SYSTEMS) - {MELDDESK})


@pytest.mark.parametrize("name", OTHERS)
def test_every_system_has_the_common_fields(name):
    layout = SYSTEMS[name].layout
    common = [field.name for field in melddesk.LAYOUT.fields]
    assert [field.name for field in layout.fields][: len(common)] == common
    assert (layout.source, layout.system) == (melddesk.SOURCE, name)
    assert all(field.headers for field in layout.required)
    assert {"meldingnummer", "ontvangen", "hoofdcategorie"} <= {f.name for f in layout.required}


@pytest.mark.parametrize("name", OTHERS)
def test_columns_that_are_never_read_have_no_field(name):
    system = SYSTEMS[name]
    read = {fold_header(header) for field in system.layout.fields for header in field.headers}
    assert not read & {fold_header(header) for header in system.known_unread}


@pytest.mark.parametrize("name", OTHERS)
def test_every_status_maps_to_a_status_of_the_contract(name):
    statuses = SYSTEMS[name].statuses
    assert set(statuses.values()) <= set(melddesk.STATUSES)
    assert all(word == fold_header(word) for word in statuses)
    assert SYSTEMS[name].split <= set(statuses)


@pytest.mark.parametrize("name", OTHERS)
def test_a_header_fits_its_own_system_only(name):
    headers = [header for field in SYSTEMS[name].layout.fields for header in field.headers]
    for other, system in SYSTEMS.items():
        present = system.layout.recognise(headers)
        fits = all(field.name in present for field in system.layout.required)
        assert fits == (other == name), other


@pytest.mark.parametrize(
    ("system", "word", "status"),
    [
        (SIGNALEN, "m", "open"),
        (SIGNALEN, "reaction requested", "open"),
        (SIGNALEN, "done external", "open"),
        (SIGNALEN, "o", "afgehandeld"),
        (SIGNALEN, "a", "geannuleerd"),
        (OPEN311, "Open", "open"),
        (OPEN311, "Hold", "open"),
        (OPEN311, "closed", "afgehandeld"),
        (FIXMYSTREET, "fixed - council", "afgehandeld"),
        (FIXMYSTREET, "in progress", "open"),
        (FIXMYSTREET, "hidden", "geannuleerd"),
    ],
)
def test_known_statuses(system, word, status):
    assert SYSTEMS[system].statuses[fold_header(word)] == status


def test_a_manifest_without_a_system_is_of_melddesk():
    assert system_of("").name == "MeldDesk"


def test_settings_add_headers_to_optional_fields_only():
    settings = MeldDesk(kolommen={"Ward": "buurt", "Nummer": "meldingnummer", "Category": "status"})
    layout = next(layout for layout in settings.layouts if layout.system == FIXMYSTREET)
    assert layout.field("buurt").headers == ("Ward",)
    assert layout.field("meldingnummer").headers == ("Report ID",)
    assert layout.field("hoofdcategorie").headers == ("Category",)
    assert "Nummer" in settings.layout.field("meldingnummer").headers


def test_a_system_without_streets_needs_a_point():
    required = {field.name for field in MeldDesk(zonder_straat=True).layout.required}
    assert required == {"meldingnummer", "ontvangen", "hoofdcategorie", "x", "y"}
    assert {"straat"} <= {field.name for field in Configuration().melddesk.layout.required}
