-- Grain: one row per delivery, month that it covers whole, and incident code to which it is limited.
-- `code` is null where the delivery is not limited to some incident codes. A delivery of which no row
-- could be used covers nothing: it must not push a good month aside.
select
    stg_leveringen.bron,
    stg_leveringen.stroom,
    stg_leveringen.levering_id,
    stg_leveringen.volgorde,
    dekking.maand,
    dekking.code
from dekking
inner join stg_leveringen on dekking.levering_id = stg_leveringen.levering_id
left join stg_geaccepteerd on dekking.levering_id = stg_geaccepteerd.levering_id
where stg_geaccepteerd.levering_id is not null or stg_leveringen.rijen = 0
order by stg_leveringen.bron, stg_leveringen.volgorde, dekking.maand, dekking.code
