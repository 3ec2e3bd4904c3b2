-- Grain: one row per known figure of the Veiligheidsmonitor and delivery that holds it, with the
-- figure before it. What a later delivery leaves unknown keeps the figure that was published before.
select
    indicator_id,
    gebied_code,
    periode,
    jaar,
    reeks,
    definitie_versie,
    waarde,
    ondergrens,
    bovengrens,
    nullif(marge_bron, '') as marge_bron,
    cast(respondenten as bigint) as respondenten,
    nullif(bronvermelding, '') as bronvermelding,
    voorlopig = 'J' as is_voorlopig,
    levering_id,
    ontvangen_op,
    volgorde,
    lag(waarde) over (
        partition by indicator_id, gebied_code, periode order by volgorde
    ) as vorige_waarde,
    row_number() over (
        partition by indicator_id, gebied_code, periode order by volgorde desc
    ) = 1 as is_nieuwste
from stg_veiligheidsmonitor
where waarde is not null
order by indicator_id, gebied_code, periode, volgorde
