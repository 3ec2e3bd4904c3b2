"""Contracts of what the safety team itself writes: goals, the hotspot approach, events that were
known and focus areas.

These are small files that an analyst edits and puts in the inbox like any delivery. Only the newest
version of a file counts; earlier versions stay in the archive. What the team says and agrees about
figures is in `schemas.interpretation`; figures belong in a register (`schemas.registers`).

Grain: goals: goal; approach: street x theme; events: event x first day x place; focus areas: area.
"""

from __future__ import annotations

import pandera.pandas as pa

from schemas import interpretation
from schemas.interpretation import LONGEST_TEXT, filled
from schemas.layout import Field, Layout
from schemas.staged import IDENTITY

STATES = ("voorgenomen", "actief", "nazorg", "afgerond")
AREA_KINDS = (
    "plein",
    "kades",
    "park",
    "station",
    "parkeergarages",
    "uitgaansgebied",
    "wijkaanpak",
    "overig",
)
EVENT_KINDS = (
    "wedstrijd",
    "demonstratie",
    "festival",
    "carnaval",
    "jaarwisseling",
    "maatregel",
    "overig",
)

GOALS = Layout(
    source="doelen",
    title="lijst van doelen van het meerjarenprogramma",
    month_field="",
    periods="none",
    fields=(
        Field("hoofddoel", ("hoofddoel",), "1, 2 of 3, of de tekst van het doel", required=True),
        Field("doel", ("doel",), "Het doel in woorden", required=True),
        Field("indicator", ("indicator",), "Naam of id van de indicator", required=True),
        Field("nulmeting", ("nulmeting",), "Waarde waarmee het programma begon", required=True),
        Field("nulmeting_jaar", ("nulmeting_jaar", "nulmeting jaar"), "Jaar ervan", required=True),
        Field("streefwaarde", ("streefwaarde",), "Waarde die het doel is", required=True),
        Field("streefjaar", ("streefjaar",), "Jaar waarin die bereikt moet zijn", required=True),
        Field("richting", ("richting",), "omlaag of omhoog; leeg: van nulmeting naar doel"),
        Field("toelichting", ("toelichting",), "Wat de lezer van het doel moet weten"),
        Field("programma", ("programma",), "Programma waar het doel van is; leeg: onbekend"),
        Field("programma_van", ("programma_van", "programma van"), "Eerste jaar van het programma"),
        Field(
            "programma_tot", ("programma_tot", "programma tot"), "Laatste jaar van het programma"
        ),
        Field(
            "inzet",
            ("inzet",),
            "Registers van wat ervoor is gedaan: namen of ids, met | ertussen; leeg: geen",
        ),
    ),
)
APPROACH = Layout(
    source="hotspotaanpak",
    title="lijst van de hotspotaanpak",
    month_field="",
    periods="none",
    fields=(
        Field("straatnaam", ("straatnaam", "straat"), "Straat zoals in de lijst", required=True),
        Field("thema", ("thema",), "Thema of naam van het thema; leeg: elk"),
        Field("status", ("status",), ", ".join(STATES), required=True),
        Field("sinds", ("sinds", "startdatum"), "Dag of maand van het begin", required=True),
        Field(
            "vergelijking",
            ("vergelijking", "vergelijkingsplekken"),
            "Straten om mee te vergelijken, met komma's ertussen; leeg: het programma zoekt ze",
        ),
    ),
    date_formats=("%d-%m-%Y", "%Y-%m", "%m-%Y"),
)
EVENTS = Layout(
    source="evenementen",
    title="lijst van evenementen",
    month_field="",
    periods="none",
    fields=(
        Field("naam", ("naam", "evenement"), "Hoe het heet; geen persoonsgegevens", required=True),
        Field("soort", ("soort",), ", ".join(EVENT_KINDS), required=True),
        Field("van", ("van", "datum"), "Eerste dag", required=True),
        Field("tot", ("tot", "tot en met"), "Laatste dag; leeg: een dag", required=True),
        Field(
            "gebied",
            ("gebied", "plaats"),
            "CBS-code, straat of plaats; leeg: de hele gemeente",
            required=True,
        ),
        Field("toelichting", ("toelichting",), "Wat het team erbij wil weten"),
    ),
    date_formats=("%d-%m-%Y",),
)
FOCUS_AREAS = Layout(
    source="aandachtsgebieden",
    title="lijst van aandachtsgebieden",
    month_field="",
    periods="none",
    fields=(
        Field("naam", ("naam", "aandachtsgebied"), "Hoe het heet", required=True),
        Field("soort", ("soort",), ", ".join(AREA_KINDS), required=True),
        Field("straten", ("straten",), "Straten, met | ertussen", required=True),
        Field("buurten", ("buurten",), "CBS-codes van buurten of wijken, met |", required=True),
        Field("plaatsen", ("plaatsen",), "Plaatsen die geen straat zijn, met |", required=True),
        Field("van", ("van", "sinds"), "Eerste dag of maand; leeg: altijd al"),
        Field("tot", ("tot", "tot en met"), "Laatste dag of maand; leeg: nog steeds"),
    ),
    date_formats=("%d-%m-%Y", "%Y-%m", "%m-%Y"),
)
LAYOUTS = (interpretation.LAYOUT, GOALS, APPROACH, EVENTS, FOCUS_AREAS)

# The stored columns of a row, by source.
STAGED = {
    "duiding": interpretation.STAGED,
    "doelen": IDENTITY
    | {
        "hoofddoel": "str",
        "doel": "str",
        "indicator_id": "str",
        "nulmeting": "float64",
        "nulmeting_jaar": "int64",
        "streefwaarde": "float64",
        "streefjaar": "int64",
        "richting": "str",
        "toelichting": "str",
        "programma": "str",
        "programma_van": "float64",
        "programma_tot": "float64",
        "inzet": "str",
    },
    "hotspotaanpak": IDENTITY
    | dict.fromkeys(("straatnaam", "thema", "status", "sinds", "vergelijking"), "str"),
    "evenementen": IDENTITY
    | dict.fromkeys(
        "naam soort van tot gebied_soort gebied buurten toelichting".split(),
        "str",
    ),
    "aandachtsgebieden": IDENTITY
    | dict.fromkeys("gebied_code naam soort straten buurten plaatsen van tot".split(), "str"),
}


def text_contract(layout: Layout) -> pa.DataFrameSchema:
    """Rows as read, before parsing: see `Layout.text_contract`."""
    return layout.text_contract()


_YEAR = [
    pa.Check.in_range(1990, 2100, error="geen jaar"),
    pa.Check(lambda years: years.mod(1).eq(0), error="geen jaar"),
]


_TOO_LONG = "langer dan 120 tekens"
_TOO_EARLY = "ligt voor de eerste dag"
_UNREADABLE = "niet leesbaar als dag of maand"


def goal_contract(indicators: frozenset[str]) -> pa.DataFrameSchema:
    """A usable goal: whole years, and a target after its baseline. Grain: goal."""
    return pa.DataFrameSchema(
        {
            "hoofddoel": pa.Column(str, filled(200)),
            "doel": pa.Column(str, filled(200)),
            "indicator_id": pa.Column(
                str,
                pa.Check.isin(
                    indicators,
                    error="onbekende indicator, of een waarvoor geen doel kan gelden (E33, of een "
                    "vertrouwelijk register)",
                ),
            ),
            "nulmeting": pa.Column(float, nullable=False),
            "nulmeting_jaar": pa.Column(float, _YEAR),
            "streefwaarde": pa.Column(float, nullable=False),
            "streefjaar": pa.Column(float, _YEAR),
            "looptijd": pa.Column(
                float,
                pa.Check.gt(0, error="streefjaar ligt niet na het jaar van de nulmeting"),
                nullable=True,
            ),
            "richting": pa.Column(
                str, pa.Check.isin(["omlaag", "omhoog"], error="moet omlaag of omhoog zijn")
            ),
            "past": pa.Column(
                bool, pa.Check.eq(True, error="past niet bij nulmeting en streefwaarde")
            ),
            "programma": pa.Column(str, pa.Check.str_length(max_value=120, error=_TOO_LONG)),
            "programma_van": pa.Column(float, _YEAR, nullable=True),
            "programma_tot": pa.Column(float, _YEAR, nullable=True),
            "jaren": pa.Column(
                bool,
                pa.Check.eq(
                    True,
                    error="vul programma, programma_van en programma_tot alle drie in, met het "
                    "laatste jaar niet voor het eerste",
                ),
            ),
        },
        strict=False,
    )


def approach_contract(themes: frozenset[str]) -> pa.DataFrameSchema:
    """A usable row of the hotspot approach. Grain: street x theme (empty: every theme)."""
    return pa.DataFrameSchema(
        {
            "straatnaam": pa.Column(str, filled(80)),
            "thema": pa.Column(
                str, pa.Check.isin(themes | {""}, error="onbekend thema: zie de tabel themas")
            ),
            "status": pa.Column(
                str, pa.Check.isin(STATES, error="moet een van deze zijn: " + ", ".join(STATES))
            ),
            "sinds": pa.Column("datetime64[us]", nullable=False),
        },
        strict=False,
    )


def event_contract() -> pa.DataFrameSchema:
    """A usable event: days in order, a place that is known. Grain: event x first day x place."""
    return pa.DataFrameSchema(
        {
            "naam": pa.Column(str, filled(80)),
            "soort": pa.Column(
                str,
                pa.Check.isin(
                    EVENT_KINDS, error="moet een van deze zijn: " + ", ".join(EVENT_KINDS)
                ),
            ),
            "van": pa.Column("datetime64[us]", nullable=False),
            "tot": pa.Column("datetime64[us]", nullable=False),
            "duur": pa.Column(float, pa.Check.ge(0, error=_TOO_EARLY), nullable=True),
            "gebied_soort": pa.Column(
                str,
                pa.Check.str_length(
                    min_value=1,
                    error="geen CBS-code, straat of plaats van "
                    "de gemeente: neem de naam over uit de tabel straten of de lijst van plaatsen",
                ),
            ),
            "toelichting": pa.Column(
                str,
                pa.Check.str_length(
                    max_value=LONGEST_TEXT, error=f"langer dan {LONGEST_TEXT} tekens"
                ),
            ),
        },
        strict=False,
    )


def focus_area_contract() -> pa.DataFrameSchema:
    """A usable focus area: days in order, and a name to make a code of. Grain: area."""
    return pa.DataFrameSchema(
        {
            "naam": pa.Column(str, filled(80)),
            "gebied_code": pa.Column(
                str, pa.Check.str_length(min_value=4, error="heeft geen letter of cijfer")
            ),
            "soort": pa.Column(
                str,
                pa.Check.isin(AREA_KINDS, error="moet een van deze zijn: " + ", ".join(AREA_KINDS)),
            ),
            "van_leesbaar": pa.Column(bool, pa.Check.eq(True, error=_UNREADABLE)),
            "tot_leesbaar": pa.Column(bool, pa.Check.eq(True, error=_UNREADABLE)),
            "duur": pa.Column(float, pa.Check.ge(0, error=_TOO_EARLY), nullable=True),
        },
        strict=False,
    )
