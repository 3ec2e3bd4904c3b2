-- Grain: one row per indicator, code and range of months in which the indicator counts that code. A
-- code without an entry in `indicator_versies` counts in every month.
-- nl: Een rij per indicator en code die zij telt, met de maanden waarin de code meetelt.
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
