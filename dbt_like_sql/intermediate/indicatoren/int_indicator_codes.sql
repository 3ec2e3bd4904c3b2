-- Grain: one row per indicator, code and stretch of months in which the indicator counts the code.
-- A code that `indicator_versies` does not name has always counted, and still does.
select
    indicator_codes.indicator_id,
    indicator_codes.bron,
    indicator_codes.code,
    coalesce(indicator_versies.geldig_van, '0000-01') as maand_van,
    coalesce(indicator_versies.geldig_tot, '9999-12') as maand_tot
from indicator_codes
left join indicator_versies
    on indicator_codes.indicator_id = indicator_versies.indicator_id
    and indicator_codes.code = indicator_versies.code
order by indicator_codes.indicator_id, indicator_codes.bron, indicator_codes.code, maand_van
