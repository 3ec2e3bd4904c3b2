-- Grain: one row per indicator and month for which every code of the indicator was delivered.
-- Where a delivery is limited to some incident codes, the others are unknown, not 0.
-- `compleet_sinds`: the delivery (`volgorde`) with which the month was whole for the first time.
with
per_code as (
    select
        indicator_codes.indicator_id,
        indicator_codes.bron,
        indicator_codes.code,
        stg_dekking.maand,
        min(stg_dekking.volgorde) as sinds
    from indicator_codes
    inner join stg_dekking
        on indicator_codes.bron = stg_dekking.bron
        and (stg_dekking.code is null or indicator_codes.code = stg_dekking.code)
    group by
        indicator_codes.indicator_id, indicator_codes.bron, indicator_codes.code, stg_dekking.maand
),

nodig as (
    select indicator_id, count(*) as codes from indicator_codes group by indicator_id
)

select
    per_code.indicator_id,
    per_code.bron,
    per_code.maand,
    max(per_code.sinds) as compleet_sinds
from per_code
inner join nodig on per_code.indicator_id = nodig.indicator_id
group by per_code.indicator_id, per_code.bron, per_code.maand, nodig.codes
having count(*) = nodig.codes
order by per_code.indicator_id, per_code.maand
