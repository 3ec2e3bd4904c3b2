-- Grain: one row per known figure that its source counted itself and delivery that holds it, with the
-- value it supersedes. A figure that a later delivery leaves unknown keeps the value published before.
-- Figures of two sources never supersede each other.
-- nl: Een rij per cijfer dat als cijfer is geleverd (registers, Veiligheidsmonitor, open data van de
-- politie) en levering waarin het staat, met de waarde die het vervangt. Hieraan is te zien welk
-- cijfer nu geldt en wat is herzien.
select
    bron,
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
    is_voorlopig,
    definitie_versie,
    levering_id,
    ontvangen_op,
    volgorde,
    lag(waarde) over (
        partition by bron, indicator_id, gebied_code, periode order by volgorde
    ) as vorige_waarde,
    row_number() over (
        partition by bron, indicator_id, gebied_code, periode order by volgorde desc
    ) = 1 as is_nieuwste
from stg_cijfers
where waarde is not null
order by indicator_id, gebied_code, periode, volgorde
