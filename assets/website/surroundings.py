"""What the site knows besides the edition: public reference data of places, and nothing that
happened there.

Streets and postcodes lead to the page of an area; inhabitants turn a public count into a rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assets.reference.lookup import Lookup
from assets.warehouse.derived import Tables

# Inhabitants by area and year. An area counts only if its parts are the same all year and the
# inhabitants of each are known.
_INHABITANTS = """
with jaren as (select distinct jaar from int_inwoners),

delen as (
    select
        int_buurten.buurtcode, int_buurten.wijkcode, jaren.jaar, int_inwoners.inwoners,
        int_buurten.maand_van <= jaren.jaar || '-01'
            and int_buurten.maand_tot >= jaren.jaar || '-12' as heel_jaar
    from int_buurten
    cross join jaren
    left join int_inwoners
        on int_inwoners.buurtcode = int_buurten.buurtcode
        and int_inwoners.maand_van = int_buurten.maand_van
        and int_inwoners.jaar = jaren.jaar
    where int_buurten.maand_van <= jaren.jaar || '-12'
        and int_buurten.maand_tot >= jaren.jaar || '-01'
),

gebieden_in_delen as (
    select buurtcode as gebied_code, * from delen
    union all select wijkcode, * from delen
    union all select ?, * from delen
)

select gebied_code, jaar, sum(inwoners) as inwoners
from gebieden_in_delen
group by gebied_code, jaar
having count(*) = count(inwoners) and bool_and(heel_jaar)
"""


@dataclass(frozen=True)
class Surroundings:
    """`inhabitants`: (code of an area, year) -> inhabitants. A rate is shown from `least_people`
    inhabitants and `least_count` events on."""

    lookup: Lookup = field(default_factory=Lookup)
    inhabitants: Mapping[tuple[str, str], int] = field(default_factory=dict)
    least_people: int = 1000
    least_count: int = 20


def inhabitants_of(connection: Tables, municipality: str) -> dict[tuple[str, str], int]:
    """The inhabitants in the tables of a home, of every area and year for which they are known."""
    rows = connection.execute(_INHABITANTS, [municipality]).fetchall()
    return {(code, str(year)): int(people) for code, year, people in rows}
