-- Grain: one row per known figure of the open data and delivery that holds it, with the value it
-- supersedes.
-- nl: Een rij per bekend cijfer uit de open data van de politie en levering waarin het staat, met de
-- waarde die het vervangt.
select
    indicator_id,
    gebied_code,
    periode_soort,
    periode,
    waarde,
    is_voorlopig,
    levering_id,
    ontvangen_op,
    volgorde,
    vorige_waarde,
    is_nieuwste
from int_cijferversies
where levering_id in (select levering_id from stg_open_data)
order by indicator_id, gebied_code, periode, volgorde
