"""Contract of what the safety team says and agrees: an interpretation of a figure or a hotspot, and
the action that was agreed.

A file kept by hand counts whole: its newest version replaces the former. A file with the column
`ingevoerd_op` is an entry of the form (`schemas.entry`) and is added to what is there. What counts
of both is decided in `dbt_like_sql`.

Grain: subject x period, where a subject is an indicator in an area, or a theme in a street.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import pandera.pandas as pa

from schemas.layout import Field, Layout
from schemas.personal_text import could_be_name, could_identify
from schemas.staged import IDENTITY

PERIOD = r"\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?|\d{4}-(0[1-9]|1[0-2])--\d{4}-(0[1-9]|1[0-2])"
# Country, municipality, district, neighbourhood, or a focus area of the team.
AREA = r"(NL00|GM\w{4}|WK\w{6}|BU\w{8}|AG-[^\W_]{1,80})"
LONGEST_TEXT = 600  # an interpretation is shown beside a figure: a few sentences
LONGEST_ACTION = 300
LONGEST_NAME = 80  # of a function or team
OPEN, BUSY, DONE, DROPPED = STATES = ("open", "bezig", "klaar", "vervallen")
ENTERED = "ingevoerd_op"  # the column by which an entry is known
DAYS = ("%d-%m-%Y",)

LAYOUT = Layout(
    source="duiding",
    title="duiding van de cijfers",
    month_field="",
    periods="none",
    fields=(
        Field(
            "indicator",
            ("indicator",),
            "Naam of id van de indicator; bij een straat die van het thema",
            required=True,
        ),
        Field(
            "gebied",
            ("gebied", "gebied_code"),
            "CBS-code van het gebied; leeg: de gemeente. Gaat het over een plek, dan de straat "
            "(naam of straat_id)",
        ),
        Field(
            "periode",
            ("periode",),
            "2020-06, 2020-Q2, 2020-H1, 2020 of 2020-05--2020-06",
            required=True,
        ),
        Field(
            "tekst",
            ("tekst", "duiding"),
            "De duiding; geen persoonsgegevens. Mag leeg zijn waar een actie staat",
            required=True,
        ),
        Field("auteur", ("auteur",), "Wie haar schreef: een functie of team", required=True),
        Field("datum", ("datum",), "Dag van het overleg", required=True),
        Field(
            "nieuw_niveau",
            ("nieuw_niveau", "nieuw niveau"),
            "ja: wat er veranderde, is volgens het team het nieuwe niveau; leeg of nee: niet",
        ),
        Field("actie", ("actie",), "Wat is afgesproken; geen persoonsgegevens"),
        Field("wie", ("wie",), "Wie het doet: een functie of team, nooit een naam"),
        # Not `uiterlijk`: that is, in a batch, the latest moment that a row can have.
        Field("uiterste_dag", ("uiterlijk",), "Dag waarop het klaar moet zijn"),
        Field("status", ("status",), ", ".join(STATES) + "; leeg: open"),
        Field(
            ENTERED,
            (ENTERED,),
            "Moment van invoeren. Alleen het formulier van het dashboard vult deze kolom; een "
            "bestand met deze kolom komt bij wat er al is",
        ),
    ),
    date_formats=DAYS,
)
# The stored columns of a row. An indicator has an area; a theme has a street.
STAGED = IDENTITY | dict.fromkeys(
    "indicator_id gebied_code thema straat_id straatnaam periode tekst auteur datum nieuw_niveau "
    "actie wie uiterlijk status ingevoerd_op".split(),
    "str",
)
SUBJECT = ["indicator_id", "gebied_code", "thema", "straat_id", "periode"]
UNKNOWN = "?"  # stands for a name that no list has

# Text -> how it is recognised that it could identify someone.
SENTENCES: Mapping[str, Callable[[str], bool]] = {
    "tekst": could_identify,
    "actie": could_identify,
    "wie": could_be_name,
    "auteur": could_identify,
}
IDENTIFIES = (
    "bevat iets dat een persoon kan aanwijzen: een naam na dhr. of mevr., een telefoonnummer, "
    "e-mailadres, adres met huisnummer, kenteken, IBAN of BSN"
)
# Column of the contract -> the field that is named to the analyst, in the order of the reasons.
REPORTED_UNDER = {
    "plaats": "gebied",
    "gebied_code": "gebied",
    "indicator_id": "indicator",
    "thema": "indicator",
    "periode": "periode",
    "inhoud": "tekst",
    "tekst": "tekst",
    "auteur": "auteur",
    "datum": "datum",
    "nieuw_niveau": "nieuw_niveau",
    "niveau_past": "nieuw_niveau",
    "actie": "actie",
    "heeft_actie": "actie",
    "wie": "wie",
    "uiterlijk_leesbaar": "uiterste_dag",
    "status": "status",
    "ingevoerd_past": ENTERED,
}


def filled(longest: int) -> list[pa.Check]:
    """The checks of a text that must be there, of at most `longest` characters."""
    return [pa.Check.str_length(min_value=1, error="niet ingevuld"), _short(longest)]


def with_checks(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame`, with the columns of a row as they are stored, and what its columns say together."""
    has_text, has_action = frame["tekst"].ne(""), frame["actie"].ne("")
    is_bare = frame["wie"].eq("") & frame["status"].eq("") & frame["uiterlijk"].isna()
    is_figure = frame["indicator_id"].ne("")
    return frame.assign(
        inhoud=has_text | has_action,
        heeft_actie=has_action | is_bare,
        niveau_past=frame["nieuw_niveau"].ne("ja") | (has_text & is_figure),
    )


def contract(indicators: frozenset[str], themes: frozenset[str]) -> pa.DataFrameSchema:
    """A usable row of `with_checks`: the ids that it may have are those of the lists.

    `plaats`: `gebied` or `straat`, or `meer`, where more streets have that name.
    """
    return pa.DataFrameSchema(
        {
            "plaats": pa.Column(
                str,
                pa.Check.ne(
                    "meer",
                    error="meer dan één straat heet zo: neem straat_id over uit de tabel straten",
                ),
            ),
            "gebied_code": pa.Column(
                str,
                pa.Check.str_matches(
                    rf"^{AREA}?$",
                    error="gebied is geen CBS-code en geen straat: neem straat of straat_id over "
                    "uit de tabel straten",
                ),
            ),
            "indicator_id": _listed(
                indicators, "onbekende indicator: neem de naam over uit de tabel indicatoren"
            ),
            "thema": _listed(
                themes, "bij een straat hoort een thema: neem de naam over uit de tabel themas"
            ),
            "periode": pa.Column(
                str,
                [
                    pa.Check.str_matches(rf"^({PERIOD})$", error="periode niet leesbaar"),
                    pa.Check(_in_order, error="periode eindigt voordat zij begint"),
                ],
            ),
            "inhoud": _true("niet ingevuld, en een actie ook niet"),
            "tekst": pa.Column(str, _short(LONGEST_TEXT)),
            "auteur": pa.Column(str, filled(LONGEST_NAME)),
            "datum": pa.Column("datetime64[us]", nullable=False),
            "nieuw_niveau": pa.Column(
                str, pa.Check.isin(["ja", "nee"], error="moet ja of nee zijn, of leeg")
            ),
            "niveau_past": _true("ja kan alleen met een tekst bij een indicator"),
            "actie": pa.Column(str, _short(LONGEST_ACTION)),
            "heeft_actie": _true("niet ingevuld, terwijl wie, uiterlijk of status dat wel is"),
            "wie": pa.Column(str, _short(LONGEST_NAME)),
            "uiterlijk_leesbaar": _true("niet leesbaar als dag"),
            "status": pa.Column(
                str,
                pa.Check.isin((*STATES, ""), error="moet een van deze zijn: " + ", ".join(STATES)),
            ),
            "ingevoerd_past": _true(
                "geen moment, of een na de levering. Alleen het formulier vult deze kolom: haal "
                "haar weg uit een bestand dat u zelf bijhoudt"
            ),
        },
        strict=False,
    )


def _in_order(periods: pd.Series) -> pd.Series:
    """Whether a span of months does not end before it begins."""
    spans = periods.str.partition("--")
    return spans[2].eq("") | spans[0].le(spans[2])


def _listed(ids: frozenset[str], error: str) -> pa.Column:
    return pa.Column(str, pa.Check.isin(ids | {""}, error=error))


def _short(longest: int) -> pa.Check:
    return pa.Check.str_length(max_value=longest, error=f"langer dan {longest} tekens")


def _true(error: str) -> pa.Column:
    return pa.Column(bool, pa.Check.eq(True, error=error))
