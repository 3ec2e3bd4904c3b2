"""The named questions of `veiligheidsbeeld export`: what a row of the answer is, and each column.

An answer is read from a publication and stored nowhere: its SELECT stands in
`dbt_like_sql/questions`. How an answer is written does not belong here.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.published import controlelijst, leveringen, linked, shared, views
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

_LAST_12 = "Leeg als een van die maanden ontbreekt of de bron het thema niet kent"


@dataclass(frozen=True)
class Question:
    """A question with a name. `title`: of the page with its answer, at most 31 letters. `needs`:
    the filter without which the answer is too much to read, with an example."""

    answer: Table
    title: str
    needs: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """As it is typed."""
        return self.answer.name.replace("_", "-")


_STREETS = Question(
    Table(
        "straten_van_een_buurt",
        "De straten van een buurt per thema: de laatste twaalf maanden en de twaalf ervoor. Een "
        "straat zonder regel bij een thema had er in die twee jaar niets van",
        grain=("straat_id", "thema"),
        columns=(
            shared.BUURTCODE_VAN_STRAAT,
            shared.BUURTNAAM_VAN_STRAAT,
            shared.STRAAT_ID,
            shared.STRAATNAAM,
            shared.THEMA,
            shared.THEMANAAM,
            shared.MAAND.means("Laatste van de twaalf maanden"),
            shared.POLITIE_12M,
            Column(
                "politie_12m_ervoor",
                WHOLE,
                f"Registraties van de politie in de twaalf maanden daarvoor. {_LAST_12}",
                "registraties",
                nullable=True,
            ),
            shared.MELDDESK_12M,
            Column(
                "melddesk_12m_ervoor",
                WHOLE,
                f"Meldingen van inwoners in de twaalf maanden daarvoor. {_LAST_12}",
                "meldingen",
                nullable=True,
            ),
            shared.POLITIE_STATUS,
            shared.MELDDESK_STATUS,
        ),
        maker=Maker.QUESTION,
    ),
    "Straten van een buurt",
    ("buurt", "Wyck"),
)
_NOT_LINKED = Question(
    Table(
        "niet_gekoppeld",
        "Wat er als straat stond en aan geen straat is gekoppeld, het meeste eerst; van een tekst "
        "die iemand kan noemen, staat er alleen de vorm",
        grain=controlelijst.TABLE.grain,
        columns=tuple(
            column
            for column in controlelijst.TABLE.columns
            if column.name not in ("straatnaam", "koppelscore")
        ),
        maker=Maker.QUESTION,
    ),
    "Niet gekoppeld",
)
_CONFLICTS = Question(
    Table(
        "strijdige_buurten",
        "Rijen waarvan postcode, punt en straat niet dezelfde buurt noemen, en de buurt waarin zij "
        "tellen, het meeste eerst",
        grain=("bron", "straatnaam", "gebiedsconflict"),
        columns=(
            controlelijst.TABLE.column("bron"),
            shared.STRAATNAAM.means("Straat waaraan de rijen zijn gekoppeld; `onbekend`: aan geen"),
            Column(
                "gebiedsconflict",
                TEXT,
                "Wat postcode, punt en straat zeggen, met de code van de buurt",
            ),
            Column("aantal", WHOLE, "Aantal getelde rijen", "rijen"),
            Column("buurtcode", TEXT, "Buurt waarin de rijen tellen"),
            linked.GEBIEDSMETHODE,
            Column("gebiedsscore", NUMBER, "Laagste zekerheid van die buurt", "0 tot 1"),
            Column("maand_van", TEXT, "Eerste maand met zo'n rij", "JJJJ-MM"),
            Column("maand_tot", TEXT, "Laatste maand met zo'n rij", "JJJJ-MM"),
        ),
        maker=Maker.QUESTION,
    ),
    "Strijdige buurten",
)
_REVISED = Question(
    Table(
        "herziene_cijfers",
        "Elk cijfer dat door een latere levering veranderde, met de oude en de nieuwe waarde en "
        "het bestand dat het veranderde, de jongste verandering eerst",
        grain=("indicator_id", "gebied_code", "periode_soort", "periode", "levering_id"),
        columns=(
            shared.SINDS,
            shared.INDICATOR_ID,
            shared.INDICATOR,
            shared.GEBIED_CODE,
            shared.GEBIEDSNAAM,
            shared.PERIODE_SOORT,
            shared.PERIODE,
            shared.OUDE_WAARDE,
            shared.NIEUWE_WAARDE,
            Column("verschil", NUMBER, "`nieuwe_waarde` min `oude_waarde`", "als de indicator"),
            shared.LEVERING_DIE_VERANDERDE,
            leveringen.TABLE.column("bestandsnaam"),
        ),
        maker=Maker.QUESTION,
    ),
    "Herziene cijfers",
)
_OVER_TIME = Question(
    Table(
        "indicator_door_de_tijd",
        "Een indicator door de tijd: elk gebied en elke periode die heel is, van oud naar nieuw. "
        "Kies één periode_soort en één gebiedsniveau voor wat u optelt",
        grain=("indicator_id", "gebied_code", "periode_soort", "periode"),
        columns=tuple(
            views.INDICATORS_WITH_NAMES.column(name)
            for name in (
                "indicator_id indicator gebied_code gebiedsnaam gebiedsniveau periode_soort "
                "periode begin eind waarde eenheid status definitie_versie"
            ).split()
        ),
        maker=Maker.QUESTION,
    ),
    "Indicator door de tijd",
    ("indicator", "Straatroof"),
)
# By the name of their answer, in the order in which they are listed.
QUESTIONS = {
    question.answer.name: question
    for question in (_STREETS, _NOT_LINKED, _CONFLICTS, _REVISED, _OVER_TIME)
}
