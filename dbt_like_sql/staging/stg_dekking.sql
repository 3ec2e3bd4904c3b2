-- Grain: one row per delivery, month that it covers whole, and incident code to which it is limited.
-- `code` is null where the delivery is not limited to some incident codes.
select
    stg_leveringen.bron,
    stg_leveringen.levering_id,
    stg_leveringen.volgorde,
    dekking.maand,
    dekking.code
from dekking
inner join stg_leveringen on dekking.levering_id = stg_leveringen.levering_id
order by stg_leveringen.bron, stg_leveringen.volgorde, dekking.maand, dekking.code
