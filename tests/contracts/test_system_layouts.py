"""The layouts of the report systems against each other and against the common one."""

from __future__ import annotations

import pytest

from schemas import melddesk
from schemas.configuration import Configuration, MeldDesk
from schemas.layout import fold_header
from schemas.report_systems import FIXMYSTREET, MELDDESK, OPEN311, SIGNALEN, SYSTEMS, system_of

OTHERS = sorted(set(SYSTEMS) - {MELDDESK})


@pytest.mark.parametrize("name", OTHERS)
def test_every_system_gives_the_common_fields(name):
    layout = SYSTEMS[name].layout
    common = [field.name for field in melddesk.LAYOUT.fields]
    assert [field.name for field in layout.fields][: len(common)] == common
    assert (layout.source, layout.system) == (melddesk.SOURCE, name)
    assert all(field.headers for field in layout.required)
    assert {"meldingnummer", "ontvangen", "hoofdcategorie"} <= {f.name for f in layout.required}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_known_and_never_read_has_no_field(name):
    system = SYSTEMS[name]
    read = {fold_header(head) for field in system.layout.fields for head in field.headers}
    assert not read & {fold_header(head) for head in system.known_unread}


@pytest.mark.parametrize("name", OTHERS)
def test_every_status_is_one_of_ours(name):
    statuses = SYSTEMS[name].statuses
    assert set(statuses.values()) <= set(melddesk.STATUSES)
    assert all(word == fold_header(word) for word in statuses)
    assert SYSTEMS[name].split <= set(statuses)


@pytest.mark.parametrize("name", OTHERS)
def test_a_header_of_one_system_is_not_taken_for_another(name):
    header = [head for field in SYSTEMS[name].layout.fields for head in field.headers]
    for other, system in SYSTEMS.items():
        known = system.layout.recognise(header)
        whole = all(field.name in known for field in system.layout.required)
        assert whole == (other == name), other


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


def test_a_manifest_of_before_the_systems_is_of_melddesk():
    assert system_of("").name == "MeldDesk"


def test_settings_add_headers_to_what_is_not_required_only():
    settings = MeldDesk(kolommen={"Ward": "buurt", "Nummer": "meldingnummer", "Category": "status"})
    layout = next(one for one in settings.layouts if one.system == FIXMYSTREET)
    assert layout.field("buurt").headers == ("Ward",)
    assert layout.field("meldingnummer").headers == ("Report ID",)
    assert layout.field("hoofdcategorie").headers == ("Category",)
    assert "Nummer" in settings.layout.field("meldingnummer").headers


def test_a_system_without_streets_needs_a_point():
    required = {field.name for field in MeldDesk(zonder_straat=True).layout.required}
    assert required == {"meldingnummer", "ontvangen", "hoofdcategorie", "x", "y"}
    assert {"straat"} <= {field.name for field in Configuration().melddesk.layout.required}
