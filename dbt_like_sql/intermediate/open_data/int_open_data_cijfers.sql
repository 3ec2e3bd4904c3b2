-- Grain: one row per known figure of the open data and delivery that holds it, with the figure before
-- it. What a later delivery leaves unknown keeps the figure that was published before.
select
    indicator_id,
    gebied_code,
    case
        when length(periode) = 4 then 'jaar'
        when substr(periode, 6, 1) = 'Q' then 'kwartaal'
        when substr(periode, 6, 1) = 'H' then 'halfjaar'
        else 'maand'
    end as periode_soort,
    periode,
    waarde,
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
from stg_open_data
where waarde is not null
order by indicator_id, gebied_code, periode, volgorde
