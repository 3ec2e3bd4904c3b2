-- Grain: one row per indicator, area and period, from old to new.
select
    indicator_id,
    indicator,
    gebied_code,
    gebiedsnaam,
    gebiedsniveau,
    periode_soort,
    periode,
    begin,
    eind,
    waarde,
    eenheid,
    status,
    definitie_versie
from indicatorwaarden_met_namen
order by
    indicator,
    list_position(['land', 'gemeente', 'wijk', 'buurt'], gebiedsniveau) nulls last,
    gebied_code,
    periode_soort,
    begin,
    periode
