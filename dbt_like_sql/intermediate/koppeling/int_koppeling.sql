-- Grain: one row per source and month with rows that count now: how many were linked to a street, and
-- whether that is enough to show figures by street. A row without any street filled in cannot be
-- linked and is left out of the percentage.
-- nl: Een rij per bron en maand: hoeveel rijen aan een straat en aan een buurt zijn gekoppeld, en of
-- dat genoeg is om cijfers per straat te tonen. Rijen zonder opgegeven straat tellen voor dat oordeel
-- niet mee.
with
rijen as (
    select
        int_rijgeldigheid.bron,
        stg_rijen.maand,
        stg_rijen.straat_id,
        stg_rijen.buurtcode,
        stg_rijen.koppelmethode
    from int_rijgeldigheid
    inner join stg_rijen
        on int_rijgeldigheid.levering_id = stg_rijen.levering_id
        and int_rijgeldigheid.rijnummer = stg_rijen.rijnummer
    where int_rijgeldigheid.tot is null
),

geteld as (
    select
        bron,
        maand,
        count(*) as geteld,
        count(straat_id) as straat_gekoppeld,
        sum(case when koppelmethode <> 'niet opgegeven' then 1 else 0 end) as straat_opgegeven,
        count(buurtcode) as buurt_gekoppeld
    from rijen
    group by bron, maand
)

select
    geteld.bron,
    geteld.maand,
    geteld.geteld,
    geteld.straat_gekoppeld,
    cast(geteld.straat_opgegeven as bigint) as straat_opgegeven,
    geteld.buurt_gekoppeld,
    round(100.0 * geteld.straat_gekoppeld / nullif(geteld.straat_opgegeven, 0), 1) as straat_van_opgegeven_pct,
    case
        when geteld.straat_gekoppeld < stg_instellingen.minimum_gekoppeld * geteld.straat_opgegeven
            then 'onder minimum'
        when geteld.straat_gekoppeld < stg_instellingen.waarschuwing_gekoppeld * geteld.straat_opgegeven
            then 'waarschuwing'
        else 'in orde'
    end as koppeling_oordeel
from geteld
cross join stg_instellingen
order by geteld.bron, geteld.maand
