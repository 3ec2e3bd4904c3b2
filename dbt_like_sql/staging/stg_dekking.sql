-- Grain: one row per delivery, month that it covers in full, and incident code that it is limited to.
-- `code` is null where the delivery holds all codes. A delivery whose rows were all refused covers
-- nothing: it must not supersede a good month.
-- nl: Een rij per levering en maand die zij volledig dekt; bevat een levering maar enkele
-- incidentcodes, dan een rij per code. Hiermee is te bepalen welke levering voor een maand geldt en of
-- een maand ontbreekt.
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
