-- Grain: one row per figure of a register and delivery that holds it, with the figure before it.
select
    indicator_id,
    gebied_code,
    case
        when length(periode) = 4 then 'jaar'
        when substr(periode, 5, 2) = '--' then 'meerjarig'
        when substr(periode, 6, 1) = 'Q' then 'kwartaal'
        when substr(periode, 6, 1) = 'H' then 'halfjaar'
        else 'maand'
    end as periode_soort,
    periode,
    waarde,
    nullif(bronvermelding, '') as bronvermelding,
    levering_id,
    ontvangen_op,
    lag(waarde) over (
        partition by indicator_id, gebied_code, periode order by volgorde
    ) as vorige_waarde,
    row_number() over (
        partition by indicator_id, gebied_code, periode order by volgorde desc
    ) = 1 as is_nieuwste
from stg_registers
order by indicator_id, gebied_code, periode, volgorde
