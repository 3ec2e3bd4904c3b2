-- Grain: one row per indicator of the open data, area, period and delivery: as published, or summed
-- from its months where the period itself is not published.
select
    indicator_id,
    gebied_code,
    periode_soort,
    periode,
    waarde,
    vorige_waarde,
    is_voorlopig,
    is_nieuwste,
    levering_id,
    ontvangen_op
from int_open_data_cijfers
union all
select
    indicator_id,
    gebied_code,
    periode_soort,
    periode,
    waarde,
    vorige_waarde,
    is_voorlopig,
    is_nieuwste,
    levering_id,
    ontvangen_op
from int_open_data_sommen
