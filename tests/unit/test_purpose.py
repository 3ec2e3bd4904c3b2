"""Tests of the purpose: on the restricted sheet and in the restricted file, and missed until it is
filled in; and of the sources that wait for a decision.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import dagster as dg
import duckdb
import pytest
from factsheet_tables import DRIEHOEK, RAAD, driehoek_tables, raad_tables, texts
from pydantic import ValidationError

from assets.basis.errors import AnalystError, RefusedError
from assets.deliveries.archive import take_in
from assets.deliveries.manifests import manifests, set_aside
from assets.deliveries.profiling import profile
from assets.deliveries.source import Kind, Source
from assets.factsheets.driehoek import driehoek
from assets.factsheets.purpose import purpose_line
from assets.factsheets.raad import raad
from assets.sources import assets as door
from assets.sources import registry
from assets.warehouse.notices import purpose_notices
from assets.warehouse.publication import publish, published
from pipelines.partitions import monthly
from pipelines.resources import work_of
from pipelines.settings import Settings
from schemas import published as contracts
from schemas.configuration import Configuration, Purpose
from schemas.layout import Field, Layout

DAY = date(2026, 11, 26)
FILLED = {
    "grondslag": "Gemeentewet artikel 172",
    "dpia": "DPIA-2026-04",
    "functionaris": "privacyfunctionaris",
    "datum": date(2026, 9, 1),
}
PURPOSE = Purpose(**FILLED, geldig_tot=date(2027, 8, 31))
LINE = (
    "Doelbinding: Gemeentewet artikel 172; DPIA met kenmerk DPIA-2026-04; getekend door "
    "privacyfunctionaris op 1 september 2026, geldig tot en met 31 augustus 2027"
)


def test_what_is_missing_is_told_by_name_until_it_is_filled_in():
    (notice,) = purpose_notices(Purpose(dpia="DPIA-2026-04"), DAY)
    assert notice.text.endswith("onder [doelbinding] in: grondslag, functionaris, datum")
    assert purpose_notices(PURPOSE, DAY) == []
    assert purpose_notices(Purpose(**FILLED), DAY) == []


def test_a_decision_that_is_over_is_told_from_the_day_after():
    assert purpose_notices(PURPOSE, date(2027, 8, 31)) == []
    (notice,) = purpose_notices(PURPOSE, date(2027, 9, 1))
    assert "gold tot en met 31-08-2027" in notice.text


def test_the_restricted_sheet_has_it_and_the_public_one_has_not():
    assert purpose_line(PURPOSE) == LINE
    assert purpose_line(Purpose(**FILLED)) == LINE.split(", geldig")[0]
    assert purpose_line(Purpose(dpia="DPIA-2026-04")) == ""
    tables = {key: frame for key, frame in driehoek_tables().items() if key != "driehoek_verloop"}
    sheet = driehoek(tables, replace(DRIEHOEK, purpose=LINE))
    assert LINE in sheet.facts
    assert driehoek(tables, DRIEHOEK).facts == tuple(fact for fact in sheet.facts if fact != LINE)
    tables = {key: frame for key, frame in raad_tables().items() if key != "raad_verloop"}
    council = raad(tables, replace(RAAD, purpose=LINE))
    assert "Doelbinding" not in " ".join(council.facts) + texts(council) + council.footer


def test_the_restricted_file_has_it_and_the_public_one_has_not(home):
    names = {"publicatie": "publicatie"}
    given = (names, "merk", "GM9999", "2020-07-08", "v1.0.0")
    for purpose, row in (
        (None, (None,) * 5),
        (Purpose(), (None,) * 5),
        (PURPOSE, (*list(FILLED.values())[:3], FILLED["datum"], date(2027, 8, 31))),
    ):
        publish(home, "intern.duckdb", *given, purpose)
        with duckdb.connect(str(home.publish / "intern.duckdb"), read_only=True) as connection:
            stored = connection.execute(
                "select columns('doelbinding_.*') from publicatie"
            ).fetchone()
        assert stored == row
    assert not publish(home, "intern.duckdb", *given, PURPOSE), "nothing changed"
    later = PURPOSE.model_copy(update={"geldig_tot": date(2028, 8, 31)})
    assert publish(home, "intern.duckdb", *given, later), "another decision is another file"


def test_a_publication_of_the_previous_program_is_replaced(home):
    path = home.publish / "intern.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create table publicatie as select 'merk' as vingerafdruk, 'GM9999' as gemeentecode, "
            "date '2020-07-08' as peildatum, '0' as versie, 'v1.0.0' as opslagversie"
        )
    assert published(path) is None
    names = {"publicatie": "publicatie"}
    assert publish(home, "intern.duckdb", names, "merk", "GM9999", "2020-07-08", "v1.0.0")
    assert len(published(path)) == len(contracts.table("publicatie").names)


@pytest.mark.parametrize(
    "section",
    [
        {"grondslag": "x" * 121},
        {"dpia": "twee\nregels"},
        {"functionaris": "x" * 61},
        {"datum": "ooit"},
    ],
)
def test_a_text_that_would_not_fit_the_sheet_is_refused(section):
    with pytest.raises(ValidationError):
        Purpose(**section)


# A source of the social domain, as one may be added to the registry.

LAYOUT = Layout(
    source="zorg",
    title="lijst van de wijkteams",
    month_field="moment",
    date_formats=("%d-%m-%Y",),
    fields=(
        Field("moment", ("Datum aanmelding",), "Moment", required=True),
        Field("vraag", ("Soort hulpvraag",), "Hulpvraag", required=True),
    ),
)
SOURCE = Source(
    name="zorg",
    title="de wijkteams",
    description="Een verzonnen bron uit het sociaal domein.",
    kind=Kind.NOTES,
    layouts=lambda configuration: (LAYOUT,),
    columns={},
    recipe=lambda home, configuration: pytest.fail("rows were made"),
    group="zorg",
    social_domain=True,
)
SIGNED = Configuration(
    doelbinding=Purpose(**FILLED, sociaal_domein_besluit="Z-2026-123 van 1 september 2026")
)


@pytest.fixture
def registered(monkeypatch, home, write_csv):
    """A home with a delivery of that source in its inbox."""
    monkeypatch.setattr(registry, "SOURCES", (*registry.SOURCES, SOURCE))
    rows = [["Datum aanmelding", "Soort hulpvraag"], ["03-01-2020", "GEHEIMEVRAAG"]]
    write_csv(home.inbox / "2020-02-05" / "zorg.csv", rows)
    return home


def taken_in(home, configuration):
    now = datetime(2026, 11, 26)
    return take_in(home, registry.layouts(configuration), 0.25, now=now)


def test_a_source_of_the_social_domain_waits_for_a_signed_decision(registered):
    intake = taken_in(registered, Configuration())
    (note,) = set_aside(registered)
    assert intake.new == ()
    assert "komt uit het sociaal domein" in note.melding
    assert "sociaal_domein_besluit" in note.melding
    assert manifests(registered) == []
    kept = [path for path in registered.root.rglob("*") if path.is_file()]
    assert not any(
        b"GEHEIMEVRAAG" in path.read_bytes()
        for path in kept
        if registered.inbox not in path.parents
    )


def test_it_is_taken_in_as_soon_as_the_decision_is_in_the_settings(registered):
    taken_in(registered, Configuration())
    intake = taken_in(registered, SIGNED)
    assert [manifest.bron for manifest in intake.new] == ["zorg"]
    assert set_aside(registered) == []


def test_nothing_of_it_is_shown_either(registered):
    (path,) = registered.inbox.rglob("*.csv")
    with pytest.raises(RefusedError, match="sociaal domein"):
        profile(path, registry.layouts(Configuration()))
    assert profile(path, registry.layouts(SIGNED)).known == replace(LAYOUT)


def test_a_decision_that_is_withdrawn_stops_the_source(registered):
    taken_in(registered, SIGNED)
    settings = Settings(registered.root, registered.inbox, None, Configuration())
    work = work_of(settings)
    with pytest.raises(AnalystError, match="Er staan leveringen in het archief die niet mogen"):
        door._require_allowed(SOURCE, work)
    door._require_allowed(SOURCE, replace(work, configuration=SIGNED))


def test_the_door_of_every_source_asks(registered, monkeypatch):
    taken_in(registered, SIGNED)
    monkeypatch.setattr(door, "SOURCES", (SOURCE,))
    (asset,) = [
        made
        for made in door.source_assets(monthly("2018-01"))
        if isinstance(made, dg.AssetsDefinition)
    ]
    work = work_of(Settings(registered.root, registered.inbox, None, Configuration()))
    result = dg.materialize([asset], resources={"werk": work}, raise_on_error=False)
    assert not result.success


def test_the_sources_of_today_are_not_of_the_social_domain():
    assert [source.name for source in registry.SOURCES if source.social_domain] == []
    assert {layout.refused for layout in registry.layouts(Configuration())} == {""}


def test_a_decision_counts_only_with_a_purpose():
    with pytest.raises(ValidationError, match="telt pas als ook is ingevuld: grondslag, dpia"):
        Purpose(sociaal_domein_besluit="Z-2026-123")
