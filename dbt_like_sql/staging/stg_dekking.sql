-- Grain: one row per delivery, month that it covers whole, and incident code to which it is limited.
-- `code` is null where the delivery is not limited to some incident codes. A delivery of which no row
-- could be used covers nothing: it must not push a good month aside.
with
bruikbaar as (
    select distinct levering_id from staged_politie
    union
    select distinct levering_id from staged_melddesk
    union
    select distinct levering_id from staged_registers
    union
    select distinct levering_id from staged_politie_open_data
)

select
    stg_leveringen.bron,
    stg_leveringen.levering_id,
    stg_leveringen.volgorde,
    dekking.maand,
    dekking.code
from dekking
inner join stg_leveringen on dekking.levering_id = stg_leveringen.levering_id
left join bruikbaar on dekking.levering_id = bruikbaar.levering_id
where bruikbaar.levering_id is not null or stg_leveringen.rijen = 0
order by stg_leveringen.bron, stg_leveringen.volgorde, dekking.maand, dekking.code
